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


def asks(node: ast.AST, statement: str) -> bool:
    """Whether an expression is the name of a statement, or puts it together from a word that it begins with."""
    if isinstance(node, ast.JoinedStr):
        first = node.values[0]
        return isinstance(first, ast.Constant) and statement.startswith(str(first.value))
    return isinstance(node, ast.Constant) and node.value == statement


def questions(statement: str) -> set[str]:
    """Names of the functions of data/queries.py that read a statement."""
    tree = ast.parse((ROOT / "data" / "queries.py").read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {each.name for each in functions if any(asks(node, statement) for node in ast.walk(each))}


def sources() -> Iterator[Path]:
    for folder in ("data", "dashboard", "components"):
        yield from (ROOT / folder).rglob("*.py")


def asked_by(path: Path) -> set[str]:
    """Names of the functions of data/queries.py that a module uses."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    imported = {
        alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module == "data.queries"
        for alias in node.names
    }
    return imported | {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "queries"
    }


def test_there_are_statements_that_read_figures():
    assert {"council_series", "compared_figures", "guarded_figures"} <= raw_statements()


@pytest.mark.parametrize("statement", sorted(raw_statements()))
def test_figures_as_they_came_in_are_asked_for_in_one_place(statement):
    asked = questions(statement)
    assert len(asked) == 1
    assert [path.relative_to(ROOT) for path in sources() if asked & asked_by(path)] == [DOOR.relative_to(ROOT)]


@pytest.mark.parametrize("statement", sorted(raw_statements()))
def test_a_statement_that_reads_figures_is_named_beside_the_other_questions_only(statement):
    holders = {path.relative_to(ROOT) for path in sources() if f'"{statement}"' in path.read_text(encoding="utf-8")}
    assert holders <= {Path("data/queries.py")}
