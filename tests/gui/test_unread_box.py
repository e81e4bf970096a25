"""Tests that a box that has just appeared is not answered by what was pressed before anybody could read it."""

import time

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.prompts import UNREAD, Prompts, pressed_at

PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def answers() -> list[str]:
    """What was answered."""
    return []


@pytest.fixture
def box(qtbot: QtBot, answers: list[str]) -> QMessageBox:
    """A question that has just appeared, over a window."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    Prompts(window).confirm(
        "Move it?", "Move", lambda: answers.append("moved"), otherwise=lambda: answers.append("kept")
    )
    found = window.findChild(QMessageBox)
    assert isinstance(found, QMessageBox)
    return found


def handle_of(box: QMessageBox) -> QWindow:
    """Gives the native window, into which the system puts what a hand does."""
    handle = box.windowHandle()
    assert isinstance(handle, QWindow)
    return handle


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_that_a_second_press_does_not_answer_a_box_that_has_just_appeared(
    box: QMessageBox, answers: list[str], key: Qt.Key
) -> None:
    QTest.keyClick(handle_of(box), key)
    assert (answers, box.isVisible()) == ([], True)


def test_that_a_click_does_not_either(box: QMessageBox, answers: list[str]) -> None:
    button = box.findChildren(QPushButton)[0]
    QTest.mouseClick(
        handle_of(box), Qt.MouseButton.LeftButton, PLAIN, button.mapTo(box, button.rect().center())
    )
    assert (answers, box.isVisible()) == ([], True)


def test_that_a_box_takes_the_answer_once_it_can_have_been_read(
    qtbot: QtBot, box: QMessageBox, answers: list[str]
) -> None:
    appeared = time.monotonic()

    def _answered() -> bool:
        if not answers:
            QTest.keyClick(handle_of(box), Qt.Key.Key_Return)
        return bool(answers)

    qtbot.waitUntil(_answered)
    assert answers == ["kept"]
    assert time.monotonic() - appeared > UNREAD / 2


def test_that_a_key_held_down_never_answers(qtbot: QtBot, box: QMessageBox, answers: list[str]) -> None:
    appeared = time.monotonic()
    qtbot.waitUntil(lambda: time.monotonic() > appeared + UNREAD)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, PLAIN, "\r", autorep=True)
    QApplication.sendEvent(handle_of(box), held)
    assert answers == []


def test_that_a_press_that_waited_for_the_window_counts_from_when_it_was_made(
    qtbot: QtBot, box: QMessageBox, answers: list[str]
) -> None:
    appeared = time.monotonic()
    qtbot.waitUntil(lambda: time.monotonic() > appeared + UNREAD)
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, PLAIN)
    press.setTimestamp(int(appeared * 1000))
    QApplication.sendEvent(handle_of(box), press)
    assert answers == []


def test_that_escape_leaves_a_box_at_once(box: QMessageBox, answers: list[str]) -> None:
    QTest.keyClick(handle_of(box), Qt.Key.Key_Escape)
    assert answers == ["kept"]


@pytest.mark.parametrize(
    ("stamp", "now", "pressed"),
    [
        (0, 5000.0, 5000.0),  # made by a program
        (4_999_500, 5000.0, 4999.5),
        (120, 5000.0, 5000.0),  # another clock
        (4_294_967_196, 4_294_967.496, 4_294_967.196),
        (100, 4_294_967.496, 4_294_967.396),  # 32 bits were full between
    ],
)
def test_that_the_time_of_a_press_is_read_from_it_where_it_says_one(
    stamp: int, now: float, pressed: float
) -> None:
    press = QMouseEvent(
        QEvent.Type.MouseButtonPress, QPointF(), QPointF(), Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton, PLAIN,
    )  # fmt: skip
    press.setTimestamp(stamp)
    assert pressed_at(press, now) == pytest.approx(pressed)
