"""Numbers, money, dates and lists as words, rounded and written in one way everywhere."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from data.model import Absence

MINUS = "\u2212"
_LEAST_SHARE = 0.6
# Where the smaller unit would round up into the larger one.
_BILLIONS_FROM, _MILLIONS_FROM = 999_950_000, 999_500
NO_VALUE = "[x]"


@dataclass(frozen=True, kw_only=True)
class Style:
    """How the figures of one measure are written.

    Attributes:
        kind: Sort of number, as in measure.kind.
        unit: Unit in words, as in measure.unit.
        decimals: Decimals shown.
    """

    kind: str = "count"
    unit: str = ""
    decimals: int = 0


SHORTHAND: dict[str, str] = {
    "[c]": "confidential: withheld to protect individuals",
    "[x]": "not available",
    "[z]": "not applicable",
    "[p]": "provisional",
    "[r]": "revised",
    "[e]": "estimated",
}
"""Shorthand of tables and what it means. Source: Analysis Function, symbols in tables; [e] is ours."""

_ABSENCE_SHORTHAND: dict[str, str] = {
    Absence.SUPPRESSED: "[c]",
    Absence.LATE: "[x]",
    Absence.NOT_COLLECTED: "[x]",
    Absence.NOT_DUE: "[z]",
    Absence.TO_BE_DEFINED: "[z]",
}
_QUALITY_SHORTHAND: dict[str, str] = {"provisional": "[p]", "revised": "[r]", "estimated": "[e]"}
_POUND_UNIT = re.compile(r"^£\s*(?P<scale>bn|billion|m|million|k|thousand)?\b\s*(?P<rest>.*)$")
_POUND_SCALES = {"bn": 1e9, "billion": 1e9, "m": 1e6, "million": 1e6, "k": 1e3, "thousand": 1e3}


def is_missing(value: object) -> bool:
    """True for None, NaN, NaT and pandas' NA; False for everything else, nought included."""
    if value is None:
        return True
    try:
        return bool(value != value)  # noqa: PLR0124 - only NaN and NaT differ from themselves
    except TypeError:
        return True


def number(value: float | None, *, decimals: int = 0) -> str:
    """A number with thousands commas, half rounded away from nought, and a real minus sign.

    Returns:
        For example "1,234.5" or "−3"; "[x]" where there is no value. A value that rounds to nought has no sign.
    """
    if value is None or is_missing(value):
        return NO_VALUE
    if math.isinf(value):
        return "more than can be shown"
    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    sign = MINUS if exact < 0 else ""
    return f"{sign}{abs(exact):,.{decimals}f}"


def money(pounds: float | None, *, decimals: int | None = None) -> str:
    """An amount in the unit that a reader needs: "£618.6m", "£40m", "£1.14bn", "£25,000".

    Args:
        pounds: Amount in pounds.
        decimals: Decimals of the millions; None shows one (two for billions) and drops a trailing nought.
    """
    if pounds is None or is_missing(pounds):
        return NO_VALUE
    size = abs(pounds)
    if size >= _BILLIONS_FROM:
        unit, scale, places = "bn", 1e9, 2
    elif size >= _MILLIONS_FROM:
        unit, scale, places = "m", 1e6, 1
    else:
        unit, scale, places = "", 1.0, 0
    text = number(size / scale, decimals=places if decimals is None or not unit else decimals)
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    sign = MINUS if pounds < 0 and text.strip("0.,") else ""
    return f"{sign}£{text}{unit}"


def pounds_scale(unit: str) -> float:
    """How many pounds one of a money measure's unit is: 1,000,000 for "£m", 1 for "£" or "£ per week"."""
    found = _POUND_UNIT.match(unit.strip())
    return _POUND_SCALES.get(found.group("scale") or "", 1.0) if found else 1.0


def value(
    amount: float | None,
    *,
    kind: str,
    decimals: int = 0,
    unit: str = "",
    with_unit: bool = True,
    absence: str | None = None,
) -> str:
    """A measure's figure as readers see it.

    Args:
        amount: The figure in the measure's unit; missing gives the shorthand of `absence`, or "[x]".
        kind: Sort of number, as in measure.kind.
        decimals: Decimals shown.
        unit: Unit in words, as in measure.unit.
        with_unit: False leaves words of the unit out, for table cells under a heading that has it. % and £ stay.
        absence: Why there is no figure, as in observation.absence.
    """
    if amount is None or is_missing(amount):
        return _ABSENCE_SHORTHAND.get(absence or "", NO_VALUE)
    if kind == "percentage":
        return f"{number(amount, decimals=decimals)}%"
    if kind == "money":
        return _money_value(amount, unit=unit, decimals=decimals, with_unit=with_unit)
    text = number(amount, decimals=decimals)
    word = unit_word(unit, amount=amount)
    return f"{text} {word}" if with_unit and word else text


def _money_value(amount: float, *, unit: str, decimals: int, with_unit: bool) -> str:
    found = _POUND_UNIT.match(unit.strip())
    scale, rest = (found.group("scale") or "", found.group("rest")) if found else ("", "")
    short = {"billion": "bn", "million": "m", "thousand": "k"}.get(scale, scale)
    digits = number(abs(amount), decimals=decimals)
    sign = MINUS if amount < 0 and digits.strip("0.,") else ""
    return f"{sign}£{digits}{short}" + (f" {rest}" if rest and with_unit else "")


def styled(amount: float | None, style: Style, *, with_unit: bool = True, absence: str | None = None) -> str:
    """`value` with the style of a measure."""
    return value(
        amount, kind=style.kind, decimals=style.decimals, unit=style.unit, with_unit=with_unit, absence=absence
    )


_SINGULAR = {
    "people": "person", "children": "child", "days": "day", "years": "year", "tonnes": "tonne", "miles": "mile",
    "points": "point", "visits": "visit", "households": "household", "kilometres": "kilometre",
}  # fmt: skip


def unit_word(unit: str, *, amount: float) -> str:
    """The unit beside a number: singular for exactly one, empty for "%", "number" and "count"."""
    if unit.strip().lower() in {"", "%", "number", "count"}:
        return ""
    return _SINGULAR.get(unit, unit) if amount == 1 else unit


def change(difference: float | None, *, kind: str, decimals: int = 0, unit: str = "") -> str:
    """The size of a difference of two figures, without a sign.

    Returns:
        "3.1 percentage points", "1 percentage point", "£2.4m", "12 people"; "[x]" where there is none.
    """
    if difference is None or is_missing(difference):
        return NO_VALUE
    size = abs(difference)
    if kind == "percentage":
        text = number(size, decimals=decimals)
        return f"{text} percentage point{'' if text == '1' else 's'}"
    return value(size, kind=kind, decimals=decimals, unit=unit)


def signed(amount: float | None, *, decimals: int = 0) -> str:
    """A number with its sign always shown: "+3", "−2", "0"."""
    text = number(amount, decimals=decimals)
    return f"+{text}" if amount is not None and not is_missing(amount) and _is_positive(text) else text


def signed_money(pounds: float | None, *, decimals: int | None = None) -> str:
    """An amount with its sign always shown: "+£2.1m", "−£300,000", "£0"."""
    text = money(pounds, decimals=decimals)
    return f"+{text}" if pounds is not None and not is_missing(pounds) and _is_positive(text) else text


def percent(share: float | None, *, decimals: int = 0) -> str:
    """A number that is already in per cent: "12%", "−3.5%"."""
    text = number(share, decimals=decimals)
    return text if text == NO_VALUE else f"{text}%"


def _is_positive(text: str) -> bool:
    return not text.startswith((MINUS, "[")) and any(digit in text for digit in "123456789")


def day(on: date | datetime | str | None) -> str:
    """A date as "22 Nov 2026"; "[x]" where there is none.

    Raises:
        ValueError: A text is not an ISO date.
    """
    if on is None or is_missing(on):
        return NO_VALUE
    when = datetime.fromisoformat(on) if isinstance(on, str) else on
    return f"{when.day} {when:%b %Y}"


def long_day(on: date | datetime | str | None) -> str:
    """A date as "22 November 2026"; "[x]" where there is none."""
    if on is None or is_missing(on):
        return NO_VALUE
    when = datetime.fromisoformat(on) if isinstance(on, str) else on
    return f"{when.day} {when:%B %Y}"


_PERIOD_ID = re.compile(r"^(?P<year>\d{4}-\d{2})-Q(?P<quarter>[1-4])$")
_QUARTER_MONTHS = {"1": ("Apr", "Jun", 0), "2": ("Jul", "Sep", 0), "3": ("Oct", "Dec", 0), "4": ("Jan", "Mar", 1)}


def period(period_id: str) -> str:
    """Words of a period id: "Q2 2022-23 (Jul to Sep 2022)" for a quarter, "Academic year 2022/23", else the id."""
    found = _PERIOD_ID.match(period_id)
    if found:
        start, end, later = _QUARTER_MONTHS[found["quarter"]]
        return f"Q{found['quarter']} {found['year']} ({start} to {end} {int(found['year'][:4]) + later})"
    if period_id.endswith("-AY"):
        return f"Academic year {period_id.removesuffix('-AY')}"
    return period_id.removesuffix("-CY")


def short_period(label: str) -> str:
    """A period label without what stands in brackets: "Q2 2022-23 (Jul to Sep 2022)" becomes "Q2 2022-23"."""
    return re.sub(r"\s*\([^)]*\)\s*$", "", label).strip() or label


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 measure", "1,200 measures", "0 measures"."""
    return f"{number(count)} {one if count == 1 else many or f'{one}s'}"


def list_words(words: Iterable[str], *, joiner: str = "and") -> str:
    """A list in a sentence: "a", "a and b", "a, b and c"; empty for none."""
    items = [word for word in words if word]
    *most, last = items or [""]
    return f"{', '.join(most)} {joiner} {last}" if most else last


def absent(absence: str | None) -> str:
    """Shorthand of a figure that is not there: "[c]" withheld, "[z]" not applicable, else "[x]"."""
    return _ABSENCE_SHORTHAND.get(absence or "", NO_VALUE)


def quality_mark(quality: str | None) -> str:
    """Shorthand of a figure's quality: "[p]", "[r]", "[e]"; empty for final figures."""
    return "" if quality is None or is_missing(quality) else _QUALITY_SHORTHAND.get(quality, "")


def used_shorthand(texts: Iterable[str]) -> dict[str, str]:
    """The shorthand that occurs in the texts, with its meaning, in the order of SHORTHAND."""
    joined = " ".join(texts)
    return {mark: meaning for mark, meaning in SHORTHAND.items() if mark in joined}


def shorthand_key(texts: Iterable[str]) -> str:
    """The key to the shorthand that occurs in the texts: "[c] confidential …; [p] provisional."; empty if none does."""
    used = [f"{mark} {meaning}" for mark, meaning in used_shorthand(texts).items()]
    return f"{'; '.join(used)}." if used else ""


def clip(text: str, *, length: int) -> str:
    """The text, cut at a word with "…" where it is longer than `length` characters."""
    if len(text) <= length:
        return text
    cut = text[: max(length - 1, 1)]
    whole = text[len(cut)].isspace() or cut[-1].isspace()
    head = cut if whole else cut.rsplit(" ", 1)[0]
    return f"{(head if len(head) >= length * _LEAST_SHARE else cut).rstrip(' ,;:')}…"


def wrap(text: str, *, width: int, lines: int = 2) -> str:
    """The text on up to `lines` lines of about `width` characters, joined by `<br>` for charts; the rest is clipped."""
    rows: list[str] = []
    words: Sequence[str] = text.split()
    for index, word in enumerate(words):
        if rows and len(rows[-1]) + 1 + len(word) <= width:
            rows[-1] = f"{rows[-1]} {word}"
        elif len(rows) < lines:
            rows.append(word)
        else:
            rows[-1] = clip(" ".join([rows[-1], *words[index:]]), length=width)
            break
    return "<br>".join(clip(row, length=width) for row in rows)


def slug(text: str) -> str:
    """Lower-case words joined by hyphens, for file names and ids."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "untitled"
