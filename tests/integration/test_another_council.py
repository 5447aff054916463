"""A council that brings its own plan, measures and money as CSV files sees its own board and nobody else's."""

import re
from collections.abc import Callable, Iterator

import pytest
from dash.development.base_component import Component

from dashboard import site
from dashboard.prerender import html
from dashboard.services import Services
from tests.fixtures.other_council import other_services, write_other_council
from tests.fixtures.whole_board import paths

MONEY = ("budget_line", "budget_amount")
INITIATIVES = ("initiative", "initiative_action")
FOREIGN = re.compile(r"derbyshire|illustrative|\bcounty\b|england\b(?!'s)|\bnan\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def council(tmp_path_factory) -> Callable[..., Services]:
    made: dict[tuple[str, ...], Services] = {}

    def make(*without: str) -> Services:
        if without not in made:
            folder = tmp_path_factory.mktemp("other") / "csv"
            made[without] = other_services(write_other_council(folder, without=without))
        return made[without]

    return make


def drawn(services: Services, path: str) -> Component:
    return site.draw(services, path, "").body


def words(services: Services, path: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html(drawn(services, path))).split())


def parts(content: object, *kinds: str) -> Iterator[Component]:
    if isinstance(content, list | tuple):
        for each in content:
            yield from parts(each, *kinds)
    elif isinstance(content, Component):
        if type(content).__name__ in kinds:
            yield content
        yield from parts(getattr(content, "children", None), *kinds)


# The methods name a body of the health service, and the statement of accessibility those who wrote the program.
@pytest.mark.parametrize("without", [(), (*INITIATIVES, *MONEY)], ids=["everything", "the least"])
def test_no_page_speaks_of_another_council_or_of_made_up_figures(council, without):
    services = council(*without)
    said = {
        path: FOREIGN.findall(words(services, path).replace("NHS England", ""))
        for path in paths(services.build().structure)
    }
    said.pop("/accessibility")
    assert {path: found for path, found in said.items() if found} == {}


@pytest.mark.parametrize("without", [(), (*INITIATIVES, *MONEY)], ids=["everything", "the least"])
def test_no_heading_or_list_is_empty(council, without):
    services = council(*without)
    empty = {
        path: [
            part
            for part in parts(drawn(services, path), "H1", "H2", "H3", "Ul", "Ol", "Dl")
            if not html(part.children).strip()
        ]
        for path in paths(services.build().structure)
    }
    assert {path: found for path, found in empty.items() if found} == {}


def test_own_forecast_stands_against_the_budget_of_the_year(council):
    assert "Spend is £200,000 over a budget of £1m for 2022-23" in words(council(), "/budget")


def test_charts_of_money_name_every_source_of_their_amounts(council):
    assert "Source: Budget book; Monitoring." in words(council(), "/budget")


def test_overspend_is_told_before_and_after_reserves(council):
    assert "£200,000 over budget before reserves and £150,000 over budget after reserves" in words(council(), "/budget")


def test_savings_are_set_against_their_target(council):
    assert "£20,000 of £80,000 achieved" in words(council(), "/budget")


def test_budget_is_shown_before_the_first_forecast(tmp_path):
    plan = write_other_council(tmp_path / "csv")
    plan.write("budget_amount", [row for row in plan.rows("budget_amount") if row["kind"] == "budget"])
    assert "How the money is spent" in words(other_services(plan), "/budget")


def test_board_without_money_says_so(council):
    assert "No budget figures are held for 2022-23." in words(council(*MONEY), "/")


def test_actions_are_shown_where_a_plan_has_no_initiatives(council):
    assert "1 action: 1 Flying." in words(council(*INITIATIVES, *MONEY), "/initiatives")


def test_plan_without_initiatives_has_no_box_for_them(council):
    assert "headline initiative" not in words(council(*INITIATIVES, *MONEY), "/initiatives").lower()


@pytest.mark.parametrize("path", ["/", "/measures", "/measures/reserve-share"])
def test_target_of_a_range_is_told_with_both_ends(council, path):
    assert "5% to 7%" in words(council(), path)


def test_links_that_the_plan_states_are_not_called_ours(council):
    assert "our proposal" not in words(council(), "/initiatives/forest")


def test_department_that_the_council_names_is_not_called_ours(council):
    assert "Department Place Editorial" not in (said := words(council(), "/actions/plant-trees"))
    assert "Department Place" in said


def test_quality_page_leaves_out_what_there_is_none_of(council):
    assert "Where sources disagree" not in words(council(), "/quality")
