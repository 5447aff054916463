"""A native list to choose from, drawn by the board's own script."""

from collections.abc import Sequence
from typing import Any

from components.ui.part import Part


class Select(Part):
    """One value of several; an empty value is a value like any other.

    Dash Bootstrap Components take an empty value for a placeholder and begin every list with one, which screen readers
    offer as a choice without words (seen in 2.0.4). An empty value is what a form leaves out of an address.

    Attributes:
        id: Id of the control.
        name: Parameter of the address that it stands for.
        options: Value and label of every option.
        value: Value that is chosen.
    """

    def __init__(self, *, id: str, name: str, options: Sequence[dict[str, Any]], value: str) -> None:  # noqa: A002 - Dash's own name
        """Takes options as dicts of ``value`` and ``label``."""
        super().__init__(id=id, name=name, options=list(options), value=value)
