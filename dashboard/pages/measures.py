"""The explorer: every measure of the edition to filter, compare and open."""

from collections.abc import Sequence

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import formats
from components.ui import page_header
from dashboard import blocks, icons, trust
from dashboard.groups import parents, with_parent
from dashboard.view import Page, View
from data import rollup


def compared(view: View, measures: pd.DataFrame) -> list[Component]:
    """Returns the chart of the measure in the address beside others of its unit on show; none without one."""
    chosen = view.filters.measure
    if chosen is None:
        return []
    about = view.knowledge.measures_by_id([chosen]).iloc[0]
    alike = measures[
        (measures["unit"] == about["unit"])
        & (measures["frequency"] == about["frequency"])
        & (measures["measure_id"] != chosen)
    ]
    rows = []
    for name in [chosen, *alike["measure_id"].head(3)]:
        series = blocks.on_chart(view, str(name))
        rows.append(
            series.assign(
                series=view.knowledge.measures_by_id([str(name)])["short_name"].iloc[0], emphasis=name == chosen
            )
        )
    frame = pd.concat(rows, ignore_index=True)
    return [
        blocks.panel(
            view,
            "compare",
            frame,
            panel_id="explorer-compare",
            heading=f"{about['short_name']} beside others in {about['unit']}",
            subtitle=f"Measures with the same unit among those on show, to {view.knowledge.end['label']}",
            sources=frame["source_id"].unique(),
            style=blocks.style_of(about),
            narrowed=True,
        )
    ]


def render(view: View) -> Sequence[Component]:
    """Returns the explorer."""
    k, f = view.knowledge, view.filters
    shown = k.narrowed(priority=f.priority, outcome=f.outcome, status=f.status)
    narrowed = blocks.filter_words(view)
    parts: list[Component] = [
        page_header("Measures", lead=rollup.headline(shown)),
        html.P(
            f"Showing {len(shown)} of {len(k.measures)} measures" + (f": {narrowed}." if narrowed else "."),
            id="summary",
            className="filter-summary",
        ),
        html.Div(compared(view, shown), id="explorer-compared"),
    ]
    if shown.empty:
        return [*parts, blocks.nothing("No measure fits these filters. Choose another priority, outcome or status.")]
    groups = parents(view)
    grouped = with_parent(shown, groups=groups)
    tables = [
        blocks.section(
            f"{group.name}",
            [
                blocks.measure_table(
                    view,
                    grouped[grouped["parent_id"] == group.id],
                    caption=f"Measures: {group.short_name}",
                    table_id=f"explorer-{group.id}",
                    more=("Signals", trust.signal_icons),
                )
            ],
            block_id=f"explorer-{group.id}-block",
            lead=formats.plural(int((grouped["parent_id"] == group.id).sum()), "measure"),
        )
        for group in groups.itertuples()
        if (grouped["parent_id"] == group.id).any()
    ]
    return [*parts, icons.key(), html.Div(tables, id="explorer-tables")]


PAGE = Page(
    key="measures",
    pattern="/measures",
    title=lambda view: "Measures",
    render=render,
    nav="Measures",
    filters=("plan", "end", "as_at", "priority", "outcome", "status", "area"),
)
