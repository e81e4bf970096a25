"""A write that cannot be made is told in a sentence, at once on the thread of the window, and changes nothing."""

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import DeskFileError
from salesdesk.model.team import Salesperson
from salesdesk.store import hold
from salesdesk.store.connection import connect_as_found
from salesdesk.store.desk_file import DeskFile

FULL = """
import resource, shutil, sys
from pathlib import Path
from types import SimpleNamespace
from salesdesk.env.errors import DeskFileError
from salesdesk.model.team import Salesperson
from salesdesk.store.desk_file import DeskFile
desk = DeskFile.open(Path(sys.argv[1]))
with desk.change("Add Ada") as work:
    work.session.add(Salesperson(name="Ada"))
if sys.argv[2:]:
    shutil.disk_usage = lambda _folder: SimpleNamespace(free=int(sys.argv[2]))
room = desk.path.with_name(desk.path.name + "-wal").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    with desk.change("Add Ben") as work:
        work.session.add(Salesperson(name="Ben", private_summary="x" * 100_000))
except DeskFileError as error:
    print(error)
    print(error.short)
print(desk.rows("SELECT group_concat(name) FROM salesperson")[0][0])
desk.close()
"""


def add(desk: DeskFile, name: str) -> None:
    """Makes one small change."""
    with desk.change(f"Add {name}") as work:
        work.session.add(Salesperson(name=name))


def names(desk: DeskFile) -> list[str]:
    """Gives who is on the desk."""
    return [row["name"] for row in desk.rows("SELECT name FROM salesperson ORDER BY id")]


@contextmanager
def held_by_another_program(path: Path) -> Iterator[None]:
    """Lets another connection keep the right to write."""
    with closing(connect_as_found(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_that_the_window_waits_for_nobody_and_the_change_is_made_later(desk: DeskFile) -> None:
    desk.hold.hurried = threading.current_thread()
    with held_by_another_program(desk.path):
        begun = time.monotonic()
        with pytest.raises(DeskFileError, match="being written to just now") as told:
            add(desk, "Ada")
        assert time.monotonic() - begun < 1, "another thread waits five seconds"
    assert told.value.short == "something else is writing to the file"
    add(desk, "Ada")
    assert names(desk) == ["Ada"]


def test_that_a_change_that_was_stored_is_none_that_failed_where_only_moving_it_into_the_file_did(
    desk: DeskFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hold, "MOST_BESIDE", 0)
    add(desk, "Ada")
    size = desk.path.stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + (32 << 10), before[1]))
    try:
        with desk.change("Add Ben") as work:
            work.session.add(Salesperson(name="Ben", private_summary="x" * (size // 3)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert names(desk) == ["Ada", "Ben"]
    assert desk.hold.loss is None
    add(desk, "Cem")
    assert names(desk) == ["Ada", "Ben", "Cem"]


def test_that_the_window_does_not_wait_for_an_import_of_its_own(desk: DeskFile) -> None:
    begun, enough = threading.Event(), threading.Event()

    def long_import() -> None:
        with desk.change("Import") as work:
            work.session.add(Salesperson(name="Many"))
            begun.set()
            enough.wait(20)

    writer = threading.Thread(target=long_import)
    writer.start()
    assert begun.wait(20)
    desk.hold.hurried = threading.current_thread()
    since = time.monotonic()
    with pytest.raises(DeskFileError, match="being written to just now"):
        add(desk, "Ada")
    assert time.monotonic() - since < 1
    enough.set()
    writer.join()
    add(desk, "Ada")
    assert names(desk) == ["Many", "Ada"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize(
    "free", [(), ("0",)], ids=["the system lets it write no more", "and tells of no room"]
)
def test_that_a_full_disk_is_told_and_costs_nothing_that_was_stored(
    free: tuple[str, ...], desk_path: Path, clock: FixedClock
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(desk_path), *free],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    sentence, short, kept = ran.stdout.splitlines()
    assert "nothing was changed" in sentence
    assert short == (f"the disk with {desk_path.parent} is full" if free else "the disk does not answer")
    assert kept == "Ada"
    desk = DeskFile.open(desk_path, clock)
    assert names(desk) == ["Ada"]
    assert desk.is_sound()
    desk.close()


def test_that_a_mistake_in_a_statement_stays_a_bug(desk: DeskFile) -> None:
    with pytest.raises(dbapi2.OperationalError):
        desk.rows("SELECT nothing FROM nowhere")
