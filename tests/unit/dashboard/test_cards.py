"""How many actions of an initiative have each rating, and how many have none."""

from types import SimpleNamespace

import pandas as pd
import pytest

from dashboard.cards import by_rating

SCALE = pd.DataFrame(
    {"rating": ["Strong", "Good", "Action"], "colour": ["met", "good", "off"], "shape": ["▲", "△", "■"]}
)
VIEW = SimpleNamespace(structure=SimpleNamespace(rating_scale=SCALE))


def actions(*ratings: str | None, due: bool = True) -> pd.DataFrame:
    return pd.DataFrame({"scale_id": "four" if due else None, "rating": pd.Series(ratings, dtype="str")})


def counted(frame: pd.DataFrame) -> list[str]:
    return [words for words, _, _ in by_rating(VIEW, frame)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ratings", "words"),
    [
        (("Good", "Strong", "Good"), ["1 Strong", "2 Good"]),
        (("Action", None), ["1 Action", "1 with no update received"]),
        ((None, None), ["2 with no update received"]),
    ],
)
def test_ratings_are_counted_best_first_and_late_updates_last(ratings, words):
    assert counted(actions(*ratings)) == words


def test_quarter_for_which_no_update_was_due_has_no_counts():
    assert counted(actions(None, None, due=False)) == []


def test_count_has_colour_and_shape_of_its_scale():
    assert by_rating(VIEW, actions("Good", None)) == [  # type: ignore[arg-type]
        ("1 Good", "good", "△"),
        ("1 with no update received", "none", "○"),
    ]
