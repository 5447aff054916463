"""A part of a page that no callback writes to, drawn by one component instead of one for each of its elements."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.ui.part import Part

Node = str | list[Any]
"""Text, or tag, attributes and children."""

_FOR_CALLBACKS = frozenset({"children", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", "refresh"})


class Plain(Part):
    """Elements without behaviour of their own.

    Dash wraps every element of a page in a component that looks at the whole state after every step of a callback, and
    draws all of them anew when it is given new children; with several hundred on a page that took longer than the
    charts (measured with dash 4.4.1). One Plain draws a tree of elements, and React changes only what differs in it.

    Attributes:
        id: Id for Dash; the elements carry their own.
        parts: Nodes, each text or a list of tag, attributes and children.
    """

    def __init__(self, *, id: str, parts: Sequence[Node]) -> None:  # noqa: A002 - Dash's own name
        """Takes nodes as ``node`` makes them."""
        super().__init__(id=id, parts=parts)


def is_plain(item: Any) -> bool:
    """Whether nothing in a tree has behaviour of its own: text, elements and links."""
    if not isinstance(item, Component):
        return not isinstance(item, list | tuple) or all(map(is_plain, item))
    if item._namespace != html.Div._namespace and not isinstance(item, dcc.Link):  # noqa: SLF001 - has no public name
        return False
    return is_plain(getattr(item, "children", None))


def node(item: Component | str | float) -> Node:
    """Returns a plain component and all below it as a node; links stay inside the app."""
    if not isinstance(item, Component):
        return str(item)
    known = _attributes_of(tuple(item._prop_names))  # noqa: SLF001 - has no public name
    attributes = {
        name: value
        for name, value in item.__dict__.items()
        if value is not None and (name in known or name.startswith(("data-", "aria-")))
    }
    tag = "a" if isinstance(item, dcc.Link) else item._type.lower()  # noqa: SLF001 - has no public name
    return [tag, attributes, [node(each) for each in children(item)]]


def children(item: Component) -> list[Any]:
    """Returns what stands inside a component, as a flat list without gaps."""
    inside = getattr(item, "children", None)
    return [each for each in (inside if isinstance(inside, list | tuple) else [inside]) if each is not None]


@lru_cache
def _attributes_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(names) - _FOR_CALLBACKS
