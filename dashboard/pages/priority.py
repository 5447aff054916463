"""Everything under one priority: aims, actions, measures and money."""

from collections.abc import Sequence

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import formats
from components.ui import page_header
from dashboard import benchmarks, blocks, icons, trust
from dashboard.parts import measures_section, part_of, what_became
from dashboard.view import Page, View
from data import rollup


def _row(view: View) -> pd.Series:
    return part_of(view, "priority", called="priority")


def render(view: View) -> Sequence[Component]:
    """Returns the page of a priority."""
    row = _row(view)
    k, s = view.knowledge, view.structure
    measures = k.narrowed(priority=row["priority_id"], status=view.filters.status)
    actions = k.actions[k.actions["priority_id"] == row["priority_id"]]
    narrowed = blocks.filter_words(view)
    parts: list[Component] = [
        page_header(row["name"], lead=rollup.headline(measures), path=blocks.way(view, row["short_name"])),
        what_became(view, row["priority_id"]),
        html.P(
            f"Showing {formats.plural(len(measures), 'measure')}{f': {narrowed}' if narrowed else ''}. {formats.plural(len(actions), 'action')}, {formats.plural(int((s.aim['priority_id'] == row['priority_id']).sum()), 'aim')}.",
            id="summary",
            className="filter-summary",
        ),
    ]
    if isinstance(row["intro"], str):
        parts.append(html.P(row["intro"], className="plan-words"))
    if len(measures):
        parts.append(
            measures_section(
                view,
                measures,
                title="Measures",
                caption=f"Measures of {row['short_name']}",
                name="priority-measures",
            )
        )
    else:
        nothing = blocks.nothing("No measure fits these filters.")
        parts.append(blocks.section("Measures", [nothing], block_id="priority-measures-block"))
    if len(measures):
        parts.append(
            blocks.section(
                "Control-chart icons",
                [
                    icons.key(),
                    trust.icon_grid(view, measures, caption=f"Icons: {row['short_name']}", grid_id="priority-icons"),
                ],
                block_id="priority-icons-block",
                lead="Variation says whether the latest figure is more than chance; assurance whether the process can be relied upon.",
            )
        )
    england = benchmarks.england_list(view, measures)
    parts.append(html.Div([england] if england is not None else [], id="priority-beside"))
    groups = []
    for aim in s.aim[s.aim["priority_id"] == row["priority_id"]].itertuples():
        under = actions[actions["aim_id"] == aim.aim_id]
        groups.append(
            html.Section(
                [
                    html.H3(aim.text, className="aim"),
                    blocks.action_table(
                        view,
                        under,
                        caption=f"Actions for: {formats.clip(aim.text, length=70)}",
                        table_id=f"aim-{aim.aim_id}",
                    ),
                ],
                id=f"block-{aim.aim_id}",
            )
        )
    if groups:
        parts.append(
            blocks.section(
                "Actions by aim",
                groups,
                block_id="priority-actions",
                lead="What the council said it would have by the end of the plan, and the actions of the year for each.",
            )
        )
    served = k.links("priority_outcome")
    outcomes = s.outcome[
        s.outcome["outcome_id"].isin(served.loc[served["parent_id"] == row["priority_id"], "child_id"])
    ]
    if len(outcomes):
        parts.append(blocks.outcome_links(view, outcomes, reasons=served[served["parent_id"] == row["priority_id"]]))
    return parts


PAGE = Page(
    key="priority",
    pattern="/priorities/{priority_id}",
    title=lambda view: str(_row(view)["name"]),
    render=render,
    filters=("end", "as_at", "status"),
)
