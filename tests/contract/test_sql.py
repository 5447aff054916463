"""Every statement that the board reads by: it runs on the schema, says what it gives, and is asked by one question."""

import inspect
import re

import duckdb
import pytest

from data import queries
from data.ingest.checks import RULES_FOLDER
from data.ingest.schema import SCHEMA_FILE
from data.queries import Structure
from data.store import SQL_FOLDER

FILES = sorted(SQL_FOLDER.glob("*.sql"))
STRUCTURE = set(Structure.__dataclass_fields__)
SOURCE = inspect.getsource(queries)
ASKED = re.findall(r'\.read\(\s*"(\w+)"', SOURCE)
KINDS_ASKED = re.findall(r'\.read\(\s*f"(\w+)\{', SOURCE)
"""Beginnings of names of which one question picks one by its subject."""


@pytest.fixture(scope="module")
def empty():
    with duckdb.connect() as connection:
        connection.execute(SCHEMA_FILE.read_text(encoding="utf-8"))
        yield connection


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_statement_runs_on_an_empty_database(empty, path):
    text = path.read_text(encoding="utf-8")
    (statement,) = empty.extract_statements(text)
    given = dict.fromkeys(statement.named_parameters)
    assert empty.execute(text, given).fetchall() in ([], [(None,)])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_statement_only_reads(empty, path):
    (statement,) = empty.extract_statements(path.read_text(encoding="utf-8"))
    assert statement.type == duckdb.StatementType.SELECT


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_statement_starts_with_a_comment_on_what_comes_back(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(r"-- .*[.:]", first) or first.startswith("-- ")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_comment_speaks_of_every_parameter_that_decides_which_facts_count(path):
    text = path.read_text(encoding="utf-8")
    comment = "".join(line for line in text.splitlines() if line.startswith("--"))
    used = set(re.findall(r"\$(known_at|since)\b", text))
    assert used <= set(re.findall(r"\$(\w+)", comment))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_statement_is_asked_by_some_question_and_by_no_two(path):
    asked = ASKED.count(path.stem) + sum(path.stem.startswith(kind) for kind in KINDS_ASKED)
    assert asked == 1 or (asked == 0 and path.stem in STRUCTURE)


def test_every_question_has_its_statement():
    assert {*STRUCTURE, *ASKED} <= {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_statement_of_many_rows_says_their_order(path):
    text = path.read_text(encoding="utf-8")
    many = "FROM build" not in text
    assert "ORDER BY" in text or not many


@pytest.mark.parametrize("path", sorted(RULES_FOLDER.glob("*.sql")), ids=lambda path: path.stem)
def test_rule_starts_with_a_comment(path):
    assert path.read_text(encoding="utf-8").startswith("-- ")
