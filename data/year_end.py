"""The year-end target of a measure and what it would take to meet it, from its line and its targets."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from data.model import MEASURE_KINDS, Absence, Aggregation, MeasureKindName
from data.outlook import Outlook, what_it_would_take

QUARTERS = 4
PERCENT_MOST = 100.0


@dataclass(frozen=True, kw_only=True)
class YearEnd:
    """A year-end target and the way to it, in the measure's unit.

    Attributes:
        year: Year in words.
        target: The target for the year; the lower end for a range.
        target_upper: Upper end of a range, or None.
        by_quarter: Whether the year is made of quarters; otherwise it has one figure.
        outlook: What it would take.
    """

    year: str
    by_quarter: bool
    target: float
    target_upper: float | None
    outlook: Outlook


def year_end(
    line: pd.DataFrame,
    *,
    targets: pd.DataFrame,
    about: pd.Series,
    end: pd.Series,
    write: Callable[[float], str],
    since: pd.Timestamp | None = None,
) -> YearEnd | None:
    """The year-end target of the year that the quarter on show belongs to. Source: methods, section 8.

    Quarterly measures: what is agreed for the financial year as a whole; otherwise, for a sum, the four quarters'
    targets added, and for every other way of combining the target of the fourth quarter. Other measures: the newest
    period of the line's kind with a target that had begun by the end of the quarter. The record is every period on the
    line.

    Args:
        line: The measure's line up to the quarter on show, in time: period_id, period_kind, start_date, label, value,
            denominator, absence.
        targets: The measure's targets in force: period_id, period_kind, label, start_date, target, target_upper.
        about: The measure: frequency, aggregation, polarity, kind.
        end: The quarter on show: start_date, end_date.
        write: Writes a figure with its unit.
        since: Day on which the measure was last defined anew; what began before it is no record to go by.

    Returns:
        None where there is no target for the year, or where a figure of the year is withheld, since the rest of the
        year would then seem to be owed what is only hidden.
    """
    if targets.empty:
        return None
    by_quarter = about["frequency"] == "quarterly" and (line.empty or line["period_kind"].iloc[-1] == "quarter")
    comparable = line if since is None else line[pd.to_datetime(line["start_date"]) >= since]
    return (_by_quarter if by_quarter else _by_year)(
        line, record=comparable, targets=targets, about=about, end=end, write=write
    )


def with_year(frame: pd.DataFrame) -> pd.DataFrame:
    """Returns quarters with ``year`` (int, in which the financial year starts) and ``position`` in it (1 to 4)."""
    starts = pd.to_datetime(frame["start_date"])
    before_april = starts.dt.month < 4  # noqa: PLR2004 - a financial year starts in April
    return frame.assign(year=starts.dt.year - before_april, position=(starts.dt.quarter + 2) % QUARTERS + 1)


def bounds(line: pd.DataFrame, *, kind: str) -> tuple[float | None, float | None]:
    """Returns least and most that a figure can be; a percentage with a denominator is a share of a whole."""
    of_kind = MEASURE_KINDS[MeasureKindName(kind)]
    known = line[line["value"].notna()]
    if kind == MeasureKindName.PERCENTAGE and len(known) and known["denominator"].notna().all():
        return 0.0, PERCENT_MOST
    return of_kind.minimum, of_kind.maximum


def _by_quarter(
    line: pd.DataFrame,
    *,
    record: pd.DataFrame,
    targets: pd.DataFrame,
    about: pd.Series,
    end: pd.Series,
    write: Callable[[float], str],
) -> YearEnd | None:
    year = int(with_year(end.to_frame().T)["year"].iloc[0])
    dated = with_year(line[line["period_kind"] == "quarter"])
    goal = _goal(with_year(targets), year=year, aggregation=str(about["aggregation"]))
    now = dated[dated["year"] == year]
    if goal is None or _withheld(now):
        return None
    minimum, maximum = bounds(dated, kind=str(about["kind"]))
    outlook = what_it_would_take(
        now[["position", "value", "denominator"]],
        target=goal[0],
        upper_value=goal[1],
        aggregation=str(about["aggregation"]),
        polarity=str(about["polarity"]),
        history=with_year(record[record["period_kind"] == "quarter"])[["year", "position", "label", "value"]],
        minimum=minimum,
        maximum=maximum,
        write=write,
    )
    return YearEnd(
        year=f"{year}-{(year + 1) % 100:02d}", target=goal[0], target_upper=goal[1], by_quarter=True, outlook=outlook
    )


def _goal(targets: pd.DataFrame, *, year: int, aggregation: str) -> tuple[float, float | None] | None:
    mine = targets[targets["year"] == year]
    whole = mine[mine["period_kind"] == "financial_year"]
    quarters = mine[mine["period_kind"] == "quarter"]
    if len(whole):
        return _ends(whole.iloc[-1])
    if aggregation == Aggregation.SUM:
        if len(quarters) < QUARTERS:
            return None
        return _ends(quarters[["target", "target_upper"]].sum(min_count=QUARTERS))
    last = quarters[quarters["position"] == QUARTERS]
    return _ends(last.iloc[-1]) if len(last) else None


def _by_year(
    line: pd.DataFrame,
    *,
    record: pd.DataFrame,
    targets: pd.DataFrame,
    about: pd.Series,
    end: pd.Series,
    write: Callable[[float], str],
) -> YearEnd | None:
    alike = targets if line.empty else targets[targets["period_kind"] == line["period_kind"].iloc[-1]]
    begun = alike[pd.to_datetime(alike["start_date"]) <= pd.Timestamp(end["end_date"])]
    if begun.empty:
        return None
    goal = begun.iloc[-1]
    now = line[line["period_id"] == goal["period_id"]]
    before = record[pd.to_datetime(record["start_date"]) < pd.Timestamp(goal["start_date"])]
    if _withheld(now):
        return None
    minimum, maximum = bounds(line, kind=str(about["kind"]))
    lower, upper = _ends(goal)
    outlook = what_it_would_take(
        now[["value", "denominator"]].assign(position=1),
        target=lower,
        upper_value=upper,
        # One period a year: every way of combining comes to that period's own figure.
        aggregation=Aggregation.SNAPSHOT,
        polarity=str(about["polarity"]),
        history=before[["label", "value"]].assign(year=range(len(before)), position=1),
        periods_in_year=1,
        period_word="year",
        minimum=minimum,
        maximum=maximum,
        write=write,
    )
    return YearEnd(year=str(goal["label"]), target=lower, target_upper=upper, by_quarter=False, outlook=outlook)


def _ends(row: pd.Series) -> tuple[float, float | None]:
    return float(row["target"]), None if pd.isna(row["target_upper"]) else float(row["target_upper"])


def _withheld(rows: pd.DataFrame) -> bool:
    return bool((rows["absence"] == Absence.SUPPRESSED).any())
