"""What tests of every kind share."""

from pathlib import Path

import pytest
from hypothesis import settings

from tests.tiny_plan import TinyPlan, write_tiny_plan

# How long an example takes is measured by the bench, never by a test: a busy machine is no fault of the code.
settings.register_profile("board", deadline=None)
settings.load_profile("board")


@pytest.fixture
def tiny_plan(tmp_path: Path) -> TinyPlan:
    """A valid plan of one priority, one action and one measure as CSV files in a folder of its own."""
    return write_tiny_plan(tmp_path / "tiny-plan")
