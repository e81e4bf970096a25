"""Tab in every table of the window: it walks the cells, and at either end one key leaves for the next control."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.screens import screens
from salesdesk.gui.tour import Tour
from salesdesk.gui.widgets.record_table import RecordTable

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
WALKED = {
    "table_team",
    "table_quotas",
    "table_coaching_log",
    "table_strengths",
    "table_week_numbers",
    "table_pace",
}
"""Tables that the walk must have met, lest it pass because it saw nothing."""
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


def tables_in(window: QWidget) -> list[QTableView]:
    """Gives the tables that are in sight and can take the keyboard."""
    found = [table for table in window.findChildren(QTableView) if table.isVisible() and table.model()]
    return [t for t in found if t.model().rowCount() and t.focusPolicy() != Qt.FocusPolicy.NoFocus]


def cells_of(table: QTableView) -> list[tuple[int, int]]:
    """Gives the first and the last cell that are shown."""
    header = table.horizontalHeader()
    columns = [header.logicalIndex(at) for at in range(header.count())]
    shown = [column for column in columns if not table.isColumnHidden(column)]
    return [(0, shown[0]), (table.model().rowCount() - 1, shown[-1])]


def stand_on(table: QTableView, cell: tuple[int, int]) -> None:
    """Puts the keyboard on a cell."""
    table.window().activateWindow()
    table.setFocus(Qt.FocusReason.OtherFocusReason)
    table.setCurrentIndex(table.model().index(*cell))
    assert QApplication.focusWidget() is table


def press_here(key: Qt.Key, *, shift: bool = False) -> None:
    """Presses a key where the focus is, as the system does."""
    QTest.keyClick(
        QApplication.focusWidget(), key, Qt.KeyboardModifier.ShiftModifier if shift else NO_MODIFIER
    )


def fault_of(table: QTableView) -> str:
    """Presses Tab and Shift+Tab at both ends of a table and tells the first thing that is not as it should be."""
    first, last = cells_of(table)
    for cell, key, shift in ((last, Qt.Key.Key_Tab, False), (first, Qt.Key.Key_Backtab, True)):
        stand_on(table, cell)
        press_here(key, shift=shift)
        if QApplication.focusWidget() is table:
            return f"{key.name} on {cell} does not leave"
    for cell, key, shift in ((first, Qt.Key.Key_Tab, False), (last, Qt.Key.Key_Backtab, True)):
        stand_on(table, cell)
        press_here(key, shift=shift)
        editable = isinstance(table, RecordTable) and table.model().editable
        stays = QApplication.focusWidget() is table
        if editable and first != last and not stays and table.objectName() != "table_week_numbers":
            return f"{key.name} on {cell} leaves a table that is worked in"
        if not editable and stays:
            return f"{key.name} on {cell} does not leave a table that is only read"
    return ""


def test_that_tab_leaves_every_table_at_either_end_and_never_ends_the_program(tour: Tour) -> None:
    faults: list[str] = []
    met: set[str] = set()
    for screen, window in screens(tour):
        for table in tables_in(window):
            met.add(table.objectName())
            fault = fault_of(table)
            faults += [f"{screen} {table.objectName()}: {fault}"] if fault else []
            tour.settle()
    assert not faults, "\n" + "\n".join(faults)
    assert not tour.failures
    assert met >= WALKED, met


def open_editor(table: RecordTable) -> QWidget:
    """Opens the editor of the current cell with F2."""
    press_here(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert table.has_unsettled_edit()
    assert editor is not None
    assert editor is not table
    return editor


def last_editable(table: RecordTable) -> tuple[int, int]:
    """Gives the last cell that can be typed into."""
    model = table.model()
    cells = [(r, c) for r in range(model.rowCount()) for c in table.shown_columns()]
    typed = [c for c in cells if model.index(*c).flags() & Qt.ItemFlag.ItemIsEditable]
    return typed[-1]


@pytest.mark.parametrize("name", ["table_quotas", "table_week_numbers"])
def test_that_tab_in_an_open_editor_at_the_end_keeps_what_was_typed(tour: Tour, name: str) -> None:
    tour.window.shell.tabs.open("plans")
    if name == "table_week_numbers":
        tour.window.actions_by_id["week_numbers"].trigger()
    tour.settle()
    table = tour.window.findChild(RecordTable, name)
    cell = last_editable(table)
    stand_on(table, cell)
    editor = open_editor(table)
    QTest.keyClicks(editor, "7")
    press_here(Qt.Key.Key_Tab)
    tour.settle()
    assert not table.has_unsettled_edit()
    assert "7" in str(table.model().index(*cell).data())
    assert QApplication.focusWidget() is not editor
    assert not tour.failures
