"""How many measures of each parent stand at each status, as one bar a parent with the counts inside."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components import formats, theme
from components.figures import base
from components.figures.meta import Column, Figure, Table, raw
from data.model import STATUS_MARKS, Mark, Status

COLUMNS = ("name",)
"""Must be there, with one column of counts per key of `marks` (missing counts are nought). Used where it is: href."""

MARKS: Mapping[str, Mark] = {str(status): mark for status, mark in STATUS_MARKS.items()}


def draw(frame: pd.DataFrame, *, marks: Mapping[str, Mark] = MARKS, noun: str = "measure") -> Figure:
    """One bar a row, segments in the order of `marks`.

    Args:
        frame: One row a parent.
        marks: Columns of counts and how each is shown.
        noun: What is counted, in the singular.
    """
    rows = base.records(frame)
    used = used_marks(frame, marks=marks)
    if not rows or not used:
        return base.empty()
    layout = base.row_layout([str(row["name"]) for row in rows], width=30, row_height=44, extra=60)
    layout["barmode"] = "stack"
    layout["bargap"] = 0.35
    layout["showlegend"] = True
    layout["margin"]["t"] = 36
    layout["xaxis"] |= {
        "visible": False,
        "range": [0, (max(sum(_count(row, key) for key in used) for row in rows) or 1) * 1.01],
    }
    # A number that does not fit its segment is left out; the hover content and the table have it.
    layout["uniformtext"] = {"mode": "hide", "minsize": 12}
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": f"{mark.shape} {mark.word}",
            # A bar of no length would still draw its outline.
            "x": [_count(row, key) or None for row in rows],
            "y": list(range(len(rows))),
            "text": [f"{mark.shape} {_count(row, key)}" if _count(row, key) else "" for row in rows],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "constraintext": "inside",
            "textfont": {"color": theme.colour("ink" if _is_hollow(mark) else "surface"), "size": 13},
            "marker": _fill(mark),
            "hovertext": [
                f"<b>{row['name']}</b><br>{mark.shape} {mark.word}: {formats.plural(_count(row, key), noun)}"
                for row in rows
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "customdata": [row.get("href") for row in rows],
            "meta": list(range(len(rows))),
        }
        for key, mark in used.items()
    ]
    if base.is_illustrative(frame):
        base.mark_illustrative(layout, data=data)
    return {"data": data, "layout": layout}


def table(frame: pd.DataFrame, *, marks: Mapping[str, Mark] = MARKS) -> Table:
    """One row a parent, one column a status that occurs, and the total."""
    rows, used = base.records(frame), used_marks(frame, marks=marks)
    counts = [[_count(row, key) for key in used] for row in rows]
    return Table(
        columns=[
            Column(key="name", label="Name"),
            *(Column(key=key, label=mark.word, align="right") for key, mark in used.items()),
            Column(key="total", label="Total", align="right"),
        ],
        rows=[[raw(row["name"]), *line, sum(line)] for row, line in zip(rows, counts, strict=True)],
        text=[
            [str(row["name"]), *map(formats.number, line), formats.number(sum(line))]
            for row, line in zip(rows, counts, strict=True)
        ],
        links=[row.get("href") for row in rows],
    )


def used_marks(frame: pd.DataFrame, *, marks: Mapping[str, Mark] = MARKS) -> dict[str, Mark]:
    """The marks whose column is in the frame and holds a count above nought, in the order of `marks`."""
    return {key: mark for key, mark in marks.items() if key in frame and frame[key].fillna(0).sum() > 0}


def _is_hollow(mark: Mark) -> bool:
    return mark.colour == "none"


def _fill(mark: Mark) -> dict[str, Any]:
    """Solid for a judgement; only an outline where there is none, so that it never weighs like one."""
    if _is_hollow(mark):
        return {"color": theme.colour("none-tint"), "line": {"color": theme.colour("none"), "width": 1}}
    return {"color": theme.colour(mark.colour), "line": {"color": theme.colour("surface"), "width": 2}}


def _count(row: base.Record, key: str) -> int:
    return int(row.get(key) or 0)


def status_marks(*statuses: Status) -> dict[str, Mark]:
    """The marks of some statuses, keyed as columns of counts."""
    return {str(status): STATUS_MARKS[status] for status in statuses}
