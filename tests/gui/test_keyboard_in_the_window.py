"""The keyboard in the whole window: it is never lost, in the one-on-one, after undo, after a search."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.session.fork_panel import ForkPanel
from salesdesk.gui.session.step_page import StepPage
from salesdesk.gui.sight import Sight
from salesdesk.gui.widgets.record_table import RecordTable

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
Start = Callable[..., Any]


@pytest.fixture
def desk_window(opened: Any, qtbot: QtBot) -> Any:
    """The window of the sample team in front of everything, as after a click on it."""
    opened.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is opened.window)
    return opened


def do(opened: Any, command_id: str) -> None:
    opened.window.actions_by_id[command_id].trigger()


def lose_focus() -> None:
    """Leaves the keyboard nowhere, as closing the search with the mouse does."""
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()


def press(
    qtbot: QtBot, opened: Any, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Presses a key where the focus is, else in the window, as the system does."""
    qtbot.keyClick(QApplication.focusWidget() or opened.window, key, how)


def begin_session(opened: Any, qtbot: QtBot) -> Any:
    do(opened, "next_person")
    lose_focus()
    do(opened, "start_one_on_one")
    view = opened.furniture.sessions.view
    assert view is not None
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    return view


def step(view: Any) -> str:
    return next(page.key for page in view.findChildren(StepPage) if page.isVisible())


def test_that_a_one_on_one_takes_the_keyboard_when_it_begins(desk_window: Any, qtbot: QtBot) -> None:
    view = begin_session(desk_window, qtbot)
    note = QApplication.focusWidget()
    assert note is not None
    qtbot.keyClicks(note, "The trial went well")
    assert note.toPlainText() == "The trial went well"
    press(qtbot, desk_window, Qt.Key.Key_Down, ALT)
    assert step(view) == "agreed"


def test_that_its_keys_work_with_the_focus_nowhere(desk_window: Any, qtbot: QtBot) -> None:
    view = begin_session(desk_window, qtbot)
    lose_focus()
    press(qtbot, desk_window, Qt.Key.Key_F9)
    assert view.sides.curtain_drawn
    press(qtbot, desk_window, Qt.Key.Key_F9)
    assert not view.sides.curtain_drawn


def test_that_after_a_lock_the_keyboard_is_back_in_the_step(desk_window: Any, qtbot: QtBot) -> None:
    begin_session(desk_window, qtbot)
    do(desk_window, "lock")
    assert QApplication.focusWidget() is desk_window.window.findChild(QPushButton, "unlock")
    press(qtbot, desk_window, Qt.Key.Key_Return)
    assert desk_window.window.sight is Sight.CURTAIN, "and behind the lock stands the curtain"
    press(qtbot, desk_window, Qt.Key.Key_F8)
    press(qtbot, desk_window, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))


def test_that_escape_closes_the_fork_wherever_the_keyboard_stands(desk_window: Any, qtbot: QtBot) -> None:
    view = begin_session(desk_window, qtbot)
    press(qtbot, desk_window, Qt.Key.Key_Return, CTRL)
    assert view.findChild(ForkPanel) is not None
    view.findChild(QWidget, "leave_session").setFocus()
    press(qtbot, desk_window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view.findChild(ForkPanel) is None)
    assert step(view) == "wins"


def test_that_enter_answers_the_question_of_the_fork(desk_window: Any, qtbot: QtBot) -> None:
    view = begin_session(desk_window, qtbot)
    press(qtbot, desk_window, Qt.Key.Key_Return, CTRL)
    view.findChild(QWidget, "leave_session").setFocus()
    press(qtbot, desk_window, Qt.Key.Key_Return, CTRL)
    assert QApplication.focusWidget() is view.findChild(QLineEdit, "about")
    qtbot.keyClicks(QApplication.focusWidget(), "Call Ferrum back")
    press(qtbot, desk_window, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is view.findChild(QPushButton, "knows_how")
    press(qtbot, desk_window, Qt.Key.Key_Return)
    assert view.findChild(QLineEdit, "draft_what").text() == "Call Ferrum back"
    assert QApplication.focusWidget() is view.findChild(QLineEdit, "draft_due_on")


def test_that_a_date_nobody_understands_does_not_end_the_one_on_one(desk_window: Any, qtbot: QtBot) -> None:
    view = begin_session(desk_window, qtbot)
    shift = Qt.KeyboardModifier.ShiftModifier
    press(qtbot, desk_window, Qt.Key.Key_Return, CTRL | shift)
    day = view.findChild(QLineEdit, "next_day")
    understood = day.text()
    day.selectAll()
    qtbot.keyClicks(day, "32 nov")
    press(qtbot, desk_window, Qt.Key.Key_Return, CTRL | shift)
    assert desk_window.furniture.sessions.view is view, "it goes on"
    day.setFocus()
    press(qtbot, desk_window, Qt.Key.Key_Escape)
    assert day.text() == understood


def test_that_undo_leaves_the_keyboard_in_the_table(desk_window: Any, qtbot: QtBot) -> None:
    do(desk_window, "go_team")
    table = desk_window.window.findChild(RecordTable, "table_team")
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 2))
    qtbot.keyClicks(table, "C")
    qtbot.keyClicks(QApplication.focusWidget(), "hief")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert table.model().index(0, 2).data() == "Chief"
    do(desk_window, "undo")
    assert table.model().index(0, 2).data() != "Chief"
    assert QApplication.focusWidget() is table
    press(qtbot, desk_window, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 2


def test_that_the_keyboard_goes_back_where_it_was_after_a_search(desk_window: Any, qtbot: QtBot) -> None:
    do(desk_window, "go_team")
    table = desk_window.window.findChild(RecordTable, "table_team")
    table.setFocus()
    do(desk_window, "find")
    assert QApplication.focusWidget() is desk_window.window.shell.search
    press(qtbot, desk_window, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is table


def test_that_enter_presses_the_button_the_keyboard_stands_on(desk_window: Any, qtbot: QtBot) -> None:
    button = desk_window.window.findChild(QPushButton, "bar_lock")
    button.setFocus()
    press(qtbot, desk_window, Qt.Key.Key_Return)
    assert desk_window.window.findChild(QPushButton, "unlock").isVisible()
    assert not desk_window.window.findChild(QTabWidget).isVisible()
