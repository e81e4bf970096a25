"""Looking at a desk changes nothing whatever on the disk, and takes nothing from who writes to it meanwhile."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import PIPE
from threading import Timer

import pytest

from salesdesk.cli import run as cli
from salesdesk.env.clock import FixedClock
from salesdesk.model.coaching import Note
from salesdesk.store import examine as examining
from salesdesk.store.connection import Connection, connect_as_found
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine
from salesdesk.store.seal import unproved_pages
from salesdesk.store.strange_journal import set_strange_journal_aside
from tests.store.test_strange_journal import KILLED, killed, notes

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a killed program cannot be made here")
WRITER = (
    KILLED.replace("range(60)", "range(100)")
    .replace("os.kill", "    print(number, flush=True)\nos.kill")
    .replace(
        "desk = DeskFile", "from salesdesk.store import hold\nhold.MOST_BESIDE = 200_000\ndesk = DeskFile"
    )
)


def seen(folder: Path) -> dict[str, object]:
    """Gives everything the disk says of a folder and what is in it, and the bytes of each file."""
    stands = {each.name: each.stat() for each in (folder, *folder.iterdir())}
    found: dict[str, object] = {
        name: (stat.st_ino, stat.st_mode, stat.st_size, stat.st_mtime_ns) for name, stat in stands.items()
    }
    return found | {f"bytes of {each.name}": each.read_bytes() for each in folder.iterdir()}


def closed(path: Path) -> None:
    """Leaves the desk as it is."""


def without_index(path: Path) -> None:
    """Leaves what a killed program wrote, without the index of it."""
    killed(path)
    path.with_name(f"{path.name}-shm").unlink()


def copied_over(path: Path) -> None:
    """Leaves what a killed program wrote beside another file."""
    before = path.with_name("before")
    shutil.copyfile(path, before)
    killed(path)
    shutil.copyfile(before, path)


def damaged(path: Path) -> None:
    """Leaves a desk of which a page is lost."""
    killed(path)
    with path.open("r+b") as file:
        file.seek(8192 * 6)
        file.write(bytes(8192))


def spoilt_log(path: Path) -> None:
    """Leaves a log whose first page is damaged, so that SQLite finds no change in it."""
    killed(path)
    with path.with_name(f"{path.name}-wal").open("r+b") as file:
        file.seek(100)
        file.write(b"spoilt")


@pytest.mark.parametrize("left", [closed, killed, spoilt_log, without_index, copied_over, damaged])
def test_that_a_check_changes_nothing_on_the_disk(left: Callable[[Path], object], desk_path: Path) -> None:
    left(desk_path)
    before = seen(desk_path.parent)
    for _again in range(2):
        code = cli.run(["check", "--desk", str(desk_path)])
        assert seen(desk_path.parent) == before
    assert code == (left in {damaged, spoilt_log}), (
        "changes that lay in a log that is spoilt are told as missing"
    )


def test_that_a_check_sees_what_a_killed_program_left(desk_path: Path) -> None:
    killed(desk_path)
    assert {each.kind: each.kept for each in examine(desk_path).counts}["note"] == 240


def test_that_a_check_touches_nothing_of_a_desk_that_is_open(desk_path: Path) -> None:
    words = KILLED.replace("os.kill(os.getpid(), signal.SIGKILL)", "print('ready', flush=True); input()")
    with subprocess.Popen(
        [sys.executable, "-c", words, str(desk_path)], stdin=PIPE, stdout=PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        before = seen(desk_path.parent)
        assert {each.kind: each.kept for each in examine(desk_path).counts}["note"] == 240
        assert seen(desk_path.parent) == before
        other.kill()


def test_that_looking_takes_nothing_from_a_command_that_writes(desk_path: Path, clock: FixedClock) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(desk_path)], stdout=PIPE, text=True) as writer:
        looks = 0
        while writer.poll() is None:
            assert set_strange_journal_aside(desk_path) is None
            assert examine(desk_path).sound
            with closing(connect_as_found(desk_path, mode="ro")) as other:
                other.execute("SELECT count(*) FROM sqlite_master").fetchone()
            looks += 1
        assert writer.stdout is not None
        confirmed = len(writer.stdout.readlines())
    assert looks > 2
    assert confirmed == 100
    assert notes(desk_path, clock) == 400
    assert not list(desk_path.parent.glob("*.strange*"))


def test_that_what_is_written_between_two_checks_of_a_look_is_no_damage(
    desk: DeskFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    check, written = examining._verdict, 0

    def _after_changes(connection: Connection, name: str) -> tuple[str, ...]:
        nonlocal written
        for _change in range(40):
            written += 1
            with desk.change("Later") as work:
                work.session.add(Note(text=f"later {written} " * 40, written_at=desk.now()))
        return check(connection, name)

    monkeypatch.setattr(examining, "_verdict", _after_changes)
    assert examine(desk.path).problems == ()
    assert written >= 80


def test_that_a_page_that_is_half_moved_into_the_file_at_a_look_is_no_damage(
    desk: DeskFile, tmp_path: Path
) -> None:
    whole, log = desk.path.read_bytes(), tmp_path / "log"
    half, log_bytes = whole[: 8192 * 6 + 4096] + bytes(4096) + whole[8192 * 7 :], b"begun anew"
    alone = tmp_path / "alone.salesdesk"
    alone.write_bytes(half)
    log.write_bytes(log_bytes)
    with closing(connect_as_found(alone, mode="ro")) as connection:
        assert len(unproved_pages(connection, log)) == 1
        moves = Timer(0.1, lambda: alone.write_bytes(whole))
        moves.start()
        assert unproved_pages(connection, log) == []
        moves.join()


def test_that_what_of_a_log_cannot_be_moved_yet_for_one_who_reads_is_no_damage(desk: DeskFile) -> None:
    with closing(connect_as_found(desk.path, mode="ro")) as reader:
        for number in range(30):
            if number == 20:
                reader.execute("BEGIN")
                reader.execute("SELECT count(*) FROM note").fetchone()
            with desk.change("Later") as work:
                work.session.add_all(
                    [Note(text=f"later {number} {each} " * 40, written_at=desk.now()) for each in range(40)]
                )
        desk.hold.move_in()
        assert unproved_pages(reader), "the file itself has holes"
        assert desk.is_sound()
        assert examine(desk.path).problems == ()
