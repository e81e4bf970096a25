"""Tests the one table of commands."""

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from salesdesk.gui.commands.command import MENUS, cheat_sheet, fill_menus, make_actions
from salesdesk.gui.commands.table import COMMANDS, command
from salesdesk.gui.icons import NAMES


def test_that_no_two_commands_share_an_id_or_keys() -> None:
    ids = Counter(each.id for each in COMMANDS)
    keys = Counter(QKeySequence(each.keys).toString() for each in COMMANDS if each.keys)
    assert max(ids.values()) == 1
    assert max(keys.values()) == 1
    assert "" not in keys


def test_that_every_icon_of_a_command_exists() -> None:
    assert {each.icon for each in COMMANDS if each.icon} <= set(NAMES)


def test_that_the_menus_hold_every_command(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = make_actions(window, COMMANDS)
    fill_menus(window.menuBar(), COMMANDS, actions)
    menus = [action.menu() for action in window.menuBar().actions()]
    held = [action for menu in menus for action in menu.actions() if not action.isSeparator()]
    assert [menu.title().replace("&", "") for menu in menus] == list(MENUS)
    assert held == [actions[each.id] for title in MENUS for each in COMMANDS if each.menu == title]


def test_that_keys_trigger_their_command(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = make_actions(window, COMMANDS)
    assert actions["start_one_on_one"].shortcut() == QKeySequence("F5")
    with qtbot.waitSignal(actions["undo"].triggered):
        actions["undo"].trigger()


def test_that_the_cheat_sheet_names_every_key() -> None:
    assert len(cheat_sheet(COMMANDS)) == sum(bool(each.keys) for each in COMMANDS)
    assert command("import").words == "Import"
