"""What a browser asks of the server, and that two readers never see each other's choices."""

import pytest


def test_filter_change_asks_once(reader):
    reader.open("/")
    reader.choose("filter-status", "off")
    assert reader.questions == ["_dash-update-component"]


def test_page_change_asks_once(reader):
    page = reader.open("/")
    page.click("#nav-measures")
    reader.settle()
    assert reader.questions == ["_dash-update-component"]


def test_going_back_asks_once(reader):
    page = reader.open("/")
    reader.choose("filter-status", "off")
    reader.questions.clear()
    page.go_back()
    reader.settle()
    assert reader.questions == ["_dash-update-component"]


def test_choosing_what_is_chosen_asks_nothing(reader):
    reader.open("/?status=off")
    reader.choose("filter-status", "off")
    assert reader.questions == []


def test_quick_choices_end_with_the_last_one(reader):
    page = reader.open("/measures")
    page.evaluate(
        """() => ["met", "near", "off"].forEach((value) => {
            const control = document.getElementById("filter-status");
            control.value = value;
            control.dispatchEvent(new Event("change", {bubbles: true}));
        })"""
    )
    reader.settle()
    assert "off target" in page.inner_text("#summary")
    assert page.url.endswith("/measures?status=off")


def test_going_back_before_the_answer_has_come_shows_where_the_reader_is(reader):
    page = reader.open("/measures")
    before = page.inner_text("#summary")
    page.select_option("#filter-status", "off")
    page.go_back()
    reader.settle()
    assert (page.inner_text("#summary"), page.input_value("#filter-status")) == (before, "")


def test_two_readers_do_not_see_each_others_filters(reader_of):
    one, other = reader_of(), reader_of()
    one.open("/measures")
    other.open("/measures")
    one.choose("filter-status", "off")
    other.choose("filter-status", "met")
    assert ("off target" in one.page.inner_text("#summary"), "on target" in other.page.inner_text("#summary")) == (
        True,
        True,
    )


def test_choosing_again_what_was_left_before_the_answer_had_come_shows_it(reader):
    page = reader.open("/measures")
    page.select_option("#filter-status", "off")
    page.go_back()
    reader.choose("filter-status", "off")
    assert "off target" in page.inner_text("#summary")


def test_choice_taken_back_at_once_leaves_what_was_on_show(reader):
    page = reader.open("/measures")
    before = page.inner_text("#summary")
    page.select_option("#filter-status", "off")
    reader.choose("filter-status", "")
    assert (page.inner_text("#summary"), page.input_value("#filter-status")) == (before, "")


def test_new_reader_starts_without_the_filters_of_another(reader_of):
    one, other = reader_of(), reader_of()
    one.open("/measures")
    one.choose("filter-status", "off")
    page = other.open("/measures")
    assert page.input_value("#filter-status") == ""


def test_two_windows_of_one_reader_hold_two_views(reader):
    page = reader.open("/measures?status=off")
    second = page.context.new_page()
    second.goto(f"{reader.address}/measures?status=met")
    page.reload()
    reader.settle()
    assert page.input_value("#filter-status") == "off"


ANSWERS = "**/_dash-update-component"
BUSY = "() => 'boardBusy' in document.documentElement.dataset"


def _refuse(route):
    route.fulfill(status=500, body="failed")


def _cut(route):
    route.abort()


@pytest.fixture(params=[_refuse, _cut], ids=["failed", "lost"])
def refused(request, reader):
    """A reader whose choice of measures off target got no answer, and the words that stood there before."""
    page = reader.open("/measures")
    reader.allowed = ["500", "Callback error updating change.data", "ERR_FAILED", "Callback failed"]
    before = page.inner_text("#summary")
    page.route(ANSWERS, request.param)
    page.select_option("#filter-status", "off")
    page.wait_for_selector("#page-notice:not(:empty)")
    return reader, before


def test_change_without_an_answer_leaves_the_view(refused):
    reader, before = refused
    assert reader.page.inner_text("#summary") == before


def test_change_without_an_answer_is_told_in_words(refused):
    reader, _ = refused
    assert "What you see is as it was before." in reader.page.inner_text("[role=alert]#page-notice")


def test_page_is_not_busy_after_a_change_without_an_answer(refused):
    reader, _ = refused
    reader.settle()
    assert not reader.page.evaluate(BUSY)


def test_change_without_an_answer_can_be_tried_again(refused):
    reader, _ = refused
    reader.page.unroute(ANSWERS)
    reader.page.click("[data-board-retry]")
    reader.page.locator("#summary", has_text="off target").wait_for()


def test_words_about_a_failure_go_with_the_next_answer(refused):
    reader, _ = refused
    reader.page.unroute(ANSWERS)
    reader.page.click("[data-board-retry]")
    reader.page.wait_for_selector(".failure-notice", state="hidden")


def test_going_back_after_a_failure_takes_its_words_away(refused):
    reader, _ = refused
    reader.page.go_back()
    reader.page.wait_for_selector(".failure-notice", state="hidden")


def test_page_is_not_busy_after_a_failure_that_the_server_tells_of(reader):
    page = reader.open("/measures")
    page.route(ANSWERS, lambda _: None)
    page.select_option("#filter-status", "off")
    page.evaluate("dash_clientside.set_props('page-notice', {children: 'Report reference 0badcafe.'})")
    page.wait_for_selector("html:not([data-board-busy])")
