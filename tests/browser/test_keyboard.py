"""The board without a mouse: where the focus goes, and where it stays."""

import re

import pytest

from components import theme

LEAST_CONTRAST = 3
# Marks at least two pixels wide: an outline, the edge of a shadow, or another background behind the words.
FOCUS_MARKS = """() => {
  const node = document.activeElement;
  if (node === document.body) return null;
  const clear = (colour) => /^(rgba.*, 0\\)|transparent)$/.test(colour);
  const behind = (each) => {
    const colour = each ? getComputedStyle(each).backgroundColor : "rgb(255, 255, 255)";
    return clear(colour) ? behind(each.parentElement) : colour;
  };
  const style = getComputedStyle(node);
  const shadow = style.boxShadow.match(/^(rgba?\\([^)]*\\)) (.*)$/);
  const marks = [];
  if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) marks.push(style.outlineColor);
  if (shadow && shadow[2].split(" ").some((length) => Math.abs(parseFloat(length)) >= 2)) marks.push(shadow[1]);
  if (!clear(style.backgroundColor)) marks.push(style.backgroundColor);
  return {
    name: node.id || node.textContent.slice(0, 40) || node.className,
    behind: behind(node.parentElement),
    marks: marks.filter((colour) => !clear(colour)),
  };
}"""
FOCUSED = "() => document.activeElement.id || document.activeElement.className"
IN_VIEW = """(node) => { const {top, bottom} = node.getBoundingClientRect();
  return top >= 0 && bottom <= window.innerHeight; }"""


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


def _hex(colour: str) -> str:
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


def _unseen(page, *, most: int = 250) -> list[str]:
    """Goes once round the page with Tab; returns where no mark of the focus stands out from what is behind it."""
    unseen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS_MARKS)
        if stop is None:
            return unseen
        ratios = [theme.contrast(_hex(mark), _hex(stop["behind"])) for mark in stop["marks"]]
        if max(ratios, default=0) < LEAST_CONTRAST:
            unseen.append(f"{stop['name']}: {ratios}")
    pytest.fail(f"Tab never came to the end of the page in {most} presses.")


@pytest.mark.parametrize("shade", theme.SHADES)
@pytest.mark.parametrize("path", ["/", "/measures/four-week-quit"])
def test_focus_is_always_seen(reader, path, shade):
    reader.page.add_init_script(f"localStorage.setItem('board-theme', '{shade}')")
    assert _unseen(reader.open(path)) == []


@pytest.mark.parametrize("shade", theme.SHADES)
def test_focus_is_always_seen_in_what_a_phone_folds_away(reader_of, shade):
    reader = reader_of(viewport={"width": 320, "height": 640})
    reader.page.add_init_script(f"localStorage.setItem('board-theme', '{shade}')")
    page = reader.open("/about")
    page.evaluate("document.querySelectorAll('.fold').forEach((each) => { each.open = true; })")
    assert _unseen(page) == []


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


@pytest.fixture
def defined(reader):
    """The glossary after following a word to its entry, in a browser that cannot show the entry on the spot."""
    reader.page.add_init_script("delete HTMLElement.prototype.showPopover")
    page = reader.open("/")
    page.locator("a.term").first.press("Enter")
    page.wait_for_url("**/glossary*#term-illustrative")
    reader.settle()
    return page


def test_link_to_a_part_of_a_page_moves_the_focus_there(defined):
    assert defined.evaluate(FOCUSED) == "term-illustrative"


def test_link_to_a_part_of_a_page_brings_it_into_view(defined):
    assert defined.locator("dt:target").evaluate(IN_VIEW)


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
