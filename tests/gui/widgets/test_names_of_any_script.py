"""Names of any length and script beside a chart, and in its table twin."""

import warnings

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.charts.balance import AssignmentCount, Balance, draw_balance
from salesdesk.charts.palette import LONGEST_NAME
from salesdesk.gui.prompts import Prompts
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.chart_view import ChartView

LONG = "Akinbode Oluwaseun " * 8
NAMES = (LONG, "נועה לוי", "ليلى حداد", "Jo 🦊 Fox", "Tomas Beck")
DATA = Balance(tuple(AssignmentCount(str(n), name, 3, n) for n, name in enumerate(NAMES)))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """The window over which questions open."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, window: QWidget) -> ChartView:
    """A chart of people with such names."""
    made = ChartView(theme, Prompts(window), "Balance by salesperson", draw_balance)
    qtbot.addWidget(made)
    made.show_data(DATA)
    made.resize(500, 300)
    made.show()
    return made


def test_that_names_of_any_script_are_drawn_without_a_warning(view: ChartView) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        view.draw_now()
    assert [str(each.message) for each in told] == []


def test_that_a_long_name_is_cut_and_leaves_room_for_the_bars(view: ChartView) -> None:
    view.draw_now()
    axes = view._picture.drawing.figure.axes[0]
    names = [label.get_text() for label in axes.texts if label.get_text()[:4] in {name[:4] for name in NAMES}]
    assert max(map(len, names)) <= LONGEST_NAME
    assert names[0].startswith("Akinbode")
    assert names[0].endswith("…")
    left = min(label.get_window_extent().x0 for label in axes.texts)
    assert left >= 0, "no name is cut at the left"


def test_that_a_long_name_does_not_push_the_figures_out_of_the_twin(qtbot: QtBot, view: ChartView) -> None:
    qtbot.keyClick(view, Qt.Key.Key_F7)
    twin = view.findChild(QTableView)
    assert twin.columnWidth(0) <= 240
    assert twin.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == LONG
