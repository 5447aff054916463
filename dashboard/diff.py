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
    if not isinstance(old, Component) and not isinstance(new, Component):
        if old != new:
            raise _Unlike
        return
    if not _same_kind(old, new):
        raise _Unlike
    before, after = _properties(old), _properties(new)
    name = after.get("id")
    if before.get("id") != name:
        raise _Unlike
    changed = [
        key for key in before.keys() | after.keys() if key != "children" and not _equal(before.get(key), after.get(key))
    ]
    if changed and (not isinstance(name, str) or any(key not in after for key in changed)):
        raise _Unlike
    for key in sorted(changed):
        yield str(name), key, after[key]
    if _equal(before.get("children"), after.get("children")):
        return
    olds, news = _as_list(before.get("children")), _as_list(after.get("children"))
    try:
        if len(olds) != len(news):
            raise _Unlike
        below = [update for pair in zip(olds, news, strict=True) for update in _walk(*pair)]
    except _Unlike:
        if not isinstance(name, str):
            raise
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
