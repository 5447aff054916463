"""The only maker of graphs, so that no page offers to send its figures elsewhere."""

from typing import Any

from dash import dcc

from components import theme
from components.figures.meta import Figure

# plotly.js shows a "Share chart" button that uploads figures unless both are set (plotly.js pull request 7909).
_CONFIG: Any = {
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displayModeBar": False,
    "displaylogo": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "locale": "en",
}


def graph(figure: Figure, *, graph_id: str, class_name: str = "") -> dcc.Graph:
    """A graph whose width follows the page; its height is the figure's own, else that of its class."""
    height = figure["layout"].get("height")
    sizing = theme.height_class(height) if height else "plot-free"
    # "auto" keeps a figure's own height; True would throw it away.
    return dcc.Graph(
        id=graph_id, figure=figure, config=_CONFIG, responsive="auto", className=f"plot {sizing} {class_name}".strip()
    )
