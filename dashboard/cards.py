"""Cards of headline initiatives: their actions by rating, what the ratings hide, and the money."""

from dash import html
from dash.development.base_component import Component

from components import formats
from components.ui import card, grid, rating_badge
from dashboard import money
from dashboard.view import View


def initiative_cards(view: View) -> Component:
    """Returns a card for each headline initiative of the edition; a priority leaves those with actions under it."""
    s, k = view.structure, view.knowledge
    links = k.links("initiative_action")
    amounts = money.initiative_budgets(view)
    cards = []
    for row in s.initiative[s.initiative["plan_id"] == view.filters.plan].itertuples():
        mine = k.actions[k.actions["action_id"].isin(links.loc[links["parent_id"] == row.initiative_id, "child_id"])]
        if view.filters.priority and not (mine["priority_id"] == view.filters.priority).any():
            continue
        rated = mine["rating"].value_counts()
        badges = [
            rating_badge(f"{int(rated[each.rating])} {each.rating}", colour=each.colour, shape=each.shape)
            for each in s.rating_scale.itertuples()
            if each.rating in rated.index
        ]
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
