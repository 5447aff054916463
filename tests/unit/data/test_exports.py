"""Frames as files to take away."""

import csv
import io

import pandas as pd
import pytest

from data.exports import csv_bytes


def cells(frame: pd.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_bytes(frame).decode("utf-8-sig"), newline="")))


def test_file_begins_with_a_byte_order_mark_and_the_names_of_the_columns():
    assert csv_bytes(pd.DataFrame({"a": [1], "b": ["x"]})) == b"\xef\xbb\xbfa,b\r\n1,x\r\n"


def test_frame_without_rows_is_a_header():
    assert cells(pd.DataFrame(columns=["a", "b"])) == [["a", "b"]]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (4.0, "4"),
        (4.6, "4.6"),
        (-1.5, "-1.5"),
        (0, "0"),
        (True, "true"),
        (None, ""),
        (float("nan"), ""),
        (pd.NaT, ""),
        (pd.Timestamp("2024-04-01"), "2024-04-01"),
        (pd.Timestamp("2024-04-01 09:00"), "2024-04-01 09:00:00"),
        ("=1+1", "'=1+1"),
        ("-2", "'-2"),
        ("@x", "'@x"),
        ("£40m, “as printed”", "£40m, “as printed”"),
    ],
)
def test_cell_is_written_so_that_a_spreadsheet_reads_it_and_runs_nothing(value, expected):
    assert cells(pd.DataFrame({"a": pd.Series([value], dtype=object), "b": ["x"]}))[1][0] == expected
