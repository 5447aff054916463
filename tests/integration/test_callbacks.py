"""What the browser asks when a reader changes a filter or a page, over HTTP as the browser asks it."""

import json
import logging

import pytest
from dash._utils import to_json

from dashboard import site
from dashboard.filters import PARAMETERS, filter_id

UPDATE = "/_dash-update-component"


@pytest.fixture
def ask(client):
    """Asks for what turns one address into another, as dash-renderer does."""

    def ask(shown: list[str], wanted: list[str]):
        body = {
            "output": "change.data",
            "outputs": {"id": "change", "property": "data"},
            "inputs": [{"id": "wanted", "property": "data", "value": wanted}],
            "state": [{"id": "shown", "property": "data", "value": shown}],
            "changedPropIds": ["wanted.data"],
        }
        return client.post(UPDATE, json=body)

    return ask


@pytest.fixture
def change(ask):
    def change(shown: list[str], wanted: list[str]) -> dict:
        return json.loads(ask(shown, wanted).text)["response"]["change"]["data"]

    return change


def test_only_one_question_is_ever_asked_of_the_server(client):
    callbacks = json.loads(client.get("/_dash-dependencies").text)
    assert [each["output"] for each in callbacks if each["clientside_function"] is None] == ["change.data"]


def test_nothing_is_asked_when_a_page_is_opened(client):
    callbacks = json.loads(client.get("/_dash-dependencies").text)
    assert all(each["prevent_initial_call"] for each in callbacks)


def test_same_address_asks_for_no_update(ask):
    assert json.loads(ask(["/", "?status=off"], ["/", "?status=off"]).text)["response"] == {}


def test_change_says_from_where_to_where(change):
    found = change(["/", ""], ["/", "?status=off"])
    assert (found["from"], found["to"]) == (["/", ""], ["/", "?status=off"])


def test_filter_change_sends_the_new_figure_and_not_the_chart_around_it(change):
    updates = change(["/", ""], ["/", "?status=off"])["updates"]
    figures = {name: properties for name, properties in updates.items() if "figure" in properties}
    assert "board-status-graph" in figures
    assert all(set(properties) <= {"figure", "className"} for properties in figures.values())


def test_filter_change_never_sends_the_whole_page(change):
    updates = change(["/", ""], ["/", "?priority=priority-green&status=off"])["updates"]
    assert not {"page", "main", "content"} & {name for name, each in updates.items() if "children" in each}


def test_filter_change_leaves_header_and_navigation_alone(change):
    assert not {"brand", "nav-board"} & set(change(["/", ""], ["/", "?status=off"])["updates"])


def test_filter_change_never_sets_the_control_that_the_reader_holds(change):
    updates = change(["/", ""], ["/", "?status=off&to=2022-23-Q2"])["updates"]
    assert not any("value" in updates.get(filter_id(name), {}) for name in PARAMETERS)


def test_filter_change_tells_the_number_shown_in_words(change, services):
    found = change(["/measures", ""], ["/measures", "?status=off"])
    assert found["words"].startswith("Showing ")


def test_page_change_tells_the_title(change):
    found = change(["/", ""], ["/budget", ""])
    assert (found["title"], found["words"]) == (site.find("/budget")[0].title(None), found["title"])


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (["/", ""], ["/measures", ""]),
        (["/measures", ""], ["/measures/four-week-quit", ""]),
        (["/measures/four-week-quit", ""], ["/nowhere", ""]),
        (["/nowhere", ""], ["/", ""]),
        (["/", ""], ["/", "?plan=no-such-plan"]),
        (["/", "?plan=no-such-plan"], ["/", ""]),
        (["/", "?illustrative=hide"], ["/", ""]),
    ],
)
def test_change_gives_what_opening_the_address_gives(change, services, shown, wanted):
    before = json.loads(to_json(site.draw(services, *shown).sent))
    after = json.loads(to_json(site.draw(services, *wanted).sent))
    for name, properties in change(shown, wanted)["updates"].items():
        node_of(before, name)["props"].update(properties)
    follow(before, after)
    assert before == after


def node_of(tree, name):
    """Finds a component by id in a layout as JSON."""
    if isinstance(tree, list):
        return next(filter(None, (node_of(each, name) for each in tree)), None)
    if not isinstance(tree, dict) or "props" not in tree:
        return None
    return tree if tree["props"].get("id") == name else node_of(tree["props"].get("children"), name)


def follow(before, after) -> None:
    """Sets the controls to the address, which the browser does by itself."""
    for name in map(filter_id, PARAMETERS):
        old, new = node_of(before, name), node_of(after, name)
        if old and new:
            old["props"]["value"] = new["props"]["value"]


def test_another_edition_brings_its_own_choices(change):
    updates = change(["/", ""], ["/", "?plan=plan-2024-25"])["updates"]
    assert updates


@pytest.mark.parametrize(
    "wanted",
    [["/", "?status=\ud7ff"], ["/measures/" + "x" * 5000, ""], ["", ""], ["//", ""], ["/", "?" + "a=b&" * 500]],
)
def test_no_address_is_too_bad_to_be_asked_for(ask, wanted):
    assert ask(["/", ""], wanted).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b'{"output": "no-such.data", "outputs": {"id": "no-such", "property": "data"}, "inputs": [], "state": []}',
    ],
)
def test_question_that_is_none_is_refused_without_a_trace_of_the_code(client, body, caplog):
    with caplog.at_level(logging.CRITICAL):
        response = client.post(UPDATE, data=body, content_type="application/json")
    assert response.status_code in {400, 415, 500}
    assert "Traceback" not in response.text


def test_question_larger_than_any_address_is_refused(client):
    assert client.post(UPDATE, data=b"x" * 2_000_000, content_type="application/json").status_code == 413


def test_same_question_twice_gives_the_same_answer(ask):
    first, second = (ask(["/", ""], ["/measures", "?status=met"]).data for _ in range(2))
    assert first == second


def test_answers_to_different_questions_are_not_mixed_up(change):
    found = [change(["/", ""], ["/measures", f"?status={status}"])["to"][1] for status in ("met", "off", "met")]
    assert found == ["?status=met", "?status=off", "?status=met"]
