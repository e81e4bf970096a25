"""A desk that was parted from the log of a killed program gets it back, or it is told that changes are lost."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.cli import run as cli
from salesdesk.env.clock import FixedClock
from salesdesk.store import parted_log
from salesdesk.store.connection import NAMED, connect, connect_to_read, name_of
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine
from salesdesk.store.log_mark import forget_missing, was_missing
from salesdesk.store.marks import mark_of
from salesdesk.store.parted_log import Together, bring_together, is_parted
from tests.store.test_log_mark import KILLED, PEOPLE, log_of
from tests.store.test_trouble import add, names

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a killed program cannot be made here")
KEPT = KILLED.replace("Path(sys.argv[1]))", "Path(sys.argv[1]), backups=Path(sys.argv[3]))")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The folder of this computer in which backups are."""
    return tmp_path / "data" / "backups"


@pytest.fixture
def killed(desk_path: Path, kept: Path) -> Path:
    """A desk whose program was killed after some changes were confirmed."""
    ended = subprocess.run([sys.executable, "-c", KEPT, desk_path, str(PEOPLE), kept], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert log_of(desk_path).stat().st_size
    return desk_path


def people(path: Path, kept: Path, clock: FixedClock) -> int:
    """Opens a desk and counts who is there."""
    with closing(DeskFile.open(path, clock, kept)) as desk:
        return len(names(desk))


def notes_in(kept: Path) -> list[Path]:
    """Gives what is noted there about logs."""
    return list(kept.glob(".*.waits"))


@pytest.mark.parametrize("name", ["renamed.salesdesk", "other folder/team [1]*.salesdesk"])
def test_that_a_desk_renamed_after_a_kill_gets_its_changes_back(
    name: str, killed: Path, kept: Path, clock: FixedClock
) -> None:
    new = killed.parent / name
    new.parent.mkdir(exist_ok=True)
    killed.rename(new)
    assert examine(new, notes=kept).misses_changes, "a mere look moves nothing"
    assert people(new, kept, clock) == PEOPLE
    assert not was_missing(new)
    assert not examine(new, notes=kept).misses_changes
    assert not notes_in(kept)
    left = {each.name for each in killed.parent.iterdir() if each.is_file()} - {new.name}
    assert not [each for each in left if each.startswith(("team.salesdesk", ".team.salesdesk"))]


def test_that_a_log_lost_with_its_mark_is_told_until_the_user_knows(
    killed: Path, kept: Path, clock: FixedClock
) -> None:
    log_of(killed).unlink()
    killed.with_name(".team.salesdesk.mark").unlink()
    assert examine(killed, notes=kept).misses_changes
    assert people(killed, kept, clock) == 0
    assert was_missing(killed)
    forget_missing(killed)
    assert people(killed, kept, clock) == 0
    assert not was_missing(killed)


def test_that_a_renamed_desk_whose_log_is_lost_is_told(killed: Path, kept: Path, clock: FixedClock) -> None:
    log_of(killed).unlink()
    new = killed.rename(killed.with_name("new.salesdesk"))
    assert people(new, kept, clock) == 0
    assert was_missing(new)


def test_that_another_desk_in_the_old_place_neither_loses_nor_gets_anything(
    killed: Path, kept: Path, clock: FixedClock, tmp_path: Path
) -> None:
    new = killed.rename(killed.with_name("new.salesdesk"))
    with closing(DeskFile.create(tmp_path / "another.salesdesk", clock)) as desk:
        add(desk, "Another")
    shutil.copyfile(tmp_path / "another.salesdesk", killed)
    assert people(new, kept, clock) == PEOPLE
    with closing(DeskFile.open(killed, clock, kept)) as desk:
        assert names(desk) == ["Another"]
    assert not was_missing(new)
    assert not was_missing(killed)


def test_that_a_renamed_desk_that_was_changed_since_without_its_log_is_told(
    killed: Path, kept: Path, clock: FixedClock
) -> None:
    new = killed.rename(killed.with_name("new.salesdesk"))
    mark_of(killed).unlink()  # by which it would be known
    with closing(DeskFile.open(new, clock)) as desk:
        add(desk, "Later")
        desk.hold.move_in()
    assert people(new, kept, clock) == 1
    assert was_missing(new)
    assert log_of(killed).exists(), "what is left of the changes stays"


def test_that_nothing_is_told_where_another_program_moved_the_log_in(
    killed: Path, kept: Path, clock: FixedClock
) -> None:
    with closing(connect(killed)) as connection:
        connection.execute("SELECT count(*) FROM salesperson").fetchone()
    assert not log_of(killed).exists()
    assert not examine(killed, notes=kept).misses_changes
    assert people(killed, kept, clock) == PEOPLE
    assert not was_missing(killed)
    assert not notes_in(kept)


def test_that_no_note_is_left_where_all_is_in_the_file(
    desk_path: Path, kept: Path, clock: FixedClock
) -> None:
    with closing(DeskFile.open(desk_path, clock, kept)) as desk:
        add(desk, "Ada")
        assert notes_in(kept)
        desk.hold.move_in()
        assert not notes_in(kept)
        add(desk, "Ben")
        assert notes_in(kept)
    assert not notes_in(kept)


def test_that_the_log_of_a_running_program_is_left_to_it(
    desk_path: Path, kept: Path, clock: FixedClock, tmp_path: Path
) -> None:
    words = KEPT.replace("os.kill(os.getpid(), signal.SIGKILL)", "print('ready', flush=True); input()")
    command = [sys.executable, "-c", words, desk_path, str(PEOPLE), kept]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        new = desk_path.rename(desk_path.with_name("new.salesdesk"))
        DeskFile.open(new, clock, kept).close()
        assert log_of(desk_path).exists()
        assert not was_missing(new)
        other.kill()


def test_that_the_command_tells_it_too(
    killed: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(kept.parent))
    monkeypatch.setenv("XDG_DATA_HOME", str(kept.parent))
    (kept.parent / "SalesDesk").symlink_to(kept.parent)
    log_of(killed).unlink()
    killed.with_name(".team.salesdesk.mark").unlink()
    assert cli.run(["check", "--desk", str(killed)]) == 1
    assert "Changes are missing" in capsys.readouterr().err


def test_that_a_desk_made_of_a_renamed_one_by_a_command_has_the_changes_that_lie_at_its_old_name(
    killed: Path, kept: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(kept.parent))
    new, made = killed.rename(killed.with_name("renamed.salesdesk")), killed.with_name("made.salesdesk")
    assert cli.run(["restore", str(new), str(made)]) == 0
    assert people(made, kept, clock) == PEOPLE


def given_the_inode_of(gone: Path, source: Path, clock: FixedClock) -> Path:
    """Takes a desk away, as a sync tool does, and copies another to where the disk gives it the same inode."""
    inode = gone.stat().st_ino
    gone.unlink()
    for number in range(50):
        new = gone.with_name(f"new{number}.salesdesk")
        shutil.copyfile(source, new)
        if new.stat().st_ino == inode:
            return new
    pytest.skip("this disk gives no inode a second time")


@pytest.mark.parametrize("of", ["another desk", "a backup of it"])
def test_that_a_desk_that_was_given_the_inode_of_a_killed_one_is_told_nothing(
    of: str, killed: Path, kept: Path, clock: FixedClock, tmp_path: Path
) -> None:
    source = tmp_path / "source.salesdesk"
    if of == "another desk":
        DeskFile.create(source, clock).close()
    else:
        with closing(connect_to_read(killed)) as connection:
            connection.execute(f"VACUUM INTO {NAMED}", (name_of(source),))
    new = given_the_inode_of(killed, source, clock)
    assert not examine(new, notes=kept).misses_changes
    assert people(new, kept, clock) == 0
    assert not was_missing(new)
    assert log_of(killed).exists(), "what is left of the changes stays"


def test_that_a_file_of_the_same_number_on_another_disk_takes_no_log(
    killed: Path, kept: Path, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "stick.salesdesk"
    shutil.copy2(killed, other)
    monkeypatch.setattr(Path, "stat", like_on_another_disk(other, killed))
    assert not is_parted(other, kept)
    assert bring_together(other, kept) == Together()
    assert log_of(killed).exists()
    assert notes_in(kept)
    monkeypatch.undo()
    assert people(killed, kept, clock) == PEOPLE


def like_on_another_disk(other: Path, killed: Path) -> Callable[..., os.stat_result]:
    """Lets a file have the number of another, on a disk of its own."""
    real = Path.stat

    def _stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        found = real(path, follow_symlinks=follow_symlinks)
        if path != other:
            return found
        names = (
            "st_mode",
            "st_ino",
            "st_dev",
            "st_nlink",
            "st_uid",
            "st_gid",
            "st_size",
            "st_atime",
            "st_mtime",
            "st_ctime",
        )
        values = {name: getattr(found, name) for name in names}
        values |= {"st_ino": real(killed).st_ino, "st_dev": found.st_dev + 1}
        return os.stat_result(values.values(), {"st_mtime_ns": found.st_mtime_ns})

    return _stat


def test_that_a_file_that_cannot_say_when_it_was_made_is_proved_by_its_size_and_time(
    killed: Path, kept: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parted_log, "born", lambda _path: 0)
    new = killed.rename(killed.with_name("new.salesdesk"))
    assert people(new, kept, clock) == PEOPLE
    assert not was_missing(new)
