"""One action: its words, what it serves, officers' ratings by quarter, its measures and its money."""

from collections.abc import Sequence

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components import formats
from components.ui import Step, facts, page_header, tag
from dashboard import blocks, money, trust
from dashboard.parts import part_of, ratings_panel, what_became
from dashboard.view import Page, View


def _row(view: View) -> pd.Series:
    return part_of(view, "action", called="action")


def _carried_by(view: View, row: pd.Series) -> pd.DataFrame:
    """The initiatives that the action is part of, with basis and reason of each link."""
    links = view.knowledge.links("initiative_action")
    mine = links[links["child_id"] == row["action_id"]]
    return mine.merge(view.structure.initiative, left_on="parent_id", right_on="initiative_id")


def _way(view: View, row: pd.Series, priority: pd.Series) -> list[Step]:
    """Up to the first of its initiatives, as readers come down from there; else to its priority."""
    for each in _carried_by(view, row).itertuples():
        above = ("Initiatives", "/initiatives"), (each.short_name, f"/initiatives/{each.initiative_id}")
        return blocks.way(view, row["short_name"], *above)
    return blocks.way(view, row["short_name"], (priority["short_name"], f"/priorities/{row['priority_id']}"))


def _belongs(view: View, row: pd.Series, priority: pd.Series) -> Component:
    initiatives: list[Component | str] = []
    for each in _carried_by(view, row).itertuples():
        initiatives += [
            dcc.Link(each.short_name, href=view.link(f"/initiatives/{each.initiative_id}")),
            " ",
            tag("Editorial") if each.basis == "editorial" else "",
            html.P(each.reason, className="minor"),
        ]
    pairs = [
        ("Priority", dcc.Link(priority["name"], href=view.link(f"/priorities/{row['priority_id']}"))),
        (
            "By the end of the plan",
            row["aim_text"] if isinstance(row["aim_text"], str) else "The plan pairs it with no aim.",
        ),
        ("Headline initiative", initiatives or "None: it stands under its priority only."),
        (
            "Department",
            blocks.proposed(row["department"], basis=row["department_basis"]),
        ),
    ]
    if isinstance(row["amounts"], str):
        pairs.append(("Amounts in its words", row["amounts"]))
    if isinstance(row["repair"], str):
        pairs.append(("Repaired from the document", row["repair"]))
    return html.Div(facts(pairs), id="action-facts")


def _updates(view: View, row: pd.Series) -> list[Component]:
    updates = view.knowledge.updates
    mine = updates[updates["action_id"] == row["action_id"]]
    if mine.empty:
        return [
            blocks.section(
                "Officers' updates",
                [blocks.nothing("No update has been loaded for this action.")],
                block_id="action-updates",
            )
        ]
    rows = [
        [
            each.label,
            blocks.rating(each),
            f"{each.percent_complete:.0f}%" if pd.notna(each.percent_complete) else "",
            each.commentary if pd.notna(each.commentary) else "",
            f"{each.owner}, due {formats.day(each.due)}" if pd.notna(each.due) else str(each.owner),
        ]
        for each in mine.iloc[::-1].itertuples()
    ]
    return [
        *ratings_panel(view, pd.DataFrame([row]), panel_id="action-ratings", whose="Officer's rating"),
        blocks.section(
            "Officers' updates",
            [
                *([tag("Illustrative")] if mine["illustrative"].any() else []),
                blocks.table(
                    ("Quarter", "Rating", "Done>", "Update", "Owner"),
                    rows,
                    caption="Updates, newest first",
                    table_id="action-update-table",
                ),
            ],
            block_id="action-updates",
        ),
    ]


def render(view: View) -> Sequence[Component]:
    """Returns the page of an action."""
    row, k = _row(view), view.knowledge
    now = k.actions[k.actions["action_id"] == row["action_id"]]
    priority = view.structure.priority.set_index("priority_id").loc[row["priority_id"]]
    extra: list[Component] = []
    for each in now.itertuples():
        extra += [blocks.rating(each), *([tag("Illustrative")] if each.illustrative else [])]
        if pd.notna(each.hidden_red):
            extra.append(html.P(f"⚑ {each.hidden_red}", className="hidden-red"))
    links = k.links("action_measure")
    linked = links[links["parent_id"] == row["action_id"]]
    measures = k.measures_by_id(linked["child_id"])
    parts: list[Component] = [
        page_header(
            row["short_name"],
            lead=row["text"],
            path=_way(view, row, priority),
            extra=extra or None,
        ),
        what_became(view, str(row["action_id"])),
        _belongs(view, row, priority),
        *_updates(view, row),
    ]
    if len(measures):
        ours = [tag("Editorial")] if (linked["basis"] == "editorial").any() else []
        why = [
            html.Li(f"{name}: {reason}")
            for name, reason in zip(
                measures["short_name"], linked.set_index("child_id").loc[measures["measure_id"], "reason"], strict=True
            )
        ]
        parts.append(
            blocks.section(
                "Measures that show whether it works",
                [
                    blocks.measure_table(
                        view,
                        measures,
                        caption=f"Measures of {row['short_name']}",
                        table_id="action-measures",
                        note=lambda each: trust.year_end_note(view, each),
                    ),
                    html.Details([html.Summary(["Why these measures? ", *ours]), html.Ul(why)]),
                ],
                block_id="action-measures-block",
            )
        )
        parts += [
            blocks.trend_panel(view, str(name), panel_id=f"action-trend-{place}", level=3)
            for place, name in enumerate(measures["measure_id"].head(3))
        ]
    else:
        parts.append(
            blocks.section(
                "Measures",
                [blocks.nothing("No measure of the plan shows whether this action works.")],
                block_id="action-measures-block",
            )
        )
    parts.append(money.of_item(view, column="action_id", identity=str(row["action_id"])))
    return parts


PAGE = Page(
    key="action",
    pattern="/actions/{action_id}",
    title=lambda view: str(_row(view)["short_name"]),
    render=render,
    filters=("end", "as_at", "start"),
)
