"""macOS hands a desk that was double clicked, or the link of a printed sheet, to the program that runs."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent

from salesdesk.gui.cover import waiting_words
from salesdesk.gui.handed_over import HandedOver
from salesdesk.model.kinds import link_to
from salesdesk.store.desk_file import DeskFile
from tests.gui.conftest import OpenWindow, until_shown

HEARD = """
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from salesdesk.gui.cover import waiting_words
from salesdesk.gui.handed_over import Program
program = Program(["SalesDesk"])
program.handed.connect(print)
for named in (QUrl.fromLocalFile("/desks/north.salesdesk"), QUrl("salesdesk:assignment/3")):
    program.sendEvent(program, QFileOpenEvent(named))
"""
Start = Callable[..., OpenWindow]


def test_that_the_program_hears_which_file_or_link_the_system_hands_to_it() -> None:
    said = subprocess.run(
        [sys.executable, "-c", HEARD], capture_output=True, text=True, check=True, timeout=60
    )
    north = QFileOpenEvent(QUrl.fromLocalFile("/desks/north.salesdesk")).file()
    assert said.stdout.split() == [north, "salesdesk:assignment/3"]


def test_that_a_desk_handed_over_before_the_window_stands_is_opened_then(
    start: Start, sample_path: Path
) -> None:
    begun = start()
    handed = HandedOver(begun.window)
    handed.take(str(sample_path))
    handed.lead_to(begun.furniture)
    until_shown(begun.furniture)
    services = begun.furniture.opening.services
    assert services is not None
    assert services.path == sample_path


def test_that_what_is_handed_over_under_a_cover_waits_for_the_manager(
    start: Start, sample_path: Path
) -> None:
    begun = start(sample_path)
    until_shown(begun.furniture)
    desk = DeskFile.open(sample_path)
    found = desk.rows("SELECT id FROM assignment WHERE deleted_at IS NULL LIMIT 1")[0]
    desk.close()
    handed = HandedOver(begun.window)
    handed.lead_to(begun.furniture)
    begun.window.cover_with(waiting_words(running=True), lambda _choice: None)
    handed.take(link_to("assignment", found["id"]))
    assert begun.furniture.second_start.record is None
    begun.window.show_shell(sample_path.stem)
    assert begun.furniture.second_start.record == ("assignment", found["id"]) or (
        begun.window.shell.here().record == ("assignment", found["id"])
    )
