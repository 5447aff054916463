"""From CSV files to a build that serves, and what a failure leaves behind."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from data.__main__ import main
from data.errors import BuildFailed, NoBuild, RejectedInput
from data.ingest import build as module
from data.ingest.build import DATA_FOLDER, KEPT, build, current_path
from data.ingest.checks import CHECKS, RULES_FOLDER, checks_table
from data.ingest.schema import read_schema
from data.store import Store, read_pointer
from tests.tiny_plan import TinyPlan

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def builds(tmp_path: Path) -> Path:
    return tmp_path / "builds"


def query(folder: Path, sql: str) -> list[tuple]:
    with duckdb.connect(current_path(folder), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_row_of_the_files_is_in_the_build(tiny_plan: TinyPlan, builds):
    outcome = build([tiny_plan.folder], to=builds)
    assert {name: rows for name, rows in outcome.rows.items() if rows} == {
        path.stem: len(tiny_plan.rows(path.stem)) for path in tiny_plan.folder.glob("*.csv")
    }


def test_build_has_the_tables_columns_and_comments_of_the_schema(tiny_plan: TinyPlan, builds):
    build([tiny_plan.folder], to=builds)
    built = query(builds, "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE NOT internal")
    declared = {(t.name, c.name, c.type, c.comment) for t in read_schema().values() for c in t.columns}
    assert {row for row in built if row[0] != "build"} == declared


def test_no_table_or_column_lacks_a_comment(tiny_plan: TinyPlan, builds):
    build([tiny_plan.folder], to=builds)
    assert query(builds, "SELECT column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal") == []
    assert query(builds, "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL") == []


def test_an_empty_cell_with_a_default_gets_the_default(tiny_plan: TinyPlan, builds):
    build([tiny_plan.folder], to=builds)
    assert query(builds, "SELECT DISTINCT quality FROM observation") == [("final",)]


def test_keys_and_references_are_declared_in_the_build(tiny_plan: TinyPlan, builds):
    build([tiny_plan.folder], to=builds)
    kinds = query(builds, "SELECT constraint_type FROM duckdb_constraints() WHERE table_name = 'observation'")
    assert {"PRIMARY KEY", "FOREIGN KEY", "CHECK"} <= {kind for (kind,) in kinds}


def test_facts_too_many_for_declared_keys_keep_checks_columns_and_comments(tiny_plan: TinyPlan, builds, monkeypatch):
    monkeypatch.setattr(module, "KEYED_ROWS", 2)
    build([tiny_plan.folder], to=builds)
    kinds = query(builds, "SELECT DISTINCT constraint_type FROM duckdb_constraints() WHERE table_name = 'observation'")
    comments = query(builds, "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'observation'")
    assert {kind for (kind,) in kinds} == {"CHECK", "NOT NULL"}
    assert comments == [(column.name, column.comment) for column in read_schema()["observation"].columns]


def test_observations_lie_by_measure_area_and_period(tiny_plan: TinyPlan, builds):
    tiny_plan.write("observation", reversed(tiny_plan.rows("observation")))
    build([tiny_plan.folder], to=builds)
    assert query(builds, "SELECT period_id, value FROM observation") == [
        ("2022-23-Q1", 120.0),
        ("2022-23-Q1", 125.0),
        ("2022-23-Q2", None),
    ]


def test_build_row_tells_id_time_and_fingerprint(tiny_plan: TinyPlan, builds):
    pointer = build([tiny_plan.folder], to=builds, clock=AT).pointer
    assert query(builds, "SELECT build_id, built_at, content_sha256 FROM build") == [
        (pointer.build_id, AT.replace(tzinfo=None), pointer.content_sha256)
    ]


def test_name_of_the_file_has_time_and_fingerprint(tiny_plan: TinyPlan, builds):
    pointer = build([tiny_plan.folder], to=builds, clock=AT).pointer
    assert pointer.file == f"performance-20261122T090000Z-{pointer.content_sha256[:8]}.duckdb"


def test_store_reads_the_build(tiny_plan: TinyPlan, builds):
    pointer = build([tiny_plan.folder], to=builds).pointer
    assert Store(builds).read("build")["build_id"].item() == pointer.build_id


def test_unchanged_input_is_not_built_again(tiny_plan: TinyPlan, builds):
    build([tiny_plan.folder], to=builds)
    before = files(builds)
    assert not build([tiny_plan.folder], to=builds).written
    assert files(builds) == before


def test_force_builds_again_under_a_new_name_even_within_one_second(tiny_plan: TinyPlan, builds):
    first = build([tiny_plan.folder], to=builds, clock=AT)
    second = build([tiny_plan.folder], to=builds, clock=AT, force=True)
    assert second.path != first.path


def test_changed_input_is_built(tiny_plan: TinyPlan, builds):
    build([tiny_plan.folder], to=builds)
    tiny_plan.change("target", value="111")
    build([tiny_plan.folder], to=builds)
    assert query(builds, "SELECT value FROM target") == [(111.0,)]


def test_bad_input_changes_nothing_in_the_folder_of_builds(tiny_plan: TinyPlan, builds):
    build([tiny_plan.folder], to=builds)
    before = files(builds)
    tiny_plan.change("target", value="lots")
    with pytest.raises(RejectedInput):
        build([tiny_plan.folder], to=builds)
    assert files(builds) == before


def test_bad_input_at_the_first_build_leaves_no_build(tiny_plan: TinyPlan, builds):
    tiny_plan.change("target", value="lots")
    with pytest.raises(RejectedInput):
        build([tiny_plan.folder], to=builds)
    assert not builds.exists()


def test_warnings_do_not_stop_a_build(tiny_plan: TinyPlan, builds):
    tiny_plan.change("target", tolerance="51")
    report = build([tiny_plan.folder], to=builds).report
    assert [line.split(":")[0] for line in report.lines()] == ["WARN percent-tolerance"]


def test_failure_while_writing_leaves_the_current_build_and_no_partial_file(tiny_plan: TinyPlan, builds, monkeypatch):
    build([tiny_plan.folder], to=builds)
    before = files(builds)

    def fail(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(BuildFailed, match="No space left on device"):
        build([tiny_plan.folder], to=builds, force=True)
    assert files(builds) == before


def test_only_the_newest_builds_are_kept(tiny_plan: TinyPlan, builds):
    for n in range(KEPT + 2):
        build([tiny_plan.folder], to=builds, force=True, clock=AT + timedelta(hours=n))
    kept = sorted(path.name[12:28] for path in builds.glob("performance-*"))
    assert kept == [f"20261122T{n:02d}0000Z" for n in range(11, 16)]


def test_a_build_that_others_made_meanwhile_is_not_lost(tiny_plan: TinyPlan, builds):
    build([tiny_plan.folder], to=builds, clock=AT)
    (builds / "notes.txt").write_text("kept")
    build([tiny_plan.folder], to=builds, clock=AT, force=True)
    assert (builds / "notes.txt").exists()


def test_where_prints_the_path_of_the_current_build(tiny_plan: TinyPlan, builds, capsys):
    path = build([tiny_plan.folder], to=builds).path
    assert main(["where", "--to", str(builds)]) == 0
    assert capsys.readouterr().out.strip() == str(path)


def test_where_without_a_build_says_what_to_run(builds, capsys):
    assert main(["where", "--to", str(builds)]) == 1
    assert "python -m data build" in capsys.readouterr().err


def test_build_command_prints_every_fault_on_its_line_and_fails(tiny_plan: TinyPlan, builds, capsys, monkeypatch):
    monkeypatch.chdir(tiny_plan.folder.parent)
    tiny_plan.change("target", value="lots")
    tiny_plan.change("action", aim_id="xyz")
    assert main(["build", "--from", "tiny-plan", "--to", str(builds)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert (
        'FAIL reference: tiny-plan/action.csv, row 2, column aim_id: found "xyz", expected an aim_id of aim.csv'
        in lines
    )
    assert (
        'FAIL value: tiny-plan/target.csv, row 2, column value: found "lots", '
        "expected a number without %, £ or commas, for example 1234.5" in lines
    )


def test_check_command_writes_nothing(tiny_plan: TinyPlan, builds, monkeypatch):
    monkeypatch.setenv("DATA_BUILD", str(builds))
    assert main(["check", str(tiny_plan.folder)]) == 0
    assert not builds.exists()


def test_setting_names_the_folder_of_builds(tiny_plan: TinyPlan, builds, monkeypatch):
    monkeypatch.setenv("DATA_BUILD", str(builds))
    assert main(["build", "--from", str(tiny_plan.folder)]) == 0
    assert read_pointer(builds)


def test_command_runs_as_a_module(builds):
    done = subprocess.run(
        [sys.executable, "-m", "data", "where", "--to", builds],
        capture_output=True,
        check=False,
        cwd=DATA_FOLDER.parent,
    )
    assert done.returncode == 1


def test_current_path_of_a_folder_without_a_build_is_an_error(builds):
    with pytest.raises(NoBuild):
        current_path(builds)


def test_documentation_lists_every_check():
    assert checks_table() in (DATA_FOLDER.parent / "docs" / "methodology" / "checks.md").read_text(encoding="utf-8")


def test_every_rule_of_the_field_has_a_statement_and_every_statement_a_rule():
    names = {check.name.replace("-", "_") for check in CHECKS if check.stage == "rules of the field"}
    assert {path.stem for path in RULES_FOLDER.glob("*.sql")} == names
