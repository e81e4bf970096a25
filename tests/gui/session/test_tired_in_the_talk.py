"""What a tired manager met in a talk: keys after the curtain, the tick by keyboard, gaps that are gaps."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.context import GuiContext
from salesdesk.gui.session.session_view import SessionView
from salesdesk.gui.widgets.record_acts import RecordActs
from salesdesk.practice.assignment_library import IDEAS
from salesdesk.practice.explain import explain
from salesdesk.services.records import RecordsService, act_of
from salesdesk.store.desk_file import DeskFile
from tests.gui.session.words import words_in
from tests.services.session_desk import Table


def part(view: SessionView, name: str) -> Any:
    found = view.findChild(QWidget, name)
    assert found is not None, f"there is no {name}"
    return found


def type_where_the_keyboard_is(qtbot: QtBot, words: str) -> None:
    for letter in words:
        qtbot.keyClicks(QApplication.focusWidget(), letter)


@pytest.mark.parametrize("key", [Qt.Key.Key_F8, Qt.Key.Key_F9])
def test_that_words_typed_before_the_curtain_reach_nobody(
    key: Qt.Key, qtbot: QtBot, view: SessionView, desk: DeskFile
) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)
    assert view.sides.curtain_drawn
    type_where_the_keyboard_is(qtbot, "seemed tired; ask about the move")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert view.sides.curtain_drawn, "no letter lifts it"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not view.sides.curtain_drawn
    assert "tired" not in words_in(view)
    assert not desk.rows("SELECT 1 FROM note WHERE text LIKE '%tired%'")


def test_that_a_tick_by_keyboard_leads_to_how_do_we_know(
    qtbot: QtBot, view: SessionView, desk: DeskFile
) -> None:
    qtbot.mouseClick(part(view, "step_agreed"), Qt.MouseButton.LeftButton)
    number = desk.rows("SELECT id FROM assignment WHERE state = 'open' ORDER BY id")[0]["id"]
    part(view, f"tick_{number}").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    type_where_the_keyboard_is(qtbot, "They want a visit")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    (row,) = desk.rows("SELECT state, evidence FROM assignment WHERE id = ?", (number,))
    assert (row["state"], row["evidence"]) == ("done", "They want a visit")


def test_that_a_gap_is_chosen_among_the_numbers_and_a_strength_among_the_strengths(
    qtbot: QtBot, view: SessionView, table: Table
) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    type_where_the_keyboard_is(qtbot, "Ask for the price owner")
    qtbot.mouseClick(part(view, "does_not_know_how"), Qt.MouseButton.LeftButton)
    chooser = next(box for box in view.findChildren(QComboBox) if box.isEditable() and box.isVisible())

    def offered() -> set[str]:
        return {chooser.itemText(place) for place in range(chooser.count())} - {""}

    strengths = offered()
    qtbot.mouseClick(part(view, "draft_basis_gap"), Qt.MouseButton.LeftButton)
    assert offered()
    assert not offered() & strengths
    qtbot.mouseClick(part(view, "draft_basis_strength"), Qt.MouseButton.LeftButton)
    assert offered() == strengths


def test_that_the_range_is_explained_as_the_one_that_is_shown(
    qtbot: QtBot, view: SessionView, table: Table
) -> None:
    qtbot.mouseClick(part(view, "step_numbers"), Qt.MouseButton.LeftButton)
    assert explain("ratio_at_the_table").text in words_in(view)


def test_that_a_refused_assignment_puts_the_keyboard_where_something_is_missing(
    qtbot: QtBot, view: SessionView
) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    type_where_the_keyboard_is(qtbot, "Ask for the price owner")
    qtbot.mouseClick(part(view, "does_not_know_how"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(part(view, "draft_axis_skill"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(part(view, "agree_assignment"), Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is part(view, "draft_basis_strength")


def test_that_how_we_know_is_asked_alike_at_the_table_and_elsewhere_and_never_demanded(
    view: SessionView, qtbot: QtBot, desk: DeskFile, table: Table, context: GuiContext
) -> None:
    act = act_of("assignment", "done")
    assert act.open_answer
    number = table.open_item
    qtbot.mouseClick(part(view, "step_agreed"), Qt.MouseButton.LeftButton)
    part(view, f"tick_{number}").click()
    field = part(view, f"tick_{number}").parentWidget().findChild(QLineEdit)
    assert (field.placeholderText(), field.toolTip()) == ("How do we know?", act.question)
    state = "SELECT state, evidence FROM assignment WHERE id = ?"
    assert tuple(desk.rows(state, (number,))[0]) == ("done", None)
    records, said = RecordsService(desk), list[str]()
    records.carry_out("assignment", number, "reopen")
    context.prompts.preset("")
    RecordActs(records, context, said.append).carry_out("done", "assignment", number)
    assert context.prompts.asked == [act.question]
    assert tuple(desk.rows(state, (number,))[0]) == ("done", None)
    records.edit("assignment", number, "evidence", "They want a visit")
    records.carry_out("assignment", number, "reopen")
    records.carry_out("assignment", number, "done", "")
    assert tuple(desk.rows(state, (number,))[0]) == ("done", "They want a visit"), (
        "what was known stays known"
    )


def test_that_a_number_above_a_hundred_is_refused_and_not_cut(
    qtbot: QtBot, view: SessionView, desk: DeskFile
) -> None:
    qtbot.mouseClick(part(view, "step_numbers"), Qt.MouseButton.LeftButton)
    number = next(
        each
        for each in view.findChildren(QLineEdit)
        if each.objectName().startswith("own_number_") and each.isVisible()
    )
    number.setFocus()
    qtbot.keyClicks(number, "300")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert number.text() == "300"
    assert number.isVisible(), "the record is not shown for an answer that was refused"
    assert desk.rows("SELECT own_number FROM own_rating WHERE own_number IS NOT NULL") == []
    number.selectAll()
    qtbot.keyClicks(number, "30")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert [row["own_number"] for row in desk.rows("SELECT own_number FROM own_rating")] == [0.3]


def test_that_an_idea_replaces_no_words_of_ones_own(qtbot: QtBot, view: SessionView) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(part(view, "does_not_know_how"), Qt.MouseButton.LeftButton)
    what, ideas = part(view, "draft_what"), part(view, "draft_ideas")
    what.setFocus()
    qtbot.keyClicks(what, "Ask for a referral")
    ideas.setFocus()
    qtbot.keyClick(ideas, Qt.Key.Key_Down)
    assert what.text() == "Ask for a referral"
    assert part(view, "draft_done_in").text() == ""
    what.clear()
    ideas.setFocus()
    qtbot.keyClick(ideas, Qt.Key.Key_Down)
    first = what.text()
    assert first
    ideas.setFocus()
    qtbot.keyClick(ideas, Qt.Key.Key_Down)
    qtbot.keyClick(ideas, Qt.Key.Key_Down)
    assert what.text() != first, "from one idea to the next it follows the list"


def test_that_the_ideas_name_subjects_and_judge_nobody() -> None:
    judging = ("few", "slip", "given away", "little", "stand still")
    assert not [idea.gap for idea in IDEAS if any(word in idea.gap.lower() for word in judging)]


def test_that_a_refused_next_date_does_not_stand_as_booked(qtbot: QtBot, view: SessionView) -> None:
    qtbot.mouseClick(part(view, "step_book"), Qt.MouseButton.LeftButton)
    day = part(view, "next_day").findChild(QLineEdit) or part(view, "next_day")
    day.setFocus()
    day.selectAll()
    qtbot.keyClicks(day, "1 Jan 2020")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert "Not booked." in words_in(view)
    assert "Booked." not in words_in(view).replace("Not booked.", "")
