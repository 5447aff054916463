"""Control limits on frames of a measure's line."""

import pandas as pd
import pytest

from data.limits import LIMIT_COLUMNS, analyse, with_limits
from data.spc import SpcResult


def line(*, points: int) -> pd.DataFrame:
    starts = pd.date_range("2020-04-01", periods=points, freq="QS")
    return pd.DataFrame(
        {
            "start_date": starts,
            "end_date": starts + pd.offsets.QuarterEnd(0),
            "value": [float(number % 3) for number in range(points)],
            "target": 1.0,
            "polarity": "higher_is_better",
        }
    )


def analysed(*, points: int, rebase: str | None = None) -> SpcResult:
    return analyse(line(points=points), rebases=[pd.Timestamp(rebase)] if rebase else [])


@pytest.mark.parametrize(("points", "has_limits"), [(4, False), (5, True)])
def test_limits_need_five_points(points, has_limits):
    frame = with_limits(line(points=points), analysed(points=points))
    assert (set(LIMIT_COLUMNS) <= set(frame)) is has_limits


@pytest.mark.parametrize(("points", "has_icon"), [(11, False), (12, True)])
def test_icons_need_twelve_points(points, has_icon):
    assert (analysed(points=points).variation_icon is not None) is has_icon


def test_target_of_the_latest_figure_is_assured():
    assert analysed(points=12).assurance_icon is not None


def test_line_without_a_target_is_not_assured():
    without = analyse(line(points=12).assign(target=float("nan")), rebases=[])
    assert without.assurance_icon is None


@pytest.mark.parametrize(("rebase", "groups"), [("2021-05-15", 2), ("2021-04-01", 2), ("1999-01-01", 1)])
def test_rebase_starts_with_the_period_that_holds_its_day(rebase, groups):
    assert len(set(analysed(points=12, rebase=rebase).columns["mean"])) == groups


def test_limits_stand_beside_the_figures_that_they_are_of():
    found = analysed(points=12, rebase="2021-05-15")
    assert with_limits(line(points=12), found)["mean"].tolist() == found.columns["mean"]
