"""What the pages of one part of the plan share: the part itself, what became of it, and tables of its measures."""

from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components import formats
from components.ui import notice
from dashboard import blocks
from dashboard.view import UnknownAddress, View

PATHS = {
    "priority": "/priorities/{}",
    "outcome": "/outcomes/{}",
    "initiative": "/initiatives/{}",
    "action": "/actions/{}",
    "measure": "/measures/{}",
}
"""Addresses of the parts of the plan that have a page of their own."""


def part_of(view: View, kind: str, *, called: str) -> pd.Series:
    """Returns the part of the plan that the address names.

    Args:
        view: The view.
        kind: Its sort: priority, outcome, initiative or action.
        called: The same in words, for readers.

    Raises:
        UnknownAddress: No edition has it.
    """
    known = getattr(view.structure, kind).set_index(f"{kind}_id", drop=False)
    name = view.variables[f"{kind}_id"]
    if name not in known.index:
        raise UnknownAddress(f"No {called} of any edition is called “{name}”.")
    return known.loc[name]


def part_link(view: View, *, item_kind: Any, item_id: Any, text: Any) -> Component | str:
    """Returns the words of a part of the plan, as a link to where it is told of; a dash where there is none."""
    if pd.isna(item_id):
        return "–"
    return dcc.Link(str(text), href=_address(view, item_kind=str(item_kind), item_id=str(item_id)))


def _address(view: View, *, item_kind: str, item_id: str) -> str:
    if item_kind in PATHS:
        return view.link(PATHS[item_kind].format(item_id))
    # An objective stands on the page of its outcome.
    outcomes = view.structure.objective.set_index("objective_id")["outcome_id"]
    return f"{view.link(PATHS['outcome'].format(outcomes[item_id]))}#{item_id}"


def what_became(view: View, item_id: str) -> Component:
    """Returns the notice of a part that the plan no longer has, with when, why and what took its place; else nothing.

    As at an earlier time nothing is said of what came later.
    """
    return html.Div(_notice(view, item_id), id="what-became")


def _notice(view: View, item_id: str) -> list[Component]:
    k = view.knowledge
    gone = k.dispositions[k.dispositions["old_id"] == item_id]
    words = [part for _, rows in gone.groupby(["kind", "on_date"], sort=False) for part in _told(view, rows)]
    if not words:
        words = _only_earlier(view, item_id)
    if not words:
        return []
    more = dcc.Link("What happened to it, in each edition", href=view.link("/history", words=item_id))
    return [notice([*words, more], notice_id="what-became-notice")]


def _told(view: View, rows: pd.DataFrame) -> list[Any]:
    first = rows.iloc[0]
    about = view.knowledge.catalogue.drop_duplicates("item_id").set_index("item_id")
    names: list[Any] = []
    for new_id in rows.loc[rows["new_id"].isin(about.index), "new_id"]:
        new = about.loc[new_id]
        now = ", and is now part of " if first["kind"] == "merged" else ", and is now "
        link = part_link(view, item_kind=new["item_kind"], item_id=new_id, text=new["short_name"])
        names += [" and " if names else now, link]
    reasons = " ".join(rows["reason"].drop_duplicates())
    when = html.Strong(f"{formats.long_day(first['on_date'])}: ")
    return [when, str(first["kind"]).capitalize(), *names, f". {reasons} "]


def _only_earlier(view: View, item_id: str) -> list[Any]:
    plans = view.structure.plan.set_index("plan_id")
    listed = view.knowledge.catalogue.assign(council=lambda frame: frame["plan_id"].map(plans["council"]))
    mine = listed[listed["item_id"] == item_id]
    if mine.empty:
        return []
    newest = listed.loc[listed["council"] == mine["council"].iloc[-1], "plan_id"].iloc[-1]
    last = mine["plan_id"].iloc[-1]
    if last == newest:
        return []
    edition = f"{plans['title'][last]}, {plans['edition'][last]}"
    return [html.Strong(f"Only up to {edition}. "), "Nothing is recorded of what became of it. "]


def measures_section(
    view: View,
    measures: pd.DataFrame,
    *,
    title: str,
    caption: str,
    name: str,
    lead: str | None = None,
) -> Component:
    """Returns a titled table of measures.

    Args:
        view: The view.
        measures: Rows of ``Knowledge.measures``.
        title: Heading.
        caption: What the table holds.
        name: Id of the table; that of the block ends in "-block".
        lead: A sentence below the heading.
    """
    table = blocks.measure_table(view, measures, caption=caption, table_id=name)
    return blocks.section(title, [table], block_id=f"{name}-block", lead=lead)


def ratings_panel(view: View, actions: pd.DataFrame, *, panel_id: str, whose: str) -> list[Component]:
    """Returns the chart of officers' ratings of some actions by quarter; nothing where there are none.

    Args:
        view: The view.
        actions: Rows of the structure's actions.
        panel_id: Id of the panel.
        whose: Whose ratings of what, for the subtitle.
    """
    strip = blocks.ratings_frame(view, actions)
    if strip.empty:
        return []
    return [
        blocks.panel(
            view,
            "ratings_strip",
            strip,
            panel_id=panel_id,
            heading="Ratings by quarter",
            subtitle=f"{whose} to {view.knowledge.end['label']}",
            sources=strip["source_id"],
            wide=True,
        )
    ]
