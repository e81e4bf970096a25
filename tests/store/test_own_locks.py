"""What this program reads, or anything in it closes, takes no lock of SQLite off a desk that it has open."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import DeskFileError, UserError
from salesdesk.exchange.read_file import sniff
from salesdesk.services.desk_place import DeskPlace
from salesdesk.store.connection import connect_as_found, looks_like_a_desk
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine, open_untouched
from salesdesk.store.presence import Loss
from salesdesk.store.restore import restore, restore_over
from salesdesk.store.salvage import salvage
from salesdesk.store.schema import peek
from salesdesk.store.strange_journal import is_in_use, journal_beside
from tests.store.test_presence import locks_on
from tests.store.test_trouble import add, names

NOW = datetime(2026, 11, 28, 9, 0)


@pytest.fixture
def desk(desk_path: Path, clock: FixedClock) -> Iterator[DeskFile]:
    """A desk that is open, with a change beside it."""
    with closing(DeskFile.open(desk_path, clock)) as desk:
        add(desk, "Ann Berg")
        assert names(desk) == ["Ann Berg"], "who has read once reads on when the file is lost"
        assert desk.hold.loss is None
        yield desk


def locks(desk: DeskFile) -> list[set[str]]:
    """Gives those on the file and on what SQLite keeps beside it; the system may tell of one twice."""
    return [{*locks_on(desk.path)}, {*locks_on(desk.path.with_name(f"{desk.path.name}-shm"))}]


def look(path: Path) -> None:
    """Opens it without touching it, as a look into a backup does."""
    open_untouched(path).close()


def plainly(path: Path) -> None:
    """Opens it by its first bytes."""
    connect_as_found(path).close()


READS: list[Callable[[Path], object]] = [
    examine,
    look,
    plainly,
    looks_like_a_desk,
    is_in_use,
    journal_beside,
    lambda path: peek(path, "SELECT 1"),
    lambda path: restore(path, path.with_name("restored.salesdesk")),
    lambda path: salvage(path, path.with_name("salvaged.salesdesk")),
    sniff,
]


@pytest.mark.parametrize("read", READS)
def test_that_no_reading_of_an_open_desk_lets_go_of_its_locks(
    read: Callable[[Path], object], desk: DeskFile
) -> None:
    before = locks(desk)
    assert all(before)
    with suppress(UserError):
        read(desk.path)
    assert locks(desk) == before


def test_that_a_comparison_with_the_file_that_was_written_over_keeps_the_locks(desk: DeskFile) -> None:
    before = locks(desk)
    DeskPlace(desk, FixedClock(NOW)).compare()
    assert locks(desk) == before


def test_that_no_backup_is_put_over_a_desk_that_this_program_has_open(desk: DeskFile, tmp_path: Path) -> None:
    backup = desk.back_up(tmp_path / "backups")
    with pytest.raises(UserError, match="open just now"):
        restore_over(backup, desk.path, tmp_path / "backups", NOW)
    add(desk, "Bo Lind")
    assert {"Ann Berg", "Bo Lind"} <= {*names(desk)}


def test_that_locks_that_something_let_go_of_are_taken_anew(desk: DeskFile) -> None:
    before = locks(desk)
    for each in (desk.path, desk.path.with_name(f"{desk.path.name}-shm")):
        each.open("rb").close()  # as a library does
    assert not any(locks(desk))
    assert desk.hold.loss is None
    assert locks(desk) == before
    add(desk, "Bo Lind")
    assert locks(desk) == before


COMMAND = """
import sys
from pathlib import Path
from salesdesk.model.team import Salesperson
from salesdesk.store.desk_file import DeskFile
desk = DeskFile.open(Path(sys.argv[1]))
with desk.change("Add") as work:
    work.session.add(Salesperson(name="By command"))
desk.close()
"""


def command_that_takes_it_for_closed(desk: DeskFile) -> None:
    """Lets go of the locks, as a library may, and has another program change the desk and move all into the file."""
    for each in (desk.path, desk.path.with_name(f"{desk.path.name}-shm")):
        each.open("rb").close()
    subprocess.run([sys.executable, "-c", COMMAND, str(desk.path)], check=True)
    assert not [*desk.path.parent.glob("*-wal")]


def test_that_nothing_is_written_beside_a_desk_whose_log_another_program_has_removed(
    desk: DeskFile, clock: FixedClock
) -> None:
    command_that_takes_it_for_closed(desk)
    with pytest.raises(DeskFileError, match="Nothing is written"):
        add(desk, "Lost")
    assert desk.hold.loss is Loss.OVERWRITTEN
    before = desk.path.read_bytes()
    desk.close()
    assert desk.path.read_bytes() == before
    with closing(DeskFile.open(desk.path, clock)) as again:
        assert {*names(again)} == {"Ann Berg", "By command"}
        assert again.is_sound()


def test_that_the_last_to_close_a_desk_leaves_nothing_beside_it(desk: DeskFile, tmp_path: Path) -> None:
    desk.path.open("rb").close()
    assert desk.hold.loss is None
    desk.close()
    assert not [*desk.path.parent.glob("*-wal"), *desk.path.parent.glob("*-shm")]
    assert not is_in_use(desk.path)
    shutil.move(desk.path, tmp_path / "moved.salesdesk")
