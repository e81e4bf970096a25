"""A form begun on the Desk and the same form in the Coaching log are one: neither writes over the other."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import OpenWindow
from tests.gui.desk.needs import LEFT, act, held

CLEO = 3
CONTROL = Qt.KeyboardModifier.ControlModifier


def go(opened: OpenWindow, key: str) -> None:
    """Turns to a tab."""
    opened.window.actions_by_id[f"go_{key}"].trigger()
    QApplication.processEvents()


def place(opened: OpenWindow, name: str) -> QWidget:
    """Gives the form beside the log, or the one on the Desk."""
    return next(
        form for form in opened.window.findChildren(QWidget, "composer")
        if (opened.window.findChild(QWidget, "desk_panel").isAncestorOf(form)) == (name == "desk")
    )  # fmt: skip


def field(opened: OpenWindow, name: str) -> QLineEdit:
    """Gives the field of what is to be done."""
    return place(opened, name).findChild(QLineEdit, "compose_assignment_what")


@pytest.fixture
def begun(old: OpenWindow, qtbot: QtBot) -> OpenWindow:
    """The form for an assignment, open in both places, with words typed on the Desk first."""
    act(old, qtbot, "Assign one: Cleo")
    qtbot.keyClicks(field(old, "desk"), "Call")
    go(old, "coaching")
    old.window.shell.roster.choose(CLEO)
    old.window.actions_by_id["new_assignment"].trigger()
    QApplication.processEvents()
    return old


def test_that_each_place_shows_what_was_written_in_the_other(begun: OpenWindow, qtbot: QtBot) -> None:
    assert field(begun, "log").text() == "Call"
    qtbot.keyClicks(field(begun, "log"), " the buyer")
    go(begun, "desk")
    assert field(begun, "desk").text() == "Call the buyer"
    qtbot.keyClicks(field(begun, "desk"), " today")
    go(begun, "coaching")
    assert field(begun, "log").text() == "Call the buyer today"


def test_that_what_was_added_in_one_place_is_not_added_again_in_the_other(
    begun: OpenWindow, qtbot: QtBot
) -> None:
    qtbot.mouseClick(place(begun, "log").findChild(QPushButton, "compose_knows_how"), LEFT)
    qtbot.keyClick(field(begun, "log"), Qt.Key.Key_Return, CONTROL)
    assert [each["what"] for each in held(begun, "assignment") if each["salesperson_id"] == CLEO] == ["Call"]
    go(begun, "desk")
    assert not place(begun, "desk").isVisible()
    assert begun.window.findChild(QWidget, "week_card").isVisible(), "the week stands in its place again"


def test_that_what_was_emptied_in_one_place_is_gone_in_the_other(begun: OpenWindow, qtbot: QtBot) -> None:
    go(begun, "desk")
    qtbot.mouseClick(place(begun, "desk").findChild(QPushButton, "compose_leave"), LEFT)
    go(begun, "coaching")
    assert not place(begun, "log").isVisible()


def test_that_turning_to_somebody_else_claims_nothing_that_is_no_longer_so(
    begun: OpenWindow, qtbot: QtBot
) -> None:
    go(begun, "desk")
    qtbot.mouseClick(place(begun, "desk").findChild(QPushButton, "compose_leave"), LEFT)
    begun.window.shell.roster.choose(1)
    go(begun, "coaching")
    assert "Kept: your" not in begun.furniture.context.messages.words


def test_that_doing_again_what_was_taken_back_leaves_no_second_form(begun: OpenWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(place(begun, "log").findChild(QPushButton, "compose_knows_how"), LEFT)
    qtbot.keyClick(field(begun, "log"), Qt.Key.Key_Return, CONTROL)
    begun.window.actions_by_id["undo"].trigger()
    QApplication.processEvents()
    assert field(begun, "log").isVisible()
    begun.window.actions_by_id["redo"].trigger()
    QApplication.processEvents()
    assert not place(begun, "log").isVisible()
