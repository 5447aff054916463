"""The registry of checks on the input: one entry a rule, in the stages in which they are told."""

# Statements are put together from names and words of schema.sql, quoted; no input is ever part of one.
# ruff: noqa: S608

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

import duckdb

from data import suppress
from data.ingest.findings import Finding, Findings, Report, Result, Severity
from data.ingest.progress import Track, quietly
from data.ingest.read import EVERY, Staging, literal, quoted
from data.ingest.schema import KNOWN_FROM, KNOWN_TO, Reference, Table
from data.model import MEASURE_KINDS, Absence

RULES_FOLDER = Path(__file__).parent.parent / "sql" / "ingest"
"""The rules of the field, one statement each: rows are input_file, input_row, column_name, found, expected."""


class Stage(StrEnum):
    """What a check looks at, in the order in which findings are told."""

    FILES = "files"
    VALUES = "values"
    KEYS = "keys"
    REFERENCES = "references"
    CLOCKS = "two clocks"
    FIELD = "rules of the field"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One rule.

    Attributes:
        name: Short name, used in messages and in docs/methodology/checks.md.
        stage: What it looks at.
        severity: FAIL stops the build, WARN is shown.
        demand: What the input has to be, as a sentence.
        find: Returns what breaks the rule.
    """

    name: str
    stage: Stage
    severity: Severity
    demand: str
    find: Callable[[Staging], Findings]


def run(staging: Staging, *, checks: Sequence[Check] | None = None, track: Track = quietly) -> Report:
    """Runs the checks on staged input and returns everything that they found.

    One run tells everything and tells it once: a table of which a file cannot be read is left out of the later stages,
    and so is a row with a value that cannot be read, except as something that others refer to.

    Args:
        staging: The input.
        checks: The checks to run; `CHECKS` unless told otherwise.
        track: Shows progress.
    """
    _add_aids(staging.connection)
    for table in staging.readable():
        if table.key:
            _note_repeated(staging.connection, table=table)
    return Report(
        results=tuple(
            Result(check=check.name, severity=check.severity, findings=check.find(staging))
            for check in track(CHECKS if checks is None else checks, "Checking")
        )
    )


def checks_table(checks: Sequence[Check] | None = None) -> str:
    """Returns the checks as a Markdown table, in the order in which they run; docs/methodology/checks.md holds it."""
    rows = [
        f"| `{check.name}` | {check.stage} | {check.severity} | {check.demand} |"
        for check in (CHECKS if checks is None else checks)
    ]
    return "\n".join(["| Check | Stage | Severity | What the input has to be |", "| --- | --- | --- | --- |", *rows])


def _while_reading(name: str, staging: Staging) -> Findings:
    return staging.faults.get(name, Findings())


def _by_table(find: Callable[[Staging, Table], Findings], staging: Staging) -> Findings:
    return Findings.joined(find(staging, table) for table in staging.readable())


def _by_fact_table(find: Callable[[Staging, Table], Findings], staging: Staging) -> Findings:
    return Findings.joined(find(staging, table) for table in staging.readable() if table.fact_key)


def _allowed(staging: Staging, table: Table) -> Findings:
    return _query(
        staging,
        *(
            f"""
            SELECT input_file, input_row, {literal(", ".join(rule.columns))} AS column_name,
                   {_shown(rule.columns)} AS found, {literal(rule.words)} AS expected
            FROM {quoted(table.name)}
            WHERE NOT ({rule.expression})
            """
            for rule in table.rules
        ),
    )


def _unique(staging: Staging, table: Table) -> Findings:
    if not table.key:
        return Findings()
    again = "a time at which no other row of the same fact starts" if table.fact_key else "a key not used before"
    return _query(
        staging,
        f"""
        WITH ranked AS (
            SELECT *, row_number() OVER same AS place,
                   first_value(input_file) OVER same AS first_file, first_value(input_row) OVER same AS first_row
            FROM {EVERY}.{quoted(table.name)}
            SEMI JOIN {_repeated(table)} USING ({_columns(table.fact_key or table.key)})
            WINDOW same AS (PARTITION BY {_columns(table.key)} ORDER BY input_file, input_row)
        )
        SELECT r.input_file, r.input_row, {literal(", ".join(table.key))} AS column_name, {_shown(table.key)} AS found,
               {literal(again)} || '; it stands in ' || i.label || ', row ' || r.first_row AS expected
        FROM ranked AS r JOIN input AS i ON i.input_file = r.first_file
        WHERE r.place > 1
        """,
    )


def _known(staging: Staging, table: Table) -> Findings:
    given = {file.table for file in staging.files}
    return _query(
        staging,
        *(
            _unknown(table, reference) if reference.table in given else _first_without_file(table, reference)
            for reference in table.references
            if reference.table not in staging.broken
        ),
    )


def _unknown(table: Table, reference: Reference) -> str:
    shown = _shown(reference.key)
    return f"""
        SELECT input_file, input_row, {literal(", ".join(reference.columns))} AS column_name, {shown} AS found,
               {literal(f"{_with_article(reference.key)} of {reference.table}.csv")}
               || if({shown} <> trim({shown}), ' (without the space before or after it)', '') AS expected
        FROM (
            SELECT input_file, input_row, {_aliased(reference.columns, reference.key)} FROM {quoted(table.name)}
            WHERE {_filled(reference.columns)}
        ) ANTI JOIN {EVERY}.{quoted(reference.table)} USING ({_columns(reference.key)})
        """


def _first_without_file(table: Table, reference: Reference) -> str:
    # One line says that a file is missing; one for each row that refers to it would bury everything else.
    expected = f"a file {reference.table}.csv that has it: there is none, for this row and all others"
    return f"""
        SELECT input_file, min(input_row) AS input_row, {literal(", ".join(reference.columns))} AS column_name,
               arg_min({_shown(reference.columns)}, input_row) AS found, {literal(expected)} AS expected
        FROM {quoted(table.name)} WHERE {_filled(reference.columns)} GROUP BY input_file
        """


def _overlapping(staging: Staging, table: Table) -> Findings:
    fact = _columns(table.fact_key)
    return _query(
        staging,
        f"""
        WITH held AS (
            SELECT *, lag(known_from) OVER same AS last_from, lag(input_file) OVER same AS last_file,
                   lag(input_row) OVER same AS last_row,
                   max(coalesce(known_to, 'infinity'::TIMESTAMP)) OVER before AS held_to
            FROM {quoted(table.name)} SEMI JOIN {_repeated(table)} USING ({fact})
            WINDOW same AS (PARTITION BY {fact} ORDER BY known_from, input_file, input_row),
                   before AS (PARTITION BY {fact} ORDER BY known_from, input_file, input_row
                              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        )
        SELECT h.input_file, h.input_row, '{KNOWN_FROM}' AS column_name, h.known_from::VARCHAR AS found,
               'a time when nothing else stands for ' || {_shown(table.fact_key)} || '; what is before it ('
               || i.label || ', row ' || h.last_row || ') stands '
               || if(isinf(h.held_to), 'without an end: fill in its {KNOWN_TO}', 'until ' || h.held_to) AS expected
        FROM held AS h JOIN input AS i ON i.input_file = h.last_file
        WHERE h.known_from < h.held_to AND h.known_from <> h.last_from
        """,
    )


def _misdated(staging: Staging, table: Table) -> Findings:
    return _query(
        staging,
        f"""
        SELECT input_file, input_row, '{KNOWN_FROM}' AS column_name, known_from::VARCHAR AS found,
               'a time after ' || stated || ', when the fact that it corrects was first held' AS expected
        FROM (
            SELECT *, min(known_from) FILTER (reason IS NULL) OVER (PARTITION BY {_columns(table.fact_key)}) AS stated
            FROM {quoted(table.name)} SEMI JOIN {_repeated(table)} USING ({_columns(table.fact_key)})
        )
        WHERE reason IS NOT NULL AND known_from < stated
        """,
    )


def _unexplained(staging: Staging, table: Table) -> Findings:
    return _query(
        staging,
        f"""
        SELECT input_file, input_row, 'reason' AS column_name, reason AS found,
               'why it replaced the earlier row of ' || {_shown(table.fact_key)} AS expected
        FROM (
            SELECT *, min(known_from) OVER (PARTITION BY {_columns(table.fact_key)}) AS stated
            FROM {quoted(table.name)} SEMI JOIN {_repeated(table)} USING ({_columns(table.fact_key)})
        )
        WHERE known_from > stated AND reason IS NULL
        """,
    )


def _field(name: str, staging: Staging) -> Findings:
    sql = (RULES_FOLDER / f"{name.replace('-', '_')}.sql").read_text(encoding="utf-8")
    if staging.broken.intersection(re.findall(r"(?:FROM|JOIN) (\w+)", sql)):
        return Findings()
    return _query(staging, sql.rstrip().removesuffix(";"))


def _worked_out(staging: Staging) -> Findings:
    if staging.broken.intersection({"observation", "measure", "period", "source", "area_part"}):
        return Findings()
    versions = staging.connection.execute((RULES_FOLDER / "worked_out.sql").read_text(encoding="utf-8")).df()
    parts = staging.connection.execute("SELECT whole_code, area_code FROM area_part").df()
    found = versions[suppress.worked_out(versions, parts=parts)]
    labels = dict(staging.connection.execute("SELECT input_file, label FROM input").fetchall())
    return Findings.of(
        Finding(
            file=labels[row["input_file"]],
            row=row["input_row"],
            column="value",
            # The figure itself is not repeated where it could be read over a shoulder or kept in a log.
            found=", ".join(row[name] for name in suppress.FIGURE),
            expected="a count that does not follow from the totals and figures shown beside it or at another time; "
            f"withhold the total, or another part of it, by absence {Absence.SUPPRESSED}",
        )
        for row in found.to_dict(orient="records")
    )


def _query(staging: Staging, *statements: str) -> Findings:
    if not statements:
        return Findings()
    found = "\nUNION ALL\n".join(statements)
    return Findings.asked(
        staging.connection,
        f"SELECT i.label AS file, f.* FROM ({found}\n) AS f LEFT JOIN input AS i USING (input_file)",
        order="input_file, input_row, column_name",
    )


def _add_aids(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TABLE measure_kind (kind VARCHAR, minimum DOUBLE, maximum DOUBLE)")
    connection.executemany(
        "INSERT INTO measure_kind VALUES (?, ?, ?)", [[k.name, k.minimum, k.maximum] for k in MEASURE_KINDS.values()]
    )
    connection.execute("CREATE TABLE measure_kind_aggregation (kind VARCHAR, aggregation VARCHAR)")
    connection.executemany(
        "INSERT INTO measure_kind_aggregation VALUES (?, ?)",
        [[kind.name, aggregation] for kind in MEASURE_KINDS.values() for aggregation in kind.aggregations],
    )


def _note_repeated(connection: duckdb.DuckDBPyConnection, *, table: Table) -> None:
    # Grouping millions of rows is the dearest step, so it is done once for all checks of keys and clocks.
    columns = _columns(table.fact_key or table.key)
    connection.execute(
        f"CREATE TABLE {_repeated(table)} AS SELECT {columns} FROM {EVERY}.{quoted(table.name)} "
        f"GROUP BY {columns} HAVING count(*) > 1"
    )


def _repeated(table: Table) -> str:
    return quoted(f"{table.name}_repeated")


def _columns(names: Iterable[str]) -> str:
    return ", ".join(quoted(name) for name in names)


def _shown(names: Iterable[str]) -> str:
    return f"concat_ws(', ', {_columns(names)})"


def _aliased(names: Iterable[str], others: Iterable[str]) -> str:
    return ", ".join(f"{quoted(name)} AS {quoted(other)}" for name, other in zip(names, others, strict=True))


def _filled(names: Iterable[str]) -> str:
    return " AND ".join(f"{quoted(name)} IS NOT NULL" for name in names)


def _with_article(key: Sequence[str]) -> str:
    return f"{'an' if key[0][0] in 'aeiou' else 'a'} {' and '.join(key)}"


def _generic(name: str, *, stage: Stage, demand: str, find: Callable[[Staging, Table], Findings]) -> Check:
    return Check(name=name, stage=stage, severity=Severity.FAIL, demand=demand, find=partial(_by_table, find))


def _clocks(name: str, *, demand: str, find: Callable[[Staging, Table], Findings]) -> Check:
    return Check(
        name=name, stage=Stage.CLOCKS, severity=Severity.FAIL, demand=demand, find=partial(_by_fact_table, find)
    )


def _reading(name: str, *, stage: Stage, demand: str) -> Check:
    return Check(name=name, stage=stage, severity=Severity.FAIL, demand=demand, find=partial(_while_reading, name))


def _rule(name: str, *, severity: Severity, demand: str) -> Check:
    return Check(name=name, stage=Stage.FIELD, severity=severity, demand=demand, find=partial(_field, name))


CHECKS: tuple[Check, ...] = (
    _reading("folder", stage=Stage.FILES, demand="Every folder named exists and holds CSV files."),
    _reading("file-name", stage=Stage.FILES, demand="Every CSV file is named after a table."),
    _reading("encoding", stage=Stage.FILES, demand="Every file is UTF-8."),
    _reading("header", stage=Stage.FILES, demand="The first row names every column of the table once and no others."),
    _reading("record", stage=Stage.FILES, demand="Every row has as many cells as the header."),
    _reading(
        "value", stage=Stage.VALUES, demand="Every cell is filled where it must be and written as its type demands."
    ),
    _generic(
        "allowed", stage=Stage.VALUES, find=_allowed, demand="Every row keeps the CHECKs that schema.sql declares."
    ),
    _generic(
        "key", stage=Stage.KEYS, find=_unique, demand="No two rows of a table have the same key, in one file or in two."
    ),
    _generic(
        "reference",
        stage=Stage.REFERENCES,
        find=_known,
        demand="Every id, period, area and source that is named exists.",
    ),
    _clocks("overlap", find=_overlapping, demand="Of one fact, only one row stands at any time."),
    _clocks("correction-date", find=_misdated, demand="A correction is dated after the fact that it corrects."),
    _clocks("correction-reason", find=_unexplained, demand="A row that replaces another says why."),
    _rule("plan-present", severity=Severity.FAIL, demand="There is at least one plan edition."),
    _rule("plan-parts", severity=Severity.FAIL, demand="Every plan edition has priorities or outcomes."),
    _rule(
        "plan-window",
        severity=Severity.FAIL,
        demand="A plan edition ends after it starts, and so does what it reports.",
    ),
    _rule("aggregation", severity=Severity.FAIL, demand="A measure's periods combine in a way that suits its kind."),
    _rule("value-range", severity=Severity.FAIL, demand="A figure lies within what its measure's kind allows."),
    _rule("mixed-sources", severity=Severity.FAIL, demand="No series mixes illustrative figures with real ones."),
    _rule(
        "range-target",
        severity=Severity.FAIL,
        demand="A target has an upper end if, and only if, the measure is within_range.",
    ),
    _rule("disposition", severity=Severity.FAIL, demand="Ids that were given up, and what took their place, exist."),
    _rule(
        "vanished",
        severity=Severity.FAIL,
        demand="Every id of an edition is in the next one, or a disposition says what became of it.",
    ),
    _rule("definition", severity=Severity.FAIL, demand="The definition that stands is the measure's own."),
    Check(
        name="worked-out",
        stage=Stage.FIELD,
        severity=Severity.FAIL,
        demand="No small count follows from what is shown beside it or was shown at another time.",
        find=_worked_out,
    ),
    _rule("percent-tolerance", severity=Severity.WARN, demand="A percentage tolerance is at most 50."),
    _rule("needless-target", severity=Severity.WARN, demand="No target is set for a measure without a better way."),
    _rule("whole-count", severity=Severity.WARN, demand="Counts are whole numbers."),
    _rule("placeholder", severity=Severity.WARN, demand="A measure that is still to be defined has no figures."),
    _rule(
        "reported",
        severity=Severity.WARN,
        demand="Every measure of a plan has at least one figure or a reason for none.",
    ),
)
"""Every check, in order.  <- add a check here, and for a rule of the field its statement in data/sql/ingest"""


def by_name(checks: Sequence[Check] = CHECKS) -> Mapping[str, Check]:
    """Returns the checks by name."""
    return {check.name: check for check in checks}
