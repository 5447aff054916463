"""The contracts of pyproject.toml on who may import whom."""

import subprocess
import sys


def test_every_import_keeps_to_the_contracts():
    # In a process of its own: the linter switches off every logger that there is (import-linter 2, cli.py).
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
