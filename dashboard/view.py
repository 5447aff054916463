"""What a page is handed and what it is: the seam between the site map and the pages."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, wraps

from dash.development.base_component import Component

from dashboard.filters import STICKY, Filters, carried, query
from dashboard.kept import Kept
from data.knowledge import Knowledge
from data.queries import Structure


class UnknownAddress(Exception):
    """Nothing stands at this address; the message says so in words for the reader."""


@dataclass(frozen=True, kw_only=True)
class View:
    """One address, read and looked up: all that a page may draw from.

    Attributes:
        path: Path of the address.
        variables: The ids in the path by name.
        filters: What the address narrows the view to.
        notices: Sentences about parameters that were not understood.
        knowledge: Figures as known at the time in the filters.
        since_at: The time that the filters count changes from (UTC), or None for the last publication before.
        can_show_illustrative: Whether this deployment holds back nothing that is illustrative.
        drawn: Blocks that were drawn before, for ``drawn_once``.
    """

    path: str
    variables: Mapping[str, str] = field(default_factory=dict)
    filters: Filters
    notices: tuple[str, ...] = ()
    knowledge: Knowledge
    since_at: datetime | None = None
    can_show_illustrative: bool = True
    drawn: Kept[Hashable, Component] = field(default_factory=lambda: Kept(most=1), repr=False, compare=False)

    @property
    def structure(self) -> Structure:
        """The plan itself."""
        return self.knowledge.structure

    @property
    def may_be_illustrative(self) -> bool:
        """Whether figures here are illustrative, or would be if the reader had not hidden them."""
        hidden = not self.filters.illustrative
        held = bool((self.knowledge.sources["kind"] == "illustrative").any())
        return self.can_show_illustrative and (hidden or held)

    def link(self, path: str, **changes: object) -> str:
        """Returns the address of another page that keeps edition, time and area, with ``changes`` to the filters."""
        if not changes:
            return path + self._kept
        kept = replace(carried(self.filters, structure=self.structure), **changes)  # type: ignore[arg-type]
        return path + self._query(kept)

    @cached_property
    def _kept(self) -> str:
        return self._query(carried(self.filters, structure=self.structure))

    def _query(self, filters: Filters) -> str:
        # A deployment that never shows illustrative figures has no need to say so in every address.
        written = filters if self.can_show_illustrative else replace(filters, illustrative=True)
        return query(written, structure=self.structure)

    def here(self, **changes: object) -> str:
        """Returns the address of this page with ``changes`` to its filters."""
        return self.path + self._query(replace(self.filters, **changes))  # type: ignore[arg-type]


def drawn_once(*attributes: str) -> Callable[[Callable[[View], Component]], Callable[[View], Component]]:
    """Has a block drawn again only when something changed that it is drawn from.

    A build never changes, so a block stays true for what it was drawn from: the scope of the figures, the filters that
    links carry along, and the ``attributes`` of the filters named here.
    """

    def decorate(draw: Callable[[View], Component]) -> Callable[[View], Component]:
        @wraps(draw)
        def drawn(view: View) -> Component:
            read = tuple(getattr(view.filters, name) for name in (*STICKY, *attributes))
            return view.drawn.get((draw, view.knowledge.scope, *read), lambda: draw(view))

        return drawn

    return decorate


@dataclass(frozen=True, kw_only=True)
class Page:
    """One entry of the site map.

    Attributes:
        key: Name in the code.
        pattern: Path with ids in braces, for example ``/measures/{measure_id}``.
        title: Gives the title of the browser's tab.
        render: Gives the children of the page's main element; raises UnknownAddress for an id that does not exist.
        nav: Word in the navigation, or None if it is reached from other pages only.
        filters: Attributes of Filters that the page's filter bar offers, in order.
    """

    key: str
    pattern: str
    title: Callable[[View], str]
    render: Callable[[View], Sequence[Component]]
    nav: str | None = None
    filters: tuple[str, ...] = ()
