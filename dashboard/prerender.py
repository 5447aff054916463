"""A component tree as plain HTML, so that the first view can be read before any script has run.

React replaces it as soon as it draws the same tree; the two look alike because they share classes.
"""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from dash.development.base_component import Component

_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_ATTRIBUTES = {
    "autoComplete": "autocomplete",
    "className": "class",
    "htmlFor": "for",
    "colSpan": "colspan",
    "rowSpan": "rowspan",
    "tabIndex": "tabindex",
}
_PLAIN = frozenset(
    {
        "id",
        "href",
        "src",
        "alt",
        "title",
        "lang",
        "role",
        "scope",
        "type",
        "width",
        "height",
        "target",
        "download",
        "name",
        "value",
        "action",
        "method",
        "open",
    }
)


def _attributes(node: Component) -> Iterator[str]:
    # Dash keeps attributes in an order that differs from process to process.
    for name in node._prop_names + sorted(key for key in node.__dict__ if key.startswith(("data-", "aria-"))):
        value = getattr(node, name, None)
        if value is None or value is False:
            continue
        if name in _ATTRIBUTES or name in _PLAIN or name.startswith(("data-", "aria-")):
            yield f' {_ATTRIBUTES.get(name, name)}="{escape(str(value))}"'


def _element(tag: str, node: Component, *, inside: str | None = None) -> str:
    start = f"<{tag}{''.join(_attributes(node))}>"
    return start if tag in _VOID else f"{start}{html(node_children(node)) if inside is None else inside}</{tag}>"


def node_children(node: Component) -> Any:
    """Returns what stands inside a component, or None."""
    return getattr(node, "children", None)


def _select(node: Component) -> str:
    chosen = getattr(node, "value", None)
    options = "".join(
        f'<option value="{escape(str(option["value"]))}"{" selected" if option["value"] == chosen else ""}>'
        f"{escape(str(option['label']))}</option>"
        for option in getattr(node, "options", None) or []
    )
    identity = "".join(
        f' {name}="{escape(str(getattr(node, name)))}"' for name in ("id", "name") if getattr(node, name, None)
    )
    return f'<select{identity} class="form-select">{options}</select>'


_RENDERERS: dict[tuple[str, str], Callable[[Component], str]] = {
    ("dash_core_components", "Link"): lambda node: _element("a", node),
    ("dash_core_components", "Graph"): lambda node: _element("div", node, inside=""),
    ("dash_core_components", "Location"): lambda _: "",
    ("dash_core_components", "Store"): lambda _: "",
    ("board_parts", "Select"): _select,
    ("dash_bootstrap_components", "Input"): lambda node: _element("input", node),
    ("dash_bootstrap_components", "Button"): lambda node: _element("button", node),
}


def html(node: Any) -> str:
    """Returns the HTML of a tree.

    Text is escaped, and a component without a plain form is a div around its children.
    """
    if node is None:
        return ""
    if isinstance(node, list | tuple):
        return "".join(map(html, node))
    if not isinstance(node, Component):
        return escape(str(node))
    namespace, kind = node._namespace, node._type
    renderer = _RENDERERS.get((namespace, kind))
    if renderer is not None:
        return renderer(node)
    return _element(kind.lower() if namespace == "dash_html_components" else "div", node)
