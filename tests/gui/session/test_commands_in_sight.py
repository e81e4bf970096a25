"""Every command, by its key and by its name, while the laptop is turned, covered or locked."""

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.commands.command import Command
from salesdesk.gui.commands.table import COMMANDS
from salesdesk.gui.sight import Sight
from tests.gui.talk import bring, part, press, start_talk

IN_TALK = (Sight.SHARED, Sight.OWN, Sight.CURTAIN, Sight.COVERED, Sight.LOCKED)


def look(opened: Any) -> tuple[object, ...]:
    """Everything that a command might do: what is in sight, what floats above it, what is in the file."""
    desk = opened.furniture.opening.services.desk
    lines = desk.rows("SELECT max(id), count(*) FROM change_log")[0]
    steps = desk.rows("SELECT group_concat(id || state) FROM step")[0][0]
    above = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not opened.window]
    return (
        opened.window.sight, opened.window.isVisible(), tuple(lines), steps, above,
        tuple(opened.furniture.context.prompts.asked), opened.furniture.context.theme.zoom,
    )  # fmt: skip


def press_keys(opened: Any, qtbot: QtBot, keys: str) -> None:
    """Presses the keys of a command where the keyboard stands."""
    pressed = QKeySequence(keys)[0]
    press(opened, qtbot, pressed.key(), pressed.keyboardModifiers())


def prepare(opened: Any, qtbot: QtBot, sight: Sight) -> None:
    """Leaves an earlier step about somebody else behind, starts a talk and turns to a side of it."""
    services = opened.furniture.opening.services
    person = services.roster.roster().people[3]
    services.records.edit("salesperson", person.person_id, "name", "Zebulon")
    start_talk(opened, qtbot)
    if sight is not Sight.SHARED:
        bring(opened, qtbot, sight)


@pytest.mark.parametrize("sight", IN_TALK)
def test_that_no_command_does_anything_by_name_where_it_may_not_run(
    opened: Any, qtbot: QtBot, sight: Sight
) -> None:
    prepare(opened, qtbot, sight)
    before = look(opened)
    for each in COMMANDS:
        if not each.allowed & sight:
            opened.window.actions_by_id[each.id].trigger()
            assert look(opened) == before, each.id


SESSION_KEYS = ("Ctrl+Return", "Alt+Up", "Alt+Down", "Ctrl+P", "F8", "F9")
"""Keys that mean something of their own in a talk."""


def forbidden(sight: Sight) -> list[Command]:
    own = {Sight.LOCKED: (), Sight.COVERED: ("F8",)}.get(sight, SESSION_KEYS)
    return [each for each in COMMANDS if each.keys and not each.allowed & sight and each.keys not in own]


@pytest.mark.parametrize("sight", [Sight.SHARED, Sight.OWN, Sight.COVERED, Sight.LOCKED])
def test_that_no_key_does_anything_where_its_command_may_not_run(
    opened: Any, qtbot: QtBot, sight: Sight
) -> None:
    prepare(opened, qtbot, sight)
    before = look(opened)
    for each in forbidden(sight):
        press_keys(opened, qtbot, each.keys)
        assert look(opened) == before, each.id


def test_that_from_the_curtain_no_key_leads_further_than_to_the_side_both_read(
    opened: Any, qtbot: QtBot
) -> None:
    prepare(opened, qtbot, Sight.CURTAIN)
    before = look(opened)
    for each in forbidden(Sight.CURTAIN):
        press_keys(opened, qtbot, each.keys)
        assert opened.window.sight in (Sight.CURTAIN, Sight.SHARED), each.id
        if opened.window.sight is Sight.SHARED:
            press(opened, qtbot, Qt.Key.Key_F9)
        assert look(opened) == before, each.id


@pytest.mark.parametrize("sight", IN_TALK)
def test_that_no_allowed_command_leads_to_the_desk(opened: Any, qtbot: QtBot, sight: Sight) -> None:
    prepare(opened, qtbot, sight)
    for each in COMMANDS:
        if each.allowed & sight and each.id != "quit" and not each.allowed & Sight.START:
            opened.window.actions_by_id[each.id].trigger()
            assert opened.window.sight in IN_TALK, each.id


@pytest.mark.parametrize("sight", IN_TALK)
def test_that_shortcuts_of_pages_behind_hear_nothing(opened: Any, qtbot: QtBot, sight: Sight) -> None:
    shell = opened.window.shell
    for tab in shell.tabs.keys:
        shell.tabs.open(tab)
    prepare(opened, qtbot, sight)
    fired: list[str] = []
    keys: list[str] = []
    for owner in (shell, *shell.findChildren(QWidget)):
        for action in owner.actions():
            if isinstance(action, QAction) and not action.shortcut().isEmpty():
                keys.append(action.shortcut().toString())
                if action not in opened.window.actions_by_id.values():
                    action.triggered.connect(partial(lambda name, _=False: fired.append(name), action.text()))
    before = look(opened)
    for each in sorted(set(keys)):
        if each not in SESSION_KEYS:
            press_keys(opened, qtbot, each)
            if opened.window.sight is not before[0]:
                press(opened, qtbot, Qt.Key.Key_F9)
    assert fired == []
    assert look(opened) == before


def test_that_a_locked_desk_starts_no_talk_and_takes_nothing_back(opened: Any, qtbot: QtBot) -> None:
    opened.window.shell.roster.choose(opened.furniture.opening.services.roster.roster().people[0].person_id)
    services = opened.furniture.opening.services
    services.records.edit("salesperson", opened.window.shell.person_id, "name", "Zebulon")
    opened.window.activateWindow()
    press(opened, qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    before = look(opened)
    for each in COMMANDS:
        if each.keys and not each.allowed & Sight.LOCKED:
            press_keys(opened, qtbot, each.keys)
            assert look(opened) == before, each.id
    qtbot.mouseClick(part(opened, "unlock"), Qt.MouseButton.LeftButton)
    assert opened.window.sight is Sight.DESK
    assert opened.window.actions_by_id["start_one_on_one"].isEnabled()


def test_that_a_question_that_comes_while_the_laptop_is_turned_waits(opened: Any, qtbot: QtBot) -> None:
    start_talk(opened, qtbot)
    opened.furniture.prompts.confirm("Delete Wilburn Farren?", "Delete", lambda: None)
    opened.furniture.errors.show(ValueError("Wilburn Farren"))
    qtbot.waitUntil(lambda: not opened.furniture.background.jobs)
    above = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not opened.window]
    assert above == []
    bring(opened, qtbot, Sight.OWN)
    waiting = [
        w.objectName() for w in QApplication.topLevelWidgets() if w.isVisible() and w is not opened.window
    ]
    assert sorted(waiting) == ["confirm", "report_dialog"]
    for each in QApplication.topLevelWidgets():
        if each.objectName() in waiting:
            each.close()
