"""What the page of a part of the plan says became of it, and where it leads."""

import re
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest

from dashboard import site
from dashboard.parts import what_became
from dashboard.prerender import html
from dashboard.services import Services
from dashboard.settings import Settings
from dashboard.view import View
from data.ingest.build import build
from data.store import Store
from tests.fixtures.small_board import write_small_board

BECAME = (
    {"old_id": "thriving", "new_id": "calm", "kind": "renamed"},
    {"old_id": "safe", "new_id": "calm", "kind": "split"},
    {"old_id": "safe", "new_id": "idle", "kind": "split"},
    {"old_id": "mend-roads", "new_id": "smooth-roads", "kind": "merged"},
)


@pytest.fixture(scope="module")
def look(tmp_path_factory) -> Callable[..., View]:
    folder = tmp_path_factory.mktemp("parts")
    plan = write_small_board(folder / "plan")
    plan.add("objective", objective_id="smooth-roads", plan_id="next", outcome_id="calm", position="1", text="Smooth",
             short_name="Smooth roads")  # fmt: skip
    told = {row["old_id"] for row in BECAME}
    kept = [row for row in plan.rows("disposition") if row["old_id"] not in told]
    plan.write("disposition", [*kept, *({**row, "reason": "New words", "on_date": "2023-04-01"} for row in BECAME)])
    build([plan.folder], to=folder / "build")
    services = Services(store=Store(folder / "build"), settings=Settings())
    return lambda search="": site.look(services, "/", search)


def words(view: View, item_id: str) -> str:
    text = re.sub(r"<[^>]+>", " ", html(what_became(view, item_id)))
    return re.sub(r"\s+([.,])", r"\1", " ".join(text.split()))


@pytest.mark.parametrize(
    ("item_id", "became"),
    [
        ("plant-trees", "1 April 2023: Retired. Done with"),
        ("trees-planted", "1 April 2023: Retired. Done with"),
        ("thriving", "1 April 2023: Renamed, and is now Calm. New words"),
        ("safe", "1 April 2023: Split, and is now Calm and Idle. New words"),
        ("mend-roads", "1 April 2023: Merged, and is now part of Smooth roads. New words"),
    ],
)
def test_part_that_the_plan_no_longer_has_says_when_why_and_what_took_its_place(look, item_id, became):
    assert words(look(), item_id).startswith(became)


@pytest.mark.parametrize(
    ("item_id", "address"), [("thriving", "/outcomes/calm"), ("mend-roads", "/outcomes/calm#smooth-roads")]
)
def test_notice_leads_to_what_took_the_place(look, item_id, address):
    assert f'href="{address}"' in html(what_became(look(), item_id))


def test_notice_leads_to_the_wording_of_each_edition(look):
    assert 'href="/history?q=plant-trees"' in html(what_became(look(), "plant-trees"))


@pytest.mark.parametrize("item_id", ["content", "calm", "air"])
def test_part_of_the_newest_edition_and_evidence_have_no_notice(look, item_id):
    assert words(look(), item_id) == ""


@pytest.mark.parametrize(("as_at", "told"), [("2023-03-31", False), ("2023-04-01", True)])
def test_nothing_is_said_as_at_a_time_before_it_happened(look, as_at, told):
    assert bool(words(look(f"?as_at={as_at}"), "plant-trees")) == told


def test_part_of_an_earlier_edition_without_a_record_says_so(look):
    view = look()
    k = view.knowledge
    unrecorded = SimpleNamespace(
        dispositions=k.dispositions.iloc[:0], catalogue=k.catalogue, structure=k.structure, scope=k.scope
    )
    told = words(replace(view, knowledge=unrecorded), "plant-trees")
    assert told.startswith("Only up to Tiny plan, 2022-23. Nothing is recorded of what became of it.")
