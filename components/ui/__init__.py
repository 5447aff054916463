"""Everything that pages put on the screen: Dash components with class names and no styles of their own."""

from components.figures.meta import Column
from components.ui.blocks import (
    Choice,
    Step,
    card,
    drill_path,
    empty_state,
    facts,
    filter_bar,
    fold,
    grid,
    icon,
    notice,
    page_header,
    present_button,
    section,
    skip_link,
    spark,
    summary_card,
    theme_switch,
)
from components.ui.graph import graph
from components.ui.marks import direction_badge, mark_badge, rating_badge, status_badge, status_bar, tag
from components.ui.panel import chart_panel, heading
from components.ui.table import data_table, link

__all__ = [
    "Choice",
    "Column",
    "Step",
    "card",
    "chart_panel",
    "data_table",
    "direction_badge",
    "drill_path",
    "empty_state",
    "facts",
    "filter_bar",
    "fold",
    "graph",
    "grid",
    "heading",
    "icon",
    "link",
    "mark_badge",
    "notice",
    "page_header",
    "present_button",
    "rating_badge",
    "section",
    "skip_link",
    "spark",
    "status_badge",
    "status_bar",
    "summary_card",
    "tag",
    "theme_switch",
]
