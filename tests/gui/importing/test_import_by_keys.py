"""A whole import by the keyboard: Enter answers, goes on to the next question, and then to the next page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton

WORDS = "Deal ID,Owner,Stage,Close date\nA-1,Ida,Bright,2026-03-02\nA-2,Ida,Dim,2026-03-03\n"
FIRST = ("A-1,Robert Tarn,Nordfeld,Alpha,Won,2026-01-05,2026-03-14,1200",)
LATER = ("A-2,Bob Tarn,Nordfeldt,Alpha,Won,2026-01-05,2026-03-14,100",)


def press(drive: Any, key: Qt.Key = Qt.Key.Key_Return, control: bool = False) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    drive.qtbot.keyClick(focused, key, held)
    drive.settle()


def ready(drive: Any) -> None:
    drive.wizard.activateWindow()
    drive.qtbot.waitUntil(drive.wizard.isActiveWindow)


def focused() -> str:
    widget = QApplication.focusWidget()
    return "" if widget is None else widget.objectName()


def test_that_enter_chooses_an_answer_then_goes_to_the_next_question_then_on(
    drive: Any, tmp_path: Path
) -> None:
    path = tmp_path / "words.csv"
    path.write_text(WORDS, encoding="utf-8")
    drive.open(path)
    ready(drive)
    press(drive)
    assert (drive.page, focused()) == ("import_found", "answer_0_0")
    press(drive)
    assert drive.button("answer_0_0").isChecked()
    press(drive)
    assert focused() == "answer_1_0"
    assert not drive.button("answer_1_0").isChecked(), "to go on answers nothing"
    press(drive, Qt.Key.Key_Right)
    press(drive)
    press(drive)
    assert drive.page in ("import_team", "import_preview"), drive.said()


def test_that_a_whole_import_needs_enter_alone(drive: Any, deals: Callable[..., Path]) -> None:
    drive.open(deals(*FIRST))
    ready(drive)
    pages = [drive.page]
    while drive.page != "import_done" and len(pages) < 9:
        press(drive)
        pages.append(drive.page)
    assert pages == ["import_found", "import_team", "import_preview", "import_done"]
    assert focused() == "import_show"


def test_that_enter_passes_from_one_pair_of_names_to_the_next_and_then_on(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.open(deals(*FIRST)).preview().click("import_next")
    drive.open(deals(*LATER, name="later.csv"))
    ready(drive)
    press(drive)
    assert (drive.page, focused()) == ("import_names", "same_none")
    first = QApplication.focusWidget()
    assert isinstance(first, QPushButton)
    press(drive)
    second = QApplication.focusWidget()
    assert isinstance(second, QPushButton)
    assert first.group() is not second.group()
    press(drive)
    assert drive.page != "import_names"


def test_that_control_enter_goes_on_from_anywhere(drive: Any, deals: Callable[..., Path]) -> None:
    drive.open(deals(*FIRST)).preview().click("import_next")
    drive.open(deals(*LATER, name="later.csv"))
    ready(drive)
    press(drive)
    assert drive.page == "import_names"
    press(drive, control=True)
    assert drive.page != "import_names", "the other pair is left for later"


def test_that_a_held_enter_answers_no_question(drive: Any, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text(WORDS, encoding="utf-8")
    drive.open(path).click("import_next")
    for _ in range(3):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", True)
        QApplication.sendEvent(drive.button("answer_0_0"), held)
    assert not drive.button("answer_0_0").isChecked()
