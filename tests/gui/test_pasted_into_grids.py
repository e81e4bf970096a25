"""What is copied in a spreadsheet and pasted into a grid, in the real window, by the keys."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.model.competencies import Competency, CompetencyNumber
from salesdesk.model.team import Salesperson
from salesdesk.store.desk_file import DeskFile
from tests.gui.conftest import OpenWindow

ANNA, BEN, CORA = 1, 2, 3
WEEK = date(2026, 11, 9)


@pytest.fixture
def window(desk_path: Path, clock: FixedClock, start: Any, qtbot: QtBot) -> OpenWindow:
    """The window on a desk with three people, two competencies, and one pair of counts."""
    desk = DeskFile.open(desk_path, clock)
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all(
            [
                *(Salesperson(id=i, name=n) for i, n in ((ANNA, "Anna Ott"), (BEN, "Ben Roe"), (CORA, "Cora Ede"))),
                Competency(id=1, name="Talk to meeting", of_what="Talks", into_what="Meetings", position=1),
                Competency(id=2, name="Offer to win", of_what="Offers", into_what="Wins", position=2),
            ]
        )  # fmt: skip
        work.session.flush()
        work.session.add(
            CompetencyNumber(salesperson_id=CORA, competency_id=1, week_start=WEEK, trials=7, successes=3)
        )
    desk.close()
    found: OpenWindow = start(desk_path)
    found.window.resize(1440, 900)
    found.window.activateWindow()
    qtbot.waitExposed(found.window)
    return found


def quotas(window: OpenWindow) -> RecordTable:
    page: Any = window.window
    page.shell.tabs.open("plans")
    QApplication.processEvents()
    return page.shell.tabs.page("plans").findChild(RecordTable, "table_quotas")


def weeks(window: OpenWindow) -> RecordTable:
    shown: Any = window.window
    shown.actions_by_id["week_numbers"].trigger()
    QApplication.processEvents()
    return shown.shell.tabs.page("metrics").findChild(RecordTable, "table_week_numbers")


def paste(qtbot: QtBot, table: RecordTable, text: str, row: int = 0, column: int = 1) -> None:
    QGuiApplication.clipboard().setText(text)
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def shown(table: RecordTable) -> list[list[str]]:
    model = table.model()
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def notice(window: OpenWindow) -> str:
    said = [words for area in window.window.findChildren(BannerArea) for words in area.messages]
    return "\n".join(said)


def test_that_a_count_beside_one_that_cannot_be_read_does_not_stand_against_a_nought(
    window: OpenWindow, qtbot: QtBot
) -> None:
    table = weeks(window)
    paste(qtbot, table, "10\t5\n8\tabc\n9\tabc")
    assert [row[1:3] for row in shown(table)] == [["10", "5"], ["", ""], ["9", "3"], ["19", "8"]]
    assert notice(window).splitlines() == [
        "3 cells were written.",
        "Ben Roe, Meetings: “abc” is not a whole number. Type digits, such as 12.",
        "Cora Ede, Meetings: “abc” is not a whole number. Type digits, such as 12.",
        "Ben Roe, Talks: 8 was left out too, as “Meetings” beside it would count as 0.",
    ]


def test_that_good_counts_are_written_and_every_other_one_is_named(window: OpenWindow, qtbot: QtBot) -> None:
    table = weeks(window)
    paste(qtbot, table, "10\t5\t-2\tabc\n8\t6\t4\t1\n8\t999999999\t4\t1")
    assert [row[1:] for row in shown(table)[:3]] == [
        ["10", "5", "", ""],
        ["8", "6", "4", "1"],
        ["8", "3", "4", "1"],
    ]
    first, *reasons = notice(window).splitlines()
    assert first == "9 cells were written."
    assert [reason.split(": ")[0] for reason in reasons] == [
        "Anna Ott, Offers",
        "Anna Ott, Wins",
        "Cora Ede, Meetings",
    ]
    assert "below zero" in reasons[0]
    assert "between 0 and 100000" in reasons[2]


def test_that_good_quotas_are_written_and_every_other_one_is_named(window: OpenWindow, qtbot: QtBot) -> None:
    table = quotas(window)
    paste(qtbot, table, "100\t-5\t300\tabc\n200\t210\t220\t230")
    assert [row[1:5] for row in shown(table)[:2]] == [
        ["$100", "", "$300", ""],
        ["$200", "$210", "$220", "$230"],
    ]
    first, below, no_number = notice(window).splitlines()
    assert first == "6 cells were written."
    assert below == "Anna Ott, Q2 2026: “Q2 2026” cannot be below zero."
    assert no_number.startswith("Anna Ott, Q4 2026: “abc” is not a number.")


def test_that_of_very_many_refused_cells_each_is_named(window: OpenWindow, qtbot: QtBot) -> None:
    table = quotas(window)
    paste(qtbot, table, "1a\t2a\t3a\t4a\n5a\t6a\t7a\t8a")
    *_reasons, last = notice(window).splitlines()
    assert last == "Also left out: Ben Roe, Q3 2026; Ben Roe, Q4 2026."
    assert notice(window).startswith("Nothing was written.")
