"""The board on a phone: what its first screen says, and what is folded away there."""

import pytest
from playwright.sync_api import Page

PHONE = {"width": 320, "height": 640}
TOP = "(node) => node.getBoundingClientRect().top + window.scrollY"
A_THIRD = 240


@pytest.fixture
def phone(reader_of):
    """A reader with a small phone who knows the board."""
    reader = reader_of(viewport=PHONE)
    reader.page.add_init_script("localStorage.setItem('board-guide-read', '1')")
    return reader


def _top(page: Page, selector: str) -> float:
    return page.locator(selector).evaluate(TOP)


def test_first_screen_begins_with_what_the_page_says(phone):
    assert _top(phone.open("/"), "#page-heading") <= A_THIRD


def test_first_screen_holds_what_the_filters_leave(phone):
    assert _top(phone.open("/?status=off"), "#summary") < PHONE["height"]


def test_first_screen_begins_there_before_scripts_run_too(reader_of):
    reader = reader_of(viewport=PHONE, java_script_enabled=False)
    reader.page.goto(reader.address)
    assert _top(reader.page, "#page-heading") <= A_THIRD


@pytest.mark.parametrize(("fold", "inside"), [("#site-menu", "#nav-budget"), ("#filter-fold", "#filter-status")])
def test_what_is_folded_opens_by_keyboard(phone, fold, inside):
    page = phone.open("/")
    page.locator(f"{fold} > summary").press("Enter")
    page.locator(inside).wait_for(state="visible")


@pytest.mark.parametrize("inside", ["#nav-budget", "#filter-status"])
def test_nothing_is_folded_on_a_wide_screen(shared, inside):
    assert shared("/").page.locator(inside).is_visible()


def test_closed_filters_say_how_many_are_set(phone):
    page = phone.open("/?status=off&priority=prosperous-and-green")
    assert page.inner_text("#filter-fold > summary") == "Filters (2 set)"


def test_opened_filters_stay_open_through_a_choice(phone):
    page = phone.open("/")
    page.click("#filter-fold > summary")
    phone.choose("filter-status", "off")
    assert page.locator("#filter-status").is_visible()


def test_menu_closes_behind_the_reader(phone):
    page = phone.open("/")
    page.click("#site-menu > summary")
    page.click("#nav-budget")
    phone.settle()
    assert not page.locator("#nav-budget").is_visible()


TABLES = [
    "/initiatives/climate-change-action",
    "/measures/carbon-council",
    "/changes",
    "/budget",
    "/quality",
    "/actions/council-carbon-emissions",
]
# Labels take the first 6.5 rem of a card.
BESIDE = """() => [...document.querySelectorAll(".data-table-stacked td")].flatMap((cell) => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  const edge = cell.getBoundingClientRect().left + 104;
  return [...range.getClientRects()].some((box) => box.width && box.left < edge) ? [cell.textContent] : [];
})"""
WIDER = """() => [...document.querySelectorAll(".table-scroll:has(> .data-table-stacked)")]
  .filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.ariaLabel)"""


@pytest.mark.parametrize("path", TABLES)
def test_all_of_a_cell_stands_beside_its_label(shared, path):
    assert shared(path, viewport=PHONE).page.evaluate(BESIDE) == []


@pytest.mark.parametrize("path", TABLES)
def test_rows_that_became_cards_need_no_scrolling_sideways(shared, path):
    assert shared(path, viewport=PHONE).page.evaluate(WIDER) == []
