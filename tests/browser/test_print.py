"""The board on paper: no controls, charts as wide as the sheet and never higher, sources and day below them."""

import pytest
from playwright.sync_api import Page

SHEET = 269 * 96 / 25.4
"""Height in pixels of an A4 sheet within its margins."""
PAPER = {"width": 718, "height": 1016}
"""An A4 sheet within its margins as a window."""
WIDER = """(all) => all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.ariaLabel)"""
CONTROLS = "nav, button, select, summary, .skip-link"
DRAWN_WIDTH = "(node) => node.querySelector('.main-svg').clientWidth"
SHOWN = """(all) => all.filter((node) => node.checkVisibility()).map((node) => node.outerHTML.slice(0, 80))"""
PRINT = "window.dispatchEvent(new Event('beforeprint'))"
PRINTED = "window.dispatchEvent(new Event('afterprint'))"


@pytest.fixture
def printed(shared):
    """Opens an address as it is printed."""

    def printed(path: str) -> Page:
        page = shared(path).page
        page.emulate_media(media="print")
        page.evaluate(PRINT)
        return page

    return printed


@pytest.mark.parametrize("path", ["/", "/initiatives", "/measures/four-week-quit", "/changes"])
def test_nothing_to_press_is_printed(printed, path):
    assert printed(path).locator(CONTROLS).evaluate_all(SHOWN) == []


def test_source_and_day_of_every_chart_are_printed(printed):
    page = printed("/")
    sources = page.locator(".panel-source").all_inner_texts()
    assert len(sources) == page.locator(".panel").count() and all("As known on" in each for each in sources)


@pytest.mark.parametrize("path", ["/", "/initiatives", "/measures/four-week-quit", "/budget"])
def test_every_chart_fits_a_sheet_with_its_words(printed, path):
    heights = printed(path).locator(".panel").evaluate_all("(all) => all.map((each) => each.offsetHeight)")
    assert max(heights) <= SHEET


@pytest.mark.parametrize("path", ["/", "/initiatives", "/measures/four-week-quit"])
def test_charts_are_as_wide_as_the_sheet(printed, path):
    page = printed(path)
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("path", ["/measures", "/initiatives"])
def test_no_table_is_cut_off_at_the_edge_of_the_sheet(shared, path):
    page = shared(path, viewport=PAPER).page
    page.emulate_media(media="print")
    page.evaluate(PRINT)
    assert page.locator(".table-scroll").evaluate_all(WIDER) == []


def test_chart_has_the_room_of_the_screen_again_afterwards(reader):
    page = reader.open("/initiatives")
    chart = page.locator(".js-plotly-plot").first
    before = chart.evaluate(DRAWN_WIDTH)
    page.evaluate(PRINT)
    page.evaluate(PRINTED)
    # It follows its place on the page a moment later.
    page.wait_for_timeout(500)
    assert chart.evaluate(DRAWN_WIDTH) == before


def test_paper_is_light_in_every_theme(reader):
    reader.page.add_init_script("localStorage.setItem('board-theme', 'contrast')")
    page = reader.open("/")
    page.evaluate(PRINT)
    assert page.get_attribute("html", "data-board-shade") == "light"
