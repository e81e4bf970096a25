"""Holds that a start which lets old things leave the Trash says so once, and that the Trash tells when it was."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.store.backup import backups_of
from salesdesk.store.examine import open_untouched
from tests.gui.conftest import OpenWindow


def started_when_old(
    start: Callable[..., OpenWindow], sample_path: Path, clock: FixedClock, qtbot: QtBot, *, notes: int
) -> tuple[OpenWindow, list[int]]:
    """Moves notes to the Trash, works on every 29 days, and starts when they are 91 days there; gives their ids."""
    first = start(sample_path)
    records = first.furniture.opening.services.records  # type: ignore[union-attr]
    trashed = [row.id for row in records.rows("note", limit=notes)]
    for number in trashed:
        records.trash("note", [number])
    for number in range(3):
        clock.moment += timedelta(days=29)
        records.edit("note", records.rows("note", limit=1)[0].id, "text", f"Still at work ({number})")
    first.furniture.opening.close()
    clock.moment += timedelta(days=4)
    again = start(sample_path)
    again.furniture.load_the_rest()
    qtbot.waitUntil(lambda: again.furniture.messages.words != "", timeout=20_000)
    return again, trashed


def test_that_a_start_tells_once_what_left_the_trash(
    start: Callable[..., OpenWindow], sample_path: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    again, _trashed = started_when_old(start, sample_path, clock, qtbot, notes=3)
    assert again.furniture.messages.words == "3 things left the Trash after 90 days."
    again.furniture.messages.clear()
    again.furniture.opening.check_and_back_up()
    qtbot.waitUntil(lambda: not again.furniture.background.jobs, timeout=20_000)
    assert again.furniture.messages.words == ""
    again.window.actions_by_id["trash"].trigger()
    trash = again.furniture.sides.window_of("trash")
    assert trash is not None
    words = [label.text() for label in trash.findChildren(QLabel)]
    assert any("3 left it on 10 Feb 2027" in said for said in words), words


def test_that_what_leaves_the_trash_is_in_a_backup_first(
    start: Callable[..., OpenWindow], sample_path: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    again, trashed = started_when_old(start, sample_path, clock, qtbot, notes=1)
    (copy,) = backups_of(sample_path, again.furniture.opening.backups)
    with closing(open_untouched(copy.path)) as connection:
        assert connection.execute("SELECT count(*) FROM note WHERE id = ?", trashed).fetchone()[0] == 1


def test_that_a_start_with_the_clock_ahead_empties_no_trash(
    start: Callable[..., OpenWindow], sample_path: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    first = start(sample_path)
    records = first.furniture.opening.services.records  # type: ignore[union-attr]
    records.trash("note", [records.rows("note", limit=1)[0].id])
    first.furniture.opening.close()
    clock.moment += timedelta(days=3650)
    again = start(sample_path)
    again.furniture.load_the_rest()
    qtbot.waitUntil(lambda: not again.furniture.background.jobs, timeout=20_000)
    services = again.furniture.opening.services
    assert services is not None
    assert len(services.trash.contents()) == 1
    assert services.trash.emptied() == []
