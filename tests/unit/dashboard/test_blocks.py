"""Parts that several pages share, in words."""

import pandas as pd
import pytest

from components.formats import Style
from dashboard.blocks import action_table, proposed, spark_words, target_words
from dashboard.prerender import html

QUARTERS = ["Q1 2024-25 (Apr to Jun 2024)", "Q2 2024-25 (Jul to Sep 2024)", "Q3 2024-25", "Q4 2024-25"]


def said(*values: float | None) -> str:
    line = pd.DataFrame({"value": values, "label": QUARTERS[: len(values)]})
    return spark_words(line, style=Style(kind="count", unit="", decimals=0))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((5, 6, 9), "From 5 in Q1 2024-25 to 9 in Q3 2024-25"),
        ((5, 6, None), "From 5 in Q1 2024-25 to 6 in Q2 2024-25; none for Q3 2024-25"),
        ((5, 6, None, None), "From 5 in Q1 2024-25 to 6 in Q2 2024-25; none from Q3 2024-25 to Q4 2024-25"),
        ((None, 6, None, 7), "From 6 in Q2 2024-25 to 7 in Q4 2024-25"),
    ],
)
def test_small_line_is_told_with_its_periods_and_what_is_missing_at_its_end(values, words):
    assert said(*values) == words


@pytest.mark.parametrize(("high", "words"), [(7.0, "5% to 7%"), (None, "5%"), (float("nan"), "5%")])
def test_target_of_a_range_has_both_ends(high, words):
    assert target_words(5.0, high, write=lambda amount: f"{amount:g}%") == words


class Links:
    """All that a table of actions asks of a view."""

    @staticmethod
    def link(path: str) -> str:
        return path


@pytest.mark.parametrize(
    ("name", "basis", "words"),
    [("Place", "editorial", "Place Editorial"), ("Place", "stated", "Place"), (None, "stated", "Not stated")],
)
def test_proposed_name_is_told_from_a_stated_one(name, basis, words):
    shown = "".join(part if isinstance(part, str) else part.children for part in proposed(name, basis=basis))
    assert shown == words


@pytest.mark.parametrize("illustrative", [True, False])
def test_illustrative_rating_carries_the_word(illustrative):
    action = {
        "action_id": "a",
        "text": "Do it",
        "hidden_red": None,
        "rating": "Good",
        "colour": "good",
        "shape": "●",
        "percent_complete": 10.0,
        "department": None,
        "illustrative": illustrative,
    }
    table = action_table(Links(), pd.DataFrame([action]), caption="Actions", table_id="t")  # type: ignore[arg-type]
    assert ("Illustrative" in html(table)) is illustrative
