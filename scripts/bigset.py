"""Writes a set of CSV files with millions of made-up observations, to measure how the build and the board bear them."""

# The statement is put together from names of schema.sql.
# ruff: noqa: S608

import argparse
import calendar
import csv
import math
import shutil
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import duckdb

from data.ingest.build import DEFAULT_FOLDERS
from data.ingest.schema import read_schema

MEASURES = 60
MONTHS = tuple(date(2005 + n // 12, n % 12 + 1, 1) for n in range(240))
SOURCE = "bigset"

LEFT_OUT = frozenset({"observation", "target", "action_update", "commentary", "publication"})
"""Facts that the set does not take over."""


def write_bigset(folder: Path, *, rows: int) -> int:
    """Writes the plan and observations of its measures, by month in many areas, to a folder that `data build` takes.

    Args:
        folder: Where to write; made if missing.
        rows: Observations wanted.

    Returns:
        Observations written: as many as wanted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for table in read_schema().keys() - LEFT_OUT:
        _join([source / f"{table}.csv" for source in DEFAULT_FOLDERS[:2]], folder / f"{table}.csv")
    measures = [row["measure_id"] for row in _rows(folder, "measure") if row["placeholder"] == "false"][:MEASURES]
    made_up = [f"X-{n:05d}" for n in range(math.ceil(rows / len(measures) / len(MONTHS)) - 1)]
    _append(
        folder, "area", ({"area_code": a, "name": f"Area {a}", "kind": "other", "position": "1000"} for a in made_up)
    )
    _append(folder, "period", (_month(first) for first in MONTHS))
    _append(folder, "source", [{"source_id": SOURCE, "title": "Made up to measure speed", "kind": "illustrative"}])
    council = _rows(folder, "plan")[0]["area_code"]
    _write_observations(folder, measures=measures, areas=[council, *made_up], rows=rows)
    return rows


def _join(parts: Iterable[Path], whole: Path) -> None:
    found = [part for part in parts if part.exists()]
    if found:
        shutil.copyfile(found[0], whole)
    for part in found[1:]:
        with whole.open("a", encoding="utf-8") as stream:
            stream.write(part.read_text(encoding="utf-8").split("\n", 1)[1])


def _rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _append(folder: Path, table: str, rows: Iterable[Mapping[str, str]]) -> None:
    with (folder / f"{table}.csv").open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, read_schema()[table].column_names, lineterminator="\n").writerows(rows)


def _month(first: date) -> dict[str, str]:
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return {
        "period_id": f"{first:%Y-%m}-M",
        "kind": "month",
        "start_date": f"{first}",
        "end_date": f"{last}",
        "label": f"{first:%B %Y}",
    }


def _write_observations(folder: Path, *, measures: list[str], areas: list[str], rows: int) -> None:
    cells = {
        "measure_id": "measure_id",
        "area_code": "area_code",
        "period_id": "strftime(first, '%Y-%m-M')",
        "value": "round(50 + 20 * sin(month(first)) + hash(measure_id, area_code, first) % 20)::INTEGER",
        "quality": "'final'",
        "source_id": f"'{SOURCE}'",
        "known_from": "strftime(first + INTERVAL 2 MONTH, '%Y-%m-%d 09:00:00')",
    }
    columns = ", ".join(f"{cells.get(name, 'NULL')} AS {name}" for name in read_schema()["observation"].column_names)
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(
            f"COPY (SELECT {columns} FROM (SELECT unnest(?) AS measure_id), (SELECT unnest(?) AS area_code), "
            f"(SELECT unnest(?::DATE[]) AS first) LIMIT {rows}) TO '{folder / 'observation.csv'}' (HEADER)",
            [measures, areas, list(MONTHS)],
        )


def main() -> int:
    """Runs the script."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000, help="observations (default %(default)s)")
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="where to write")
    options = parser.parse_args()
    print(f"Wrote {write_bigset(options.to, rows=options.rows):,} observations to {options.to}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
