"""Tests the box of choices: whole when open, soft in colour, opened by Alt+Down, deaf to the wheel."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.combo_box import ComboBox
from salesdesk.gui.widgets.date_edit import CalendarPopup, DateEdit
from tests.gui.widgets.hand import turn_wheel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
DAY = date(2026, 11, 11)
ALT = Qt.KeyboardModifier.AltModifier
LONG = "A choice whose words are a good deal longer than the box that it is chosen in"


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A small window."""
    made = QWidget()
    made.resize(700, 500)
    qtbot.addWidget(made)
    made.show()
    return made


def box_in(page: QWidget, theme: Theme, entries: int, y: int) -> ComboBox:
    box = ComboBox(theme, page)
    box.addItems([f"Choice {n}" for n in range(entries - 1)] + [LONG])
    box.setGeometry(560, y, 120, 30)
    box.show()
    return box


@pytest.mark.parametrize("y", [10, 240, 460])
@pytest.mark.parametrize("entries", [3, 14])
def test_that_an_open_box_shows_every_entry_whole_inside_the_window(
    page: QWidget, theme: Theme, y: int, entries: int
) -> None:
    box = box_in(page, theme, entries, y)
    box.showPopup()
    view = box.view()
    popup = view.window()
    assert page.frameGeometry().contains(QRect(popup.pos(), popup.size()))
    for row in range(entries):
        cell = view.visualRect(box.model().index(row, 0))
        assert view.viewport().rect().contains(cell), row
    assert view.sizeHintForColumn(0) <= view.viewport().width()
    box.hidePopup()


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_that_what_lies_over_the_page_for_a_moment_has_an_edge(
    page: QWidget, theme: Theme, scheme: str
) -> None:
    theme.set_scheme(scheme)
    box, menu = box_in(page, theme, 3, 100), QMenu(page)
    menu.addAction("Something")
    calendar = CalendarPopup(theme, DAY, page)
    box.showPopup()
    box.view().setFocus()
    for popup in (box.view().window(), menu, calendar):
        popup.show()
        QApplication.processEvents()
        picture, middle = popup.grab().toImage(), popup.rect().center()
        ends = [
            (0, middle.y()),
            (popup.width() - 1, middle.y()),
            (middle.x(), 0),
            (middle.x(), popup.height() - 1),
        ]
        assert {picture.pixelColor(*end).name() for end in ends} == {theme.tokens.edge}, popup
        popup.close()
    theme.set_scheme("light")


def test_that_the_chosen_entry_stands_on_the_soft_colour(page: QWidget, theme: Theme) -> None:
    box = box_in(page, theme, 5, 100)
    box.setCurrentIndex(2)
    box.showPopup()
    cell = box.view().visualRect(box.model().index(2, 0))
    image = box.view().viewport().grab().toImage()
    assert image.pixelColor(cell.right() - 6, cell.center().y()) == QColor(theme.tokens.selection)
    box.hidePopup()


def test_that_the_wheel_over_a_box_scrolls_the_page_and_changes_nothing(qtbot: QtBot, theme: Theme) -> None:
    area, inside = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    box = box_in(inside, theme, 6, 40)
    box.move(10, 40)
    box.setCurrentIndex(2)
    inside.setFixedSize(300, 2000)
    area.setWidget(inside)
    area.resize(320, 300)
    area.show()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    area.setFocus()
    turn_wheel(box)
    assert not box.hasFocus()
    assert box.currentIndex() == 2
    assert area.verticalScrollBar().value() > 0


def press_alt_down(window: QWidget) -> None:
    """Presses Alt+Down as the system does: the shortcuts of the window are asked first."""
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down, ALT)
    QApplication.processEvents()


def boxes_in_sight(window: QWidget) -> list[QComboBox]:
    found = [box for box in window.findChildren(QComboBox) if box.isVisible() and box.isEnabled()]
    return [box for box in found if box.count() > 1]


def test_that_alt_down_opens_every_box_of_the_window_and_changes_no_person(opened: Any, qtbot: QtBot) -> None:
    window = opened.window
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.actions_by_id["next_person"].trigger()
    chosen, met = window.shell.roster.person_id, 0
    for tab in window.shell.tabs.keys:
        window.shell.tabs.open(tab)
        QApplication.processEvents()
        for box in boxes_in_sight(window):
            assert isinstance(box, ComboBox), f"{box.objectName()} is a box of another kind"
            box.setFocus()
            press_alt_down(window)
            assert box.view().isVisible(), box.objectName()
            assert window.shell.roster.person_id == chosen
            box.hidePopup()
            met += 1
    assert met >= 3


def test_that_alt_down_opens_a_box_of_the_talk_and_does_not_go_to_the_next_step(
    opened: Any, qtbot: QtBot
) -> None:
    window = opened.window
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.actions_by_id["next_person"].trigger()
    window.actions_by_id["start_one_on_one"].trigger()
    QApplication.processEvents()
    view = opened.furniture.sessions.view
    met = 0
    for _ in range(7):
        for box in boxes_in_sight(view):
            assert isinstance(box, ComboBox)
            box.setFocus()
            press_alt_down(window)
            assert box.view().isVisible(), box.objectName()
            box.hidePopup()
            met += 1
        view.setFocus()
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
    assert met >= 3


def test_that_alt_down_opens_the_calendar_before_any_shortcut(
    page: QWidget, theme: Theme, clock: Any, qtbot: QtBot, tools: Any
) -> None:
    from PySide6.QtGui import QKeySequence, QShortcut

    taken: list[str] = []
    shortcut = QShortcut(QKeySequence("Alt+Down"), page)
    shortcut.activated.connect(lambda: taken.append("the window"))
    field = DateEdit(theme, tools.formats, clock, "Day", page)
    layout = QVBoxLayout(page)
    layout.addWidget(field)
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
    field.setFocus()
    press_alt_down(page)
    popup = field.findChild(CalendarPopup)
    assert popup is not None
    assert popup.isVisible()
    assert not taken
    popup.close()
