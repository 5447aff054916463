"""What pages may use, handed in: the store of figures, the settings and the clock; and what was worked out per build."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import Any, TypeVar

from dashboard.settings import Settings
from data import queries
from data.knowledge import Knowledge, Scope
from data.store import Store

Value = TypeVar("Value")


class Build:
    """One build of the database and everything worked out from it: a build never changes, so what was computed stays true."""

    KEPT = 256

    def __init__(self, reader: Any, *, build_id: str, show_illustrative: bool) -> None:
        """Reads the plan itself; figures are read when they are first asked for."""
        self.build_id = build_id
        self._reader = reader
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()
        self.structure = queries.structure(reader)
        self.publication = queries.publications(reader, illustrative=show_illustrative)
        self.publications: dict[str, datetime] = {
            str(row.publication_id): row.known_at.to_pydatetime() for row in self.publication.itertuples()
        }

    def remember(self, key: Hashable, work: Callable[[], Value]) -> Value:
        """Returns what ``work`` gave for this key before, or does it now; keeps the most recently used."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[no-any-return]
        value = work()
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > self.KEPT:
                self._kept.popitem(last=False)
        return value

    def knowledge(self, scope: Scope) -> Knowledge:
        """Returns what is known in a scope."""
        return self.remember(scope, lambda: Knowledge(self._reader, scope=scope, structure=self.structure, publications=self.publication))


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
                self._build = Build(reader, build_id=reader.build_id, show_illustrative=self.settings.show_illustrative)
            return self._build
