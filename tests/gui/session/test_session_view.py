"""The one-on-one as two people hold it: by keyboard, by mouse, turned round and turned back."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.context import GuiContext
from salesdesk.gui.session.session_view import PrintWish, SessionView
from salesdesk.model.coaching import AgendaPoint
from salesdesk.model.fields import Audience
from salesdesk.services.sessions.service import SessionService
from salesdesk.services.sessions.values import SessionState
from salesdesk.store.desk_file import DeskFile
from tests.gui.session.words import words_in
from tests.services.session_desk import OTHERS, PRIVATE_WORDS, Table

Opener = Callable[[DeskFile], SessionView]
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def state(view: SessionView, desk: DeskFile, clock: FixedClock) -> SessionState:
    return SessionService(desk, clock).state(view.one_on_one_id, Audience.MANAGER)


def own_side(view: SessionView, desk: DeskFile, clock: FixedClock) -> Any:
    return state(view, desk, clock).manager


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Presses a key where the focus is, as a hand does."""
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifiers)


def write(qtbot: QtBot, text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, text)


def part(view: SessionView, name: str) -> Any:
    found = view.findChild(QWidget, name)
    assert found is not None, f"there is no {name}"
    return found


def tab_to(qtbot: QtBot, view: SessionView, name: str) -> None:
    """Walks with Tab until the named control has the focus."""
    passed: list[str] = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        if focused is not None and focused.objectName() == name:
            return
        passed.append(f"{type(focused).__name__} {focused.objectName() if focused else ''}")
        press(qtbot, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {name}: {passed}")


def test_that_a_whole_session_can_be_held_by_keyboard(
    qtbot: QtBot, view: SessionView, desk: DeskFile, clock: FixedClock, table: Table
) -> None:
    write(qtbot, "The Ferrum order")
    press(qtbot, Qt.Key.Key_Down, ALT)
    tab_to(qtbot, view, f"point_{table.point}")
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_PageDown, CTRL)
    _say_own_numbers(qtbot, view, table)
    press(qtbot, Qt.Key.Key_Down, ALT)
    _choose_deal(qtbot, view, table)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    _agree_on_a_small_step(qtbot, view)
    for _ in range(3):
        press(qtbot, Qt.Key.Key_Down, ALT)
    tab_to(qtbot, view, "agree")
    press(qtbot, Qt.Key.Key_Space)
    clock.moment += timedelta(minutes=25)
    with qtbot.waitSignal(view.finished) as finished:
        press(qtbot, Qt.Key.Key_Return, CTRL | SHIFT)
    assert finished.args == [view.one_on_one_id]
    held = state(view, desk, clock)
    assert (held.state, held.wrap.answer, held.timer.elapsed_seconds) == ("held", "agree", 25 * 60)
    assert held.notes["wins"] == "The Ferrum order"
    assert held.competencies[0].own.number == 0.62
    assert held.competencies[0].revealed
    assert held.deal is not None
    assert held.deal.passed == 2
    assert [(a.kind, a.axis, a.basis) for a in held.this_time] == [("development", "skill", "gap")]
    assert held.next.booked


def _say_own_numbers(qtbot: QtBot, view: SessionView, table: Table) -> None:
    number = part(view, f"own_number_{table.meeting_ratio}")
    assert QApplication.focusWidget() is number
    write(qtbot, "62")
    tab_to(qtbot, view, f"own_rating_{table.meeting_ratio}")
    press(qtbot, Qt.Key.Key_Down)
    tab_to(qtbot, view, f"reveal_{table.meeting_ratio}")
    press(qtbot, Qt.Key.Key_Space)


def _choose_deal(qtbot: QtBot, view: SessionView, table: Table) -> None:
    combo = part(view, "choose_deal")
    assert QApplication.focusWidget() is combo
    place = combo.findData(table.deal)
    for _ in range(place):
        press(qtbot, Qt.Key.Key_Down)
    combo.activated.emit(combo.currentIndex())
    tab_to(qtbot, view, f"gate_{table.gate}")
    press(qtbot, Qt.Key.Key_Space)
    write(qtbot, "Org chart")
    press(qtbot, Qt.Key.Key_Tab)


def _agree_on_a_small_step(qtbot: QtBot, view: SessionView) -> None:
    write(qtbot, "Open with the client's own metric")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_N)
    for first in ("draft_axis_knowledge", "draft_basis_strength"):
        tab_to(qtbot, view, first)
        press(qtbot, Qt.Key.Key_Right)
        press(qtbot, Qt.Key.Key_Space)
    tab_to(qtbot, view, "draft_basis_text")
    write(qtbot, "Opens with our product")
    tab_to(qtbot, view, "draft_done_in")
    write(qtbot, "The next two first meetings")
    tab_to(qtbot, view, "draft_own_words")
    write(qtbot, "I talk about us first")
    press(qtbot, Qt.Key.Key_Return, CTRL)


def test_that_nothing_private_and_nobody_else_is_anywhere_on_the_side_both_read(
    qtbot: QtBot, view: SessionView, desk: DeskFile, clock: FixedClock
) -> None:
    SessionService(desk, clock).write_note(view.one_on_one_id, "wins", "Zwetschge", "private")
    seen: list[str] = []
    for _ in range(7):
        seen.append(words_in(view))
        press(qtbot, Qt.Key.Key_PageDown, CTRL)
    everything = " | ".join(seen)
    assert "Ada" in everything
    assert not [word for word in (*PRIVATE_WORDS, *OTHERS, "Bruno") if word in everything]


def test_that_the_private_side_is_built_when_turned_to_and_gone_when_turned_back(
    qtbot: QtBot, view: SessionView, desk: DeskFile, clock: FixedClock
) -> None:
    press(qtbot, Qt.Key.Key_F8)
    press(qtbot, Qt.Key.Key_F8)
    assert view.sides.own is not None
    write(qtbot, "Mirabelle and her team")
    assert "Quitte" in words_in(view)
    press(qtbot, Qt.Key.Key_F8)
    assert view.sides.own is None
    assert view.findChild(QWidget, "own_face") is None
    assert not [word for word in PRIVATE_WORDS if word in words_in(view)]
    kept = state(view, desk, clock).manager
    assert kept is not None
    assert kept.notes == {"wins": "Mirabelle and her team"}


def test_that_the_curtain_shows_only_the_date_and_lifts_to_the_safe_side(
    qtbot: QtBot, view: SessionView
) -> None:
    press(qtbot, Qt.Key.Key_F8)
    press(qtbot, Qt.Key.Key_F8)
    press(qtbot, Qt.Key.Key_F9)
    assert view.sides.curtain_drawn
    seen = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    assert seen == ["Wed 11 Nov 2026"]
    press(qtbot, Qt.Key.Key_Escape)
    assert not view.sides.curtain_drawn
    assert view.sides.own is None


def test_that_the_private_side_goes_away_when_the_window_is_hidden(qtbot: QtBot, view: SessionView) -> None:
    press(qtbot, Qt.Key.Key_F8)
    press(qtbot, Qt.Key.Key_F8)
    view.hide()
    view.show()
    assert view.sides.own is None


def test_that_the_record_is_nowhere_before_the_own_number_is_said(
    qtbot: QtBot, view: SessionView, table: Table
) -> None:
    for _ in range(2):
        press(qtbot, Qt.Key.Key_Down, ALT)
    assert "65 of 130" not in words_in(view)
    qtbot.keyClicks(part(view, f"own_number_{table.meeting_ratio}"), "62")
    part(view, f"reveal_{table.meeting_ratio}").click()
    words = words_in(view)
    assert "you said 62%, 12 points above it" in words
    assert "65 of 130" in words


def test_that_typing_is_on_disk_within_two_seconds_and_survives_a_crash(
    qtbot: QtBot, view: SessionView, opener: Opener, desk: DeskFile, clock: FixedClock
) -> None:
    for _ in range(3):
        press(qtbot, Qt.Key.Key_Down, ALT)
    note = part(view, "note_deal")
    note.setFocus()
    write(qtbot, "They want the small line first")
    qtbot.waitUntil(lambda: state(view, desk, clock).notes.get("deal", "") != "", timeout=2000)
    view.setParent(None)
    with closing(DeskFile.open(desk.path, clock)) as after:
        again = opener(after)
        assert again.one_on_one_id == view.one_on_one_id
        assert part(again, "note_deal").toPlainText() == "They want the small line first"
        assert part(again, "note_deal").isVisible()
        assert again.sides.own is None


def test_that_ticking_off_is_one_named_step_and_undo_shows_at_once(
    qtbot: QtBot, view: SessionView, context: GuiContext, desk: DeskFile, table: Table
) -> None:
    tick = part(view, f"tick_{table.open_item}")
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton)
    assert tick.isChecked()
    assert desk.undo_name() == "Tick off “Send Ferrum the smaller first order”"
    undone = desk.undo()
    assert undone is not None
    context.bus.publish(undone)
    assert not tick.isChecked()


def test_that_the_fork_asks_first_and_says_what_a_development_assignment_still_needs(
    qtbot: QtBot, view: SessionView, desk: DeskFile, clock: FixedClock
) -> None:
    part(view, "add_assignment").click()
    write(qtbot, "Attend a sales workshop")
    assert "Do you already know how to do this?" in words_in(view)
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_N)
    assert "training plan" in words_in(view)
    part(view, "agree_assignment").click()
    assert "What should grow" in words_in(view)
    assert state(view, desk, clock).this_time == ()
    press(qtbot, Qt.Key.Key_Escape)
    assert not part(view, "agreed_column").isHidden()


def test_that_whoever_knows_how_gets_a_sales_assignment(
    qtbot: QtBot, view: SessionView, desk: DeskFile, clock: FixedClock
) -> None:
    press(qtbot, Qt.Key.Key_Return, CTRL)
    write(qtbot, "Follow up the Ferrum proposal")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Y)
    press(qtbot, Qt.Key.Key_Return)
    agreed = state(view, desk, clock).this_time
    assert [(a.kind, a.what, a.due_on) for a in agreed] == [
        ("sales", "Follow up the Ferrum proposal", date(2026, 11, 18))
    ]
    assert "one small step to learn" in words_in(view)


def test_that_a_hole_opens_the_fork_and_carries_no_word_of_the_manager_across(
    qtbot: QtBot, view: SessionView, desk: DeskFile, clock: FixedClock, table: Table
) -> None:
    with desk.change("Carry the private point twice") as work:
        work.session.get_one(AgendaPoint, table.private_point).times_carried = 3
    press(qtbot, Qt.Key.Key_F8)
    press(qtbot, Qt.Key.Key_F8)
    private = next(hole for hole in own_side(view, desk, clock).holes if hole.private)
    assert any(word in private.text for word in PRIVATE_WORDS)
    follow_ups = [
        b.accessibleName()
        for b in view.findChildren(QAbstractButton)
        if b.accessibleName().startswith("Follow up: ")
    ]
    assert follow_ups
    for name in follow_ups:
        if view.sides.own is None:
            press(qtbot, Qt.Key.Key_F8)
            press(qtbot, Qt.Key.Key_F8)
        next(b for b in view.findChildren(QAbstractButton) if b.accessibleName() == name).click()
        qtbot.waitUntil(lambda: view.sides.own is None)
        crossed = words_in(view)
        assert part(view, "about").text() == ""
        press(qtbot, Qt.Key.Key_Tab)
        press(qtbot, Qt.Key.Key_N)
        assert part(view, "draft_basis_text").currentText() == ""
        assert part(view, "draft_what").text() == ""
        crossed += words_in(view)
        assert not [word for word in PRIVATE_WORDS if word in crossed]
        assert name.removeprefix("Follow up: ") not in crossed
        press(qtbot, Qt.Key.Key_Escape)


def test_that_disagreeing_asks_for_the_comment_in_place(
    qtbot: QtBot, view: SessionView, desk: DeskFile, clock: FixedClock
) -> None:
    part(view, "step_book").click()
    part(view, "disagree").click()
    part(view, "finish").click()
    assert "a disagreement is kept with its comment" in words_in(view)
    assert state(view, desk, clock).running
    qtbot.keyClicks(part(view, "comment"), "60% is not my goal")
    with qtbot.waitSignal(view.finished):
        part(view, "finish").click()
    assert state(view, desk, clock).wrap.comment == "60% is not my goal"


def test_that_the_next_date_is_typed_as_people_type(
    qtbot: QtBot, view: SessionView, desk: DeskFile, clock: FixedClock
) -> None:
    part(view, "step_book").click()
    day = part(view, "next_day")
    day.selectAll()
    qtbot.keyClicks(day, "+2w")
    press(qtbot, Qt.Key.Key_Tab)
    at = part(view, "next_time")
    at.selectAll()
    qtbot.keyClicks(at, "11.30")
    press(qtbot, Qt.Key.Key_Tab)
    upcoming = state(view, desk, clock).next
    assert upcoming.booked
    assert f"{upcoming.starts_at:%d %b %H:%M}" == "25 Nov 11:30"
    assert "next: 25 Nov, 11:30" in words_in(view)


def test_that_the_next_date_follows_the_day_on_which_a_talk_left_open_is_gone_on_with(
    qtbot: QtBot, view: SessionView, desk: DeskFile, clock: FixedClock
) -> None:
    part(view, "step_book").click()
    day = part(view, "next_day")
    qtbot.waitUntil(day.hasFocus)
    assert day.day() == date(2026, 11, 18)
    clock.moment += timedelta(days=12)  # from a Wednesday to the Monday after the next weekend
    qtbot.waitUntil(lambda: day.day() == date(2026, 11, 30), timeout=3000)
    with qtbot.waitSignal(view.finished):
        part(view, "finish").click()
    assert state(view, desk, clock).next.starts_at.date() == date(2026, 11, 30)


def test_that_a_next_day_that_is_being_typed_stays_when_the_day_turns(
    qtbot: QtBot, view: SessionView, clock: FixedClock
) -> None:
    part(view, "step_book").click()
    day = part(view, "next_day")
    day.selectAll()
    qtbot.keyClicks(day, "+2")
    clock.moment += timedelta(days=3)
    view.reload()
    assert day.text() == "+2"


def test_that_leaving_keeps_the_session_running(
    qtbot: QtBot, view: SessionView, desk: DeskFile, clock: FixedClock
) -> None:
    write(qtbot, "Half a sent")
    with qtbot.waitSignal(view.left):
        press(qtbot, Qt.Key.Key_W, CTRL)
    held = state(view, desk, clock)
    assert held.running
    assert held.notes["wins"] == "Half a sent"


def test_that_printing_on_the_side_both_read_opens_nothing_and_is_kept_for_after_turning_back(
    qtbot: QtBot, view: SessionView, context: GuiContext
) -> None:
    press(qtbot, Qt.Key.Key_P, CTRL)
    assert "printed after “Finish”" in words_in(view)
    assert view.print_wish == PrintWish(wanted=True)
    part(view, "step_book").click()
    part(view, "pen").click()
    part(view, "print").click()
    assert view.print_wish == PrintWish(wanted=True, pen=True)
    assert context.prompts.asked == []


def test_that_every_control_of_every_step_has_a_name(qtbot: QtBot, view: SessionView) -> None:
    for _ in range(7):
        for widget in view.findChildren(QWidget):
            reachable = widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if reachable and isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit | QComboBox):
                if widget.parent() and isinstance(widget.parent(), QComboBox):
                    continue
                name = widget.accessibleName() or (
                    widget.text() if isinstance(widget, QAbstractButton) else ""
                )
                assert name, f"{type(widget).__name__} {widget.objectName()!r} has no name"
        press(qtbot, Qt.Key.Key_PageDown, CTRL)
