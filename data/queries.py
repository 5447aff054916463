"""One typed function per question that the board asks of the database; the only caller of the store's reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import pandas as pd

from data.store import Reader


@dataclass(frozen=True, kw_only=True)
class Structure:
    """The plan itself, every edition: what does not change with time or filters within one build.

    Each attribute is a frame with the columns and the order of the query of the same name in ``data/sql``.
    """

    plan: pd.DataFrame
    priority: pd.DataFrame
    outcome: pd.DataFrame
    initiative: pd.DataFrame
    aim: pd.DataFrame
    action: pd.DataFrame
    objective: pd.DataFrame
    plan_statement: pd.DataFrame
    measure: pd.DataFrame
    plan_measure: pd.DataFrame
    link: pd.DataFrame
    evidence: pd.DataFrame
    area: pd.DataFrame
    period: pd.DataFrame
    rating_scale: pd.DataFrame
    conflict: pd.DataFrame
    comparability: pd.DataFrame
    publication: pd.DataFrame
    disposition: pd.DataFrame

    @cached_property
    def editions(self) -> "dict[str, Edition]":
        """Editions by id, in the council's order."""
        return {
            str(row.plan_id): Edition(
                plan_id=str(row.plan_id),
                area_code=str(row.area_code),
                first_quarter=str(row.report_from),
                last_quarter=str(row.report_to),
            )
            for row in self.plan.itertuples()
        }

    @cached_property
    def quarters(self) -> dict[str, dict[str, datetime]]:
        """Last day of every quarter reported against an edition, in time order, by edition and quarter."""
        quarters = self.period[self.period["kind"] == "quarter"].sort_values("end_date")
        return {
            str(row["plan_id"]): {
                str(each["period_id"]): each["end_date"].to_pydatetime()
                for _, each in quarters[
                    (quarters["start_date"] >= row["report_start"]) & (quarters["end_date"] <= row["report_end"])
                ].iterrows()
            }
            for _, row in self.plan.iterrows()
        }

    @cached_property
    def period_labels(self) -> dict[str, str]:
        """Name of every period for readers, by id."""
        return dict(zip(self.period["period_id"], self.period["label"], strict=True))

    @cached_property
    def served_outcomes(self) -> pd.DataFrame:
        """The rows of ``outcome`` that some measure serves."""
        serving = self.link.loc[self.link["kind"] == "outcome_measure", "parent_id"]
        used = {*serving, *self.plan_measure["outcome_id"].dropna()}
        return self.outcome[self.outcome["outcome_id"].isin(used)]

    @cached_property
    def published(self) -> dict[str, tuple[str, datetime]]:
        """Quarter and known-at time (UTC) of every publication, illustrative ones included, by its id."""
        return {
            str(row["publication_id"]): (str(row["period_id"]), row["known_at"].to_pydatetime())
            for _, row in self.publication.iterrows()
        }


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What an address without parameters stands for in one edition.

    Attributes:
        plan_id: Id.
        area_code: The council's own area.
        first_quarter: First quarter reported against it.
        last_quarter: Last one: the quarter that the board opens with.
    """

    plan_id: str
    area_code: str
    first_quarter: str
    last_quarter: str


def structure(reader: Reader) -> Structure:
    """Returns every frame of the plan itself."""
    return Structure(**{name: reader.read(name) for name in Structure.__dataclass_fields__})


def sources(reader: Reader, *, known_at: datetime | None = None, illustrative: bool) -> pd.DataFrame:
    """Returns one row a source, by kind and title, with ``figures``: how many observations of it stood at that time."""
    return reader.read("source", known_at=known_at, illustrative=illustrative)


def publications(reader: Reader, *, illustrative: bool) -> pd.DataFrame:
    """Returns one row a publication, newest first."""
    frame = reader.read("publication")
    return frame if illustrative else frame[~frame["illustrative"]].reset_index(drop=True)


def events(reader: Reader, *, known_at: datetime | None = None, illustrative: bool) -> pd.DataFrame:
    """Returns dated notes in time order; an empty ``measure_id`` means that it matters to all measures."""
    return reader.read("event", known_at=known_at, illustrative=illustrative)


def definitions(reader: Reader, *, known_at: datetime | None, illustrative: bool) -> pd.DataFrame:
    """Returns measure_id and text of definitions that have changed at some time: the one that stood at ``known_at``."""
    return reader.read("definition", known_at=known_at, illustrative=illustrative)


def replaced(
    reader: Reader, subject: str, *, since: datetime, known_at: datetime | None, illustrative: bool
) -> pd.DataFrame:
    """Returns the versions of facts that stood at ``since`` and no more at ``known_at``, and of what took their place.

    Args:
        reader: Who is asked.
        subject: figure, target, rating, commentary, amount or definition.
        since: The earlier time (UTC).
        known_at: The later time (UTC); None means now.
        illustrative: Whether illustrative facts count.

    Returns:
        Rows with ``stood`` and ``stands`` (boolean): whether it was held true at the earlier and at the later time.
    """
    return reader.read(f"change_{subject}", since=since, known_at=known_at, illustrative=illustrative)


def area_series(
    reader: Reader, *, area_code: str, known_at: datetime | None, illustrative: bool, with_targets: bool
) -> pd.DataFrame:
    """Returns every figure of one area, by measure and in time, with the target in force and the one first agreed.

    ``value`` is in the measure's unit and missing where ``absence`` says why; target columns are missing without a
    target. Targets are the council's own, so ask for them for the council's own area only.
    """
    return reader.read(
        "council_series", area_code=area_code, known_at=known_at, illustrative=illustrative, with_targets=with_targets
    )


def targets(reader: Reader, *, known_at: datetime | None, illustrative: bool) -> pd.DataFrame:
    """Returns every target in force, by measure and in time, also for periods that have no figure yet."""
    return reader.read("target", known_at=known_at, illustrative=illustrative)


def compared_figures(
    reader: Reader, *, measure_id: str, until: datetime, known_at: datetime | None, illustrative: bool
) -> pd.DataFrame:
    """Returns one measure's figures about periods up to a day, to set areas beside each other, by area and in time.

    All of the council, of regions and of countries; of any other area only the latest of each kind of period.
    """
    return reader.read(
        "compared_figures", measure_id=measure_id, until=until, known_at=known_at, illustrative=illustrative
    )


def measure_sources(reader: Reader, *, known_at: datetime | None, illustrative: bool) -> pd.DataFrame:
    """Returns measure_id, source_id and figures (int, in all areas), by measure and the most figures first."""
    return reader.read("measure_source", known_at=known_at, illustrative=illustrative)


def guarded_figures(reader: Reader, *, known_at: datetime | None, illustrative: bool) -> pd.DataFrame:
    """Returns every figure, in all areas, of the measures of which some figure is withheld or has a threshold.

    What ``data.suppress.withheld`` asks for; these values are as they came in and no page may see them.
    """
    return reader.read("guarded_figures", known_at=known_at, illustrative=illustrative)


def area_parts(reader: Reader) -> pd.DataFrame:
    """Returns which areas (``area_code``) together make up another one (``whole_code``)."""
    return reader.read("area_part")


def action_updates(reader: Reader, *, known_at: datetime | None, illustrative: bool) -> pd.DataFrame:
    """Returns officers' updates on every action, by action and in time; a missing ``rating`` is a late return."""
    return reader.read("action_update", known_at=known_at, illustrative=illustrative)


def commentary(reader: Reader, *, known_at: datetime | None, illustrative: bool) -> pd.DataFrame:
    """Returns officers' commentary on measures, by measure and newest first."""
    return reader.read("commentary", known_at=known_at, illustrative=illustrative)


def budget(reader: Reader, *, known_at: datetime | None, illustrative: bool) -> pd.DataFrame:
    """Returns every amount of every budget line in pounds, by year, stream and line and in time."""
    return reader.read("budget", known_at=known_at, illustrative=illustrative)


def build(reader: Reader) -> Mapping[str, object]:
    """Returns the build's own row: build_id, built_at, content_sha256, code_version."""
    return dict(reader.read("build").iloc[0])
