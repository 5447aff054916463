"""Help on the spot, as a newcomer meets it: the guide, words that explain themselves, and news of slow work."""

import pytest

GUIDE_OPEN = "document.getElementById('how-to-read')?.open === {}"
DRAWN = "() => window.store?.getState().appLifecycle === 'HYDRATED'"
FOCUS = "document.activeElement.{}"


@pytest.fixture
def visit(chromium, server):
    """Opens an address as a reader who was never here before; the same reader until the test ends."""
    context = chromium.new_context(viewport={"width": 390, "height": 844})

    def visit(path):
        page = context.new_page()
        page.goto(server + path)
        page.wait_for_function(DRAWN)
        return page

    yield visit
    context.close()


def test_the_guide_is_open_for_a_newcomer_to_the_board(visit):
    visit("/").wait_for_function(GUIDE_OPEN.format("true"))


def test_the_guide_put_away_stays_away(visit):
    visit("/").click("[data-board-guide-close]")
    assert visit("/").evaluate(GUIDE_OPEN.format("false"))


def test_the_guide_put_away_leaves_the_focus_where_it_can_be_opened_again(visit):
    page = visit("/")
    page.click("[data-board-guide-close]")
    assert page.evaluate(FOCUS.format("textContent")) == "How to read this page"


def test_a_word_is_explained_by_keyboard_on_the_same_page(visit):
    page = visit("/")
    page.locator("a.term").first.press("Enter")
    assert page.evaluate(FOCUS.format("id")) == "term-note" and page.url.endswith("/")


def test_escape_goes_back_to_the_word(visit):
    page = visit("/")
    page.locator("a.term").first.press("Enter")
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.classList.contains('term')")


def test_what_scrolls_sideways_says_so_and_can_be_reached_by_keyboard(visit):
    page = visit("/initiatives")
    page.wait_for_selector(".panel-wide[data-board-scrolls][tabindex='0']")


def test_an_answer_that_does_not_come_is_told_in_words(visit):
    page = visit("/measures")
    page.route("**/_dash-update-component", lambda _: None)
    page.click("#filter-fold > summary")
    page.select_option("#filter-status", "off")
    page.wait_for_selector("#slow-notice", state="visible", timeout=15_000)
