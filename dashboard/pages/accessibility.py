"""The accessibility statement, in the form that the regulations for public bodies ask."""

from collections.abc import Sequence
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from components import formats
from components.ui import page_header
from dashboard import blocks
from dashboard.view import Page, View

PREPARED_ON = date(2026, 11, 22)
"""Day of the tests that the statement reports.  <- change it with the findings below"""

ABLE = (
    "change colours, and follow the light, dark or high contrast setting of your device, in charts too",
    "make text twice as large, and zoom to 400% without losing words or controls",
    "use every page with a keyboard alone, and see where you are on it",
    "read every chart as a sentence and as a table, and download its figures",
    "go through the figures of a chart with the arrow keys, and hear and read each",
    "listen to the pages with a screen reader",
    "use the board on a screen 320 pixels wide",
    "read every page, and choose what it shows, before any script has run",
    "show a page one block at a time in large type, and print it without its controls",
)
"""What a reader should be able to do."""

FINDINGS = (
    (
        "Pictures that you download from charts",
        (
            "A picture in PNG form carries no description of its own, which fails success criterion 1.1.1 (non-text "
            "content) where it is passed on without one. A picture in SVG form has the heading and the sentence of its "
            "chart as its title. The sentence can be copied with either, and the same figures downloaded as a table."
        ),
    ),
)
"""What does not meet the guidelines: what, and which criterion with the way round it."""

TESTED = (
    (
        "axe-core 4.12.1 in Chromium 156, before every change to the board: every kind of page in light and dark, and the "
        "main pages in high contrast, at 320 pixels with everything opened, while presenting and after a failure; against "
        "its rules for WCAG 2.0, 2.1 and 2.2 at levels A and AA and for good practice"
    ),
    (
        "the keyboard, before every change too: that Tab comes round each page and back, that the mark of the focus has a "
        "contrast of at least 3:1 at every stop in light, dark and high contrast, and that charts, filters, menus and "
        "messages work by it"
    ),
    "the way from the board to a measure and to an action as a screen reader is given it, read from the browser's accessibility tree",
    "contrast of every colour for text and for marks, and that colours of judgements differ for readers who see colour differently, computed",
    "screens of 320, 768 and 1,400 pixels in light, dark, high contrast and forced colours, and the presentation at 1,920, by eye",
    "the printed pages",
)
"""What was done to test."""

LIMITS = (
    (
        "The box with figures that appears under the pointer on a chart can be pointed at once the pointer has rested on its "
        "point for half a second, so that it is not in the way of a pointer that goes on. Escape puts it away, and the "
        "arrow keys show the same figures below the chart."
    ),
    (
        "The map of the whole plan is wider than a phone and scrolls sideways inside itself, because its meaning lies in "
        "both directions. Its table and the list of initiatives say the same."
    ),
    "In forced colours charts keep one set of our colours, light or dark, because their meaning would be lost in fewer.",
)
"""What meets the guidelines, and may still be in somebody's way."""


def contact(view: View) -> Component:
    """Returns how to reach the council: as the first edition of the plan that gives it says, or by its website."""
    plans = view.structure.plan
    ways = [
        html.Li([f"{word} ", html.A(given, href=f"{scheme}:{given.replace(' ', '')}")])
        for word, scheme, column in (("email", "mailto", "contact_email"), ("call", "tel", "contact_phone"))
        for given in plans[column].dropna().head(1)
    ]
    return html.Ul(ways) if ways else html.P(f"Write to {plans['council'].iloc[0]} at the address on its website.")


def _list(items: Sequence[str]) -> Component:
    return html.Ul([html.Li(each) for each in items])


def render(view: View) -> Sequence[Component]:
    """Returns the statement; contact details are those of the first edition of the plan that gives any."""
    council = view.knowledge.plan["council"]
    return [
        page_header("Accessibility statement", lead=f"For the council plan board of {council}."),
        html.P(
            f"This board is run by {council}. We want as many people as possible to be able to use it. "
            "That means that you should be able to:"
        ),
        _list(ABLE),
        html.P("We have also made the words as simple as we could."),
        html.P(
            [
                html.A("AbilityNet", href="https://mcmw.abilitynet.org.uk/", rel="noopener"),
                (
                    " has advice on making your device easier to use if you have a disability. What our own words mean "
                    "stands under "
                ),
                dcc.Link("Words used here", href=view.link("/glossary")),
                ".",
            ]
        ),
        blocks.section(
            "How accessible this board is",
            [
                html.P("We know that some parts are not fully accessible:"),
                _list([f"{name}: see below" for name, _ in FINDINGS]),
            ],
            block_id="accessibility-how",
        ),
        blocks.section(
            "Feedback and contact information",
            [
                html.P(
                    "If you need what is on this board in another form, such as large print, easy read, an audio recording "
                    "or braille:"
                ),
                contact(view),
                html.P("Tell us the address of the page and the form that you need."),
            ],
            block_id="accessibility-contact",
        ),
        blocks.section(
            "Reporting problems with this board",
            [
                html.P(
                    "We want to make it better. If you find a problem that is not listed here, or think that we do not meet "
                    "what the regulations ask, tell us in the same way. If a page shows a reference, please give it."
                )
            ],
            block_id="accessibility-report",
        ),
        blocks.section(
            "Enforcement procedure",
            [
                html.P(
                    "The Equality and Human Rights Commission (EHRC) enforces the Public Sector Bodies (Websites and Mobile "
                    "Applications) (No. 2) Accessibility Regulations 2018, the “accessibility regulations”."
                ),
                html.P(
                    [
                        "If you are not happy with how we respond to your complaint, contact the ",
                        html.A(
                            "Equality Advisory and Support Service (EASS)",
                            href="https://www.equalityadvisoryservice.com/",
                            rel="noopener",
                        ),
                        ".",
                    ]
                ),
            ],
            block_id="accessibility-enforcement",
        ),
        blocks.section(
            "Technical information about this board's accessibility",
            [
                html.P(
                    f"{council} is committed to making its websites accessible, in accordance with the accessibility "
                    "regulations."
                ),
                html.H3("Compliance status"),
                html.P(
                    [
                        "This board is partially compliant with the ",
                        html.A(
                            "Web Content Accessibility Guidelines version 2.2",
                            href="https://www.w3.org/TR/WCAG22/",
                            rel="noopener",
                        ),
                        " AA standard, because of the non-compliances listed below.",
                    ]
                ),
            ],
            block_id="accessibility-status",
        ),
        blocks.section(
            "Non-accessible content",
            [
                html.P("What is listed here does not comply with the accessibility regulations."),
                *(part for name, words in FINDINGS for part in (html.H3(name), html.P(words))),
                html.H3("Content that may still be in your way"),
                html.P("These parts comply, and we would like to hear if they do not work for you."),
                _list(LIMITS),
                html.H3("Content that is not within the scope of the regulations"),
                html.P("Documents of other bodies that the sources lead to are their publishers' own."),
            ],
            block_id="accessibility-not",
        ),
        blocks.section(
            "How we tested this board",
            [
                _list(TESTED),
                html.P(
                    "The makers of the board tested it themselves. It has not been tested by disabled people, with screen "
                    "readers on their own devices or by an independent auditor; the council should have that done before "
                    "it puts the board before the public."
                ),
            ],
            block_id="accessibility-tested",
        ),
        blocks.section(
            "Preparation of this statement",
            [
                html.P(
                    f"This statement was prepared on {formats.long_day(PREPARED_ON)}. The board was last tested on "
                    f"{formats.long_day(PREPARED_ON)}."
                )
            ],
            block_id="accessibility-prepared",
        ),
    ]


PAGE = Page(key="accessibility", pattern="/accessibility", title=lambda _: "Accessibility statement", render=render)
