"""Tables made by the server, for lists of up to a few hundred rows."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from components import formats
from components.figures.meta import Column
from components.ui.attributes import attributes

Cell = str | Component


def link(text: str, href: str | None, *, class_name: str = "") -> Cell:
    """A link inside the app, or the text alone where there is no address."""
    return dcc.Link(text, href=href, className=class_name) if href else text


def data_table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    caption: str,
    table_id: str | None = None,
    caption_hidden: bool = False,
    stacked: bool = True,
    class_name: str = "",
    empty: str = "Nothing to list.",
) -> Component:
    """A table whose first column names the row, with a key to the shorthand that occurs in it.

    Args:
        columns: Headings; numbers align right.
        rows: Cells as text or components, as many as columns.
        caption: What the table holds.
        table_id: Id of the table.
        caption_hidden: Shows the caption to screen readers only, where a heading says the same.
        stacked: Rows become cards on narrow screens; otherwise the table scrolls inside itself.
        class_name: What style sheets call tables of this kind, to give their columns a width.
        empty: Words instead of a table without rows.
    """
    if not rows:
        return html.P(empty, className="empty-words")
    key = formats.shorthand_key(cell for row in rows for cell in row if isinstance(cell, str))
    table = html.Table(
        [
            html.Caption(caption, className="visually-hidden" if caption_hidden else ""),
            html.Thead(html.Tr([html.Th(c.label, scope="col", className=_align(c)) for c in columns])),
            html.Tbody([html.Tr(_cells(columns, row)) for row in rows]),
        ],
        className=" ".join(filter(None, ("data-table", "data-table-stacked" if stacked else "", class_name))),
        **attributes(id=table_id),
    )
    children = [table, html.P(key, className="table-key")] if key else [table]
    # A scrolling area must be reachable by keyboard and have a name (WCAG 2.1.1).
    return html.Div(children, className="table-scroll", role="region", tabIndex="0", **attributes(aria_label=caption))


def _cells(columns: Sequence[Column], row: Sequence[Cell]) -> list[Component]:
    first, *rest = zip(columns, row, strict=True)
    head = html.Th(first[1], scope="row", className=_align(first[0]))
    return [
        head,
        *(html.Td(cell, className=_align(column), **attributes(data_label=column.label)) for column, cell in rest),
    ]


def _align(column: Column) -> str:
    return "number" if column.align == "right" else ""
