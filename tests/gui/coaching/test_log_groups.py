"""The log shows a meeting as one line that unfolds, and begins near today."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.context import GuiContext
from salesdesk.gui.widgets.aside_page import AsidePage
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.model.coaching import Assignment, Note, OneOnOne
from salesdesk.model.team import Salesperson
from salesdesk.store.desk_file import DeskFile
from tests.gui.page_parts import log_page, parts_of

LEFT = Qt.MouseButton.LeftButton
NOW = datetime(2026, 11, 11, 9)


@pytest.fixture
def tab(desk: DeskFile, context: GuiContext, clock: FixedClock, qtbot: QtBot) -> AsidePage:
    with desk.change("Fill", undoable=False) as work:
        work.session.add(Salesperson(id=1, name="Anna Ott"))
        work.session.flush()
        work.session.add(OneOnOne(id=5, salesperson_id=1, state="held", starts_at=NOW - timedelta(days=7)))
        work.session.flush()
        work.session.add_all(
            [
                Note(salesperson_id=1, one_on_one_id=5, text="Within", written_at=NOW - timedelta(days=7)),
                Assignment(salesperson_id=1, one_on_one_id=5, what="Agreed within",
                           assigned_on=(NOW - timedelta(days=7)).date()),
                Note(salesperson_id=1, text="Between", written_at=NOW - timedelta(days=3)),
                *(OneOnOne(salesperson_id=1, starts_at=NOW + timedelta(days=day)) for day in range(1, 9)),
            ]
        )  # fmt: skip
    made = log_page(parts_of(desk, context, clock))
    qtbot.addWidget(made)
    context.bus.changed.connect(made.mark_stale)
    made.resize(1250, 800)
    made.show()
    return made


def table(tab: AsidePage) -> RecordTable:
    return tab.findChild(RecordTable, "table_coaching_log")


def column(tab: AsidePage, at: int) -> list[str]:
    model = table(tab).model()
    return [str(model.index(row, at).data()).strip() for row in range(model.rowCount())]


def go_to(tab: AsidePage, what: str) -> None:
    table(tab).setFocus()
    table(tab).setCurrentIndex(table(tab).model().index(column(tab, 3).index(what), 3))


def test_that_what_was_written_in_a_session_stands_in_its_one_line(tab: AsidePage) -> None:
    assert column(tab, 3)[2:] == ["Between", "1 note, 1 assignment"]
    assert column(tab, 2)[-1] == "▸ One-on-one"


def test_that_right_unfolds_left_folds_and_enter_does_either(tab: AsidePage, qtbot: QtBot) -> None:
    go_to(tab, "1 note, 1 assignment")
    qtbot.keyClick(table(tab), Qt.Key.Key_Right)
    assert column(tab, 3)[3:] == ["1 note, 1 assignment", "Within", "Agreed within"]
    qtbot.keyClick(table(tab), Qt.Key.Key_Down)
    assert table(tab).currentIndex().row() == 4
    qtbot.keyClick(table(tab), Qt.Key.Key_Left)
    assert table(tab).currentIndex().row() == 3
    qtbot.keyClick(table(tab), Qt.Key.Key_Left)
    assert "Within" not in column(tab, 3)
    qtbot.keyClick(table(tab), Qt.Key.Key_Return)
    assert "Within" in column(tab, 3)
    tab.show_person(1)
    tab.refresh()
    assert "Within" in column(tab, 3), "it stays unfolded"


def test_that_a_click_on_the_sign_unfolds_and_one_beside_it_does_not(tab: AsidePage, qtbot: QtBot) -> None:
    cell = table(tab).visualRect(table(tab).model().index(3, 2))
    qtbot.mouseClick(table(tab).viewport(), LEFT, pos=QPoint(cell.right() - 4, cell.center().y()))
    QApplication.processEvents()
    assert "Within" not in column(tab, 3)
    qtbot.mouseClick(table(tab).viewport(), LEFT, pos=QPoint(cell.left() + 10, cell.center().y()))
    qtbot.waitUntil(lambda: "Within" in column(tab, 3))


def test_that_a_session_stays_unfolded_over_a_restart(
    tab: AsidePage, desk: DeskFile, context: GuiContext, clock: FixedClock, qtbot: QtBot
) -> None:
    go_to(tab, "1 note, 1 assignment")
    qtbot.keyClick(table(tab), Qt.Key.Key_Right)
    table(tab).columns.note()
    again = log_page(parts_of(desk, context, clock))
    qtbot.addWidget(again)
    again.show()
    assert "Within" in column(again, 3)
    go_to(again, "1 note, 1 assignment")
    qtbot.keyClick(table(again), Qt.Key.Key_Left)
    assert "Within" not in column(again, 3)


def test_that_words_searched_for_are_found_within_a_session(tab: AsidePage, qtbot: QtBot) -> None:
    tab.perform("filter")
    qtbot.keyClicks(tab.focusWidget(), "within")
    qtbot.waitUntil(lambda: column(tab, 3) == ["Within", "Agreed within"])


def test_that_the_log_begins_near_today_and_the_rest_of_the_plans_unfolds(
    tab: AsidePage, qtbot: QtBot
) -> None:
    assert column(tab, 4)[:3] == ["Planned", "Planned", "Private"]
    later = tab.findChild(QPushButton, "log_later")
    assert later.text() == "▸ 6 more planned after these"
    qtbot.mouseClick(later, LEFT)
    assert column(tab, 4).count("Planned") == 8
    qtbot.mouseClick(later, LEFT)
    assert column(tab, 4).count("Planned") == 2


def test_that_entries_are_counted_as_entries(tab: AsidePage) -> None:
    assert "12 entries" in [label.text() for label in tab.findChildren(QLabel)]


@pytest.mark.parametrize(("section", "grouped"), [(0, True), (3, False)])
def test_that_a_session_keeps_its_lines_in_the_order_of_time_and_only_there(
    tab: AsidePage, section: int, grouped: bool
) -> None:
    table(tab).sortByColumn(section, Qt.SortOrder.DescendingOrder)
    assert ("Within" not in column(tab, 3)) == grouped
    if grouped:
        go_to(tab, "1 note, 1 assignment")
        table(tab).row_opened.emit(table(tab).selected_ids()[0])
        assert column(tab, 3)[-3:] == ["1 note, 1 assignment", "Within", "Agreed within"]
