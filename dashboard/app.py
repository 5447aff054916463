"""The Dash application: the only place that makes a Dash."""

from html import escape
from pathlib import Path
from typing import Any

import flask
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update
from dash._utils import to_json
from dash.development.base_component import Component

from components import theme
from dashboard import downloads, errors, site
from dashboard.diff import diff
from dashboard.filters import PARAMETERS, filter_id
from dashboard.prerender import html as as_html
from dashboard.services import Services

ROOT = Path(__file__).resolve().parent.parent
FILTER_IDS = frozenset(map(filter_id, PARAMETERS))


def _layout(services: Services, path: str, search: str) -> html.Div:
    """The first view, drawn whole, so that no callback runs when a page is opened."""
    drawn = site.draw(services, path, search)
    return html.Div(
        [
            dcc.Store(id="wanted", data=[path, search]),
            dcc.Store(id="shown", data=[path, search]),
            dcc.Store(id="change"),
            html.Div(id="announced", className="visually-hidden", role="status"),
            drawn.sent,
        ]
    )


def change(services: Services, *, path: str, search: str, shown: list[str]) -> dict[str, Any]:
    """Returns what turns the address on show into another one.

    Returns:
        ``from`` and ``to``, each path and search; ``title`` of the new page; ``words`` that tell of the change to those
        who do not see it; ``updates``: properties by component id. The values of filter controls are not among them:
        the browser keeps those in step with its address, which may have moved on while this was under way.
    """
    before, after = site.draw(services, *shown), site.draw(services, path, search)
    updates = diff(before.sent, after.sent)
    if updates is None:
        updates = {"page": {"children": after.sent.children}}
    for name in FILTER_IDS & updates.keys():
        updates[name].pop("value", None)
    updates = {name: properties for name, properties in updates.items() if properties}
    words = after.title if shown[0] != path else _summary(after.body) or after.title
    return {"from": shown, "to": [path, search], "title": after.title, "words": words, "updates": updates}


def _summary(body: Component) -> str | None:
    """The sentence that says what the filters leave, if the page has one."""
    found = next((each for each in body._traverse() if getattr(each, "id", None) == "summary"), None)
    return None if found is None else str(found.children)


def _register(app: Dash, services: Services) -> None:
    @app.callback(
        Output("change", "data"),
        Input("wanted", "data"),
        State("shown", "data"),
        prevent_initial_call=True,
    )
    def show(wanted: list[str], shown: list[str]) -> Any:
        path, search = wanted
        return no_update if wanted == shown else change(services, path=path, search=search, shown=shown)

    app.clientside_callback(
        ClientsideFunction("board", "apply"),
        Output("shown", "data"),
        Output("announced", "children"),
        Input("change", "data"),
        State("shown", "data"),
        prevent_initial_call=True,
    )


def _address() -> tuple[str, str]:
    if not flask.has_request_context():
        return "/", ""
    request = flask.request
    if request.path.startswith("/_dash"):
        return "/", ""
    return request.path, "?" + request.query_string.decode() if request.query_string else ""


class _Board(Dash):
    """Dash with the first view inside the page itself.

    As HTML to read, and as JSON so that the renderer need not fetch it.
    """

    def __init__(self, services: Services, **settings: Any) -> None:
        super().__init__("dashboard", **settings)
        self._services = services

    def interpolate_index(self, **parts: Any) -> str:
        path, search = _address()
        drawn = site.draw(self._services, path, search)
        layout = self.layout() if callable(self.layout) else self.layout
        first = to_json({"_dash-layout": layout, "_dash-dependencies": self._callback_list}).replace("</", "<\\/")
        parts["title"] = escape(f"{drawn.title} - Council plan board")
        parts["app_entry"] = f'<div id="react-entry-point">{as_html(drawn.body)}</div>'
        parts["config"] = f'<script id="first-view" type="application/json">{first}</script>{parts["config"]}'
        return str(super().interpolate_index(**parts))


DESCRIPTION = (
    "How a council stands against its plan, quarter by quarter: each measure with its target, what officers say "
    "of every action, the money, and what is worth asking."
)
"""What a search engine or a message shows of a page."""

# A page is painted when all of it is there: columns of a table that is still coming in move with every row.
INDEX = """<!DOCTYPE html>
<html lang="en-GB">
<head>
{%metas%}
<title>{%title%}</title>
<meta name="description" content="DESCRIPTION">
<meta name="theme-color" content="THEME_COLOUR">
<meta property="og:type" content="website">
<meta property="og:locale" content="en_GB">
<meta property="og:title" content="{%title%}">
<meta property="og:description" content="DESCRIPTION">
<meta property="og:image" content="PUBLIC_ADDRESS/assets/social.png">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta property="og:image:alt" content="Council plan board: what was promised, how it is going, and what to ask">
<meta name="twitter:card" content="summary_large_image">
<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
{%favicon%}
{%css%}
<link rel="expect" href="#page" blocking="render">
</head>
<body>
{%app_entry%}
<footer hidden>{%config%}{%scripts%}{%renderer%}</footer>
</body>
</html>""".replace("DESCRIPTION", DESCRIPTION).replace("THEME_COLOUR", theme.colour("header"))


def create_app(services: Services) -> Dash:
    """Builds the application; safe to call again in the same process, with other services."""
    app = _Board(
        services,
        assets_folder=str(ROOT / "assets"),
        assets_ignore=r"^plotly-",
        index_string=INDEX.replace("PUBLIC_ADDRESS", escape(services.settings.public_address)),
        title="Council plan board",
        update_title="",
        suppress_callback_exceptions=True,
        health_endpoint="healthz",
        on_error=errors.on_error,
    )
    app.layout = lambda: _layout(services, *_address())
    _register(app, services)
    downloads.register(app.server, services)
    return app
