"""What a reader takes away from a chart, and the table that says the same."""

import csv
import struct
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.browser.conftest import Reader

PANELS = [("/", "board-status"), ("/measures/four-week-quit", "measure-trend"), ("/initiatives", "plan-map")]
META = """(panel) => window.boardTheme.figureOf(
  document.querySelector(`#${panel} .js-plotly-plot`)).layout.meta"""


@pytest.fixture
def take(shared):
    """Presses a download button and gives the file."""

    def take(path: str, panel: str, kind: str) -> Path:
        page = shared(path).page
        with page.expect_download() as waiting:
            page.click(f"#{panel} [data-board-download={kind}]")
        return Path(waiting.value.path())

    return take


def meta_of(reader: Reader, panel: str) -> dict:
    return reader.page.evaluate(META, panel)


def words(path: Path) -> str:
    return " ".join(" ".join(ET.parse(path).getroot().itertext()).split())


@pytest.mark.parametrize(("path", "panel"), PANELS)
def test_png_is_wide_enough_to_print(take, path, panel):
    data = take(path, panel, "png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    assert width >= 1600 and height >= 800


@pytest.mark.parametrize(("path", "panel"), PANELS)
def test_svg_has_its_title_source_and_time_in_words(take, shared, path, panel):
    text = words(take(path, panel, "svg"))
    meta = meta_of(shared(path), panel)
    assert all(" ".join(meta[part].rstrip(".").split()) in text for part in ("heading", "source", "as_at"))


def test_picture_of_illustrative_figures_says_so(take):
    assert "Illustrative" in words(take("/", "board-status", "svg"))


def test_picture_is_light_even_where_the_screen_is_dark(reader_of):
    reader = reader_of(color_scheme="dark")
    page = reader.open("/")
    with page.expect_download() as waiting:
        page.click("#board-status [data-board-download=svg]")
    assert 'fill="#ffffff"' in Path(waiting.value.path()).read_text(encoding="utf-8")


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize(("path", "panel"), PANELS)
def test_csv_is_a_table_with_its_source_and_time_in_every_row(take, shared, path, panel):
    head, *rows = rows_of(take(path, panel, "csv"))
    meta = meta_of(shared(path), panel)
    assert len(rows) == len(meta["rows"])
    assert {(row[head.index("source")], row[head.index("as_at")]) for row in rows} == {(meta["source"], meta["as_at"])}


def test_csv_of_illustrative_figures_says_so_in_every_row(take):
    head, *rows = rows_of(take("/", "board-status", "csv"))
    assert {row[head.index("note")] for row in rows} == {"Illustrative"}


def test_csv_has_the_numbers_of_the_chart(take, shared):
    head, *rows = rows_of(take("/measures/four-week-quit", "measure-trend", "csv"))
    drawn = shared("/measures/four-week-quit").page.evaluate(
        "() => document.querySelector('#measure-trend .js-plotly-plot').data.find((t) => t.name === 'Figure').y"
    )
    assert [float(row[head.index("value")]) for row in rows if row[head.index("value")]] == drawn


def test_csv_follows_the_filters(take):
    head, *rows = rows_of(take("/?status=off", "board-status", "csv"))
    column = head.index("met") if "met" in head else None
    assert column is None or {row[column] for row in rows} <= {"", "0"}


def test_name_of_a_file_tells_chart_and_quarter(shared):
    page = shared("/").page
    with page.expect_download() as waiting:
        page.click("#board-status [data-board-download=csv]")
    assert waiting.value.suggested_filename == "status-by-priority-2024-25-q4.csv"


# -- the table behind the chart --


@pytest.fixture
def table(shared):
    """Opens the table of a chart."""

    def table(path: str, panel: str):
        return _table(shared(path), panel)

    return table


def _table(reader: Reader, panel: str):
    if not reader.page.locator(f"#{panel} .panel-details[open]").count():
        reader.page.click(f"#{panel} .panel-details summary")
    reader.page.wait_for_selector(f"#{panel} table")
    return reader.page.locator(f"#{panel} table")


@pytest.mark.parametrize(("path", "panel"), PANELS)
def test_table_has_a_caption_and_headings_for_columns_and_rows(table, path, panel):
    found = table(path, panel)
    assert found.locator("caption").inner_text()
    assert found.locator("thead th:not([scope=col])").count() == 0
    assert found.locator("tbody tr").count() == found.locator("tbody th[scope=row]").count() > 0


def test_table_has_the_counts_of_the_chart(table, shared):
    found = table("/", "board-status")
    columns = found.locator("thead th").all_inner_texts()
    cells = [row.locator("td").all_inner_texts() for row in found.locator("tbody tr").all()]
    drawn = shared("/").page.evaluate(
        """() => Object.fromEntries(document.querySelector('#board-status .js-plotly-plot').data
          .filter((each) => each.type === 'bar').map((each) => [each.name.slice(2), each.x.map((n) => n ?? 0)]))"""
    )
    written = {name: [int(row[place]) for row in cells] for place, name in enumerate(columns[1:]) if name in drawn}
    assert written == drawn


def test_table_leads_where_the_chart_leads(reader):
    reader.open("/")
    _table(reader, "board-status").locator("a").first.click()
    reader.settle()
    assert "/priorities/" in reader.page.url


def test_bar_leads_to_its_priority(reader):
    page = reader.open("/")
    page.locator("#board-status .main-svg .point").first.click(force=True)
    reader.settle()
    assert "/priorities/" in page.url


def test_sentence_under_the_chart_follows_the_filters(reader):
    page = reader.open("/")
    before = page.inner_text("#board-status .panel-sentence")
    reader.choose("filter-status", "off")
    assert page.inner_text("#board-status .panel-sentence") != before
