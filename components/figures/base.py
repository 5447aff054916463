"""Small parts that every figure shares: reading frames, empty plots, labels and the mark of illustrative figures."""

from collections.abc import Hashable, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import pandas as pd

from components import formats, theme
from components.figures.meta import Figure

Record = dict[Hashable, Any]
ROW = "row_number"
"""Key of a record's place in its frame; the `meta` of a trace lists which row of the table each of its points shows."""
_EMPTY_HEIGHT = 96
ROW_HEIGHT = 34
"""Height in pixels of one row of a horizontal chart."""


def records(frame: pd.DataFrame) -> list[Record]:
    """Rows as dicts with None for every missing value and their number under ROW, in the frame's order."""
    names = [*frame.columns, ROW]
    columns = [_cells(frame[name]) for name in frame.columns]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, range(len(frame)), strict=True)]


def _cells(column: pd.Series) -> list[Any]:
    # By column, because asking sixty cells of every row one by one takes three times as long.
    pairs = zip(column.tolist(), column.isna().tolist(), strict=True)
    return [None if missing else cell for cell, missing in pairs]


def is_illustrative(frame: pd.DataFrame) -> bool:
    """True where any row is marked illustrative."""
    return "illustrative" in frame and bool(frame["illustrative"].fillna(value=False).astype(bool).any())


def text_or(value: object, other: str = "") -> str:
    """The value as text, or `other` where it is missing."""
    return other if formats.is_missing(value) else str(value)


def annotation(text: str, **more: Any) -> dict[str, Any]:
    """A label without arrow in ink; more keys override."""
    return {
        "text": text,
        "showarrow": False,
        "font": {"size": 12, "color": theme.colour("ink")},
        **more,
    }


def swatch(colour: str) -> str:
    """A small square in a colour of the theme, to stand before a label; the browser recolours it too."""
    return f'<span style="color:{theme.colour(colour)}">■</span> '


ILLUSTRATIVE = "Illustrative"


def illustrative_note() -> dict[str, Any]:
    """The word "Illustrative" at the plot's top right corner, for charts without a key."""
    return annotation(
        ILLUSTRATIVE,
        xref="paper",
        yref="paper",
        x=1,
        y=1,
        xanchor="right",
        yanchor="bottom",
        font={"size": 12, "color": theme.colour("muted")},
    )


def mark_illustrative(layout: dict[str, Any], *, data: Sequence[dict[str, Any]]) -> None:
    """Writes the word "Illustrative" into the key, which it then never meets, or into the corner without one."""
    keyed = layout["showlegend"] and any(trace.get("showlegend", True) for trace in data)
    if keyed:
        font = {"size": 12, "color": theme.colour("muted")}
        layout["legend"] |= {"title": {"text": f"{ILLUSTRATIVE}  ", "side": "left", "font": font}}
    else:
        layout["annotations"] = [*layout.get("annotations", []), illustrative_note()]


def empty(message: str = "No figures to show") -> Figure:
    """A plot that holds only a message."""
    layout = theme.layout()
    for axis in ("xaxis", "yaxis"):
        layout[axis] = {"visible": False, "fixedrange": True}
    layout["height"] = theme.rounded_height(_EMPTY_HEIGHT)
    layout["annotations"] = [
        annotation(message, xref="paper", yref="paper", x=0.5, y=0.5, font={"size": 14, "color": theme.colour("muted")})
    ]
    return {"data": [], "layout": layout}


def hatch(*, on: bool) -> dict[str, Any]:
    """Marker part that hatches bars of illustrative figures; empty otherwise."""
    if not on:
        return {}
    return {
        "pattern": {
            "shape": "/",
            "size": 6,
            "solidity": 0.25,
            "fgcolor": theme.colour("surface"),
            "fillmode": "overlay",
        }
    }


def row_axis(labels: Sequence[str], *, width: int = 24, lines: int = 2) -> dict[str, Any]:
    """A y axis with one numbered row per label, the first on top; labels wrap and never become keys."""
    return {
        "tickmode": "array",
        "tickvals": list(range(len(labels))),
        "ticktext": [formats.wrap(label, width=width, lines=lines) for label in labels],
        "range": [len(labels) - 0.5, -0.5],
        "showgrid": False,
        "ticks": "",
        "tickfont": {"size": 12, "color": theme.colour("ink")},
    }


def row_layout(
    labels: Sequence[str], *, width: int = 24, row_height: int = ROW_HEIGHT, extra: int = 56
) -> dict[str, Any]:
    """Base layout for horizontal charts with a height that follows the number of rows."""
    layout = theme.layout()
    layout["yaxis"] |= row_axis(labels, width=width)
    layout["height"] = theme.rounded_height(extra + row_height * max(len(labels), 1))
    return layout


def value_range(values: Sequence[float], *, pad: float = 0.08, zero: bool = False) -> list[float]:
    """Axis range that holds all values with some air; starts at nought if `zero`. Never of no length."""
    if not values:
        return [0.0, 1.0]
    low, high = min(values), max(values)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    span = high - low or abs(high) or 1.0
    bottom = low if zero and low == 0 else low - span * pad
    top = high if zero and high == 0 else high + span * pad
    # Figures that are never negative get no axis below nought, and the other way round.
    return [max(bottom, 0.0) if low >= 0 else bottom, min(top, 0.0) if high <= 0 and zero else top]


def spread(positions: Sequence[float], *, gap: float) -> list[float]:
    """Positions moved apart so that labels at least `gap` from each other do not overlap; order is kept."""
    order = sorted(range(len(positions)), key=lambda index: positions[index])
    moved = [float(position) for position in positions]
    for before, after in pairwise(order):
        moved[after] = max(moved[after], moved[before] + gap)
    shift = sum(p - q for p, q in zip(positions, moved, strict=True)) / len(moved) if moved else 0.0
    return [position + shift for position in moved]


def iso(when: Any) -> str:
    """A date or ISO text as ISO text of ten characters."""
    return when.isoformat()[:10] if isinstance(when, date | datetime) else str(when)[:10]


def tick(label: str) -> str:
    """A period label for an axis, on two lines where it is long; the words "academic year" stand in the subtitle."""
    short = formats.short_period(label).removesuffix(" academic year")
    quarter, _, year = short.partition(" ")
    if quarter[:1] == "Q" and quarter[1:].isdigit() and year:
        return f"{quarter}<br>{year}"
    return formats.wrap(short, width=12, lines=2)


def date_range(dates: list[str]) -> list[str]:
    """Axis range of sorted ISO dates with some air on both sides."""
    first, last = pd.Timestamp(dates[0]), pd.Timestamp(dates[-1])
    pad = max((last - first) * 0.04, pd.Timedelta(days=20))
    return [(first - pad).date().isoformat(), (last + pad).date().isoformat()]
