"""Only what is seen is built with a page, and everything is put in its place before it is filled."""

from collections import Counter
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.page import Page
from salesdesk.gui.widgets.block_reader import BlockReader
from salesdesk.gui.widgets.blocks_page import BlocksPage
from salesdesk.gui.widgets.chart_view import ChartView
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
from salesdesk.gui.widgets.record_page import RecordPage
from salesdesk.gui.widgets.side_panel import SidePanel
from salesdesk.gui.widgets.steady_table import SteadyTable
from tests.gui.conftest import OpenWindow

TABS = ("metrics", "coaching", "plans")
MOVES = 4
"""Most times that a widget may be taken from one place to another, with what it stands in, while its page is made."""


class Moves(QObject):
    """Counts the widgets that are moved, each with everything in it."""

    def __init__(self) -> None:
        super().__init__()
        self.moved = self.largest = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Counts a move."""
        if event.type() is QEvent.Type.ParentChange and isinstance(watched, QWidget):
            together = 1 + len(watched.findChildren(QWidget))
            self.moved, self.largest = self.moved + together, max(self.largest, together)
        return False


class Paintings(QObject):
    """Counts how often the rows of a table are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: Counter[QWidget] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Counts a painting."""
        table = watched.parent() if event.type() is QEvent.Type.Paint else None
        if isinstance(table, SteadyTable) and watched is table.viewport():
            self.seen[table] += 1
        return False


def opened_page(opened: OpenWindow, qtbot: QtBot, tab: str) -> Page:
    page = opened.window.shell.tabs.open(tab)
    qtbot.waitUntil(page.isVisible)
    QApplication.processEvents()
    return page


@pytest.mark.parametrize("tab", TABS)
def test_that_what_nobody_has_opened_is_not_built(opened: OpenWindow, qtbot: QtBot, tab: str) -> None:
    page = opened_page(opened, qtbot, tab)
    assert page.findChildren(ChartView)
    for chart in page.findChildren(ChartView):
        assert not chart.findChildren(QTableView)
        assert all(menu.isEmpty() for menu in chart.menu_button.findChildren(QMenu))
    assert not page.findChildren(RecordPage)
    for panel in page.findChildren(SidePanel):
        assert not panel.findChildren(QWidget)


@pytest.mark.parametrize("tab", TABS)
def test_that_things_are_in_their_place_before_they_are_filled(
    opened: OpenWindow, qtbot: QtBot, tab: str
) -> None:
    moves = Moves()
    QApplication.instance().installEventFilter(moves)
    page = opened_page(opened, qtbot, tab)
    QApplication.instance().removeEventFilter(moves)
    assert moves.moved <= MOVES * len(page.findChildren(QWidget))


@pytest.mark.parametrize("tab", ["coaching", "team"])
def test_that_a_table_is_painted_once_when_its_page_opens(opened: OpenWindow, qtbot: QtBot, tab: str) -> None:
    qtbot.wait(100)
    paintings = Paintings()
    QApplication.instance().installEventFilter(paintings)
    page = opened_page(opened, qtbot, tab)
    qtbot.wait(300)
    QApplication.instance().removeEventFilter(paintings)
    assert paintings.seen == {page.findChild(SteadyTable): 1}


@pytest.mark.parametrize("tab", ["plans", "team"])
def test_that_a_page_is_laid_out_once_for_all_of_its_blocks(
    opened: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tab: str
) -> None:
    arrange, show = ColumnsLayout._arrange, BlockReader.show
    showing, arranged = list[BlockReader](), list[ColumnsLayout]()

    def noting_arrange(self: ColumnsLayout, whole: int) -> Any:
        arranged.extend([self] if showing else [])
        return arrange(self, whole)

    def noting_show(self: BlockReader, *asked: Any, **how: Any) -> None:
        showing.append(self)
        show(self, *asked, **how)
        showing.remove(self)

    monkeypatch.setattr(ColumnsLayout, "_arrange", noting_arrange)
    monkeypatch.setattr(BlockReader, "show", noting_show)
    opened.window.shell.roster.choose(1)
    page = opened_page(opened, qtbot, tab)
    assert isinstance(page, BlocksPage)
    assert page._columns not in arranged
    qtbot.waitUntil(lambda: all(block.height() > 0 for block in page._blocks if block.isVisible()))


def test_that_the_panel_is_whole_when_it_opens(opened: OpenWindow, qtbot: QtBot) -> None:
    page = opened_page(opened, qtbot, "coaching")
    page.open_record("note", 1)
    panel = page.findChild(SidePanel)
    assert panel.isVisible()
    assert panel.record == ("note", 1)
    qtbot.mouseClick(panel.findChild(QPushButton, "record_edit"), Qt.MouseButton.LeftButton)
    assert not panel.has_unsettled_edit()
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert panel.record is None


def test_that_the_twin_and_the_menu_of_a_chart_come_when_asked_for(opened: OpenWindow, qtbot: QtBot) -> None:
    page = opened_page(opened, qtbot, "plans")
    chart = page.findChild(ChartView)
    qtbot.keyClick(chart, Qt.Key.Key_F7)
    twin = chart.findChild(QTableView)
    assert twin.isVisible()
    assert twin.model().rowCount()
    qtbot.keyClick(chart, Qt.Key.Key_F7)
    assert not twin.isVisible()
    menu = chart.menu_button.menu()
    menu.aboutToShow.emit()
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[0].endswith("\tF7")
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions() if action.text()] == words


def test_that_a_talk_is_built_in_the_place_where_it_stands(opened: OpenWindow) -> None:
    moves = Moves()
    QApplication.instance().installEventFilter(moves)
    opened.furniture.sessions.start(1)
    QApplication.instance().removeEventFilter(moves)
    view = opened.furniture.sessions.view
    assert view is not None
    assert view.isVisible()
    assert moves.largest < len(view.findChildren(QWidget)) / 2
