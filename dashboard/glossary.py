"""The board's own words in plain English, and what finds those that a page uses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.view import View

PATH = "/glossary"


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word that a newcomer may not know.

    Attributes:
        word: As pages write it.
        meaning: One or two sentences without other terms of the trade.
        signs: In small letters; a page that holds one of them uses the word.
    """

    word: str
    meaning: str
    signs: tuple[str, ...]


TERMS: Mapping[str, Term] = MappingProxyType(
    {
        "illustrative": Term(
            word="Illustrative",
            meaning="Made up by this program so that a page can be tried. It says nothing about the council. "
            "It is replaced as soon as the council loads its own figures.",
            signs=("illustrative",),
        ),
        "target": Term(
            word="On target, near target, off target",
            meaning="On target: at the target or better. Near: missed, but by no more than the tolerance. "
            "Off: missed by more than that.",
            signs=("on target", "near target", "off target"),
        ),
        "tolerance": Term(
            word="Tolerance",
            meaning="How far a figure may miss its target and still count as near. It is agreed with the target.",
            signs=("tolerance",),
        ),
        "target-moved": Term(
            word="Target moved",
            meaning="The target was changed after it was first agreed. The board shows the status against both, "
            "so that nothing turns green only because the target was lowered.",
            signs=("target moved", "targets moved"),
        ),
        "carried-over": Term(
            word="Carried over",
            meaning="There is no figure for this quarter yet, so that an older one is shown. It is not judged.",
            signs=("carried over",),
        ),
        "no-data": Term(
            word="No data",
            meaning="There is no figure at all. The board says why: not due yet, late, no longer collected, "
            "or withheld to protect people.",
            signs=("no data",),
        ),
        "not-comparable": Term(
            word="Not comparable",
            meaning="Counted in another way than the figures beside it, so that they cannot be set side by side.",
            signs=("not comparable",),
        ),
        "provisional": Term(
            word="Provisional",
            meaning="Published early; its source may still change it.",
            signs=("provisional",),
        ),
        "restated": Term(
            word="Restated",
            meaning="Its source has since replaced the figure by another. Both are kept, and “As at” shows which was "
            "known when.",
            signs=("restated", "restatement"),
        ),
        "as-at": Term(
            word="As at",
            meaning="The board as it would have looked on an earlier day, with the figures and targets known then.",
            signs=("as at", "as known on"),
        ),
        "editorial": Term(
            word="Editorial",
            meaning="Proposed by the makers of this board, not stated in the plan.",
            signs=("editorial",),
        ),
        "control-limits": Term(
            word="Control limits",
            meaning="The range in which a figure moves when nothing out of the ordinary happens, worked out from "
            "its own past.",
            signs=("control limit", "trial limits"),
        ),
        "normal-variation": Term(
            word="Normal variation",
            meaning="The usual ups and downs. One such step up or down is not news and needs no explanation.",
            signs=("normal variation",),
        ),
        "special-cause": Term(
            word="More than chance (special cause)",
            meaning="A pattern that the usual ups and downs would hardly ever make, such as seven figures in a row "
            "above the average. Something has changed, and it is worth asking what.",
            signs=("more than chance", "special cause", "chance explains", "chance does not explain"),
        ),
        "cannot-reach": Term(
            word="Cannot reach the target as it stands",
            meaning="Even a good quarter falls short of the target. Working harder at the same will not do: the way of "
            "working, or the target, has to change.",
            signs=("cannot reach the target",),
        ),
        "hit-and-miss": Term(
            word="Hit and miss",
            meaning="The target lies inside the usual ups and downs, so that it is met only some of the time.",
            signs=("hit and miss", "only some of the time"),
        ),
        "rating": Term(
            word="Officer's rating",
            meaning="What the officer in charge says of an action, on the council's own scale. "
            "It is a judgement, not a measurement.",
            signs=("officers' rating", "officer's rating", "headline initiatives"),
        ),
        "hidden": Term(
            word="A rating that hides trouble",
            meaning="The officer says that all is well while a figure, a date or the money says otherwise.",
            signs=("hides trouble", "hide trouble"),
        ),
        "outturn": Term(
            word="Outturn",
            meaning="What was really spent by the end of the year; until then the board shows the forecast.",
            signs=("outturn",),
        ),
        "reserves": Term(
            word="Before and after reserves",
            meaning="Whether a year's spending keeps to its budget without and with money drawn from savings. "
            "Savings can be spent only once.",
            signs=("reserves",),
        ),
        "percentage-point": Term(
            word="Percentage point",
            meaning="The step from 40% to 41%. It is not the same as 1% more, which would be 40.4%.",
            signs=("percentage point",),
        ),
        "evidence": Term(
            word="Related evidence",
            meaning="Official figures on the same subject. They are not the plan's measure and have no target.",
            signs=("related evidence",),
        ),
        "shorthand": Term(
            word="[c], [x], [z], [p], [r]",
            meaning="Instead of a figure, or beside it: withheld to protect people [c], not available [x], "
            "does not apply [z], provisional [p], revised [r].",
            signs=("[c]", "[x]", "[z]", "[p]", "[r]"),
        ),
    }
)
"""By the name that its address ends in, in the order in which a reader meets them.  <- add a word here"""


def anchor(name: str) -> str:
    """Returns the id of a term in a list of terms."""
    return f"term-{name}"


def term(view: View, name: str, words: str) -> Component:
    """Returns words that show their meaning when pressed; without scripts they lead to the glossary.

    Args:
        view: The view that they stand in.
        name: Key of TERMS.
        words: As they stand in the sentence.

    Raises:
        KeyError: There is no such term.
    """
    return html.A(
        words,
        href=f"{view.link(PATH)}#{anchor(name)}",
        className="term",
        **{"data-term": TERMS[name].word, "data-meaning": TERMS[name].meaning},
    )


def used_in(content: Any) -> tuple[str, ...]:
    """Returns the names of the terms that occur in a tree of components, in the order of TERMS."""
    text = " ".join(_texts(content)).lower()
    return tuple(name for name, each in TERMS.items() if any(sign in text for sign in each.signs))


def listed(names: tuple[str, ...], *, anchors: bool = False) -> Component:
    """Returns terms with their meanings; ``anchors`` gives each an id that an address can end in."""
    return html.Dl(
        [part for name in names for part in _entry(name, anchors=anchors)],
        className="facts term-list",
    )


def _entry(name: str, *, anchors: bool) -> tuple[Component, Component]:
    at = {"id": anchor(name)} if anchors else {}
    return html.Dt(TERMS[name].word, **at), html.Dd(TERMS[name].meaning)


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, list | tuple):
        for each in content:
            yield from _texts(each)
    elif isinstance(content, Component):
        yield from _texts(getattr(content, "children", None))
