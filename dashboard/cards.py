"""Cards of headline initiatives: their actions by rating, what the ratings hide, and the money."""

from collections import Counter

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import formats
from components.ui import card, grid, rating_badge
from dashboard import money
from dashboard.view import View, drawn_once


def by_rating(view: View, actions: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Returns how many actions have each rating, best first, and how many have none: words, colour and shape.

    Nothing where no update was due for any of them.
    """
    if actions["scale_id"].isna().all():
        return []
    rated = Counter(actions["rating"].dropna())
    counted = [
        (f"{rated[each.rating]} {each.rating}", str(each.colour), str(each.shape))
        for each in view.structure.rating_scale.itertuples()
        if each.rating in rated
    ]
    late = int(actions["rating"].isna().sum())
    return [*counted, *([(f"{late} with no update received", "none", "○")] if late else [])]


@drawn_once("priority")
def initiative_cards(view: View) -> Component:
    """Returns a card for each headline initiative of the edition; a priority leaves those with actions under it."""
    s, k = view.structure, view.knowledge
    links = k.links("initiative_action")
    amounts = money.initiative_budgets(view)
    actions = k.actions[["action_id", "priority_id", "scale_id", "rating", "rating_position", "colour", "hidden_red"]]
    cards = []
    for row in s.initiative[s.initiative["plan_id"] == view.filters.plan].itertuples():
        mine = actions[actions["action_id"].isin(links.loc[links["parent_id"] == row.initiative_id, "child_id"])]
        if view.filters.priority and not (mine["priority_id"] == view.filters.priority).any():
            continue
        badges = [rating_badge(words, colour=colour, shape=shape) for words, colour, shape in by_rating(view, mine)]
        hidden = int(mine["hidden_red"].notna().sum())
        facts = [formats.plural(len(mine), "action")]
        if row.initiative_id in amounts:
            facts.append(formats.money(amounts[row.initiative_id]))
        children = [
            html.P(" · ".join(facts), className="card-note"),
            html.P(badges or "Not rated", className="badge-row"),
        ]
        if hidden:
            children.append(
                html.P(f"⚑ {formats.plural(hidden, 'rating hides', 'ratings hide')} trouble", className="hidden-red")
            )
        worst = (
            mine.loc[mine["rating_position"].idxmax(), "colour"] if mine["rating_position"].notna().any() else "none"
        )
        cards.append(
            card(row.short_name, children, href=view.link(f"/initiatives/{row.initiative_id}"), colour=str(worst))
        )
    return html.Div(grid(cards, columns=4), id="initiative-cards")
