"""Charts: a frame goes in, one plain Plotly dict comes out with its sentence and table in `layout.meta`."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from components.figures import (
    benchmark,
    compare,
    counts,
    describe,
    money,
    plan_map,
    ratings,
    trend,
)
from components.figures.base import is_illustrative
from components.figures.meta import Column, Context, Figure, Table, with_meta
from components.figures.spark import sparkline
from components.formats import Style

__all__ = ["FIGURES", "Column", "Context", "Figure", "FigureError", "FigureSpec", "Style", "Table", "make", "sparkline"]


class FigureError(ValueError):
    """A figure was asked for in a way that cannot be drawn; the message says what to give instead."""


@dataclass(frozen=True, kw_only=True)
class FigureSpec:
    """A chart that pages may ask for by key.

    Attributes:
        key: Name.
        draw: Frame and options to a Plotly dict with traces of type scatter and bar only.
        describe: Frame and options to one or two sentences.
        table: Frame and options to the table behind the chart.
        columns: Columns that the frame must have; the module of the figure lists those that it may have.
    """

    key: str
    draw: Callable[..., Figure]
    describe: Callable[..., str]
    table: Callable[..., Table]
    columns: tuple[str, ...]


_SPECS = (
    FigureSpec(key="trend", draw=trend.draw, describe=describe.trend, table=trend.table, columns=trend.COLUMNS),
    FigureSpec(
        key="compare", draw=compare.draw, describe=describe.compare, table=compare.table, columns=compare.COLUMNS
    ),
    FigureSpec(
        key="benchmark",
        draw=benchmark.draw,
        describe=describe.benchmarks,
        table=benchmark.table,
        columns=benchmark.COLUMNS,
    ),
    FigureSpec(
        key="status_by_parent",
        draw=counts.draw,
        describe=describe.status_counts,
        table=counts.table,
        columns=counts.COLUMNS,
    ),
    FigureSpec(
        key="plan_map", draw=plan_map.draw, describe=describe.plan_map, table=plan_map.table, columns=plan_map.COLUMNS
    ),
    FigureSpec(
        key="money_bars",
        draw=money.draw_bars,
        describe=describe.money_bars,
        table=money.table_bars,
        columns=money.BARS_COLUMNS,
    ),
    FigureSpec(
        key="forecast",
        draw=money.draw_forecast,
        describe=describe.forecast,
        table=money.table_forecast,
        columns=money.FORECAST_COLUMNS,
    ),
    FigureSpec(
        key="savings",
        draw=money.draw_savings,
        describe=describe.savings,
        table=money.table_savings,
        columns=money.SAVINGS_COLUMNS,
    ),
    FigureSpec(
        key="reserves",
        draw=money.draw_reserves,
        describe=describe.reserves,
        table=money.table_reserves,
        columns=money.RESERVES_COLUMNS,
    ),
    FigureSpec(
        key="money_performance",
        draw=money.draw_performance,
        describe=describe.performance,
        table=money.table_performance,
        columns=money.PERFORMANCE_COLUMNS,
    ),
    FigureSpec(
        key="ratings_strip", draw=ratings.draw, describe=describe.ratings, table=ratings.table, columns=ratings.COLUMNS
    ),
)
FIGURES: Mapping[str, FigureSpec] = {spec.key: spec for spec in _SPECS}
"""Charts by key.  <- add a chart here"""


def make(key: str, frame: pd.DataFrame, *, context: Context, **options: Any) -> Figure:
    """A figure with everything that the page, the table, the CSV file and the pictures need.

    Args:
        key: Key of FIGURES.
        frame: Rows with at least the figure's columns; left as it is.
        context: Heading, subtitle, source and time. It is marked illustrative too where any row of the frame is.
        **options: Options of the figure's draw, describe and table; each gets those that it takes.

    Returns:
        A plain Plotly dict in light colours with `layout.meta` filled.

    Raises:
        FigureError: The key or an option is unknown, or the frame lacks a column.
    """
    spec = FIGURES.get(key)
    if spec is None:
        raise FigureError(f"There is no figure {key!r}; use one of {', '.join(FIGURES)}.")
    missing = [column for column in spec.columns if column not in frame]
    if missing:
        raise FigureError(f"The frame for {key!r} lacks {', '.join(missing)}; it needs {', '.join(spec.columns)}.")
    parts = (spec.draw, spec.describe, spec.table)
    unknown = sorted(set(options).difference(*map(_options, parts)))
    if unknown:
        raise FigureError(f"The figure {key!r} takes no option {', '.join(unknown)}.")
    return with_meta(
        spec.draw(frame, **_accepted(spec.draw, options)),
        context=_marked(context, frame),
        table=spec.table(frame, **_accepted(spec.table, options)),
        sentence=spec.describe(frame, **_accepted(spec.describe, options)),
    )


@lru_cache
def _options(part: Callable[..., Any]) -> frozenset[str]:
    parameters = inspect.signature(part).parameters.values()
    return frozenset(parameter.name for parameter in parameters if parameter.kind is parameter.KEYWORD_ONLY)


def _accepted(part: Callable[..., Any], options: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name in _options(part)}


def _marked(context: Context, frame: pd.DataFrame) -> Context:
    if context.illustrative or not is_illustrative(frame):
        return context
    return Context(**{**vars(context), "illustrative": True})
