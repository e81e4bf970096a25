"""A desk file that is exchanged, moved away or written over under the program is noticed before the next write."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import DeskFileError
from salesdesk.model.team import Salesperson
from salesdesk.services.desk_place import DeskPlace
from salesdesk.store import hold
from salesdesk.store.connection import connect_as_found
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.lost_file import free_name, write_view
from salesdesk.store.presence import Loss, Presence
from salesdesk.store.seal import FOR_ALL
from tests.store.test_trouble import add, names

KILLED = """
import os, signal, sys
from pathlib import Path
from salesdesk.model.team import Salesperson
from salesdesk.store.desk_file import DeskFile
desk = DeskFile.open(Path(sys.argv[1]))
with desk.change("Add") as work:
    work.session.add(Salesperson(name="Confirmed"))
os.kill(os.getpid(), signal.SIGKILL)
"""


def exchange(there: Path, other: Path) -> None:
    """Does what a program that synchronises folders does with a newer file."""
    beside = there.with_name("beside")
    shutil.copyfile(other, beside)
    beside.replace(there)


def write_over(there: Path, other: Path) -> None:
    """Does what `cp` does: the file is the same one, what is in it is another's."""
    with there.open("r+b") as file:
        file.write(other.read_bytes())
        file.truncate()


def take_away(there: Path, _other: Path) -> None:
    """Gives the file another name."""
    there.rename(there.with_name("elsewhere.salesdesk"))


HOW: dict[Loss, Callable[[Path, Path], None]] = {
    Loss.EXCHANGED: exchange, Loss.OVERWRITTEN: write_over, Loss.GONE: take_away
}  # fmt: skip


def locks_on(path: Path) -> list[str]:
    """Gives the locks that this program has on a file, as the system tells them."""
    told = Path("/proc/locks")
    if not told.is_file():
        pytest.skip("this system does not tell who has locks")
    mine = [line.split() for line in told.read_text().splitlines()]
    return sorted(
        " ".join(each[1:4] + each[6:])
        for each in mine
        if each[4] == str(os.getpid()) and each[5].endswith(f":{path.stat().st_ino}")
    )


@pytest.fixture
def other(desk_path: Path, tmp_path: Path, clock: FixedClock) -> Path:
    """The desk as another machine left it."""
    path = shutil.copyfile(desk_path, tmp_path / "other.salesdesk")
    desk = DeskFile.open(path, clock)
    add(desk, "Elsewhere")
    desk.close()
    return path


@pytest.mark.parametrize("loss", list(Loss))
def test_that_nothing_is_written_any_more_once_the_file_is_another(
    loss: Loss, desk: DeskFile, other: Path
) -> None:
    add(desk, "Here")
    assert desk.hold.loss is None
    HOW[loss](desk.path, other)
    with pytest.raises(DeskFileError, match="Nothing is written"):
        add(desk, "Lost")
    assert desk.hold.loss is loss


@pytest.mark.parametrize("loss", list(Loss))
def test_that_letting_go_of_a_lost_file_leaves_what_is_there_as_it_is(
    loss: Loss, desk_path: Path, other: Path, clock: FixedClock
) -> None:
    desk = DeskFile.open(desk_path, clock)
    add(desk, "Here")
    HOW[loss](desk_path, other)
    assert desk.hold.loss is loss
    desk.close()
    assert not [path.name for path in desk_path.parent.glob("*-wal")]
    if loss is not Loss.GONE:
        assert desk_path.read_bytes() == other.read_bytes()
        again = DeskFile.open(desk_path, clock)
        assert names(again) == ["Elsewhere"]
        again.close()


@pytest.mark.parametrize("loss", [Loss.EXCHANGED, Loss.GONE])
def test_that_what_is_here_can_be_saved_beside(
    loss: Loss, desk: DeskFile, other: Path, clock: FixedClock
) -> None:
    add(desk, "Here")
    assert names(desk) == ["Here"]
    HOW[loss](desk.path, other)
    with pytest.raises(DeskFileError, match="Nothing is written"), desk.passing():
        pytest.fail("another file is there, which must not be taken for this one")
    kept = free_name(desk.path, clock.now())
    write_view(desk.rows, kept)
    assert kept.name == "team (kept 11 Nov 09.00).salesdesk"
    again = DeskFile.open(kept, clock)
    assert names(again) == ["Here"]
    assert again.identity == desk.identity
    again.close()


def test_that_what_this_program_and_honest_others_write_is_no_loss(
    desk: DeskFile, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hold, "MOST_BESIDE", 0)
    assert desk.hold.loss is None
    for name in ("Ada", "Ben"):
        add(desk, name)
        assert desk.hold.loss is None
    beside = DeskFile.open(desk.path, clock)
    add(beside, "By command")
    beside.close()
    assert desk.hold.loss is None
    add(desk, "Cem")
    assert names(desk) == ["Ada", "Ben", "By command", "Cem"]


@pytest.mark.parametrize("most", [0, hold.MOST_BESIDE])
@pytest.mark.parametrize("loss", list(Loss))
def test_that_a_file_lost_during_a_change_is_told_and_what_is_here_stays(
    loss: Loss, most: int, desk: DeskFile, other: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hold, "MOST_BESIDE", most)
    desk.hold.hurried = threading.current_thread()
    add(desk, "Before")
    assert names(desk) == ["Before"]
    there = other.read_bytes()
    with desk.change("Long import") as work:
        work.session.add(Salesperson(name="Imported"))
        work.session.flush()
        HOW[loss](desk.path, other)
    assert desk.hold.loss is loss
    with pytest.raises(DeskFileError, match="Nothing is written"):
        add(desk, "After")
    if loss is not Loss.OVERWRITTEN:
        kept = free_name(desk.path, clock.now())
        write_view(desk.rows, kept)
        again = DeskFile.open(kept, clock)
        assert names(again) == ["Before", "Imported"]
        again.close()
    if loss is not Loss.GONE:
        assert desk.path.read_bytes() == there


def test_that_a_command_without_a_window_hears_at_once_that_its_file_was_lost(
    desk: DeskFile, other: Path
) -> None:
    add(desk, "Before")

    def long_import() -> None:
        with desk.change("Long import") as work:
            work.session.add(Salesperson(name="Imported"))
            exchange(desk.path, other)

    with pytest.raises(DeskFileError, match="Nothing is written"):
        long_import()


def test_that_the_journal_of_the_other_file_stays_where_both_were_exchanged(
    desk_path: Path, tmp_path: Path, clock: FixedClock
) -> None:
    theirs = shutil.copyfile(desk_path, tmp_path / "theirs.salesdesk")
    killed = subprocess.run([sys.executable, "-c", KILLED, theirs], check=False)
    assert killed.returncode == -signal.SIGKILL
    desk = DeskFile.open(desk_path, clock)
    add(desk, "Mine")
    for ending in ("", "-wal", "-shm"):
        theirs.with_name(theirs.name + ending).replace(desk_path.with_name(desk_path.name + ending))
    assert desk.hold.loss is Loss.EXCHANGED
    desk.close()
    again = DeskFile.open(desk_path, clock)
    assert names(again) == ["Confirmed"]
    again.close()


def test_that_a_disk_that_does_not_answer_is_no_loss(desk: DeskFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> os.stat_result:
        raise OSError("no answer")

    assert desk.hold.loss is None
    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", refuse)
        assert desk.hold.loss is None
    assert desk.hold.loss is None


def test_that_to_compare_with_what_was_written_over_lets_go_of_no_lock(
    desk: DeskFile, other: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(desk, "Here")
    before = names(desk) and locks_on(desk.path)
    assert before
    # By another program: this one would let go of the locks.
    copy = "import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])"
    subprocess.run([sys.executable, "-c", copy, str(other), str(desk.path)], check=True)
    DeskPlace(desk, clock).compare()
    assert locks_on(desk.path) == before
    here, held, close = desk.path.stat().st_ino, list[str](), desk.hold.close

    def told() -> list[str]:
        return [line for line in Path("/proc/locks").read_text().splitlines() if f":{here} " in line]

    def look_and_close() -> None:
        held.extend(told())
        close()

    monkeypatch.setattr(desk.hold, "close", look_and_close)
    desk.close()
    assert len(held) >= len(before)
    assert not told()
    assert not [
        each for each in Path("/proc/self/fd").iterdir() if each.exists() and each.stat().st_ino == here
    ]


def test_that_who_listens_turns_a_file_into_one_with_a_log_beside_it(desk: DeskFile) -> None:
    path = desk.path
    desk.close()
    with closing(connect_as_found(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    listening = Presence(path, FOR_ALL, lambda _stand: False)
    assert listening.look(idle=True) is None
    assert sorted(listening.beside) == ["-shm", "-wal"]
    assert listening.look(idle=True) is None
    listening.close()
