"""What every figure of the registry keeps to."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components import theme
from components.figures import FIGURES, Context, FigureError, Style, make

CONTEXT = Context(heading="A heading", subtitle="A subtitle", source="A source", as_at="22 Nov 2026")
STYLE = Style(kind="percentage", unit="%", decimals=1)
LONG = "A name that is much longer than any axis could ever hold without wrapping it onto several lines of text"
ENDS = [date(2022, 6, 30), date(2022, 9, 30), date(2022, 12, 31)]
LABELS = ["Q1 2022-23 (Apr to Jun 2022)", "Q2 2022-23 (Jul to Sep 2022)", "Q3 2022-23 (Oct to Dec 2022)"]


def _trend() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": LABELS,
            "end_date": ENDS,
            "value": [90.0, None, -1.5],
            "absence": [None, "suppressed", None],
            "quality": "final",
            "target": [91.0, 91.0, 91.0],
            "tolerance": 5.0,
            "tolerance_kind": "percent",
            "status": ["near", None, "off"],
            "href": "/measures/x",
        }
    )


FRAMES: dict[str, Callable[[], pd.DataFrame]] = {
    "trend": _trend,
    "compare": lambda: pd.concat(
        [_trend().assign(series=name, emphasis=name == LONG) for name in (LONG, "England", "x", "y", "z", "a", "b")]
    ),
    "benchmark": lambda: pd.DataFrame(
        {
            "name": [LONG, "England", "A neighbour"],
            "kind": ["council", "country", "neighbour"],
            "label": ["2022-23", "2022-23", None],
            "value": [-3.0, 0.0, None],
            "comparable": [True, False, True],
            "reason": [None, "Another method", None],
        }
    ),
    "status_by_parent": lambda: pd.DataFrame({"name": [LONG, "x"], "met": [3, 0], "off": [1, 0], "no_data": [None, 2]}),
    "plan_map": lambda: pd.DataFrame(
        {
            "id": ["p", "a", "b"],
            "parent": [None, "p", "p"],
            "level": [0, 1, 1],
            "label": [LONG, LONG, "x"],
            "colour": [None, "met", None],
            "shape": [None, "▲", None],
            "word": [None, "Strong", None],
            "href": ["/priorities/p", "/actions/a", "/actions/b"],
        }
    ),
    "money_bars": lambda: pd.DataFrame({"name": [LONG, "x", "y"], "amount": [-3e6, 618.6e6, None]}),
    "forecast": lambda: pd.DataFrame(
        {"name": [LONG, "x", "y"], "budget": [1e6, 0.0, None], "forecast": [2e6, None, 1e6]}
    ),
    "savings": lambda: pd.DataFrame(
        {"name": [LONG, "x", "y"], "target": [1e6, 0.0, 2e6], "achieved": [2e6, 1e6, None]}
    ),
    "reserves": lambda: pd.DataFrame({"label": LABELS, "before": [-1e6, 2e6, None], "after": [0.0, 1e6, None]}),
    "money_performance": lambda: pd.DataFrame(
        {"name": [LONG, "x", "y"], "variance_percent": [-1.0, 0.0, None], "on_track_percent": [0.0, 100.0, 50.0]}
    ),
    "ratings_strip": lambda: pd.DataFrame(
        {
            "name": [LONG] * 3,
            "label": LABELS,
            "rating": ["Strong", None, "Action"],
            "colour": ["met", None, "off"],
            "position": [1, None, 4],
        }
    ),
}
STYLED = {"trend", "compare", "benchmark"}


def _make(key: str, frame: pd.DataFrame) -> dict[str, Any]:
    options = {"style": STYLE} if key in STYLED else {}
    return make(key, frame, context=CONTEXT, **options)


def test_every_figure_has_an_example_here() -> None:
    assert set(FRAMES) == set(FIGURES)


@pytest.mark.parametrize("key", FIGURES)
@pytest.mark.parametrize("rows", [0, 1, None])
def test_figure_is_valid_for_plotly(key: str, rows: int | None) -> None:
    figure = _make(key, FRAMES[key]().iloc[:rows])
    assert isinstance(go.Figure(figure), go.Figure)


@pytest.mark.parametrize("key", FIGURES)
def test_only_traces_of_the_small_bundle_are_used(key: str) -> None:
    assert {trace["type"] for trace in _make(key, FRAMES[key]())["data"]} <= {"scatter", "bar"}


@pytest.mark.parametrize("key", FIGURES)
def test_frame_is_left_as_it_was(key: str) -> None:
    frame = FRAMES[key]()
    before = frame.copy(deep=True)
    _make(key, frame)
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("key", FIGURES)
def test_meta_is_plain_json_without_nan(key: str) -> None:
    meta = _make(key, FRAMES[key]())["layout"]["meta"]
    assert json.loads(json.dumps(meta, allow_nan=False)) == meta


@pytest.mark.parametrize("key", FIGURES)
def test_table_has_as_many_cells_as_columns(key: str) -> None:
    meta = _make(key, FRAMES[key]())["layout"]["meta"]
    assert {len(row) for row in [*meta["rows"], *meta["text"]]} == {len(meta["columns"])}


@pytest.mark.parametrize("key", FIGURES)
def test_table_raw_text_and_links_have_equal_length(key: str) -> None:
    meta = _make(key, FRAMES[key]())["layout"]["meta"]
    assert len(meta["rows"]) == len(meta["text"]) == len(meta["links"])


@pytest.mark.parametrize("key", FIGURES)
@pytest.mark.parametrize("rows", [0, None])
def test_sentence_is_there_and_ends(key: str, rows: int | None) -> None:
    assert _make(key, FRAMES[key]().iloc[:rows])["layout"]["meta"]["sentence"].endswith(".")


@pytest.mark.parametrize("key", FIGURES)
@pytest.mark.parametrize("wrong", ["nan", "inf", "None", "%%"])
def test_no_text_shows_what_a_program_would_say(key: str, wrong: str) -> None:
    meta = _make(key, FRAMES[key]())["layout"]["meta"]
    words = [meta["sentence"], *(cell for row in meta["text"] for cell in row)]
    assert not [text for text in words if wrong in text.replace("financ", "")]


@pytest.mark.parametrize("key", FIGURES)
def test_colours_come_from_the_palette(key: str) -> None:
    figure = _make(key, FRAMES[key]())
    figure["layout"].pop("meta")
    assert _hexes(figure) <= set(theme.palette_pairs())


def _hexes(node: object) -> set[str]:
    if isinstance(node, dict):
        return set().union(*map(_hexes, node.values()))
    if isinstance(node, list):
        return set().union(*map(_hexes, node))
    return {node} if isinstance(node, str) and node.startswith("#") else set()


@pytest.mark.parametrize("key", FIGURES)
def test_illustrative_frames_say_so_in_sentence_or_mark_and_plot(key: str) -> None:
    figure = _make(key, FRAMES[key]().assign(illustrative=True))
    notes = [note["text"] for note in figure["layout"].get("annotations", [])]
    key = figure["layout"]["legend"].get("title", {}).get("text", "").strip()
    assert (
        figure["layout"]["meta"]["illustrative"],
        figure["layout"]["meta"]["sentence"][:12],
        [*notes, key].count("Illustrative"),
    ) == (
        True,
        "Illustrative",
        1,
    )


@pytest.mark.parametrize("key", FIGURES)
def test_every_row_with_a_figure_has_a_point_that_says_so(key: str) -> None:
    """By keyboard a chart is walked along the rows of its table."""
    figure = _make(key, FRAMES[key]())
    rows = figure["layout"]["meta"]["rows"]
    pointed = {number for trace in figure["data"] for number in trace.get("meta", [])}
    assert pointed
    assert pointed <= set(range(len(rows)))


@pytest.mark.parametrize("key", FIGURES)
def test_points_and_their_rows_have_equal_length(key: str) -> None:
    marked = [trace for trace in _make(key, FRAMES[key]())["data"] if "meta" in trace]
    assert all(len(trace["meta"]) == len(trace["x"]) == len(trace["y"]) for trace in marked)


@pytest.mark.parametrize("key", FIGURES)
def test_every_point_with_hover_content_can_be_reached_by_keyboard(key: str) -> None:
    traces = _make(key, FRAMES[key]())["data"]
    assert not [trace.get("name") for trace in traces if trace.get("hoverinfo") != "skip" and "meta" not in trace]


@pytest.mark.parametrize("key", FIGURES)
def test_shorthand_of_the_table_is_explained_where_it_is_spoken(key: str) -> None:
    meta = _make(key, FRAMES[key]())["layout"]["meta"]
    used = {cell for row in meta["text"] for cell in row if cell.startswith("[")}
    assert used <= set(meta["shorthand"])


@pytest.mark.parametrize("key", FIGURES)
def test_missing_column_is_named(key: str) -> None:
    column = FIGURES[key].columns[0]
    with pytest.raises(FigureError, match=column):
        _make(key, FRAMES[key]().drop(columns=column))


def test_unknown_figure_is_refused_with_the_known_ones() -> None:
    with pytest.raises(FigureError, match="trend"):
        make("pie", pd.DataFrame(), context=CONTEXT)


def test_unknown_option_is_refused() -> None:
    with pytest.raises(FigureError, match="size"):
        make("money_bars", FRAMES["money_bars"](), context=CONTEXT, size=3)


@pytest.mark.parametrize("key", ["trend", "compare"])
def test_suppressed_values_show_as_confidential(key: str) -> None:
    cells = [cell for row in _make(key, FRAMES[key]())["layout"]["meta"]["text"] for cell in row]
    assert "[c]" in cells
