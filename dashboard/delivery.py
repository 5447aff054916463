"""Makes a Dash application ready to be served: warm, protected, compressed and remembered."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dash import Dash
from flask_compress import Compress

from dashboard import errors, replay, security, static
from dashboard.settings import Settings

_FRAMEWORK = ("/_dash", "/_reload", "/_favicon", "/assets/", "/healthz")
_LOG = logging.getLogger(__name__)
_MEGABYTE = 1024 * 1024


def deliver(app: Dash, *, settings: Settings, version: Callable[[], str], is_known: Callable[[str, str], bool]) -> Any:
    """Puts around an application what every deployment needs.

    Args:
        app: The application, with its layout and callbacks.
        settings: Settings of the deployment.
        version: What answers hold for, such as the id of the build and the day.
        is_known: Whether a path and its query string lead to a page.

    Returns:
        A WSGI application for the server to call.
    """
    app.server.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=5, MAX_CONTENT_LENGTH=_MEGABYTE)
    errors.handle_failures(app.server, is_known=is_known, is_internal=is_internal)
    replay.mark_pure(app.server, is_pure=lambda path: not is_internal(path) or path in _PURE)
    Compress(app.server)
    bundle = static.load(settings.static_build, assets=Path(app.config.assets_folder))
    if bundle is None:
        _LOG.warning("No compressed scripts and styles for this version: pages load slowly. Run: make static")
    app.interpolate_index = _index_writer(app.interpolate_index, bundle=bundle)
    warm(app)
    secure = security.headers(app.csp_hashes(), https=settings.behind_https)
    security.protect(app.server, secure=secure)
    remembered = replay.replay(app.server, version=version, limit=settings.replay_megabytes * _MEGABYTE)
    return remembered if bundle is None else static.serve(remembered, folder=settings.static_build)


_PURE = frozenset({"/_dash-layout", "/_dash-dependencies", "/_dash-update-component"})


def is_internal(path: str) -> bool:
    """Returns whether a path belongs to the framework or the static files, and so is never a page."""
    return path.startswith(_FRAMEWORK)


def warm(app: Dash) -> None:
    """Does the work of the first request now.

    Dash 4.4.1 calls itself set up before it is (plotly/dash issue 3971), so that the first requests, which a browser
    sends together, could fail; and only after it are all inline scripts known that the content policy has to allow.
    """
    with app.server.test_request_context("/"):
        app.server.preprocess_request()


def _index_writer(interpolate: Callable[..., str], *, bundle: static.Bundle | None) -> Callable[..., str]:
    return lambda **parts: interpolate(**static.compose(parts, bundle=bundle))
