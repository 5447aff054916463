"""HTML attributes whose names are no Python names."""

from typing import Any


def attributes(**values: str | None) -> dict[str, Any]:
    """Keyword arguments for a Dash component: `aria_label="x"` becomes `{"aria-label": "x"}`; None leaves one out."""
    return {name.replace("_", "-"): value for name, value in values.items() if value is not None}
