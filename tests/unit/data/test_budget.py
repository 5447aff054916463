"""Which amounts make the whole of a year, and what is spent against them."""

import pandas as pd
import pytest

from data.budget import against_budget, whole

OWN, MADE_UP = False, True


def amounts(*rows: tuple[str, str, str, bool]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["line_id", "stream", "kind", "illustrative"]).astype({"illustrative": bool})


MADE_UP_WHOLE = (("made-up", "service", "budget", MADE_UP), ("made-up", "service", "forecast", MADE_UP))


@pytest.mark.parametrize(
    "own",
    [
        (("place", "service", "budget", OWN), ("place", "service", "forecast", OWN)),
        (("place", "service", "budget", OWN), ("place", "service", "actual", OWN)),
    ],
)
def test_own_service_line_with_budget_and_spend_makes_the_councils_own_amounts_the_whole(own):
    frame = amounts(*own, ("grant", "funding", "budget", OWN), *MADE_UP_WHOLE)
    assert list(whole(frame)["line_id"].unique()) == ["place", "grant"]


@pytest.mark.parametrize(
    "own",
    [
        (),
        (("place", "service", "budget", OWN),),
        (("place", "service", "actual", OWN),),
        (("place", "service", "variance", OWN), ("place", "service", "budget", OWN)),
        (("place", "service", "budget", OWN), ("people", "service", "actual", OWN)),
        (("tax", "funding", "budget", OWN), ("tax", "funding", "forecast", OWN)),
    ],
)
def test_single_amounts_that_were_published_are_not_the_whole(own):
    assert whole(amounts(*own, *MADE_UP_WHOLE))["illustrative"].all()


def test_own_budget_without_a_forecast_yet_is_the_whole_where_nothing_was_made_up():
    assert len(whole(amounts(("place", "service", "budget", OWN)))) == 1


def test_own_outturn_alone_is_not_the_whole_even_where_nothing_was_made_up():
    assert whole(amounts(("place", "service", "actual", OWN))).empty


def test_whole_of_nothing_is_nothing():
    assert whole(amounts()).empty


LEDGER = pd.DataFrame(
    [
        ("roads", "Place", "budget", 100.0, "2025-03-31", OWN, "book"),
        ("roads", "Place", "forecast", 104.0, "2024-06-30", OWN, "q1"),
        ("roads", "Place", "forecast", 108.0, "2024-09-30", OWN, "q2"),
        ("parks", "Place", "budget", 50.0, "2025-03-31", OWN, "book"),
        ("parks", "Place", "actual", 40.0, "2025-03-31", OWN, "outturn"),
        ("parks", "Place", "forecast", 45.0, "2025-03-31", OWN, "q4"),
        ("homes", "People", "budget", 10.0, "2025-03-31", OWN, "book"),
        ("homes", "People", "forecast", 11.0, "2024-06-30", MADE_UP, "made-up"),
        ("rest", "Other", "budget", 5.0, "2025-03-31", OWN, "book"),
    ],
    columns=["line_id", "department", "kind", "amount_gbp", "end_date", "illustrative", "source_id"],
).assign(end_date=lambda frame: pd.to_datetime(frame["end_date"]))


@pytest.fixture(scope="module")
def place():
    return against_budget(LEDGER, by=["department"]).set_index("department").loc["Place"]


def test_spend_is_the_outturn_or_else_the_latest_forecast(place):
    assert place["spend_gbp"] == 108 + 40


def test_sources_are_those_of_the_amounts_that_count(place):
    assert place["source_id"] == ("book", "q2", "outturn")


def test_line_without_a_forecast_or_outturn_does_not_count():
    assert "Other" not in set(against_budget(LEDGER, by=["department"])["department"])


def test_one_illustrative_amount_marks_what_it_is_compared_with():
    assert against_budget(LEDGER, by=["department"]).set_index("department")["illustrative"]["People"]


def test_nothing_is_spent_where_there_are_no_amounts():
    assert against_budget(LEDGER.iloc[:0], by=["department"]).empty
