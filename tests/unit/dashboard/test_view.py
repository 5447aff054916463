"""What a page is handed: links that keep what goes along, and links that change one thing here."""

from dataclasses import replace
from datetime import datetime

import pytest
from dash import html

from dashboard.filters import parse
from dashboard.kept import Kept
from dashboard.view import View, drawn_once
from data import queries
from data.facts import Facts
from data.knowledge import Knowledge
from data.model import Status
from tests.fixtures.small_board import small_store

PUBLICATIONS = {"q1-2022-23": datetime(2022, 8, 1, 9)}  # noqa: DTZ001 - the store's times are UTC without a zone


@pytest.fixture(scope="module")
def at(tmp_path_factory):
    store = small_store(tmp_path_factory.mktemp("view"))
    structure = queries.structure(store)

    def at(search: str, path: str = "/measures") -> View:
        parsed = parse(search, structure=structure, publications=PUBLICATIONS)
        facts = Facts(store, moment=parsed.scope.moment(with_targets=True), structure=structure)
        published = queries.publications(store, illustrative=True)
        return View(
            path=path,
            filters=parsed.filters,
            knowledge=Knowledge(facts, scope=parsed.scope, publications=published),
        )

    return at


def test_link_from_an_unfiltered_page_is_the_bare_path(at):
    assert at("").link("/budget") == "/budget"


def test_link_keeps_edition_time_area_and_as_at(at):
    kept = "?area=E92000001&from=2019-20&to=2022-23-Q2&as_at=q1-2022-23&illustrative=hide"
    assert at(kept).link("/budget") == f"/budget{kept}"


def test_link_leaves_behind_what_narrowed_this_page(at):
    assert at("?priority=green&outcome=thriving&status=off&measure=air").link("/budget") == "/budget"


def test_link_takes_changes_along(at):
    assert at("?to=2022-23-Q1").link("/measures", status=Status.OFF) == "/measures?status=off&to=2022-23-Q1"


def test_change_on_this_page_keeps_everything_else(at):
    assert at("?priority=green&status=off").here(illustrative=False) == (
        "/measures?priority=green&status=off&illustrative=hide"
    )


def test_change_back_to_the_default_leaves_no_trace(at):
    assert at("?illustrative=hide").here(illustrative=True) == "/measures"


def test_structure_is_that_of_what_is_known(at):
    view = at("")
    assert view.structure is view.knowledge.structure


# -- blocks drawn once --


@pytest.fixture
def drawings(at):
    """Counts how often a block is drawn that reads the priority, for the addresses given one after the other."""
    times: list[str] = []

    @drawn_once("priority")
    def block(view: View) -> html.P:
        times.append(view.path)
        return html.P(view.filters.priority)

    def drawings(*searches: str) -> int:
        kept = Kept(most=10)
        for search in searches:
            block(replace(at(search), drawn=kept))
        return len(times)

    return drawings


@pytest.mark.parametrize(
    ("searches", "times"),
    [
        (("", ""), 1),
        (("?priority=green", "?priority=green&status=off"), 1),
        (("", "?priority=green"), 2),
        (("", "?to=2022-23-Q2"), 2),
        (("", "?as_at=q1-2022-23"), 2),
        (("", "?illustrative=hide"), 2),
        (("", "?area=E92000001"), 2),
    ],
)
def test_block_is_drawn_again_only_for_what_it_is_drawn_from(drawings, searches, times):
    assert drawings(*searches) == times


def test_block_of_a_view_by_itself_is_drawn_for_that_view(at):
    block = drawn_once()(lambda view: html.P(view.path))
    assert [block(at("", path=path)).children for path in ("/", "/budget")] == ["/", "/budget"]
