"""What changed between two times, in words: for the page of changes and for the board."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components import formats
from components.figures import Style
from components.ui import rating_badge, tag
from dashboard import blocks
from dashboard.view import View
from data.changes import Changes, Kind

COUNTED: dict[Kind, tuple[str, str]] = {
    Kind.RESTATED: ("restated figure", "restated figures"),
    Kind.RECEIVED: ("late figure received", "late figures received"),
    Kind.TARGET: ("target moved", "targets moved"),
    Kind.RATING: ("rating changed", "ratings changed"),
    Kind.UPDATE: ("officer's update reworded", "officers' updates reworded"),
    Kind.COMMENTARY: ("commentary rewritten", "commentaries rewritten"),
    Kind.AMOUNT: ("amount of money restated", "amounts of money restated"),
    Kind.DEFINITION: ("definition changed", "definitions changed"),
    Kind.REWORDED: ("measure reworded", "measures reworded"),
}
"""One and several of each kind of change that has a word of its own; parts of the plan are named with their sort."""

Draw = Callable[[View, pd.DataFrame], Component]
"""Draws the changes of one sort as a table."""

PATHS = {
    "priority": "/priorities/{}",
    "outcome": "/outcomes/{}",
    "initiative": "/initiatives/{}",
    "action": "/actions/{}",
    "measure": "/measures/{}",
}
"""Addresses of the parts of the plan that have a page of their own."""

FEW = 12
"""Parts of the plan up to which nothing is folded away."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What changed between the time that the address names and the one on show.

    Attributes:
        words: The two times in words, for example "since Q3 2024-25, as published 20 March 2025".
        since: The earlier time (UTC).
        found: What changed, narrowed by the page's filters.
    """

    words: str
    since: datetime
    found: Changes


def compared(view: View) -> Compared | None:
    """Returns what changed up to the time on show; None if no time is named and nothing was published before.

    Without a time in the address it is the last publication of a quarter before the one on show, or else of that
    quarter.
    """
    f, k = view.filters, view.knowledge
    published = k.publications.set_index("publication_id")
    if view.since_at is not None:
        since = view.since_at
        name = str(f.since)
        words = str(published["label"][name]) if name in published.index else formats.long_day(name)
    else:
        last = _last_report(view, published)
        if last is None:
            return None
        since, words = last["known_at"].to_pydatetime(), str(last["label"])
    found = k.facts.changes_since(since)
    if f.priority or f.outcome:
        found = found.under(k.items_under(priority=f.priority, outcome=f.outcome))
    return Compared(words=f"since {words}", since=since, found=found)


def _last_report(view: View, published: pd.DataFrame) -> pd.Series | None:
    """The newest publication before the time on show: of an earlier quarter if there is one, else of this one."""
    k = view.knowledge
    ended = published["period_id"].map(view.structure.period.set_index("period_id")["end_date"])
    known = k.scope.known_at is None or published["known_at"] < k.scope.known_at
    for chosen in (ended < k.end["end_date"], ended == k.end["end_date"]):
        rows = published[chosen & known]
        if len(rows):
            return rows.iloc[0]
    return None


def summary(found: Changes) -> str:
    """Returns how many changes there are of each sort, for example "4 restated figures, 1 action retired."."""
    counts = found.counts
    words = [formats.plural(counts[kind], *COUNTED[kind]) for kind in COUNTED if kind in counts]
    parts = found.part[~found.part["kind"].isin([str(kind) for kind in COUNTED])]
    for (kind, item_kind), group in parts.groupby(["kind", "item_kind"], sort=False):
        words.append(_counted(group, kind=str(kind), item_kind=str(item_kind)))
    return f"{', '.join(words)}." if words else "Nothing has changed."


def _counted(group: pd.DataFrame, *, kind: str, item_kind: str) -> str:
    several = f"{item_kind[:-1]}ies" if item_kind.endswith("y") else f"{item_kind}s"
    return f"{formats.plural(len(group), item_kind, several)} {kind}"


def board_block(view: View) -> Component:
    """Returns what changed since the report before, for the board; an empty block if there is none to compare with."""
    now = compared(view)
    if now is None:
        return html.Div(id="board-changes")
    words = summary(now.found)
    illustrative = any(frame["illustrative"].any() for frame in now.found.subjects.values())
    more = html.P(dcc.Link("What changed, with old and new values and the reasons", href=link(view)))
    return blocks.section(
        "Changed since the last report",
        [
            html.P([words, " ", tag("Illustrative") if illustrative else ""], id="board-changes-summary"),
            *([more] if now.found.counts else []),
        ],
        block_id="board-changes",
        lead=f"{now.words[0].upper()}{now.words[1:]}.",
    )


def link(view: View) -> str:
    """Returns the address of the page of changes that keeps the filters by priority and outcome."""
    return view.link("/changes", since=view.filters.since, priority=view.filters.priority, outcome=view.filters.outcome)


def sections(view: View, found: Changes) -> list[Component]:
    """Returns one block for each sort of change that occurs, each with a table of old and new, why, who and when."""
    drawn: list[tuple[str, str, pd.DataFrame, Draw]] = [
        ("Restated figures", "figure", found.figure, _figures),
        ("Moved targets", "target", found.target, _targets),
        ("Changed ratings and updates of actions", "rating", found.rating, _ratings),
        ("Rewritten commentary", "commentary", found.commentary, _texts),
        ("Restated money", "amount", found.amount, _amounts),
        ("Changed definitions and wordings", "definition", _definitions(found), _texts),
        ("Retired, split, merged and renamed", "part", found.part[found.part["kind"] != Kind.REWORDED], _parts),
    ]
    return [
        blocks.section(title, [draw(view, frame)], block_id=f"changes-{name}")
        for title, name, frame, draw in drawn
        if len(frame)
    ]


def _definitions(found: Changes) -> pd.DataFrame:
    reworded = found.part[found.part["kind"] == Kind.REWORDED]
    return pd.concat([each for each in (found.definition, reworded) if len(each)] or [found.definition])


def _about(view: View, row: Any) -> list[Any]:
    """The measure or action that a row is about, and whether it is made up."""
    measures = view.structure.measure.set_index("measure_id")["short_name"]
    actions = view.structure.action.set_index("action_id")["short_name"]
    name = str(row.item_id)
    shown = (
        blocks.measure_link(view, name, str(measures[name]))
        if name in measures.index
        else blocks.action_link(view, name, str(actions.get(name, name)))
    )
    return [shown, " ", tag("Illustrative") if row.illustrative else ""]


def _why(row: Any) -> list[Any]:
    """Reason, who and when, for the last three columns of a table."""
    return [
        row.reason if pd.notna(row.reason) else "Withdrawn; no reason is given",
        row.recorded_by if pd.notna(row.recorded_by) else "Not stated",
        formats.day(row.changed_at),
    ]


def _style(view: View, measure_id: str) -> Style:
    return blocks.style_of(view.structure.measure.set_index("measure_id").loc[measure_id])


def _figure(value: Any, absence: Any, style: Style) -> str:
    if pd.notna(value):
        return formats.styled(float(value), style)
    return blocks.absence_words(absence) if pd.notna(absence) else "Withdrawn"


def _figures(view: View, frame: pd.DataFrame) -> Component:
    rows = []
    for row in frame.itertuples():
        style = _style(view, row.item_id)
        place = "" if row.area_code == view.knowledge.plan["area_code"] else f", {row.area_name}"
        rows.append(
            [
                _about(view, row),
                f"{row.label}{place}",
                _figure(row.old_value, row.old_absence, style),
                _figure(row.new_value, row.new_absence, style),
                *_why(row),
            ]
        )
    return blocks.table(
        ("Measure", "Period", "Was>", "Is>", "Why", "Who", "When"),
        rows,
        caption="Restated figures",
        table_id="changes-figure-table",
    )


def _target(row: Any, which: str, style: Style) -> str:
    value, upper = getattr(row, f"{which}_value"), getattr(row, f"{which}_upper_value")
    if pd.isna(value):
        return "None"
    words = formats.styled(float(value), style)
    if pd.notna(upper):
        words += f" to {formats.styled(float(upper), style)}"
    return words


def _tolerance(row: Any, which: str) -> str:
    if row.old_tolerance == row.new_tolerance and row.old_tolerance_kind == row.new_tolerance_kind:
        return ""
    size, kind = getattr(row, f"{which}_tolerance"), getattr(row, f"{which}_tolerance_kind")
    return "" if pd.isna(size) else f", tolerance {size:g}{'%' if kind == 'percent' else ''}"


def _targets(view: View, frame: pd.DataFrame) -> Component:
    rows = []
    for row in frame.itertuples():
        style = _style(view, row.item_id)
        cells = [_target(row, which, style) + _tolerance(row, which) for which in ("old", "new")]
        rows.append([_about(view, row), row.label, *cells, *_why(row)])
    return blocks.table(
        ("Measure", "Target for", "Was>", "Is>", "Why", "Agreed by", "When"),
        rows,
        caption="Moved targets",
        table_id="changes-target-table",
    )


def _ratings(view: View, frame: pd.DataFrame) -> Component:
    scale = view.structure.rating_scale.set_index(["scale_id", "rating"])
    rows = []
    for row in frame.itertuples():
        cells = []
        for which in ("old", "new"):
            rating, words = getattr(row, f"{which}_rating"), getattr(row, f"{which}_commentary")
            if pd.isna(rating):
                cells.append("Late: no rating")
                continue
            mark = scale.loc[(row.scale_id, rating)]
            shown = rating_badge(rating, colour=str(mark["colour"]), shape=str(mark["shape"]))
            cells.append([shown, html.P(words, className="minor") if pd.notna(words) else ""])
        rows.append([_about(view, row), row.label, *cells, *_why(row)])
    return blocks.table(
        ("Action", "Quarter", "Was", "Is", "Why", "Whose", "When"),
        rows,
        caption="Changed ratings and updates",
        table_id="changes-rating-table",
    )


def _texts(view: View, frame: pd.DataFrame) -> Component:
    rows = [
        [
            _about(view, row),
            row.old_text,
            row.new_text if pd.notna(row.new_text) else "Withdrawn",
            *_why(row),
        ]
        for row in frame.itertuples()
    ]
    name = "commentary" if "old_cause" in frame else "definition"
    return blocks.table(
        ("Measure", "Was", "Is", "Why", "Who", "When"),
        rows,
        caption="Changed words",
        table_id=f"changes-{name}-table",
    )


def _amounts(_: View, frame: pd.DataFrame) -> Component:
    rows = [
        [
            [row.name, " ", tag("Illustrative") if row.illustrative else ""],
            f"{row.kind_of_amount.capitalize()}, {row.label}",
            formats.money(row.old_amount_gbp),
            formats.money(row.new_amount_gbp) if pd.notna(row.new_amount_gbp) else "Withdrawn",
            *_why(row),
        ]
        for row in frame.itertuples(index=False)
    ]
    return blocks.table(
        ("Budget line", "Amount", "Was>", "Is>", "Why", "Who", "When"),
        rows,
        caption="Restated money",
        table_id="changes-amount-table",
    )


def _parts(view: View, frame: pd.DataFrame) -> Component:
    """Folded by what happened to which sort of part, as a new edition retires many at once."""
    parts = []
    for (kind, item_kind), group in frame.groupby(["kind", "item_kind"], sort=False):
        rows = [
            [
                part_link(view, item_kind=row.item_kind, item_id=row.item_id, text=row.old_text),
                part_link(view, item_kind=row.new_kind, item_id=row.new_id, text=row.new_text),
                row.reason,
                formats.day(row.changed_at),
            ]
            for row in group.itertuples()
        ]
        name = f"{kind}-{item_kind}"
        table = blocks.table(
            ("Was", "Is now", "Why", "When"), rows, caption=f"{kind} {item_kind}", table_id=f"changes-{name}-table"
        )
        words = _counted(group, kind=str(kind), item_kind=str(item_kind))
        parts.append(html.Details([html.Summary(words), table], id=f"changes-{name}", open=len(frame) <= FEW))
    return html.Div(parts, id="changes-part-table")


def part_link(view: View, *, item_kind: Any, item_id: Any, text: Any) -> Component | str:
    """Returns the words of a part of the plan, as a link where it has a page; a dash where there is none."""
    if pd.isna(item_id):
        return "–"
    path = PATHS.get(str(item_kind))
    return dcc.Link(str(text), href=view.link(path.format(item_id))) if path else str(text)
