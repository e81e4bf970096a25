"""The real Tab key in every table of the window: from cell to cell, and out at either end with one press."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget
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


@pytest.fixture
def tour(qtbot: QtBot, tmp_path: Path) -> Iterator[Tour]:
    """The window of the sample team, to be walked through."""
    import sys

    hook = sys.excepthook
    made = Tour(tmp_path)
    qtbot.addWidget(made.window)
    made.open_sample()
    sys.excepthook = hook
    yield made
    made.close()


def tables_of(window: QWidget) -> list[QTableView]:
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


def press(key: Qt.Key, *, shift: bool = False) -> None:
    """Presses a key where the focus is, as the system does."""
    QTest.keyClick(
        QApplication.focusWidget(), key, Qt.KeyboardModifier.ShiftModifier if shift else NO_MODIFIER
    )


def fault_of(table: QTableView) -> str:
    """Presses Tab and Shift+Tab at both ends of a table and tells the first thing that is not as it should be."""
    first, last = cells_of(table)
    for cell, key, shift in ((last, Qt.Key.Key_Tab, False), (first, Qt.Key.Key_Backtab, True)):
        stand_on(table, cell)
        press(key, shift=shift)
        if QApplication.focusWidget() is table:
            return f"{key.name} on {cell} does not leave"
    for cell, key, shift in ((first, Qt.Key.Key_Tab, False), (last, Qt.Key.Key_Backtab, True)):
        stand_on(table, cell)
        press(key, shift=shift)
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
        for table in tables_of(window):
            met.add(table.objectName())
            fault = fault_of(table)
            faults += [f"{screen} {table.objectName()}: {fault}"] if fault else []
            tour.settle()
    assert not faults, "\n" + "\n".join(faults)
    assert not tour.failures
    assert met >= WALKED, met


def open_editor(table: RecordTable) -> QWidget:
    """Opens the editor of the current cell with F2."""
    press(Qt.Key.Key_F2)
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
    press(Qt.Key.Key_Tab)
    tour.settle()
    assert not table.has_unsettled_edit()
    assert "7" in str(table.model().index(*cell).data())
    assert QApplication.focusWidget() is not editor
    assert not tour.failures
