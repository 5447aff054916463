"""Which amounts make the whole of a year's budget, and what is spent against it."""

from collections.abc import Sequence

import pandas as pd

SPEND = ("forecast", "actual")
"""Kinds of amount that say what a line costs, the one that stands last: an outturn settles every forecast."""


def whole(amounts: pd.DataFrame) -> pd.DataFrame:
    """Returns the amounts that together make the whole of a year's budget: the council's own, or the illustrative ones.

    The council's own are the whole as soon as one of its service lines has both a budget and a forecast or outturn, or
    has a budget and nothing was made up beside it. Single amounts that happen to be published are not: an outturn
    without its budget, say, or one grant.

    Args:
        amounts: Rows of ``Facts.budget`` of one year.
    """
    own = ~amounts["illustrative"]
    service = amounts[amounts["stream"] == "service"]
    mine = service[~service["illustrative"]]
    budgeted = set(mine.loc[mine["kind"] == "budget", "line_id"])
    spent = set(mine.loc[mine["kind"].isin(SPEND), "line_id"])
    is_own = bool(budgeted & spent) or (bool(budgeted) and not service["illustrative"].any())
    return amounts[own if is_own else ~own]


def against_budget(amounts: pd.DataFrame, *, by: Sequence[str]) -> pd.DataFrame:
    """Returns budget and spend: ``by``, budget_gbp, spend_gbp, illustrative, source_id (tuple of ids).

    Only lines that have both count; spend is the outturn, else the latest forecast. One row a combination of ``by``,
    which must not be empty, in the order of ``amounts``.

    Args:
        amounts: Rows of ``Facts.budget``, of the year and up to the quarter on show.
        by: Columns to add up by.
    """
    last = amounts.sort_values("end_date", kind="stable").groupby(["line_id", "kind"], sort=False).tail(1)
    budget = last[last["kind"] == "budget"].set_index("line_id")
    costs = last[last["kind"].isin(SPEND)].sort_values("kind", key=lambda kind: kind.map(SPEND.index), kind="stable")
    spend = costs.drop_duplicates("line_id", keep="last").set_index("line_id")
    both = [line for line in amounts["line_id"].unique() if line in budget.index and line in spend.index]
    budget, spend = budget.loc[both], spend.loc[both]
    lines = budget[list(by)].assign(
        budget_gbp=budget["amount_gbp"],
        spend_gbp=spend["amount_gbp"],
        illustrative=budget["illustrative"] | spend["illustrative"],
        source_id=pd.Series(zip(budget["source_id"], spend["source_id"], strict=True), index=both, dtype=object),
    )
    return (
        lines.dropna(subset=list(by))
        .groupby(list(by), as_index=False, sort=False)
        .agg({"budget_gbp": "sum", "spend_gbp": "sum", "illustrative": "any", "source_id": _each_once})
    )


def _each_once(pairs: pd.Series) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for pair in pairs for source in pair))
