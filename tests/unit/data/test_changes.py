"""What changed between two times: old and new side by side, nothing twice, nothing that did not differ."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import changes, queries
from data.changes import (
    KEYS,
    LISTED,
    TOLD,
    Kind,
    belonging,
    between,
    catalogue,
    changed,
    items_under,
    judgements,
    last_judged,
    listed,
    parts,
)
from tests.fixtures.small_board import small_store

EARLY, LATE = datetime(2022, 8, 1, 9), datetime(2023, 3, 1, 9)  # noqa: DTZ001 - times are UTC without a zone
COLUMNS: Mapping[str, str] = {
    "item_id": "str",
    "period_id": "str",
    "label": "str",
    "value": "float64",
    "reason": "str",
    "recorded_by": "str",
    "known_from": "datetime64[us]",
    "known_to": "datetime64[us]",
    "illustrative": "bool",
    "stood": "bool",
    "stands": "bool",
}


def versions(*rows: Mapping[str, object]) -> pd.DataFrame:
    usual = {"item_id": "trees", "period_id": "Q1", "label": "Q1", "illustrative": False}
    frame = pd.DataFrame([{**usual, **row} for row in rows], columns=list(COLUMNS))
    return frame.astype(COLUMNS)


def old(value: float | None, **cells: object) -> Mapping[str, object]:
    row = {"value": value, "stood": True, "stands": False, "known_from": EARLY, "known_to": LATE}
    return row | cells


def new(value: float | None, **cells: object) -> Mapping[str, object]:
    row = {
        "value": value,
        "stood": False,
        "stands": True,
        "known_from": LATE,
        "reason": "Corrected",
        "recorded_by": "Ann",
    }
    return row | cells


def told(*rows: Mapping[str, object]) -> pd.DataFrame:
    return changed(versions(*rows), key=("item_id", "period_id"), told=("value",))


# -- one fact --


def test_correction_is_one_row_with_old_new_reason_who_and_when():
    (row,) = told(old(120), new(125)).to_dict("records")
    expected = {"old_value": 120, "new_value": 125, "reason": "Corrected", "recorded_by": "Ann", "changed_at": LATE}
    assert {name: row[name] for name in expected} == expected


def test_nothing_changed_gives_no_rows_and_all_columns():
    frame = told()
    assert frame.empty
    assert {"item_id", "old_value", "new_value", "reason", "recorded_by", "changed_at", "illustrative"} <= set(frame)


@pytest.mark.parametrize(("before", "after"), [(120, 120), (None, None), (0, 0), (-1.5, -1.5)])
def test_fact_that_was_corrected_back_to_what_it_was_is_no_change(before, after):
    assert told(old(before), new(after)).empty


@pytest.mark.parametrize(("before", "after"), [(0, None), (None, 0), (0, -1), (120, 120.5)])
def test_nought_and_absence_and_small_steps_are_changes(before, after):
    assert len(told(old(before), new(after))) == 1


def test_fact_that_began_after_the_earlier_time_is_no_change():
    assert told(new(125, reason=None)).empty


def test_fact_that_nothing_took_the_place_of_is_withdrawn_at_the_time_it_was_closed():
    (row,) = told(old(120)).to_dict("records")
    assert (pd.isna(row["new_value"]), pd.isna(row["reason"]), row["changed_at"]) == (True, True, LATE)


def test_facts_of_other_periods_are_not_taken_for_what_took_the_place():
    (row,) = told(old(120), new(99, period_id="Q2")).to_dict("records")
    assert pd.isna(row["new_value"])


def test_newest_change_comes_first():
    day = timedelta(days=1)
    frame = told(old(1), new(2), old(3, period_id="Q2"), new(4, period_id="Q2", known_from=LATE + day))
    assert list(frame["period_id"]) == ["Q2", "Q1"]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6, unique_by=id))
def test_there_is_one_row_for_every_fact_whose_value_differs(pairs):
    rows = [row for n, (a, b) in enumerate(pairs) for row in (old(a, period_id=str(n)), new(b, period_id=str(n)))]
    assert len(told(*rows)) == sum(a != b for a, b in pairs)


# -- what it did to the status --

JUDGED = {
    "item_id": "trees",
    "area_code": "here",
    "period_id": "Q1",
    "polarity": "higher_is_better",
    "value": 100.0,
    "target": 100.0,
    "target_upper": None,
    "tolerance": 5.0,
    "tolerance_kind": "percent",
    "illustrative": False,
}


def judged(before: Mapping[str, object], after: Mapping[str, object]) -> Mapping[str, object]:
    rows = [{**JUDGED, **cells, "stood": stood} for cells, stood in ((before, True), (after, False))]
    (row,) = judgements(pd.DataFrame(rows)).to_dict("records")
    return row


@pytest.mark.parametrize(
    ("before", "after", "statuses"),
    [
        ({"value": 94.9}, {"value": 95}, ("off", "near")),
        ({"value": 99.9}, {"value": 100}, ("near", "met")),
        ({"value": 95}, {"value": 99.9}, ("near", "near")),
        ({"target": 105}, {"target": 100}, ("near", "met")),
        ({"target": 106}, {"target": 100}, ("off", "met")),
        ({"target": 105, "tolerance": 4}, {"target": 105, "tolerance": 5}, ("off", "near")),
        ({"value": None}, {"value": 100}, ("no_data", "met")),
        ({}, {"target": None}, ("met", "no_target")),
    ],
)
def test_status_is_judged_by_figure_and_target_of_its_own_time(before, after, statuses):
    row = judged(before, after)
    assert (row["old_status"], row["new_status"]) == statuses


@pytest.mark.parametrize(
    ("before", "after", "marked"), [(False, False, False), (True, False, True), (False, True, True)]
)
def test_status_that_rests_on_anything_illustrative_says_so(before, after, marked):
    assert judged({"illustrative": before}, {"illustrative": after})["judged_illustrative"] == marked


LINES = pd.DataFrame(
    [
        ("trees", "Q1", "2022-06-30", 1.0, "met", False, False),
        ("trees", "Q2", "2022-09-30", 2.0, "off", False, True),
        ("trees", "Q3", "2022-12-31", None, "no_data", False, False),
        ("trees", "Q4", "2023-03-31", 3.0, "near", False, False),
    ],
    columns=["measure_id", "label", "end_date", "value", "status", "illustrative", "target_illustrative"],
).assign(end_date=lambda frame: pd.to_datetime(frame["end_date"]))


def gone(on: str, **cells: object) -> Mapping[str, object]:
    row = {"kind": Kind.RETIRED, "item_kind": "measure", "item_id": "trees", **cells}
    frame = pd.DataFrame([{**row, "changed_at": pd.Timestamp(on)}])
    (found,) = last_judged(frame, lines=LINES)[["old_status", "judged_for", "judged_illustrative"]].to_dict("records")
    return found


@pytest.mark.parametrize(
    ("on", "status", "period", "illustrative"),
    [
        ("2022-06-30", "met", "Q1", False),
        ("2022-09-30", "off", "Q2", True),
        ("2023-03-30", "off", "Q2", True),
        ("2023-03-31", "near", "Q4", False),
    ],
)
def test_retired_measure_has_the_status_of_its_last_figure_up_to_that_day(on, status, period, illustrative):
    assert gone(on) == {"old_status": status, "judged_for": period, "judged_illustrative": illustrative}


@pytest.mark.parametrize(
    ("on", "cells"),
    [
        ("2022-06-29", {}),
        ("2023-04-01", {"item_id": "moss"}),
        ("2023-04-01", {"item_kind": "action"}),
        ("2023-04-01", {"kind": Kind.REWORDED}),
    ],
)
def test_what_had_no_figure_or_stays_in_the_plan_has_no_last_status(on, cells):
    found = gone(on, **cells)
    assert (pd.isna(found["old_status"]), pd.isna(found["judged_for"]), found["judged_illustrative"]) == (
        True,
        True,
        False,
    )


# -- a whole board --


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return small_store(tmp_path_factory.mktemp("changes"))


@pytest.fixture(scope="module")
def structure(store):
    return queries.structure(store)


@pytest.fixture(scope="module")
def found(store, structure):
    def found(since: datetime, until: datetime | None = None, *, illustrative: bool = True, hidden=((), ())):
        withheld = tuple(pd.DataFrame(rows, columns=["measure_id", "area_code", "period_id"]) for rows in hidden)
        return between(
            partial(queries.replaced, store, known_at=until, illustrative=illustrative),
            structure=structure,
            since=since,
            until=until,
            withheld=withheld,
        )

    return found


def test_restated_figure_and_moved_target_are_found(found):
    assert found(EARLY, LATE).counts == {Kind.RESTATED: 1, Kind.TARGET: 1}


def test_target_is_shown_with_both_values_and_the_reason(found):
    (row,) = found(EARLY, LATE).target.to_dict("records")
    assert (row["old_value"], row["new_value"], row["reason"], row["recorded_by"]) == (80, 50, "Lowered", "Cabinet")


def test_nothing_changes_between_a_time_and_itself(found):
    assert found(EARLY, EARLY).counts == {}


def test_correction_at_the_very_time_counts_as_known_then(found):
    corrected = datetime(2022, 9, 1, 9)  # noqa: DTZ001
    just_before = corrected - timedelta(microseconds=1)
    assert (found(corrected, LATE).figure.empty, len(found(just_before, corrected).figure)) == (True, 1)


def test_later_time_before_the_earlier_one_gives_nothing(found):
    assert found(LATE, EARLY).counts == {}


def test_until_now_is_as_until_a_time_after_everything(found):
    assert found(EARLY).counts == found(EARLY, datetime(2026, 1, 1)).counts  # noqa: DTZ001


@pytest.mark.parametrize("subject", TOLD)
def test_every_subject_is_asked_for_and_has_its_columns(found, subject):
    frame = getattr(found(EARLY, LATE), subject)
    assert {*KEYS[subject], *(f"{side}_{name}" for side in ("old", "new") for name in TOLD[subject])} <= set(frame)


def test_withheld_figure_is_shown_as_suppressed(found):
    key = ("trees-planted", "E10000099", "2022-23-Q1")
    (row,) = found(EARLY, LATE, hidden=((key,), ())).figure.to_dict("records")
    assert (pd.isna(row["old_value"]), row["old_absence"], row["new_value"]) == (True, "suppressed", 125)


def statuses(frame: pd.DataFrame) -> list[tuple[object, object]]:
    return list(frame[["old_status", "new_status"]].itertuples(index=False, name=None))


def test_restated_figure_is_told_with_the_status_of_both_times(found):
    assert statuses(found(EARLY, LATE).figure) == [("met", "met")]


def test_moved_target_is_told_with_the_status_of_both_times(found):
    assert statuses(found(EARLY, LATE).target) == [("off", "met")]


def test_statuses_that_changed_are_counted_and_those_that_stayed_are_not(found):
    assert found(EARLY, LATE).rejudged == 1


def test_no_status_changes_between_a_time_and_itself(found):
    assert found(EARLY, EARLY).rejudged == 0


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [(0, ("no_data", "met")), (1, ("met", "no_data"))],
    ids=["before", "after"],
)
def test_withheld_figure_has_no_status_at_the_time_that_withholds_it(found, hidden, shown):
    key = ("trees-planted", "E10000099", "2022-23-Q1")
    sides = tuple((key,) if side == hidden else () for side in (0, 1))
    assert statuses(found(EARLY, LATE, hidden=sides).figure) == [shown]


def test_target_that_was_moved_while_the_figure_is_withheld_is_not_judged(found):
    key = ("content", "E10000099", "2021-22")
    ((before, after),) = statuses(found(EARLY, LATE, hidden=((key,), (key,))).target)
    assert (pd.isna(before), pd.isna(after)) == (True, True)


def test_target_that_was_moved_before_its_figure_came_in_is_judged_by_both(found):
    # As if the figure were not there at the earlier time.
    key = ("content", "E10000099", "2021-22")
    assert statuses(found(EARLY, LATE, hidden=((key,), ())).target) == [("off", "met")]


def test_figure_that_was_restated_and_whose_target_moved_counts_once(found):
    now = found(EARLY, LATE)
    both = replace(now, figure=now.target.assign(kind=Kind.RESTATED))
    assert both.rejudged == 1


def test_late_figure_that_came_in_is_no_changed_status(found):
    now = found(EARLY, LATE)
    arrived = replace(now, figure=now.target.assign(kind=Kind.RECEIVED), target=now.target.iloc[:0])
    assert arrived.rejudged == 0


def test_correction_of_a_figure_that_is_withheld_both_times_is_not_told(found):
    key = ("trees-planted", "E10000099", "2022-23-Q1")
    frame = found(EARLY, LATE, hidden=((key,), (key,))).figure
    assert frame[["old_value", "new_value"]].isna().all(axis=None)


def test_parts_that_the_next_edition_lacks_are_told_on_their_day(structure):
    frame = parts(structure, since=EARLY, until=None)
    assert set(frame.loc[frame["kind"] == Kind.RETIRED, "item_id"]) >= {
        "green",
        "forest",
        "plant-trees",
        "trees-planted",
    }


def test_measure_that_the_next_edition_words_otherwise_is_reworded(structure):
    frame = parts(structure, since=EARLY, until=None)
    (row,) = frame[frame["kind"] == Kind.REWORDED].to_dict("records")
    assert (row["item_id"], row["old_text"], row["new_text"]) == ("content", "content in tiny", "content in next")


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [("2023-03-31", "2023-04-01", True), ("2023-04-01", "2023-04-02", False), ("2022-01-01", "2023-03-31", False)],
)
def test_day_of_a_disposition_lies_after_the_earlier_time_and_not_after_the_later(structure, since, until, told):
    frame = parts(structure, since=datetime.fromisoformat(since), until=datetime.fromisoformat(until))
    assert bool(len(frame)) == told


# -- narrowed and listed --


@pytest.fixture(scope="module")
def budget(store):
    return queries.budget(store, known_at=None, illustrative=True)


def test_everything_is_under_no_priority_and_no_outcome(structure, budget):
    assert set(catalogue(structure)["item_id"]) - {"made-up-calls"} <= items_under(belonging(structure, budget=budget))


def test_priority_holds_its_actions_measures_initiatives_and_money(structure, budget):
    under = items_under(belonging(structure, budget=budget), priority="green")
    assert {"green", "plant-trees", "trees-planted", "forest", "forest-life"} <= under
    assert not {"safe", "mend-roads", "on-time"} & under


def test_outcome_holds_what_serves_it(structure, budget):
    under = items_under(belonging(structure, budget=budget), outcome="thriving")
    assert {"thriving", "trees-planted", "green", "plant-trees"} <= under
    assert "mend-roads" not in under


def test_changes_can_be_narrowed_to_some_items(found):
    assert found(EARLY, LATE).under(frozenset({"content"})).counts == {Kind.TARGET: 1}


def test_list_has_one_row_a_change_with_the_columns_of_the_file(found):
    now = found(EARLY)
    frame = listed(now, names={"trees-planted": "Trees planted"})
    assert (list(frame), len(frame)) == (list(LISTED), sum(now.counts.values()))


def test_list_has_the_statuses_in_words(found):
    frame = listed(found(EARLY, LATE), names={}).set_index("kind")
    assert tuple(frame.loc["target", ["old_status", "new_status"]]) == ("Off target", "On target")


def test_list_says_which_statuses_are_illustrative(found):
    now = found(EARLY, LATE)
    frame = listed(replace(now, target=now.target.assign(judged_illustrative=True)), names={}).set_index("kind")
    assert frame.loc["target", "new_status"] == "On target (illustrative)"


def test_list_of_no_changes_is_empty_with_all_columns(found):
    assert list(listed(found(EARLY, EARLY), names={})) == list(LISTED)


def test_every_kind_belongs_to_a_frame():
    assert {each.name for each in Kind} and changes.Changes.__dataclass_fields__.keys() == {*TOLD, "part"}
