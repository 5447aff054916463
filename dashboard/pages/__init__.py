"""The site map."""

from dashboard.pages import (
    about,
    accessibility,
    action,
    board,
    budget,
    changes,
    glossary,
    history,
    initiatives,
    measure,
    measures,
    outcome,
    priority,
    quality,
    rating,
    signals,
)
from dashboard.view import Page

PAGES: tuple[Page, ...] = (
    board.PAGE,
    priority.PAGE,
    outcome.PAGE,
    initiatives.INITIATIVES,
    initiatives.INITIATIVE,
    action.PAGE,
    measures.PAGE,
    measure.PAGE,
    budget.PAGE,
    changes.PAGE,
    signals.PAGE,
    rating.PAGE,
    quality.PAGE,
    about.PAGE,
    history.PAGE,
    glossary.PAGE,
    accessibility.PAGE,
)
"""Every page, in the order of the navigation; the first is what an address without a path opens.  <- add a page here"""
