"""When things happen in the made-up returns, and the random numbers that they are made from."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

FIRST_YEAR = 2021
YEARS: tuple[int, ...] = (2021, 2022, 2023, 2024)
"""Financial years that are filled, by the year in which they begin."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """A period that figures are made up for.

    Attributes:
        period_id: Its id in the period table.
        start: First day.
        end: Last day, included.
        year: Year in which its financial, academic or calendar year begins.
        number: 1 to 4 for a quarter, 0 for a whole year.
    """

    period_id: str
    start: date
    end: date
    year: int
    number: int = 0


def financial_year(year: int) -> str:
    """Name of a financial year, for example 2022-23 for 2022."""
    return f"{year}-{(year + 1) % 100:02d}"


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, for first days of months."""
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)


def quarter(year: int, number: int) -> Span:
    """Quarter 1 to 4 of the financial year that begins in the given year."""
    start = _months_after(date(year, 4, 1), 3 * (number - 1))
    return Span(
        period_id=f"{financial_year(year)}-Q{number}",
        start=start,
        end=_months_after(start, 3) - timedelta(days=1),
        year=year,
        number=number,
    )


QUARTERS: tuple[Span, ...] = tuple(quarter(year, number) for year in YEARS for number in (1, 2, 3, 4))


def years(calendar: str) -> tuple[Span, ...]:
    """The four years of a calendar: financial (April), academic (September) or calendar (January)."""
    first, name = {
        "financial": ((4, 1), financial_year),
        "academic": ((9, 1), lambda year: f"{year}/{(year + 1) % 100:02d}-AY"),
        "calendar": ((1, 1), lambda year: f"{year}-CY"),
    }[calendar]
    return tuple(
        Span(
            period_id=name(year),
            start=date(year, *first),
            end=date(year + 1, *first) - timedelta(days=1),
            year=year,
        )
        for year in YEARS
    )


def at_nine(day: date) -> datetime:
    """Nine in the morning of a day: when everything here becomes known."""
    return datetime.combine(day, time(9))


def reported(span: Span, *, key: str) -> datetime:
    """When a return for a period is handed in: six to eight weeks after its end, always the same lag for one key."""
    return at_nine(span.end + timedelta(days=42 + zlib.crc32(key.encode()) % 15))


def before_year(year: int) -> datetime:
    """When the council agrees the next financial year's budget and targets: in the February before it begins."""
    return at_nine(date(year, 2, 24))


def generator(key: str, *, seed: int) -> np.random.Generator:
    """Random numbers that depend upon the seed and the key alone, so that one more measure changes no other."""
    return np.random.default_rng([seed, zlib.crc32(key.encode())])


def cycle(items: Sequence[str], *, rng: np.random.Generator, length: int) -> list[str]:
    """As many items as asked for, in shuffled order, with no repeat before every item has been used."""
    drawn: list[str] = []
    while len(drawn) < length:
        order = [items[index] for index in rng.permutation(len(items))]
        if drawn and len(order) > 1 and order[0] == drawn[-1]:
            order = [*order[1:], order[0]]
        drawn += order
    return drawn[:length]
