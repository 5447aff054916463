"""One measure: trend, target, benchmarks, commentary, what it belongs to, definition and sources."""

from collections.abc import Sequence

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components import formats
from components.ui import direction_badge, facts, notice, page_header, status_badge, tag
from dashboard import benchmarks, blocks, trust
from dashboard.parts import what_became
from dashboard.view import Page, UnknownAddress, View
from data import travel
from data.facts import with_gaps
from data.model import Status

MATCH_WORDS = {"near": "Nearly the same", "proxy": "Stands in for it", "context": "Context"}


def _short_name(view: View) -> str:
    name = view.variables["measure_id"]
    mine = view.structure.measure.loc[view.structure.measure["measure_id"] == name, "short_name"]
    if mine.empty:
        raise UnknownAddress(f"No measure of any edition is called “{name}”.")
    return str(mine.iloc[0])


def _about(view: View) -> pd.Series:
    _short_name(view)
    return view.knowledge.measures_by_id([view.variables["measure_id"]]).iloc[0]


def message(about: pd.Series) -> str:
    """Returns the latest figure against its target and its change, in one or two sentences."""
    style = blocks.style_of(about)
    if pd.isna(about["value"]):
        return f"{blocks.absence_words(about['absence'])}."
    words = f"{formats.styled(float(about['value']), style)} in {about['label']}"
    if pd.notna(about["target"]):
        words += f" against a target of {blocks.target_of(about)}"
    if pd.notna(about["reference"]):
        moved = travel.change_words(
            float(about["value"]),
            reference=float(about["reference"]),
            write=lambda amount: formats.styled(amount, style),
            write_change=lambda amount: formats.change(
                amount, kind=style.kind, decimals=style.decimals, unit=style.unit
            ),
        )
        words += f"; {moved}, compared with {about['reference_label']}"
    return words + "."


def _benchmarks(view: View, about: pd.Series) -> list[Component]:
    if about["kind"] not in benchmarks.COMPARABLE_KINDS:
        return []
    figures = view.knowledge.compared_figures(str(about["measure_id"]))
    # Made-up figures are never set beside real ones, and totals of areas of different size say nothing.
    frame = benchmarks.beside(view, about, figures)
    if frame.empty:
        return []
    figures = figures[~figures["illustrative"]]
    parts: list[Component] = [
        blocks.panel(
            view,
            "benchmark",
            frame,
            panel_id="measure-benchmark",
            heading="Beside England and neighbours",
            subtitle=f"{about['short_name']}, latest figure of each area ({about['unit']}); not a ranking",
            sources=frame["source_id"].unique(),
            style=blocks.style_of(about),
        )
    ]
    keep = ["council", "country", "region"]
    dated = figures[figures["area_kind"].isin(keep)]
    dated = dated[dated["period_kind"] == dated["period_kind"].mode().iloc[0]]
    if len(dated["period_id"].unique()) > 1:
        lines = pd.concat(
            with_gaps(group, periods=view.structure.period).assign(
                series=name, emphasis=code == view.knowledge.scope.area_code
            )
            for (code, name), group in dated.groupby(["area_code", "area_name"], sort=False)
        )
        parts.append(
            blocks.panel(
                view,
                "compare",
                lines,
                panel_id="measure-compare",
                heading="Over time with England and the region",
                subtitle=f"{about['short_name']} ({about['unit']})",
                sources=lines["source_id"].dropna().unique(),
                style=blocks.style_of(about),
            )
        )
    return [html.Div(parts, className="grid grid-2")]


def _evidence(view: View, about: pd.Series) -> list[Component]:
    mine = view.structure.evidence[view.structure.evidence["measure_id"] == about["measure_id"]]
    if mine.empty:
        return []
    frame = view.knowledge.measures_by_id(mine["evidence_id"])
    rows = [
        [
            blocks.measure_link(view, each.evidence_id, each.name_),
            MATCH_WORDS[each.match],
            each.reason,
            blocks.figure_words(row),
            str(row.label) if pd.notna(row.value) else "",
        ]
        for each, row in zip(mine.rename(columns={"name": "name_"}).itertuples(), frame.itertuples(), strict=True)
    ]
    table = blocks.table(
        ("Series", "How close", "Why it is not the measure", "Latest>", "Period"),
        rows,
        caption="Related evidence",
        table_id="measure-evidence",
    )
    drawn = [
        name
        for name in frame.loc[frame["value"].notna(), "measure_id"]
        if len(view.knowledge.line(str(name))) >= benchmarks.MOST_ALONE
    ]
    trends = [blocks.trend_panel(view, str(name), panel_id="measure-evidence-trend", level=3) for name in drawn[:1]]
    return [
        blocks.section(
            "Related evidence",
            [table, *trends],
            block_id="measure-evidence-block",
            lead="Official series that throw light on the measure. They are not the measure, and have no target.",
        )
    ]


def _commentary(view: View, about: pd.Series) -> list[Component]:
    mine = view.knowledge.commentary[view.knowledge.commentary["measure_id"] == about["measure_id"]].head(2)
    if mine.empty:
        return []
    items = []
    for each in mine.itertuples():
        pairs = [
            (term, getattr(each, name))
            for term, name in (("Why", "cause"), ("Next step", "next_step"))
            if pd.notna(getattr(each, name))
        ]
        if pd.notna(each.owner):
            pairs.append(("Owner", f"{each.owner}" + (f", due {formats.day(each.due)}" if pd.notna(each.due) else "")))
        items.append(
            html.Article(
                [
                    html.H3([each.label, " ", tag("Illustrative") if each.illustrative else ""]),
                    html.P(each.text),
                    facts(pairs),
                ]
            )
        )
    return [blocks.section("Commentary", items, block_id="measure-commentary")]


def _belongs(view: View, about: pd.Series) -> Component:
    s, k = view.structure, view.knowledge
    name = about["measure_id"]
    pairs: list[tuple[str, object]] = [("What is counted", about["definition"])]
    listed = s.plan_measure[s.plan_measure["measure_id"] == name]
    titles = s.plan.set_index("plan_id")
    for row in listed.itertuples():
        where = titles.loc[row.plan_id]
        pairs.append((f"Wording in {where['title']}, {where['edition']}", row.wording))
    priorities = s.priority[s.priority["priority_id"].isin(listed["priority_id"].dropna())]
    if len(priorities):
        pairs.append(
            (
                "Priority",
                [
                    dcc.Link(row.name_, href=view.link(f"/priorities/{row.priority_id}"))
                    for row in priorities.rename(columns={"name": "name_"}).itertuples()
                ],
            )
        )
    links = k.links("outcome_measure")
    served = s.outcome[
        s.outcome["outcome_id"].isin(
            [*listed["outcome_id"].dropna(), *links.loc[links["child_id"] == name, "parent_id"]]
        )
    ]
    if len(served):
        pairs.append(
            (
                "Outcomes that it serves",
                html.Ul(
                    [
                        html.Li(dcc.Link(row.name_, href=view.link(f"/outcomes/{row.outcome_id}")))
                        for row in served.rename(columns={"name": "name_"}).itertuples()
                    ],
                    className="plain-list",
                ),
            )
        )
    actions = k.links("action_measure")
    mine = s.action[s.action["action_id"].isin(actions.loc[actions["child_id"] == name, "parent_id"])]
    if len(mine):
        pairs.append(
            (
                "Actions that should move it",
                html.Ul(
                    [html.Li(blocks.action_link(view, row.action_id, row.short_name)) for row in mine.itertuples()],
                    className="plain-list",
                ),
            )
        )
    pairs += [
        (
            "Better when",
            {
                "higher_is_better": "higher",
                "lower_is_better": "lower",
                "within_range": "within its range",
                "none": "neither: tracked without judgement",
            }[about["polarity"]],
        ),
        ("Due", str(about["frequency"])),
        ("Owner", blocks.proposed(about["owner"], basis=about["owner_basis"])),
    ]
    return blocks.section("About this measure", [facts(pairs)], block_id="measure-about")


def _sources(view: View, about: pd.Series) -> list[Component]:
    given = view.knowledge.facts.measure_sources
    counts = given[given["measure_id"] == about["measure_id"]]
    if counts.empty:
        return []
    known = view.knowledge.source_by_id
    rows = []
    for row in counts.itertuples():
        source = known[str(row.source_id)]
        rows.append(
            [
                blocks.source_link(source["title"], source["url"]),
                str(source["publisher"]) if isinstance(source["publisher"], str) else "",
                str(source["kind"]).replace("_", " "),
                formats.number(row.figures),
                source["known_rule"] if isinstance(source["known_rule"], str) else "",
            ]
        )
    return [
        blocks.section(
            "Where the figures came from",
            [
                blocks.table(
                    ("Source", "Publisher", "Kind", "Figures>", "When they count as known"),
                    rows,
                    caption="Sources",
                    table_id="measure-sources",
                )
            ],
            block_id="measure-sources-block",
        )
    ]


def render(view: View) -> Sequence[Component]:
    """Returns the page of a measure."""
    about = _about(view)
    row = next(pd.DataFrame([about]).itertuples())
    extra: list[Component] = []
    if about["role"] == "plan":
        extra.append(status_badge(Status(about["status"])))
    if pd.notna(about["value"]):
        extra.append(direction_badge(about["direction"]))
    extra += blocks.flags(row)
    parts: list[Component] = [
        page_header(
            str(about["wording"]),
            lead=message(about),
            path=blocks.way(view, str(about["short_name"]), ("Measures", "/measures")),
            extra=extra,
        ),
        # Told when a filter changes; who reads the page finds the same words above.
        html.P(
            f"{about['short_name']}: {message(about)}",
            id="summary",
            className="visually-hidden",
            **{"aria-hidden": "true"},
        ),
    ]
    parts.append(what_became(view, str(about["measure_id"])))
    odd = view.structure.comparability
    parts += [
        notice(["⊘ Not comparable: ", reason], tone="warning")
        for reason in odd.loc[odd["measure_id"] == about["measure_id"], "reason"].drop_duplicates()
    ]
    parts.append(html.Div(trust.moved_notice(row), id="measure-moved-block"))
    parts.append(blocks.trend_panel(view, str(about["measure_id"]), panel_id="measure-trend", size="full"))
    parts.append(
        html.Div(
            [trust.limits_note(view, row), *trust.year_end_block(view, about)],
            id="measure-judged",
            className="grid grid-2",
        )
    )
    parts.append(html.Div(_benchmarks(view, about), id="measure-benchmarks"))
    parts.append(
        html.Div(
            [*_commentary(view, about), *_evidence(view, about), _belongs(view, about), *_sources(view, about)],
            id="measure-rest",
        )
    )
    return parts


PAGE = Page(
    key="measure",
    pattern="/measures/{measure_id}",
    title=_short_name,
    render=render,
    filters=("end", "as_at", "area", "start"),
)
