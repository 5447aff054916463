"""What stands around every page: skip link, header, navigation, filter bar, notices and footer."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components.ui import Choice, filter_bar, notice, skip_link, theme_switch
from dashboard.filters import PARAMETERS, TOLERANCES, defaults, filter_id, outcomes, priorities, quarters
from dashboard.view import Page, View
from data.model import STATUS_MARKS

ALL = "-"
"""Value of a control that narrows nothing; not empty, because dbc.Select takes an empty value for a placeholder."""


Options = list[tuple[str, str]]


def _options(pairs: Iterable[tuple[str, str]], *, default: str | None = None, everything: str | None = None) -> Options:
    """The default has the value ALL, which stands for a parameter left out."""
    rows = [(ALL if value == default else value, label) for value, label in pairs]
    return ([(ALL, everything)] if everything else []) + rows


def _pairs(frame: pd.DataFrame, value: str, label: str) -> list[tuple[str, str]]:
    return list(zip(frame[value].astype(str), frame[label].astype(str), strict=True))


def _controls(view: View) -> dict[str, tuple[str, Options]]:
    """Label and options of every control, by attribute of Filters."""
    s, f = view.structure, view.filters
    base = defaults(s, plan=f.plan)
    labels = s.period.set_index("period_id")["label"]
    years = s.period[
        (s.period["kind"] == "financial_year") & (s.period["end_date"] <= view.knowledge.end["end_date"])
    ].tail(12)
    published = _pairs(view.knowledge.publications, "publication_id", "label")
    if f.as_at and f.as_at not in dict(published):
        published.append((f.as_at, f"As known on {f.as_at}"))
    return {
        "plan": (
            "Plan",
            _options(
                [(row.plan_id, f"{row.title}, {row.edition}") for row in s.plan.itertuples()], default=defaults(s).plan
            ),
        ),
        "end": (
            "Quarter",
            _options([(name, str(labels[name])) for name in reversed(quarters(s, plan=f.plan))], default=base.end),
        ),
        "as_at": ("As at", _options(published, everything="Now")),
        "priority": (
            "Priority",
            _options(_pairs(priorities(s, plan=f.plan), "priority_id", "short_name"), everything="All priorities"),
        ),
        "outcome": ("Outcome", _options(_pairs(outcomes(s), "outcome_id", "short_name"), everything="All outcomes")),
        "status": (
            "Status",
            _options(
                [(key.value, f"{mark.shape} {mark.word}") for key, mark in STATUS_MARKS.items()],
                everything="Any status",
            ),
        ),
        "area": ("Area", _options(_pairs(s.area[s.area["kind"] != "other"], "area_code", "name"), default=base.area)),
        "tolerance": (
            "Tolerance to try",
            _options([(each, f"{each}% of the target") for each in TOLERANCES], everything="The council's own"),
        ),
        "start": ("Charts from", _options(_pairs(years, "period_id", "label"), everything="The start")),
    }


def _filter_bar(view: View, page: Page) -> Component:
    controls = _controls(view)
    shown = [name for name in page.filters if len(controls[name][1]) > 1]
    return filter_bar(
        [
            Choice(
                control_id=filter_id(name),
                name=PARAMETERS[name], label=controls[name][0], options=controls[name][1], value=_value(view, name)
            )
            for name in shown
        ]
    )


def _value(view: View, name: str) -> str:
    value = getattr(view.filters, name)
    base = replace(defaults(view.structure, plan=view.filters.plan), plan=defaults(view.structure).plan)
    return ALL if value is None or value == getattr(base, name) else str(value)


def _header(view: View, page: Page | None, pages: Sequence[Page]) -> Component:
    items = [
        html.Li(
            dcc.Link(
                each.nav,
                href=view.link(each.pattern),
                id=f"nav-{each.key}",
                className="nav-item-link" + (" is-current" if page and each.key == page.key else ""),
            )
        )
        for each in pages
        if each.nav
    ]
    return html.Header(
        [
            dcc.Link(
                [
                    html.Span(view.knowledge.plan["council"], className="brand-council"),
                    html.Span("Council plan board", className="brand-product"),
                ],
                href=view.link("/"),
                id="brand",
                className="brand",
            ),
            html.Nav(html.Ul(items, className="nav-items"), **{"aria-label": "Pages"}),
            theme_switch(),
        ],
        className="site-header",
    )


def _illustrative_line(view: View) -> Component:
    """One slim line; empty where the board holds nothing illustrative."""
    hidden = not view.filters.illustrative
    count = int(view.knowledge.measures["illustrative"].sum())
    words: list[Any] = []
    if hidden and view.can_show_illustrative:
        words = ["Illustrative figures are hidden. ", dcc.Link("Show them", id="illustrative-switch", href=view.here(illustrative=True))]
    elif count:
        words = [
            f"{count} of {len(view.knowledge.measures)} measures, and the targets, ratings and department budgets, are illustrative until the council loads its returns. ",
            dcc.Link("Hide them", id="illustrative-switch", href=view.here(illustrative=False)),
        ]
    return html.Div(words, id="illustrative-line", className="slim-line" if words else "")


def _footer(view: View) -> Component:
    plan = view.knowledge.plan
    return html.Footer(
        [
            html.P(
                [
                    f"{plan['title']}, {plan['edition']}. Figures with their sources: ",
                    dcc.Link("about this board", href=view.link("/about"), id="footer-about"),
                    ".",
                ]
            ),
        ],
        className="site-footer",
    )


def frame(view: View, *, page: Page | None, main: Sequence[Component]) -> html.Div:
    """Returns the whole page around ``main``."""
    from dashboard.pages import PAGES

    shown = page or replace(PAGES[0], filters=())
    return html.Div(
        [
            skip_link(),
            _header(view, page, PAGES),
            html.Div(_filter_bar(view, shown) if shown.filters else [], id="filters", className="filters"),
            html.Main(
                [
                    _illustrative_line(view),
                    html.Div([notice(text, tone="warning") for text in view.notices], id="notices"),
                    html.Div(id="page-notice", role="alert"),
                    html.Div(list(main), id="content"),
                ],
                id="main",
                tabIndex="-1",
            ),
            _footer(view),
        ],
        id="page",
    )


def not_found(view: View, words: str) -> list[Component]:
    """Returns what a reader sees where nothing stands at the address."""
    return [
        html.H1("Page not found", id="page-heading"),
        html.P(words),
        html.P(
            [
                "It may have been renamed or retired. Start from ",
                dcc.Link("the performance board", href=view.link("/")),
                ".",
            ]
        ),
    ]
