"""Tests that a table keeps its names in sight, its figures whole and only the widths that a hand has given."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.env.locale import Formats
from salesdesk.env.table_states import TableStates
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.theme import align_figures
from salesdesk.gui.widgets.field_editors import EditorTools
from salesdesk.gui.widgets.record_table import RecordTable
from tests.gui.widgets.hand import drag_edge
from tests.gui.widgets.sample_rows import COLUMNS, row

NAME, ACCOUNT, OUTCOME, AMOUNT, EXPECTED, REFERRAL, NUMBER = range(7)
LONG = "The renewal of everything they have had from us since the mill was rebuilt after the flood"


def make(
    qtbot: QtBot, tools: EditorTools, states: TableStates, width: int = 420, *, name: str = "Pilot",
    amount: int = 500,
) -> RecordTable:  # fmt: skip
    """Shows a table that is wider than its place."""
    model = RecordTableModel(COLUMNS, Formats(), editable=True)
    table = RecordTable(model, tools, states, "deals", "Deals")
    model.setParent(table)
    table.set_rows([row(n, f"{name} {n}", amount) for n in range(1, 40)])
    qtbot.addWidget(table)
    table.resize(width, 300)
    table.show()
    QApplication.processEvents()
    return table


def test_that_a_column_shrinks_again_when_its_huge_figure_is_gone(
    qtbot: QtBot, tools: EditorTools, states: TableStates
) -> None:
    table = make(qtbot, tools, states)
    before = table.columnWidth(AMOUNT)
    table.set_rows([row(n, f"Pilot {n}", 99_999_999_999_999) for n in range(1, 40)])
    assert table.columnWidth(AMOUNT) > before
    table.set_rows([row(n, f"Pilot {n}", 500) for n in range(1, 40)])
    assert table.columnWidth(AMOUNT) == before


def scroll_right(table: RecordTable) -> None:
    """Scrolls sideways to the end."""
    bar = table.horizontalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 100
    QApplication.processEvents()


def cell(table: RecordTable, place: int, column: int) -> QPoint:
    """Gives the middle of a cell."""
    return table.visualRect(table.model().index(place, column)).center()


def left_strip(table: RecordTable) -> object:
    """Takes a picture of the left edge, heads included."""
    return table.grab().copy(0, 0, 60, 200).toImage()


def test_that_the_names_and_their_head_stay_while_the_table_scrolls_sideways(
    qtbot: QtBot, tools: EditorTools, states: TableStates
) -> None:
    table = make(qtbot, tools, states)
    table.clearFocus()
    before = left_strip(table)
    scroll_right(table)
    assert left_strip(table) == before


def test_that_a_click_on_a_name_that_stayed_chooses_its_row_and_scrolls_nothing(
    qtbot: QtBot, tools: EditorTools, states: TableStates
) -> None:
    table = make(qtbot, tools, states)
    scroll_right(table)
    before = table.horizontalScrollBar().value()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, cell(table, 3, NAME).y()))
    assert (table.currentIndex().row(), table.currentIndex().column()) == (3, NAME)
    assert table.horizontalScrollBar().value() == before


def test_that_a_click_on_the_head_of_the_names_sorts_by_them(
    qtbot: QtBot, tools: EditorTools, states: TableStates
) -> None:
    table = make(qtbot, tools, states)
    scroll_right(table)
    head = table.horizontalHeader()
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, head.height() // 2))
    assert head.sortIndicatorSection() == NAME


def test_that_the_keyboard_never_stands_on_a_cell_below_the_names(
    qtbot: QtBot, tools: EditorTools, states: TableStates
) -> None:
    table = make(qtbot, tools, states)
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, NUMBER))
    for column in (REFERRAL, EXPECTED, AMOUNT, OUTCOME, ACCOUNT):
        qtbot.keyClick(table, Qt.Key.Key_Left)
        assert table.currentIndex().column() == column
        assert table.visualRect(table.currentIndex()).left() >= table.names_width - 1


def test_that_a_name_is_edited_where_it_stayed(qtbot: QtBot, tools: EditorTools, states: TableStates) -> None:
    table = make(qtbot, tools, states)
    scroll_right(table)
    table.setCurrentIndex(table.model().index(2, NAME))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.indexWidget(table.currentIndex()) or QApplication.focusWidget()
    assert editor is not None
    assert editor.geometry().left() >= 0


def test_that_names_never_take_more_than_their_part_of_the_room(
    qtbot: QtBot, tools: EditorTools, states: TableStates
) -> None:
    table = make(qtbot, tools, states, name=LONG)
    scroll_right(table)
    assert 0 < table.names_width < table.viewport().width() / 2


def test_that_only_the_width_that_was_dragged_is_remembered(
    qtbot: QtBot, tools: EditorTools, states: TableStates
) -> None:
    table = make(qtbot, tools, states, width=1200)
    drag_edge(qtbot, table, ACCOUNT, 211)
    table.sortByColumn(AMOUNT, Qt.SortOrder.DescendingOrder)
    table.setColumnWidth(OUTCOME, 300)
    table.columns.note()
    assert states.state_of("deals").widths == {"account_id": 211}


@pytest.mark.parametrize("amount", [Decimal("123456789.50"), Decimal(-98765432)])
def test_that_a_figure_is_whole_when_it_comes_and_when_it_grows(
    qtbot: QtBot, tools: EditorTools, states: TableStates, amount: Decimal
) -> None:
    table = make(qtbot, tools, states)
    table.model().setData(table.model().index(30, AMOUNT), amount)
    words = table.model().index(30, AMOUNT).data()
    needed = QFontMetrics(align_figures(tools.theme.font())).horizontalAdvance(words)
    assert table.columnWidth(AMOUNT) > needed + 8


def test_that_a_hand_cannot_cut_a_figure_but_may_cut_words(
    qtbot: QtBot, tools: EditorTools, states: TableStates
) -> None:
    table = make(qtbot, tools, states, width=1200, amount=123456789)
    needed = QFontMetrics(align_figures(tools.theme.font())).horizontalAdvance("$123,456,789")
    drag_edge(qtbot, table, AMOUNT, 60)
    assert table.columnWidth(AMOUNT) > needed + 8
    drag_edge(qtbot, table, ACCOUNT, 70)
    assert table.columnWidth(ACCOUNT) == 70


def test_that_the_last_column_takes_the_room_that_is_left_and_is_never_squeezed(
    qtbot: QtBot, tools: EditorTools, states: TableStates
) -> None:
    table = make(qtbot, tools, states, width=1300)
    right = table.columnViewportPosition(NUMBER) + table.columnWidth(NUMBER)
    assert right == table.viewport().width()
    table.resize(300, 300)
    QApplication.processEvents()
    assert table.columnWidth(NUMBER) > QFontMetrics(tools.theme.font()).horizontalAdvance("Number")


@pytest.mark.parametrize("in_sight", [False, True])
def test_that_a_figure_is_seen_whole_or_not_at_all(
    qtbot: QtBot, tools: EditorTools, states: TableStates, in_sight: bool
) -> None:
    table = make(qtbot, tools, states, amount=123_456)
    start = sum(table.columnWidth(column) for column in (NAME, ACCOUNT, OUTCOME))
    table.resize(start + table.columnWidth(AMOUNT) - 30, 300)
    table.clearFocus()
    missing = start + table.columnWidth(AMOUNT) - table.viewport().width()
    table.horizontalScrollBar().setValue(missing if in_sight else 0)
    QApplication.processEvents()
    assert missing > 0
    assert (len(colours_of(table, AMOUNT)) > 1) is in_sight


def colours_of(table: RecordTable, column: int) -> set[int]:
    """Gives the colours of a cell of the fourth row, without its line."""
    spot = table.visualRect(table.model().index(3, column)).adjusted(2, 4, -2, -4)
    picture = table.viewport().grab(spot.intersected(table.viewport().rect())).toImage()
    return {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
