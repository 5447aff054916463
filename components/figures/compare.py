"""A few areas or measures over time as lines with direct labels."""

from typing import Any

import pandas as pd

from components import formats, theme
from components.figures import base
from components.figures.meta import Column, Figure, Table, raw
from components.formats import Style

COLUMNS = ("series", "label", "end_date", "value")
"""Must be there. Used where they are: emphasis (true for the council's own line), illustrative, absence, href."""

MOST = 6
"""Lines beyond this are left out of the chart (never out of the table)."""


def draw(frame: pd.DataFrame, *, style: Style) -> Figure:
    """Up to MOST lines in the frame's order, the emphasised one thick and on top."""
    groups = _groups(frame)
    shown = list(groups.items())[:MOST]
    dates = sorted({base.iso(row["end_date"]) for _, rows in shown for row in rows})
    if not dates or not any(row["value"] is not None for _, rows in shown for row in rows):
        return base.empty()
    illustrative = base.is_illustrative(frame)
    colours = _colours([name for name, _ in shown], [_is_emphasised(rows) for _, rows in shown])
    traces = [_line(name, rows, style=style, colour=colours[name], dotted=illustrative) for name, rows in shown]
    labels = {base.iso(row["end_date"]): str(row["label"]) for _, rows in shown for row in rows}
    values = [row["value"] for _, rows in shown for row in rows if row["value"] is not None]
    layout = _layout(dates, labels=labels, values=values, style=style)
    layout["annotations"] = [
        *_end_labels(shown, colours=colours, layout=layout, style=style),
        *([base.illustrative_note()] if illustrative else []),
    ]
    return {"data": sorted(traces, key=lambda trace: trace["line"]["width"]), "layout": layout}


def table(frame: pd.DataFrame, *, style: Style) -> Table:
    """One row a series and period."""
    rows = base.records(frame)
    return Table(
        columns=[
            Column(key="series", label="Series"),
            Column(key="period", label="Period"),
            Column(key="value", label="Figure", align="right"),
        ],
        rows=[[raw(row["series"]), raw(row["label"]), raw(row["value"])] for row in rows],
        text=[
            [str(row["series"]), str(row["label"]), formats.styled(row["value"], style, absence=row.get("absence"))]
            for row in rows
        ],
        links=[row.get("href") for row in rows],
    )


def _groups(frame: pd.DataFrame) -> dict[str, list[base.Record]]:
    groups: dict[str, list[base.Record]] = {}
    for row in base.records(frame):
        if row["end_date"] is not None:
            groups.setdefault(str(row["series"]), []).append(row)
    return {name: sorted(rows, key=lambda row: base.iso(row["end_date"])) for name, rows in groups.items()}


def _is_emphasised(rows: list[base.Record]) -> bool:
    return any(bool(row.get("emphasis")) for row in rows)


def _colours(names: list[str], emphasised: list[bool]) -> dict[str, str]:
    order = sorted(range(len(names)), key=lambda index: not emphasised[index])
    return {names[index]: theme.SERIES[min(place, len(theme.SERIES) - 1)] for place, index in enumerate(order)}


_DASHES = {"rest": "dash"}


def _line(name: str, rows: list[base.Record], *, style: Style, colour: str, dotted: bool) -> dict[str, Any]:
    emphasised = _is_emphasised(rows)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [base.iso(row["end_date"]) for row in rows],
        "y": [row["value"] for row in rows],
        "line": {
            "color": theme.colour(colour),
            "width": 3.5 if emphasised else 2,
            "dash": "dot" if dotted else _DASHES.get(colour, "solid"),
        },
        "marker": {"opacity": 1, "size": 6 if emphasised else 5, "color": theme.colour(colour)},
        "text": [f"<b>{formats.styled(row['value'], style)}</b><br>{name}<br>{row['label']}" for row in rows],
        "hovertemplate": "%{text}<extra></extra>",
        "customdata": [row.get("href") for row in rows],
        "meta": [row[base.ROW] for row in rows],
        "connectgaps": False,
    }


def _layout(dates: list[str], *, labels: dict[str, str], values: list[float], style: Style) -> dict[str, Any]:
    layout = theme.layout()
    step = -(-len(dates) // 7)
    ticks = dates[::-1][::step][::-1]
    layout["margin"] = {"l": 8, "r": 144, "t": 24, "b": 8}
    layout["xaxis"] |= {
        "type": "date",
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [base.tick(labels[on]) for on in ticks],
        "range": base.date_range(dates),
    }
    layout["yaxis"] |= {
        "range": base.value_range(values, pad=0.12),
        "ticksuffix": "%" if style.kind == "percentage" else "",
        "tickprefix": "£" if style.kind == "money" else "",
        "separatethousands": True,
        "nticks": 6,
    }
    layout["separators"] = ".,"
    return layout


def _end_labels(
    shown: list[tuple[str, list[base.Record]]], *, colours: dict[str, str], layout: dict[str, Any], style: Style
) -> list[dict[str, Any]]:
    ends = [
        (name, next(row for row in reversed(rows) if row["value"] is not None), _is_emphasised(rows))
        for name, rows in shown
        if any(row["value"] is not None for row in rows)
    ]
    low, high = layout["yaxis"]["range"]
    places = base.spread([row["value"] for _, row, _ in ends], gap=(high - low) * 0.13)
    labels = []
    for (name, row, emphasised), place in zip(ends, places, strict=True):
        short = formats.clip(name, length=20)
        words = f"<b>{short}</b>" if emphasised else short
        labels.append(
            base.annotation(
                f"{base.swatch(colours[name])}{words}<br>{formats.styled(row['value'], style, with_unit=False)}",
                xref="paper",
                x=1,
                y=place,
                xanchor="left",
                xshift=4,
                align="left",
                font={"size": 12, "color": theme.colour("ink")},
            )
        )
    return labels
