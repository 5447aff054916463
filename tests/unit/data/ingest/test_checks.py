"""Every check on a plan that keeps its rule and on one that breaks it."""

# One example a line reads as a table.
# ruff: noqa: E501

import contextlib
from collections.abc import Callable

import pytest

from data.ingest.build import check
from data.ingest.checks import CHECKS
from data.ingest.findings import SHOWN, Finding, Report, Severity
from data.ingest.schema import read_schema
from tests.tiny_plan import TinyPlan, write_tiny_plan


def findings(report: Report, name: str) -> list[Finding]:
    return [finding for result in report.results if result.check == name for finding in result.findings.first]


def told(report: Report) -> dict[str, int]:
    return {result.check: result.findings.total for result in report.results if result.findings.total}


def overwrite(plan: TinyPlan, file: str, content: bytes) -> None:
    (plan.folder / file).write_bytes(content)


def drop_column(plan: TinyPlan, table: str, column: str) -> None:
    lines = [",".join(cell for name, cell in row.items() if name != column) for row in plan.rows(table)]
    header = ",".join(name for name in plan.rows(table)[0] if name != column)
    overwrite(plan, f"{table}.csv", "\n".join([header, *lines, ""]).encode())


def range_measure(plan: TinyPlan) -> None:
    plan.change("measure", polarity="within_range")


def second_measure(plan: TinyPlan) -> None:
    plan.repeat("measure", measure_id="trees-felled")
    plan.repeat("plan_measure", measure_id="trees-felled")


def year_of_small_counts(plan: TinyPlan) -> None:
    plan.change("source", suppress_below="5")
    plan.add(
        "period",
        period_id="2022-23",
        kind="financial_year",
        start_date="2022-04-01",
        end_date="2023-03-31",
        label="2022-23",
    )
    now = {"known_from": "2023-05-01 09:00:00", "source_id": "returns"}
    figure = {"measure_id": "trees-planted", "area_code": "E10000099", **now}
    values = {"2022-23-Q1": "3", "2022-23-Q2": "10", "2022-23-Q3": "20", "2022-23-Q4": "40", "2022-23": "73"}
    plan.write("observation", [{**figure, "period_id": period, "value": value} for period, value in values.items()])


def small_count_corrected(plan: TinyPlan) -> None:
    year_of_small_counts(plan)
    for row, value in ((2, "30"), (6, "100")):
        plan.repeat("observation", row=row, value=value, known_from="2023-06-01 09:00:00", reason="A late return")
        plan.change("observation", row=row, known_to="2023-06-01 09:00:00")


def second_edition(plan: TinyPlan, *, disposed: tuple[str, ...] = ("plant-trees",)) -> None:
    """A next edition that keeps the measure under an outcome, and lists neither the priority nor the action."""
    plan.repeat("plan", plan_id="next", position="2", edition="2023-24", year_start="2023-04-01", year_end="2024-03-31")
    plan.add("outcome", outcome_id="calm", plan_id="next", position="1", name="Calm", short_name="Calm")
    plan.add(
        "plan_measure", plan_id="next", measure_id="trees-planted", outcome_id="calm", position="1", wording="Trees"
    )
    for old_id in disposed:
        plan.add("disposition", old_id=old_id, kind="retired", reason="Done", on_date="2023-04-01")


def changed_definition(plan: TinyPlan) -> None:
    whose = {"measure_id": "trees-planted", "source_id": "returns"}
    changed = "2022-10-01 09:00:00"
    plan.add("definition", text="Trees", known_from="2022-04-01 09:00:00", known_to=changed, **whose)
    plan.add("definition", text="Trees planted on land of the council.", known_from=changed, reason="Plainer", **whose)


Spoil = Callable[[TinyPlan], object]

# name of the check, what spoils the plan, then file, row, column and found of the first finding
SPOILT: list[tuple[str, Spoil, tuple[str | None, int | None, str | None, str | None]]] = [
    ("file-name", lambda p: overwrite(p, "mesure.csv", b"a\n"), ("mesure.csv", None, None, "mesure")),
    ("encoding", lambda p: overwrite(p, "department.csv", b"department,position\nCaf\xe9,1\n"), ("department.csv", 2, None, "byte 0xe9, a letter or sign as older programs write it")),
    ("header", lambda p: drop_column(p, "department", "position"), ("department.csv", 1, "position", None)),
    ("header", lambda p: overwrite(p, "department.csv", b"department,position,head\nPlace,1,A\n"), ("department.csv", 1, "head", "head")),
    ("header", lambda p: overwrite(p, "department.csv", b"department,position,position\nPlace,1,1\n"), ("department.csv", 1, "position", "position")),
    ("header", lambda p: overwrite(p, "department.csv", b""), ("department.csv", 1, "department", None)),
    ("file-name", lambda p: overwrite(p, "returns.xlsx", b"PK"), ("returns.xlsx", None, None, "a workbook")),
    ("encoding", lambda p: overwrite(p, "department.csv", "department,position\nPlace,1\n".encode("utf-16")), ("department.csv", 1, None, "UTF-16, which spreadsheets call Unicode text")),
    ("header", lambda p: overwrite(p, "department.csv", b"department;position\nPlace;1\n"), ("department.csv", 1, None, "cells parted by semicolons")),
    ("header", lambda p: overwrite(p, "department.csv", b"department\tposition\nPlace\t1\n"), ("department.csv", 1, None, "cells parted by tabs")),
    ("header", lambda p: overwrite(p, "department.csv", b"Department,position\nPlace,1\n"), ("department.csv", 1, "Department", "Department")),
    ("header", lambda p: overwrite(p, "department.csv", b"department,position,\nPlace,1,\n"), ("department.csv", 1, "number 3", "")),
    ("record", lambda p: overwrite(p, "department.csv", b"department,position\nPlace,1\n2,Roads,\n"), ("department.csv", 3, None, "2,Roads,")),
    ("record", lambda p: overwrite(p, "department.csv", b"department,position\nPlace,1\nRoads\n"), ("department.csv", 3, None, "Roads")),
    ("record", lambda p: overwrite(p, "department.csv", b"department,position\nPlace,1\nRoads, bridges,2\n"), ("department.csv", 3, None, "Roads, bridges,2")),
    ("value", lambda p: p.change("target", value="1,234"), ("target.csv", 2, "value", "1,234")),
    ("value", lambda p: p.change("target", value="nan"), ("target.csv", 2, "value", "nan")),
    ("value", lambda p: p.change("target", value="£5"), ("target.csv", 2, "value", "£5")),
    ("value", lambda p: p.change("measure", decimals="1.5"), ("measure.csv", 2, "decimals", "1.5")),
    ("value", lambda p: p.change("measure", spc_allowed="yes"), ("measure.csv", 2, "spc_allowed", "yes")),
    ("value", lambda p: p.change("period", row=3, end_date="2022-09-31"), ("period.csv", 3, "end_date", "2022-09-31")),
    ("value", lambda p: p.change("period", row=3, end_date="30/09/2022"), ("period.csv", 3, "end_date", "30/09/2022")),
    ("value", lambda p: p.change("target", known_from="2022-04-01"), ("target.csv", 2, "known_from", "2022-04-01")),
    ("value", lambda p: p.change("action", text=""), ("action.csv", 2, "text", None)),
    ("value", lambda p: p.change("target", value="65%"), ("target.csv", 2, "value", "65%")),
    ("allowed", lambda p: p.change("measure", kind="percent"), ("measure.csv", 2, "kind", "percent")),
    ("allowed", lambda p: p.change("target", tolerance="-1"), ("target.csv", 2, "tolerance", "-1.0")),
    ("allowed", lambda p: p.change("observation", row=4, absence=""), ("observation.csv", 4, "value, absence", "")),
    ("allowed", lambda p: p.change("observation", known_to="2022-07-20 09:00:00"), ("observation.csv", 2, "known_to, known_from", "2022-07-20 09:00:00, 2022-07-20 09:00:00")),
    ("key", lambda p: p.repeat("department"), ("department.csv", 3, "department", "Place")),
    ("key", lambda p: p.repeat("plan_measure"), ("plan_measure.csv", 3, "plan_id, measure_id", "tiny, trees-planted")),
    ("key", lambda p: p.repeat("target", value="111"), ("target.csv", 3, "measure_id, period_id, known_from", "trees-planted, 2022-23-Q1, 2022-04-01 09:00:00")),
    ("reference", lambda p: p.change("action", aim_id="no-such-aim"), ("action.csv", 2, "aim_id", "no-such-aim")),
    ("reference", lambda p: (p.folder / "department.csv").unlink(), ("action.csv", 2, "department", "Place")),
    ("reference", lambda p: p.change("observation", row=4, period_id="2022-23-Q5"), ("observation.csv", 4, "period_id", "2022-23-Q5")),
    ("overlap", lambda p: p.change("observation", known_to=""), ("observation.csv", 3, "known_from", "2022-09-01 09:00:00")),
    ("overlap", lambda p: p.change("observation", known_to="2022-09-01 09:00:01"), ("observation.csv", 3, "known_from", "2022-09-01 09:00:00")),
    ("correction-date", lambda p: p.change("observation", row=3, known_from="2022-07-01 09:00:00", known_to="2022-07-20 09:00:00"), ("observation.csv", 3, "known_from", "2022-07-01 09:00:00")),
    ("correction-reason", lambda p: p.change("observation", row=3, reason=""), ("observation.csv", 3, "reason", None)),
    ("plan-present", lambda p: p.write("plan", []), (None, None, None, None)),
    ("plan-parts", lambda p: p.write("priority", []), ("plan.csv", 2, "plan_id", "tiny")),
    ("plan-window", lambda p: p.change("plan", year_end="2022-04-01"), ("plan.csv", 2, "year_start, year_end", "2022-04-01 to 2022-04-01")),
    ("plan-window", lambda p: p.change("plan", report_from="2022-23-Q4", report_to="2022-23-Q1"), ("plan.csv", 2, "report_from, report_to", "2022-23-Q4 to 2022-23-Q1")),
    ("aggregation", lambda p: p.change("measure", kind="percentage"), ("measure.csv", 2, "aggregation", "sum")),
    ("value-range", lambda p: p.change("observation", value="-1"), ("observation.csv", 2, "value", "-1.0")),
    ("mixed-sources", lambda p: p.change("observation", row=4, source_id="made-up"), ("observation.csv", 4, "source_id", "made-up")),
    ("range-target", range_measure, ("target.csv", 2, "upper_value", None)),
    ("range-target", lambda p: p.change("target", upper_value="120"), ("target.csv", 2, "upper_value", "120.0")),
    ("disposition", lambda p: p.add("disposition", old_id="gone", kind="retired", reason="Done", on_date="2023-04-01"), ("disposition.csv", 2, "old_id", "gone")),
    ("disposition", lambda p: p.add("disposition", old_id="green", new_id="greener", kind="renamed", reason="Words", on_date="2023-04-01"), ("disposition.csv", 2, "new_id", "greener")),
    ("vanished", second_edition, ("priority.csv", 2, "priority_id", "green")),
    ("definition", lambda p: p.add("definition", measure_id="trees-planted", text="Trees", source_id="returns", known_from="2022-04-01 09:00:00"), ("definition.csv", 2, "text", "Trees")),
    ("worked-out", small_count_corrected, ("observation.csv", 2, "value", "trees-planted, E10000099, 2022-23-Q1")),
    ("percent-tolerance", lambda p: p.change("target", tolerance="51"), ("target.csv", 2, "tolerance", "51.0")),
    ("needless-target", lambda p: p.change("measure", polarity="none"), ("target.csv", 2, "measure_id", "trees-planted")),
    ("whole-count", lambda p: p.change("observation", value="120.5"), ("observation.csv", 2, "value", "120.5")),
    ("placeholder", lambda p: p.change("measure", placeholder="true"), ("observation.csv", 2, "value", "120.0")),
    ("reported", second_measure, ("measure.csv", 3, "measure_id", "trees-felled")),
]  # fmt: skip

# what looks close to a fault and is none
SOUND: list[Spoil] = [
    lambda _: None,
    lambda p: overwrite(p, "department.csv", b"\xef\xbb\xbfdepartment,position\r\nPlace,1\r\n"),
    lambda p: overwrite(p, "department.csv", b"position,department\n1,Place\n"),
    lambda p: overwrite(p, "department.csv", b'department,position\nPlace,1\n"Roads, ""bridges""\nand canals",2\n'),
    lambda p: overwrite(p, "department.csv", b"department,position\r\nPlace,1\r\n\r\n"),
    lambda p: overwrite(p, "department.csv", b"department,position\nPlace,1\n,\n,\n"),
    lambda p: overwrite(p, "department.csv", b'department,position\nPlace,1\n"Roads, and,",2\n'),
    lambda p: p.change("measure", spc_allowed="TRUE"),
    lambda p: (p.folder / "department.csv").rename(p.folder / "department.CSV"),
    lambda p: p.change("action", aim_id=""),
    lambda p: p.change("target", value="1.1e2"),
    lambda p: p.change("target", tolerance="50"),
    lambda p: p.change("target", tolerance="60", tolerance_kind="absolute"),
    lambda p: p.change("observation", value="0"),
    lambda p: p.change("observation", known_to="2022-08-01 09:00:00"),
    lambda p: p.repeat("observation", area_code="E92000001", source_id="made-up"),
    lambda p: p.change("plan", report_from="2022-23-Q4"),
    year_of_small_counts,
    lambda p: second_edition(p, disposed=("green", "plant-trees")),
    changed_definition,
    lambda p: p.add("disposition", old_id="trees-planted", kind="retired", reason="Done", on_date="2023-04-01"),
]


@pytest.fixture(scope="module", params=SPOILT, ids=lambda param: param[0])
def fault(request, tmp_path_factory) -> tuple[str, tuple[str | int | None, ...], Report]:
    """Name of a check, where it should find a fault, and what is told of a plan with that fault."""
    name, spoil, first = request.param
    plan = write_tiny_plan(tmp_path_factory.mktemp("spoilt") / "tiny-plan")
    spoil(plan)
    with contextlib.chdir(plan.folder):
        return name, first, check([plan.folder])


def test_check_tells_file_row_column_and_what_it_found(fault):
    name, first, report = fault
    (finding, *_) = findings(report, name)
    assert (finding.file, finding.row, finding.column, finding.found) == first


def test_one_fault_is_told_by_one_check_only(fault):
    name, _, report = fault
    follow = {"plan-parts": {"reference"}, "plan-present": {"reference"}, "correction-date": {"correction-reason"}}
    assert told(report).keys() - follow.get(name, set()) == {name}


@pytest.mark.parametrize("keep", SOUND)
def test_nothing_is_told_of_a_plan_that_keeps_every_rule(tiny_plan: TinyPlan, keep):
    keep(tiny_plan)
    assert check([tiny_plan.folder]).lines() == []


def test_every_check_has_an_example_that_fails():
    assert {name for name, *_ in SPOILT} | {"folder"} == {entry.name for entry in CHECKS}


def test_a_folder_that_does_not_exist_is_told(tiny_plan: TinyPlan):
    report = check([tiny_plan.folder, tiny_plan.folder / "nowhere"])
    assert told(report) == {"folder": 1}


def test_all_faults_of_all_kinds_are_told_at_once(tiny_plan: TinyPlan):
    drop_column(tiny_plan, "department", "position")
    overwrite(tiny_plan, "source.csv", b"\xff\xfe")
    tiny_plan.change("action", aim_id="no-such-aim")
    tiny_plan.repeat("area")
    tiny_plan.change("target", value="lots")
    tiny_plan.change("observation", known_to="")
    tiny_plan.change("observation", row=4, period_id="2022-23-Q5")
    assert told(check([tiny_plan.folder])) == {
        "encoding": 1,
        "header": 1,
        "value": 1,
        "key": 1,
        "reference": 2,
        "overlap": 1,
    }


def test_a_key_used_in_two_folders_is_told_with_the_place_of_the_first(tiny_plan: TinyPlan, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    other = TinyPlan(folder=tmp_path / "more")
    other.folder.mkdir()
    other.write("department", tiny_plan.rows("department"))
    (finding,) = findings(check([tiny_plan.folder, other.folder]), "key")
    assert finding.message == (
        'more/department.csv, row 2, column department: found "Place", '
        "expected a key not used before; it stands in tiny-plan/department.csv, row 2"
    )


def test_the_same_table_may_have_a_file_in_several_folders(tiny_plan: TinyPlan, tmp_path):
    other = TinyPlan(folder=tmp_path / "more")
    other.folder.mkdir()
    other.write("department", [{"department": "Roads", "position": "2"}])
    tiny_plan.change("action", department="Roads")
    assert check([tiny_plan.folder, other.folder]).lines() == []


def test_only_the_first_findings_of_a_check_are_written_out_and_the_rest_are_counted(tiny_plan: TinyPlan):
    tiny_plan.write("department", [{"department": f"Department {n}", "position": "x"} for n in range(SHOWN + 5)])
    tiny_plan.change("action", department="")
    lines = check([tiny_plan.folder]).lines(Severity.FAIL)
    assert lines[SHOWN:] == ["FAIL value: and 5 more"]


def test_a_row_in_a_quoted_text_over_several_lines_counts_once(tiny_plan: TinyPlan):
    tiny_plan.change("action", text="Planted\ntrees\nin every parish")
    tiny_plan.repeat("action", action_id="fell-trees", aim_id="no-such-aim")
    (finding,) = findings(check([tiny_plan.folder]), "reference")
    assert finding.row == 3


EXPECTED: list[tuple[str, Spoil, str]] = [
    ("file-name", lambda p: overwrite(p, "mesure.csv", b"a\n"), "measure.csv"),
    ("header", lambda p: drop_column(p, "department", "position"), "a column of this name; add it, and leave its cells empty where there is nothing to say"),
    ("header", lambda p: overwrite(p, "department.csv", b"Department,position\nPlace,1\n"), "the name written department"),
    ("header", lambda p: overwrite(p, "department.csv", b"department,position,position\nPlace,1,1\n"), "each column once; take the second out"),
    ("header", lambda p: overwrite(p, "department.csv", b"department,position,head\nPlace,1,A\n"), "no column of this name; take it out, as there are only department, position"),
    ("value", lambda p: p.change("target", value="1,234"), "a number without %, £ or commas, for example 1234.5"),
    ("value", lambda p: p.change("period", row=3, end_date="30/09/2022"), "a day that exists, the year first, for example 2023-02-14"),
    ("allowed", lambda p: p.change("measure", polarity="higher"), "one of higher_is_better, lower_is_better, within_range, none"),
    ("allowed", lambda p: p.change("measure", decimals="4"), "a number from 0 to 3"),
    ("allowed", lambda p: p.change("observation", row=4, absence=""), "either a value or, where there is none, the reason in absence: one of the two, not both"),
    ("reference", lambda p: p.change("action", department="Place "), "a department of department.csv (without the space before or after it)"),
    ("reference", lambda p: (p.folder / "department.csv").unlink(), "a file department.csv that has it: there is none, for this row and all others"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "spoil", "expected"), EXPECTED)
def test_check_says_what_to_do_in_words(tiny_plan: TinyPlan, name, spoil, expected):
    spoil(tiny_plan)
    (finding, *_) = findings(check([tiny_plan.folder]), name)
    assert finding.expected == expected


@pytest.mark.parametrize("rule", sorted({rule.words for table in read_schema().values() for rule in table.rules}))
def test_rules_are_told_without_sql(rule):
    assert not {"IN", "IS", "NULL", "NOT", "OR", "AND", ">=", "<="} & set(rule.replace("(", " ").split())


def test_a_day_that_cannot_be_read_does_not_say_that_there_is_no_plan(tiny_plan: TinyPlan):
    tiny_plan.change("plan", year_end="31/03/2023")
    assert told(check([tiny_plan.folder])) == {"value": 1}
