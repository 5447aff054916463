"""Filters to query string and back: the address is the state, and a bad address falls back and says so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import parse_qsl, quote, urlencode

import pandas as pd

from data.knowledge import Scope
from data.model import Status
from data.queries import Structure


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a view is narrowed to.

    Attributes:
        plan: Edition of the plan.
        priority: Priority, or None for all.
        outcome: Outcome, or None for all.
        measure: Measure set beside the one on show, or None.
        status: Status, or None for all.
        area: Area whose figures are shown.
        start: First period of charts, or None for all there is.
        end: Quarter on show.
        as_at: Publication or ISO date that the board is shown as at, or None for now.
        since: Publication or ISO date that changes are counted from, or None for the last publication before.
        illustrative: Whether illustrative figures are shown.
        words: What is looked for among everything that any edition lists, or None.
        tolerance: Tolerance tried on every measure, in per cent of its target, or None for the council's own.
    """

    plan: str
    priority: str | None = None
    outcome: str | None = None
    measure: str | None = None
    status: Status | None = None
    area: str
    start: str | None = None
    end: str
    as_at: str | None = None
    since: str | None = None
    illustrative: bool = True
    words: str | None = None
    tolerance: str | None = None


PARAMETERS = {
    "plan": "plan",
    "priority": "priority",
    "outcome": "outcome",
    "measure": "measure",
    "status": "status",
    "area": "area",
    "start": "from",
    "end": "to",
    "as_at": "as_at",
    "since": "since",
    "illustrative": "illustrative",
    "words": "q",
    "tolerance": "tolerance",
}
"""Names in the address by attribute, in the order in which they are written."""

MOST_LETTERS = 200
"""Letters of what is looked for that count."""

RETURNS_TAKE = timedelta(days=60)
"""Time after the end of a quarter by which its returns have come in."""


TOLERANCES = ("0", "2", "5", "10", "15", "20")
"""Tolerances that can be tried, in per cent of a target."""


def filter_id(attribute: str) -> str:
    """Returns the id of the control for an attribute of Filters."""
    return f"filter-{attribute.replace('_', '-')}"


STICKY = ("plan", "area", "start", "end", "as_at", "illustrative")
"""Attributes that go along when a reader moves to another page."""


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """Filters read from an address.

    Attributes:
        filters: The filters, with defaults for what was absent or unknown.
        known_at: The time that ``as_at`` stands for (UTC), or None for now.
        since_at: The time that ``since`` stands for (UTC), or None if it is not in the address.
        notices: One sentence for every parameter that was not understood.
    """

    filters: Filters
    known_at: datetime | None
    since_at: datetime | None
    notices: tuple[str, ...]

    @property
    def scope(self) -> Scope:
        """The part of the filters that decides which figures are known."""
        return Scope(
            plan_id=self.filters.plan,
            area_code=self.filters.area,
            end=self.filters.end,
            known_at=self.known_at,
            illustrative=self.filters.illustrative,
        )


def defaults(
    structure: Structure, *, plan: str | None = None, as_at: str | None = None, illustrative: bool = True
) -> Filters:
    """Returns the filters of an address without parameters: the first edition, its last quarter, its own area.

    Args:
        structure: What there is to choose from.
        plan: Edition to take instead of the first.
        as_at: Publication or ISO date that decides the quarter: the one that was published, or the last one for which
            returns could have come in by that day.
        illustrative: Whether the deployment shows illustrative figures at all.
    """
    editions = structure.editions
    edition = editions[plan] if plan in editions else next(iter(editions.values()))
    end = edition.last_quarter if as_at is None else _quarter_as_at(structure, plan=edition.plan_id, as_at=as_at)
    return Filters(plan=edition.plan_id, area=edition.area_code, end=end, illustrative=illustrative)


def _quarter_as_at(structure: Structure, *, plan: str, as_at: str) -> str:
    reported = structure.quarters[plan]
    published = structure.published.get(as_at)
    if published is not None and published[0] in reported:
        return published[0]
    day = published[1] if published is not None else datetime.fromisoformat(as_at)
    ended = [name for name, end in reported.items() if end + RETURNS_TAKE <= day]
    return ended[-1] if ended else next(iter(reported))


def priorities(structure: Structure, *, plan: str) -> pd.DataFrame:
    """Returns the priorities of an edition."""
    return structure.priority[structure.priority["plan_id"] == plan]


def _choices(structure: Structure, base: Filters) -> dict[str, set[str]]:
    return {
        "priority": set(priorities(structure, plan=base.plan)["priority_id"]),
        "outcome": set(structure.served_outcomes["outcome_id"]),
        "measure": set(structure.measure["measure_id"]),
        "status": {status.value for status in Status},
        "area": set(structure.area["area_code"]),
        "start": set(structure.period["period_id"]),
        "tolerance": set(TOLERANCES),
        "end": set(quarters(structure, plan=base.plan)),
    }


def quarters(structure: Structure, *, plan: str) -> list[str]:
    """Returns the ids of the quarters reported against an edition, in time order."""
    return list(structure.quarters[plan])


_INSTEAD = {
    "as_at": "the board is shown as known now",
    "since": "changes are shown since the last publication before",
}
"""What is shown if a time is not understood, by attribute."""


def _known_at(text: str, publications: Mapping[str, datetime]) -> datetime | None:
    if text in publications:
        return publications[text]
    try:
        return datetime.combine(date.fromisoformat(text), time(23, 59, 59))
    except ValueError:
        return None


def parse(
    search: str, *, structure: Structure, publications: Mapping[str, datetime], illustrative: bool = True
) -> Parsed:
    """Reads a query string; never raises.

    Args:
        search: Query string with or without its question mark.
        structure: What there is to choose from.
        publications: Known-at time by publication id.
        illustrative: Whether the deployment shows illustrative figures at all.

    Returns:
        Filters in which every unknown value has fallen back to the default, with a notice each.
    """
    given = dict(parse_qsl(search.removeprefix("?"), keep_blank_values=False))
    names = {parameter: attribute for attribute, parameter in PARAMETERS.items()}
    notices = [f"“{name}” is not a filter of this board and was left out." for name in given if name not in names]
    values = {names[name]: text.strip() for name, text in given.items() if name in names}
    known_at = _known_at(values.get("as_at", ""), publications)
    since_at = _known_at(values.get("since", ""), publications)
    base = defaults(
        structure,
        plan=values.get("plan"),
        as_at=None if known_at is None else values["as_at"],
        illustrative=illustrative,
    )
    if "plan" in values and values["plan"] != base.plan:
        notices.append(f"There is no plan edition “{values['plan']}”; the first edition is shown.")
    chosen: dict[str, object] = {}
    choices = _choices(structure, base)
    for attribute, text in values.items():
        if attribute == "plan":
            continue
        if attribute in _INSTEAD:
            if (known_at if attribute == "as_at" else since_at) is None:
                notices.append(f"“{text}” is neither a publication nor a date like 2024-06-30; {_INSTEAD[attribute]}.")
            else:
                chosen[attribute] = text
        elif attribute == "words":
            chosen["words"] = text[:MOST_LETTERS]
        elif attribute == "illustrative":
            chosen["illustrative"] = illustrative and text != "hide"
            if text not in ("hide", "show"):
                notices.append("“illustrative” can be “show” or “hide”.")
        elif text in choices[attribute]:
            chosen[attribute] = Status(text) if attribute == "status" else text
        else:
            notices.append(f"There is no {PARAMETERS[attribute]} “{text}” in this edition; all are shown.")
    return Parsed(
        filters=replace(base, **chosen),  # type: ignore[arg-type]
        known_at=known_at,
        since_at=since_at,
        notices=tuple(notices),
    )


def query(filters: Filters, *, structure: Structure) -> str:
    """Returns the shortest query string that ``parse`` turns back into these filters, with its question mark.

    "" if none.
    """
    base = replace(defaults(structure, plan=filters.plan, as_at=filters.as_at), plan=defaults(structure).plan)
    pairs: list[tuple[str, str]] = []
    for attribute, parameter in PARAMETERS.items():
        value = getattr(filters, attribute)
        if value is None or value == getattr(base, attribute):
            continue
        pairs.append((parameter, ("show" if value else "hide") if isinstance(value, bool) else str(value)))
    return "?" + urlencode(pairs, quote_via=quote) if pairs else ""


def carried(filters: Filters, *, structure: Structure) -> Filters:
    """Returns the filters that go along to another page: time, edition, area and as-at, not what this page narrowed."""
    base = defaults(structure, plan=filters.plan)
    return replace(base, **{name: getattr(filters, name) for name in STICKY})
