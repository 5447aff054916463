"""The year-end target of a measure and what it would take."""

import pandas as pd
import pytest

from data.outlook import Verdict
from data.year_end import bounds, with_year, year_end

STARTS = {1: "04-01", 2: "07-01", 3: "10-01", 4: "01-01"}
ENDS = {1: "06-30", 2: "09-30", 3: "12-31", 4: "03-31"}


def quarter(year: int, position: int, value: float | None = None, *, denominator=None, absence=None) -> dict:
    calendar = year + (position == 4)
    return {
        "period_id": f"{year}-Q{position}",
        "period_kind": "quarter",
        "start_date": pd.Timestamp(f"{calendar}-{STARTS[position]}"),
        "end_date": pd.Timestamp(f"{calendar}-{ENDS[position]}"),
        "label": f"Q{position} {year}",
        "value": value,
        "denominator": denominator,
        "absence": absence,
    }


def line(*rows: dict) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(quarter(2022, 1)))
    return frame.astype({"value": "float64", "denominator": "float64"})


def goals(*pairs: tuple[int, int, float], upper: float | None = None) -> pd.DataFrame:
    rows = [quarter(year, position) | {"target": goal, "target_upper": upper} for year, position, goal in pairs]
    return pd.DataFrame(rows, columns=[*quarter(2022, 1), "target", "target_upper"])


def year_goal(year: int, goal: float) -> dict:
    return {
        "period_id": f"{year}",
        "period_kind": "financial_year",
        "start_date": pd.Timestamp(f"{year}-04-01"),
        "end_date": pd.Timestamp(f"{year + 1}-03-31"),
        "label": f"{year}-{year + 1 - 2000}",
        "target": goal,
        "target_upper": None,
    }


def about(**more: str) -> pd.Series:
    plain = {"frequency": "quarterly", "aggregation": "sum", "polarity": "higher_is_better", "kind": "count"}
    return pd.Series(plain | more)


def ask(rows, targets, measure, *, end=(2023, 2), since=None):
    return year_end(
        rows, targets=targets, about=measure, end=pd.Series(quarter(*end)), write="{:g}".format, since=since
    )


EACH_QUARTER = goals(*((2023, position, 100.0) for position in (1, 2, 3, 4)))
HALF_A_YEAR = line(quarter(2022, 4, 130), quarter(2023, 1, 80), quarter(2023, 2, 100))


def test_year_starts_in_april():
    frame = with_year(line(quarter(2022, 4, 1), quarter(2023, 1, 1)))
    assert frame[["year", "position"]].to_numpy().tolist() == [[2022, 4], [2023, 1]]


def test_targets_of_a_sum_are_added():
    found = ask(HALF_A_YEAR, EACH_QUARTER, about())
    assert found.target == 400
    assert found.outlook.sentence == "Needs 110 in each of Q3 and Q4; best quarter on record 130 (Q4 2022)."


def test_a_sum_without_all_four_targets_has_no_target_for_the_year():
    assert ask(HALF_A_YEAR, EACH_QUARTER.iloc[:3], about()) is None


@pytest.mark.parametrize("aggregation", ["weighted_mean", "last", "snapshot"])
def test_target_of_the_fourth_quarter_is_that_of_the_year(aggregation):
    targets = goals((2023, 1, 70), (2023, 2, 75), (2023, 3, 80), (2023, 4, 85))
    assert ask(HALF_A_YEAR, targets, about(aggregation=aggregation)).target == 85


def test_a_target_for_the_year_itself_comes_first():
    targets = pd.concat([EACH_QUARTER, pd.DataFrame([year_goal(2023, 500)])], ignore_index=True)
    assert ask(HALF_A_YEAR, targets, about()).target == 500


def test_a_measure_without_targets_has_none():
    assert ask(HALF_A_YEAR, EACH_QUARTER.iloc[:0], about()) is None


def test_targets_of_another_year_do_not_count():
    assert ask(HALF_A_YEAR, EACH_QUARTER, about(), end=(2022, 4)) is None


def test_nothing_is_said_of_a_year_with_a_withheld_figure():
    hidden = line(quarter(2023, 1, absence="suppressed"), quarter(2023, 2, 100))
    assert ask(hidden, EACH_QUARTER, about()) is None


def test_a_late_figure_counts_as_still_to_come():
    late = line(quarter(2023, 1, 80), quarter(2023, 2, absence="late"))
    assert ask(late, EACH_QUARTER, about()).outlook.remaining == 3


def test_no_quarter_remains_at_the_end_of_the_year():
    full = line(*(quarter(2023, position, 100) for position in (1, 2, 3, 4)))
    found = ask(full, EACH_QUARTER, about(), end=(2023, 4))
    assert (found.outlook.verdict, found.outlook.remaining) == (Verdict.MET, 0)


def test_a_year_of_too_many_is_out_of_reach_when_fewer_is_better():
    many = line(quarter(2023, 1, 300), quarter(2023, 2, 200))
    assert ask(many, EACH_QUARTER, about(polarity="lower_is_better")).outlook.verdict is Verdict.OUT_OF_REACH


def test_a_share_can_be_out_of_reach():
    low = line(quarter(2023, 1, 10, denominator=100), quarter(2023, 2, 10, denominator=100))
    measure = about(aggregation="weighted_mean", kind="percentage")
    assert ask(low, goals((2023, 4, 90.0)), measure).outlook.verdict is Verdict.OUT_OF_REACH


def test_a_percentage_that_is_no_share_has_no_bounds():
    assert bounds(line(quarter(2023, 1, 10)), kind="percentage") == (None, None)


def test_both_ends_of_a_range_are_kept():
    measure = about(aggregation="last", polarity="within_range", kind="money")
    found = ask(HALF_A_YEAR, goals((2023, 4, 200), upper=220.0), measure)
    assert (found.target, found.target_upper) == (200, 220)


def test_what_was_defined_otherwise_is_no_record():
    found = ask(HALF_A_YEAR, EACH_QUARTER, about(), since=pd.Timestamp("2023-04-01"))
    assert found.outlook.best_label == "Q2 2023"


def test_an_annual_measure_needs_its_target_in_the_year():
    years = pd.DataFrame([year_goal(2021, 0) | {"value": 61.0, "denominator": None, "absence": None}]).drop(
        columns=["target", "target_upper"]
    )
    measure = about(frequency="annual", aggregation="weighted_mean", kind="percentage")
    found = ask(years, pd.DataFrame([year_goal(2022, 60)]), measure, end=(2022, 3))
    assert not found.by_quarter
    assert found.outlook.sentence == "Needs 60 at the end of the year; best year on record 61 (2021-22)."


def test_a_target_for_a_year_to_come_is_not_asked_for_yet():
    measure = about(frequency="annual", aggregation="snapshot")
    assert ask(line(), pd.DataFrame([year_goal(2024, 60)]), measure, end=(2022, 3)) is None
