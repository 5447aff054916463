"""A native list to choose from, drawn by the board's own script."""

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component


class Select(Component):
    """One value of several; an empty value is a value like any other.

    Dash Bootstrap Components take an empty value for a placeholder and begin every list with one, which screen readers
    offer as a choice without words (seen in 2.0.4). An empty value is what a form leaves out of an address.

    Attributes:
        id: Id of the control.
        name: Parameter of the address that it stands for.
        options: Value and label of every option.
        value: Value that is chosen.
    """

    _children_props: list[str] = []  # noqa: RUF012 - Dash declares it so
    _base_nodes = ["children"]  # noqa: RUF012 - Dash declares it so
    _namespace = "board_parts"
    _type = "Select"

    def __init__(self, *, id: str, name: str, options: Sequence[dict[str, Any]], value: str) -> None:  # noqa: A002 - Dash's own name
        """Takes options as dicts of ``value`` and ``label``."""
        self._prop_names = ["id", "name", "options", "value"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = ["id", "name", "options", "value"]
        self.available_wildcard_properties: list[str] = []
        super().__init__(id=id, name=name, options=list(options), value=value)  # type: ignore[no-untyped-call]
