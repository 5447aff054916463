"""Numbers, money, dates and lists as words."""

import math
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import formats
from components.formats import Style


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (-0.0, 0, "0"),
        (-0.04, 1, "0.0"),
        (1234567, 0, "1,234,567"),
        (-3, 0, "−3"),
        (2.5, 0, "3"),
        (-2.5, 0, "−3"),
        (1.005, 2, "1.01"),
        (91.449, 1, "91.4"),
        (None, 0, "[x]"),
        (math.nan, 1, "[x]"),
    ],
)
def test_number(value: float | None, decimals: int, text: str) -> None:
    assert formats.number(value, decimals=decimals) == text


def test_number_of_an_endless_value_is_words() -> None:
    assert "inf" not in formats.number(math.inf)


@pytest.mark.parametrize(
    ("pounds", "text"),
    [
        (618_600_000, "£618.6m"),
        (40_000_000, "£40m"),
        (1_140_000_000, "£1.14bn"),
        (999_950_000, "£1bn"),
        (999_949_999, "£999.9m"),
        (999_500, "£1m"),
        (999_499, "£999,499"),
        (25_000, "£25,000"),
        (0, "£0"),
        (-0.2, "£0"),
        (-15_000_000, "−£15m"),
        (None, "[x]"),
    ],
)
def test_money(pounds: float | None, text: str) -> None:
    assert formats.money(pounds) == text


def test_money_keeps_the_decimals_that_are_asked_for() -> None:
    assert formats.money(40_000_000, decimals=1) == "£40.0m"


@pytest.mark.parametrize(
    ("amount", "kind", "unit", "decimals", "text"),
    [
        (91.4, "percentage", "%", 1, "91.4%"),
        (1200, "count", "people", 0, "1,200 people"),
        (1, "count", "people", 0, "1 person"),
        (3, "count", "number", 0, "3"),
        (12.5, "money", "£m", 1, "£12.5m"),
        (-12.5, "money", "£m", 1, "−£12.5m"),
        (640, "money", "£ per week", 0, "£640 per week"),
        (4.2, "rate", "per 100,000 people", 1, "4.2 per 100,000 people"),
        (-2.0, "percentage", "%", 1, "−2.0%"),
        (0, "percentage", "%", 1, "0.0%"),
    ],
)
def test_value(amount: float, kind: str, unit: str, decimals: int, text: str) -> None:
    assert formats.value(amount, kind=kind, unit=unit, decimals=decimals) == text


@pytest.mark.parametrize(
    ("absence", "text"),
    [
        ("suppressed", "[c]"),
        ("late", "[x]"),
        ("not_collected", "[x]"),
        ("not_due", "[z]"),
        ("to_be_defined", "[z]"),
        (None, "[x]"),
    ],
)
def test_missing_value_is_shorthand_and_never_nought(absence: str | None, text: str) -> None:
    assert formats.value(None, kind="count", absence=absence) == text


def test_value_without_unit_keeps_the_per_cent_sign() -> None:
    assert formats.value(5, kind="percentage", unit="%", with_unit=False) == "5%"


def test_value_without_unit_drops_words() -> None:
    assert formats.value(5, kind="count", unit="people", with_unit=False) == "5"


def test_styled_is_value_with_a_style() -> None:
    assert formats.styled(5.25, Style(kind="percentage", decimals=1)) == "5.3%"


@pytest.mark.parametrize(
    ("unit", "scale"), [("£m", 1e6), ("£bn", 1e9), ("£", 1), ("£ per week", 1), ("£ million", 1e6), ("%", 1)]
)
def test_pounds_scale(unit: str, scale: float) -> None:
    assert formats.pounds_scale(unit) == scale


@pytest.mark.parametrize(
    ("difference", "kind", "unit", "decimals", "text"),
    [
        (3.1, "percentage", "%", 1, "3.1 percentage points"),
        (-1, "percentage", "%", 0, "1 percentage point"),
        (0, "percentage", "%", 1, "0.0 percentage points"),
        (-12, "count", "people", 0, "12 people"),
        (2.4, "money", "£m", 1, "£2.4m"),
        (None, "count", "", 0, "[x]"),
    ],
)
def test_change_is_a_size_without_sign(
    difference: float | None, kind: str, unit: str, decimals: int, text: str
) -> None:
    assert formats.change(difference, kind=kind, unit=unit, decimals=decimals) == text


@pytest.mark.parametrize(("amount", "text"), [(3, "+3"), (-2, "−2"), (0, "0"), (0.2, "0"), (None, "[x]")])
def test_signed(amount: float | None, text: str) -> None:
    assert formats.signed(amount) == text


@pytest.mark.parametrize(("pounds", "text"), [(2_100_000, "+£2.1m"), (-300_000, "−£300,000"), (0, "£0"), (None, "[x]")])
def test_signed_money(pounds: float | None, text: str) -> None:
    assert formats.signed_money(pounds) == text


@pytest.mark.parametrize(("share", "text"), [(12.4, "12%"), (-3, "−3%"), (None, "[x]")])
def test_percent(share: float | None, text: str) -> None:
    assert formats.percent(share) == text


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (date(2026, 11, 22), "22 Nov 2026"),
        (datetime(2026, 1, 2, 9, tzinfo=UTC), "2 Jan 2026"),
        ("2026-11-22", "22 Nov 2026"),
        (pd.Timestamp("2026-11-22"), "22 Nov 2026"),
        (pd.NaT, "[x]"),
        (None, "[x]"),
    ],
)
def test_day(on: date | str | None, text: str) -> None:
    assert formats.day(on) == text


def test_long_day_names_the_month() -> None:
    assert formats.long_day(date(2026, 11, 2)) == "2 November 2026"


@pytest.mark.parametrize(
    ("period_id", "text"),
    [
        ("2022-23-Q2", "Q2 2022-23 (Jul to Sep 2022)"),
        ("2022-23-Q4", "Q4 2022-23 (Jan to Mar 2023)"),
        ("2022/23-AY", "Academic year 2022/23"),
        ("2022-CY", "2022"),
        ("2022-23", "2022-23"),
    ],
)
def test_period(period_id: str, text: str) -> None:
    assert formats.period(period_id) == text


@pytest.mark.parametrize(
    ("label", "text"), [("Q2 2022-23 (Jul to Sep 2022)", "Q2 2022-23"), ("2022-23", "2022-23"), ("(x)", "(x)")]
)
def test_short_period(label: str, text: str) -> None:
    assert formats.short_period(label) == text


@pytest.mark.parametrize(("count", "text"), [(0, "0 measures"), (1, "1 measure"), (1200, "1,200 measures")])
def test_plural(count: int, text: str) -> None:
    assert formats.plural(count, "measure") == text


def test_plural_takes_an_irregular_noun() -> None:
    assert formats.plural(2, "priority", "priorities") == "2 priorities"


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), (["a", "", "b"], "a and b")],
)
def test_list_words(words: list[str], text: str) -> None:
    assert formats.list_words(words) == text


@pytest.mark.parametrize(
    ("quality", "mark"), [("provisional", "[p]"), ("revised", "[r]"), ("estimated", "[e]"), ("final", ""), (None, "")]
)
def test_quality_mark(quality: str | None, mark: str) -> None:
    assert formats.quality_mark(quality) == mark


def test_shorthand_key_explains_only_what_occurs() -> None:
    assert (
        formats.shorthand_key(["91% [p]", "[c]"])
        == "[c] confidential: withheld to protect individuals; [p] provisional."
    )


def test_shorthand_key_is_empty_without_shorthand() -> None:
    assert formats.shorthand_key(["91%"]) == ""


@pytest.mark.parametrize("value", [None, math.nan, np.nan, pd.NaT, pd.NA])
def test_missing_values_are_known(value: object) -> None:
    assert formats.is_missing(value)


@pytest.mark.parametrize("value", [0, "", False, -1.5, date(2022, 1, 1)])
def test_nought_and_empty_are_not_missing(value: object) -> None:
    assert not formats.is_missing(value)


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        ("short", 10, "short"),
        ("one two three", 8, "one two…"),
        ("a verylongword", 8, "a veryl…"),
        ("exact", 5, "exact"),
    ],
)
def test_clip(text: str, length: int, cut: str) -> None:
    assert formats.clip(text, length=length) == cut


def test_wrap_clips_what_does_not_fit() -> None:
    assert formats.wrap("one two three four five six seven", width=14, lines=2) == "one two three<br>four five six…"


def test_slug_is_never_empty() -> None:
    assert formats.slug("…") == "untitled"


@given(st.floats(min_value=-1e12, max_value=1e12), st.integers(min_value=0, max_value=3))
def test_number_reads_back_to_within_half_a_step(value: float, decimals: int) -> None:
    text = formats.number(value, decimals=decimals).replace(",", "").replace("−", "-")
    assert abs(float(text) - value) <= 0.5 * 10**-decimals + 1e-3


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_clip_never_exceeds_its_length(text: str, length: int) -> None:
    assert len(formats.clip(text, length=length)) <= length


@given(st.floats(min_value=-1e11, max_value=1e11))
def test_money_shows_a_sign_only_with_an_amount(pounds: float) -> None:
    text = formats.money(pounds)
    assert not (text.startswith("−") and not any(digit in text for digit in "123456789"))
