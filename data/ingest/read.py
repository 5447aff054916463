"""Finds the CSV files, proves that they can be read, and stages them under their declared types."""

# Statements are put together from names and words of schema.sql, quoted; no input is ever part of one.
# ruff: noqa: S608

import codecs
import csv
import difflib
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.ingest.findings import Finding, Findings
from data.ingest.progress import Track, quietly
from data.ingest.schema import Column, Table

FIRST_ROW = 2
"""Row of the first record, as a spreadsheet shows it: the header is row 1."""

EVERY = "every"
"""Schema of the staged tables with all their rows; under the plain name stand only rows whose every value is sound."""


SAVE_AS = "in a spreadsheet, save as “CSV UTF-8 (comma delimited)”"
"""What to do about most files that cannot be read."""

WORKBOOKS = frozenset({".xlsx", ".xls", ".xlsm", ".ods"})
FOREIGN_SIGNS: Mapping[str, str] = {";": "semicolons", "\t": "tabs"}
"""What spreadsheets of other countries put between cells, and its name."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """How a value of a type must be written.

    Attributes:
        pattern: Regular expression that it matches as a whole.
        words: The same for people.
    """

    pattern: str
    words: str


FORMS: Mapping[str, Form] = {
    "INTEGER": Form(pattern=r"-?\d+", words="a whole number, for example 12"),
    "DOUBLE": Form(
        pattern=r"-?\d+(\.\d+)?([eE][-+]?\d+)?", words="a number without %, £ or commas, for example 1234.5"
    ),
    "BOOLEAN": Form(pattern="(?i)true|false", words="true or false"),
    "DATE": Form(pattern=r"\d{4}-\d\d-\d\d", words="a day that exists, the year first, for example 2023-02-14"),
    "TIMESTAMP": Form(
        pattern=r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d",
        words="a day and time that exist, the year first, for example 2023-02-14 09:00:00",
    ),
}
"""Forms by type; spreadsheets write TRUE and FALSE, so case is free. The engine's own casts are too kind: they take 2.5
for a whole number and yes for true."""


@dataclass(frozen=True, kw_only=True)
class Input:
    """One CSV file.

    Attributes:
        number: Its place among the files that are read.
        path: Where it is.
        label: What messages call it: the path from where the command runs, if it lies below.
        table: Name of the table that it fills.
        sha256: Fingerprint of its bytes.
    """

    number: int
    path: Path
    label: str
    table: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """The files that were found.

    Attributes:
        files: Files that belong to a table and are UTF-8.
        broken: Names of tables of which some file cannot be read.
        faults: Findings by name of the check that they belong to.
    """

    files: tuple[Input, ...]
    broken: frozenset[str]
    faults: Mapping[str, tuple[Finding, ...]]


@dataclass(frozen=True, kw_only=True)
class Staging:
    """The input as tables in memory.

    For each declared table there are two views: the plain name has the sound rows, `every.` has all of them. Both have
    the declared columns and `input_file`, `input_row` and `sound`. A value that cannot be read is missing there and its
    row is not sound.

    Attributes:
        connection: Where the tables are.
        tables: Declared tables by name.
        files: Files by number.
        broken: Names of tables of which some file cannot be read; what they hold is not whole.
        faults: What was found while reading, by name of the check that it belongs to.
    """

    connection: duckdb.DuckDBPyConnection
    tables: Mapping[str, Table]
    files: tuple[Input, ...]
    broken: frozenset[str]
    faults: Mapping[str, Findings]

    def readable(self) -> Iterator[Table]:
        """Yields the tables that have files, all of which could be read."""
        given = {file.table for file in self.files}
        return (table for table in self.tables.values() if table.name in given - self.broken)


def find_inputs(folders: Sequence[Path], *, tables: Mapping[str, Table], track: Track = quietly) -> Inputs:
    """Looks for the CSV files of the tables in some folders and reads each once for its fingerprint and encoding.

    Args:
        folders: Folders; the same table may have a file in each.
        tables: Declared tables.
        track: Shows progress.

    Returns:
        The files in the order of folders and of the schema, with what is wrong with folders, names and encodings.
    """
    faults: dict[str, list[Finding]] = {"folder": [], "file-name": [], "encoding": []}
    places: list[tuple[Path, str]] = []
    for folder in folders:
        everything = sorted(folder.glob("*"))
        paths = {path.stem: path for path in everything if path.suffix.lower() == ".csv"}
        faults["file-name"].extend(
            Finding(file=_label(path), found="a workbook", expected=f"CSV files; {SAVE_AS}, sheet by sheet")
            for path in everything
            if path.suffix.lower() in WORKBOOKS and not path.name.startswith("~$")
        )
        if not paths:
            faults["folder"].append(Finding(file=_label(folder), expected="a folder with CSV files named after tables"))
        faults["file-name"].extend(
            Finding(file=_label(paths[stem]), found=stem, expected=_nearest(stem, tables))
            for stem in sorted(paths.keys() - tables.keys())
        )
        places.extend((paths[name], name) for name in tables if name in paths)
    files: list[Input] = []
    broken: set[str] = set()
    for number, (path, name) in enumerate(track(places, "Reading files")):
        sha256, fault = _digest(path)
        files.append(Input(number=number, path=path, label=_label(path), table=name, sha256=sha256))
        if fault is not None:
            faults["encoding"].append(fault)
            broken.add(name)
    return Inputs(
        files=tuple(files), broken=frozenset(broken), faults={check: tuple(found) for check, found in faults.items()}
    )


def stage(
    inputs: Inputs, *, tables: Mapping[str, Table], connection: duckdb.DuckDBPyConnection, track: Track = quietly
) -> Staging:
    """Loads the files into tables of their declared types.

    Args:
        inputs: Files, as `find_inputs` gives them.
        tables: Declared tables.
        connection: An empty database in memory.
        track: Shows progress.

    Returns:
        The staged tables and what was found wrong with headers, records and values.
    """
    connection.execute(f"CREATE SCHEMA {EVERY}")
    connection.execute("CREATE TABLE input (input_file INTEGER, label VARCHAR)")
    broken = set(inputs.broken)
    headers: list[Finding] = []
    records: list[Findings] = []
    values: list[Findings] = []
    loaded: dict[str, list[int]] = {name: [] for name in tables}
    for file in track(inputs.files, "Loading tables"):
        connection.execute("INSERT INTO input VALUES (?, ?)", [file.number, file.label])
        if file.table in inputs.broken:
            continue
        table = tables[file.table]
        header = _header(file.path)
        if faults := _header_faults(file, table=table, header=header):
            headers.extend(faults)
            broken.add(file.table)
            continue
        lost = _load(connection, file=file, table=table, header=header)
        if lost.total:
            records.append(lost)
            broken.add(file.table)
            continue
        loaded[file.table].append(file.number)
        values.append(_value_faults(connection, file=file, table=table, header=header))
    for table in tables.values():
        _create_views(connection, table=table, parts=loaded[table.name])
    return Staging(
        connection=connection,
        tables=tables,
        files=inputs.files,
        broken=frozenset(broken),
        faults={
            **{check: Findings.of(found) for check, found in inputs.faults.items()},
            "header": Findings.of(headers),
            "record": Findings.joined(records),
            "value": Findings.joined(values),
        },
    )


def quoted(name: str) -> str:
    """Returns a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Returns a text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def _label(path: Path) -> str:
    whole = path.resolve()
    here = Path.cwd()
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else str(path)


def _nearest(stem: str, tables: Iterable[str]) -> str:
    near = difflib.get_close_matches(stem.lower().replace(" ", "_"), tables, n=1)
    return f"{near[0]}.csv" if near else f"the name of a table: {', '.join(tables)}"


def _encoding(start: bytes, byte: int) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16, which spreadsheets call Unicode text"
    return f"byte {byte:#04x}, a letter or sign as older programs write it"


def _digest(path: Path) -> tuple[str, Finding | None]:
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    row = 1
    fault: Finding | None = None
    start = b""
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
            start = start or block[:2]
            if fault is None:
                try:
                    decoder.decode(block)
                    row += block.count(b"\n")
                except UnicodeDecodeError as error:
                    fault = Finding(
                        file=_label(path),
                        row=row + error.object[: error.start].count(b"\n"),
                        found=_encoding(start, error.object[error.start]),
                        expected=f"UTF-8; {SAVE_AS}",
                    )
    return digest.hexdigest(), fault


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return next(csv.reader(stream), [])


def _header_faults(file: Input, *, table: Table, header: Sequence[str]) -> list[Finding]:
    if len(header) == 1 and (signs := [words for sign, words in FOREIGN_SIGNS.items() if sign in header[0]]):
        return [Finding(file=file.label, row=1, found=f"cells parted by {signs[0]}", expected=f"commas; {SAVE_AS}")]
    foreign = [
        (place, name)
        for place, name in enumerate(header, start=1)
        if name not in table.column_names or name in header[: place - 1]
    ]
    meant = {_meant(name, table=table): name for _, name in foreign}
    missing = [
        Finding(
            file=file.label,
            row=1,
            column=name,
            expected="a column of this name; add it, and leave its cells empty where there is nothing to say",
        )
        for name in table.column_names
        if name not in header and name not in meant
    ]
    return missing + [
        Finding(
            file=file.label,
            row=1,
            column=name.strip() or f"number {place}",
            found=name,
            expected=_instead(name, table=table, header=header),
        )
        for place, name in foreign
    ]


def _meant(name: str, *, table: Table) -> str | None:
    tidy = name.strip().lower().replace(" ", "_")
    return tidy if tidy in table.column_names else None


def _instead(name: str, *, table: Table, header: Sequence[str]) -> str:
    meant = _meant(name, table=table)
    if meant and meant not in header:
        return f"the name written {meant}"
    if meant:
        return "each column once; take the second out"
    return f"no column of this name; take it out, as there are only {', '.join(table.column_names)}"


def _source(file: Input, *, header: Iterable[str]) -> str:
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in header)
    return (
        f"read_csv({literal(str(file.path))}, header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
        f"auto_detect = false, columns = {{{columns}}}, max_line_size = 10000000, "
        "store_rejects = true, rejects_limit = 0)"
    )


def _load(connection: duckdb.DuckDBPyConnection, *, file: Input, table: Table, header: Sequence[str]) -> Findings:
    cells = ", ".join(f"{_cast(column)} AS {quoted(column.name)}" for column in table.columns)
    sound = " AND ".join(sound for column in table.columns if (sound := _sound(column))) or "true"
    connection.execute(
        f"CREATE TABLE part_{file.number} AS SELECT {cells}, {sound} AS sound FROM {_source(file, header=header)}"
    )
    rejected = connection.execute(
        "SELECT line, any_value(csv_line), any_value(error_message) FROM reject_errors GROUP BY line ORDER BY line"
    ).fetchall()
    connection.execute("DROP TABLE reject_errors; DROP TABLE reject_scans")
    uneven = [(line, (text or message).strip()) for line, text, message in rejected] or _overlong(file, header=header)
    return Findings.of(
        Finding(
            file=file.label,
            row=line,
            found=text[:200],
            expected=f"{len(header)} cells parted by commas, a cell with a comma in it in quotation marks",
        )
        for line, text in uneven
    )


def _overlong(file: Input, *, header: Sequence[str]) -> list[tuple[int, str]]:
    """Returns number and text of the rows with too many cells of which the last is empty.

    The engine takes them without a word, and every cell after a stray comma would stand in the wrong column.
    """
    if _is_even(file.path, cells=len(header)):
        return []
    with file.path.open(encoding="utf-8-sig", newline="") as stream:
        return [
            (number, ",".join(cells))
            for number, cells in enumerate(csv.reader(stream), start=1)
            if len(cells) > len(header) and any(cells)
        ]


def _is_even(path: Path, *, cells: int) -> bool:
    """Whether a file without quotation marks and blank lines has as many commas as its lines need.

    As the engine refuses lines with too few, none has too many then. Counting blocks takes millions of lines a second.
    """
    commas = lines = 0
    last = b"\n"
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            if any(sign in block for sign in (b'"', b"\n\n", b"\n\r\n")):
                return False
            commas += block.count(b",")
            lines += block.count(b"\n")
            last = block[-1:]
    return commas == (lines + (last != b"\n")) * (cells - 1)


def _cast(column: Column) -> str:
    name = quoted(column.name)
    cast = name if column.type == "VARCHAR" else f"TRY_CAST({name} AS {column.type})"
    return f"coalesce({cast}, {column.default})" if column.default else cast


def _written(table: Table) -> str:
    # Spreadsheets leave rows of commas below a table from which rows were cleared.
    empty = " AND ".join(f"{quoted(column.name)} IS NULL" for column in table.columns if column.default is None)
    return f"NOT ({empty})"


def _well_formed(column: Column) -> str | None:
    form = FORMS.get(column.type)
    if form is None:
        return None
    name = quoted(column.name)
    return (
        f"({name} IS NULL OR (regexp_full_match({name}, {literal(form.pattern)}) "
        f"AND TRY_CAST({name} AS {column.type}) IS NOT NULL))"
    )


def _present(column: Column) -> str | None:
    return f"{quoted(column.name)} IS NOT NULL" if column.required and column.default is None else None


def _sound(column: Column) -> str:
    return " AND ".join(demand for demand in (_present(column), _well_formed(column)) if demand)


def _value_faults(
    connection: duckdb.DuckDBPyConnection, *, file: Input, table: Table, header: Sequence[str]
) -> Findings:
    if not connection.execute(f"FROM part_{file.number} WHERE NOT sound LIMIT 1").fetchall():
        return Findings()
    connection.execute(
        f"CREATE TABLE raw AS SELECT *, {_written(table)} AS written FROM {_source(file, header=header)}"
    )
    faults = " UNION ALL ".join(
        f"SELECT {literal(file.label)} AS file, rowid + {FIRST_ROW} AS input_row, {place} AS place, "
        f"{literal(column.name)} AS column_name, {quoted(column.name)} AS found, {literal(words)} AS expected "
        f"FROM raw WHERE written AND NOT ({demand})"
        for place, column in enumerate(table.columns)
        for demand, words in ((_present(column), "a value"), (_well_formed(column), _words(column)))
        if demand
    )
    found = Findings.asked(connection, faults, order="input_row, place")
    connection.execute("DROP TABLE raw; DROP TABLE reject_errors; DROP TABLE reject_scans")
    return found


def _words(column: Column) -> str:
    return FORMS[column.type].words if column.type in FORMS else "text"


def _create_views(connection: duckdb.DuckDBPyConnection, *, table: Table, parts: Sequence[int]) -> None:
    nothing = ", ".join(f"NULL::{column.type} AS {quoted(column.name)}" for column in table.columns)
    legs = [f"SELECT NULL::INTEGER AS input_file, NULL::BIGINT AS input_row, {nothing}, true AS sound WHERE false"]
    legs += [f"SELECT {part}, rowid + {FIRST_ROW}, * FROM part_{part} WHERE {_written(table)}" for part in parts]
    name = quoted(table.name)
    connection.execute(f"CREATE VIEW {EVERY}.{name} AS {' UNION ALL '.join(legs)}")
    connection.execute(f"CREATE VIEW {name} AS FROM {EVERY}.{name} WHERE sound")
