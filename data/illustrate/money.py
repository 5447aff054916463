"""The made-up budget: lines that sum to the council's real totals, with forecasts, savings, reserves and programmes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pandas as pd

from data.illustrate.clock import YEARS, at_nine, before_year, financial_year, generator, quarter, reported
from data.illustrate.tables import BUDGET

Rows = Iterator[dict[str, Any]]

TOTALS: Mapping[int, int] = {2021: 590_000_000, 2022: 618_600_000, 2023: 678_200_000, 2024: 714_700_000}
"""Net revenue budgets in pounds.

2022-23 is as the plan prints it, 2023-24 as the council set it, 2024-25 as it was proposed; 2021-22 is made up.
"""

SAVINGS: Mapping[int, int] = {
    2021: 13_000_000,
    2022: 8_100_000,
    2023: 16_200_000,
    2024: 17_900_000,
    2025: 13_600_000,
    2026: 11_200_000,
}
"""Savings in pounds.

£8.1m in 2022-23 and £67.0m from 2022-23 to 2026-27 are the plan's; how the rest falls on the years is made up.
"""

FUNDING: Mapping[str, float] = {
    "Council tax": 0.575,
    "Business rates": 0.16,
    "General grants": 0.19,
    "Revenue support grant": 0.045,
    "New homes bonus": 0.01,
    "Use of reserves": 0.02,
}
"""Six sources and their made-up shares."""

SHARES: Mapping[str, float] = {
    "Adult Social Care and Health": 0.44,
    "Children's Services": 0.25,
    "Place": 0.17,
    "Corporate Services": 0.14,
}
"""Made-up share of each department; one that is not named here gets an even share."""

OVERSPEND: Mapping[int, Mapping[str, float]] = {
    2021: {
        "Adult Social Care and Health": 0.004,
        "Children's Services": 0.018,
        "Place": -0.02,
        "Corporate Services": -0.03,
    },
    2022: {
        "Adult Social Care and Health": 0.012,
        "Children's Services": 0.045,
        "Place": 0.008,
        "Corporate Services": -0.015,
    },
    2023: {
        "Adult Social Care and Health": 0.031,
        "Children's Services": 0.072,
        "Place": 0.02,
        "Corporate Services": -0.004,
    },
    2024: {
        "Adult Social Care and Health": 0.055,
        "Children's Services": 0.038,
        "Place": -0.012,
        "Corporate Services": -0.02,
    },
}
"""Made-up outturn above budget, before reserves."""

DELIVERED: Mapping[int, float] = {2021: 0.96, 2022: 0.97, 2023: 0.81, 2024: 0.92}
"""Made-up share of each year's savings that was achieved."""

RESERVES: Mapping[int, int] = {2021: 1_500_000, 2022: 9_000_000, 2023: 19_500_000, 2024: 21_000_000}
"""Made-up use of earmarked reserves to balance a year, in pounds."""


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A headline amount of the plan and what was made up about its spending.

    Attributes:
        mark: Words of the plan by which the initiative or action is found.
        line_id: Id of its budget line.
        name: Name of the line.
        amount: Headline amount in pounds.
        years: Financial years over which it is spent.
        ends_at: Forecast at its end as a share of the amount.
    """

    mark: str
    line_id: str
    name: str
    amount: int
    years: tuple[int, ...]
    ends_at: float


PROGRAMMES: tuple[Programme, ...] = (
    Programme(
        mark="£40m",
        line_id="ill-local-transport",
        name="Local Transport Programme",
        amount=40_000_000,
        years=(2022,),
        ends_at=0.975,
    ),
    Programme(
        mark="£15m",
        line_id="ill-recovery-fund",
        name="Recovery fund",
        amount=15_000_000,
        years=(2022, 2023, 2024),
        ends_at=1.02,
    ),
    Programme(
        mark="Green Entrepreneurs",
        line_id="ill-green-entrepreneurs",
        name="Green Entrepreneurs scheme",
        amount=2_000_000,
        years=(2022, 2023, 2024),
        ends_at=1.07,
    ),
)
"""The plan's headline amounts; the last one ends more than 5% over."""

SPENT_BY_QUARTER = (0.15, 0.42, 0.69, 1.0)
"""Made-up share of a year's work done by the end of each quarter."""

_LEARNT = (0.25, 0.55, 0.85, 1.0)
"""How much of the outturn's variance a forecast knows by the end of each quarter."""


def apportion(total: int, *, weights: Sequence[float], unit: int = 1_000) -> list[int]:
    """Whole shares of a total that sum to it exactly, by largest remainder.

    Args:
        total: Amount to share out; a multiple of unit.
        weights: Relative sizes, none negative, not all zero.
        unit: Smallest amount that is handed out.

    Returns:
        One multiple of unit a weight, in the same order.

    Raises:
        ValueError: total is not a multiple of unit.
    """
    if total % unit:
        raise ValueError(f"{total} is not a multiple of {unit}")
    units = total // unit
    exact = [units * weight / sum(weights) for weight in weights]
    whole = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda index: (whole[index] - exact[index], index))
    lifted = frozenset(by_remainder[: units - sum(whole)])
    return [(share + (index in lifted)) * unit for index, share in enumerate(whole)]


def _slug(name: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.lower().replace("'", "")).split())


def _line(stream: str, *, year: int, position: int, name: str, department: str | None = None) -> dict[str, Any]:
    return {
        "line_id": f"ill-{financial_year(year)}-{stream}-{_slug(name)}",
        "year": financial_year(year),
        "stream": stream,
        "position": position,
        "name": name,
        "department": department,
    }


def _amount(line_id: str, *, period_id: str, kind: str, pounds: int, known_from: object) -> dict[str, Any]:
    return {
        "line_id": line_id,
        "period_id": period_id,
        "kind": kind,
        "amount_gbp": float(pounds),
        "source_id": BUDGET,
        "known_from": known_from,
    }


def _thousands(pounds: float) -> int:
    return round(pounds / 1_000) * 1_000


def _forecasts(line_id: str, *, year: int, budget: int, outturn: int, wobble: Sequence[float]) -> Rows:
    for number, (learnt, doubt) in enumerate(zip(_LEARNT, wobble, strict=True), start=1):
        span = quarter(year, number)
        pounds = _thousands(budget + (outturn - budget) * learnt + budget * doubt * (1 - learnt))
        yield _amount(
            line_id, period_id=span.period_id, kind="forecast", pounds=pounds, known_from=reported(span, key=BUDGET)
        )
    known_from = at_nine(quarter(year, 4).end + timedelta(days=80))
    yield _amount(line_id, period_id=financial_year(year), kind="actual", pounds=outturn, known_from=known_from)


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Lines of the made-up budget and their amounts, as rows of budget_line and budget_amount."""

    lines: tuple[dict[str, Any], ...]
    amounts: tuple[dict[str, Any], ...]


def _join(ledgers: Sequence[Ledger]) -> Ledger:
    return Ledger(
        lines=tuple(line for ledger in ledgers for line in ledger.lines),
        amounts=tuple(amount for ledger in ledgers for amount in ledger.amounts),
    )


def _funding(year: int) -> Ledger:
    shares = apportion(TOTALS[year], weights=list(FUNDING.values()), unit=100_000)
    lines = [_line("funding", year=year, position=place, name=name) for place, name in enumerate(FUNDING, start=1)]
    amounts = [
        _amount(
            line["line_id"], period_id=financial_year(year), kind="budget", pounds=share, known_from=before_year(year)
        )
        for line, share in zip(lines, shares, strict=True)
    ]
    return Ledger(lines=tuple(lines), amounts=tuple(amounts))


def _weights(departments: Sequence[str]) -> list[float]:
    return [SHARES.get(department, 1 / len(departments)) for department in departments]


def _services(year: int, departments: Sequence[str], *, seed: int) -> Ledger:
    budgets = apportion(TOTALS[year], weights=_weights(departments), unit=100_000)
    lines, amounts = [], []
    for place, (department, budget) in enumerate(zip(departments, budgets, strict=True), start=1):
        line = _line("service", year=year, position=place, name=department, department=department)
        wobble = generator(line["line_id"], seed=seed).normal(0, 0.006, 4)
        outturn = _thousands(budget * (1 + OVERSPEND[year].get(department, 0.01)))
        lines.append(line)
        amounts += [
            _amount(
                line["line_id"],
                period_id=financial_year(year),
                kind="budget",
                pounds=budget,
                known_from=before_year(year),
            ),
            *_forecasts(line["line_id"], year=year, budget=budget, outturn=outturn, wobble=list(wobble)),
        ]
    return Ledger(lines=tuple(lines), amounts=tuple(amounts))


def _reserves(year: int) -> Ledger:
    line = _line("reserve", year=year, position=1, name="Earmarked reserves used to balance the year")
    forecasts = _forecasts(
        line["line_id"], year=year, budget=RESERVES[year] // 2, outturn=RESERVES[year], wobble=(0, 0, 0, 0)
    )
    return Ledger(lines=(line,), amounts=tuple(forecasts))


def _savings(year: int, departments: Sequence[str]) -> Ledger:
    targets = apportion(SAVINGS[year], weights=_weights(departments), unit=100_000)
    lines, amounts = [], []
    for place, (department, target) in enumerate(zip(departments, targets, strict=True), start=1):
        line = _line("savings", year=year, position=place, name=department, department=department)
        agreed = before_year(min(year, 2022))
        lines.append(line)
        amounts.append(
            _amount(line["line_id"], period_id=financial_year(year), kind="target", pounds=target, known_from=agreed)
        )
        if year in DELIVERED:
            amounts += list(_achieved(line["line_id"], year=year, target=target))
    return Ledger(lines=tuple(lines), amounts=tuple(amounts))


def _achieved(line_id: str, *, year: int, target: int) -> Rows:
    for number, share in enumerate(SPENT_BY_QUARTER, start=1):
        span = quarter(year, number)
        pounds = _thousands(target * DELIVERED[year] * share)
        yield _amount(
            line_id, period_id=span.period_id, kind="achieved", pounds=pounds, known_from=reported(span, key=BUDGET)
        )


def _find(frame: pd.DataFrame, *, key: str, text: str, mark: str) -> str | None:
    found = frame.loc[frame[text].str.contains(mark, regex=False), key]
    return str(found.iloc[0]) if len(found) else None


def _programme(programme: Programme, *, initiatives: pd.DataFrame, actions: pd.DataFrame) -> Ledger:
    initiative = _find(initiatives, key="initiative_id", text="name", mark=programme.mark)
    if initiative is None:
        return Ledger(lines=(), amounts=())
    first = programme.years[0]
    line = {
        "line_id": programme.line_id,
        "year": financial_year(first),
        "stream": "initiative",
        "position": PROGRAMMES.index(programme) + 1,
        "name": programme.name,
        "initiative_id": initiative,
        "action_id": _find(actions, key="action_id", text="text", mark=programme.mark),
    }
    amounts = [
        _amount(
            programme.line_id,
            period_id=financial_year(first),
            kind="budget",
            pounds=programme.amount,
            known_from=before_year(first),
        )
    ]
    quarters = [quarter(year, number) for year in programme.years for number in (1, 2, 3, 4)]
    for place, span in enumerate(quarters, start=1):
        done = (place // 4 + (SPENT_BY_QUARTER[place % 4 - 1] if place % 4 else 0)) / len(programme.years)
        forecast = _thousands(programme.amount * (1 + (programme.ends_at - 1) * place / len(quarters)))
        known_from = reported(span, key=BUDGET)
        spent = _thousands(programme.amount * programme.ends_at * done)
        amounts += [
            _amount(
                programme.line_id, period_id=span.period_id, kind="forecast", pounds=forecast, known_from=known_from
            ),
            _amount(programme.line_id, period_id=span.period_id, kind="actual", pounds=spent, known_from=known_from),
        ]
    return Ledger(lines=(line,), amounts=tuple(amounts))


def make_ledger(departments: Sequence[str], *, initiatives: pd.DataFrame, actions: pd.DataFrame, seed: int) -> Ledger:
    """The whole made-up budget.

    Args:
        departments: Names in order of listing.
        initiatives: The initiative table.
        actions: The action table.
        seed: Seed of the whole generation.

    Returns:
        Funding, service and reserve lines of four years, savings of six, and a line for each headline amount whose
        initiative is in the plan. Service forecasts and outturns are before the use of reserves; what an initiative has
        spent (kind actual) and what has been saved (achieved) run up from quarter to quarter.
    """
    return _join(
        [
            *(_funding(year) for year in YEARS),
            *(_services(year, departments, seed=seed) for year in YEARS),
            *(_reserves(year) for year in YEARS),
            *(_savings(year, departments) for year in SAVINGS),
            *(_programme(programme, initiatives=initiatives, actions=actions) for programme in PROGRAMMES),
        ]
    )


def figures_in_ledger(ledger: Ledger) -> dict[str, dict[str, float]]:
    """Quarterly figures of measures that the made-up budget already holds, in £m, by measure id and period id.

    Savings achieved, and what was spent on the Local Transport Programme; so that measure and money cannot disagree.
    """
    amounts = pd.DataFrame(ledger.amounts).merge(pd.DataFrame(ledger.lines)[["line_id", "stream"]], on="line_id")
    saved = (amounts["stream"] == "savings") & (amounts["kind"] == "achieved")
    spent = (amounts["line_id"] == "ill-local-transport") & (amounts["kind"] == "actual")
    return {
        measure_id: {
            str(period_id): float(pounds) / 1e6
            for period_id, pounds in amounts[chosen].groupby("period_id")["amount_gbp"].sum().items()
        }
        for measure_id, chosen in {"budget-savings-achieved": saved, "local-transport-spend": spent}.items()
    }


def targets_in_ledger() -> dict[str, dict[str, float]]:
    """Savings due by the end of each quarter in £m, by measure id and period id."""
    return {
        "budget-savings-achieved": {
            quarter(year, number).period_id: round(SAVINGS[year] / 1e6 * SPENT_BY_QUARTER[number - 1], 1)
            for year in YEARS
            for number in (1, 2, 3, 4)
        }
    }
