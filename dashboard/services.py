"""What pages may use, handed in: the store of figures, the settings and the clock.

And what was worked out per build.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from dash.development.base_component import Component

from dashboard.kept import Kept
from dashboard.settings import Settings
from data import queries
from data.facts import Facts, Moment
from data.knowledge import Knowledge, Scope
from data.store import OpenBuild, Store


class Build:
    """One build of the database and what was worked out from it: a build never changes, so that stays true.

    Attributes:
        build_id: Id of the build.
        structure: The plan itself.
        publication: Publications, newest first.
        publications: Known-at time by publication id.
        pages: Pages drawn, by path and query string.
        blocks: Blocks drawn that several pages hold, by what they were drawn from.
    """

    def __init__(self, reader: OpenBuild, *, show_illustrative: bool) -> None:
        """Reads the plan itself; figures are read when they are first asked for."""
        self.build_id = reader.build_id
        self._reader = reader
        self.structure = queries.structure(reader)
        self.publication = queries.publications(reader, illustrative=show_illustrative)
        self.publications: dict[str, datetime] = {
            str(row.publication_id): row.known_at.to_pydatetime() for row in self.publication.itertuples()
        }
        self._own_areas = frozenset(self.structure.plan["area_code"])
        self._facts = Kept[Moment, Facts](most=4)
        self._knowledge = Kept[Scope, Knowledge](most=6)
        self.pages = Kept[tuple[str, str], Any](most=16)
        self.blocks = Kept[Hashable, Component](most=48)

    def knowledge(self, scope: Scope) -> Knowledge:
        """Returns what is known in a scope."""
        moment = scope.moment(with_targets=scope.area_code in self._own_areas)
        facts = self._facts.get(moment, lambda: Facts(self._reader, moment=moment, structure=self.structure))
        return self._knowledge.get(scope, lambda: Knowledge(facts, scope=scope, publications=self.publication))


@dataclass(kw_only=True)
class Services:
    """What pages may use.

    Attributes:
        store: The current build of the database, read-only.
        settings: Settings of the deployment.
        clock: Gives the time now (UTC).
    """

    store: Store
    settings: Settings
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    _build: Build | None = field(default=None, init=False, repr=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def build(self) -> Build:
        """Returns the build that the pointer names now, with what was worked out from it so far."""
        reader = self.store.current()
        known = self._build
        if known is not None and known.build_id == reader.build_id:
            return known
        with self._lock:
            if self._build is None or self._build.build_id != reader.build_id:
                self._build = Build(reader, show_illustrative=self.settings.show_illustrative)
            return self._build
