"""Charts by keyboard and in every theme, the presentation, and pages that stand still."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from components import theme

TREND = "#measure-trend .js-plotly-plot"
MEASURE = "/measures/four-week-quit"
PAGES = (
    "/",
    "/initiatives",
    "/measures",
    "/budget",
    "/changes",
    "/rating",
    "/priorities/resilient-communities",
    MEASURE,
)
DESK, PHONE = 1400, 390
LEAST_TARGET = 24
MOST_SHIFT = 0.02

BACKGROUND = "(node) => getComputedStyle(node.querySelector('.main-svg')).backgroundColor"
SMALL = f"""() => [...document.querySelectorAll("button, summary, select, input, nav a, a.status-bar, .badge-row a")]
  .filter((each) => each.offsetParent && Math.min(each.offsetWidth, each.offsetHeight) < {LEAST_TARGET})
  .map((each) => each.outerHTML.slice(0, 80))"""


@pytest.fixture
def trend(shared) -> Page:
    """A measure's page with the focus on its chart, as it has just come there."""
    page = shared(MEASURE).page
    page.evaluate("document.activeElement.blur()")
    page.locator(TREND).focus()
    return page


def _voice(page: Page) -> str:
    return page.locator("#chart-voice").text_content() or ""


def _background(page: Page, chart: str = TREND) -> str:
    return page.locator(chart).evaluate(BACKGROUND)


def _rgb(value: str) -> str:
    return f"rgb({', '.join(str(int(value[start : start + 2], 16)) for start in (1, 3, 5))})"


def test_chart_is_named_by_its_heading_and_described_by_its_keys(shared) -> None:
    chart = shared(MEASURE).page.locator(TREND)
    heading = chart.evaluate("(node) => node.closest('[data-board-panel]').querySelector('.panel-heading').textContent")
    assert [chart.get_attribute(name) for name in ("role", "aria-label", "aria-describedby")] == [
        "application",
        heading,
        "chart-help",
    ]


def test_first_arrow_speaks_the_first_row(trend: Page) -> None:
    trend.keyboard.press("ArrowRight")
    assert _voice(trend).startswith("Q1 2021-22")


def test_value_spoken_is_shown_too(trend: Page) -> None:
    trend.keyboard.press("End")
    value = re.search(r"Figure[^\d]*([\d.,]*\d)", _voice(trend))
    assert value
    assert value[1] in (trend.locator(".chart-readout").text_content() or "")


def test_status_is_spoken_as_a_word_without_its_shape(trend: Page) -> None:
    trend.keyboard.press("End")
    assert "Status O" in _voice(trend) or "Status N" in _voice(trend)


def test_point_of_the_row_is_pointed_at(trend: Page) -> None:
    trend.keyboard.press("End")
    assert trend.locator(f"{TREND} .hovertext").count() == 1


def test_escape_dismisses_what_is_shown(trend: Page) -> None:
    trend.keyboard.press("End")
    trend.keyboard.press("Escape")
    assert (trend.locator(".chart-readout").count(), trend.locator(f"{TREND} .hovertext").count()) == (0, 0)


@pytest.fixture
def labelled(shared) -> Page:
    """The board with the pointer on a bar, and the bar's label shown."""
    page = shared("/").page
    page.mouse.move(5, 5)
    page.wait_for_selector("#board-status .hovertext", state="detached")
    bar = page.locator("#board-status .js-plotly-plot .point path").first.bounding_box()
    page.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2, steps=3)
    page.wait_for_selector("#board-status .hovertext")
    return page


def test_escape_dismisses_what_the_mouse_has_shown(labelled: Page) -> None:
    labelled.keyboard.press("Escape")
    labelled.wait_for_selector("#board-status .hovertext", state="detached")


def _point_at_label(page: Page) -> None:
    page.wait_for_selector("#board-status [data-board-rests]")
    box = page.locator("#board-status .hovertext text").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=20)
    page.wait_for_timeout(300)


def test_label_stays_while_it_is_pointed_at(labelled: Page) -> None:
    _point_at_label(labelled)
    assert labelled.locator("#board-status .hovertext").count() == 1


def test_label_that_is_pointed_at_is_dismissed_by_escape(labelled: Page) -> None:
    _point_at_label(labelled)
    labelled.keyboard.press("Escape")
    labelled.wait_for_selector("#board-status .hovertext", state="detached")


def test_label_goes_when_the_pointer_leaves_it(labelled: Page) -> None:
    _point_at_label(labelled)
    labelled.mouse.move(5, 5)
    labelled.wait_for_selector("#board-status .hovertext", state="detached")


def test_drawing_of_a_chart_is_not_read_out_piece_by_piece(shared) -> None:
    page = shared(MEASURE).page
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    ticks = page.locator(f"{TREND} .ytick text").all_text_contents()
    assert [each["name"]["value"] for each in nodes if each.get("name", {}).get("value") in ticks] == []


def test_walking_stops_at_the_last_row(trend: Page) -> None:
    trend.keyboard.press("End")
    last = _voice(trend)
    trend.keyboard.press("ArrowRight")
    assert _voice(trend) == last


def test_tab_leaves_the_chart(trend: Page) -> None:
    trend.keyboard.press("ArrowRight")
    trend.keyboard.press("Tab")
    assert not trend.evaluate(f"document.activeElement.matches({TREND!r})")


def test_nothing_is_left_of_the_walk_behind_the_reader(trend: Page) -> None:
    trend.keyboard.press("ArrowRight")
    trend.keyboard.press("Tab")
    assert trend.locator(".chart-readout").count() == 0


def test_enter_opens_the_page_behind_a_row(reader) -> None:
    page = reader.open("/")
    page.locator("#board-status .js-plotly-plot").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_url("**/priorities/*")


def test_walking_moves_nothing(shared) -> None:
    page = shared("/").page
    chart = page.locator("#board-status .js-plotly-plot")
    before = page.locator("#page").bounding_box()["height"]
    chart.focus()
    page.keyboard.press("End")
    assert page.locator("#page").bounding_box()["height"] == before


def test_switch_goes_through_four_themes_and_comes_back(reader) -> None:
    page = reader.open("/about")
    seen = []
    for _ in range(5):
        seen.append(page.locator("html").get_attribute("data-board-theme"))
        page.click("[data-board-theme-switch]")
    assert seen == ["system", "light", "dark", "contrast", "system"]


@pytest.mark.parametrize("shade", theme.SHADES)
def test_charts_have_the_colours_of_the_theme_that_was_chosen(reader, shade: str) -> None:
    reader.page.add_init_script(f"localStorage.setItem('board-theme', '{shade}')")
    assert _background(reader.open(MEASURE)) == _rgb(getattr(theme.COLOURS["surface"], shade))


@pytest.mark.parametrize(("shade", "filtered"), [("dark", "brightness(1)"), ("contrast", "brightness(1.75)")])
def test_icons_are_as_bright_as_the_theme_asks(reader, shade: str, filtered: str) -> None:
    reader.page.add_init_script(f"localStorage.setItem('board-theme', '{shade}')")
    icon = reader.open("/signals").locator(".icon").first
    assert icon.evaluate("(node) => getComputedStyle(node).filter") == filtered


def test_chart_on_show_follows_the_switch(reader) -> None:
    reader.page.add_init_script("localStorage.setItem('board-theme', 'light')")
    page = reader.open(MEASURE)
    page.click("[data-board-theme-switch]")
    reader.settle()
    assert _background(page) == _rgb(theme.COLOURS["surface"].dark)


@pytest.mark.parametrize(
    ("setting", "shade"),
    [
        ({"color_scheme": "dark"}, "dark"),
        ({"color_scheme": "light"}, "light"),
        ({"contrast": "more"}, "contrast"),
        ({"forced_colors": "active", "color_scheme": "dark"}, "contrast"),
        ({"forced_colors": "active", "color_scheme": "light"}, "light"),
    ],
)
def test_charts_follow_the_system(shared, setting: dict[str, str], shade: str) -> None:
    reader = shared(MEASURE)
    usual = {"color_scheme": "light", "contrast": "no-preference", "forced_colors": "none"}
    reader.page.emulate_media(**usual | setting)
    reader.settle()
    seen = _background(reader.page)
    reader.page.emulate_media(**usual)
    assert seen == _rgb(getattr(theme.COLOURS["surface"], shade))


@pytest.fixture
def presented(shared) -> Iterator[Page]:
    """The board as it is presented, at its first block."""
    page = shared("/").page
    page.evaluate("window.scrollTo(0, 0)")
    page.click("[data-board-present]")
    page.wait_for_selector(".present-bar")
    yield page
    page.keyboard.press("Escape")
    page.wait_for_selector(".present-bar", state="detached")


def _place(page: Page) -> str:
    return page.locator(".present-count").text_content() or ""


def test_presentation_shows_one_block_and_says_which(presented: Page) -> None:
    assert (presented.locator("[data-board-slide]").count(), _place(presented)[:5]) == (1, "1 of ")


@pytest.mark.parametrize("key", ["ArrowRight", "PageDown"])
def test_presentation_goes_on(presented: Page, key: str) -> None:
    presented.keyboard.press(key)
    assert _place(presented).startswith("2 of ")


def test_presentation_goes_back(presented: Page) -> None:
    presented.keyboard.press("End")
    presented.keyboard.press("Home")
    assert _place(presented).startswith("1 of ")


def test_presentation_is_in_large_type(presented: Page) -> None:
    size = presented.locator("[data-board-slide] p").first.evaluate(
        "(node) => parseFloat(getComputedStyle(node).fontSize)"
    )
    assert size >= presented.viewport_size["height"] / 36


def test_presented_chart_is_redrawn_in_large_type(presented: Page) -> None:
    presented.keyboard.press("ArrowRight")
    presented.wait_for_function(
        "parseFloat(getComputedStyle(document.querySelector('[data-board-slide] .ytick text')).fontSize) >= 18"
    )


def test_presented_chart_fits_the_screen_with_its_words(presented: Page) -> None:
    presented.keyboard.press("ArrowRight")
    presented.wait_for_function(
        "() => { const {scrollHeight, clientHeight} = document.querySelector('#board-status[data-board-slide]');"
        " return scrollHeight <= clientHeight; }"
    )


def test_rest_of_the_page_is_silent_while_presenting(presented: Page) -> None:
    assert presented.locator(".site-header").evaluate("(node) => Boolean(node.closest('[inert]'))")


def test_escape_ends_the_presentation(presented: Page) -> None:
    presented.keyboard.press("Escape")
    presented.wait_for_selector(".present-bar", state="detached")
    assert presented.locator("[data-board-slide], [inert]").count() == 0


def test_focus_returns_to_the_button_after_the_presentation(presented: Page) -> None:
    presented.keyboard.press("Escape")
    presented.wait_for_selector(".present-bar", state="detached")
    assert presented.evaluate("document.activeElement.matches('button[data-board-present]')")


def test_presentation_needs_no_full_screen(reader) -> None:
    reader.page.add_init_script("Element.prototype.requestFullscreen = undefined")
    page = reader.open("/")
    page.click("[data-board-present]")
    page.keyboard.press("ArrowRight")
    assert _place(page).startswith("2 of ")


@pytest.fixture(params=[DESK, PHONE])
def width(request: pytest.FixtureRequest) -> int:
    """Width of a window in pixels."""
    return request.param


@pytest.fixture
def loaded(shared, width: int):
    """Gives an address as it has come into a window of some width, with everything that moved counted."""
    return lambda path: shared(path, viewport={"width": width, "height": 900}).page


@pytest.mark.parametrize("path", PAGES)
def test_nothing_jumps_while_a_page_loads(loaded, path: str) -> None:
    assert loaded(path).evaluate("window.shifts") <= MOST_SHIFT


@pytest.mark.parametrize("path", ["/", "/budget", MEASURE])
def test_page_read_before_scripts_run_is_as_high_as_after(reader_of, loaded, path: str, width: int) -> None:
    before = reader_of(viewport={"width": width, "height": 900}, java_script_enabled=False)
    before.page.goto(before.address + path)
    heights = [each.locator("#content").bounding_box()["height"] for each in (before.page, loaded(path))]
    assert heights[1] == pytest.approx(heights[0], abs=8)


@pytest.mark.parametrize("width", [PHONE])
@pytest.mark.parametrize("path", PAGES)
def test_controls_are_large_enough_to_hit(loaded, path: str) -> None:
    assert loaded(path).evaluate(SMALL) == []


@pytest.fixture
def enlarged(shared):
    """Gives an address with its text at two hundred per cent."""
    pages = []

    def enlarged(path: str) -> Page:
        pages.append(shared(path, viewport={"width": DESK, "height": 900}).page)
        pages[-1].evaluate("document.documentElement.style.fontSize = '200%'")
        return pages[-1]

    yield enlarged
    for each in pages:
        each.evaluate("document.documentElement.style.fontSize = ''")


@pytest.mark.parametrize("path", ["/", "/measures", MEASURE])
def test_text_at_two_hundred_per_cent_loses_nothing_sideways(enlarged, path: str) -> None:
    assert enlarged(path).evaluate("document.documentElement.scrollWidth") <= DESK


def test_readers_who_ask_for_less_motion_get_none(reader_of) -> None:
    page = reader_of(reduced_motion="reduce").open("/")
    moving = """[...document.querySelectorAll('*')].filter((each) => {
      const style = getComputedStyle(each);
      return style.animationName !== 'none' || !['all', 'none'].includes(style.transitionProperty);
    }).length"""
    assert page.evaluate(moving) == 0
