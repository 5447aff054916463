"""About the board: the plan's own words, how figures become judgements, and every source."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components import formats
from components.ui import facts, mark_badge, page_header, tag
from dashboard import blocks
from dashboard.view import Page, View
from data.model import STATUS_MARKS

STATUS_RULES = {
    "met": "At or better than the target.",
    "near": "Missed, by no more than the tolerance agreed with the target. The edge of the tolerance counts as near.",
    "off": "Missed by more than the tolerance.",
    "no_target": "No target was agreed, or the measure is tracked without a better or worse.",
    "no_data": "There is no figure; the board says why: not due, late, not collected, withheld or still to be defined.",
    "not_comparable": "The figure cannot be set beside others, for the reason given with it.",
    "carried_over": "The figure on show is older than the quarter: a later quarterly figure is missing, or an annual figure is more than a year and a half old.",
}


def _rules(view: View) -> list[Component]:
    scale = view.structure.rating_scale
    return [
        blocks.section(
            "How a measure is judged",
            [facts([(mark_badge(mark), STATUS_RULES[status.value]) for status, mark in STATUS_MARKS.items()])],
            block_id="about-status",
            lead="Each measure's better direction, target and tolerance are data, never guessed. Money uses the same key.",
        ),
        blocks.section(
            "How actions are rated",
            [
                facts([(blocks.rating(row), row.meaning) for row in scale.itertuples()])
                if len(scale)
                else blocks.nothing("No rating scale is loaded.")
            ],
            block_id="about-ratings",
            lead="Officers rate actions. The board flags (⚑) a good rating while a measure of the action is off target, its date has passed, or its money is overspent by more than 5%.",
        ),
        blocks.section(
            "Direction of travel",
            [
                html.P(
                    "A figure is compared with the period before, or with the same quarter a year earlier where the measure has seasons. A change inside the measure's own noise is “no material change”: the noise is the width of its control limits where it has twelve points or more, otherwise its tolerance."
                )
            ],
            block_id="about-travel",
        ),
        blocks.section(
            "Many measures together",
            [
                html.P(
                    "Nothing is averaged. A priority or initiative shows how many of its measures stand at each status, the one furthest off by name, and how many were reported."
                )
            ],
            block_id="about-rollup",
        ),
    ]


def _plan(view: View) -> Component:
    s = view.structure
    words = s.plan_statement[s.plan_statement["plan_id"] == view.filters.plan]
    parts = []
    for kind, title in (
        ("ambition", "Ambition"),
        ("value", "Values"),
        ("approach", "Approach"),
        ("service_fact", "Services"),
        ("county_fact", "The county"),
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
        [*parts, *compared],
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


def render(view: View) -> Sequence[Component]:
    """Returns the about page."""
    return [
        page_header(
            "About this board",
            lead="How figures become judgements, what the plan says, and where every figure came from.",
        ),
        *_rules(view),
        _plan(view),
        _sources(view),
        blocks.section(
            "Illustrative figures",
            [
                html.P(
                    "Where the council publishes no series, generated figures let every screen be tried. They are labelled on every chart, table, sentence and download, are never joined to real figures, and can be hidden with the link at the top of each page or removed from a deployment with SHOW_ILLUSTRATIVE=0."
                )
            ],
            block_id="about-illustrative",
        ),
    ]


PAGE = Page(
    key="about",
    pattern="/about",
    title=lambda view: "About this board",
    render=render,
    nav="About",
    filters=("plan",),
)
