"""What a desk does not take when it is closed is kept outside of it, and offered when that desk opens again."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.gui.widgets.note_edit import NoteEdit
from salesdesk.model.words import TALK_FORM
from salesdesk.services.coaching.drafts import Drafts
from tests.gui.conftest import OpenWindow, open_desk
from tests.gui.test_file_watch import facts, foot, held, window
from tests.gui.test_typed_and_killed import WORDS, type_and_kill
from tests.gui.test_words_while_held import TYPED, begin, type_into

__all__ = ["window"]


def into_a_form(window: OpenWindow, qtbot: QtBot) -> None:
    """Types into the form of a note."""
    type_into(qtbot, begin(window, "note"), "note")


def into_two_forms(window: OpenWindow, qtbot: QtBot) -> None:
    """Types into a form that is left before it could be kept, and into another one."""
    part = type_into(qtbot, begin(window, "note"), "note")
    qtbot.keyClick(part, Qt.Key.Key_Escape)
    type_into(qtbot, begin(window, "assignment", 2), "assignment")


def into_a_field(window: OpenWindow, qtbot: QtBot) -> None:
    """Types into a field of a person, and leaves it."""
    form = facts(window)
    form.edit("role")
    line = form.editor("role")
    assert isinstance(line, QLineEdit)
    line.clear()
    qtbot.keyClicks(line, TYPED)
    form.settle()


def into_a_line(window: OpenWindow, qtbot: QtBot) -> None:
    """Types where a draft is kept."""
    window.furniture.context.typed.keep("a line", {"words": TYPED, "where": "a line"})


Typing = Callable[[OpenWindow, QtBot], None]
PLACES: tuple[Typing, ...] = (into_a_form, into_two_forms, into_a_field, into_a_line)


def told(window: OpenWindow) -> list[str]:
    """Gives the words that wait to be gone on with."""
    return [each.words for each in window.furniture.typed_told.waiting()]


@pytest.mark.parametrize("typing", PLACES)
def test_that_words_waiting_are_offered_when_their_desk_is_opened_again(
    typing: Typing, window: OpenWindow, desk_path: Path, qtbot: QtBot
) -> None:
    bench = window.furniture
    path = bench.opening.services.path
    with held(path):
        typing(window, qtbot)
        open_desk(bench, desk_path)
        assert bench.opening.services.path == desk_path
        assert f"What you typed last in “{path.stem}”" in window.window.file_bar.words
        assert told(window) == [], "they are those of the other desk"
    open_desk(bench, path)
    assert told(window)
    assert {*told(window)} == {TYPED}
    assert not [*bench.opening.left_words.iterdir()], "they are drafts of the desk now"
    open_desk(bench, desk_path)
    open_desk(bench, path)
    assert {*told(window)} == {TYPED}


def test_that_what_is_typed_in_a_talk_is_kept_for_it(
    window: OpenWindow, start: Callable[..., OpenWindow], qtbot: QtBot
) -> None:
    bench = window.furniture
    path = bench.opening.services.path
    bench.sessions.start(1)
    (note,) = [each for each in window.window.findChildren(NoteEdit) if each.isVisible()]
    with held(path):
        qtbot.keyClicks(note, TYPED)
        bench.file_watch.close()
    kept = Drafts(start(path).furniture.opening.services.desk).begun(TALK_FORM, 1)
    assert TYPED in kept.values()


def test_that_the_private_note_after_a_talk_is_kept_for_it(
    window: OpenWindow, start: Callable[..., OpenWindow], qtbot: QtBot
) -> None:
    sessions, services = window.furniture.sessions, window.furniture.opening.services
    sessions.start(1)
    assert sessions.view is not None
    talk, path = sessions.view.one_on_one_id, services.path
    services.sessions.finish(talk, "agree")
    sessions.show_after(talk)
    with held(path):
        qtbot.keyClicks(after_note(window), TYPED)
        window.furniture.file_watch.close()
    again = start(path)
    again.furniture.sessions.show_after(talk)
    note, desk = after_note(again), again.furniture.opening.services.desk
    assert note.text() == TYPED
    qtbot.waitUntil(lambda: not note.has_unsettled_edit())
    stored = "SELECT count(*) FROM note WHERE one_on_one_id = ? AND text = ? AND visibility = 'private'"
    assert desk.rows(stored, (talk, TYPED))[0][0] == 1
    assert TYPED not in Drafts(desk).begun(TALK_FORM, 1).values()


def after_note(window: OpenWindow) -> NoteEdit:
    """Gives the field of the note that is written after a talk."""
    return next(
        each for each in window.window.findChildren(NoteEdit, "after_note") if each.isVisibleTo(window.window)
    )


def test_that_the_copy_of_a_desk_gets_none_of_the_words_typed_into_the_other(
    window: OpenWindow, desk_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    bench = window.furniture
    path = bench.opening.services.path
    copy = tmp_path / "copies" / path.name
    copy.parent.mkdir()
    with held(path):
        into_a_form(window, qtbot)
        open_desk(bench, desk_path)
    shutil.copyfile(path, copy)
    open_desk(bench, copy)
    assert told(window) == [], "they are those of the first file"
    with held(copy):
        type_into(qtbot, begin(window, "note", 2), "note")
        open_desk(bench, desk_path)
    renamed = path.rename(path.with_name("Another name.salesdesk"))
    open_desk(bench, renamed)
    assert told(window) == [TYPED], "a file is the same one under another name"
    open_desk(bench, copy)
    assert told(window) == [TYPED]
    assert [each.person_id for each in Drafts(bench.opening.services.desk).all()] == [2]
    assert not [*bench.opening.left_words.iterdir()]


def test_that_they_wait_on_where_the_desk_is_still_held(
    window: OpenWindow, desk_path: Path, qtbot: QtBot
) -> None:
    bench = window.furniture
    path = bench.opening.services.path
    with held(path):
        into_a_form(window, qtbot)
        open_desk(bench, desk_path)
        open_desk(bench, path)
        open_desk(bench, desk_path)
    open_desk(bench, path)
    assert told(window) == [TYPED]


def test_that_the_program_is_closed_over_words_which_it_offers_at_the_next_start(
    window: OpenWindow, start: Callable[..., OpenWindow], qtbot: QtBot
) -> None:
    path = window.furniture.opening.services.path
    with held(path):
        into_a_form(window, qtbot)
        assert not window.window.close()
        qtbot.waitUntil(lambda: foot(window).startswith("Not saved"), timeout=20_000)
        (close,) = [e for e in window.window.findChildren(QPushButton) if e.text() == "Close all the same"]
        close.click()
        assert not window.window.isVisible()
    again = start(path)
    assert told(again) == [TYPED]


def test_that_a_field_with_such_words_stores_them_once_it_is_left(
    window: OpenWindow, desk_path: Path, qtbot: QtBot
) -> None:
    bench = window.furniture
    path = bench.opening.services.path
    with held(path):
        into_a_field(window, qtbot)
        open_desk(bench, desk_path)
    open_desk(bench, path)
    form = facts(window)
    assert form.editor("role").text() == TYPED
    form.settle()
    assert bench.opening.services.desk.rows("SELECT role FROM salesperson WHERE id = 1")[0]["role"] == TYPED
    assert told(window) == []


@pytest.mark.parametrize("place", ["problem", "quotas"])
def test_that_words_typed_while_nothing_can_be_stored_outlive_a_kill(
    place: str, sample_path: Path, tmp_path: Path, start: Callable[..., OpenWindow]
) -> None:
    other = shutil.copyfile(sample_path, tmp_path / "other.salesdesk")
    type_and_kill(tmp_path / "home", sample_path, place, other)
    again = start(sample_path)
    again.furniture.load_the_rest()
    assert WORDS in again.furniture.messages.words
    assert told(again) == [WORDS]
    assert not [*again.furniture.opening.left_words.iterdir()], "they are drafts of the desk now"


@pytest.mark.parametrize("typing", PLACES)
def test_that_words_are_outside_of_the_desk_for_no_longer_than_it_takes_nothing(
    typing: Typing, window: OpenWindow, qtbot: QtBot
) -> None:
    opening = window.furniture.opening
    with held(opening.services.path):
        typing(window, qtbot)

        def _left() -> None:
            assert TYPED in "".join(each.read_text("utf-8") for each in opening.left_words.glob("*.json"))

        qtbot.waitUntil(_left, timeout=20_000)
        assert foot(window).startswith("Not saved")
    qtbot.waitUntil(lambda: foot(window).startswith("Saved"), timeout=20_000)
    assert not [*opening.left_words.iterdir()]


def test_that_a_note_added_as_soon_as_the_desk_takes_it_is_not_offered_again(
    window: OpenWindow, qtbot: QtBot
) -> None:
    opening = window.furniture.opening
    with held(opening.services.path):
        composer = begin(window, "note")
        type_into(qtbot, composer, "note")
        qtbot.waitUntil(lambda: bool([*opening.left_words.glob("*.json")]), timeout=20_000)
    add = composer.findChild(QPushButton, "compose_add")
    assert isinstance(add, QPushButton)
    add.click()
    qtbot.waitUntil(lambda: foot(window).startswith("Saved"), timeout=20_000)
    assert not [*opening.left_words.iterdir()]
