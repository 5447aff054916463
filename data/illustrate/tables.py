"""Tables in and out: the plan's CSV files as frames, and frames with exactly the columns of the public schema."""

import math
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd

from data.errors import DataError
from data.ingest.schema import read_schema

Row = Mapping[str, Any]

RETURNS = "illustrative-returns"
TARGETS = "illustrative-targets"
UPDATES = "illustrative-updates"
BUDGET = "illustrative-budget"
SCALE = "council-four-step"


class MissingPlanError(DataError):
    """A CSV file is not there that made-up returns are made for."""


def to_frame(table: str, rows: Iterable[Row]) -> pd.DataFrame:
    """Rows as a frame with exactly a table's columns of schema.sql, in order; what a row leaves out is absent.

    Raises:
        ValueError: A row has a column that the table does not have.
    """
    columns = read_schema()[table].column_names
    listed = list(rows)
    strange = {name for row in listed for name in row} - set(columns)
    if strange:
        raise ValueError(f"table {table} has no column {', '.join(sorted(strange))}")
    return pd.DataFrame(
        [[row.get(column) for column in columns] for row in listed], columns=list(columns), dtype=object
    )


def read_table(folder: Path, table: str) -> pd.DataFrame:
    """One table's CSV file as text, absent cells as empty strings.

    Raises:
        MissingPlanError: The folder has no such file.
    """
    path = folder / f"{table}.csv"
    if not path.is_file():
        raise MissingPlanError(f"{path} is missing: put the plan and the official figures there first")
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def read_own(name: str) -> pd.DataFrame:
    """One of this package's own tables of shapes and phrases as text, absent cells as empty strings."""
    with resources.files("data.illustrate").joinpath(name).open(encoding="utf-8") as file:
        return pd.read_csv(file, dtype=str, keep_default_na=False)


def cell(value: object) -> str:
    """A value as a CSV cell: whole numbers without decimals, timestamps to the second, absence as nothing."""
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)
