"""The words that this board uses, each in plain English."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from components.ui import page_header
from dashboard import glossary
from dashboard.view import Page, View


def render(view: View) -> Sequence[Component]:
    """Returns every term with its meaning."""
    return [
        page_header("Words used here", lead="What the board's words mean, in plain English."),
        glossary.listed(
            tuple(name for name in glossary.TERMS if name != "illustrative" or view.may_be_illustrative), anchors=True
        ),
        html.P(
            [
                "The rules behind them, with every number: ",
                dcc.Link("How we rate", href=view.link("/rating")),
                ".",
            ]
        ),
    ]


PAGE = Page(key="glossary", pattern=glossary.PATH, title=lambda _: "Words used here", render=render)
