"""The real figures hold together: rows are all accounted for, ids exist, and figures are what their sources say."""

import re
from pathlib import Path

import duckdb
import pandas as pd
import pytest

DATA = Path(__file__).parents[2] / "data"
PLAN = DATA / "plan"
OFFICIAL = DATA / "figures" / "official"

OFFICIAL_TABLES = sorted(path.stem for path in OFFICIAL.glob("*.csv"))
EXACT_ROWS, NEAR_ROWS, PROXY_ROWS, OTHER_ROWS = 664, 290, 378, 2323 + 98
BUDGET_ROWS = 206
COUNCIL, ENGLAND, EAST_MIDLANDS, STAFFORDSHIRE = "E10000007", "E92000001", "E12000004", "E10000028"


def read(folder: Path, table: str) -> pd.DataFrame:
    """Return the table's rows as text, empty cells as empty text; no rows and no columns where there is no file."""
    path = folder / f"{table}.csv"
    return pd.read_csv(path, dtype=str, keep_default_na=False) if path.exists() else pd.DataFrame()


def union(table: str) -> pd.DataFrame:
    """Return the rows of the plan and of the official figures together."""
    return pd.concat([read(PLAN, table), read(OFFICIAL, table)], ignore_index=True)


@pytest.fixture(scope="module")
def schema():
    """Return a connection to an empty database that has the schema."""
    with duckdb.connect() as connection:
        connection.execute((DATA / "schema.sql").read_text(encoding="utf-8"))
        yield connection


@pytest.fixture(scope="module")
def observations() -> pd.DataFrame:
    return read(OFFICIAL, "observation")


@pytest.fixture(scope="module")
def roles() -> "pd.Series[str]":
    return union("measure").set_index("measure_id")["role"]


def evidence_of(match: str) -> set[str]:
    evidence = read(OFFICIAL, "measure_evidence")
    return set(evidence.loc[evidence["match"] == match, "evidence_id"])


@pytest.mark.parametrize("table", OFFICIAL_TABLES)
def test_header_is_the_table_of_the_schema_in_its_order(table, schema):
    columns = [
        name
        for (name,) in schema.execute(
            "SELECT column_name FROM duckdb_columns() WHERE table_name = $table ORDER BY column_index", {"table": table}
        ).fetchall()
    ]
    assert list(read(OFFICIAL, table).columns) == columns


@pytest.mark.parametrize("table", OFFICIAL_TABLES)
def test_every_foreign_id_exists(table, schema):
    keys = schema.execute(
        "SELECT constraint_column_names[1], referenced_table, referenced_column_names[1] FROM duckdb_constraints() "
        "WHERE constraint_type = 'FOREIGN KEY' AND table_name = $table",
        {"table": table},
    ).fetchall()
    rows = read(OFFICIAL, table)
    missing = {
        (column, value)
        for column, other, other_column in keys
        for value in set(rows[column]) - {""} - set(union(other)[other_column])
    }
    assert missing == set()


@pytest.mark.parametrize("table", OFFICIAL_TABLES)
def test_primary_keys_are_unique_over_plan_and_official_figures(table, schema):
    found = schema.execute(
        "SELECT constraint_column_names FROM duckdb_constraints() "
        "WHERE constraint_type = 'PRIMARY KEY' AND table_name = $table",
        {"table": table},
    ).fetchone()
    rows = union(table)
    assert found is None or not rows.duplicated(list(found[0])).any()


@pytest.mark.parametrize("table", OFFICIAL_TABLES)
def test_every_row_passes_the_checks_of_the_schema(table):
    declared = (DATA / "schema.sql").read_text(encoding="utf-8")
    free = re.sub(r" REFERENCES \w+ \(\w+\)", "", declared)
    with duckdb.connect() as connection:
        connection.execute(free)
        names = ", ".join(read(OFFICIAL, table).columns)
        values = (
            "SELECT * FROM read_csv($path, header = true, all_varchar = true, delim = ',', quote = '\"', nullstr = '')"
        )
        connection.execute(f"INSERT INTO {table} ({names}) {values}", {"path": str(OFFICIAL / f"{table}.csv")})


def test_every_exact_row_is_an_observation_of_a_plan_measure(observations, roles):
    assert (observations["measure_id"].map(roles) == "plan").sum() == EXACT_ROWS


@pytest.mark.parametrize(("match", "rows"), [("near", NEAR_ROWS), ("proxy", PROXY_ROWS)])
def test_every_related_row_is_an_observation_of_its_evidence(observations, match, rows):
    assert observations["measure_id"].isin(evidence_of(match)).sum() == rows


def test_every_other_row_is_an_observation_of_context_evidence(observations, roles):
    evidence = observations[observations["measure_id"].map(roles) == "evidence"]
    closer = evidence_of("near") | evidence_of("proxy")
    assert (~evidence["measure_id"].isin(closer)).sum() == OTHER_ROWS


def test_every_budget_row_is_a_line_with_one_amount():
    lines, amounts = read(OFFICIAL, "budget_line"), read(OFFICIAL, "budget_amount")
    assert sorted(lines["line_id"]) == sorted(amounts["line_id"])
    assert len(lines) == BUDGET_ROWS


def test_no_two_observations_are_of_the_same_thing_at_the_same_time(observations):
    assert not observations.duplicated(["measure_id", "area_code", "period_id", "known_from"]).any()


def test_no_two_budget_amounts_are_of_the_same_thing_at_the_same_time():
    assert not read(OFFICIAL, "budget_amount").duplicated(["line_id", "period_id", "kind", "known_from"]).any()


def test_official_measures_are_all_evidence():
    assert set(read(OFFICIAL, "measure")["role"]) == {"evidence"}


def test_short_names_of_measures_fit_a_chart():
    assert read(OFFICIAL, "measure")["short_name"].str.len().max() <= 50


def test_event_labels_fit_a_chart():
    assert read(OFFICIAL, "event")["label"].str.len().max() <= 50


def test_every_evidence_measure_has_figures(observations):
    assert set(read(OFFICIAL, "measure")["measure_id"]) <= set(observations["measure_id"])


def test_every_evidence_measure_serves_an_outcome():
    assert set(read(OFFICIAL, "measure")["measure_id"]) == set(read(OFFICIAL, "outcome_measure")["measure_id"])


@pytest.mark.parametrize("table", ["observation", "budget_amount"])
def test_no_fact_was_known_after_november_2026(table):
    assert read(OFFICIAL, table)["known_from"].max() < "2026-11-02"


def test_no_official_statistic_was_known_before_its_period_ended(observations):
    sources = union("source").set_index("source_id")
    ends = union("period").set_index("period_id")["end_date"]
    statistics = observations[
        observations["source_id"].str.match("lait-|ons-|oflog-|nhs-|dfe-")
        & (observations["source_id"].map(sources["kind"]) == "official")
    ]
    assert (statistics["known_from"].str[:10] > statistics["period_id"].map(ends)).all()


def test_every_source_without_a_printed_date_says_how_its_dates_were_set():
    used = set(read(OFFICIAL, "observation")["source_id"]) | set(read(OFFICIAL, "budget_amount")["source_id"])
    sources = read(OFFICIAL, "source")
    undated = sources[sources["source_id"].isin(used) & ~sources["title"].str.contains(r"\d{1,2} [A-Z][a-z]+ \d{4}")]
    assert undated["known_rule"].str.startswith("Release date not in the source; ").all()


def test_no_source_is_illustrative():
    assert set(read(OFFICIAL, "source")["kind"]) <= {"official", "press"}


@pytest.mark.parametrize(
    ("measure", "area", "period", "expected"),
    [
        ("assessments-45-days", COUNCIL, "2015-16", (74.5, "lait-assessments-45-days")),
        ("disposal-receipts", COUNCIL, "2021-22", (1, "plan-2021-25-refresh-2022")),
        ("ld-support-plan", COUNCIL, "2021-22", (350, "plan-2021-25-refresh-2022")),
        ("four-week-quit", ENGLAND, "2020-21-H1", (47333, "nhs-stop-smoking-2020-21-h1")),
        ("four-week-quit", ENGLAND, "2022-23-Q1", (19808, "nhs-stop-smoking-2022-23-q1")),
        ("non-principal-roads-maintenance", COUNCIL, "2024-CY", (38, "bbc-2026-01-road-condition")),
        ("principal-roads-maintenance", COUNCIL, "2019-20", (13, "matlock-mercury-2021-11-14-dft")),
        ("unclassified-roads-maintenance", COUNCIL, "2020-21", (43, "matlock-mercury-2021-11-14-dft")),
        ("carbon-reduction", COUNCIL, "2021-22", (64.2, "dcc-climate-scrutiny-portfolio-update-2023")),
        ("carbon-reduction", COUNCIL, "2023-24", (73, "opencouncil-2024-12-02-climate-scrutiny")),
        (
            "ehc-plans-20-weeks",
            COUNCIL,
            "2021-CY",
            (86.3, "lait-new-ehc-plans-issued-within-20-weeks-excluding-exception-cases"),
        ),
        ("short-term-services-sequel", COUNCIL, "2022-23", (93.7, "oflog-adult-social-care")),
        ("county-emissions-total-2019", COUNCIL, "2019-CY", (7.35, "dcc-carbon-emissions-situation")),
        ("sickness-days-per-employee", COUNCIL, "2021-22", (10.66, "dcc-resources-scrutiny-public-questions-2022")),
    ],
)
def test_figure_is_what_its_source_says(observations, measure, area, period, expected):
    found = observations[
        (observations["measure_id"] == measure)
        & (observations["area_code"] == area)
        & (observations["period_id"] == period)
    ]
    assert [(float(row.value), row.source_id) for row in found.itertuples()] == [expected]


@pytest.mark.parametrize(
    ("line", "pounds"),
    [
        ("2022-23-total-net-revenue-budget-2022-23", 618_600_000),
        ("2022-23-total-net-budget-set-by-full-council-2-february-2022", 618_457_000),
        ("2022-23-initiative-covid-19-recovery-fund", 15_000_000),
        ("2021-22-total-projected-outturn-q3", -15_737_000),
        ("2024-25-total-council-net-underspend-against-the-approved-revenue-budget", -582_000),
        ("2024-25-context-devolution-regional-investment-agreed-emcca", 1_140_000_000),
    ],
)
def test_amount_is_what_its_source_says_in_pounds(line, pounds):
    amounts = read(OFFICIAL, "budget_amount").set_index("line_id")["amount_gbp"]
    assert float(amounts[line]) == pounds


def test_parts_of_childrens_spending_add_up_to_the_total_of_each_year():
    lines = read(OFFICIAL, "budget_line").merge(read(OFFICIAL, "budget_amount"), on="line_id")
    spent = lines[lines["source_id"] == "lait-section-251"].astype({"amount_gbp": float})
    parts = spent[spent["stream"] == "service"].groupby("year")["amount_gbp"].sum()
    totals = spent[spent["name"].str.contains("total gross spend")].set_index("year")["amount_gbp"]
    # Each part is rounded to the pound, so eight of them may miss the total by a few.
    assert (parts - totals).abs().max() <= 8


def test_money_for_roads_is_counted_once_under_its_initiative():
    lines = read(OFFICIAL, "budget_line").merge(read(OFFICIAL, "budget_amount"), on="line_id")
    assert lines.loc[lines["initiative_id"] == "roads-and-travel", "amount_gbp"].astype(float).sum() == 40_000_000


@pytest.mark.parametrize(
    "measure",
    [
        "assessments-45-days",
        "cp-conferences-15-days",
        "ey-good-level-development",
        "gcse-english-maths",
        "phonics",
        "sgo-leavers",
        "county-emissions-per-head",
        "healthy-life-expectancy-female",
        "foster-places-filled",
    ],
)
def test_big_series_have_england_as_benchmark(observations, measure):
    areas = set(observations.loc[observations["measure_id"] == measure, "area_code"])
    assert {COUNCIL, ENGLAND} <= areas


@pytest.mark.parametrize("measure", ["assessments-45-days", "gcse-english-maths", "phonics"])
def test_measures_of_the_plan_have_the_region_and_neighbours_as_benchmarks(observations, measure):
    areas = set(observations.loc[observations["measure_id"] == measure, "area_code"])
    assert {EAST_MIDLANDS, STAFFORDSHIRE} <= areas


@pytest.mark.parametrize("period", ["2019/20-AY", "2020/21-AY"])
@pytest.mark.parametrize("measure", ["ey-good-level-development", "phonics"])
def test_cancelled_assessments_have_an_event_and_no_figure(observations, measure, period):
    of_measure = observations[observations["measure_id"] == measure]
    assert period not in set(of_measure["period_id"])
    assert measure in set(read(OFFICIAL, "event")["measure_id"])


def test_council_is_the_only_council_area():
    areas = read(OFFICIAL, "area")
    assert list(areas.loc[areas["kind"] == "council", "area_code"]) == [COUNCIL]


def test_areas_without_an_ons_code_are_marked():
    codes = read(OFFICIAL, "area").set_index("area_code")["name"]
    assert codes.index.str.match(r"[EK]\d{8}$|X-[A-Z-]+$").all()


def test_every_quarter_from_2015_to_2028_is_a_period():
    quarters = {f"{year}-{(year + 1) % 100:02d}-Q{quarter}" for year in range(2015, 2028) for quarter in range(1, 5)}
    assert quarters <= set(read(OFFICIAL, "period")["period_id"])


@pytest.mark.parametrize(
    "measure", ["principal-roads-maintenance", "non-principal-roads-maintenance", "unclassified-roads-maintenance"]
)
def test_road_condition_carries_the_councils_reason_not_to_compare(measure):
    rows = read(OFFICIAL, "comparability").set_index("measure_id")
    assert "not comparable with others" in rows.loc[measure, "reason"]


def test_every_conflict_has_at_least_two_claims():
    claims = read(OFFICIAL, "conflict_claim")["conflict_id"].value_counts()
    assert (read(OFFICIAL, "conflict")["conflict_id"].map(claims) >= 2).all()


def test_every_conflict_says_which_claim_the_board_uses():
    claims = read(OFFICIAL, "conflict_claim")
    assert set(claims.loc[claims["used"] == "true", "conflict_id"]) == set(read(OFFICIAL, "conflict")["conflict_id"])
