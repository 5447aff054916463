"""The pages that say how far a number can be trusted, drawn from the whole of the shipped data."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from dashboard import site
from dashboard.prerender import html
from dashboard.services import Services
from dashboard.settings import Settings
from data.ingest.build import DEFAULT_FOLDERS, build
from data.store import Store
from tests.fixtures.addresses import ADDRESSES

Text = Callable[[str], str]


def services(folder, *, illustrative: bool) -> Services:
    settings = Settings.from_environment({"SHOW_ILLUSTRATIVE": "1" if illustrative else "0"})
    return Services(store=Store(folder), settings=settings)


@pytest.fixture(scope="module")
def builds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("builds")
    build(DEFAULT_FOLDERS, to=folder)
    return folder


def reader(board: Services) -> Text:
    def text(address: str) -> str:
        path, _, search = address.partition("?")
        drawn = site.draw(board, path, f"?{search}" if search else "")
        assert drawn.found
        alt = re.sub(r'<img[^>]*alt="([^"]*)"[^>]*>', r" [\1] ", html(drawn.body))
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", alt)).split())

    return text


@pytest.fixture(scope="module")
def text(builds) -> Text:
    return reader(services(builds, illustrative=True))


@pytest.fixture(scope="module")
def real(builds) -> Text:
    return reader(services(builds, illustrative=False))


def test_moved_target_shows_both_statuses_who_and_when(text: Text):
    page = text("/measures/residents-satisfied")
    assert "The target in force is 52.0%, moved from 60.0% on 20 Jun 2024 by Cabinet" in page
    assert re.search(r"against the target first agreed it would be ■ Off target", page)


def test_tables_flag_a_moved_target_with_both_statuses(text: Text):
    assert "⚑ Target moved: ▲ on target, first agreed ■ off target" in text("/measures")


def test_board_counts_what_only_a_moved_target_put_on_target(text: Text):
    assert re.search(r"\d+ (is|are) on target only because the target moved", text("/"))


def test_icons_stand_with_their_words_and_the_special_cause_is_named(text: Text):
    page = text("/measures/residents-satisfied")
    assert "Getting worse, by more than chance" in page
    assert "The latest figure lies below the lower control limit: a worsening that chance does not explain." in page


def test_a_rebased_measure_counts_down_and_names_the_event(text: Text):
    page = text("/measures/substance-misuse-completions?to=2024-25-Q2")
    assert "Trial limits: 8 of 12 points, limits from Q2 2025-26." in page
    assert "The limits start anew on 1 Oct 2022: New treatment pathway began" in page


@pytest.mark.parametrize("address", ["/measures", "/signals", "/priorities/high-performing-services"])
def test_icons_have_accessible_names(text: Text, address: str):
    assert "[Getting worse, by more than chance]" in text(address)


def test_board_leads_to_the_signals(text: Text):
    assert "Signals at a glance" in text("/")


def test_what_the_target_would_take_stands_beside_it(text: Text):
    page = text("/measures/weight-loss-5-percent?to=2022-23-Q3")
    assert "Target for 2022-23: 960 people or more. Needs 390 people in Q4; best quarter on record 253 people" in page


def test_action_page_says_what_the_year_end_targets_would_take(text: Text):
    assert "Target for 2024-25: 2,000 people. Needs" in text("/actions/healthier-lives?to=2024-25-Q3")


def test_priority_page_sets_official_figures_beside_england(text: Text):
    assert "Beside England" in text("/priorities/high-performing-services")


def test_figures_that_do_not_compare_say_why(text: Text):
    assert "⊘ Not comparable: The council says of the Department for Transport's" in text(
        "/measures/principal-roads-maintenance"
    )


def test_stress_test_counts_and_lists_what_would_change(text: Text):
    page = text("/rating?tolerance=0")
    found = re.search(r"were 0% of its target instead of the council's own, there would be (\d+) more off target", page)
    assert found
    assert page.count("At 0%") == 1
    assert int(found[1]) > 0


def test_without_a_tolerance_to_try_every_choice_is_told(text: Text):
    page = text("/rating")
    assert all(f"were {each}% of its target" in page for each in (0, 2, 5, 10, 15, 20))


def test_an_unknown_tolerance_falls_back_and_says_so(text: Text):
    assert "“7”" in text("/rating?tolerance=7")


def test_rating_page_tells_the_tolerances_weights_and_departures(text: Text):
    page = text("/rating")
    assert all(
        words in page for words in ("5% of the target", "Off target Status 50", "Where we depart from our sources")
    )


def test_about_leads_to_how_we_rate(text: Text):
    assert "How we rate" in text("/about").split("About this board")[1]


@pytest.mark.parametrize(
    "heading", ["Late (", "Missing (", "Provisional or estimated (", "Illustrative (", "Where sources disagree ("]
)
def test_quality_page_lists_every_sort_of_trouble(text: Text, heading: str):
    assert heading in text("/quality")


def test_quality_page_narrows_to_a_priority(text: Text):
    whole, part = text("/quality"), text("/quality?priority=resilient-communities")
    assert "Residents satisfied" not in part
    assert len(part) < len(whole)


SWITCHED_OFF = (
    *(address for address in ADDRESSES if address not in ("/nowhere", "/glossary")),
    "/rating?tolerance=5",
    "/measures/residents-satisfied",
    "/changes?since=2022-01-01",
    "/quality?priority=resilient-communities",
    "/quality?as_at=2024-06-30",
)
"""Addresses of pages; the list of the board's words tells of the feature and keeps its word."""


@pytest.mark.parametrize("address", SWITCHED_OFF)
def test_nothing_illustrative_is_left_when_it_is_switched_off(real: Text, address: str):
    assert "llustrative" not in real(address)


@pytest.mark.parametrize("address", ["/quality", "/about"])
def test_illustrative_figures_are_told_of_where_they_are_shown(text: Text, address: str):
    assert "Illustrative" in text(address)


def test_budget_calls_its_amounts_illustrative_in_the_sentence(text: Text):
    assert re.search(
        r"Illustrative spend is £[\d.]+m over an illustrative budget of £[\d.]+m for 2024-25", text("/budget")
    )


def test_initiatives_count_the_actions_whose_update_is_late(text: Text):
    assert "○ 1 with no update received" in text("/initiatives?to=2024-25-Q3")


def test_page_of_a_retired_action_says_so(text: Text):
    assert "1 April 2024: Renamed, and is now Support with the cost of living" in text("/actions/discretionary-fund")


def test_pages_stand_without_any_return(real: Text):
    assert "no status would change" in real("/rating?tolerance=5")
    assert "0 of" in real("/signals")


def test_money_of_a_narrowed_board_says_that_it_is_the_whole_council_s(text: Text):
    assert "Of the whole council: no filter by priority" in text("/?priority=prosperous-and-green")


def test_changes_of_a_narrowed_board_say_that_they_are_narrowed(text: Text):
    assert "under the priority and outcome chosen" in text("/?priority=prosperous-and-green")


def test_moved_target_without_a_figure_yet_is_not_judged(text: Text):
    page = text("/changes?since=ill-2024-25-q1&as_at=ill-2024-25-q3")
    assert "90.0% 82.0% Not judged Lowered while vacant posts are filled" in page
