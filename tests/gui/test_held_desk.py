"""A desk that another program holds for itself is no wait for the window: it is told at once, and tried again."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from salesdesk.env.errors import HeldError
from salesdesk.services.bundle import Services
from tests.gui.conftest import OpenWindow, until_shown

HOLDER = """
import sys
from pathlib import Path
from salesdesk.store.connection import connect_as_found
held = connect_as_found(Path(sys.argv[1]))
held.execute("PRAGMA locking_mode = EXCLUSIVE")
held.execute("BEGIN EXCLUSIVE")
held.execute("CREATE TABLE other (it)")
print("held", flush=True)
sys.stdin.read()
"""
MOST_S = 1.0
"""Five seconds were waited before; a busy machine may take some tenths for what takes some thousandths."""


@pytest.fixture
def holder(sample_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another program that has the desk for itself."""
    command = [sys.executable, "-c", HOLDER, str(sample_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        yield other
        other.kill()


@pytest.mark.usefixtures("holder")
def test_that_the_window_waits_for_no_program_that_holds_a_desk(
    sample_path: Path, tmp_path: Path, clock: object
) -> None:
    before = time.perf_counter()
    with pytest.raises(HeldError, match="Another program holds"):
        Services.open(sample_path, clock, tmp_path)  # pyright: ignore[reportArgumentType]
    assert time.perf_counter() - before < MOST_S


def test_that_it_is_told_in_the_bar_and_tried_again(
    start: Callable[..., OpenWindow], sample_path: Path, holder: subprocess.Popen[bytes]
) -> None:
    opened = start(sample_path)
    bar = opened.window.file_bar
    assert "Another program holds" in bar.words
    holder.kill()
    holder.wait()
    button = bar.findChild(QPushButton, "rescue_again")
    assert isinstance(button, QPushButton)
    button.click()
    until_shown(opened.furniture)
    assert opened.furniture.opening.services is not None
    assert bar.words == ""
