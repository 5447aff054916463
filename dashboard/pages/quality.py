"""How good the data are: what is missing or late, where sources disagree, what was repaired, what is illustrative."""

from collections.abc import Sequence

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import formats
from components.ui import page_header, tag
from dashboard import blocks
from dashboard.view import Page, View
from data.model import Status

KIND_WORDS = {
    "sources_disagree": "Sources disagree",
    "source_inconsistent": "A document disagrees with itself",
    "printed_error": "Printed error",
}


def _missing(view: View) -> Component:
    measures = view.knowledge.measures
    frame = measures[measures["status"].isin([Status.NO_DATA, Status.CARRIED_OVER])]
    rows = [
        [
            blocks.measure_link(view, row.measure_id, row.wording),
            blocks.absence_words(row.absence) if pd.isna(row.value) else f"Last figure is for {row.label}",
            row.owner if pd.notna(row.owner) else "Not stated",
        ]
        for row in frame.itertuples()
    ]
    table = blocks.table(
        ("Measure", "What is missing", "Who owes it"),
        rows,
        caption="Late and missing figures",
        table_id="quality-missing",
    )
    return blocks.section(
        "Late, missing and carried over",
        [table],
        block_id="quality-missing-block",
        lead=f"{len(frame)} of {len(measures)} measures have no figure of their own for {view.knowledge.end['label']}.",
    )


def _conflicts(view: View) -> Component:
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
            html.Article(
                [
                    html.H3(first["subject"]),
                    html.P([tag(KIND_WORDS[first["kind"]]), " ", first["note"]]),
                    html.Ul(items),
                ],
                className="conflict",
            )
        )
    return blocks.section(
        "Where sources disagree",
        parts,
        block_id="quality-conflicts",
        lead="Nothing is merged: every claim is kept with its source, and the board says which one it uses.",
    )


def _repairs(view: View) -> Component:
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
    table = blocks.table(
        ("Words", "Part", "What was repaired"),
        rows,
        caption="Repairs of the plan documents",
        table_id="quality-repairs",
    )
    return blocks.section(
        "Repaired from damaged documents",
        [html.Details([html.Summary(formats.plural(len(rows), "repair")), table])],
        block_id="quality-repairs-block",
        lead="The plan is transcribed word for word; only damage of the copy was mended, and each repair is noted.",
    )


def _comparable(view: View) -> Component:
    frame = view.structure.comparability
    names = view.structure.measure.set_index("measure_id")["short_name"]
    rows = [
        [
            blocks.measure_link(view, row.measure_id, names[row.measure_id]),
            row.reason,
            blocks.source_link(row.source_title, row.source_url),
        ]
        for row in frame.itertuples()
    ]
    table = blocks.table(
        ("Measure", "Why it cannot be compared", "Source"),
        rows,
        caption="Not comparable",
        table_id="quality-comparable",
    )
    return blocks.section("Not comparable with other councils", [table], block_id="quality-comparable-block")


def _illustrative(view: View) -> Component:
    measures = view.knowledge.measures
    mine = measures[measures["illustrative"]]
    if mine.empty:
        return html.Div(id="quality-illustrative-block")
    items = [html.Li(blocks.measure_link(view, row.measure_id, row.wording)) for row in mine.itertuples()]
    return blocks.section(
        "Illustrative",
        [html.Details([html.Summary(formats.plural(len(mine), "measure")), html.Ul(items)])],
        block_id="quality-illustrative-block",
        lead="These have no published series, so generated figures stand in until the council loads its returns. They are drawn hatched or dotted and say so everywhere.",
    )


def render(view: View) -> Sequence[Component]:
    """Returns the data quality page."""
    measures = view.knowledge.measures
    real = measures["value"].notna() & ~measures["illustrative"]
    lead = f"{int(real.sum())} of {len(measures)} measures have published figures; {view.structure.conflict['conflict_id'].nunique()} places where sources disagree are listed below."
    return [
        page_header("Data quality", lead=lead),
        _missing(view),
        _conflicts(view),
        _comparable(view),
        _illustrative(view),
        _repairs(view),
    ]


PAGE = Page(
    key="quality",
    pattern="/quality",
    title=lambda view: "Data quality",
    render=render,
    nav="Data quality",
    filters=("plan", "end", "as_at"),
)
