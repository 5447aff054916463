"""Roll-up without an average, the board's sentence, and hidden red."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import RuleError, Status
from data.rollup import headline, hidden_red, roll_up
from data.status import with_status

STATUSES = [status.value for status in Status]


def child(value=100.0, *, name="Potholes", parent="p", **columns):
    return {
        "priority_id": parent,
        "measure_id": name.lower(),
        "short_name": name,
        "value": value,
        "target": 100.0,
        "target_upper": None,
        "tolerance": 5.0,
        "tolerance_kind": "absolute",
        "polarity": "higher_is_better",
    } | columns


def rolled(*children):
    return roll_up(with_status(pd.DataFrame(list(children))), by="priority_id")


def of_status(**counts):
    return pd.DataFrame({"status": [status for status, count in counts.items() for _ in range(count)]}, dtype="str")


class TestRollUp:
    def test_children_are_counted_by_status(self):
        row = rolled(child(100.0), child(97.0), child(50.0), child(None), child(target=None)).iloc[0]
        assert row[["met", "near", "off", "no_data", "no_target", "total", "reported"]].tolist() == [
            1,
            1,
            1,
            1,
            1,
            5,
            4,
        ]

    def test_a_figure_carried_over_is_not_reported(self):
        children = pd.DataFrame([child() | {"status": "carried_over"}])
        assert roll_up(children, by="priority_id").iloc[0]["reported"] == 0

    def test_a_withheld_figure_came_in(self):
        withheld = pd.DataFrame([child(None) | {"status": "no_data", "absence": "suppressed"}])
        assert roll_up(withheld, by="priority_id").iloc[0][["reported", "withheld"]].tolist() == [1, 1]

    def test_a_late_figure_did_not_come_in(self):
        late = pd.DataFrame([child(None) | {"status": "no_data", "absence": "late"}])
        assert roll_up(late, by="priority_id").iloc[0][["reported", "withheld"]].tolist() == [0, 0]

    def test_parents_keep_the_order_in_which_they_appear(self):
        assert rolled(child(parent="z"), child(parent="a"))["priority_id"].tolist() == ["z", "a"]

    def test_children_without_a_parent_are_counted_too(self):
        assert rolled(child(), child(parent=None))["total"].tolist() == [1, 1]

    def test_several_columns_may_name_the_parent(self):
        children = with_status(pd.DataFrame([child(plan_id="1"), child(plan_id="2")]))
        assert roll_up(children, by=["plan_id", "priority_id"])["plan_id"].tolist() == ["1", "2"]

    def test_the_worst_child_is_furthest_from_its_target_in_tolerances(self):
        row = rolled(child(80.0, name="Wide", tolerance=10.0), child(85.0, name="Narrow", tolerance=1.0)).iloc[0]
        assert (row["worst_id"], row["worst_name"]) == ("narrow", "Narrow")

    def test_a_miss_without_tolerance_is_worst(self):
        assert (
            rolled(child(10.0, name="Far"), child(99.0, name="Strict", tolerance=0.0)).iloc[0]["worst_name"] == "Strict"
        )

    def test_equal_distances_are_decided_by_the_share_of_the_target(self):
        children = [
            child(90.0, name="Big", tolerance=0.0),
            child(5.0, name="Small", target=10.0, tolerance=0.0),
        ]
        assert rolled(*children).iloc[0]["worst_name"] == "Small"

    def test_equals_are_decided_by_name(self):
        assert rolled(child(50.0, name="B"), child(50.0, name="A")).iloc[0]["worst_name"] == "A"

    def test_a_near_child_is_worst_where_none_is_off(self):
        assert rolled(child(97.0, name="Near"), child(100.0)).iloc[0]["worst_name"] == "Near"

    def test_there_is_no_worst_child_where_all_are_on_target(self):
        assert pd.isna(rolled(child(), child()).iloc[0]["worst_name"])

    def test_nine_on_target_and_one_off_never_reads_as_on_target_alone(self):
        children = [child() for _ in range(9)] + [child(10.0, name="Worst")]
        assert "1 off" in rolled(*children).iloc[0]["headline"]

    def test_an_empty_frame_gives_an_empty_frame(self):
        assert roll_up(with_status(pd.DataFrame([child()])).iloc[:0], by="priority_id").empty

    def test_a_missing_column_is_named(self):
        with pytest.raises(RuleError, match="status"):
            roll_up(pd.DataFrame([child()]), by="priority_id")

    @given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(STATUSES)), min_size=1))
    def test_counts_add_up(self, children):
        frame = pd.DataFrame([child(50.0, parent=parent) | {"status": status} for parent, status in children])
        result = roll_up(frame, by="priority_id")
        assert (result[STATUSES].sum(axis="columns") == result["total"]).all()

    @given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(STATUSES)), min_size=1))
    def test_no_child_is_lost(self, children):
        frame = pd.DataFrame([child(50.0, parent=parent) | {"status": status} for parent, status in children])
        assert roll_up(frame, by="priority_id")["total"].sum() == len(children)


class TestHeadline:
    def test_the_sentence_of_the_board(self):
        frame = of_status(met=14, near=9, off=8, no_data=18).assign(saved_by_move=[True] * 3 + [False] * 46)
        expected = (
            "31 of 49 measures reported. 14 on target, 9 near, 8 off. 3 are on target only because the target moved."
        )
        assert headline(frame) == expected

    @pytest.mark.parametrize(
        ("counts", "expected"),
        [
            ({"met": 1}, "1 of 1 measure reported. 1 on target, 0 near, 0 off."),
            ({"no_data": 2}, "None of 2 measures reported."),
            ({}, "No measures."),
            ({"met": 1, "no_target": 2}, "3 of 3 measures reported. 1 on target, 0 near, 0 off, 2 without a target."),
            (
                {"off": 1, "not_comparable": 1},
                "2 of 2 measures reported. 0 on target, 0 near, 1 off, 1 not comparable.",
            ),
        ],
    )
    def test_the_sentence_fits_the_counts(self, counts, expected):
        assert headline(of_status(**counts)) == expected

    def test_a_single_moved_target_is_in_the_singular(self):
        frame = of_status(met=1).assign(saved_by_move=True)
        assert headline(frame).endswith("1 is on target only because the target moved.")

    def test_withheld_figures_are_counted_apart(self):
        frame = of_status(met=1, no_data=2).assign(absence=[None, "suppressed", "late"])
        assert headline(frame) == (
            "2 of 3 measures reported. 1 on target, 0 near, 0 off, 1 withheld to protect individuals."
        )

    def test_children_may_have_another_name(self):
        assert headline(of_status(met=2), noun="action").startswith("2 of 2 actions reported.")


def flags(*, rating="Good", colour="good", done=100.0, due="2022-12-31", status="met", spend=100.0, tolerance=5.0):
    return hidden_red(
        pd.DataFrame(
            {
                "action_id": ["a"],
                "rating": [rating],
                "colour": [colour],
                "percent_complete": [done],
                "due": pd.to_datetime([due]),
            }
        ),
        measures=pd.DataFrame({"measure_id": ["m"], "short_name": ["Four-week quits"], "status": [status]}),
        links=pd.DataFrame({"action_id": ["a"], "measure_id": ["m"]}),
        money=pd.DataFrame(
            {
                "action_id": ["a"],
                "name": ["Quit smoking"],
                "budget_gbp": [100.0],
                "spend_gbp": [spend],
                "tolerance_percent": [tolerance],
            }
        ),
        as_at=dt.date(2023, 1, 1),
    )


class TestHiddenRed:
    def test_a_good_rating_with_nothing_against_it_is_not_flagged(self):
        assert flags().empty

    def test_a_linked_measure_off_target_is_named(self):
        assert flags(status="off")["reason"].tolist() == [
            "Rated Good, but its measure “Four-week quits” is off target."
        ]

    @pytest.mark.parametrize("status", ["met", "near", "no_data", "no_target", "not_comparable", "carried_over"])
    def test_only_off_target_contradicts_a_rating(self, status):
        assert flags(status=status).empty

    def test_a_date_passed_is_told(self):
        assert flags(done=80)["reason"].tolist() == [
            "Rated Good, but it was due on 31 December 2022 and is 80% complete."
        ]

    @pytest.mark.parametrize(
        ("due", "done", "flagged"),
        [
            ("2022-12-31", 99, True),
            ("2022-12-31", 100, False),
            ("2022-12-31", None, False),
            ("2023-01-01", 0, False),
            (None, 0, False),
        ],
    )
    def test_a_date_has_passed_only_when_it_is_over_and_the_work_is_not_done(self, due, done, flagged):
        assert flags(due=due, done=done).empty is not flagged

    @pytest.mark.parametrize(("spend", "flagged"), [(100, False), (105, False), (105.01, True), (50, False)])
    def test_money_is_overspent_only_beyond_the_tolerance(self, spend, flagged):
        assert flags(spend=spend).empty is not flagged

    def test_an_overspend_is_told(self):
        assert flags(spend=120)["reason"].tolist() == [
            "Rated Good, but “Quit smoking” is overspent by more than the 5% allowed."
        ]

    @pytest.mark.parametrize(
        ("colour", "flagged"), [("met", True), ("good", True), ("near", False), ("off", False), (None, False)]
    )
    def test_only_a_rating_that_says_all_is_well_can_hide_red(self, colour, flagged):
        assert flags(colour=colour, status="off").empty is not flagged

    def test_every_contradiction_has_its_row(self):
        assert flags(status="off", done=10, spend=200)["kind"].tolist() == ["measure", "date", "money"]

    def test_nothing_flagged_keeps_the_columns(self):
        assert flags().columns.tolist() == ["action_id", "kind", "reason"]
