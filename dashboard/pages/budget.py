"""The money: where it comes from, how it is spent, savings, forecast against budget, beside performance."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from components import formats
from components.ui import page_header
from dashboard import blocks, cards, money
from dashboard.view import Page, View

STREAM_WORDS = {
    "total": "Council-wide",
    "funding": "Where it comes from",
    "service": "Services",
    "savings": "Savings",
    "capital": "Capital",
    "reserve": "Reserves",
    "initiative": "Headline initiatives",
    "context": "Context",
}


def _charts(view: View) -> list[Component]:
    year, label = view.knowledge.year, str(view.knowledge.end["label"])
    parts: list[Component] = []
    funding, service = (money.whole_year(view, stream=stream, kind="budget") for stream in ("funding", "service"))
    for key, frame, heading in (
        ("funding", funding, "Where the money comes from"),
        ("service", service, "How the money is spent"),
    ):
        if len(frame):
            named = frame.assign(name=frame["department"].fillna(frame["name"])) if key == "service" else frame
            parts.append(
                blocks.panel(
                    view,
                    "money_bars",
                    named,
                    panel_id=f"budget-{key}",
                    heading=heading,
                    subtitle=f"Net budget {year}, {formats.money(frame['amount'].sum())}",
                    sources=frame["source_id"].unique(),
                )
            )
    spend = money.departments(view)
    if len(spend):
        parts.append(
            money.forecast_panel(
                view,
                spend.rename(columns={"department": "name"}),
                panel_id="budget-forecast",
                heading="Forecast against budget",
                subtitle=f"By department, {label}",
            )
        )
    parts += money.reserves_panel(view, panel_id="budget-reserves", heading="Overspend before and after reserves")
    savings = money.savings(view)
    if len(savings):
        total = savings["target"].sum()
        parts.append(
            blocks.panel(
                view,
                "savings",
                savings.drop(columns="source_id"),
                panel_id="budget-savings",
                heading="Savings delivered against target",
                subtitle=f"{formats.money(total)} to find in {year}, by department, {label}",
                sources=money.sources_of(savings),
            )
        )
    beside = spend.dropna(subset=["on_track_percent"])
    if len(beside):
        frame = beside.drop(columns="source_id").assign(
            name=beside["department"],
            variance_percent=100 * (beside["spend_gbp"] - beside["budget_gbp"]) / beside["budget_gbp"],
        )
        parts.append(
            blocks.panel(
                view,
                "money_performance",
                frame,
                panel_id="budget-performance",
                heading="Money beside performance",
                subtitle=f"Spend against budget, and measures on or near target, by department, {label}",
                sources=money.sources_of(beside),
            )
        )
    return parts


def _initiatives(view: View) -> list[Component]:
    s, k = view.structure, view.knowledge
    amounts = money.initiative_budgets(view)
    spend = k.spending(["initiative_id"]).set_index("initiative_id")
    links = k.links("initiative_action")
    rows = []
    for row in s.initiative[s.initiative["plan_id"] == view.filters.plan].itertuples():
        mine = k.actions[k.actions["action_id"].isin(links.loc[links["parent_id"] == row.initiative_id, "child_id"])]
        rated = formats.list_words(words for words, _, _ in cards.by_rating(view, mine))
        at = spend.loc[row.initiative_id] if row.initiative_id in spend.index else None
        rows.append(
            [
                dcc.Link(row.short_name, href=view.link(f"/initiatives/{row.initiative_id}")),
                formats.money(amounts[row.initiative_id]) if row.initiative_id in amounts else "No amount in the plan",
                formats.money(at["spend_gbp"]) if at is not None else "",
                formats.signed_money(at["spend_gbp"] - at["budget_gbp"]) if at is not None else "",
                rated or "Not rated",
            ]
        )
    if not rows:
        return []
    made_up = bool(spend["illustrative"].any() or k.actions["illustrative"].any())
    table = blocks.table(
        ("Initiative", "Amount in the plan>", "Forecast or outturn>", "Over or under>", "Actions by rating"),
        rows,
        caption="Money of headline initiatives",
        table_id="budget-initiatives",
    )
    return [
        blocks.section(
            "Headline initiatives",
            [table],
            block_id="budget-initiatives-block",
            lead="Amounts are the plan's own"
            + ("; forecasts and ratings are illustrative where they are shown." if made_up else "."),
        )
    ]


def _reported(view: View) -> Component:
    facts = money.reported(view)
    if facts.empty:
        return blocks.section(
            f"Reported for {view.knowledge.year}",
            [blocks.nothing("No published amounts are held for this year.")],
            block_id="budget-reported-block",
        )
    rows = [
        [
            row.line,
            STREAM_WORDS[row.stream],
            money.kind_words(row),
            formats.money(row.amount_gbp),
            blocks.source_link(row.source_title, row.source_url),
        ]
        for row in facts.rename(columns={"name": "line"}).itertuples()
    ]
    table = blocks.table(
        ("Amount for", "Part of the budget", "Kind", "Amount>", "Source"),
        rows,
        caption=f"Published amounts for {view.knowledge.year}",
        table_id="budget-reported",
    )
    return blocks.section(
        f"Published for {view.knowledge.year}",
        [table],
        block_id="budget-reported-block",
        lead="Amounts with their sources. Figures that disagree are all here; the data quality page says which the board uses.",
    )


def _statements(view: View) -> list[Component]:
    s = view.structure
    words = s.plan_statement[
        (s.plan_statement["plan_id"] == view.filters.plan) & (s.plan_statement["kind"] == "budget")
    ]
    return (
        [html.Blockquote([html.P(text) for text in words["text"]], className="plan-words", id="budget-words")]
        if len(words)
        else []
    )


def render(view: View) -> Sequence[Component]:
    """Returns the budget page."""
    spend = view.knowledge.spending(["department"], stream="service")
    lead = f"Budget, forecast, savings and reserves for {view.knowledge.year}."
    if len(spend):
        lead = f"{money.spend_words(spend)} for {view.knowledge.year}, before reserves."
    return [
        page_header("Budget", lead=lead),
        *_statements(view),
        html.Div(html.Div(_charts(view), className="grid grid-2"), id="budget-charts"),
        html.Div(_initiatives(view), id="budget-initiatives-part"),
        html.Div(_reported(view), id="budget-published-part"),
    ]


PAGE = Page(
    key="budget",
    pattern="/budget",
    title=lambda view: "Budget",
    render=render,
    nav="Budget",
    filters=("plan", "end", "as_at"),
)
