"""Holds the start path: what the first window needs is imported, and nothing slow beside it."""

import json
import subprocess
import sys

import pytest

SLOW = ("sqlalchemy", "matplotlib", "numpy", "alembic", "python_calamine", "babel", "rapidfuzz", "dateutil")
# What Python's own way to keep a log in several files would bring.
UNNEEDED = ("socket", "pickle", "queue", "platform")

# Every module that is loaded before the window is usable.
START_PATH = (
    "salesdesk.app",
    "salesdesk.gui.main_window",
    "salesdesk.env.paths",
    "salesdesk.env.settings",
    "salesdesk.env.log",
    "salesdesk.store.desk_file",
    "salesdesk.gui.workbench",
    "salesdesk.services.bundle",
    "salesdesk.services.practices",
    "salesdesk.gui.desk.desk_tab",
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
    assert imported_by(module).isdisjoint((*SLOW, *UNNEEDED))


def test_that_qt_reads_no_source_of_ours() -> None:
    program = (
        "import builtins; own = builtins.__import__; import linecache, salesdesk.gui.main_window; "
        "assert builtins.__import__ is own; "
        "assert not [name for name in linecache.cache if 'salesdesk' in name]"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("module", ["salesdesk.cli", "salesdesk.exchange", "salesdesk.services"])
def test_that_the_command_line_loads_no_window(module: str) -> None:
    assert "PySide6" not in imported_by(module)


def test_that_no_chart_is_drawn_ahead() -> None:
    program = (
        "import sys; from importlib import import_module; from salesdesk.gui.workbench import AHEAD; "
        "[import_module(name) for name in AHEAD]; print([n for n in ('matplotlib', 'numpy') if n in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.stdout == "[]\n", run.stderr
