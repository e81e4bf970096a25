"""Tab in every table of the window: it walks the cells, and at either end one key leaves for the next control."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.widgets.record_table import RecordTable

WAYS = {Qt.Key.Key_Tab: -1, Qt.Key.Key_Backtab: 0}
"""Either key, and at which end of the cells it leaves."""


def press(window: QWidget, key: Qt.Key) -> None:
    """Presses a key as the system does: into the native window, which hands it to the focus."""
    handle = window.windowHandle()
    assert isinstance(handle, QWindow)
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(handle, key, shift if key is Qt.Key.Key_Backtab else Qt.KeyboardModifier.NoModifier)
    QApplication.processEvents()


def tables_of(opened: Any, place: str) -> Iterator[QTableView]:
    """Opens a tab and gives the tables on it that can be seen."""
    command = "week_numbers" if place == "week" else f"go_{place}"
    opened.window.actions_by_id[command].trigger()
    QApplication.processEvents()
    for table in opened.window.findChildren(QTableView):
        if table.isVisible() and table.model() is not None and table.model().rowCount():
            yield table


def cells(table: QTableView) -> list[tuple[int, int]]:
    """Gives the cells that are shown, in the order of reading."""
    model = table.model()
    shown = [c for c in range(model.columnCount()) if not table.isColumnHidden(c)]
    return [(row, column) for row in range(model.rowCount()) for column in shown]


@pytest.fixture
def in_front(opened: Any, qtbot: QtBot) -> Any:
    """The window in front of everything, as after a click on it."""
    opened.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is opened.window)
    return opened


@pytest.mark.parametrize("key", list(WAYS))
@pytest.mark.parametrize("place", ["plans", "team", "coaching", "week"])
def test_that_one_key_leaves_every_table_at_its_end(place: str, key: Qt.Key, in_front: Any) -> None:
    met = 0
    for table in tables_of(in_front, place):
        row, column = cells(table)[WAYS[key]]
        table.setFocus()
        table.setCurrentIndex(table.model().index(row, column))
        press(in_front.window, key)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused is not table
        assert not table.isAncestorOf(focused)
        met += 1
    assert met


@pytest.mark.parametrize("key", list(WAYS))
def test_that_tab_in_the_editor_of_an_end_cell_saves_and_leaves(
    key: Qt.Key, in_front: Any, qtbot: QtBot
) -> None:
    (table,) = [each for each in tables_of(in_front, "plans") if each.objectName() == "table_quotas"]
    model = table.model()
    editable = [
        (row, column)
        for row, column in cells(table)
        if model.index(row, column).flags() & Qt.ItemFlag.ItemIsEditable
    ]
    row, column = editable[WAYS[key]]
    table.setFocus()
    table.setCurrentIndex(model.index(row, column))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    editor.setText("4321")
    press(in_front.window, key)
    assert "4,321" in str(table.model().index(row, column).data())
    for _ in range(len(cells(table))):
        if not table.hasFocus() and not table.isAncestorOf(QApplication.focusWidget() or table.window()):
            break
        press(in_front.window, key)
    assert QApplication.focusWidget() is not None
    assert not table.hasFocus()


def test_that_tab_walks_every_cell_of_an_editable_table_once(in_front: Any) -> None:
    (table,) = [each for each in tables_of(in_front, "team") if isinstance(each, RecordTable)]
    table.setFocus()
    table.setCurrentIndex(table.model().index(*cells(table)[0]))
    walked = [cells(table)[0]]
    for _ in cells(table)[1:]:
        press(in_front.window, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is table
        walked.append((table.currentIndex().row(), table.currentIndex().column()))
    assert walked == cells(table)
    press(in_front.window, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not table
