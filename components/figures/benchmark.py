"""Areas side by side as dots on one line each, with the period of each figure; never ranked."""

from typing import Any

import pandas as pd

from components import formats, theme
from components.figures import base
from components.figures.meta import Column, Figure, Table, raw
from components.formats import Style

COLUMNS = ("name", "kind", "label", "value")
"""Must be there; kind as in area.kind. Used where they are: age (words such as "14 months older"), comparable (false
draws a hollow dot), reason (why not comparable), absence, illustrative, href."""

_DOTS: dict[str, tuple[str, str, int]] = {
    "council": ("circle", "series1", 16),
    "country": ("diamond", "series4", 13),
    "region": ("square", "series2", 12),
}
_OTHER_DOT = ("circle", "rest", 11)


def draw(frame: pd.DataFrame, *, style: Style) -> Figure:
    """One row an area in the frame's order."""
    rows = base.records(frame)
    values = [row["value"] for row in rows if row["value"] is not None]
    if not values:
        return base.empty()
    layout = base.row_layout([str(row["name"]) for row in rows], width=26)
    low, high = base.value_range(values, pad=0.1)
    layout["xaxis"] |= {
        "range": [low, high + (high - low) * 0.5],
        "showgrid": False,
        "showticklabels": False,
        "showline": False,
        "ticks": "",
    }
    layout["margin"]["t"] = 22 if base.is_illustrative(frame) else 8
    layout["height"] -= 30
    layout["shapes"] = [
        {
            "type": "line",
            "layer": "below",
            "x0": low,
            "x1": high,
            "y0": index,
            "y1": index,
            "line": {"color": theme.colour("line"), "width": 1},
        }
        for index in range(len(rows))
    ]
    layout["annotations"] = [
        *(_label(row, index, style=style, low=low) for index, row in enumerate(rows)),
        *([base.illustrative_note()] if base.is_illustrative(frame) else []),
    ]
    return {"data": [_dots(rows, style=style)], "layout": layout}


def table(frame: pd.DataFrame, *, style: Style) -> Table:
    """One row an area: figure, period, age, whether it compares and why not."""
    rows = base.records(frame)
    return Table(
        columns=[
            Column(key="area", label="Area"),
            Column(key="value", label="Figure", align="right"),
            Column(key="period", label="Period"),
            Column(key="note", label="Note"),
        ],
        rows=[[raw(row["name"]), raw(row["value"]), raw(row["label"]), _note(row)] for row in rows],
        text=[
            [
                str(row["name"]),
                formats.styled(row["value"], style, absence=row.get("absence")),
                base.text_or(row["label"], "[x]"),
                _note(row),
            ]
            for row in rows
        ],
        links=[row.get("href") for row in rows],
    )


def compares(row: base.Record) -> bool:
    """Whether a row's figure may be compared; true unless the frame says otherwise."""
    return row.get("comparable") is None or bool(row["comparable"])


def _note(row: base.Record) -> str:
    parts = [base.text_or(row.get("age"))]
    if not compares(row):
        parts.append(f"Not comparable: {base.text_or(row.get('reason'), 'no reason recorded')}")
    return "; ".join(part for part in parts if part)


def _dots(rows: list[base.Record], *, style: Style) -> dict[str, Any]:
    drawn = [(index, row) for index, row in enumerate(rows) if row["value"] is not None]
    dots = [_DOTS.get(str(row["kind"]), _OTHER_DOT) for _, row in drawn]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row["value"] for _, row in drawn],
        "y": [index for index, _ in drawn],
        "marker": {
            "symbol": [
                symbol if compares(row) else f"{symbol}-open"
                for (symbol, _, _), (_, row) in zip(dots, drawn, strict=True)
            ],
            "color": [theme.colour(colour) for _, colour, _ in dots],
            "opacity": 1,
            "size": [size for _, _, size in dots],
            "line": {"width": 2, "color": [theme.colour(colour) for _, colour, _ in dots]},
        },
        "text": [
            "<br>".join(
                part
                for part in (
                    f"<b>{formats.styled(row['value'], style)}</b>",
                    str(row["name"]),
                    base.text_or(row["label"]),
                    formats.wrap(_note(row), width=48, lines=4),
                )
                if part
            )
            for _, row in drawn
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "customdata": [row.get("href") for _, row in drawn],
        "meta": [index for index, _ in drawn],
        "cliponaxis": False,
    }


def _label(row: base.Record, index: int, *, style: Style, low: float) -> dict[str, Any]:
    text = formats.styled(row["value"], style, with_unit=False, absence=row.get("absence"))
    more = [formats.short_period(base.text_or(row["label"])), base.text_or(row.get("age"))]
    if not compares(row):
        more.append("not comparable")
    words = ", ".join(part for part in more if part)
    strong = f"<b>{text}</b>" if row["kind"] == "council" else text
    there = row["value"] is not None
    return base.annotation(
        f"{strong}  {formats.wrap(words, width=30, lines=2)}",
        x=row["value"] if there else low,
        y=index,
        xanchor="left",
        xshift=10 if there else 0,
        align="left",
        bgcolor=theme.colour("surface"),
        borderpad=2,
    )
