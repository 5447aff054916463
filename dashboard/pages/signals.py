"""Icons only: variation and assurance of every measure at a glance, by priority."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.ui import page_header
from dashboard import blocks, icons, trust
from dashboard.groups import parents, with_parent
from dashboard.view import Page, View
from data.model import Assurance, PointType


def render(view: View) -> Sequence[Component]:
    """Returns the grids of all priorities."""
    measures = view.knowledge.measures
    groups = parents(view)
    grouped = with_parent(measures, groups=groups)
    worse = int((measures["variation"] == PointType.CONCERN).sum())
    failing = int((measures["assurance"] == Assurance.FAIL).sum())
    having = int(measures["variation"].notna().sum())
    grids = [
        blocks.section(
            str(group.name),
            [
                trust.icon_grid(
                    view,
                    grouped[grouped["parent_id"] == group.id],
                    caption=f"Icons: {group.short_name}",
                    grid_id=f"signals-{group.id}",
                )
            ],
            block_id=f"signals-{group.id}-block",
        )
        for group in groups.itertuples()
        if (grouped["parent_id"] == group.id).any()
    ]
    return [
        page_header(
            "Signals at a glance",
            lead=(
                f"{having} of {len(measures)} measures have figures enough for icons: {worse} getting worse by more"
                f" than chance, {failing} that cannot reach the target as they stand."
            ),
            path=blocks.way(view, "Signals at a glance"),
        ),
        icons.key(),
        html.Div(grids, id="signals-grids", className="signals"),
    ]


PAGE = Page(
    key="signals",
    pattern="/signals",
    title=lambda view: "Signals at a glance",
    render=render,
    filters=("plan", "end", "as_at"),
)
