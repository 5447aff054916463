"""Forms that write an address by themselves: they need no script and keep edition, time and area."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.view import View


@dataclass(frozen=True, kw_only=True)
class Field:
    """One box to fill in.

    Attributes:
        name: Parameter of the address.
        label: What is asked for.
        kind: search or date.
        value: What it holds at first.
        hint: What can be written, shown below the label; None for nothing.
    """

    name: str
    label: str
    kind: str
    value: str | None = None
    hint: str | None = None


def address_form(view: View, path: str, fields: Sequence[Field], *, submit: str, form_id: str) -> Component:
    """Returns a form that leads to ``path`` with what was filled in and what goes along to every page."""
    asked = {field.name for field in fields}
    kept = [(name, value) for name, value in parse_qsl(urlsplit(view.link(path)).query) if name not in asked]
    hidden = [dbc.Input(type="hidden", name=name, value=value, id=f"{form_id}-kept-{name}") for name, value in kept]
    return html.Form(
        [
            *hidden,
            *(_box(field, form_id=form_id) for field in fields),
            html.Button(submit, type="submit", className="address-submit"),
        ],
        action=path,
        method="get",
        id=form_id,
        className="address-form",
        role="search" if any(field.kind == "search" for field in fields) else None,
    )


def _box(field: Field, *, form_id: str) -> Component:
    name = f"{form_id}-{field.name.replace('_', '-')}"
    hint = [html.Span(field.hint, className="minor")] if field.hint else []
    return html.Div(
        [
            html.Label([field.label, *hint], htmlFor=name),
            dbc.Input(id=name, name=field.name, type=field.kind, value=field.value or "", autocomplete="off"),
        ],
        className="address-field",
    )
