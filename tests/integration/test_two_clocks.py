"""Two clocks on the screen: what was published stays as it was, and what changed since is told once."""

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from dash._utils import to_json

from dashboard import site
from dashboard.app import create_app
from dashboard.pages import PAGES
from dashboard.prerender import html
from dashboard.services import Services
from dashboard.settings import Settings
from data.ingest.build import build
from data.ingest.schema import read_schema
from data.store import Store
from tests.fixtures.small_board import PUBLISHED_AT, write_small_board
from tests.tiny_plan import TinyPlan

PUBLICATION = "?as_at=q1-2022-23"
IDS: Mapping[str, str] = {
    "priority_id": "green",
    "outcome_id": "thriving",
    "initiative_id": "forest",
    "action_id": "plant-trees",
    "measure_id": "trees-planted",
}
PATHS = [re.sub(r"\{(\w+)\}", lambda found: IDS[found[1]], page.pattern) for page in PAGES]
CORRECTED = {"known_from": "2022-12-01 09:00:00", "reason": "Counted anew", "recorded_by": "Ann"}


def services(plan: TinyPlan, *, to: Path, **environment: str) -> Services:
    build([plan.folder], to=to)
    return Services(store=Store(to), settings=Settings.from_environment(environment))


def as_it_stood(plan: TinyPlan, at: str) -> TinyPlan:
    """Takes everything out of a plan that became known after a time."""
    for name, table in read_schema().items():
        if table.fact_key:
            rows = [row for row in plan.rows(name) if row["known_from"] <= at]
            plan.write(name, [row | {"known_to": row["known_to"] if row["known_to"] <= at else ""} for row in rows])
    return plan


def correct(plan: TinyPlan, *, row: int, **cells: str) -> None:
    """Closes a row of observation.csv, counted from 1 for the header, and opens a new one."""
    plan.repeat("observation", row=row, **(CORRECTED | cells))
    plan.change("observation", row=row, known_to=CORRECTED["known_from"])


def row_of(plan: TinyPlan, **cells: str) -> int:
    return next(n for n, row in enumerate(plan.rows("observation"), start=2) if cells.items() <= row.items())


def words(board: Services, path: str, search: str = "") -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html(site.draw(board, path, search).body)))


def changes(board: Services, search: str) -> list[dict[str, str]]:
    answer = create_app(board).server.test_client().get(f"/changes.csv{search}")
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))


@pytest.fixture(scope="module")
def now(tmp_path_factory) -> Services:
    folder = tmp_path_factory.mktemp("now")
    return services(write_small_board(folder / "plan"), to=folder / "build")


@pytest.fixture(scope="module")
def then(tmp_path_factory) -> Services:
    folder = tmp_path_factory.mktemp("then")
    return services(as_it_stood(write_small_board(folder / "plan"), PUBLISHED_AT), to=folder / "build")


@pytest.fixture(scope="module")
def corrected(tmp_path_factory) -> Services:
    folder = tmp_path_factory.mktemp("corrected")
    plan = write_small_board(folder / "plan")
    correct(plan, row=row_of(plan, measure_id="on-time", period_id="2022-23-Q1"), value="47")
    return services(plan, to=folder / "build")


# -- as published --


@pytest.mark.parametrize("path", PATHS)
def test_page_as_published_shows_only_what_was_known_then(now, then, path):
    assert to_json(site.draw(now, path, PUBLICATION).body) == to_json(site.draw(then, path, PUBLICATION).body)


@pytest.mark.parametrize("path", PATHS)
def test_page_as_published_stays_figure_for_figure_after_a_correction(now, corrected, path):
    assert to_json(site.draw(now, path, PUBLICATION).body) == to_json(site.draw(corrected, path, PUBLICATION).body)


def test_page_as_known_now_shows_the_correction(now, corrected):
    address = ("/measures/on-time", "?to=2022-23-Q1")
    assert to_json(site.draw(now, *address).body) != to_json(site.draw(corrected, *address).body)


def test_page_as_published_opens_with_the_quarter_that_was_published(now):
    assert site.look(now, "/", PUBLICATION).filters.end == "2022-23-Q1"


def test_page_as_published_says_so_and_leads_back_to_now(now):
    shown = html(site.draw(now, "/measures", PUBLICATION).body)
    assert re.search(
        r"As at Q1 2022-23, published\..*id=\"as-at-now\" href=\"/measures\"|href=\"/measures\"[^>]*as-at-now", shown
    )


def test_page_as_known_now_says_nothing_of_it(now):
    assert "as-at-now" not in html(site.draw(now, "/measures", "").body)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_can_be_shown_as_known_on_a_date(now, path):
    assert site.draw(now, path, "?as_at=2022-10-15").found


# -- what changed --


def test_correction_after_the_publication_is_exactly_one_row_more(now, corrected):
    before, after = (changes(board, "?since=q1-2022-23") for board in (now, corrected))
    (row,) = [row for row in after if row not in before]
    assert (len(after) - len(before), row["item_id"], row["new"], row["reason"], row["recorded_by"]) == (
        1,
        "on-time",
        "47",
        "Counted anew",
        "Ann",
    )


def test_correction_after_the_later_time_is_not_told(now, corrected):
    span = "?since=q1-2022-23&as_at=2022-11-30"
    assert changes(corrected, span) == changes(now, span)


def test_nothing_changed_gives_a_file_without_rows(now):
    assert changes(now, "?since=2022-07-05&as_at=2022-07-06") == []


def test_page_of_changes_says_when_nothing_changed(now):
    assert "Nothing has changed." in words(now, "/changes", "?since=2022-07-05&as_at=2022-07-06")


def test_page_of_changes_tells_old_new_why_and_who(now):
    shown = words(now, "/changes", "?since=q1-2022-23&as_at=2022-12-31")
    assert all(part in shown for part in ("120 trees", "125 trees", "A late return from one parish", "Place"))


def test_page_and_file_tell_the_same_changes(now):
    rows = changes(now, "?since=q1-2022-23&as_at=2022-12-31")
    assert "1 restated figure, 1 target moved." in words(now, "/changes", "?since=q1-2022-23&as_at=2022-12-31")
    assert [row["kind"] for row in rows] == ["restated", "target"]


SPAN = "?since=q1-2022-23&as_at=2022-12-31"


def test_page_of_changes_tells_what_a_moved_target_did_to_the_status(now):
    assert "■ Off target → ▲ On target Lowered" in words(now, "/changes", SPAN)


def test_page_of_changes_tells_that_a_correction_left_the_status_as_it_was(now):
    assert "Still ▲ On target A late return" in words(now, "/changes", SPAN)


def test_page_of_changes_counts_the_statuses_that_changed(now):
    assert "1 status changed as a result." in words(now, "/changes", SPAN)


def test_board_counts_the_statuses_that_changed(now):
    assert "1 target moved. 1 status changed as a result." in words(now, "/", f"{SPAN}&to=2022-23-Q2")


def test_file_of_changes_has_the_statuses_before_and_after(now):
    rows = {row["item_id"]: (row["old_status"], row["new_status"]) for row in changes(now, SPAN)}
    assert rows == {"trees-planted": ("On target", "On target"), "content": ("Off target", "On target")}


def test_status_before_is_what_the_page_showed_at_that_time(now):
    assert "■ Off target" in words(now, "/measures/content", PUBLICATION)


def test_statuses_that_changed_after_the_later_time_are_not_told(now):
    assert "as a result" not in words(now, "/changes", "?since=q1-2022-23&as_at=2022-09-30")


def test_status_of_a_retired_measure_is_told_with_it(now):
    retired = {
        row["item_id"]: row["old_status"] for row in changes(now, "?since=2023-03-31") if row["kind"] == "retired"
    }
    assert (retired["trees-planted"], retired["undefined"]) == ("Off target", "")


def test_page_of_changes_says_how_a_retired_measure_last_stood(now):
    assert "■ Off target for Q3 2022-23" in words(now, "/changes", "?since=2023-03-31")


def test_changes_are_narrowed_by_priority(now):
    span = "?since=q1-2022-23&as_at=2022-12-31"
    assert [row["item_id"] for row in changes(now, f"{span}&priority=safe")] == ["content"]


def test_times_the_wrong_way_round_are_said_and_give_nothing(now):
    search = "?since=2023-01-01&as_at=q1-2022-23"
    assert "The first time is not before the second" in words(now, "/changes", search)
    assert changes(now, search) == []


def test_board_tells_what_changed_since_the_last_report(now):
    assert "1 restated figure" in words(now, "/", "?plan=tiny")


def test_board_has_no_such_block_before_the_first_report(now):
    assert "Changed since" not in words(now, "/", PUBLICATION)


@pytest.mark.parametrize(("hidden", "told"), [({}, 1), ({"SHOW_ILLUSTRATIVE": "0"}, 0)])
def test_changes_of_illustrative_figures_go_with_them(tmp_path, hidden, told):
    plan = write_small_board(tmp_path / "plan")
    correct(plan, row=row_of(plan, measure_id="made-up-calls", period_id="2022-23-Q1"), value="11")
    board = services(plan, to=tmp_path / "build", **hidden)
    found = [row["item_id"] for row in changes(board, "?since=q1-2022-23") if row["kind"] == "restated"]
    assert found.count("made-up-calls") == told
    assert ("11 trees" in words(board, "/changes", "?since=q1-2022-23")) == bool(told)


def test_definition_is_the_one_that_stood_then(tmp_path):
    plan = write_small_board(tmp_path / "plan")
    whose = {"measure_id": "trees-planted", "source_id": "returns"}
    changed = CORRECTED["known_from"]
    plan.add("definition", text="Saplings count too.", known_from="2022-04-01 09:00:00", known_to=changed, **whose)
    standing = plan.rows("measure")[0]["definition"]
    plan.add("definition", text=standing, known_from=changed, reason="Saplings die", **whose)
    board = services(plan, to=tmp_path / "build")
    pages = [words(board, "/measures/trees-planted", search) for search in (PUBLICATION, "")]
    assert [("Saplings count too." in page, standing in page) for page in pages] == [(True, False), (False, True)]


def test_new_limits_of_a_later_event_do_not_reach_back(tmp_path):
    plan = write_small_board(tmp_path / "plan")
    plan.change("event", known_from="2022-12-01 09:00:00")
    board = services(plan, to=tmp_path / "build")
    shown = [len(site.look(board, "/", search).knowledge.events) for search in (PUBLICATION, "")]
    assert shown == [0, 1]


# -- nothing vanishes --


def test_retired_action_is_found_by_words_of_its_old_edition(now):
    assert "was retired . Done with" in words(now, "/history", "?q=parish").replace("retired.", "retired .")


def test_reworded_measure_is_found_with_the_words_of_every_edition(now):
    shown = words(now, "/history", "?q=content")
    assert "content in tiny" in shown
    assert "content in next" in shown


def test_what_no_edition_lists_is_said_to_be_unknown(now):
    assert "No edition lists anything with “moonbase”" in words(now, "/history", "?q=moonbase")


def test_page_that_is_not_there_leads_to_what_happened_to_it(now):
    assert 'href="/history?q=moonbase"' in html(site.draw(now, "/actions/moonbase", "").body)
