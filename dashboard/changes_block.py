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
from components.ui import rating_badge, status_badge, tag
from dashboard import blocks
from dashboard.parts import part_link
from dashboard.view import View, drawn_once
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

JUDGED = (Kind.RESTATED, Kind.RECEIVED, Kind.TARGET)
"""Kinds of change that a status can follow from."""

Cells = Callable[[View, Any], list[Any]]
"""Gives the cells of a row that tell what changed, without why, who and when."""

Draw = Callable[[View, pd.DataFrame, str, str], Component]
"""Draws the changes of one sort as a table with a caption and an id."""

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
    """Returns how many changes there are of each sort and how many statuses follow from them.

    For example "4 restated figures, 1 action retired. 2 statuses changed as a result.".
    """
    counts = found.counts
    told = {kind: formats.plural(counts[kind], *COUNTED[kind]) for kind in COUNTED if kind in counts}
    judged = [words for kind, words in told.items() if kind in JUDGED]
    others = [words for kind, words in told.items() if kind not in JUDGED]
    parts = found.part[~found.part["kind"].isin([str(kind) for kind in COUNTED])]
    for (kind, item_kind), group in parts.groupby(["kind", "item_kind"], sort=False):
        others.append(_counted(group, kind=str(kind), item_kind=str(item_kind)))
    if not found.rejudged:
        return f"{', '.join([*judged, *others])}." if judged or others else "Nothing has changed."
    followed = f"{formats.plural(found.rejudged, 'status', 'statuses')} changed as a result"
    return " ".join(f"{words}." for words in (", ".join(judged), followed, ", ".join(others)) if words)


def _counted(group: pd.DataFrame, *, kind: str, item_kind: str) -> str:
    several = f"{item_kind[:-1]}ies" if item_kind.endswith("y") else f"{item_kind}s"
    return f"{formats.plural(len(group), item_kind, several)} {kind}"


@drawn_once("priority", "outcome", "since")
def board_block(view: View) -> Component:
    """Returns what changed since the report before, for the board; an empty block if there is none to compare with."""
    now = compared(view)
    if now is None:
        return html.Div(id="board-changes")
    words = summary(now.found)
    chosen = ", under the priority and outcome chosen" if view.filters.priority or view.filters.outcome else ""
    illustrative = any(frame["illustrative"].any() for frame in now.found.subjects.values())
    more = html.P(dcc.Link("What changed, with old and new values and the reasons", href=link(view)))
    return blocks.section(
        "Changed since the last report" if view.since_at is None else "What changed",
        [
            html.P([words, " ", tag("Illustrative") if illustrative else ""], id="board-changes-summary"),
            *([more] if now.found.counts else []),
        ],
        block_id="board-changes",
        lead=f"{now.words[0].upper()}{now.words[1:]}{chosen}.",
    )


def link(view: View) -> str:
    """Returns the address of the page of changes that keeps the filters by priority and outcome."""
    return view.link("/changes", since=view.filters.since, priority=view.filters.priority, outcome=view.filters.outcome)


def sections(view: View, found: Changes) -> list[Component]:
    """Returns one block for each sort of change that occurs, each with a table of old and new, why, who and when."""
    retired = found.part[found.part["kind"] != Kind.REWORDED]
    drawn = [
        (
            "Restated figures",
            "figure",
            found.figure,
            _table(_figure_cells, "Measure", "Period", "Was>", "Is>", "Status"),
        ),
        (
            "Moved targets",
            "target",
            found.target,
            _table(_target_cells, "Measure", "Target for", "Was>", "Is>", "Status", who="Agreed by"),
        ),
        (
            "Changed ratings and updates of actions",
            "rating",
            found.rating,
            _table(_rating_cells, "Action", "Quarter", "Was", "Is", who="Whose"),
        ),
        ("Rewritten commentary", "commentary", found.commentary, _table(_text_cells, "Measure", "Was", "Is")),
        ("Restated money", "amount", found.amount, _table(_amount_cells, "Budget line", "Amount", "Was>", "Is>")),
        (
            "Changed definitions and wordings",
            "definition",
            _definitions(found),
            _table(_text_cells, "Measure", "Was", "Is"),
        ),
        ("Retired, split, merged and renamed", "part", retired, _parts),
    ]
    return [
        blocks.section(title, [draw(view, frame, title, f"changes-{name}-table")], block_id=f"changes-{name}")
        for title, name, frame, draw in drawn
        if len(frame)
    ]


def _definitions(found: Changes) -> pd.DataFrame:
    reworded = found.part[found.part["kind"] == Kind.REWORDED]
    return pd.concat([each for each in (found.definition, reworded) if len(each)] or [found.definition])


def _table(cells: Cells, *headings: str, who: str = "Who") -> Draw:
    def draw(view: View, frame: pd.DataFrame, caption: str, table_id: str) -> Component:
        rows = [[*cells(view, row), *_why(row)] for row in frame.itertuples()]
        return blocks.table((*headings, "Why", who, "When"), rows, caption=caption, table_id=table_id)

    return draw


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


def _judged(row: Any) -> Component | str:
    """What the change did to the status of the figure, if it has any."""
    if pd.isna(row.new_status):
        return "Not judged"
    made_up = [" ", tag("Illustrative target")] if row.judged_illustrative and not row.illustrative else []
    if row.old_status == row.new_status:
        return html.Div(["Still ", status_badge(row.new_status), *made_up])
    return html.Div([status_badge(row.old_status), " → ", status_badge(row.new_status), *made_up])


def _style(view: View, measure_id: str) -> Style:
    return blocks.style_of(view.structure.measure.set_index("measure_id").loc[measure_id])


def _figure_cells(view: View, row: Any) -> list[Any]:
    style = _style(view, row.item_id)
    place = "" if row.area_code == view.knowledge.plan["area_code"] else f", {row.area_name}"
    cells = [
        _figure(value, absence, style)
        for value, absence in ((row.old_value, row.old_absence), (row.new_value, row.new_absence))
    ]
    return [_about(view, row), f"{row.label}{place}", *cells, _judged(row)]


def _figure(value: Any, absence: Any, style: Style) -> str:
    if pd.notna(value):
        return formats.styled(float(value), style)
    return blocks.absence_words(absence) if pd.notna(absence) else "Withdrawn"


def _target_cells(view: View, row: Any) -> list[Any]:
    style = _style(view, row.item_id)
    cells = [_target(row, which, style) + _tolerance(row, which) for which in ("old", "new")]
    return [_about(view, row), row.label, *cells, _judged(row)]


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


def _rating_cells(view: View, row: Any) -> list[Any]:
    return [_about(view, row), row.label, *(_rating(view, row, which) for which in ("old", "new"))]


def _rating(view: View, row: Any, which: str) -> Component | str:
    rating, words = getattr(row, f"{which}_rating"), getattr(row, f"{which}_commentary")
    if pd.isna(rating):
        return "Late: no rating"
    mark = view.structure.rating_scale.set_index(["scale_id", "rating"]).loc[(row.scale_id, rating)]
    shown = rating_badge(rating, colour=str(mark["colour"]), shape=str(mark["shape"]))
    return html.Div([shown, *([html.P(words, className="minor")] if pd.notna(words) else [])])


def _text_cells(view: View, row: Any) -> list[Any]:
    return [_about(view, row), row.old_text, row.new_text if pd.notna(row.new_text) else "Withdrawn"]


def _amount_cells(_: View, row: Any) -> list[Any]:
    return [
        [row.name, " ", tag("Illustrative") if row.illustrative else ""],
        f"{row.kind_of_amount.capitalize()}, {row.label}",
        formats.money(row.old_amount_gbp),
        formats.money(row.new_amount_gbp) if pd.notna(row.new_amount_gbp) else "Withdrawn",
    ]


def _parts(view: View, frame: pd.DataFrame, _: str, table_id: str) -> Component:
    """Folded by what happened to which sort of part, as a new edition retires many at once."""
    parts = []
    for (kind, item_kind), group in frame.groupby(["kind", "item_kind"], sort=False):
        judged = "judged_for" in group and group["judged_for"].notna().any()
        rows = [
            [
                part_link(view, item_kind=row.item_kind, item_id=row.item_id, text=row.old_text),
                part_link(view, item_kind=row.new_kind, item_id=row.new_id, text=row.new_text),
                *([_last_judged(row)] if judged else []),
                row.reason,
                formats.day(row.changed_at),
            ]
            for row in group.itertuples()
        ]
        words = _counted(group, kind=str(kind), item_kind=str(item_kind))
        table = blocks.table(
            ("Was", "Is now", *(["Last status"] if judged else []), "Why", "When"),
            rows,
            caption=words,
            table_id=f"changes-{kind}-{item_kind}-table",
        )
        parts.append(
            html.Details([html.Summary(words), table], id=f"changes-{kind}-{item_kind}", open=len(frame) <= FEW)
        )
    return html.Div(parts, id=table_id)


def _last_judged(row: Any) -> Component | str:
    if pd.isna(row.judged_for):
        return "Never had a figure"
    made_up = [" ", tag("Illustrative")] if row.judged_illustrative else []
    return html.Div([status_badge(row.old_status), f" for {row.judged_for}", *made_up])
