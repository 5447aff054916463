"""How good the data are: what is late, missing, provisional, made up, in conflict or not comparable, and whose."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import formats
from components.ui import page_header, tag
from dashboard import blocks
from dashboard.view import Page, View
from data.quality import OWED, Issue, by_owner, issues

KIND_WORDS = {
    "sources_disagree": "Sources disagree",
    "source_inconsistent": "A document disagrees with itself",
    "printed_error": "Printed error",
}

HEADINGS: Mapping[Issue, str] = {
    Issue.LATE: "Late",
    Issue.MISSING: "Missing",
    Issue.WITHHELD: "Withheld to protect individuals",
    Issue.CARRIED_OVER: "Carried over",
    Issue.PROVISIONAL: "Provisional or estimated",
    Issue.ILLUSTRATIVE: "Illustrative",
    Issue.NOT_COMPARABLE: "Not comparable",
    Issue.UPDATE_LATE: "Officer's update late",
}

LEADS: Mapping[Issue, str] = {
    Issue.LATE: "Due for the quarter and not received.",
    Issue.MISSING: "No figure, for another reason than being late.",
    Issue.WITHHELD: "These came in and nobody owes them. They are made of so few people that they could point to one.",
    Issue.CARRIED_OVER: "The figure on show is older than the quarter: the newer one is not there yet.",
    Issue.PROVISIONAL: "These may still change.",
    Issue.ILLUSTRATIVE: (
        "No series is published for these, so generated figures stand in until the council loads its returns. They are "
        "drawn dotted or hatched and say so everywhere."
    ),
    Issue.NOT_COMPARABLE: "These must not be set beside other councils.",
    Issue.UPDATE_LATE: "Actions for which no update was received for the quarter.",
}


def _priority_names(view: View) -> dict[str, str]:
    return {str(row.priority_id): str(row.short_name) for row in view.structure.priority.itertuples()}


def _item(view: View, row: Any) -> Component:
    if row.kind_of_issue == Issue.UPDATE_LATE:
        return blocks.action_link(view, row.item_id, row.short_name)
    return blocks.measure_link(view, row.item_id, row.wording)


def _what(view: View, row: Any) -> Any:
    kind = Issue(row.kind_of_issue)
    if kind is Issue.UPDATE_LATE:
        return f"No update for {view.knowledge.end['label']}"
    if kind in (Issue.LATE, Issue.MISSING, Issue.WITHHELD):
        return blocks.absence_words(row.absence)
    if kind is Issue.CARRIED_OVER:
        return (
            f"Last figure is for {row.label}"
            if pd.notna(row.value)
            else f"{blocks.absence_words(row.absence)} for {row.label}"
        )
    if kind is Issue.PROVISIONAL:
        return f"{str(row.quality).capitalize()} for {row.label}"
    if kind is Issue.ILLUSTRATIVE:
        return f"Generated, to {row.label}"
    odd = view.structure.comparability
    mine = odd[odd["measure_id"] == row.item_id].iloc[0]
    source = blocks.source_link(mine["source_title"], mine["source_url"])
    return html.Div([str(mine["reason"]), html.Span(source, className="minor")])


def _summary(found: pd.DataFrame) -> Component:
    found = found[found["kind_of_issue"] != Issue.WITHHELD]
    if found.empty:
        return blocks.nothing("Nothing is late, missing or in doubt here.")
    kinds = [kind for kind in Issue if (found["kind_of_issue"] == kind).any()]
    rows = [
        [
            row["owner"],
            *(formats.number(row[kind.value]) if row[kind.value] else "" for kind in kinds),
            str(row["total"]),
        ]
        for _, row in by_owner(found).iterrows()
    ]
    if len(rows) > 1:
        totals = [int((found["kind_of_issue"] == kind).sum()) for kind in kinds]
        rows.append(["All", *map(formats.number, totals), formats.number(len(found))])
    return blocks.section(
        "Who owes what",
        [
            blocks.table(
                ("Owner", *(f"{HEADINGS[kind]}>" for kind in kinds), "In all>"),
                rows,
                caption="Open points by owner and kind",
                table_id="quality-owners",
            )
        ],
        block_id="quality-owners-block",
        lead="Measures and actions by the department that owes them; one measure can count under several headings.",
    )


def _list(view: View, found: pd.DataFrame, kind: Issue) -> Component:
    mine = found[found["kind_of_issue"] == kind]
    block = f"quality-{kind.value.replace('_', '-')}"
    if mine.empty:
        return html.Section([], id=f"{block}-block", className="section")
    names = _priority_names(view)
    rows = [
        [
            _item(view, row),
            _what(view, row),
            row.owner,
            names.get(str(row.priority_id), "Overarching" if kind is not Issue.UPDATE_LATE else ""),
        ]
        for row in mine.sort_values("owner", kind="stable").itertuples()
    ]
    table = blocks.table(
        ("Action" if kind is Issue.UPDATE_LATE else "Measure", "What", "Owner", "Priority"),
        rows,
        caption=HEADINGS[kind],
        table_id=block,
    )
    long = kind is Issue.ILLUSTRATIVE
    body = html.Details([html.Summary(formats.plural(len(mine), "measure")), table]) if long else table
    return blocks.section(f"{HEADINGS[kind]} ({len(mine)})", [body], block_id=f"{block}-block", lead=LEADS[kind])


def _conflicts(view: View) -> list[Component]:
    parts = []
    for _, claims in view.structure.conflict.groupby("conflict_id", sort=False):
        first = claims.iloc[0]
        items = [
            html.Li(
                [
                    row.claim,
                    " ",
                    tag("Used here") if row.used else "",
                    html.Div(blocks.source_link(row.source_title, row.source_url), className="minor"),
                ]
            )
            for row in claims.itertuples()
        ]
        parts.append(
            html.Details(
                [
                    html.Summary([first["subject"], " ", tag(KIND_WORDS[first["kind"]])]),
                    html.P(first["note"]),
                    html.Ul(items),
                ],
                className="conflict",
            )
        )
    if not parts:
        return []
    return [
        blocks.section(
            f"Where sources disagree ({len(parts)})",
            parts,
            block_id="quality-conflicts",
            lead=(
                "Nothing is merged: every claim is kept with its source, and the board says which one it uses. These"
                " belong to the documents, not to a department, and are listed for all priorities."
            ),
        )
    ]


def _repairs(view: View) -> list[Component]:
    s = view.structure
    rows = []
    for kind, frame, words in (
        ("Priority", s.priority, "name"),
        ("Outcome", s.outcome, "name"),
        ("Initiative", s.initiative, "name"),
        ("Aim", s.aim, "text"),
        ("Action", s.action, "text"),
        ("Objective", s.objective, "text"),
        ("Statement", s.plan_statement, "text"),
        ("Measure", s.plan_measure, "wording"),
    ):
        rows += [
            [formats.clip(str(row[words]), length=110), kind, str(row["repair"])]
            for _, row in frame[frame["repair"].notna()].iterrows()
        ]
    if not rows:
        return []
    table = blocks.table(
        ("Words", "Part", "What was repaired"),
        rows,
        caption="Repairs of the plan documents",
        table_id="quality-repairs",
    )
    return [
        blocks.section(
            "Repaired from damaged documents",
            [html.Details([html.Summary(formats.plural(len(rows), "repair")), table])],
            block_id="quality-repairs-block",
            lead="The plan is transcribed word for word; only damage of the copy was mended, and each repair is noted.",
        )
    ]


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def render(view: View) -> Sequence[Component]:
    """Returns the data quality page."""
    k = view.knowledge
    measures = k.narrowed(priority=view.filters.priority)
    actions = k.actions
    if view.filters.priority is not None:
        actions = actions[actions["priority_id"] == view.filters.priority]
    found = issues(measures, actions=actions, comparability=view.structure.comparability)
    real = int((measures["value"].notna() & ~measures["illustrative"]).sum())
    owed, withheld = (int(found["kind_of_issue"].isin(kinds).sum()) for kinds in (OWED, [Issue.WITHHELD]))
    words = [
        f"{real} of {formats.plural(len(measures), 'measure')} {_has(real)} published figures.",
        f"{owed} {_has(owed)} no figure of {'its' if owed == 1 else 'their'} own for {k.end['label']}.",
        f"{withheld} {_has(withheld)} one that is withheld to protect individuals." if withheld else "",
    ]
    return [
        page_header(
            "Data quality",
            lead=" ".join(filter(None, words)),
        ),
        html.Div([_summary(found)], id="quality-summary"),
        *(_list(view, found, kind) for kind in Issue if kind is not Issue.ILLUSTRATIVE or view.can_show_illustrative),
        *_conflicts(view),
        *_repairs(view),
    ]


PAGE = Page(
    key="quality",
    pattern="/quality",
    title=lambda view: "Data quality",
    render=render,
    nav="Data quality",
    filters=("plan", "end", "as_at", "priority"),
)
