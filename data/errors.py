"""What can go wrong with data, each in words that say what to do about it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.ingest.findings import Report


class DataError(Exception):
    """Base of every error of this package; its text is meant for the person who sees it."""


class NoBuild(DataError):
    """There is no build to read, or the one that current.json names is gone."""


class UnknownQuery(DataError):
    """No statement of that name exists in the folder of statements."""


class WrongParameters(DataError):
    """A statement was given parameters that it does not use, or not all that it needs."""


class QueryTimeout(DataError):
    """A statement ran longer than allowed and was stopped."""


class BadInput(DataError):
    """The input has faults, so nothing was written and the current build goes on serving."""


class RejectedInput(BadInput):
    """The checks found faults.

    Attributes:
        report: Everything that was found, also what alone would not have stopped the build.
    """

    def __init__(self, report: "Report") -> None:
        """Puts every finding into the message, one a line."""
        super().__init__("\n".join(report.lines()))
        self.report = report


class BuildFailed(DataError):
    """The build could not be written; the current build goes on serving."""
