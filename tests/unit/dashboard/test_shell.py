"""What stands around a page: what its filters show in words, how to read it, and where a reader is."""

import itertools
from types import SimpleNamespace

import pandas as pd
import pytest
from dash.development.base_component import Component

from dashboard import guide
from dashboard.pages import PAGES, accessibility
from dashboard.services import Services
from dashboard.settings import Settings
from dashboard.site import draw
from tests.fixtures.small_board import small_store

ADDRESSES = {
    "board": "/",
    "priority": "/priorities/green",
    "outcome": "/outcomes/thriving",
    "initiatives": "/initiatives",
    "initiative": "/initiatives/forest",
    "action": "/actions/plant-trees",
    "measures": "/measures",
    "measure": "/measures/content",
    "budget": "/budget",
    "signals": "/signals",
    "rating": "/rating",
    "quality": "/quality",
    "about": "/about",
    "glossary": "/glossary",
    "accessibility": "/accessibility",
}


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    return Services(store=small_store(tmp_path_factory.mktemp("shell")), settings=Settings())


@pytest.fixture(scope="module")
def nodes(services):
    def nodes(path, search="") -> list[Component]:
        return [each for each in draw(services, path, search).body._traverse() if isinstance(each, Component)]

    return nodes


def words(node) -> str:
    inside = getattr(node, "children", None)
    parts = inside if isinstance(inside, list | tuple) else [inside]
    return "".join(words(each) if isinstance(each, Component) else str(each or "") for each in parts)


@pytest.mark.parametrize("key", [page.key for page in PAGES if page.filters and page.key in ADDRESSES])
def test_every_page_with_filters_says_in_words_what_it_shows(nodes, key):
    told = [words(each) for each in nodes(ADDRESSES[key]) if "filter-summary" in str(getattr(each, "className", ""))]
    assert len(told) == 1 and told[0].startswith("Showing ")


@pytest.mark.parametrize(
    ("path", "search", "expected"),
    [
        ("/", "?priority=green", "A green county"),
        ("/measures", "?status=off", "off target"),
        ("/priorities/green", "?status=met", "on target"),
        ("/measures/content", "?area=E92000001", "England"),
        ("/budget", "?as_at=2022-09-30", "As known on 30 Sep 2022"),
        ("/rating", "?tolerance=5", "a tolerance of 5%"),
    ],
)
def test_a_chosen_filter_is_named_in_the_words(nodes, path, search, expected):
    told = [words(each) for each in nodes(path, search) if "filter-summary" in str(getattr(each, "className", ""))]
    assert expected in told[0]


@pytest.mark.parametrize("path", ADDRESSES.values())
def test_a_page_has_one_main_heading(nodes, path):
    assert sum(each._type == "H1" for each in nodes(path)) == 1


@pytest.mark.parametrize("path", ADDRESSES.values())
def test_headings_go_down_one_level_at_a_time(nodes, path):
    levels = [int(each._type[1]) for each in nodes(path) if each._type in {"H1", "H2", "H3", "H4", "H5"}]
    assert [(one, two) for one, two in itertools.pairwise(levels) if two > one + 1] == []


@pytest.mark.parametrize("path", ADDRESSES.values())
def test_ids_of_a_page_are_its_own(nodes, path):
    ids = [each.id for each in nodes(path) if isinstance(getattr(each, "id", None), str)]
    assert sorted({name for name in ids if ids.count(name) > 1}) == []


@pytest.mark.parametrize("key", [page.key for page in PAGES if page.nav and page.key in ADDRESSES])
def test_the_navigation_says_where_a_reader_is(nodes, key):
    current = [each.id for each in nodes(ADDRESSES[key]) if getattr(each, "aria-current", None) == "page"]
    assert f"nav-{key}" in current


def test_the_footer_leads_to_the_accessibility_statement(nodes):
    assert any(getattr(each, "href", "") == "/accessibility" for each in nodes("/"))


def test_every_page_that_is_explained_is_in_the_site_map():
    assert set(guide.READING) <= {page.key for page in PAGES}


@pytest.mark.parametrize("key", guide.READING)
def test_an_explained_page_offers_to_be_read_and_its_words(nodes, key):
    ids = {getattr(each, "id", None) for each in nodes(ADDRESSES[key])} if key in ADDRESSES else {guide.GUIDE_ID}
    assert guide.GUIDE_ID in ids


def test_only_the_board_opens_its_guide_for_a_newcomer(nodes):
    def opens(path):
        return any("data-board-guide-first" in each.to_plotly_json()["props"] for each in nodes(path))

    assert opens("/") and not opens("/measures")


def contact(**given) -> str:
    row = {"council": "Tinyshire", "contact_email": None, "contact_phone": None} | given
    return str(accessibility.contact(SimpleNamespace(structure=SimpleNamespace(plan=pd.DataFrame([row])))))


def test_the_statement_gives_the_address_that_the_plan_gives():
    assert "mailto:plan@tiny.example" in contact(contact_email="plan@tiny.example")


def test_a_number_to_call_is_dialled_without_its_spaces():
    assert "tel:01000000000" in contact(contact_phone="01000 000 000")


def test_a_plan_without_contact_sends_readers_to_the_council():
    assert "Write to Tinyshire" in contact()
