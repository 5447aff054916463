"""What changed between two dates or publications: old and new, why and who."""

from collections.abc import Sequence
from datetime import datetime

from dash import dcc, html
from dash.development.base_component import Component

from components.ui import page_header
from dashboard import blocks
from dashboard.changes_block import Compared, compared, sections, summary
from dashboard.forms import Field, address_form
from dashboard.view import Page, View


def _days(view: View) -> Component:
    def day(at: datetime | None) -> str | None:
        return None if at is None else at.date().isoformat()

    form = address_form(
        view,
        "/changes",
        [
            Field(name="since", label="From the end of", kind="date", value=day(view.since_at)),
            Field(name="as_at", label="To the end of", kind="date", value=day(view.knowledge.scope.known_at)),
        ],
        submit="Compare",
        form_id="changes-days",
    )
    return html.Details([html.Summary("Compare any two days"), form], id="changes-days-block")


def _more(view: View, now: Compared | None) -> Component:
    search = view.here().partition("?")[2]
    address = f"/changes.csv?{search}" if search else "/changes.csv"
    ways = [
        dcc.Link("What happened to a measure, action or priority that is no longer here?", href=view.link("/history"))
    ]
    if now is not None and now.found.counts:
        ways.insert(0, html.A("Download all of this as CSV", href=address, download="changes.csv"))
    return html.Ul([html.Li(way) for way in ways], id="changes-more", className="plain-list")


def render(view: View) -> Sequence[Component]:
    """Returns the page of changes."""
    now, until = compared(view), view.knowledge.scope.known_at
    if now is None:
        words = "No report was published before the quarter on show. Choose a time to compare with."
        return [page_header("What changed", lead=words), _days(view), _more(view, None)]
    if until is not None and now.since >= until:
        words = "The first time is not before the second, so there is nothing between them. Choose an earlier one."
        return [page_header("What changed", lead=words), _days(view), _more(view, now)]
    narrowed = blocks.filter_words(view)
    times = f"From {now.words.removeprefix('since ')} to {_until(view)}" + (f": {narrowed}." if narrowed else ".")
    return [
        page_header("What changed", lead=summary(now.found)),
        html.P(times, id="summary", className="filter-summary"),
        _days(view),
        *sections(view, now.found),
        _more(view, now),
    ]


def _until(view: View) -> str:
    if view.knowledge.scope.known_at is None:
        return "now"
    return blocks.as_at_words(view).removeprefix("As at ").removeprefix("As known on ")


PAGE = Page(
    key="changes",
    pattern="/changes",
    title=lambda view: "What changed",
    render=render,
    nav="Changes",
    filters=("since", "as_at", "priority", "outcome"),
)
