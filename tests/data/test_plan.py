"""The plan's CSV files: whole, keyed, paired and honest about what was repaired or proposed."""

import csv
import re
from collections import Counter
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data" / "plan"
PRINTED_SMALL = {
    "action": {"equality-strategy"},
    "plan_statement": {
        "approach-thriving-communities-strapline-2021",
        "approach-vision-derbyshire-strapline-2021",
        "approach-enterprising-council-strapline-2021",
        "value-listen-2024",
        "value-open-minded-2024",
        "value-spend-wisely-2024",
        "value-work-with-partners-2024",
        "value-aspirational-2024",
    },
}
"""Texts that the plan itself prints with a small first letter, by table and id."""

LOAD_ORDER = (
    "source",
    "plan",
    "department",
    "priority",
    "outcome",
    "initiative",
    "aim",
    "action",
    "objective",
    "plan_statement",
    "measure",
    "plan_measure",
    "initiative_action",
    "action_measure",
    "priority_outcome",
    "outcome_measure",
    "conflict",
    "conflict_claim",
    "disposition",
)
IDS = {
    "priority": "priority_id",
    "outcome": "outcome_id",
    "initiative": "initiative_id",
    "aim": "aim_id",
    "action": "action_id",
    "objective": "objective_id",
    "measure": "measure_id",
}
TEXTS = {
    "priority": "name",
    "outcome": "name",
    "initiative": "name",
    "aim": "text",
    "action": "text",
    "plan_statement": "text",
}
SHORT_NAME_LIMITS = {"priority": 30, "outcome": 30, "initiative": 40, "action": 60, "objective": 60, "measure": 50}
LINKS = ("initiative_action", "action_measure", "priority_outcome", "outcome_measure")


def rows(table: str) -> list[dict[str, str]]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_id(table: str) -> dict[str, dict[str, str]]:
    key = next(iter(rows(table)[0]))
    return {row[key]: row for row in rows(table)}


def of_plan(table: str, plan_id: str) -> list[dict[str, str]]:
    return [row for row in rows(table) if row["plan_id"] == plan_id]


@pytest.fixture
def schema():
    with duckdb.connect() as connection:
        connection.execute((ROOT / "data" / "schema.sql").read_text(encoding="utf-8"))
        yield connection


def test_the_folder_holds_exactly_the_known_tables():
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(LOAD_ORDER)


@pytest.mark.parametrize("table", LOAD_ORDER)
def test_the_header_is_the_columns_of_the_table(schema, table):
    columns = schema.execute(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
    ).fetchall()
    header = (FOLDER / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == [name for (name,) in columns]


@pytest.mark.parametrize("table", LOAD_ORDER)
def test_the_file_is_plain_utf_8_with_unix_line_ends(table):
    raw = (FOLDER / f"{table}.csv").read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")


@pytest.mark.parametrize("table", LOAD_ORDER)
def test_no_cell_has_space_at_its_ends_or_doubled(table):
    cells = [cell for row in rows(table) for cell in row.values()]
    assert [cell for cell in cells if cell != re.sub(r"\s+", " ", cell).strip()] == []


def test_every_file_loads_with_all_keys_and_checks_on(schema):
    schema.execute("INSERT INTO area VALUES ('E10000007', 'Derbyshire', 'council', 1)")
    schema.execute(
        "INSERT INTO period SELECT id, 'quarter', DATE '2021-04-01', DATE '2021-06-30', id "
        "FROM unnest(['2021-22-Q1', '2024-25-Q1', '2024-25-Q4']) AS t(id)"
    )
    for table in LOAD_ORDER:
        schema.execute(f"COPY {table} FROM '{FOLDER / f'{table}.csv'}' (HEADER, NULLSTR '')")
    loaded = {table: schema.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in LOAD_ORDER}
    assert loaded == {table: len(rows(table)) for table in LOAD_ORDER}


def test_ids_are_readable_slugs():
    ids = [row[key] for table, key in IDS.items() for row in rows(table)]
    assert [value for value in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value)] == []


def test_no_id_is_used_by_two_sorts_of_thing():
    ids = Counter(row[key] for table, key in IDS.items() for row in rows(table))
    assert [value for value, times in ids.items() if times > 1] == []


@pytest.mark.parametrize(
    ("table", "plan_id", "count"),
    [
        ("priority", "plan-2021-25", 4),
        ("outcome", "plan-2021-25", 5),
        ("outcome", "plan-2024-25", 5),
        ("initiative", "plan-2021-25", 8),
        ("action", "plan-2021-25", 58),
        ("aim", "plan-2021-25", 43),
        ("objective", "plan-2024-25", 33),
        ("plan_measure", "plan-2021-25", 51),
        ("plan_measure", "plan-2024-25", 12),
    ],
)
def test_the_plan_is_whole(table, plan_id, count):
    assert len(of_plan(table, plan_id)) == count


@pytest.mark.parametrize(
    ("plan_id", "kind", "count"),
    [
        ("plan-2021-25", "ambition", 1),
        ("plan-2024-25", "ambition", 1),
        ("plan-2021-25", "value", 5),
        ("plan-2024-25", "value", 5),
        ("plan-2021-25", "service_fact", 10),
        ("plan-2024-25", "service_fact", 10),
        ("plan-2021-25", "county_fact", 10),
        ("plan-2021-25", "achievement", 20),
        ("plan-2021-25", "challenge", 7),
        ("plan-2021-25", "budget", 3),
    ],
)
def test_the_statements_of_the_plan_are_whole(plan_id, kind, count):
    assert sum(row["kind"] == kind for row in of_plan("plan_statement", plan_id)) == count


@pytest.mark.parametrize(
    ("priority_id", "actions", "aims", "measures"),
    [
        ("resilient-communities", 11, 10, 10),
        ("high-performing-services", 21, 14, 14),
        ("effective-early-help", 8, 8, 8),
        ("prosperous-and-green", 18, 11, 16),
        ("", 0, 0, 3),
    ],
)
def test_each_priority_has_its_actions_aims_and_measures(priority_id, actions, aims, measures):
    held = tuple(
        sum(row["priority_id"] == priority_id for row in of_plan(table, "plan-2021-25"))
        for table in ("action", "aim", "plan_measure")
    )
    assert held == (actions, aims, measures)


def test_the_objectives_are_spread_as_printed():
    spread = Counter(row["outcome_id"] for row in rows("objective"))
    outcomes = sorted(of_plan("outcome", "plan-2024-25"), key=lambda row: int(row["position"]))
    assert [spread[row["outcome_id"]] for row in outcomes] == [4, 8, 4, 4, 13]


@pytest.mark.parametrize(
    ("table", "group"),
    [
        ("priority", "plan_id"),
        ("outcome", "plan_id"),
        ("initiative", "plan_id"),
        ("aim", "priority_id"),
        ("action", "priority_id"),
        ("objective", "plan_id"),
        ("plan_measure", "plan_id"),
    ],
)
def test_positions_count_from_one_without_a_gap(table, group):
    positions: dict[str, list[int]] = {}
    for row in rows(table):
        positions.setdefault(row[group], []).append(int(row["position"]))
    assert {key: sorted(found) for key, found in positions.items()} == {
        key: list(range(1, len(found) + 1)) for key, found in positions.items()
    }


def test_positions_of_statements_count_within_plan_and_kind():
    positions: dict[tuple[str, str], list[int]] = {}
    for row in rows("plan_statement"):
        positions.setdefault((row["plan_id"], row["kind"]), []).append(int(row["position"]))
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in positions.values())


def test_every_action_is_paired_with_an_aim_of_its_own_priority():
    aims = by_id("aim")
    assert [
        row["action_id"] for row in rows("action") if aims[row["aim_id"]]["priority_id"] != row["priority_id"]
    ] == []


def test_no_aim_is_left_without_an_action():
    assert set(by_id("aim")) == {row["aim_id"] for row in rows("action")}


@pytest.mark.parametrize(
    ("aim_id", "actions"),
    [
        ("aim-loving-homes", ["permanent-family-homes", "foster-carers", "children-in-need-support"]),
        ("aim-support-for-those-most-in-need", ["discretionary-fund", "equality-strategy"]),
        ("aim-highway-network-investment", ["local-transport-programme", "hollis-lane-link-road"]),
        (
            "aim-climate-change-strategy-continued",
            ["climate-change-strategy", "natural-capital-strategy", "low-carbon-energy", "sustainable-travel"],
        ),
    ],
)
def test_an_aim_printed_over_several_cells_keeps_all_its_actions(aim_id, actions):
    assert [row["action_id"] for row in rows("action") if row["aim_id"] == aim_id] == actions


@pytest.mark.parametrize("table", TEXTS)
def test_no_text_has_lost_its_first_letter(table):
    key = next(iter(rows(table)[0]))
    small = {row[key] for row in rows(table) if row[TEXTS[table]][0].islower()}
    assert small == PRINTED_SMALL.get(table, set())


@pytest.mark.parametrize("action_id", ["foster-carers", "children-in-need-support", "independence-ways-of-working"])
def test_a_letter_put_back_is_noted_as_a_repair(action_id):
    assert "put back" in by_id("action")[action_id]["repair"]


def test_the_sentence_printed_twice_is_given_once():
    assert by_id("action")["volunteering"]["text"].count("Supported more Derbyshire people") == 1


@pytest.mark.parametrize(("table", "limit"), SHORT_NAME_LIMITS.items())
def test_short_names_keep_to_their_limit(table, limit):
    assert [row["short_name"] for row in rows(table) if len(row["short_name"]) > limit] == []


@pytest.mark.parametrize("table", SHORT_NAME_LIMITS)
def test_short_names_are_distinct_within_an_edition(table):
    names = Counter((row.get("plan_id"), row["short_name"]) for row in rows(table))
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("table", SHORT_NAME_LIMITS)
def test_short_names_start_with_a_capital_or_number_and_end_without_a_stop(table):
    names = [row["short_name"] for row in rows(table)]
    assert [name for name in names if name[0].islower() or name.endswith(".")] == []


def test_every_amount_printed_in_an_action_stands_in_amounts():
    printed = {row["action_id"]: re.findall(r"£[\d.,]+m?", row["text"]) for row in rows("action")}
    assert printed == {row["action_id"]: row["amounts"].split("; ") if row["amounts"] else [] for row in rows("action")}


@pytest.mark.parametrize(
    "amount",
    [
        "£16.5 billion",
        "£618.6m",
        "£67.0m",
        "£8.1m",
        "£1m from the disposal",
        "£100,000",
        "£15m recovery fund",
        "£8.6m",
        "£8.5m",
        "£27m",
        "£1.26m",
        "£200,000",
        "£2m Green Entrepreneurs",
        "£1m support fund",
        "£1.14 billion",
    ],
)
def test_every_amount_outside_the_actions_is_in_a_statement(amount):
    assert sum(amount in row["text"] for row in rows("plan_statement")) == 1


def test_facts_of_both_editions_share_their_keys():
    keys = [
        {row["fact_key"] for row in of_plan("plan_statement", plan_id) if row["kind"] == "service_fact"}
        for plan_id in ("plan-2021-25", "plan-2024-25")
    ]
    assert keys[0] == keys[1]


def test_the_facts_of_2024_carry_the_date_that_the_page_gives():
    facts = [row for row in of_plan("plan_statement", "plan-2024-25") if row["kind"] == "service_fact"]
    assert {row["as_at"] for row in facts} == {"2024-03-28"}


def test_a_figure_has_a_unit_and_a_unit_a_figure():
    assert [row["statement_id"] for row in rows("plan_statement") if bool(row["value"]) != bool(row["unit"])] == []


def test_the_three_approaches_have_a_definition_and_a_strapline():
    headings = Counter(row["heading"] for row in of_plan("plan_statement", "plan-2021-25") if row["kind"] == "approach")
    approaches = ("Vision Derbyshire", "Thriving Communities", "Enterprising Council")
    assert {heading: headings[heading] for heading in approaches} == dict.fromkeys(approaches, 2)


def test_exactly_the_measures_still_to_be_set_are_placeholders():
    assert {row["measure_id"] for row in rows("measure") if row["placeholder"] == "true"} == {
        "equality-diversity",
        "adult-social-care-framework",
    }


def test_every_measure_stands_in_an_edition():
    assert set(by_id("measure")) == {row["measure_id"] for row in rows("plan_measure")}


def test_a_measure_is_named_in_its_newest_wording():
    newest = {row["measure_id"]: row["wording"] for row in rows("plan_measure")}
    assert {row["measure_id"]: row["name"] for row in rows("measure")} == newest


@pytest.mark.parametrize("table", ["measure", "action"])
def test_departments_that_lead_or_owe_are_listed(table):
    column = "owner" if table == "measure" else "department"
    assert {row[column] for row in rows(table)} <= set(by_id("department"))


def test_seasonal_measures_have_no_control_limits():
    assert [
        row["measure_id"]
        for row in rows("measure")
        if row["spc_allowed"] == "true" and row["travel_basis"] == "same_period_last_year"
    ] == []


def test_cumulative_measures_have_no_control_limits():
    assert [
        row["measure_id"] for row in rows("measure") if row["spc_allowed"] == "true" and row["aggregation"] == "last"
    ] == []


@pytest.mark.parametrize("measure_id", ["ey-good-level-development", "phonics", "gcse-english-maths", "sgo-leavers"])
def test_measures_with_a_national_yearly_series_are_yearly(measure_id):
    assert by_id("measure")[measure_id]["frequency"] == "annual"


@pytest.mark.parametrize("table", LINKS)
def test_a_proposed_link_gives_a_reason_that_says_something(table):
    assert [row for row in rows(table) if row["basis"] == "editorial" and len(row["reason"]) <= 20] == []


def test_only_the_page_of_measures_states_a_link():
    assert {row["measure_id"] for table in LINKS for row in rows(table) if row["basis"] == "stated"} == {
        row["measure_id"] for row in of_plan("plan_measure", "plan-2024-25")
    }


@pytest.mark.parametrize(
    ("parents", "link", "key"),
    [
        ("initiative", "initiative_action", "initiative_id"),
        ("priority", "priority_outcome", "priority_id"),
        ("measure", "outcome_measure", "measure_id"),
        ("measure", "action_measure", "measure_id"),
    ],
)
def test_nothing_that_should_be_linked_is_left_out(parents, link, key):
    assert set(by_id(parents)) - {row[key] for row in rows(link)} == set()


def test_links_to_outcomes_use_the_newer_wording():
    newer = {row["outcome_id"] for row in of_plan("outcome", "plan-2024-25")}
    assert {row["outcome_id"] for table in ("priority_outcome", "outcome_measure") for row in rows(table)} == newer


def test_each_older_outcome_is_renamed_to_a_newer_one():
    outcomes = by_id("outcome")
    renamed = {row["old_id"]: row["new_id"] for row in rows("disposition") if row["old_id"] in outcomes}
    assert renamed == {row["outcome_id"]: row["outcome_id"][:-5] for row in of_plan("outcome", "plan-2021-25")}


def test_every_disposition_is_about_known_ids():
    known = {row[key] for table, key in IDS.items() for row in rows(table)}
    assert {row[column] for row in rows("disposition") for column in ("old_id", "new_id")} - {""} <= known


@pytest.mark.parametrize(
    "conflict_id", ["plan-ethnic-groups-count", "plan-savings-horizon", "plan-miles-of-roads", "plan-footbridges"]
)
def test_known_inconsistencies_are_declared(conflict_id):
    assert conflict_id in by_id("conflict")


def test_a_disagreement_shows_every_side():
    claims = Counter(row["conflict_id"] for row in rows("conflict_claim"))
    disagreements = [row["conflict_id"] for row in rows("conflict") if row["kind"] == "sources_disagree"]
    assert [conflict_id for conflict_id in disagreements if claims[conflict_id] < 2] == []


def test_the_misprint_is_kept_as_printed():
    assert "(33,7030)" in by_id("plan_statement")["county-ethnic-groups"]["text"]
