"""``python -m dashboard`` gathers and compresses what the browser loads, once, before the board is served."""

import os
import sys
import time
from http import HTTPStatus
from typing import Any

from rich.console import Console

from dashboard import static
from dashboard.app import create_app
from dashboard.services import Services
from dashboard.settings import ROOT, Settings
from data.store import Store


def main() -> int:
    """Gathers the static files of the application.

    Returns:
        0 if they were written, 1 with the reason on the error stream if not.
    """
    settings = Settings.from_environment(os.environ)
    app = create_app(Services(store=Store(settings.data_build), settings=settings))
    client = app.server.test_client()
    seen: list[dict[str, Any]] = []
    interpolate = app.interpolate_index
    app.interpolate_index = lambda **parts: seen.append(parts) or interpolate(**parts)
    response = client.get("/")
    if not seen:
        print(f"The board answers {response.status}. Build its data first: python -m data build", file=sys.stderr)
        return 1

    def fetch(address: str) -> bytes:
        response = client.get(address)
        if response.status_code != HTTPStatus.OK:
            raise static.StaticError(f"{address} answers {response.status}. Reinstall the packages: make clean run.")
        return response.data

    started = time.perf_counter()
    console = Console()
    try:
        with console.status("Compressing scripts and styles ..."):
            bundle = static.gather(seen[0], fetch=fetch, assets=ROOT / "assets", to=settings.static_build)
    except static.StaticError as problem:
        print(problem, file=sys.stderr)
        return 1
    for address in (bundle.script, bundle.style, bundle.plotly):
        size = (settings.static_build / f"{address[1:]}.br").stat().st_size
        console.print(f"{size / 1024:6.0f} KB  {address}", highlight=False, soft_wrap=True)
    console.print(f"Compressed in {time.perf_counter() - started:.0f} s.", highlight=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
