"""The keyboard in the talk: nothing takes it from a field in use, and a field takes only what it can mean."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.session.keys import SessionKeys
from salesdesk.gui.session.session_view import SessionView
from salesdesk.gui.widgets.banner import Banner
from salesdesk.model.fields import Audience
from salesdesk.services.sessions.service import SessionService
from salesdesk.store.desk_file import DeskFile
from tests.gui.session.words import words_in
from tests.services.session_desk import Table

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
STEPS = ("wins", "agreed", "numbers", "deal", "skill", "plan", "book")


def part(view: SessionView, name: str) -> Any:
    found = view.findChild(QWidget, name)
    assert found is not None, f"there is no {name}"
    return found


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def go(qtbot: QtBot, view: SessionView, step: str) -> None:
    click(qtbot, part(view, f"step_{step}"))


def test_that_comparing_with_the_data_leaves_the_keyboard_where_somebody_types(
    qtbot: QtBot, view: SessionView, table: Table
) -> None:
    go(qtbot, view, "numbers")
    note = part(view, "note_numbers")
    note.setFocus()
    qtbot.keyClicks(note, "It feels ")
    click(qtbot, part(view, f"reveal_{table.meeting_ratio}"))
    assert QApplication.focusWidget() is note
    qtbot.keyClicks(QApplication.focusWidget(), "about right ")
    assert note.toPlainText() == "It feels about right "
    assert part(view, f"reveal_{table.win_ratio}").isVisible(), "the other card still asks"


def test_that_by_keyboard_the_next_card_that_asks_is_next(
    qtbot: QtBot, view: SessionView, table: Table
) -> None:
    go(qtbot, view, "numbers")
    part(view, f"reveal_{table.meeting_ratio}").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert QApplication.focusWidget() is part(view, f"own_number_{table.win_ratio}")


@pytest.mark.parametrize("step", STEPS)
def test_that_no_click_on_a_button_takes_the_keyboard_from_a_note(
    step: str, qtbot: QtBot, view: SessionView, table: Table
) -> None:
    go(qtbot, view, step)
    typed_in = part(view, "comment" if step == "book" else f"note_{step}")
    kept = 0
    for button in view.findChildren(QAbstractButton):
        if not button.isVisible() or not button.isEnabled() or _leads_away(button):
            continue
        typed_in.setFocus()
        click(qtbot, button)
        assert QApplication.focusWidget() is typed_in, button.objectName() or button.accessibleName()
        kept += 1
    assert kept


def _leads_away(button: QAbstractButton) -> bool:
    """Tells whether a button leads to another side, step or form, where the keyboard shall go too."""
    name = button.objectName()
    return name in {
        "private_notes", "leave_session", "go_to_finish", "finish", "print", "add_assignment", "chart_menu",
        "",
    } or name.startswith(("step_", "axis_")) or bool(getattr(button, "menu", lambda: None)())  # fmt: skip


def own_number_of(desk: DeskFile, table: Table) -> float | None:
    rows = desk.rows(
        "SELECT own_number FROM own_rating WHERE competency_id = :id", {"id": table.meeting_ratio}
    )
    return rows[0]["own_number"] if rows else None


@pytest.mark.parametrize("typed", ["-5", "1800", "6x2 y", "10000000000", "🙂"])
def test_that_an_own_number_that_is_no_share_stays_and_is_refused_in_a_sentence(
    typed: str, qtbot: QtBot, view: SessionView, desk: DeskFile, table: Table
) -> None:
    go(qtbot, view, "numbers")
    number = part(view, f"own_number_{table.meeting_ratio}")
    number.setFocus()
    number.clear()
    number.insert(typed)  # as a paste does
    qtbot.keyClick(number, Qt.Key.Key_Return)
    said = [banner.words for banner in view.findChildren(Banner) if banner.isVisible()]
    assert [f"“{typed}” is" in words for words in said] == [True]
    assert (number.text(), number.isVisible()) == (typed, True)
    assert own_number_of(desk, table) is None


def test_that_enter_without_a_number_keeps_the_record_covered_and_the_button_shows_it(
    qtbot: QtBot, view: SessionView, table: Table
) -> None:
    go(qtbot, view, "numbers")
    number, shows = (
        part(view, f"own_number_{table.meeting_ratio}"),
        part(view, f"reveal_{table.meeting_ratio}"),
    )
    number.setFocus()
    for words in ("", "  "):
        number.setText(words)
        qtbot.keyClick(number, Qt.Key.Key_Return)
        said = [banner.words for banner in view.findChildren(Banner) if banner.isVisible()]
        assert ["“Compare with the data” shows it without one" in each for each in said] == [True]
        assert number.isVisible()
    click(qtbot, shows)
    assert not number.isVisible()
    assert not [banner for banner in view.findChildren(Banner) if banner.isVisible()]


def test_that_an_own_number_is_taken_with_decimals_and_a_per_cent_sign(
    qtbot: QtBot, view: SessionView, desk: DeskFile, table: Table
) -> None:
    go(qtbot, view, "numbers")
    number = part(view, f"own_number_{table.meeting_ratio}")
    number.setFocus()
    qtbot.keyClicks(number, "62.5 %")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert own_number_of(desk, table) == 0.625


@pytest.mark.parametrize(("typed", "why"), [("about 20 min", "no number of minutes"), ("31 Feb 2026", "")])
def test_that_what_cannot_be_read_in_an_assignment_stays_and_holds_it_back(
    typed: str, why: str, qtbot: QtBot, view: SessionView
) -> None:
    go(qtbot, view, "skill")
    click(qtbot, part(view, "axis_skill"))
    field = part(view, "draft_minutes_a_week" if why else "draft_due_on")
    field.setFocus()
    field.clear()
    qtbot.keyClicks(field, typed)
    click(qtbot, part(view, "agree_assignment"))
    said = [each.text() for each in view.findChildren(QLabel) if each.isVisible()]
    assert [words for words in said if typed in words and why in words]
    assert (field.text(), field.isVisible()) == (typed, True)


def test_that_a_day_that_is_none_is_said_where_the_next_talk_is_booked(
    qtbot: QtBot, view: SessionView
) -> None:
    go(qtbot, view, "book")
    day = part(view, "next_day")
    day.setFocus()
    day.clear()
    qtbot.keyClicks(day, "31 Feb 2026")
    qtbot.keyClick(day, Qt.Key.Key_Tab)
    said = [banner.words for banner in view.findChildren(Banner) if banner.isVisible()]
    assert ["31 Feb 2026" in words and "Nothing was booked" in words for words in said] == [True]
    assert day.text() == "31 Feb 2026"


def test_that_what_was_refused_is_said_below_the_step_and_leaves_once_it_is_mended(
    qtbot: QtBot, view: SessionView
) -> None:
    go(qtbot, view, "book")
    click(qtbot, part(view, "disagree"))
    click(qtbot, part(view, "finish"))
    said = [banner for banner in view.findChildren(Banner) if banner.isVisible()]
    assert ["kept with its comment" in banner.words for banner in said] == [True]
    go(qtbot, view, "plan")
    assert not [banner for banner in view.findChildren(Banner) if banner.isVisible()]


def test_that_alt_and_down_open_a_box_and_elsewhere_lead_to_the_next_step(
    qtbot: QtBot, view: SessionView
) -> None:
    go(qtbot, view, "book")  # made when it is come to, and with it two of the boxes
    go(qtbot, view, "deal")
    note = part(view, "note_deal")
    note.setFocus()
    qtbot.keyClick(note, Qt.Key.Key_Down, ALT)
    assert part(view, "page_skill").isVisible()
    alt_down = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, ALT)
    for box in ("next_day", "next_kind", "choose_deal"):
        assert not [k for k in view.findChildren(SessionKeys) if k.eventFilter(part(view, box), alt_down)], (
            box
        )
    assert part(view, "page_skill").isVisible()


@pytest.mark.parametrize("side", ["shared", "own"])
def test_that_a_point_typed_and_not_entered_is_kept_by_turning_away(
    side: str, qtbot: QtBot, view: SessionView, desk: DeskFile
) -> None:
    go(qtbot, view, "agreed")
    face = view
    if side == "own":
        view.toggle_private()
        view.toggle_private()
        face = part(view, "own_face")
    new = part(face, "new_point")
    qtbot.keyClicks(new, "Their new plant")
    view.draw_curtain()
    assert [row["visibility"] for row in desk.rows(
        "SELECT visibility FROM agenda_point WHERE text = 'Their new plant'"
    )] == ["private" if side == "own" else "shared"]  # fmt: skip


def test_that_an_answer_that_wants_a_comment_is_quiet_again_once_it_is_mended(
    qtbot: QtBot, view: SessionView
) -> None:
    go(qtbot, view, "book")
    click(qtbot, part(view, "disagree"))
    click(qtbot, part(view, "finish"))
    assert [banner for banner in view.findChildren(Banner) if banner.isVisible()]
    part(view, "comment").setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "60 % is not my goal")
    assert not [banner for banner in view.findChildren(Banner) if banner.isVisible()]


def test_that_a_next_day_nobody_can_read_stays_until_it_is_mended(
    qtbot: QtBot, view: SessionView, table: Table
) -> None:
    go(qtbot, view, "book")
    day = part(view, "next_day")
    qtbot.keyClicks(day, "when it snows")
    part(view, "comment").setFocus()
    click(qtbot, part(view, f"tick_{table.open_item}"))
    assert day.text() == "when it snows"
    click(qtbot, part(view, "finish"))
    assert "Nothing was booked" in words_in(view)


def _write_step(qtbot: QtBot, view: SessionView, due: str) -> None:
    """Writes a follow-up in the fork, as far as its day."""
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    qtbot.keyClicks(QApplication.focusWidget(), "Send the smaller first order")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Y)
    part(view, "draft_due_on").setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClicks(QApplication.focusWidget(), due)


@pytest.mark.parametrize("how", [CTRL, Qt.KeyboardModifier.NoModifier])
def test_that_a_day_is_agreed_as_it_was_typed_whichever_way_it_is_handed_in(
    how: Qt.KeyboardModifier, qtbot: QtBot, view: SessionView, desk: DeskFile, clock: FixedClock
) -> None:
    _write_step(qtbot, view, "+3w")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, how)
    agreed = SessionService(desk, clock).state(view.one_on_one_id, Audience.MANAGER).this_time
    assert [item.due_on for item in agreed] == [date(2026, 12, 2)]


@pytest.mark.parametrize("how", [CTRL, Qt.KeyboardModifier.NoModifier])
def test_that_a_day_nobody_can_read_is_asked_for_and_never_replaced(
    how: Qt.KeyboardModifier, qtbot: QtBot, view: SessionView, desk: DeskFile, clock: FixedClock
) -> None:
    _write_step(qtbot, view, "when it snows")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, how)
    assert SessionService(desk, clock).state(view.one_on_one_id, Audience.MANAGER).this_time == ()
    assert QApplication.focusWidget() is part(view, "draft_due_on")
    assert part(view, "draft_due_on").text() == "when it snows"
    assert "By which day" in words_in(part(view, "fork_panel"))
