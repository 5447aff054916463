"""Every question that the board asks: what comes back, in which order, and as known when."""

from datetime import datetime

import pandas as pd
import pytest

from data import queries
from data.ingest.build import build
from data.store import SQL_FOLDER, Store
from tests.fixtures.small_board import COUNCIL, ENGLAND, PUBLISHED_AT, small_store, write_small_board

NOW = {"known_at": None, "illustrative": True}
PUBLISHED = datetime.fromisoformat(PUBLISHED_AT)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return small_store(tmp_path_factory.mktemp("queries"))


@pytest.fixture(scope="module")
def structure(store):
    return queries.structure(store)


def series(store, **asked: object) -> pd.DataFrame:
    whole = {"area_code": COUNCIL, "with_targets": True} | NOW
    return queries.area_series(store, **(whole | asked))


def test_editions_come_in_the_councils_order_with_their_quarters(structure):
    found = [(each.plan_id, each.first_quarter, each.last_quarter) for each in structure.editions.values()]
    assert found == [("tiny", "2022-23-Q1", "2022-23-Q4"), ("next", "2023-24-Q1", "2023-24-Q2")]


def test_structure_holds_every_edition(structure):
    assert set(structure.outcome["plan_id"]) == {"tiny", "next"}


def test_periods_come_in_time(structure):
    assert structure.period["end_date"].is_monotonic_increasing


def test_ratings_come_best_first(structure):
    assert list(structure.rating_scale["rating"]) == ["Strong", "Good", "Review", "Action"]


def test_measures_of_the_plan_come_before_evidence(structure):
    assert list(structure.measure["role"]) == ["plan"] * 5 + ["evidence"]


def test_frame_without_rows_has_its_columns_as_text(structure):
    assert structure.objective.empty
    assert {"objective_id", "outcome_id", "text"} <= set(structure.objective)


def test_figures_come_by_measure_and_in_time(store):
    frame = series(store)
    assert frame["measure_id"].is_monotonic_increasing
    assert frame[frame["measure_id"] == "on-time"]["end_date"].is_monotonic_increasing


def test_one_version_of_a_figure_is_known_at_a_time(store):
    assert not series(store).duplicated(["measure_id", "period_id"]).any()


@pytest.mark.parametrize(("known_at", "value"), [(PUBLISHED, 120), (None, 125)])
def test_figure_is_the_one_known_at_the_time_asked_for(store, known_at, value):
    frame = series(store, known_at=known_at).set_index(["measure_id", "period_id"])
    assert frame.loc[("trees-planted", "2022-23-Q1"), "value"] == value


def test_moved_target_comes_with_the_one_first_agreed(store):
    row = series(store).set_index(["measure_id", "period_id"]).loc[("content", "2021-22")]
    assert (row["target"], row["original_target"], row["agreed_by"]) == (50, 80, "Cabinet")


def test_target_that_was_not_yet_moved_is_the_one_first_agreed(store):
    row = series(store, known_at=PUBLISHED).set_index(["measure_id", "period_id"]).loc[("content", "2021-22")]
    assert (row["target"], row["original_target"]) == (80, 80)


def test_targets_stay_away_unless_asked_for(store):
    assert series(store, with_targets=False)["target"].isna().all()


def test_illustrative_targets_go_with_the_illustrative_figures(store):
    frame = series(store, illustrative=False)
    assert not frame[["illustrative", "target_illustrative"]].any(axis=None)


def test_area_without_figures_has_none(store):
    assert series(store, area_code="X-GROUP").empty


def compared(store, *, until: str, measure_id: str = "content") -> pd.DataFrame:
    return queries.compared_figures(store, measure_id=measure_id, until=datetime.fromisoformat(until), **NOW)


def test_compared_figures_come_from_all_areas_as_listed(store):
    assert list(compared(store, until="2030-03-31")["area_code"]) == [COUNCIL, COUNCIL, ENGLAND]


@pytest.mark.parametrize(("until", "figures"), [("2022-03-30", 1), ("2022-03-31", 3)])
def test_only_figures_about_periods_up_to_the_day_are_compared(store, until, figures):
    assert len(compared(store, until=until)) == figures


def test_of_other_areas_only_the_latest_figure_of_each_kind_of_period_is_compared(tmp_path):
    plan = write_small_board(tmp_path / "small-board")
    about = {"measure_id": "content", "area_code": "X-GROUP", "source_id": "returns"}
    for period, value in (("2020-21", "1"), ("2021-22", "2"), ("2021-22-Q1", "3"), ("2022-23-Q1", "")):
        absence = {} if value else {"absence": "late"}
        plan.add("observation", period_id=period, value=value, known_from="2022-07-01 09:00:00", **about, **absence)
    build([plan.folder], to=tmp_path / "build")
    frame = compared(Store(tmp_path / "build"), until="2023-03-31")
    assert list(frame.loc[frame["area_code"] == "X-GROUP", "value"]) == [3, 2]


def test_figures_of_each_source_are_counted_by_measure(store):
    found = queries.measure_sources(store, **NOW).set_index("measure_id")["figures"]
    assert found["content"] == 3
    assert "undefined" not in found


def test_no_figure_is_guarded_where_no_source_withholds_any(store):
    assert queries.guarded_figures(store, **NOW).empty


def test_no_area_is_made_of_others(store):
    assert queries.area_parts(store).empty


def test_updates_come_by_action_with_the_end_of_their_quarter(store):
    frame = queries.action_updates(store, **NOW)
    assert list(frame["action_id"]) == ["mend-roads", "plant-trees"]
    assert frame["end_date"].notna().all()


def test_update_is_not_known_before_it_came_in(store):
    assert queries.action_updates(store, known_at=PUBLISHED, illustrative=True).empty


def test_illustrative_updates_can_be_left_out(store):
    assert list(queries.action_updates(store, known_at=None, illustrative=False)["action_id"]) == ["plant-trees"]


def test_commentary_is_not_known_before_it_came_in(store):
    assert (len(queries.commentary(store, **NOW)), len(queries.commentary(store, **NOW | {"known_at": PUBLISHED}))) == (
        1,
        0,
    )


def test_money_comes_in_pounds_by_year_and_line(store):
    frame = queries.budget(store, **NOW)
    assert frame["year"].is_monotonic_increasing
    assert frame.loc[frame["line_id"] == "place-22", "amount_gbp"].tolist() == [104, 108, 111, 100]


def test_illustrative_money_can_be_left_out(store):
    assert "people-22" not in set(queries.budget(store, known_at=None, illustrative=False)["line_id"])


def test_sources_tell_how_many_figures_each_gave(store):
    frame = queries.sources(store, illustrative=True).set_index("source_id")
    assert frame.loc["made-up", "figures"] == 4


def test_illustrative_sources_can_be_left_out(store):
    assert list(queries.sources(store, illustrative=False)["source_id"]) == ["returns"]


def test_publications_tell_when_they_were_known(store):
    frame = queries.publications(store, illustrative=True)
    assert frame["known_at"].dt.to_pydatetime().tolist() == [PUBLISHED]


def test_events_say_which_measure_they_are_about(store):
    assert list(queries.events(store, illustrative=True)["measure_id"]) == ["on-time"]


def test_build_tells_its_id(store):
    assert queries.build(store)["build_id"] == store.build_id


def test_structure_asks_only_for_statements_that_exist():
    assert all((SQL_FOLDER / f"{name}.sql").is_file() for name in queries.Structure.__dataclass_fields__)
