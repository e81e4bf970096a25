"""The Coaching log driven as a person would."""

import threading
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.context import GuiContext
from salesdesk.gui.side.chosen_record import chosen_record
from salesdesk.gui.widgets.aside_page import AsidePage
from salesdesk.gui.widgets.chart_card import ChartCard
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.note_edit import NoteEdit
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.wishes import StartTalk
from salesdesk.model.coaching import AgendaPoint, Assignment, Note, OneOnOne
from salesdesk.model.team import Salesperson
from salesdesk.services.coaching import log
from salesdesk.services.coaching.values import LOG_KINDS, LogFilter
from salesdesk.store.desk_file import DeskFile
from tests.gui.page_parts import compose, log_page, parts_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def filled(desk: DeskFile) -> DeskFile:
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all([Salesperson(id=1, name="Anna Ott"), Salesperson(id=2, name="Ben Roe")])
        work.session.flush()
        work.session.add_all(
            [
                OneOnOne(id=1, salesperson_id=1, state="planned", starts_at=datetime(2026, 11, 18, 10)),
                OneOnOne(id=2, salesperson_id=1, state="held", starts_at=datetime(2026, 11, 4, 10)),
                Note(salesperson_id=1, text="Asked three questions first", written_at=datetime(2026, 11, 4, 11),
                     visibility="shared", sign="strength"),
                Note(salesperson_id=2, text="Worried about the mill", written_at=datetime(2026, 11, 5, 9)),
                Assignment(id=1, salesperson_id=2, what="Call the mill", kind="sales",
                           assigned_on=date(2026, 11, 2), due_on=date(2026, 11, 9)),
                AgendaPoint(id=1, salesperson_id=1, text="The fair in spring", times_carried=2),
            ]
        )  # fmt: skip
    return desk


@pytest.fixture
def tab(filled: DeskFile, context: GuiContext, clock: FixedClock, qtbot: QtBot) -> AsidePage:
    made = log_page(parts_of(filled, context, clock))
    qtbot.addWidget(made)
    context.bus.changed.connect(made.mark_stale)
    made.resize(1250, 800)
    made.show()
    return made


def whats(tab: AsidePage) -> list[str]:
    model = table(tab).model()
    return [str(model.index(row, 3).data()) for row in range(model.rowCount())]


def table(tab: AsidePage) -> RecordTable:
    return tab.findChild(RecordTable, "table_coaching_log")


def click(qtbot: QtBot, tab: AsidePage, name: str) -> None:
    qtbot.waitUntil(lambda: any(b.isVisible() for b in tab.findChildren(QAbstractButton, name)))
    button = next(b for b in tab.findChildren(QAbstractButton, name) if b.isVisible())
    qtbot.mouseClick(button, LEFT)


def select(tab: AsidePage, what: str) -> None:
    table(tab).setCurrentIndex(table(tab).model().index(whats(tab).index(what), 3))


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def test_that_the_log_shows_sessions_notes_and_assignments_newest_first(tab: AsidePage) -> None:
    assert whats(tab)[1:] == ["Worried about the mill", "Asked three questions first", "", "Call the mill"]
    states = [table(tab).model().index(row, 4).data() for row in range(5)]
    assert states == ["Planned", "Private", "Shared", "Held", "Late"]


def test_that_pills_lists_and_words_narrow_the_log(tab: AsidePage, qtbot: QtBot) -> None:
    click(qtbot, tab, "log_pill_one_on_one")
    click(qtbot, tab, "log_pill_assignment")
    assert whats(tab) == ["Worried about the mill", "Asked three questions first"]
    state = tab.findChild(QComboBox, "log_filter_state")
    state.setCurrentIndex(state.findData("private"))
    state.activated.emit(state.currentIndex())
    assert whats(tab) == ["Worried about the mill"]
    state.setCurrentIndex(0)
    state.activated.emit(0)
    click(qtbot, tab, "log_pill_assignment")
    assert tab.perform("filter")
    qtbot.keyClicks(tab.findChild(QLineEdit, "log_search"), "mill")
    qtbot.waitUntil(lambda: whats(tab) == ["Worried about the mill", "Call the mill"])


def test_that_with_no_pill_left_everything_comes_back(tab: AsidePage, qtbot: QtBot) -> None:
    for kind in LOG_KINDS:
        click(qtbot, tab, f"log_pill_{kind}")
    assert len(whats(tab)) == 5


def test_that_one_person_sees_only_own_lines(tab: AsidePage) -> None:
    tab.show_person(2)
    assert whats(tab) == ["Worried about the mill", "Call the mill"]
    assert table(tab).isColumnHidden(1)


def test_that_a_chosen_note_is_edited_beside_the_log_and_tells_its_history(
    tab: AsidePage, qtbot: QtBot, filled: DeskFile
) -> None:
    select(tab, "Worried about the mill")
    click(qtbot, tab, "record_edit")
    field = tab.findChild(NoteEdit, "field_text")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Calm about the mill")
    qtbot.waitUntil(lambda: "Calm about the mill" in whats(tab), timeout=4000)
    history = tab.findChild(QLabel, "record_history").text()
    assert "Worried about the mill → Calm about the mill" in history
    filled.undo()


def test_that_an_assignment_is_done_with_what_shows_it(
    tab: AsidePage, qtbot: QtBot, context: GuiContext, filled: DeskFile
) -> None:
    select(tab, "Call the mill")
    context.prompts.preset("They want a visit")
    click(qtbot, tab, "record_done")
    qtbot.waitUntil(lambda: "Done" in [table(tab).model().index(row, 4).data() for row in range(5)])
    with filled.read() as session:
        assert session.get(Assignment, 1).evidence == "They want a visit"
    assert any(button.isVisible() for button in tab.findChildren(QPushButton, "record_reopen"))


def test_that_delete_moves_a_line_to_the_trash_and_undo_brings_it_back(
    tab: AsidePage, qtbot: QtBot, context: GuiContext, filled: DeskFile
) -> None:
    select(tab, "Call the mill")
    qtbot.keyClick(table(tab), Qt.Key.Key_Delete)
    assert "Call the mill" not in whats(tab)
    context.bus.publish(filled.undo())
    assert "Call the mill" in whats(tab)


def test_that_the_due_day_of_an_assignment_is_edited_in_its_cell_and_of_nothing_else(
    tab: AsidePage, filled: DeskFile
) -> None:
    model, row = table(tab).model(), whats(tab).index("Call the mill")
    assert model.flags(model.index(row, 5)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 5)) & Qt.ItemFlag.ItemIsEditable
    assert model.setData(model.index(row, 5), date(2026, 11, 20))
    with filled.read() as session:
        assert session.get(Assignment, 1).due_on == date(2026, 11, 20)


def test_that_a_new_note_is_private_unless_it_is_shared(
    tab: AsidePage, qtbot: QtBot, filled: DeskFile
) -> None:
    tab.show_person(1)
    click(qtbot, tab, "new_note")
    qtbot.keyClicks(tab.findChild(NoteEdit, "compose_note_text"), "Quiet today")
    click(qtbot, tab, "compose_add")
    assert "Quiet today" in whats(tab)
    click(qtbot, tab, "new_note")
    qtbot.keyClicks(tab.findChild(NoteEdit, "compose_note_text"), "Great opening")
    tab.findChild(CheckBox, "compose_note_shared").click()
    click(qtbot, tab, "compose_add")
    with filled.read() as session:
        notes = {note.text: (note.visibility, note.salesperson_id) for note in session.query(Note)}
    assert notes["Quiet today"] == ("private", 1)
    assert notes["Great opening"] == ("shared", 1)


def test_that_the_fork_asks_for_what_a_development_assignment_needs(
    tab: AsidePage, qtbot: QtBot, filled: DeskFile
) -> None:
    compose(tab, "assignment")
    qtbot.keyClicks(tab.findChild(QLineEdit, "compose_assignment_what"), "Open with a question")
    click(qtbot, tab, "compose_add")
    problem = tab.findChild(QLabel, "compose_problem")
    assert "Does the person already know how to do this?" in problem.text()
    click(qtbot, tab, "compose_does_not_know_how")
    click(qtbot, tab, "compose_add")
    assert "What should grow" in problem.text()
    for name, value in (("compose_assignment_axis", "skill"), ("compose_assignment_basis", "gap")):
        chooser = tab.findChild(QComboBox, name)
        chooser.setCurrentIndex(chooser.findData(value))
    which = tab.findChild(QLineEdit, "compose_assignment_basis_text")
    qtbot.keyClicks(which, "Talks first")
    qtbot.keyClick(which, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Open with a question" in whats(tab)
    with filled.read() as session:
        stored = session.query(Assignment).filter_by(what="Open with a question").one()
        assert (stored.kind, stored.axis, stored.due_on) == ("development", "skill", date(2026, 11, 25))


def test_that_knowing_how_makes_it_a_sales_assignment(tab: AsidePage, qtbot: QtBot, filled: DeskFile) -> None:
    compose(tab, "assignment")
    qtbot.keyClicks(tab.findChild(QLineEdit, "compose_assignment_what"), "Send the offer")
    click(qtbot, tab, "compose_knows_how")
    click(qtbot, tab, "compose_add")
    with filled.read() as session:
        assert session.query(Assignment).filter_by(what="Send the offer").one().kind == "sales"


def test_that_a_point_is_noted_and_stays_until_it_is_discussed(
    tab: AsidePage, qtbot: QtBot, filled: DeskFile
) -> None:
    assert "open since" in texts(tab.findChild(QWidget, "points_card"))
    compose(tab, "point")
    qtbot.keyClicks(tab.findChild(QLineEdit, "compose_point_text"), "Holiday in May?")
    click(qtbot, tab, "compose_add")
    assert "Holiday in May?" in texts(tab.findChild(QWidget, "points_card"))
    click(qtbot, tab, "side_panel_close")
    click(qtbot, tab, "point_discussed_1")
    qtbot.waitUntil(lambda: "The fair in spring" not in texts(tab.findChild(QWidget, "points_card")))
    with filled.read() as session:
        assert session.get(AgendaPoint, 1).discussed_on == date(2026, 11, 11)


def test_that_a_meeting_is_planned_by_a_typed_day_and_hour(
    tab: AsidePage, qtbot: QtBot, filled: DeskFile
) -> None:
    compose(tab, "meeting")
    day, hour = (
        tab.findChild(QLineEdit, "compose_meeting_day"),
        tab.findChild(QLineEdit, "compose_meeting_time"),
    )
    day.setText("fri")
    hour.setText("25")
    click(qtbot, tab, "compose_add")
    assert "not a time of day" in tab.findChild(QLabel, "compose_problem").text()
    hour.setText("14.15")
    click(qtbot, tab, "compose_add")
    with filled.read() as session:
        starts = [meeting.starts_at for meeting in session.query(OneOnOne)]
    assert datetime(2026, 11, 13, 14, 15) in starts


def test_that_a_planned_session_is_opened_from_its_line(
    tab: AsidePage, context: GuiContext, qtbot: QtBot
) -> None:
    table(tab).setCurrentIndex(table(tab).model().index(0, 3))
    with qtbot.waitSignal(context.wishes.made) as opened:
        click(qtbot, tab, "record_open")
    assert opened.args == [StartTalk(one_on_one_id=1)]


def test_that_the_balance_says_its_threshold_and_leads_to_the_assignments(
    tab: AsidePage, qtbot: QtBot
) -> None:
    words = tab.findChild(QLabel, "balance_words").text()
    assert "30" in words
    assert "Ben Roe: There has been no development assignment yet." in words
    tab.findChild(ChartCard, "balance_card").chart.rows_requested.emit("2")
    assert whats(tab) == ["Call the mill"]
    click(qtbot, tab, "log_only_person")
    assert whats(tab) == ["Call the mill"]


def test_that_a_narrow_page_puts_the_side_beneath_the_log(tab: AsidePage) -> None:
    side = tab.findChild(QWidget, "balance_card")
    assert side.mapTo(tab, side.rect().topLeft()).x() > table(tab).width()
    tab.resize(600, 700)
    QApplication.processEvents()
    assert side.mapTo(tab, side.rect().topLeft()).x() < 60


def test_that_commands_of_the_window_open_the_forms(tab: AsidePage) -> None:
    for command, name in (("new_note", "compose_note_text"), ("bring_up", "compose_point_text")):
        assert tab.perform(command)
        assert tab.findChild(QWidget, name).isVisible()
    assert not tab.perform("new_strength")


def test_that_a_record_found_by_the_search_is_opened(tab: AsidePage) -> None:
    tab.open_record("agenda_point", 1)
    assert tab.findChild(QLineEdit, "field_text").text() == "The fair in spring"


def test_that_a_one_on_one_is_started_with_the_person_shown(
    tab: AsidePage, context: GuiContext, qtbot: QtBot
) -> None:
    tab.show_person(2)
    with qtbot.waitSignal(context.wishes.made) as requested:
        click(qtbot, tab, "points_start")
    assert requested.args == [StartTalk(2)]


def test_that_the_page_names_the_record_that_is_chosen(tab: AsidePage) -> None:
    assert chosen_record(tab) is None
    select(tab, "Call the mill")
    assert chosen_record(tab) == ("assignment", 1)


def test_that_what_stood_beside_the_log_goes_away_with_its_person(tab: AsidePage) -> None:
    tab.show_person(2)
    select(tab, "Worried about the mill")
    tab.show_person(1)
    assert not tab.findChild(NoteEdit, "field_text") or not tab.findChild(NoteEdit, "field_text").isVisible()
    assert tab.findChild(QWidget, "balance_card").isVisible()


def test_that_columns_left_out_for_want_of_room_come_back(tab: AsidePage, context: GuiContext) -> None:
    tab.resize(700, 700)
    QApplication.processEvents()
    assert table(tab).isColumnHidden(5)
    table(tab).columns.note()
    assert context.state.state_of("coaching_log").hidden == ()
    context.theme.theme_changed.emit()
    assert table(tab).isColumnHidden(5), "still no room for it"
    tab.resize(1250, 800)
    QApplication.processEvents()
    assert not table(tab).isColumnHidden(5)


def test_that_the_words_of_the_log_have_room_on_a_small_screen(tab: AsidePage) -> None:
    tab.resize(1010, 600)  # what a window of 1280x720 leaves
    QApplication.processEvents()
    assert table(tab).columnWidth(3) > 190
    assert table(tab).isColumnHidden(4)
    tab.show_person(2)
    assert not table(tab).isColumnHidden(4), "one person's log has room for how each line stands"
    assert table(tab).columnWidth(3) > 190
    tab.show_person(None)
    tab.resize(1250, 800)
    QApplication.processEvents()
    assert not table(tab).isColumnHidden(4)


def test_that_who_edits_a_note_types_into_its_words_and_moves_it_to_nobody(
    qtbot: QtBot, tab: AsidePage, filled: DeskFile
) -> None:
    select(tab, "Worried about the mill")
    click(qtbot, tab, "record_edit")
    assert isinstance(QApplication.focusWidget(), NoteEdit)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(QApplication.focusWidget(), ", again")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (row,) = filled.rows("SELECT text, salesperson_id FROM note WHERE text LIKE 'Worried%'")
    assert (row["text"], row["salesperson_id"]) == ("Worried about the mill, again", 2)


def test_that_a_note_moved_to_somebody_else_is_said_with_undo(
    qtbot: QtBot, tab: AsidePage, context: GuiContext, filled: DeskFile
) -> None:
    select(tab, "Worried about the mill")
    click(qtbot, tab, "record_edit")
    about = next(b for b in tab.findChildren(QComboBox) if b.isVisible() and b.currentText() == "Ben Roe")
    about.setFocus()
    qtbot.keyClicks(about, "A")
    qtbot.keyClick(about, Qt.Key.Key_Return)
    assert filled.rows("SELECT salesperson_id FROM note WHERE text LIKE 'Worried%'")[0][0] == 1
    assert context.messages.words.startswith("Done: Change about")


def test_that_planning_offers_a_free_time_and_says_whom_another_is_with(qtbot: QtBot, tab: AsidePage) -> None:
    compose(tab, "meeting", 2)
    when = tab.findChild(QLineEdit, "compose_meeting_time")
    assert when.text() == "10:30", "at ten on that day Anna is planned"
    busy = tab.findChild(QLabel, "compose_meeting_busy")
    assert not busy.isVisible()
    when.setFocus()
    when.selectAll()
    qtbot.keyClicks(when, "10:00")
    assert busy.text() == "At that time you meet Anna Ott."
    assert busy.isVisible()


def test_that_a_long_log_is_counted_beside_the_window(
    filled: DeskFile, context: GuiContext, clock: FixedClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "MOST_LINES", 3)
    parts, threads = parts_of(filled, context, clock), list[threading.Thread]()
    coaching = parts.services.coaching
    counted = coaching.count

    def noting(wanted: LogFilter) -> int:
        threads.append(threading.current_thread())
        return counted(wanted)

    monkeypatch.setattr(coaching, "count", noting)
    tab = log_page(parts)
    qtbot.addWidget(tab)
    tab.show()
    (said,) = [label for label in tab.findChildren(QLabel) if label.text().startswith("The newest")]
    assert said.text() == "The newest 3"
    qtbot.waitUntil(lambda: said.text() == "The newest 3 of 5 entries")
    assert threading.main_thread() not in threads
    tab.show_person(2)
    assert said.text() == "2 entries"
