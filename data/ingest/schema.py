"""What schema.sql declares, read back from the engine, so that no second list of columns exists."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

SCHEMA_FILE = Path(__file__).parent.parent / "schema.sql"
"""The only declaration of tables and columns."""

OWN_TABLE = "build"
"""The table that the program fills itself: it has no CSV file."""

KNOWN_FROM, KNOWN_TO = "known_from", "known_to"
"""The columns of the second clock: from when until when the council held a row to be true."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One declared column.

    Attributes:
        name: Name.
        type: Type as the engine writes it, for example DOUBLE.
        required: Whether a cell may not be empty.
        default: SQL of the value that an empty cell stands for, or None.
        comment: What the column holds.
    """

    name: str
    type: str
    required: bool
    default: str | None
    comment: str


@dataclass(frozen=True, kw_only=True)
class Reference:
    """One declared foreign key.

    Attributes:
        columns: Columns that refer.
        table: Table that they refer to.
        key: Columns of that table, in the same order.
    """

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One declared CHECK.

    Attributes:
        columns: Columns that it speaks of.
        expression: SQL that must not be false.
    """

    columns: tuple[str, ...]
    expression: str

    @property
    def plain(self) -> str:
        """The expression without the engine's outer brackets and quotation marks."""
        return self.expression.removeprefix("(").removesuffix(")").replace('"', "")

    @property
    def words(self) -> str:
        """What it asks for, in words for people who do not read SQL."""
        if self.plain in _RULES_IN_WORDS:
            return _RULES_IN_WORDS[self.plain]
        if found := re.fullmatch(r"\w+ IN \((.*)\)", self.plain):
            return "one of " + found[1].replace("'", "")
        if found := re.fullmatch(r"\w+ BETWEEN (\S+) AND (\S+)", self.plain):
            return f"a number from {found[1]} to {found[2]}"
        if found := re.fullmatch(r"\w+ (>=|>) (\d+)", self.plain):
            return f"{found[2]} or more" if found[1] == ">=" else f"more than {found[2]}"
        return self.plain


_RULES_IN_WORDS: Mapping[str, str] = {
    "known_to > known_from": "a known_to that is later than known_from",
    "start_date <= end_date": "an end_date that is not before start_date",
    "published_at >= known_at": "a published_at that is not before known_at",
    "upper_value >= value": "an upper_value that is not below value",
    "(value IS NULL) = (absence IS NOT NULL)": (
        "either a value or, where there is none, the reason in absence: one of the two, not both"
    ),
    "(kind = 'unstated') OR ((start_date IS NOT NULL) AND (end_date IS NOT NULL))": (
        "start_date and end_date, unless kind is unstated"
    ),
    "(kind = 'retired') OR (new_id IS NOT NULL)": "a new_id, unless kind is retired",
}
"""Rules of which the expression alone does not say what to do."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One declared table.

    Attributes:
        name: Name, also of its CSV file.
        columns: Columns in their order.
        key: Columns of the primary key; empty if there is none.
        references: Foreign keys.
        rules: CHECKs.
        comment: What the table holds.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]
    rules: tuple[Rule, ...]
    comment: str

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns in their order."""
        return tuple(column.name for column in self.columns)

    @property
    def fact_key(self) -> tuple[str, ...]:
        """What a fact is about: the key without its clock; empty for a table that has no second clock."""
        return tuple(name for name in self.key if name != KNOWN_FROM) if KNOWN_FROM in self.key else ()


def read_schema() -> Mapping[str, Table]:
    """Returns the tables that CSV files may fill, by name and in the order of schema.sql, referred ones first.

    The table `build` is left out: the program writes its one row.
    """
    return {name: table for name, table in read_whole_schema().items() if name != OWN_TABLE}


@cache
def read_whole_schema() -> Mapping[str, Table]:
    """Returns every declared table, `build` included, by name and in the order of schema.sql."""
    with duckdb.connect() as connection:
        connection.execute(SCHEMA_FILE.read_text(encoding="utf-8"))
        # Constraint lists come as Python lists only through fetchall.
        names = connection.execute("SELECT table_name, comment FROM duckdb_tables() ORDER BY table_oid").fetchall()
        columns = connection.execute(
            "SELECT table_name, column_name, data_type, NOT is_nullable, column_default, comment "
            "FROM duckdb_columns() WHERE NOT internal ORDER BY column_index"
        ).fetchall()
        constraints = connection.execute(
            "SELECT table_name, constraint_type, constraint_column_names, expression, referenced_table, "
            "referenced_column_names FROM duckdb_constraints() ORDER BY constraint_index"
        ).fetchall()
    return {
        name: Table(
            name=name,
            columns=tuple(
                Column(name=column, type=kind, required=required, default=_unless_null(default), comment=words or "")
                for table, column, kind, required, default, words in columns
                if table == name
            ),
            key=next(
                (tuple(own) for table, kind, own, *_ in constraints if (table, kind) == (name, "PRIMARY KEY")), ()
            ),
            references=tuple(
                Reference(columns=tuple(own), table=other, key=tuple(key))
                for table, kind, own, _, other, key in constraints
                if (table, kind) == (name, "FOREIGN KEY")
            ),
            rules=tuple(
                Rule(columns=tuple(own), expression=expression)
                for table, kind, own, expression, *_ in constraints
                if (table, kind) == (name, "CHECK")
            ),
            comment=comment or "",
        )
        for name, comment in names
    }


def _unless_null(default: str | None) -> str | None:
    return None if default in (None, "NULL") else default
