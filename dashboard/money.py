"""Money beside performance: the frames and blocks that the board, the budget page and initiatives share."""

from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components import formats
from components.ui import card, grid
from dashboard import blocks
from dashboard.view import View, drawn_once
from data.model import Status

KIND_WORDS = {"actual": "spent or held", "achieved": "saved", "variance": "over or under budget"}
"""Kinds of amount in plain words, where the name itself is not."""


def kind_words(row: Any) -> str:
    """Returns what an amount is, and the quarter that it was stated for, where it was for one.

    Args:
        row: kind, period_kind and label of an amount.
    """
    words = KIND_WORDS.get(str(row.kind), str(row.kind))
    return f"{words}, {row.label}" if row.period_kind == "quarter" else words


def whole_year(view: View, *, stream: str, kind: str) -> pd.DataFrame:
    """Returns name, amount, department and source of one stream's lines of the whole budget of the year on show."""
    frame = view.knowledge.whole_budget
    rows = frame[(frame["stream"] == stream) & (frame["kind"] == kind)]
    return rows.rename(columns={"amount_gbp": "amount"})[["name", "amount", "department", "source_id", "illustrative"]]


def initiative_budgets(view: View) -> dict[str, float]:
    """Returns the real headline amount of each initiative in pounds, by id; initiatives without one are not in it."""
    frame = view.knowledge.budget
    real = frame[
        (frame["stream"] == "initiative")
        & frame["initiative_id"].notna()
        & ~frame["illustrative"]
        & (frame["kind"] == "budget")
    ]
    return {
        str(name): float(amount)
        for name, amount in real.groupby("initiative_id", sort=False)["amount_gbp"].max().items()
    }


def departments(view: View) -> pd.DataFrame:
    """Returns budget and spend by department with the share of its measures on target.

    Department, budget_gbp, spend_gbp, on_track_percent.
    """
    spend = view.knowledge.spending(["department"], stream="service")
    measures = view.knowledge.measures
    judged = measures[measures["status"].isin([Status.MET, Status.NEAR, Status.OFF])]
    share = judged.groupby("owner")["status"].agg(lambda column: 100 * column.isin([Status.MET, Status.NEAR]).mean())
    return spend.assign(on_track_percent=spend["department"].map(share))


def overspend(view: View) -> pd.DataFrame:
    """Returns spend over (+) or under (-) budget before and after the use of reserves, by quarter of the year on show.

    Columns: label, before, after in pounds, end, illustrative, source_id (tuple of ids).
    """
    frame = view.knowledge.whole_budget
    budget = frame[(frame["stream"] == "service") & (frame["kind"] == "budget")]
    past = frame[frame["end_date"] <= view.knowledge.end["end_date"]]
    spend = past[(past["stream"] == "service") & (past["kind"] == "forecast") & (past["period_kind"] == "quarter")]
    reserves = past[(past["stream"] == "reserve") & past["kind"].isin(["forecast", "actual"])]
    rows = []
    for (period_id, label), group in spend.groupby(["period_id", "label"], sort=False):
        used = reserves[reserves["period_id"] == period_id]
        before = group["amount_gbp"].sum() - budget["amount_gbp"].sum()
        rows.append(
            {
                "label": label,
                "before": before,
                "after": before - used["amount_gbp"].sum(),
                "end": group["end_date"].iloc[0],
                "illustrative": bool(group["illustrative"].any()),
                "source_id": tuple(pd.concat([budget, group, used])["source_id"].unique()),
            }
        )
    columns = ["label", "before", "after", "end", "illustrative", "source_id"]
    return pd.DataFrame(rows, columns=columns).sort_values("end", kind="stable")


def savings(view: View) -> pd.DataFrame:
    """Returns savings target and the amount achieved so far by department, or by line where it belongs to none.

    Name, target, achieved in pounds, illustrative, source_id (tuple of ids).
    """
    frame = view.knowledge.whole_budget
    mine = frame[frame["stream"] == "savings"]
    mine = mine.assign(whose=mine["department"].fillna(mine["name"]))
    target = mine[mine["kind"] == "target"].groupby("whose", sort=False)["amount_gbp"].sum()
    past = mine[(mine["kind"] == "achieved") & (mine["end_date"] <= view.knowledge.end["end_date"])]
    achieved = (
        past.sort_values("end_date", kind="stable")
        .groupby(["line_id", "whose"], sort=False)["amount_gbp"]
        .last()
        .groupby("whose")
        .sum()
    )
    about = mine.groupby("whose", sort=False).agg(
        illustrative=("illustrative", "any"), source_id=("source_id", lambda ids: tuple(ids.unique()))
    )
    table = pd.DataFrame({"target": target, "achieved": achieved.reindex(target.index)}).join(about)
    return table.reset_index(names="name")


def reported(view: View) -> pd.DataFrame:
    """Returns what the council, or the press, reported for the year on show.

    Real amounts of every stream, with their sources.
    """
    frame = view.knowledge.budget
    return frame[(frame["year"] == view.knowledge.year) & ~frame["illustrative"]]


def spend_words(spend: pd.DataFrame) -> str:
    """Returns how far spend is over or under its budget, without a full stop; illustrative amounts are called so.

    Args:
        spend: Rows of ``Knowledge.spending``.
    """
    budget, difference = spend["budget_gbp"].sum(), (spend["spend_gbp"] - spend["budget_gbp"]).sum()
    spending, whose = ("Illustrative spend", "an illustrative") if spend["illustrative"].any() else ("Spend", "a")
    if not round(difference):
        return f"{spending} keeps to {whose} budget of {formats.money(budget)}"
    word = "over" if difference > 0 else "under"
    return f"{spending} is {formats.money(abs(difference))} {word} {whose} budget of {formats.money(budget)}"


def sources_of(frame: pd.DataFrame) -> list[str]:
    """Returns the ids of all sources of a frame of which each row has several.

    Args:
        frame: Rows with source_id (tuple of ids), such as those of ``Knowledge.spending``.
    """
    return list(dict.fromkeys(source for ids in frame["source_id"] for source in ids))


def forecast_panel(
    view: View, spend: pd.DataFrame, *, panel_id: str, heading: str, subtitle: str, level: int = 2
) -> Component:
    """Returns the chart of forecast or outturn against budget.

    Args:
        view: The view.
        spend: Rows of ``Knowledge.spending`` with ``name``.
        panel_id: Id of the panel.
        heading: The message.
        subtitle: Whose money, and when.
        level: Level of the heading.
    """
    return blocks.panel(
        view,
        "forecast",
        spend.drop(columns="source_id").rename(columns={"budget_gbp": "budget", "spend_gbp": "forecast"}),
        panel_id=panel_id,
        heading=heading,
        subtitle=subtitle,
        sources=sources_of(spend),
        level=level,
    )


def reserves_panel(view: View, *, panel_id: str, heading: str, level: int = 2) -> list[Component]:
    """Returns the chart of spend over or under budget before and after reserves; nothing where there is none.

    Args:
        view: The view.
        panel_id: Id of the panel.
        heading: The message.
        level: Level of the heading.
    """
    frame = overspend(view)
    if frame.empty:
        return []
    return [
        blocks.panel(
            view,
            "reserves",
            frame.drop(columns="source_id"),
            panel_id=panel_id,
            heading=heading,
            subtitle=f"Spend over or under budget by quarter, {view.knowledge.year}",
            sources=sources_of(frame),
            level=level,
        )
    ]


@drawn_once()
def board_block(view: View) -> Component:
    """Returns the money block of the board: over or under budget, savings, and the way to the budget page."""
    spend = view.knowledge.spending(["department"], stream="service")
    parts: list[Component] = []
    if len(spend):
        parts.append(
            forecast_panel(
                view,
                spend.rename(columns={"department": "name"}),
                panel_id="board-money",
                heading=spend_words(spend),
                subtitle=f"Budget and forecast or outturn by department, {view.knowledge.end['label']}",
                level=3,
            )
        )
        parts += reserves_panel(view, panel_id="board-reserves", heading="Before and after reserves", level=3)
    facts = reported(view)
    # The savings of a whole budget have a chart of their own.
    drawn = (facts["stream"] == "savings") & facts.index.isin(view.knowledge.whole_budget.index)
    facts = facts[facts["stream"].isin(["total", "savings"]) & ~drawn]
    if len(facts):
        rows = [
            html.Li(
                [
                    f"{row.name_}: ",
                    html.Strong(formats.money(row.amount_gbp)),
                    html.Span(f" {row.source_title}", className="minor"),
                ]
            )
            for row in facts.rename(columns={"name": "name_"}).head(6).itertuples()
        ]
        parts.append(card(f"Published for {view.knowledge.year}", html.Ul(rows, className="fact-list")))
    if not parts:
        parts.append(blocks.nothing(f"No budget figures are held for {view.knowledge.year}."))
    way_on = html.P(dcc.Link("All of the budget, savings and reserves", href=view.link("/budget")))
    return blocks.section(
        "Money",
        [html.Div(grid(parts, columns=3), id="board-money-parts"), way_on],
        block_id="board-money-block",
        lead="Of the whole council: no filter by priority, outcome or status narrows it.",
    )


def of_item(view: View, *, column: str, identity: str) -> Component:
    """Returns the money of one initiative or action: headline amounts with their sources, and spend against budget."""
    frame = view.knowledge.budget
    mine = frame[(frame[column] == identity)]
    real = mine[~mine["illustrative"]]
    rows = [
        [
            row.line,
            row.year,
            kind_words(row),
            formats.money(row.amount_gbp),
            blocks.source_link(row.source_title, row.source_url),
        ]
        for row in real.rename(columns={"name": "line"}).itertuples()
    ]
    parts: list[Component] = []
    if rows:
        parts.append(
            blocks.table(
                ("Amount for", "Year", "Kind", "Amount>", "Source"),
                rows,
                caption="Amounts with their sources",
                table_id=f"money-{identity}-table",
            )
        )
    spend = view.knowledge.spending([column, "name"])
    spend = spend[spend[column] == identity]
    if len(spend):
        parts.append(
            forecast_panel(
                view,
                spend,
                panel_id=f"money-{identity}",
                heading="Spend against budget",
                subtitle=f"Budget and forecast or outturn, {view.knowledge.end['label']}",
                level=3,
            )
        )
    return blocks.section(
        "Money", parts or [blocks.nothing("The plan gives no amount for this.")], block_id=f"money-{identity}-block"
    )
