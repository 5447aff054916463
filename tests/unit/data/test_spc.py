"""Control limits and special causes, against worked examples and runs of the reference package."""

import datetime as dt
import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Assurance, LimitsState, PointType, Polarity
from data.spc import (
    COLUMNS,
    SpcError,
    analyse,
    countdown,
    half_width,
    icons_allowed,
    improvement_direction,
    limits_state,
)

# The series of the vignette "Deviations from Excel defaults" of NHSRplotthedots, with the limits in its captions.
VIGNETTE = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]

# Runs of the functions of NHSRplotthedots 0.2.2 under R 4.2.2.
RUNS = json.loads(Path(__file__).with_name("spc_reference_runs.json").read_text(encoding="utf-8"))

COMMON = "Common Cause"
WIDE = [0, 10] * 6
"""Swings that set limits so wide that what follows stays inside them."""
SERIES = st.lists(st.integers(-50, 50), min_size=1, max_size=40)


def labels(values, **settings):
    return analyse(values, **{"improvement_direction": "increase", **settings}).points["special_cause_type"].tolist()


def limits(values, **settings):
    points = analyse(values, **{"improvement_direction": "increase", **settings}).points
    return points[["mean", "lpl", "upl"]].iloc[-1].tolist()


class TestLimits:
    def test_screened_limits_are_those_of_the_vignette(self):
        assert limits(VIGNETTE) == pytest.approx([1.9444, -0.7156, 4.6044], abs=5e-5)

    def test_unscreened_limits_are_those_of_the_vignette(self):
        assert limits(VIGNETTE, screen_outliers=False) == pytest.approx([1.9444, -3.0626, 6.9515], abs=5e-5)

    @pytest.mark.parametrize("screen", [True, False])
    def test_only_the_ten_of_the_vignette_is_flagged(self, screen):
        flagged = [label for label in labels(VIGNETTE, screen_outliers=screen) if label != COMMON]
        assert flagged == ["Above UCL"]

    def test_limits_are_worked_by_hand(self):
        # 2, 4, 3: mean 3, moving ranges 2 and 1, average 1.5, 2.66 x 1.5 = 3.99.
        assert limits([2, 4, 3]) == pytest.approx([3, -0.99, 6.99])

    def test_near_limits_are_two_thirds_of_the_way(self):
        last = analyse([2, 4, 3], improvement_direction="increase").points.iloc[-1]
        assert [last["near_lpl"], last["near_upl"]] == pytest.approx([3 - 2.66, 3 + 2.66])

    def test_limits_are_not_clipped_at_zero(self):
        assert limits([0, 5, 0, 5])[1] < 0

    def test_screening_never_removes_a_point_from_the_mean(self):
        assert limits(VIGNETTE)[0] == limits(VIGNETTE, screen_outliers=False)[0]

    def test_a_range_of_exactly_the_screening_factor_is_screened(self):
        # Ranges 3267, 733, 0, 0: average 1000, so 3267 is 3.267 times it and goes; what stays averages 733 / 3.
        mean, _, upper = limits([0, 3267, 4000, 4000, 4000])
        assert upper - mean == pytest.approx(2.66 * 733 / 3)

    def test_the_mean_of_a_constant_series_is_its_value(self):
        assert analyse([0.1] * 10, improvement_direction="increase").points["mean"].eq(0.1).all()

    def test_a_constant_series_is_on_its_mean(self):
        assert analyse([0.1] * 11, improvement_direction="increase").points["relative_to_mean"].eq(0).all()

    def test_fixed_limits_use_only_the_first_points(self):
        assert limits([*([1, 3] * 6), 100], fix_after_n_points=12)[0] == 2

    def test_fixing_counts_within_each_group(self):
        values = [1, 3] * 6 + [10, 30] * 6 + [500]
        assert limits(values, fix_after_n_points=12, rebase=[12])[0] == 20

    def test_the_moving_range_of_a_first_point_is_missing(self):
        ranges = analyse([1, 4, 2], improvement_direction="increase").points["moving_range"].tolist()
        assert (math.isnan(ranges[0]), ranges[1:]) == (True, [3, 2])

    def test_half_width_is_the_distance_from_mean_to_limit(self):
        mean, lower, upper = limits(VIGNETTE)
        assert half_width(VIGNETTE) == pytest.approx(upper - mean) == pytest.approx(mean - lower)


class TestRebase:
    def test_the_point_on_the_date_starts_the_new_group(self):
        points = analyse([1, 2, 3, 4], improvement_direction="increase", rebase=[2]).points
        assert points["rebase_group"].tolist() == [0, 0, 1, 1]

    def test_no_moving_range_crosses_a_rebase(self):
        points = analyse([1, 2, 30, 40], improvement_direction="increase", rebase=[2]).points
        assert math.isnan(points["moving_range"].iloc[2])

    def test_a_date_absent_from_the_data_is_ignored(self):
        points = analyse(
            [1, 2], dates=["2022-04-01", "2022-07-01"], improvement_direction="increase", rebase=["2022-05-01"]
        ).points
        assert points["rebase_group"].tolist() == [0, 0]

    def test_a_trend_does_not_cross_a_rebase(self):
        assert set(labels(range(7), rebase=[3])) == {COMMON}

    def test_assurance_is_that_of_the_last_group(self):
        values = [1, 2] * 6 + [101, 102] * 6
        result = analyse(values, improvement_direction="increase", target=50, rebase=[12])
        assert result.assurance is Assurance.PASS

    def test_the_count_is_that_of_the_last_group(self):
        assert analyse(range(10), improvement_direction="increase", rebase=[4]).count == 6


class TestDates:
    def test_points_come_in_date_order(self):
        points = analyse([3, 1, 2], dates=["2022-03-01", "2022-01-01", "2022-02-01"], improvement_direction="increase")
        assert points.points["value"].tolist() == [1, 2, 3]

    @pytest.mark.parametrize(
        "dates",
        [
            [dt.date(2022, 1, 1), dt.date(2022, 2, 1)],
            [dt.datetime(2022, 1, 1, tzinfo=dt.UTC), dt.datetime(2022, 2, 1, tzinfo=dt.UTC)],
            ["2022-01-01", "2022-02-01"],
            pd.to_datetime(["2022-01-01", "2022-02-01"]),
            np.array(["2022-01-01", "2022-02-01"], dtype="datetime64[D]"),
            pd.period_range("2022-01", periods=2, freq="M"),
        ],
    )
    def test_dates_of_every_sort_are_understood(self, dates):
        points = analyse([1, 2], dates=dates, improvement_direction="increase", rebase=["2022-02-01"]).points
        assert points["rebase_group"].tolist() == [0, 1]

    def test_whole_numbers_are_dates_too(self):
        points = analyse([1, 2], dates=[2023, 2022], improvement_direction="increase").points
        assert points.index.tolist() == [2022, 2023]


class TestSpecialCauses:
    def test_seven_rising_points_are_a_trend(self):
        assert labels([*WIDE, *range(1, 8)])[12:] == ["7 Point Trend (Increasing)"] * 7

    def test_seven_falling_points_are_a_trend(self):
        assert labels([*WIDE, 0, *range(8, 1, -1)])[13:] == ["7 Point Trend (Decreasing)"] * 7

    def test_six_rising_points_are_no_trend(self):
        assert not analyse([*WIDE, *range(1, 7)], improvement_direction="increase").points["rule_trend"].any()

    def test_a_tie_breaks_a_trend(self):
        assert not analyse([1, 2, 3, 3, 4, 5, 6], improvement_direction="increase").points["rule_trend"].any()

    def test_a_turning_point_of_two_trends_takes_the_direction_after_it(self):
        peak = [*WIDE, *range(1, 8), *range(6, 0, -1)]
        assert labels(peak)[18] == "7 Point Trend (Decreasing)"

    def test_the_last_point_of_a_trend_takes_the_direction_before_it(self):
        assert labels([*WIDE, *range(1, 8), 3])[18] == "7 Point Trend (Increasing)"

    def test_seven_points_above_the_mean_are_a_shift(self):
        assert analyse([0] * 8 + [1, 2] * 3 + [1], improvement_direction="increase").points["rule_shift"].sum() == 15

    def test_six_points_on_one_side_are_no_shift(self):
        assert not analyse([1, 2, 1, 2, 1, 2, 9] * 2, improvement_direction="increase").points["rule_shift"].any()

    def test_a_point_on_the_mean_breaks_a_shift(self):
        values = [1, 1, 1, 0, 1, 1, 1, -1, -1, -1, 0, -1, -1, -1]
        assert not analyse(values, improvement_direction="increase").points["rule_shift"].any()

    @pytest.mark.parametrize(
        ("last", "expected"),
        [
            ([2.5, 0.6, 2.5], [True, False, True]),
            ([2.5, 2.5, 0.6], [True, True, False]),
            ([2.5, 2.5, 2.5], [True, True, True]),
            ([2.5, 0.6, 0.6], [False, False, False]),
            ([2.5, 0.4, 2.5], [False, False, False]),
            ([2.5, 0.5, 2.5], [False, False, False]),
            ([2.5, 4.0, 0.6], [False, False, False]),
            ([2.5, 4.0, 2.5], [True, False, True]),
            ([-1.5, 0.4, -1.5], [True, False, True]),
            ([2.5, -1.5, 2.5], [False, False, False]),
        ],
    )
    def test_two_in_three_flags_the_points_between_near_limit_and_limit(self, last, expected):
        # Limits of 0, 1, ...: mean 0.5, average range 1, near limits 0.5 - 1.773 and 0.5 + 1.773, limits 0.5 -+ 2.66.
        points = analyse([1, 0] * 6 + last, improvement_direction="increase", fix_after_n_points=12).points
        assert points["rule_two_in_three"].tolist()[12:] == expected

    def test_two_in_three_comes_before_shift(self):
        assert (
            labels([*([0, 1] * 6), 0.6, 0.7, 0.6, 0.7, 0.6, 2.5, 2.5], fix_after_n_points=12)[-1] == "2 in 3 Above CL"
        )

    def test_a_point_on_the_limit_is_inside(self):
        base = [0, 1] * 6
        upper = limits(base, screen_outliers=False)[2]
        points = analyse(
            [*base, upper], improvement_direction="increase", fix_after_n_points=12, screen_outliers=False
        ).points
        assert not points["outside_limits"].iloc[-1]

    def test_a_point_just_beyond_the_limit_is_outside(self):
        base = [0, 1] * 6
        upper = limits(base, screen_outliers=False)[2]
        beyond = math.nextafter(upper, math.inf)
        assert labels([*base, beyond], fix_after_n_points=12, screen_outliers=False)[-1] == "Above UCL"

    def test_outside_comes_before_trend(self):
        assert labels([*([0, 1] * 6), 1.5, 2, 2.5, 3, 3.5, 9], fix_after_n_points=12)[-1] == "Above UCL"

    def test_trend_comes_before_shift(self):
        both = analyse([0, 1] * 6 + [0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2], improvement_direction="increase")
        last = both.points.iloc[-1]
        assert (last["rule_trend"], last["special_cause_type"]) == (True, "7 Point Trend (Increasing)")


class TestPointTypes:
    @pytest.mark.parametrize(
        ("direction", "expected"),
        [
            ("increase", PointType.IMPROVEMENT),
            ("decrease", PointType.CONCERN),
            ("neutral", PointType.NEUTRAL_HIGH),
        ],
    )
    def test_a_high_point_is_oriented(self, direction, expected):
        assert analyse([*([0, 1] * 6), 20], improvement_direction=direction).variation is expected

    @pytest.mark.parametrize(
        ("direction", "expected"),
        [
            ("increase", PointType.CONCERN),
            ("decrease", PointType.IMPROVEMENT),
            ("neutral", PointType.NEUTRAL_LOW),
        ],
    )
    def test_a_low_point_is_oriented(self, direction, expected):
        assert analyse([*([0, 1] * 6), -20], improvement_direction=direction).variation is expected

    def test_variation_is_the_type_of_the_last_dated_point(self):
        result = analyse([20, *([0, 1] * 6)], dates=[99, *range(12)], improvement_direction="increase")
        assert result.variation is PointType.IMPROVEMENT

    @pytest.mark.parametrize(
        ("polarity", "expected"),
        [
            (Polarity.HIGHER_IS_BETTER, "increase"),
            (Polarity.LOWER_IS_BETTER, "decrease"),
            (Polarity.WITHIN_RANGE, "neutral"),
            (Polarity.NONE, "neutral"),
        ],
    )
    def test_polarity_gives_the_direction_of_improvement(self, polarity, expected):
        assert improvement_direction(polarity) == expected


class TestAssurance:
    LOWER, UPPER = limits([0, 1] * 6)[1:]

    @pytest.mark.parametrize(
        ("direction", "target", "expected"),
        [
            ("increase", LOWER - 1, Assurance.PASS),
            ("increase", UPPER + 1, Assurance.FAIL),
            ("increase", 0.5, Assurance.INCONSISTENT),
            ("increase", LOWER, Assurance.INCONSISTENT),
            ("increase", UPPER, Assurance.INCONSISTENT),
            ("decrease", LOWER - 1, Assurance.FAIL),
            ("decrease", UPPER + 1, Assurance.PASS),
            ("decrease", 0.5, Assurance.INCONSISTENT),
            ("neutral", UPPER + 1, None),
            ("increase", None, None),
            ("increase", math.nan, None),
        ],
    )
    def test_assurance_is_the_place_of_the_target(self, direction, target, expected):
        assert analyse([0, 1] * 6, improvement_direction=direction, target=target).assurance == expected


class TestBoard:
    def test_a_constant_series_has_limits_at_its_mean(self):
        assert limits([5] * 12, mode="board") == [5, 5, 5]

    def test_a_single_point_has_limits_at_its_value(self):
        assert limits([5], mode="board") == [5, 5, 5]

    def test_a_constant_series_has_no_limits_in_the_reference(self):
        assert all(math.isnan(limit) for limit in limits([5] * 12)[1:])

    @pytest.mark.parametrize(
        ("direction", "target", "expected"),
        [
            ("increase", 5, Assurance.PASS),
            ("increase", 4, Assurance.PASS),
            ("increase", 6, Assurance.FAIL),
            ("decrease", 5, Assurance.PASS),
            ("decrease", 6, Assurance.PASS),
            ("decrease", 4, Assurance.FAIL),
        ],
    )
    def test_a_constant_series_is_assured_by_comparing(self, direction, target, expected):
        assert analyse([5] * 12, improvement_direction=direction, target=target, mode="board").assurance is expected

    def test_a_constant_series_is_inconsistent_in_the_reference(self):
        assert analyse([5] * 12, improvement_direction="increase", target=9).assurance is Assurance.INCONSISTENT

    def test_limits_that_screening_made_zero_wide_are_unscreened(self):
        values = [5] * 11 + [9]
        assert limits(values, mode="board") == limits(values, screen_outliers=False)

    def test_limits_that_screening_made_zero_wide_stay_so_in_the_reference(self):
        mean, lower, upper = limits([5] * 11 + [9])
        assert lower == mean == upper

    def test_missing_values_never_raise(self):
        assert analyse([1, 2, None, 4, 5, 6, 7], improvement_direction="increase", mode="board").count == 6

    def test_a_missing_value_in_a_possible_trend_raises_in_the_reference(self):
        with pytest.raises(SpcError, match=r"^values:"):
            analyse([1, 2, None, 4, 5, 6, 7], improvement_direction="increase")

    def test_a_missing_value_breaks_a_trend(self):
        points = analyse([1, 2, None, 4, 5, 6, 7, 8], improvement_direction="increase", mode="board").points
        assert not points["rule_trend"].any()

    def test_variation_is_that_of_the_last_figure(self):
        result = analyse([*([0, 1] * 6), 20, None], improvement_direction="increase", mode="board")
        assert result.variation is PointType.IMPROVEMENT

    def test_a_series_without_any_figure_has_no_icons(self):
        result = analyse([None, None], improvement_direction="increase", target=1, mode="board")
        assert (result.variation, result.assurance) == (None, None)

    @given(SERIES.filter(lambda values: len(set(values)) > 1))
    def test_the_board_agrees_with_the_reference_wherever_limits_have_width(self, values):
        reference = analyse(values, improvement_direction="increase", target=0)
        if (reference.points["upl"] > reference.points["lpl"]).all():
            board = analyse(values, improvement_direction="increase", target=0, mode="board")
            pd.testing.assert_frame_equal(board.points, reference.points)


class TestRefusals:
    @pytest.mark.parametrize(
        ("values", "settings", "name"),
        [
            (["1"], {}, "values"),
            ([True], {}, "values"),
            ([math.inf], {}, "values"),
            ([1, 2], {"dates": ["2022-01-01"]}, "dates"),
            ([1, 2], {"dates": ["2022-01-01", "2022-01-01"]}, "dates"),
            ([1, 2], {"dates": ["2022-01-01", dt.date(2022, 1, 1)]}, "dates"),
            ([1, 2], {"dates": ["2022-01-01", 5]}, "dates"),
            ([1], {"dates": [None]}, "dates"),
            ([1], {"dates": ["2022-23-Q1"]}, "dates"),
            ([1], {"dates": [1.5]}, "dates"),
            ([1], {"dates": "2022-01-01"}, "dates"),
            ([1], {"rebase": ["soon"]}, "rebase"),
            ([1], {"fix_after_n_points": 11}, "fix_after_n_points"),
            ([1], {"fix_after_n_points": 0}, "fix_after_n_points"),
            ([1], {"fix_after_n_points": "12"}, "fix_after_n_points"),
            ([1], {"target": "5"}, "target"),
            ([1], {"screen_outliers": None}, "screen_outliers"),
            ([1], {"improvement_direction": "up"}, "improvement_direction"),
            ([1], {"mode": "fast"}, "mode"),
        ],
    )
    def test_the_message_names_the_argument(self, values, settings, name):
        with pytest.raises(ValueError, match=f"^{name}:"):
            analyse(values, **{"improvement_direction": "increase", **settings})

    def test_twelve_points_may_be_fixed(self):
        assert limits([1, 3] * 6, fix_after_n_points=12)[0] == 2


class TestShape:
    @pytest.mark.parametrize("values", [[], [1], [1, 2], VIGNETTE])
    def test_columns_are_always_the_same(self, values):
        assert list(analyse(values, improvement_direction="increase").points.columns) == list(COLUMNS)

    @pytest.mark.parametrize("values", [[], [1], VIGNETTE])
    def test_types_are_always_the_same(self, values):
        points = analyse(values, improvement_direction="increase").points
        expected = analyse([1, 2, 3], improvement_direction="increase").points
        assert points.dtypes.to_dict() == expected.dtypes.to_dict()

    def test_an_empty_series_has_no_icons(self):
        assert analyse([], improvement_direction="increase", target=1).variation is None

    def test_a_single_point_is_common_cause(self):
        assert labels([5]) == [COMMON]

    def test_pandas_missing_values_are_understood(self):
        points = analyse(pd.Series([1, pd.NA, 3], dtype="Int64"), improvement_direction="increase").points
        assert points["mean"].iloc[0] == 2


class TestInvariants:
    @given(SERIES, st.integers(-1000, 1000))
    def test_adding_a_number_moves_nothing_but_the_level(self, values, shift):
        assert labels([value + shift for value in values]) == labels(values)

    @given(SERIES, st.sampled_from([2, 4, 8]))
    def test_scaling_moves_nothing_but_the_scale(self, values, scale):
        assert labels([value * scale for value in values]) == labels(values)

    @given(SERIES)
    def test_turning_upside_down_swaps_improvement_and_concern(self, values):
        # The word for a tie between two trends is the one place where the reference itself is not symmetrical.
        up = analyse(values, improvement_direction="increase").points
        down = analyse([-value for value in values], improvement_direction="decrease").points
        assert up.loc[~up["rule_trend"], "point_type"].equals(down.loc[~down["rule_trend"], "point_type"])

    @given(SERIES, st.randoms())
    def test_the_order_of_rows_does_not_matter(self, values, random):
        order = list(range(len(values)))
        random.shuffle(order)
        shuffled = analyse([values[i] for i in order], dates=order, improvement_direction="increase")
        straight = analyse(values, dates=range(len(values)), improvement_direction="increase")
        pd.testing.assert_frame_equal(shuffled.points, straight.points)

    @given(SERIES)
    def test_a_label_says_common_cause_exactly_where_no_rule_applies(self, values):
        points = analyse(values, improvement_direction="increase").points
        none = ~points[["outside_limits", "rule_trend", "rule_two_in_three", "rule_shift"]].any(axis="columns")
        assert (none == (points["special_cause_type"] == COMMON)).all()


@pytest.mark.parametrize("run", RUNS, ids=range(len(RUNS)))
class TestReferenceRuns:
    def settings(self, run):
        return {key: value for key, value in run.items() if key not in ("values", "expected")}

    @pytest.mark.parametrize("column", ["rebase_group", "special_cause_type", "point_type"])
    def test_words_agree(self, run, column):
        points = analyse(run["values"], **self.settings(run)).points
        assert points[column].tolist() == run["expected"][column]

    @pytest.mark.parametrize("column", ["mean", "lpl", "upl"])
    def test_numbers_agree(self, run, column):
        points = analyse(run["values"], **self.settings(run)).points
        expected = [math.nan if number is None else number for number in run["expected"][column]]
        assert points[column].tolist() == pytest.approx(expected, rel=1e-12, abs=1e-12, nan_ok=True)

    def test_icons_agree(self, run):
        result = analyse(run["values"], **self.settings(run))
        assert (result.variation, result.assurance) == (run["expected"]["variation"], run["expected"]["assurance"])


class TestEnoughPoints:
    @pytest.mark.parametrize(
        ("count", "expected"),
        [
            (0, LimitsState.NONE),
            (4, LimitsState.NONE),
            (5, LimitsState.TRIAL),
            (11, LimitsState.TRIAL),
            (12, LimitsState.FULL),
        ],
    )
    def test_limits_come_by_number_of_points(self, count, expected):
        assert limits_state(count) is expected

    @pytest.mark.parametrize(("count", "expected"), [(11, False), (12, True)])
    def test_icons_come_with_twelve_points(self, count, expected):
        assert icons_allowed(count) is expected

    def test_icons_are_withheld_under_twelve_points(self):
        result = analyse(range(11), improvement_direction="increase", target=5)
        assert (result.state, result.variation_icon, result.assurance_icon) == (LimitsState.TRIAL, None, None)

    def test_icons_are_shown_from_twelve_points(self):
        result = analyse(range(12), improvement_direction="increase", target=5)
        assert (result.variation_icon, result.assurance_icon) == (result.variation, result.assurance)

    @pytest.mark.parametrize(
        ("count", "start", "frequency", "expected"),
        [
            (7, dt.date(2026, 4, 1), "quarterly", "7 of 12 points, limits from Q2 2027-28"),
            (11, dt.date(2022, 10, 1), "quarterly", "11 of 12 points, limits from Q4 2022-23"),
            (11, dt.date(2022, 1, 1), "quarterly", "11 of 12 points, limits from Q1 2022-23"),
            (10, dt.date(2098, 4, 1), "annual", "10 of 12 points, limits from 2100-01"),
            (5, dt.date(2022, 4, 1), "irregular", "5 of 12 points, limits after 7 more"),
            (12, dt.date(2022, 4, 1), "quarterly", ""),
        ],
    )
    def test_the_countdown_says_when(self, count, start, frequency, expected):
        assert countdown(count, last_period_start=start, frequency=frequency) == expected
