"""What a reader sees of a plan from one quarter.

The latest figure of every measure, every action's rating, and the money.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property, lru_cache

import pandas as pd

from data import budget, changes, reasons, rollup, spc, travel
from data.facts import Facts, Moment
from data.limits import with_limits
from data.model import Absence, Direction, Status
from data.year_end import YearEnd, year_end

QUARTERLY_GRACE_DAYS = 0
MONEY_TOLERANCE_PERCENT = 5.0
"""An overspend of up to this share of a budget does not contradict a good rating."""

ANNUAL_GRACE_DAYS = 550
"""An annual figure stands for a year and a half after its period before it counts as carried over."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which figures are on show.

    Attributes:
        plan_id: Edition of the plan.
        area_code: Area whose figures they are.
        end: Quarter on show: nothing that is about a later time is judged.
        known_at: Time at which they were held to be true (UTC); None means now.
        illustrative: Whether illustrative figures count.
    """

    plan_id: str
    area_code: str
    end: str
    known_at: datetime | None
    illustrative: bool

    def moment(self, *, with_targets: bool) -> Moment:
        """Returns the part of the scope that decides which facts are read."""
        return Moment(
            area_code=self.area_code, with_targets=with_targets, known_at=self.known_at, illustrative=self.illustrative
        )


def with_carried_over(latest: pd.DataFrame, *, until: date) -> pd.DataFrame:
    """Returns the rows with ``age_days``, and status ``carried_over`` if a figure is older than its frequency allows.

    A quarterly figure is carried over as soon as a later quarter is on show; an annual one a year and a half after its
    period; a figure that was only ever due once is never.
    """
    age = (pd.Timestamp(until) - latest["end_date"]).dt.days
    limit = latest["frequency"].map({"quarterly": QUARTERLY_GRACE_DAYS, "annual": ANNUAL_GRACE_DAYS})
    stale = (age > limit) & latest["value"].notna()
    return latest.assign(age_days=age, status=latest["status"].mask(stale, Status.CARRIED_OVER))


ICON_COLUMNS = {"points": "Int64", "variation": "str", "assurance": "str"}


def with_reasons(measures: pd.DataFrame) -> pd.DataFrame:
    """Returns measures with sentence, question and weight of what is worth talking about, the heaviest first."""
    words = measures[["absence", "status", "variation", "assurance", "direction"]].astype(object)
    words = words.where(words.notna(), None)
    found = [
        reasons.WITHHELD
        if absence == Absence.SUPPRESSED
        else reasons.reason(
            str(state), variation=variation, assurance=assurance, direction=str(direction or Direction.UNKNOWN)
        )
        for absence, state, variation, assurance, direction in words.itertuples(index=False)
    ]
    frame = measures.assign(
        sentence=[each.sentence for each in found],
        question=[each.question for each in found],
        weight=[each.weight for each in found],
    )
    return frame.sort_values("weight", ascending=False, kind="stable")


def _icons(limits: spc.SpcResult | None) -> dict[str, object]:
    if limits is None:
        return {}
    return {"points": limits.count, "variation": limits.variation_icon, "assurance": limits.assurance_icon}


def _row(frame: pd.DataFrame, *, key: str, value: str) -> pd.Series:
    return frame[frame[key] == value].iloc[0]


class Knowledge:
    """Everything that pages draw from: the facts of one moment, seen from one quarter of one edition."""

    def __init__(self, facts: Facts, *, scope: Scope, publications: pd.DataFrame) -> None:
        """Reads nothing yet; each frame is judged when it is first asked for."""
        self.facts = facts
        self.scope = scope
        self.structure = facts.structure
        self.publications = publications
        self._spending = cache(self._spending_of)
        self._measures_by_id = lru_cache(maxsize=64)(self._find_measures)
        self._narrowed = lru_cache(maxsize=64)(self._narrow)

    @cached_property
    def plan(self) -> pd.Series:
        """The edition on show: one row of the plan query."""
        return _row(self.structure.plan, key="plan_id", value=self.scope.plan_id)

    @cached_property
    def end(self) -> pd.Series:
        """The quarter on show: one row of the period query."""
        return _row(self.structure.period, key="period_id", value=self.scope.end)

    @property
    def budget(self) -> pd.DataFrame:
        """Every amount of every budget line, in pounds, also those after the quarter on show."""
        return self.facts.budget

    @property
    def events(self) -> pd.DataFrame:
        """Dated notes for charts."""
        return self.facts.events

    @property
    def sources(self) -> pd.DataFrame:
        """Sources with the number of figures each gave."""
        return self.facts.sources

    @property
    def source_by_id(self) -> dict[str, pd.Series]:
        """Rows of ``sources`` by id."""
        return self.facts.source_by_id

    def line(self, measure_id: str) -> pd.DataFrame:
        """Returns a measure's line up to the quarter on show, in time, with the columns of ``Facts.series``."""
        return self.facts.line_until(measure_id, self.end["end_date"])

    def line_with_limits(self, measure_id: str) -> pd.DataFrame:
        """Returns a measure's line with the columns of ``limits.with_limits`` where they make sense for it."""
        line = self.line(measure_id)
        found = self.facts.judgement(measure_id, len(line)).limits if len(line) else None
        return line if found is None else with_limits(line, found)

    def compared_figures(self, measure_id: str) -> pd.DataFrame:
        """Returns a measure's figures in all areas up to the quarter on show; see ``queries.compared_figures``."""
        return self.facts.compared_figures(measure_id, self.end["end_date"])

    def year_end(self, about: pd.Series, *, write: Callable[[float], str]) -> YearEnd | None:
        """Returns the year-end target of a measure and what it would take to meet it; None where there is none.

        Args:
            about: A row of ``measures`` or ``measures_by_id``.
            write: Writes a figure with its unit.
        """
        name = str(about["measure_id"])
        mine = self._targets.get(name, self.facts.targets.iloc[:0])
        breaks = self.events[(self.events["measure_id"] == name) & (self.events["kind"] == "definition")]
        past = breaks.loc[breaks["on_date"] <= self.end["end_date"], "on_date"]
        since = pd.Timestamp(past.max()) if len(past) else None
        return year_end(self.line(name), targets=mine, about=about, end=self.end, write=write, since=since)

    @cached_property
    def _targets(self) -> dict[str, pd.DataFrame]:
        return {str(name): group for name, group in self.facts.targets.groupby("measure_id", sort=False)}

    def latest(self, measure_ids: Iterable[str]) -> pd.DataFrame:
        """Returns the latest figure of each measure that has any, with status, direction of travel and icons.

        Adds the columns of ``travel.with_direction`` and: points (int, how many figures stand behind the limits),
        variation and assurance (missing under twelve points), all three missing where limits make no sense.
        """
        facts, counts = self.facts, self._counts(measure_ids)
        judged = [facts.judgement(name, count) for name, count in counts.items()]
        cells = [{**each.travel, **_icons(each.limits)} for each in judged]
        added = {
            name: pd.Series([each.get(name) for each in cells], dtype=dtype)
            for name, dtype in (travel.ADDED | ICON_COLUMNS).items()
        }
        rows = facts.series.loc[facts.places(counts)].reset_index(drop=True)
        return with_carried_over(rows.assign(**added), until=self.end["end_date"].date())

    def _counts(self, measure_ids: Iterable[str]) -> dict[str, int]:
        """How many figures each measure's line has up to the quarter on show; those that have none are not in it."""
        day = self.end["end_date"]
        return {name: count for name in measure_ids if (count := self.facts.count_until(name, day))}

    @cached_property
    def measures(self) -> pd.DataFrame:
        """The measures of the edition in its order and words, each with its latest figure; one row a measure.

        A measure without any figure has status ``no_data``, and absence ``to_be_defined`` where that is so.
        """
        return self._with_latest(self.listed)

    def _with_latest(self, listed: pd.DataFrame) -> pd.DataFrame:
        about = self.facts.measure_by_id
        latest = self.latest(listed["measure_id"]).drop(columns=about.columns, errors="ignore").set_index("measure_id")
        frame = listed.join(about, on="measure_id").join(latest, on="measure_id").reset_index(drop=True)
        flags = ["illustrative", "target_illustrative", "moved", "saved_by_move"]
        frame[flags] = frame[flags].astype("boolean").fillna(False).astype(bool)
        empty = frame["status"].isna()
        frame["status"] = frame["status"].mask(empty, Status.NO_DATA)
        frame["absence"] = frame["absence"].mask(empty & frame["placeholder"], "to_be_defined")
        return frame

    def measures_by_id(self, ids: Iterable[str]) -> pd.DataFrame:
        """Returns measures and evidence by id, in the order given, with their latest figure: columns of ``measures``.

        The wording is the edition's where it lists the measure, else the measure's own name.
        """
        return self._measures_by_id(tuple(dict.fromkeys(ids)))

    def _find_measures(self, ids: tuple[str, ...]) -> pd.DataFrame:
        listed = pd.DataFrame({"measure_id": ids}, dtype="str").join(self._listed_by_id, on="measure_id")
        frame = self._with_latest(listed)
        return frame.assign(wording=frame["wording"].fillna(frame["name"]))

    @cached_property
    def listed(self) -> pd.DataFrame:
        """What the edition says of the measures that it lists."""
        return self.structure.plan_measure[self.structure.plan_measure["plan_id"] == self.scope.plan_id]

    @cached_property
    def _listed_by_id(self) -> pd.DataFrame:
        return self.listed.set_index("measure_id")

    @cached_property
    def illustrative_measures(self) -> int:
        """How many of the measures that the edition lists have an illustrative figure as their latest."""
        places = self.facts.places(self._counts(self.listed["measure_id"]))
        return int(self.facts.series["illustrative"].loc[places].sum())

    @cached_property
    def updates(self) -> pd.DataFrame:
        """Officers' updates on actions up to the quarter on show, by action and in time."""
        return self.facts.updates[self.facts.updates["end_date"] <= self.end["end_date"]]

    @cached_property
    def commentary(self) -> pd.DataFrame:
        """Officers' commentary up to the quarter on show, by measure and newest first."""
        return self.facts.commentary[self.facts.commentary["end_date"] <= self.end["end_date"]]

    @cached_property
    def actions(self) -> pd.DataFrame:
        """The actions of the edition in its order with the quarter's update and ``hidden_red``: what the rating hides.

        ``rating`` is missing where no update was received; ``hidden_red`` is missing where there is nothing to flag.
        """
        listed = self.structure.action[self.structure.action["plan_id"] == self.scope.plan_id]
        now = self.updates[self.updates["period_id"] == self.scope.end]
        columns = [
            "action_id",
            "scale_id",
            "rating",
            "rating_position",
            "colour",
            "shape",
            "percent_complete",
            "commentary",
            "owner",
            "due",
            "illustrative",
            "label",
        ]
        frame = listed.merge(now[columns], on="action_id", how="left")
        frame["illustrative"] = frame["illustrative"].astype("boolean").fillna(False).astype(bool)
        flagged = rollup.hidden_red(
            frame,
            measures=self.measures,
            links=self.links("action_measure").rename(columns={"parent_id": "action_id", "child_id": "measure_id"}),
            money=self.spending(["action_id", "name"]).assign(tolerance_percent=MONEY_TOLERANCE_PERCENT),
            as_at=self.end["end_date"].date(),
        )
        reasons = flagged.groupby("action_id", sort=False)["reason"].agg(" ".join).rename("hidden_red")
        return frame.merge(reasons, on="action_id", how="left")

    @property
    def year(self) -> str:
        """The financial year of the quarter on show."""
        return self.scope.end.rsplit("-", 1)[0]

    @cached_property
    def whole_budget(self) -> pd.DataFrame:
        """The amounts that make the whole of the year on show, also those after the quarter; see ``budget.whole``."""
        return budget.whole(self.budget[self.budget["year"] == self.year])

    def spending(self, by: Sequence[str], *, stream: str | None = None) -> pd.DataFrame:
        """Returns budget against the year's latest forecast or outturn: the columns of ``budget.against_budget``.

        Args:
            by: Columns of ``budget`` to add up by.
            stream: Stream of the budget; None takes all.
        """
        return self._spending(tuple(by), stream)

    def _spending_of(self, by: tuple[str, ...], stream: str | None) -> pd.DataFrame:
        # An initiative's money is for its whole life, so its lines count in every year that they have a figure for.
        lifelong = self.budget["stream"] == "initiative"
        of_year = self.budget.index.isin(self.whole_budget.index)
        # A year's budget stands from its first day; what is spent of it is known at the end of a period.
        known_on = self.budget["end_date"].mask(self.budget["kind"] == "budget", self.budget["start_date"])
        lines = self.budget[(lifelong | of_year) & (known_on <= self.end["end_date"])]
        return budget.against_budget(lines if stream is None else lines[lines["stream"] == stream], by=by)

    def links(self, kind: str) -> pd.DataFrame:
        """Returns parent_id, child_id, basis and reason of one kind of link."""
        return self._links_by_kind.get(kind, self.structure.link.iloc[:0])

    @cached_property
    def _links_by_kind(self) -> dict[str, pd.DataFrame]:
        return {str(kind): group for kind, group in self.structure.link.groupby("kind")}

    @cached_property
    def catalogue(self) -> pd.DataFrame:
        """Every part of every edition that had begun, and of the one on show, in its own words.

        Rows of ``changes.catalogue``.
        """
        listed = self.facts.catalogue
        if self.scope.known_at is None:
            return listed
        plans = self.structure.plan
        begun = plans.loc[plans["year_start"] <= self.scope.known_at, "plan_id"]
        return listed[listed["plan_id"].isin([*begun, self.scope.plan_id])]

    @property
    def dispositions(self) -> pd.DataFrame:
        """What had become of ids that a later edition no longer has, in time."""
        frame = self.structure.disposition
        return frame if self.scope.known_at is None else frame[frame["on_date"] <= self.scope.known_at]

    def items_under(self, *, priority: str | None = None, outcome: str | None = None) -> frozenset[str]:
        """Returns the ids of all that stands under a priority and an outcome, in any edition; None narrows nothing.

        An action, initiative or budget line belongs to the priorities of its actions, and to the outcomes that those
        priorities serve; a measure to the priority and the outcomes that an edition or a link names.
        """
        return changes.items_under(self.facts.belonging, priority=priority, outcome=outcome)

    def narrowed(
        self, *, priority: str | None = None, outcome: str | None = None, status: str | None = None
    ) -> pd.DataFrame:
        """Returns the rows of ``measures`` under a priority and an outcome and with a status; None narrows nothing.

        Overarching measures belong to no priority: a priority leaves them out. A measure belongs to an outcome if the
        edition lists it there or a link says that it serves it.
        """
        return self._narrowed(priority, outcome, status)

    def _narrow(self, priority: str | None, outcome: str | None, status: str | None) -> pd.DataFrame:
        frame = self.measures
        if priority is not None:
            frame = frame[frame["priority_id"] == priority]
        if outcome is not None:
            links = self.links("outcome_measure")
            serving = set(links.loc[links["parent_id"] == outcome, "child_id"])
            frame = frame[(frame["outcome_id"] == outcome) | frame["measure_id"].isin(serving)]
        if status is not None:
            frame = frame[frame["status"] == status]
        return frame
