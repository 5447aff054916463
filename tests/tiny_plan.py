"""A council's plan that is as small as a valid one can be, as CSV files, to be spoilt one cell at a time."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from data.ingest.schema import read_schema

Row = Mapping[str, str]

TINY_PLAN: Mapping[str, tuple[Row, ...]] = {
    "source": (
        {"source_id": "returns", "title": "Returns", "kind": "council_return"},
        {"source_id": "made-up", "title": "Made up", "kind": "illustrative"},
    ),
    "area": (
        {"area_code": "E10000099", "name": "Tinyshire", "kind": "council", "position": "1"},
        {"area_code": "E92000001", "name": "England", "kind": "country", "position": "2"},
    ),
    "period": tuple(
        {
            "period_id": f"2022-23-Q{n}",
            "kind": "quarter",
            "start_date": first,
            "end_date": last,
            "label": f"Q{n} 2022-23",
        }
        for n, first, last in (
            (1, "2022-04-01", "2022-06-30"),
            (2, "2022-07-01", "2022-09-30"),
            (3, "2022-10-01", "2022-12-31"),
            (4, "2023-01-01", "2023-03-31"),
        )
    ),
    "plan": (
        {
            "plan_id": "tiny",
            "position": "1",
            "council": "Tinyshire County Council",
            "area_code": "E10000099",
            "title": "Tiny plan",
            "edition": "2022-23",
            "year_start": "2022-04-01",
            "year_end": "2023-03-31",
            "report_from": "2022-23-Q1",
            "report_to": "2022-23-Q4",
            "source_id": "returns",
        },
    ),
    "department": ({"department": "Place", "position": "1"},),
    "priority": (
        {"priority_id": "green", "plan_id": "tiny", "position": "1", "name": "A green county", "short_name": "Green"},
    ),
    "aim": (
        {"aim_id": "more-trees", "plan_id": "tiny", "priority_id": "green", "position": "1", "text": "More trees"},
    ),
    "action": (
        {
            "action_id": "plant-trees",
            "plan_id": "tiny",
            "priority_id": "green",
            "aim_id": "more-trees",
            "position": "1",
            "text": "Planted trees, in every parish",
            "short_name": "Plant trees",
            "department": "Place",
        },
    ),
    "measure": (
        {
            "measure_id": "trees-planted",
            "role": "plan",
            "name": "Number of trees planted",
            "short_name": "Trees planted",
            "kind": "count",
            "unit": "trees",
            "polarity": "higher_is_better",
            "aggregation": "sum",
            "frequency": "quarterly",
            "decimals": "0",
            "travel_basis": "previous_period",
            "spc_allowed": "true",
            "definition": "Trees planted on land of the council.",
        },
    ),
    "plan_measure": (
        {
            "plan_id": "tiny",
            "measure_id": "trees-planted",
            "priority_id": "green",
            "position": "1",
            "wording": "Number of trees planted",
        },
    ),
    "observation": (
        {
            "measure_id": "trees-planted",
            "area_code": "E10000099",
            "period_id": "2022-23-Q1",
            "value": "120",
            "source_id": "returns",
            "known_from": "2022-07-20 09:00:00",
            "known_to": "2022-09-01 09:00:00",
        },
        {
            "measure_id": "trees-planted",
            "area_code": "E10000099",
            "period_id": "2022-23-Q1",
            "value": "125",
            "source_id": "returns",
            "known_from": "2022-09-01 09:00:00",
            "reason": "A late return from one parish",
            "recorded_by": "Place",
        },
        {
            "measure_id": "trees-planted",
            "area_code": "E10000099",
            "period_id": "2022-23-Q2",
            "absence": "late",
            "source_id": "returns",
            "known_from": "2022-10-20 09:00:00",
        },
    ),
    "target": (
        {
            "measure_id": "trees-planted",
            "period_id": "2022-23-Q1",
            "value": "110",
            "tolerance": "5",
            "tolerance_kind": "percent",
            "source_id": "returns",
            "known_from": "2022-04-01 09:00:00",
        },
    ),
}
"""Rows by table; a column that is not named is empty."""


@dataclass(frozen=True, kw_only=True)
class TinyPlan:
    """The tiny plan in a folder.

    Attributes:
        folder: Where its CSV files are.
    """

    folder: Path

    def rows(self, table: str) -> list[dict[str, str]]:
        """Returns the rows of a table with all columns; none if there is no file."""
        path = self.folder / f"{table}.csv"
        if not path.exists():
            return []
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    def write(self, table: str, rows: Iterable[Row]) -> Path:
        """Writes the file of a table anew and returns its path."""
        path = self.folder / f"{table}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, fieldnames=read_schema()[table].column_names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return path

    def add(self, table: str, **cells: str) -> None:
        """Adds a row made of the cells named."""
        self.write(table, [*self.rows(table), cells])

    def repeat(self, table: str, *, row: int = 2, **cells: str) -> None:
        """Adds a copy of a row, counted from 1 for the header, with some cells changed."""
        rows = self.rows(table)
        self.write(table, [*rows, {**rows[row - 2], **cells}])

    def change(self, table: str, *, row: int = 2, **cells: str) -> None:
        """Changes cells of a row, counted from 1 for the header."""
        rows = self.rows(table)
        rows[row - 2].update(cells)
        self.write(table, rows)


def write_tiny_plan(folder: Path) -> TinyPlan:
    """Writes the tiny plan to a folder, which is made if missing."""
    folder.mkdir(parents=True, exist_ok=True)
    plan = TinyPlan(folder=folder)
    for table, rows in TINY_PLAN.items():
        plan.write(table, rows)
    return plan
