"""Small numbers: nothing withheld can be seen or worked out."""

import itertools
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import RuleError
from data.suppress import suppress


def shown(counts, threshold=5, *, total=True):
    frame = pd.DataFrame({"group": "g", "count": pd.Series(counts, dtype="float64"), "sum": False})
    return suppress(frame, value="count", threshold=threshold, groups=["group"] if total else [])["count"].tolist()


def visible(counts, threshold=5, *, total=True):
    return [None if math.isnan(count) else count for count in shown(counts, threshold, total=total)]


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, None), (4, None), (5, 5), (6, 6)])
def test_counts_from_one_to_under_the_threshold_are_withheld(count, expected):
    assert visible([count], total=False) == [expected]


@pytest.mark.parametrize("threshold", [None, math.nan])
def test_without_a_threshold_nothing_is_withheld(threshold):
    assert visible([1, 2, 3], threshold) == [1, 2, 3]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([3, 10, 20], [None, None, 20]),
        ([20, 10, 3], [20, None, None]),
        ([3, 4, 20], [None, None, 20]),
        ([1, 1, 20], [None, None, None]),
        ([3, 0, 20], [None, 0, None]),
        ([7, 8, 9], [7, 8, 9]),
        ([3, 10, 10], [None, None, 10]),
    ],
)
def test_the_next_smallest_counts_protect_a_small_one(counts, expected):
    assert visible(counts) == expected


def test_without_a_shown_total_only_small_counts_are_withheld():
    assert visible([3, 10, 20], total=False) == [None, 10, 20]


def test_groups_are_protected_apart():
    frame = pd.DataFrame({"group": ["a", "a", "b", "b"], "count": [3.0, 10.0, 10.0, 20.0]})
    assert suppress(frame, value="count", threshold=5, groups=["group"])["count"].isna().tolist() == [
        True,
        True,
        False,
        False,
    ]


def test_a_total_that_would_give_a_count_away_is_withheld():
    frame = pd.DataFrame({"group": "g", "count": [4.0, 0.0, 4.0], "is_total": [False, False, True]})
    result = suppress(frame, value="count", threshold=5, groups=["group"], total="is_total")
    assert result["count"].isna().tolist() == [True, False, True]


def test_a_total_above_the_threshold_is_withheld_where_no_cell_can_protect():
    frame = pd.DataFrame({"group": "g", "count": [4.0, math.nan, 9.0], "is_total": [False, False, True]})
    result = suppress(frame, value="count", threshold=5, groups=["group"], total="is_total")
    assert result["count"].isna().tolist() == [True, True, True]


def test_a_cell_withheld_by_its_source_is_protected_too():
    frame = pd.DataFrame({"group": "g", "count": [math.nan, 10.0, 20.0], "absence": ["suppressed", None, None]})
    assert suppress(frame, value="count", threshold=5, groups=["group"])["count"].isna().tolist() == [True, True, False]


def test_withheld_cells_say_why():
    frame = pd.DataFrame({"count": [3.0, math.nan, 9.0], "absence": [None, "late", None]})
    result = suppress(frame, value="count", threshold=5)["absence"]
    assert [None if pd.isna(word) else word for word in result] == ["suppressed", "late", None]


def test_what_was_made_from_a_count_is_withheld_with_it():
    frame = pd.DataFrame({"numerator": [3, 9], "value": [30.0, 90.0], "denominator": [10, 10]})
    result = suppress(frame, value="numerator", threshold=5, hide=["value", "denominator"])
    assert result[["numerator", "value", "denominator"]].isna().all(axis="columns").tolist() == [True, False]


def test_each_row_may_have_its_own_threshold():
    frame = pd.DataFrame({"count": [3.0, 3.0, 3.0], "suppress_below": [5.0, math.nan, 3.0]})
    assert suppress(frame, value="count", threshold="suppress_below")["count"].isna().tolist() == [True, False, False]


def test_the_index_of_the_frame_is_kept():
    frame = pd.DataFrame({"count": [3.0, 9.0]}, index=[7, 7])
    assert suppress(frame, value="count", threshold=5).index.tolist() == [7, 7]


def test_the_frame_given_is_left_as_it_was():
    frame = pd.DataFrame({"count": [3.0]})
    suppress(frame, value="count", threshold=5)
    assert frame["count"].tolist() == [3.0]


def test_a_missing_column_is_named():
    with pytest.raises(RuleError, match="numerator"):
        suppress(pd.DataFrame({"count": [1.0]}), value="numerator", threshold=5)


COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=5)


@given(COUNTS, st.integers(2, 6))
def test_no_small_count_is_ever_shown(counts, threshold):
    assert not any(0 < count < threshold for count in shown(counts, threshold))


@given(COUNTS, st.integers(2, 6))
def test_zero_is_always_shown(counts, threshold):
    assert sum(count == 0 for count in shown(counts, threshold)) == counts.count(0)


@given(COUNTS, st.integers(2, 6))
def test_no_withheld_count_follows_from_the_total_shown(counts, threshold):
    frame = pd.DataFrame({"group": "g", "count": [*map(float, counts), float(sum(counts))], "is_total": False})
    frame.loc[len(counts), "is_total"] = True
    result = suppress(frame, value="count", threshold=threshold, groups=["group"], total="is_total")["count"].tolist()
    hidden = [place for place, count in enumerate(result[:-1]) if math.isnan(count)]
    if not hidden or math.isnan(result[-1]):
        return
    rest = int(result[-1] - sum(count for count in result[:-1] if not math.isnan(count)))
    fits = [guess for guess in itertools.product(range(1, rest + 1), repeat=len(hidden)) if sum(guess) == rest]
    assert all(len({guess[place] for guess in fits}) > 1 for place in range(len(hidden)))
