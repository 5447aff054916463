"""Small numbers: nothing withheld can be seen or worked out."""

import itertools
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.model import RuleError
from data.suppress import suppress, withheld, withhold, worked_out


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


COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=4)


@settings(deadline=None)
@given(COUNTS, st.integers(2, 6))
def test_no_small_count_is_ever_shown(counts, threshold):
    assert not any(0 < count < threshold for count in shown(counts, threshold))


@settings(deadline=None)
@given(COUNTS, st.integers(2, 6))
def test_zero_is_always_shown(counts, threshold):
    assert sum(count == 0 for count in shown(counts, threshold)) == counts.count(0)


@settings(deadline=None)
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


NO_PARTS = pd.DataFrame({"whole_code": [], "area_code": []}, dtype="str")
QUARTERS = (
    ("2022-04-01", "2022-06-30"),
    ("2022-07-01", "2022-09-30"),
    ("2022-10-01", "2022-12-31"),
    ("2023-01-01", "2023-03-31"),
)
YEAR = ("2022-04-01", "2023-03-31")


def figure(value, *, span=YEAR, kind="financial_year", area="E1", **more):
    return {
        "measure_id": "m", "area_code": area, "period_id": f"{kind} {span[0]}", "period_kind": kind,
        "start_date": pd.Timestamp(span[0]), "end_date": pd.Timestamp(span[1]), "kind": "count", "aggregation": "sum",
        "value": value, "numerator": math.nan, "denominator": math.nan, "absence": None, "suppress_below": 5,
        "illustrative": False, "known_from": pd.Timestamp("2023-05-01"), "known_to": pd.NaT, **more,
    }  # fmt: skip


def quarters(*values, **more):
    return [
        figure(value, span=span, kind="quarter", **more)
        for value, span in zip(values, QUARTERS[: len(values)], strict=True)
    ]


def hidden(rows, parts=NO_PARTS):
    return withheld(pd.DataFrame(rows), parts=parts).tolist()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([figure(3.0)], [True]),
        ([figure(0.0)], [False]),
        ([figure(5.0)], [False]),
        ([figure(3.0, suppress_below=None)], [False]),
        ([figure(math.nan, absence="late")], [False]),
        ([figure(math.nan, absence="suppressed")], [True]),
    ],
)
def test_a_figure_is_withheld_by_the_threshold_of_its_source(rows, expected):
    assert hidden(rows) == expected


@pytest.mark.parametrize("kind", ["percentage", "rate", "money", "score", "days"])
def test_a_number_that_counts_nobody_is_shown_however_small(kind):
    assert hidden([{**figure(3.0), "kind": kind}]) == [False]


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(3.0, 100.0, True), (50.0, 100.0, False), (0.0, 100.0, False), (3.0, 4.0, True), (0.0, 4.0, True)],
)
def test_a_share_is_withheld_with_the_small_count_that_it_is_made_from(numerator, denominator, expected):
    share = {**figure(50.0), "kind": "percentage", "numerator": numerator, "denominator": denominator}
    assert hidden([share]) == [expected]


def test_a_share_of_a_known_number_is_judged_by_the_count_that_follows():
    assert hidden([{**figure(2.0), "kind": "percentage", "denominator": 100.0}]) == [True]


def test_another_quarter_is_withheld_where_the_year_would_give_one_away():
    assert hidden([*quarters(3.0, 10.0, 20.0, 40.0), figure(73.0)]) == [True, True, False, False, False]


def test_the_year_is_withheld_where_no_quarter_can_protect():
    assert hidden([*quarters(4.0, 0.0, 0.0, 0.0), figure(4.0)]) == [True, False, False, False, True]


def test_a_quarter_is_withheld_where_the_quarters_would_add_up_to_a_withheld_year():
    assert hidden([*quarters(10.0, 9.0, 20.0, 40.0), figure(math.nan, absence="suppressed")]) == [
        False, True, False, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize("aggregation", ["last", "snapshot"])
def test_a_year_that_does_not_add_up_gives_no_quarter_away(aggregation):
    rows = [*quarters(3.0, 10.0, 20.0, 40.0), figure(40.0)]
    assert hidden([{**row, "aggregation": aggregation} for row in rows]) == [True, False, False, False, False]


def test_a_year_of_which_a_quarter_is_not_listed_gives_no_quarter_away():
    assert hidden([*quarters(3.0, 10.0, 20.0), figure(73.0)]) == [True, False, False, False]


def test_a_year_that_is_not_known_yet_is_not_called_withheld():
    assert hidden([*quarters(3.0, 0.0, 0.0, 0.0), figure(math.nan, absence="late")]) == [True, *[False] * 4]


def test_illustrative_quarters_do_not_add_up_to_a_published_year():
    assert hidden([*quarters(3.0, 10.0, 20.0, 40.0, illustrative=True), figure(73.0)]) == [
        True, False, False, False, False,
    ]  # fmt: skip


def test_numerators_of_a_year_protect_those_of_its_quarters():
    rows = [*quarters(30.0, 40.0, 50.0, 60.0), figure(45.0)]
    counts = [3.0, 40.0, 50.0, 60.0, 153.0]
    shares = [
        {**row, "kind": "percentage", "aggregation": "weighted_mean", "numerator": count, "denominator": 100.0}
        for row, count in zip(rows, counts, strict=True)
    ]
    assert hidden(shares) == [True, True, False, False, False]


PARTS = pd.DataFrame({"whole_code": ["W", "W", "W"], "area_code": ["A", "B", "C"]})


def areas(*values, **more):
    return [figure(value, area=area, **more) for value, area in zip(values, "ABCW", strict=True)]


def test_another_area_is_withheld_where_the_region_would_give_one_away():
    assert hidden(areas(3.0, 10.0, 20.0, 33.0), PARTS) == [True, True, False, False]


def test_a_region_of_which_an_area_is_not_listed_gives_none_away():
    rows = [row for row in areas(3.0, 10.0, 20.0, 33.0) if row["area_code"] != "C"]
    assert hidden(rows, PARTS) == [True, False, False]


def test_areas_that_make_up_nothing_shown_are_judged_alone():
    assert hidden(areas(3.0, 10.0, 20.0, 33.0)) == [True, False, False, False]


def test_what_protects_the_region_is_protected_within_its_own_year():
    rows = []
    for area, counts in {"A": (3, 8, 8, 8, 27), "B": (9, 20, 30, 40, 99), "C": (50, 60, 70, 80, 260)}.items():
        rows += [*quarters(*map(float, counts[:4]), area=area), figure(float(counts[4]), area=area)]
    rows += [*quarters(62.0, 88.0, 108.0, 128.0, area="W"), figure(386.0, area="W")]
    frame = pd.DataFrame(rows)
    frame["hidden"] = withheld(frame, parts=PARTS)
    assert frame[frame["period_kind"] == "quarter"].groupby("area_code")["hidden"].sum().to_dict() == {
        "A": 2, "B": 2, "C": 0, "W": 0,
    }  # fmt: skip


def test_a_measure_without_small_counts_is_left_alone():
    rows = [*quarters(3.0, 10.0, 20.0, 40.0), figure(73.0)]
    other = [{**row, "measure_id": "other", "value": row["value"] + 5} for row in rows]
    assert hidden([*rows, *other]) == [True, True, *[False] * 8]


def test_rows_keep_their_place_whatever_the_index():
    frame = pd.DataFrame([figure(30.0), figure(3.0, area="E2")], index=[9, 4])
    assert withheld(frame, parts=NO_PARTS).to_dict() == {9: False, 4: True}


def test_withholding_empties_value_numerator_and_denominator():
    frame = pd.DataFrame([{**figure(30.0), "numerator": 3.0, "denominator": 10.0}])
    result = withhold(frame, frame[["measure_id", "area_code", "period_id"]])
    assert result[["value", "numerator", "denominator"]].isna().all(axis=None)


def test_withholding_says_why():
    frame = pd.DataFrame([figure(3.0), figure(30.0, area="E2")])
    result = withhold(frame, frame.loc[:0, ["measure_id", "area_code", "period_id"]])["absence"]
    assert [None if pd.isna(word) else word for word in result] == ["suppressed", None]


def test_withholding_leaves_other_figures_as_they_were():
    frame = pd.DataFrame([figure(3.0), figure(30.0, area="E2")])
    assert withhold(frame, frame.loc[:0, ["measure_id", "area_code", "period_id"]])["value"].tolist()[1] == 30.0


SMALL_YEAR = st.lists(st.integers(0, 9), min_size=4, max_size=4)


def year_of(counts, **more):
    return [*quarters(*map(float, counts), **more), figure(float(sum(counts)), **more)]


@settings(deadline=None, max_examples=30)
@given(SMALL_YEAR, st.integers(1, 4))
def test_what_is_withheld_does_not_depend_on_the_withheld_count(counts, other):
    rows = quarters(3.0, *map(float, counts[1:]))
    assert hidden(rows) == hidden([{**rows[0], "value": float(other)}, *rows[1:]])


@settings(deadline=None, max_examples=30)
@given(st.permutations([1, 2, 4]), st.integers(5, 20))
def test_small_counts_that_change_places_change_nothing_that_is_shown(small, large):
    assert hidden(year_of([*small, large])) == hidden(year_of([1, 2, 4, large]))


@settings(deadline=None, max_examples=25)
@given(st.lists(SMALL_YEAR, min_size=3, max_size=3))
def test_no_small_count_follows_from_all_quarters_years_and_areas_shown(table):
    rows = [row for area, counts in zip("ABC", table, strict=True) for row in year_of(counts, area=area)]
    rows += year_of([sum(column) for column in zip(*table, strict=True)], area="W")
    assert not worked_out(pd.DataFrame(rows), parts=PARTS).any()


LATER = pd.Timestamp("2023-06-01")


def corrected(counts, *, quarter, to):
    """A year whose quarter was corrected, with the year's total."""
    rows = year_of(counts)
    old, total = rows[quarter], rows[4]
    new = {"known_from": LATER}
    return [
        *(row for row in rows if row not in (old, total)),
        {**old, "known_to": LATER},
        {**total, "known_to": LATER},
        {**old, **new, "value": float(to)},
        {**total, **new, "value": total["value"] + to - old["value"]},
    ]


def given_away(rows):
    frame = pd.DataFrame(rows)
    return sorted(frame.loc[worked_out(frame, parts=NO_PARTS), "value"])


def test_a_quarter_shown_after_a_correction_gives_away_the_count_it_protected():
    assert given_away(corrected([3, 10, 20, 40], quarter=0, to=30)) == [3.0]


def test_a_small_count_that_stays_small_is_not_given_away():
    assert given_away(corrected([3, 10, 20, 40], quarter=0, to=4)) == []


def test_a_year_published_after_its_quarters_gives_away_what_was_the_only_one_withheld():
    rows = year_of([3, 10, 20, 40])
    rows[4]["known_from"] = LATER
    assert given_away(rows) == [3.0]


def test_a_year_withheld_by_its_source_gives_nothing_away():
    rows = year_of([3, 10, 20, 40])
    rows[4] |= {"known_from": LATER, "value": math.nan, "absence": "suppressed"}
    assert given_away(rows) == []


def test_counts_that_can_only_be_one_each_are_given_away():
    # At first 1, 1 and 10 are withheld together; the correction shows the 10, and two people are left for two quarters.
    rows = corrected([1, 1, 10, 40], quarter=0, to=30)
    rows[0] |= {"known_to": LATER}
    rows[-1] |= {"value": 110.0}
    assert given_away([*rows, {**rows[0], "known_from": LATER, "known_to": pd.NaT, "value": 30.0}]) == [1.0, 1.0]


def test_what_its_source_withheld_is_given_away_without_a_threshold_too():
    rows = [{**row, "suppress_below": None} for row in year_of([3, 10, 20, 40])]
    rows[0] |= {"value": math.nan, "absence": "suppressed"}
    rows[4] |= {"known_from": LATER}
    frame = pd.DataFrame(rows)
    assert worked_out(frame, parts=NO_PARTS).tolist() == [True, False, False, False, False]


def test_a_corrected_small_count_without_a_total_is_not_given_away():
    rows = [{**figure(3.0), "known_to": LATER}, {**figure(30.0), "known_from": LATER}]
    assert given_away(rows) == []


def test_shares_without_numerators_add_up_to_nothing():
    shares = [{**row, "kind": "percentage"} for row in areas(3.0, 52.0, 48.0, 50.0)]
    shares[0] |= {"numerator": 3.0, "denominator": 100.0}
    assert not worked_out(pd.DataFrame(shares), parts=PARTS).any()


def test_totals_that_cross_do_not_give_a_count_away_between_them():
    table = {"A": [0, 0, 6, 0], "B": [2, 3, 0, 9], "C": [3, 0, 3, 6]}
    rows = [row for area, counts in table.items() for row in year_of(counts, area=area)]
    rows += year_of([sum(column) for column in zip(*table.values(), strict=True)], area="W")
    assert not worked_out(pd.DataFrame(rows), parts=PARTS).any()
