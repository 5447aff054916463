"""Headline initiatives: the plan as one chart to click through, and one initiative with its actions."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import formats
from components.ui import page_header, tag
from dashboard import blocks, cards, money
from dashboard.parts import measures_section, part_of, ratings_panel, what_became
from dashboard.view import Page, View

LEAF = 2
NO_INITIATIVE = "Not under a headline initiative"


def _box(
    identity: str, *, parent: str | None, level: int, label: str, href: str | None, worst: Any = None
) -> dict[str, Any]:
    rated = worst is not None and pd.notna(worst["rating"])
    return {
        "id": identity,
        "parent": parent,
        "level": level,
        "label": label,
        "href": href,
        "colour": worst["colour"] if rated else None,
        "shape": worst["shape"] if rated else None,
        "word": worst["rating"] if rated else None,
        "position": worst["rating_position"] if rated else None,
        "illustrative": bool(rated and worst["illustrative"]),
    }


def _worst(actions: pd.DataFrame) -> Any:
    """The action with the worst rating: a parent shows its worst child, never an average."""
    rated = actions[actions["rating_position"].notna()]
    return rated.loc[rated["rating_position"].idxmax()] if len(rated) else None


def plan_boxes(view: View) -> pd.DataFrame:
    """Returns the plan as nested boxes: priority, initiative, action, coloured by officers' ratings; a parent by its worst action.

    An action of several initiatives stands under the first; one of none stands under a box that says so, or right under
    its priority in an edition without any. Columns as the figure ``plan_map`` asks.
    """
    s, k = view.structure, view.knowledge
    links = k.links("initiative_action").drop_duplicates("child_id").set_index("child_id")["parent_id"]
    actions = k.actions.assign(initiative_id=k.actions["action_id"].map(links))
    if view.filters.priority:
        actions = actions[actions["priority_id"] == view.filters.priority]
    names = s.initiative.set_index("initiative_id")["short_name"]
    headed = bool((s.initiative["plan_id"] == view.filters.plan).any())
    boxes = []
    for priority in s.priority[s.priority["priority_id"].isin(actions["priority_id"])].itertuples():
        under = actions[actions["priority_id"] == priority.priority_id]
        boxes.append(
            _box(
                priority.priority_id,
                parent=None,
                level=0,
                label=priority.short_name,
                href=view.link(f"/priorities/{priority.priority_id}"),
                worst=_worst(under),
            )
        )
        for initiative_id in [*(name for name in names.index if (under["initiative_id"] == name).any()), None]:
            mine = (
                under[under["initiative_id"].isna()]
                if initiative_id is None
                else under[under["initiative_id"] == initiative_id]
            )
            if mine.empty:
                continue
            middle = f"{priority.priority_id}/{initiative_id or ''}" if headed else str(priority.priority_id)
            label = str(names[initiative_id]) if initiative_id else NO_INITIATIVE
            href = view.link(f"/initiatives/{initiative_id}") if initiative_id else None
            if headed:
                boxes.append(
                    _box(middle, parent=priority.priority_id, level=1, label=label, href=href, worst=_worst(mine))
                )
            boxes.extend(
                _box(
                    row["action_id"],
                    parent=middle,
                    level=LEAF if headed else LEAF - 1,
                    label=row["short_name"],
                    href=view.link(f"/actions/{row['action_id']}"),
                    worst=row,
                )
                for _, row in mine.iterrows()
            )
    columns = ["id", "parent", "level", "label", "href", "colour", "shape", "word", "position", "illustrative"]
    return pd.DataFrame(boxes, columns=columns)


def _sources_of(view: View, boxes: pd.DataFrame) -> list[str]:
    updates = view.knowledge.updates
    now = updates[(updates["period_id"] == view.filters.end) & updates["rating"].notna()]
    return list(now.loc[now["action_id"].isin(boxes["id"]), "source_id"].unique())


def render_all(view: View) -> Sequence[Component]:
    """Returns the page of all initiatives."""
    k = view.knowledge
    mine = view.structure.initiative[view.structure.initiative["plan_id"] == view.filters.plan]
    boxes = plan_boxes(view)
    headed = f"{formats.plural(len(mine), 'headline initiative')} and " if len(mine) else ""
    lead = f"{headed}{formats.plural(len(k.actions), 'action')} of {k.plan['title']}, {k.plan['edition']}."
    showing = f"Showing {int(boxes['id'].isin(k.actions['action_id']).sum())} of {len(k.actions)} actions" + (
        f": {blocks.filter_words(view)}." if view.filters.priority else "."
    )
    parts: list[Component] = [
        page_header("Initiatives and actions", lead=lead),
        html.P(showing, id="summary", className="filter-summary"),
    ]
    if mine.empty and k.actions.empty:
        objectives = view.structure.objective["plan_id"] == view.filters.plan
        there = " Its strategic objectives are on the performance board." if objectives.any() else ""
        return [*parts, blocks.nothing(f"This edition has no headline initiatives and no actions.{there}")]
    if len(mine):
        cards_of = [cards.initiative_cards(view)]
        parts.append(blocks.section("Headline initiatives", cards_of, block_id="initiatives-cards"))
    if len(boxes):
        parts.append(
            blocks.panel(
                view,
                "plan_map",
                boxes,
                panel_id="plan-map",
                heading="The whole plan by officers' ratings",
                subtitle=f"Priority, {'headline initiative, ' if len(mine) else ''}action; "
                f"a group shows its worst action, {k.end['label']}",
                sources=[k.plan["source_id"], *_sources_of(view, boxes)],
                size="full",
                wide=True,
                narrowed=True,
            )
        )
    return parts


def _row(view: View) -> pd.Series:
    return part_of(view, "initiative", called="headline initiative")


def render_one(view: View) -> Sequence[Component]:
    """Returns the page of one initiative."""
    row, k = _row(view), view.knowledge
    links = k.links("initiative_action")
    mine = links[links["parent_id"] == row["initiative_id"]]
    actions = k.actions[k.actions["action_id"].isin(mine["child_id"])]
    rated = formats.list_words(words for words, _, _ in cards.by_rating(view, actions))
    made_up = " (illustrative)" if actions["illustrative"].any() else ""
    said = f"Officers' ratings in {k.end['label']}: {rated}{made_up}." if rated else "Not rated."
    parts: list[Component] = [
        page_header(
            row["short_name"],
            lead=f"{formats.plural(len(actions), 'action')}. {said}",
            path=blocks.way(view, row["short_name"], ("Initiatives", "/initiatives")),
        ),
        what_became(view, str(row["initiative_id"])),
        html.P(row["name"], className="plan-words"),
    ]
    parts.append(
        blocks.section(
            "Actions",
            [
                blocks.action_table(
                    view, actions, caption=f"Actions of {row['short_name']}", table_id="initiative-actions"
                )
            ],
            block_id="initiative-actions-block",
        )
    )
    parts += ratings_panel(view, actions, panel_id="initiative-ratings", whose="Officers' ratings of each action")
    measured = k.links("action_measure")
    measures = k.measures_by_id(measured.loc[measured["parent_id"].isin(actions["action_id"]), "child_id"])
    if len(measures):
        parts.append(
            measures_section(
                view,
                measures,
                title="Measures of these actions",
                caption=f"Measures of {row['short_name']}",
                name="initiative-measures",
            )
        )
    parts.append(money.of_item(view, column="initiative_id", identity=str(row["initiative_id"])))
    reasons = mine.merge(k.actions[["action_id", "short_name"]], left_on="child_id", right_on="action_id")
    ours = bool((reasons["basis"] == "editorial").any())
    if len(reasons):
        parts.append(
            html.Details(
                [
                    html.Summary(["Why these actions? ", *([tag("Editorial")] if ours else [])]),
                    html.P("The plan does not say which actions carry an initiative. These links are our proposal.")
                    if ours
                    else "",
                    html.Ul([html.Li(f"{each.short_name}: {each.reason}") for each in reasons.itertuples()]),
                ],
                id="initiative-reasons",
            )
        )
    return parts


INITIATIVES = Page(
    key="initiatives",
    pattern="/initiatives",
    title=lambda view: "Initiatives and actions",
    render=render_all,
    nav="Initiatives",
    filters=("plan", "end", "as_at", "priority"),
)
INITIATIVE = Page(
    key="initiative",
    pattern="/initiatives/{initiative_id}",
    title=lambda view: str(_row(view)["short_name"]),
    render=render_one,
    filters=("end", "as_at"),
)
