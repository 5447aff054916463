"""The stress test: every measure judged again with one tolerance."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import stress
from data.model import RuleError, Status
from data.status import with_status


def measures(*values: float, tolerance: float = 10.0) -> pd.DataFrame:
    frame = pd.DataFrame({"value": list(values)}).assign(
        target=100.0,
        target_upper=None,
        tolerance=tolerance,
        tolerance_kind="percent",
        polarity="higher_is_better",
    )
    return with_status(frame)


def test_a_smaller_tolerance_makes_near_measures_off():
    tried = stress.with_tolerance(measures(100, 96, 92, 80), percent=5)
    assert tried["tried"].tolist() == ["met", "near", "off", "off"]


def test_the_edge_of_the_tolerance_is_near():
    assert stress.with_tolerance(measures(95), percent=5)["tried"].tolist() == ["near"]


def test_no_tolerance_leaves_nothing_near():
    assert Status.NEAR not in set(stress.with_tolerance(measures(99, 95, 91), percent=0)["tried"])


def test_only_measures_that_change_are_listed():
    assert stress.changed(stress.with_tolerance(measures(100, 96, 92), percent=5))["value"].tolist() == [92]


def test_measures_that_are_not_judged_are_left_out():
    frame = measures(100, 92).assign(status=["carried_over", "no_target"])
    assert stress.with_tolerance(frame, percent=5).empty


def test_a_negative_tolerance_is_refused():
    with pytest.raises(RuleError):
        stress.with_tolerance(measures(92), percent=-1)


@given(st.lists(st.floats(0, 200), max_size=6))
def test_the_councils_own_tolerance_changes_nothing(values):
    assert stress.changed(stress.with_tolerance(measures(*values), percent=10)).empty


@pytest.mark.parametrize(
    ("values", "percent", "words"),
    [
        ((92, 91), 5, "there would be 2 more off target and 2 fewer near target."),
        ((80,), 20, "there would be 1 fewer off target and 1 more near target."),
        ((100,), 5, "no status would change."),
        ((), 5, "no status would change."),
    ],
)
def test_sentence_counts_what_would_change(values, percent, words):
    said = stress.sentence(stress.with_tolerance(measures(*values), percent=percent), percent=percent)
    assert (
        said == f"If the tolerance of every measure were {percent}% of its target instead of the council's own, {words}"
    )


def test_tolerances_in_use_are_counted_with_the_commonest_first():
    frame = pd.concat([measures(1, tolerance=10.0), measures(1, 2, tolerance=5.0)])
    used = stress.tolerances_in_use(frame)
    assert used.to_numpy().tolist() == [["percent", 5.0, 2], ["percent", 10.0, 1]]


def test_measures_without_a_target_have_no_tolerance_in_use():
    assert stress.tolerances_in_use(measures(1).assign(target=None)).empty
