"""The Dash application: the only place that makes a Dash."""

from pathlib import Path
from typing import Any

import flask
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update
from dash._utils import to_json

from dashboard import site
from dashboard.diff import diff
from dashboard.filters import PARAMETERS, filter_id
from dashboard.prerender import html as as_html
from dashboard.services import Services

ROOT = Path(__file__).resolve().parent.parent
FILTER_IDS = frozenset(map(filter_id, PARAMETERS))


def _layout(services: Services, path: str, search: str, *, origin: str) -> html.Div:
    """The first view, drawn whole, so that no callback runs when a page is opened.

    dcc.Location asks for nothing when it already holds the address that the browser is at.
    """
    drawn = site.draw(services, path, search)
    return html.Div(
        [
            dcc.Location(
                id="url", refresh="callback-nav", pathname=path, search=search, hash="", href=origin + path + search
            ),
            dcc.Store(id="shown", data=[path, search]),
            dcc.Store(id="change"),
            dcc.Store(id="again", data=0),
            html.Div(id="announced", className="visually-hidden", role="status"),
            drawn.body,
        ]
    )


def change(services: Services, *, path: str, search: str, shown: list[str]) -> dict[str, Any]:
    """Returns what turns the address on show into another one.

    Returns:
        ``from`` and ``to``, each path and search; ``title`` of the new page; ``updates``: properties by component id.
        The values of filter controls are not among them: the browser keeps those in step with its address, which may
        have moved on while this was under way.
    """
    before, after = site.draw(services, *shown), site.draw(services, path, search)
    updates = diff(before.body, after.body)
    if updates is None:
        updates = {"page": {"children": after.body.children}}
    for name in FILTER_IDS & updates.keys():
        updates[name].pop("value", None)
    return {"from": shown, "to": [path, search], "title": after.title, "updates": updates}


def _register(app: Dash, services: Services) -> None:
    @app.callback(
        Output("change", "data"),
        Input("url", "pathname"),
        Input("url", "search"),
        Input("again", "data"),
        State("shown", "data"),
        prevent_initial_call=True,
    )
    def show(path: str, search: str | None, _again: int, shown: list[str]) -> Any:
        if [path, search or ""] == shown:
            return no_update
        return change(services, path=path, search=search or "", shown=shown)

    app.clientside_callback(
        ClientsideFunction("board", "search"),
        Output("url", "search"),
        [Input(filter_id(name), "value", allow_optional=True) for name in PARAMETERS],
        State("url", "search"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("board", "apply"),
        Output("shown", "data"),
        Output("again", "data"),
        Output("announced", "children"),
        Input("change", "data"),
        State("shown", "data"),
        State("again", "data"),
        prevent_initial_call=True,
    )


def _address() -> tuple[str, str, str]:
    if not flask.has_request_context():
        return "/", "", ""
    request = flask.request
    search = "?" + request.query_string.decode() if request.query_string else ""
    path = "/" if request.path.startswith("/_dash") else request.path
    return path, "" if path != request.path else search, request.host_url.rstrip("/")


class _Board(Dash):
    """Dash with the first view inside the page itself: as HTML to read, and as JSON so that the renderer need not fetch it."""

    def __init__(self, services: Services, **settings: Any) -> None:
        super().__init__("dashboard", **settings)
        self._services = services

    def interpolate_index(self, **parts: Any) -> str:
        path, search, _ = _address()
        drawn = site.draw(self._services, path, search)
        layout = self.layout() if callable(self.layout) else self.layout
        first = to_json({"_dash-layout": layout, "_dash-dependencies": self._callback_list}).replace("</", "<\\/")
        parts["title"] = f"{drawn.title} - Council plan board"
        parts["app_entry"] = f'<div id="react-entry-point">{as_html(drawn.body)}</div>'
        parts["config"] = f'<script id="first-view" type="application/json">{first}</script>{parts["config"]}'
        return str(super().interpolate_index(**parts))


INDEX = """<!DOCTYPE html>
<html lang="en-GB">
<head>
{%metas%}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{%title%}</title>
{%favicon%}
{%css%}
</head>
<body>
{%app_entry%}
<footer hidden>{%config%}{%scripts%}{%renderer%}</footer>
</body>
</html>"""


def create_app(services: Services) -> Dash:
    """Builds the application; safe to call again in the same process, with other services."""
    app = _Board(
        services,
        assets_folder=str(ROOT / "assets"),
        assets_ignore=r"^plotly-",
        index_string=INDEX,
        title="Council plan board",
        update_title="",
        suppress_callback_exceptions=True,
        health_endpoint="healthz",
    )
    app.layout = lambda: _layout(services, *_address()[:2], origin=_address()[2])
    _register(app, services)
    return app
