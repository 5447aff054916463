"""One measure over time: values with their status, target, tolerance, control limits, gaps and dated events."""

from dataclasses import replace
from typing import Any

import pandas as pd

from components import formats, theme
from components.figures import base
from components.figures.meta import Column, Figure, Table, raw
from components.formats import Style
from data.model import ABSENCE_WORDS, STATUS_MARKS, Absence, Mark, Polarity, Status

COLUMNS = ("label", "end_date", "value")
"""Must be there. Used where they are: target, target_upper, tolerance, tolerance_kind, status, quality, absence,
illustrative, target_illustrative, mean, lpl, upl, point_type, travel_basis, href."""

POINT_MARKS: dict[str, Mark] = {
    "common_cause": Mark(word="Normal variation", shape="●", colour="common", symbol="circle"),
    "special_cause_improvement": Mark(word="Improvement", shape="▲", colour="improvement", symbol="triangle-up"),
    "special_cause_concern": Mark(word="Concern", shape="▼", colour="concern", symbol="triangle-down"),
    "special_cause_neutral_high": Mark(word="Unusually high", shape="◆", colour="special", symbol="diamond"),
    "special_cause_neutral_low": Mark(word="Unusually low", shape="◇", colour="special", symbol="diamond-open"),
}
"""Source: methods.md section 6; shapes are ours, since the NHS ones rest on colour."""

_PLAIN = Mark(word="Figure", shape="●", colour="series1", symbol="circle")
_DENSE = 60
"""Points from which ordinary ones have no symbol of their own: they would touch, and hide the line and each other."""

_ORDINARY = (_PLAIN, POINT_MARKS["common_cause"])
_MAX_TICKS = 9
_PAD = 0.14
_EVENT_ROOM = 0.2
_SINGLE_TARGET = 48
_LINE_SYMBOL = 1.4
"""How much wider than its size plotly draws a line symbol."""


def draw(
    frame: pd.DataFrame,
    *,
    style: Style,
    polarity: str = Polarity.NONE,
    events: pd.DataFrame | None = None,
    limits: bool = True,
) -> Figure:
    """The trend in date order.

    Args:
        frame: One row a period; columns as in COLUMNS.
        style: How values are written.
        polarity: Which way is better; decides on which side of the target the tolerance lies.
        events: Dated notes with columns on_date and label; None or empty for none.
        limits: Whether control limits are drawn where the frame has them.
    """
    rows = _dated(frame)
    if not rows:
        return base.empty()
    has_limits = limits and any(row.get("mean") is not None for row in rows)
    illustrative = base.is_illustrative(frame)
    layout = _layout(rows, style=style, headroom=min(len(_shown_events(events, rows)), 2))
    traces = [
        *(_limit_lines(rows) if has_limits else _band(rows, polarity=polarity)),
        *_target_lines(rows),
        _value_line(rows, dotted=illustrative),
        *_markers(rows, style=style, by_point_type=has_limits),
    ]
    layout["annotations"] = [
        *_target_label(rows, style=style),
        *_last_label(rows, style=style),
        *_gap_notes(rows),
        *(_limit_labels(rows, style=style) if has_limits else []),
        *_event_labels(events, rows),
    ]
    layout["shapes"] = [*_gap_shades(rows), *_event_lines(events, rows)]
    if illustrative:
        base.mark_illustrative(layout, data=traces)
    return {"data": traces, "layout": layout}


def table(frame: pd.DataFrame, *, style: Style) -> Table:
    """One row a period: figure, target, status, quality; control limits where there are any."""
    rows = base.records(frame)
    unit = _unit_heading(style)
    extra = [name for name in ("mean", "lpl", "upl") if any(row.get(name) is not None for row in rows)]
    words = {"mean": "Mean", "lpl": "Lower limit", "upl": "Upper limit"}
    columns = [
        Column(key="period", label="Period"),
        Column(key="end_date", label="Ends", spoken=False),
        Column(key="value", label=f"Figure{unit}", align="right"),
        Column(key="target", label=f"Target{unit}", align="right"),
        Column(key="status", label="Status"),
        Column(key="quality", label="Quality"),
        *(Column(key=name, label=words[name], align="right") for name in extra),
    ]
    finer = replace(style, decimals=style.decimals + 1)
    cells, texts = [], []
    for row in rows:
        mark = _status_mark(row)
        absence = row.get("absence")
        quality = base.text_or(row.get("quality")) if row["value"] is not None else base.text_or(absence)
        shown = " ".join(
            part
            for part in (
                formats.styled(row["value"], style, with_unit=False, absence=absence),
                formats.quality_mark(row.get("quality")) if row["value"] is not None else "",
            )
            if part
        )
        cells.append(
            [raw(row["label"]), raw(row["end_date"]), raw(row["value"]), raw(row.get("target")), mark.word, quality]
            + [raw(row.get(name)) for name in extra]
        )
        texts.append(
            [
                str(row["label"]),
                formats.day(row["end_date"]),
                shown,
                _target_text(row, style),
                f"{mark.shape} {mark.word}",
            ]
            + [_quality_words(row)]
            + [formats.styled(row.get(name), finer, with_unit=False) for name in extra]
        )
    return Table(columns=columns, rows=cells, text=texts, links=[row.get("href") for row in rows])


def _dated(frame: pd.DataFrame) -> list[base.Record]:
    rows = [row for row in base.records(frame) if row["end_date"] is not None]
    return sorted(rows, key=lambda row: base.iso(row["end_date"]))


def _dates(rows: list[base.Record]) -> list[str]:
    return [base.iso(row["end_date"]) for row in rows]


def _column(rows: list[base.Record], name: str) -> list[float | None]:
    return [row.get(name) for row in rows]


def _status_mark(row: base.Record) -> Mark:
    if row["value"] is None:
        return STATUS_MARKS[Status.NO_DATA]
    status = row.get("status")
    return STATUS_MARKS[Status(status)] if status else STATUS_MARKS[Status.NO_TARGET]


def _quality_words(row: base.Record) -> str:
    if row["value"] is None:
        absence = row.get("absence")
        return ABSENCE_WORDS[Absence(absence)] if absence else "Not available"
    return base.text_or(row.get("quality")).capitalize()


def _unit_heading(style: Style) -> str:
    unit = formats.unit_word(style.unit, amount=2)
    return f" ({unit})" if unit and style.kind != "money" else ""


def _target_text(row: base.Record, style: Style) -> str:
    low, high = row.get("target"), row.get("target_upper")
    if low is None:
        return "[z]"
    text = formats.styled(low, style, with_unit=False)
    return f"{text} to {formats.styled(high, style, with_unit=False)}" if high is not None else text


def _layout(rows: list[base.Record], *, style: Style, headroom: int) -> dict[str, Any]:
    layout = theme.layout()
    names = ("value", "target", "target_upper", "lpl", "upl")
    shown = [row[name] for row in rows for name in names if row.get(name) is not None]
    dates = _dates(rows)
    step = -(-len(rows) // _MAX_TICKS)
    kept = list(range(len(rows) - 1, -1, -step))[::-1]
    layout["margin"] = {"l": 8, "r": 64, "t": 30, "b": 8}
    layout["xaxis"] |= {
        "type": "date",
        "tickmode": "array",
        "tickvals": [dates[index] for index in kept],
        "ticktext": [base.tick(str(rows[index]["label"])) for index in kept],
        "range": base.date_range(dates),
    }
    low, high = base.value_range(shown, pad=_PAD)
    layout["yaxis"] |= {
        "range": [low, high + (high - low) * _EVENT_ROOM * headroom],
        "ticksuffix": "%" if style.kind == "percentage" else "",
        "tickprefix": "£" if style.kind == "money" else "",
        "separatethousands": True,
        "nticks": 6,
    }
    layout["separators"] = ".,"
    layout["showlegend"] = True
    return layout


def _value_line(rows: list[base.Record], *, dotted: bool) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": _dates(rows),
        "y": _column(rows, "value"),
        "line": {"color": theme.colour("series1"), "width": 2.5, "dash": "dot" if dotted else "solid"},
        "connectgaps": False,
        "hoverinfo": "skip",
        "showlegend": False,
        "name": "Figure",
    }


def _markers(rows: list[base.Record], *, style: Style, by_point_type: bool) -> list[dict[str, Any]]:
    def mark_of(row: base.Record) -> Mark:
        if by_point_type and row.get("point_type"):
            return POINT_MARKS.get(row["point_type"], _PLAIN)
        return _PLAIN if row.get("status") in {None, Status.NO_TARGET} else _status_mark(row)

    hidden = _without_symbol(rows)
    groups: dict[tuple[Mark, bool], list[base.Record]] = {}
    for row in rows:
        if row["value"] is not None:
            mark = mark_of(row)
            groups.setdefault((mark, mark not in _ORDINARY or row[base.ROW] not in hidden), []).append(row)
    order = [*STATUS_MARKS.values(), *POINT_MARKS.values(), _PLAIN]
    return [
        {
            "type": "scatter",
            # Such points can still be pointed at and walked to.
            "mode": "markers" if drawn else "none",
            "name": mark.word,
            "x": _dates(group),
            "y": _column(group, "value"),
            "marker": {
                "opacity": 1,
                "symbol": mark.symbol,
                # A triangle holds about half the area of a square as wide.
                "size": 13 if mark.symbol.startswith("triangle") else 10,
                "color": theme.colour(mark.colour),
                "line": {"width": 1, "color": theme.colour("surface")},
            },
            "text": [_hover(row, style=style, mark=mark) for row in group],
            "hovertemplate": "%{text}<extra></extra>",
            "customdata": [row.get("href") for row in group],
            "meta": [row[base.ROW] for row in group],
            "showlegend": drawn and mark is not _PLAIN,
        }
        for (mark, drawn), group in sorted(groups.items(), key=lambda item: order.index(item[0][0]))
    ]


def _without_symbol(rows: list[base.Record]) -> frozenset[int]:
    """Numbers of the rows that the line alone can show: those of a dense line that are joined to another."""
    if len(rows) < _DENSE:
        return frozenset()
    there = [row["value"] is not None for row in rows]
    joined = [before or after for before, after in zip([False, *there[:-1]], [*there[1:], False], strict=True)]
    return frozenset(row[base.ROW] for row, shown in zip(rows, joined, strict=True) if shown)


def _hover(row: base.Record, *, style: Style, mark: Mark) -> str:
    parts = [f"<b>{formats.styled(row['value'], style)}</b>", str(row["label"])]
    if row.get("target") is not None:
        parts.append(f"Target {_target_text(row, style)}")
    if mark is not _PLAIN:
        parts.append(f"{mark.shape} {mark.word}")
    if formats.quality_mark(row.get("quality")):
        parts.append(str(row["quality"]).capitalize())
    return "<br>".join(parts)


def _step(rows: list[base.Record], name: str, *, line: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": _dates(rows),
        "y": _column(rows, name),
        "line": {"shape": "hvh", "width": 1.5, **line},
        "connectgaps": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _target_lines(rows: list[base.Record]) -> list[dict[str, Any]]:
    if len(rows) > 1 and any(row.get("target_upper") is not None for row in rows):
        return _target_range(rows)
    line = {"color": theme.colour("target"), "dash": "dash"}
    # A line through a single point would not be seen.
    single = {
        "mode": "markers",
        "marker": {"symbol": "line-ew", "size": _SINGLE_TARGET, "line": {"width": 2, "color": line["color"]}},
    }
    alone = single if len(rows) == 1 else {}
    return [
        _step(rows, name, line=line) | {"name": "Target"} | alone
        for name in ("target", "target_upper")
        if any(row.get(name) is not None for row in rows)
    ]


def _target_range(rows: list[base.Record]) -> list[dict[str, Any]]:
    """A target that is a range, as a band with thin edges."""
    edges = [
        (low, high)
        if (low := row.get("target")) is not None and (high := row.get("target_upper")) is not None
        else None
        for row in rows
    ]
    line = {"color": theme.colour("target"), "width": 1, "shape": "hvh"}
    return _areas(rows, edges, line=line, fill="band", name="Target range")


def _limit_lines(rows: list[base.Record]) -> list[dict[str, Any]]:
    thin = {"color": theme.colour("common"), "width": 1}
    return [
        _step(rows, "mean", line=thin) | {"name": "Mean"},
        *(_step(rows, name, line={**thin, "dash": "dot"}) | {"name": "Control limit"} for name in ("lpl", "upl")),
    ]


def _limit_labels(rows: list[base.Record], *, style: Style) -> list[dict[str, Any]]:
    first = rows[0]
    finer = replace(style, decimals=style.decimals + 1)
    words = {"upl": "Upper limit", "mean": "Mean", "lpl": "Lower limit"}
    return [
        base.annotation(
            f"{word} {formats.styled(first[name], finer, with_unit=False)}",
            x=base.iso(first["end_date"]),
            y=first[name],
            xanchor="left",
            yanchor="bottom",
            font={"size": 11, "color": theme.colour("muted")},
        )
        for name, word in words.items()
        if first.get(name) is not None
    ]


def _band(rows: list[base.Record], *, polarity: str) -> list[dict[str, Any]]:
    edges = [_near_edges(row, polarity=polarity) for row in rows]
    line = {"width": 0, "shape": "hvh", "color": theme.colour("near-tint")}
    return _areas(rows, edges, line=line, fill="near-tint", name="Near target")


def _areas(
    rows: list[base.Record],
    edges: list[tuple[float, float] | None],
    *,
    line: dict[str, Any],
    fill: str,
    name: str,
) -> list[dict[str, Any]]:
    """Filled areas between two edges, one for every unbroken run of rows that have them."""
    traces = []
    for run in _runs(edges):
        pairs = [edge for index in run if (edge := edges[index]) is not None]
        common = {
            "type": "scatter",
            "mode": "lines",
            "x": [base.iso(rows[index]["end_date"]) for index in run],
            "line": line,
            "hoverinfo": "skip",
            "showlegend": False,
            "name": name,
        }
        traces += [
            common | {"y": [low for low, _ in pairs]},
            common | {"y": [high for _, high in pairs], "fill": "tonexty", "fillcolor": theme.colour(fill)},
        ]
    return traces


def _runs(edges: list[tuple[float, float] | None]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index, edge in enumerate(edges):
        if edge is None:
            continue
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return [run for run in runs if len(run) > 1]


def _near_edges(row: base.Record, *, polarity: str) -> tuple[float, float] | None:
    target, tolerance = row.get("target"), row.get("tolerance")
    if target is None or not tolerance:
        return None
    width = abs(target) * tolerance / 100 if row.get("tolerance_kind") == "percent" else tolerance
    if polarity == Polarity.HIGHER_IS_BETTER:
        return target - width, target
    if polarity == Polarity.LOWER_IS_BETTER:
        return target, target + width
    return None


def _last(rows: list[base.Record], name: str) -> base.Record | None:
    return next((row for row in reversed(rows) if row.get(name) is not None), None)


def _label_gap(rows: list[base.Record], *, lines: int) -> float:
    """How far the middles of a figure and of a label of some lines must lie apart, in the unit of the axis."""
    names = ("value", "target", "target_upper", "lpl", "upl")
    low, high = base.value_range([row[name] for row in rows for name in names if row.get(name) is not None], pad=_PAD)
    return (high - low) * (0.06 + 0.035 * lines)


def _shift(rows: list[base.Record]) -> int:
    """Pixels from the last point to its labels; a single point has its target as a short line that they must clear."""
    return 9 if len(rows) > 1 else round(_SINGLE_TARGET * _LINE_SYMBOL / 2) + 6


def _last_label(rows: list[base.Record], *, style: Style) -> list[dict[str, Any]]:
    row = _last(rows, "value")
    if row is None:
        return []
    return [
        base.annotation(
            f"<b>{formats.styled(row['value'], style, with_unit=False)}</b>",
            x=base.iso(row["end_date"]),
            y=row["value"],
            xanchor="left",
            xshift=_shift(rows),
            font={"size": 14, "color": theme.colour("ink")},
        )
    ]


def _target_label(rows: list[base.Record], *, style: Style) -> list[dict[str, Any]]:
    row, latest = _last(rows, "target"), _last(rows, "value")
    if row is None:
        return []
    same_place = latest is not None and latest["end_date"] == row["end_date"]
    at = row["target"] if row.get("target_upper") is None else (row["target"] + row["target_upper"]) / 2
    word = "Target<br>(illustrative)" if row.get("target_illustrative") and not row.get("illustrative") else "Target"
    if same_place and latest is not None:
        gap = _label_gap(rows, lines=word.count("<br>") + (2 if row.get("target_upper") is None else 3))
        if abs(at - latest["value"]) < gap:
            at = latest["value"] + (gap if at >= latest["value"] else -gap)
    return [
        base.annotation(
            f"{word}<br>{_target_text(row, style).replace(' to ', '<br>to ')}",
            x=base.iso(row["end_date"]),
            y=at,
            xanchor="left",
            xshift=_shift(rows),
            align="left",
            font={"size": 12, "color": theme.colour("muted")},
        )
    ]


def _gaps(rows: list[base.Record]) -> list[list[int]]:
    """Runs of neighbouring rows without a figure."""
    indexes = [index for index, row in enumerate(rows) if row["value"] is None]
    runs: list[list[int]] = []
    for index in indexes:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _gap_span(rows: list[base.Record], run: list[int]) -> tuple[str, str]:
    """First and last day of a gap, halfway to its neighbours."""
    dates = [pd.Timestamp(day) for day in _dates(rows)]
    before, first, last, after = (
        dates[max(run[0] - 1, 0)],
        dates[run[0]],
        dates[run[-1]],
        dates[min(run[-1] + 1, len(dates) - 1)],
    )
    return ((before + (first - before) / 2).date().isoformat(), (last + (after - last) / 2).date().isoformat())


def _gap_notes(rows: list[base.Record]) -> list[dict[str, Any]]:
    notes = []
    for run in _gaps(rows):
        start, end = map(pd.Timestamp, _gap_span(rows, run))
        marks = {formats.absent(rows[index].get("absence")) for index in run}
        notes.append(
            base.annotation(
                marks.pop() if len(marks) == 1 else formats.NO_VALUE,
                x=(start + (end - start) / 2).date().isoformat(),
                yref="paper",
                y=0,
                yanchor="bottom",
                font={"size": 11, "color": theme.colour("muted")},
                hovertext="<br>".join(f"{rows[index]['label']}: {_quality_words(rows[index])}" for index in run),
            )
        )
    return notes


def _gap_shades(rows: list[base.Record]) -> list[dict[str, Any]]:
    return [
        {
            "type": "rect",
            "layer": "below",
            "x0": start,
            "x1": end,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "fillcolor": theme.colour("none-tint"),
            "line": {"width": 0},
        }
        for start, end in (_gap_span(rows, run) for run in _gaps(rows))
    ]


def _shown_events(events: pd.DataFrame | None, rows: list[base.Record]) -> list[base.Record]:
    if events is None or events.empty:
        return []
    low, high = base.date_range(_dates(rows))
    return [
        row for row in base.records(events) if row["on_date"] is not None and low <= base.iso(row["on_date"]) <= high
    ]


def _event_lines(events: pd.DataFrame | None, rows: list[base.Record]) -> list[dict[str, Any]]:
    return [
        {
            "type": "line",
            "layer": "below",
            "x0": base.iso(event["on_date"]),
            "x1": base.iso(event["on_date"]),
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": theme.colour("border"), "width": 1, "dash": "dot"},
        }
        for event in _shown_events(events, rows)
    ]


def _event_labels(events: pd.DataFrame | None, rows: list[base.Record]) -> list[dict[str, Any]]:
    shown = _shown_events(events, rows)
    middle = sorted(_dates(rows))[len(rows) // 2]
    return [
        base.annotation(
            formats.wrap(str(event["label"]), width=28, lines=2),
            x=base.iso(event["on_date"]),
            yref="paper",
            y=1 - 0.15 * (index % 2),
            yanchor="top",
            xanchor="left" if base.iso(event["on_date"]) < middle else "right",
            xshift=3 if base.iso(event["on_date"]) < middle else -3,
            align="left",
            font={"size": 11, "color": theme.colour("muted")},
            bgcolor=theme.colour("surface"),
            hovertext=str(event["label"]),
        )
        for index, event in enumerate(shown)
    ]
