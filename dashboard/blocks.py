"""Parts that several pages share: what a frame of the plan looks like on a page."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components import figures, formats
from components.figures import Context, Style, sparkline
from components.ui import (
    Column,
    Step,
    chart_panel,
    data_table,
    direction_badge,
    heading,
    rating_badge,
    spark,
    status_badge,
    tag,
)
from dashboard.view import View
from data.facts import with_gaps
from data.model import ABSENCE_WORDS, STATUS_MARKS, Absence, Status

SPARK_POINTS = 16
FEWEST_POINTS = 2


def style_of(row: Any) -> Style:
    """Returns how a measure's figures are written; ``row`` has kind, unit and decimals."""
    return Style(kind=str(row.kind), unit=str(row.unit), decimals=int(row.decimals))


def figure_words(row: Any) -> str:
    """Returns a measure's latest figure in words, or why there is none."""
    if pd.notna(row.value):
        return formats.styled(float(row.value), style_of(row))
    return absence_words(row.absence)


def absence_words(absence: object) -> str:
    """Returns why there is no figure, after [c] if it is withheld.

    One that nobody has returned is just not there yet.
    """
    if pd.isna(absence):
        return "No figure yet"
    words = ABSENCE_WORDS[Absence(str(absence))]
    return f"{formats.absent(str(absence))} {words}" if absence == Absence.SUPPRESSED else words


def target_words(low: Any, high: Any, *, write: Callable[[float], str]) -> str:
    """Returns a target in words; a range has both ends."""
    words = write(float(low))
    return f"{words} to {write(float(high))}" if pd.notna(high) else words


def target_of(row: Any) -> str:
    """Returns the target in force of a measure that has one, in words."""
    style = style_of(row)
    return target_words(row.target, row.target_upper, write=lambda amount: formats.styled(amount, style))


def as_at_words(view: View) -> str:
    """Returns the time at which the figures on show were known, in words for charts and exports."""
    if view.knowledge.scope.known_at is None:
        return f"As known on {formats.day(view.knowledge.facts.built_at)}"
    published = view.knowledge.publications.set_index("publication_id")["label"]
    as_at = str(view.filters.as_at)
    return f"As at {published[as_at]}" if as_at in published.index else f"As known on {formats.day(as_at)}"


def filter_words(view: View) -> str:
    """Returns the filters that narrow the view in words; empty if none does."""
    f, s = view.filters, view.structure
    words = []
    if f.priority:
        words.append(str(s.priority.set_index("priority_id")["name"][f.priority]))
    if f.outcome:
        words.append(str(s.outcome.set_index("outcome_id")["name"][f.outcome]))
    if f.status:
        words.append(STATUS_MARKS[f.status].word.lower())
    if f.area != view.knowledge.plan["area_code"]:
        words.append(str(s.area.set_index("area_code")["name"][f.area]))
    return "; ".join(words)


def source_words(view: View, source_ids: Iterable[object], *, most: int = 2) -> str:
    """Returns titles of sources, the first few by name and the rest by number."""
    known = view.knowledge.source_by_id
    titles = list(
        dict.fromkeys(str(known[str(name)]["title"]) for name in source_ids if pd.notna(name) and str(name) in known)
    )
    rest = len(titles) - most
    return "; ".join(titles[:most]) + (
        f"; and {formats.plural(rest, 'more source', 'more sources')}" if rest > 0 else ""
    )


def source_link(title: object, url: object) -> Component | str:
    """Returns a source's title, as a link where it has an address on the web."""
    words = str(title)
    return html.A(words, href=str(url), rel="noopener", target="_blank") if str(url).startswith("http") else words


def panel(
    view: View,
    key: str,
    frame: pd.DataFrame,
    *,
    panel_id: str,
    heading: str,
    subtitle: str,
    sources: Iterable[object] = (),
    illustrative: bool | None = None,
    level: int = 2,
    size: str = "panel",
    wide: bool = False,
    narrowed: bool = False,
    **options: Any,
) -> Component:
    """Returns a chart panel drawn from one frame: figure, sentence, table, downloads, source and as-at line.

    Args:
        view: The view that it stands in.
        key: Figure in the registry.
        frame: What is drawn.
        panel_id: Id of the panel.
        heading: The message.
        subtitle: Measure, area, period and unit.
        sources: Ids of the sources of the frame.
        illustrative: Whether the figures are; None asks the frame.
        level: Level of the heading.
        size: small, panel or full.
        wide: Whether it scrolls sideways inside itself on narrow screens.
        narrowed: Whether the page's filters narrow what is drawn; they are then printed with it.
        **options: For the figure.
    """
    marked = (
        bool(frame["illustrative"].any()) if illustrative is None and "illustrative" in frame else bool(illustrative)
    )
    context = Context(
        heading=heading,
        subtitle=subtitle,
        source=source_words(view, sources),
        as_at=as_at_words(view),
        filters=filter_words(view) if narrowed else "",
        illustrative=marked,
        file_name=formats.slug(f"{heading} {view.filters.end}"),
    )
    return chart_panel(
        figures.make(key, frame, context=context, **options), panel_id=panel_id, level=level, size=size, wide=wide
    )


def way(view: View, here: str, *between: tuple[str, str]) -> list[Step]:
    """Returns the path from the board down to this page; ``between`` holds words and path of what lies on the way."""
    return [
        Step(label="Board", href=view.link("/")),
        *(Step(label=label, href=view.link(path)) for label, path in between),
        Step(label=here),
    ]


def measure_link(view: View, measure_id: str, text: str) -> Component:
    """Returns a link to a measure's page."""
    return dcc.Link(text, href=view.link(f"/measures/{measure_id}"))


def action_link(view: View, action_id: str, text: str) -> Component:
    """Returns a link to an action's page."""
    return dcc.Link(text, href=view.link(f"/actions/{action_id}"))


def spark_cell(view: View, row: Any) -> Component | str:
    """Returns a small line of a measure's last periods with its words for those who do not see it.

    Empty under two points.
    """
    line = view.knowledge.line(str(row.measure_id)).tail(SPARK_POINTS)
    if line["value"].notna().sum() < FEWEST_POINTS:
        return ""
    colour = STATUS_MARKS[Status(row.status)].colour
    return spark(sparkline(list(line["value"]), colour=colour), alt=spark_words(line, style=style_of(row)))


def spark_words(line: pd.DataFrame, *, style: Style) -> str:
    """Returns the first and the last figure of a line with their periods, and which periods after them have none.

    Args:
        line: value and label, in time; at least one value.
        style: How the figures are written.
    """
    labels = [formats.short_period(str(label)) for label in line["label"]]
    there = [place for place, value in enumerate(line["value"]) if pd.notna(value)]
    first, last = (
        f"{formats.styled(float(line['value'].iloc[at]), style)} in {labels[at]}" for at in (there[0], there[-1])
    )
    after = labels[there[-1] + 1 :]
    missing = (
        "" if not after else f"; none for {after[0]}" if len(after) == 1 else f"; none from {after[0]} to {after[-1]}"
    )
    return f"From {first} to {last}{missing}"


def flags(row: Any) -> list[Component]:
    """Returns tags for what a reader must know before using a figure."""
    marks: list[Component] = []
    if row.illustrative:
        marks.append(tag("Illustrative"))
    elif row.target_illustrative and row.status in (Status.MET, Status.NEAR, Status.OFF):
        marks.append(tag("Illustrative target"))
    if pd.notna(row.value) and row.quality == "provisional":
        marks.append(tag("Provisional"))
    if row.moved:
        marks.append(moved_flag(row))
    return marks


def moved_flag(row: Any) -> Component:
    """Returns the flag of a moved target with the status against the target in force and the one first agreed."""
    now, then = STATUS_MARKS[Status(row.status)], STATUS_MARKS[Status(row.original_status)]
    return html.Span(
        f"⚑ Target moved: {now.shape} {now.word.lower()}, first agreed {then.shape} {then.word.lower()}",
        className="tag tag-target-moved",
    )


def measure_table(
    view: View,
    frame: pd.DataFrame,
    *,
    caption: str,
    table_id: str,
    more: tuple[str, Callable[[Any], Any]] | None = None,
    note: Callable[[Any], str] | None = None,
) -> Component:
    """Returns measures with latest figure, target, status, direction and trend, a row each, in the frame's order.

    Args:
        view: The view that it stands in.
        frame: Rows of ``Knowledge.measures``.
        caption: What the table holds.
        table_id: Id of the block around the table.
        more: Heading of one more column, and what gives a row's cell of it.
        note: Gives a sentence below a measure's name; empty for none.
    """
    rows = [
        [
            [
                measure_link(view, row.measure_id, row.wording),
                *flags(row),
                *([html.Span(words, className="minor")] if note and (words := note(row)) else []),
            ],
            [figure_words(row), html.Span(str(row.label), className="minor") if pd.notna(row.value) else ""],
            target_of(row) if pd.notna(row.target) else "None set",
            status_badge(Status(row.status)),
            direction_badge(row.direction) if pd.notna(row.value) else "",
            spark_cell(view, row),
            *([more[1](row)] if more else []),
        ]
        for row in frame.itertuples()
    ]
    headings = ("Measure", "Latest>", "Target>", "Status", "Direction", "Trend", *([more[0]] if more else []))
    return table(headings, rows, caption=caption, table_id=table_id, class_name="measure-table")


def proposed(name: str | None, *, basis: str) -> list[Component | str]:
    """Returns a name with a tag where it is our proposal, or that none is stated."""
    if not isinstance(name, str):
        return ["Not stated"]
    return [name, " ", tag("Editorial")] if basis == "editorial" else [name]


def rating(row: Any) -> Component:
    """Returns an officer's rating as colour, shape and word; ``row`` has rating, colour and shape."""
    return rating_badge(row.rating, colour=str(row.colour), shape=str(row.shape))


def table(
    headings: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    caption: str,
    table_id: str,
    stacked: bool = True,
    class_name: str = "",
) -> Component:
    """Returns a table inside a block with an id, so that a changed table is sent alone.

    A heading ending in ">" is of numbers.
    """
    columns = [
        Column(key=formats.slug(label), label=label.removesuffix(">"), align="right" if label.endswith(">") else "left")
        for label in headings
    ]
    rows_drawn = data_table(columns, rows, caption=caption, caption_hidden=True, stacked=stacked, class_name=class_name)
    return html.Div(rows_drawn, id=table_id)


def action_table(view: View, frame: pd.DataFrame, *, caption: str, table_id: str) -> Component:
    """Returns actions with officers' rating, how far they are and what the rating hides, one row an action."""
    rows = []
    for row in frame.itertuples():
        hidden = html.P(f"⚑ {row.hidden_red}", className="hidden-red") if pd.notna(row.hidden_red) else ""
        rows.append(
            [
                [action_link(view, row.action_id, row.text), hidden],
                [rating(row), *([tag("Illustrative")] if row.illustrative else [])],
                f"{row.percent_complete:.0f}%" if pd.notna(row.percent_complete) else "",
                row.department if pd.notna(row.department) else "",
            ]
        )
    headings = ("Action", "Officer's rating", "Done>", "Department")
    return table(headings, rows, caption=caption, table_id=table_id, class_name="action-table")


def nothing(words: str) -> Component:
    """Returns an empty state: what is missing and what to do."""
    return html.P(words, className="empty-words")


def section(title: str, children: Sequence[Any], *, block_id: str, lead: str | None = None) -> Component:
    """Returns a titled block of a page."""
    head: list[Component] = [heading(title, level=2, id=f"{block_id}-heading")]
    if lead:
        head.append(html.P(lead, id=f"{block_id}-lead", className="section-note"))
    return html.Section([*head, *children], id=block_id, className="section")


def outcome_links(view: View, outcomes: pd.DataFrame, *, reasons: pd.DataFrame) -> Component:
    """Returns the outcomes that a priority serves with the reason for each link; our proposals carry a tag."""
    why = reasons.set_index("child_id")
    items = [
        html.Li(
            [
                dcc.Link(row.name, href=view.link(f"/outcomes/{row.outcome_id}")),
                " ",
                *([tag("Editorial")] if why["basis"][row.outcome_id] == "editorial" else []),
                html.P(str(why["reason"][row.outcome_id]), className="minor"),
            ]
        )
        for row in outcomes.rename(columns={"name": "name"}).itertuples(index=False)
    ]
    return section("Outcomes that it serves", [html.Ul(items, className="plain-list")], block_id="served-outcomes")


def ratings_frame(view: View, actions: pd.DataFrame) -> pd.DataFrame:
    """Returns officers' ratings of some actions by action and quarter, as the figure ``ratings_strip`` asks."""
    updates = view.knowledge.updates
    mine = updates[updates["action_id"].isin(actions["action_id"])]
    names = actions.set_index("action_id")["short_name"]
    frame = mine.assign(
        name=mine["action_id"].map(names),
        href=[view.link(f"/actions/{name}") for name in mine["action_id"]],
        position=mine["rating_position"],
    )
    order = {name: place for place, name in enumerate(actions["action_id"])}
    return frame.sort_values(
        ["action_id", "end_date"], key=lambda column: column.map(order) if column.name == "action_id" else column
    )


def on_chart(view: View, measure_id: str) -> pd.DataFrame:
    """Returns a measure's line as a chart shows it.

    From the first period asked for to the quarter on show, gaps included.
    """
    rows = with_gaps(view.knowledge.line_with_limits(measure_id), periods=view.structure.period)
    if view.filters.start is None:
        return rows
    start = view.structure.period.set_index("period_id")["start_date"][view.filters.start]
    return rows[rows["end_date"] >= start]


GENERAL_EVENTS = 2
"""Events that matter to every measure crowd a chart, so that it shows no more than the latest of them."""


def events_of(events: pd.DataFrame, *, measure_id: str, line: pd.DataFrame) -> pd.DataFrame:
    """Returns the notes for a measure's chart inside the time of its line.

    Its own, and the latest general ones, in time.
    """
    if line.empty:
        return events.iloc[:0]
    inside = events[(events["on_date"] >= line["start_date"].min()) & (events["on_date"] <= line["end_date"].max())]
    general = inside[inside["measure_id"].isna() & (inside["kind"] == "context")].tail(GENERAL_EVENTS)
    return pd.concat([inside[inside["measure_id"] == measure_id], general]).sort_values("on_date", kind="stable")


def trend_panel(view: View, measure_id: str, *, panel_id: str, level: int = 2, size: str = "panel") -> Component:
    """Returns the trend of one measure in the area on show with target, tolerance, events, and limits if it has any."""
    k = view.knowledge
    about = k.measures_by_id([measure_id]).iloc[0]
    rows = on_chart(view, measure_id)
    events = events_of(k.events, measure_id=measure_id, line=rows)
    area = view.structure.area.set_index("area_code")["name"][view.filters.area]
    span = f"{rows['label'].iloc[0]} to {rows['label'].iloc[-1]}" if len(rows) else "no figures"
    return panel(
        view,
        "trend",
        rows,
        panel_id=panel_id,
        heading=str(about["short_name"]),
        subtitle=f"{about['wording']}, {area}, {span} ({about['unit']})",
        sources=rows["source_id"].dropna().unique(),
        level=level,
        size=size,
        style=style_of(about),
        polarity=str(about["polarity"]),
        events=events,
    )
