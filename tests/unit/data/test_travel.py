"""Direction of travel: the reference, the noise, the words."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Direction, Polarity, RuleError
from data.travel import change_words, direction, noise_of, relative_change, with_direction

HIGHER, LOWER, RANGE, NONE = Polarity


@pytest.mark.parametrize(
    ("value", "polarity", "expected"),
    [
        (12, HIGHER, "improving"),
        (8, HIGHER, "worsening"),
        (12, LOWER, "worsening"),
        (8, LOWER, "improving"),
        (12, NONE, "higher"),
        (8, NONE, "lower"),
        (10, HIGHER, "no_change"),
        (10, NONE, "no_change"),
    ],
)
def test_direction_is_oriented_by_polarity(value, polarity, expected):
    assert direction(value, reference=10, polarity=polarity) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(12, "no_change"), (12.01, "improving"), (8, "no_change"), (7.9, "worsening")]
)
def test_a_change_of_no_more_than_the_noise_is_no_change(value, expected):
    assert direction(value, reference=10, polarity=HIGHER, noise=2) == expected


def test_a_change_of_exactly_the_noise_is_no_change_in_spite_of_binary_rounding():
    assert direction(0.3, reference=0.1, polarity=HIGHER, noise=0.2) == "no_change"


@pytest.mark.parametrize(("value", "reference"), [(None, 1), (1, None), (math.nan, 1), (1, math.nan)])
def test_without_a_figure_or_reference_direction_is_unknown(value, reference):
    assert direction(value, reference=reference, polarity=HIGHER) == "unknown"


@pytest.mark.parametrize(
    ("value", "reference", "expected"),
    [
        (5, 2, "improving"),
        (2, 5, "worsening"),
        (25, 22, "worsening"),
        (22, 25, "improving"),
        (12, 18, "no_change"),
        (8, 22, "no_change"),
    ],
)
def test_nearer_to_its_range_is_better(value, reference, expected):
    assert direction(value, reference=reference, polarity=RANGE, target=10, upper_value=20) == expected


def test_a_range_of_unknown_ends_is_only_higher_or_lower():
    assert direction(5, reference=2, polarity=RANGE) == "higher"


@pytest.mark.parametrize(
    ("value", "reference", "expected"),
    [(5, 0, "improving"), (-5, 0, "worsening"), (-2, -5, "improving"), (0, 0, "no_change")],
)
def test_zero_and_negative_references_are_compared_as_numbers(value, reference, expected):
    assert direction(value, reference=reference, polarity=HIGHER) == expected


def test_a_negative_noise_is_refused():
    with pytest.raises(RuleError, match="noise"):
        direction(1, reference=2, polarity=HIGHER, noise=-1)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1e3))
def test_going_back_is_the_opposite_direction(value, reference, noise):
    opposite = {"improving": "worsening", "worsening": "improving", "no_change": "no_change"}
    there = direction(value, reference=reference, polarity=HIGHER, noise=noise)
    assert direction(reference, reference=value, polarity=HIGHER, noise=noise) == opposite[there]


def noise(values, *, spc_allowed=True, target=100.0, tolerance=5.0):
    return noise_of(values, spc_allowed=spc_allowed, target=target, tolerance=tolerance, tolerance_kind="percent")


def test_twelve_points_give_the_width_of_the_control_limits():
    assert noise([0.0, 1.0] * 6) == pytest.approx(2.66)


@pytest.mark.parametrize("values", [[0.0, 1.0] * 5, [*([0.0, 1.0] * 5), 0.0, math.nan]])
def test_under_twelve_points_the_tolerance_counts(values):
    assert noise(values) == 5


def test_where_limits_make_no_sense_the_tolerance_counts():
    assert noise([0.0, 1.0] * 6, spc_allowed=False) == 5


def test_without_limits_and_tolerance_there_is_no_noise():
    assert noise([1.0], target=math.nan, tolerance=None) == 0


def series(values, *, basis="previous_period", start="2021-04-01", measure="a", kind="quarter", **columns):
    starts = pd.date_range(start, periods=len(values), freq="QS")
    return pd.DataFrame(
        {
            "measure_id": measure,
            "period_id": [f"{measure}{place}" for place in range(len(values))],
            "period_kind": kind,
            "start_date": starts,
            "label": [f"period {place}" for place in range(len(values))],
            "value": pd.Series(values, dtype="float64"),
            "polarity": "higher_is_better",
            "travel_basis": basis,
            "spc_allowed": False,
            "target": None,
            "target_upper": None,
            "tolerance": None,
            "tolerance_kind": None,
        }
        | columns
    )


def test_the_previous_period_is_the_reference():
    row = with_direction(series([1, 5, 3])).iloc[0]
    assert (row["reference_id"], row["change"], row["direction"]) == ("a1", -2, "worsening")


def test_the_same_quarter_last_year_is_the_reference_of_a_seasonal_measure():
    row = with_direction(series([1, 9, 9, 9, 3], basis="same_period_last_year")).iloc[0]
    assert (row["reference_id"], row["direction"]) == ("a0", "improving")


def test_a_year_too_short_has_nothing_to_compare():
    row = with_direction(series([1, 2, 3, 4], basis="same_period_last_year")).iloc[0]
    assert (row["direction"], pd.isna(row["reference_id"])) == (Direction.UNKNOWN, True)


def test_a_missing_reference_is_not_replaced_by_an_older_one():
    assert with_direction(series([1, None, 3])).iloc[0]["direction"] == "unknown"


def test_a_missing_latest_figure_has_no_direction():
    assert with_direction(series([1, 2, None])).iloc[0]["direction"] == "unknown"


def test_a_first_figure_has_nothing_to_compare():
    assert with_direction(series([1])).iloc[0]["direction"] == "unknown"


def test_periods_of_another_kind_are_not_compared():
    rows = pd.concat([series([1], kind="financial_year", start="2020-04-01"), series([3], start="2021-04-01")])
    assert with_direction(rows).iloc[0]["direction"] == "unknown"


def test_the_order_of_rows_does_not_matter():
    rows = series([1, 5, 3])
    assert with_direction(rows.iloc[::-1]).iloc[0]["period_id"] == "a2"


def test_there_is_one_row_a_series_in_order_of_appearance():
    rows = pd.concat([series([1, 2], measure="b"), series([1], measure="a")])
    assert with_direction(rows)["measure_id"].tolist() == ["b", "a"]


def test_several_columns_may_tell_series_apart():
    rows = pd.concat([series([1, 2], area="x"), series([2, 1], area="y")])
    assert with_direction(rows, by=["measure_id", "area"])["direction"].tolist() == ["improving", "worsening"]


def test_a_change_inside_the_tolerance_is_no_material_change():
    rows = series([100, 97], target=100.0, tolerance=5.0, tolerance_kind="percent")
    assert with_direction(rows).iloc[0]["direction"] == "no_change"


def test_an_empty_frame_gives_an_empty_frame():
    assert with_direction(series([])).empty


def test_an_unknown_basis_is_refused():
    with pytest.raises(RuleError, match="travel_basis"):
        with_direction(series([1, 2], basis="yesterday"))


def test_a_missing_column_is_named():
    with pytest.raises(RuleError, match="spc_allowed"):
        with_direction(series([1]).drop(columns="spc_allowed"))


@pytest.mark.parametrize(
    ("value", "reference", "expected"),
    [(12, 10, 20), (8, 10, -20), (10, 10, 0), (5, 0, None), (5, -2, None), (math.nan, 1, None)],
)
def test_a_relative_change_needs_a_positive_reference(value, reference, expected):
    assert relative_change(value, reference=reference) == expected


@pytest.mark.parametrize(
    ("value", "reference", "expected"),
    [
        (12, 10, "up <2>, from 10 to 12"),
        (8, 10, "down <2>, from 10 to 8"),
        (10, 10, "unchanged at 10"),
        (5, 0, "up from nought to 5"),
        (-5, 0, "down from nought to -5"),
        (0, 5, "down from 5 to nought"),
        (5, -4, "up from a negative figure, -4, to 5"),
        (-4, 5, "down from a positive figure, 5, to -4"),
        (-2, -5, "up <3>, from -5 to -2"),
        (None, 5, "nothing to compare with"),
        (5, math.nan, "nothing to compare with"),
    ],
)
def test_a_change_is_put_in_words(value, reference, expected):
    words = change_words(value, reference=reference, write="{:g}".format, write_change="<{:g}>".format)
    assert words == expected


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_words_never_speak_of_infinity(value, reference):
    words = change_words(value, reference=reference, write="{:g}".format, write_change="{:g}".format)
    assert "inf" not in words
