from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from salesdesk.gui.team.competencies_card import RangeBar
from salesdesk.gui.widgets.record_form import RecordForm
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.widgets.side_panel import SidePanel
from tests.gui.team.room import TeamRoom

ENTER = Qt.Key.Key_Return
ANNA, BEN = 1, 2


def figure(tab: TeamRoom, key: str) -> QPushButton:
    return tab.findChild(object, f"result_{key}").findChild(QPushButton)


def timeline(tab: TeamRoom) -> QListView:
    return tab.findChild(QListView, "timeline")


def test_that_the_head_says_who_it_is_and_how_assignments_are_balanced(tab):
    tab.show_person(ANNA)
    assert tab.findChild(QLabel, "person_name").text() == "Anna Ott"
    assert tab.findChild(QPushButton, "person_mix").text() == "Development 100%, 1 of 1"
    assert not tab.findChild(QLabel, "person_caution").isVisible()


def test_that_a_failing_premise_is_said_before_anything_is_coached(tab):
    tab.show_person(BEN)
    assert tab.findChild(QLabel, "person_caution").isVisible()
    assert "Not a coaching problem first" in tab.findChild(QLabel, "person_caution").text()


def test_that_results_open_the_deals_behind_them(tab):
    tab.show_person(ANNA)
    assert figure(tab, "won").text() == "$45k"
    assert figure(tab, "cycle").text() == "49 days"
    figure(tab, "win_rate").click()
    rows = tab.findChild(RecordTable, "table_behind_opportunity")
    assert rows.isVisible()
    assert rows.model().rowCount() == 1


def test_that_a_competency_shows_its_range_in_words_and_opens_its_weekly_numbers(tab):
    tab.show_person(ANNA)
    bars = tab.findChildren(RangeBar)
    assert bars[0].accessibleName() == "5 of 10, 50%; own range 26 to 74%; goal 60%"
    tab.findChild(QPushButton, "competency_now").click()
    assert tab.findChild(RecordTable, "table_behind_competency_number").model().rowCount() == 1


def test_that_a_competency_called_with_signs_of_tags_is_shown_as_it_is_called(tab, filled):
    with filled.change("A name") as work:
        work.session.execute(text("UPDATE competency SET name = 'Calls <b>cold</b>'"))
    tab.show_person(ANNA)
    labels = tab.findChild(object, "competencies_card").findChildren(QLabel)
    assert any("Calls &lt;b&gt;cold&lt;/b&gt;" in label.text() for label in labels)


def test_that_a_self_starters_competencies_are_folded_away_until_asked_for(tab):
    tab.show_person(BEN)
    card = tab.findChild(object, "competencies_card")
    assert not card.isVisible()
    tab.findChild(QPushButton, "unfold_competencies").click()
    assert card.isVisible()


def test_that_a_fact_is_saved_when_its_field_is_left(tab, filled, qtbot: QtBot):
    tab.show_person(ANNA)
    tab.findChild(QPushButton, "fact_role").click()
    role = tab.findChild(object, "facts_card").findChild(RecordForm).findChild(QLineEdit, "field_role")
    role.selectAll()
    qtbot.keyClicks(role, "Hunter")
    qtbot.keyClick(role, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: filled.rows("SELECT role FROM salesperson WHERE id = 1")[0]["role"] == "Hunter")


def test_that_turning_to_another_person_saves_what_was_being_typed(tab, filled, qtbot: QtBot):
    tab.show_person(ANNA)
    tab.findChild(QPushButton, "fact_role").click()
    role = tab.findChild(object, "facts_card").findChild(RecordForm).findChild(QLineEdit, "field_role")
    qtbot.keyClicks(role, "!")
    tab.setFocus()
    tab.show_person(BEN)
    qtbot.waitUntil(lambda: tab.findChild(QLabel, "person_name").text() == "Ben Roe")
    roles = [row["role"] for row in filled.rows("SELECT role FROM salesperson ORDER BY id")]
    assert "!" in roles[0]
    assert roles[1] is None


def test_that_a_strength_is_added_and_named_in_place(tab, filled, qtbot: QtBot):
    tab.show_person(ANNA)
    tab.findChild(QPushButton, "add_strength").click()
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Prepares")
    qtbot.keyClick(editor, ENTER)
    found = filled.rows("SELECT name, salesperson_id FROM strength ORDER BY id")
    assert [tuple(row) for row in found] == [("Listens", ANNA), ("Prepares", ANNA)]


def test_that_an_assignment_on_the_board_opens_its_record(tab):
    tab.show_person(ANNA)
    tab.findChild(QLabel, "assignment_1").linkActivated.emit("open")
    assert tab.findChild(SidePanel).findChild(QLineEdit, "field_what").text() == "Open with a question"


def test_that_the_timeline_is_filtered_and_its_lines_open(tab, qtbot: QtBot):
    tab.show_person(ANNA)
    assert timeline(tab).model().rowCount() == 4
    tab.findChild(QPushButton, "timeline_deal").click()
    assert timeline(tab).model().rowCount() == 1
    assert timeline(tab).model().index(0, 0).data() == "20 Oct, Won, Crane, $45,000"
    timeline(tab).setCurrentIndex(timeline(tab).model().index(0, 0))
    qtbot.keyClick(timeline(tab), ENTER)
    assert tab.findChild(SidePanel).findChild(QLineEdit, "field_name").text() == "Crane"
