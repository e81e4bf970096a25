"""What a column holds opens by a click on the "?" of its head or by Shift+F1, wraps, and sorts or moves nothing."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from salesdesk.gui.widgets.record_table import RecordTable
from tests.gui.conftest import OpenWindow

LEFT = Qt.MouseButton.LeftButton
SHARE = "Won amount over quota."


@pytest.fixture
def table(opened: OpenWindow, qtbot: QtBot) -> RecordTable:
    """The table of the pace, on the Plans tab of a real window."""
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    opened.window.shell.tabs.open("plans")
    opened.window.resize(1440, 1200)
    found = opened.window.findChild(RecordTable, "table_pace")
    qtbot.waitUntil(found.isVisible)
    QApplication.processEvents()
    return found


def column(table: RecordTable, label: str) -> int:
    """Finds a column by its head."""
    heads = [
        table.model().headerData(c, Qt.Orientation.Horizontal) for c in range(table.model().columnCount())
    ]
    return heads.index(label)


def head(table: RecordTable, label: str) -> QRect:
    """Gives the place of a head."""
    at = column(table, label)
    return QRect(
        table.header.sectionViewportPosition(at), 0, table.header.sectionSize(at), table.header.height()
    )


def shown(table: RecordTable) -> str:
    """Gives the explanation that is open, or nothing."""
    found = table.findChild(QLabel, "head_help")
    return found.text() if found is not None and found.isVisible() else ""


def test_that_a_click_on_the_sign_of_a_head_explains_its_column_and_another_closes(
    table: RecordTable, qtbot: QtBot
) -> None:
    sign = table.head_help.sign_spot(head(table, "Of quota"), column(table, "Of quota")).center()
    qtbot.mouseClick(table.header.viewport(), LEFT, pos=sign)
    assert shown(table) == f"Of quota: {SHARE}"
    label = table.findChild(QLabel, "head_help")
    assert label.wordWrap()
    assert label.heightForWidth(label.width()) <= label.height()
    assert table.rect().contains(label.geometry().translated(label.parentWidget().pos()))
    qtbot.mouseClick(table.header.viewport(), LEFT, pos=sign)
    assert not shown(table)


def test_that_shift_f1_explains_the_column_of_the_keyboard_and_escape_closes(
    table: RecordTable, qtbot: QtBot
) -> None:
    table.setFocus(Qt.FocusReason.OtherFocusReason)
    table.setCurrentIndex(table.model().index(0, column(table, "Of quota")))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert shown(table) == f"Of quota: {SHARE}"
    assert QApplication.focusWidget() is table
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not shown(table)
    table.setCurrentIndex(table.model().index(0, column(table, "Salesperson")))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert not shown(table), "a column that speaks for itself has no explanation"


def test_that_the_sign_sorts_nothing_and_the_head_beside_it_does(opened: OpenWindow, qtbot: QtBot) -> None:
    opened.window.shell.tabs.open("team")
    table = opened.window.findChild(RecordTable, "table_team")
    qtbot.waitUntil(table.isVisible)
    QApplication.processEvents()
    place = head(table, "Of quota")
    sign = table.head_help.sign_spot(place, column(table, "Of quota")).center()
    qtbot.mouseClick(table.header.viewport(), LEFT, pos=sign)
    assert shown(table).startswith("Of quota: ")
    assert table.header.sortIndicatorSection() == -1
    qtbot.mouseClick(table.header.viewport(), LEFT, pos=QPoint(place.right() - 14, place.center().y()))
    assert table.header.sortIndicatorSection() == column(table, "Of quota")
    assert not shown(table)
