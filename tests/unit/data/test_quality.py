"""What is wrong with the figures on show."""

import pandas as pd

from data.quality import OWED, UNKNOWN_OWNER, Issue, by_owner, issues

FINE = {
    "measure_id": "fine",
    "owner": "Place",
    "priority_id": "green",
    "short_name": "Fine",
    "status": "met",
    "absence": None,
    "value": 1.0,
    "quality": "final",
    "illustrative": False,
}
NO_ACTIONS = pd.DataFrame(columns=["action_id", "department", "scale_id", "rating", "priority_id", "short_name"])
ALL_COMPARE = pd.DataFrame({"measure_id": []}, dtype="str")


def measures(*changes: dict) -> pd.DataFrame:
    return pd.DataFrame([FINE | change for change in changes], columns=list(FINE))


def kinds(*changes: dict, comparability=ALL_COMPARE, actions=NO_ACTIONS) -> list[str]:
    return issues(measures(*changes), actions=actions, comparability=comparability)["kind_of_issue"].tolist()


def test_a_sound_figure_has_no_trouble():
    assert kinds({}) == []


def test_late_and_missing_are_kept_apart():
    late = {"status": "no_data", "value": None, "absence": "late"}
    assert kinds(late, late | {"absence": "to_be_defined"}) == [Issue.LATE, Issue.MISSING]


def test_a_measure_that_nobody_returned_is_missing():
    assert kinds({"status": "no_data", "value": None}) == [Issue.MISSING]


def test_a_withheld_figure_is_neither_late_nor_missing():
    assert kinds({"status": "no_data", "value": None, "absence": "suppressed"}) == [Issue.WITHHELD]


def test_a_withheld_figure_is_owed_by_nobody():
    assert Issue.WITHHELD not in OWED


def test_one_measure_can_have_several_troubles():
    assert kinds({"quality": "provisional", "illustrative": True}) == [Issue.PROVISIONAL, Issue.ILLUSTRATIVE]


def test_estimates_are_listed_with_provisional_figures():
    assert kinds({"quality": "estimated"}) == [Issue.PROVISIONAL]


def test_measures_that_must_not_be_compared_are_listed():
    assert kinds({}, comparability=pd.DataFrame({"measure_id": ["fine"]})) == [Issue.NOT_COMPARABLE]


def test_an_update_that_was_due_and_has_no_rating_is_late():
    actions = pd.DataFrame(
        [
            {"action_id": "a", "department": "Place", "scale_id": "four", "rating": None},
            {"action_id": "b", "department": "Place", "scale_id": "four", "rating": "Good"},
            {"action_id": "c", "department": "Place", "scale_id": None, "rating": None},
        ]
    ).assign(priority_id="green", short_name="Trees")
    found = issues(measures({}), actions=actions, comparability=ALL_COMPARE)
    assert found[["kind_of_issue", "item_id"]].to_numpy().tolist() == [[Issue.UPDATE_LATE, "a"]]


def test_trouble_without_an_owner_says_so():
    found = issues(measures({"owner": None, "illustrative": True}), actions=NO_ACTIONS, comparability=ALL_COMPARE)
    assert found["owner"].tolist() == [UNKNOWN_OWNER]


def test_owner_with_most_trouble_comes_first():
    found = issues(
        measures({"owner": "Adults", "illustrative": True}, {"illustrative": True}, {"illustrative": True}),
        actions=NO_ACTIONS,
        comparability=ALL_COMPARE,
    )
    assert by_owner(found)[["owner", "illustrative", "total"]].to_numpy().tolist() == [
        ["Place", 2, 2],
        ["Adults", 1, 1],
    ]


def test_nothing_wrong_gives_an_empty_table():
    assert by_owner(issues(measures({}), actions=NO_ACTIONS, comparability=ALL_COMPARE)).empty
