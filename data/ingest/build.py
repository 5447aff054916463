"""Writes a checked input to a new file beside the current build and then points at it; a failure changes nothing."""

# Statements are put together from names and words of schema.sql, quoted; no input is ever part of one.
# ruff: noqa: S608

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import duckdb

from data.errors import BuildFailed, NoBuild, RejectedInput
from data.ingest.checks import RULES_FOLDER, run
from data.ingest.findings import Report
from data.ingest.progress import Track, quietly
from data.ingest.read import Inputs, find_inputs, quoted, stage
from data.ingest.schema import SCHEMA_FILE, Table, read_schema
from data.store import BUILD_FOLDER, POINTER, Pointer, read_pointer

DATA_FOLDER = Path(__file__).parent.parent

DEFAULT_FOLDERS = (
    DATA_FOLDER / "plan",
    DATA_FOLDER / "figures" / "official",
    DATA_FOLDER / "figures" / "illustrative",
)
"""What is built unless told otherwise."""

KEPT = 5
"""Builds that are kept, the current one included, so that there is something to go back to."""

_PREFIX = "performance-"

KEYED_ROWS = 500_000
"""Rows up to which a table of facts has its keys declared; docs/decisions/0002-keys-on-facts.md says why."""

ENGINE = {"threads": "2", "memory_limit": "3GB"}
"""What a build may use of the machine."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a build came to.

    Attributes:
        pointer: The build that is current now.
        path: Its file.
        written: False if the current build was already made from this input.
        rows: Rows by table; empty if nothing was written.
        report: What the checks found; None if nothing was written.
    """

    pointer: Pointer
    path: Path
    written: bool
    rows: Mapping[str, int]
    report: Report | None


def build(
    folders: Sequence[Path] = DEFAULT_FOLDERS,
    *,
    to: Path = BUILD_FOLDER,
    force: bool = False,
    track: Track = quietly,
    clock: datetime | None = None,
) -> Outcome:
    """Builds the database from folders of CSV files and makes it the current one.

    Args:
        folders: Folders of CSV files named after tables.
        to: Folder of builds.
        force: Build even if the current build was made from the same input.
        track: Shows progress.
        clock: Time of the build; now, unless told otherwise.

    Returns:
        The build that is current afterwards, with the warnings of the checks.

    Raises:
        RejectedInput: If the input has faults. What was current stays current.
        BuildFailed: If the file cannot be written. What was current stays current.
    """
    tables = read_schema()
    inputs = find_inputs(folders, tables=tables, track=track)
    sha256 = _fingerprint(inputs)
    current = _current(to)
    if current is not None and current.content_sha256 == sha256 and not force:
        return Outcome(pointer=current, path=to / current.file, written=False, rows={}, report=None)
    with _engine() as connection:
        report = run(stage(inputs, tables=tables, connection=connection, track=track), track=track)
        if report.failed:
            raise RejectedInput(report)
        try:
            to.mkdir(parents=True, exist_ok=True)
            pointer, built_at = _name(to, sha256=sha256, at=clock or datetime.now(UTC))
            rows = _write(connection, path=to / pointer.file, pointer=pointer, built_at=built_at, track=track)
            _publish(to, pointer)
        except (OSError, duckdb.Error) as error:
            raise BuildFailed(f"The build could not be written to {to}: {error}") from error
    _prune(to)
    return Outcome(pointer=pointer, path=to / pointer.file, written=True, rows=rows, report=report)


def check(folders: Sequence[Path] = DEFAULT_FOLDERS, *, track: Track = quietly) -> Report:
    """Runs every check on folders of CSV files and returns what they found; writes nothing."""
    tables = read_schema()
    inputs = find_inputs(folders, tables=tables, track=track)
    with _engine() as connection:
        return run(stage(inputs, tables=tables, connection=connection, track=track), track=track)


def use(build_id: str, *, folder: Path = BUILD_FOLDER) -> Pointer:
    """Makes an earlier build the current one and returns what the pointer says now.

    Raises:
        NoBuild: If the folder has no such build, or its file cannot be read.
    """
    path = folder / _file_name(build_id)
    kept = sorted(file.stem.removeprefix(_PREFIX) for file in folder.glob(_file_name("*")))
    if build_id not in kept:
        raise NoBuild(f"There is no build {build_id} in {folder}. Choose one of: {', '.join(kept) or 'none is kept'}.")
    try:
        with duckdb.connect(path, read_only=True) as connection:
            ((sha256,),) = connection.execute("SELECT content_sha256 FROM build").fetchall()
    except duckdb.Error as error:
        raise NoBuild(f"The build {path} cannot be read ({error}). Choose another.") from error
    pointer = Pointer(build_id=build_id, file=path.name, content_sha256=sha256)
    _publish(folder, pointer)
    return pointer


def current_path(folder: Path = BUILD_FOLDER) -> Path:
    """Returns the path of the current build's file.

    Raises:
        NoBuild: If nothing has been built yet, or the file is gone.
    """
    path = folder / read_pointer(folder).file
    if not path.is_file():
        raise NoBuild(f"The current build {path} is gone. Run `python -m data build --force`.")
    return path


@cache
def code_version() -> str:
    """Returns the version of the program that builds: the first letters of the fingerprint of its files."""
    files = [
        SCHEMA_FILE,
        DATA_FOLDER / "model.py",
        DATA_FOLDER / "suppress.py",
        *sorted(Path(__file__).parent.glob("*.py")),
        *sorted(RULES_FOLDER.glob("*.sql")),
    ]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


@contextmanager
def _engine() -> Iterator[duckdb.DuckDBPyConnection]:
    with (
        tempfile.TemporaryDirectory(prefix="council-build-") as spill,
        duckdb.connect(config={**ENGINE, "temp_directory": spill}) as connection,
    ):
        connection.execute("SET enable_progress_bar = false")
        yield connection


def _file_name(build_id: str) -> str:
    return f"{_PREFIX}{build_id}.duckdb"


def _fingerprint(inputs: Inputs) -> str:
    parts = [code_version(), *(f"{file.table} {file.sha256}" for file in inputs.files)]
    parts += [finding.message for found in inputs.faults.values() for finding in found]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _current(folder: Path) -> Pointer | None:
    try:
        current_path(folder)
        return read_pointer(folder)
    except NoBuild:
        return None


def _name(folder: Path, *, sha256: str, at: datetime) -> tuple[Pointer, datetime]:
    # A file name is never used twice: a process that has a database open is served the old file of that name for ever.
    at = at.astimezone(UTC).replace(microsecond=0)
    while True:
        build_id = f"{at:%Y%m%dT%H%M%SZ}-{sha256[:8]}"
        file = _file_name(build_id)
        if not (folder / file).exists():
            return Pointer(build_id=build_id, file=file, content_sha256=sha256), at
        at += timedelta(seconds=1)


def _write(
    connection: duckdb.DuckDBPyConnection, *, path: Path, pointer: Pointer, built_at: datetime, track: Track
) -> Mapping[str, int]:
    partial = path.with_suffix(".partial")
    try:
        connection.execute(f"ATTACH '{str(partial).replace(chr(39), chr(39) * 2)}' AS built")
        connection.execute("USE built")
        connection.execute(SCHEMA_FILE.read_text(encoding="utf-8"))
        connection.execute("USE memory")
        rows = {table.name: _fill(connection, table) for table in track(list(read_schema().values()), "Writing tables")}
        connection.execute(
            "INSERT INTO built.build VALUES (?, ?, ?, ?)",
            [pointer.build_id, built_at.replace(tzinfo=None), pointer.content_sha256, code_version()],
        )
        connection.execute("DETACH built")
        with partial.open("rb") as stream:
            os.fsync(stream.fileno())
        partial.rename(path)
    finally:
        for leftover in (partial, partial.with_name(f"{partial.name}.wal")):
            leftover.unlink(missing_ok=True)
    return rows


def _fill(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    name = quoted(table.name)
    rows = connection.sql(f"FROM {name}").aggregate("count(*)").fetchall()[0][0]
    order = {column: quoted(column) for column in table.key}
    if table.fact_key and rows > KEYED_ROWS:
        _replace_without_keys(connection, table)
        order |= _ranks(connection, table)
    columns = ", ".join(quoted(column) for column in table.column_names)
    # Sorted by key, so that the figures of a measure lie together and the rest of the file is skipped.
    connection.execute(
        f"INSERT INTO built.{name} ({columns}) SELECT {columns} FROM {name} "
        f"ORDER BY {', '.join(order.values()) or 'ALL'}"
    )
    return int(rows)


def _ranks(connection: duckdb.DuckDBPyConnection, table: Table) -> dict[str, str]:
    # Millions of rows sort in half the time by the place of an id in the list of ids than by its letters.
    ranks = {}
    for reference in table.references:
        if len(reference.columns) == 1 and reference.columns[0] in table.key:
            rank = quoted(f"{table.name}_{reference.columns[0]}_rank")
            key = quoted(reference.key[0])
            connection.execute(
                f"CREATE TYPE {rank} AS ENUM (SELECT {key} FROM {quoted(reference.table)} ORDER BY {key})"
            )
            ranks[reference.columns[0]] = f"{quoted(reference.columns[0])}::{rank}"
    return ranks


def _replace_without_keys(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    name = f"built.{quoted(table.name)}"
    columns = [
        f"{quoted(column.name)} {column.type}"
        + (" NOT NULL" if column.required else "")
        + (f" DEFAULT {column.default}" if column.default else "")
        for column in table.columns
    ]
    rules = [f"CHECK {rule.expression}" for rule in table.rules]
    connection.execute(f"CREATE OR REPLACE TABLE {name} ({', '.join(columns + rules)})")
    for place, words in [(f"TABLE {name}", table.comment)] + [
        (f"COLUMN {name}.{quoted(column.name)}", column.comment) for column in table.columns
    ]:
        connection.execute(f"COMMENT ON {place} IS '{words.replace(chr(39), chr(39) * 2)}'")


def _publish(folder: Path, pointer: Pointer) -> None:
    draft = folder / f"{POINTER}.{os.getpid()}"
    with draft.open("w", encoding="utf-8") as stream:
        json.dump(asdict(pointer), stream, indent=2)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(folder / POINTER)


def _prune(folder: Path) -> None:
    current = read_pointer(folder).file
    builds = sorted(path for path in folder.glob(_file_name("*")) if path.name != current)
    for path in builds[: -(KEPT - 1)]:
        path.unlink(missing_ok=True)
