"""What it would take: the value still needed for a year-end target, set against the record."""

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import pandas as pd

from data.model import Aggregation, Polarity, RuleError
from data.status import known, miss, need, same

Word = TypeVar("Word", bound=StrEnum)


class Verdict(StrEnum):
    """How what is needed compares with what has ever been done."""

    NO_TARGET = "no_target"
    MET = "met"
    MISSED = "missed"
    ALREADY_MET = "already_met"
    WITHIN_REACH = "within_reach"
    BEYOND_RECORD = "beyond_record"
    OUT_OF_REACH = "out_of_reach"
    NO_RECORD = "no_record"


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What it would take to meet a year-end target. Figures are in the measure's unit.

    Attributes:
        needed: What the remaining periods must bring in all for a sum, on average for a weighted mean, and the
            year-end level for a last value or snapshot; the lower end for a range. None where nothing is needed or
            nothing can be said.
        needed_upper: The upper end of the same for a range, otherwise None.
        per_period: The same for each remaining period: an equal share of a sum, the mean itself, the equal rise of a
            cumulative last value, the level of a snapshot.
        remaining: Periods of the year without a figure yet.
        best_on_record: Best single period in the history, comparable with per_period; None without a history.
        best_label: Period of best_on_record.
        verdict: How the two compare.
        sentence: One sentence for readers.
    """

    needed: float | None
    needed_upper: float | None
    per_period: float | None
    remaining: int
    best_on_record: float | None
    best_label: str | None
    verdict: Verdict
    sentence: str


def what_it_would_take(
    periods: pd.DataFrame,
    *,
    target: float | None,
    aggregation: str,
    polarity: str,
    history: pd.DataFrame,
    upper_value: float | None = None,
    periods_in_year: int = 4,
    period_word: str = "quarter",
    minimum: float | None = None,
    maximum: float | None = None,
    write: Callable[[float], str] = "{:,.1f}".format,
) -> Outlook:
    """What the rest of the year must bring for its target. Source: methods, section 8.

    Args:
        periods: The year's periods so far: position (1 to `periods_in_year`), value (NaN where there is no figure) and
            denominator (read for a weighted mean; periods count alike where one is missing).
        target: For the year; the lower end for a range.
        aggregation: How periods combine. sum: they add up. weighted_mean: by denominator; each remaining period is
            taken to weigh as much as the mean of those reported. last: cumulative, restarting each year. snapshot:
            the level at the year's end alone counts.
        polarity: Which way is better.
        history: Earlier periods, oldest first: year, position, label, value.
        upper_value: Upper end of a range.
        periods_in_year: Periods in the year.
        period_word: What a period is called.
        minimum: Smallest value that a period can have, where there is one.
        maximum: Largest value that a period can have, where there is one.
        write: Writes a figure with its unit.

    Returns:
        The outlook. Verdicts: MET or MISSED when no period remains; ALREADY_MET when the target cannot be missed any
        more; OUT_OF_REACH when it cannot be met any more; WITHIN_REACH when a single period on record was as good as
        what each remaining one must be; BEYOND_RECORD when none was; NO_RECORD without a history; NO_TARGET when
        there is nothing to judge.

    Raises:
        RuleError: A column is missing, a position is outside the year or stands twice, or a word is unknown.
    """
    need(periods, ("position", "value", "denominator"))
    need(history, ("year", "position", "label", "value"))
    rule, way = _word(Aggregation, aggregation), _word(Polarity, polarity)
    so_far = _reported(periods, periods_in_year=periods_in_year)
    ahead = _ahead(so_far, rule=rule, periods_in_year=periods_in_year)
    low, high = _window(way, target=target, upper_value=upper_value)
    if low is None and high is None:
        return _settled(Verdict.NO_TARGET, "There is no target for the year.", remaining=len(ahead))
    if not ahead:
        year = _year(so_far, rule=rule)
        met = miss(year, target=target, upper_value=upper_value, polarity=way) == 0
        words = f"The year is complete at {write(year)}: the target was {'met' if met else 'missed'}."
        return _settled(Verdict.MET if met else Verdict.MISSED, words, remaining=0)

    lowest = None if low is None else _each(low, so_far=so_far, rule=rule, remaining=len(ahead))
    highest = None if high is None else _each(high, so_far=so_far, rule=rule, remaining=len(ahead))
    floor, ceiling = _bounds(so_far, rule=rule, remaining=len(ahead), minimum=minimum, maximum=maximum)
    if _beyond(lowest, ceiling) or _beyond(floor, highest):
        words = "The target can no longer be met, whatever the rest of the year brings."
        return _settled(Verdict.OUT_OF_REACH, words, remaining=len(ahead))
    if _safe(lowest, floor, sign=1) and _safe(highest, ceiling, sign=-1):
        words = "The target is met already, whatever the rest of the year brings."
        return _settled(Verdict.ALREADY_MET, words, remaining=len(ahead))

    best, label = _best(_record(history, rule=rule), lowest=lowest, highest=highest)
    low_total, high_total = (
        None if each is None or level is None else _total(each, level=level, rule=rule, remaining=len(ahead))
        for each, level in ((lowest, low), (highest, high))
    )
    wanted = _amount(lowest, highest, rule=rule, write=write)
    record = _record_words(
        best, label, ranged=None not in (lowest, highest), rule=rule, period_word=period_word, write=write
    )
    return Outlook(
        needed=high_total if low_total is None else low_total,
        needed_upper=None if low_total is None else high_total,
        per_period=highest if lowest is None else lowest,
        remaining=len(ahead),
        best_on_record=best,
        best_label=label,
        verdict=_verdict(best, lowest=lowest, highest=highest),
        sentence=f"Needs {wanted} {_when(ahead, rule=rule, period_word=period_word)}; {record}.",
    )


def _word(words: type[Word], word: str) -> Word:
    try:
        return words(word)
    except ValueError as error:
        raise RuleError(f"{words.__name__.lower()} {word!r} is none of {', '.join(words)}") from error


def _reported(periods: pd.DataFrame, *, periods_in_year: int) -> pd.DataFrame:
    positions = periods["position"].tolist()
    if len(set(positions)) < len(positions) or not set(positions) <= set(range(1, periods_in_year + 1)):
        raise RuleError(f"positions {positions} must each stand once and lie between 1 and {periods_in_year}")
    return periods[periods["value"].notna()].sort_values("position")


def _ahead(so_far: pd.DataFrame, *, rule: Aggregation, periods_in_year: int) -> list[int]:
    """Positions of the periods that can still change the year: those not reported, or those after the latest level."""
    reported = set(so_far["position"])
    latest = max(reported, default=0) if rule in (Aggregation.LAST, Aggregation.SNAPSHOT) else 0
    return [position for position in range(1, periods_in_year + 1) if position > latest and position not in reported]


def _window(way: Polarity, *, target: float | None, upper_value: float | None) -> tuple[float | None, float | None]:
    if not known(target) or way is Polarity.NONE:
        return None, None
    if way is Polarity.WITHIN_RANGE:
        return (target, upper_value) if known(upper_value) else (None, None)
    return (target, None) if way is Polarity.HIGHER_IS_BETTER else (None, target)


def _weights(so_far: pd.DataFrame) -> list[float]:
    weights = [float(weight) for weight in so_far["denominator"] if known(weight)]
    return weights if len(weights) == len(so_far) and math.fsum(weights) > 0 else [1.0] * len(so_far)


def _year(so_far: pd.DataFrame, *, rule: Aggregation) -> float:
    values = so_far["value"].tolist()
    if rule is Aggregation.SUM:
        return math.fsum(values)
    if rule is Aggregation.WEIGHTED_MEAN:
        weights = _weights(so_far)
        return math.fsum(map(operator.mul, values, weights)) / math.fsum(weights)
    return float(values[-1])


def _each(level: float, *, so_far: pd.DataFrame, rule: Aggregation, remaining: int) -> float:
    """What each remaining period must bring for the year to end at `level`."""
    if so_far.empty:
        return level / remaining if rule in (Aggregation.SUM, Aggregation.LAST) else level
    if rule is Aggregation.SNAPSHOT:
        return level
    year = _year(so_far, rule=rule)
    if rule is Aggregation.WEIGHTED_MEAN:
        # The periods ahead weigh as much as those reported on average, so that only their number counts.
        return level + (level - year) * len(so_far) / remaining
    return (level - year) / remaining


def _total(each: float, *, level: float, rule: Aggregation, remaining: int) -> float:
    if rule is Aggregation.LAST:
        return level
    return each * remaining if rule is Aggregation.SUM else each


def _bounds(
    so_far: pd.DataFrame, *, rule: Aggregation, remaining: int, minimum: float | None, maximum: float | None
) -> tuple[float | None, float | None]:
    """Least and most that a remaining period can bring; a cumulative figure that has a minimum never falls."""
    if rule is not Aggregation.LAST:
        return minimum, maximum
    latest = 0.0 if so_far.empty else _year(so_far, rule=rule)
    return None if minimum is None else 0.0, None if maximum is None else (maximum - latest) / remaining


def _beyond(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and one > other and not same(one, other)


def _safe(end: float | None, bound: float | None, *, sign: int) -> bool:
    """Whether the end of the target cannot be missed: there is none, or the worst possible period still keeps it."""
    return end is None or (bound is not None and (sign * (bound - end) >= 0 or same(bound, end)))


def _record(history: pd.DataFrame, *, rule: Aggregation) -> pd.DataFrame:
    """Label and comparable value of each earlier period; for a cumulative figure its rise in the period."""
    if rule is not Aggregation.LAST:
        return history.loc[history["value"].notna(), ["label", "value"]]
    at = {(year, position): value for year, position, value in _triples(history)}
    rises = [
        value if position == 1 else value - at.get((year, position - 1), math.nan)
        for year, position, value in _triples(history)
    ]
    risen = pd.DataFrame({"label": history["label"].tolist(), "value": pd.Series(rises, dtype="float64")})
    return risen[risen["value"].notna()]


def _triples(history: pd.DataFrame) -> list[tuple[object, int, float]]:
    return list(zip(history["year"], history["position"], history["value"].astype("float64"), strict=True))


def _best(record: pd.DataFrame, *, lowest: float | None, highest: float | None) -> tuple[float | None, str | None]:
    """The period on record that came nearest to what is needed or went furthest beyond it; the latest of equals."""
    if record.empty:
        return None, None
    ranks = [_rank(value, lowest=lowest, highest=highest) for value in record["value"]]
    place = max(range(len(ranks)), key=lambda i: (ranks[i], i))
    return float(record["value"].iloc[place]), str(record["label"].iloc[place])


def _rank(value: float, *, lowest: float | None, highest: float | None) -> float:
    if lowest is not None and highest is not None:
        return -max(lowest - value, value - highest, 0.0)
    return value if highest is None else -value


def _verdict(best: float | None, *, lowest: float | None, highest: float | None) -> Verdict:
    if best is None:
        return Verdict.NO_RECORD
    return Verdict.BEYOND_RECORD if _beyond(lowest, best) or _beyond(best, highest) else Verdict.WITHIN_REACH


def _amount(lowest: float | None, highest: float | None, *, rule: Aggregation, write: Callable[[float], str]) -> str:
    rise = "a rise of " if rule is Aggregation.LAST else ""
    if lowest is None or highest is None:
        return rise + (f"{write(highest)} or less" if highest is not None else write(lowest or 0.0))
    return f"{rise}{write(lowest)} to {write(highest)}"


def _when(ahead: list[int], *, rule: Aggregation, period_word: str) -> str:
    if rule is Aggregation.SNAPSHOT:
        return "at the end of the year"
    if period_word == "quarter":
        names = [f"Q{position}" for position in ahead]
        return f"in {names[0]}" if len(names) == 1 else f"in each of {', '.join(names[:-1])} and {names[-1]}"
    number = len(ahead)
    return f"in the remaining {period_word}" if number == 1 else f"in each of the {number} remaining {period_word}s"


def _record_words(
    best: float | None,
    label: str | None,
    *,
    ranged: bool,
    rule: Aggregation,
    period_word: str,
    write: Callable[[float], str],
) -> str:
    if best is None:
        return f"there is no earlier {period_word} to compare with"
    superlative = "closest" if ranged else "best"
    what = f"{superlative} rise in a {period_word}" if rule is Aggregation.LAST else f"{superlative} {period_word}"
    return f"{what} on record {write(best)} ({label})"


def _settled(verdict: Verdict, sentence: str, *, remaining: int) -> Outlook:
    return Outlook(
        needed=None,
        needed_upper=None,
        per_period=None,
        remaining=remaining,
        best_on_record=None,
        best_label=None,
        verdict=verdict,
        sentence=sentence,
    )
