"""Escape in any list first closes what stands beside it, on every page that has a panel."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.widgets.chart_view import ChartView
from tests.gui.conftest import OpenWindow
from tests.gui.talk import press


def settled(opened: OpenWindow) -> None:
    turns = 0
    while turns < 5 or opened.furniture.background.jobs:
        QApplication.processEvents()
        turns += 1


def lists_of(page: QWidget) -> list[QAbstractItemView]:
    """Gives the lists of a page that are in sight and take the keyboard, but for those in the panel itself."""
    beside = page.findChildren(QWidget, "side_panel")
    return [
        each
        for each in page.findChildren(QAbstractItemView)
        if each.isVisible()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not any(panel.isAncestorOf(each) for panel in beside)
        and not isinstance(each.parentWidget(), ChartView)
    ]


@pytest.mark.parametrize("person", [None, 1], ids=["team", "person"])
@pytest.mark.parametrize("tab", ["team", "plans", "coaching", "metrics"])
def test_that_escape_in_a_list_closes_the_panel_beside_it(
    opened: OpenWindow, qtbot: QtBot, tab: str, person: int | None
) -> None:
    window = opened.window
    window.resize(1440, 900)
    window.activateWindow()
    window.shell.roster.choose(person)
    window.shell.tabs.open(tab)
    settled(opened)
    page: Any = window.shell.tabs.page(tab)
    found = lists_of(page)
    for each in found:
        page.open_record("salesperson", 1)
        panel = next(p for p in page.findChildren(QWidget, "side_panel") if p.isVisible())
        each.setFocus()
        press(opened, qtbot, Qt.Key.Key_Escape)
        assert not panel.isVisible(), f"{each.objectName() or each} keeps the panel"
    assert found or tab == "metrics"


def test_that_escape_in_the_log_keeps_the_form_beside_it_and_says_so(
    opened: OpenWindow, qtbot: QtBot
) -> None:
    window = opened.window
    window.activateWindow()
    window.shell.roster.choose(1)
    window.shell.tabs.open("coaching")
    settled(opened)
    window.actions_by_id["new_note"].trigger()
    qtbot.keyClicks(QApplication.focusWidget(), "Calm")
    page: Any = window.shell.tabs.page("coaching")
    lists_of(page)[0].setFocus()
    press(opened, qtbot, Qt.Key.Key_Escape)
    assert not page.findChild(QWidget, "composer").isVisible()
    assert opened.furniture.opening.services.desk.rows("SELECT count(*) FROM draft")[0][0] == 1
