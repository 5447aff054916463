"""The performance board: what leadership sees in five seconds, and where to look next."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components import formats
from components.ui import page_header, status_badge
from dashboard import blocks, cards, changes_block, money
from dashboard.groups import parents, with_parent
from dashboard.view import Page, View
from data import rollup
from data.knowledge import with_reasons
from data.model import STATUS_MARKS, Status

WORTH_TALKING_ABOUT = 5


def status_by_parent(view: View) -> Component:
    """Returns the chart of status by priority or outcome, with each one's worst child by name below."""
    groups = parents(view)
    measures = with_parent(_shown(view), groups=groups)
    frame = groups.merge(rollup.roll_up(measures, by="parent_id"), left_on="id", right_on="parent_id")
    frame["illustrative"] = bool((measures["illustrative"] | measures["target_illustrative"]).any())
    rows = []
    for group in frame.itertuples():
        worst = (
            [" Furthest off: ", blocks.measure_link(view, group.worst_id, group.worst_name), "."]
            if pd.notna(group.worst_id)
            else [" Nothing off target."]
        )
        rows.append(
            html.Li(
                [
                    dcc.Link(group.name, href=group.href),
                    f": {group.reported} of {group.total} reported.",
                    *worst,
                ]
            )
        )
    word = "outcome" if len(groups) and groups["kind"].iloc[0] == "outcome_id" else "priority"
    chart = blocks.panel(
        view,
        "status_by_parent",
        frame.drop(columns=["name"]).rename(columns={"short_name": "name"}),
        panel_id="board-status",
        heading=f"Status by {word}",
        subtitle=f"Measures by status against target, {view.knowledge.end['label']}",
        sources=measures["source_id"],
        narrowed=True,
    )
    signals = dcc.Link("Signals at a glance: control-chart icons of every measure", href=view.link("/signals"))
    return html.Div(
        [chart, html.Ul(rows, className="worst-list", id="board-worst"), html.P(signals, id="board-signals")],
        className="board-status",
    )


def _shown(view: View) -> pd.DataFrame:
    f = view.filters
    return view.knowledge.narrowed(priority=f.priority, outcome=f.outcome, status=f.status)


def worth_talking_about(view: View) -> Component:
    """Returns the measures most worth a conversation, each with the reason and a question."""
    frame = with_reasons(_shown(view)).head(WORTH_TALKING_ABOUT)
    if frame.empty:
        return blocks.nothing("Nothing stands out: every measure that was reported is on target.")
    rows = []
    for row in frame.itertuples():
        mark = STATUS_MARKS[Status(row.status)]
        rows.append(
            html.Li(
                [
                    html.Div([status_badge(Status(row.status)), blocks.spark_cell(view, row)], className="talk-mark"),
                    html.Div(
                        [
                            html.H3(blocks.measure_link(view, row.measure_id, row.short_name)),
                            html.P(_figure_and_target(row) + row.sentence),
                            html.P(
                                [
                                    html.Strong("Ask: "),
                                    row.question,
                                    html.Span(f" {row.owner}" if pd.notna(row.owner) else "", className="minor"),
                                ]
                            ),
                        ]
                    ),
                ],
                className=f"talk is-{mark.colour}",
            )
        )
    return html.Ol(rows, className="talk-list")


def _figure_and_target(row: Any) -> str:
    words = f"{blocks.figure_words(row)} in {row.label}" if pd.notna(row.value) else blocks.absence_words(row.absence)
    return words + (f", target {blocks.target_of(row)}. " if pd.notna(row.target) else ". ")


def objectives(view: View) -> list[Component]:
    """Returns the strategic objectives of an edition that has them, by outcome."""
    s = view.structure
    mine = s.objective[s.objective["plan_id"] == view.filters.plan]
    if mine.empty:
        return []
    parts = []
    for row in s.outcome[s.outcome["plan_id"] == view.filters.plan].itertuples():
        under = mine[mine["outcome_id"] == row.outcome_id]
        parts.append(
            html.Details(
                [
                    html.Summary(f"{row.short_name}: {formats.plural(len(under), 'objective')}"),
                    html.Ul([html.Li(text) for text in under["text"]]),
                    html.P(dcc.Link(f"All under {row.short_name}", href=view.link(f"/outcomes/{row.outcome_id}"))),
                ]
            )
        )
    return [
        blocks.section(
            "Strategic objectives",
            parts,
            block_id="board-objectives",
            lead=f"{len(mine)} objectives for the year under {formats.plural(mine['outcome_id'].nunique(), 'outcome')}.",
        )
    ]


def render(view: View) -> Sequence[Component]:
    """Returns the board."""
    shown = _shown(view)
    plan = view.knowledge.plan
    narrowed = blocks.filter_words(view)
    summary = f"Showing {len(shown)} of {len(view.knowledge.measures)} measures" + (
        f": {narrowed}." if narrowed else "."
    )
    parts: list[Component] = [
        page_header("Performance board", lead=f"{view.knowledge.end['label']}: {rollup.headline(shown)}"),
        html.P(summary, id="summary", className="filter-summary"),
    ]
    if shown.empty:
        return [*parts, blocks.nothing("No measure fits these filters. Choose another priority, outcome or status.")]
    parts += [
        html.Div(
            [
                status_by_parent(view),
                blocks.section(
                    "Worth talking about",
                    [worth_talking_about(view)],
                    block_id="board-talk",
                    lead="In order of what a conversation could change, not of colour.",
                ),
            ],
            className="board-top",
        )
    ]
    if (view.structure.initiative["plan_id"] == plan["plan_id"]).any():
        parts.append(
            blocks.section("Headline initiatives", [cards.initiative_cards(view)], block_id="board-initiatives")
        )
    parts += objectives(view)
    parts.append(money.board_block(view))
    parts.append(changes_block.board_block(view))
    return parts


PAGE = Page(
    key="board",
    pattern="/",
    title=lambda view: "Performance board",
    render=render,
    nav="Board",
    filters=("plan", "end", "as_at", "priority", "outcome", "status"),
)
