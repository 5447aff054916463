"""What the council held to be true at one time and no longer held at a later one: old and new side by side."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import pandas as pd

from data import suppress
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
}
"""What a fact is about, by subject."""

TOLD: Mapping[str, tuple[str, ...]] = {
    "figure": ("value", "absence", "quality"),
    "target": ("value", "upper_value", "tolerance", "tolerance_kind"),
    "rating": ("rating", "percent_complete", "commentary", "due"),
    "commentary": ("text", "cause", "next_step"),
    "amount": ("amount_gbp",),
    "definition": ("text",),
}
"""What must differ for a replaced fact to count as changed, by subject."""

_CLOCK = ("known_from", "known_to", "stood", "stands", "reason", "recorded_by", "illustrative")


class Reader(Protocol):
    """Gives the versions of one subject's facts that differ between the two times."""

    def __call__(self, subject: str, /) -> pd.DataFrame:
        """Returns what ``queries.replaced`` returns."""


def changed(versions: pd.DataFrame, *, key: Sequence[str], told: Sequence[str]) -> pd.DataFrame:
    """Returns what was held at the earlier time beside what is held at the later one, where the two differ.

    A fact that was corrected several times between the two is one row, with the reason of the last correction; one that
    was corrected back to what it was is none. A fact that stood at neither time, or began after the earlier one, is none.

    Args:
        versions: ``key``, ``told`` and other columns, known_from, known_to, stood, stands, reason, recorded_by, illustrative.
        key: What a fact is about.
        told: What must differ.

    Returns:
        The other columns of the version that stood, ``old_`` and ``new_`` for each of ``told``, ``changed_at`` (UTC), ``reason``
        and ``recorded_by`` of what took its place (missing where nothing did: the fact was withdrawn) and ``illustrative``;
        the newest change first.
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
    """Returns what became of parts of the plan between two times: retired, split, merged and renamed, and reworded measures.

    A measure that a later edition keeps in other words is reworded on the first day of that edition.

    Returns:
        kind, item_id, new_id (missing if retired), item_kind, plan_id of the earlier edition, old_text, new_text, new_kind, reason,
        changed_at; in time, then by sort of change, then in the order of the plan.
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
    frame = frame[(frame["changed_at"] > since) & (frame["changed_at"] <= (until or datetime.max))]
    rank = {kind.value: place for place, kind in enumerate(Kind)}
    order = {name: place for place, name in enumerate(listed["item_id"].unique())}
    return (
        frame.assign(rank=frame["kind"].map(rank), order=frame["item_id"].map(order))
        .sort_values(["changed_at", "rank", "order"], kind="stable")
        .drop(columns=["rank", "order"])
        .reset_index(drop=True)
    )


def catalogue(structure: Structure) -> pd.DataFrame:
    """Returns every part of every edition in its own words: item_kind, item_id, plan_id, code, text, short_name.

    One row a part and edition, so a measure that two editions list has two; the earlier edition comes first, then
    priorities, outcomes, objectives, initiatives, actions and measures as printed.
    """
    names = structure.measure.set_index("measure_id")["short_name"]
    measures = structure.plan_measure
    frames = [
        _part(structure.priority, item_kind="priority", text="name"),
        _part(structure.outcome, item_kind="outcome", text="name"),
        _part(structure.objective.assign(code=None), item_kind="objective", text="text"),
        _part(structure.initiative, item_kind="initiative", text="name"),
        _part(structure.action.assign(code=None), item_kind="action", text="text"),
        _part(measures.assign(short_name=measures["measure_id"].map(names)), item_kind="measure", text="wording"),
    ]
    frame = pd.concat([each for each in frames if len(each)], ignore_index=True)
    start = structure.plan.set_index("plan_id")["year_start"]
    return frame.assign(start=frame["plan_id"].map(start)).sort_values("start", kind="stable").drop(columns="start")


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

    Attributes:
        figure: Figures; ``kind`` is restated, or received where the earlier one was only the reason for its absence.
        target: Targets and tolerances.
        rating: Officers' updates; ``kind`` is rating, or update where the rating is the same.
        commentary: Commentary on measures.
        amount: Amounts of budget lines.
        definition: Definitions of measures.
        part: Parts of the plan.
    """

    figure: pd.DataFrame
    target: pd.DataFrame
    rating: pd.DataFrame
    commentary: pd.DataFrame
    amount: pd.DataFrame
    definition: pd.DataFrame
    part: pd.DataFrame

    @property
    def counts(self) -> dict[Kind, int]:
        """How many changes there are of each kind that occurs, in the order of Kind."""
        found = pd.concat([getattr(self, each.name)["kind"] for each in fields(self)]).value_counts()
        return {kind: int(found[kind.value]) for kind in Kind if kind.value in found.index}

    def under(self, items: frozenset[str]) -> "Changes":
        """Returns the changes of some items only."""
        return replace(
            self,
            **{
                each.name: frame[frame["item_id"].isin(items)]
                for each in fields(self)
                for frame in (getattr(self, each.name),)
            },
        )


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
    found = {
        subject: changed(prepare(read(subject)), key=KEYS[subject], told=TOLD[subject])
        for subject, prepare in _preparations(withheld).items()
    }
    figure, rating = found["figure"], found["rating"]
    arrived = figure["old_value"].isna() & (figure["old_absence"] != "suppressed") & figure["new_value"].notna()
    rerated = (figure_differs := rating["old_rating"].astype("str") != rating["new_rating"].astype("str")) | figure_differs
    return Changes(
        figure=figure.assign(kind=arrived.map({True: Kind.RECEIVED.value, False: Kind.RESTATED.value})),
        target=found["target"].assign(kind=Kind.TARGET.value),
        rating=rating.assign(kind=rerated.map({True: Kind.RATING.value, False: Kind.UPDATE.value})),
        commentary=found["commentary"].assign(kind=Kind.COMMENTARY.value),
        amount=found["amount"].assign(kind=Kind.AMOUNT.value),
        definition=found["definition"].assign(kind=Kind.DEFINITION.value),
        part=parts(structure, since=since, until=until),
    )


def _preparations(withheld: tuple[pd.DataFrame, pd.DataFrame]) -> Mapping[str, Callable[[pd.DataFrame], pd.DataFrame]]:
    def as_is(frame: pd.DataFrame) -> pd.DataFrame:
        return frame

    def hide(frame: pd.DataFrame) -> pd.DataFrame:
        # A version is shown as its own time showed it, so that no two times together tell what one of them hides.
        early, late = frame[~frame["stands"].astype(bool)], frame[frame["stands"].astype(bool)]
        return pd.concat([suppress.withhold(early, withheld[0]), suppress.withhold(late, withheld[1])])

    return {
        "figure": hide,
        "target": as_is,
        "rating": as_is,
        "commentary": as_is,
        "amount": lambda frame: frame.rename(columns={"kind": "kind_of_amount"}),
        "definition": as_is,
    }
