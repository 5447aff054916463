"""What is known from one quarter of one edition: the latest figures, ratings and money, now and at an earlier time."""

from datetime import date, datetime

import pandas as pd
import pytest

from data import queries
from data.facts import Facts, Moment, main_kind, with_gaps, with_main_kind
from data.knowledge import ANNUAL_GRACE_DAYS, Knowledge, Scope, with_carried_over, with_reasons
from data.model import Absence, Direction, Status
from data.reasons import WITHHELD
from tests.fixtures.small_board import COUNCIL, ENGLAND, PUBLISHED_AT, QUARTERS, SPC_VALUES, small_store

LAST_QUARTER = "2022-23-Q4"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return small_store(tmp_path_factory.mktemp("knowledge"))


@pytest.fixture(scope="module")
def know(store):
    structure = queries.structure(store)

    def make(**scope: object) -> Knowledge:
        whole = {"plan_id": "tiny", "area_code": COUNCIL, "end": LAST_QUARTER, "known_at": None, "illustrative": True}
        chosen = Scope(**(whole | scope))
        moment = chosen.moment(with_targets=chosen.area_code == COUNCIL)
        facts = Facts(store, moment=moment, structure=structure)
        return Knowledge(
            facts, scope=chosen, publications=queries.publications(store, illustrative=chosen.illustrative)
        )

    return make


def of(frame: pd.DataFrame, name: str, *, key: str = "measure_id") -> pd.Series:
    return frame.set_index(key).loc[name]


# -- which periods make a line --


@pytest.mark.parametrize(
    ("frequency", "kinds", "expected"),
    [
        ("quarterly", ["financial_year", "financial_year", "quarter"], "quarter"),
        ("quarterly", ["financial_year"], "financial_year"),
        ("annual", ["quarter", "calendar_year", "calendar_year"], "calendar_year"),
        ("once", ["snapshot"], "snapshot"),
    ],
)
def test_line_is_made_of_quarters_if_the_measure_is_quarterly_and_else_of_the_commonest_period(
    frequency, kinds, expected
):
    assert main_kind(pd.Series(kinds), frequency=frequency) == expected


def test_undated_period_is_never_on_the_line():
    series = pd.DataFrame({"measure_id": "m", "period_kind": "unstated", "end_date": [pd.NaT]})
    measures = pd.DataFrame({"measure_id": ["m"], "frequency": ["annual"]})
    assert not with_main_kind(series, measures=measures)["on_line"].any()


def test_line_breaks_where_a_period_has_no_figure(know):
    k = know(end="2022-23-Q3")
    shown = with_gaps(k.line("trees-planted"), periods=k.structure.period)
    assert list(shown.loc[shown["value"].isna(), "period_id"]) == ["2021-22-Q4", "2022-23-Q2"]


def test_gaps_of_no_line_are_no_line():
    empty = pd.DataFrame(columns=["period_kind", "start_date", "period_id", "value"])
    assert with_gaps(empty, periods=pd.DataFrame()).empty


def test_gaps_are_filled_between_figures_only_and_never_beyond_them(know):
    k = know(end="2022-23-Q3")
    shown = with_gaps(k.line("trees-planted"), periods=k.structure.period)
    assert (shown["period_id"].iloc[0], shown["period_id"].iloc[-1]) == ("2021-22-Q3", "2022-23-Q3")


# -- the latest figure --


def test_latest_figure_is_that_of_the_last_period_up_to_the_quarter_on_show(know):
    row = of(know(end="2022-23-Q3").measures, "trees-planted")
    assert (row["period_id"], row["value"]) == ("2022-23-Q3", 100)


def test_figure_after_the_quarter_on_show_is_not_seen(know):
    assert of(know(end="2022-23-Q1").measures, "trees-planted")["value"] == 125


def test_absent_figure_of_the_quarter_on_show_is_the_latest_there_is_to_say(know):
    row = of(know(end="2022-23-Q2").measures, "trees-planted")
    assert (row["status"], row["absence"]) == (Status.NO_DATA, "late")


def test_figure_of_a_whole_year_does_not_stand_for_a_quarter(know):
    assert "2021-22" not in set(know().line("trees-planted")["period_id"])


def test_every_measure_of_the_edition_has_one_row_in_its_order(know):
    assert list(know().measures["measure_id"]) == ["trees-planted", "on-time", "content", "made-up-calls", "undefined"]


def test_measure_that_is_still_to_be_defined_has_no_data_and_says_why(know):
    row = of(know().measures, "undefined")
    assert (row["status"], row["absence"]) == (Status.NO_DATA, "to_be_defined")


def test_measure_without_any_figure_is_not_illustrative(know):
    assert not of(know().measures, "undefined")["illustrative"]


def test_wording_is_that_of_the_edition(know):
    assert of(know(plan_id="next", end="2023-24-Q2").measures, "content")["wording"] == "content in next"


def test_measures_by_id_come_in_the_order_asked_for_and_once(know):
    frame = know().measures_by_id(["air", "content", "air", "trees-planted"])
    assert list(frame["measure_id"]) == ["air", "content", "trees-planted"]


def test_evidence_that_no_edition_words_has_its_own_name(know):
    assert of(know().measures_by_id(["air"]), "air")["wording"] == "air"


def test_asking_for_no_measures_gives_none(know):
    assert know().measures_by_id([]).empty


# -- carried over --


def carried_over(*, frequency: str, age: int, value: float | None = 1.0) -> bool:
    until = date(2023, 3, 31)
    latest = pd.DataFrame(
        {
            "end_date": [pd.Timestamp(until) - pd.Timedelta(days=age)],
            "frequency": frequency,
            "value": [value],
            "status": Status.MET.value,
        }
    )
    return bool((with_carried_over(latest, until=until)["status"] == Status.CARRIED_OVER).item())


@pytest.mark.parametrize(
    ("frequency", "age", "expected"),
    [
        ("quarterly", 0, False),
        ("quarterly", 1, True),
        ("annual", ANNUAL_GRACE_DAYS, False),
        ("annual", ANNUAL_GRACE_DAYS + 1, True),
        ("once", 5000, False),
        ("irregular", 5000, False),
    ],
)
def test_figure_is_carried_over_once_it_is_older_than_its_frequency_allows(frequency, age, expected):
    assert carried_over(frequency=frequency, age=age) is expected


def test_absent_figure_is_never_carried_over():
    assert not carried_over(frequency="quarterly", age=400, value=None)


def test_quarterly_figure_with_a_later_quarter_on_show_is_carried_over(know):
    assert of(know().measures, "trees-planted")["status"] == Status.CARRIED_OVER


# -- control limits --


def test_limits_start_anew_with_the_period_in_which_the_count_changed(know):
    line = know().line_with_limits("on-time").set_index("period_id")
    assert line["mean"].nunique() == 2
    assert line.loc["2021-22-Q1", "mean"] == pytest.approx(sum(SPC_VALUES[6:]) / 8)


def test_point_beyond_the_limits_is_special(know):
    line = know().line_with_limits("on-time")
    assert of(line, LAST_QUARTER, key="period_id")["point_type"] == "special_cause_improvement"


def test_measure_that_allows_no_limits_has_none(know):
    assert "mean" not in know().line_with_limits("made-up-calls")


def test_line_with_limits_of_a_measure_without_figures_is_empty(know):
    assert know().line_with_limits("undefined").empty


def test_every_measure_has_the_columns_of_the_icons(know):
    assert {"points", "variation", "assurance"} <= set(know().measures)


def test_line_of_a_measure_without_figures_is_empty(know):
    assert know().line("undefined").empty


# -- two clocks --


def test_board_as_at_an_earlier_time_shows_the_figure_before_its_correction(know):
    then = know(end="2022-23-Q1", known_at=datetime.fromisoformat(PUBLISHED_AT)).measures
    assert of(then, "trees-planted")["value"] == 120


def test_board_as_at_the_instant_of_a_correction_shows_the_correction(know):
    then = know(end="2022-23-Q1", known_at=datetime(2022, 9, 1, 9)).measures  # noqa: DTZ001 - the store's times are UTC without a zone
    assert of(then, "trees-planted")["value"] == 125


def test_measure_saved_by_a_moved_target_was_off_when_the_first_target_stood(know):
    then = know(known_at=datetime(2022, 9, 30)).measures  # noqa: DTZ001 - as above
    now = know().measures
    assert (of(then, "content")["status"], of(now, "content")["status"]) == (Status.OFF, Status.MET)
    assert of(now, "content")["saved_by_move"]


def test_nothing_is_known_before_the_first_figure_came_in(know):
    then = know(known_at=datetime(2000, 1, 1)).measures  # noqa: DTZ001 - as above
    assert set(then["status"]) == {Status.NO_DATA}


# -- another area, and no illustrative figures --


def test_another_area_has_its_own_figures_and_no_targets(know):
    row = of(know(area_code=ENGLAND).measures, "content")
    assert (row["value"], row["status"]) == (55, Status.NO_TARGET)


def test_illustrative_figures_are_gone_where_they_are_hidden(know):
    row = of(know(illustrative=False).measures, "made-up-calls")
    assert (row["status"], pd.isna(row["value"])) == (Status.NO_DATA, True)


def test_illustrative_ratings_are_gone_where_they_are_hidden(know):
    assert set(know(illustrative=False, end="2022-23-Q3").updates["action_id"]) == {"plant-trees"}


# -- ratings --


def test_rating_is_that_of_the_quarter_on_show_and_never_an_older_one(know):
    assert of(know(end="2022-23-Q3").actions, "plant-trees", key="action_id")["rating"] == "Good"
    assert pd.isna(of(know(end="2022-23-Q4").actions, "plant-trees", key="action_id")["rating"])


def test_actions_come_in_the_order_of_the_edition_and_only_its_own(know):
    assert list(know().actions["action_id"]) == ["plant-trees", "rest", "mend-roads"]
    assert know(plan_id="next", end="2023-24-Q2").actions.empty


def test_good_rating_is_flagged_with_every_fact_that_contradicts_it(know):
    words = of(know(end="2022-23-Q3").actions, "plant-trees", key="action_id")["hidden_red"]
    assert ["off target" in words, "was due" in words, "overspent" in words] == [True, True, True]


def test_poor_rating_hides_nothing(know):
    assert pd.isna(of(know(end="2022-23-Q3").actions, "mend-roads", key="action_id")["hidden_red"])


def test_updates_and_commentary_after_the_quarter_on_show_are_not_seen(know):
    k = know(end="2022-23-Q2")
    assert (len(k.updates), len(k.commentary)) == (0, 0)


# -- money --


def test_outturn_stands_before_the_forecasts_of_the_year(know):
    assert of(know().spending(["department"]), "Place", key="department")["spend_gbp"] == 111


def test_forecast_is_the_latest_up_to_the_quarter_on_show(know):
    assert of(know(end="2022-23-Q1").spending(["department"]), "Place", key="department")["spend_gbp"] == 104


def test_line_without_a_budget_or_without_spend_does_not_count(know):
    assert list(know(end="2022-23-Q1").spending(["department"])["department"]) == ["Place"]


def test_money_of_other_years_does_not_count(know):
    assert know(end="2021-22-Q4").spending(["department"])["budget_gbp"].sum() == 90


def test_spending_of_one_stream_leaves_out_the_others(know):
    assert know().spending(["stream"], stream="initiative")["budget_gbp"].sum() == 200


def test_initiative_money_counts_in_a_year_other_than_its_own_span(know):
    assert of(know().spending(["action_id"]), "plant-trees", key="action_id")["spend_gbp"] == 220


def test_made_up_money_is_not_counted_beside_the_councils_own(know):
    assert list(know().spending(["department"])["department"]) == ["Place"]


def test_budget_of_a_year_stands_from_its_first_day(know):
    assert of(know(end="2022-23-Q1").spending(["department"]), "Place", key="department")["budget_gbp"] == 100


def test_whole_budget_is_of_the_year_on_show(know):
    assert set(know(end="2021-22-Q4").whole_budget["line_id"]) == {"place-21"}


# -- narrowing --


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["trees-planted", "on-time", "content", "made-up-calls", "undefined"]),
        ({"priority": "safe"}, ["on-time", "content"]),
        ({"outcome": "thriving"}, ["trees-planted"]),
        ({"status": Status.MET}, ["content", "made-up-calls"]),
        ({"priority": "safe", "status": Status.MET}, ["content"]),
        ({"priority": "safe", "outcome": "thriving"}, []),
        ({"priority": "no such"}, []),
    ],
)
def test_measures_are_narrowed_by_every_filter_at_once(know, filters, expected):
    assert list(know().narrowed(**filters)["measure_id"]) == expected


def test_measure_listed_under_an_outcome_belongs_to_it_without_a_link(know):
    k = know(plan_id="next", end="2023-24-Q2")
    assert list(k.narrowed(outcome="calm")["measure_id"]) == ["content"]


# -- worth talking about, and the rest --


def test_heaviest_reason_comes_first(know):
    frame = with_reasons(know().measures)
    assert frame["weight"].is_monotonic_decreasing


def test_every_measure_has_a_sentence_and_a_question(know):
    frame = with_reasons(know().measures)
    assert frame[["sentence", "question"]].notna().all(axis=None)


def test_nobody_is_asked_who_owes_a_figure_that_is_withheld(know):
    withheld = know().measures.assign(value=float("nan"), status=Status.NO_DATA, absence=Absence.SUPPRESSED)
    assert set(with_reasons(withheld)["question"]) == {WITHHELD.question}


def test_reasons_of_no_measures_are_none(know):
    assert with_reasons(know().measures.iloc[:0]).empty


def test_direction_of_a_measure_without_a_reference_is_unknown(know):
    assert of(know(end="2022-23-Q3").measures, "trees-planted")["direction"] == Direction.UNKNOWN


def test_links_of_a_kind_that_nothing_has_are_none(know):
    assert know().links("no such kind").empty


def test_scope_asks_for_the_facts_of_its_area_and_time():
    known_at = datetime(2022, 9, 1)  # noqa: DTZ001 - as above
    scope = Scope(plan_id="tiny", area_code=COUNCIL, end=QUARTERS[0], known_at=known_at, illustrative=False)
    assert scope.moment(with_targets=True) == Moment(
        area_code=COUNCIL, with_targets=True, known_at=known_at, illustrative=False
    )


def test_sources_are_found_by_id_with_the_number_of_their_figures(know):
    assert know().source_by_id["made-up"]["figures"] == 4
