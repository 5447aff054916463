"""Status of a figure against its target, and what a moved target changed."""

import math
from collections.abc import Iterable, Iterator
from typing import Any, TypeGuard

import pandas as pd

from data.model import Polarity, RuleError, Status, ToleranceKind

CLOSENESS = 1e-12
"""Numbers nearer than this share of the largest one compared are the same.

A boundary such as 91.4 less 5% is not exact in binary; without this a figure that stands on it would fall off.
"""


def judge(
    value: float | None,
    *,
    target: float | None,
    upper_value: float | None = None,
    tolerance: float | None,
    tolerance_kind: str | None,
    polarity: str,
) -> Status:
    """Status of one figure. Boundaries belong to the better state. Source: methods, section 2.

    Args:
        value: The figure, in the measure's unit; None or NaN where there is none.
        target: The target; the lower end where polarity is within_range. None or NaN where there is none.
        upper_value: The upper end where polarity is within_range.
        tolerance: How far a miss may go and still be near; None or NaN is 0.
        tolerance_kind: 'absolute', in the unit; or 'percent', of the target's size (so of 40 for a target of -40, and
            nothing for a target of 0; of the end that was missed for a range). Not read without a tolerance.
        polarity: Which way is better.

    Returns:
        NO_DATA without a value; otherwise NO_TARGET without a target, without polarity, or for a range without its
        upper end; otherwise MET, NEAR or OFF.

    Raises:
        RuleError: A negative tolerance, an upper end below the lower one, or an unknown polarity or kind.
    """
    if not known(value):
        return Status.NO_DATA
    missed = miss(value, target=target, upper_value=upper_value, polarity=polarity)
    if missed is None:
        return Status.NO_TARGET
    if missed == 0:
        return Status.MET
    allowed = allowance(
        missed_end(value, target=target, upper_value=upper_value, polarity=polarity),
        tolerance=tolerance,
        tolerance_kind=tolerance_kind,
    )
    size = max(abs(number) for number in (value, target, upper_value, allowed) if known(number))
    return Status.NEAR if missed <= allowed + CLOSENESS * size else Status.OFF


def miss(value: float | None, *, target: float | None, upper_value: float | None = None, polarity: str) -> float | None:
    """How far a figure falls short of its target, in the measure's unit: 0 when met, None when there is no judging it.

    Raises:
        RuleError: An upper end below the lower one, or an unknown polarity.
    """
    way = _polarity(polarity)
    if way is Polarity.NONE or not known(value) or not known(target):
        return None
    if way is Polarity.WITHIN_RANGE:
        if not known(upper_value):
            return None
        if upper_value < target:
            raise RuleError(f"the range {target:g} to {upper_value:g} is upside down: give the lower end as the target")
        short = max(target - value, value - upper_value)
        return 0.0 if same(short, 0, size=max(abs(value), abs(target), abs(upper_value))) else max(short, 0.0)
    short = target - value if way is Polarity.HIGHER_IS_BETTER else value - target
    return 0.0 if same(value, target) else max(short, 0.0)


def missed_end(
    value: float | None, *, target: float | None, upper_value: float | None = None, polarity: str
) -> float | None:
    """The end of the target that a figure is measured against: the upper one of a range for figures above it."""
    if _polarity(polarity) is Polarity.WITHIN_RANGE and known(upper_value) and known(value) and value > upper_value:
        return upper_value
    return target


def allowance(target: float | None, *, tolerance: float | None, tolerance_kind: str | None) -> float:
    """A tolerance in the measure's unit; 0 where there is none.

    Raises:
        RuleError: A negative tolerance or an unknown kind.
    """
    if not known(tolerance) or not known(target):
        return 0.0
    if tolerance < 0:
        raise RuleError(f"a tolerance cannot be negative, as {tolerance:g} is: give how far a miss may go as 0 or more")
    try:
        kind = ToleranceKind(tolerance_kind or "")
    except ValueError as error:
        raise RuleError(f"tolerance_kind {tolerance_kind!r} is none of {', '.join(ToleranceKind)}") from error
    return float(tolerance if kind is ToleranceKind.ABSOLUTE else abs(target) * tolerance / 100)


def same(one: float, other: float, *, size: float | None = None) -> bool:
    """Whether two numbers are equal but for binary rounding; `size` is the largest number they were made from."""
    return abs(one - other) <= CLOSENESS * (max(abs(one), abs(other)) if size is None else size)


def with_status(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy of `frame` with the column status (str, one of the words of Status), row by row as `judge` gives it.

    Args:
        frame: Columns value, target, target_upper, tolerance, tolerance_kind, polarity.

    Raises:
        RuleError: A column is missing, or a row cannot be judged (see `judge`).
    """
    return frame.assign(status=_statuses(frame, target="target", upper="target_upper", tolerance="tolerance"))


def moved_goalposts(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy of `frame` that shows what moved targets and tolerances changed. Source: methods, section 3.

    Args:
        frame: Columns of `with_status` for the target in force, and original_target, original_upper,
            original_tolerance, original_tolerance_kind as first agreed for the same period (empty where not known).

    Returns:
        The rows in the same order with status as `with_status` gives it; original_status (str), the status against the
        first agreed target, 'no_target' where that is not known; moved (bool), whether target or tolerance in force
        differs from the first agreed one; saved_by_move (bool), met now but not against the first agreed target.

    Raises:
        RuleError: As `with_status`.
    """
    judged = with_status(frame)
    original = _statuses(frame, target="original_target", upper="original_upper", tolerance="original_tolerance")
    moved = [
        known(then[0]) and not _same_terms(now, then)
        for now, then in zip(
            _terms(frame, "target", "target_upper", "tolerance", "tolerance_kind"),
            _terms(frame, "original_target", "original_upper", "original_tolerance", "original_tolerance_kind"),
            strict=True,
        )
    ]
    judged = judged.assign(original_status=original, moved=pd.Series(moved, index=frame.index, dtype="bool"))
    saved = judged["moved"] & (judged["status"] == Status.MET) & (judged["original_status"] != Status.MET)
    return judged.assign(saved_by_move=saved.astype("bool"))


def _statuses(frame: pd.DataFrame, *, target: str, upper: str, tolerance: str) -> pd.Series:
    columns = ["value", target, upper, tolerance, f"{tolerance}_kind", "polarity"]
    need(frame, columns)
    words = [
        judge(
            value,
            target=aim,
            upper_value=top,
            tolerance=width,
            tolerance_kind=_word(kind),
            polarity=polarity,
        ).value
        for value, aim, top, width, kind, polarity in _rows(frame, columns)
    ]
    return pd.Series(words, index=frame.index, dtype="str")


def _terms(frame: pd.DataFrame, target: str, upper: str, tolerance: str, kind: str) -> Iterator[tuple[Any, Any, float]]:
    need(frame, [target, upper, tolerance, kind])
    for aim, top, width, sort in _rows(frame, [target, upper, tolerance, kind]):
        yield aim, top, allowance(aim, tolerance=width, tolerance_kind=_word(sort))


def _same_terms(now: tuple[Any, Any, float], then: tuple[Any, Any, float]) -> bool:
    return all(
        not known(one) and not known(other) if not known(one) or not known(other) else same(one, other)
        for one, other in zip(now, then, strict=True)
    )


def _word(cell: Any) -> str | None:
    return str(cell) if known(cell) else None


def _rows(frame: pd.DataFrame, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    return zip(*(frame[column].tolist() for column in columns), strict=True)


def _polarity(polarity: str) -> Polarity:
    try:
        return Polarity(polarity)
    except ValueError as error:
        raise RuleError(f"polarity {polarity!r} is none of {', '.join(Polarity)}") from error


def known(value: Any) -> TypeGuard[float]:
    """Whether there is a number: not None, NaN or pandas' NA."""
    return not (value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)))


def need(frame: pd.DataFrame, columns: Iterable[str]) -> None:
    """Check that a frame has the columns that a rule reads.

    Raises:
        RuleError: Some are missing; the message names them.
    """
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise RuleError(f"the frame lacks {', '.join(missing)}: add the columns, empty where nothing is known")
