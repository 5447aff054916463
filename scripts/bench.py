"""Measures the board against a bare page, on the same machine in the same run, over a set of five million observations.

The figures of one machine mean little by themselves, so each is printed beside the bare page's, with the ratio; and
beside what a good rival took in the same ratio.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table
from whitenoise.compress import Compressor

from dashboard import static
from dashboard.settings import ROOT
from data.ingest.build import code_version

BOARD, FLOOR = "http://127.0.0.1:8126", "http://127.0.0.1:8127"
MEASURE, OTHER = "four-week-quit", "residents-satisfied"
PARTS = ("pages", "changes", "load")
BROWSER_ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
# Marks the moment the first chart stands, and the moment any chart was drawn again.
WATCH = """(() => {
  const drawn = () => document.querySelector(".js-plotly-plot .main-svg .trace");
  const bind = () => document.querySelectorAll(".js-plotly-plot").forEach((plot) => {
    if (!plot.on || plot.benched) return;
    plot.benched = true;
    plot.on("plotly_afterplot", () => { window.benchAgain = performance.now(); });
  });
  const observer = new MutationObserver(() => {
    if (!window.benchFirst && drawn()) window.benchFirst = performance.now();
    bind();
  });
  observer.observe(document, {childList: true, subtree: true});
})()"""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the result: what was measured, in which unit, and the rival's and its floor's figures to beat."""

    name: str
    unit: str
    board: float
    floor: float
    rival: float | None = None
    rival_floor: float | None = None
    more_is_better: bool = False

    @property
    def rivals_ratio(self) -> float | None:
        """How the rival stands to its own floor; None where it was not measured."""
        return self.rival / self.rival_floor if self.rival and self.rival_floor else None

    @property
    def verdict(self) -> str:
        """Whether the board stands better to its floor than the rival to its own; empty where there is no telling."""
        ours, theirs = self.board / self.floor, self.rivals_ratio
        if theirs is None:
            return ""
        return "ahead" if (ours >= theirs if self.more_is_better else ours <= theirs) else "falls short"


def main() -> int:
    """Builds the set, measures and prints the table; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000, help="observations (default %(default)s)")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of each measurement (default %(default)s)")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="what to measure (default: all)")
    parser.add_argument("--data", type=Path, help="folder of an existing build to use instead of the large set")
    options = parser.parse_args()
    console = Console(width=110)
    data = options.data or _large_set(ROOT / "build" / "bench", rows=options.rows, console=console)
    with ExitStack() as stack:
        board, floor = stack.enter_context(_board(data)), stack.enter_context(_floor(data))
        browser = stack.enter_context(_browser())
        parts: dict[str, Callable[[], Iterable[Line]]] = {
            "pages": lambda: _pages(browser, rounds=options.rounds, console=console),
            "changes": lambda: _changes(browser, rounds=options.rounds, console=console),
            "load": lambda: _load(board, floor, data=data, question=_question(browser), console=console),
        }
        lines = [line for name in PARTS if name in options.only for line in parts[name]()]
    console.print(_table(lines))
    return 0


def _large_set(folder: Path, *, rows: int, console: Console) -> Path:
    built = folder / f"build-{rows}"
    marker = built / "code-version"
    if not marker.exists() or marker.read_text(encoding="utf-8") != code_version():
        console.print(f"Writing and building {rows:,} observations ...")
        shutil.rmtree(built, ignore_errors=True)
        csv = folder / f"csv-{rows}"
        subprocess.run([sys.executable, "-m", "scripts.bigset", "--rows", str(rows), "--to", str(csv)], check=True)
        subprocess.run([sys.executable, "-m", "data", "build", "--from", str(csv), "--to", str(built)], check=True)
        shutil.rmtree(csv)
        marker.write_text(code_version(), encoding="utf-8")
    return built


@contextmanager
def _served(command: list[str], *, address: str, **variables: str) -> Iterator[psutil.Process]:
    environment = os.environ | variables
    log = ROOT / "build" / f"bench-{address.rpartition(':')[2]}.log"
    with log.open("wb") as stream:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=stream, stderr=stream)
        try:
            _wait_for(address, server)
            yield psutil.Process(server.pid)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit(f"The server for {address} ended with code {server.returncode}; see build/bench-*.log.")
        try:
            urllib.request.urlopen(address, timeout=60).read()  # noqa: S310 -- an address of this file
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"Nothing answers at {address}.")


def _board(data: Path) -> Any:
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"]
    port = BOARD.rpartition(":")[2]
    return _served(
        command, address=BOARD, PORT=port, DATA_BUILD=str(data), MALLOC_ARENA_MAX="2", MALLOC_TRIM_THRESHOLD_="131072"
    )


def _floor(data: Path) -> Any:
    folder = ROOT / "build" / "floor"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / static.PLOTLY, folder / "plotly.js")
    Compressor(quiet=True).compress(str(folder / "plotly.js"))
    host = FLOOR.removeprefix("http://")
    command = [sys.executable, "-m", "gunicorn", "-c", "/dev/null", "--no-control-socket", "-b", host]
    command += ["-k", "gthread", "--workers", "2", "--threads", "4", "--keep-alive", "30", "scripts.floor:server"]
    return _served(command, address=FLOOR, FLOOR_FOLDER=str(folder), FLOOR_DATABASE=str(_database(data)))


def _database(data: Path) -> Path:
    return data / json.loads((data / "current.json").read_text(encoding="utf-8"))["file"]


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


def _mark(page: Page, name: str, *, after: float = 0) -> float:
    for _ in range(3000):
        try:
            moment = page.evaluate(f"() => window.{name} || 0")
        except Exception:  # noqa: BLE001 -- the page may be changing under the question
            moment = 0
        if moment > after:
            return float(moment)
        time.sleep(0.01)
    raise SystemExit(f"No chart was drawn at {page.url}.")


def _open(browser: Browser, address: str, *, slow: bool) -> tuple[float, float, float]:
    """Opens an address with nothing cached, then again; gives both times to the first chart (ms) and the KB sent."""
    with browser.new_context(viewport={"width": 1400, "height": 900}) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        sent = [0.0]
        session.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
        if slow:
            speed = {"latency": 30, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
            session.send("Network.emulateNetworkConditions", {"offline": False} | speed)
            session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.add_init_script(WATCH)
        page.goto(address, wait_until="commit")
        first = _mark(page, "benchFirst")
        page.wait_for_timeout(500)
        kilobytes = sum(sent) / 1024
        page.reload(wait_until="commit")
        again = _mark(page, "benchFirst")
        return first, again, kilobytes


def _pages(browser: Browser, *, rounds: int, console: Console) -> Iterator[Line]:
    """Times the first page and its reload, in turns, so that a busy moment falls on both."""
    for slow in (False, True):
        seen: dict[str, list[tuple[float, float, float]]] = {BOARD: [], FLOOR: []}
        for number in range(rounds + 1):
            console.print(f"Pages{' on a slow machine' if slow else ''}: round {number} of {rounds}", highlight=False)
            for address, path in ((BOARD, f"/measures/{MEASURE}"), (FLOOR, "/")):
                taken = _open(browser, address + path, slow=slow)
                seen[address] += [taken] if number else []
        (board, board_again, size), (floor, floor_again, floor_size) = (
            [statistics.median(column) for column in zip(*seen[address], strict=True)] for address in (BOARD, FLOOR)
        )
        if slow:
            yield Line(
                name="... 10 Mbit/s, 4x slower", unit="ms", board=board, floor=floor, rival=5070, rival_floor=1460
            )
        else:
            yield Line(name="First page to chart", unit="ms", board=board, floor=floor, rival=1100, rival_floor=380)
            yield Line(name="First page", unit="KB", board=size, floor=floor_size, rival=2980, rival_floor=490)
            yield Line(name="Reload", unit="ms", board=board_again, floor=floor_again, rival=283, rival_floor=67)


def _changes(browser: Browser, *, rounds: int, console: Console) -> Iterator[Line]:
    """Times what a reader does on an open page, to the chart drawn again."""
    console.print("Filter, measure and page changes", highlight=False)
    with browser.new_context(viewport={"width": 1400, "height": 900}) as context:
        page, bare = context.new_page(), context.new_page()
        for each, address in ((page, f"{BOARD}/measures/{MEASURE}"), (bare, FLOOR)):
            each.add_init_script(WATCH)
            each.goto(address, wait_until="commit")
            _mark(each, "benchFirst")
            each.wait_for_timeout(500)
        measures = _values(bare, "#measure")[1 : rounds + 2]
        floor = _median(bare, [lambda value=value: _choose(bare, "#measure", value) for value in measures])
        quarters = _median(page, _choices(page, "#filter-end", rounds=rounds))
        moves = [lambda number=number: _visit(bare, f"{FLOOR}/?{number}") for number in range(rounds + 1)]
        floor_pages = statistics.median([move() for move in moves])
        # Both end where they began, on the page that the next one leaves first.
        new = _median(page, _turns(page, f"/measures/{OTHER}", f"/measures/{MEASURE}", rounds=rounds))
        pages = _median(page, _turns(page, f"/measures/{OTHER}", "/", rounds=rounds))
        priorities = _choices(page, "#filter-priority", rounds=rounds)
        outcomes = _choices(page, "#filter-outcome", rounds=rounds)
        filters = _median(page, [*priorities, lambda: _choose(page, "#filter-priority", ""), *outcomes])
    yield Line(name="Filter to redrawn chart", unit="ms", board=filters, floor=floor, rival=71, rival_floor=21)
    yield Line(name="... to a quarter never shown", unit="ms", board=quarters, floor=floor)
    yield Line(name="New measure", unit="ms", board=new, floor=floor, rival=108, rival_floor=32)
    yield Line(name="Page change", unit="ms", board=pages, floor=floor_pages, rival=150, rival_floor=55)


def _choices(page: Page, selector: str, *, rounds: int) -> list[Callable[[], float]]:
    # Each is asked for the first time: nothing of the answer is known yet.
    return [lambda value=value: _choose(page, selector, value) for value in _values(page, selector)[: rounds + 1]]


def _turns(page: Page, there: str, back: str, *, rounds: int) -> list[Callable[[], float]]:
    return [lambda path=path: _go(page, path) for path in [there, back] * ((rounds + 1) // 2)]


def _values(page: Page, selector: str) -> list[str]:
    return [value for value in page.eval_on_selector_all(f"{selector} option", "all => all.map(o => o.value)") if value]


def _choose(page: Page, selector: str, value: str) -> float:
    script = """([selector, value]) => {
      const select = document.querySelector(selector);
      Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value").set.call(select, value);
      const now = performance.now();
      select.dispatchEvent(new Event("change", {bubbles: true}));
      return now;
    }"""
    return float(page.evaluate(script, [selector, value]))


def _go(page: Page, path: str) -> float:
    # What a link of Dash does when it is activated.
    script = """(path) => {
      const now = performance.now();
      window.history.pushState({}, "", path);
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
      return now;
    }"""
    return float(page.evaluate(script, path))


def _visit(page: Page, address: str) -> float:
    page.goto(address, wait_until="commit")
    return _mark(page, "benchFirst")


def _median(page: Page, changes: list[Callable[[], float]]) -> float:
    taken = []
    for change in changes:
        started = change()
        taken.append(_mark(page, "benchAgain", after=started) - started)
        page.wait_for_timeout(400)
    return statistics.median(taken[1:])


def _load(
    board: psutil.Process, floor: psutil.Process, *, data: Path, question: str, console: Console
) -> Iterator[Line]:
    """Times filter changes by fifty readers at once, and weighs the servers while they answer.

    A first, longer round asks everything once: what is timed is a working day, in which most questions were asked
    before. What a question costs that is asked for the first time stands under "Filter to redrawn chart".
    """
    import duckdb  # noqa: PLC0415 -- a server forked with it loaded would weigh more

    with duckdb.connect(str(_database(data)), read_only=True) as database:
        listed = database.execute(
            "SELECT DISTINCT measure_id FROM observation JOIN plan_measure USING (measure_id) ORDER BY 1 LIMIT 6"
        ).fetchall()
    measures = " ".join(row[0] for row in listed)
    quarters = "2023-24-Q1 2023-24-Q2 2023-24-Q3 2023-24-Q4"
    results: dict[str, list[tuple[float, float, float]]] = {BOARD: [], FLOOR: []}
    bodies = {
        BOARD: ("/_dash-update-component", question),
        FLOOR: ("/series", '{"measure": "@measure@"}'),
    }
    for number in range(4):
        console.print(f"Fifty readers at once: round {number} of 3", highlight=False)
        for address, server in ((BOARD, board), (FLOOR, floor)):
            path, body = bodies[address]
            rate, late = _wrk(
                address, path=path, body=body, measures=measures, quarters=quarters, seconds=5 if number else 40
            )
            results[address] += [(rate, late, _weight(server))] if number else []
    (rate, late, weight), (floor_rate, floor_late, floor_weight) = (
        [statistics.median(column) for column in zip(*results[address], strict=True)] for address in (BOARD, FLOOR)
    )
    yield Line(
        name="Memory, all server processes", unit="MiB", board=weight, floor=floor_weight, rival=239, rival_floor=224
    )
    yield Line(
        name="Filter changes, 50 at once", unit="/s", board=rate, floor=floor_rate, rival=1090, rival_floor=2120,
        more_is_better=True,
    )  # fmt: skip
    yield Line(name="... slowest 1 in 100", unit="ms", board=late, floor=floor_late, rival=88, rival_floor=52)


def _question(browser: Browser) -> str:
    """Listens to what the page asks when its quarter is changed, and leaves measure and quarters open for others."""
    asked: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        page.on("request", lambda request: asked.append(request.post_data or "") if request.method == "POST" else None)
        page.goto(f"{BOARD}/measures/{MEASURE}", wait_until="commit")
        _mark(page, "benchFirst")
        old, new = _values(page, "#filter-end")[1:3]
        for value in (old, new):
            page.wait_for_timeout(500)
            _mark(page, "benchAgain", after=_choose(page, "#filter-end", value))
    return asked[-1].replace(new, "@new@").replace(old, "@old@").replace(MEASURE, "@measure@")


def _wrk(address: str, *, path: str, body: str, measures: str, quarters: str, seconds: int) -> tuple[float, float]:
    variables = {"BENCH_PATH": path, "BENCH_BODY": body, "BENCH_MEASURES": measures, "BENCH_QUARTERS": quarters}
    command = ["wrk", "-t2", "-c50", f"-d{seconds}s", "-s", "scripts/bench.lua", address]
    told = subprocess.run(command, cwd=ROOT, env=os.environ | variables, capture_output=True, text=True, check=True)
    line = next(line for line in told.stdout.splitlines() if line.startswith("RESULT"))
    _, rate, _, late, failed = line.split()
    if int(failed):
        print(f"{failed} requests to {address} failed.")
    return float(rate), float(late)


def _weight(server: psutil.Process) -> float:
    """Weighs a server and its workers: resident memory with what they share counted once (PSS), in MiB."""
    processes = [server, *server.children(recursive=True)]
    return sum(process.memory_full_info().pss for process in processes) / 1024**2


def _table(lines: list[Line]) -> Table:
    table = Table("", "Unit", "Board", "Bare page", "Ratio", "Rival's ratio", "Rival", "Verdict")
    for line in lines:
        table.add_row(
            line.name,
            line.unit,
            f"{line.board:,.0f}",
            f"{line.floor:,.0f}",
            f"{line.board / line.floor:.2f}",
            "" if line.rivals_ratio is None else f"{line.rivals_ratio:.2f}",
            "" if line.rival is None else f"{line.rival:,.0f}",
            line.verdict,
        )
    return table


if __name__ == "__main__":
    sys.exit(main())
