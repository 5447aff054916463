"""The made-up quarterly returns: observations with late, withheld and corrected values, targets with moves, events."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from data.illustrate.clock import FIRST_YEAR, Span, at_nine, before_year, generator, reported
from data.illustrate.series import Goal, Point, Profile, make_points, share, spans_of
from data.illustrate.tables import RETURNS, TARGETS, read_own
from data.model import Absence, Aggregation

Rows = Iterator[dict[str, Any]]
Given = Mapping[str, Mapping[str, float]]
SUPPRESS_BELOW = 5
PLACEHOLDERS_FROM = 2022
"""Financial year from which placeholder measures are due; they are still to be defined."""


def observations(
    measure: pd.Series, profile: Profile, *, area: str, seed: int, given: Given, corrections: pd.DataFrame
) -> Rows:
    """Rows of the observation table for one measure.

    Args:
        measure: Row of the measure table.
        profile: How its series behaves.
        area: Code of the council's own area.
        seed: Seed of the whole generation.
        given: Values by measure id and period id that stand already in the made-up budget.
        corrections: Rows of corrections.csv for this measure.

    Yields:
        One row a period, and two where the first return was corrected or late.
    """
    if measure["placeholder"] == "true":
        yield from _undefined(measure, profile, area=area)
        return
    points = make_points(measure, profile, rng=generator(measure["measure_id"], seed=seed))
    fixed = given.get(measure["measure_id"], {})
    changes = {row["period_id"]: row for _, row in corrections.iterrows()}
    for point in points:
        value = fixed.get(point.span.period_id)
        final = point if value is None else Point(span=point.span, value=round(value, int(measure["decimals"])))
        row = _row(measure, profile, final, area=area, last=final.span == points[-1].span)
        change = changes.get(final.span.period_id)
        yield from _corrected(row, change, unit=measure["unit"]) if change is not None else (row,)


def _fact(measure: pd.Series, span: Span, *, area: str) -> dict[str, Any]:
    return {
        "measure_id": measure["measure_id"],
        "area_code": area,
        "period_id": span.period_id,
        "absence": None,
        "quality": "final",
        "source_id": RETURNS,
        "known_from": reported(span, key=measure["measure_id"]),
        "recorded_by": f"Performance officer, {measure['owner']}",
    }


def _undefined(measure: pd.Series, profile: Profile, *, area: str) -> Rows:
    for span in spans_of(measure, profile):
        if span.year >= PLACEHOLDERS_FROM:
            yield {**_fact(measure, span, area=area), "absence": Absence.TO_BE_DEFINED.value}


def _row(measure: pd.Series, profile: Profile, point: Point, *, area: str, last: bool) -> dict[str, Any]:
    row = _fact(measure, point.span, area=area)
    withheld = profile.absence == Absence.SUPPRESSED and 0 < point.value < SUPPRESS_BELOW
    if withheld or point.span.period_id in profile.absent:
        return {**row, "absence": profile.absence}
    quality = "provisional" if profile.provisional and last else "final"
    figures = {"value": point.value, "numerator": point.numerator, "denominator": point.denominator}
    return {**row, **figures, "quality": quality}


def _corrected(row: dict[str, Any], change: pd.Series, *, unit: str) -> Rows:
    """The first return, closed, and the row that replaced it."""
    replaced_on: datetime = row["known_from"] + timedelta(days=int(change["days"]), hours=2)
    first = _first_return(row, change["first"], unit=unit)
    yield {**first, "known_to": replaced_on}
    yield {
        **row,
        "quality": "revised" if first["absence"] is None else row["quality"],
        "known_from": replaced_on,
        "reason": change["reason"],
        "recorded_by": change["recorded_by"],
    }


def _first_return(row: dict[str, Any], factor: str, *, unit: str) -> dict[str, Any]:
    if not factor:
        nothing = dict.fromkeys(("value", "numerator", "denominator"))
        return {**row, **nothing, "absence": Absence.LATE.value}
    if row["denominator"]:
        numerator = min(float(round(row["numerator"] * float(factor))), row["denominator"])
        return {**row, "numerator": numerator, "value": share(numerator, row["denominator"], unit=unit)}
    return {**row, "value": float(round(row["value"] * float(factor)))}


def targets(measure: pd.Series, profile: Profile, *, spans: Iterable[Span], given: Given) -> Rows:
    """Rows of the target table for one measure and the given periods.

    Args:
        measure: Row of the measure table.
        profile: Its profile; no rows where that has no goal.
        spans: Periods that have observations.
        given: Targets by measure id and period id that stand already in the made-up budget.

    Yields:
        One row a period; two from the first period of a moved target on, the first closed on the day of the move.
    """
    goal = profile.goal
    if goal is None:
        return
    moved = False
    for span in spans:
        moved = moved or span.period_id == goal.moved_from
        row = {
            "measure_id": measure["measure_id"],
            "period_id": span.period_id,
            "tolerance": goal.tolerance,
            "tolerance_kind": goal.tolerance_kind,
            "source_id": TARGETS,
        }
        agreed = {"agreed_by": "Full Council, budget meeting", "known_from": _agreed_on(span)}
        first = {**row, **agreed, **_aim(measure, profile, goal, span=span, base=_base(goal, span))}
        first["value"] = given.get(measure["measure_id"], {}).get(span.period_id, first["value"])
        if not moved or goal.moved_on is None or goal.moved_to is None:
            yield first
            continue
        moved_on = at_nine(date.fromisoformat(goal.moved_on))
        yield {**first, "known_to": moved_on}
        yield {
            **row,
            **_aim(measure, profile, goal, span=span, base=goal.moved_to),
            "agreed_by": "Cabinet, quarterly performance meeting",
            "known_from": moved_on,
            "reason": goal.moved_reason,
        }


def _agreed_on(span: Span) -> datetime:
    return before_year(span.year) if span.start.month > 1 else before_year(span.year - 1)


def _base(goal: Goal, span: Span) -> float:
    return goal.value + goal.yearly * (span.year - FIRST_YEAR)


def _aim(measure: pd.Series, profile: Profile, goal: Goal, *, span: Span, base: float) -> dict[str, float | None]:
    factor = _part_of_goal(measure, profile, span=span)
    decimals = int(measure["decimals"])
    upper = None if goal.upper is None else round(goal.upper * factor, decimals)
    return {"value": round(base * factor, decimals), "upper_value": upper}


def _part_of_goal(measure: pd.Series, profile: Profile, *, span: Span) -> float:
    """Share of the goal that is due in the period: the season's for sums, the year so far for cumulative measures."""
    if not span.number:
        return 1.0
    if measure["aggregation"] == Aggregation.LAST:
        return sum(profile.season[: span.number]) / sum(profile.season)
    return profile.season[span.number - 1] if measure["aggregation"] == Aggregation.SUM else 1.0


def events(measure: pd.Series, profile: Profile) -> Rows:
    """The event that marks a made-up step; none where the profile names none."""
    if profile.event is None:
        return
    begin = next(span for span in spans_of(measure, profile) if span.period_id == profile.at)
    yield {
        "event_id": f"ill-{measure['measure_id']}-{profile.event_kind}",
        "measure_id": measure["measure_id"],
        "on_date": begin.start,
        "label": profile.event,
        "kind": profile.event_kind,
        "source_id": RETURNS,
    }


def definitions(measures: pd.DataFrame, *, since: date) -> Rows:
    """The made-up earlier definitions, each with the one that took its place: the measure's own.

    Args:
        measures: Rows of measure.csv.
        since: Day from which the earlier ones stood.
    """
    standing = measures.set_index("measure_id")["definition"]
    changes = read_own("definitions.csv")
    for _, row in changes[changes["measure_id"].isin(standing.index)].iterrows():
        changed = at_nine(date.fromisoformat(row["until"]))
        whose = {"measure_id": row["measure_id"], "source_id": RETURNS, "recorded_by": row["recorded_by"]}
        yield {**whose, "text": row["text"], "known_from": at_nine(since), "known_to": changed}
        yield {**whose, "text": standing[row["measure_id"]], "known_from": changed, "reason": row["reason"]}


def read_corrections() -> pd.DataFrame:
    """Rows of corrections.csv as text.

    Returns:
        Columns measure_id, period_id, first (factor of the first return; empty where it was late), days (until it was
        replaced), reason, recorded_by.
    """
    return read_own("corrections.csv")
