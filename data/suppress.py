"""Small numbers: counts that could point to a person are withheld, and so is what would give them away."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd

from data.model import Absence, Aggregation, MeasureKindName
from data.status import need

FIGURE = ("measure_id", "area_code", "period_id")
"""What tells one figure from another at one time."""

HIDDEN = ("value", "numerator", "denominator")
"""What is emptied where a figure is withheld: each of the three follows from the other two."""

_FIGURES = (
    *FIGURE, *HIDDEN, "period_kind", "start_date", "end_date", "kind", "aggregation", "absence", "suppress_below",
    "illustrative",
)  # fmt: skip
_CERTAIN = 1 - 1e-9

Equation = tuple[np.ndarray, np.ndarray]
"""Positions of figures and the sign of each: those of a total's parts and, with the other sign, its own."""


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
        touched = cells["withheld"].groupby(keys, sort=False, dropna=False).transform("any")
        for _, group in cells[touched].groupby([key[touched] for key in keys], sort=False, dropna=False):
            cells.loc[_secondary(group), "withheld"] = True
    withheld = cells["withheld"].to_numpy()
    shown = frame.copy()
    for column in dict.fromkeys((value, *hide)):
        shown[column] = shown[column].astype("float64").mask(withheld)
    words = shown[absence] if absence in shown.columns else pd.Series(None, index=shown.index, dtype="str")
    shown[absence] = words.astype("str").mask(withheld, Absence.SUPPRESSED.value)
    return shown


def withheld(figures: pd.DataFrame, *, parts: pd.DataFrame) -> pd.Series:
    """Which figures known at one time are withheld, whatever a reader looks at. Source: methods, section 10.

    A figure is small if it is a count below the threshold of its source, or made from one: its numerator or its
    denominator. Those that a percentage does not count are not judged. Totals that readers see are the longer periods
    that shorter ones of one kind fill without a gap (quarters and their year), where the measure adds up over time,
    and areas that others make up. A figure may stand in several; all are kept from giving a small one away.

    Args:
        figures: All figures of the measures in question, one row a measure, area and period: the columns measure_id,
            area_code, period_id, period_kind, start_date, end_date, kind and aggregation of the measure, value,
            numerator, denominator, absence, suppress_below (threshold; missing where there is none), illustrative.
        parts: Columns whole_code and area_code: the areas that together make up another one.

    Returns:
        bool by row of `figures`.

    Raises:
        RuleError: A column is missing.
    """
    need(figures, _FIGURES)
    need(parts, ("whole_code", "area_code"))
    hidden = pd.Series(_sensitive(figures), index=figures.index)
    guarded = figures["measure_id"].isin(figures.loc[hidden, "measure_id"])
    if guarded.any():
        hidden[guarded] = _with_protection(figures[guarded], hidden=hidden[guarded].to_numpy(copy=True), parts=parts)
    return hidden


def _with_protection(figures: pd.DataFrame, *, hidden: np.ndarray, parts: pd.DataFrame) -> np.ndarray:
    """What has to be withheld beside the figures that are hidden already, these included."""
    cells = pd.DataFrame({"count": _count(figures), "least": figures["suppress_below"].to_numpy(dtype="float64")})
    countable = cells["count"].notna().to_numpy()
    places = _sums(figures, parts=parts)
    equations = _equations(places)
    while True:
        table = places.join(cells, on="figure")
        table["absence"] = pd.Series(Absence.SUPPRESSED.value, index=table.index).where(hidden[table["figure"]])
        shown = suppress(table, value="count", threshold="least", groups=["sum"], total="whole")
        before = hidden.sum()
        hidden[shown.loc[shown["absence"] == Absence.SUPPRESSED, "figure"].to_numpy()] = True
        # What protects one total may stand in another, which then needs protecting itself.
        if hidden.sum() > before:
            continue
        # Totals that are safe one by one may still be subtracted from each other where they cross.
        beside = _beside(_given_away(equations, figures, known=~hidden & countable, unknown=hidden), equations)
        others = np.flatnonzero(beside & ~hidden & (cells["count"] > 0))
        if not len(others):
            return hidden
        hidden[others[cells["count"].to_numpy()[others].argmin()]] = True


def withhold(frame: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """A copy of `frame` without the figures to be withheld.

    Args:
        frame: Columns measure_id, area_code, period_id, value, numerator, denominator and absence.
        figures: Columns measure_id, area_code and period_id of the figures to withhold.

    Returns:
        The same rows and order; of the figures named, value, numerator and denominator are missing and absence is
        'suppressed'.

    Raises:
        RuleError: A column is missing.
    """
    need(frame, (*FIGURE, *HIDDEN, "absence"))
    need(figures, FIGURE)
    named = pd.MultiIndex.from_frame(frame[list(FIGURE)]).isin(pd.MultiIndex.from_frame(figures[list(FIGURE)]))
    if not named.any():
        return frame.copy()
    emptied = {name: frame[name].astype("float64").mask(named) for name in HIDDEN}
    return frame.assign(**emptied, absence=frame["absence"].astype("str").mask(named, Absence.SUPPRESSED.value))


def worked_out(versions: pd.DataFrame, *, parts: pd.DataFrame) -> pd.Series:
    """Which small counts a reader could work out by adding and subtracting what is shown at one time or another.

    Every total shown at any time is an equation between its parts at that time; figures shown at any time are known. A
    withheld figure is given away if these equations have only one answer for it, or if those of a total that are not
    known at any time are too few to protect each other. Source: methods, section 10.

    Args:
        versions: As for `withheld`, but every version of each figure, with known_from and known_to (missing while it
            stands).
        parts: As for `withheld`.

    Returns:
        bool by row of `versions`.

    Raises:
        RuleError: A column is missing.
    """
    need(versions, (*_FIGURES, "known_from", "known_to"))
    sensitive = pd.Series(_sensitive(versions), index=versions.index)
    found = pd.Series(data=False, index=versions.index)
    for measure in versions.loc[sensitive, "measure_id"].unique():
        mine = versions[versions["measure_id"] == measure]
        found[mine.index] = _worked_out(mine.reset_index(drop=True), parts=parts)
    return found


def _worked_out(versions: pd.DataFrame, *, parts: pd.DataFrame) -> np.ndarray:
    countable = ~np.isnan(_count(versions))
    known = np.zeros(len(versions), dtype=bool)
    unknown = np.zeros(len(versions), dtype=bool)
    equations = []
    for instant in pd.concat([versions["known_from"], versions["known_to"]]).dropna().unique():
        held = versions[(versions["known_from"] <= instant) & ~(versions["known_to"] <= instant)]
        hidden = withheld(held, parts=parts)
        known[held.index[~hidden & countable[held.index]]] = True
        unknown[held.index[hidden]] = True
        places = held.index.to_numpy()
        equations += [(places[members], signs) for members, signs in _equations(_sums(held, parts=parts))]
    return _given_away(equations, versions, known=known, unknown=unknown & ~known)


def _equations(sums: pd.DataFrame) -> list[Equation]:
    """Every total as an equation between its parts and itself, which come to nought."""
    return [
        (total["figure"].to_numpy(), np.where(total["whole"], -1.0, 1.0))
        for _, total in sums.groupby("sum", sort=False)
        if len(total) > 1
    ]


def _given_away(
    equations: Sequence[Equation], figures: pd.DataFrame, *, known: np.ndarray, unknown: np.ndarray
) -> np.ndarray:
    """Which unknown figures follow from the equations, or share a total with too few others to hide among."""
    counts, least = _count(figures), figures["suppress_below"].to_numpy(dtype="float64")
    given_away = np.zeros(len(figures), dtype=bool)
    system = np.zeros((len(equations), len(figures)))
    for row, (members, signs) in zip(system, equations, strict=True):
        # Where a part is neither known nor withheld, the total says nothing.
        if not (known | unknown)[members].all():
            continue
        row[members] = signs
        left = members[unknown[members]]
        total_known = not unknown[members[signs < 0]].any()
        if (
            len(left)
            and total_known
            and not _protected(_at_least_one(counts[left]), least=np.fmax.reduce(least[members]))
        ):
            given_away[left] = True
    system = system[:, unknown]
    if system.size:
        # An unknown has one answer only if its own axis lies in the space that the equations span.
        given_away[unknown] |= np.diag(np.linalg.pinv(system) @ system) > _CERTAIN
    return given_away


def _beside(chosen: np.ndarray, equations: Sequence[Equation]) -> np.ndarray:
    """Which figures stand in an equation with a chosen one."""
    found = np.zeros(len(chosen), dtype=bool)
    for members, _ in equations:
        found[members] |= chosen[members].any()
    return found


def _count(figures: pd.DataFrame) -> np.ndarray:
    """The count that a figure is or is made from; NaN where none is known."""
    numbers = figures[list(HIDDEN)].astype("float64")
    share = numbers["value"] * numbers["denominator"] / 100
    made_from = numbers["numerator"].fillna(share.where(figures["kind"] == MeasureKindName.PERCENTAGE))
    return numbers["value"].where(figures["kind"] == MeasureKindName.COUNT, made_from).to_numpy()


def _sensitive(figures: pd.DataFrame) -> np.ndarray:
    """Whether figures are small or made from small counts, or came in as withheld."""
    least = figures["suppress_below"].astype("float64")
    counts = (
        pd.Series(_count(figures), index=figures.index),
        figures["numerator"].astype("float64"),
        figures["denominator"].astype("float64"),
    )
    small = [(each > 0) & (each < least) for each in counts]
    came_in = figures["absence"] == Absence.SUPPRESSED
    return pd.concat([*small, came_in.fillna(value=False)], axis="columns").any(axis="columns").to_numpy(dtype=bool)


def _sums(figures: pd.DataFrame, *, parts: pd.DataFrame) -> pd.DataFrame:
    """Every total with its parts, one row a figure in a total: sum (number), figure (position), whole (bool).

    A figure that stands in no total is the only part of one of its own.
    """
    numbered = figures.reset_index(drop=True)
    found = [*_sums_over_time(numbered), *_sums_over_areas(numbered, parts=parts)]
    rows = [(number, place, place == whole) for number, (whole, places) in enumerate(found) for place in places]
    alone = sorted(set(numbered.index).difference(place for _, place, _ in rows))
    rows += [(len(found) + number, place, False) for number, place in enumerate(alone)]
    return pd.DataFrame(rows, columns=["sum", "figure", "whole"])


def _sums_over_time(figures: pd.DataFrame) -> Iterator[tuple[int, list[int]]]:
    counts = figures["kind"] == MeasureKindName.COUNT
    adds = (figures["aggregation"] == Aggregation.SUM) | (
        ~counts & (figures["aggregation"] == Aggregation.WEIGHTED_MEAN)
    )
    dated = figures[adds & figures["start_date"].notna() & figures["end_date"].notna()]
    for _, line in dated.groupby(["measure_id", "area_code", "illustrative"], sort=False):
        if (line["period_kind"] == line["period_kind"].iloc[0]).all():
            continue
        days = (pd.to_datetime(line["end_date"]) - pd.to_datetime(line["start_date"])).dt.days + 1
        for kind, pieces in line.groupby("period_kind", sort=False):
            for whole in line.index[line["period_kind"] != kind].tolist():
                first, last = line.loc[whole, "start_date"], line.loc[whole, "end_date"]
                inside = pieces.index[(pieces["start_date"] >= first) & (pieces["end_date"] <= last)].tolist()
                if inside and days.loc[inside].sum() == days.loc[whole]:
                    yield whole, [whole, *inside]


def _sums_over_areas(figures: pd.DataFrame, *, parts: pd.DataFrame) -> Iterator[tuple[int, list[int]]]:
    made_of = {whole: set(group) for whole, group in parts.groupby("whole_code")["area_code"]}
    listed = figures[figures["area_code"].isin({*parts["whole_code"], *parts["area_code"]})]
    for _, there in listed.groupby(["measure_id", "period_id", "illustrative"], sort=False):
        place = dict(zip(there["area_code"], there.index, strict=True))
        for whole, pieces in made_of.items():
            if whole in place and pieces <= place.keys():
                yield place[whole], [place[whole], *(place[piece] for piece in sorted(pieces))]


def _small(cells: pd.DataFrame) -> pd.Series:
    return (cells["count"] > 0) & (cells["count"] < cells["least"])


def _secondary(group: pd.DataFrame) -> list[int]:
    """Labels of the cells of one group to withhold besides those that are small themselves."""
    parts, totals = group[~group["total"]], group[group["total"]]
    hidden = _at_least_one(parts.loc[parts["withheld"], "count"])
    others = parts[~parts["withheld"] & (parts["count"] > 0)].sort_values("count", kind="stable")
    if not hidden:
        # Parts that are all shown would add up to a total that is withheld.
        return [int(label) for label in others.index[:1]] if totals["withheld"].any() else []
    if (totals["withheld"] | totals["count"].isna()).any():
        return []
    least = group["least"].max()
    also = []
    for label, count in zip(others.index.tolist(), others["count"].tolist(), strict=True):
        if _protected(hidden, least=least):
            break
        also.append(int(label))
        hidden.append(count)
    return also if _protected(hidden, least=least) else [*also, *map(int, totals.index)]


def _at_least_one(counts: Iterable[float]) -> list[float]:
    """Withheld counts, where those of unknown size are taken to be 1."""
    return [1.0 if np.isnan(count) else float(count) for count in counts]


def _protected(hidden: list[float], *, least: float) -> bool:
    # Known to be at least 1 each, cells whose sum equals their number would all be found to be 1.
    return len(hidden) > 1 and sum(hidden) > len(hidden) and not sum(hidden) < least
