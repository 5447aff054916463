"""A board that holds back what is illustrative: nothing made up is left on any page, in any chart or any link."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from dash.development.base_component import Component

from dashboard import site
from dashboard.filters import parse
from data import queries
from tests.fixtures.whole_board import paths

EXPLAINING = re.compile(r"/about|/glossary|/rating|/help|/accessibility|/quality")
"""Pages that may say what an illustrative figure would be."""

NOT_WORDS = frozenset({"id", "className", "htmlFor", "href", "key", "aria-labelledby", "aria-describedby"})


@pytest.fixture(scope="module")
def public_pages(public_services):
    structure = public_services.build().structure
    return {path: site.draw(public_services, path, "") for path in paths(structure)}


def words(value: Any, *, name: str = "") -> Iterator[str]:
    """All text that a reader, a screen reader, a download or a look behind the page could give."""
    if isinstance(value, str):
        if name not in NOT_WORDS:
            yield value
    elif isinstance(value, Component):
        for key, inside in value.to_plotly_json()["props"].items():
            yield from words(inside, name=key)
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield from words(inside, name=str(key))
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from words(inside, name=name)


def flagged(value: Any) -> bool:
    """Whether anything below says of itself that it is illustrative."""
    if isinstance(value, Component):
        return flagged(value.to_plotly_json()["props"])
    if isinstance(value, dict):
        return value.get("illustrative") is True or any(map(flagged, value.values()))
    return isinstance(value, list | tuple) and any(map(flagged, value))


def test_every_page_is_there(public_pages):
    assert [path for path, drawn in public_pages.items() if not drawn.found] == []


def test_no_page_but_those_that_explain_it_speaks_of_what_is_illustrative(public_pages):
    leaks = {
        path: [text[:120] for text in words(drawn.body) if "illustrative" in text.lower()]
        for path, drawn in public_pages.items()
        if not EXPLAINING.match(path)
    }
    assert {path: found for path, found in leaks.items() if found} == {}


def test_no_figure_on_any_page_is_marked_illustrative(public_pages):
    assert [path for path, drawn in public_pages.items() if flagged(drawn.body)] == []


def scope_of(services, search):
    build = services.build()
    return parse(search, structure=build.structure, publications=build.publications, illustrative=False).scope


@pytest.mark.parametrize(
    "search", ["?illustrative=show", "?illustrative=maybe", "?plan=plan-2024-25&illustrative=show"]
)
def test_address_cannot_bring_it_back(public_services, search):
    assert not scope_of(public_services, search).illustrative


def test_no_link_offers_to_show_it(public_pages):
    links = {
        str(getattr(each, "href", ""))
        for drawn in public_pages.values()
        for each in drawn.body._traverse()
        if isinstance(each, Component)
    }
    assert [link for link in links if "illustrative" in link] == []


def test_html_before_scripts_says_nothing_of_it(public_client):
    text = BeautifulSoup(public_client.get("/").text, "lxml").find(id="react-entry-point").get_text(" ")
    assert "illustrative" not in text.lower()


def test_every_illustrative_publication_is_held_back(services, public_services):
    made_up = set(services.build().structure.publication.query("illustrative")["publication_id"])
    assert not made_up & set(public_services.build().publications)


@pytest.mark.parametrize(
    "ask",
    [
        queries.action_updates,
        queries.commentary,
        queries.budget,
        queries.guarded_figures,
    ],
)
def test_no_illustrative_fact_is_read(public_services, ask):
    assert not ask(public_services.store, known_at=None, illustrative=False)["illustrative"].any()


def test_some_figures_are_left_and_some_are_held_back(services):
    public = scope_of(services, "")
    whole, left = (
        services.build().knowledge(scope).measures["value"].notna().sum()
        for scope in (replace(public, illustrative=True), public)
    )
    assert 0 < left < whole
