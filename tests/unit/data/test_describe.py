"""Tests on the format of the data in words."""

import pytest

from data.describe import data_format
from data.ingest.schema import read_whole_schema

WORDS = data_format()


@pytest.mark.parametrize("table", read_whole_schema().values(), ids=lambda table: table.name)
def test_every_column_has_a_row_with_its_comment(table):
    section = WORDS.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
    rows = [(line.split("`")[1], line.split(" | ")[-1]) for line in section.splitlines() if line.startswith("| `")]
    assert rows == [(column.name, f"{column.comment} |") for column in table.columns]


@pytest.mark.parametrize(
    "words",
    [
        "| `quality` | text | no; empty means `'final'` | final, provisional, revised or estimated. |",
        "| `value` | number |  | The figure in the measure's unit; empty where absence says why. |",
        "- `scale_id`, `rating` must exist in [`rating_scale`](#rating_scale).",
        "- `upper_value`, `value`: an upper_value that is not below value.",
        "This file: one row. It has no CSV file: the program writes it.",
        "Key: `measure_id`, `area_code`, `period_id`, `known_from`.",
    ],
)
def test_each_kind_of_rule_is_told(words):
    assert words in WORDS.splitlines()


def test_it_ends_with_one_line_break():
    assert (WORDS[-1:], WORDS[-2:-1]) == ("\n", "|")
