"""Spend against its budget in words."""

import pandas as pd
import pytest

from dashboard.money import spend_words


def spend(*pairs: tuple[float, float], illustrative: bool = False) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["budget_gbp", "spend_gbp"]).assign(illustrative=illustrative)


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        (((10e6, 11e6), (10e6, 10.5e6)), "Spend is £1.5m over a budget of £20m"),
        (((10e6, 9e6),), "Spend is £1m under a budget of £10m"),
        (((10e6, 11e6), (10e6, 9e6)), "Spend keeps to a budget of £20m"),
    ],
)
def test_spend_is_set_against_its_budget(pairs, words):
    assert spend_words(spend(*pairs)) == words


def test_illustrative_amounts_are_called_so():
    assert (
        spend_words(spend((1e6, 2e6), illustrative=True))
        == "Illustrative spend is £1m over an illustrative budget of £1m"
    )
