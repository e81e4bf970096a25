"""The side windows as a manager meets them: one of each, closed by Escape, shut when others look on."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.side.manual_window import ManualWindow
from salesdesk.gui.side_windows import NO_RECORD, SideWindows
from salesdesk.gui.sight import Sight
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.record_table import RecordTable
from tests.gui.talk import bring, start_talk

NAMES = ("lists", "trash", "settings", "export", "imports", "backups", "manual", "cheat_sheet", "about")
CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)


def press(opened: Any, command_id: str) -> None:
    opened.window.actions_by_id[command_id].trigger()


def first_deal(opened: Any) -> int:
    return opened.furniture.opening.services.records.rows("opportunity", limit=1)[0].id


def open_all(opened: Any, side: SideWindows) -> None:
    for name in NAMES:
        press(opened, name)
    side.show_history("opportunity", first_deal(opened))


@pytest.mark.parametrize("name", NAMES)
def test_that_a_command_opens_its_window_once_and_escape_closes_it(
    opened: Any, side: SideWindows, qtbot: QtBot, name: str
) -> None:
    press(opened, name)
    shown = side.window_of(name)
    assert shown is not None
    assert shown.isVisible()
    assert not shown.isModal()
    press(opened, name)
    assert side.window_of(name) is shown
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert side.window_of(name) is None


def test_that_history_asks_for_a_record_in_a_sentence(opened: Any, side: SideWindows) -> None:
    press(opened, "go_desk")
    press(opened, "history")
    areas = opened.window.findChildren(BannerArea)
    assert side.window_of("history") is None
    assert [words for area in areas for words in area.messages] == [NO_RECORD]


def test_that_history_opens_on_the_chosen_row_and_else_on_the_chosen_person(
    opened: Any, side: SideWindows
) -> None:
    press(opened, "go_team")
    table = next(t for t in opened.window.shell.tabs.page("team").findChildren(RecordTable) if t.isVisible())
    table.setCurrentIndex(table.model().index(1, 0))
    name = table.currentIndex().data()
    press(opened, "history")
    shown = side.window_of("history")
    assert shown is not None
    assert name in shown.windowTitle()
    press(opened, "next_person")
    press(opened, "go_desk")
    press(opened, "history")
    people = dict(opened.furniture.opening.services.records.options("salesperson"))
    assert people[opened.window.shell.person_id] in shown.windowTitle()


def test_that_the_lock_puts_every_side_window_away(opened: Any, side: SideWindows) -> None:
    open_all(opened, side)
    opened.window.lock()
    shown = [side.window_of(name) for name in (*NAMES, "history")]
    assert not [each for each in shown if each is not None and each.isVisible()]
    for name in NAMES:
        press(opened, name)
    assert not [each for each in shown if each is not None and each.isVisible()]
    opened.window.unlock()
    assert [each for each in shown if each is not None and each.isVisible()] == shown, "each is there again"


def test_that_a_one_on_one_shuts_every_side_window_and_the_own_side_opens_the_manual_again(
    opened: Any, side: SideWindows, qtbot: QtBot
) -> None:
    open_all(opened, side)
    start_talk(opened, qtbot)
    for name in (*NAMES, "history"):
        assert side.window_of(name) is None
    side.show_history("opportunity", first_deal(opened))
    for name in NAMES:
        press(opened, name)
    assert not [name for name in (*NAMES, "history") if side.window_of(name)]
    bring(opened, qtbot, Sight.OWN)
    press(opened, "manual")
    manual = side.window_of("manual")
    assert isinstance(manual, ManualWindow)
    assert manual.page.name == "one-on-one"
    opened.furniture.sessions.view.toggle_private()
    assert side.window_of("manual") is None


def test_that_windows_of_a_desk_close_with_it(opened: Any, side: SideWindows) -> None:
    open_all(opened, side)
    opened.furniture.opening.close()
    assert side.window_of("trash") is None
    assert side.window_of("history") is None
    assert side.window_of("cheat_sheet") is not None


def test_that_every_control_of_every_side_window_has_a_name(opened: Any, side: SideWindows) -> None:
    open_all(opened, side)
    for name in (*NAMES, "history"):
        shown = side.window_of(name)
        assert shown is not None
        nameless = [
            f"{name}: {type(control).__name__} {control.objectName()}"
            for kind in CONTROLS
            for control in shown.findChildren(kind)
            if control.isVisible() and not (control.accessibleName() or getattr(control, "text", str)())
        ]
        assert not [each for each in nameless if "qt_" not in each and "QTableCornerButton" not in each]


@pytest.mark.parametrize("zoom", [100, 200])
def test_that_every_side_window_fits_the_smallest_screen(opened: Any, side: SideWindows, zoom: int) -> None:
    opened.furniture.context.theme.set_zoom(zoom)
    open_all(opened, side)
    for name in (*NAMES, "history"):
        shown = side.window_of(name)
        assert shown is not None
        least = shown.minimumSizeHint()
        assert (least.width() <= 1240, least.height() <= 680) == (True, True), name
    opened.furniture.context.theme.set_zoom(100)


@pytest.mark.parametrize("name", NAMES)
def test_that_tab_comes_to_the_buttons_at_the_foot_last_and_from_left_to_right(
    opened: Any, side: SideWindows, name: str
) -> None:
    press(opened, name)
    shown = side.window_of(name)
    assert shown is not None
    foot = shown.findChild(QAbstractButton, f"{shown.objectName()}_close")
    ring = [each for each in tab_ring(shown) if each.isVisible() and each.isEnabled()]
    row = [each for each in ring if each.parent() is shown and at(shown, each)[1] >= at(shown, foot)[1]]
    assert ring[-len(row) :] == sorted(row, key=lambda each: at(shown, each)[0])


def tab_ring(shown: QWidget) -> list[QWidget]:
    """Gives what Tab comes to, beginning behind the last button."""
    close = shown.findChild(QAbstractButton, f"{shown.objectName()}_close")
    ring, there = [close], close.nextInFocusChain()
    while there is not close:
        if there.focusPolicy() & Qt.FocusPolicy.TabFocus:
            ring.append(there)
        there = there.nextInFocusChain()
    return [*ring[1:], close]


def at(shown: QWidget, widget: QWidget) -> tuple[int, int]:
    """Tells where a widget stands in its window."""
    place = widget.mapTo(shown, QPoint())
    return place.x(), place.y()
