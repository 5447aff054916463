"""An address to filters and back: what is unknown falls back and is said, and nothing raises."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.filters import (
    MOST_LETTERS,
    PARAMETERS,
    STICKY,
    Filters,
    carried,
    defaults,
    filter_id,
    parse,
    priorities,
    quarters,
    query,
)
from data import queries
from data.model import Status
from tests.fixtures.small_board import COUNCIL, ENGLAND, small_store

PUBLICATIONS = {"q1-2022-23": datetime(2022, 8, 1, 9)}  # noqa: DTZ001 - the store's times are UTC without a zone
VALUES = {
    "plan": ("tiny", "next"),
    "priority": ("green", "safe"),
    "outcome": ("thriving", "calm"),
    "measure": ("content", "air"),
    "status": tuple(Status),
    "area": (COUNCIL, ENGLAND),
    "from": ("2019-20", "2022-23-Q1"),
    "to": ("2022-23-Q1", "2022-23-Q4", "2023-24-Q1"),
    "as_at": ("q1-2022-23", "2022-09-30"),
    "since": ("q1-2022-23", "2022-09-30"),
    "illustrative": ("show", "hide"),
    "q": ("trees", "50% & more", "ß"),
    "tolerance": ("0", "10"),
}
"""Values that some edition knows, by parameter."""

CLOSED = sorted(set(PARAMETERS.values()) - {"q"})
"""Parameters that do not take just any text."""


@pytest.fixture(scope="module")
def structure(tmp_path_factory):
    return queries.structure(small_store(tmp_path_factory.mktemp("filters")))


@pytest.fixture(scope="module")
def read(structure):
    def read(search: str, **settings: bool):
        return parse(search, structure=structure, publications=PUBLICATIONS, **settings)

    return read


# -- what an address means --


def test_address_without_parameters_opens_the_first_edition_at_its_last_quarter(read):
    assert read("").filters == Filters(plan="tiny", area=COUNCIL, end="2022-23-Q4")


def test_address_without_parameters_says_nothing(read):
    assert read("").notices == ()


@pytest.mark.parametrize(
    ("search", "attribute", "value"),
    [
        ("?plan=next", "plan", "next"),
        ("?priority=green", "priority", "green"),
        ("?outcome=thriving", "outcome", "thriving"),
        ("?measure=content", "measure", "content"),
        ("?status=off", "status", Status.OFF),
        ("?area=E92000001", "area", ENGLAND),
        ("?from=2019-20", "start", "2019-20"),
        ("?to=2022-23-Q1", "end", "2022-23-Q1"),
        ("?as_at=q1-2022-23", "as_at", "q1-2022-23"),
        ("?since=2022-09-30", "since", "2022-09-30"),
        ("?q=trees%20%26%20more", "words", "trees & more"),
        ("?tolerance=10", "tolerance", "10"),
        ("?illustrative=hide", "illustrative", False),
        ("?illustrative=show", "illustrative", True),
    ],
)
def test_known_value_is_taken(read, search, attribute, value):
    parsed = read(search)
    assert (getattr(parsed.filters, attribute), parsed.notices) == (value, ())


@pytest.mark.parametrize("parameter", CLOSED)
def test_unknown_value_falls_back_to_the_default_and_is_said(read, parameter):
    parsed = read(f"?{parameter}=no-such-thing")
    assert (parsed.filters, len(parsed.notices)) == (read("").filters, 1)


@pytest.mark.parametrize("parameter", sorted(set(CLOSED) - {"illustrative"}))
def test_notice_names_the_value_that_was_not_understood(read, parameter):
    assert "no-such-thing" in read(f"?{parameter}=no-such-thing").notices[0]


@pytest.mark.parametrize("parameter", PARAMETERS.values())
def test_empty_value_is_as_if_it_were_absent(read, parameter):
    assert read(f"?{parameter}=") == read("")


def test_parameter_that_is_no_filter_is_left_out_and_said(read):
    assert read("?colour=red").notices == ("“colour” is not a filter of this board and was left out.",)


def test_valid_values_stand_beside_invalid_ones(read):
    parsed = read("?priority=green&status=bad&colour=red")
    assert (parsed.filters.priority, parsed.filters.status, len(parsed.notices)) == ("green", None, 2)


def test_last_of_several_values_counts(read):
    assert read("?status=off&status=met").filters.status == Status.MET


def test_spaces_around_a_value_do_not_matter(read):
    assert read("?priority=%20green%20").filters.priority == "green"


def test_question_mark_may_be_missing(read):
    assert read("priority=green") == read("?priority=green")


# -- editions --


def test_edition_brings_its_own_last_quarter(read):
    assert read("?plan=next").filters.end == "2023-24-Q2"


def test_quarter_of_another_edition_is_not_known(read):
    parsed = read("?plan=next&to=2022-23-Q1")
    assert (parsed.filters.end, len(parsed.notices)) == ("2023-24-Q2", 1)


def test_priority_of_another_edition_is_not_known(read):
    parsed = read("?plan=next&priority=green")
    assert (parsed.filters.priority, len(parsed.notices)) == (None, 1)


def test_order_of_parameters_does_not_matter(read):
    assert read("?to=2023-24-Q1&plan=next") == read("?plan=next&to=2023-24-Q1")


def test_quarters_of_an_edition_run_from_its_first_to_its_last(structure):
    assert quarters(structure, plan="next") == ["2023-24-Q1", "2023-24-Q2"]


def test_outcome_that_no_measure_serves_is_not_offered(structure):
    assert set(structure.served_outcomes["outcome_id"]) == {"thriving", "calm"}


def test_priorities_are_those_of_the_edition(structure):
    assert list(priorities(structure, plan="tiny")["priority_id"]) == ["green", "safe"]
    assert priorities(structure, plan="next").empty


# -- as at --


def test_publication_stands_for_the_time_at_which_it_was_known(read):
    assert read("?as_at=q1-2022-23").known_at == PUBLICATIONS["q1-2022-23"]


def test_date_stands_for_its_last_second(read):
    assert read("?as_at=2022-09-30").known_at == datetime(2022, 9, 30, 23, 59, 59)  # noqa: DTZ001 - as above


@pytest.mark.parametrize("text", ["2022-02-30", "30/09/2022", "yesterday", "2022-09-30T10:00", "9999999-01-01"])
def test_what_is_neither_publication_nor_date_means_now(read, text):
    parsed = read(f"?as_at={text}")
    assert (parsed.known_at, parsed.filters.as_at, len(parsed.notices)) == (None, None, 1)


@pytest.mark.parametrize(
    ("as_at", "end"),
    [
        ("q1-2022-23", "2022-23-Q1"),
        ("2022-11-28", "2022-23-Q1"),
        ("2022-11-29", "2022-23-Q2"),
        ("2035-01-01", "2022-23-Q4"),
        ("2000-01-01", "2022-23-Q1"),
    ],
)
def test_board_as_at_a_time_opens_with_the_last_quarter_that_could_have_come_in(read, as_at, end):
    assert read(f"?as_at={as_at}").filters.end == end


def test_quarter_named_in_the_address_stands_before_the_one_of_the_time(read):
    assert read("?as_at=q1-2022-23&to=2022-23-Q3").filters.end == "2022-23-Q3"


def test_changes_are_counted_from_the_time_named(read):
    assert read("?since=q1-2022-23").since_at == PUBLICATIONS["q1-2022-23"]


def test_words_longer_than_can_matter_are_cut(read):
    assert len(read("?q=" + "x" * 10_000).filters.words) == MOST_LETTERS


def test_scope_holds_what_decides_which_figures_are_known(read):
    scope = read("?as_at=q1-2022-23&to=2022-23-Q1&area=E92000001&illustrative=hide&priority=green").scope
    assert (scope.plan_id, scope.area_code, scope.end, scope.known_at, scope.illustrative) == (
        "tiny",
        ENGLAND,
        "2022-23-Q1",
        PUBLICATIONS["q1-2022-23"],
        False,
    )


# -- illustrative figures --


@pytest.mark.parametrize("search", ["", "?illustrative=show", "?illustrative=hide", "?illustrative=maybe"])
def test_address_cannot_show_illustrative_figures_that_the_deployment_holds_back(read, search):
    assert read(search, illustrative=False).filters.illustrative is False


# -- back to an address --


def test_defaults_need_no_parameters(structure):
    assert query(defaults(structure), structure=structure) == ""


def test_address_is_the_shortest_in_the_order_of_the_parameters(read, structure):
    filters = read("?status=off&priority=green&to=2022-23-Q4").filters
    assert query(filters, structure=structure) == "?priority=green&status=off"


def test_another_edition_at_its_own_last_quarter_needs_its_name_only(read, structure):
    assert query(read("?plan=next&to=2023-24-Q2").filters, structure=structure) == "?plan=next"


def test_filters_that_go_along_are_time_edition_area_and_as_at(read, structure):
    everything = read(
        "?priority=green&outcome=thriving&measure=air&status=off&area=E92000001&from=2019-20&to=2022-23-Q3"
        "&as_at=2022-09-30&since=2022-08-30&illustrative=hide&q=trees&tolerance=10"
    ).filters
    kept = carried(everything, structure=structure)
    assert [name for name in PARAMETERS if getattr(kept, name) == getattr(everything, name)] == list(STICKY)


@given(st.data())
def test_address_written_from_filters_reads_back_as_the_same_filters(structure, read, data):
    some = data.draw(st.fixed_dictionaries({}, optional={name: st.sampled_from(v) for name, v in VALUES.items()}))
    filters = read(urlencode(some)).filters
    again = read(query(filters, structure=structure))
    assert (again.filters, again.notices) == (filters, ())


@given(st.data())
def test_address_once_written_stays_the_same(structure, read, data):
    some = data.draw(st.fixed_dictionaries({}, optional={name: st.sampled_from(v) for name, v in VALUES.items()}))
    once = query(read(urlencode(some)).filters, structure=structure)
    assert query(read(once).filters, structure=structure) == once


@given(st.text())
def test_no_text_is_too_bad_to_be_read(read, text):
    read(text)


@given(st.sampled_from(sorted(VALUES)), st.text())
def test_no_value_is_too_bad_to_be_read(structure, read, parameter, text):
    query(read(f"?{parameter}={text}").filters, structure=structure)


def test_very_many_parameters_are_read(read):
    read("&".join(f"x{n}=1" for n in range(5000)))


def test_id_of_a_control_has_no_underscore():
    assert filter_id("as_at") == "filter-as-at"


def test_values_tried_here_are_of_every_parameter():
    assert list(VALUES) == list(PARAMETERS.values())


def test_every_attribute_has_a_parameter(structure):
    assert list(PARAMETERS) == list(replace(defaults(structure)).__dataclass_fields__)
