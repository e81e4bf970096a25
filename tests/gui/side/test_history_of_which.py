"""Ctrl+H tells the history of the record that is meant: the one open beside the page, or the row being worked in."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.gui.pages import ME
from salesdesk.gui.side.chosen_record import chosen_record
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.widgets.side_panel import SidePanel
from salesdesk.gui.wishes import OpenRecord
from salesdesk.practice.explain import Explanation
from salesdesk.services.rows_behind import RowsBehind
from tests.gui.talk import press


def front(shell: Any) -> Any:
    """The page in front."""
    return shell.tabs.page(shell.tabs.current_key())


def table_of(page: Any) -> RecordTable:
    """The list of a page."""
    return next(each for each in page.findChildren(RecordTable) if each.isVisible())


@pytest.mark.parametrize(
    ("kind", "page"),
    [("opportunity", ("team", "")), ("problem", ("coaching", "problems")), ("note", ("coaching", "log"))],
)
def test_that_the_record_opened_last_is_meant_and_not_the_row_left_in_a_list(
    opened: Any, shell: Any, kind: str, page: tuple[str, str]
) -> None:
    services = opened.furniture.opening.services
    row = [each for each in services.records.rows(kind) if each.values.get("salesperson_id")][2]
    if kind == "note":
        shell.roster.choose(row.values["salesperson_id"])
    shell.open_page(*page)
    table = table_of(front(shell))
    table.setFocus(Qt.FocusReason.OtherFocusReason)
    table.setCurrentIndex(table.model().index(0, 0))
    assert chosen_record(front(shell)) != (kind, row.id)
    opened.furniture.context.wishes.make(OpenRecord(kind, row.id, row.values["salesperson_id"]))
    assert chosen_record(front(shell)) == (kind, row.id)
    opened.window.actions_by_id["history"].trigger()
    shown = opened.furniture.sides.window_of("history")
    assert shown is not None
    shown.close()


def test_that_the_row_one_goes_to_afterwards_is_meant_and_again_the_record_without_it(
    opened: Any, shell: Any
) -> None:
    services = opened.furniture.opening.services
    shell.open_page("coaching", "problems")
    page = front(shell)
    table = table_of(page)
    row = services.records.rows("problem")[-1]
    opened.furniture.context.wishes.make(OpenRecord("problem", row.id, None))
    table.setFocus(Qt.FocusReason.OtherFocusReason)
    table.setCurrentIndex(table.model().index(1, 0))
    assert chosen_record(page) == ("problem", table.model().row_at(1).id)
    shell.roster.take_focus()
    assert chosen_record(page) == ("problem", row.id), "the record that is open is in sight"
    page.go_back()
    assert chosen_record(page) == ("problem", table.model().row_at(1).id)


def test_that_of_rows_behind_a_figure_the_one_chosen_is_meant(opened: Any, shell: Any, qtbot: QtBot) -> None:
    services = opened.furniture.opening.services
    rows = services.records.rows("opportunity", limit=3)
    shell.open_page("metrics", "results")
    page = front(shell)
    page.place.show_rows(
        RowsBehind("Won", "opportunity", tuple(each.id for each in rows), Explanation("Won", ""))
    )
    panel = page.findChild(SidePanel)
    table_of(panel).setCurrentIndex(table_of(panel).model().index(1, 0))
    press(opened, qtbot, Qt.Key.Key_Return)
    assert chosen_record(page) == ("opportunity", rows[1].id)
    page.go_back()
    table_of(panel).setCurrentIndex(table_of(panel).model().index(2, 0))
    QApplication.processEvents()
    assert panel.record is None, "a list is open, and no record"
    assert chosen_record(page) == ("opportunity", rows[2].id)


def test_that_my_own_work_is_no_person_whose_history_could_be_told(shell: Any) -> None:
    shell.roster.choose(ME)
    assert chosen_record(front(shell)) is None
