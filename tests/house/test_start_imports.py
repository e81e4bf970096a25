"""Holds the start path: what the first window needs is imported, and nothing slow beside it."""

import json
import subprocess
import sys

import pytest

SLOW = ("sqlalchemy", "matplotlib", "numpy", "alembic", "python_calamine", "babel", "rapidfuzz", "dateutil")

# Every module that is loaded before the window is usable.
START_PATH = (
    "salesdesk.app",
    "salesdesk.gui.main_window",
    "salesdesk.env.paths",
    "salesdesk.env.settings",
    "salesdesk.env.log",
    "salesdesk.store.desk_file",
)


def imported_by(module: str) -> set[str]:
    """Gives the top-level names of all that a fresh interpreter holds after importing a module."""
    listing = "json.dumps(sorted({m.split('.')[0] for m in sys.modules}))"
    program = f"import json, sys, {module}; print({listing})"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout.splitlines()[-1]))


@pytest.mark.parametrize("module", START_PATH)
def test_that_the_start_loads_nothing_slow(module: str) -> None:
    assert imported_by(module).isdisjoint(SLOW)


@pytest.mark.parametrize("module", ["salesdesk.cli", "salesdesk.exchange", "salesdesk.services"])
def test_that_the_command_line_loads_no_window(module: str) -> None:
    assert "PySide6" not in imported_by(module)
