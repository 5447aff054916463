"""The board's start where it cannot start."""

import os
import subprocess
import sys

import pytest

from dashboard.settings import ROOT
from tests.fixtures.ports import free_port

LONGEST_START = 60


@pytest.fixture(scope="module")
def ended(tmp_path_factory) -> subprocess.CompletedProcess[str]:
    """How the server ended where there is no build."""
    return subprocess.run(
        [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(free_port()), "DATA_BUILD": str(tmp_path_factory.mktemp("nothing"))},
        capture_output=True,
        text=True,
        timeout=LONGEST_START,
        check=False,
    )


def test_server_without_a_build_stops_instead_of_trying_for_ever(ended):
    assert ended.returncode == 3


def test_server_without_a_build_says_once_what_to_do(ended):
    assert ended.stderr.count("The board cannot start. ") == ended.stderr.count("python -m data build") == 1
