"""About the board: the plan's own words and every source."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from components import formats
from components.ui import page_header, tag
from dashboard import blocks
from dashboard.view import Page, View


def _plan(view: View) -> Component:
    s = view.structure
    words = s.plan_statement[s.plan_statement["plan_id"] == view.filters.plan]
    parts = []
    for kind, title in (
        ("ambition", "Ambition"),
        ("value", "Values"),
        ("approach", "Approach"),
        ("service_fact", "Services"),
        ("county_fact", "The area"),
        ("achievement", "Achievements"),
        ("challenge", "Challenges and opportunities"),
    ):
        mine = words[words["kind"] == kind]
        if len(mine):
            items = [
                html.Li([html.Strong(f"{row.heading}: ") if isinstance(row.heading, str) else "", row.text])
                for row in mine.itertuples()
            ]
            parts.append(html.Details([html.Summary(f"{title} ({len(mine)})"), html.Ul(items)]))
    compared = _facts_compared(view)
    return blocks.section(
        "The plan in its own words",
        [*parts, *compared] or [blocks.nothing("No other words of the plan were loaded.")],
        block_id="about-plan",
        lead=f"{view.knowledge.plan['title']}, {view.knowledge.plan['edition']}.",
    )


def _facts_compared(view: View) -> list[Component]:
    """Service facts that several editions give, side by side."""
    s = view.structure
    mine = s.plan_statement[(s.plan_statement["kind"] == "service_fact") & s.plan_statement["fact_key"].notna()]
    shared = mine[mine.groupby("fact_key")["plan_id"].transform("nunique") > 1]
    if shared.empty:
        return []
    plans = [row for row in s.plan.itertuples() if row.plan_id in set(shared["plan_id"])]
    rows = [
        [
            str(key).replace("-", " ").capitalize(),
            *(" ".join(group.loc[group["plan_id"] == plan.plan_id, "text"]) for plan in plans),
        ]
        for key, group in shared.groupby("fact_key", sort=False)
    ]
    table = blocks.table(
        ("Fact", *(f"{plan.title}, {plan.edition}" for plan in plans)),
        rows,
        caption="Service facts in several editions",
        table_id="about-facts",
    )
    return [html.Details([html.Summary("Service facts of the editions side by side"), table])]


def _sources(view: View) -> Component:
    rows = [
        [
            [blocks.source_link(row.title, row.url), " ", tag("Illustrative") if row.kind == "illustrative" else ""],
            row.publisher if isinstance(row.publisher, str) else "",
            row.kind.replace("_", " "),
            formats.number(row.figures),
            row.known_rule if isinstance(row.known_rule, str) else "",
        ]
        for row in view.knowledge.sources.itertuples()
    ]
    table = blocks.table(
        ("Source", "Publisher", "Kind", "Figures>", "When its figures count as known"),
        rows,
        caption="Sources",
        table_id="about-sources",
    )
    return blocks.section(
        "Sources",
        [html.Details([html.Summary(formats.plural(len(rows), "source")), table])],
        block_id="about-sources-block",
    )


def _illustrative() -> Component:
    return blocks.section(
        "Illustrative figures",
        [
            html.P(
                "Where the council publishes no series, generated figures let every screen be tried. They are"
                " labelled on every chart, table, sentence and download, are never joined to real figures, and can"
                " be hidden with the link at the top of each page or removed from a deployment with"
                " SHOW_ILLUSTRATIVE=0."
            )
        ],
        block_id="about-illustrative",
    )


def render(view: View) -> Sequence[Component]:
    """Returns the about page."""
    return [
        page_header(
            "About this board",
            lead="What the plan says, and where every figure came from.",
        ),
        blocks.section(
            "How figures become judgements",
            [
                html.P(
                    [
                        "Every rule in plain words, the council's own tolerances and a stress test of them: ",
                        dcc.Link("How we rate", href=view.link("/rating")),
                        ". What is late, missing or in doubt: ",
                        dcc.Link("Data quality", href=view.link("/quality")),
                        ". What our words mean: ",
                        dcc.Link("Words used here", href=view.link("/glossary")),
                        ". Who can use this board, and how we tested that: ",
                        dcc.Link("Accessibility statement", href=view.link("/accessibility")),
                        ".",
                    ]
                )
            ],
            block_id="about-rating",
        ),
        _plan(view),
        _sources(view),
        *([_illustrative()] if view.may_be_illustrative else []),
    ]


PAGE = Page(
    key="about",
    pattern="/about",
    title=lambda view: "About this board",
    render=render,
    nav="About",
    filters=("plan",),
)
