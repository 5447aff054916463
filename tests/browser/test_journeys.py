"""Ways through the board as a reader goes them, with the fixtures that Dash has for its own applications."""

import pytest
from dash.testing.wait import until
from selenium.webdriver.support.ui import Select

from dashboard.app import create_app

HERE = "return window.location.pathname + window.location.search"
AT_REST = """return window.store?.getState().appLifecycle === 'HYDRATED'
  && !('boardBusy' in document.documentElement.dataset)"""


@pytest.fixture
def go(board):
    """Opens an address of the board."""

    def go(path: str) -> None:
        board.wait_for_page(board.server_url + path)
        rest(board)

    return go


def rest(board) -> None:
    until(lambda: board.driver.execute_script(AT_REST), timeout=10)


def here(board) -> str:
    return board.driver.execute_script(HERE)


def follow(board, selector: str) -> str:
    """Activates a link and waits for the page behind it; returns the link's own words."""
    link = board.find_element(selector)
    words, address = link.text, link.get_attribute("href").removeprefix(board.server_url)
    link.click()
    until(lambda: here(board) == address, timeout=10)
    rest(board)
    return words


def choose(board, control: str, words: str) -> None:
    before = here(board)
    Select(board.find_element(f"#{control}")).select_by_visible_text(words)
    until(lambda: here(board) != before, timeout=10)
    rest(board)


def shown(board, control: str) -> str:
    return Select(board.find_element(f"#{control}")).first_selected_option.text


def text(board, selector: str) -> str:
    return board.find_element(selector).text


def bars(board) -> str:
    return board.driver.execute_script(
        "return JSON.stringify(document.querySelector('#board-status .js-plotly-plot').data.map(each => each.x))"
    )


def test_from_the_board_to_initiative_action_and_measure_and_back_by_the_path(board, go):
    go("/")
    initiative = follow(board, "#initiative-cards a")
    board.wait_for_text_to_equal("#page-heading", initiative)
    follow(board, "#initiative-actions a")
    assert here(board).startswith("/actions/")
    follow(board, "#action-measures a")
    assert here(board).startswith("/measures/")
    follow(board, "#page-path a[href='/measures']")
    board.wait_for_text_to_equal("#page-heading", "Measures")
    follow(board, "#brand")
    board.wait_for_text_to_equal("#page-heading", "Performance board")


def test_the_path_of_an_action_leads_back_up_to_its_initiative(board, go):
    go("/actions/council-carbon-emissions")
    initiative = follow(board, "#page-path a[href='/initiatives/climate-change-action']")
    board.wait_for_text_to_equal("#page-heading", initiative)


def test_priority_and_status_together_change_summary_and_chart(board, go):
    go("/")
    summary, chart = text(board, "#summary"), bars(board)
    choose(board, "filter-priority", "Prosperous and green")
    choose(board, "filter-status", "■ Off target")
    board.wait_for_contains_text("#summary", "off target")
    assert (text(board, "#summary") != summary, bars(board) != chart) == (True, True)


def test_address_holds_every_filter(board, go):
    go("/")
    choose(board, "filter-priority", "Prosperous and green")
    choose(board, "filter-status", "■ Off target")
    assert here(board) == "/?priority=prosperous-and-green&status=off"


def test_reload_keeps_the_filters(board, go):
    go("/")
    choose(board, "filter-status", "■ Off target")
    summary = text(board, "#summary")
    board.driver.refresh()
    rest(board)
    assert (shown(board, "filter-status"), text(board, "#summary")) == ("■ Off target", summary)


def test_back_and_forward_restore_filters_and_what_they_show(board, go):
    go("/measures")
    first = text(board, "#summary")
    choose(board, "filter-status", "■ Off target")
    board.wait_for_contains_text("#summary", "off target")
    second = text(board, "#summary")
    board.driver.back()
    board.wait_for_text_to_equal("#summary", first)
    assert shown(board, "filter-status") == "Any status"
    board.driver.forward()
    board.wait_for_text_to_equal("#summary", second)
    assert shown(board, "filter-status") == "■ Off target"


def test_back_from_another_page_finds_the_filters_again(board, go):
    go("/measures?status=off")
    summary = text(board, "#summary")
    follow(board, "#nav-budget")
    board.driver.back()
    board.wait_for_text_to_equal("#summary", summary)
    assert shown(board, "filter-status") == "■ Off target"


def test_quarter_goes_along_to_other_pages(board, go):
    go("/?to=2022-23-Q2")
    follow(board, "#nav-budget")
    assert here(board) == "/budget?to=2022-23-Q2"


def test_illustrative_figures_can_be_hidden_and_shown_again(board, go):
    go("/measures")
    follow(board, "#illustrative-switch")
    assert here(board) == "/measures?illustrative=hide"
    board.wait_for_no_elements("#explorer-tables .tag-illustrative")
    follow(board, "#illustrative-switch")
    assert here(board) == "/measures"
    board.wait_for_element("#explorer-tables .tag-illustrative")


def test_another_edition_brings_its_own_board_and_drops_what_only_the_first_had(board, go):
    go("/?priority=prosperous-and-green&status=off")
    choose(board, "filter-plan", "Council Plan 2024-25, outcomes and strategic objectives")
    assert here(board) == "/?plan=plan-2024-25"
    board.wait_for_text_to_equal("#board-objectives-heading", "Strategic objectives")


def test_status_bar_leads_to_its_priority(board, go):
    go("/")
    follow(board, "#board-worst a")
    assert here(board).startswith("/priorities/")


def test_board_runs_under_the_server_that_dash_brings(dash_duo, services):
    dash_duo.start_server(create_app(services))
    dash_duo.wait_for_text_to_equal("#page-heading", "Performance board")
    assert dash_duo.get_logs() == []


def test_browser_has_nothing_to_complain_about_on_the_way(board, go):
    go("/")
    for selector in ("#nav-measures", "#nav-budget", "#nav-board"):
        follow(board, selector)
    assert board.get_logs() == []
