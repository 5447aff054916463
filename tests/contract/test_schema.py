"""The public schema: officers open the file in their own tools, so every name is plain and every thing is explained."""

import re

import duckdb
import pytest

from data.ingest.build import DEFAULT_FOLDERS
from data.ingest.schema import SCHEMA_FILE, read_schema, read_whole_schema

TABLES = read_whole_schema().values()
COLUMNS = [(table, column) for table in TABLES for column in table.columns]
PLAIN = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def name_of(value: object) -> str:
    return str(getattr(value, "name", value))


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_table_has_a_plain_name_and_a_comment(table):
    assert PLAIN.fullmatch(table.name)
    assert table.comment.endswith(".")


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=name_of)
def test_column_has_a_plain_name_and_a_comment(table, column):
    assert PLAIN.fullmatch(column.name)
    assert column.comment.endswith(".")


def test_schema_can_be_made_anew():
    with duckdb.connect() as connection:
        connection.execute(SCHEMA_FILE.read_text(encoding="utf-8"))
        assert len(connection.execute("SELECT * FROM duckdb_tables()").fetchall()) == len(TABLES)


def test_every_table_that_a_file_fills_has_a_key_or_says_by_its_name_what_a_row_is():
    assert [table.name for table in read_schema().values() if not table.key] == ["disposition"]


def test_every_fact_with_two_clocks_says_when_it_came_in_in_its_key():
    clocked = [table for table in TABLES if {"known_from", "known_to"} <= set(table.column_names)]
    assert clocked and all("known_from" in table.key for table in clocked)


def test_every_id_that_another_table_holds_refers_to_it():
    owners = {table.key[0]: table.name for table in TABLES if len(table.key) == 1}
    loose = [
        f"{table.name}.{column.name}"
        for table, column in COLUMNS
        if column.name in owners
        and owners[column.name] != table.name
        and not any(column.name in reference.columns for reference in table.references)
    ]
    assert loose == []


def test_every_file_of_the_repository_is_named_after_a_table():
    names = {path.stem for folder in DEFAULT_FOLDERS for path in folder.glob("*.csv")}
    assert names <= set(read_schema())


@pytest.mark.parametrize(
    "path", sorted(path for folder in DEFAULT_FOLDERS for path in folder.glob("*.csv")), ids=lambda path: path.stem
)
def test_file_has_exactly_the_columns_of_its_table(path):
    header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert tuple(header) == read_schema()[path.stem].column_names
