"""Hands on what needs the manager, on the Desk."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.store.desk_file import DeskFile
from tests.gui.conftest import OpenWindow

LEFT = Qt.MouseButton.LeftButton


def write(desk: DeskFile, *records: object) -> None:
    """Adds records."""
    with desk.change("Prepare", undoable=False) as work:
        work.session.add_all(records)


def card(opened: OpenWindow) -> QWidget:
    """Gives the card of what needs the manager."""
    return opened.window.findChild(QWidget, "needs_card")


def lines(opened: OpenWindow) -> list[str]:
    """Gives what needs the manager, by person."""
    found = card(opened)
    buttons = found.findChildren(QPushButton, "nudge_action") if found is not None else []
    return [b.accessibleName() for b in buttons if b.isVisible()]


def act(opened: OpenWindow, qtbot: QtBot, name: str) -> None:
    """Clicks what a nudge offers."""
    button = next(
        b for b in card(opened).findChildren(QPushButton, "nudge_action") if b.accessibleName() == name
    )
    qtbot.mouseClick(button, LEFT)


def held(opened: OpenWindow, kind: str) -> list[dict]:
    """Gives the stored records of a kind."""
    services = opened.furniture.opening.services
    assert services is not None
    return [row.values for row in services.records.rows(kind)]
