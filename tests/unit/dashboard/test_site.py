"""From an address to a page: which page, which ids, and what stands where there is none."""

import pytest
from dash._utils import to_json

from dashboard import site
from dashboard.services import Services
from dashboard.settings import Settings
from tests.fixtures.small_board import small_store


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    return Services(store=small_store(tmp_path_factory.mktemp("site")), settings=Settings())


@pytest.mark.parametrize(
    ("path", "key", "variables"),
    [
        ("/", "board", {}),
        ("/measures", "measures", {}),
        ("/measures/", "measures", {}),
        ("/measures/air", "measure", {"measure_id": "air"}),
        ("/measures/air/", "measure", {"measure_id": "air"}),
        ("/actions/plant-trees", "action", {"action_id": "plant-trees"}),
        ("/measures/a%20b", "measure", {"measure_id": "a b"}),
        ("/measures/a%2Fb", "measure", {"measure_id": "a/b"}),
    ],
)
def test_path_leads_to_a_page_with_its_ids(path, key, variables):
    page, found = site.find(path)
    assert (page.key, found) == (key, variables)


@pytest.mark.parametrize("path", ["/nowhere", "/measures/a/b", "/Measures", "/measures.html", "measures", "/measure s"])
def test_path_that_no_page_has_leads_nowhere(path):
    assert site.find(path) is None


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/measures",
        "/measures/content",
        "/measures/undefined",
        "/measures/air",
        "/priorities/green",
        "/outcomes/thriving",
        "/outcomes/idle",
        "/initiatives",
        "/initiatives/forest",
        "/actions/plant-trees",
        "/actions/rest",
        "/budget",
        "/quality",
        "/about",
    ],
)
@pytest.mark.parametrize("search", ["", "?plan=next", "?illustrative=hide", "?to=2022-23-Q1", "?as_at=2000-01-01"])
def test_page_is_drawn_whatever_is_missing(services, path, search):
    assert site.draw(services, path, search).found


@pytest.mark.parametrize(
    "path", ["/priorities/x", "/outcomes/x", "/initiatives/x", "/actions/x", "/measures/x", "/nowhere"]
)
def test_address_of_nothing_says_so_in_words(services, path):
    drawn = site.draw(services, path, "")
    assert (drawn.found, drawn.title) == (False, "Not found")
    assert "Page not found" in to_json(drawn.body)


def test_id_that_does_not_exist_is_named(services):
    assert "“no-such-measure”" in to_json(site.draw(services, "/measures/no-such-measure", "").body)


def test_title_is_that_of_the_page(services):
    assert site.draw(services, "/measures/content", "").title == "content"


def test_same_address_is_drawn_once(services):
    assert site.draw(services, "/about", "") is site.draw(services, "/about", "")


def test_notice_of_an_unknown_value_stands_on_the_page(services):
    assert "There is no status “bad”" in to_json(site.draw(services, "/", "?status=bad").body)


def test_deployment_without_illustrative_figures_offers_none(services):
    plain = Services(store=services.store, settings=Settings(show_illustrative=False))
    assert "illustrative-switch" not in to_json(site.draw(plain, "/", "").body)
