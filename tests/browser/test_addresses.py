"""Every address in a browser: clean console, accessible in light and dark, and narrow enough for a phone."""

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from dashboard.pages.accessibility import TESTED
from tests.browser.conftest import Reader
from tests.fixtures.addresses import ADDRESSES

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHECK = """(rules) => axe.run(document, {runOnly: {type: "tag", values: rules}}).then((found) => found.violations.map(
  (each) => each.id + ": " + each.nodes.map((node) => node.target.join(" ")).slice(0, 4).join(", ")))"""


@pytest.fixture(scope="module", params=ADDRESSES)
def visit(request, chromium, server) -> Iterator[Reader]:
    """A reader who has opened an address at a desk; every test looks at it in its own way."""
    reader = Reader(chromium, address=server)
    reader.allowed = ["404"] if request.param == "/nowhere" else []
    reader.open(request.param)
    yield reader
    reader.close()


def test_browser_has_nothing_to_complain_about(visit):
    assert visit.unexpected == []


def test_opening_a_page_asks_nothing(visit):
    assert visit.questions == []


def test_no_other_host_is_asked_for_anything(visit):
    loaded = visit.page.evaluate(
        "() => performance.getEntriesByType('resource').map((each) => new URL(each.name).host)"
    )
    assert {*loaded, *visit.hosts} - {""} == {visit.address.removeprefix("http://")}


def test_no_chart_offers_to_send_its_figures_elsewhere(visit):
    for chart in visit.page.locator(".plot").all()[:1]:
        chart.hover()
    assert visit.page.locator("[data-title^=Share], [data-title*='Plotly'], .modebar-btn").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_has_no_barrier_that_axe_knows(visit, scheme):
    visit.page.emulate_media(color_scheme=scheme)
    visit.settle()
    visit.page.evaluate(AXE)
    assert visit.page.evaluate(CHECK, RULES) == []


def test_page_fits_a_screen_of_320_pixels(visit):
    visit.page.set_viewport_size({"width": 320, "height": 640})
    try:
        # Charts follow the window a moment later.
        visit.page.wait_for_function("() => document.documentElement.scrollWidth <= 320", timeout=5_000)
    finally:
        visit.page.set_viewport_size({"width": 1400, "height": 900})


def test_opened_data_tables_have_no_barrier_that_axe_knows(reader_of):
    reader = reader_of()
    page = reader.open("/measures/four-week-quit")
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    reader.settle()
    page.evaluate(AXE)
    assert page.evaluate(CHECK, RULES) == []


def test_checker_would_find_a_barrier(reader):
    page = reader.open("/about")
    page.evaluate("() => document.documentElement.removeAttribute('lang')")
    page.evaluate(AXE)
    assert any(each.startswith("html-has-lang") for each in page.evaluate(CHECK, RULES))


def test_page_can_be_read_without_scripts(reader_of):
    reader = reader_of(java_script_enabled=False)
    reader.page.goto(f"{reader.address}/measures")
    assert "measures reported" in reader.page.inner_text("#page-lead")


def test_wrong_value_vanishes_with_the_next_choice(reader):
    page = reader.open("/measures?status=bad")
    reader.choose("filter-status", "off")
    assert (page.locator("#notices .notice").count(), page.url.endswith("?status=off")) == (0, True)


def _barriers(page) -> list[str]:
    page.evaluate(AXE)
    return page.evaluate(CHECK, RULES)


MAIN = ["/", "/initiatives", "/measures", "/measures/four-week-quit"]


@pytest.fixture(params=MAIN)
def opened(request, shared):
    """A page on a phone with everything opened that folds."""
    reader = shared(request.param, viewport={"width": 320, "height": 640})
    reader.page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    reader.settle()
    return reader.page


def test_phone_with_everything_opened_has_no_barrier_that_axe_knows(opened):
    assert _barriers(opened) == []


def test_opened_details_fit_a_screen_of_320_pixels(opened):
    assert opened.evaluate("() => document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", MAIN)
def test_high_contrast_has_no_barrier_that_axe_knows(reader, path):
    reader.page.add_init_script("localStorage.setItem('board-theme', 'contrast')")
    assert _barriers(reader.open(path)) == []


def test_presentation_has_no_barrier_that_axe_knows(reader):
    page = reader.open("/")
    page.click("[data-board-present]")
    page.keyboard.press("ArrowRight")
    reader.settle()
    assert _barriers(page) == []


def test_failed_change_has_no_barrier_that_axe_knows(reader):
    page = reader.open("/measures")
    reader.allowed = ["ERR_FAILED", "Callback failed"]
    page.route("**/_dash-update-component", lambda route: route.abort())
    page.select_option("#filter-status", "off")
    page.wait_for_selector("#page-notice:not(:empty)")
    assert _barriers(page) == []


def test_statement_names_the_checker_that_is_used():
    version = re.search(r"axe v([\d.]+)", AXE)
    assert version and any(f"axe-core {version[1]} " in each for each in TESTED)
