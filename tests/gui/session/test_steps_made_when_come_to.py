"""A step of the talk is made when somebody comes to it, and coming to it reads nothing of the talk again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.session.session_view import SessionView
from salesdesk.gui.session.step_page import StepPage
from salesdesk.store.desk_file import DeskFile

CTRL = Qt.KeyboardModifier.ControlModifier


def made(view: SessionView) -> list[str]:
    return [page.key for page in view.findChildren(StepPage)]


def test_that_a_talk_begins_with_its_first_step_alone(qtbot: QtBot, view: SessionView) -> None:
    assert made(view) == ["wins"]
    qtbot.keyClick(view, Qt.Key.Key_PageDown, CTRL)
    assert sorted(made(view)) == ["agreed", "wins"]
    qtbot.keyClick(view, Qt.Key.Key_PageUp, CTRL)
    assert sorted(made(view)) == ["agreed", "wins"]


def test_that_a_far_step_is_come_to_at_once(qtbot: QtBot, view: SessionView) -> None:
    button = view.findChild(QWidget, "step_book")
    assert isinstance(button, QWidget)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    page = view.findChild(StepPage, "page_book")
    assert isinstance(page, StepPage)
    assert page.isVisible()
    assert any(label.text() for label in page.findChildren(QLabel))


def test_that_another_step_reads_nothing_of_the_talk_again(
    qtbot: QtBot, view: SessionView, desk: DeskFile
) -> None:
    asked: list[str] = []
    desk._connection().set_trace_callback(asked.append)
    qtbot.keyClick(view, Qt.Key.Key_PageDown, CTRL)
    desk._connection().set_trace_callback(None)
    assert sorted(made(view)) == ["agreed", "wins"]
    assert not [sql for sql in asked if sql.lstrip().upper().startswith(("SELECT", "WITH"))]
    row = desk.rows("SELECT step FROM one_on_one WHERE state = 'running'")[0]
    assert row["step"] == "agreed"


def test_that_what_was_typed_on_a_step_stands_there_when_one_comes_back(
    qtbot: QtBot, view: SessionView
) -> None:
    note = view.findChild(QWidget, "note_wins")
    assert isinstance(note, QWidget)
    qtbot.keyClicks(note, "Two new logos")
    qtbot.keyClick(view, Qt.Key.Key_PageDown, CTRL)
    qtbot.keyClick(view, Qt.Key.Key_PageUp, CTRL)
    assert note.toPlainText() == "Two new logos"  # type: ignore[attr-defined]
