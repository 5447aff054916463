"""Makes the pictures of docs/screenshots from the board as it stands: `make screenshots`."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.error import URLError

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.settings import ROOT

FOLDER = ROOT / "docs" / "screenshots"
DESKTOP, PHONE = (1400, 900), (390, 844)
LONGEST_START = 60
BROWSER_ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu"]
# A chart is drawn when its plot has a size; one that is below the fold is drawn all the same.
DRAWN = """() => [...document.querySelectorAll(".plot")].every((plot) => plot.querySelector(".main-svg"))
  && document.fonts.status === "loaded" """


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One picture.

    Attributes:
        name: Name of its file.
        address: Path and query string.
        size: Width and height in pixels.
        dark: Whether the reader's system is set to dark.
        above: Id of a block that is scrolled to the top; None for the top of the page.
    """

    name: str
    address: str
    size: tuple[int, int] = DESKTOP
    dark: bool = False
    above: str | None = None


PICTURES = (
    Picture(name="board", address="/"),
    Picture(name="board-dark", address="/", dark=True),
    Picture(name="board-phone", address="/", size=PHONE),
    Picture(name="initiatives", address="/initiatives"),
    Picture(name="action", address="/actions/foster-carers"),
    Picture(name="measure", address="/measures/four-week-quit"),
    Picture(name="budget", address="/budget"),
)


def main() -> int:
    """Makes every picture and prints its size; returns 0."""
    program = shutil.which("chromium")
    if program is None:
        print("There is no chromium here. Install it: scripts/install chromium", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=BROWSER_ARGUMENTS)
        for picture in PICTURES:
            take(browser, picture, address=address)
            path = FOLDER / f"{picture.name}.png"
            print(f"{path.stat().st_size / 1024:5.0f} KB  {path.relative_to(ROOT)}")
        browser.close()
    return 0


def take(browser: Browser, picture: Picture, *, address: str) -> None:
    """Opens a page as a new reader does and writes what is on the screen to docs/screenshots."""
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.dark else "light",
        locale="en-GB",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address + picture.address)
    page.wait_for_function(DRAWN)
    if picture.above:
        page.locator(f"#{picture.above}").evaluate("block => block.scrollIntoView()")
    _settle(page)
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    context.close()


def _settle(page: Page) -> None:
    """Waits until the page looks the same twice."""
    before = b""
    while (now := page.screenshot()) != before:
        before = now
        page.wait_for_timeout(250)


@contextmanager
def served() -> Iterator[str]:
    """Serves the board on a free port and yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port), "LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as server:
        try:
            _wait_for(f"{address}/healthz", server=server)
            yield address
        finally:
            server.terminate()


def _wait_for(address: str, *, server: subprocess.Popen[bytes]) -> None:
    """Waits until an address answers.

    Raises:
        SystemExit: If the server ends first, or takes too long.
    """
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 -- an address of this file
                return
        except URLError:
            time.sleep(0.2)
    sys.exit("The board did not start; its own message stands above.")


if __name__ == "__main__":
    sys.exit(main())
