"""What a screen reader and the clipboard can reach while somebody else looks: this talk, and nothing of others."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from salesdesk.gui.sight import Sight
from tests.gui.talk import bring, part, press, spoken, start_talk

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("sight", [Sight.SHARED, Sight.CURTAIN, Sight.LOCKED])
def test_that_a_screen_reader_finds_nobody_else(opened: Any, qtbot: QtBot, sight: Sight) -> None:
    services = opened.furniture.opening.services
    people = [entry.name for entry in services.roster.roster().people]
    shell = opened.window.shell
    for tab in shell.tabs.keys:
        shell.tabs.open(tab)
    services.records.edit("salesperson", services.roster.roster().people[3].person_id, "name", "Zebulon")
    shell.refresh()
    assert "Zebulon" in spoken(opened.window)
    start_talk(opened, qtbot)
    if sight is not Sight.SHARED:
        bring(opened, qtbot, sight)
    found = spoken(opened.window)
    others = [name for name in (*people[1:], "Zebulon") if name in found]
    assert others == []
    assert str(services.path) not in found
    assert services.path.stem not in found
    if sight is not Sight.SHARED:
        assert people[0] not in found


def test_that_the_own_side_is_not_there_for_a_screen_reader_once_turned_back(
    opened: Any, qtbot: QtBot
) -> None:
    view = start_talk(opened, qtbot)
    bring(opened, qtbot, Sight.OWN)
    qtbot.keyClicks(view.sides.own.note, "Quitte")
    assert "Quitte" in spoken(opened.window)
    for key in (Qt.Key.Key_F9, Qt.Key.Key_Escape):
        press(opened, qtbot, key)
        assert "Quitte" not in spoken(opened.window)


@pytest.mark.parametrize("way", [Qt.Key.Key_F8, Qt.Key.Key_F9])
def test_that_what_was_copied_on_the_own_side_does_not_cross(opened: Any, qtbot: QtBot, way: Qt.Key) -> None:
    view = start_talk(opened, qtbot)
    bring(opened, qtbot, Sight.OWN)
    note = view.sides.own.note
    qtbot.keyClicks(note, "Quitte")
    press(opened, qtbot, Qt.Key.Key_A, CTRL)
    press(opened, qtbot, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "Quitte"
    press(opened, qtbot, way)
    assert QGuiApplication.clipboard().text() == ""


def test_that_what_was_copied_at_the_desk_does_not_cross(opened: Any, qtbot: QtBot) -> None:
    opened.window.activateWindow()
    box = opened.window.findChild(QLineEdit)
    box.setText("Zebulon")
    box.setFocus()
    box.selectAll()
    press(opened, qtbot, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "Zebulon"
    start_talk(opened, qtbot)
    assert QGuiApplication.clipboard().text() == ""


def test_that_what_was_copied_on_the_side_both_read_stays(opened: Any, qtbot: QtBot) -> None:
    start_talk(opened, qtbot)
    note = part(opened, "note_wins")
    note.setFocus()
    qtbot.keyClicks(note, "Won it")
    press(opened, qtbot, Qt.Key.Key_A, CTRL)
    press(opened, qtbot, Qt.Key.Key_C, CTRL)
    press(opened, qtbot, Qt.Key.Key_F9)
    press(opened, qtbot, Qt.Key.Key_Escape)
    assert QGuiApplication.clipboard().text() == "Won it"
