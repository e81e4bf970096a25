"""What the tests of the room share: a talk in a real window, keys pressed where the keyboard stands, what is found."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.sight import Sight

SPOKEN = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)
ALT = Qt.KeyboardModifier.AltModifier
NO = Qt.KeyboardModifier.NoModifier


def person_of(opened: Any, place: int = 0) -> int:
    return opened.furniture.opening.services.roster.roster().people[place].person_id


def start_talk(opened: Any, qtbot: QtBot, place: int = 0) -> Any:
    """Starts the talk with somebody and waits until the keyboard stands in it."""
    opened.window.shell.roster.choose(person_of(opened, place))
    opened.window.activateWindow()
    opened.window.actions_by_id["start_one_on_one"].trigger()
    view = opened.furniture.sessions.view
    qtbot.waitUntil(lambda: view.isAncestorOf(QApplication.focusWidget() or opened.window))
    return view


def press(opened: Any, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO) -> None:
    """Presses a key where the keyboard stands."""
    qtbot.keyClick(QApplication.focusWidget() or opened.window, key, modifiers)


def back(opened: Any, qtbot: QtBot) -> None:
    """Presses Alt+Left."""
    press(opened, qtbot, Qt.Key.Key_Left, ALT)


def bring(opened: Any, qtbot: QtBot, sight: Sight) -> None:
    """Brings the window of a talk to what is to be in sight, by the keys of a person."""
    window = opened.window
    if sight is Sight.LOCKED:
        press(opened, qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    elif sight is Sight.COVERED:
        press(opened, qtbot, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    elif sight is Sight.CURTAIN:
        press(opened, qtbot, Qt.Key.Key_F9)
    elif sight is Sight.OWN:
        press(opened, qtbot, Qt.Key.Key_F8)
        press(opened, qtbot, Qt.Key.Key_F8)
    assert window.sight is sight


def part(opened: Any, name: str) -> Any:
    found = opened.window.findChild(QWidget, name)
    assert found is not None, f"there is no {name}"
    return found


def spoken(window: QWidget) -> str:
    """Everything that a screen reader can reach from the window."""
    found: list[str] = []
    _walk(QAccessible.queryAccessibleInterface(window), found)
    return "\n".join(found)


def _walk(node: QAccessibleInterface | None, found: list[str]) -> None:
    if node is None or not node.isValid():
        return
    found.extend(node.text(kind) for kind in SPOKEN)
    for place in range(min(node.childCount(), 3000)):
        _walk(node.child(place), found)
