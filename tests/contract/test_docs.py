"""What the documents say is true of the code: files, registries, commands, tables and examples."""

import csv
import importlib
import re
from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard.filters import PARAMETERS, Filters
from dashboard.pages import PAGES
from dashboard.settings import settings_table
from data import changes, model, queries
from data.__main__ import main
from data.describe import FORMAT_FILE, data_format
from data.ingest.build import DATA_FOLDER, check
from data.ingest.schema import read_schema
from data.queries import Structure
from data.store import SQL_FOLDER

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
ADDING = ROOT / "docs" / "adding.md"
DOCUMENTS = [README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
TOP = {path.name for path in ROOT.iterdir()} - {"build"}


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose(path: Path) -> str:
    return re.sub(r"^```.*?^```$", "", text(path), flags=re.DOTALL | re.MULTILINE)


def each(pattern: str, *, of: Path) -> list[str]:
    return sorted(set(re.findall(pattern, prose(of))))


def blocks(path: Path) -> list[str]:
    return re.findall(r"^```\w*\n(.*?)^```$", text(path), flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(document):
    links = each(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", of=document)
    assert [link for link in links if "://" not in link and not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_that_is_named_exists(document):
    named = [name for name in each(r"`([\w.-]+(?:/[\w.-]+)+)`", of=document) if name.split("/")[0] in TOP]
    built = {"data/build", "build/static"}
    assert [name for name in named if name not in built and not (ROOT / name).exists()] == []


def test_every_registry_that_is_named_exists():
    named = re.findall(r"`(\w+)`(?: and `(\w+)`)? in `([\w/]+)\.py`", prose(ADDING))
    missing = [
        (name, module)
        for *names, module in named
        for name in names
        if name and not hasattr(importlib.import_module(module.replace("/", ".").removesuffix(".__init__")), name)
    ]
    assert (len(named) > 5, missing) == (True, [])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_make_target_that_is_named_exists(document):
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), flags=re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)$", text(document), flags=re.MULTILINE))
    assert {name for pair in named for name in pair if name} <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_data_command_that_is_named_exists(document, capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    known = set(re.findall(r"^    (\w+)", capsys.readouterr().out, flags=re.MULTILINE))
    assert set(re.findall(r"python -m data (\w+)", text(document))) <= known


def test_table_of_settings_is_up_to_date():
    shown = re.search(r"<!-- settings -->\n(.*?)\n<!-- /settings -->", text(README), flags=re.DOTALL)
    assert shown is not None
    assert shown[1].strip() == settings_table()


def test_format_of_the_data_is_up_to_date():
    assert text(FORMAT_FILE) == data_format(), "Run `python -m data describe`."


def test_the_two_commands_stand_in_the_readme():
    assert {"make run\n", "make test\n"} <= set(blocks(README))


def test_every_picture_of_the_readme_is_small():
    pictures = each(r"\((docs/screenshots/[\w-]+\.png)\)", of=README)
    assert [name for name in pictures if (ROOT / name).stat().st_size > 250 * 1024] == []


def test_examples_of_a_return_pass_every_check(tmp_path):
    columns = read_schema()["observation"].column_names
    first, second = (block.splitlines() for block in blocks(README) if "four-week-quit" in block)
    corrected = [first[0], first[2], *second]
    for number, lines in enumerate((first, corrected)):
        folder = tmp_path / f"returns-{number}"
        folder.mkdir()
        (folder / "observation.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
        source = dict.fromkeys(read_schema()["source"].column_names, "") | {
            "source_id": "returns",
            "title": "Returns",
            "kind": "council_return",
        }
        with (folder / "source.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, fieldnames=list(source))
            writer.writeheader()
            writer.writerow(source)
        report = check([DATA_FOLDER / "plan", DATA_FOLDER / "figures" / "official", folder])
        assert (tuple(lines[0].split(",")), report.failed) == (columns, False)


def test_decisions_are_numbered_without_a_gap():
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    titles = [int(text(path).split(".")[0].removeprefix("# ")) for path in files]
    assert titles == [int(path.name[:4]) for path in files] == list(range(1, len(files) + 1))


def test_kinds_of_measure_agree_in_code_and_schema():
    (rule,) = (rule for rule in read_schema()["measure"].rules if rule.columns == ("kind",))
    assert set(re.findall(r"'(\w+)'", rule.expression)) == set(model.MeasureKindName) == set(model.MEASURE_KINDS)


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (model.Status, model.STATUS_MARKS),
        (model.Direction, model.DIRECTION_MARKS),
        (model.Absence, model.ABSENCE_WORDS),
    ],
    ids=["status", "direction", "absence"],
)
def test_every_state_has_its_words(members, words):
    assert set(words) == set(members)


@pytest.mark.parametrize("attribute", ["key", "pattern", "nav"])
def test_no_two_pages_share_a_name_or_a_place(attribute):
    counts = Counter(value for page in PAGES if (value := getattr(page, attribute)) is not None)
    assert [value for value, count in counts.items() if count > 1] == []


def test_pages_offer_only_filters_that_exist():
    assert {name for page in PAGES for name in page.filters} <= {field.name for field in fields(Filters)}


def test_every_filter_has_its_name_in_the_address():
    assert list(PARAMETERS) == [field.name for field in fields(Filters)]


def test_names_that_the_browser_drops_with_an_edition_are_names_in_the_address():
    (names,) = re.findall(r"OF_A_PLAN = \[(.*?)\]", text(ROOT / "assets" / "board.js"), flags=re.DOTALL)
    assert set(re.findall(r'"(\w+)"', names)) <= set(PARAMETERS.values())


@pytest.mark.parametrize("page", [page for page in PAGES if page.nav], ids=lambda page: page.key)
def test_readme_tells_of_every_page_of_the_navigation(page):
    assert f"- **{page.nav}**: " in text(README)


def test_every_statement_is_asked_for_and_exists():
    asked = re.findall(r"\.read\(\s*\"(\w+)\"", text(Path(queries.__file__)))
    asked += [field.name for field in fields(Structure)]
    asked += [f"change_{subject}" for subject in changes.KEYS]
    assert set(asked) == {path.stem for path in SQL_FOLDER.glob("*.sql")}
