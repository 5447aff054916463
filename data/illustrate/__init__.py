"""Made-up returns, targets, updates and budget, so that every screen can be tried before a council loads its own."""

import zlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from data.illustrate import money, returns, updates
from data.illustrate.clock import QUARTERS, Span, at_nine, financial_year, years
from data.illustrate.series import Profile, read_profiles, spans_of, usual_profile
from data.illustrate.tables import BUDGET, RETURNS, TARGETS, UPDATES, cell, read_table, to_frame
from data.model import Status
from data.status import judge

__all__ = ["DEFAULT_SEED", "generate", "write"]

DEFAULT_SEED = 2021
"""Seed of the files that are committed."""

_TITLES: Mapping[str, str] = {
    RETURNS: "Illustrative quarterly returns (made up to show the board)",
    TARGETS: "Illustrative targets (made up to show the board)",
    UPDATES: "Illustrative officers' updates (made up to show the board)",
    BUDGET: "Illustrative budget lines and forecasts (made up to show the board)",
}

_PUBLISHED: Mapping[str, tuple[date, date]] = {
    "2024-25-Q1": (date(2024, 9, 5), date(2024, 9, 18)),
    "2024-25-Q2": (date(2024, 11, 28), date(2024, 12, 5)),
    "2024-25-Q3": (date(2025, 3, 6), date(2025, 3, 20)),
    "2024-25-Q4": (date(2025, 6, 26), date(2025, 7, 3)),
}
"""Quarters that were published: the day on which the figures were taken, and the day of publication."""


FIRST_DAY = date(2021, 4, 1)
"""Day from which made-up definitions stood: the first of the plan."""


def generate(plan_folder: Path, *, official_folder: Path, seed: int = DEFAULT_SEED) -> dict[str, pd.DataFrame]:
    """Makes up what a plan needs to be shown: the same seed and plan give the same frames, whatever else changes.

    Args:
        plan_folder: Folder with the plan's CSV files.
        official_folder: Folder with observation.csv of the official figures.
        seed: Seed of all random numbers.

    Returns:
        Frames by table name, each with exactly the columns of schema.sql. Every row has an illustrative source. A
        measure with an official figure of the council's own area has targets but no observations, so that no series
        mixes real and made-up figures; placeholder measures have absences only.

    Raises:
        MissingPlanError: A file of the plan or the official observations is missing.
    """
    plan = {
        table: read_table(plan_folder, table)
        for table in ("plan", "measure", "action", "action_measure", "initiative", "department")
    }
    area = plan["plan"]["area_code"].iloc[0]
    official = _standing(read_table(official_folder, "observation"), area=area)
    measures = [measure for _, measure in plan["measure"].iterrows()]
    ledger = money.make_ledger(
        list(plan["department"]["department"]), initiatives=plan["initiative"], actions=plan["action"], seed=seed
    )
    profiles = _profiles(measures)
    observed = _observations(measures, profiles, official=official, area=area, ledger=ledger, seed=seed)
    aimed = _targets(measures, profiles, official=official, observed=observed)
    statuses = _statuses(plan["measure"], observed=pd.concat([observed, official]), aimed=aimed)
    rows: dict[str, Iterable[Mapping[str, Any]]] = {
        "source": _sources(),
        "rating_scale": updates.rating_scale(),
        "action_update": _updates(plan, statuses=statuses, seed=seed),
        "commentary": _commentary(measures, statuses=statuses, seed=seed),
        "definition": returns.definitions(plan["measure"], since=FIRST_DAY),
        "event": (event for measure in measures for event in _events(measure, profiles, observed=observed)),
        "budget_line": ledger.lines,
        "budget_amount": ledger.amounts,
        "publication": _publications(),
    }
    return {
        "observation": observed,
        "target": aimed,
        **{table: to_frame(table, found) for table, found in rows.items()},
    }


def write(frames: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Writes each frame to a CSV file named after its table: UTF-8, LF, quoted only where needed.

    Args:
        frames: Frames by table name, as generate gives them.
        folder: Where to write; made if missing. Files of the same names are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for table, frame in frames.items():
        frame.map(cell).to_csv(folder / f"{table}.csv", index=False, encoding="utf-8", lineterminator="\n")


def _profiles(measures: Iterable[pd.Series]) -> dict[str, Profile]:
    known = read_profiles()
    return {measure["measure_id"]: known.get(measure["measure_id"]) or usual_profile(measure) for measure in measures}


def _standing(official: pd.DataFrame, *, area: str) -> pd.DataFrame:
    """Official figures of the council's own area that still stand."""
    return official[(official["area_code"] == area) & (official["known_to"] == "")]


def _observations(
    measures: Iterable[pd.Series],
    profiles: Mapping[str, Profile],
    *,
    official: pd.DataFrame,
    area: str,
    ledger: money.Ledger,
    seed: int,
) -> pd.DataFrame:
    given = money.figures_in_ledger(ledger)
    corrections = returns.read_corrections()
    real = frozenset(official["measure_id"])
    rows: list[dict[str, Any]] = []
    for measure in measures:
        profile = profiles[measure["measure_id"]]
        if not profile.story or measure["measure_id"] in real:
            continue
        own = corrections[corrections["measure_id"] == measure["measure_id"]]
        rows += returns.observations(measure, profile, area=area, seed=seed, given=given, corrections=own)
    return to_frame("observation", rows)


def _official_spans(official: pd.DataFrame, *, measure_id: str) -> list[Span]:
    found = frozenset(official.loc[official["measure_id"] == measure_id, "period_id"])
    calendars = ("financial", "academic", "calendar")
    return [span for calendar in calendars for span in years(calendar) if span.period_id in found]


def _targets(
    measures: Iterable[pd.Series], profiles: Mapping[str, Profile], *, official: pd.DataFrame, observed: pd.DataFrame
) -> pd.DataFrame:
    made_up = frozenset(observed["measure_id"])
    rows: list[dict[str, Any]] = []
    for measure in measures:
        measure_id, profile = measure["measure_id"], profiles[measure["measure_id"]]
        if measure["placeholder"] == "true":
            continue
        spans = (
            spans_of(measure, profile) if measure_id in made_up else _official_spans(official, measure_id=measure_id)
        )
        rows += returns.targets(measure, profile, spans=spans, given=money.targets_in_ledger())
    return to_frame("target", rows)


def _number(value: object) -> float | None:
    return float(str(value)) if cell(value) else None


def _statuses(measures: pd.DataFrame, *, observed: pd.DataFrame, aimed: pd.DataFrame) -> pd.DataFrame:
    """Status of each figure that stands against the target that stands: measure_id, period_id, status."""
    standing = [frame[frame["known_to"].map(cell) == ""] for frame in (observed, aimed)]
    joined = standing[0].merge(standing[1], on=["measure_id", "period_id"], how="left", suffixes=("", "_aimed"))
    joined = joined.merge(measures[["measure_id", "polarity"]], on="measure_id")
    judged = [
        judge(
            _number(row["value"]),
            target=_number(row["value_aimed"]),
            upper_value=_number(row["upper_value"]),
            tolerance=_number(row["tolerance"]),
            tolerance_kind=cell(row["tolerance_kind"]) or None,
            polarity=row["polarity"],
        ).value
        for _, row in joined.iterrows()
    ]
    return joined[["measure_id", "period_id"]].assign(status=judged)


def _updates(plan: Mapping[str, pd.DataFrame], *, statuses: pd.DataFrame, seed: int) -> Iterable[dict[str, Any]]:
    newest = statuses[statuses["period_id"].isin({QUARTERS[-1].period_id, financial_year(QUARTERS[-1].year)})]
    off = newest.loc[newest["status"] == Status.OFF.value, "measure_id"]
    links = plan["action_measure"]
    troubled = frozenset(links.loc[links["measure_id"].isin(off), "action_id"])
    hidden = updates.hide_reds(sorted(troubled))
    changes = updates.read_rating_changes()
    for _, action in plan["action"].iterrows():
        action_id = action["action_id"]
        yield from updates.action_updates(
            action,
            troubled=action_id in troubled,
            hidden=action_id in hidden,
            changes=changes[changes["action_id"] == action_id],
            seed=seed,
        )


def _commentary(measures: Iterable[pd.Series], *, statuses: pd.DataFrame, seed: int) -> Iterable[dict[str, Any]]:
    last_year = [span.period_id for span in QUARTERS[-4:]]
    wanted = statuses[statuses["period_id"].isin(last_year)]
    by_measure = {
        measure_id: dict(zip(group["period_id"], group["status"], strict=True))
        for measure_id, group in wanted.groupby("measure_id")
    }
    written = [
        measure
        for measure in measures
        if measure["measure_id"] in by_measure and zlib.crc32(measure["measure_id"].encode()) % 2
    ]
    for measure in written:
        yield from updates.commentary(measure, statuses=by_measure[measure["measure_id"]], seed=seed)


def _events(measure: pd.Series, profiles: Mapping[str, Profile], *, observed: pd.DataFrame) -> Iterable[dict[str, Any]]:
    made_up = bool((observed["measure_id"] == measure["measure_id"]).any())
    return returns.events(measure, profiles[measure["measure_id"]]) if made_up else ()


def _sources() -> Iterable[dict[str, Any]]:
    for source_id, title in _TITLES.items():
        yield {
            "source_id": source_id,
            "title": title,
            "publisher": "Made up by this program",
            "kind": "illustrative",
            "reliability": "primary",
            "suppress_below": returns.SUPPRESS_BELOW if source_id == RETURNS else None,
            "known_rule": "Made up: returns six to eight weeks after a quarter, targets and budgets before the year.",
        }


def _publications() -> Iterable[dict[str, Any]]:
    for period_id, (taken, published) in _PUBLISHED.items():
        year, number = period_id.rsplit("-", 1)
        yield {
            "publication_id": f"ill-{period_id.lower()}",
            "label": f"{number} {year}, as published {published.day} {published:%B %Y} (illustrative)",
            "period_id": period_id,
            "known_at": at_nine(taken),
            "published_at": at_nine(published) + timedelta(minutes=30),
            "published_by": "Corporate performance team",
            "source_id": RETURNS,
        }
