"""Benchmarks: the latest figure of each area and its age."""

import pandas as pd
import pytest

from dashboard.benchmarks import age_words, latest_of_areas


def figures(
    *rows: tuple[str, str, float | None], kind: str = "financial_year", illustrative: bool = False
) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "area_code": code,
                "area_name": code.title(),
                "area_kind": "council" if code == "own" else "country",
                "period_kind": kind,
                "end_date": pd.Timestamp(end),
                "value": value,
                "illustrative": illustrative,
            }
            for code, end, value in rows
        ]
    )


def latest(frame: pd.DataFrame) -> list[list]:
    found = latest_of_areas(frame, area_code="own")
    return found[["area_code", "value", "age"]].to_numpy().tolist()


@pytest.mark.parametrize(
    ("months", "words"), [(0, ""), (1, "1 month older"), (14, "14 months older"), (-3, "3 months newer")]
)
def test_age_in_words(months, words):
    assert age_words(months) == words


def test_latest_figure_of_each_area_has_its_age():
    frame = figures(("own", "2023-03-31", 1), ("own", "2024-03-31", 2), ("england", "2023-03-31", 3))
    assert latest(frame) == [["own", 2, ""], ["england", 3, "12 months older"]]


def test_illustrative_figures_are_never_set_beside_official_ones():
    made_up = figures(("own", "2024-03-31", 9), illustrative=True)
    assert latest(pd.concat([figures(("england", "2024-03-31", 3)), made_up])) == [["england", 3, ""]]


def test_a_missing_figure_is_not_a_benchmark():
    assert latest(figures(("own", "2024-03-31", 1), ("england", "2024-03-31", None))) == [["own", 1, ""]]


def test_only_periods_of_the_councils_own_kind_compare():
    other = figures(("england", "2023-12-31", 3), kind="calendar_year")
    assert latest(pd.concat([figures(("own", "2024-03-31", 1)), other])) == [["own", 1, ""]]
