"""From an address to a drawn page.

Looks up the page, reads the filters, draws, and remembers what it drew per build.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from dash.development.base_component import Component

from dashboard import errors, shell
from dashboard.compact import compact
from dashboard.filters import parse
from dashboard.pages import PAGES
from dashboard.services import Services
from dashboard.view import Page, UnknownAddress, View

LIVE = frozenset({"page", "filters", "main", "content", errors.NOTICE_ID})
"""Ids that the browser's own script or a failed callback writes to, beside charts and controls."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A page as drawn.

    Attributes:
        title: For the browser's tab.
        body: The whole page as its authors wrote it, header and footer included.
        sent: The same in few components, as the browser gets it.
        found: False if nothing stands at the address.
    """

    title: str
    body: Component
    sent: Component
    found: bool


@lru_cache
def _pattern(page: Page) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", page.pattern) + "/?")


def find(path: str) -> tuple[Page, dict[str, str]] | None:
    """Returns the page at a path with the ids in it, or None."""
    for page in PAGES:
        match = _pattern(page).fullmatch(path)
        if match:
            return page, {name: unquote(value) for name, value in match.groupdict().items()}
    return None


def look(services: Services, path: str, search: str) -> View:
    """Returns an address, read and looked up; whether a page stands there is not asked."""
    build = services.build()
    parsed = parse(
        search,
        structure=build.structure,
        publications=build.publications,
        illustrative=services.settings.show_illustrative,
    )
    found = find(path)
    return View(
        path=path,
        variables=found[1] if found else {},
        filters=parsed.filters,
        notices=parsed.notices,
        knowledge=build.knowledge(parsed.scope),
        since_at=parsed.since_at,
        can_show_illustrative=services.settings.show_illustrative,
        drawn=build.blocks,
    )


def _draw(services: Services, path: str, search: str) -> Drawn:
    view, found = look(services, path, search), find(path)
    try:
        if found is None:
            return _missing(view, f"There is no page at {path}.")
        page = found[0]
        body = shell.frame(view, page=page, main=page.render(view), pages=PAGES)
        return _drawn(page.title(view), body, found=True)
    except UnknownAddress as problem:
        return _missing(view, str(problem))


def _missing(view: View, words: str) -> Drawn:
    body = shell.frame(view, page=None, main=shell.not_found(view, words), pages=PAGES)
    return _drawn("Not found", body, found=False)


def _drawn(title: str, body: Component, *, found: bool) -> Drawn:
    return Drawn(title=title, body=body, sent=compact(body, live=LIVE), found=found)


def draw(services: Services, path: str, search: str) -> Drawn:
    """Returns the page at an address; the same build and address give the same object, which must not be altered."""
    build = services.build()
    return build.pages.get((path, search), lambda: _draw(services, path, search))
