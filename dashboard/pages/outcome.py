"""Everything under one outcome: objectives, measures and the evidence that throws light on it."""

from collections.abc import Sequence

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import formats
from components.ui import page_header
from dashboard import blocks
from dashboard.parts import measures_section, part_of, what_became
from dashboard.view import Page, View
from data import rollup


def _row(view: View) -> pd.Series:
    return part_of(view, "outcome", called="outcome")


def render(view: View) -> Sequence[Component]:
    """Returns the page of an outcome."""
    row = _row(view)
    k, s = view.knowledge, view.structure
    links = k.links("outcome_measure")
    linked = links[links["parent_id"] == row["outcome_id"]]
    measures = k.measures_by_id(
        [*s.plan_measure.loc[s.plan_measure["outcome_id"] == row["outcome_id"], "measure_id"], *linked["child_id"]]
    )
    ours, evidence = measures[measures["role"] == "plan"], measures[measures["role"] == "evidence"]
    objectives = s.objective[s.objective["outcome_id"] == row["outcome_id"]]
    parts: list[Component] = [
        page_header(row["name"], lead=rollup.headline(ours), path=blocks.way(view, row["short_name"])),
        what_became(view, row["outcome_id"]),
        html.P(
            f"Showing {formats.plural(len(objectives), 'objective')}, {formats.plural(len(ours), 'measure')}, {formats.plural(len(evidence), 'evidence series', 'evidence series')}.",
            id="summary",
            className="filter-summary",
        ),
    ]
    if len(objectives):
        parts.append(
            blocks.section(
                "Strategic objectives",
                [
                    html.Ol(
                        [
                            html.Li(text, id=name)
                            for name, text in zip(objectives["objective_id"], objectives["text"], strict=True)
                        ]
                    )
                ],
                block_id="outcome-objectives",
            )
        )
    for frame, title, caption, name, lead in (
        (
            ours,
            "Measures",
            "Measures that serve",
            "outcome-measures",
            "Listed by the plan, or linked by us with a reason that each measure's page gives.",
        ),
        (
            evidence,
            "Evidence",
            "Evidence for",
            "outcome-evidence",
            (
                "Official series about the area. They are not measures of the plan and have no targets; which of them"
                " belong here is our proposal."
            ),
        ),
    ):
        if len(frame):
            words = f"{caption} {row['short_name']}"
            parts.append(measures_section(view, frame, title=title, caption=words, name=name, lead=lead))
    return parts


PAGE = Page(
    key="outcome",
    pattern="/outcomes/{outcome_id}",
    title=lambda view: str(_row(view)["name"]),
    render=render,
    filters=("end", "as_at"),
)
