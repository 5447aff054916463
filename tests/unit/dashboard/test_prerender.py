"""The first view as plain HTML: well formed, escaped, and alike to what the components draw."""

from html.parser import HTMLParser

import pytest
from dash import dcc, html
from hypothesis import given
from hypothesis import strategies as st

from components.ui.select import Select
from dashboard.prerender import html as as_html

HOSTILE = "<script>alert('x')</script>&\"'"
ESCAPED = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&amp;&quot;&#x27;"


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (None, ""),
        ("words", "words"),
        (0, "0"),
        (12.5, "12.5"),
        ([], ""),
        (["a", html.B("b"), None], "a<b>b</b>"),
        (html.P(), "<p></p>"),
        (html.P(0), "<p>0</p>"),
        (html.P(["a", "b"]), "<p>ab</p>"),
        (html.H1("Title", id="h"), '<h1 id="h">Title</h1>'),
        (html.Div(html.Div("x"), className="a b"), '<div class="a b"><div>x</div></div>'),
        (html.Main("x", id="main", tabIndex="-1"), '<main id="main" tabindex="-1">x</main>'),
        (html.Label("L", htmlFor="x"), '<label for="x">L</label>'),
        (html.Td("x", colSpan=2, rowSpan=3), '<td colspan="2" rowspan="3">x</td>'),
        (html.Th("x", scope="col"), '<th scope="col">x</th>'),
        (html.Div("x", **{"aria-label": "A", "data-x": "1"}), '<div aria-label="A" data-x="1">x</div>'),
        (html.Br(), "<br>"),
        (html.Img(src="data:,", alt="A line"), '<img alt="A line" src="data:,">'),
    ],
)
def test_node_becomes_html(node, expected):
    assert as_html(node) == expected


def test_text_is_escaped():
    assert as_html(html.P(HOSTILE)) == f"<p>{ESCAPED}</p>"


@pytest.mark.parametrize("attribute", ["id", "className", "title", "aria-label", "data-x"])
def test_attributes_are_escaped(attribute):
    assert ESCAPED in as_html(html.P(**{attribute: HOSTILE}))


def test_link_is_an_anchor_with_its_address_escaped():
    link = dcc.Link("All", href="/measures?a=1&b=2", id="x", className="y")
    assert as_html(link) == '<a href="/measures?a=1&amp;b=2" class="y" id="x">All</a>'


def test_select_shows_its_choice():
    options = [{"value": "a", "label": "A"}, {"value": "b", "label": "B & C"}]
    select = Select(id="s", name="to", options=options, value="b")
    assert '<option value="a">A</option><option value="b" selected>B &amp; C</option></select>' in as_html(select)


def test_select_has_its_id_for_its_label_and_the_name_of_its_parameter():
    select = Select(id="s", name="to", options=[], value="")
    assert as_html(select) == '<select id="s" name="to" class="form-select"></select>'


@pytest.mark.parametrize("value", ["value", "label"])
def test_options_are_escaped(value):
    option = {"value": "a", "label": "A"} | {value: HOSTILE}
    assert ESCAPED in as_html(Select(id="s", name="to", options=[option], value=""))


def test_graph_keeps_its_place_without_its_figure():
    graph = dcc.Graph(id="g", figure={"data": [{"y": [1, 2]}]}, className="plot plot-30")
    assert as_html(graph) == '<div id="g" class="plot plot-30"></div>'


@pytest.mark.parametrize("node", [dcc.Store(id="s", data="secret"), dcc.Location(id="url")])
def test_component_that_shows_nothing_is_nothing(node):
    assert as_html(node) == ""


def test_component_without_a_plain_form_is_a_box_around_its_children():
    assert as_html(dcc.Loading(html.P("x"), id="l")) == '<div id="l"><p>x</p></div>'


def test_false_and_missing_attributes_are_left_out():
    assert as_html(html.Details("x", open=False, title=None)) == "<details>x</details>"


def test_open_details_are_open():
    assert "open" in as_html(html.Details("x", open=True))


def test_events_never_come_through():
    assert as_html(html.Div("x", n_clicks=3)) == "<div>x</div>"


def test_inline_styles_never_come_through():
    declarations = {"color": "red"}
    assert as_html(html.Div("x", style=declarations)) == "<div>x</div>"


class Reader(HTMLParser):
    """Reads HTML as a browser does and keeps what it found."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00")))
def test_no_text_becomes_a_tag_and_all_of_it_is_read_back(text):
    reader = Reader()
    reader.feed(as_html(html.P(text, title=text)))
    reader.close()
    assert (reader.tags, reader.text) == (["p"], text)
