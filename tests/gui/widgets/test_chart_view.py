"""Tests the frame around every chart: theme, table twin, rows, pictures."""

from pathlib import Path

import pytest
from matplotlib.axis import Tick
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QScrollArea, QTableView, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.charts.balance import AssignmentCount, Balance, draw_balance
from salesdesk.charts.marks import rows_keys
from salesdesk.gui.prompts import Prompts
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.chart_view import ChartView
from tests.gui.widgets.hand import turn_wheel

DATA = Balance((AssignmentCount("7", "Mara Ellwood", 3, 1), AssignmentCount("8", "Tomas Beck", 0, 2)))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """The window over which questions open."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def prompts(window: QWidget) -> Prompts:
    """Questions that are answered in advance."""
    return Prompts(window)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, prompts: Prompts) -> ChartView:
    """A chart that is seen."""
    made = ChartView(theme, prompts, "Balance by salesperson", draw_balance)
    qtbot.addWidget(made)
    made.show_data(DATA)
    made.resize(500, 300)
    made.show()
    return made


def test_that_a_chart_is_drawn_when_seen_and_again_in_the_colours_of_another_theme(
    view: ChartView, theme: Theme
) -> None:
    light = view.grab().toImage()
    assert light.pixelColor(3, 3) == QColor(theme.tokens.card)
    theme.set_scheme("dark")
    dark = view.grab().toImage()
    assert dark.pixelColor(3, 3) == QColor(theme.tokens.card)
    assert light.pixelColor(3, 3) != dark.pixelColor(3, 3)


def test_that_no_tick_is_made_only_to_be_cut_off(
    qtbot: QtBot, view: ChartView, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    begin = Tick.__init__
    monkeypatch.setattr(Tick, "__init__", lambda self, *a, **k: made.append(self) or begin(self, *a, **k))
    view.draw_now()
    assert made == []


def test_that_f7_turns_to_the_table_and_back(qtbot: QtBot, view: ChartView) -> None:
    qtbot.keyClick(view, Qt.Key.Key_F7)
    assert view.as_table
    table = view.findChild(QTableView)
    assert [table.model().index(0, column).data() for column in range(4)] == ["Mara Ellwood", "3", "1", "75%"]
    qtbot.keyClick(view, Qt.Key.Key_F7)
    assert not view.as_table


def test_that_a_row_of_the_table_asks_for_the_rows_behind_it(qtbot: QtBot, view: ChartView) -> None:
    view.show_as_table(True)
    table = view.findChild(QTableView)
    with qtbot.waitSignal(view.rows_requested) as asked:
        table.setCurrentIndex(table.model().index(1, 0))
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked.args == ["8"]


def test_that_a_click_on_a_mark_asks_for_the_rows_behind_it(qtbot: QtBot, view: ChartView) -> None:
    canvas = view._picture
    canvas.draw()
    axes = canvas.drawing.figure.axes[0]
    bars = next(mark for mark in axes.collections if rows_keys(mark))
    x, y = axes.transData.transform(bars.get_paths()[0].vertices[:4]).mean(axis=0)
    ratio = canvas.devicePixelRatioF()
    spot = canvas.rect().topLeft()
    spot.setX(round(x / ratio))
    spot.setY(round(canvas.height() - y / ratio))
    with qtbot.waitSignal(view.rows_requested) as asked:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=spot)
    assert asked.args == ["7"]


@pytest.mark.parametrize(("name", "start"), [("b.png", b"\x89PNG"), ("b.svg", b"<?xml"), ("b.pdf", b"%PDF")])
def test_that_a_picture_is_saved_in_the_format_of_its_name(
    view: ChartView, prompts: Prompts, tmp_path: Path, name: str, start: bytes
) -> None:
    prompts.preset(tmp_path / name)
    view.save_picture()
    assert (tmp_path / name).read_bytes().startswith(start)


def test_that_the_numbers_can_be_copied(view: ChartView) -> None:
    view.copy_table()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines == [
        "Salesperson\tDevelopment\tSales\tDevelopment share",
        "Mara Ellwood\t3\t1\t75%",
        "Tomas Beck\t0\t2\t0%",
    ]


def test_that_a_chart_can_be_read_aloud(view: ChartView) -> None:
    assert view.accessibleName() == "Chart: Balance by salesperson"
    assert "Mara Ellwood, 3, 1, 75%" in view.accessibleDescription()
    assert view.menu_button.accessibleName()


def test_that_the_wheel_over_a_chart_scrolls_the_page(qtbot: QtBot, view: ChartView) -> None:
    page = QScrollArea()
    qtbot.addWidget(page)
    view.setFixedHeight(900)
    page.setWidget(view)
    page.resize(520, 300)
    page.show()
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    canvas = view.findChild(QWidget, "chart_canvas")
    turn_wheel(canvas)
    assert page.verticalScrollBar().value() > 0
    page.takeWidget()


def test_that_no_column_of_the_table_is_squeezed_in_a_narrow_chart(qtbot: QtBot, view: ChartView) -> None:
    qtbot.keyClick(view, Qt.Key.Key_F7)
    view.resize(200, 300)
    table = view.findChild(QTableView)
    last = table.model().columnCount() - 1
    assert table.columnWidth(last) >= table.sizeHintForColumn(last)
    assert table.columnWidth(last) >= table.horizontalHeader().sectionSizeHint(last)
