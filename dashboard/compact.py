"""Puts together what a page says into few browser components, so that a change takes the browser little time."""

from collections.abc import Iterator
from copy import copy
from itertools import groupby
from typing import Any

from dash.development.base_component import Component

from components.ui.plain import Plain, children, is_plain, node


def compact(page: Component, *, live: frozenset[str]) -> Component:
    """Returns the page with every run of plain neighbours drawn by one component.

    What has behaviour of its own stays: charts, controls, and the elements that callbacks write to.

    Args:
        page: The page as its author wrote it; left as it is.
        live: Ids of elements that callbacks write to.
    """
    return _compacted(page, live=live, path=str(getattr(page, "id", "page")))


def _is_live(item: Any, live: frozenset[str]) -> bool:
    if not isinstance(item, Component):
        return False
    return getattr(item, "id", None) in live or any(_is_live(each, live) for each in children(item))


def _compacted(item: Component, *, live: frozenset[str], path: str) -> Component:
    inside = children(item)
    if not inside or not hasattr(item, "children"):
        return item
    thinner = copy(item)
    thinner.children = list(_runs(inside, live=live, path=path))
    return thinner


def _runs(items: list[Any], *, live: frozenset[str], path: str) -> Iterator[Component]:
    for place, (plain, run) in enumerate(groupby(items, key=lambda each: is_plain(each) and not _is_live(each, live))):
        if plain:
            yield Plain(id=f"{path}-{place}", parts=[node(each) for each in run])
            continue
        for number, each in enumerate(run):
            name = getattr(each, "id", None)
            yield _compacted(each, live=live, path=name if isinstance(name, str) else f"{path}-{place}-{number}")
