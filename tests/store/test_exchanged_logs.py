"""A log is known by the pages of its own desk, whatever names the two have, and is never mixed with another file."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zlib import crc32

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model.coaching import Draft
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine
from salesdesk.store.log_mark import was_missing
from salesdesk.store.log_proof import was_begun_on
from salesdesk.store.marks import mark_of
from salesdesk.store.restore import restore_over
from tests.store.test_log_mark import PEOPLE, log_of
from tests.store.test_parted_log import KEPT
from tests.store.test_trouble import add, names

ROUNDS = int(os.environ.get("SALESDESK_EXCHANGED", "3"))
EXCHANGED = """
import json, os, random, signal, subprocess, sys
from pathlib import Path
from sqlalchemy import update
from salesdesk.model.coaching import Draft
from salesdesk.store.desk_file import DeskFile
from tests.store.test_exchanged_logs import state_of
from tests.store.test_trouble import add

def words(desk, number):
    with desk.change("Keep draft", undoable=False) as work:
        work.session.execute(update(Draft).values(written=str(number)))

def at_random(seed, desk, copy):
    chance = random.Random(seed)
    changes = chance.randrange(1, 25)
    at = chance.randrange(changes)
    for number in range(changes):
        if number == at:
            subprocess.run(["cp", desk.path, copy], check=True)
        kind = chance.choice(["words", "words", "add", "undo", "move", "move"])
        if kind == "words": words(desk, number)
        if kind == "add": add(desk, f"Person {{number}}")
        if kind == "undo": desk.undo()
        if kind == "move": desk.hold.move_in()
    print(json.dumps(state_of(desk)), flush=True)

desk = DeskFile.open(Path(sys.argv[1]))
{work}
os.replace(sys.argv[2], sys.argv[1])
os.kill(os.getpid(), signal.SIGKILL)
"""
"""A program that has a desk open, into whose place another file is put, and is killed."""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="a killed program cannot be made here")
Kill = Callable[[Path, str], Path]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The folder of this computer in which backups are."""
    return tmp_path / "data" / "backups"


@pytest.fixture
def kill(kept: Path) -> Kill:
    """Has a program store people in a desk, who are named after it, and be killed."""

    def _kill(path: Path, name: str = "Confirmed") -> Path:
        words = KEPT.replace("Confirmed", name)
        ended = subprocess.run([sys.executable, "-c", words, path, str(PEOPLE), kept], check=False)
        assert ended.returncode == -signal.SIGKILL
        assert log_of(path).stat().st_size
        return path

    return _kill


@pytest.fixture(params=["noted", "by marks alone"])
def notes(request: pytest.FixtureRequest, kept: Path) -> Path | None:
    """What this computer noted of logs, or nothing, as on another one."""
    return kept if request.param == "noted" else None


def made(path: Path, clock: FixedClock) -> Path:
    """Makes an empty desk."""
    DeskFile.create(path, clock).close()
    return path


def those_in(path: Path, clock: FixedClock, notes: Path | None = None) -> set[str]:
    """Opens a desk and gives the first words of the names in it."""
    with closing(DeskFile.open(path, clock, notes)) as desk:
        found = names(desk)
    assert examine(path).sound
    return {f"{len(found)} {each.split()[0]}" for each in found}


def exchange(one: Path, other: Path) -> None:
    """Lets two files swap names."""
    between = one.rename(one.with_name("between"))
    other.rename(one)
    between.rename(other)


def test_that_two_killed_desks_that_swap_names_keep_their_own_changes(
    tmp_path: Path, kill: Kill, clock: FixedClock, notes: Path | None
) -> None:
    north, south = made(tmp_path / "north.salesdesk", clock), made(tmp_path / "south.salesdesk", clock)
    exchange(kill(north, "North"), kill(south, "South"))
    assert those_in(north, clock, notes) == {f"{PEOPLE} South"}
    assert those_in(south, clock, notes) == {f"{PEOPLE} North"}
    assert not was_missing(north)
    assert not was_missing(south)
    assert not list(tmp_path.glob("*-wal*"))
    assert not list(tmp_path.glob(".*.mark"))


@pytest.mark.long
def test_that_a_killed_desk_that_is_renamed_and_touched_gets_its_changes_back(
    desk_path: Path, kill: Kill, clock: FixedClock, notes: Path | None
) -> None:
    new = kill(desk_path, "Kept").rename(desk_path.with_name("new.salesdesk"))
    os.utime(new, (1_000_000, 1_000_000))
    assert those_in(new, clock, notes) == {f"{PEOPLE} Kept"}
    assert not was_missing(new)


@pytest.mark.long
def test_that_a_killed_desk_that_a_synced_folder_wrote_anew_under_another_name_gets_them_back(
    desk_path: Path, kill: Kill, clock: FixedClock, notes: Path | None
) -> None:
    new = shutil.copyfile(kill(desk_path, "Kept"), desk_path.with_name("new.salesdesk"))
    desk_path.unlink()
    assert those_in(new, clock, notes) == {f"{PEOPLE} Kept"}


@pytest.mark.long
def test_that_a_copy_of_a_killed_desk_that_is_still_there_takes_nothing_from_it(
    desk_path: Path, kill: Kill, clock: FixedClock, notes: Path | None
) -> None:
    copy = shutil.copyfile(kill(desk_path, "Kept"), desk_path.with_name("copy.salesdesk"))
    assert those_in(copy, clock, notes) == set()
    assert those_in(desk_path, clock, notes) == {f"{PEOPLE} Kept"}


def test_that_a_touched_desk_whose_log_and_mark_are_gone_is_told(
    desk_path: Path, kill: Kill, clock: FixedClock, kept: Path
) -> None:
    kill(desk_path, "Gone")
    log_of(desk_path).unlink()
    mark_of(desk_path).unlink()
    os.utime(desk_path, (1_000_000, 1_000_000))
    assert examine(desk_path, notes=kept).misses_changes
    assert those_in(desk_path, clock, kept) == set()
    assert was_missing(desk_path)


def copied(desk: Path, clock: FixedClock, later: str) -> Path:
    """Gives a plain copy of a desk in which one more is stored afterwards."""
    with closing(DeskFile.open(desk, clock)) as open_desk:
        add(open_desk, "Early")
    copy = shutil.copyfile(desk, desk.with_name("older.copy"))
    with closing(DeskFile.open(desk, clock)) as open_desk:
        add(open_desk, later)
    return copy


@pytest.mark.parametrize("how", [shutil.copyfile, shutil.move])
def test_that_an_older_plain_copy_in_the_place_of_a_killed_desk_never_takes_its_log(
    how: Callable[[Path, Path], object], desk_path: Path, kill: Kill, clock: FixedClock, notes: Path | None
) -> None:
    older = copied(desk_path, clock, "Later")
    left = log_of(kill(desk_path, "Killed")).read_bytes()
    how(older, desk_path)
    assert {each.kind: each.kept for each in examine(desk_path).counts}["salesperson"] == 1
    assert those_in(desk_path, clock, notes) == {"1 Early"}
    (aside,) = desk_path.parent.glob("*.strange1")
    assert aside.read_bytes() == left
    assert not examine(desk_path, notes=notes).misses_changes
    assert those_in(desk_path, clock, notes) == {"1 Early"}


def state_of(desk: DeskFile) -> list[str]:
    """Gives who is on a desk, and the words that are begun there."""
    return [*names(desk), *(row["written"] for row in desk.rows("SELECT written FROM draft ORDER BY id"))]


@pytest.mark.long
def test_that_a_log_begun_with_words_alone_is_not_taken_into_a_copy_that_had_those_words_begun(
    desk_path: Path, clock: FixedClock, notes: Path | None
) -> None:
    with closing(DeskFile.open(desk_path, clock)) as desk, desk.change("Keep draft", undoable=False) as work:
        work.session.add(Draft(written="begun"))
    older = copied(desk_path, clock, "Later")
    typing = EXCHANGED.format(work="words(desk, 1)")
    ended = subprocess.run([sys.executable, "-c", typing, desk_path, older], check=False)
    assert ended.returncode == -signal.SIGKILL
    with closing(DeskFile.open(desk_path, clock, notes)) as desk:
        assert state_of(desk) == ["Early", "begun"]
        assert desk.set_aside is not None


def test_that_a_log_all_of_which_was_moved_in_before_is_not_taken_into_another_file(
    desk_path: Path, clock: FixedClock
) -> None:
    with closing(DeskFile.open(desk_path, clock)) as desk, desk.change("Keep draft", undoable=False) as work:
        work.session.add(Draft(written="begun"))
    older = copied(desk_path, clock, "Later")
    rests = EXCHANGED.format(work='add(desk, "Killed"); desk.hold.move_in()')
    ended = subprocess.run([sys.executable, "-c", rests, desk_path, older], check=False)
    assert ended.returncode == -signal.SIGKILL
    with closing(DeskFile.open(desk_path, clock)) as desk:
        assert state_of(desk) == ["Early", "begun"]
        assert desk.set_aside is not None


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_that_a_file_put_in_the_place_of_an_open_desk_is_itself_or_all_of_the_killed_desk(
    seed: int, desk_path: Path, clock: FixedClock, tmp_path: Path
) -> None:
    with closing(DeskFile.open(desk_path, clock)) as desk, desk.change("Keep draft", undoable=False) as work:
        work.session.add(Draft(written="begun"))
    older, plain = tmp_path / "older.copy", tmp_path / "alone.salesdesk"
    words = f"at_random({seed}, desk, Path(sys.argv[2]))"
    ended = subprocess.run(
        [sys.executable, "-c", EXCHANGED.format(work=words), desk_path, older],
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert ended.returncode == -signal.SIGKILL
    killed = json.loads(ended.stdout.splitlines()[-1])
    with closing(DeskFile.open(Path(shutil.copyfile(desk_path, plain)), clock)) as desk:
        other = state_of(desk)
    with closing(DeskFile.open(desk_path, clock)) as desk:
        assert state_of(desk) == (killed if desk.set_aside is None else other)


@pytest.mark.long
def test_that_a_page_half_moved_in_at_the_kill_makes_no_stranger_of_a_log(
    desk_path: Path, kill: Kill, clock: FixedClock, notes: Path | None
) -> None:
    log = log_of(kill(desk_path, "Kept")).read_bytes()
    number = int.from_bytes(log[32:36], "big")
    page = log[56 : 56 + 4096]
    with desk_path.open("r+b") as file:
        file.seek((number - 1) * 8192)
        file.write(page)
    assert those_in(desk_path, clock, notes) == {f"{PEOPLE} Kept"}


def test_that_a_mark_that_is_not_whole_makes_no_stranger_of_a_log(
    desk_path: Path, kill: Kill, clock: FixedClock, notes: Path | None
) -> None:
    mark = mark_of(kill(desk_path, "Kept"))
    mark.write_bytes(mark.read_bytes()[:150])
    assert those_in(desk_path, clock, notes) == {f"{PEOPLE} Kept"}


def test_that_a_new_desk_under_the_old_name_of_a_killed_one_takes_no_changes_from_it(
    desk_path: Path, kill: Kill, clock: FixedClock, notes: Path | None
) -> None:
    new = kill(desk_path, "Kept").rename(desk_path.with_name("new.salesdesk"))
    assert those_in(made(desk_path, clock), clock, notes) == set()
    assert those_in(new, clock, notes) == {f"{PEOPLE} Kept"}


def test_that_a_backup_restored_under_the_old_name_of_a_killed_desk_takes_no_changes_from_it(
    desk_path: Path, kill: Kill, clock: FixedClock, notes: Path | None, tmp_path: Path
) -> None:
    with closing(DeskFile.open(desk_path, clock)) as desk:
        backup = desk.back_up(tmp_path / "copies")
    new = kill(desk_path, "Kept").rename(desk_path.with_name("new.salesdesk"))
    restore_over(backup, desk_path, tmp_path / "copies", clock.now())
    assert those_in(desk_path, clock, notes) == set()
    assert those_in(new, clock, notes) == {f"{PEOPLE} Kept"}


def test_that_a_restore_where_no_desk_is_any_more_removes_nothing_that_waits_there(
    desk_path: Path, kill: Kill, clock: FixedClock, tmp_path: Path
) -> None:
    with closing(DeskFile.open(desk_path, clock)) as desk:
        backup = desk.back_up(tmp_path / "copies")
    kill(desk_path, "Kept").rename(desk_path.with_name("new.salesdesk"))
    journal = desk_path.with_name(f"{desk_path.name}-journal")
    journal.write_bytes(b"what another program wrote")
    waited = {log_of(desk_path).read_bytes(), journal.read_bytes()}
    restore_over(backup, desk_path, tmp_path / "copies", clock.now())
    assert {each.read_bytes() for each in desk_path.parent.glob("*.strange1")} == waited
    assert those_in(desk_path, clock) == set()


def test_that_pages_beyond_the_end_of_a_file_that_became_smaller_prove_nothing(desk_path: Path) -> None:
    first, beyond = crc32(desk_path.read_bytes()[:8192]), (1 << 20, 7)
    assert was_begun_on(desk_path, None, ((1, first), beyond))
    assert not was_begun_on(desk_path, None, ((1, first + 1), beyond))
    assert not was_begun_on(desk_path, None, (beyond,))
