"""Puts the format of the CSV files and of the built database into words, from what schema.sql declares."""

from collections.abc import Iterator
from pathlib import Path

from data.ingest.read import FORMS
from data.ingest.schema import OWN_TABLE, Column, Table, read_whole_schema

FORMAT_FILE = Path(__file__).parent.parent / "docs" / "data-format.md"
"""Where `python -m data describe` writes."""

_TYPES = {
    "VARCHAR": "text",
    "INTEGER": "whole number",
    "DOUBLE": "number",
    "BOOLEAN": "true or false",
    "DATE": "day",
    "TIMESTAMP": "time",
}

_INTRODUCTION = """\
# The format of the data

Made by `python -m data describe` from `data/schema.sql`; change that file instead.

A plan and its figures are CSV files in one folder or several. A file is named after its table: `observation.csv`. The
same table may have a file in each folder; they are read together. `python -m data check FOLDER` says what is wrong with
them, and [methodology/checks.md](methodology/checks.md) lists what it looks for.

Only the tables that you use need a file. A board needs `source`, `area`, `period`, `plan`, `priority` or `outcome`,
`measure`, `plan_measure` and `observation`; [adding.md](adding.md#a-councils-own-plan) goes through them in order.

- The first row holds the names of all columns of the table, once each. Any order will do.
- Files are UTF-8, cells are parted by commas, and a cell with a comma or a line break in it stands in quotation marks.
- From a spreadsheet, save as “CSV UTF-8 (comma delimited)”. Give cells with days and times the format “Text” first, or
  the spreadsheet writes them its own way.
- An empty cell is a missing value. In a column marked “must be filled” it is a fault, unless there is a default.
- Ids are permanent. A later edition of the plan that gives one up says so in `disposition.csv`.

| Type | How a cell is written |
|---|---|
"""

_CLOCKS = """
Tables with `known_from` and `known_to` have two clocks: what a row is about (its period), and when the council held it
to be true. A correction never overwrites. It fills in `known_to` of the row that it replaces and adds a row about the
same thing, with that time as `known_from` and with a `reason`.

The built file is a DuckDB database with the same tables and columns. Open it read-only with any tool that reads DuckDB;
`python -m data where` prints its path. It also holds the macro `known(known_from, known_to, at)`, which says whether a
row stood at a time (`NULL` is now).
"""


def data_format() -> str:
    """Returns docs/data-format.md: every table with its columns, types, keys, references and rules, in Markdown."""
    tables = read_whole_schema()
    forms = [
        f"| {_TYPES['VARCHAR']} | as it is |",
        *(f"| {_TYPES[name]} | {form.words} |" for name, form in FORMS.items()),
    ]
    index = ", ".join(f"[`{name}`](#{name})" for name in tables)
    parts = [_INTRODUCTION + "\n".join(forms) + "\n" + _CLOCKS, f"Tables: {index}.\n"]
    return "\n".join([*parts, *("\n".join(_lines(table)) for table in tables.values())])


def _lines(table: Table) -> Iterator[str]:
    yield f"## {table.name}\n"
    yield table.comment + (" It has no CSV file: the program writes it.\n" if table.name == OWN_TABLE else "\n")
    if table.key:
        yield f"Key: {_names(table.key)}.\n"
    yield "| Column | Type | Must be filled | Meaning |"
    yield "|---|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}` | {_TYPES[column.type]} | {_filled(column)} | {column.comment} |"
    yield ""
    for reference in table.references:
        yield f"- {_names(reference.columns)} must exist in [`{reference.table}`](#{reference.table})."
    for rule in table.rules:
        yield f"- {_names(rule.columns)}: {rule.words}."
    if table.references or table.rules:
        yield ""


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in columns)


def _filled(column: Column) -> str:
    if column.default is not None:
        return f"no; empty means `{column.default}`"
    return "yes" if column.required else ""
