"""The committed illustrative figures: labelled, consistent, and holding every story that the board must show."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from components.figures.ratings import SYMBOLS
from data.illustrate import DEFAULT_SEED, generate, write
from data.spc import analyse
from data.status import moved_goalposts

ROOT = Path(__file__).parents[2] / "data"
FOLDER = ROOT / "figures" / "illustrative"
OFFICIAL = ROOT / "figures" / "official"
COUNCIL = "E10000007"
LAST_QUARTER = "2024-25-Q4"
TERMS = ["value", "upper_value", "tolerance", "tolerance_kind"]
FACT_KEYS = {
    "observation": ["measure_id", "area_code", "period_id"],
    "target": ["measure_id", "period_id"],
    "action_update": ["action_id", "period_id"],
    "commentary": ["measure_id", "period_id"],
    "budget_amount": ["line_id", "period_id", "kind"],
}


def read(folder: Path, table: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{table}.csv")


@pytest.fixture(scope="module")
def tables() -> Mapping[str, pd.DataFrame]:
    return {path.stem: pd.read_csv(path) for path in sorted(FOLDER.glob("*.csv"))}


@pytest.fixture(scope="module")
def measures() -> pd.DataFrame:
    return read(ROOT / "plan", "measure")


@pytest.fixture(scope="module")
def amounts(tables) -> pd.DataFrame:
    return tables["budget_amount"].merge(tables["budget_line"], on="line_id")


@pytest.fixture(scope="module")
def judged(tables, measures) -> pd.DataFrame:
    """Standing figures with status, and with what a moved target changed; in time order within a measure."""
    figures, goals = tables["observation"], tables["target"]
    standing = figures[figures["known_to"].isna()]
    current = goals[goals["known_to"].isna()].set_index(["measure_id", "period_id"])[TERMS]
    first = goals.sort_values("known_from").groupby(["measure_id", "period_id"])[TERMS].first()
    now = current.rename(columns={"value": "target", "upper_value": "target_upper"})
    then = first.rename(
        columns={
            "value": "original_target",
            "upper_value": "original_upper",
            "tolerance": "original_tolerance",
            "tolerance_kind": "original_tolerance_kind",
        }
    )
    joined = standing.join(now, on=["measure_id", "period_id"]).join(then, on=["measure_id", "period_id"])
    columns = ["measure_id", "polarity", "spc_allowed", "placeholder", "aggregation", "frequency", "unit", "kind"]
    return moved_goalposts(joined.merge(measures[columns], on="measure_id"))


def values_of(judged: pd.DataFrame, measure_id: str) -> list[float]:
    return judged.loc[judged["measure_id"] == measure_id, "value"].dropna().tolist()


def test_a_fresh_generation_gives_the_committed_files(tmp_path):
    write(generate(ROOT / "plan", official_folder=OFFICIAL, seed=DEFAULT_SEED), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in FOLDER.iterdir()
    }


def test_every_row_has_an_illustrative_source(tables):
    illustrative = set(tables["source"].query("kind == 'illustrative'")["source_id"])
    used = {source for frame in tables.values() if "source_id" in frame for source in frame["source_id"]}
    assert used <= illustrative


def test_every_source_and_publication_says_that_it_is_illustrative(tables):
    words = [*tables["source"]["title"], *tables["publication"]["label"]]
    assert all("illustrative" in text.lower() for text in words)


def test_budget_lines_are_known_by_their_prefix(tables):
    assert tables["budget_line"]["line_id"].str.startswith("ill-").all()


def test_no_series_mixes_real_and_made_up_figures(tables):
    real = read(OFFICIAL, "observation").query("area_code == @COUNCIL")["measure_id"]
    assert not set(tables["observation"]["measure_id"]) & set(real)


def test_every_plan_measure_without_official_figures_has_made_up_ones(tables, measures):
    real = read(OFFICIAL, "observation").query("area_code == @COUNCIL")["measure_id"]
    assert set(measures["measure_id"]) - set(real) == set(tables["observation"]["measure_id"])


def test_quarterly_measures_have_sixteen_quarters(judged):
    reported = judged[(judged["frequency"] == "quarterly") & ~judged["placeholder"]]
    assert set(reported.groupby("measure_id").size()) == {16}


def test_every_action_has_sixteen_quarters(tables):
    actions = read(ROOT / "plan", "action")["action_id"]
    updates = tables["action_update"]
    standing = updates[updates["known_to"].isna()].groupby("action_id")["period_id"].nunique()
    assert standing.to_dict() == dict.fromkeys(actions, 16)


@pytest.mark.parametrize(("table", "key"), FACT_KEYS.items())
def test_rows_about_the_same_thing_never_stand_at_the_same_time(tables, table, key):
    frame = tables[table].sort_values([*key, "known_from"])
    following = frame.groupby(key)["known_from"].shift(-1)
    assert (frame.loc[following.notna(), "known_to"] == following.dropna()).all()


@pytest.mark.parametrize("table", ["observation", "target", "action_update"])
def test_whatever_replaces_an_earlier_row_says_why(tables, table):
    frame = tables[table].sort_values([*FACT_KEYS[table], "known_from"])
    replacing = frame.duplicated(FACT_KEYS[table], keep="first")
    assert frame.loc[replacing, "reason"].notna().all()


def test_a_value_stands_exactly_where_no_absence_does(tables):
    figures = tables["observation"]
    assert (figures["value"].isna() == figures["absence"].notna()).all()


def test_shares_are_their_numerator_over_their_denominator(judged):
    shares = judged.dropna(subset=["numerator", "value"])
    scale = shares["unit"].eq("%").map({True: 100, False: 1})
    exact = [round(value, 1) for value in (scale * shares["numerator"] / shares["denominator"]).tolist()]
    assert shares["value"].tolist() == exact


def test_every_weighted_measure_has_its_denominators(judged):
    weighted = judged[(judged["aggregation"] == "weighted_mean") & judged["value"].notna()]
    assert weighted["denominator"].notna().all()


def test_counts_are_whole_numbers(judged):
    counts = judged.loc[judged["kind"] == "count", "value"].dropna()
    assert (counts == counts.round()).all()


def test_cumulative_measures_rise_within_each_year(judged):
    running = judged[(judged["aggregation"] == "last") & judged["value"].notna()]
    steps = running.groupby([running["measure_id"], running["period_id"].str[:7]])["value"].diff().dropna()
    assert (steps >= 0).all()


def test_placeholders_have_absences_only(judged):
    assert set(judged.loc[judged["placeholder"], "absence"]) == {"to_be_defined"}


@pytest.mark.parametrize("stream", ["funding", "service"])
def test_the_budget_of_2022_23_sums_to_the_plans_total(amounts, stream):
    chosen = amounts.query("year == '2022-23' and stream == @stream and kind == 'budget'")
    assert chosen["amount_gbp"].sum() == 618_600_000


@pytest.mark.parametrize(("year", "total"), [("2023-24", 678_200_000), ("2024-25", 714_700_000)])
def test_later_budgets_sum_to_the_councils_totals(amounts, year, total):
    chosen = amounts.query("year == @year and stream == 'service' and kind == 'budget'")
    assert chosen["amount_gbp"].sum() == total


def test_savings_of_2022_23_sum_to_the_plans_total(amounts):
    chosen = amounts.query("year == '2022-23' and stream == 'savings' and kind == 'target'")
    assert chosen["amount_gbp"].sum() == 8_100_000


def test_savings_to_2026_27_sum_to_the_plans_total(amounts):
    chosen = amounts.query("year >= '2022-23' and stream == 'savings' and kind == 'target'")
    assert chosen["amount_gbp"].sum() == 67_000_000


def test_there_are_six_sources_of_money(amounts):
    assert len(amounts.query("year == '2022-23' and stream == 'funding'")) == 6


def test_every_quarter_has_a_forecast_for_every_department(amounts):
    forecasts = amounts.query("stream == 'service' and kind == 'forecast'")
    assert set(forecasts.groupby("period_id")["department"].nunique()) == {4}


def test_every_year_has_reserves_to_set_beside_its_overspend(amounts):
    reserves = amounts.query("stream == 'reserve' and kind == 'actual'")
    assert set(reserves["year"]) == {"2021-22", "2022-23", "2023-24", "2024-25"}


def test_a_headline_initiative_is_overspent_beyond_five_per_cent(amounts):
    lines = amounts.query("stream == 'initiative'")
    budget = lines.query("kind == 'budget'").set_index("line_id")["amount_gbp"]
    newest = lines.query("kind == 'forecast'").sort_values("period_id").groupby("line_id")["amount_gbp"].last()
    assert (newest / budget > 1.05).sum() == 1


def test_headline_amounts_are_the_plans(amounts):
    budgets = amounts.query("stream == 'initiative' and kind == 'budget'")["amount_gbp"]
    assert sorted(budgets) == [2_000_000, 15_000_000, 40_000_000]


def test_savings_achieved_are_the_same_as_measure_and_as_money(amounts, judged):
    saved = amounts.query("stream == 'savings' and kind == 'achieved'").groupby("period_id")["amount_gbp"].sum()
    measured = judged[judged["measure_id"] == "budget-savings-achieved"].set_index("period_id")["value"]
    assert measured.to_dict() == {period_id: round(pounds / 1e6, 1) for period_id, pounds in saved.items()}


def test_every_status_stands_in_the_last_quarter(judged):
    last = judged.query("period_id == @LAST_QUARTER")
    assert set(last["status"]) == {"met", "near", "off", "no_target", "no_data"}


def test_six_targets_were_moved(judged):
    assert judged.query("period_id == @LAST_QUARTER")["moved"].sum() == 6


def test_three_measures_are_on_target_only_because_the_target_moved(judged):
    assert judged.query("period_id == @LAST_QUARTER")["saved_by_move"].sum() == 3


def test_three_returns_are_late_in_the_last_quarter(judged):
    assert judged.query("period_id == @LAST_QUARTER and absence == 'late'").shape[0] == 3


@pytest.mark.parametrize("absence", ["late", "not_collected", "suppressed", "to_be_defined"])
def test_every_kind_of_absence_occurs(judged, absence):
    assert absence in set(judged["absence"].dropna())


@pytest.mark.parametrize("quality", ["final", "provisional", "revised"])
def test_every_quality_of_a_return_occurs(judged, quality):
    assert quality in set(judged["quality"])


def test_a_value_of_q1_2024_25_was_corrected_after_its_publication(tables):
    published = tables["publication"].set_index("period_id").loc["2024-25-Q1", "published_at"]
    first = tables["observation"].query("period_id == '2024-25-Q1' and known_to.notna()")
    assert (first["known_to"] > published).any()


def test_about_twelve_values_were_corrected(tables):
    figures = tables["observation"]
    assert figures.loc[figures["known_to"].notna(), "value"].notna().sum() == 12


def test_a_corrected_value_differs_from_the_first(tables):
    figures = tables["observation"]
    first = figures[figures["known_to"].notna()].set_index(["measure_id", "period_id"])["value"]
    final = figures[figures["reason"].notna()].set_index(["measure_id", "period_id"])["value"]
    assert (first != final[first.index]).all()


def test_every_return_of_a_published_quarter_was_in_before_it_was_taken(tables):
    taken = tables["publication"].set_index("period_id")["known_at"]
    figures = tables["observation"].drop_duplicates(["measure_id", "period_id"])
    due = figures["period_id"].map(taken)
    assert (figures.loc[due.notna(), "known_from"] < due.dropna()).all()


def test_hidden_reds_are_there_to_be_found(tables, judged):
    links = read(ROOT / "plan", "action_measure")
    off = set(judged.query("period_id == @LAST_QUARTER and status == 'off'")["measure_id"])
    updates = tables["action_update"].query("period_id == @LAST_QUARTER and rating in ('Strong', 'Good')")
    hidden = set(updates["action_id"]) & set(links.loc[links["measure_id"].isin(off), "action_id"])
    assert len(hidden) >= 4


def test_shares_done_never_fall(tables):
    updates = tables["action_update"].dropna(subset=["percent_complete"])
    assert (updates.groupby("action_id")["percent_complete"].diff().dropna() >= 0).all()


@pytest.mark.parametrize("rating", ["Strong", "Good", "Review", "Action"])
def test_every_rating_is_given_in_the_last_quarter(tables, rating):
    assert rating in set(tables["action_update"].query("period_id == @LAST_QUARTER")["rating"])


def test_some_updates_are_late(tables):
    assert tables["action_update"]["rating"].isna().sum() >= 5


def test_about_half_of_the_measures_have_commentary(tables, judged):
    share = tables["commentary"]["measure_id"].nunique() / judged["measure_id"].nunique()
    assert 0.35 <= share <= 0.65


def test_no_sentence_has_a_gap_left_to_fill(tables):
    texts = [*tables["action_update"]["commentary"].dropna(), *tables["commentary"]["text"]]
    assert not [text for text in texts if "{" in text or "  " in text]


def test_every_step_that_has_an_event_begins_on_its_day(tables):
    assert set(tables["event"]["kind"]) == {"rebase", "definition"}


@pytest.mark.parametrize(
    ("measure_id", "assurance"),
    [
        ("hwb-coach-agreement", "consistent_pass"),
        ("residents-value-for-money", "consistent_fail"),
        ("dv-goal-met", "inconsistent"),
    ],
)
def test_every_assurance_occurs(judged, measure_id, assurance):
    target = judged.loc[judged["measure_id"] == measure_id, "target"].iloc[-1]
    found = analyse(values_of(judged, measure_id), improvement_direction="increase", target=target)
    assert found.assurance == assurance


@pytest.mark.parametrize(
    ("measure_id", "variation"),
    [
        ("practice-areas-good", "special_cause_improvement"),
        ("ehcp-right-support", "special_cause_concern"),
        ("hwb-coach-agreement", "common_cause"),
    ],
)
def test_every_variation_occurs(judged, measure_id, variation):
    found = analyse(values_of(judged, measure_id), improvement_direction="increase")
    assert found.variation == variation


def test_an_outlier_is_beyond_its_limits(judged):
    found = analyse(values_of(judged, "wellbeing-mot"), improvement_direction="increase")
    assert found.points["outside_limits"].sum() == 1


def test_every_shape_of_the_rating_scale_can_be_drawn_in_a_chart():
    assert set(read(FOLDER, "rating_scale")["shape"]) <= set(SYMBOLS)
