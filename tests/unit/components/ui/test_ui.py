"""Blocks of pages: structure that assistive technology and the browser's scripts rely on."""

import json
from typing import Any

import pandas as pd
import pytest
from dash import html
from plotly.utils import PlotlyJSONEncoder

from components import ids, ui
from components.figures import Context, make
from data.model import DIRECTION_MARKS, STATUS_MARKS


def panel(**more: Any) -> Any:
    context = Context(
        heading="A heading", subtitle="Measures", source="A source", as_at="22 Nov 2026", filters="Place", **more
    )
    figure = make("status_by_parent", pd.DataFrame({"name": ["a"], "met": [1]}), context=context)
    return ui.chart_panel(figure, panel_id="p")


def find(root: Any, kind: str) -> list[Any]:
    return [node for node in [root, *root._traverse()] if type(node).__name__ == kind]


def words(root: Any) -> str:
    return json.dumps(root, cls=PlotlyJSONEncoder, ensure_ascii=False)


def test_panel_is_named_by_its_heading() -> None:
    assert getattr(panel(), "aria-labelledby") == find(panel(), "H3")[0].id


def test_figure_is_described_by_its_sentence() -> None:
    assert getattr(find(panel(), "Figure")[0], "aria-describedby") == find(panel(), "Figcaption")[0].id


def test_graph_has_the_id_that_callbacks_use() -> None:
    assert find(panel(), "Graph")[0].id == ids.graph_id("p")


@pytest.mark.parametrize(
    ("setting", "value"), [("showSendToCloud", False), ("plotlyServerURL", ""), ("displayModeBar", False)]
)
def test_graphs_offer_no_way_out(setting: str, value: object) -> None:
    assert find(panel(), "Graph")[0].config[setting] == value


def test_panel_offers_three_downloads() -> None:
    assert [getattr(button, "data-board-download") for button in find(panel(), "Button")] == ["png", "svg", "csv"]


def test_panel_shows_filters_beside_the_subtitle() -> None:
    assert "Measures · Place" in words(panel())


def test_panel_gives_source_and_time() -> None:
    assert "Source: A source. As at 22 Nov 2026." in words(panel())


def test_panel_of_illustrative_figures_has_the_tag() -> None:
    assert "Illustrative" in words(panel(illustrative=True))


def test_panel_of_real_figures_has_no_tag() -> None:
    assert "Illustrative" not in words(panel())


@pytest.mark.parametrize("status", list(STATUS_MARKS))
def test_status_badge_has_shape_and_word(status: str) -> None:
    mark = STATUS_MARKS[status]
    assert ui.status_badge(status).children == f"{mark.shape} {mark.word}"


@pytest.mark.parametrize("direction", list(DIRECTION_MARKS))
def test_direction_badge_has_shape_and_word(direction: str) -> None:
    mark = DIRECTION_MARKS[direction]
    assert ui.direction_badge(direction).children == f"{mark.shape} {mark.word}"


def test_unknown_status_is_refused() -> None:
    with pytest.raises(ValueError, match="purple"):
        ui.status_badge("purple")


@pytest.mark.parametrize("rating", [None, float("nan")])
def test_missing_rating_is_said(rating: Any) -> None:
    assert "Not rated" in ui.rating_badge(rating).children


def test_status_bar_says_its_counts() -> None:
    bar = ui.status_bar({"met": 3, "off": 1, "near": 0}, label="Measures")
    assert getattr(bar, "aria-label") == "Measures: 3 on target and 1 off target"


def test_empty_status_bar_says_nothing() -> None:
    assert getattr(ui.status_bar({}, label="Measures"), "aria-label") == "Measures: nothing"


COLUMNS = [ui.Column(key="name", label="Name"), ui.Column(key="value", label="Value", align="right")]


def test_table_rows_and_columns_have_scopes() -> None:
    table = ui.data_table(COLUMNS, [["a", "1"]], caption="Things")
    assert [cell.scope for cell in find(table, "Th")] == ["col", "col", "row"]


def test_table_has_a_caption() -> None:
    assert find(ui.data_table(COLUMNS, [["a", "1"]], caption="Things"), "Caption")[0].children == "Things"


def test_numbers_align_right() -> None:
    assert find(ui.data_table(COLUMNS, [["a", "1"]], caption="Things"), "Td")[0].className == "number"


def test_table_explains_shorthand() -> None:
    assert "confidential" in words(ui.data_table(COLUMNS, [["a", "[c]"]], caption="Things"))


def test_table_without_rows_is_words() -> None:
    assert isinstance(ui.data_table(COLUMNS, [], caption="Things"), html.P)


def test_row_with_too_few_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        ui.data_table(COLUMNS, [["a"]], caption="Things")


def test_every_filter_has_a_label_of_its_own() -> None:
    bar = ui.filter_bar(
        [ui.Choice(control_id="x", name="priority", label="Priority", options=[("-", "All")], value="-")]
    )
    assert find(bar, "Label")[0].htmlFor == find(bar, "Select")[0].id


def test_last_step_of_the_path_is_the_page_itself() -> None:
    path = ui.drill_path([ui.Step(label="Board", href="/"), ui.Step(label="Here")])
    assert getattr(find(path, "Li")[-1], "aria-current") == "page"


@pytest.mark.parametrize(("tone", "role"), [("warning", "alert"), ("danger", "alert"), ("info", "status")])
def test_notices_are_announced(tone: Any, role: str) -> None:
    assert ui.notice("Words", tone=tone).role == role


def test_empty_state_names_who_owes_the_figure() -> None:
    assert "Owed by Adult Care." in words(ui.empty_state("No figures", owner="Adult Care"))


def test_page_has_one_first_heading() -> None:
    assert len(find(ui.page_header("Title", lead="Lead", path=[ui.Step(label="Board", href="/")]), "H1")) == 1


def test_key_of_several_lines_gets_height_on_narrow_screens() -> None:
    counts = {"name": ["a"], "met": [1], "near": [1], "off": [1], "no_target": [1]}
    figure = make("status_by_parent", pd.DataFrame(counts), context=Context(heading="A heading"))
    assert "plot-key-1" in ui.graph(figure, graph_id="g").className.split()


def test_key_of_one_line_needs_no_more_height() -> None:
    assert "plot-key" not in find(panel(), "Graph")[0].className


def test_present_button_says_what_it_does() -> None:
    assert ui.present_button().children == "Present"
