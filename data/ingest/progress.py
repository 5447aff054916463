"""How a long command says where it is, without the work knowing about screens."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Track(Protocol):
    """Goes through a sequence and shows how far it is."""

    def __call__(self, items: Sequence[Item], words: str, /) -> Iterable[Item]:
        """Yields the items in order, under a heading of a word or two."""


def quietly(items: Sequence[Item], _words: str, /) -> Iterable[Item]:
    """Yields the items and shows nothing."""
    return items
