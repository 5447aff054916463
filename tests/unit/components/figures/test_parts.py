"""Small parts of figures, what travels with them, and sparklines."""

import math
from datetime import UTC, date, datetime
from itertools import pairwise
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import theme
from components.figures import Context, base, meta, spark


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (math.nan, None),
        (pd.NaT, None),
        (date(2022, 1, 2), "2022-01-02"),
        (datetime(2022, 1, 2, 9, tzinfo=UTC), "2022-01-02"),
        (np.float64(1.5), 1.5),
        (np.int64(3), 3),
        (np.bool_(1), True),
        (0, 0),
    ],
)
def test_cells_become_plain_json(value: object, plain: object) -> None:
    assert meta.raw(value) == plain


def test_file_name_is_made_from_the_heading() -> None:
    figure = meta.with_meta(
        {"data": [], "layout": {}}, context=Context(heading="A £40m road"), table=meta.Table(columns=[]), sentence=""
    )
    assert figure["layout"]["meta"]["file_name"] == "a-40m-road"


def test_figure_given_is_left_without_meta() -> None:
    figure = {"data": [], "layout": {}}
    meta.with_meta(figure, context=Context(heading="x"), table=meta.Table(columns=[]), sentence="")
    assert figure == {"data": [], "layout": {}}


def test_rows_that_look_the_same_are_still_two_rows() -> None:
    assert base.row_axis(["a", "a"])["tickvals"] == [0, 1]


@pytest.mark.parametrize(
    ("values", "zero", "low", "high"),
    [([], False, 0, 1), ([5.0], False, 4.6, 5.4), ([1.0, 2.0], True, 0, 2.16), ([-2.0, -1.0], True, -2.16, 0)],
)
def test_value_range(values: list[float], zero: bool, low: float, high: float) -> None:  # noqa: FBT001 - a parameter of the table
    assert base.value_range(values, zero=zero) == pytest.approx([low, high])


@given(
    st.lists(st.floats(min_value=-1e6, max_value=1e6), min_size=1, max_size=6), st.floats(min_value=0.1, max_value=10)
)
def test_spread_keeps_labels_apart(positions: list[float], gap: float) -> None:
    moved = sorted(base.spread(positions, gap=gap))
    assert all(after - before >= gap - 1e-6 for before, after in pairwise(moved))


@given(st.lists(st.floats(min_value=-1e6, max_value=1e6), min_size=1, max_size=8))
def test_value_range_holds_every_value(values: list[float]) -> None:
    low, high = base.value_range(values)
    assert low <= min(values)
    assert high >= max(values)


def picture(values: list[float | None], **options: float) -> ET.Element:
    address = spark.sparkline(values, **options)
    return ET.fromstring(unquote(address.removeprefix("data:image/svg+xml,")))


def test_sparkline_breaks_at_a_missing_value() -> None:
    path = picture([1, 2, None, 3, 4])[0].attrib["d"]
    assert path.count("M") == 2


def test_sparkline_without_values_is_an_empty_picture() -> None:
    assert len(picture([None, math.nan])) == 0


@pytest.mark.parametrize("values", [[0.0], [5.0, 5.0], [-1.0, 1.0]])
def test_sparkline_of_few_or_equal_values_has_a_dot_inside(values: list[float]) -> None:
    dot = picture(values)[-1]
    assert 0 < float(dot.attrib["cy"]) < 28


def test_sparkline_draws_the_target() -> None:
    assert "stroke-dasharray" in picture([1, 2], target=3)[0].attrib


@pytest.mark.parametrize("background", ["surface", "page"])
@pytest.mark.parametrize("shade", theme.SHADES)
@pytest.mark.parametrize("ink", [spark.LINE, *spark.DOTS.values()])
def test_sparkline_reads_in_every_theme(ink: str, shade: str, background: str) -> None:
    assert theme.contrast(ink, getattr(theme.COLOURS[background], shade)) >= 3
