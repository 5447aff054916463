"""The board as a web server runs it: ``gunicorn dashboard.wsgi:server -c gunicorn.conf.py``."""

import gc
import logging
import os
import sys

from gunicorn.arbiter import Arbiter

from dashboard import site
from dashboard.app import create_app
from dashboard.delivery import deliver
from dashboard.services import Services
from dashboard.settings import Settings
from data.errors import DataError
from data.store import Store

settings = Settings.from_environment(os.environ)
logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
store = Store(settings.data_build, memory_limit=settings.memory_limit, timeout_seconds=settings.query_seconds)
services = Services(store=store, settings=settings)


def version() -> str:
    """Returns what an answer holds for: the build that the pointer names, on this day."""
    return f"{store.current().build_id} {services.clock():%Y-%m-%d}"


def is_known(path: str, search: str) -> bool:
    """Returns whether a page stands at an address."""
    return site.draw(services, path, search).found


try:
    server = deliver(create_app(services), settings=settings, version=version, is_known=is_known)
except DataError as problem:
    sys.stderr.write(f"The board cannot start. {problem}\n")
    # On this code gunicorn stops; on any other it would start the same worker again, for ever.
    sys.exit(Arbiter.WORKER_BOOT_ERROR)
# What was loaded so far stays for good; the collector need not look at it again. Pages are trees without cycles, so
# looking for garbage as often as by default found none and took a sixth of the time that a page takes.
gc.freeze()
gc.set_threshold(10_000, 20, 20)
