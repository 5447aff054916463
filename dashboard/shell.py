"""What stands around every page: skip link, header, navigation, filter bar, notices and footer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from components import formats
from components.ui import Choice, filter_bar, fold, notice, present_button, skip_link, theme_switch
from dashboard import blocks, glossary
from dashboard.filters import PARAMETERS, TOLERANCES, defaults, filter_id, priorities, quarters
from dashboard.guide import guide
from dashboard.view import Page, View
from data.model import STATUS_MARKS

ALL = ""
"""Value of a control that narrows nothing: a parameter that the address leaves out."""

Options = list[tuple[str, str]]

YEARS_OFFERED = 12
"""Years that charts can be made to start from, counted back from the quarter on show."""

HEAD_IDS = ("page-header", "summary")
"""Ids of what a page begins with."""


def _options(pairs: Iterable[tuple[str, str]], *, default: str | None = None, everything: str | None = None) -> Options:
    """The default has the value ALL, which stands for a parameter left out."""
    rows = [(ALL if value == default else value, label) for value, label in pairs]
    return ([(ALL, everything)] if everything else []) + rows


def _pairs(frame: pd.DataFrame, value: str, label: str) -> list[tuple[str, str]]:
    return list(zip(frame[value].astype(str), frame[label].astype(str), strict=True))


def _with_day(published: Options, chosen: str | None) -> Options:
    """Publications to choose from, and the day that was asked for instead of one."""
    if chosen is None or chosen in dict(published):
        return published
    return [*published, (chosen, f"As known on {formats.day(chosen)}")]


def _plan(view: View) -> Options:
    s = view.structure
    editions = [(row.plan_id, f"{row.title}, {row.edition}") for row in s.plan.itertuples()]
    return _options(editions, default=defaults(s).plan)


def _end(view: View) -> Options:
    s, f = view.structure, view.filters
    listed = [(name, s.period_labels[name]) for name in reversed(quarters(s, plan=f.plan))]
    return _options(listed, default=defaults(s, plan=f.plan, as_at=f.as_at).end)


def _start(view: View) -> Options:
    periods = view.structure.period
    begun = (periods["kind"] == "financial_year") & (periods["end_date"] <= view.knowledge.end["end_date"])
    years = periods[begun].tail(YEARS_OFFERED)
    return _options(_pairs(years, "period_id", "label"), everything="The start")


def _published(view: View) -> Options:
    return _pairs(view.knowledge.publications, "publication_id", "label")


def _priority(view: View) -> Options:
    listed = priorities(view.structure, plan=view.filters.plan)
    return _options(_pairs(listed, "priority_id", "short_name"), everything="All priorities")


def _outcome(view: View) -> Options:
    return _options(_pairs(view.structure.served_outcomes, "outcome_id", "short_name"), everything="All outcomes")


def _status(_: View) -> Options:
    return _options(
        [(key.value, f"{mark.shape} {mark.word}") for key, mark in STATUS_MARKS.items()], everything="Any status"
    )


def _area(view: View) -> Options:
    s, f = view.structure, view.filters
    listed = s.area[s.area["kind"] != "other"]
    return _options(_pairs(listed, "area_code", "name"), default=defaults(s, plan=f.plan).area)


def _tolerance(_: View) -> Options:
    return _options([(each, f"{each}% of the target") for each in TOLERANCES], everything="The council's own")


CONTROLS: Mapping[str, tuple[str, Callable[[View], Options]]] = {
    "plan": ("Plan", _plan),
    "end": ("Quarter", _end),
    "as_at": ("As at", lambda view: _options(_with_day(_published(view), view.filters.as_at), everything="Now")),
    "since": (
        "Changes since",
        lambda view: _options(_with_day(_published(view), view.filters.since), everything="The report before"),
    ),
    "priority": ("Priority", _priority),
    "outcome": ("Outcome", _outcome),
    "status": ("Status", _status),
    "area": ("Area", _area),
    "tolerance": ("Tolerance to try", _tolerance),
    "start": ("Charts from", _start),
}
"""Label of every control and what gives its options, by attribute of Filters.  <- add a filter here"""


def _filter_bar(view: View, page: Page) -> Component:
    offered = {name: CONTROLS[name][1](view) for name in page.filters}
    choices = [
        Choice(
            control_id=filter_id(name),
            name=PARAMETERS[name],
            label=CONTROLS[name][0],
            options=options,
            value=_value(view, name),
        )
        for name, options in offered.items()
        if len(options) > 1
    ]
    asked = {choice.name for choice in choices}
    kept = [(name, value) for name, value in parse_qsl(urlsplit(view.here()).query) if name not in asked]
    count = sum(choice.value != ALL for choice in choices)
    words = f"Filters ({count} set)" if count else "Filters"
    return fold(words, filter_bar(choices, kept=kept), fold_id="filter-fold")


def _value(view: View, name: str) -> str:
    value = getattr(view.filters, name)
    s, f = view.structure, view.filters
    base = replace(defaults(s, plan=f.plan, as_at=f.as_at), plan=defaults(s).plan)
    return ALL if value is None or value == getattr(base, name) else str(value)


def _header(view: View, page: Page | None, pages: Sequence[Page]) -> Component:
    items = [
        html.Li(
            html.A(
                each.nav,
                href=view.link(each.pattern),
                id=f"nav-{each.key}",
                className="nav-item-link" + (" is-current" if page and each.key == page.key else ""),
                # dcc.Link takes no such attribute; the board's script keeps this link inside the app too.
                **({"aria-current": "page"} if page and each.key == page.key else {}),
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
                    " ",
                    html.Span("Council plan board", className="brand-product"),
                ],
                href=view.link("/"),
                id="brand",
                className="brand",
            ),
            fold(
                "Menu",
                [
                    html.Nav(html.Ul(items, className="nav-items"), **{"aria-label": "Pages"}),
                    present_button(),
                    theme_switch(),
                ],
                fold_id="site-menu",
                class_name="site-menu",
            ),
        ],
        className="site-header",
    )


def _illustrative_line(view: View) -> Component:
    """One slim line; empty where the board holds nothing illustrative."""
    hidden = not view.filters.illustrative
    count, listed = view.knowledge.illustrative_measures, len(view.knowledge.listed)
    words: list[Any] = []
    if hidden and view.can_show_illustrative:
        shown = view.here(illustrative=True)
        words = ["Illustrative figures are hidden. ", dcc.Link("Show them", id="illustrative-switch", href=shown)]
    elif count:
        words = [
            f"{count} of {listed} measures, and the targets, ratings and department budgets, ",
            "are ",
            glossary.term(view, "illustrative", "illustrative"),
            " until the council loads its returns. ",
            dcc.Link("Hide them", id="illustrative-switch", href=view.here(illustrative=False)),
        ]
    return html.Div(words, id="illustrative-line", className="slim-line" if words else "")


def _as_at_line(view: View) -> Component:
    """One slim line that says when the figures were known; empty on a page as known now."""
    words: list[Any] = []
    begins, k = view.knowledge.plan["year_start"], view.knowledge
    later = [f"This edition began later, on {formats.long_day(begins)}. "]
    newest = defaults(view.structure, plan=view.filters.plan).end
    since = view.link("/changes", as_at=None, since=view.filters.as_at)
    if view.filters.as_at is not None:
        words = [
            html.Strong(f"{blocks.as_at_words(view)}."),
            " Nothing that became known later is on this page. ",
            *(later if begins > k.scope.known_at else []),
            dcc.Link("What has changed since", id="as-at-changes", href=since),
            " · ",
            dcc.Link("This quarter as known now", id="as-at-quarter", href=view.here(as_at=None)),
            " · ",
            dcc.Link("Back to now", id="as-at-now", href=view.here(as_at=None, end=newest)),
        ]
    return html.Div(words, id="as-at-line", className="slim-line as-at-line" if words else "", role="status")


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
            html.Ul(
                [
                    html.Li(dcc.Link(words, href=view.link(path)))
                    for words, path in (
                        ("How we rate", "/rating"),
                        ("Words used here", glossary.PATH),
                        ("Accessibility statement", "/accessibility"),
                    )
                ],
                className="footer-links",
            ),
        ],
        className="site-footer",
    )


def frame(view: View, *, page: Page | None, main: Sequence[Component], pages: Sequence[Page]) -> html.Div:
    """Returns the whole page around ``main``, with the site map's navigation."""
    shown = page or replace(pages[0], filters=())
    return html.Div(
        [
            skip_link(),
            _header(view, page, pages),
            html.Div(_filter_bar(view, shown) if shown.filters else [], id="filters", className="filters"),
            html.Main(
                [
                    _as_at_line(view),
                    _illustrative_line(view),
                    html.Div([notice(text, tone="warning") for text in view.notices], id="notices"),
                    html.Div(
                        [
                            html.Div(id="page-notice", role="alert"),
                            html.Button("Try again", type="button", className="retry", **{"data-board-retry": ""}),
                        ],
                        className="failure-notice",
                    ),
                    html.P(
                        "This is taking longer than usual. If nothing changes, reload the page.",
                        id="slow-notice",
                        className="slow-notice",
                    ),
                    html.Div(_with_guide(view, shown, main) if page else list(main), id="content"),
                ],
                id="main",
                tabIndex="-1",
            ),
            _footer(view),
        ],
        id="page",
    )


def _with_guide(view: View, page: Page, main: Sequence[Component]) -> list[Component]:
    """Puts what is on show in words, and how to read it, below the header of a page."""
    head = [each for each in main if getattr(each, "id", None) in HEAD_IDS]
    rest = [each for each in main if each not in head]
    told = any("filter-summary" in str(getattr(each, "className", "")) for each in head)
    words = showing(view, page)
    line = [html.P(words, id="summary" if len(head) < len(HEAD_IDS) else "showing", className="filter-summary")]
    return [*head, *([] if told or not words else line), *guide(view, page, main), *rest]


def showing(view: View, page: Page) -> str:
    """Returns what the filters of a page have it show, in words; empty where it has none."""
    f, s = view.filters, view.structure
    words = []
    if "plan" in page.filters:
        words.append(f"{view.knowledge.plan['title']}, {view.knowledge.plan['edition']}")
    if "area" in page.filters and f.area == view.knowledge.plan["area_code"]:
        words.append(str(s.area.set_index("area_code")["name"][f.area]))
    narrowed = blocks.filter_words(view)
    if narrowed:
        words.append(narrowed)
    if "end" in page.filters:
        words.append(str(view.knowledge.end["label"]))
    if "start" in page.filters and f.start:
        words.append(f"charts from {s.period_labels[f.start]}")
    if "tolerance" in page.filters and f.tolerance:
        words.append(f"a tolerance of {f.tolerance}% tried on every measure")
    if not words:
        return ""
    known = f" {blocks.as_at_words(view)}." if "as_at" in page.filters else ""
    return f"Showing {'; '.join(words)}.{known}"


def not_found(view: View, words: str) -> list[Component]:
    """Returns what a reader sees where nothing stands at the address."""
    sought = view.link("/history", words=view.path.rsplit("/", 1)[-1] or None)
    return [
        html.H1("Page not found", id="page-heading"),
        html.P(words),
        html.P(
            [
                "If it was renamed or retired, ",
                dcc.Link("see what happened to it", href=sought),
                ", or start from ",
                dcc.Link("the performance board", href=view.link("/")),
                ".",
            ]
        ),
    ]
