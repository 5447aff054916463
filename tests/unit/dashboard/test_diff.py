"""What changes between two views: properties, or else the children of the nearest ancestor with a name."""

from collections.abc import Iterator
from typing import Any

import pytest
from dash import dcc, html
from dash._utils import to_json
from dash.development.base_component import Component
from hypothesis import given
from hypothesis import strategies as st

from dashboard.diff import Updates, diff


def page(*children: Any, **more: Any) -> html.Div:
    return html.Div(list(children), id="page", **more)


def figure(*values: int, title: str = "A title") -> dict[str, Any]:
    return {"data": [{"type": "bar", "y": list(values)}], "layout": {"title": {"text": title}}}


def test_equal_views_differ_in_nothing():
    assert diff(page(html.P("a", id="p"), "b"), page(html.P("a", id="p"), "b")) == {}


def test_changed_words_of_a_named_node_are_its_children():
    assert diff(page(html.P("a", id="p")), page(html.P("b", id="p"))) == {"p": {"children": "b"}}


def test_changed_words_of_a_nameless_node_are_sent_with_its_nearest_named_ancestor():
    after = page(html.Div(html.P("b"), id="block"), html.P("same", id="other"))
    updates = diff(page(html.Div(html.P("a"), id="block"), html.P("same", id="other")), after)
    assert updates == {"block": {"children": after.children[0].children}}


def test_changed_property_of_a_named_node_is_sent_alone():
    updates = diff(page(html.P("a", id="p", className="x")), page(html.P("a", id="p", className="y")))
    assert updates == {"p": {"className": "y"}}


def test_changed_figure_is_sent_without_the_graph_around_it():
    updates = diff(page(dcc.Graph(id="g", figure=figure(1, 2))), page(dcc.Graph(id="g", figure=figure(1, 3))))
    assert updates == {"g": {"figure": figure(1, 3)}}


def test_equal_figures_made_twice_do_not_differ():
    assert diff(page(dcc.Graph(id="g", figure=figure(1))), page(dcc.Graph(id="g", figure=figure(1)))) == {}


def test_changed_aria_and_data_attributes_are_properties_too():
    old = page(html.Div(id="region", **{"aria-label": "a", "data-x": "1"}))
    new = page(html.Div(id="region", **{"aria-label": "b", "data-x": "1"}))
    assert diff(old, new) == {"region": {"aria-label": "b"}}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([html.P("a")], [html.P("a"), html.P("b")]),
        ([html.P("a"), html.P("b")], [html.P("a")]),
        ([html.P("a")], []),
        ([], [html.P("a")]),
    ],
)
def test_children_that_become_more_or_fewer_are_sent_whole(old, new):
    updates = diff(page(html.Div(old, id="list")), page(html.Div(new, id="list")))
    assert updates == {"list": {"children": new}}


def test_named_node_of_another_type_is_sent_with_its_parent():
    new = html.Span("a", id="x")
    assert diff(page(html.P("a", id="x")), page(new)) == {"page": {"children": [new]}}


def test_node_with_another_name_is_sent_with_its_parent():
    new = html.P("a", id="y")
    assert diff(page(html.P("a", id="x")), page(new)) == {"page": {"children": [new]}}


def test_property_that_is_gone_cannot_be_set_and_is_sent_with_the_parent():
    new = html.P("a", id="p")
    assert diff(page(html.P("a", id="p", className="x")), page(new)) == {"page": {"children": [new]}}


def test_new_property_of_a_named_node_is_sent_alone():
    updates = diff(page(html.P("a", id="p")), page(html.P("a", id="p", className="x")))
    assert updates == {"p": {"className": "x"}}


def test_changed_property_and_changed_words_below_are_sent_apart():
    old = page(html.Div(html.P("a", id="p"), id="block", className="x"))
    new = page(html.Div(html.P("b", id="p"), id="block", className="y"))
    assert diff(old, new) == {"block": {"className": "y"}, "p": {"children": "b"}}


def test_words_that_turn_into_a_node_are_sent_with_their_parent():
    new = html.B("a")
    assert diff(page("a"), page(new)) == {"page": {"children": [new]}}


def test_root_of_another_type_replaces_the_whole_view():
    assert diff(html.Div(id="page"), html.Main(id="page")) is None


def test_root_that_lost_a_property_replaces_the_whole_view():
    assert diff(page(className="x"), page()) is None


def test_nameless_root_with_changed_children_replaces_the_whole_view():
    assert diff(html.Div("a"), html.Div("b")) is None


def test_nothing_below_a_sent_ancestor_is_sent_again():
    old = page(html.Div([html.P("a", id="p"), html.P("x")], id="block"))
    new = page(html.Div([html.P("b", id="p"), html.P("y")], id="block"))
    assert set(diff(old, new)) == {"block"}


# -- for all views --

WORDS = st.sampled_from(["a", "b"])
NAMES = st.sampled_from([html.Div, html.P])
EXTRAS = st.fixed_dictionaries(
    {}, optional={"className": WORDS, "aria-label": WORDS, "title": st.sampled_from(["", "a"])}
)


@st.composite
def views(draw: st.DrawFn, *, path: str = "root", depth: int = 3) -> Component:
    """A view; ids follow from the place of a node, so that two views often agree on them, as two addresses do."""
    tag, extras = draw(NAMES), draw(EXTRAS)
    if draw(st.booleans()):
        extras["id"] = path
    if depth == 0 or draw(st.booleans()):
        return tag(draw(st.none() | WORDS), **extras)
    count = draw(st.integers(0, 3))
    return tag([draw(views(path=f"{path}-{n}", depth=depth - 1)) for n in range(count)], **extras)


def nodes(node: Any) -> Iterator[Component]:
    if isinstance(node, list):
        for each in node:
            yield from nodes(each)
    elif isinstance(node, Component):
        yield node
        yield from nodes(getattr(node, "children", None))


def apply(view: Component, updates: Updates) -> None:
    """Does what ``set_props`` does in the browser."""
    for name, properties in updates.items():
        (node,) = [each for each in nodes(view) if getattr(each, "id", None) == name]
        for key, value in properties.items():
            setattr(node, key, value)


def picture(view: Component) -> str:
    """A view as the browser gets it; no children and an empty list of them look alike."""
    return to_json(view).replace('"children":[]', '"children":null')


@given(views(), views())
def test_old_view_with_its_updates_applied_is_the_new_view(old, new):
    updates = diff(old, new)
    if updates is None:
        return
    apply(old, updates)
    assert picture(old) == picture(new)


@given(views())
def test_view_does_not_differ_from_itself(view):
    assert diff(view, view) == {}


@given(views(), views())
def test_named_root_of_the_same_type_never_has_to_be_replaced_unless_it_lost_a_property(old, new):
    assert diff(html.Div(old, id="page"), html.Div(new, id="page")) is not None
