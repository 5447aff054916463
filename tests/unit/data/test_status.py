"""Status against target at every boundary, and moved goalposts."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Polarity, RuleError, Status
from data.status import allowance, judge, miss, moved_goalposts, with_status

HIGHER, LOWER, RANGE, NONE = Polarity

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
RANK = {Status.OFF: 0, Status.NEAR: 1, Status.MET: 2}


def status(value, target=100.0, tolerance=5.0, kind="absolute", *, polarity=HIGHER, upper=None):
    return judge(value, target=target, upper_value=upper, tolerance=tolerance, tolerance_kind=kind, polarity=polarity)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(101, "met"), (100, "met"), (99.99, "near"), (95, "near"), (94.99, "off"), (0, "off"), (-100, "off")],
)
def test_higher_is_better_at_every_boundary(value, expected):
    assert status(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(-1, "met"), (99, "met"), (100, "met"), (100.01, "near"), (105, "near"), (105.01, "off"), (1000, "off")],
)
def test_lower_is_better_at_every_boundary(value, expected):
    assert status(value, polarity=LOWER) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (94.99, "off"),
        (95, "near"),
        (99.99, "near"),
        (100, "met"),
        (110, "met"),
        (120, "met"),
        (120.01, "near"),
        (125, "near"),
        (125.01, "off"),
    ],
)
def test_a_range_is_judged_at_both_ends(value, expected):
    assert status(value, polarity=RANGE, upper=120.0) == expected


@pytest.mark.parametrize(("value", "expected"), [(126, "near"), (126.01, "off"), (95, "near"), (94.99, "off")])
def test_a_percentage_of_a_range_is_of_the_end_that_was_missed(value, expected):
    assert status(value, polarity=RANGE, upper=120.0, kind="percent") == expected


@pytest.mark.parametrize("value", [86.83, 91.4 * 0.95, 91.4 - 91.4 * 5 / 100])
def test_a_figure_on_the_edge_of_a_percentage_is_near(value):
    assert status(value, target=91.4, kind="percent") == "near"


def test_a_figure_on_target_is_met_in_spite_of_binary_rounding():
    assert status(0.1 + 0.2, target=0.3, tolerance=0, polarity=LOWER) == "met"


def test_a_figure_on_the_edge_is_near_in_spite_of_binary_rounding():
    assert status(0.7, target=1.0, tolerance=0.3) == "near"


@pytest.mark.parametrize(("value", "expected"), [(-40, "met"), (-42, "near"), (-42.01, "off")])
def test_a_percentage_of_a_negative_target_is_of_its_size(value, expected):
    assert status(value, target=-40.0, kind="percent") == expected


@pytest.mark.parametrize(("value", "expected"), [(0, "met"), (-0.001, "off")])
def test_a_percentage_of_a_zero_target_allows_nothing(value, expected):
    assert status(value, target=0.0, kind="percent") == expected


@pytest.mark.parametrize(("value", "expected"), [(0, "met"), (-5, "near"), (-5.01, "off")])
def test_an_absolute_tolerance_of_a_zero_target_counts(value, expected):
    assert status(value, target=0.0) == expected


@pytest.mark.parametrize("tolerance", [None, math.nan, 0])
def test_without_a_tolerance_every_miss_is_off(tolerance):
    assert status(99.99, tolerance=tolerance) == "off"


@pytest.mark.parametrize("value", [None, math.nan, pd.NA])
def test_without_a_figure_there_is_no_data(value):
    assert status(value) == "no_data"


def test_without_figure_and_target_there_is_no_data():
    assert status(None, target=None) == "no_data"


@pytest.mark.parametrize("target", [None, math.nan, pd.NA])
def test_without_a_target_there_is_no_status(target):
    assert status(5, target=target) == "no_target"


def test_without_polarity_there_is_no_status():
    assert status(5, polarity=NONE) == "no_target"


def test_a_range_without_its_upper_end_has_no_status():
    assert status(5, polarity=RANGE) == "no_target"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"tolerance": -1}, "cannot be negative"),
        ({"kind": "points"}, "absolute, percent"),
        ({"polarity": "up"}, "higher_is_better"),
        ({"polarity": RANGE, "upper": 5.0}, "upside down"),
    ],
)
def test_a_refusal_says_what_to_mend(settings, message):
    with pytest.raises(RuleError, match=message):
        status(1, **settings)


@given(NUMBERS, NUMBERS, NUMBERS, st.floats(0, 100), st.sampled_from(["absolute", "percent"]))
def test_a_higher_figure_never_has_a_worse_status_where_higher_is_better(one, other, target, tolerance, kind):
    low, high = sorted((one, other))
    assert RANK[status(low, target, tolerance, kind)] <= RANK[status(high, target, tolerance, kind)]


@given(NUMBERS, NUMBERS, st.floats(0, 100), st.sampled_from(["absolute", "percent"]))
def test_lower_is_better_mirrors_higher_is_better(value, target, tolerance, kind):
    assert status(value, target, tolerance, kind, polarity=LOWER) == status(-value, -target, tolerance, kind)


@given(NUMBERS, NUMBERS, st.floats(0, 100), st.floats(0, 100))
def test_a_wider_tolerance_never_makes_a_status_worse(value, target, one, other):
    narrow, wide = sorted((one, other))
    assert RANK[status(value, target, narrow)] <= RANK[status(value, target, wide)]


@pytest.mark.parametrize(
    ("value", "polarity", "expected"),
    [(90, HIGHER, 10), (110, HIGHER, 0), (110, LOWER, 10), (125, RANGE, 5), (99, RANGE, 1), (110, NONE, None)],
)
def test_a_miss_is_counted_in_the_unit(value, polarity, expected):
    assert miss(value, target=100, upper_value=120, polarity=polarity) == expected


@pytest.mark.parametrize(
    ("target", "tolerance", "kind", "expected"),
    [
        (200, 5, "percent", 10),
        (-200, 5, "percent", 10),
        (200, 5, "absolute", 5),
        (200, None, None, 0),
        (None, 5, "percent", 0),
    ],
)
def test_an_allowance_is_in_the_unit(target, tolerance, kind, expected):
    assert allowance(target, tolerance=tolerance, tolerance_kind=kind) == expected


def frame(**columns):
    row = {
        "value": 90.0,
        "target": 90.0,
        "target_upper": None,
        "tolerance": 5.0,
        "tolerance_kind": "absolute",
        "polarity": "higher_is_better",
        "original_target": 90.0,
        "original_upper": None,
        "original_tolerance": 5.0,
        "original_tolerance_kind": "absolute",
    }
    return pd.DataFrame([row | columns])


def moved(**columns):
    return moved_goalposts(frame(**columns)).iloc[0]


def test_status_is_added_row_by_row():
    rows = pd.concat([frame(value=value) for value in (90.0, 85.0, 84.0, None)])
    assert with_status(rows)["status"].tolist() == ["met", "near", "off", "no_data"]


def test_the_frame_given_is_left_as_it_was():
    given_frame = frame()
    with_status(given_frame)
    assert "status" not in given_frame


def test_an_empty_frame_gets_an_empty_status():
    assert with_status(frame().iloc[:0])["status"].tolist() == []


def test_a_missing_column_is_named():
    with pytest.raises(RuleError, match="tolerance_kind"):
        with_status(frame().drop(columns="tolerance_kind"))


def test_a_target_that_stayed_has_not_moved():
    assert not moved()["moved"]


@pytest.mark.parametrize(
    "columns",
    [
        {"original_target": 95.0},
        {"original_tolerance": 4.0},
        {"original_tolerance_kind": "percent"},
        {"original_upper": 99.0},
        {"target": None},
    ],
)
def test_any_other_term_than_first_agreed_has_moved(columns):
    assert moved(**columns)["moved"]


def test_the_same_allowance_in_other_words_has_not_moved():
    assert not moved(target=100.0, original_target=100.0, original_tolerance_kind="percent")["moved"]


def test_an_unknown_first_target_has_not_moved():
    row = moved(original_target=None, original_tolerance=None, original_tolerance_kind=None)
    assert (row["moved"], row["original_status"]) == (False, "no_target")


def test_both_statuses_are_shown():
    row = moved(value=90.0, original_target=100.0)
    assert (row["status"], row["original_status"]) == ("met", "off")


@pytest.mark.parametrize(
    ("value", "original", "expected"),
    [(90.0, 95.0, True), (90.0, 80.0, False), (95.0, 95.0, False), (80.0, 95.0, False), (None, 95.0, False)],
)
def test_only_a_figure_met_now_and_not_before_was_saved_by_the_move(value, original, expected):
    assert moved(value=value, original_target=original)["saved_by_move"] == expected
