"""A one-on-one over whose desk another file was put: the words stay as they were typed, and are found again."""

import shutil
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from salesdesk.gui.widgets.note_edit import NoteEdit
from tests.gui.conftest import OpenWindow
from tests.gui.test_file_watch import window
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
