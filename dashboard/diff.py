"""What has to change in the browser to turn one view into another: properties, never whole pages.

Dash throws away and draws again everything below a ``children`` that a callback sets, charts and focus included
(seen in dash 4.4.1, DashWrapper's ``freshRenders`` key), so a filter change sends only the properties that differ.
"""

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component

Updates = dict[str, dict[str, Any]]


class _Unlike(Exception):
    """Two nodes differ in a way that only their nearest named ancestor can express."""


def _properties(node: Component) -> dict[str, Any]:
    # Unlike the list of a component's properties, this holds aria- and data- attributes too.
    return dict(node.to_plotly_json()["props"])


def _as_list(children: Any) -> list[Any]:
    if children is None:
        return []
    return list(children) if isinstance(children, list | tuple) else [children]


def _same_kind(old: Any, new: Any) -> bool:
    return isinstance(old, Component) and isinstance(new, Component) and type(old) is type(new)


def _equal(old: Any, new: Any) -> bool:
    """Components have no equality of their own; everything else compares as plain data."""
    if isinstance(old, Component) or isinstance(new, Component):
        return _same_kind(old, new) and _equal(_properties(old), _properties(new))
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        return len(old) == len(new) and all(map(_equal, old, new))
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(_equal(old[key], new[key]) for key in old)
    return bool(old == new)


def _walk(old: Any, new: Any) -> Iterator[tuple[str, str, Any]]:
    """Yields (id, property, value) for every difference.

    Raises:
        _Unlike: If a difference lies in a node without an id.
    """
    if not _same_kind(old, new):
        if not _equal(old, new):
            raise _Unlike
        return
    before, after = _properties(old), _properties(new)
    if before.get("id") != after.get("id"):
        raise _Unlike
    yield from _attributes(before, after)
    yield from _children(before, after)


def _attributes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    name = after.get("id")
    for key in sorted((before.keys() | after.keys()) - {"children"}):
        if _equal(before.get(key), after.get(key)):
            continue
        # A property can be set in the browser, but not taken away.
        if not isinstance(name, str) or key not in after:
            raise _Unlike
        yield name, key, after[key]


def _children(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    if _equal(before.get("children"), after.get("children")):
        return
    olds, news, name = _as_list(before.get("children")), _as_list(after.get("children")), after.get("id")
    try:
        below = [update for pair in zip(olds, news, strict=True) for update in _walk(*pair)]
    except (_Unlike, ValueError) as error:
        if not isinstance(name, str):
            raise _Unlike from error
        below = [(name, "children", after.get("children"))]
    yield from below


def diff(old: Component, new: Component) -> Updates | None:
    """Returns the properties to set, by component id, or None if the whole view has to be replaced.

    Nodes are matched by position and type; a difference in a node without an id is sent as the children of its nearest
    ancestor that has one.
    """
    updates: Updates = {}
    try:
        for name, key, value in _walk(old, new):
            updates.setdefault(name, {})[key] = value
    except _Unlike:
        return None
    return updates
