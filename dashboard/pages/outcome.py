"""Everything under one outcome: objectives, measures and the evidence that throws light on it."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components import formats
from components.ui import page_header
from dashboard import blocks
from dashboard.view import Page, UnknownAddress, View
from data import rollup


def _row(view: View):  # noqa: ANN202 - a row of a frame
    known = view.structure.outcome.set_index("outcome_id", drop=False)
    name = view.variables["outcome_id"]
    if name not in known.index:
        raise UnknownAddress(f"No outcome of any edition is called “{name}”.")
    return known.loc[name]


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
    if len(ours):
        parts.append(
            blocks.section(
                "Measures",
                [
                    blocks.measure_table(
                        view, ours, caption=f"Measures that serve {row['short_name']}", table_id="outcome-measures"
                    )
                ],
                block_id="outcome-measures-block",
                lead="Listed by the plan, or linked by us with a reason that each measure's page gives.",
            )
        )
    if len(evidence):
        parts.append(
            blocks.section(
                "Evidence",
                [
                    blocks.measure_table(
                        view, evidence, caption=f"Evidence for {row['short_name']}", table_id="outcome-evidence"
                    )
                ],
                block_id="outcome-evidence-block",
                lead="Official series about the county. They are not measures of the plan and have no targets; which of them belong here is our proposal.",
            )
        )
    return parts


PAGE = Page(
    key="outcome",
    pattern="/outcomes/{outcome_id}",
    title=lambda view: str(_row(view)["name"]),
    render=render,
    filters=("end", "as_at"),
)
