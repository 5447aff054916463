"""Ids of components, made in one way so that two pages never share one."""


def make_id(page: str, thing: str) -> str:
    """The id "<page>-<thing>" of a component.

    Raises:
        ValueError: A part is empty or holds a character that Dash forbids in ids (a full stop or an opening brace).
    """
    for part in (page, thing):
        if not part or "." in part or part.startswith("{"):
            raise ValueError(f"An id needs a page and a thing without full stops or braces; found {part!r}.")
    return f"{page}-{thing}"


def graph_id(panel_id: str) -> str:
    """Id of the graph inside a chart panel."""
    return f"{panel_id}-graph"


def heading_id(panel_id: str) -> str:
    """Id of the heading inside a chart panel."""
    return f"{panel_id}-heading"


def sentence_id(panel_id: str) -> str:
    """Id of the sentence inside a chart panel."""
    return f"{panel_id}-sentence"


def subtitle_id(panel_id: str) -> str:
    """Id of the subtitle inside a chart panel."""
    return f"{panel_id}-subtitle"


def source_id(panel_id: str) -> str:
    """Id of the source line inside a chart panel."""
    return f"{panel_id}-source"
