"""One measure over time: what is drawn and what is not."""

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.figures import Context, describe, make, trend
from components.formats import Style

STYLE = Style(kind="percentage", unit="%", decimals=1)


def frame(values: list[float | None], **columns: Any) -> pd.DataFrame:
    ends = pd.date_range("2021-06-30", periods=len(values), freq="QE").date
    labels = [f"Q{index % 4 + 1} {2021 + index // 4}-{22 + index // 4} (x)" for index in range(len(values))]
    return pd.DataFrame({"label": labels, "end_date": list(ends), "value": values} | columns)


def drawn(rows: pd.DataFrame, **options: Any) -> go.Figure:
    return go.Figure(trend.draw(rows, style=STYLE, **options))


def named(figure: go.Figure, name: str) -> list[Any]:
    return [trace for trace in figure.data if trace.name == name]


def texts(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_missing_value_leaves_a_gap_in_the_line() -> None:
    (line,) = named(drawn(frame([1.0, None, 3.0])), "Figure")[:1]
    assert (line.connectgaps, list(line.y)) == (False, [1.0, None, 3.0])


def test_missing_value_is_marked_with_its_shorthand() -> None:
    assert "[c]" in texts(drawn(frame([1.0, None], absence=[None, "suppressed"])))


def test_last_value_is_labelled() -> None:
    assert "<b>3.0%</b>" in texts(drawn(frame([1.0, 3.0])))


def test_last_value_that_is_there_is_labelled_where_the_newest_is_missing() -> None:
    assert "<b>1.0%</b>" in texts(drawn(frame([1.0, None])))


def test_nought_is_drawn_and_labelled() -> None:
    assert "<b>0.0%</b>" in texts(drawn(frame([1.0, 0.0])))


def test_rows_are_drawn_in_date_order() -> None:
    line = named(drawn(frame([1.0, 2.0, 3.0]).iloc[::-1]), "Figure")[0]
    assert list(line.y) == [1.0, 2.0, 3.0]


@pytest.mark.parametrize(
    ("status", "word", "symbol"),
    [("met", "On target", "triangle-up"), ("near", "Near target", "diamond"), ("off", "Off target", "square")],
)
def test_status_has_its_own_shape_and_word(status: str, word: str, symbol: str) -> None:
    (marks,) = named(drawn(frame([1.0], status=status)), word)
    assert marks.marker.symbol == symbol


def test_series_without_target_has_plain_points_and_no_key() -> None:
    assert not [trace for trace in drawn(frame([1.0], status="no_target")).data if trace.showlegend]


def with_symbol(values: list[float | None], **columns: Any) -> int:
    markers = [trace for trace in drawn(frame(values, **columns)).data if trace.meta and trace.mode == "markers"]
    return sum(len(trace.x) for trace in markers)


@pytest.mark.parametrize(("points", "symbols"), [(59, 59), (60, 0)])
def test_ordinary_points_of_a_dense_line_have_no_symbol(points: int, symbols: int) -> None:
    assert with_symbol([float(number) for number in range(points)]) == symbols


def test_point_of_a_dense_line_that_no_line_reaches_has_a_symbol() -> None:
    assert with_symbol([1.0, None, 2.0, None, *map(float, range(60))]) == 2


def test_points_with_a_status_have_their_symbol_however_dense_the_line() -> None:
    assert with_symbol([float(number) for number in range(60)], status=["off"] * 60, target=[99.0] * 60) == 60


def test_points_without_a_symbol_can_still_be_pointed_at() -> None:
    (hidden,) = [trace for trace in drawn(frame([1.0] * 60)).data if trace.meta]
    assert (hidden.mode, len(hidden.text), list(hidden.meta)) == ("none", 60, list(range(60)))


def test_target_is_a_stepped_dashed_line() -> None:
    (target,) = named(drawn(frame([1.0, 2.0], target=[3.0, 4.0])), "Target")
    assert (target.line.shape, target.line.dash) == ("hvh", "dash")


def test_target_range_is_a_filled_band() -> None:
    rows = frame([1.0, 2.0], target=[3.0, 3.0], target_upper=[4.0, 4.0])
    low, high = named(drawn(rows, polarity="within_range"), "Target range")
    assert (list(low.y), list(high.y), high.fill) == ([3.0, 3.0], [4.0, 4.0], "tonexty")


def test_target_range_has_no_lines_of_its_own() -> None:
    rows = frame([1.0, 2.0], target=[3.0, 3.0], target_upper=[4.0, 4.0])
    assert not named(drawn(rows, polarity="within_range"), "Target")


def test_labels_beside_a_single_point_clear_the_line_of_its_target() -> None:
    figure = drawn(frame([3.0], target=[3.0]))
    (target,) = named(figure, "Target")
    assert min(note.xshift for note in figure.layout.annotations) > target.marker.size / 2


@pytest.mark.parametrize(
    ("values", "spans"),
    [
        ([1.0, None, None, 4.0], [("2021-08-15", "2022-02-14")]),
        ([1.0, None, 3.0, None], [("2021-08-15", "2021-11-15"), ("2022-02-14", "2022-03-31")]),
        ([1.0, 2.0], []),
    ],
)
def test_every_gap_is_shaded_once(values: list[float | None], spans: list[tuple[str, str]]) -> None:
    shades = [shape for shape in drawn(frame(values)).layout.shapes if shape.type == "rect"]
    assert [(shape.x0, shape.x1) for shape in shades] == spans


def test_gap_of_several_periods_has_one_mark() -> None:
    assert texts(drawn(frame([1.0, None, None, 4.0]))).count("[x]") == 1


def test_single_target_is_still_seen() -> None:
    (target,) = named(drawn(frame([1.0], target=[3.0])), "Target")
    assert target.mode == "markers"


@pytest.mark.parametrize(
    ("polarity", "low", "high"), [("higher_is_better", 90.0, 100.0), ("lower_is_better", 100.0, 110.0)]
)
def test_tolerance_lies_on_the_worse_side_of_the_target(polarity: str, low: float, high: float) -> None:
    rows = frame([1.0, 2.0], target=100.0, tolerance=10.0, tolerance_kind="percent")
    edges = [trace.y[0] for trace in named(drawn(rows, polarity=polarity), "Near target")]
    assert edges == [low, high]


def test_tolerance_of_a_negative_target_is_a_share_of_its_size() -> None:
    rows = frame([1.0, 2.0], target=-100.0, tolerance=10.0, tolerance_kind="percent")
    edges = [trace.y[0] for trace in named(drawn(rows, polarity="higher_is_better"), "Near target")]
    assert edges == [-110.0, -100.0]


def test_no_polarity_has_no_tolerance_band() -> None:
    assert not named(drawn(frame([1.0, 2.0], target=100.0, tolerance=10.0, tolerance_kind="absolute")), "Near target")


def test_illustrative_line_is_dotted() -> None:
    assert named(drawn(frame([1.0, 2.0], illustrative=True)), "Figure")[0].line.dash == "dot"


def test_illustrative_plot_says_so() -> None:
    assert "Illustrative" in texts(drawn(frame([1.0, 2.0], illustrative=True)))


def test_events_within_the_dates_are_drawn() -> None:
    events = pd.DataFrame({"on_date": [date(2021, 8, 1), date(1999, 1, 1)], "label": ["Inside", "Outside"]})
    assert [text for text in texts(drawn(frame([1.0, 2.0]), events=events)) if "side" in text] == ["Inside"]


def test_point_types_replace_status_where_there_are_limits() -> None:
    rows = frame([1.0, 2.0], status="off", mean=1.5, lpl=0.0, upl=3.0, point_type="special_cause_concern")
    assert [len(named(drawn(rows), word)) for word in ("Concern", "Off target")] == [1, 0]


def test_limits_can_be_left_out() -> None:
    rows = frame([1.0, 2.0], status="off", mean=1.5, lpl=0.0, upl=3.0, point_type="special_cause_concern")
    assert not named(drawn(rows, limits=False), "Control limit")


def test_points_lead_to_their_address() -> None:
    assert drawn(frame([1.0], href="/measures/x")).data[-1].customdata[0] == "/measures/x"


@pytest.mark.parametrize("values", [[], [None, None]])
def test_nothing_to_draw_is_no_error(values: list[float | None]) -> None:
    assert isinstance(drawn(frame(values)), go.Figure)


def test_figures_never_negative_have_no_axis_below_nought() -> None:
    assert drawn(frame([0.0, 10.0])).layout.yaxis.range[0] == 0


def test_table_shows_quality_beside_the_figure() -> None:
    assert trend.table(frame([1.0], quality="provisional"), style=STYLE).text[0][2] == "1.0% [p]"


def test_table_says_why_a_figure_is_missing() -> None:
    assert trend.table(frame([None], absence="late"), style=STYLE).text[0][-1] == "Late: due and not received"


def test_table_heading_has_the_unit() -> None:
    columns = trend.table(frame([1.0]), style=Style(kind="count", unit="people")).columns
    assert columns[2].label == "Figure (people)"


def sentence(values: list[float | None], **columns: Any) -> str:
    return describe.trend(frame(values, **columns), style=STYLE, polarity="higher_is_better")


def test_sentence_compares_with_a_year_before() -> None:
    assert sentence([1.0, 5.0, 5.0, 5.0, 4.1]).endswith("Up 3.1 percentage points on a year before.")


def test_sentence_compares_with_the_figure_before_where_there_is_none_a_year_before() -> None:
    assert sentence([2.0, 1.0]).endswith("Down 1.0 percentage points on Q1 2021-22.")


def test_sentence_of_a_change_too_small_to_show_says_unchanged() -> None:
    assert "Unchanged" in sentence([1.0, 1.04])


def test_sentence_of_a_change_from_nought_has_no_ratio() -> None:
    assert sentence([0.0, 2.0]).endswith("Up 2.0 percentage points on Q1 2021-22.")


def test_sentence_gives_status_and_target() -> None:
    assert sentence([1.0], target=2.0, status="off") == "Latest 1.0% in Q1 2021-22, off target (at least 2.0%)."


def test_sentence_gives_the_target_where_there_is_no_status() -> None:
    assert sentence([1.0], target=2.0) == "Latest 1.0% in Q1 2021-22; the target is at least 2.0%."


def test_sentence_says_why_the_newest_figure_is_missing() -> None:
    assert sentence([1.0, None], absence=[None, "late"]).endswith("Q2 2021-22: late: due and not received.")


def test_sentence_without_any_figure_says_why() -> None:
    assert sentence([None], absence="to_be_defined") == "No figures to show: measure still to be defined."


def test_sentence_of_illustrative_figures_begins_with_the_word() -> None:
    assert sentence([1.0], illustrative=True).startswith("Illustrative. ")


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("previous_period", "Down 0.9 percentage points on Q4 2021-22."),
        ("same_period_last_year", "Up 3.1 percentage points on a year before."),
    ],
)
def test_sentence_on_a_page_compares_as_the_direction_does(basis: str, words: str) -> None:
    rows = frame([1.0, 5.0, 5.0, 5.0, 4.1], travel_basis=basis)
    figure = make("trend", rows, context=Context(heading="A heading"), style=STYLE)
    assert figure["layout"]["meta"]["sentence"].endswith(words)
