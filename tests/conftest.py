"""What tests of every kind share."""

from pathlib import Path

import pytest

from tests.tiny_plan import TinyPlan, write_tiny_plan


@pytest.fixture
def tiny_plan(tmp_path: Path) -> TinyPlan:
    """A valid plan of one priority, one action and one measure as CSV files in a folder of its own."""
    return write_tiny_plan(tmp_path / "tiny-plan")
