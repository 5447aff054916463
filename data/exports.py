"""A frame as a file to take away: CSV that a spreadsheet opens without running anything in it."""

import csv
import io
from datetime import datetime

import pandas as pd

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Returns a frame as CSV: UTF-8 with a byte-order mark, CRLF, one header row with the names of the columns.

    Absent values are empty, truth is true or false, whole days are ISO dates and other times ISO to the second (UTC). A
    text that a spreadsheet would run as a formula has an apostrophe before it; numbers stay as they are.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(frame.columns)
    writer.writerows([_cell(value) for value in row] for row in frame.astype(object).itertuples(index=False))
    return stream.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if value is None or value is pd.NaT or value != value:  # noqa: PLR0124 - only a missing number differs from itself
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.date().isoformat() if value == pd.Timestamp(value).normalize() else value.isoformat(sep=" ")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
