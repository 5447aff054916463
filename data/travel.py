"""Direction of travel: a figure against the one that it is fairly compared with."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from data import spc
from data.model import Direction, LimitsState, Polarity, RuleError
from data.status import allowance, known, miss, need, same

SAME_PERIOD_LAST_YEAR = "same_period_last_year"
PREVIOUS_PERIOD = "previous_period"

Row = dict[str, Any]

ADDED = {
    "reference_id": "str",
    "reference_label": "str",
    "reference": "float64",
    "change": "float64",
    "noise": "float64",
    "direction": "str",
}
"""What `with_direction` adds to a row, with its dtype."""

_COLUMNS = (
    "period_id",
    "period_kind",
    "start_date",
    "label",
    "value",
    "polarity",
    "travel_basis",
    "spc_allowed",
    "target",
    "target_upper",
    "tolerance",
    "tolerance_kind",
)


def direction(
    value: float | None,
    *,
    reference: float | None,
    polarity: str,
    noise: float = 0.0,
    target: float | None = None,
    upper_value: float | None = None,
) -> Direction:
    """Direction of travel of one figure. Source: methods, section 5.

    Args:
        value: The figure; None or NaN where there is none.
        reference: What it is compared with, in the same unit.
        polarity: Which way is better.
        noise: A change of no more than this is no material change.
        target: Lower end of the range, read for within_range only: nearer to the range is better.
        upper_value: Upper end of the range, read for within_range only.

    Returns:
        UNKNOWN without value or reference; NO_CHANGE inside the noise; IMPROVING or WORSENING by polarity; HIGHER or
        LOWER where no way is better, or for a range of which an end is not known.

    Raises:
        RuleError: A negative noise, an unknown polarity, or a range upside down.
    """
    if known(noise) and noise < 0:
        raise RuleError(f"noise cannot be negative, as {noise:g} is: give the size of a change that does not count")
    if not known(value) or not known(reference):
        return Direction.UNKNOWN
    size = max(abs(value), abs(reference))
    change = value - reference
    if abs(change) <= noise or same(abs(change), noise, size=size):
        return Direction.NO_CHANGE
    if polarity == Polarity.WITHIN_RANGE:
        before = miss(reference, target=target, upper_value=upper_value, polarity=polarity)
        after = miss(value, target=target, upper_value=upper_value, polarity=polarity)
        if before is not None and after is not None:
            if same(before, after, size=size):
                return Direction.NO_CHANGE
            return Direction.IMPROVING if after < before else Direction.WORSENING
    if polarity not in (Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER):
        return Direction.HIGHER if change > 0 else Direction.LOWER
    return Direction.IMPROVING if (change > 0) == (polarity == Polarity.HIGHER_IS_BETTER) else Direction.WORSENING


def noise_of(
    values: list[float], *, spc_allowed: bool, target: float | None, tolerance: float | None, tolerance_kind: str | None
) -> float:
    """How large a change says nothing, in the measure's unit.

    The distance of the control limits from the mean (2.66 times the average moving range, screened) where control
    limits make sense for the measure and 12 points or more have a value; otherwise the measure's tolerance; 0 where it
    has none. Source: methods, section 5.
    """
    points = [value for value in values if known(value)]
    if spc_allowed and spc.limits_state(len(points)) is LimitsState.FULL:
        return spc.half_width(values)
    return allowance(target, tolerance=tolerance, tolerance_kind=tolerance_kind)


def with_direction(series: pd.DataFrame, *, by: str | list[str] = "measure_id") -> pd.DataFrame:
    """The latest row of each series with its direction of travel.

    A missing reference is never replaced by an older figure, and only periods of one kind are compared.

    Args:
        series: Rows in any order up to the period reported, with `by` and the columns period_id, period_kind,
            start_date, label, value, polarity, travel_basis, spc_allowed, target, target_upper, tolerance,
            tolerance_kind (the last four empty where there is no target).
        by: What tells one series from another.

    Returns:
        One row a series in the order in which series first appear, with all columns of its latest row and:
        reference_id (str), reference_label (str) and reference (float, unit of the value), the period compared with,
        missing where the series has none; change (float, unit of the value, NaN without both); noise (float, unit of
        the value); direction (str, a word of Direction).

    Raises:
        RuleError: A column is missing, or a travel_basis is unknown.
    """
    keys = [by] if isinstance(by, str) else list(by)
    need(series, (*keys, *_COLUMNS))
    numbered = series.reset_index(drop=True)
    groups: dict[int, list[Row]] = {}
    # Plain rows: a page judges some sixty short series, for which frame operations cost more than the rule.
    for at, (number, row) in enumerate(
        zip(numbered.groupby(keys, sort=False, dropna=False).ngroup(), plain_rows(numbered), strict=True)
    ):
        groups.setdefault(number, []).append({**row, "at": at})
    ordered = [sorted(group, key=_start) for group in groups.values()]
    facts = pd.DataFrame(map(latest, ordered), columns=list(ADDED)).astype(ADDED)
    return numbered.loc[[group[-1]["at"] for group in ordered]].reset_index(drop=True).join(facts)


def plain_rows(series: pd.DataFrame) -> list[Row]:
    """The rows of a frame as `latest` takes them, in the same order; start_date is None where it is missing."""
    starts = pd.to_datetime(series["start_date"])
    columns = {name: series[name].tolist() for name in _COLUMNS}
    columns["start_date"] = starts.astype("object").where(starts.notna(), None).tolist()
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def latest(rows: Sequence[Row]) -> Row:
    """What `with_direction` adds to the last of the rows of one series, which stand in time.

    Raises:
        RuleError: The travel_basis is unknown.
    """
    last = rows[-1]
    reference = _reference(rows)
    value = _float(last["value"])
    compared = _float(reference["value"]) if reference is not None else math.nan
    noise = noise_of(
        [_float(row["value"]) for row in rows if row["period_kind"] == last["period_kind"]],
        spc_allowed=bool(last["spc_allowed"]),
        target=_float(last["target"]),
        tolerance=_float(last["tolerance"]),
        tolerance_kind=str(last["tolerance_kind"]),
    )
    way = direction(
        value,
        reference=compared,
        polarity=str(last["polarity"]),
        noise=noise,
        target=_float(last["target"]),
        upper_value=_float(last["target_upper"]),
    )
    return {
        "reference_id": None if reference is None else reference["period_id"],
        "reference_label": None if reference is None else reference["label"],
        "reference": compared,
        "change": value - compared,
        "noise": noise,
        "direction": way.value,
    }


def relative_change(value: float, *, reference: float) -> float | None:
    """Change as a percentage of `reference`; None where the reference is zero or negative and a percentage misleads."""
    if not (known(value) and known(reference)) or reference <= 0:
        return None
    return 100 * (value - reference) / reference


def change_words(
    value: float | None,
    *,
    reference: float | None,
    write: Callable[[float], str],
    write_change: Callable[[float], str],
) -> str:
    """A change in words, for example "up 3.2 percentage points, from 88.2% to 91.4%"; never a percentage of nothing.

    Args:
        value: The figure.
        reference: What it is compared with.
        write: Writes a figure with its unit.
        write_change: Writes the size of a change with its unit, for example 3.2 percentage points.

    Returns:
        Words without a full stop. References of zero and below are named as such: "up from nought to 12", "up from a
        negative figure, -4, to 12".
    """
    if not known(value) or not known(reference):
        return "nothing to compare with"
    if same(value, reference):
        return f"unchanged at {write(value)}"
    way = "up" if value > reference else "down"
    if reference == 0:
        return f"{way} from nought to {write(value)}"
    if value == 0:
        return f"{way} from {write(reference)} to nought"
    if (reference < 0) != (value < 0):
        crossing = "a negative figure" if reference < 0 else "a positive figure"
        return f"{way} from {crossing}, {write(reference)}, to {write(value)}"
    return f"{way} {write_change(abs(value - reference))}, from {write(reference)} to {write(value)}"


def _start(row: Row) -> pd.Timestamp:
    return row["start_date"] or pd.Timestamp.min


def _reference(rows: Sequence[Row]) -> Row | None:
    last = rows[-1]
    basis, kind, start = last["travel_basis"], last["period_kind"], last["start_date"]
    if basis not in (SAME_PERIOD_LAST_YEAR, PREVIOUS_PERIOD):
        raise RuleError(f"travel_basis {basis!r} is neither {PREVIOUS_PERIOD} nor {SAME_PERIOD_LAST_YEAR}")
    if start is None:
        return None
    alike = (row for row in reversed(rows) if row["period_kind"] == kind and row["start_date"] is not None)
    if basis == PREVIOUS_PERIOD:
        return next((row for row in alike if row["start_date"] < start), None)
    year_before = start - pd.DateOffset(years=1)
    return next((row for row in alike if row["start_date"] == year_before), None)


def _float(cell: Any) -> float:
    return float(cell) if known(cell) else math.nan
