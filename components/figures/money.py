"""Money: amounts by name, forecast against budget, savings, reserves, and money beside performance."""

from typing import Any

import pandas as pd

from components import formats, theme
from components.figures import base
from components.figures.meta import Column, Figure, Table, raw

BARS_COLUMNS = ("name", "amount")
"""Pounds. Used where they are: illustrative, href."""
FORECAST_COLUMNS = ("name", "budget", "forecast")
"""Pounds. Used where they are: illustrative, href."""
SAVINGS_COLUMNS = ("name", "target", "achieved")
"""Pounds. Used where they are: illustrative, href."""
RESERVES_COLUMNS = ("label", "before", "after")
"""Pounds over (+) or under (−) budget, before and after reserves were used. Used where it is: illustrative."""
PERFORMANCE_COLUMNS = ("name", "variance_percent", "on_track_percent")
"""variance_percent: forecast over (+) or under (−) budget in % of budget; on_track_percent: share of measures on or
near target, 0 to 100. Used where they are: illustrative, href."""

_QUARTERS = (0, 25, 50, 75, 100)
_LABEL_HEIGHT, _LABEL_WIDTH = 7, 0.6
"""Room of a department's name in the chart of money beside performance: percentage points, and shares of the axis."""


def draw_bars(frame: pd.DataFrame, *, ordered: bool = True) -> Figure:
    """One bar a row, largest first unless `ordered` is false."""
    rows = _sorted(base.records(frame), "amount") if ordered else base.records(frame)
    amounts = [row["amount"] for row in rows if row["amount"] is not None]
    if not amounts:
        return base.empty()
    layout = _money_layout(frame, rows, values=amounts, row_height=34)
    hatched = base.is_illustrative(frame)
    bars = _bar(rows, "amount", name="Amount", colour="series1", hatched=hatched) | {
        "text": [formats.money(row["amount"]) for row in rows],
        "textposition": "outside",
        "constraintext": "none",
        "cliponaxis": False,
        "textfont": {"color": theme.colour("ink"), "size": 13},
    }
    if hatched:
        base.mark_illustrative(layout, data=[bars])
    return {"data": [bars], "layout": layout}


def table_bars(frame: pd.DataFrame, *, ordered: bool = True) -> Table:
    """One row a name: amount and share of the whole."""
    rows = _sorted(base.records(frame), "amount") if ordered else base.records(frame)
    total = sum(row["amount"] or 0 for row in rows)
    shares = [row["amount"] / total * 100 if row["amount"] is not None and total else None for row in rows]
    return Table(
        columns=[
            Column(key="name", label="Name"),
            Column(key="amount_gbp", label="Amount", align="right"),
            Column(key="share_percent", label="Share", align="right"),
        ],
        rows=[[raw(row["name"]), raw(row["amount"]), share] for row, share in zip(rows, shares, strict=True)],
        text=[
            [str(row["name"]), formats.money(row["amount"]), formats.percent(share, decimals=1)]
            for row, share in zip(rows, shares, strict=True)
        ],
        links=[row.get("href") for row in rows],
    )


def draw_forecast(frame: pd.DataFrame) -> Figure:
    """Budget as a bar, forecast as a line across it, the difference in words."""
    rows = base.records(frame)
    values = [row[name] for row in rows for name in ("budget", "forecast") if row[name] is not None]
    if not values:
        return base.empty()
    layout = _money_layout(frame, rows, values=values, row_height=40, room=0.5, keyed=True)
    layout["annotations"] = [
        *layout.get("annotations", []),
        *(
            base.annotation(
                _variance_words(row),
                x=max(row["budget"] or 0, row["forecast"] or 0),
                y=index,
                xanchor="left",
                xshift=8,
            )
            for index, row in enumerate(rows)
        ),
    ]
    bar = _bar(rows, "budget", name="Budget", colour="budget", hatched=base.is_illustrative(frame), outlined=True)
    mark = {
        "type": "scatter",
        "mode": "markers",
        "name": "Forecast",
        "x": [row["forecast"] for row in rows],
        "y": list(range(len(rows))),
        "marker": {"symbol": "line-ns", "size": 22, "line": {"width": 4, "color": theme.colour("series1")}},
        "hovertext": [
            f"<b>{row['name']}</b><br>Forecast {formats.money(row['forecast'])}<br>"
            f"Budget {formats.money(row['budget'])}<br>{_variance_words(row)}"
            for row in rows
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [row.get("href") for row in rows],
        "meta": list(range(len(rows))),
    }
    data = [bar, mark]
    if base.is_illustrative(frame):
        base.mark_illustrative(layout, data=data)
    return {"data": data, "layout": layout}


def table_forecast(frame: pd.DataFrame) -> Table:
    """One row a department: budget, forecast, difference in pounds and in per cent of budget."""
    rows = base.records(frame)
    gaps = [variance(row["budget"], row["forecast"]) for row in rows]
    shares = [
        gap / row["budget"] * 100 if gap is not None and row["budget"] else None
        for gap, row in zip(gaps, rows, strict=True)
    ]
    return Table(
        columns=[
            Column(key="name", label="Name"),
            Column(key="budget_gbp", label="Budget", align="right"),
            Column(key="forecast_gbp", label="Forecast", align="right"),
            Column(key="variance_gbp", label="Over (+) or under", align="right"),
            Column(key="variance_percent", label="% of budget", align="right"),
        ],
        rows=[
            [raw(row["name"]), raw(row["budget"]), raw(row["forecast"]), gap, share]
            for row, gap, share in zip(rows, gaps, shares, strict=True)
        ],
        text=[
            [
                str(row["name"]),
                formats.money(row["budget"]),
                formats.money(row["forecast"]),
                formats.signed_money(gap),
                "[x]" if share is None else f"{formats.signed(share, decimals=1)}%",
            ]
            for row, gap, share in zip(rows, gaps, shares, strict=True)
        ],
        links=[row.get("href") for row in rows],
    )


def variance(budget: float | None, forecast: float | None) -> float | None:
    """Forecast less budget in pounds; None where either is missing."""
    return None if budget is None or forecast is None else forecast - budget


def _variance_words(row: base.Record) -> str:
    gap = variance(row["budget"], row["forecast"])
    if gap is None:
        return "no forecast" if row["forecast"] is None else "no budget"
    if formats.money(gap).strip("£0") == "":
        return "on budget"
    share = f" ({formats.percent(abs(gap) / abs(row['budget']) * 100, decimals=1)})" if row["budget"] else ""
    return f"<b>{formats.money(abs(gap))}</b> {'over' if gap > 0 else 'under'}{share}"


def draw_savings(frame: pd.DataFrame) -> Figure:
    """Target as a pale bar with the achieved amount on it."""
    rows = base.records(frame)
    values = [row[name] for row in rows for name in ("target", "achieved") if row[name] is not None]
    if not values:
        return base.empty()
    layout = _money_layout(frame, rows, values=values, row_height=40, room=0.7, keyed=True)
    layout["barmode"] = "overlay"
    layout["annotations"] = [
        *layout.get("annotations", []),
        *(
            base.annotation(
                _savings_words(row), x=max(row["target"] or 0, row["achieved"] or 0), y=index, xanchor="left", xshift=6
            )
            for index, row in enumerate(rows)
        ),
    ]
    hatched = base.is_illustrative(frame)
    data = [
        _bar(rows, "target", name="Target", colour="budget", hatched=False, outlined=True) | {"width": 0.7},
        _bar(rows, "achieved", name="Achieved", colour="series1", hatched=hatched) | {"width": 0.36},
    ]
    if hatched:
        base.mark_illustrative(layout, data=data)
    return {"data": data, "layout": layout}


def _savings_words(row: base.Record) -> str:
    if row["achieved"] is None:
        return "not reported"
    if not row["target"]:
        return f"<b>{formats.money(row['achieved'])}</b>"
    share = formats.percent(row["achieved"] / row["target"] * 100)
    return f"<b>{formats.money(row['achieved'])}</b> of {formats.money(row['target'])} ({share})"


def table_savings(frame: pd.DataFrame) -> Table:
    """One row a name: target, achieved, and the share achieved."""
    rows = base.records(frame)
    shares = [
        row["achieved"] / row["target"] * 100 if row["target"] and row["achieved"] is not None else None for row in rows
    ]
    return Table(
        columns=[
            Column(key="name", label="Name"),
            Column(key="target_gbp", label="Target", align="right"),
            Column(key="achieved_gbp", label="Achieved", align="right"),
            Column(key="achieved_percent", label="Achieved, %", align="right"),
        ],
        rows=[
            [raw(row["name"]), raw(row["target"]), raw(row["achieved"]), share]
            for row, share in zip(rows, shares, strict=True)
        ],
        text=[
            [str(row["name"]), formats.money(row["target"]), formats.money(row["achieved"]), formats.percent(share)]
            for row, share in zip(rows, shares, strict=True)
        ],
        links=[row.get("href") for row in rows],
    )


def draw_reserves(frame: pd.DataFrame) -> Figure:
    """Over or under budget, before and after reserves, in pairs."""
    rows = base.records(frame)
    values = [row[name] for row in rows for name in ("before", "after") if row[name] is not None]
    if not values:
        return base.empty()
    layout = theme.layout()
    layout["barmode"], layout["bargap"], layout["bargroupgap"] = "group", 0.3, 0.05
    layout["showlegend"] = True
    layout["margin"]["t"] = 36
    layout["xaxis"] |= {
        "tickmode": "array",
        "tickvals": list(range(len(rows))),
        "ticktext": [base.tick(str(row["label"])) for row in rows],
        "tickfont": {"size": 12, "color": theme.colour("ink")},
        "range": [-0.6, len(rows) - 0.4],
    }
    layout["yaxis"] |= {
        "visible": False,
        "range": base.value_range(values, zero=True, pad=0.2),
    }
    layout["shapes"] = [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": 0,
            "y1": 0,
            "line": {"color": theme.colour("border"), "width": 1},
        }
    ]
    hatched = base.is_illustrative(frame)
    data = [
        _column(rows, "before", name="Before reserves", colour="series4", hatched=hatched),
        _column(rows, "after", name="After reserves", colour="series1", hatched=hatched),
    ]
    if hatched:
        base.mark_illustrative(layout, data=data)
    return {"data": data, "layout": layout}


def table_reserves(frame: pd.DataFrame) -> Table:
    """One row a period: over or under budget before and after reserves."""
    rows = base.records(frame)
    return Table(
        columns=[
            Column(key="period", label="Period"),
            Column(key="before_gbp", label="Before reserves", align="right"),
            Column(key="after_gbp", label="After reserves", align="right"),
        ],
        rows=[[raw(row["label"]), raw(row["before"]), raw(row["after"])] for row in rows],
        text=[
            [str(row["label"]), formats.signed_money(row["before"]), formats.signed_money(row["after"])] for row in rows
        ],
    )


def draw_performance(frame: pd.DataFrame) -> Figure:
    """One labelled dot a row in four quarters: money across, measures upwards."""
    rows = [
        row
        for row in base.records(frame)
        if row["variance_percent"] is not None and row["on_track_percent"] is not None
    ]
    if not rows:
        return base.empty()
    reach = max(*(abs(row["variance_percent"]) for row in rows), 2.0) * 1.45
    layout = theme.layout()
    layout["margin"] = {"l": 8, "r": 8, "t": 24, "b": 8}
    layout["xaxis"] |= {
        "range": [-reach, reach],
        "ticksuffix": "%",
        "nticks": 6,
        "title": {"text": "Forecast over (+) or under (−) budget", "font": {"size": 12}, "standoff": 8},
    }
    layout["yaxis"] |= {
        "range": [-8, 112],
        "tickvals": list(_QUARTERS),
        "ticktext": [f"{share}%" for share in _QUARTERS],
        "title": {"text": "Measures on or near target", "font": {"size": 12}, "standoff": 8},
    }
    line = {"color": theme.colour("border"), "width": 1, "dash": "dot"}
    layout["shapes"] = [
        {"type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "line": line, "layer": "below"},
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 50, "y1": 50, "line": line, "layer": "below"},
    ]
    corners = (
        ("Within budget, on track", 0.01, 1, "left", "top"),
        ("Over budget, on track", 0.99, 1, "right", "top"),
        ("Within budget, off track", 0.01, 0, "left", "bottom"),
        ("Over budget, off track", 0.99, 0, "right", "bottom"),
    )
    layout["annotations"] = [
        base.annotation(
            words,
            xref="paper",
            yref="paper",
            x=x,
            y=y,
            xanchor=across,
            yanchor=up,
            font={"size": 12, "color": theme.colour("muted")},
        )
        for words, x, y, across, up in corners
    ]
    if base.is_illustrative(frame):
        layout["annotations"].append(base.illustrative_note())
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": [row["variance_percent"] for row in rows],
                "y": [row["on_track_percent"] for row in rows],
                "text": [formats.clip(str(row["name"]), length=26) for row in rows],
                "textposition": _label_places(rows, reach=reach),
                "textfont": {"size": 12, "color": theme.colour("ink")},
                "marker": {"opacity": 1, "size": 13, "color": theme.colour("series1")},
                "hovertext": [
                    f"<b>{row['name']}</b><br>"
                    f"{formats.percent(row['on_track_percent'])} of measures on or near target<br>"
                    f"{formats.signed(row['variance_percent'], decimals=1)}% against budget"
                    for row in rows
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "customdata": [row.get("href") for row in rows],
                "meta": [row[base.ROW] for row in rows],
                "cliponaxis": False,
            }
        ],
        "layout": layout,
    }


def _label_places(rows: list[base.Record], *, reach: float) -> list[str]:
    places = []
    for count, row in enumerate(rows):
        beside = [
            other
            for other in rows[:count]
            if abs(other["on_track_percent"] - row["on_track_percent"]) < _LABEL_HEIGHT
            and abs(other["variance_percent"] - row["variance_percent"]) < _LABEL_WIDTH * reach
        ]
        height = ("middle", "bottom", "top")[min(len(beside), 2)]
        places.append(f"{height} {'left' if row['variance_percent'] > reach * 0.3 else 'right'}")
    return places


def table_performance(frame: pd.DataFrame) -> Table:
    """One row a name: difference from budget and share of measures on or near target."""
    rows = base.records(frame)
    return Table(
        columns=[
            Column(key="name", label="Name"),
            Column(key="variance_percent", label="Over (+) or under budget", align="right"),
            Column(key="on_track_percent", label="Measures on or near target", align="right"),
        ],
        rows=[[raw(row["name"]), raw(row["variance_percent"]), raw(row["on_track_percent"])] for row in rows],
        text=[
            [
                str(row["name"]),
                "[x]" if row["variance_percent"] is None else f"{formats.signed(row['variance_percent'], decimals=1)}%",
                formats.percent(row["on_track_percent"]),
            ]
            for row in rows
        ],
        links=[row.get("href") for row in rows],
    )


def _sorted(rows: list[base.Record], name: str) -> list[base.Record]:
    return sorted(rows, key=lambda row: (row[name] is None, -(row[name] or 0)))


def _money_layout(
    frame: pd.DataFrame,
    rows: list[base.Record],
    *,
    values: list[float],
    row_height: int,
    room: float = 0.36,
    keyed: bool = False,
) -> dict[str, Any]:
    layout = base.row_layout([str(row["name"]) for row in rows], row_height=row_height, extra=24)
    low, high = base.value_range(values, zero=True, pad=room)
    layout["bargap"] = 0.35
    layout["xaxis"] |= {"visible": False, "range": [low, high]}
    if keyed:
        layout["showlegend"] = True
        layout["margin"]["t"] = 34
        layout["height"] += 26
    elif base.is_illustrative(frame):
        layout["margin"]["t"] = 24
        layout["height"] += 16
    return layout


def _bar(
    rows: list[base.Record], column: str, *, name: str, colour: str, hatched: bool, outlined: bool = False
) -> dict[str, Any]:
    outline = {"line": {"color": theme.colour("border"), "width": 1}} if outlined else {}
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": [row[column] for row in rows],
        "y": list(range(len(rows))),
        "marker": {"color": theme.colour(colour), **outline, **base.hatch(on=hatched)},
        "hovertext": [f"<b>{row['name']}</b><br>{name} {formats.money(row[column])}" for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [row.get("href") for row in rows],
        "meta": list(range(len(rows))),
    }


def _column(rows: list[base.Record], column: str, *, name: str, colour: str, hatched: bool) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": name,
        "x": list(range(len(rows))),
        "y": [row[column] for row in rows],
        "text": [formats.signed_money(row[column]) for row in rows],
        "textposition": "outside",
        "constraintext": "none",
        "textangle": 0,
        "cliponaxis": False,
        "textfont": {"color": theme.colour("ink"), "size": 12},
        "marker": {"color": theme.colour(colour), **base.hatch(on=hatched)},
        "hovertext": [f"<b>{row['label']}</b><br>{name} {formats.signed_money(row[column])}" for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "meta": list(range(len(rows))),
    }
