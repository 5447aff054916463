"""How to read a page: what it says, what to do next and what its words mean, folded away once a reader knows it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import glossary
from dashboard.view import Page, View

GUIDE_ID = "how-to-read"

READING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "board": (
            (
                "The sentence at the top says how much was reported for the quarter and how it stands against its "
                "targets. The bars show the same by priority or outcome."
            ),
            "“Worth talking about” names where a conversation could change most, each with a question to ask.",
            "Follow any name to its own page: its trend, the reasons given, and who is in charge.",
            (
                "Choose another quarter, or narrow the board, in the bar at the top. The address of the page keeps "
                "your choice, so that you can send it to others."
            ),
        ),
        "priority": (
            (
                "Everything that the plan puts under one priority: its aims, its measures, and the actions with what "
                "their officers say of them."
            ),
            "Start with the measures that are off target, then see whether an action is meant to move them.",
        ),
        "outcome": (
            "What the council wants for its area, and the measures and objectives that would show it.",
            "Follow a measure to see whether it moves the right way.",
        ),
        "initiatives": (
            (
                "Each row of the map is an action; its colour, shape and word are the rating by the officer in charge. "
                "A group shows its worst action, never an average."
            ),
            "A flag marks a rating that a figure, a date or the money contradicts. Start there.",
        ),
        "initiative": (
            "The actions of one headline initiative with their ratings, what those hide, and the money.",
            "A flag marks a rating that a figure, a date or the money contradicts. Start there.",
        ),
        "action": (
            (
                "What the council said it would do, how its officer rates it quarter by quarter, and the measures that "
                "should move if it works."
            ),
            "Compare the ratings with the measures: do they tell the same story?",
        ),
        "measures": (
            "Every measure of the plan in one table, under the priority or outcome that it belongs to.",
            "Narrow the list in the bar at the top; follow a name to see the whole story of a measure.",
        ),
        "measure": (
            (
                "The chart shows each figure against the target of its time; shape and colour say how it stood. "
                "The sentence below says the same in words, and the table has every figure."
            ),
            "Below it: what it would take to meet the year's target, what officers say, and where figures came from.",
        ),
        "budget": (
            "What each department was given, and what it expects to spend by the end of the year.",
            "Look at the figures before reserves: they say whether a service lives within its means.",
        ),
        "signals": (
            (
                "Two icons for each measure: whether something has changed by more than chance, and whether the "
                "target can be met as things stand."
            ),
            "A square frame is a reason to ask. Everything else can be left alone.",
        ),
        "quality": ("What is late, missing, withheld or in doubt, and who can put it right.",),
    }
)
"""Sentences by key of a page: what it says first, then what to do with it; a page of words needs none."""


def guide(view: View, page: Page, main: Sequence[Component]) -> list[Component]:
    """Returns how to read a page and the words that it uses, both folded; nothing for a page of words.

    The board's own is open when a reader comes for the first time, until it is put away; the browser remembers that.
    """
    reading = READING.get(page.key)
    if reading is None:
        return []
    first = {"data-board-guide-first": ""} if page.pattern == "/" else {}
    steps = html.Details(
        [
            html.Summary("How to read this page"),
            html.Ul([html.Li(each) for each in reading]),
            html.Button("Got it", type="button", className="guide-close", **{"data-board-guide-close": ""}),
        ],
        id=GUIDE_ID,
        **first,
    )
    return [html.Div([steps, *_words(view, glossary.used_in(list(main)))], id="guide", className="guide")]


def _words(view: View, used: tuple[str, ...]) -> list[Component]:
    if not used:
        return []
    return [
        html.Details(
            [
                html.Summary("Words used on this page"),
                glossary.listed(used),
                html.P(["More: ", dcc.Link("all words", href=view.link(glossary.PATH)), "."]),
            ],
            id="guide-words",
        )
    ]
