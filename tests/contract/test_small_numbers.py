"""Figures as they came in are read in one place only, where small ones are withheld."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import SQL_FOLDER

ROOT = SQL_FOLDER.parent.parent
DOOR = ROOT / "data" / "facts.py"
COUNTED_ONLY = {"source"}
"""Statements that say how many figures there are and nothing about them."""


def raw_statements() -> set[str]:
    """Names of the statements that read figures."""
    return {
        path.stem
        for path in SQL_FOLDER.glob("*.sql")
        if re.search(r"\b(FROM|JOIN)\s+observation\b", path.read_text(encoding="utf-8"))
    } - COUNTED_ONLY


def raw_questions() -> set[str]:
    """Names of the functions of data/queries.py that read figures."""
    tree = ast.parse((ROOT / "data" / "queries.py").read_text(encoding="utf-8"))
    return {
        function.name
        for function in tree.body
        if isinstance(function, ast.FunctionDef)
        and any(isinstance(node, ast.Constant) and node.value in raw_statements() for node in ast.walk(function))
    }


def sources() -> Iterator[Path]:
    for folder in ("data", "dashboard", "components"):
        yield from (ROOT / folder).rglob("*.py")


def names(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {node.id for node in nodes if isinstance(node, ast.Name)}
    return plain | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def test_there_are_statements_that_read_figures():
    assert {"council_series", "measure_figures", "guarded_figures"} <= raw_statements()


@pytest.mark.parametrize("question", sorted(raw_questions()))
def test_figures_as_they_came_in_are_asked_for_in_one_place(question):
    assert [path.relative_to(ROOT) for path in sources() if question in names(path)] == [DOOR.relative_to(ROOT)]


@pytest.mark.parametrize("statement", sorted(raw_statements()))
def test_a_statement_that_reads_figures_belongs_to_one_question(statement):
    holders = [path.relative_to(ROOT) for path in sources() if f'"{statement}"' in path.read_text(encoding="utf-8")]
    assert holders == [Path("data/queries.py")]
