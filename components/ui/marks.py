"""Badges and tags: every state as colour, shape and word together."""

from collections.abc import Mapping

from dash import dcc, html
from dash.development.base_component import Component

from components import formats, theme
from components.ui.attributes import attributes
from data.model import DIRECTION_MARKS, STATUS_MARKS, Direction, Mark, Status


def mark_badge(mark: Mark, *, word: str = "") -> Component:
    """A badge of any mark; `word` replaces the mark's own."""
    return html.Span(f"{mark.shape} {word or mark.word}", className=f"badge-mark badge-{mark.colour}")


def status_badge(status: str, *, word: str = "") -> Component:
    """A measure's status.

    Raises:
        ValueError: `status` is not one of data.model.Status.
    """
    return mark_badge(STATUS_MARKS[Status(status)], word=word)


def direction_badge(direction: str, *, word: str = "") -> Component:
    """Direction of travel.

    Raises:
        ValueError: `direction` is not one of data.model.Direction.
    """
    return mark_badge(DIRECTION_MARKS[Direction(direction)], word=word)


def rating_badge(rating: str | None, *, colour: str = "none", shape: str = "○") -> Component:
    """An officer's rating on the council's own scale; "Not rated" where there is none."""
    if formats.is_missing(rating):
        return mark_badge(Mark(word="Not rated", shape="○", colour="none", symbol="circle-open"))
    return mark_badge(Mark(word=str(rating), shape=shape, colour=colour, symbol="circle"))


def tag(word: str) -> Component:
    """A small outlined word beside a title: Illustrative, Editorial, Provisional."""
    return html.Span(word, className=f"tag tag-{formats.slug(word)}")


def status_bar(
    counts: Mapping[str, int], *, label: str, marks: Mapping[str, Mark] | None = None, href: str | None = None
) -> Component:
    """A bar of segments with counts inside, as wide as their share (in steps of theme.SHARES), for cards and rows.

    Args:
        counts: Count per key of `marks`; noughts are left out.
        label: What is counted, for readers who cannot see the bar; the counts are added to it.
        marks: How each key is shown; the statuses of measures unless given.
        href: Address that the bar leads to.
    """
    known = marks or {str(status): mark for status, mark in STATUS_MARKS.items()}
    there = [(known[key], count) for key, count in counts.items() if count]
    total = sum(count for _, count in there)
    words = formats.list_words(f"{formats.number(count)} {mark.word.lower()}" for mark, count in there) or "nothing"
    segments = [
        html.Span(
            f"{mark.shape} {formats.number(count)}",
            className=f"segment segment-{mark.colour} span-{max(1, round(count / total * theme.SHARES))}",
        )
        for mark, count in there
    ]
    spoken = f"{label}: {words}"
    if href:
        return html.Div(
            dcc.Link([html.Span(spoken, className="visually-hidden"), *segments], href=href, className="status-bar")
        )
    return html.Div(segments, className="status-bar", role="img", **attributes(aria_label=spoken))
