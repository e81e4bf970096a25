"""A form belongs to its person, says what it made, and is gone about with keys alone."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.coaching.compose_block import FormBlock
from salesdesk.gui.coaching.composer import PAUSE_MS
from salesdesk.gui.pages import ME
from salesdesk.gui.side.chosen_record import chosen_record
from salesdesk.gui.widgets.aside_page import AsidePage
from salesdesk.gui.widgets.note_edit import NoteEdit
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.services.coaching.drafts import Drafts
from tests.gui.page_parts import compose

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
FORMS = {
    "note": ("new_note", "compose_note_text"),
    "assignment": ("new_assignment", "compose_assignment_what"),
    "point": ("bring_up", "compose_point_text"),
    "meeting": ("plan_one_on_one", "compose_meeting_day"),
}


class Hand:
    """Works in the window as a manager does, by keys."""

    def __init__(self, opened: Any, qtbot: QtBot) -> None:
        self.opened, self.qtbot, self.window = opened, qtbot, opened.window
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)
        people = opened.furniture.opening.services.roster.roster().people
        self.one, self.other = people[0].person_id, people[1].person_id

    @property
    def services(self) -> Any:
        return self.opened.furniture.opening.services

    @property
    def tab(self) -> AsidePage:
        return self.window.findChild(AsidePage)

    def choose(self, person_id: int) -> None:
        self.window.shell.roster.choose(person_id)

    def command(self, name: str) -> None:
        self.window.actions_by_id[name].trigger()
        QApplication.processEvents()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        self.qtbot.keyClick(focused, key, held)
        QApplication.processEvents()

    def type(self, words: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        self.qtbot.keyClicks(focused, words)

    def field(self, form: str) -> Any:
        return self.tab.findChild(QWidget, FORMS[form][1])

    def text(self, form: str) -> str:
        field = self.field(form)
        return field.toPlainText() if isinstance(field, NoteEdit) else field.text()

    def said(self) -> str:
        return self.opened.furniture.context.messages.words

    def click(self, name: str) -> None:
        button = next(b for b in self.window.findChildren(QPushButton, name) if b.isVisible())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()


@pytest.fixture
def hand(opened: Any, qtbot: QtBot) -> Hand:
    return Hand(opened, qtbot)


@pytest.mark.parametrize("form", FORMS)
def test_that_what_is_typed_for_one_person_never_stands_in_the_form_of_another(hand: Hand, form: str) -> None:
    hand.choose(hand.one)
    hand.command(FORMS[form][0])
    empty = hand.text(form)
    hand.type("fri")
    begun = hand.text(form)
    hand.choose(hand.other)
    hand.command(FORMS[form][0])
    assert hand.text(form) == empty
    hand.choose(hand.one)
    hand.command(FORMS[form][0])
    assert hand.text(form) == begun != empty


@pytest.mark.parametrize("form", FORMS)
def test_that_escape_keeps_it_for_that_person_and_says_so(hand: Hand, form: str) -> None:
    hand.choose(hand.one)
    hand.command(FORMS[form][0])
    hand.press(Key.Key_Home)
    hand.type("1")
    begun = hand.text(form)
    hand.press(Key.Key_Escape)
    if hand.field(form).isVisible():  # the first Escape belongs to a field that is a date
        hand.press(Key.Key_Escape)
        begun = hand.text(form)
    else:
        assert "Kept: your" in hand.said()
    assert not hand.field(form).isVisible()
    hand.command(FORMS[form][0])
    assert hand.text(form) == begun


@pytest.mark.parametrize("form", ["note", "assignment", "point"])
def test_that_cancel_empties_and_undo_brings_the_words_back(hand: Hand, form: str) -> None:
    hand.choose(hand.one)
    hand.command(FORMS[form][0])
    hand.type("Half a thought")
    hand.click("compose_leave")
    assert not hand.field(form).isVisible()
    assert "Emptied: your" in hand.said()
    hand.command("undo")
    assert hand.field(form).isVisible()
    assert hand.text(form) == "Half a thought"
    hand.click("compose_leave")
    hand.command(FORMS[form][0])
    assert hand.text(form) == ""


def test_that_the_undo_of_the_message_does_the_same(hand: Hand) -> None:
    hand.choose(hand.one)
    hand.command("new_note")
    hand.type("Half a thought")
    hand.click("compose_leave")
    hand.click("banner_action")
    assert hand.text("note") == "Half a thought"


def test_that_no_more_than_a_moment_of_typing_can_be_lost(hand: Hand) -> None:
    assert PAUSE_MS <= 1000
    hand.choose(hand.one)
    hand.command("new_note")
    hand.type("Half a thou")
    drafts = Drafts(hand.services.desk)
    hand.qtbot.waitUntil(lambda: drafts.begun("note", hand.one).get("text") == "Half a thou", timeout=2000)


def test_that_a_form_begun_is_offered_again_after_the_desk_was_shut(
    hand: Hand, start: Callable[..., Any], qtbot: QtBot
) -> None:
    hand.choose(hand.one)
    hand.command("new_note")
    hand.type("Half a thought")
    one, path = hand.one, hand.services.path
    hand.opened.furniture.opening.close()
    again = Hand(start(path), qtbot)
    again.choose(one)
    again.command("go_coaching")
    again.click(f"begun_note_{one}")
    qtbot.waitUntil(lambda: again.field("note") is not None and again.text("note") == "Half a thought")
    assert again.field("note").textCursor().atEnd(), "one goes on writing behind what stands there"
    again.choose(again.other)
    again.command("go_coaching")
    assert not again.tab.findChild(QWidget, "begun_card").isVisible()


def test_that_turning_to_somebody_else_in_the_form_takes_the_words_along(hand: Hand) -> None:
    hand.choose(hand.one)
    hand.command("new_note")
    hand.type("About the other, really")
    form = hand.tab.findChild(QWidget, "composer")
    person = next(p for p in form.findChildren(QWidget, "compose_person") if p.isVisible())
    person.setFocus()
    person.setCurrentIndex(person.findData(hand.other))
    person.activated.emit(person.currentIndex())
    assert hand.text("note") == "About the other, really"
    drafts = Drafts(hand.services.desk)
    assert not drafts.of(hand.one)
    assert drafts.begun("note", hand.other)["text"] == "About the other, really"


def chosen_before(hand: Hand) -> None:
    """Chooses a line of the log, and closes the panel beside it again."""
    hand.choose(hand.one)
    hand.command("go_coaching")
    table = hand.tab.findChild(RecordTable, "table_coaching_log")
    table.setCurrentIndex(table.model().index(3, 3))
    hand.tab.findChild(QToolButton, "side_panel_close").click()


@pytest.mark.parametrize(
    ("form", "keys", "words"),
    [
        ("note", "Opened with the metric", "Note added: “Opened with the metric”, {who}"),
        ("point", "Holiday in May?", "On the agenda: “Holiday in May?”, {who}, next one-on-one"),
        ("meeting", "fri", "Planned: “One-on-one”, {who}, 13 Nov 2026, 10:00"),
        ("assignment", "Send the offer", "Assigned: “Send the offer”, {who}, due 25 Nov"),
    ],
)
def test_that_the_panel_shows_what_was_just_made_and_takes_it_back(
    hand: Hand, form: str, keys: str, words: str
) -> None:
    chosen_before(hand)
    hand.command(FORMS[form][0])
    if form == "meeting":
        hand.field(form).selectAll()
    hand.type(keys)
    if form == "assignment":
        hand.click("compose_knows_how")
        hand.field(form).setFocus()
    hand.press(Key.Key_Return, CONTROL)
    who = hand.services.roster.roster().people[0].name
    made = hand.tab.findChild(QLabel, "made_words")
    assert made.isVisible()
    assert made.text() == words.format(who=who)
    kind, number = chosen_record(hand.tab)
    assert number == max(row["id"] for row in hand.services.desk.rows(f"SELECT id FROM {kind}"))
    hand.press(Key.Key_Space)
    assert not hand.services.desk.rows(f"SELECT id FROM {kind} WHERE id = ?", (number,))
    assert not made.isVisible()
    assert hand.text(form), "what was written is there again"


def test_that_undo_is_offered_only_while_it_would_take_back_this(hand: Hand) -> None:
    chosen_before(hand)
    hand.command("new_note")
    hand.type("Quiet today")
    hand.press(Key.Key_Return, CONTROL)
    undo = hand.tab.findChild(QPushButton, "made_undo")
    assert undo.isVisible()
    hand.opened.furniture.context.bus.publish(hand.services.coaching.add_note(hand.other, "Something else"))
    QApplication.processEvents()
    assert not undo.isVisible()


def test_that_a_strength_begun_waits_for_its_person_until_it_is_added(hand: Hand) -> None:
    hand.choose(hand.one)
    hand.command("go_coaching")
    compose(hand.tab, "strength", hand.one)
    hand.type("Asks for the metric")
    hand.press(Key.Key_Escape)
    assert "Kept: your strength of" in hand.said()
    hand.click(f"begun_strength_{hand.one}")
    assert hand.tab.findChild(QLineEdit, "compose_strength_name").text() == "Asks for the metric"
    hand.press(Key.Key_Return)
    assert hand.tab.findChild(QLabel, "compose_problem").text().startswith("Nothing was added yet.")
    hand.press(Key.Key_Tab)
    hand.type("The Meier deal")
    hand.press(Key.Key_Return)
    added = hand.services.desk.rows("SELECT evidence FROM strength WHERE name = 'Asks for the metric'")
    assert [row["evidence"] for row in added] == ["The Meier deal"]
    assert hand.tab.findChild(QLabel, "made_words").text().startswith("Strength: “Asks for the metric”")
    assert not Drafts(hand.services.desk).of(hand.one)


def test_that_control_enter_in_a_form_adds_and_begins_no_other_form(hand: Hand) -> None:
    hand.choose(hand.one)
    hand.command("new_note")
    hand.type("Quiet today")
    hand.press(Key.Key_Return, CONTROL)
    assert hand.services.desk.rows("SELECT 1 FROM note WHERE text = 'Quiet today'")
    field = hand.field("assignment")
    assert field is None or not field.isVisible()


def test_that_enter_in_a_field_of_one_line_adds(hand: Hand) -> None:
    hand.choose(hand.one)
    hand.command("bring_up")
    hand.type("Holiday in May?")
    hand.press(Key.Key_Return)
    assert hand.services.desk.rows("SELECT 1 FROM agenda_point WHERE text = 'Holiday in May?'")


@pytest.mark.parametrize(("form", "tabs"), [("note", 3), ("point", 2), ("meeting", 2)])
def test_that_tab_leads_from_the_last_field_to_the_buttons(hand: Hand, form: str, tabs: int) -> None:
    hand.choose(hand.one)
    hand.command(FORMS[form][0])
    for _ in range(tabs):
        hand.press(Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == "compose_add"
    hand.press(Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == "compose_leave"


@pytest.mark.parametrize(("form", "name"), [("assignment", "due"), ("meeting", "day")])
def test_that_a_day_that_is_none_is_said_in_the_form_when_it_is_left(
    hand: Hand, form: str, name: str
) -> None:
    hand.choose(hand.one)
    hand.command(FORMS[form][0])
    day = next(
        each for each in hand.tab.findChildren(QLineEdit, f"compose_{form}_{name}") if each.isVisible()
    )
    for typed, said in (("31 Feb 2026", True), ("fri", False)):
        day.setFocus()
        day.selectAll()
        hand.type(typed)
        hand.press(Key.Key_Tab)
        labels = [each for each in hand.tab.findChildren(QLabel) if each.isVisible()]
        assert any("“31 Feb 2026” is not a date" in each.text() for each in labels) == said


def test_that_tab_leads_from_the_due_day_of_an_assignment_to_its_button(hand: Hand) -> None:
    hand.choose(hand.one)
    hand.command("new_assignment")
    hand.click("compose_does_not_know_how")
    for _ in range(6):
        hand.press(Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName() == "Due"
    hand.press(Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == "compose_add"


def test_that_no_line_opens_by_itself_when_the_log_is_read_again(hand: Hand) -> None:
    chosen_before(hand)
    hand.opened.furniture.context.bus.publish(hand.services.coaching.add_note(hand.one, "Something else"))
    QApplication.processEvents()
    assert not hand.tab.findChild(QWidget, "side_panel").isVisible()


@pytest.mark.parametrize("form", ["assignment", "point", "meeting", "strength"])
def test_that_from_my_own_work_nobody_is_chosen_beforehand_and_it_is_asked(hand: Hand, form: str) -> None:
    hand.choose(ME)
    compose(hand.tab, form)
    person = hand.tab.findChild(FormBlock)._open.person
    assert person.currentIndex() == -1
    assert person.placeholderText() == "Choose one"
    for edit in hand.tab.findChild(FormBlock).findChildren(QLineEdit):
        if edit.isVisible() and not edit.text():
            edit.setText("Call the mill")
    if form == "assignment":
        hand.click("compose_knows_how")
    hand.click("compose_add")
    assert not hand.services.desk.rows("SELECT 1 FROM assignment WHERE what = 'Call the mill'")
    assert "Choose first whom it is for" in hand.tab.findChild(QLabel, "compose_problem").text()


def test_that_what_was_begun_for_nobody_yet_is_there_again_and_goes_to_whom_is_chosen_then(
    hand: Hand,
) -> None:
    hand.choose(ME)
    hand.command("bring_up")
    hand.type("Ask about the fair")
    hand.press(Key.Key_Escape)
    assert "your point for nobody yet" in hand.said()
    hand.choose(None)
    hand.window.shell.open_page("coaching", "log")
    QApplication.processEvents()
    hand.click("begun_point_nobody")
    form = hand.tab.findChild(FormBlock)._open
    assert hand.text("point") == "Ask about the fair"
    assert form.person_id() is None
    form.person.setCurrentIndex(form.person.findData(hand.other))
    form.person.activated.emit(form.person.currentIndex())
    hand.click("compose_add")
    kept = hand.services.desk.rows(
        "SELECT salesperson_id FROM agenda_point WHERE text = 'Ask about the fair'"
    )
    assert [row["salesperson_id"] for row in kept] == [hand.other]
    assert not hand.services.desk.rows("SELECT 1 FROM draft WHERE deleted_at IS NULL AND form = 'point'")


def test_that_my_own_log_takes_the_whole_width_until_something_begun_stands_beside_it(hand: Hand) -> None:
    hand.choose(ME)
    table, side = hand.tab.findChild(QWidget, "table_coaching_log"), hand.tab.findChild(QWidget, "aside")
    QApplication.processEvents()
    assert not side.isVisible()
    assert table.width() > hand.tab.width() * 0.9
    hand.command("bring_up")
    hand.type("Ask about the fair")
    hand.press(Key.Key_Escape)
    assert side.isVisible()
    assert table.width() < hand.tab.width() * 0.8
