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


# A key of several lines takes its height from the chart unless the chart grows. Sizes in pixels of a narrow panel, of
# the sign before a word of the key, and of one of its letters.
_NARROW_PANEL, _SIGN, _LETTER = 276, 46, 6.6
_MOST_KEY_LINES = 6


def _key_class(figure: Figure) -> str:
    """Class for the lines that a chart's key takes on a narrow screen beyond the first; empty for none."""
    layout = figure["layout"]
    if not layout.get("showlegend") or not layout.get("height"):
        return ""
    title = layout["legend"].get("title", {}).get("text")
    entries = [str(trace.get("name", "")) for trace in figure["data"] if trace.get("showlegend", True)]
    words = [*([title] if title else []), *entries]
    widest = _SIGN + _LETTER * max((len(word) for word in words), default=0)
    lines = -(-len(words) // max(int(_NARROW_PANEL // widest), 1))
    return f"plot-key-{min(lines - 1, _MOST_KEY_LINES)}" if lines > 1 else ""


def graph(figure: Figure, *, graph_id: str, class_name: str = "") -> dcc.Graph:
    """A graph whose width follows the page; its height is the figure's own, else that of its class."""
    height = figure["layout"].get("height")
    sizing = theme.height_class(height) if height else "plot-free"
    # "auto" keeps a figure's own height; True would throw it away.
    return dcc.Graph(
        id=graph_id,
        figure=figure,
        config=_CONFIG,
        responsive="auto",
        className=" ".join(part for part in ("plot", sizing, _key_class(figure), class_name) if part),
    )
