"""What the components have in common that the board's own script draws."""

from typing import Any

from dash.development.base_component import Component


class Part(Component):
    """A component of ``assets/plain.js``; the name of the class is its name there."""

    _children_props: list[str] = []  # noqa: RUF012 - Dash declares it so
    _base_nodes = ["children"]  # noqa: RUF012 - Dash declares it so
    _namespace = "board_parts"

    def __init__(self, **properties: Any) -> None:
        """Sets the properties as they are.

        Dash's own way imports the namespace at every property, for the text of an error; this one is no package, and
        the failed imports took longer than the rest of a component (dash 4.4.1, ``Component.__init__``).
        """
        self._type = type(self).__name__
        self._prop_names = list(properties)
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        for name, value in properties.items():
            setattr(self, name, value)
