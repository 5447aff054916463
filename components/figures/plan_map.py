"""The whole plan at a glance: priorities, initiatives and actions as nested boxes coloured by rating or status."""

from typing import Any

import pandas as pd

from components import formats, theme
from components.figures import base
from components.figures.meta import Column, Figure, Table, raw

COLUMNS = ("id", "parent", "level", "label", "colour", "shape", "word")
"""Must be there: level 0 for the outermost; parent is the id of the level above (missing at level 0); colour names a
status colour of the theme; shape and word say the same without colour (all three missing where nothing is rated). Used
where they are: href, illustrative, position (1 for the best rating)."""

_LEAF_HEIGHT = 24
_SHARES = {1: (1.0,), 2: (0.34, 0.66), 3: (0.2, 0.3, 0.5), 4: (0.15, 0.22, 0.28, 0.35)}
_ASSUMED_WIDTH = 1200
_CHARACTER = 6.3
_TEXT_INSET = 0.005


def draw(frame: pd.DataFrame) -> Figure:
    """One box a row; a parent is as high as all that it holds."""
    rows = base.records(frame)
    if not rows:
        return base.empty()
    spans = _spans(rows)
    levels = sorted({int(row["level"]) for row in rows})
    shares = _SHARES.get(len(levels), tuple(1 / len(levels) for _ in levels))
    starts = [sum(shares[:index]) for index in range(len(levels))]
    total = max(end for _, end in spans.values())
    layout = theme.layout()
    layout["barmode"] = "overlay"
    layout["height"] = theme.rounded_height(16 + _LEAF_HEIGHT * int(total))
    layout["margin"] = {"l": 0, "r": 0, "t": 20 if base.is_illustrative(frame) else 0, "b": 0}
    layout["xaxis"] = {"visible": False, "range": [0, 1], "fixedrange": True}
    layout["yaxis"] = {"visible": False, "range": [total, 0], "fixedrange": True}
    if base.is_illustrative(frame):
        layout["annotations"] = [base.illustrative_note()]
    return {
        "data": [
            trace
            for level, start, share in zip(levels, starts, shares, strict=True)
            for trace in _level([row for row in rows if int(row["level"]) == level], spans, start=start, share=share)
        ],
        "layout": layout,
    }


def table(frame: pd.DataFrame) -> Table:
    """One row a box, with the name of what holds it."""
    rows = base.records(frame)
    names = {row["id"]: str(row["label"]) for row in rows}
    return Table(
        columns=[
            Column(key="name", label="Name"),
            Column(key="within", label="Within"),
            Column(key="rating", label="Rating"),
        ],
        rows=[[raw(row["label"]), names.get(row["parent"]), raw(row["word"])] for row in rows],
        text=[
            [
                str(row["label"]),
                names.get(row["parent"], "[z]"),
                f"{base.text_or(row['shape'])} {base.text_or(row['word'], '[z]')}",
            ]
            for row in rows
        ],
        links=[row.get("href") for row in rows],
    )


def _spans(rows: list[base.Record]) -> dict[Any, tuple[float, float]]:
    """Top and bottom of each box in leaf heights, children under their parent in the frame's order."""
    children: dict[Any, list[Any]] = {}
    known = {row["id"] for row in rows}
    for row in rows:
        children.setdefault(row["parent"] if row["parent"] in known else None, []).append(row["id"])
    spans: dict[Any, tuple[float, float]] = {}

    def place(node: Any, top: float) -> float:
        bottom = top
        for child in children.get(node, []):
            bottom = place(child, bottom)
        bottom = max(bottom, top + 1)
        spans[node] = (top, bottom)
        return bottom

    top = 0.0
    for root in children.get(None, []):
        top = place(root, top)
    return spans


def _level(
    rows: list[base.Record], spans: dict[Any, tuple[float, float]], *, start: float, share: float
) -> list[dict[str, Any]]:
    placed = [(row, spans[row["id"]]) for row in rows if row["id"] in spans]
    middles = [(top + bottom) / 2 for _, (top, bottom) in placed]
    boxes = {
        "type": "bar",
        "orientation": "h",
        "base": [start] * len(placed),
        "x": [share] * len(placed),
        "y": middles,
        "width": [bottom - top for _, (top, bottom) in placed],
        "marker": {
            "color": [theme.colour(row["colour"] or "neutral-tint") for row, _ in placed],
            "line": {"color": theme.colour("surface"), "width": 2},
        },
        "hovertext": [_hover(row) for row, _ in placed],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [row.get("href") for row, _ in placed],
        "meta": [row[base.ROW] for row, _ in placed],
    }
    # Text of bars is centred line by line; a trace of its own aligns it left.
    words = {
        "type": "scatter",
        "mode": "text",
        "x": [start + _TEXT_INSET] * len(placed),
        "y": middles,
        "text": [_box_text(row, lines=int(bottom - top), share=share) for row, (top, bottom) in placed],
        "textposition": "middle right",
        "textfont": {"size": 12, "color": [theme.colour("surface" if row["colour"] else "ink") for row, _ in placed]},
        "hoverinfo": "skip",
    }
    return [boxes, words]


def _hover(row: base.Record) -> str:
    rating = f"{base.text_or(row['shape'])} {base.text_or(row['word'])}".strip()
    return "<br>".join(part for part in (formats.wrap(str(row["label"]), width=60, lines=4), rating) if part)


def _box_text(row: base.Record, *, lines: int, share: float) -> str:
    width = max(int(share * _ASSUMED_WIDTH / _CHARACTER) - 3, 8)
    label = f"{base.text_or(row['shape'])} {row['label']}".strip()
    return formats.wrap(label, width=width, lines=min(max(lines, 1), 5))
