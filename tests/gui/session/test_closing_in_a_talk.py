"""Closing while somebody types: everything typed is kept, the talk stays open, nothing is written afterwards."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.gui.application import QuitSignals
from salesdesk.gui.session.session_view import SessionView
from salesdesk.gui.sight import Sight
from salesdesk.store.desk_file import DeskFile
from tests.gui.conftest import open_desk
from tests.gui.talk import bring, part, start_talk


def closing(opened: Any) -> None:
    opened.window.close()


def another_desk(opened: Any) -> None:
    opened.furniture.opening.close()


@pytest.mark.parametrize("way", [closing, another_desk])
def test_that_what_is_typed_is_kept_and_the_talk_stays_open(
    opened: Any, qtbot: QtBot, sample_path: Path, way: Callable[[Any], None]
) -> None:
    view = start_talk(opened, qtbot)
    number = view.one_on_one_id
    note = part(opened, "note_wins")
    note.setFocus()
    qtbot.keyClicks(note, "Half a sent")
    way(opened)
    file = DeskFile.open(sample_path)
    wrote = file.rows("SELECT text FROM note WHERE one_on_one_id = ? AND step = 'wins'", (number,))
    state = file.rows("SELECT state, on_screen FROM one_on_one WHERE id = ?", (number,))[0]
    file.close()
    assert [row[0] for row in wrote] == ["Half a sent"]
    assert tuple(state) == ("running", 1)


def test_that_the_private_note_is_kept_too(opened: Any, qtbot: QtBot, sample_path: Path) -> None:
    view = start_talk(opened, qtbot)
    bring(opened, qtbot, Sight.OWN)
    qtbot.keyClicks(view.sides.own.note, "Quitte")
    opened.window.close()
    file = DeskFile.open(sample_path)
    assert file.rows("SELECT count(*) FROM note WHERE text = 'Quitte' AND visibility = 'private'")[0][0] == 1
    file.close()


def test_that_nothing_is_read_or_written_after_the_file_is_closed(
    opened: Any, qtbot: QtBot, sample_path: Path
) -> None:
    view: SessionView = start_talk(opened, qtbot)
    note = part(opened, "note_wins")
    note.setFocus()
    opened.window.close()
    before = sample_path.read_bytes()
    note.setPlainText("Too late")
    note.settle()
    view._talk.write_note("wins", "Too late")
    note.clearFocus()
    view.close()
    qtbot.waitUntil(lambda: not opened.furniture.background.jobs)
    QApplication.processEvents()
    assert sample_path.read_bytes() == before
    assert not sample_path.with_name(sample_path.name + "-wal").exists()


def test_that_a_closed_file_is_not_opened_again_behind_its_back(tmp_path: Path) -> None:
    file = DeskFile.create(tmp_path / "a.salesdesk")
    file.close()
    with pytest.raises(RuntimeError, match="is closed"):
        file.rows("SELECT 1")
    with pytest.raises(RuntimeError, match="is closed"), file.change("Late"):
        pass


def test_that_coming_back_to_the_desk_starts_on_the_cover_of_the_talk(
    opened: Any, qtbot: QtBot, sample_path: Path
) -> None:
    start_talk(opened, qtbot)
    opened.furniture.opening.close()
    assert opened.window.sight is Sight.COVERED
    open_desk(opened.furniture, sample_path)
    assert opened.window.sight is Sight.COVERED
    assert (
        opened.window.findChild(type(opened.window.cover)).accessibleName() == "A one-on-one is still open."
    )


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="the system has no such signals")
def test_that_a_signal_to_end_closes_the_window_as_a_person_does(
    opened: Any, qtbot: QtBot, sample_path: Path
) -> None:
    start_talk(opened, qtbot)
    note = part(opened, "note_wins")
    note.setFocus()
    qtbot.keyClicks(note, "Half a sent")
    before = signal.getsignal(signal.SIGTERM)
    signals = QuitSignals(opened.window.close, opened.window)
    signals.install()
    QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.SIGTERM))
    qtbot.waitUntil(lambda: not opened.window.isVisible())
    signals.uninstall()
    assert signal.getsignal(signal.SIGTERM) is before
    file = DeskFile.open(sample_path)
    assert file.rows("SELECT count(*) FROM note WHERE text = 'Half a sent'")[0][0] == 1
    file.close()
