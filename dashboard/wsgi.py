"""The board as a web server runs it: ``gunicorn dashboard.wsgi:server -c gunicorn.conf.py``."""

import gc
import logging
import os

from dashboard import site
from dashboard.app import create_app
from dashboard.delivery import deliver
from dashboard.services import Services
from dashboard.settings import Settings
from data.store import Store

settings = Settings.from_environment(os.environ)
logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
services = Services(store=Store(settings.data_build), settings=settings)


def version() -> str:
    """Returns what an answer holds for: the build that the pointer names, on this day."""
    return f"{services.store.current().build_id} {services.clock():%Y-%m-%d}"


def is_known(path: str, search: str) -> bool:
    """Returns whether a page stands at an address."""
    return site.draw(services, path, search).found


server = deliver(create_app(services), settings=settings, version=version, is_known=is_known)
# What was loaded so far stays for good; the collector need not look at it again.
gc.freeze()
