"""What is wrong with the figures on show: one row for every measure and sort of trouble."""

from enum import StrEnum

import pandas as pd

from data.model import Absence, Status


class Issue(StrEnum):
    """Sorts of trouble, in the order of listing."""

    LATE = "late"
    MISSING = "missing"
    WITHHELD = "withheld"
    CARRIED_OVER = "carried_over"
    PROVISIONAL = "provisional"
    ILLUSTRATIVE = "illustrative"
    NOT_COMPARABLE = "not_comparable"
    UPDATE_LATE = "update_late"


OWED = (Issue.LATE, Issue.MISSING, Issue.CARRIED_OVER)
"""Trouble that a figure would end. One that is withheld is there: nobody owes it."""


UNKNOWN_OWNER = "Not stated"


def issues(measures: pd.DataFrame, *, actions: pd.DataFrame, comparability: pd.DataFrame) -> pd.DataFrame:
    """Returns one row a measure or action and sort of trouble: kind, item_id, owner and the item's own columns.

    Args:
        measures: measure_id, owner, status, absence, value, quality, illustrative.
        actions: action_id, department, scale_id, rating; a row with a scale and no rating is an update that was due.
        comparability: measure_id of benchmarks that must not be compared.

    Returns:
        Rows in the order of Issue, then of the measures or actions; ``owner`` is UNKNOWN_OWNER where none is stated.
    """
    empty = measures["value"].isna() & (measures["status"] == Status.NO_DATA)
    late, withheld = (empty & (measures["absence"] == each) for each in (Absence.LATE, Absence.SUPPRESSED))
    found = {
        Issue.LATE: late,
        Issue.MISSING: empty & ~late & ~withheld,
        Issue.WITHHELD: withheld,
        Issue.CARRIED_OVER: measures["status"] == Status.CARRIED_OVER,
        Issue.PROVISIONAL: measures["value"].notna() & measures["quality"].isin(["provisional", "estimated"]),
        Issue.ILLUSTRATIVE: measures["illustrative"],
        Issue.NOT_COMPARABLE: measures["measure_id"].isin(comparability["measure_id"]),
    }
    named = measures.assign(item_id=measures["measure_id"])
    parts = [named[rows].assign(kind_of_issue=kind.value) for kind, rows in found.items()]
    due = actions[actions["scale_id"].notna() & actions["rating"].isna()]
    parts.append(
        due.assign(kind_of_issue=Issue.UPDATE_LATE.value, item_id=due["action_id"], owner=due["department"]).reindex(
            columns=["kind_of_issue", "item_id", "owner", "priority_id", "short_name"]
        )
    )
    frame = pd.concat([part for part in parts if len(part)] or [parts[0]], ignore_index=True)
    return frame.assign(owner=frame["owner"].fillna(UNKNOWN_OWNER))


def by_owner(found: pd.DataFrame) -> pd.DataFrame:
    """Returns how much trouble each owner has: owner, one integer column an Issue, total; the most first, then by name.

    Args:
        found: Rows of ``issues``.
    """
    counts = pd.crosstab(found["owner"], found["kind_of_issue"]).reindex(
        columns=[kind.value for kind in Issue], fill_value=0
    )
    counts = counts.assign(total=counts.sum(axis=1)).reset_index()
    counts.columns.name = None
    return counts.sort_values(["total", "owner"], ascending=[False, True], ignore_index=True)
