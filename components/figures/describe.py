"""One or two plain sentences made from the same frame as the figure."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from components import formats
from components.figures import base, benchmark, counts, money
from components.formats import Style
from data.model import ABSENCE_WORDS, Absence, Mark, Polarity, Status
from data.travel import PREVIOUS_PERIOD, SAME_PERIOD_LAST_YEAR

_LEAP_DAYS = 5
_HALF = 50
NOTHING = "No figures to show."
_STATUS_PHRASES: dict[str, str] = {
    Status.MET: "on target",
    Status.NEAR: "near target",
    Status.OFF: "off target",
}
_AT_MOST = {Polarity.HIGHER_IS_BETTER: "at least", Polarity.LOWER_IS_BETTER: "at most"}


def trend(frame: pd.DataFrame, *, style: Style, polarity: str = Polarity.NONE) -> str:
    """Latest value, its status and target, and the change on a year before (or on the figure before it)."""
    rows = sorted(
        (row for row in base.records(frame) if row["end_date"] is not None), key=lambda row: base.iso(row["end_date"])
    )
    there = [row for row in rows if row["value"] is not None]
    if not there:
        reason = next((row.get("absence") for row in reversed(rows) if row.get("absence")), None)
        return _finish(f"{NOTHING[:-1]}{f': {_absence(reason)}' if reason else ''}.", frame)
    latest = there[-1]
    words = [_latest(latest, style=style, polarity=polarity)]
    words += _movement(latest, there[:-1], style=style)
    if rows[-1] is not latest:
        words.append(f"{_period(rows[-1])}: {_absence(rows[-1].get('absence'))}.")
    return _finish(" ".join(words), frame)


def _latest(row: base.Record, *, style: Style, polarity: str) -> str:
    words = f"Latest {formats.styled(row['value'], style)} in {_period(row)}"
    phrase = _STATUS_PHRASES.get(row.get("status") or "")
    target = row.get("target")
    if target is None:
        return f"{words}."
    goal = formats.styled(target, style)
    if row.get("target_upper") is not None:
        goal = f"{formats.styled(target, style, with_unit=False)} to {formats.styled(row['target_upper'], style)}"
    elif polarity in _AT_MOST:
        goal = f"{_AT_MOST[Polarity(polarity)]} {goal}"
    note = " (illustrative)" if row.get("target_illustrative") and not row.get("illustrative") else ""
    return f"{words}, {phrase} ({goal}{note})." if phrase else f"{words}; the target is {goal}{note}."


def _movement(latest: base.Record, earlier: list[base.Record], *, style: Style) -> list[str]:
    found = _reference(latest, earlier)
    if found is None:
        return []
    before, basis = found
    difference = latest["value"] - before["value"]
    size = formats.change(difference, kind=style.kind, decimals=style.decimals, unit=style.unit)
    if not any(digit in size for digit in "123456789"):
        return [f"Unchanged from {basis}."]
    return [f"{'Up' if difference > 0 else 'Down'} {size} on {basis}."]


def _reference(latest: base.Record, earlier: list[base.Record]) -> tuple[base.Record, str] | None:
    """What direction of travel compares with too: the measure's own basis, so that words and badge agree."""
    if latest.get("travel_basis") != PREVIOUS_PERIOD:
        end = pd.Timestamp(base.iso(latest["end_date"]))
        for row in reversed(earlier):
            if abs((end - pd.Timestamp(base.iso(row["end_date"]))).days - 365) <= _LEAP_DAYS:
                return row, "a year before"
    if not earlier or latest.get("travel_basis") == SAME_PERIOD_LAST_YEAR:
        return None
    return earlier[-1], _period(earlier[-1])


def _period(row: base.Record) -> str:
    return formats.short_period(str(row["label"]))


def _absence(absence: str | None) -> str:
    return _lower(ABSENCE_WORDS[Absence(absence)]) if absence else "not available"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _finish(sentence: str, frame: pd.DataFrame) -> str:
    return f"Illustrative. {sentence}" if base.is_illustrative(frame) else sentence


def compare(frame: pd.DataFrame, *, style: Style) -> str:
    """Latest figure of every line, the emphasised one first."""
    latest: dict[str, base.Record] = {}
    rows = [row for row in base.records(frame) if row["value"] is not None and row["end_date"] is not None]
    for row in sorted(rows, key=lambda row: base.iso(row["end_date"])):
        latest[str(row["series"])] = row
    if not latest:
        return _finish(NOTHING, frame)
    ordered = sorted(latest.items(), key=lambda item: not item[1].get("emphasis"))
    items = [f"{name} {formats.styled(row['value'], style)} ({_period(row)})" for name, row in ordered]
    return _finish(f"Latest: {formats.list_words(items)}.", frame)


def benchmarks(frame: pd.DataFrame, *, style: Style) -> str:
    """The council's figure beside each country and region, with periods and what does not compare."""
    rows = base.records(frame)
    ours = next((row for row in rows if row["kind"] == "council" and row["value"] is not None), None)
    if ours is None:
        return _finish("There is no figure for the council to compare.", frame)
    words = [f"{ours['name']}: {formats.styled(ours['value'], style)}{_in_period(ours)}."]
    others = [
        f"{row['name']} {formats.styled(row['value'], style)}{_in_period(row)}"
        for row in rows
        if row["kind"] in {"country", "region"} and row["value"] is not None
    ]
    if others:
        words.append(f"{formats.list_words(others)}.")
    neighbours = [
        row for row in rows if row["kind"] == "neighbour" and row["value"] is not None and benchmark.compares(row)
    ]
    if neighbours:
        low, high = (pick(row["value"] for row in neighbours) for pick in (min, max))
        words.append(
            f"{formats.plural(len(neighbours), 'neighbour')}: {formats.styled(low, style, with_unit=False)} to "
            f"{formats.styled(high, style)}."
        )
    apart = [row for row in rows if not benchmark.compares(row)]
    if apart:
        words.append(f"Not comparable: {formats.list_words(str(row['name']) for row in apart)}.")
    return _finish(" ".join(words), frame)


def _in_period(row: base.Record) -> str:
    label = base.text_or(row.get("label"))
    return f" in {formats.short_period(label)}" if label else ""


def status_counts(frame: pd.DataFrame, *, marks: Mapping[str, Mark] = counts.MARKS, noun: str = "measure") -> str:
    """How many there are by status over all parents, and the parent with the most off target."""
    used = counts.used_marks(frame, marks=marks)
    if not used:
        return _finish(f"No {noun}s to count.", frame)
    totals = {key: int(frame[key].fillna(0).sum()) for key in used}
    parts = [f"{formats.number(count)} {_lower(used[key].word)}" for key, count in totals.items()]
    words = [f"{formats.plural(sum(totals.values()), noun)}: {formats.list_words(parts)}."]
    if totals.get(Status.OFF):
        worst = max(base.records(frame), key=lambda row: row[Status.OFF] or 0)
        words.append(f"Most off target: {worst['name']} ({formats.number(worst[Status.OFF])}).")
    return _finish(" ".join(words), frame)


def plan_map(frame: pd.DataFrame) -> str:
    """How many boxes there are at the innermost level, and how many of them by rating, best first."""
    rows = base.records(frame)
    if not rows:
        return NOTHING
    deepest = max(int(row["level"]) for row in rows)
    leaves = [row for row in rows if int(row["level"]) == deepest]
    rated = [row for row in leaves if row["word"] is not None]
    found = Counter(str(row["word"]) for row in sorted(rated, key=lambda row: row.get("position") or 0))
    parts = [f"{formats.number(count)} {word}" for word, count in found.items()]
    if unrated := len(leaves) - len(rated):
        parts.append(f"{formats.number(unrated)} not rated")
    return _finish(f"{formats.plural(len(leaves), 'action')}: {formats.list_words(parts)}.", frame)


def money_bars(frame: pd.DataFrame) -> str:
    """The total and the largest amount with its share."""
    rows = [row for row in base.records(frame) if row["amount"] is not None]
    if not rows:
        return NOTHING
    total, largest = sum(row["amount"] for row in rows), max(rows, key=lambda row: row["amount"])
    share = f", {formats.percent(largest['amount'] / total * 100)} of it" if total > 0 and len(rows) > 1 else ""
    return _finish(
        f"{formats.money(total)} in all. Largest: {largest['name']}, {formats.money(largest['amount'])}{share}.", frame
    )


def forecast(frame: pd.DataFrame) -> str:
    """Total forecast against total budget, and who is furthest over."""
    rows = [row for row in base.records(frame) if row["budget"] is not None and row["forecast"] is not None]
    if not rows:
        return NOTHING
    budget, expected = sum(row["budget"] for row in rows), sum(row["forecast"] for row in rows)
    words = [
        f"Forecast {formats.money(expected)} against a budget of {formats.money(budget)}: {_gap(expected - budget)}."
    ]
    furthest = max(rows, key=lambda row: row["forecast"] - row["budget"])
    if len(rows) > 1 and (over := money.variance(furthest["budget"], furthest["forecast"])) and over > 0:
        words.append(f"Furthest over: {furthest['name']}, {_gap(over)}.")
    words += _left_out(base.records(frame), columns=("budget", "forecast"))
    return _finish(" ".join(words), frame)


def _gap(pounds: float) -> str:
    text = formats.money(abs(pounds))
    if text == "£0":
        return "on budget"
    return f"{text} {'over' if pounds > 0 else 'under'}"


def savings(frame: pd.DataFrame) -> str:
    """Achieved of target in all, and what is left."""
    rows = [row for row in base.records(frame) if row["target"] is not None or row["achieved"] is not None]
    if not rows:
        return NOTHING
    target, achieved = (sum(row[name] or 0 for row in rows) for name in ("target", "achieved"))
    share = f" ({formats.percent(achieved / target * 100)})" if target else ""
    left = target - achieved
    tail = f"{formats.money(left)} still to find." if left > 0 else "The target is met."
    words = [f"{formats.money(achieved)} of {formats.money(target)} achieved{share}. {tail}"]
    words += _left_out(base.records(frame), columns=("achieved",))
    return _finish(" ".join(words), frame)


def _left_out(rows: list[base.Record], *, columns: tuple[str, ...]) -> list[str]:
    names = [str(row["name"]) for row in rows if any(row[column] is None for column in columns)]
    return [f"Not reported: {formats.list_words(names)}."] if names else []


def reserves(frame: pd.DataFrame) -> str:
    """The latest period before and after reserves."""
    rows = [row for row in base.records(frame) if row["before"] is not None or row["after"] is not None]
    if not rows:
        return NOTHING
    last = rows[-1]
    parts = [
        f"{_gap(last[name]) + ('' if _gap(last[name]) == 'on budget' else ' budget')} {name} reserves"
        for name in ("before", "after")
        if last[name] is not None
    ]
    return _finish(f"{_period(last)}: {formats.list_words(parts)}.", frame)


def performance(frame: pd.DataFrame) -> str:
    """Names that are over budget with fewer than half of their measures on or near target, or that nothing is."""
    rows = [
        row
        for row in base.records(frame)
        if row["variance_percent"] is not None and row["on_track_percent"] is not None
    ]
    if not rows:
        return NOTHING
    both = [str(row["name"]) for row in rows if row["variance_percent"] > 0 and row["on_track_percent"] < _HALF]
    if both:
        return _finish(f"Over budget with most measures off target: {formats.list_words(both)}.", frame)
    return _finish("Nothing is both over budget and off target on most measures.", frame)


def ratings(frame: pd.DataFrame) -> str:
    """How many actions have each rating in the latest quarter."""
    rows = base.records(frame)
    if not rows:
        return NOTHING
    label = (
        str(rows[-1]["label"])
        if "end_date" not in frame
        else str(max(rows, key=lambda r: base.iso(r["end_date"]))["label"])
    )
    found: dict[str, int] = {}
    for row in sorted(rows, key=lambda row: (row["rating"] is None, row.get("position") or 0)):
        if str(row["label"]) == label:
            word = base.text_or(row["rating"], "with no rating")
            found[word] = found.get(word, 0) + 1
    parts = [f"{formats.number(count)} {word}" for word, count in found.items()]
    return _finish(f"{formats.short_period(label)}: {formats.list_words(parts)}.", frame)
