"""Turns a failure into calm words with a reference, and writes the whole story under that reference in the log."""

import logging
from collections.abc import Callable
from html import escape
from secrets import token_hex

from dash import set_props
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from dashboard.replay import answer_once

NOTICE_ID = "page-notice"
_LOG = logging.getLogger(__name__)

_WORDS = {
    400: ("This request cannot be read", "Check the address, or start again from the performance board."),
    404: ("Page not found", "Check the address. The page may have been renamed or retired."),
    405: ("This cannot be done here", "Start again from the performance board."),
    413: ("This request is too large", "Choose fewer things and try again."),
    500: ("Something went wrong", "The figures are safe and nothing was changed. Try again in a minute."),
    503: ("The board is not ready", "Its figures are being built. Try again in a minute."),
}


def new_reference() -> str:
    """Makes the short reference that ties what a person sees to a line of the log: eight hexadecimal digits."""
    return token_hex(4)


def on_error(error: Exception) -> None:
    """Handles a callback that failed: logs it and shows a notice; the page keeps what it showed before.

    Pass it to ``Dash(on_error=...)``; the layout holds an element with id ``NOTICE_ID``.
    """
    reference = new_reference()
    answer_once()
    _LOG.error("callback failed, reference %s", reference, exc_info=error)
    set_props(NOTICE_ID, {"children": notice(reference)})


def notice(reference: str) -> str:
    """Words the notice for a failed update.

    Returns:
        Two sentences and the reference.
    """
    return (
        "This part of the page could not be updated. What you see is as it was before. "
        f"Try again, or report reference {reference}."
    )


def handle_failures(server: Flask, *, is_known: Callable[[str, str], bool], is_internal: Callable[[str], bool]) -> None:
    """Makes a server answer failures and unknown addresses truthfully.

    Every failure becomes a readable page of our own words. An address that no page knows is answered with the same
    index page, whose own words say so, but with HTTP status 404.

    Args:
        server: the server that Dash uses.
        is_known: whether a path such as ``/measures/four-week-quit`` leads to a page with a query string such as
            ``?status=off``, or "".
        is_internal: whether a path belongs to the framework or the static files, and so is never a page.
    """

    @server.errorhandler(HTTPException)
    def explain(error: HTTPException) -> Response:
        code = error.code or 500
        return _page(code, reference="") if error.response is None else error.response  # type: ignore[return-value]

    @server.errorhandler(Exception)
    def apologise(error: Exception) -> Response:
        reference = new_reference()
        _LOG.error("%s %s failed, reference %s", request.method, request.path, reference, exc_info=error)
        return _page(500, reference=reference)

    @server.after_request
    def tell_the_truth(response: Response) -> Response:
        # Dash's catch-all route answers 200 for any address.
        is_page = request.method in {"GET", "HEAD"} and response.status_code == 200 and response.mimetype == "text/html"
        search = f"?{request.query_string.decode(errors='replace')}" if request.query_string else ""
        if is_page and not is_internal(request.path) and not is_known(request.path, search):
            response.status_code = 404
        return response


def _page(code: int, *, reference: str) -> Response:
    heading, advice = _WORDS.get(code, _WORDS[500])
    report = f"<p>Report reference <strong>{escape(reference)}</strong>.</p>" if reference else ""
    body = _PAGE.format(heading=escape(heading), advice=escape(advice), report=report)
    return Response(body, status=code, content_type="text/html; charset=utf-8")


# These sheets stand on their own, so that the page looks like the board's even where nothing was gathered.
_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading}</title>
<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/10-tokens.css">
<link rel="stylesheet" href="/assets/20-base.css">
<link rel="stylesheet" href="/assets/38-help.css">
</head>
<body class="failure">
<main>
<h1>{heading}</h1>
<p>{advice}</p>
{report}
<p><a href="/">Go to the performance board</a></p>
</main>
</body>
</html>
"""
