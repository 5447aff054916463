"""What was worked out before, kept for as long as there is room."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """The most recently used results of some work, shared by threads.

    Two threads may do the same work at once, neither waits.
    """

    def __init__(self, *, most: int) -> None:
        """Keeps ``most`` results."""
        self._cache: LRUCache[Key, Value] = LRUCache(maxsize=most)
        self._lock = Lock()

    def get(self, key: Key, work: Callable[[], Value]) -> Value:
        """Returns what ``work`` gave for this key before, or does it now."""
        with self._lock:
            if key in self._cache:
                return self._cache[key]
        value = work()
        with self._lock:
            return self._cache.setdefault(key, value)
