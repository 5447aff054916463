"""What the council held to be true at one time and no longer held at a later one: old and new side by side."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import Protocol

import numpy as np
import pandas as pd

from data import status, suppress
from data.model import STATUS_MARKS, Absence
from data.queries import Structure


class Kind(StrEnum):
    """Sorts of change, in the order of telling."""

    RESTATED = "restated"
    RECEIVED = "received"
    TARGET = "target"
    RATING = "rating"
    UPDATE = "update"
    COMMENTARY = "commentary"
    AMOUNT = "amount"
    DEFINITION = "definition"
    REWORDED = "reworded"
    RENAMED = "renamed"
    SPLIT = "split"
    MERGED = "merged"
    RETIRED = "retired"


KEYS: Mapping[str, tuple[str, ...]] = {
    "figure": ("item_id", "area_code", "period_id"),
    "target": ("item_id", "period_id"),
    "rating": ("item_id", "period_id"),
    "commentary": ("item_id", "period_id"),
    "amount": ("item_id", "period_id", "kind_of_amount"),
    "definition": ("item_id",),
    "status": ("item_id", "area_code", "period_id"),
}
"""What a fact, or the judgement of a figure, is about, by subject."""

TOLD: Mapping[str, tuple[str, ...]] = {
    "figure": ("value", "absence", "quality"),
    "target": ("value", "upper_value", "tolerance", "tolerance_kind"),
    "rating": ("rating", "percent_complete", "commentary", "due"),
    "commentary": ("text", "cause", "next_step"),
    "amount": ("amount_gbp",),
    "definition": ("text",),
}
"""What must differ for a replaced fact to count as changed, by subject; a judgement is no fact but follows."""


class Reader(Protocol):
    """Gives the versions of one subject's facts that differ between an earlier time and the later one."""

    def __call__(self, subject: str, /, *, since: datetime) -> pd.DataFrame:
        """Returns what ``queries.replaced`` returns."""


def changed(versions: pd.DataFrame, *, key: Sequence[str], told: Sequence[str]) -> pd.DataFrame:
    """Returns what was held at the earlier time beside what is held at the later one, where the two differ.

    A fact that was corrected several times between the two is one row, with the reason of the last correction; one that
    was corrected back to what it was is none, and so is one that did not stand at the earlier time.

    Args:
        versions: ``key``, ``told`` and other columns, known_from, known_to, stood, stands, reason, recorded_by and
            illustrative.
        key: What a fact is about.
        told: What must differ.

    Returns:
        The other columns of the version that stood, ``old_`` and ``new_`` for each of ``told``, ``changed_at`` (UTC),
        ``reason`` and ``recorded_by`` of what took its place (missing where nothing did: the fact was withdrawn) and
        ``illustrative``; the newest change first.
    """
    stood, stands = versions["stood"].astype(bool), versions["stands"].astype(bool)
    before = versions[stood & ~stands].rename(columns={name: f"old_{name}" for name in told})
    after = versions.loc[stands, [*key, *told, "known_from", "reason", "recorded_by"]]
    after = after.rename(columns={"known_from": "replaced_at", **{name: f"new_{name}" for name in told}})
    pairs = before.drop(columns=["known_from", "stood", "stands", "reason", "recorded_by"]).merge(
        after, on=list(key), how="left"
    )
    differs = pd.Series(data=False, index=pairs.index)
    for name in told:
        old, new = pairs[f"old_{name}"], pairs[f"new_{name}"]
        differs |= ~((old == new).fillna(value=False) | (old.isna() & new.isna()))
    pairs = pairs[differs]
    pairs = pairs.assign(changed_at=pairs["replaced_at"].fillna(pairs["known_to"]))
    return (
        pairs.drop(columns=["replaced_at", "known_to"])
        .sort_values("changed_at", ascending=False, kind="stable")
        .reset_index(drop=True)
    )


def parts(structure: Structure, *, since: datetime, until: datetime | None) -> pd.DataFrame:
    """Returns what became of parts of the plan between two times: also reworded measures.

    A measure that a later edition keeps in other words is reworded on the first day of that edition.

    Returns:
        kind, item_id, new_id (missing if retired), item_kind, plan_id of the earlier edition, old_text, new_text,
        new_kind, reason, changed_at, recorded_by (missing: an edition is the council's), illustrative (false); in time,
        then by sort of change, then in the order of the plan.
    """
    listed = catalogue(structure)
    about = listed.drop_duplicates("item_id").set_index("item_id")
    gone = structure.disposition
    told = pd.DataFrame(
        {
            "kind": gone["kind"],
            "item_id": gone["old_id"],
            "new_id": gone["new_id"],
            "item_kind": gone["old_id"].map(about["item_kind"]),
            "plan_id": gone["old_id"].map(about["plan_id"]),
            "old_text": gone["old_id"].map(about["text"]),
            "new_text": gone["new_id"].map(about["text"]),
            "new_kind": gone["new_id"].map(about["item_kind"]),
            "reason": gone["reason"],
            "changed_at": pd.to_datetime(gone["on_date"]),
        }
    )
    frame = pd.concat([told, _rewordings(structure)], ignore_index=True)
    known = True if until is None else frame["changed_at"] <= until
    frame = frame[(frame["changed_at"] > since) & known]
    rank = {kind.value: place for place, kind in enumerate(Kind)}
    order = {name: place for place, name in enumerate(listed["item_id"].unique())}
    return (
        frame.assign(rank=frame["kind"].map(rank), order=frame["item_id"].map(order))
        .sort_values(["changed_at", "rank", "order"], kind="stable")
        .drop(columns=["rank", "order"])
        .assign(recorded_by=None, illustrative=False)
        .reset_index(drop=True)
    )


def catalogue(structure: Structure) -> pd.DataFrame:
    """Returns every part of every edition in its own words: item_kind, item_id, plan_id, code, text, short_name, name.

    One row a part and edition, so a measure that two editions list has two; the earlier edition comes first, then
    priorities, outcomes, objectives, initiatives, actions and measures as printed. ``name`` is a measure's own name, in
    whatever edition, and missing for other parts.
    """
    measures = structure.plan_measure.merge(structure.measure[["measure_id", "short_name", "name"]], on="measure_id")
    frames = [
        _part(structure.priority, item_kind="priority", text="name"),
        _part(structure.outcome, item_kind="outcome", text="name"),
        _part(structure.objective.assign(code=None), item_kind="objective", text="text"),
        _part(structure.initiative, item_kind="initiative", text="name"),
        _part(structure.action.assign(code=None), item_kind="action", text="text"),
        _part(measures, item_kind="measure", text="wording").assign(name=measures["name"]),
    ]
    frame = pd.concat([each for each in frames if len(each)], ignore_index=True)
    start = structure.plan.set_index("plan_id")["year_start"]
    frame = frame.assign(start=frame["plan_id"].map(start), name=frame.get("name"))
    return frame.sort_values("start", kind="stable").drop(columns="start")


def _part(frame: pd.DataFrame, *, item_kind: str, text: str) -> pd.DataFrame:
    columns = {f"{item_kind}_id": "item_id", text: "text"}
    return frame.rename(columns=columns)[["item_id", "plan_id", "code", "text", "short_name"]].assign(
        item_kind=item_kind, code=frame["code"].astype("str")
    )


def _rewordings(structure: Structure) -> pd.DataFrame:
    start = structure.plan.set_index("plan_id")[["year_start", "edition", "council"]]
    listed = structure.plan_measure.join(start, on="plan_id").sort_values("year_start", kind="stable")
    listed["new_text"] = listed.groupby(["council", "measure_id"], sort=False)["wording"].shift(-1)
    listed["changed_at"] = listed.groupby(["council", "measure_id"], sort=False)["year_start"].shift(-1)
    listed["next_edition"] = listed.groupby(["council", "measure_id"], sort=False)["edition"].shift(-1)
    found = listed[listed["new_text"].notna() & (listed["new_text"] != listed["wording"])]
    return pd.DataFrame(
        {
            "kind": Kind.REWORDED.value,
            "item_id": found["measure_id"],
            "new_id": found["measure_id"],
            "item_kind": "measure",
            "plan_id": found["plan_id"],
            "old_text": found["wording"],
            "new_text": found["new_text"],
            "new_kind": "measure",
            "reason": "Words of the edition: " + found["next_edition"].astype("str"),
            "changed_at": pd.to_datetime(found["changed_at"]),
        }
    )


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Everything that changed between two times, one frame a subject; see ``changed`` and ``parts`` for the columns.

    Figures and targets also have the columns of ``judgements``, missing for figures of other areas than the council's.

    Attributes:
        figure: Figures; ``kind`` is restated, or received where the earlier one was only the reason for its absence.
        target: Targets and tolerances.
        rating: Officers' updates; ``kind`` is rating, or update where the rating is the same.
        commentary: Commentary on measures.
        amount: Amounts of budget lines.
        definition: Definitions of measures.
        part: Parts of the plan; with the columns of ``last_judged`` where the figures are the council's own.
    """

    figure: pd.DataFrame
    target: pd.DataFrame
    rating: pd.DataFrame
    commentary: pd.DataFrame
    amount: pd.DataFrame
    definition: pd.DataFrame
    part: pd.DataFrame

    @property
    def subjects(self) -> dict[str, pd.DataFrame]:
        """The frames by subject."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def counts(self) -> dict[Kind, int]:
        """How many changes there are of each kind that occurs, in the order of Kind."""
        found = Counter(chain.from_iterable(frame["kind"] for frame in self.subjects.values()))
        return {kind: found[kind.value] for kind in Kind if kind.value in found}

    @cached_property
    def rejudged(self) -> int:
        """How many figures have another status because they or their targets were changed; each counts once."""
        columns = [*KEYS["status"], "old_status", "new_status"]
        restated = self.figure.loc[self.figure["kind"] == Kind.RESTATED, columns]
        judged = pd.concat([restated, self.target[columns]])
        differs = judged["new_status"].notna() & (judged["old_status"] != judged["new_status"])
        return len(judged[differs].drop_duplicates(list(KEYS["status"])))

    def under(self, items: frozenset[str]) -> "Changes":
        """Returns the changes of some items only."""
        return Changes(**{name: frame[frame["item_id"].isin(items)] for name, frame in self.subjects.items()})


def between(
    read: Reader,
    *,
    structure: Structure,
    since: datetime,
    until: datetime | None,
    withheld: tuple[pd.DataFrame, pd.DataFrame],
) -> Changes:
    """Returns what changed between two times; nothing if the later one is not after the earlier.

    Args:
        read: Gives versions of facts, by subject.
        structure: The plan itself.
        since: The earlier time (UTC).
        until: The later time (UTC); None means now.
        withheld: Figures that are withheld at the earlier and at the later time: they are shown as suppressed.
    """
    if until is not None:
        since = min(since, until)
    versions = {subject: read(subject, since=since) for subject in KEYS}
    versions["figure"] = _hidden(versions["figure"], withheld=withheld)
    found = {name: changed(versions[name], key=KEYS[name], told=told) for name, told in TOLD.items()}
    figures = _hidden(versions["status"], withheld=withheld)
    figure = found["figure"].merge(judgements(figures), on=list(KEYS["figure"]), how="left")
    by_target = judgements(_by_both_targets(figures)).drop_duplicates(list(KEYS["target"]))
    target, rating = found["target"].merge(by_target, on=list(KEYS["target"]), how="left"), found["rating"]
    arrived = figure["old_value"].isna() & (figure["old_absence"] != Absence.SUPPRESSED) & figure["new_value"].notna()
    rerated = rating["old_rating"].fillna("") != rating["new_rating"].fillna("")
    return Changes(
        figure=figure.assign(kind=np.where(arrived, Kind.RECEIVED, Kind.RESTATED)),
        target=target.assign(kind=Kind.TARGET.value),
        rating=rating.assign(kind=np.where(rerated, Kind.RATING, Kind.UPDATE)),
        commentary=found["commentary"].assign(kind=Kind.COMMENTARY.value),
        amount=found["amount"].assign(kind=Kind.AMOUNT.value),
        definition=found["definition"].assign(kind=Kind.DEFINITION.value),
        part=parts(structure, since=since, until=until),
    )


def _hidden(figures: pd.DataFrame, *, withheld: tuple[pd.DataFrame, pd.DataFrame]) -> pd.DataFrame:
    # A version is shown as its own time showed it, so that no two times together tell what one of them hides.
    stood = figures["stood"].astype(bool)
    early, late = suppress.withhold(figures[stood], withheld[0]), suppress.withhold(figures[~stood], withheld[1])
    return pd.concat([early, late])


def judgements(figures: pd.DataFrame) -> pd.DataFrame:
    """Returns what became of the status of figures of which the value, the target or both were replaced.

    Args:
        figures: Two rows a figure, as ``queries.replaced`` gives them for the subject status, without what is withheld.

    Returns:
        One row a figure: item_id, area_code, period_id, ``old_status`` and ``new_status`` (words of Status) and
        ``judged_illustrative``: whether a figure or target behind either is illustrative.
    """
    key = list(KEYS["status"])
    judged = status.with_status(figures)
    stood = judged["stood"].astype(bool)
    before, after = (judged.loc[side, [*key, "status", "illustrative"]] for side in (stood, ~stood))
    pairs = before.merge(after, on=key, suffixes=("_before", "_after"))
    illustrative = pairs["illustrative_before"].astype(bool) | pairs["illustrative_after"].astype(bool)
    return pairs.rename(columns={"status_before": "old_status", "status_after": "new_status"}).assign(
        judged_illustrative=illustrative
    )[[*key, "old_status", "new_status", "judged_illustrative"]]


def _by_both_targets(figures: pd.DataFrame) -> pd.DataFrame:
    # A target that was moved before its figure came in still changed what is said of the figure: it is judged by both.
    now = figures.loc[~figures["stood"].astype(bool) & figures["value"].notna(), [*KEYS["status"], "value"]]
    both = figures.merge(now, on=list(KEYS["status"]), suffixes=("", "_now"))
    return both.assign(value=both["value"].fillna(both["value_now"]))


def last_judged(gone: pd.DataFrame, *, lines: pd.DataFrame) -> pd.DataFrame:
    """Returns parts of the plan with the status that measures had when they left it, so that none leaves unseen.

    Args:
        gone: Rows of ``parts``.
        lines: Figures on the lines of measures, in time: measure_id, label, end_date, value, status, illustrative and
            target_illustrative.

    Returns:
        The same rows with ``old_status`` of the last figure up to that day, ``judged_for``, the words of its period,
        and ``judged_illustrative``; missing and false for other parts and for measures that never had a figure.
    """
    left = gone.loc[(gone["item_kind"] == "measure") & (gone["kind"] != Kind.REWORDED), ["item_id", "changed_at"]]
    there = lines.loc[lines["value"].notna(), _LAST].merge(left, left_on="measure_id", right_on="item_id")
    last = there[there["end_date"] <= there["changed_at"]].groupby("item_id", sort=False).tail(1).set_index("item_id")
    made_up = last["illustrative"].astype(bool) | last["target_illustrative"].astype(bool)
    mine = gone["item_id"].where(gone.index.isin(left.index))
    return gone.assign(
        old_status=mine.map(last["status"]),
        judged_for=mine.map(last["label"]),
        judged_illustrative=mine.isin(made_up.index[made_up]),
    )


_LAST = ["measure_id", "label", "end_date", "value", "status", "illustrative", "target_illustrative"]


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """What belongs where, in any edition.

    Attributes:
        parts: Ids of everything that belongs to a priority or an outcome.
        priorities: Everything that belongs to a priority: item, above.
        outcomes: Everything that belongs to an outcome: item, above.
    """

    parts: frozenset[str]
    priorities: pd.DataFrame
    outcomes: pd.DataFrame


def belonging(structure: Structure, *, budget: pd.DataFrame) -> Belonging:
    """Returns what belongs to each priority and to each outcome.

    Args:
        structure: The plan itself.
        budget: Budget lines with line_id, priority_id, initiative_id and action_id.
    """
    under = _ties(structure, budget=budget)
    serving = _pairs(structure, "priority_outcome")
    outcomes = pd.concat(
        [
            _pairs(structure, "outcome_measure").rename(columns={"parent": "above", "child": "item"}),
            structure.plan_measure[["measure_id", "outcome_id"]].set_axis(["item", "above"], axis=1),
            structure.objective[["objective_id", "outcome_id"]].set_axis(["item", "above"], axis=1),
            structure.outcome[["outcome_id", "outcome_id"]].set_axis(["item", "above"], axis=1),
            under.merge(serving, left_on="above", right_on="parent")[["item", "child"]].set_axis(
                ["item", "above"], axis=1
            ),
        ]
    )
    parts = frozenset(under["item"]) | frozenset(outcomes["item"])
    return Belonging(parts=parts, priorities=under, outcomes=outcomes)


def items_under(where: Belonging, *, priority: str | None = None, outcome: str | None = None) -> frozenset[str]:
    """Returns the ids of everything that stands under a priority and an outcome; None narrows nothing."""
    chosen = where.parts
    for frame, above in ((where.priorities, priority), (where.outcomes, outcome)):
        if above is not None:
            chosen &= frozenset(frame.loc[frame["above"] == above, "item"])
    return chosen


def _pairs(structure: Structure, kind: str) -> pd.DataFrame:
    links = structure.link[structure.link["kind"] == kind]
    return links[["parent_id", "child_id"]].set_axis(["parent", "child"], axis=1)


def _ties(structure: Structure, *, budget: pd.DataFrame) -> pd.DataFrame:
    """Everything that belongs to a priority: item, above."""
    actions = structure.action[["action_id", "priority_id"]].set_axis(["item", "above"], axis=1)
    carrying = _pairs(structure, "initiative_action").merge(actions, left_on="child", right_on="item")
    initiatives = carrying[["parent", "above"]].set_axis(["item", "above"], axis=1)
    known = pd.concat(
        [
            actions,
            initiatives,
            structure.priority[["priority_id", "priority_id"]].set_axis(["item", "above"], axis=1),
            structure.plan_measure[["measure_id", "priority_id"]].set_axis(["item", "above"], axis=1),
        ]
    ).dropna()
    lines = budget.drop_duplicates("line_id")
    money = [
        lines[["line_id", column]].dropna().merge(known, left_on=column, right_on="item")[["line_id", "above"]]
        for column in ("priority_id", "initiative_id", "action_id")
    ]
    return pd.concat([known, *(each.set_axis(["item", "above"], axis=1) for each in money)]).drop_duplicates()


LISTED = (
    "kind",
    "item_id",
    "item",
    "about",
    "old",
    "new",
    "old_status",
    "new_status",
    "reason",
    "recorded_by",
    "changed_at",
    "illustrative",
)
"""Columns of ``listed``."""


def listed(found: Changes, *, names: Mapping[str, str]) -> pd.DataFrame:
    """Returns all changes as one table, by subject and the newest first.

    Args:
        found: What changed.
        names: Names by id.

    Returns:
        The columns of LISTED: ``item`` is the name, ``about`` the period (and area, amount or sort of part) that it is
        about, ``old`` and ``new`` are figures in the measure's unit, amounts in pounds or texts, ``old_status`` and
        ``new_status`` words for what the board says of the figure; missing where there is none.
    """
    frames = [_rows(frame, subject=name) for name, frame in found.subjects.items() if len(frame)]
    frame = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(LISTED))
    return frame.assign(item=frame["item"].fillna(frame["item_id"].map(names)))[list(LISTED)]


def _rows(frame: pd.DataFrame, *, subject: str) -> pd.DataFrame:
    main = {"figure": "value", "target": "value", "rating": "rating", "amount": "amount_gbp"}.get(subject, "text")
    old, new = frame[f"old_{main}"].astype(object), frame[f"new_{main}"].astype(object)
    about = frame["label"].astype("str") if "label" in frame else pd.Series("", index=frame.index)
    item = frame["name"] if "name" in frame else pd.Series(None, index=frame.index, dtype=object)
    if subject == "figure":
        old, new = old.fillna(frame["old_absence"]), new.fillna(frame["new_absence"])
        about = about + ", " + frame["area_name"].astype("str")
    if subject == "amount":
        about = about + ", " + frame["kind_of_amount"].astype("str")
    if subject == "rating":
        same = frame["kind"] == Kind.UPDATE
        old, new = old.mask(same, frame["old_commentary"]), new.mask(same, frame["new_commentary"])
    if subject == "part":
        about = frame["item_kind"].astype("str")
    statuses = {side: _status_words(frame, side) for side in ("old_status", "new_status")}
    return frame.assign(item=item, about=about, old=old, new=new, **statuses)[list(LISTED)]


def _status_words(frame: pd.DataFrame, side: str) -> pd.Series:
    if side not in frame:
        return pd.Series(None, index=frame.index, dtype=object)
    words = frame[side].map({each.value: mark.word for each, mark in STATUS_MARKS.items()})
    return words.mask(words.notna() & frame["judged_illustrative"].eq(other=True), words + " (illustrative)")
