"""The board without a mouse: where the focus goes, and where it stays."""

import pytest

FOCUSED = "() => document.activeElement.id || document.activeElement.className"


def tab_to(page, wanted: str, *, most: int = 60) -> bool:
    """Presses Tab until an element matches, as often as a patient reader would."""
    for _ in range(most):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return True
        page.keyboard.press("Tab")
    return False


@pytest.mark.parametrize("path", ["/", "/measures", "/about"])
def test_skip_link_is_the_first_stop(reader, path):
    page = reader.open(path)
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "skip-link"


def test_skip_link_can_be_seen_when_it_has_the_focus(reader):
    page = reader.open("/")
    page.keyboard.press("Tab")
    box = page.locator(".skip-link").bounding_box()
    assert box["y"] >= 0 and box["height"] > 10


def test_skip_link_leads_past_the_navigation(reader):
    page = reader.open("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.getElementById('main').contains(document.activeElement)")


@pytest.mark.parametrize("wanted", ["#nav-board", "#filter-status", "#board-worst a", "[data-board-download=png]"])
def test_tab_reaches(reader, wanted):
    page = reader.open("/")
    assert tab_to(page, wanted)


def test_focus_is_always_seen(reader):
    page = reader.open("/measures")
    unseen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const style = getComputedStyle(document.activeElement);
              return style.outlineStyle !== "none" || style.boxShadow !== "none"; }"""
        )
        if not seen:
            unseen.append(page.evaluate(FOCUSED))
    assert unseen == []


def test_filter_is_changed_with_the_arrow_keys_and_keeps_the_focus(reader):
    page = reader.open("/measures")
    page.focus("#filter-status")
    page.keyboard.press("ArrowDown")
    reader.settle()
    assert (page.evaluate(FOCUSED), page.url.endswith("?status=met")) == ("filter-status", True)


def test_focus_moves_to_the_content_after_a_page_change(reader):
    page = reader.open("/")
    page.focus("#nav-measures")
    page.keyboard.press("Enter")
    reader.settle()
    assert (page.evaluate(FOCUSED), page.inner_text("#page-heading")) == ("main", "Measures")


def test_page_change_starts_at_the_top(reader):
    page = reader.open("/")
    page.locator("#initiative-cards a").first.scroll_into_view_if_needed()
    page.locator("#initiative-cards a").first.press("Enter")
    reader.settle()
    assert page.evaluate("() => window.scrollY") == 0


def test_filter_change_is_announced(reader):
    page = reader.open("/measures")
    reader.choose("filter-status", "off")
    assert "off target" in page.text_content("#announced")


def test_page_change_is_announced(reader):
    page = reader.open("/")
    page.click("#nav-budget")
    reader.settle()
    assert page.text_content("#announced") == page.title().removesuffix(" - Council plan board")


def test_filter_change_keeps_the_place_on_the_page(reader):
    page = reader.open("/measures")
    page.evaluate("() => window.scrollTo(0, 400)")
    page.evaluate(
        """() => { const control = document.getElementById("filter-priority");
          control.value = "prosperous-and-green";
          control.dispatchEvent(new Event("change", {bubbles: true})); }"""
    )
    reader.settle()
    # Words above may take a line more or less; Chromium then moves with what the reader looks at.
    assert page.evaluate("() => window.scrollY") == pytest.approx(400, abs=80)


def test_opened_data_table_stays_open_through_a_filter_change(reader):
    page = reader.open("/")
    page.click("#board-status .panel-details summary")
    reader.choose("filter-status", "off")
    assert page.locator("#board-status .panel-details[open] table").count() == 1


def test_theme_is_changed_by_its_button_and_kept(reader):
    page = reader.open("/")
    page.focus("[data-board-theme-switch]")
    for _ in range(2):
        page.keyboard.press("Enter")
    chosen = page.evaluate("() => document.documentElement.dataset.bsTheme")
    page.reload()
    reader.settle()
    assert page.evaluate("() => document.documentElement.dataset.bsTheme") == chosen == "dark"
