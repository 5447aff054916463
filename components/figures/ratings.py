"""Officers' ratings of actions by quarter, one row an action, one shape a rating."""

from typing import Any

import pandas as pd

from components import formats, theme
from components.figures import base
from components.figures.meta import Column, Figure, Table, raw

COLUMNS = ("name", "label", "rating", "colour")
"""Must be there: one row an action and quarter in time order; rating missing where the return is late; colour names a
status colour of the theme. Used where they are: shape (a character, as in badges), position (of the rating, 1 is best),
illustrative, href."""

SYMBOLS = {
    "▲": "triangle-up",
    "△": "triangle-up-open",
    "▼": "triangle-down",
    "▽": "triangle-down-open",
    "◆": "diamond",
    "◇": "diamond-open",
    "■": "square",
    "□": "square-open",
    "●": "circle",
    "○": "circle-open",
    "★": "star",
    "☆": "star-open",
    "✚": "cross",
    "✖": "x",
}
"""Plotly's marker symbol for each character that a scale may use as a shape; for another a circle is drawn."""

_NOT_RATED = ("Not rated", "none", "○")


def draw(frame: pd.DataFrame) -> Figure:
    """A grid of markers, actions down, quarters across."""
    rows = base.records(frame)
    if not rows:
        return base.empty()
    names, labels = _unique(rows, "name"), _unique(rows, "label")
    layout = base.row_layout(names, width=30, row_height=36, extra=84)
    step = -(-len(labels) // 8)
    kept = list(range(len(labels) - 1, -1, -step))[::-1]
    layout["xaxis"] |= {
        "tickmode": "array",
        "tickvals": kept,
        "ticktext": [base.tick(labels[index]) for index in kept],
        "range": [-0.6, len(labels) - 0.4],
        "showline": False,
        "ticks": "",
    }
    layout["yaxis"] |= {"showgrid": True}
    layout["showlegend"] = True
    layout["margin"]["t"] = 34
    traces = [
        _markers(group, word=word, colour=colour, shape=shape, names=names, labels=labels)
        for (word, colour, shape), group in _by_rating(rows).items()
    ]
    if base.is_illustrative(frame):
        base.mark_illustrative(layout, data=traces)
    return {"data": traces, "layout": layout}


def table(frame: pd.DataFrame) -> Table:
    """One row an action, one column a quarter."""
    rows = base.records(frame)
    names, labels = _unique(rows, "name"), _unique(rows, "label")
    found = {(str(row["name"]), str(row["label"])): row for row in rows}
    links = {str(row["name"]): row.get("href") for row in rows}
    return Table(
        columns=[
            Column(key="name", label="Action"),
            *(Column(key=formats.slug(label).replace("-", "_"), label=formats.short_period(label)) for label in labels),
        ],
        rows=[
            [name, *(raw(found[name, label]["rating"]) if (name, label) in found else None for label in labels)]
            for name in names
        ],
        text=[
            [name, *(base.text_or(found.get((name, label), {}).get("rating"), "[x]") for label in labels)]
            for name in names
        ],
        links=[links[name] for name in names],
    )


def _unique(rows: list[base.Record], column: str) -> list[str]:
    return list(dict.fromkeys(str(row[column]) for row in rows))


def _by_rating(rows: list[base.Record]) -> dict[tuple[str, str, str], list[base.Record]]:
    groups: dict[tuple[str, str, str], list[base.Record]] = {}
    ordered = sorted(rows, key=lambda row: (row["rating"] is None, row.get("position") or 0))
    for row in ordered:
        rated = row["rating"] is not None
        key = (str(row["rating"]), str(row["colour"] or "none"), str(row.get("shape") or "●")) if rated else _NOT_RATED
        groups.setdefault(key, []).append(row)
    return groups


def _markers(
    rows: list[base.Record], *, word: str, colour: str, shape: str, names: list[str], labels: list[str]
) -> dict[str, Any]:
    symbol = SYMBOLS.get(shape, "circle")
    down, across = {name: i for i, name in enumerate(names)}, {label: i for i, label in enumerate(labels)}
    return {
        "type": "scatter",
        "mode": "markers",
        "name": word,
        "x": [across[str(row["label"])] for row in rows],
        "y": [down[str(row["name"])] for row in rows],
        "marker": {
            "opacity": 1,
            "symbol": symbol,
            "size": 14,
            "color": theme.colour(colour),
            "line": {"width": 2 if symbol.endswith("-open") else 0, "color": theme.colour(colour)},
        },
        "hovertext": [
            f"<b>{word}</b><br>{row['label']}<br>{formats.wrap(str(row['name']), width=50, lines=3)}" for row in rows
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [row.get("href") for row in rows],
        "meta": [down[str(row["name"])] for row in rows],
    }
