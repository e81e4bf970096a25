"""The Tab key in the import wizard: through a page as it is read, then to the buttons, and never out of sight."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

PEOPLE = [f"{chr(65 + n)}ila Number{n:02},Rep,North,Boss {'AB'[n % 2]}" for n in range(8)]
DEALS = (
    "A-1,Zoë Łoś,Nordfeld,Alpha,Won,2026-01-05,2026-03-14,1200",
    "A-2,Bo Berg,Kvist,Alpha,Lost,2026-01-06,2026-02-03,8",
)
FOOT = ["import_back", "import_next", "import_wizard_close"]


@pytest.fixture
def tabbed(drive: Any, qtbot: QtBot) -> Callable[[], list[QWidget]]:
    """Goes once around the page in front, from what has the keyboard, and gives every stop."""

    def around() -> list[QWidget]:
        drive.wizard.activateWindow()
        qtbot.waitUntil(drive.wizard.isActiveWindow)
        stops: list[QWidget] = []
        while (now := QApplication.focusWidget()) is not None and now not in stops:
            stops.append(now)
            qtbot.keyClick(now, Qt.Key.Key_Tab)
        return stops

    return around


def is_seen(widget: QWidget) -> bool:
    """Tells whether at least the top of a widget lies within every area it is scrolled in."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            view = around.viewport()
            top = QRect(widget.mapTo(view, QPoint(0, 0)), widget.size())
            top.setHeight(min(top.height(), view.height() // 2))
            if not view.rect().adjusted(0, -1, 0, 1).contains(top.adjusted(1, 0, -1, 0), False):
                return False
        around = around.parentWidget()
    return True


def read(stops: list[QWidget]) -> list[int]:
    """Gives how far down the middle of each stop lies."""
    return [each.mapTo(each.window(), each.rect().center()).y() for each in stops]


def test_that_tab_goes_through_the_columns_before_the_button_that_leaves_them(
    drive: Any, deals: Callable[..., Path], tabbed: Callable[[], list[QWidget]]
) -> None:
    drive.open(deals(*DEALS))
    drive.choose("import_kind", drive.combo("import_kind").currentText())
    drive.wizard.findChildren(QPushButton, "import_next")[0].setFocus()
    stops = tabbed()
    names = [each.objectName() for each in stops]
    assert names[:2] == ["import_next", "import_wizard_close"]
    assert sum(isinstance(each, QComboBox) for each in stops) >= 8
    assert read(stops[2:]) == sorted(read(stops[2:]))
    assert names[-1] == "remember_as"


def test_that_all_new_people_are_one_stop_before_the_button_that_leaves_them(
    drive: Any, deals: Callable[..., Path], tabbed: Callable[[], list[QWidget]]
) -> None:
    drive.open(deals(*PEOPLE, header="Name,Job title,Region,Manager", name="team.csv")).click("import_next")
    stops = tabbed()
    names = [each.objectName() for each in stops]
    start = names.index("import_wizard_close") + 1
    once = names[start:] + names[:start]
    tools = [each for each in once[2:-3] if each != "in_team"]
    assert once == ["team_of_manager"] * 2 + tools + ["in_team"] + FOOT
    assert tools[0] == "team_filter"


def test_that_tab_comes_to_the_rows_before_the_button_that_writes_them(
    drive: Any, deals: Callable[..., Path], tabbed: Callable[[], list[QWidget]]
) -> None:
    drive.open(deals(*DEALS)).preview()
    assert drive.page == "import_preview"
    stops = tabbed()
    assert [each.objectName() for each in stops[-3:]] == FOOT


def test_that_what_takes_the_keyboard_is_scrolled_into_sight(
    drive: Any, deals: Callable[..., Path], qtbot: QtBot
) -> None:
    drive.opened.furniture.context.theme.set_zoom(200)
    drive.open(deals(*DEALS))
    drive.wizard.resize(900, 420)
    drive.preview()
    drive.wizard.activateWindow()
    qtbot.waitUntil(drive.wizard.isActiveWindow)
    unseen = []
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        for _ in range(12):
            now = QApplication.focusWidget()
            assert now is not None
            if not is_seen(now):
                unseen.append(now.objectName())
            qtbot.keyClick(now, key)
    assert not unseen
