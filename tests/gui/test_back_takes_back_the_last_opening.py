"""Alt+Left first takes back what was opened last beside a page, and only then leads to the page before."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.widgets.side_panel import SidePanel
from salesdesk.gui.wishes import OpenRecord
from salesdesk.practice.explain import Explanation
from salesdesk.services.rows_behind import RowsBehind
from tests.gui.talk import ALT, back, press


def table_in(page: Any) -> RecordTable:
    """The list in sight."""
    return next(each for each in page.findChildren(RecordTable) if each.isVisible())


def test_that_a_row_behind_a_figure_leads_back_to_the_rows_on_it_then_to_the_figure_then_to_the_page_before(
    opened: Any, shell: Any, qtbot: QtBot
) -> None:
    rows = opened.furniture.opening.services.records.rows("opportunity", limit=4)
    shell.open_page("metrics", "results")
    page = shell.tabs.page("metrics")
    page.place.show_rows(
        RowsBehind("Won", "opportunity", tuple(each.id for each in rows), Explanation("Won", ""))
    )
    panel = page.findChild(SidePanel)
    table_in(panel).setCurrentIndex(table_in(panel).model().index(2, 0))
    press(opened, qtbot, Qt.Key.Key_Return)
    assert panel.record == ("opportunity", rows[2].id)
    back(opened, qtbot)
    assert shell.tabs.current_key() == "metrics"
    assert panel.record is None
    assert table_in(panel).hasFocus()
    assert table_in(panel).model().row_at(table_in(panel).currentIndex().row()).id == rows[2].id
    back(opened, qtbot)
    assert shell.tabs.current_key() == "metrics"
    assert not panel.isVisible()
    back(opened, qtbot)
    assert shell.tabs.current_key() == "desk"
    press(opened, qtbot, Qt.Key.Key_Right, ALT)
    assert shell.tabs.current_key() == "metrics"


def test_that_what_a_nudge_opened_on_the_desk_is_taken_back_before_the_desk_is_left(
    opened: Any, shell: Any, qtbot: QtBot
) -> None:
    shell.open_page("plans")
    shell.open_page("desk")
    opens = [
        button
        for button in shell.tabs.page("desk").findChildren(QPushButton, "nudge_action")
        if button.isVisible() and not button.text().endswith("them")
    ]
    qtbot.mouseClick(opens[0], Qt.MouseButton.LeftButton)
    panel = shell.findChild(QWidget, "desk_panel")
    assert panel.isVisible()
    back(opened, qtbot)
    assert shell.tabs.current_key() == "desk"
    assert not panel.isVisible()
    back(opened, qtbot)
    assert shell.tabs.current_key() == "plans"


def test_that_a_line_of_the_log_and_a_row_of_a_list_are_taken_back_first(
    opened: Any, shell: Any, qtbot: QtBot
) -> None:
    for page in ("log", "problems"):
        shell.open_page("plans")
        shell.open_page("coaching", page)
        front = shell.tabs.page("coaching")
        table = table_in(front)
        table.setFocus(Qt.FocusReason.OtherFocusReason)
        table.setCurrentIndex(table.model().index(1, 0))
        table.row_opened.emit(table.model().row_at(1).id)
        panel = front.findChild(SidePanel)
        assert panel.isVisible()
        back(opened, qtbot)
        assert shell.here().tab == "coaching"
        assert not panel.isVisible()
        back(opened, qtbot)
        assert shell.here().tab == "plans"


def test_that_a_row_opened_after_what_was_searched_for_is_taken_back_first(
    opened: Any, shell: Any, qtbot: QtBot
) -> None:
    found = opened.furniture.opening.services.records.rows("problem")[3]
    shell.open_page("plans")
    opened.furniture.context.wishes.make(OpenRecord("problem", found.id))
    page = shell.tabs.page("coaching")
    page.place.show_record("problem", table_in(page).model().row_at(0).id)
    back(opened, qtbot)
    assert shell.here().tab == "coaching"
    back(opened, qtbot)
    assert shell.here().tab == "plans"
