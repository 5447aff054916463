"""What was held to be true at one time, whatever edition and quarter a reader looks at.

Figures judged against their targets.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache, partial

import numpy as np
import pandas as pd

from data import changes, limits, queries, status, suppress, travel
from data.queries import Structure
from data.spc import SpcResult
from data.store import Reader


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Whose figures, held to be true when.

    Attributes:
        area_code: Area whose figures they are.
        with_targets: Whether the area is the council's own, which alone has targets.
        known_at: Time at which they were held to be true (UTC); None means now.
        illustrative: Whether illustrative figures count.
    """

    area_code: str
    with_targets: bool
    known_at: datetime | None
    illustrative: bool


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """One figure of a line, judged by those before it.

    Attributes:
        travel: What ``travel.latest`` says of it.
        limits: Limits of the line up to it; None where they make no sense for the measure.
    """

    travel: travel.Row
    limits: SpcResult | None


def main_kind(kinds: pd.Series, *, frequency: str) -> str:
    """Returns the kind of period that makes a measure's line.

    Quarters if it is quarterly and has any, else the commonest.
    """
    if frequency == "quarterly" and (kinds == "quarter").any():
        return "quarter"
    return str(kinds.mode().iloc[0])


def with_gaps(line: pd.DataFrame, *, periods: pd.DataFrame) -> pd.DataFrame:
    """Returns one measure's line with an empty row for every period of its kind that lies inside it and has no figure.

    A chart then breaks its line there instead of drawing across years for which nothing was published.
    """
    if line.empty:
        return line
    alike = periods[
        (periods["kind"] == line["period_kind"].iloc[0])
        & periods["start_date"].between(line["start_date"].min(), line["start_date"].max())
    ]
    absent = alike[~alike["period_id"].isin(line["period_id"])].drop(columns="kind").assign(illustrative=False)
    if absent.empty:
        return line
    return pd.concat([line, absent]).sort_values("start_date", kind="stable")


def with_main_kind(series: pd.DataFrame, *, measures: pd.DataFrame) -> pd.DataFrame:
    """Returns the series with ``on_line``: whether the period is of the kind that makes the measure's line.

    Periods of different kinds are never joined by a line; undated periods are never on it.
    """
    frequency = measures.set_index("measure_id")["frequency"]
    chosen = {
        name: main_kind(group, frequency=str(frequency.get(name, "annual")))
        for name, group in series.groupby("measure_id", sort=False)["period_kind"]
    }
    on_line = (series["period_kind"] == series["measure_id"].map(chosen)) & series["end_date"].notna()
    return series.assign(on_line=on_line)


class Facts:
    """Everything that was held to be true at one moment; each frame is read when it is first asked for."""

    def __init__(self, reader: Reader, *, moment: Moment, structure: Structure) -> None:
        """Reads nothing yet."""
        self._reader = reader
        self.moment = moment
        self.structure = structure
        # Any date can be asked for, so only the latest few answers are kept.
        self.changes_since = lru_cache(maxsize=8)(self._changes_since)
        self.compared_figures = lru_cache(maxsize=64)(self._compared_figures)
        # Quarters share what no figure was added to, as most yearly measures in most quarters.
        self.judgement = lru_cache(maxsize=4096)(self._judgement)

    @cached_property
    def measure(self) -> pd.DataFrame:
        """Every measure and evidence series as in the structure, with the definition that stood at the moment."""
        stood = queries.definitions(
            self._reader, known_at=self.moment.known_at, illustrative=self.moment.illustrative
        ).set_index("measure_id")["text"]
        frame = self.structure.measure
        return frame.assign(definition=frame["measure_id"].map(stood).astype("str").fillna(frame["definition"]))

    @cached_property
    def measure_by_id(self) -> pd.DataFrame:
        """Rows of ``measure``, indexed by id."""
        return self.measure.set_index("measure_id")

    @cached_property
    def withheld(self) -> pd.DataFrame:
        """Figures withheld to protect individuals, in all areas: measure_id, area_code, period_id.

        Found over all areas and periods at once, so that no two views of a moment differ by what one of them hides.
        """
        guarded = queries.guarded_figures(
            self._reader, known_at=self.moment.known_at, illustrative=self.moment.illustrative
        )
        hidden = suppress.withheld(guarded, parts=queries.area_parts(self._reader))
        return guarded.loc[hidden, list(suppress.FIGURE)]

    @cached_property
    def series(self) -> pd.DataFrame:
        """Every figure of the area with its target, the columns of ``status.moved_goalposts``, and ``on_line``."""
        frame = queries.area_series(
            self._reader,
            area_code=self.moment.area_code,
            known_at=self.moment.known_at,
            illustrative=self.moment.illustrative,
            with_targets=self.moment.with_targets,
        )
        frame = suppress.withhold(frame, self.withheld)
        about = self.structure.measure.drop(columns=["name", "definition", "owner", "role"])
        frame = frame.merge(about, on="measure_id", how="left")
        frame = status.moved_goalposts(frame)
        return with_main_kind(frame, measures=self.structure.measure)

    @cached_property
    def lines(self) -> dict[str, pd.DataFrame]:
        """The rows of ``series`` that make each measure's line, by measure and in time."""
        on_line = self.series[self.series["on_line"]]
        return {str(name): group for name, group in on_line.groupby("measure_id", sort=False)}

    def count_until(self, measure_id: str, day: pd.Timestamp) -> int:
        """Returns how many rows of a measure's line are about periods up to a day."""
        ends = self._ends.get(measure_id)
        return 0 if ends is None else int(ends.searchsorted(day.to_datetime64(), side="right"))

    def line_until(self, measure_id: str, day: pd.Timestamp) -> pd.DataFrame:
        """Returns the rows of a measure's line that are about periods up to a day."""
        return self.lines.get(measure_id, self.series.iloc[:0]).iloc[: self.count_until(measure_id, day)]

    def places(self, counts: Mapping[str, int]) -> list[int]:
        """Returns where in ``series`` the last of the first ``counts`` rows of each measure's line stands."""
        return [self._labels[name][count - 1] for name, count in counts.items()]

    @cached_property
    def _labels(self) -> dict[str, np.ndarray]:
        return {name: line.index.to_numpy() for name, line in self.lines.items()}

    @cached_property
    def _ends(self) -> dict[str, np.ndarray]:
        return {name: line["end_date"].to_numpy() for name, line in self.lines.items()}

    @cached_property
    def catalogue(self) -> pd.DataFrame:
        """Every part of every edition in its own words; see ``changes.catalogue``."""
        return changes.catalogue(self.structure)

    def _judgement(self, measure_id: str, count: int) -> Judgement:
        """Returns what is said of the last of the first ``count`` figures of a measure's line; one at least."""
        line = self.lines[measure_id]
        allowed = bool(line["spc_allowed"].iloc[0])
        return Judgement(
            travel=travel.latest(self._rows[measure_id][:count]),
            limits=limits.analyse(line.iloc[:count], rebases=self.rebases_of(measure_id)) if allowed else None,
        )

    def rebases_of(self, measure_id: str) -> list[pd.Timestamp]:
        """Returns the days on which new control limits start for a measure."""
        return [day for name, day in self._rebases if name == measure_id]

    @cached_property
    def _rebases(self) -> list[tuple[str, pd.Timestamp]]:
        starts = self.events[self.events["kind"] == "rebase"]
        return list(zip(starts["measure_id"], pd.to_datetime(starts["on_date"]), strict=True))

    @cached_property
    def _rows(self) -> dict[str, list[travel.Row]]:
        return {name: travel.plain_rows(line) for name, line in self.lines.items()}

    @cached_property
    def targets(self) -> pd.DataFrame:
        """Targets in force, also for periods that have no figure yet; none for areas other than the council's own."""
        frame = queries.targets(self._reader, known_at=self.moment.known_at, illustrative=self.moment.illustrative)
        return frame if self.moment.with_targets else frame.iloc[:0]

    def _changes_since(self, since: datetime) -> changes.Changes:
        """Returns what was held to be true at an earlier time (UTC) and no longer is.

        Nothing if that time is not earlier.
        """
        moment = self.moment
        before = Facts(self._reader, moment=replace(moment, known_at=since), structure=self.structure)
        read = partial(queries.replaced, self._reader, known_at=moment.known_at, illustrative=moment.illustrative)
        found = changes.between(
            read,
            structure=self.structure,
            since=since,
            until=moment.known_at,
            withheld=(before.withheld, self.withheld),
        )
        if not moment.with_targets:
            return found
        return replace(found, part=changes.last_judged(found.part, lines=self.series[self.series["on_line"]]))

    @cached_property
    def belonging(self) -> changes.Belonging:
        """What belongs to each priority and to each outcome, money included."""
        return changes.belonging(self.structure, budget=self.budget)

    def _compared_figures(self, measure_id: str, until: datetime) -> pd.DataFrame:
        """Returns the rows of ``queries.compared_figures`` without figures to be withheld."""
        moment = self.moment
        frame = queries.compared_figures(
            self._reader,
            measure_id=measure_id,
            until=until,
            known_at=moment.known_at,
            illustrative=moment.illustrative,
        )
        return suppress.withhold(frame.assign(measure_id=measure_id), self.withheld)

    @cached_property
    def measure_sources(self) -> pd.DataFrame:
        """How many figures each source gave for each measure."""
        return queries.measure_sources(
            self._reader, known_at=self.moment.known_at, illustrative=self.moment.illustrative
        )

    @cached_property
    def updates(self) -> pd.DataFrame:
        """Officers' updates with the rating's position, colour and shape on its scale, by action and in time."""
        frame = queries.action_updates(
            self._reader, known_at=self.moment.known_at, illustrative=self.moment.illustrative
        )
        scale = self.structure.rating_scale.rename(columns={"position": "rating_position"}).drop(columns="meaning")
        return frame.merge(scale, on=["scale_id", "rating"], how="left")

    @cached_property
    def commentary(self) -> pd.DataFrame:
        """Officers' commentary, by measure and newest first."""
        return queries.commentary(self._reader, known_at=self.moment.known_at, illustrative=self.moment.illustrative)

    @cached_property
    def budget(self) -> pd.DataFrame:
        """Every amount of every budget line, in pounds."""
        return queries.budget(self._reader, known_at=self.moment.known_at, illustrative=self.moment.illustrative)

    @cached_property
    def events(self) -> pd.DataFrame:
        """Dated notes for charts, in time."""
        return queries.events(self._reader, known_at=self.moment.known_at, illustrative=self.moment.illustrative)

    @cached_property
    def sources(self) -> pd.DataFrame:
        """Sources with the number of figures each gave."""
        return queries.sources(self._reader, known_at=self.moment.known_at, illustrative=self.moment.illustrative)

    @cached_property
    def source_by_id(self) -> dict[str, pd.Series]:
        """Rows of ``sources`` by id."""
        return {str(row["source_id"]): row for _, row in self.sources.iterrows()}

    @cached_property
    def built_at(self) -> datetime:
        """When the build was made (UTC)."""
        return pd.Timestamp(str(queries.build(self._reader)["built_at"])).to_pydatetime()
