"""What happened to anything that an edition of the plan ever listed, found by its id, its code or its words."""

from collections.abc import Sequence

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components import formats
from components.ui import page_header
from dashboard import blocks
from dashboard.forms import Field, address_form
from dashboard.parts import part_link
from dashboard.view import Page, View
from data.history import Thread, find, threads

MOST = 25
"""Threads shown at once; more words narrow them."""


def _search(view: View) -> Component:
    field = Field(
        name="q",
        label="What happened to…",
        kind="search",
        value=view.filters.words,
        hint=" An id, a code or words of any edition, old or new",
    )
    return address_form(view, "/history", [field], submit="Find", form_id="history-search")


def _thread(view: View, thread: Thread, *, place: int) -> Component:
    editions = view.structure.plan.set_index("plan_id")
    rows = [
        [
            f"{editions['title'][row.plan_id]}, {editions['edition'][row.plan_id]}",
            part_link(view, item_kind=row.item_kind, item_id=row.item_id, text=row.text),
            row.item_kind.capitalize(),
            html.Code(row.item_id if pd.isna(row.code) else f"{row.item_id} ({row.code})"),
        ]
        for row in thread.wordings.itertuples()
    ]
    told = [html.Li(_became(thread, row)) for row in thread.dispositions.itertuples()]
    return html.Section(
        [
            html.H2(str(thread.wordings["short_name"].iloc[-1]), id=f"history-{place}-heading"),
            html.Ul(told or [html.Li(_kept(view, thread))], className="plain-list"),
            blocks.table(
                ("Edition", "Words", "What it is", "Id"),
                rows,
                caption="In each edition",
                table_id=f"history-{place}-table",
            ),
        ],
        id=f"history-{place}",
        className="section",
    )


def _became(thread: Thread, row: pd.Series) -> str:
    names = thread.wordings.drop_duplicates("item_id").set_index("item_id")["short_name"]
    successor = f", now “{names[row.new_id]}”" if pd.notna(row.new_id) and row.new_id in names.index else ""
    return f"{formats.long_day(row.on_date)}: “{names[row.old_id]}” was {row.kind}{successor}. {row.reason}"


def _kept(view: View, thread: Thread) -> str:
    newest = view.structure.plan.sort_values("year_start")["plan_id"].iloc[-1]
    if newest not in set(thread.wordings["plan_id"]):
        return "Nothing is recorded of what became of it."
    if len(set(thread.wordings["text"])) > 1:
        return "It is still in the newest edition, in other words."
    return "It is in the newest edition."


def render(view: View) -> Sequence[Component]:
    """Returns the search and what it finds."""
    words = view.filters.words
    lead = "Nothing that a plan ever listed vanishes: every edition's priorities, outcomes, objectives, initiatives, actions and measures are kept."
    head = [
        page_header(
            "What happened to…", lead=lead, path=blocks.way(view, "What happened to…", ("Changes", "/changes"))
        ),
        _search(view),
    ]
    if words is None:
        return head
    k = view.knowledge
    found = threads(k.catalogue, find(k.catalogue, words), dispositions=k.dispositions)
    if not found:
        nothing = f"No edition lists anything with “{words}” in its id, its code or its words. Try fewer words, or one of them."
        return [*head, html.P(nothing, id="summary", role="status")]
    more = f" The first {MOST} are shown; add a word to narrow them." if len(found) > MOST else ""
    return [
        *head,
        html.P(f"{formats.plural(len(found), 'thing')} found for “{words}”.{more}", id="summary", role="status"),
        *(_thread(view, thread, place=place) for place, thread in enumerate(found[:MOST])),
        html.P(dcc.Link("What changed between two dates", href=view.link("/changes"))),
    ]


PAGE = Page(
    key="history",
    pattern="/history",
    title=lambda view: "What happened to…",
    render=render,
)
