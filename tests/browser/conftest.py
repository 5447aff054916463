"""The board as it is served, opened in Chromium: with selenium as Dash's own tests do, and with Playwright."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from selenium.webdriver.chrome.options import Options

from dashboard.app import ROOT
from dashboard.services import Services
from tests.fixtures.ports import free_port
from tests.fixtures.whole_board import whole_services

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Selenium clicks where an element was before the page had scrolled to it.
    "--force-prefers-reduced-motion",
)

ALLOWED = (
    # Seen only without the gathered files of `make static`, on pages without a chart.
    "was preloaded using link preload",
)
"""Words of complaints that every test puts up with."""

LONGEST_START = 60

SETTLED = """() => window.store?.getState().appLifecycle === "HYDRATED"
  && !("boardBusy" in document.documentElement.dataset)
  && [...document.querySelectorAll(".plot")].every((plot) => plot.querySelector(".main-svg"))"""
# Everything that moves without having been touched, added up.
SHIFTS = """window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
}).observe({type: "layout-shift", buffered: true});"""
GUIDE_READ = "localStorage.setItem('board-guide-read', '1')"
# What follows a change in the next frames.
NEXT_FRAMES = (
    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 20))))"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every test of this folder, so that `-m "not browser"` leaves them out."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_setup_options() -> Options:
    """Tells Dash's fixtures how to start Chromium."""
    options = Options()
    options.binary_location = CHROMIUM
    for argument in (*ARGUMENTS, "--window-size=1400,900", f"--user-data-dir={tempfile.mkdtemp()}"):
        options.add_argument(argument)
    return options


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """What pages may use, with the repository's own plan and figures."""
    return whole_services(tmp_path_factory.mktemp("whole-build"))


@pytest.fixture(scope="session")
def server(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the board as gunicorn serves it."""
    port = free_port()
    environment = os.environ | {"PORT": str(port), "DATA_BUILD": str(services.settings.data_build)}
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with log.open("wb") as stream:
        command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=stream, stderr=stream)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"The board did not start:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture
def board(dash_duo, server):
    """Dash's own browser fixture, at the board as it is served."""
    dash_duo.server_url = server
    return dash_duo


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests; each reader gets a profile of their own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


class Reader:
    """One person with a browser: a profile of their own, and a record of what the browser did.

    Attributes:
        page: The window.
        allowed: Words of complaints that the test itself brings about.
        complaints: Warnings and errors of the console.
        questions: What was asked of Dash after the page had come.
        hosts: Every host that was asked for anything.
    """

    def __init__(self, browser: Browser, *, address: str, **context: object) -> None:
        """Opens an empty window."""
        self.address = address
        self.allowed: list[str] = []
        self.complaints: list[str] = []
        self.questions: list[str] = []
        self.hosts: set[str] = set()
        self._context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}} | context)
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def _on_request(self, request) -> None:
        if request.url.startswith(("http:", "https:")):
            self.hosts.add(request.url.split("/")[2])
        if "/_dash" in request.url and request.resource_type in {"fetch", "xhr"}:
            self.questions.append(request.url.split("/", 3)[3])

    def open(self, path: str) -> Page:
        """Opens an address of the board and waits until every chart on it is drawn."""
        self.page.goto(self.address + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Waits until nothing is asked of the server any more and every chart is drawn."""
        for _ in range(2):
            self.page.wait_for_function(SETTLED)
            self.page.evaluate(NEXT_FRAMES)

    def choose(self, control: str, value: str) -> None:
        """Sets a filter as a reader does and waits for what follows."""
        self.page.select_option(f"#{control}", value)
        self.settle()

    @property
    def unexpected(self) -> list[str]:
        """What the browser complained about and no test brought about."""
        return [each for each in self.complaints if not any(words in each for words in (*ALLOWED, *self.allowed))]

    def close(self) -> None:
        """Closes the window."""
        self._context.close()


@pytest.fixture
def reader_of(chromium: Browser, server: str):
    """Opens a browser window for a reader, as often as asked; fails if any of them had something to complain about."""
    readers: list[Reader] = []

    def start(**context: object) -> Reader:
        readers.append(Reader(chromium, address=server, **context))
        return readers[-1]

    yield start
    unexpected = [complaint for each in readers for complaint in each.unexpected]
    for each in readers:
        each.close()
    assert unexpected == []


@pytest.fixture
def reader(reader_of) -> Reader:
    """A reader at a desk."""
    return reader_of()


@pytest.fixture(scope="module")
def shared(chromium: Browser, server: str):
    """Gives a reader who knows the board and has opened an address: the same one to all tests of a file that ask.

    Opening a page costs more than what most tests look at. Who uses it leaves the page as it was.
    """
    readers: dict[tuple[str, str], Reader] = {}

    def at(path: str, **context: object) -> Reader:
        key = (path, repr(context))
        if key not in readers:
            readers[key] = Reader(chromium, address=server, **context)
            readers[key].page.add_init_script(GUIDE_READ)
            readers[key].page.add_init_script(SHIFTS)
            readers[key].open(path)
        return readers[key]

    yield at
    unexpected = [complaint for each in readers.values() for complaint in each.unexpected]
    for each in readers.values():
        each.close()
    assert unexpected == []
