"""A chart with everything around it: heading, sentence, table, downloads, source."""

from typing import Any, Literal

from dash import html
from dash.development.base_component import Component

from components import ids
from components.figures.meta import Figure
from components.ui.attributes import attributes
from components.ui.graph import graph
from components.ui.marks import tag

Size = Literal["small", "panel", "full"]
_HEADINGS = {2: html.H2, 3: html.H3, 4: html.H4, 5: html.H5}


def heading(text: Any, *, level: int, **more: Any) -> Component:
    """A heading of level 2 to 5.

    Raises:
        KeyError: Another level.
    """
    return _HEADINGS[level](text, **more)


def chart_panel(
    figure: Figure, *, panel_id: str, level: int = 3, size: Size = "panel", wide: bool = False
) -> Component:
    """A figure of `components.figures.make` as a section of the page.

    The browser builds the table and the downloads from `layout.meta`, and walks its rows by keyboard. Whoever changes
    the figure changes the heading, subtitle, sentence and source around it too.

    Args:
        figure: Plotly dict with `layout.meta` filled.
        panel_id: Id of the section; the graph's is `ids.graph_id(panel_id)`.
        level: Level of the heading, 2 to 5.
        size: Height of charts that have none of their own, and the share of the page's width.
        wide: Whether the chart scrolls sideways inside itself on narrow screens instead of shrinking.
    """
    meta = figure["layout"]["meta"]
    heading_id, sentence_id = ids.heading_id(panel_id), ids.sentence_id(panel_id)
    return html.Section(
        [
            heading(meta["heading"], level=level, id=heading_id, className="panel-heading"),
            html.P(_subtitle(meta), id=ids.subtitle_id(panel_id), className="panel-subtitle"),
            html.Figure(
                [
                    graph(figure, graph_id=ids.graph_id(panel_id)),
                    html.Figcaption(meta["sentence"], id=sentence_id, className="panel-sentence"),
                ],
                className="panel-figure panel-wide" if wide else "panel-figure",
                **attributes(aria_labelledby=heading_id, aria_describedby=sentence_id),
            ),
            _tools(heading_id),
            html.P(source_line(meta), id=ids.source_id(panel_id), className="panel-source"),
        ],
        id=panel_id,
        className=f"panel panel-{size}",
        **attributes(aria_labelledby=heading_id, data_board_panel=""),
    )


def _subtitle(meta: dict[str, Any]) -> list[Any]:
    words = html.Span(" · ".join(part for part in (meta["subtitle"], meta["filters"]) if part))
    return [words, tag("Illustrative")] if meta["illustrative"] else [words]


def source_line(meta: dict[str, Any]) -> str:
    """Source and time of a figure in words, for the foot of a panel."""
    as_at = meta["as_at"]
    parts = (
        f"Source: {meta['source'].rstrip('.')}" if meta["source"] else "",
        as_at if as_at.startswith("As ") or not as_at else f"As at {as_at}",
    )
    return "".join(f"{part.rstrip('.')}. " for part in parts if part).rstrip()


def _tools(heading_id: str) -> Component:
    kinds = (("png", "Download PNG"), ("svg", "Download SVG"), ("csv", "Download CSV"))
    return html.Div(
        [
            html.Details(
                [html.Summary("Show data table"), html.Div(className="panel-table", **attributes(data_board_table=""))],
                className="panel-details",
            ),
            *(
                html.Button(
                    label,
                    type="button",
                    className="panel-button",
                    **attributes(data_board_download=kind, aria_describedby=heading_id),
                )
                for kind, label in kinds
            ),
        ],
        className="panel-tools",
    )
