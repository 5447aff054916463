"""What a page is handed and what it is: the seam between the site map and the pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from dash.development.base_component import Component

from dashboard.filters import Filters, carried, query
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
    """

    path: str
    variables: Mapping[str, str] = field(default_factory=dict)
    filters: Filters
    notices: tuple[str, ...] = ()
    knowledge: Knowledge
    since_at: datetime | None = None
    can_show_illustrative: bool = True

    @property
    def structure(self) -> Structure:
        """The plan itself."""
        return self.knowledge.structure

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
