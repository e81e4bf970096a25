"""What is typed at the table and not said finally is on disk: it survives leaving, Esc and a killed program."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.gui.session.session_view import SessionView
from salesdesk.gui.session.talk_actions import note_draft
from salesdesk.store.desk_file import DeskFile
from tests.gui.session.words import words_in
from tests.services.session_desk import Table

Opener = Callable[[DeskFile], SessionView]
Again = Callable[[SessionView], SessionView]
NO, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(params=["leave", "kill"])
def again(
    request: pytest.FixtureRequest, opener: Opener, desk: DeskFile, clock: FixedClock, qtbot: QtBot
) -> Any:
    """Leaves the talk by its key, or takes what is on disk while it is still on the screen, and opens it again."""
    opened: list[tuple[DeskFile, SessionView]] = []

    def come_back(view: SessionView) -> SessionView:
        if request.param == "leave":
            press(qtbot, Qt.Key.Key_W, CTRL)
        else:
            # As a killed program leaves it: nothing settles, only what was written by itself is there.
            number = "SELECT count(*) FROM draft WHERE form = 'talk'"
            qtbot.waitUntil(lambda: desk.rows(number)[0][0] == 1 and not view._talk.draft.waits)
        copy = DeskFile.open(Path(desk.path), clock)
        opened.append((copy, opener(copy)))
        return opened[-1][1]

    yield come_back
    for each, back in opened:
        back.pause()
        each.close()


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def write(qtbot: QtBot, words: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), words)


def part(view: SessionView, name: str) -> Any:
    found = view.findChild(object, name)
    assert found is not None, name
    return found


def line(view: SessionView, named: str) -> QLineEdit:
    return next(
        field for field in view.findChildren(QLineEdit)
        if field.accessibleName().startswith(named) and not field.isHidden()
    )  # fmt: skip


def test_that_the_answer_and_its_comment_are_kept_as_given(
    view: SessionView, again: Again, qtbot: QtBot, desk: DeskFile
) -> None:
    part(view, "step_book").click()
    part(view, "disagree").click()
    part(view, "seen").click()
    part(view, "comment").setFocus()
    write(qtbot, "The plan is too steep")
    back = again(view)
    part(back, "step_book").click()
    assert part(back, "disagree").isChecked()
    assert part(back, "seen").isChecked()
    assert part(back, "comment").text() == "The plan is too steep"
    part(back, "finish").click()
    kept = desk.rows("SELECT answer, answer_comment FROM one_on_one WHERE id = ?", (back.one_on_one_id,))
    assert tuple(kept[0]) == ("disagree", "The plan is too steep")
    assert desk.rows("SELECT count(*) FROM draft")[0][0] == 0


def test_that_a_note_which_could_not_be_stored_is_gone_on_with(
    view: SessionView, again: Again, qtbot: QtBot, desk: DeskFile
) -> None:
    view._talk.draft.keep(note_draft("wins"), "Heard it from the buyer")
    back = again(view)
    note = part(back, "note_wins")
    assert note.text() == "Heard it from the buyer"
    note.settle()
    assert not back._talk.draft.get(note_draft("wins"))
    kept = desk.rows("SELECT text FROM note WHERE one_on_one_id = ?", (back.one_on_one_id,))
    assert "Heard it from the buyer" in [row["text"] for row in kept]


def test_that_the_fork_keeps_what_is_written_in_it(view: SessionView, again: Again, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Return, CTRL)
    write(qtbot, "Open with the client's number")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_N)
    part(view, "draft_axis_skill").click()
    part(view, "draft_done_in").setFocus()
    write(qtbot, "The next two visits")
    part(view, "draft_minutes_a_week").setFocus()
    write(qtbot, "30")
    back = again(view)
    assert part(back, "agreed_column").isVisible()
    part(back, "add_assignment").click()
    assert part(back, "draft_what").text() == "Open with the client's number"
    assert part(back, "draft_axis_skill").isChecked()
    assert part(back, "draft_done_in").text() == "The next two visits"
    assert part(back, "draft_minutes_a_week").text() == "30"


def test_that_escape_keeps_the_fork_and_says_so_until_it_is_agreed(
    view: SessionView, qtbot: QtBot, desk: DeskFile
) -> None:
    press(qtbot, Qt.Key.Key_Return, CTRL)
    write(qtbot, "Call the Ferrum buyer")
    press(qtbot, Qt.Key.Key_Escape)
    assert "is kept" in words_in(view)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    assert part(view, "about").text() == "Call the Ferrum buyer"
    press(qtbot, Qt.Key.Key_Y)
    assert part(view, "draft_what").text() == "Call the Ferrum buyer"
    press(qtbot, Qt.Key.Key_Return, CTRL)
    assert part(view, "agreed_column").isVisible()
    assert desk.rows("SELECT count(*) FROM draft")[0][0] == 0
    press(qtbot, Qt.Key.Key_Return, CTRL)
    field = QApplication.focusWidget()
    assert (field.objectName(), field.text()) == ("about", "")


@pytest.mark.parametrize("where", ["evidence", "proof", "own_words"])
def test_that_how_we_know_is_kept_while_it_is_typed(
    view: SessionView, again: Again, qtbot: QtBot, desk: DeskFile, table: Table, where: str
) -> None:
    named = _field_of(view, table, where)
    line(view, named).setFocus()
    line(view, named).selectAll()
    write(qtbot, "She sent the mail")
    back = again(view)
    fields = [field for field in back.findChildren(QLineEdit) if field.accessibleName().startswith(named)]
    assert [field.text() for field in fields] == ["She sent the mail"]
    if not fields[0].isHidden():
        fields[0].setFocus()
        press(qtbot, Qt.Key.Key_Tab)
    stored = {
        "evidence": ("SELECT evidence FROM assignment WHERE id = ?", table.open_item),
        "proof": ("SELECT evidence FROM gate_pass WHERE gate_id = ?", table.gate),
        "own_words": ("SELECT own_words FROM assignment WHERE what = 'Ask first' AND 1 = ?", 1),
    }[where]
    assert desk.rows(stored[0], (stored[1],))[0][0] == "She sent the mail"
    assert desk.rows("SELECT count(*) FROM draft")[0][0] == 0


def _field_of(view: SessionView, table: Table, where: str) -> str:
    """Brings one of the lines to the screen and gives how it begins to be called."""
    if where == "evidence":
        part(view, f"tick_{table.open_item}").click()
        return "How do we know? Send Ferrum"
    if where == "proof":
        view._talk.do(lambda service, number: service.choose(number, deal=table.deal))
        part(view, "step_deal").click()
        part(view, f"gate_{table.gate}").click()
        return "How do we know? Told us"
    part(view, "add_assignment").click()
    fork = part(view, "fork_panel")
    part(view, "about").setText("Ask first")
    fork.answer(knows_how=False)
    part(view, "draft_axis_skill").click()
    part(view, "draft_basis_gap").click()
    part(view, "draft_basis_text").setCurrentText("Talks about us")
    part(view, "draft_done_in").setText("The next visits")
    part(view, "agree_assignment").click()
    return "The gap in own words: Ask first"


def test_that_a_point_that_is_typed_and_not_entered_is_kept(
    view: SessionView, again: Again, qtbot: QtBot
) -> None:
    part(view, "step_agreed").click()
    typed = next(field for field in view.findChildren(QLineEdit, "new_point") if field.isVisible())
    typed.setFocus()
    write(qtbot, "Who signs")
    back = again(view)
    typed.clear()  # of the killed program nothing is left that could still be added
    part(back, "step_agreed").click()
    assert "Who signs" in words_in(back), "left, it is added; killed, it stands in its line"


def test_that_an_own_number_that_is_typed_and_not_left_is_kept(
    view: SessionView, again: Again, qtbot: QtBot
) -> None:
    part(view, "step_numbers").click()
    name = next(
        field.objectName()
        for field in view.findChildren(QLineEdit)
        if field.objectName().startswith("own_number_") and field.isVisible()
    )
    part(view, name).setFocus()
    part(view, name).selectAll()
    write(qtbot, "37")
    back = again(view)
    part(back, "step_numbers").click()
    assert part(back, name).text() == "37"
