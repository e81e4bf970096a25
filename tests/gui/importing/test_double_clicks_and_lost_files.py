"""What a hand does twice, and what befalls a file while the wizard stands open on it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

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


def test_that_a_file_that_has_changed_since_it_was_read_is_told_and_read_again(
    drive: Any, deals: Callable[..., Path]
) -> None:
    path = deals(*ROWS)
    drive.open(path).choose("Account", "Leave out")
    deals(*ROWS, "A-3,Ida Lind,Kvist,Alpha,Lost,2026-01-06,2026-03-16,50")
    drive.preview()
    assert drive.button("import_next").text() == "Import 2 deals"
    assert "“deals.csv” has changed since it was read" in drive.said()
    drive.qtbot.mouseClick(with_words(drive, "Read it again"), Qt.MouseButton.LeftButton)
    drive.settle()
    assert drive.page == "import_found"
    assert drive.combo("Account").currentText() == "Leave out", "what was chosen stays"
    drive.preview()
    assert drive.button("import_next").text() == "Import 3 deals"
    assert "has changed" not in drive.said()


def test_that_a_file_that_is_gone_is_imported_as_it_was_read_and_told_where_it_is_read_anew(
    drive: Any, deals: Callable[..., Path]
) -> None:
    path = deals(*ROWS)
    drive.open(path)
    path.unlink()
    drive.preview()
    assert "has changed" not in drive.said()
    drive.columns().choose("import_kind", "Accounts")
    assert "There is no file “deals.csv”" in drive.said()
    assert drive.combo("import_kind").currentText() == "Deals"
    drive.preview().click("import_next")
    assert set(drive.deals()) == {"A-1", "A-2"}


def test_that_what_the_rows_were_taken_for_is_asked_about_before_it_is_left_and_is_there_again(
    drive: Any, deals: Callable[..., Path]
) -> None:
    path = deals(*ROWS)
    drive.open(path).choose("import_kind", "Accounts")
    drive.opened.furniture.prompts.preset(True)
    drive.qtbot.keyClick(drive.wizard, Qt.Key.Key_Escape)
    assert "Leave this import?" in drive.opened.furniture.prompts.asked[-1]
    drive.open(path)
    assert drive.combo("import_kind").currentText() == "Accounts"
    drive.opened.furniture.prompts.preset(True)
    drive.wizard.reject()
    drive.open(path)
    assert drive.combo("import_kind").currentText() == "Accounts", "it is not lost by opening it once"


def test_that_a_second_file_says_that_what_was_chosen_for_the_first_waits(
    drive: Any, deals: Callable[..., Path]
) -> None:
    first, second = deals(*ROWS), deals(*ROWS[:1], name="second.csv")
    drive.open(first).choose("Account", "Leave out")
    drive.flow.open(second)
    drive.settle()
    assert "What you have chosen for “deals.csv” waits until you open it again." in drive.said()
    drive.flow.open(first)
    drive.settle()
    assert drive.combo("Account").currentText() == "Leave out"


def with_words(drive: Any, words: str) -> QPushButton:
    return next(each for each in drive.wizard.findChildren(QPushButton) if each.text() == words)


def test_that_a_second_enter_for_the_file_does_not_stop_the_reading(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.flow.open(deals(*ROWS))
    assert drive.page == "import_work"
    QTest.keyClick(drive.wizard.focusWidget(), Qt.Key.Key_Return)
    drive.settle()
    assert drive.page == "import_found"
    assert drive.wizard.isVisible()
