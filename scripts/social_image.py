"""Makes the picture that messages show of a link to the board: `python -m scripts.social_image`."""

import shutil
import sys

from playwright.sync_api import sync_playwright

from components.theme import SIZES, colour
from dashboard.settings import ROOT

FILE = ROOT / "assets" / "social.png"
SIZE = {"width": 1200, "height": 630}

BARS = (("met", 12, "▲"), ("near", 5, "◆"), ("off", 7, "■"))
"""Colour, width and mark of the bar's parts; they stand for no figures."""


def drawing() -> str:
    """Returns the picture as a page."""
    bars = "".join(
        f'<i style="flex:{share};background:{colour(name)};color:{colour("surface")}">{mark}</i>'
        for name, share, mark in BARS
    )
    return f"""<style>
      body {{ margin: 0; height: 630px; background: {colour("header")}; color: {colour("header-ink")};
        font-family: {SIZES["font"]}; display: flex; flex-direction: column;
        justify-content: center; padding: 0 90px; }}
      h1 {{ font-size: 92px; line-height: 1.05; margin: 0 0 28px; }}
      p {{ font-size: 42px; margin: 0 0 64px; max-width: 920px; }}
      div {{ display: flex; gap: 6px; }}
      i {{ font-style: normal; font-size: 44px; line-height: 96px; text-align: center; }}
      hr {{ border: 0; height: 12px; width: 130px; background: {colour("focus")}; margin: 0 0 36px; }}
    </style>
    <hr><h1>Council plan board</h1><p>What was promised, how it is going, and what to ask.</p><div>{bars}</div>"""


def main() -> int:
    """Writes the picture; returns 0, or 1 where there is no browser."""
    program = shutil.which("chromium")
    if program is None:
        print("There is no chromium here. Install it: scripts/install chromium", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--headless=new", "--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        page.set_content(drawing())
        page.screenshot(path=FILE)
        browser.close()
    print(f"{FILE.stat().st_size / 1024:.0f} KB  {FILE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
