"""Every address of the board as a browser gets it: what is there, what is not, and what protects it."""

import base64
import dataclasses
import json
import re
from hashlib import sha256
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from dash._utils import to_json
from dash.development.base_component import Component
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import Client

from dashboard import site
from dashboard.app import create_app
from dashboard.filters import PARAMETERS
from dashboard.pages import PAGES
from dashboard.services import Services
from dashboard.site import Drawn
from tests.fixtures.whole_board import delivered, paths

NO_SUCH = [page.pattern.split("{")[0] + "no-such-id" for page in PAGES if "{" in page.pattern]


@pytest.fixture(scope="module")
def every_path(services):
    return list(paths(services.build().structure))


@pytest.fixture(scope="module")
def every_page(services, every_path):
    return {path: site.draw(services, path, "") for path in every_path}


@pytest.fixture(scope="module")
def some_paths(services):
    return list(paths(services.build().structure, most=2))


def nodes(drawn: Drawn) -> list[Component]:
    return [each for each in drawn.body._traverse() if isinstance(each, Component)]


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.text, "lxml")


def first_view(response) -> dict:
    return json.loads(soup(response).find(id="first-view").string)


# -- what is there --


def test_every_page_is_found(every_page):
    assert [path for path, drawn in every_page.items() if not drawn.found] == []


def test_every_part_of_the_plan_has_a_page(services, every_path):
    counts = {
        name: sum(path.startswith(f"/{name}/") for path in every_path)
        for name in ("measures", "actions", "initiatives", "priorities", "outcomes")
    }
    s = services.build().structure
    assert counts == {
        "measures": len(s.measure),
        "actions": len(s.action),
        "initiatives": len(s.initiative),
        "priorities": len(s.priority),
        "outcomes": len(s.outcome),
    }


def test_every_page_answers_200(client, some_paths):
    assert {path: client.get(path).status_code for path in some_paths} == dict.fromkeys(some_paths, 200)


def test_every_page_has_one_first_heading(client, some_paths):
    assert {path: len(soup(client.get(path)).select("h1")) for path in some_paths} == dict.fromkeys(some_paths, 1)


def test_headings_of_every_page_leave_out_no_level(every_page):
    skipped = {}
    for path, drawn in every_page.items():
        levels = [int(each._type[1]) for each in nodes(drawn) if re.fullmatch(r"H\d", each._type)]
        if any(after > before + 1 for before, after in pairwise(levels)):
            skipped[path] = levels
    assert skipped == {}


def test_no_page_uses_an_id_twice(every_page):
    twice = {}
    for path, drawn in every_page.items():
        ids = [each.id for each in nodes(drawn) if hasattr(each, "id")]
        if len(ids) != len(set(ids)):
            twice[path] = sorted({name for name in ids if ids.count(name) > 1})
    assert twice == {}


def test_titles_tell_pages_apart(every_page):
    titles = [drawn.title for path, drawn in every_page.items() if not path.startswith("/outcomes/")]
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


def test_title_of_the_window_names_page_and_board(client):
    assert soup(client.get("/about")).title.string == "About this board - Council plan board"


def test_language_is_british_english(client):
    assert soup(client.get("/")).html["lang"] == "en-GB"


def test_path_may_end_in_a_slash(client):
    assert client.get("/measures/").status_code == 200


def test_page_can_be_read_before_any_script_has_run(client):
    text = soup(client.get("/")).find(id="react-entry-point").get_text(" ")
    assert "measures reported" in text


def test_first_view_for_the_browser_is_the_one_to_be_read(client, services):
    search = "?status=off&to=2022-23-Q2"
    layout = first_view(client.get(f"/measures{search}"))["_dash-layout"]
    assert json.loads(to_json(site.draw(services, "/measures", search).sent)) in layout["props"]["children"]


def test_every_link_of_every_page_leads_somewhere(every_page):
    dead = {}
    for path, drawn in every_page.items():
        links = {re.split(r"[?#]", str(getattr(each, "href", "")))[0] for each in nodes(drawn)}
        dead[path] = [link for link in links if re.fullmatch(r"/[^.]*", link) and link not in every_page]
    assert {path: links for path, links in dead.items() if links} == {}


@pytest.mark.parametrize(
    ("action", "above"),
    [
        ("council-carbon-emissions", "/initiatives/climate-change-action"),
        # One that no headline initiative carries.
        ("resident-first", "/priorities/high-performing-services"),
    ],
)
def test_the_path_of_an_action_leads_up_to_its_initiative_or_else_its_priority(client, action, above):
    path = soup(client.get(f"/actions/{action}")).find(id="page-path")
    assert [link["href"] for link in path.find_all("a")][-1] == above


def test_every_link_to_a_file_gives_one(client, every_page):
    links = {
        str(each.href)
        for drawn in every_page.values()
        for each in nodes(drawn)
        if re.match(r"/[^?#]*\.", str(getattr(each, "href", "")))
    }
    assert {link: client.get(link, buffered=True).status_code for link in links} == dict.fromkeys(links, 200)


# -- what is not there --


@pytest.mark.parametrize("path", ["/nowhere", "/measures/a/b", *NO_SUCH])
def test_unknown_address_answers_404(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/nowhere", *NO_SUCH])
def test_unknown_address_says_so_in_words_with_a_way_on(client, path):
    main = soup(client.get(path)).find(id="main")
    assert main.h1.string == "Page not found"
    assert main.find("a", href="/") is not None


@pytest.mark.parametrize("path", NO_SUCH)
def test_unknown_id_is_named(client, path):
    assert "“no-such-id”" in soup(client.get(path)).find(id="main").get_text()


def test_hostile_path_is_shown_as_text(client):
    response = client.get("/measures/%3Cscript%3Ealert(1)%3C%2Fscript%3E")
    assert "<script>alert(1)" not in response.text.split('id="first-view"')[0]
    assert "</script>" not in soup(response).find(id="first-view").string


def test_hostile_query_is_shown_as_text(client):
    response = client.get("/?status=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert(1)" not in response.text
    assert "“<script>alert(1)</script>”" in soup(response).find(id="notices").get_text()


@pytest.mark.parametrize(
    "search", ["?%FF=1", "?status=%FF%FE", "?q=%00", "?&&&=", "?as_at=%F0%9F%98%80", "?to=" + "9" * 4000]
)
def test_query_that_is_no_text_still_gives_the_page(client, search):
    assert client.get(f"/{search}").status_code == 200


def test_healthz_answers(client):
    assert client.get("/healthz").status_code == 200


# -- filters in combination --


def choices(s):
    values = {
        "plan": s.plan["plan_id"],
        "priority": s.priority["priority_id"],
        "outcome": s.outcome["outcome_id"],
        "measure": s.measure["measure_id"],
        "status": ["met", "near", "off", "no_target", "no_data", "not_comparable", "carried_over"],
        "area": s.area["area_code"],
        "from": s.period["period_id"],
        "to": s.period.loc[s.period["kind"] == "quarter", "period_id"],
        "as_at": ["0001-01-01", "2021-06-30", "2022-09-30", "2023-07-01", "9999-12-31"],
        "since": ["0001-01-01", "2021-06-30", "2022-09-30", "2023-07-01", "9999-12-31"],
        "illustrative": ["hide", "show"],
        "q": ["school", "%", "no such words"],
        "tolerance": ["0", "5", "20"],
    }
    assert list(values) == list(PARAMETERS.values())
    return {name: [*map(str, each), "no-such-thing"] for name, each in values.items()}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_combination_of_filters_breaks_a_page(services, some_paths, data):
    path = data.draw(st.sampled_from(some_paths))
    known = choices(services.build().structure)
    chosen = data.draw(st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in known.items()}))
    search = "?" + "&".join(f"{name}={value}" for name, value in chosen.items())
    assert site.draw(services, path, search).found


@pytest.mark.parametrize(
    ("search", "notices", "status"),
    [
        ("", 0, ""),
        ("?status=off", 0, "off"),
        ("?status=bad", 1, ""),
        ("?status=", 0, ""),
        ("?colour=red", 1, ""),
        ("?status=off&priority=bad", 1, "off"),
        ("?status=bad&priority=bad&as_at=soon", 3, ""),
        ("?plan=bad&status=off", 1, "off"),
        ("?status=off&status=met", 0, "met"),
        ("?status=%F0%9F%98%80", 1, ""),
    ],
)
def test_address_good_or_bad_shows_what_was_understood_and_says_what_was_not(client, search, notices, status):
    page = soup(client.get(f"/measures{search}"))
    chosen = page.select_one("#filter-status option[selected]")
    assert (len(page.select("#notices .notice")), chosen["value"]) == (notices, status)


@pytest.mark.parametrize("name", PARAMETERS.values())
def test_unknown_value_of_any_filter_but_the_words_looked_for_gives_a_notice(client, name):
    notices = soup(client.get(f"/?{name}=no-such-thing")).select("#notices .notice")
    assert len(notices) == (0 if name == "q" else 1)


# -- what protects it --


@pytest.mark.parametrize(
    "header",
    ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "X-Frame-Options"],
)
@pytest.mark.parametrize("path", ["/", "/nowhere", "/_dash-dependencies", "/assets/board.js"])
def test_every_answer_carries_what_protects_it(client, path, header):
    assert header in client.get(path, buffered=True).headers


def test_every_inline_script_is_allowed_by_its_hash(client):
    response = client.get("/")
    inline = [
        tag.string for tag in soup(response).find_all("script", src=None) if tag.get("type") != "application/json"
    ]
    hashes = [f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'" for text in inline]
    assert all(each in response.headers["Content-Security-Policy"] for each in hashes)


def test_picture_of_a_shared_link_has_a_whole_address(services):
    public = dataclasses.replace(services.settings, public_address="https://plan.northmoor.gov.uk")
    page = soup(Client(delivered(Services(store=services.store, settings=public))).get("/"))
    picture = page.find("meta", property="og:image")
    assert picture["content"] == "https://plan.northmoor.gov.uk/assets/social.png"


def test_no_page_loads_from_another_host(client, some_paths):
    foreign = {}
    for path in some_paths:
        page = soup(client.get(path))
        loaded = [tag.get("src") or tag.get("href") for tag in page.select("script[src], link[href], img[src], iframe")]
        foreign[path] = [each for each in loaded if not each.startswith(("/", "data:", "#")) or each.startswith("//")]
    assert {path: loaded for path, loaded in foreign.items() if loaded} == {}


def test_links_to_other_sites_open_without_a_hold_on_the_board(every_page):
    unsafe = [
        (path, each.href)
        for path, drawn in every_page.items()
        for each in nodes(drawn)
        if str(getattr(each, "href", "")).startswith("http") and "noopener" not in getattr(each, "rel", "")
    ]
    assert unsafe == []


def test_versions_of_what_runs_it_are_not_told(client):
    text = client.get("/").text
    assert re.search(r'"(dash|python|plotly)_version"', text) is None


def test_page_that_the_browser_holds_is_not_sent_again(client):
    etag = client.get("/").headers["ETag"]
    assert client.get("/", headers={"If-None-Match": etag}).status_code == 304


# -- more than one --


def test_two_boards_stand_in_one_process(services, public_services):
    one, other = Client(delivered(services)), Client(delivered(public_services))
    switches = [soup(each.get("/")).find(id="illustrative-switch") is not None for each in (one, other)]
    assert switches == [True, False]


def test_application_can_be_made_again(services):
    assert create_app(services) is not create_app(services)
