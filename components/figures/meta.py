"""What travels with a figure: the words, the table and the sentence that the browser shows and takes away."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from components import formats

Align = Literal["left", "right"]
Raw = str | float | int | bool | None
Figure = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a figure is about, given by the page.

    Attributes:
        heading: The message, in up to ten words.
        subtitle: Measure, area, period and unit.
        source: Publication and publisher.
        as_at: Time at which the figures were known, in words.
        filters: Filters in words; empty where none is set.
        illustrative: True where the figures are made up to show the board.
        file_name: Stem of downloads; empty makes one from the heading.
    """

    heading: str
    subtitle: str = ""
    source: str = ""
    as_at: str = ""
    filters: str = ""
    illustrative: bool = False
    file_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the table behind a figure.

    Attributes:
        key: Name in the CSV file.
        label: Heading, with the unit.
        align: right for numbers.
        spoken: Whether its cells are said where a chart is walked by keyboard.
    """

    key: str
    label: str
    align: Align = "left"
    spoken: bool = True


@dataclass(frozen=True, kw_only=True)
class Table:
    """The figures behind a chart.

    Attributes:
        columns: Columns in order; the first names the row.
        rows: Raw values, one sequence a row; None where there is none.
        text: The same cells as readers see them.
        links: Address per row, or None.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Raw]] = field(default_factory=list)
    text: Sequence[Sequence[str]] = field(default_factory=list)
    links: Sequence[str | None] = field(default_factory=list)


def raw(value: object) -> Raw:
    """A cell as plain JSON: missing becomes None, dates ISO text, numpy scalars their Python equals."""
    if formats.is_missing(value):
        return None
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | bool | int | float):
        return value
    item = getattr(value, "item", None)
    return raw(item()) if callable(item) else str(value)


def with_meta(figure: Figure, *, context: Context, table: Table, sentence: str) -> Figure:
    """The figure with `layout.meta` set; the figure given is left as it is.

    Returns:
        A Plotly dict whose layout.meta has heading, subtitle, source, as_at, filters, illustrative, file_name, columns
        (key, label, align, spoken), rows (raw), text (as shown), links (address or None per row), shorthand (marks that
        occur in text, with their meaning) and sentence.
    """
    words = asdict(context)
    words["file_name"] = context.file_name or formats.slug(context.heading)
    meta = {
        **words,
        "columns": [asdict(column) for column in table.columns],
        "rows": [list(row) for row in table.rows],
        "text": [list(row) for row in table.text],
        "links": list(table.links) or [None] * len(table.rows),
        "shorthand": formats.used_shorthand(cell for row in table.text for cell in row),
        "sentence": sentence,
    }
    return {**figure, "layout": {**figure["layout"], "meta": meta}}
