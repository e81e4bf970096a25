"""Nudges are settled on the Desk: a panel of the right kind, then the next one moves up; nothing is pushed about."""

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.desk.day import SHOWN_KINDS
from tests.gui.conftest import OpenWindow
from tests.gui.desk.needs import LEFT, act, card, held, lines


def test_that_one_person_stands_once_among_what_is_due(old: OpenWindow) -> None:
    assert lines(old) == ["Schedule: Ada", "Open it: Ben", "Assign one: Cleo"]


def test_that_a_quarterly_review_is_planned_on_the_desk_and_stays_one(old: OpenWindow, qtbot: QtBot) -> None:
    place = card(old).mapTo(old.window, QPoint(0, 0))
    act(old, qtbot, "Schedule: Ada")
    assert old.window.shell.tabs.current_key() == "desk"
    assert old.window.shell.person_id is None
    QApplication.processEvents()
    assert card(old).mapTo(old.window, QPoint(0, 0)) == place
    qtbot.keyClick(old.window.findChild(QPushButton, "compose_add"), Qt.Key.Key_Space)
    planned = [each for each in held(old, "one_on_one") if each["state"] == "planned"]
    assert [(each["kind"], each["salesperson_id"]) for each in planned] == [("quarterly_review", 1)]
    qtbot.waitUntil(lambda: bool(lines(old)) and "Schedule: Ada" not in lines(old))
    assert "Open it: Ben" in lines(old)
    assert "Quarterly review”, Ada" in old.furniture.context.messages.words
    undo = old.window.shell.findChild(QPushButton, "banner_action")
    qtbot.mouseClick(undo, LEFT)
    qtbot.waitUntil(lambda: "Schedule: Ada" in lines(old))


def test_that_the_late_assignment_pointed_at_is_the_one_carried_most(old: OpenWindow, qtbot: QtBot) -> None:
    act(old, qtbot, "Open it: Ben")
    panel = old.window.findChild(QWidget, "desk_panel")
    assert panel.isVisible()
    shown = [field.text() for field in panel.findChildren(QLineEdit)]
    shown += [label.text() for label in panel.findChildren(QLabel)]
    assert any("Late 3" in words for words in shown)
    assert not any("Late 9" in words for words in shown)


def test_that_dropping_the_late_one_closes_the_panel_and_points_at_the_next(
    old: OpenWindow, qtbot: QtBot
) -> None:
    act(old, qtbot, "Open it: Ben")
    panel = old.window.findChild(QWidget, "desk_panel")
    qtbot.mouseClick(panel.findChild(QPushButton, "record_drop"), LEFT)
    qtbot.waitUntil(lambda: not panel.isVisible())
    assert {each["what"]: each["state"] for each in held(old, "assignment")} == {
        "Late 9": "open", "Late 3": "dropped",
    }  # fmt: skip
    act(old, qtbot, "Open it: Ben")
    assert panel.isVisible()


def test_that_an_assignment_that_builds_is_asked_for_as_one(old: OpenWindow, qtbot: QtBot) -> None:
    act(old, qtbot, "Assign one: Cleo")
    panel = old.window.findChild(QWidget, "desk_panel")
    assert panel.findChild(QPushButton, "compose_does_not_know_how").isChecked()
    assert panel.findChild(QWidget, "compose_assignment_axis").isVisible()


def test_that_escape_leaves_the_panel_and_the_keyboard_stands_on_the_nudges(
    old: OpenWindow, qtbot: QtBot
) -> None:
    act(old, qtbot, "Schedule: Ada")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not old.window.findChild(QWidget, "desk_panel").isVisible()
    assert old.window.findChild(QWidget, "week_card").isVisible()
    assert QApplication.focusWidget().objectName() == "nudge_action"


def test_that_not_now_is_quiet_for_two_weeks_and_can_be_taken_back(old: OpenWindow, qtbot: QtBot) -> None:
    old.furniture.prompts.preset("After the fair")
    wait = card(old).findChildren(QPushButton, "nudge_postpone")[0]
    act_button = card(old).findChildren(QPushButton, "nudge_action")[0]
    assert wait.font().pixelSize() <= act_button.font().pixelSize()
    qtbot.mouseClick(wait, LEFT)
    qtbot.waitUntil(lambda: "Schedule: Ada" not in lines(old))
    assert held(old, "postponement")[0]["until"] == date(2026, 11, 25)
    assert "Not now" in old.furniture.context.messages.words


def test_that_the_keyboard_goes_on_to_the_next_nudge(old: OpenWindow, qtbot: QtBot) -> None:
    old.window.activateWindow()
    qtbot.waitUntil(old.window.isActiveWindow)
    act(old, qtbot, "Schedule: Ada")
    qtbot.keyClick(old.window.findChild(QPushButton, "compose_add"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(lines(old)) and "Schedule: Ada" not in lines(old))
    qtbot.waitUntil(lambda: old.window.focusWidget().accessibleName() == lines(old)[0])
    assert old.window.focusWidget().objectName() == "nudge_action"


def test_that_what_the_first_week_counts_makes_the_desk_stale() -> None:
    assert {"stage", "gate", "import_mapping"} <= SHOWN_KINDS
