"""What tells readers how far a number can be trusted: moved targets, icons, limits and what a target would take."""

from collections.abc import Callable
from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components import formats
from components.ui import notice, status_badge, tag
from dashboard import blocks, icons
from dashboard.view import View
from data.model import STATUS_MARKS, Assurance, LimitsState, PointType, Polarity, Status
from data.signals import ASSURANCE_WORDS, VARIATION_WORDS, latest_signal
from data.spc import countdown, limits_state
from data.year_end import YearEnd


def writer(row: Any) -> Callable[[float], str]:
    """Returns what writes a measure's figures with their unit."""
    style = blocks.style_of(row)
    return lambda amount: formats.styled(amount, style)


def _tolerance_words(amount: Any, kind: Any, *, write: Callable[[float], str]) -> str:
    if pd.isna(amount):
        return "none"
    return f"{float(amount):g}% of the target" if kind == "percent" else write(float(amount))


def moved_words(row: Any) -> str:
    """Returns who moved a target, when, why, from what to what; empty where it was not moved."""
    if not row.moved:
        return ""
    write = writer(row)
    now = blocks.target_words(row.target, row.target_upper, write=write)
    then = blocks.target_words(row.original_target, row.original_upper, write=write)
    words = f"The target in force is {now}, moved from {then}"
    if now == then:
        now = _tolerance_words(row.tolerance, row.tolerance_kind, write=write)
        then = _tolerance_words(row.original_tolerance, row.original_tolerance_kind, write=write)
        words = f"The tolerance in force is {now}, moved from {then}"
    words += (
        f" on {formats.day(row.target_from)} by {row.agreed_by if pd.notna(row.agreed_by) else 'someone not recorded'}"
    )
    reason = str(row.target_reason).rstrip(".") if pd.notna(row.target_reason) else ""
    return f"{words}: {reason[:1].lower()}{reason[1:]}." if reason else f"{words}; no reason is recorded."


def moved_notice(row: Any) -> list[Component]:
    """Returns the note of a moved target with both statuses, or nothing."""
    words = moved_words(row)
    if not words:
        return []
    judged = STATUS_MARKS[Status(row.status)]
    original = STATUS_MARKS[Status(row.original_status)]
    same = "would still be" if row.original_status == row.status else "would be"
    return [
        notice(
            [
                html.Strong(f"⚑ Target moved{' (illustrative)' if row.target_illustrative else ''}. "),
                f"{words} Against the target in force it is ",
                status_badge(Status(row.status), word=judged.word),
                f"; against the target first agreed it {same} ",
                status_badge(Status(row.original_status), word=original.word),
                ".",
            ],
            tone="warning",
            notice_id="measure-moved",
        )
    ]


def signal_icons(row: Any) -> Component | str:
    """Returns the icons of a measure: variation, and assurance where there is a target; empty under twelve figures."""
    drawn = []
    if pd.notna(row.variation):
        drawn.append(icons.variation_icon(row.variation, polarity=row.polarity))
    if pd.notna(row.assurance):
        drawn.append(icons.assurance_icon(row.assurance))
    return html.Span(drawn, className="icon-pair") if drawn else ""


def signal_words(row: Any) -> list[Component]:
    """Returns the icons of a measure with their words beside them."""
    drawn = []
    if pd.notna(row.variation):
        drawing = icons.variation_icon(row.variation, polarity=row.polarity, alt="")
        drawn.append(icons.with_words(drawing, VARIATION_WORDS[PointType(row.variation)]))
    if pd.notna(row.assurance):
        drawn.append(
            icons.with_words(icons.assurance_icon(row.assurance, alt=""), ASSURANCE_WORDS[Assurance(row.assurance)])
        )
    return drawn


def why_no_icons(row: Any) -> str:
    """Returns why a measure has no icons, in words; empty where it has some."""
    if pd.notna(row.variation):
        return ""
    if not row.spc_allowed:
        return (
            "Control limits are not drawn: they make no sense for series that are cumulative, rolling, strongly"
            " seasonal or yearly."
        )
    if pd.isna(row.points) or not row.points:
        return "No control limits: there are no figures."
    words = countdown(
        int(row.points), last_period_start=pd.Timestamp(row.start_date).date(), frequency=str(row.frequency)
    )
    if limits_state(int(row.points)) is LimitsState.TRIAL:
        return f"Trial limits: {words}. Until then the limits may still move and no icon is given."
    return f"Too few figures for control limits: {words}."


def limits_note(view: View, row: Any) -> Component:
    """Returns what a measure's control chart says: icons with words, special cause, where the limits start anew."""
    words = [why_no_icons(row)]
    line = view.knowledge.line_with_limits(str(row.measure_id))
    if "special_cause_type" in line and pd.notna(row.variation):
        last = line[line["value"].notna()].iloc[-1]
        words.append(latest_signal(str(last["special_cause_type"]), point_type=str(last["point_type"])))
    mine = view.knowledge.events
    rebases = mine[(mine["measure_id"] == row.measure_id) & (mine["kind"] == "rebase")]
    if "mean" in line and len(line):
        began = rebases[rebases["on_date"] <= line["end_date"].max()]
        words += [f"The limits start anew on {formats.day(each.on_date)}: {each.label}." for each in began.itertuples()]
    return html.Div(
        [
            html.Div(signal_words(row), className="icon-row"),
            html.P(" ".join(word for word in words if word), className="limits-words"),
        ],
        id="measure-limits",
        className="limits-note",
    )


def year_end_of(view: View, row: pd.Series) -> YearEnd | None:
    """Returns the year-end target of a measure and what it would take."""
    return view.knowledge.year_end(row, write=writer(row))


def year_end_words(year: YearEnd, *, write: Callable[[float], str]) -> str:
    """Returns a year-end target and what it would take in one line."""
    wanted = blocks.target_words(year.target, year.target_upper, write=write)
    return f"Target for {year.year}: {wanted}. {year.outlook.sentence}"


def year_end_note(view: View, row: Any) -> str:
    """Returns what a measure's year-end target would take, in one sentence for a table; empty where it has none."""
    year = year_end_of(view, pd.Series(row._asdict()))
    return "" if year is None else year_end_words(year, write=writer(row))


def year_end_block(view: View, about: pd.Series) -> list[Component]:
    """Returns what it would take to meet the year-end target of a measure; nothing where there is none."""
    year = year_end_of(view, about)
    if year is None:
        return []
    wanted = blocks.target_words(year.target, year.target_upper, write=writer(about))
    bound = {Polarity.HIGHER_IS_BETTER: " or more", Polarity.LOWER_IS_BETTER: " or less"}.get(about["polarity"], "")
    return [
        html.Section(
            [
                html.H2("What it would take", id="measure-outlook-heading", className="panel-heading"),
                html.P(
                    [
                        html.Strong(f"Target for {year.year}: {wanted}{bound}. "),
                        year.outlook.sentence,
                        *([" ", tag("Illustrative")] if about["illustrative"] or about["target_illustrative"] else []),
                    ],
                ),
                html.P(
                    [
                        f"{_HOW[str(about['aggregation'])] if year.by_quarter else _ONCE} ",
                        dcc.Link("How we rate", href=view.link("/rating")),
                    ],
                    className="minor",
                ),
            ],
            id="measure-outlook",
            className="panel outlook",
        )
    ]


_ONCE = "The measure has one figure a year."
_HOW = {
    "sum": "The quarters of a year add up, and so do their targets.",
    "weighted_mean": (
        "The year is the mean of its periods, each weighted by how many cases stand behind it; its target is that of"
        " the year's last period."
    ),
    "last": "The figure grows through the year; the target is that of the year's last period.",
    "snapshot": "Only the level at the end of the year counts.",
}


def icon_grid(view: View, measures: pd.DataFrame, *, caption: str, grid_id: str) -> Component:
    """Returns measures with their two icons, one row a measure, and below it those that have none and why."""
    having = measures[measures["variation"].notna()]
    rest = measures[measures["variation"].isna()]
    rows = [
        [
            blocks.measure_link(view, row.measure_id, row.short_name),
            icons.variation_icon(row.variation, polarity=row.polarity),
            icons.assurance_icon(row.assurance) if pd.notna(row.assurance) else "",
        ]
        for row in having.itertuples()
    ]
    parts: list[Any] = [
        (
            blocks.table(
                ("Measure", "Variation", "Assurance"), rows, caption=caption, table_id=f"{grid_id}-table", stacked=False
            )
            if rows
            else blocks.nothing("No measure here has figures enough for icons yet.")
        )
    ]
    if len(rest):
        items = [
            html.Li([blocks.measure_link(view, row.measure_id, row.short_name), f": {why_no_icons(row)}"])
            for row in rest.itertuples()
        ]
        parts.append(
            html.Details(
                [html.Summary(f"{formats.plural(len(rest), 'measure')} without icons, and why"), html.Ul(items)]
            )
        )
    return html.Div(parts, id=grid_id, className="icon-grid")
