"""Made-up returns: the parts that they are made of, and what they promise for any plan."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.illustrate import generate, write
from data.illustrate.clock import QUARTERS, at_nine, before_year, cycle, generator, quarter, reported, years
from data.illustrate.money import SAVINGS, TOTALS, apportion, make_ledger
from data.illustrate.returns import observations, targets
from data.illustrate.series import Goal, Profile, make_points, read_profiles, share, usual_profile
from data.illustrate.tables import MissingPlanError, cell, to_frame
from data.illustrate.updates import RATINGS, read_phrases, read_rating_changes

SEED = 7
AREA = "E10000007"
NO_CORRECTIONS = pd.DataFrame(columns=["measure_id", "period_id", "first", "days", "reason", "recorded_by"], dtype=str)
MEASURE = {
    "measure_id": "visits",
    "short_name": "Visits",
    "kind": "count",
    "unit": "visits",
    "polarity": "higher_is_better",
    "aggregation": "sum",
    "frequency": "quarterly",
    "decimals": "0",
    "owner": "Place",
    "placeholder": "false",
    "definition": "How often people came.",
}


def measure_like(**changes: str) -> pd.Series:
    return pd.Series({**MEASURE, **changes})


def write_plan(folder: Path, *measures: pd.Series) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "plan": pd.DataFrame([{"plan_id": "first", "area_code": AREA}]),
        "measure": pd.DataFrame(list(measures)),
        "action": pd.DataFrame(
            [
                {
                    "action_id": "build-a-road",
                    "short_name": "Build a road",
                    "text": "Built a road",
                    "department": "Place",
                },
                {
                    "action_id": "open-a-school",
                    "short_name": "Open a school",
                    "text": "Opened one",
                    "department": "Place",
                },
            ]
        ),
        "action_measure": pd.DataFrame([{"action_id": "build-a-road", "measure_id": "visits"}]),
        "initiative": pd.DataFrame([{"initiative_id": "roads", "name": "Investing £40m in roads"}]),
        "department": pd.DataFrame([{"department": "Place"}, {"department": "Somewhere else"}]),
    }
    for table, frame in tables.items():
        frame.to_csv(folder / f"{table}.csv", index=False)
    return folder


def write_official(folder: Path, *rows: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    columns = ["measure_id", "area_code", "period_id", "value", "known_to"]
    pd.DataFrame(list(rows), columns=columns).to_csv(folder / "observation.csv", index=False)
    return folder


@pytest.fixture
def official(tmp_path: Path) -> Path:
    return write_official(tmp_path / "official")


@pytest.mark.parametrize(
    ("number", "start", "end"),
    [
        (1, date(2022, 4, 1), date(2022, 6, 30)),
        (2, date(2022, 7, 1), date(2022, 9, 30)),
        (3, date(2022, 10, 1), date(2022, 12, 31)),
        (4, date(2023, 1, 1), date(2023, 3, 31)),
    ],
)
def test_quarters_follow_the_financial_year(number, start, end):
    span = quarter(2022, number)
    assert (span.period_id, span.start, span.end) == (f"2022-23-Q{number}", start, end)


@pytest.mark.parametrize(
    ("calendar", "period_id", "start"),
    [
        ("financial", "2021-22", date(2021, 4, 1)),
        ("academic", "2021/22-AY", date(2021, 9, 1)),
        ("calendar", "2021-CY", date(2021, 1, 1)),
    ],
)
def test_years_follow_their_calendar(calendar, period_id, start):
    first = years(calendar)[0]
    assert (first.period_id, first.start) == (period_id, start)


def test_sixteen_quarters_run_from_2021_22_to_2024_25():
    assert (len(QUARTERS), QUARTERS[0].period_id, QUARTERS[-1].period_id) == (16, "2021-22-Q1", "2024-25-Q4")


@given(st.text(max_size=20))
def test_a_return_is_handed_in_six_to_eight_weeks_after_its_quarter(key):
    lag = reported(QUARTERS[0], key=key).date() - QUARTERS[0].end
    assert timedelta(weeks=6) <= lag <= timedelta(weeks=8)


def test_targets_and_budgets_are_agreed_before_the_year_begins():
    assert before_year(2023) < datetime.combine(quarter(2023, 1).start, datetime.min.time())


def test_random_numbers_depend_upon_the_key():
    assert generator("one", seed=SEED).random() != generator("two", seed=SEED).random()


@given(st.integers(min_value=1, max_value=60), st.integers(min_value=2, max_value=9))
def test_no_sentence_stands_twice_in_a_row(length, kinds):
    drawn = cycle([str(kind) for kind in range(kinds)], rng=np.random.default_rng(length), length=length)
    assert all(one != other for one, other in pairwise(drawn))


@given(
    st.integers(min_value=0, max_value=10**6),
    st.lists(st.floats(min_value=0.01, max_value=100), min_size=1, max_size=9),
)
def test_shares_of_a_total_sum_to_it_exactly(thousands, weights):
    assert sum(apportion(thousands * 1_000, weights=weights)) == thousands * 1_000


def test_a_total_that_cannot_be_handed_out_whole_is_refused():
    with pytest.raises(ValueError, match="multiple of 1000"):
        apportion(1_500, weights=[1, 1])


def test_the_years_of_the_savings_sum_to_what_the_plan_prints():
    assert sum(pounds for year, pounds in SAVINGS.items() if year >= 2022) == 67_000_000


def test_the_first_year_of_the_savings_is_what_the_plan_prints():
    assert SAVINGS[2022] == 8_100_000


def test_the_budget_total_is_what_the_plan_prints():
    assert TOTALS[2022] == 618_600_000


@pytest.mark.parametrize("stream", ["funding", "service"])
def test_budget_lines_of_unknown_departments_still_sum_to_the_total(stream):
    none = pd.DataFrame(columns=["initiative_id", "name", "action_id", "text"])
    ledger = make_ledger(["North", "South", "Sea"], initiatives=none, actions=none, seed=SEED)
    ids = {line["line_id"] for line in ledger.lines if line["stream"] == stream and line["year"] == "2022-23"}
    pounds = [row["amount_gbp"] for row in ledger.amounts if row["line_id"] in ids and row["kind"] == "budget"]
    assert sum(pounds) == 618_600_000


@given(st.floats(min_value=0, max_value=100), st.integers(min_value=50, max_value=10_000))
def test_a_made_up_share_is_its_numerator_over_its_denominator(level, size):
    measure = measure_like(kind="percentage", unit="%", aggregation="weighted_mean", decimals="1")
    profile = Profile(story="steady", level=level, spread=3, size=float(size))
    points = make_points(measure, profile, rng=np.random.default_rng(size))
    assert all(point.value == round(100 * point.numerator / point.denominator, 1) for point in points)


@given(st.floats(min_value=-50, max_value=150))
def test_a_made_up_percentage_stays_between_0_and_100(level):
    measure = measure_like(kind="percentage", unit="%", aggregation="snapshot", decimals="1")
    points = make_points(measure, Profile(story="steady", level=level, spread=20), rng=np.random.default_rng(1))
    assert all(0 <= point.value <= 100 for point in points)


@given(st.floats(min_value=-5, max_value=5_000))
def test_made_up_people_are_whole_and_never_fewer_than_none(level):
    points = make_points(measure_like(), Profile(story="steady", level=level, spread=9), rng=np.random.default_rng(1))
    assert all(point.value >= 0 and point.value == int(point.value) for point in points)


def test_a_change_in_percentage_points_may_be_negative():
    measure = measure_like(kind="percentage", unit="percentage points", aggregation="snapshot", decimals="1")
    points = make_points(measure, Profile(story="steady", level=-2, spread=0), rng=np.random.default_rng(1))
    assert {point.value for point in points} == {-2.0}


def test_a_cumulative_measure_rises_within_the_year_and_starts_again():
    points = make_points(
        measure_like(aggregation="last"), Profile(story="steady", level=10), rng=np.random.default_rng(1)
    )
    assert [point.value for point in points] == [10, 20, 30, 40] * 4


def test_a_step_begins_in_its_quarter_and_stays():
    profile = Profile(story="step", level=10, change=5, at="2022-23-Q3")
    points = make_points(measure_like(), profile, rng=np.random.default_rng(1))
    assert [point.value for point in points] == [10] * 6 + [15] * 10


def test_an_outlier_stands_alone():
    profile = Profile(story="outlier", level=10, change=5, at="2022-23-Q3")
    points = make_points(measure_like(), profile, rng=np.random.default_rng(1))
    assert [point.value for point in points] == [10] * 6 + [15] + [10] * 9


def test_a_season_comes_again_every_year():
    profile = Profile(story="steady", level=100, season=(0.9, 1.1, 1.0, 1.2))
    points = make_points(measure_like(), profile, rng=np.random.default_rng(1))
    assert [point.value for point in points] == [90, 110, 100, 120] * 4


def test_a_rate_without_a_percent_sign_is_not_multiplied():
    assert share(30, 10, unit="points") == 3.0


def test_a_corrected_return_closes_the_first_one():
    change = {"period_id": "2022-23-Q1", "first": "1.5", "days": "30", "reason": "Why", "recorded_by": "Who"}
    rows = list(
        observations(
            measure_like(),
            Profile(story="steady", level=10),
            area=AREA,
            seed=SEED,
            given={},
            corrections=pd.DataFrame([change], dtype=str),
        )
    )
    first, final = (row for row in rows if row["period_id"] == "2022-23-Q1")
    assert (first["value"], first["known_to"], final["value"], final["reason"]) == (15, final["known_from"], 10, "Why")


def test_a_late_return_holds_nothing_until_it_comes():
    change = {"period_id": "2022-23-Q1", "first": "", "days": "30", "reason": "Why", "recorded_by": "Who"}
    rows = observations(
        measure_like(),
        Profile(story="steady", level=10),
        area=AREA,
        seed=SEED,
        given={},
        corrections=pd.DataFrame([change], dtype=str),
    )
    first = next(row for row in rows if row["period_id"] == "2022-23-Q1")
    assert (first["value"], first["absence"]) == (None, "late")


@pytest.mark.parametrize(("level", "absence"), [(0.0, None), (1.0, "suppressed"), (4.0, "suppressed"), (5.0, None)])
def test_small_numbers_are_withheld_where_the_profile_says_so(level, absence):
    profile = Profile(story="steady", level=level, absence="suppressed")
    rows = observations(measure_like(), profile, area=AREA, seed=SEED, given={}, corrections=NO_CORRECTIONS)
    assert {row["absence"] for row in rows} == {absence}


def test_a_figure_that_the_budget_holds_is_taken_over():
    rows = observations(
        measure_like(kind="money", decimals="1"),
        Profile(story="money"),
        area=AREA,
        seed=SEED,
        given={"visits": {"2022-23-Q1": 1.26}},
        corrections=NO_CORRECTIONS,
    )
    assert next(row["value"] for row in rows if row["period_id"] == "2022-23-Q1") == 1.3


def test_a_placeholder_is_to_be_defined_from_2022_23_on():
    rows = list(
        observations(
            measure_like(placeholder="true"),
            Profile(story="steady", level=10),
            area=AREA,
            seed=SEED,
            given={},
            corrections=NO_CORRECTIONS,
        )
    )
    assert ({row["absence"] for row in rows}, rows[0]["period_id"], len(rows)) == (
        {"to_be_defined"},
        "2022-23-Q1",
        12,
    )


def test_a_moved_target_closes_the_first_one_from_its_period_on():
    goal = Goal(value=100, moved_on="2024-10-17", moved_from="2024-25-Q3", moved_to=90, moved_reason="Why")
    rows = list(targets(measure_like(), Profile(story="steady", goal=goal), spans=QUARTERS, given={}))
    closed = {row["period_id"]: row["value"] for row in rows if row.get("known_to")}
    opened = {row["period_id"]: row["value"] for row in rows if row.get("reason")}
    assert (closed, opened) == (
        {"2024-25-Q3": 100, "2024-25-Q4": 100},
        {"2024-25-Q3": 90, "2024-25-Q4": 90},
    )


def test_a_cumulative_target_runs_up_to_the_whole_in_the_last_quarter():
    rows = targets(
        measure_like(aggregation="last"),
        Profile(story="steady", goal=Goal(value=40)),
        spans=QUARTERS[:4],
        given={},
    )
    assert [row["value"] for row in rows] == [10, 20, 30, 40]


def test_every_target_is_agreed_before_its_period_begins():
    for calendar in ("financial", "academic", "calendar"):
        rows = targets(
            measure_like(frequency="annual"),
            Profile(story="steady", goal=Goal(value=1)),
            spans=years(calendar),
            given={},
        )
        assert all(row["known_from"] < at_nine(span.start) for row, span in zip(rows, years(calendar), strict=True))


def test_a_measure_without_a_goal_has_no_targets():
    assert list(targets(measure_like(), Profile(story="steady"), spans=QUARTERS, given={})) == []


def test_an_unknown_measure_that_is_only_watched_gets_no_goal():
    assert usual_profile(measure_like(polarity="none")).goal is None


def test_an_unknown_measure_with_a_range_gets_both_ends():
    goal = usual_profile(measure_like(polarity="within_range")).goal
    assert goal is not None
    assert goal.upper is not None
    assert goal.upper > goal.value


def test_the_same_seed_gives_the_same_frames(tmp_path, official):
    plan = write_plan(tmp_path / "plan", measure_like())
    once, again = (generate(plan, official_folder=official, seed=SEED) for _ in range(2))
    for table, frame in once.items():
        pd.testing.assert_frame_equal(frame, again[table])


def test_another_seed_gives_other_values(tmp_path, official):
    plan = write_plan(tmp_path / "plan", measure_like())
    one, other = (generate(plan, official_folder=official, seed=seed)["observation"] for seed in (SEED, SEED + 1))
    assert list(one["value"]) != list(other["value"])


def test_one_more_measure_changes_no_other(tmp_path, official):
    alone = write_plan(tmp_path / "alone", measure_like())
    joined = write_plan(tmp_path / "joined", measure_like(measure_id="a-first-one"), measure_like())
    one = generate(alone, official_folder=official, seed=SEED)["observation"]
    both = generate(joined, official_folder=official, seed=SEED)["observation"]
    pd.testing.assert_frame_equal(one, both[both["measure_id"] == "visits"].reset_index(drop=True))


def test_a_measure_with_an_official_figure_gets_no_made_up_one(tmp_path):
    plan = write_plan(tmp_path / "plan", measure_like())
    row = {"measure_id": "visits", "area_code": AREA, "period_id": "2022-23", "value": "5", "known_to": ""}
    frames = generate(plan, official_folder=write_official(tmp_path / "real", row), seed=SEED)
    assert frames["observation"].empty


def test_a_measure_with_an_official_figure_gets_a_target_for_its_year(tmp_path):
    plan = write_plan(tmp_path / "plan", measure_like())
    row = {"measure_id": "visits", "area_code": AREA, "period_id": "2022-23", "value": "5", "known_to": ""}
    frames = generate(plan, official_folder=write_official(tmp_path / "real", row), seed=SEED)
    assert list(frames["target"]["period_id"]) == ["2022-23"]


def test_made_up_figures_are_about_the_plans_own_area(tmp_path, official):
    plan = write_plan(tmp_path / "plan", measure_like())
    assert set(generate(plan, official_folder=official, seed=SEED)["observation"]["area_code"]) == {AREA}


def test_another_areas_official_figure_leaves_the_made_up_ones(tmp_path):
    plan = write_plan(tmp_path / "plan", measure_like())
    row = {"measure_id": "visits", "area_code": "E92000001", "period_id": "2022-23", "value": "5", "known_to": ""}
    frames = generate(plan, official_folder=write_official(tmp_path / "real", row), seed=SEED)
    assert len(frames["observation"]) == len(QUARTERS)


def test_a_missing_plan_file_is_named(tmp_path, official):
    with pytest.raises(MissingPlanError, match=r"plan\.csv is missing"):
        generate(tmp_path / "nowhere", official_folder=official, seed=SEED)


def test_a_column_that_the_schema_does_not_have_is_refused():
    with pytest.raises(ValueError, match="no column colour"):
        to_frame("department", [{"department": "Place", "colour": "red"}])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (pd.NA, ""),
        (618_600_000.0, "618600000"),
        (0.1, "0.1"),
        (-0.4, "-0.4"),
        (0.0, "0"),
        (True, "true"),
        (date(2024, 3, 1), "2024-03-01"),
        (datetime(2024, 3, 1, 9), "2024-03-01 09:00:00"),  # noqa: DTZ001 - times of the store are UTC without a zone
    ],
)
def test_cells_are_written_as_the_loader_reads_them(value, text):
    assert cell(value) == text


def test_files_end_their_lines_with_a_line_feed_alone(tmp_path):
    write({"department": to_frame("department", [{"department": "Place", "position": 1}])}, tmp_path)
    assert (tmp_path / "department.csv").read_bytes() == b"department,position\nPlace,1\n"


def test_every_rating_and_state_has_sentences():
    states = {("action", str(rating["rating"])) for rating in RATINGS} | {("action", "Done")}
    states |= {
        (part, status) for part in ("text", "cause", "next_step") for status in ("met", "near", "off", "no_target")
    }
    assert states == set(read_phrases())


def test_there_are_more_than_sixty_sentences_for_actions():
    assert sum(len(texts) for (subject, _), texts in read_phrases().items() if subject == "action") > 60


def test_no_sentence_states_a_number():
    texts = [text for found in read_phrases().values() for text in found]
    assert not [text for text in texts if any(letter.isdigit() for letter in text)]


def test_a_changed_rating_differs_from_the_first():
    changes = read_rating_changes()
    assert (changes["first"] != changes["final"]).all()


def test_profiles_move_a_target_only_with_a_day_a_period_and_a_reason():
    goals = [profile.goal for profile in read_profiles().values() if profile.goal]
    stated = [(goal.moved_on, goal.moved_from, goal.moved_to, goal.moved_reason) for goal in goals]
    assert all(all(part is not None for part in parts) or not any(parts) for parts in stated)
