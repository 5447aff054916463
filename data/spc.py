"""Statistical process control: XmR limits, special causes and icons by the NHS "Making Data Count" convention."""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, pairwise
from numbers import Real
from typing import Any, Literal

import numpy as np
import pandas as pd

from data.model import Assurance, LimitsState, PointType, Polarity, RuleError

Mode = Literal["reference", "board"]
ImprovementDirection = Literal["increase", "decrease", "neutral"]

LIMIT_FACTOR = 2.66
NEAR_FACTOR = 2 * (LIMIT_FACTOR / 3)
SCREEN_FACTOR = 3.267
RUN_LENGTH = 7
ICON_POINTS = 12
TRIAL_POINTS = 5

COLUMNS = {
    "value": "float64",
    "rebase_group": "int64",
    "mean": "float64",
    "lpl": "float64",
    "upl": "float64",
    "near_lpl": "float64",
    "near_upl": "float64",
    "moving_range": "float64",
    "relative_to_mean": "Int64",
    "outside_limits": "bool",
    "rule_trend": "bool",
    "rule_two_in_three": "bool",
    "rule_shift": "bool",
    "special_cause_type": "str",
    "point_type": "str",
}
"""What is known of each point, with its dtype."""

Columns = dict[str, list[Any]]

_SIGN_OF_IMPROVEMENT: dict[str, int] = {"increase": 1, "decrease": -1, "neutral": 0}


class SpcError(RuleError):
    """A series or setting that cannot be analysed; the message names the argument and the rule it breaks."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Mean and limits of one rebase group, in the measure's unit; NaN where the group has none."""

    mean: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float


@dataclass(frozen=True, kw_only=True)
class SpcResult:
    """A series with its limits and special causes.

    Attributes:
        moments: Date of each point (Timestamp or int), in order.
        columns: What is known of each point, by the names of `COLUMNS`, in the same order.
        variation: Type of the last dated point, whatever the number of points; None for an empty series.
        assurance: The target against the limits of the last group; None without a target or in a neutral measure.
        count: Points with a value in the last group.
    """

    moments: Sequence[Any]
    columns: Columns
    variation: PointType | None
    assurance: Assurance | None
    count: int

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a point in date order, indexed by date (Timestamp or int), with the columns of `COLUMNS`.

        mean, limits and moving_range are floats in the measure's unit, NaN where there are none (moving_range: the
        first point of a group); relative_to_mean is -1, 0 or 1 (Int64, missing where the value is); the rules are
        booleans; special_cause_type and point_type are words.
        """
        index = pd.Index(self.moments, name="date") if self.moments else pd.RangeIndex(0, name="date")
        return pd.DataFrame(self.columns, index=index).astype(COLUMNS)

    @property
    def state(self) -> LimitsState:
        """How much the limits of the last group are worth."""
        return limits_state(self.count)

    @property
    def variation_icon(self) -> PointType | None:
        """The variation to show; None while there are too few points for icons."""
        return self.variation if icons_allowed(self.count) else None

    @property
    def assurance_icon(self) -> Assurance | None:
        """The assurance to show; None while there are too few points for icons."""
        return self.assurance if icons_allowed(self.count) else None


def analyse(
    values: Iterable[Any],
    *,
    dates: Iterable[Any] | None = None,
    improvement_direction: str,
    target: float | None = None,
    rebase: Iterable[Any] | None = (),
    fix_after_n_points: float | None = None,
    screen_outliers: bool = True,
    mode: str = "reference",
) -> SpcResult:
    """Limits, special causes and icons of a series.

    Rules: methods, section 6. Reference behaviour: R package NHSRplotthedots 0.2.2. mode 'board' differs from it in
    three ways: groups without variation have limits at their mean and are assured by comparing it with the target;
    limits that screening made zero wide are computed unscreened; and missing values never raise.

    Args:
        values: Numbers; None or NaN where there is no figure.
        dates: One a value, in any order, each once: dates, datetimes, ISO strings, Periods, or whole numbers. Without
            them the values stand in order and are numbered from 0.
        improvement_direction: 'increase', 'decrease' or 'neutral'.
        target: In the unit of the values.
        rebase: Dates on which new limits start; those absent from `dates` are ignored.
        fix_after_n_points: Compute each group's limits from only so many of its first points; 12 or more.
        screen_outliers: Leave moving ranges of 3.267 times their average or more out of the limits, once.
        mode: 'reference' or 'board'.

    Returns:
        The points, the variation and the assurance.

    Raises:
        SpcError: (a ValueError) values not numbers; dates missing, unreadable, duplicate, of mixed sorts or not one a
            value; an unknown improvement_direction or mode; target not a number; fix_after_n_points under 12;
            screen_outliers not a boolean; and, in mode 'reference' only, a missing value inside seven points that
            otherwise all rise or all fall, for which the reference has no answer either.
    """
    _check_choice("improvement_direction", improvement_direction, tuple(_SIGN_OF_IMPROVEMENT))
    _check_choice("mode", mode, ("reference", "board"))
    _check_settings(fix_after_n_points=fix_after_n_points, screen_outliers=screen_outliers)
    aim = _number("target", target)
    numbers = [_number("values", value) for value in values]
    moments = list(range(len(numbers))) if dates is None else _moments("dates", dates)
    _check_dates(moments, count=len(numbers))
    order = sorted(range(len(moments)), key=moments.__getitem__)
    moments, numbers = [moments[i] for i in order], [numbers[i] for i in order]

    board = mode == "board"
    groups = _rebase_groups(moments, rebase=_moments("rebase", () if rebase is None else rebase))
    parts = [
        _analyse_group(
            [number for number, of in zip(numbers, groups, strict=True) if of == group],
            group=group,
            sign=_SIGN_OF_IMPROVEMENT[improvement_direction],
            fix=fix_after_n_points,
            screen=screen_outliers,
            board=board,
        )
        for group in dict.fromkeys(groups)
    ]
    columns: Columns = {name: [cell for part in parts for cell in part[name]] for name in COLUMNS}
    return SpcResult(
        moments=moments,
        columns=columns,
        variation=_variation(columns, board=board),
        assurance=_assurance(columns, target=aim, direction=improvement_direction, board=board),
        count=_points_behind_limits(columns),
    )


def improvement_direction(polarity: Polarity) -> ImprovementDirection:
    """Which way is better, in the words of `analyse`; ranges and measures without polarity are neutral."""
    if polarity is Polarity.HIGHER_IS_BETTER:
        return "increase"
    return "decrease" if polarity is Polarity.LOWER_IS_BETTER else "neutral"


def limits_state(count: int) -> LimitsState:
    """What `count` points allow: under 5 a plain line, 5 to 11 trial limits, from 12 limits and icons."""
    if count < TRIAL_POINTS:
        return LimitsState.NONE
    return LimitsState.FULL if icons_allowed(count) else LimitsState.TRIAL


def icons_allowed(count: int) -> bool:
    """Whether `count` points are enough for icons."""
    return count >= ICON_POINTS


def countdown(count: int, *, last_period_start: dt.date, frequency: str) -> str:
    """How long until there are limits, for example "7 of 12 points, limits from Q2 2027-28"; empty from 12 points on.

    Args:
        count: Points with a value so far.
        last_period_start: First day of the period of the latest point.
        frequency: The measure's: quarterly and annual give a period, any other only the number still needed.
    """
    if icons_allowed(count):
        return ""
    missing = ICON_POINTS - count
    months = {"quarterly": 3, "annual": 12}.get(frequency)
    if months is None:
        return f"{count} of {ICON_POINTS} points, limits after {missing} more"
    due = pd.Timestamp(last_period_start) + pd.DateOffset(months=missing * months)
    in_year = due - pd.DateOffset(months=3)  # a financial year starts in April
    name = f"{in_year.year}-{(in_year.year + 1) % 100:02d}"
    quarter = f"Q{in_year.quarter} " if frequency == "quarterly" else ""
    return f"{count} of {ICON_POINTS} points, limits from {quarter}{name}"


def half_width(values: Iterable[float]) -> float:
    """Distance of the board's limits from the mean, screened, in the unit of `values`; NaN under two values."""
    return LIMIT_FACTOR * _average_range(_moving_ranges(list(values)), screen=True, board=True)


def _check_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise SpcError(f"{name}: {value!r} is none of {', '.join(map(repr, choices))}")


def _check_settings(*, fix_after_n_points: object, screen_outliers: object) -> None:
    fixed = _number("fix_after_n_points", fix_after_n_points)
    if fix_after_n_points is not None and not fixed >= ICON_POINTS:
        raise SpcError(f"fix_after_n_points: must be {ICON_POINTS} or more, not {fix_after_n_points!r}")
    if not isinstance(screen_outliers, bool):
        raise SpcError(f"screen_outliers: must be True or False, not {screen_outliers!r}")


def _number(name: str, value: object) -> float:
    if value is None or value is pd.NA:
        return math.nan
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        raise SpcError(f"{name}: {value!r} is not a number")
    number = float(value)
    if math.isinf(number):
        raise SpcError(f"{name}: {value!r} is not a finite number")
    return number


def _moments(name: str, dates: Iterable[Any]) -> list[Any]:
    if isinstance(dates, str | dt.date):
        raise SpcError(f"{name}: must be a list of dates, not the single {dates!r}")
    return [_moment(name, date) for date in dates]


def _moment(name: str, date: Any) -> Any:
    if isinstance(date, bool | float | np.floating):  # pandas would read it as nanoseconds since 1970
        raise SpcError(f"{name}: {date!r} is not a date or whole number; every point needs one")
    if isinstance(date, int | np.integer):
        return int(date)
    if isinstance(date, pd.Period):
        return date.start_time
    try:
        moment = pd.Timestamp(date)
    except (ValueError, TypeError) as error:
        raise SpcError(f"{name}: {date!r} cannot be read as a date; write it as 2022-07-01") from error
    if not isinstance(moment, pd.Timestamp):
        raise SpcError(f"{name}: {date!r} is not a date; every point needs one")
    return moment.tz_convert(None) if moment.tzinfo is not None else moment


def _check_dates(moments: list[Any], *, count: int) -> None:
    if len(moments) != count:
        raise SpcError(f"dates: there must be one for each of the {count} values, not {len(moments)}")
    if len({isinstance(moment, int) for moment in moments}) > 1:
        raise SpcError("dates: must be all dates or all whole numbers, not both")
    duplicates = (
        sorted({moment for moment in moments if moments.count(moment) > 1}) if count > len(set(moments)) else []
    )
    if duplicates:
        raise SpcError(f"dates: each may stand once, but {duplicates[0]} is a duplicate")


def _rebase_groups(moments: list[Any], *, rebase: list[Any]) -> list[int]:
    starts = set(rebase)
    return list(accumulate(int(moment in starts) for moment in moments))


def _analyse_group(
    values: list[float], *, group: int, sign: int, fix: float | None, screen: bool, board: bool
) -> Columns:
    basis = values if fix is None else values[: math.floor(fix)]
    limits = _limits(basis, screen=screen, board=board)
    sides = [_sign(value - limits.mean) for value in values]
    outside = [value > limits.upper or value < limits.lower for value in values]
    near = [
        not out and (value > limits.near_upper or value < limits.near_lower)
        for value, out in zip(values, outside, strict=True)
    ]
    steps = [_sign(after - before) for before, after in pairwise(values)]
    if not board:
        _check_gaps(steps)
    trend = _trend(steps, count=len(values))
    two_in_three = _two_in_three(near, sides=sides)
    shift = _shift(sides)
    causes = _causes(outside=outside, trend=trend, two_in_three=two_in_three, shift=shift, sides=sides, steps=steps)
    count = len(values)
    return {
        "value": values,
        "rebase_group": [group] * count,
        "mean": [limits.mean] * count,
        "lpl": [limits.lower] * count,
        "upl": [limits.upper] * count,
        "near_lpl": [limits.near_lower] * count,
        "near_upl": [limits.near_upper] * count,
        "moving_range": _moving_ranges(values),
        "relative_to_mean": sides,
        "outside_limits": outside,
        "rule_trend": trend,
        "rule_two_in_three": two_in_three,
        "rule_shift": shift,
        "special_cause_type": causes,
        "point_type": [_point_type(cause, sign=sign).value for cause in causes],
    }


def _exact_mean(values: Iterable[float]) -> float:
    # In whole numbers, because a mean off by one rounding puts every point of a constant series on one side of it.
    ratios = [value.as_integer_ratio() for value in values if not math.isnan(value)]
    if not ratios:
        return math.nan
    scale = max(denominator for _, denominator in ratios)
    return sum(numerator * (scale // denominator) for numerator, denominator in ratios) / (scale * len(ratios))


def _moving_ranges(values: Sequence[float]) -> list[float]:
    return [math.nan, *(abs(after - before) for before, after in pairwise(values))][: len(values)]


def _average_range(ranges: Iterable[float], *, screen: bool, board: bool) -> float:
    known = [moving_range for moving_range in ranges if not math.isnan(moving_range)]
    average = _exact_mean(known)
    if not screen:
        return average
    screened = _exact_mean(moving_range for moving_range in known if moving_range < SCREEN_FACTOR * average)
    # Screening can leave nothing, or only ranges of zero; neither says anything about the process.
    return average if board and not screened > 0 else screened


def _limits(basis: list[float], *, screen: bool, board: bool) -> Limits:
    mean = _exact_mean(basis)
    average = _average_range(_moving_ranges(basis), screen=screen, board=board)
    if board and math.isnan(average):
        average = 0.0
    return Limits(
        mean=mean,
        lower=mean - LIMIT_FACTOR * average,
        upper=mean + LIMIT_FACTOR * average,
        near_lower=mean - NEAR_FACTOR * average,
        near_upper=mean + NEAR_FACTOR * average,
    )


def _sign(difference: float) -> int | None:
    return None if math.isnan(difference) else (difference > 0) - (difference < 0)


def _check_gaps(steps: list[int | None]) -> None:
    # The reference stops where it cannot tell whether seven points are a trend, because one is missing.
    for window in _windows(steps, size=RUN_LENGTH - 1):
        known = {step for step in window if step is not None}
        if None in window and (known <= {1} or known <= {-1}):
            raise SpcError(
                "values: a missing value stands inside seven points that otherwise all rise or all fall, so that a "
                "trend can be neither found nor excluded; give the value or use mode='board'"
            )


def _windows(items: Sequence[int | None], *, size: int) -> list[Sequence[int | None]]:
    return [items[start : start + size] for start in range(len(items) - size + 1)]


def _members(starts: Iterable[int], *, size: int, count: int) -> list[bool]:
    inside = {start + offset for start in starts for offset in range(size)}
    return [position in inside for position in range(count)]


def _trend(steps: list[int | None], *, count: int) -> list[bool]:
    windows = _windows(steps, size=RUN_LENGTH - 1)
    starts = [start for start, window in enumerate(windows) if set(window) in ({1}, {-1})]
    return _members(starts, size=RUN_LENGTH, count=count)


def _shift(sides: list[int | None]) -> list[bool]:
    windows = _windows(sides, size=RUN_LENGTH)
    starts = [start for start, window in enumerate(windows) if set(window) in ({1}, {-1})]
    return _members(starts, size=RUN_LENGTH, count=len(sides))


def _two_in_three(near: list[bool], *, sides: list[int | None]) -> list[bool]:
    starts = [
        start
        for start, window in enumerate(_windows(sides, size=3))
        if set(window) in ({1}, {-1}) and sum(near[start : start + 3]) >= 2  # noqa: PLR2004 - the rule's own name
    ]
    inside = _members(starts, size=3, count=len(sides))
    return [member and close for member, close in zip(inside, near, strict=True)]


def _causes(
    *,
    outside: list[bool],
    trend: list[bool],
    two_in_three: list[bool],
    shift: list[bool],
    sides: list[int | None],
    steps: list[int | None],
) -> list[str]:
    """Labels of the points: the first rule that applies, in the reference's order, names the point."""
    labels = []
    for i, side in enumerate(sides):
        above = "Above" if side == 1 else "Below"
        if outside[i]:
            labels.append("Above UCL" if side == 1 else "Below LCL")
        elif trend[i]:
            labels.append(f"7 Point Trend ({_trend_word(i, trend=trend, steps=steps)})")
        elif two_in_three[i]:
            labels.append(f"2 in 3 {above} CL")
        elif shift[i]:
            labels.append(f"7 Points {above} CL")
        else:
            labels.append("Common Cause")
    return labels


def _trend_word(i: int, *, trend: list[bool], steps: list[int | None]) -> str:
    # As in the reference: where one trend ends and the next begins the step between them decides, and a tie is no rise.
    step = steps[i] if i + 1 < len(trend) and trend[i + 1] else steps[i - 1]
    return "Increasing" if step == 1 else "Decreasing"


def _point_type(cause: str, *, sign: int) -> PointType:
    if cause == "Common Cause":
        return PointType.COMMON_CAUSE
    high = "Above" in cause or "Increasing" in cause
    if sign == 0:
        return PointType.NEUTRAL_HIGH if high else PointType.NEUTRAL_LOW
    return PointType.IMPROVEMENT if high == (sign == 1) else PointType.CONCERN


def _variation(columns: Columns, *, board: bool) -> PointType | None:
    pairs = zip(columns["value"], columns["point_type"], strict=True)
    types = [point_type for value, point_type in pairs if not (board and math.isnan(value))]
    return PointType(types[-1]) if types else None


def _assurance(columns: Columns, *, target: float, direction: str, board: bool) -> Assurance | None:
    if not columns["value"] or math.isnan(target) or direction == "neutral":
        return None
    mean, lower, upper = (columns[name][-1] for name in ("mean", "lpl", "upl"))
    upwards = direction == "increase"
    if board and math.isnan(mean):
        return None
    if board and lower == upper:
        met = mean >= target if upwards else mean <= target
        return Assurance.PASS if met else Assurance.FAIL
    if target > upper:
        return Assurance.FAIL if upwards else Assurance.PASS
    if target < lower:
        return Assurance.PASS if upwards else Assurance.FAIL
    return Assurance.INCONSISTENT


def _points_behind_limits(columns: Columns) -> int:
    groups = columns["rebase_group"]
    pairs = zip(groups, columns["value"], strict=True)
    return sum(group == groups[-1] and not math.isnan(value) for group, value in pairs)
