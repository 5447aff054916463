"""A measure beside England, the region and neighbours: latest figures, how old they are and whether they compare."""

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import formats
from dashboard import blocks
from dashboard.view import View

MOST_ALONE = 2
"""A benchmark needs another area beside the council's own."""

COMPARABLE_KINDS = frozenset({"percentage", "rate", "score", "days", "years"})
"""Sorts of number that can be set beside another area's; totals only say which area is larger."""

_DAYS_A_MONTH = 30.44


def age_words(months: int) -> str:
    """Returns how much older than the council's a figure is, in words; empty where it is of the same time."""
    if not months:
        return ""
    return f"{formats.plural(abs(months), 'month')} {'older' if months > 0 else 'newer'}"


def latest_of_areas(figures: pd.DataFrame, *, area_code: str) -> pd.DataFrame:
    """Returns the latest figure of every area with its age against the council's, in the areas' order.

    Only published figures and periods of the kind that the council's own figures are mostly about are compared.

    Args:
        figures: One measure in all areas: area_code, area_name, area_kind, period_kind, end_date, value, illustrative.
        area_code: The council's own area.

    Returns:
        The columns of ``figures`` with name, kind, age_months (int, 0 without a figure of the council) and age (words).
    """
    known = figures[~figures["illustrative"] & figures["end_date"].notna()]
    own = known[known["area_code"] == area_code]
    dated = known[known["value"].notna()]
    if len(own):
        dated = dated[dated["period_kind"] == own["period_kind"].mode().iloc[0]]
    last = dated.groupby("area_code", sort=False).tail(1)
    council = last[last["area_code"] == area_code]
    base = council["end_date"].iloc[0] if len(council) else pd.NaT
    months = ((base - last["end_date"]).dt.days / _DAYS_A_MONTH).round().fillna(0).astype(int)
    return last.assign(
        name=last["area_name"], kind=last["area_kind"], age_months=months, age=[age_words(each) for each in months]
    )


def beside(view: View, about: Any, figures: pd.DataFrame) -> pd.DataFrame:
    """Returns a measure's benchmarks with ``comparable`` and ``reason``; empty where there is nothing to compare."""
    plan_area = str(view.knowledge.plan["area_code"])
    frame = latest_of_areas(figures, area_code=plan_area)
    if about["kind"] not in COMPARABLE_KINDS or plan_area not in set(frame["area_code"]) or len(frame) < MOST_ALONE:
        frame = frame.iloc[:0]
    odd = view.structure.comparability
    reasons = odd[odd["measure_id"] == about["measure_id"]].set_index("area_code")["reason"]
    # Where the council's own way of counting differs, it is its figure that does not compare.
    return frame.assign(reason=frame["area_code"].map(reasons), comparable=~frame["area_code"].isin(reasons.index))


def england_list(view: View, measures: pd.DataFrame) -> Component | None:
    """Returns the measures with official benchmarks beside England: both figures, age and why they do not compare.

    None where no measure has any.
    """
    rows = []
    for _, about in measures[measures["kind"].isin(COMPARABLE_KINDS) & measures["value"].notna()].iterrows():
        frame = beside(view, about, view.knowledge.compared_figures(str(about["measure_id"])))
        england = frame[frame["area_kind"] == "country"]
        if england.empty:
            continue
        own = frame[frame["area_code"] == view.knowledge.plan["area_code"]].iloc[0]
        other = england.iloc[0]
        style = blocks.style_of(about)
        odd = frame.loc[
            ~frame["comparable"] & frame["area_code"].isin([own["area_code"], other["area_code"]]), "reason"
        ]
        note: list[Any] = [f"⊘ Not comparable: {reason}" for reason in odd]
        gap = float(own["value"]) - float(other["value"])
        if odd.empty:
            size = formats.change(gap, kind=style.kind, decimals=style.decimals, unit=style.unit)
            note = [f"{size} {'above' if gap > 0 else 'below'} England" if gap else "The same as England"]
        rows.append(
            [
                blocks.measure_link(view, str(about["measure_id"]), str(about["wording"])),
                [formats.styled(float(own["value"]), style), html.Span(str(own["label"]), className="minor")],
                [
                    formats.styled(float(other["value"]), style),
                    html.Span(str(other["label"]) + (f", {other['age']}" if other["age"] else ""), className="minor"),
                ],
                note,
            ]
        )
    if not rows:
        return None
    council = str(view.structure.area.set_index("area_code")["name"][view.knowledge.plan["area_code"]])
    return blocks.section(
        "Beside England",
        [
            blocks.table(
                ("Measure", f"{council}>", "England>", "Difference"),
                rows,
                caption="Measures with official benchmarks",
                table_id="priority-england",
            )
        ],
        block_id="priority-england-block",
        lead=(
            "Official figures only, the latest of each area; not a ranking. Above or below says nothing of better or"
            " worse by itself."
        ),
    )
