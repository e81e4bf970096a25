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
from salesdesk.gui.plans.period_bar import turn_to_year
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.wishes import Choose
from salesdesk.model.competencies import Competency, CompetencyNumber
from salesdesk.model.team import Salesperson
from salesdesk.store.desk_file import DeskFile
from tests.gui.conftest import OpenWindow
from tests.gui.importing.conftest import Driver

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


def stored(window: OpenWindow, sql: str) -> list[tuple[Any, ...]]:
    services = window.furniture.opening.services
    assert services is not None
    return [tuple(row) for row in services.desk.rows(sql)]


QUOTAS = (
    "SELECT p.name, q.starts_on, q.amount / 10000 FROM quota q JOIN salesperson p ON p.id = q.salesperson_id "
    "WHERE q.deleted_at IS NULL ORDER BY p.name, q.starts_on"
)
COUNTS = (
    "SELECT p.name, n.competency_id, n.week_start, n.trials, n.successes FROM competency_number n "
    "JOIN salesperson p ON p.id = n.salesperson_id WHERE n.deleted_at IS NULL ORDER BY p.name, n.competency_id"
)
PEOPLE = "SELECT name FROM salesperson ORDER BY name"
TEAM = [("Anna Ott",), ("Ben Roe",), ("Cora Ede",)]


def import_it(window: OpenWindow, qtbot: QtBot) -> None:
    """Goes through the wizard that a paste has opened."""
    drive = Driver(window, qtbot)
    assert drive.wizard is not None, notice(window)
    drive.settle().preview().click("import_next")
    drive.wizard.close()


@pytest.mark.parametrize(
    "head", ["Name", "Full name", "Salesperson name", "Team member", "Person", "", "Rep", None]
)
def test_that_the_names_of_pasted_quotas_decide_whose_they_are(
    window: OpenWindow, qtbot: QtBot, head: str | None
) -> None:
    heads = "" if head is None else f"{head}\tQ1 2026\tQ2 2026\tQ3 2026\tQ4 2026\n"
    people = "Cora Ede\t100\t120\t130\t140\nAnna Ott\t300\t310\t320\t330\nTeam\t900\t910\t920\t930\n"
    paste(qtbot, quotas(window), heads + people)
    assert stored(window, QUOTAS) == []
    import_it(window, qtbot)
    days = ("2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01")
    assert stored(window, QUOTAS) == [
        *(("Anna Ott", day, amount) for day, amount in zip(days, (300, 310, 320, 330), strict=True)),
        *(("Cora Ede", day, amount) for day, amount in zip(days, (100, 120, 130, 140), strict=True)),
    ]
    assert stored(window, PEOPLE) == TEAM


def test_that_quarters_without_a_year_are_of_the_year_the_grid_shows(
    window: OpenWindow, qtbot: QtBot
) -> None:
    page: Any = window.window
    table = quotas(window)
    turn_to_year(page.shell.tabs.page("plans").place.state, date(2027, 5, 1))
    QApplication.processEvents()
    paste(qtbot, table, "Name\tQ1\tQ2\nCora Ede\t100\t120\n")
    import_it(window, qtbot)
    assert stored(window, QUOTAS) == [("Cora Ede", "2027-01-01", 100), ("Cora Ede", "2027-04-01", 120)]


def test_that_figures_beside_names_go_from_the_current_quarter_on(window: OpenWindow, qtbot: QtBot) -> None:
    paste(qtbot, quotas(window), "Cora Ede\t130\t140\nBen Roe\t30\t40", column=3)
    import_it(window, qtbot)
    assert stored(window, QUOTAS) == [
        ("Ben Roe", "2026-07-01", 30),
        ("Ben Roe", "2026-10-01", 40),
        ("Cora Ede", "2026-07-01", 130),
        ("Cora Ede", "2026-10-01", 140),
    ]


@pytest.mark.parametrize("heads", ["Name\tTalks\tMeetings\n", "\tTalks\tMeetings\n", ""])
def test_that_the_names_of_pasted_counts_decide_whose_they_are(
    window: OpenWindow, qtbot: QtBot, heads: str
) -> None:
    paste(qtbot, weeks(window), heads + "Cora Ede\t12\t4\nBen Roe\t9\t3\nTotal\t40\t12")
    import_it(window, qtbot)
    assert stored(window, COUNTS) == [
        ("Ben Roe", 1, "2026-11-09", 9, 3),
        ("Cora Ede", 1, "2026-11-09", 12, 4),
    ]
    assert stored(window, PEOPLE) == TEAM


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Q1 2026\tQ2 2026\n100\t200", "“Q1 2026” is the name of a column"),
        ("Q1 2026\t100\nQ2 2026\t200", "“Q1 2026” and what stands below it are no figures"),
        ("Anna Ott\tEast\t100\nBen Roe\tWest\t200", "“East” is no figure"),
    ],
)
def test_that_figures_beside_other_words_are_written_nowhere(
    window: OpenWindow, qtbot: QtBot, text: str, said: str
) -> None:
    paste(qtbot, quotas(window), text)
    assert said in notice(window)
    assert "Nothing was written" in notice(window)
    assert stored(window, QUOTAS) == []
    assert window.furniture.imports.wizard is None


@pytest.mark.parametrize(
    "text", ["2 Nov 2026\t8\t4\n9 Nov 2026\t9\t5", "Ben Roe\t8\t4", "Talks\tMeetings\n8\t4"]
)
def test_that_no_words_are_passed_over_where_each_row_is_a_week(
    window: OpenWindow, qtbot: QtBot, text: str
) -> None:
    before = stored(window, COUNTS)
    window.furniture.context.wishes.make(Choose(ANNA))
    paste(qtbot, weeks(window), text)
    assert "Nothing was written" in notice(window)
    assert stored(window, COUNTS) == before


def test_that_three_digits_behind_a_sign_are_thousands_and_it_is_said(
    window: OpenWindow, qtbot: QtBot
) -> None:
    table = quotas(window)
    paste(qtbot, table, "10.000\t12,500\t1.200,50\t1250")
    assert notice(window) == (
        "3 cells were written.\n"
        "Anna Ott, Q2 2026: “12,500” can be $12,500 or $12.50, and the other amounts do not tell. "
        "The old value is kept; type it.\n"
        "“10.000” was read as $10,000.\n"
        "“1.200,50” was read as $1,200.50."
    )


def test_that_amounts_written_as_elsewhere_are_read_as_they_are_meant(
    window: OpenWindow, qtbot: QtBot
) -> None:
    table = quotas(window)
    paste(qtbot, table, "10.000\t12.500\t9.500\t$1.200,50")
    assert shown(table)[0][1:5] == ["$10,000", "$12,500", "$9,500", "$1,200.50"]
    assert notice(window).splitlines()[-1] == "1 more was read like these."
