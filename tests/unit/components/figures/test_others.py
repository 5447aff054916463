"""The other charts: order, labels, marks and sentences."""

from itertools import pairwise

import pandas as pd
import pytest

from components import theme
from components.figures import benchmark, compare, counts, describe, money, plan_map, ratings
from components.formats import Style

STYLE = Style(kind="percentage", unit="%", decimals=1)


def lines(count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "series": [f"s{index}" for index in range(count)],
            "label": "2022-23",
            "end_date": "2023-03-31",
            "value": range(count),
            "emphasis": [index == 1 for index in range(count)],
        }
    )


def test_no_more_lines_than_can_be_told_apart() -> None:
    assert len(compare.draw(lines(9), style=STYLE)["data"]) == compare.MOST


def test_table_keeps_the_lines_that_the_chart_leaves_out() -> None:
    assert len(compare.table(lines(9), style=STYLE).rows) == 9


def test_emphasised_line_is_drawn_last_and_in_the_first_colour() -> None:
    last = compare.draw(lines(3), style=STYLE)["data"][-1]
    assert (last["name"], last["line"]["color"]) == ("s1", theme.colour("series1"))


def test_end_labels_do_not_overlap() -> None:
    figure = compare.draw(lines(4).assign(value=[5.0, 5.0, 5.0, 90.0]), style=STYLE)
    places = sorted(note["y"] for note in figure["layout"]["annotations"])
    low, high = figure["layout"]["yaxis"]["range"]
    assert min(b - a for a, b in pairwise(places)) >= (high - low) * 0.129


def areas() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": ["Ours", "England", "Next door", "Far"],
            "kind": ["council", "country", "neighbour", "neighbour"],
            "label": ["2022-23", "2022-23", "2021-22", None],
            "value": [34.2, 38.1, 31.5, None],
            "age": [None, None, "12 months older", None],
            "comparable": [True, True, False, True],
            "reason": [None, None, "Another survey", None],
            "absence": [None, None, None, "not_collected"],
        }
    )


def test_benchmarks_keep_the_order_given_and_are_never_ranked() -> None:
    assert benchmark.draw(areas(), style=STYLE)["layout"]["yaxis"]["ticktext"] == [
        "Ours",
        "England",
        "Next door",
        "Far",
    ]


def test_benchmark_that_does_not_compare_is_hollow() -> None:
    assert benchmark.draw(areas(), style=STYLE)["data"][0]["marker"]["symbol"][2].endswith("-open")


def test_benchmark_without_figure_has_no_dot() -> None:
    assert len(benchmark.draw(areas(), style=STYLE)["data"][0]["x"]) == 3


def test_benchmark_says_how_old_a_figure_is() -> None:
    assert "12 months older" in benchmark.draw(areas(), style=STYLE)["layout"]["annotations"][2]["text"]


def test_benchmark_table_says_why_it_does_not_compare() -> None:
    assert benchmark.table(areas(), style=STYLE).text[2][-1] == "12 months older; Not comparable: Another survey"


def test_benchmark_sentence_names_what_does_not_compare() -> None:
    assert describe.benchmarks(areas(), style=STYLE).endswith("Not comparable: Next door.")


def test_benchmark_sentence_without_our_figure_says_so() -> None:
    assert "no figure for the council" in describe.benchmarks(areas().iloc[1:], style=STYLE)


PARENTS = pd.DataFrame({"name": ["a", "b"], "met": [9, 1], "off": [1, 3], "no_data": [0, 2]})


def test_counts_stand_inside_their_segments_with_shapes() -> None:
    assert counts.draw(PARENTS)["data"][0]["text"] == ["▲ 9", "▲ 1"]


def test_noughts_have_no_label() -> None:
    assert counts.draw(PARENTS)["data"][-1]["text"] == ["", "○ 2"]


def test_status_that_never_occurs_is_left_out() -> None:
    assert len(counts.draw(PARENTS.assign(near=0))["data"]) == 3


def test_counts_add_up_to_the_total() -> None:
    assert [row[-1] for row in counts.table(PARENTS).rows] == [10, 6]


def test_counts_sentence_names_the_parent_with_most_off_target() -> None:
    assert describe.status_counts(PARENTS) == (
        "16 measures: 10 on target, 4 off target and 2 no data. Most off target: b (3)."
    )


BOXES = pd.DataFrame(
    {
        "id": ["p", "q", "a", "b"],
        "parent": [None, None, "p", "p"],
        "level": [0, 0, 1, 1],
        "label": ["P", "Q", "A", "B"],
        "colour": [None, None, "met", "off"],
        "shape": [None, None, "▲", "■"],
        "word": [None, None, "Strong", "Action"],
        "href": ["/p", "/q", "/a", "/b"],
    }
)


def test_plan_sentence_counts_ratings_best_first_and_those_not_rated_last() -> None:
    leaves = pd.DataFrame(
        {
            "id": list("abcd"),
            "parent": None,
            "level": 0,
            "label": list("ABCD"),
            "colour": [None, "off", "met", "off"],
            "shape": [None, "■", "▲", "■"],
            "word": [None, "Stuck", "Flying", "Stuck"],
            "position": [None, 4, 1, 4],
        }
    )
    assert describe.plan_map(leaves) == "4 actions: 1 Flying, 2 Stuck and 1 not rated."


def test_parent_is_as_high_as_its_children() -> None:
    assert plan_map.draw(BOXES)["data"][0]["width"] == [2, 1]


def test_boxes_show_shape_before_their_name() -> None:
    assert plan_map.draw(BOXES)["data"][3]["text"] == ["▲ A", "■ B"]


def test_boxes_lead_to_their_address() -> None:
    assert plan_map.draw(BOXES)["data"][2]["customdata"] == ["/a", "/b"]


def test_box_whose_parent_is_filtered_away_still_stands() -> None:
    assert len(plan_map.draw(BOXES.iloc[2:])["data"][0]["x"]) == 2


AMOUNTS = pd.DataFrame({"name": ["small", "large", "none"], "amount": [1e6, 3e6, None]})


def test_amounts_are_largest_first() -> None:
    assert money.draw_bars(AMOUNTS)["data"][0]["x"] == [3e6, 1e6, None]


def test_amounts_can_keep_their_order() -> None:
    assert money.draw_bars(AMOUNTS, ordered=False)["data"][0]["x"] == [1e6, 3e6, None]


def test_amounts_sentence_has_total_and_share() -> None:
    assert describe.money_bars(AMOUNTS) == "£4m in all. Largest: large, £3m, 75% of it."


def test_illustrative_bars_are_hatched() -> None:
    assert "pattern" in money.draw_bars(AMOUNTS.assign(illustrative=True))["data"][0]["marker"]


FORECAST = pd.DataFrame(
    {"name": ["a", "b", "c", "d"], "budget": [1e6, 1e6, 1e6, 1e6], "forecast": [1.5e6, 0.9e6, 1e6, None]}
)


def test_forecast_labels_say_over_under_and_on_budget() -> None:
    labels = [note["text"] for note in money.draw_forecast(FORECAST)["layout"]["annotations"]]
    assert labels == ["<b>£500,000</b> over (50.0%)", "<b>£100,000</b> under (10.0%)", "on budget", "no forecast"]


def test_forecast_against_no_budget_has_no_share() -> None:
    row = pd.DataFrame({"name": ["a"], "budget": [0.0], "forecast": [1e6]})
    assert money.draw_forecast(row)["layout"]["annotations"][0]["text"] == "<b>£1m</b> over"


def test_forecast_sentence_says_what_is_left_out() -> None:
    assert describe.forecast(FORECAST).endswith("Furthest over: a, £500,000 over. Not reported: d.")


def test_savings_beyond_target_are_met() -> None:
    frame = pd.DataFrame({"name": ["a"], "target": [1e6], "achieved": [1.1e6]})
    assert describe.savings(frame) == "£1.1m of £1m achieved (110%). The target is met."


def test_savings_without_target_have_no_share() -> None:
    frame = pd.DataFrame({"name": ["a"], "target": [0.0], "achieved": [1e6]})
    assert money.draw_savings(frame)["layout"]["annotations"][0]["text"] == "<b>£1m</b>"


def test_reserves_sentence_shows_both_sides() -> None:
    frame = pd.DataFrame({"label": ["2022-23"], "before": [55.5e6], "after": [0.0]})
    assert describe.reserves(frame) == "2022-23: £55.5m over budget before reserves and on budget after reserves."


def test_money_beside_performance_names_what_fails_both() -> None:
    frame = pd.DataFrame({"name": ["a", "b"], "variance_percent": [2.0, -1.0], "on_track_percent": [30.0, 90.0]})
    assert describe.performance(frame) == "Over budget with most measures off target: a."


RATED = pd.DataFrame(
    {
        "name": ["a", "a", "b", "b"],
        "label": ["Q1 2022-23 (x)", "Q2 2022-23 (x)"] * 2,
        "rating": ["Strong", "Review", "Strong", None],
        "colour": ["met", "near", "met", None],
        "shape": ["△", "◆", "△", None],
        "position": [1, 3, 1, None],
    }
)


def test_late_returns_are_open_circles() -> None:
    late = ratings.draw(RATED)["data"][-1]
    assert (late["name"], late["marker"]["symbol"]) == ("Not rated", "circle-open")


def test_rating_is_drawn_with_the_shape_of_its_scale() -> None:
    traces = ratings.draw(RATED)["data"]
    assert {each["name"]: each["marker"]["symbol"] for each in traces[:2]} == {
        "Strong": "triangle-up-open",
        "Review": "diamond",
    }


def test_rating_of_a_shape_that_cannot_be_drawn_is_a_circle() -> None:
    traces = ratings.draw(RATED.assign(shape="☃"))["data"]
    assert traces[0]["marker"]["symbol"] == "circle"


def test_ratings_sentence_is_about_the_latest_quarter() -> None:
    assert describe.ratings(RATED) == "Q2 2022-23: 1 Review and 1 with no rating."


@pytest.mark.parametrize("row", [0, 1])
def test_ratings_table_has_a_row_an_action(row: int) -> None:
    assert ratings.table(RATED).text[row] == [["a", "Strong", "Review"], ["b", "Strong", "[x]"]][row]


@pytest.mark.parametrize(
    ("variance", "share", "places"),
    [
        ([0.0, 0.0, 0.0], [60.0, 60.0, 60.0], ["middle right", "bottom right", "top right"]),
        ([0.0, 0.0], [60.0, 70.0], ["middle right", "middle right"]),
        ([-3.0, 3.0], [60.0, 60.0], ["middle right", "middle left"]),
    ],
)
def test_names_of_departments_close_together_stand_apart(variance, share, places) -> None:
    frame = pd.DataFrame({"name": list("abc")[: len(share)], "variance_percent": variance, "on_track_percent": share})
    assert money.draw_performance(frame)["data"][0]["textposition"] == places
