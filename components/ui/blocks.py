"""Blocks that pages are put together from: headers, paths, filters, cards, notices and empty states."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from components.ui.attributes import attributes
from components.ui.panel import heading
from components.ui.select import Select

Children = Any
Tone = Literal["info", "warning", "danger", "success"]


@dataclass(frozen=True, kw_only=True)
class Step:
    """A place on the way from the board to this page; no address for the page itself."""

    label: str
    href: str | None = None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One control of a filter bar.

    Attributes:
        control_id: Id of the control.
        name: Parameter of the address that it stands for.
        label: Words above it.
        options: Value and words of every option.
        value: Value that is chosen; empty for one that the address leaves out.
    """

    control_id: str
    name: str
    label: str
    options: Sequence[tuple[str, str]]
    value: str


def skip_link(target_id: str = "main") -> Component:
    """Link to the main content, seen when it has the focus."""
    return html.A("Skip to main content", href=f"#{target_id}", className="skip-link")


def theme_switch() -> Component:
    """Button that goes through system, light, dark and high contrast; the browser keeps the choice."""
    return html.Button(
        "Theme: ", type="button", className="theme-switch",
        title="Change between the system's colours, light, dark and high contrast",
        **attributes(data_board_theme_switch=""),
    )  # fmt: skip


def present_button() -> Component:
    """Button that shows the page one block at a time, in large type, for a meeting."""
    return html.Button(
        "Present", type="button", className="present-button", title="Show one block at a time in large type",
        **attributes(data_board_present=""),
    )  # fmt: skip


def drill_path(steps: Sequence[Step]) -> Component:
    """Where this page stands, from the board down."""
    items = [
        html.Li(dcc.Link(step.label, href=step.href))
        if step.href
        else html.Li(step.label, **attributes(aria_current="page"))
        for step in steps
    ]
    return html.Nav(html.Ol(items), id="page-path", className="drill-path", **attributes(aria_label="Breadcrumb"))


def page_header(title: str, *, lead: Children = None, path: Sequence[Step] = (), extra: Children = None) -> Component:
    """Path, the page's one h1, a sentence below it, and anything more (badges, links)."""
    return html.Header(
        [
            *([drill_path(path)] if path else []),
            html.H1(title, id="page-heading"),
            *([html.P(lead, id="page-lead", className="lead")] if lead else []),
            *([html.Div(extra, id="page-extra", className="page-header-extra")] if extra else []),
        ],
        id="page-header",
        className="page-header",
    )


def section(
    title: str, children: Children, *, section_id: str | None = None, level: int = 2, note: Children = None
) -> Component:
    """A headed part of a page, with an optional line below the heading."""
    parts = children if isinstance(children, list) else [children]
    return html.Section(
        [heading(title, level=level), *([html.P(note, className="section-note")] if note else []), *parts],
        className="section",
        **attributes(id=section_id),
    )


def grid(children: Sequence[Component], *, columns: Literal[2, 3, 4] = 2) -> Component:
    """Blocks side by side, as many as fit up to `columns`."""
    return html.Div(list(children), className=f"grid grid-{columns}")


def fold(words: str, children: Children, *, fold_id: str, class_name: str = "") -> Component:
    """What wide screens show as it stands and narrow ones keep behind its words, without a script."""
    parts = children if isinstance(children, list) else [children]
    return html.Details([html.Summary(words), *parts], id=fold_id, className=f"fold {class_name}".rstrip())


def filter_bar(choices: Sequence[Choice], *, kept: Sequence[tuple[str, str]] = (), label: str = "Filters") -> Component:
    """Native selects with visible labels in one row that wraps; a form that without scripts opens what was chosen.

    Args:
        choices: The controls.
        kept: Further parameters of the address and their values, which a choice leaves as they are.
        label: Name of the form.
    """
    controls = [
        html.Div(
            [
                html.Label(choice.label, htmlFor=choice.control_id),
                Select(
                    id=choice.control_id,
                    name=choice.name,
                    options=[{"value": value, "label": words} for value, words in choice.options],
                    value=choice.value,
                ),
            ],
            className="filter",
        )
        for choice in choices
    ]
    hidden = [dbc.Input(type="hidden", id=f"kept-{name}", name=name, value=value) for name, value in kept]
    return html.Form(
        [*controls, *hidden, html.Button("Show", type="submit", className="filter-submit")],
        method="get",
        className="filter-bar",
        role="search",
        # A browser that fills in what was chosen on an earlier visit would have the page follow it.
        autoComplete="off",
        **attributes(aria_label=label),
    )


def summary_card(
    label: str,
    *,
    value: Children,
    note: Children = None,
    href: str | None = None,
    mark: Component | None = None,
    level: int = 3,
) -> Component:
    """A card with one figure: what it is, the figure, a line below. The label is the link, its area the whole card."""
    return html.Article(
        [
            heading(
                dcc.Link(label, href=href, className="card-link") if href else label,
                level=level,
                className="card-label",
            ),
            html.P(value, className="card-value"),
            *([mark] if mark is not None else []),
            *([html.P(note, className="card-note")] if note else []),
        ],
        className="card-block card-leads" if href else "card-block",
    )


def card(title: str, children: Children, *, href: str | None = None, level: int = 3, colour: str = "") -> Component:
    """A card with any content; `colour` names a status colour for its edge."""
    parts = children if isinstance(children, list) else [children]
    leads, edge = " card-leads" if href else "", f" edge-{colour}" if colour else ""
    return html.Article(
        [
            heading(
                dcc.Link(title, href=href, className="card-link") if href else title,
                level=level,
                className="card-title",
            ),
            *parts,
        ],
        className=f"card-block{leads}{edge}",
    )


def notice(children: Children, *, tone: Tone = "info", notice_id: str | None = None) -> Component:
    """A message about the page; warnings and errors are announced at once."""
    role = "alert" if tone in {"warning", "danger"} else "status"
    return html.Div(children, className=f"notice notice-{tone}", role=role, **attributes(id=notice_id))


def empty_state(
    title: str, *, missing: str = "", owner: str = "", action: Children = None, level: int = 3
) -> Component:
    """What is missing, who owes it, and what to do."""
    return html.Div(
        [
            heading(title, level=level, className="empty-title"),
            *([html.P(missing)] if missing else []),
            *([html.P(f"Owed by {owner}.")] if owner else []),
            *([html.P(action)] if action else []),
        ],
        className="empty-state",
    )


def facts(pairs: Sequence[tuple[str, Children]]) -> Component:
    """Terms and what they are, as a description list."""
    return html.Dl(
        [part for term, words in pairs for part in (html.Dt(term), html.Dd(words))],
        className="facts",
    )


def spark(source: str, *, alt: str) -> Component:
    """A sparkline of `components.figures.sparkline` with the words that say the same."""
    return html.Img(src=source, alt=alt, className="spark", width="96", height="28")


def icon(source: str, *, alt: str) -> Component:
    """A picture of assets/icons (`app.get_asset_url("icons/assurance-pass.svg")`) with the words that say the same."""
    return html.Img(src=source, alt=alt, className="icon", width="32", height="32")
