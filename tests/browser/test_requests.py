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
    assert (page.inner_text("#summary"), page.input_value("#filter-status")) == (before, "-")


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
    reader.choose("filter-status", "-")
    assert (page.inner_text("#summary"), page.input_value("#filter-status")) == (before, "-")


def test_new_reader_starts_without_the_filters_of_another(reader_of):
    one, other = reader_of(), reader_of()
    one.open("/measures")
    one.choose("filter-status", "off")
    page = other.open("/measures")
    assert page.input_value("#filter-status") == "-"


def test_two_windows_of_one_reader_hold_two_views(reader):
    page = reader.open("/measures?status=off")
    second = page.context.new_page()
    second.goto(f"{reader.address}/measures?status=met")
    page.reload()
    reader.settle()
    assert page.input_value("#filter-status") == "off"


@pytest.mark.parametrize("path", ["/", "/measures/four-week-quit", "/budget"])
def test_no_other_host_is_asked_for_anything(reader, path):
    page = reader.open(path)
    loaded = page.evaluate("() => performance.getEntriesByType('resource').map((each) => new URL(each.name).host)")
    assert {*loaded, *reader.hosts} - {""} == {reader.address.removeprefix("http://")}


@pytest.mark.parametrize("path", ["/", "/measures/four-week-quit", "/budget"])
def test_no_chart_offers_to_send_its_figures_elsewhere(reader, path):
    page = reader.open(path)
    page.hover(".plot")
    assert page.locator("[data-title^=Share], [data-title*='Plotly'], .modebar-btn").count() == 0


def test_server_that_fails_leaves_the_view_and_says_so(reader):
    page = reader.open("/measures")
    reader.allowed = ["500", "Callback error updating change.data"]
    before = page.inner_text("#summary")
    page.route("**/_dash-update-component", lambda route: route.fulfill(status=500, body="failed"))
    page.select_option("#filter-status", "off")
    page.wait_for_timeout(500)
    assert page.inner_text("#summary") == before
