"""What a reader can do before the scripts have come, or where they never come."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route


@pytest.fixture
def slow(reader):
    """Opens a page whose scripts are held back, and what lets them come."""
    held: list[Route] = []
    hold = True

    def handle(route: Route) -> None:
        if hold:
            held.append(route)
        else:
            route.continue_()

    def release() -> None:
        nonlocal hold
        hold = False
        for route in held:
            route.continue_()
        reader.page.wait_for_url("**status=off**")
        reader.settle()

    def start(path: str) -> tuple[Page, Callable[[], None]]:
        reader.page.route("**/*.js*", handle)
        reader.page.goto(reader.address + path, wait_until="commit")
        return reader.page, release

    return start


def test_filter_changed_before_the_scripts_have_come_is_followed(slow):
    page, release = slow("/measures")
    page.select_option("#filter-status", "off")
    release()
    assert "off target" in page.inner_text("#summary")


def test_filter_changed_early_keeps_the_others(slow):
    page, release = slow("/measures?priority=prosperous-and-green")
    page.select_option("#filter-status", "off")
    release()
    assert page.url.endswith("?priority=prosperous-and-green&status=off")


@pytest.fixture
def scriptless(reader_of):
    """A reader whose browser runs no scripts."""
    return reader_of(java_script_enabled=False)


def test_filters_work_without_scripts(scriptless):
    page = scriptless.page
    page.goto(f"{scriptless.address}/measures")
    page.select_option("#filter-status", "off")
    page.click(".filter-submit")
    assert "off target" in page.inner_text("#summary")


def test_filters_without_scripts_keep_what_has_no_control(scriptless):
    page = scriptless.page
    page.goto(f"{scriptless.address}/measures?illustrative=hide")
    page.click(".filter-submit")
    assert "illustrative=hide" in page.url


def test_button_for_filters_is_not_there_where_scripts_run(reader):
    assert not reader.open("/measures").locator(".filter-submit").is_visible()
