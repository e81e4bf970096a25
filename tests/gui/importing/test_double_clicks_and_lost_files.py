"""What a hand does twice, and what befalls a file while the wizard stands open on it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from salesdesk.gui.prompts import UNREAD

PLAIN = Qt.KeyboardModifier.NoModifier
ROWS = (
    "A-1,Ida Lind,Nordfeld,Alpha,Won,2026-01-05,2026-03-14,1200",
    "A-2,Ida Lind,Kvist,Alpha,Lost,2026-01-06,2026-03-15,800",
)


def click(drive: Any, *, twice: bool = False) -> None:
    """Clicks on the button that goes on as a hand does, through the window of the system."""
    now = time.monotonic()
    drive.qtbot.waitUntil(lambda: time.monotonic() > now + UNREAD * 1.1)
    button = drive.button("import_next")
    place = button.mapTo(drive.wizard, QPoint(9, button.height() // 2))
    for _ in range(2 if twice else 1):
        QTest.mouseClick(drive.wizard.windowHandle(), Qt.MouseButton.LeftButton, PLAIN, place)
    drive.settle()


def test_that_a_double_click_turns_one_page_and_imports_nothing_unread(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.open(deals(*ROWS)).preview()
    drive.columns()
    assert drive.page == "import_found"
    click(drive, twice=True)
    assert drive.page == "import_team", "what was compared already is shown at once, below the second click"
    click(drive, twice=True)
    assert drive.page == "import_preview"
    assert not drive.deals()
    click(drive, twice=True)
    assert drive.page == "import_done"
    assert set(drive.deals()) == {"A-1", "A-2"}
