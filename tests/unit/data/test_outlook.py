"""What it would take: every way of adding up a year, worked by hand."""

import math

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data.model import Aggregation, Polarity, RuleError
from data.outlook import Verdict, what_it_would_take

HIGHER, LOWER, RANGE, NONE = Polarity


def year(*values, denominators=None):
    return pd.DataFrame(
        {
            "position": range(1, len(values) + 1),
            "value": pd.Series(values, dtype="float64"),
            "denominator": pd.Series(denominators or [math.nan] * len(values), dtype="float64"),
        }
    )


def record(*values, start=1):
    return pd.DataFrame(
        {
            "year": ["2021-22"] * len(values),
            "position": range(start, start + len(values)),
            "label": [f"Q{place} 2021-22" for place in range(start, start + len(values))],
            "value": pd.Series(values, dtype="float64"),
        }
    )


def outlook(periods, target=100.0, aggregation="sum", polarity=HIGHER, history=None, **settings):
    return what_it_would_take(
        periods,
        target=target,
        aggregation=aggregation,
        polarity=polarity,
        history=record(20, 30) if history is None else history,
        write="{:g}".format,
        **settings,
    )


class TestSum:
    def test_the_rest_is_shared_equally(self):
        result = outlook(year(20, 30))
        assert (result.needed, result.per_period, result.remaining) == (50, 25, 2)

    @pytest.mark.parametrize(
        ("history", "expected"),
        [
            (record(20, 26), Verdict.WITHIN_REACH),
            (record(25), Verdict.WITHIN_REACH),
            (record(24.9), Verdict.BEYOND_RECORD),
            (record(), Verdict.NO_RECORD),
        ],
    )
    def test_the_rest_is_set_against_the_best_on_record(self, history, expected):
        assert outlook(year(20, 30), history=history).verdict is expected

    def test_a_late_figure_in_the_middle_is_still_to_come(self):
        assert outlook(year(20, math.nan, 30)).remaining == 2

    def test_a_year_without_any_figure_needs_the_whole_target(self):
        assert outlook(year()).per_period == 25

    def test_a_sum_that_cannot_fall_is_met_already(self):
        assert outlook(year(60, 40), minimum=0).verdict is Verdict.ALREADY_MET

    def test_a_sum_that_can_fall_is_never_met_already(self):
        assert outlook(year(60, 50)).verdict is Verdict.WITHIN_REACH

    def test_a_limit_already_used_up_is_out_of_reach(self):
        assert outlook(year(60, 41), polarity=LOWER, minimum=0).verdict is Verdict.OUT_OF_REACH

    def test_a_limit_just_used_up_can_still_be_kept(self):
        assert outlook(year(60, 40), polarity=LOWER, minimum=0).verdict is Verdict.BEYOND_RECORD

    @pytest.mark.parametrize(("best", "expected"), [(20, Verdict.WITHIN_REACH), (26, Verdict.BEYOND_RECORD)])
    def test_lower_is_better_looks_for_the_lowest(self, best, expected):
        assert outlook(year(20, 30), polarity=LOWER, history=record(40, best)).verdict is expected

    def test_more_than_a_period_can_hold_is_out_of_reach(self):
        assert outlook(year(1, 1), maximum=40).verdict is Verdict.OUT_OF_REACH


class TestWeightedMean:
    def test_the_mean_is_weighted_by_denominator(self):
        # 100 at 80 and 300 at 88 make 86; two quarters of 200 must average 94 for the year to reach 90.
        result = outlook(year(80, 88, denominators=[100, 300]), target=90, aggregation="weighted_mean")
        assert result.needed == pytest.approx(94)

    def test_periods_count_alike_where_a_denominator_is_missing(self):
        result = outlook(year(80, 88, denominators=[100, None]), target=90, aggregation="weighted_mean")
        assert result.needed == pytest.approx(96)

    def test_periods_count_alike_where_all_denominators_are_zero(self):
        result = outlook(year(80, 88, denominators=[0, 0]), target=90, aggregation="weighted_mean")
        assert result.needed == pytest.approx(96)

    def test_a_mean_above_its_maximum_is_out_of_reach(self):
        result = outlook(year(80, 80, 80), target=90, aggregation="weighted_mean", maximum=100)
        assert result.verdict is Verdict.OUT_OF_REACH

    def test_a_mean_that_even_the_worst_period_keeps_is_met_already(self):
        result = outlook(year(90, 90, 90), target=60, aggregation="weighted_mean", minimum=0)
        assert result.verdict is Verdict.ALREADY_MET

    @given(st.lists(st.floats(0, 100), min_size=1, max_size=3), st.floats(0, 100))
    def test_bringing_what_is_needed_meets_the_target_exactly(self, values, target):
        needed = outlook(year(*values), target=target, aggregation="weighted_mean").needed
        whole = [*values, *[needed] * (4 - len(values))]
        assert sum(whole) / 4 == pytest.approx(target, abs=1e-9)


class TestLast:
    def test_a_cumulative_figure_needs_the_target_at_the_year_end(self):
        result = outlook(year(20, 50), aggregation="last")
        assert (result.needed, result.per_period) == (100, 25)

    def test_the_record_is_of_rises_within_a_year(self):
        result = outlook(year(20, 50), aggregation="last", history=record(10, 40, 55, 75))
        assert (result.best_on_record, result.best_label) == (30, "Q2 2021-22")

    def test_a_rise_from_an_unknown_figure_is_no_record(self):
        result = outlook(year(20, 50), aggregation="last", history=record(80, start=3))
        assert result.verdict is Verdict.NO_RECORD

    def test_a_cumulative_figure_at_its_target_is_met_already(self):
        assert outlook(year(20, 100), aggregation="last", minimum=0).verdict is Verdict.ALREADY_MET

    def test_a_cumulative_limit_passed_is_out_of_reach(self):
        assert outlook(year(101), aggregation="last", polarity=LOWER, minimum=0).verdict is Verdict.OUT_OF_REACH

    def test_a_later_figure_makes_up_for_a_late_one(self):
        assert outlook(year(20, math.nan, 60), aggregation="last").remaining == 1


class TestSnapshot:
    def test_only_the_level_at_the_year_end_counts(self):
        assert outlook(year(10, 500), aggregation="snapshot").needed == 100

    def test_a_snapshot_is_never_met_before_the_year_end(self):
        assert outlook(year(500), aggregation="snapshot", minimum=0).verdict is Verdict.BEYOND_RECORD


class TestRange:
    def test_both_ends_are_given(self):
        result = outlook(year(20, 30), polarity=RANGE, upper_value=110.0)
        assert (result.needed, result.needed_upper) == (50, 60)

    @pytest.mark.parametrize(
        ("history", "expected"),
        [(record(10, 28, 90), Verdict.WITHIN_REACH), (record(10, 31), Verdict.BEYOND_RECORD)],
    )
    def test_the_closest_period_counts(self, history, expected):
        assert outlook(year(20, 30), polarity=RANGE, upper_value=110.0, history=history).verdict is expected

    def test_a_range_overshot_is_out_of_reach(self):
        assert outlook(year(120), polarity=RANGE, upper_value=110.0, minimum=0).verdict is Verdict.OUT_OF_REACH


class TestEnd:
    @pytest.mark.parametrize(
        ("aggregation", "expected"),
        [
            ("sum", Verdict.MET),
            ("weighted_mean", Verdict.MISSED),
            ("last", Verdict.MISSED),
            ("snapshot", Verdict.MISSED),
        ],
    )
    def test_a_complete_year_is_met_or_missed(self, aggregation, expected):
        assert outlook(year(25, 25, 25, 25), aggregation=aggregation).verdict is expected

    @pytest.mark.parametrize(("target", "polarity"), [(None, HIGHER), (math.nan, LOWER), (5, NONE), (5, RANGE)])
    def test_without_a_target_there_is_no_outlook(self, target, polarity):
        assert outlook(year(1), target=target, polarity=polarity).verdict is Verdict.NO_TARGET


class TestSentence:
    @pytest.mark.parametrize(
        ("periods", "settings", "expected"),
        [
            (
                year(90, 90, 90.5),
                {"target": 90.9, "aggregation": "weighted_mean", "history": record(91.4, 89)},
                "Needs 93.1 in Q4; best quarter on record 91.4 (Q1 2021-22).",
            ),
            (year(20, 30), {}, "Needs 25 in each of Q3 and Q4; best quarter on record 30 (Q2 2021-22)."),
            (year(25), {}, "Needs 25 in each of Q2, Q3 and Q4; best quarter on record 30 (Q2 2021-22)."),
            (
                year(20, 30),
                {"polarity": LOWER},
                "Needs 25 or less in each of Q3 and Q4; best quarter on record 20 (Q1 2021-22).",
            ),
            (
                year(20, 30),
                {"polarity": RANGE, "upper_value": 110.0},
                "Needs 25 to 30 in each of Q3 and Q4; closest quarter on record 30 (Q2 2021-22).",
            ),
            (
                year(20, 50),
                {"aggregation": "last"},
                "Needs a rise of 25 in each of Q3 and Q4; best rise in a quarter on record 20 (Q1 2021-22).",
            ),
            (
                year(20),
                {"aggregation": "snapshot"},
                "Needs 100 at the end of the year; best quarter on record 30 (Q2 2021-22).",
            ),
            (
                year(20, 30),
                {"history": record()},
                "Needs 25 in each of Q3 and Q4; there is no earlier quarter to compare with.",
            ),
            (
                year(40),
                {"periods_in_year": 2, "period_word": "half"},
                "Needs 60 in the remaining half; best half on record 30 (Q2 2021-22).",
            ),
            (
                year(40),
                {"periods_in_year": 3, "period_word": "term"},
                "Needs 30 in each of the 2 remaining terms; best term on record 30 (Q2 2021-22).",
            ),
            (year(25, 25, 25, 25), {}, "The year is complete at 100: the target was met."),
            (year(25, 25, 25, 24), {}, "The year is complete at 99: the target was missed."),
            (year(101), {"minimum": 0}, "The target is met already, whatever the rest of the year brings."),
            (year(1), {"maximum": 2}, "The target can no longer be met, whatever the rest of the year brings."),
            (year(1), {"target": None}, "There is no target for the year."),
        ],
    )
    def test_the_sentence_says_what_is_needed(self, periods, settings, expected):
        assert outlook(periods, **settings).sentence == expected


class TestRefusals:
    @pytest.mark.parametrize("positions", [[1, 1], [0, 1], [4, 5]])
    def test_positions_must_fit_the_year(self, positions):
        with pytest.raises(RuleError, match="positions"):
            outlook(year(1, 2).assign(position=positions))

    def test_an_unknown_aggregation_is_refused(self):
        with pytest.raises(RuleError, match="weighted_mean"):
            outlook(year(1), aggregation="median")

    def test_a_missing_column_is_named(self):
        with pytest.raises(RuleError, match="denominator"):
            outlook(year(1).drop(columns="denominator"))


@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=3),
    st.integers(1, 400),
    st.sampled_from([Aggregation.SUM, Aggregation.WEIGHTED_MEAN, Aggregation.SNAPSHOT]),
)
def test_a_higher_target_never_needs_less(values, target, aggregation):
    lower = outlook(year(*values), target=target, aggregation=aggregation).per_period
    higher = outlook(year(*values), target=target + 1, aggregation=aggregation).per_period
    assume(lower is not None)
    assert higher > lower
