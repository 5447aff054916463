"""A stress test of the judgements: what the board would say if every measure had the same tolerance."""

import pandas as pd

from data.model import STATUS_MARKS, Status, ToleranceKind
from data.status import with_status

JUDGED = (Status.MET, Status.NEAR, Status.OFF)
"""Statuses that a tolerance has a say in."""


def tolerances_in_use(measures: pd.DataFrame) -> pd.DataFrame:
    """Returns tolerances of measures with a target: tolerance_kind, tolerance, measures (int), the commonest first.

    Args:
        measures: target, tolerance, tolerance_kind.
    """
    with_target = measures[measures["target"].notna()]
    counts = with_target.groupby(["tolerance_kind", "tolerance"], as_index=False).size()
    return counts.rename(columns={"size": "measures"}).sort_values(
        ["measures", "tolerance"], ascending=[False, True], ignore_index=True
    )


def with_tolerance(measures: pd.DataFrame, *, percent: float) -> pd.DataFrame:
    """Returns the measures that are judged, in their order, with ``tried``: their status at that tolerance.

    Args:
        measures: value, target, target_upper, polarity and status (rows that are not met, near or off are left out).
        percent: Tolerance tried, in per cent of each target.

    Raises:
        RuleError: The tolerance is negative.
    """
    judged = measures[measures["status"].isin(JUDGED)]
    tried = with_status(judged.assign(tolerance=float(percent), tolerance_kind=ToleranceKind.PERCENT.value))
    return judged.assign(tried=tried["status"])


def changed(tried: pd.DataFrame) -> pd.DataFrame:
    """Returns the rows of ``with_tolerance`` whose status would be another one."""
    return tried[tried["tried"] != tried["status"]]


def sentence(tried: pd.DataFrame, *, percent: float) -> str:
    """Returns what the tolerance tried would change, in one sentence.

    Args:
        tried: Rows of ``with_tolerance``.
        percent: Tolerance tried.
    """
    condition = f"If the tolerance of every measure were {percent:g}% of its target instead of the council's own"
    if changed(tried).empty:
        return f"{condition}, no status would change."
    differences = {status: _count(tried["tried"], status) - _count(tried["status"], status) for status in JUDGED}
    parts = [
        f"{abs(number)} {'more' if number > 0 else 'fewer'} {STATUS_MARKS[status].word.lower()}"
        for status, number in reversed(differences.items())
        if number
    ]
    if not parts:
        return f"{condition}, as many would stand at each status, though not the same ones."
    return f"{condition}, there would be {' and '.join(parts)}."


def _count(statuses: pd.Series, status: Status) -> int:
    return int((statuses == status).sum())
