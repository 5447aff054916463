"""Roll-up of many judgements without an average, and the ratings that hide something red."""

import datetime as dt
import math
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from data.model import Absence, Status
from data.status import allowance, known, miss, missed_end, need

NOT_REPORTED = frozenset({Status.NO_DATA, Status.CARRIED_OVER})
CONFIDENT_COLOURS = frozenset({"met", "good"})
"""Colours of the ratings that say all is well; a scale may have any number of steps, so its order does not tell."""

Row = Mapping[Hashable, Any]

_JUDGED = ("value", "target", "target_upper", "tolerance", "tolerance_kind", "polarity")


def roll_up(
    children: pd.DataFrame, *, by: str | list[str], child_id: str = "measure_id", child_name: str = "short_name"
) -> pd.DataFrame:
    """Counts by status, coverage and the worst child of each parent; never an average. Source: methods, section 4.

    Args:
        children: One row a child and parent: `by`, `child_id`, `child_name`, status, value, target, target_upper,
            tolerance, tolerance_kind, polarity; absence too where withheld figures are to be counted as reported, and
            saved_by_move where moved targets are to be counted.
        by: Column or columns that name the parent; children without one are counted under an empty parent.
        child_id: Column with the child's id.
        child_name: Column with the child's name.

    Returns:
        One row a parent in the order in which parents first appear: `by`; met, near, off, no_target, no_data,
        not_comparable, carried_over, total, reported (children whose figure for the period came in), withheld (those
        of them that are not shown) and saved_by_move (all int); worst_id and worst_name (str) of the child furthest
        from its target, counted in tolerances, missing where none is off or near; headline (str), one or two
        sentences.

    Raises:
        RuleError: A column is missing.
    """
    parents = [by] if isinstance(by, str) else list(by)
    need(children, [*parents, child_id, child_name, "status", *_JUDGED])
    rows = []
    # A measure has dozens of columns more than are read here, and every group would copy them all.
    needed = [
        *parents,
        child_id,
        child_name,
        "status",
        *_JUDGED,
        *(name for name in ("absence", "saved_by_move") if name in children),
    ]
    for key, group in children[needed].groupby(parents, sort=False, dropna=False):
        counts = _counts(group)
        worst = _worst(group, child_name=child_name)
        named = {
            "worst_id": None if worst is None else worst[child_id],
            "worst_name": None if worst is None else worst[child_name],
            "headline": _sentences(counts, noun="measure"),
        }
        rows.append(dict(zip(parents, key, strict=True)) | counts | named)
    columns = [*parents, *_counts(children.iloc[:0]), "worst_id", "worst_name", "headline"]
    words = {"worst_id": "str", "worst_name": "str", "headline": "str"}
    return pd.DataFrame(rows, columns=columns).astype(words)


def headline(children: pd.DataFrame, *, noun: str = "measure") -> str:
    """The board's sentence: coverage, counts by status, and what only a moved target put on target.

    Args:
        children: One row a child with status; absence too where withheld figures are to be counted as reported, and
            saved_by_move (bool) where moved targets are to be counted.
        noun: What a child is called, in the singular.

    Returns:
        For example "31 of 49 measures reported. 14 on target, 9 near, 8 off. 3 are on target only because the target
        moved."

    Raises:
        RuleError: The column status is missing.
    """
    need(children, ["status"])
    return _sentences(_counts(children), noun=noun)


def distance(row: Row) -> float:
    """How far a figure is from its target, counted in tolerances: 0 when met or not judged, 1 at the edge of near.

    A miss where no tolerance is allowed is infinitely far.

    Args:
        row: value, target, target_upper, tolerance, tolerance_kind, polarity.
    """
    missed = miss(row["value"], target=row["target"], upper_value=row["target_upper"], polarity=row["polarity"])
    if not missed:
        return 0.0
    end = missed_end(row["value"], target=row["target"], upper_value=row["target_upper"], polarity=row["polarity"])
    allowed = allowance(end, tolerance=row["tolerance"], tolerance_kind=row["tolerance_kind"])
    return missed / allowed if allowed else math.inf


def hidden_red(
    actions: pd.DataFrame, *, measures: pd.DataFrame, links: pd.DataFrame, money: pd.DataFrame, as_at: dt.date
) -> pd.DataFrame:
    """Actions whose officer says that all is well while a fact says otherwise. Source: methods, section 4.

    Args:
        actions: Latest update of each action: action_id, rating, colour (of the rating on its scale; empty where there
            is no rating), percent_complete, due.
        measures: measure_id, short_name, status.
        links: action_id, measure_id.
        money: action_id, name, budget_gbp, spend_gbp (forecast or outturn), tolerance_percent; a line is overspent
            when spend is above budget by more than that percentage of the budget.
        as_at: The day of the judgement; what was due before it and is not done is late.

    Returns:
        One row a reason: action_id, kind ('measure', 'date' or 'money') and reason (a sentence), in the order of
        `actions`, then measures, date, money. No rows for actions whose rating has another colour than met or good,
        or that are not rated.

    Raises:
        RuleError: A column is missing.
    """
    need(actions, ["action_id", "rating", "colour", "percent_complete", "due"])
    need(measures, ["measure_id", "short_name", "status"])
    need(links, ["action_id", "measure_id"])
    need(money, ["action_id", "name", "budget_gbp", "spend_gbp", "tolerance_percent"])
    off = links[["action_id", "measure_id"]].merge(measures[measures["status"] == Status.OFF], on="measure_id")
    over = money[
        money["spend_gbp"] > money["budget_gbp"] + money["budget_gbp"].abs() * money["tolerance_percent"] / 100
    ]
    off_by, over_by = _by_action(off), _by_action(over)
    rows = [
        {"action_id": action["action_id"], "kind": kind, "reason": f"Rated {action['rating']}, but {reason}."}
        for action in actions[actions["colour"].isin(CONFIDENT_COLOURS)].to_dict(orient="records")
        for kind, reason in _contradictions(
            action,
            off=off_by.get(action["action_id"], []),
            over=over_by.get(action["action_id"], []),
            as_at=pd.Timestamp(as_at),
        )
    ]
    return pd.DataFrame(rows, columns=["action_id", "kind", "reason"], dtype="str")


def _by_action(facts: pd.DataFrame) -> dict[object, list[Row]]:
    found: dict[object, list[Row]] = {}
    for row in facts.to_dict(orient="records"):
        found.setdefault(row["action_id"], []).append(row)
    return found


def _contradictions(action: Row, *, off: list[Row], over: list[Row], as_at: pd.Timestamp) -> Iterator[tuple[str, str]]:
    for measure in off:
        yield "measure", f"its measure “{measure['short_name']}” is off target"
    due, done = pd.Timestamp(action["due"]), action["percent_complete"]
    if due < as_at and known(done) and done < 100:  # noqa: PLR2004 - the whole of it
        yield "date", f"it was due on {due.day} {due:%B %Y} and is {done:.0f}% complete"
    for line in over:
        yield "money", f"“{line['name']}” is overspent by more than the {line['tolerance_percent']:g}% allowed"


def _counts(children: pd.DataFrame) -> dict[str, int]:
    statuses = [Status(status) for status in children["status"]]
    counts = {status.value: statuses.count(status) for status in Status}
    saved = int(children["saved_by_move"].sum()) if "saved_by_move" in children.columns else 0
    # A withheld figure came in, and nobody owes it.
    withheld = int((children["absence"] == Absence.SUPPRESSED).sum()) if "absence" in children.columns else 0
    reported = sum(status not in NOT_REPORTED for status in statuses) + withheld
    return counts | {"total": len(statuses), "reported": reported, "withheld": withheld, "saved_by_move": saved}


def _worst(group: pd.DataFrame, *, child_name: str) -> Row | None:
    missing = group[group["status"].isin([Status.OFF.value, Status.NEAR.value])]
    return min(
        missing.to_dict(orient="records"),
        key=lambda row: (row["status"] != Status.OFF, -distance(row), -_relative_miss(row), str(row[child_name])),
        default=None,
    )


def _relative_miss(row: Row) -> float:
    missed = miss(row["value"], target=row["target"], upper_value=row["target_upper"], polarity=row["polarity"]) or 0.0
    return missed / abs(row["target"]) if known(row["target"]) and row["target"] else missed


def _sentences(counts: dict[str, int], *, noun: str) -> str:
    total, reported = counts["total"], counts["reported"]
    if not total:
        return f"No {noun}s."
    plural = noun if total == 1 else f"{noun}s"
    if not reported:
        return f"None of {total} {plural} reported."
    words = {
        Status.MET: "on target",
        Status.NEAR: "near",
        Status.OFF: "off",
        Status.NO_TARGET: "without a target",
        Status.NOT_COMPARABLE: "not comparable",
    }
    always = (Status.MET, Status.NEAR, Status.OFF)
    parts = [f"{counts[status]} {word}" for status, word in words.items() if counts[status] or status in always]
    if counts["withheld"]:
        parts.append(f"{counts['withheld']} withheld to protect individuals")
    sentences = [f"{reported} of {total} {plural} reported.", f"{', '.join(parts)}."]
    if saved := counts["saved_by_move"]:
        sentences.append(f"{saved} {'is' if saved == 1 else 'are'} on target only because the target moved.")
    return " ".join(sentences)
