from dash import dcc, html
from dash.development.base_component import Component

from components.ui.plain import Plain, is_plain, node
from dashboard.compact import compact


def parts_of(component: Component) -> list[object]:
    return component.children[0].parts


def test_a_page_of_words_becomes_one_component() -> None:
    page = html.Div([html.H1("Board"), html.P("Words")], id="page")

    sent = compact(page, live=frozenset())

    assert parts_of(sent) == [["h1", {}, ["Board"]], ["p", {}, ["Words"]]]


def test_a_chart_stays_and_its_neighbours_are_put_together_on_each_side() -> None:
    page = html.Div([html.H2("a"), html.P("b"), dcc.Graph(id="g"), html.P("c")], id="page")

    sent = compact(page, live=frozenset())

    assert [type(each) for each in sent.children] == [Plain, dcc.Graph, Plain]


def test_the_parts_have_ids_of_their_own() -> None:
    page = html.Div([html.P("a"), html.Div([html.P("b"), dcc.Graph(id="g")], id="block"), html.P("c")], id="page")

    sent = compact(page, live=frozenset())

    ids = [each.id for each in sent._traverse() if isinstance(each, Plain)]
    assert len(ids) == len(set(ids)) == 3


def test_an_element_that_callbacks_write_to_stays() -> None:
    page = html.Div([html.Div(id="notice"), html.P("a")], id="page")

    sent = compact(page, live=frozenset({"notice"}))

    assert sent.children[0].id == "notice"


def test_the_author_s_page_is_left_as_it_is() -> None:
    page = html.Div([html.P("a"), html.Div([dcc.Graph(id="g"), "b"])], id="page")
    before = page.to_plotly_json()

    compact(page, live=frozenset())

    assert page.to_plotly_json() == before


def test_a_link_inside_the_app_becomes_an_anchor_with_its_address() -> None:
    assert node(dcc.Link("Measure", href="/measures/x", className="c")) == [
        "a",
        {"href": "/measures/x", "className": "c"},
        ["Measure"],
    ]


def test_attributes_for_assistive_technology_are_kept() -> None:
    assert node(html.Div("x", role="status", **{"aria-label": "News", "data-a": "1"}))[1] == {
        "role": "status",
        "aria-label": "News",
        "data-a": "1",
    }


def test_numbers_become_text_and_gaps_vanish() -> None:
    assert node(html.Td([3, None, "x"]))[2] == ["3", "x"]


def test_a_control_is_not_plain() -> None:
    assert not is_plain(html.Div([html.P("a"), dcc.Store(id="s")]))
