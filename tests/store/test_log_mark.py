"""What was stored and lies only in the log beside the desk is moved into it soon, and told where the log is damaged."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.store import hold
from salesdesk.store.backup import is_newer
from salesdesk.store.connection import connect
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine
from salesdesk.store.log_mark import forget_missing, misses_changes, was_missing
from tests.store.test_trouble import add, names

PEOPLE = 8
KILLED = """
import os, signal, sys
from pathlib import Path
from salesdesk.model.team import Salesperson
from salesdesk.store.desk_file import DeskFile
desk = DeskFile.open(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    with desk.change("Add") as work:
        work.session.add(Salesperson(name=f"Confirmed {number}"))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def killed(desk_path: Path) -> Path:
    """A desk whose program was killed after some changes were confirmed."""
    ended = subprocess.run([sys.executable, "-c", KILLED, desk_path, str(PEOPLE)], check=False)
    assert ended.returncode == -signal.SIGKILL
    return desk_path


def log_of(path: Path) -> Path:
    """Gives what SQLite keeps beside a desk."""
    return path.with_name(f"{path.name}-wal")


def flip(log: Path) -> None:
    """Flips one bit in the middle."""
    content = bytearray(log.read_bytes())
    content[len(content) // 2] ^= 4
    log.write_bytes(content)


def blank(log: Path) -> None:
    """Blanks the page with which the last change ends."""
    content = log.read_bytes()
    log.write_bytes(content[:-4096] + bytes(4096))


def cut(log: Path) -> None:
    """Cuts off the end."""
    os.truncate(log, log.stat().st_size - 5000)


def spoil_head(log: Path) -> None:
    """Flips a bit in the first page, without which nothing is read."""
    content = bytearray(log.read_bytes())
    content[17] ^= 1
    log.write_bytes(content)


@pytest.mark.parametrize("spoil", [flip, blank, cut, spoil_head, Path.unlink])
def test_that_a_damaged_or_missing_log_is_told_until_the_user_knows(
    spoil: Callable[[Path], None], killed: Path, clock: FixedClock
) -> None:
    spoil(log_of(killed))
    assert misses_changes(killed)
    damaged = log_of(killed).read_bytes() if log_of(killed).exists() else b""
    assert examine(killed).misses_changes
    assert examine(killed).misses_changes, "looking over a desk changes nothing of that"
    desk = DeskFile.open(killed, clock)
    assert len(names(desk)) < PEOPLE
    add(desk, "Later")
    desk.close()
    assert was_missing(killed)
    kept = killed.with_name("team.salesdesk-wal.damaged1")
    assert (kept.read_bytes() if kept.exists() else b"") == damaged
    assert examine(killed).misses_changes
    forget_missing(killed)
    assert not examine(killed).misses_changes


def test_that_a_whole_log_is_read_without_a_word(killed: Path, clock: FixedClock) -> None:
    assert not misses_changes(killed)
    desk = DeskFile.open(killed, clock)
    assert len(names(desk)) == PEOPLE
    desk.close()
    assert not misses_changes(killed)
    assert not [
        path.name for path in killed.parent.iterdir() if "mark" in path.name or "missing" in path.name
    ]


def test_that_another_program_may_have_moved_the_log_into_the_file(killed: Path) -> None:
    connection = connect(killed)
    connection.execute("SELECT count(*) FROM salesperson").fetchone()
    connection.close()
    assert not log_of(killed).exists()
    assert not misses_changes(killed)


def test_that_a_file_put_into_the_place_of_a_killed_one_is_not_told_of(killed: Path, other: Path) -> None:
    log_of(killed).unlink()
    other.replace(killed)
    assert not misses_changes(killed)


@pytest.fixture
def other(desk_path: Path, tmp_path: Path) -> Path:
    """The desk as it was before."""
    return shutil.copyfile(desk_path, tmp_path / "other.salesdesk")


def test_that_changes_are_moved_into_the_file_when_the_work_rests(
    desk: DeskFile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, clock: FixedClock
) -> None:
    assert not desk.hold.is_due
    add(desk, "Ada")
    assert not desk.hold.is_due
    monkeypatch.setattr(hold, "REST_S", 0)
    assert desk.hold.is_due
    desk.hold.move_in()
    assert not desk.hold.is_due
    assert desk.hold.loss is None
    alone = shutil.copyfile(desk.path, tmp_path / "alone.salesdesk")
    copied = DeskFile.open(alone, clock)
    assert names(copied) == ["Ada"]
    copied.close()
    add(desk, "Ben")
    assert desk.hold.is_due
    assert names(desk) == ["Ada", "Ben"]


def test_that_they_are_moved_in_while_the_work_goes_on_too(
    desk: DeskFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(desk, "Ada")
    monkeypatch.setattr(hold, "LONGEST_S", 0)
    assert desk.hold.is_due


def test_that_a_log_moved_in_by_another_window_or_command_is_no_loss(
    desk: DeskFile, clock: FixedClock
) -> None:
    beside = DeskFile.open(desk.path, clock)
    add(beside, "Ada")
    add(desk, "Ben")
    for _time in range(3):
        assert beside.hold.loss is None
        desk.hold.move_in()
        assert beside.hold.loss is None
        add(beside, "Cem")
        with beside.change("Add Dot"):
            desk.hold.move_in()
        assert beside.hold.loss is None
    beside.close()
    assert desk.hold.loss is None
    desk.close()
    assert not misses_changes(desk.path)


def test_that_a_backup_stays_the_newest_when_the_work_rests(
    desk: DeskFile, tmp_path: Path, clock: FixedClock
) -> None:
    add(desk, "Ada")
    assert is_newer(desk.path, tmp_path / "kept")
    desk.back_up(tmp_path / "kept")
    desk.hold.move_in()
    assert not is_newer(desk.path, tmp_path / "kept")


def test_that_the_mark_of_a_lost_file_goes_with_it(
    desk_path: Path, tmp_path: Path, clock: FixedClock
) -> None:
    desk = DeskFile.open(desk_path, clock)
    add(desk, "Ada")
    mark = desk_path.with_name(".team.salesdesk.mark")
    assert mark.exists()
    desk_path.rename(tmp_path / "elsewhere.salesdesk")
    assert desk.hold.loss is not None
    desk.close()
    assert not mark.exists()


def test_that_a_change_that_writes_nothing_beside_an_empty_log_is_no_error(desk: DeskFile) -> None:
    with desk.change("Nothing", undoable=False):
        pass
    assert log_of(desk.path).stat().st_size == 0
    assert desk.hold.loss is None
