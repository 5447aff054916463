"""Nothing that the board puts out depends on a withheld figure: pages, hovers, alt texts, tables and files."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import duckdb
import pandas as pd
import pytest
from dash._utils import to_json
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import site
from dashboard.app import create_app
from dashboard.pages import PAGES
from dashboard.prerender import html
from dashboard.services import Services
from dashboard.settings import Settings
from data.ingest.build import build, current_path
from data.knowledge import Knowledge, Scope
from data.model import Status
from data.store import Store
from tests.tiny_plan import TinyPlan, write_tiny_plan

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OWN, NEIGHBOUR, REGION, ENGLAND = "E10000099", "E10000098", "E12000098", "E92000001"
QUARTERS = tuple(f"{year}-Q{n}" for year in ("2021-22", "2022-23") for n in (1, 2, 3, 4))
KNOWN, CORRECTED = "2023-05-01 09:00:00", "2023-06-01 09:00:00"

MEASURES = {
    "trees-planted": {"name": "Number of trees planted", "kind": "count", "aggregation": "sum"},
    "placements": {"name": "Number of placements", "kind": "count", "aggregation": "snapshot"},
    "visits": {"name": "Number of visits", "kind": "count", "aggregation": "snapshot"},
    "adopted": {"name": "Share adopted", "kind": "percentage", "aggregation": "weighted_mean", "unit": "%"},
}


@dataclass(frozen=True, kw_only=True)
class Secret:
    """What is withheld: numbers that may be anything without a reader noticing.

    Attributes:
        trees: First and second quarter of a year whose other quarters and total are shown.
        placements: Latest figure, and an earlier one before and after its correction.
        visits: A small count in the council's area; a neighbour's makes up the region's total with it.
        adopted: Numerator of the latest share, of 100.
    """

    trees: tuple[int, int] = (3, 2)
    placements: tuple[int, int, int] = (3, 3, 2)
    visits: int = 3
    adopted: int = 3


def period(name: str) -> dict[str, str]:
    year, _, quarter = name.partition("-Q")
    starts = {
        "": ("04-01", "03-31"),
        "1": ("04-01", "06-30"),
        "2": ("07-01", "09-30"),
        "3": ("10-01", "12-31"),
        "4": ("01-01", "03-31"),
    }
    first, last = int(year[:4]), int(year[:4]) + 1
    return {
        "period_id": name,
        "kind": "quarter" if quarter else "financial_year",
        "start_date": f"{last if quarter == '4' else first}-{starts[quarter][0]}",
        "end_date": f"{last if quarter in ('', '4') else first}-{starts[quarter][1]}",
        "label": f"Q{quarter} {year}" if quarter else year,
    }  # fmt: skip


def figures(measure: str, values: Mapping[str, float], *, area: str = OWN, **more: str) -> list[dict[str, str]]:
    return [
        {"measure_id": measure, "area_code": area, "period_id": name, "value": str(value), "source_id": "returns",
         "known_from": KNOWN, **more}
        for name, value in values.items()
    ]  # fmt: skip


def observations(secret: Secret) -> list[dict[str, str]]:
    trees = dict(zip(QUARTERS, (30, 25, 28, 31, *secret.trees, 20, 22), strict=True))
    before, after = secret.placements[1:]
    corrected = {"known_to": CORRECTED}
    rows = figures("trees-planted", {**trees, "2021-22": 114, "2022-23": 42 + 5})
    rows += figures("placements", dict(zip(QUARTERS[:5], (9, 8, 7, 9, 8), strict=True)))
    rows += figures("placements", {"2022-23-Q2": before}, **corrected)
    rows += figures("placements", {"2022-23-Q2": after}, known_from=CORRECTED, reason="A late return")
    rows += figures("placements", {"2022-23-Q3": 7, "2022-23-Q4": secret.placements[0]})
    for name in QUARTERS[-2:]:
        rows += figures("visits", {name: secret.visits})
        rows += figures("visits", {name: 15 - secret.visits}, area=NEIGHBOUR)
        rows += figures("visits", {name: 15}, area=REGION)
    shares = dict(zip(QUARTERS, (41, 43, 44, 40, 45, 47, 46, secret.adopted), strict=True))
    for name, count in shares.items():
        rows += figures("adopted", {name: count}, numerator=str(count), denominator="100")
        for area, value in ((NEIGHBOUR, 52), (REGION, 48), (ENGLAND, 50)):
            rows += figures("adopted", {name: value}, area=area)
    return rows


def write_plan(folder: Path, secret: Secret) -> TinyPlan:
    """A plan whose council return has a threshold of 5, with every sort of figure that is to be withheld."""
    plan = write_tiny_plan(folder)
    plan.change("source", suppress_below="5")
    for area, name, kind in ((NEIGHBOUR, "Nextshire", "neighbour"), (REGION, "Middle", "region")):
        plan.add("area", area_code=area, name=name, kind=kind, position="3")
    plan.write("area_part", [{"whole_code": REGION, "area_code": area} for area in (OWN, NEIGHBOUR)])
    plan.write("period", [period(name) for name in (*QUARTERS, "2021-22", "2022-23")])
    plan.change("plan", report_from="2021-22-Q1")
    (tree,) = plan.rows("measure")
    tree["unit"] = "people"
    plan.write(
        "measure",
        [{**tree, "measure_id": name, "short_name": about["name"], **about} for name, about in MEASURES.items()],
    )
    (listed,) = plan.rows("plan_measure")
    plan.write("plan_measure", [{**listed, "measure_id": name, "wording": MEASURES[name]["name"]} for name in MEASURES])
    (target,) = plan.rows("target")
    plan.write(
        "target",
        [{**target, "measure_id": name, "period_id": q, "value": "12"} for name in MEASURES for q in QUARTERS],
    )
    plan.write("observation", observations(secret))
    plan.add("outcome", outcome_id="shade", plan_id="tiny", position="1", name="Shade for all", short_name="Shade")
    editorial = {"basis": "editorial", "reason": "They belong together"}
    plan.write("outcome_measure", [{"outcome_id": "shade", "measure_id": name, **editorial} for name in MEASURES])
    plan.write("action_measure", [{"action_id": "plant-trees", "measure_id": name, **editorial} for name in MEASURES])
    plan.add("rating_scale", scale_id="ours", rating="Good", position="1", colour="good", shape="▲", meaning="On track")
    plan.add(
        "action_update",
        action_id="plant-trees",
        period_id="2022-23-Q4",
        scale_id="ours",
        rating="Good",
        source_id="returns",
        known_from=KNOWN,
    )
    plan.add(
        "publication", publication_id="q4", label="Q4 as published", period_id="2022-23-Q4", known_at=KNOWN,
        published_at=KNOWN, published_by="Tinyshire", source_id="returns",
    )  # fmt: skip
    return plan


@dataclass(kw_only=True)
class Boards:
    """Builds that differ by what is withheld and by nothing else, not even their id."""

    folder: Path
    first: Path
    made: dict[Secret, Services] = field(default_factory=dict)

    def of(self, secret: Secret) -> Services:
        """Returns the services of a board with other withheld numbers."""
        if secret in self.made:
            return self.made[secret]
        folder = self.folder / f"board-{len(self.made)}"
        shutil.copytree(self.first, folder)
        with duckdb.connect(current_path(folder)) as connection:
            for row in observations(secret):
                connection.execute(
                    "UPDATE observation SET value = $value, numerator = $numerator WHERE measure_id = $measure_id "
                    "AND area_code = $area_code AND period_id = $period_id AND known_from = $known_from",
                    {
                        **{name: row[name] for name in ("measure_id", "area_code", "period_id", "known_from")},
                        "value": float(row["value"]),
                        "numerator": float(row["numerator"]) if "numerator" in row else None,
                    },
                )
        self.made[secret] = services = serve(folder)
        return services


def serve(folder: Path) -> Services:
    return Services(store=Store(folder), settings=Settings(data_build=folder), clock=lambda: AT)


@pytest.fixture(scope="module")
def boards(tmp_path_factory: pytest.TempPathFactory) -> Boards:
    folder = tmp_path_factory.mktemp("small-numbers")
    plan = write_plan(folder / "plan", Secret())
    build([plan.folder], to=folder / "builds", clock=AT)
    return Boards(folder=folder, first=folder / "builds")


IDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "measure_id": tuple(MEASURES),
        "priority_id": ("green",),
        "outcome_id": ("shade",),
        "action_id": ("plant-trees",),
        "initiative_id": (),
    }
)


def addresses() -> Iterator[str]:
    for page in PAGES:
        for name, ids in IDS.items():
            if f"{{{name}}}" in page.pattern:
                yield from (page.pattern.replace(f"{{{name}}}", each) for each in ids)
                break
        else:
            yield page.pattern


NO_FILTERS = ("",)
FILTERS = (
    "?as_at=q4",
    "?as_at=2023-07-01",
    "?to=2022-23-Q2",
    "?since=2023-05-15",
    f"?area={NEIGHBOUR}",
    f"?area={REGION}",
    "?measure=trees-planted",
    "?tolerance=20",
)


def pages(services: Services, searches: Sequence[str] = NO_FILTERS) -> dict[str, str]:
    """Everything that the board draws, by address: HTML, and the tree with figures, hover texts and tables as JSON."""
    drawn = {}
    for path in addresses():
        for search in searches:
            page = site.draw(services, path, search)
            drawn[path + search] = f"{page.title}{html(page.body)}{to_json(page.body)}"
    return drawn


def differing(drawn: Mapping[str, str], first: Mapping[str, str]) -> set[str]:
    """Addresses that do not look the same on two boards."""
    return {address for address, text in drawn.items() if text != first[address]}


@pytest.fixture(scope="module")
def first_pages(boards: Boards) -> dict[str, str]:
    return pages(serve(boards.first))


SMALL = st.integers(1, 4)
SECRETS = st.builds(
    Secret,
    trees=SMALL.map(lambda count: (count, 5 - count)),
    placements=st.tuples(SMALL, SMALL, SMALL),
    visits=SMALL,
    adopted=SMALL,
)


OTHER = Secret(trees=(1, 4), placements=(4, 1, 4), visits=1, adopted=1)


@settings(deadline=None, max_examples=5, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SECRETS)
def test_no_page_depends_on_a_withheld_figure(boards: Boards, first_pages: dict[str, str], secret: Secret):
    assert differing(pages(boards.of(secret)), first_pages) == set()


def test_no_filter_or_earlier_time_brings_a_withheld_figure_out(boards: Boards):
    assert differing(pages(boards.of(OTHER), FILTERS), pages(serve(boards.first), FILTERS)) == set()


def routes(services: Services) -> list[str]:
    """Addresses that the server answers besides the pages, such as files to download."""
    app = create_app(services)
    return [
        rule.rule
        for rule in app.server.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and not rule.rule.startswith("/_")
    ]


def files(services: Services) -> dict[str, bytes]:
    client = create_app(services).server.test_client()
    return {rule: client.get(rule).data for rule in routes(services) if rule not in {page.pattern for page in PAGES}}


def test_no_file_depends_on_a_withheld_figure(boards: Boards):
    assert files(serve(boards.first)) == files(boards.of(OTHER))


def test_a_figure_that_is_shown_does_change_the_pages(boards: Boards, first_pages: dict[str, str]):
    # Guards the tests above: they would hold of a board that shows nothing at all.
    changed = differing(pages(boards.of(Secret(placements=(6, 3, 2)))), first_pages)
    assert {"/", "/measures", "/measures/placements", "/priorities/green", "/quality"} <= changed


@pytest.fixture(scope="module")
def knowledge(boards: Boards) -> Knowledge:
    scope = Scope(plan_id="tiny", area_code=OWN, end="2022-23-Q4", known_at=None, illustrative=True)
    return serve(boards.first).build().knowledge(scope)


def withheld_periods(line: pd.DataFrame) -> list[str]:
    return line.loc[line["absence"] == "suppressed", "period_id"].tolist()


@pytest.mark.parametrize(
    ("measure", "periods"),
    [
        ("trees-planted", ["2022-23-Q1", "2022-23-Q2"]),
        ("placements", ["2022-23-Q2", "2022-23-Q4"]),
        ("visits", ["2022-23-Q3", "2022-23-Q4"]),
        ("adopted", ["2022-23-Q4"]),
    ],
)
def test_small_figures_and_what_would_give_them_away_are_withheld(knowledge: Knowledge, measure, periods):
    assert withheld_periods(knowledge.line(measure)) == periods


def test_the_neighbour_that_would_give_the_council_away_is_withheld(knowledge: Knowledge):
    rows = knowledge.compared_figures("visits")
    assert rows.groupby("area_code")["value"].count().to_dict() == {OWN: 0, NEIGHBOUR: 0, REGION: 2}


def test_numerator_and_denominator_go_with_the_share(knowledge: Knowledge):
    last = knowledge.line("adopted").iloc[-1]
    assert last[["value", "numerator", "denominator"]].isna().all()


def test_a_withheld_figure_has_no_status_that_could_tell_its_size(knowledge: Knowledge):
    line = knowledge.line("placements")
    assert set(line.loc[line["absence"] == "suppressed", ["status", "original_status"]].to_numpy().ravel()) == {
        Status.NO_DATA
    }


def test_a_withheld_figure_has_no_direction(knowledge: Knowledge):
    latest = knowledge.measures.set_index("measure_id").loc["placements"]
    assert (latest["direction"], pd.isna(latest["change"])) == ("unknown", True)


def test_control_limits_are_made_of_shown_figures_only(knowledge: Knowledge):
    assert knowledge.line_with_limits("placements")["mean"].iloc[0] == pytest.approx((9 + 8 + 7 + 9 + 8 + 7) / 6)


@pytest.mark.parametrize("path", ["/measures", "/measures/placements", "/priorities/green", "/quality"])
def test_a_withheld_figure_says_so_and_why(first_pages: dict[str, str], path):
    assert "[c] Withheld to protect individuals" in first_pages[path]


def test_the_table_behind_a_chart_shows_the_shorthand(first_pages: dict[str, str]):
    assert '"[c]"' in first_pages["/measures/placements"]


def test_withheld_figures_are_counted_as_withheld(first_pages: dict[str, str]):
    assert "3 have one that is withheld to protect individuals." in first_pages["/quality"]


def test_withheld_figures_are_not_counted_as_missing(first_pages: dict[str, str]):
    assert "0 have no figure of their own" in first_pages["/quality"]


def test_no_status_before_or_after_a_correction_depends_on_a_withheld_figure(boards: Boards):
    address = "/changes.csv?since=2023-05-15"
    first, other = (
        create_app(services).server.test_client().get(address).data
        for services in (serve(boards.first), boards.of(OTHER))
    )
    assert first == other
