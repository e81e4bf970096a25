"""A desk file gives room back: what was emptied does not stay as large as it ever was."""

import shutil
import threading
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import delete

from salesdesk.env.clock import FixedClock
from salesdesk.model.coaching import Note
from salesdesk.store import room
from salesdesk.store.connection import connect
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine
from salesdesk.store.room import give_room_back
from tests.store.test_trouble import add, names

MB = 1 << 20


@pytest.fixture
def emptied(desk: DeskFile, monkeypatch: pytest.MonkeyPatch) -> DeskFile:
    """A desk in which much was written and removed again for good, so that most of its pages are free."""
    monkeypatch.setattr(room, "SPARE", MB)
    add(desk, "Ada")
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all(Note(text=f"{n} " * 5000, written_at=desk.now()) for n in range(200))
    with desk.change("Empty", undoable=False) as work:
        work.session.execute(delete(Note))
    desk.hold.move_in()
    return desk


def size(desk: DeskFile) -> int:
    """Gives how large the file of a desk is."""
    return desk.path.stat().st_size


def test_that_a_file_most_of_whose_pages_are_free_becomes_as_small_as_what_is_in_it(
    emptied: DeskFile,
) -> None:
    before, identity = size(emptied), emptied.identity
    give_room_back(emptied.hold)
    assert size(emptied) < before / 3
    assert emptied.hold.loss is None
    assert emptied.identity == identity
    assert emptied.undo_name() == "Add Ada"
    emptied.undo()
    emptied.redo()
    assert names(emptied) == ["Ada"]
    emptied.close()
    assert examine(emptied.path, inside=True).sound
    assert not examine(emptied.path).misses_changes


def test_that_a_file_that_is_mostly_used_is_left_as_it_is(desk: DeskFile) -> None:
    add(desk, "Ada")
    desk.hold.move_in()
    before = desk.path.read_bytes()
    give_room_back(desk.hold)
    assert desk.path.read_bytes() == before


def test_that_a_change_of_the_window_comes_first(emptied: DeskFile) -> None:
    before = size(emptied)
    emptied.hold.wanted = True
    give_room_back(emptied.hold)
    assert size(emptied) == before
    emptied.hold.wanted = False
    give_room_back(emptied.hold)
    assert size(emptied) < before / 3


def test_that_the_window_says_that_it_waits(desk: DeskFile) -> None:
    desk.hold.hurried = threading.current_thread()
    wanted: list[bool] = []
    inside, go_on = threading.Event(), threading.Event()

    def _hold() -> None:
        with desk.hold.still():
            inside.set()
            while not desk.hold.wanted and not go_on.is_set():
                pass
            wanted.append(desk.hold.wanted)

    other = threading.Thread(target=_hold)
    other.start()
    inside.wait()
    add(desk, "Ada")
    go_on.set()
    other.join()
    assert wanted == [True]
    assert not desk.hold.wanted


def test_that_nothing_is_begun_where_the_disk_has_no_room(
    emptied: DeskFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = size(emptied)

    def _full(_place: object) -> SimpleNamespace:
        return SimpleNamespace(free=0)

    monkeypatch.setattr(shutil, "disk_usage", _full)
    give_room_back(emptied.hold)
    assert size(emptied) == before


def test_that_a_desk_somebody_reads_shrinks_once_they_are_done(emptied: DeskFile) -> None:
    before = size(emptied)
    with closing(connect(emptied.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM note").fetchone()
        give_room_back(emptied.hold)
        assert reader.execute("SELECT count(*) FROM salesperson").fetchone()[0] == 1
        reader.execute("COMMIT")
    emptied.hold.move_in()
    assert size(emptied) < before / 3
    assert emptied.hold.loss is None


def test_that_the_log_beside_is_cut_short_after_a_large_change(emptied: DeskFile) -> None:
    log = emptied.path.with_name(f"{emptied.path.name}-wal")
    with emptied.change("Fill", undoable=False) as work:
        work.session.add_all(Note(text=f"{n} " * 5000, written_at=emptied.now()) for n in range(400))
    assert log.stat().st_size > 8 * MB
    add(emptied, "Ben")
    assert log.stat().st_size <= 4 * MB
    assert emptied.hold.loss is None


def test_that_the_backup_of_the_start_finds_the_file_small(
    emptied: DeskFile, tmp_path: Path, clock: FixedClock
) -> None:
    from salesdesk.services.bundle import Services

    before = size(emptied)
    services = Services(emptied, clock)
    services.checked_backup(tmp_path / "kept", always=False)
    assert size(emptied) < before / 3
    made = list((tmp_path / "kept").iterdir())
    services.checked_backup(tmp_path / "kept", always=False)
    assert list((tmp_path / "kept").iterdir()) == made, (
        "a desk that only became smaller was not changed since"
    )
