"""Small numbers: counts that could point to a person are withheld, and so is what would give them away."""

from collections.abc import Sequence

import pandas as pd

from data.model import Absence
from data.status import need


def suppress(
    frame: pd.DataFrame,
    *,
    value: str,
    threshold: int | str | None,
    groups: Sequence[str] = (),
    total: str | None = None,
    hide: Sequence[str] = (),
    absence: str = "absence",
) -> pd.DataFrame:
    """A copy of `frame` without small counts. Source: methods, section 10.

    Primary: counts of 1 to threshold - 1 are withheld; zero is shown. Secondary: where the cells of a group add up to a
    total that readers see, one withheld cell could be found by subtraction, and so could several that come to less
    than the threshold; so the next smallest counts are withheld until at least two are and they come to the threshold
    (and to more than one each). A group that cannot hide its small count so has its total withheld.

    Args:
        frame: One row a cell.
        value: Column with the count; NaN where there is none.
        threshold: Smallest count that may be shown, or the column that holds it for each row; None or NaN where there
            is none. In a group the highest one holds.
        groups: Columns that tell which cells add up to one shown total; none where no total is shown.
        total: Boolean column that marks the rows holding the totals, where they are rows of the same frame.
        hide: Columns emptied with the count, such as a rate made from it and its denominator.
        absence: Column that is set to 'suppressed'; added if it is not there.

    Returns:
        The same rows and order. Cells that came in as suppressed count as withheld ones of unknown size.

    Raises:
        RuleError: A column is missing.
    """
    columns = [value, *groups, *hide, *([total] if total else []), *([threshold] if isinstance(threshold, str) else [])]
    need(frame, columns)
    cells = pd.DataFrame(
        {
            "count": frame[value].astype("float64").to_numpy(),
            "least": (frame[threshold] if isinstance(threshold, str) else pd.Series(threshold, index=frame.index))
            .astype("float64")
            .to_numpy(),
            "total": frame[total].astype("bool").to_numpy() if total else False,
            "gone": (frame[absence] == Absence.SUPPRESSED).to_numpy() if absence in frame.columns else False,
        }
    )
    cells["withheld"] = cells["gone"] | _small(cells)
    if groups:
        keys = [frame[group].to_numpy() for group in groups]
        for _, group in cells.groupby(keys, sort=False, dropna=False):
            cells.loc[_secondary(group), "withheld"] = True
    withheld = cells["withheld"].to_numpy()
    shown = frame.copy()
    for column in dict.fromkeys((value, *hide)):
        shown[column] = shown[column].astype("float64").mask(withheld)
    words = shown[absence] if absence in shown.columns else pd.Series(None, index=shown.index, dtype="str")
    shown[absence] = words.astype("str").mask(withheld, Absence.SUPPRESSED.value)
    return shown


def _small(cells: pd.DataFrame) -> pd.Series:
    return (cells["count"] > 0) & (cells["count"] < cells["least"])


def _secondary(group: pd.DataFrame) -> list[int]:
    """Labels of the cells of one group to withhold besides those that are small themselves."""
    parts = group[~group["total"]]
    hidden = parts.loc[parts["withheld"], "count"].fillna(1.0).tolist()
    if not hidden:
        return []
    least = group["least"].max()
    others = parts[~parts["withheld"] & (parts["count"] > 0)].sort_values("count", kind="stable")
    also = []
    for label, count in zip(others.index.tolist(), others["count"].tolist(), strict=True):
        if _protected(hidden, least=least):
            break
        also.append(int(label))
        hidden.append(count)
    totals = [int(label) for label in group.index[group["total"]]]
    return also if _protected(hidden, least=least) else [*also, *totals]


def _protected(hidden: list[float], *, least: float) -> bool:
    # Known to be at least 1 each, cells whose sum equals their number would all be found to be 1.
    return len(hidden) > 1 and sum(hidden) > len(hidden) and not sum(hidden) < least
