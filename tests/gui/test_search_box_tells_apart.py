"""What the box lists can be told apart: wide lines, open deals first, and a slip in the name of a command forgiven."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.search_results import DETAIL
from salesdesk.services.records import RecordsService
from salesdesk.services.searching import SearchService
from salesdesk.store.desk_file import DeskFile
from tests.gui.conftest import OpenWindow


def typed(opened: OpenWindow, qtbot: QtBot, words: str) -> list[tuple[str, str]]:
    """Types words into the box and gives the lines beneath it."""
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    qtbot.keyClick(opened.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = opened.window.shell.search
    qtbot.keyClicks(box, words)
    qtbot.waitUntil(lambda: not box._pause.isActive(), timeout=3000)
    results = opened.window.findChild(QListWidget, "search_results")
    return [
        (results.item(row).text(), results.item(row).data(DETAIL) or "") for row in range(results.count())
    ]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("imoprt", ("Import", "Ctrl+I")),
        ("exprot", ("Export rows", "Ctrl+E")),
        ("tean setings", ("Team settings", "Ctrl+,")),
        ("quarterlly review late", ("A quarterly review is late after", "setting")),
    ],
)
def test_that_a_slip_in_a_command_or_a_setting_is_forgiven(
    opened: OpenWindow, qtbot: QtBot, words: str, line: tuple[str, str]
) -> None:
    assert line in typed(opened, qtbot, words)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("import file", "Import"), ("excel", "Import"), ("csv", "Import"), ("paste", "Import what was copied"),
        ("undo import", "Import history"), ("print", "Print review sheet"), ("pdf", "Print review sheet"),
        ("backup", "Backups"), ("restore", "Backups"), ("dark mode", "Dark"), ("theme", "Colours as the system"),
        ("bigger text", "Larger text"), ("zoom", "Larger text"), ("trash", "Open the Trash"),
        ("recycle bin", "Open the Trash"), ("quota", "Quotas and plans (Plans)"), ("target", "Write quotas down"),
        ("new person", "New salesperson"), ("add rep", "New salesperson"), ("one-on-one", "Start one-on-one"),
        ("meeting", "Start one-on-one"), ("to-do", "New assignment"), ("help", "Manual"),
        ("shortcut", "Keyboard shortcuts"), ("language", "Team settings"), ("preferences", "Team settings"),
        ("version", "About SalesDesk"), ("exit", "Quit"), ("demo", "Open the sample team"),
    ],
)  # fmt: skip
def test_that_a_command_is_found_by_what_people_also_call_it(
    opened: OpenWindow, qtbot: QtBot, words: str, line: str
) -> None:
    assert line in [text for text, _ in typed(opened, qtbot, words)[:2]]


@pytest.mark.parametrize("width", [1280, 1920])
def test_that_the_list_is_wide_and_inside_the_window(opened: OpenWindow, qtbot: QtBot, width: int) -> None:
    opened.window.resize(width, 800)
    typed(opened, qtbot, "import")
    results = opened.window.findChild(QListWidget, "search_results")
    left = results.mapTo(opened.window, results.rect().topLeft()).x()
    assert results.width() >= 700
    assert left >= 0
    assert left + results.width() <= opened.window.width()


def test_that_open_deals_come_before_decided_ones(desk: DeskFile) -> None:
    records = RecordsService(desk)
    records.add("salesperson", {"name": "Ada"})
    decided = {"salesperson_id": 1, "outcome": "lost", "closed_on": date(2025, 3, 4)}
    for number in range(30):
        records.add("opportunity", {"name": f"Orchard {number}", **decided})
    records.add("opportunity", {"name": "Orchard open", "salesperson_id": 1})
    assert SearchService(desk).find("orchard")[0].title == "Orchard open"
    assert len(SearchService(desk).find("orchard")) == 20
