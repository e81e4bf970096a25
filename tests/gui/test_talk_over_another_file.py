"""A one-on-one over whose desk another file was put: the words stay as they were typed, and are found again."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.gui.widgets.file_bar import BEHIND_F8
from salesdesk.gui.widgets.note_edit import NoteEdit
from salesdesk.store.desk_file import DeskFile
from tests.gui.conftest import OpenWindow
from tests.gui.test_file_watch import press, window
from tests.store.test_presence import exchange

__all__ = ["window"]


def note_in(window: OpenWindow) -> NoteEdit:
    """Gives the field of the step that is in sight."""
    (note,) = [each for each in window.window.findChildren(NoteEdit) if each.isVisible()]
    return note


def test_that_the_cursor_stays_behind_what_is_typed_when_another_file_is_put_there(
    window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    bench = window.furniture
    path = bench.opening.services.path
    other = shutil.copyfile(path, tmp_path / "other.salesdesk")
    bench.sessions.start(1)
    note = note_in(window)
    qtbot.keyClicks(note, "Quiet at first")
    qtbot.waitUntil(lambda: not note.has_unsettled_edit(), timeout=5000)
    exchange(path, other)
    qtbot.keyClicks(note, ", then")
    qtbot.waitUntil(lambda: bool(window.window.file_bar.words), timeout=5000)
    qtbot.wait(1500)
    qtbot.keyClicks(note, " loud")
    assert note.text() == "Quiet at first, then loud"


def test_that_words_of_a_talk_the_file_has_not_are_offered_as_a_note_begun(
    window: OpenWindow, start: Callable[..., OpenWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    bench = window.furniture
    path, folder = bench.opening.services.path, bench.opening.left_words
    other = shutil.copyfile(path, tmp_path / "other.salesdesk")
    bench.sessions.start(1)
    exchange(path, other)
    qtbot.keyClicks(note_in(window), "Typed over another file")
    qtbot.waitUntil(lambda: bool([*folder.glob("*.json")]), timeout=10_000)
    killed = {each.name: each.read_bytes() for each in folder.glob("*.json")}
    bench.opening.close()
    # As a kill leaves them, which lets nothing be kept elsewhere first.
    for name, left in killed.items():
        (folder / name).write_bytes(left)
    again = start(path)
    again.furniture.load_the_rest()
    assert [each.words for each in again.furniture.typed_told.waiting()] == ["Typed over another file"]
    assert "Typed over another file" in again.furniture.messages.words
    assert not [*folder.glob("*.json")], "it is a draft of the desk now"
    sessions = again.furniture.opening.services.sessions
    again.furniture.sessions.start(1)
    assert again.furniture.sessions.view is not None
    sessions.finish(again.furniture.sessions.view.one_on_one_id, "agree")
    assert [each.words for each in again.furniture.typed_told.waiting()] == ["Typed over another file"]


def test_that_the_next_start_says_where_a_desk_was_kept_that_was_closed_over_another_file(
    window: OpenWindow, start: Callable[..., OpenWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    bench = window.furniture
    path = bench.opening.services.path
    other = shutil.copyfile(path, tmp_path / "other.salesdesk")
    bench.sessions.start(1)
    exchange(path, other)
    qtbot.keyClicks(note_in(window), "Kept with the desk")
    bench.file_watch.look()
    assert window.window.close()
    kept = path.with_name("Sample team (kept 11 Nov 09.00).salesdesk")
    assert kept.is_file()
    again = start(path)
    assert f"“{kept.name}”" in again.window.file_bar.words
    assert str(kept.parent) in again.window.file_bar.words
    again.window.close()
    once_more = start(path)
    assert kept.name in once_more.window.file_bar.words, "it was not read yet"
    press(once_more, "kept_understood")
    assert once_more.window.file_bar.words == ""
    once_more.window.close()
    assert start(path).window.file_bar.words == ""


def test_that_the_side_both_read_says_that_f8_leads_to_what_can_be_done(
    window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    bench, bar = window.furniture, window.window.file_bar
    path = bench.opening.services.path
    bench.sessions.start(1)
    exchange(path, shutil.copyfile(path, tmp_path / "other.salesdesk"))
    bench.file_watch.look()
    keep = bar.findChild(QPushButton, "file_keep")
    assert bar.words.endswith(BEHIND_F8)
    assert bar.accessibleName() == bar.words
    assert not keep.isVisible()
    for hint in (False, True):  # the curtain first, then the own side
        window.window.actions_by_id["private_notes"].trigger()
        assert BEHIND_F8 not in bar.words
        assert keep.isVisible() is hint
    window.window.actions_by_id["private_notes"].trigger()
    assert bar.words.endswith(BEHIND_F8)
    window.window.lock()
    assert BEHIND_F8 not in bar.words, "behind the lock F8 leads nowhere"


@pytest.mark.parametrize("typed", ["Typed just now", ""])
def test_that_a_window_closed_before_it_saw_the_other_file_keeps_and_tells_the_same(
    typed: str, window: OpenWindow, start: Callable[..., OpenWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    bench = window.furniture
    path = bench.opening.services.path
    other = shutil.copyfile(path, tmp_path / "other.salesdesk")
    bench.sessions.start(1)
    note = note_in(window)
    qtbot.keyClicks(note, "Before")
    qtbot.waitUntil(lambda: not note.has_unsettled_edit(), timeout=5000)
    exchange(path, other)
    qtbot.keyClicks(note, typed)
    assert window.window.close()
    kept = path.with_name("Sample team (kept 11 Nov 09.00).salesdesk")
    with closing(DeskFile.open(kept)) as desk:
        assert f"Before{typed}" in {each["text"] for each in desk.rows("SELECT text FROM note")}
    assert f"“{kept.name}”" in start(path).window.file_bar.words


def test_that_the_desk_kept_is_opened_from_there(
    window: OpenWindow, start: Callable[..., OpenWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    path = window.furniture.opening.services.path
    exchange(path, shutil.copyfile(path, tmp_path / "other.salesdesk"))
    window.furniture.file_watch.look()
    window.window.close()
    again = start(path)
    press(again, "kept_open")
    assert again.furniture.opening.services.path.stem == "Sample team (kept 11 Nov 09.00)"
    assert again.window.file_bar.words == ""
    assert again.settings.current.kept_beside == ""
