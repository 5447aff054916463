"""Believable made-up series: levels, steps, runs, outliers and seasons with noise."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data.illustrate.clock import QUARTERS, Span, years
from data.illustrate.tables import read_own
from data.model import Aggregation, MeasureKindName, Polarity

FEW = 50
"""A denominator below this stays the same in every period: so many homes or schools do not come and go."""

Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What is aimed at, and whether that was changed on the way.

    Attributes:
        value: First target for the first year; the lower end where a range is aimed at.
        upper: Upper end of the range, or None.
        yearly: What is added for each later year.
        tolerance: How far a miss may go.
        tolerance_kind: absolute or percent.
        moved_on: Day on which the target was changed, or None.
        moved_from: First period for which the changed target holds, or None.
        moved_to: Changed target, or None.
        moved_reason: Why it was changed, or None.
    """

    value: float
    upper: float | None = None
    yearly: float = 0.0
    tolerance: float = 5.0
    tolerance_kind: str = "percent"
    moved_on: str | None = None
    moved_from: str | None = None
    moved_to: float | None = None
    moved_reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Profile:
    """How a made-up series behaves; one row of profiles.csv.

    Attributes:
        story: steady, step, run, outlier, money (taken from the made-up budget), or empty for a target only.
        level: Where the series begins: a quarter's value, a year's value, or a quarter's part of a cumulative figure.
        spread: Standard deviation of the noise.
        change: Size of the step, run or outlier.
        at: Period in which the change begins, or None.
        season: Factor of each quarter.
        size: Usual denominator, or None.
        calendar: Calendar of an annual series.
        goal: Target, or None.
        event: What marks the change on a chart, or None.
        event_kind: Kind of that event, or None.
        absence: Why some values are missing, or None.
        absent: Periods that are missing; none where the absence depends on the values.
        provisional: Whether the last value is provisional.
    """

    story: str
    level: float = 0.0
    spread: float = 0.0
    change: float = 0.0
    at: str | None = None
    season: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0)
    size: float | None = None
    calendar: str = "financial"
    goal: Goal | None = None
    event: str | None = None
    event_kind: str | None = None
    absence: str | None = None
    absent: frozenset[str] = field(default_factory=frozenset)
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class Point:
    """One made-up value.

    Attributes:
        span: Period that it is about.
        value: Figure in the measure's unit.
        numerator: Numerator, or None.
        denominator: Denominator, or None.
    """

    span: Span
    value: float
    numerator: float | None = None
    denominator: float | None = None


def _number(text: str) -> float | None:
    return float(text) if text else None


def _goal(row: pd.Series) -> Goal | None:
    if not row["target"]:
        return None
    return Goal(
        value=float(row["target"]),
        upper=_number(row["upper"]),
        yearly=float(row["yearly"] or 0),
        tolerance=float(row["tolerance"]),
        tolerance_kind=row["tolerance_kind"],
        moved_on=row["moved_on"] or None,
        moved_from=row["moved_from"] or None,
        moved_to=_number(row["moved_to"]),
        moved_reason=row["moved_reason"] or None,
    )


def _profile(row: pd.Series) -> Profile:
    return Profile(
        story=row["story"],
        level=float(row["level"] or 0),
        spread=float(row["spread"] or 0),
        change=float(row["change"] or 0),
        at=row["at"] or None,
        season=tuple(float(factor) for factor in (row["season"] or "1 1 1 1").split()),
        size=_number(row["size"]),
        calendar=row["calendar"] or "financial",
        goal=_goal(row),
        event=row["event"] or None,
        event_kind=row["event_kind"] or None,
        absence=row["absence"] or None,
        absent=frozenset(row["absent"].split()),
        provisional=row["provisional"] == "true",
    )


def read_profiles() -> dict[str, Profile]:
    """Profiles of profiles.csv by measure id."""
    return {row["measure_id"]: _profile(row) for _, row in read_own("profiles.csv").iterrows()}


def usual_profile(measure: pd.Series) -> Profile:
    """A plain profile for a measure that profiles.csv does not name, so that any council's plan can be tried.

    Args:
        measure: Row of the measure table.

    Returns:
        A steady series about a target of its own level; no target where no way is better.
    """
    level = 75.0 if measure["kind"] == MeasureKindName.PERCENTAGE else 100.0
    aimed = measure["polarity"] != Polarity.NONE
    upper = level * 1.1 if measure["polarity"] == Polarity.WITHIN_RANGE else None
    size = 400.0 if measure["aggregation"] == Aggregation.WEIGHTED_MEAN else None
    yearly = 4.0 if measure["aggregation"] == Aggregation.LAST and measure["frequency"] == "quarterly" else 1.0
    goal = Goal(value=level * yearly, upper=upper and upper * yearly) if aimed else None
    return Profile(story="steady", level=level, spread=level / 30, size=size, goal=goal)


def spans_of(measure: pd.Series, profile: Profile) -> tuple[Span, ...]:
    """Periods for which a measure is due: sixteen quarters, or four years of its calendar."""
    return QUARTERS if measure["frequency"] == "quarterly" else years(profile.calendar)


def _course(profile: Profile, spans: Sequence[Span]) -> Numbers:
    """Level of each period before season and noise."""
    ids = [span.period_id for span in spans]
    begin = ids.index(profile.at) if profile.at in ids else 0
    place = np.arange(len(spans), dtype=float)
    course = {
        "step": (place >= begin).astype(float),
        "run": np.clip((place - begin) / max(len(spans) - 1 - begin, 1), 0, 1),
        "outlier": (place == begin).astype(float),
    }.get(profile.story, np.zeros(len(spans)))
    return np.asarray(profile.level + profile.change * course, dtype=float)


def _within(values: Numbers, *, measure: pd.Series) -> Numbers:
    if measure["unit"] == "%":
        return np.clip(values, 0, 100)
    signed = measure["kind"] == MeasureKindName.PERCENTAGE
    return values if signed else np.clip(values, 0, None)


def _scale(unit: str) -> int:
    return 100 if unit == "%" else 1


def share(numerator: float, denominator: float, *, unit: str) -> float:
    """Numerator over denominator, times 100 where the unit is %, to one decimal."""
    return round(_scale(unit) * numerator / denominator, 1)


def _ratio(value: float, *, denominator: int, unit: str) -> tuple[float, float]:
    """The share nearest to a value that whole numbers can make, and its numerator."""
    numerator = round(value * denominator / _scale(unit))
    return share(numerator, denominator, unit=unit), float(numerator)


def make_points(measure: pd.Series, profile: Profile, *, rng: np.random.Generator) -> list[Point]:
    """Made-up values of a measure in time order.

    Args:
        measure: Row of the measure table.
        profile: How the series behaves.
        rng: The measure's own random numbers.

    Returns:
        One point a period. Counts are whole numbers; a cumulative measure rises within each financial year and starts
        again; a share with a denominator is exactly its numerator over its denominator, rounded to one decimal.
    """
    spans = spans_of(measure, profile)
    noise = np.clip(rng.standard_normal(len(spans)), -1.7, 1.7) * profile.spread
    season = np.array([profile.season[span.number - 1] if span.number else 1.0 for span in spans])
    values = _within((_course(profile, spans) + noise) * season, measure=measure)
    if profile.size:
        jitter = rng.uniform(0.93, 1.07, len(spans)) if profile.size >= FEW else np.ones(len(spans))
        sizes = [round(profile.size * factor) for factor in jitter]
        pairs = [
            _ratio(float(value), denominator=size, unit=measure["unit"])
            for value, size in zip(values, sizes, strict=True)
        ]
        return [
            Point(span=span, value=value, numerator=numerator, denominator=float(size))
            for span, (value, numerator), size in zip(spans, pairs, sizes, strict=True)
        ]
    decimals = int(measure["decimals"])
    rounded = [round(float(value), decimals) for value in values]
    if measure["aggregation"] == Aggregation.LAST and measure["frequency"] == "quarterly":
        rounded = _cumulative(rounded, spans=spans, decimals=decimals)
    return [Point(span=span, value=value) for span, value in zip(spans, rounded, strict=True)]


def _cumulative(parts: Sequence[float], *, spans: Sequence[Span], decimals: int) -> list[float]:
    table = pd.DataFrame({"year": [span.year for span in spans], "part": parts})
    return [round(float(value), decimals) for value in table.groupby("year")["part"].cumsum()]
