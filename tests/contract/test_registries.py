"""The lists that the board is put together from: pages, and the parameters of addresses."""

import re

import pytest

from dashboard.app import ROOT
from dashboard.filters import PARAMETERS, STICKY, Filters, filter_id
from dashboard.pages import PAGES

SCRIPT = (ROOT / "assets" / "board.js").read_text(encoding="utf-8")
IDS = {"priority_id", "outcome_id", "initiative_id", "action_id", "measure_id"}


@pytest.mark.parametrize("attribute", ["key", "pattern"])
def test_no_two_pages_share_it(attribute):
    values = [getattr(page, attribute) for page in PAGES]
    assert len(values) == len(set(values))


def test_no_two_pages_share_a_word_in_the_navigation():
    words = [page.nav for page in PAGES if page.nav]
    assert len(words) == len(set(words))


def test_first_page_is_at_the_root():
    assert PAGES[0].pattern == "/"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_pattern_is_a_path_of_words_and_ids_that_the_plan_has(page):
    assert re.fullmatch(r"/|(/[a-z-]+)(/\{[a-z_]+\})?", page.pattern)
    assert set(re.findall(r"\{(\w+)\}", page.pattern)) <= IDS


@pytest.mark.parametrize("page", [page for page in PAGES if page.nav], ids=lambda page: page.key)
def test_page_of_the_navigation_needs_no_id(page):
    assert "{" not in page.pattern


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_page_offers_filters_that_there_are_and_each_once(page):
    assert set(page.filters) <= set(PARAMETERS)
    assert len(page.filters) == len(set(page.filters))


def test_every_attribute_of_the_filters_has_a_parameter_in_its_order():
    assert list(PARAMETERS) == list(Filters.__dataclass_fields__)


def test_no_two_attributes_share_a_parameter_or_a_control():
    assert len(set(PARAMETERS.values())) == len(PARAMETERS) == len({filter_id(name) for name in PARAMETERS})


def test_what_goes_along_to_other_pages_is_a_filter():
    assert set(STICKY) <= set(PARAMETERS)


def test_script_forgets_only_parameters_that_there_are_when_the_edition_changes():
    (listed,) = re.findall(r"OF_A_PLAN = \[(.*?)\]", SCRIPT, flags=re.DOTALL)
    names = set(re.findall(r'"([^"]+)"', listed))
    assert names and names < set(PARAMETERS.values())
