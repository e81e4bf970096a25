import re
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from salesdesk.gui.context import GuiContext
from salesdesk.gui.models.record_table_model import FIELD_ROLE
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.widgets.side_panel import SidePanel
from salesdesk.gui.wishes import Choose
from salesdesk.model import fields_of
from salesdesk.model.plans import Quota
from salesdesk.model.team import TeamSettings
from tests.gui.team.room import TeamRoom

ENTER, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Delete


def people(tab: TeamRoom) -> RecordTable:
    return tab.findChild(RecordTable, "table_team")


def column(table: RecordTable, name: str) -> int:
    model = table.model()
    return next(c for c in range(model.columnCount()) if model.index(0, c).data(FIELD_ROLE) == name)


def cell(table: RecordTable, row: int, name: str) -> str:
    return table.model().index(row, column(table, name)).data()


def go_to(table: RecordTable, row: int, name: str) -> None:
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column(table, name)))


def panel(tab: TeamRoom) -> SidePanel:
    return tab.findChild(SidePanel, "side_panel")


def names(desk) -> list[str]:
    return [
        row["name"] for row in desk.rows("SELECT name FROM salesperson WHERE deleted_at IS NULL ORDER BY id")
    ]


def type_into(table: RecordTable, text: str, qtbot: QtBot) -> None:
    """The first letter opens the cell, the rest goes into it."""
    qtbot.keyClicks(table, text[0])
    qtbot.keyClicks(QApplication.focusWidget(), text[1:])


def test_that_the_table_shows_declared_fields_and_computed_figures(tab):
    table = people(tab)
    shown = {table.model().index(0, c).data(FIELD_ROLE) for c in range(table.model().columnCount())}
    assert {f.name for f in fields_of("salesperson") if f.tabled} <= shown
    assert cell(table, 0, "name") == "Anna Ott"
    assert cell(table, 0, "computed_share") == "50%"
    assert cell(table, 0, "computed_last") == "4 Nov 2026"
    assert cell(table, 0, "computed_development") == "1"
    assert cell(table, 1, "computed_range") == "this desk holds won deals only, so there is no win rate"


def test_that_typing_into_a_cell_saves_it(tab, filled, qtbot: QtBot):
    table = people(tab)
    go_to(table, 0, "region")
    type_into(table, "North", qtbot)
    qtbot.keyClick(QApplication.focusWidget(), ENTER)
    assert filled.rows("SELECT region FROM salesperson WHERE id = 1")[0]["region"] == "North"
    assert filled.undo_name() == "Change region of “Anna Ott”"


def test_that_a_name_somebody_else_has_is_taken_in_a_cell_and_told(tab, filled, qtbot: QtBot):
    table = people(tab)
    go_to(table, 0, "name")
    type_into(table, "Ben Roe", qtbot)
    qtbot.keyClick(QApplication.focusWidget(), ENTER)
    assert names(filled)[:2] == ["Ben Roe", "Ben Roe"]
    said = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
    assert [words for words in said if words.startswith("2 salespeople are called “Ben Roe” now.")]


def test_that_enter_on_a_name_opens_the_person(tab, context: GuiContext, qtbot: QtBot):
    table = people(tab)
    go_to(table, 1, "name")
    with qtbot.waitSignal(context.wishes.made) as chosen:
        qtbot.keyClick(table, ENTER)
    assert chosen.args == [Choose(2)]
    assert tab.findChild(QLabel, "person_name").text() == "Ben Roe"


def test_that_enter_on_a_figure_opens_the_rows_behind_it_and_how_it_is_computed(tab, qtbot: QtBot):
    go_to(people(tab), 0, "computed_share")
    qtbot.keyClick(people(tab), ENTER)
    rows = panel(tab).findChild(RecordTable, "table_behind_opportunity")
    assert panel(tab).isVisible()
    assert rows.model().index(0, 0).data() == "Crane"
    assert any("Won amount divided by quota" in label.text() for label in panel(tab).findChildren(QLabel))


def test_that_a_row_behind_a_figure_opens_as_a_form_and_esc_goes_back(tab, filled, qtbot: QtBot):
    go_to(people(tab), 0, "computed_won")
    qtbot.keyClick(people(tab), ENTER)
    qtbot.keyClick(panel(tab).findChild(RecordTable, "table_behind_opportunity"), ENTER)
    name = panel(tab).findChild(QLineEdit, "field_name")
    assert name.text() == "Crane"
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Big crane")
    qtbot.keyClick(name, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: filled.rows("SELECT name FROM opportunity")[0]["name"] == "Big crane")
    qtbot.keyClick(panel(tab), Qt.Key.Key_Escape)
    qtbot.keyClick(panel(tab), Qt.Key.Key_Escape)
    assert not panel(tab).isVisible()


def test_that_adding_a_salesperson_opens_the_name_for_typing(tab, filled, qtbot: QtBot):
    qtbot.mouseClick(tab.findChild(QPushButton, "add_salesperson"), Qt.MouseButton.LeftButton)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Dora Lind")
    qtbot.keyClick(editor, ENTER)
    assert names(filled)[-1] == "Dora Lind"


def test_that_a_new_salesperson_from_a_persons_page_opens_their_page_at_the_name(tab):
    tab.show_person(1)
    assert tab.perform("new_person")
    assert tab.person_id == 4
    assert QApplication.focusWidget().objectName() == "field_name"


def test_that_the_commands_of_the_window_reach_the_page_in_front(tab, qtbot: QtBot):
    assert tab.perform("filter")
    assert QApplication.focusWidget().objectName() == "team_filter"
    assert not tab.perform("new_strength")
    tab.open_record("strength", 1)
    assert panel(tab).findChild(QLineEdit, "field_evidence").text() == "The crane deal"


def test_that_delete_moves_people_to_the_trash_and_says_where_they_are(tab, filled, context, qtbot: QtBot):
    go_to(people(tab), 1, "name")
    qtbot.keyClick(people(tab), DELETE)
    assert names(filled) == ["Anna Ott", "Cleo Mba"]
    assert people(tab).model().rowCount() == 1
    assert context.messages.words == "In the Trash for 90 days: Ben Roe"


def test_that_a_pasted_range_is_one_step_of_undo(tab, filled, qtbot: QtBot):
    QGuiApplication.clipboard().setText("North\tIda Berg\nSouth\tIda Berg")
    go_to(people(tab), 0, "region")
    people(tab).paste()
    found = filled.rows("SELECT region, reports_to FROM salesperson ORDER BY id LIMIT 2")
    assert [tuple(row) for row in found] == [("North", "Ida Berg"), ("South", "Ida Berg")]
    filled.undo()
    assert filled.rows("SELECT region FROM salesperson WHERE id = 1")[0]["region"] is None


def test_that_the_filter_and_the_pills_choose_who_is_shown(tab, qtbot: QtBot):
    table = people(tab)
    tab.findChild(QPushButton, "show_candidate").click()
    assert table.model().rowCount() == 3
    qtbot.keyClicks(tab.findChild(QLineEdit, "team_filter"), "cleo")
    assert table.model().rowCount() == 1


def test_that_an_empty_team_says_what_belongs_here(tab, qtbot: QtBot):
    go_to(people(tab), 0, "name")
    qtbot.keyClick(people(tab), DELETE)
    go_to(people(tab), 0, "name")
    qtbot.keyClick(people(tab), DELETE)
    assert tab.findChild(QPushButton, "first_step").isVisible()


def test_that_the_table_says_a_level_as_it_stands_under_a_name(tab):
    table = people(tab)
    levels = {cell(table, row, "level") for row in range(table.model().rowCount())}
    assert levels
    assert all(re.fullmatch(r"Level [1-5] · [a-z]+[a-z -]*", level) for level in levels), levels


def test_that_a_double_click_adds_one_salesperson(tab, filled, qtbot: QtBot):
    before = len(names(filled))
    button = tab.findChild(QPushButton, "add_salesperson")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(button, Qt.MouseButton.LeftButton)
    assert len(names(filled)) == before + 1


def test_that_the_head_names_the_quarter_whose_figures_stand_below(tab, filled, context: GuiContext):
    def head(role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> str:
        model = people(tab).model()
        return model.headerData(column(people(tab), "computed_won"), Qt.Orientation.Horizontal, role)

    assert head() == "Won Q4 2026"
    people(tab).select_record(2)
    with filled.change("Start the year in April") as work:
        work.session.execute(update(TeamSettings).values(fiscal_year_start=4))
        work.session.execute(update(Quota).values(starts_on=date(2026, 9, 30)))
    context.bus.publish(work.changes)
    assert head() == "Won Q3 FY 2027"
    assert "since the quarter began, 30 Sep 2026" in head(Qt.ItemDataRole.ToolTipRole)
    assert cell(people(tab), 0, "computed_share") == "50%"
    assert people(tab).currentIndex().siblingAtColumn(column(people(tab), "name")).data() == "Ben Roe"
