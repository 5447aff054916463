"""What a check found: where, what stood there, and what should."""

# Queries are written by the checks; what a file holds is never part of one.
# ruff: noqa: S608

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import duckdb

SHOWN = 20
"""Findings of one check that are written out; the rest are counted."""


class Severity(StrEnum):
    """Whether a finding stops the build or is only shown."""

    FAIL = "FAIL"
    WARN = "WARN"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One fault in the input.

    Attributes:
        file: File as the person named it; None where the fault is in the set as a whole.
        row: Row as counted from 1, the header; None where it is about the whole file.
        column: Column, or columns parted by commas; None where it is about the whole row or file.
        found: What stands there; None for an empty cell or a missing thing.
        expected: What should stand there.
    """

    expected: str
    file: str | None = None
    row: int | None = None
    column: str | None = None
    found: str | None = None

    @property
    def message(self) -> str:
        """The finding on one line: where, found, expected."""
        parts = (self.file, f"row {self.row}" if self.row else None, f"column {self.column}" if self.column else None)
        where = ", ".join(part for part in parts if part) or "the input as a whole"
        found = "nothing" if self.found is None else f'"{self.found}"'
        return f"{where}: found {found}, expected {self.expected}"


@dataclass(frozen=True, kw_only=True)
class Findings:
    """The first findings of a check and how many there are in all.

    Attributes:
        first: At most `SHOWN` of them, by file and row.
        total: Number of all.
    """

    first: tuple[Finding, ...] = ()
    total: int = 0

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "Findings":
        """Returns findings that are all at hand."""
        everything = tuple(findings)
        return cls(first=everything[:SHOWN], total=len(everything))

    @classmethod
    def asked(cls, connection: duckdb.DuckDBPyConnection, query: str, *, order: str) -> "Findings":
        """Returns what a query finds.

        Args:
            connection: Where to ask.
            query: Its columns are file, input_row, column_name, found and expected, and what ``order`` names.
            order: Columns to put the findings in order by.
        """
        # Counted apart and only where there are more, for count(*) OVER () fails now and then (duckdb/duckdb#25713).
        rows = connection.execute(
            f"SELECT file, input_row, column_name, found, expected FROM ({query}) ORDER BY {order} LIMIT {SHOWN + 1}"
        ).fetchall()
        first = tuple(
            Finding(file=file, row=row, column=column, found=found, expected=expected)
            for file, row, column, found, expected in rows[:SHOWN]
        )
        if len(rows) <= SHOWN:
            return cls(first=first, total=len(rows))
        counted = connection.execute(f"SELECT count(*) FROM ({query})").fetchall()
        return cls(first=first, total=counted[0][0])

    @classmethod
    def joined(cls, parts: Iterable["Findings"]) -> "Findings":
        """Returns several as one."""
        everything = tuple(parts)
        first = [finding for part in everything for finding in part.first]
        return cls(first=tuple(first[:SHOWN]), total=sum(part.total for part in everything))


@dataclass(frozen=True, kw_only=True)
class Result:
    """What one check found.

    Attributes:
        check: Name of the check.
        severity: What its findings do.
        findings: Its findings; none if the input keeps the rule.
    """

    check: str
    severity: Severity
    findings: Findings

    def lines(self) -> Iterator[str]:
        """Yields one line a finding and one for those not written out."""
        for finding in self.findings.first:
            yield f"{self.severity} {self.check}: {finding.message}"
        if more := self.findings.total - len(self.findings.first):
            yield f"{self.severity} {self.check}: and {more:,} more"


@dataclass(frozen=True, kw_only=True)
class Report:
    """What all checks found, in the order in which they run.

    Attributes:
        results: One for each check that ran.
    """

    results: tuple[Result, ...]

    @property
    def failed(self) -> bool:
        """Whether the input must not be built."""
        return self.count(Severity.FAIL) > 0

    def count(self, severity: Severity) -> int:
        """Returns how many findings there are of a severity."""
        return sum(result.findings.total for result in self.results if result.severity is severity)

    def lines(self, *severities: Severity) -> list[str]:
        """Returns one line a finding, of the severities named, or of all."""
        wanted = severities or tuple(Severity)
        return [line for result in self.results if result.severity in wanted for line in result.lines()]
