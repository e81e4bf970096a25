"""A backup that is copied over a desk whose program was killed is not spoilt by what that one left beside it."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from subprocess import PIPE

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model.coaching import Note
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine
from salesdesk.store.restore import restore_over
from salesdesk.store.salvage import salvage
from salesdesk.store.strange_journal import set_strange_journal_aside

KILLED = """
import os, signal, sys
from pathlib import Path
from salesdesk.model.coaching import Note
from salesdesk.store.desk_file import DeskFile
desk = DeskFile.open(Path(sys.argv[1]))
for number in range(60):
    with desk.change("Later") as work:
        work.session.add_all([Note(text=f"later {number} " * 40, written_at=desk.now()) for _ in range(4)])
os.kill(os.getpid(), signal.SIGKILL)
"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="a killed program cannot be made here")


def killed(path: Path, log: Path | None = None) -> Path:
    """Has a program write to a desk and be killed; gives the journal it left, beside the file of a link's `log`."""
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    journal = (log or path).with_name(f"{(log or path).name}-wal")
    assert journal.stat().st_size > 10_000
    return journal


def notes(path: Path, clock: FixedClock) -> int:
    """Opens a desk and counts its notes."""
    with closing(DeskFile.open(path, clock)) as desk:
        return desk.rows("SELECT count(*) FROM note")[0][0]


def test_that_a_backup_copied_over_a_killed_desk_is_what_opens(
    desk: DeskFile, tmp_path: Path, clock: FixedClock
) -> None:
    with desk.change("Earlier") as work:
        work.session.add_all(
            [Note(text=f"earlier {number} " * 30, written_at=desk.now()) for number in range(200)]
        )
    backup = desk.back_up(tmp_path / "backups")
    desk.close()
    journal = killed(desk.path)
    left = journal.read_bytes()
    shutil.copyfile(backup, desk.path)
    assert notes(desk.path, clock) == 200
    assert examine(desk.path).sound
    (aside,) = desk.path.parent.glob("*.strange1")
    assert aside.read_bytes() == left


def test_that_what_a_killed_program_left_beside_its_own_file_still_counts(
    desk_path: Path, clock: FixedClock
) -> None:
    killed(desk_path)
    assert notes(desk_path, clock) == 240
    assert not list(desk_path.parent.glob("*.strange*"))


@pytest.fixture
def copied_over(desk: DeskFile, tmp_path: Path) -> Path:
    """Gives a desk of 200 notes whose program was killed, into whose place a backup was copied."""
    with desk.change("Earlier") as work:
        work.session.add_all(
            [Note(text=f"earlier {number} " * 30, written_at=desk.now()) for number in range(200)]
        )
    backup = desk.back_up(tmp_path / "backups")
    desk.close()
    killed(desk.path)
    shutil.copyfile(backup, desk.path)
    return desk.path


def beside(path: Path) -> dict[str, bytes]:
    """Gives what lies in the folder of a desk, all but what SQLite makes anew by itself."""
    return {
        each.name: each.read_bytes()
        for each in path.parent.iterdir()
        if each.is_file() and not each.name.endswith("-shm")
    }


def test_that_a_lock_whose_number_another_program_has_by_now_protects_nothing(
    copied_over: Path, clock: FixedClock
) -> None:
    (copied_over.parent / f".{copied_over.name}.lock").write_text("1\nsalesdesk\nhere\n", encoding="utf-8")
    assert notes(copied_over, clock) == 200
    assert examine(copied_over).sound
    assert list(copied_over.parent.glob("*.strange1"))


def test_that_no_room_for_temporary_files_spoils_nothing(
    copied_over: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(copied_over / "no folder"))
    assert notes(copied_over, clock) == 200
    assert examine(copied_over).sound


def test_that_looking_over_changes_nothing_of_a_desk_with_a_strange_journal(copied_over: Path) -> None:
    before = beside(copied_over)
    found = examine(copied_over)
    assert found.sound
    assert {each.kind: each.kept for each in found.counts}["note"] == 200
    assert beside(copied_over) == before


def test_that_looking_over_changes_nothing_of_a_killed_desk(desk_path: Path) -> None:
    killed(desk_path)
    before = beside(desk_path)
    found = examine(desk_path)
    assert found.sound
    assert {each.kind: each.kept for each in found.counts}["note"] == 240
    assert beside(desk_path) == before


def test_that_a_desk_damaged_with_and_without_its_journal_is_left_untouched(
    desk_path: Path, clock: FixedClock
) -> None:
    killed(desk_path)
    content = desk_path.read_bytes()
    desk_path.write_bytes(content[: 8192 * 8] + os.urandom(8192 * 40) + content[8192 * 48 :])
    before = beside(desk_path)
    for attempt in (lambda: DeskFile.open(desk_path, clock), lambda: set_strange_journal_aside(desk_path)):
        with pytest.raises(UserError, match="is damaged and was left untouched"):
            attempt()
    assert beside(desk_path) == before


def test_that_the_journal_of_a_desk_that_is_open_elsewhere_is_left_alone(
    desk: DeskFile, tmp_path: Path
) -> None:
    backup = desk.back_up(tmp_path / "backups")
    desk.close()
    words = KILLED.replace("os.kill(os.getpid(), signal.SIGKILL)", "print('ready', flush=True); input()")
    with subprocess.Popen(
        [sys.executable, "-c", words, str(desk.path)], stdin=PIPE, stdout=PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        shutil.copyfile(backup, desk.path)
        before = beside(desk.path)
        assert set_strange_journal_aside(desk.path) is None
        assert beside(desk.path) == before
        other.kill()
    assert set_strange_journal_aside(desk.path) is not None


def test_that_a_backup_put_back_keeps_the_strange_journal_too(
    copied_over: Path, tmp_path: Path, clock: FixedClock
) -> None:
    (backup,) = (tmp_path / "backups").glob("*.salesdesk")
    restore_over(backup, copied_over, tmp_path / "backups", clock.now())
    assert notes(copied_over, clock) == 200
    assert list(copied_over.parent.glob("*.strange1"))


def test_that_a_desk_is_salvaged_without_a_strange_journal(copied_over: Path, tmp_path: Path) -> None:
    found = salvage(copied_over, tmp_path / "new.salesdesk")
    assert found.whole
    assert found.read["note"] == 200


def test_that_looks_of_several_at_a_time_come_one_after_the_other_and_leave_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    desk = tmp_path / "team.salesdesk"
    desk.touch()
    desk.with_name("team.salesdesk-wal").write_bytes(b"x")
    looking = [
        subprocess.Popen(
            [sys.executable, "-c", LOOKS, str(desk)], stdout=subprocess.PIPE, text=True,
            env={**os.environ, "TMPDIR": str(tmp_path / "temporary")},
        )
        for _each in range(4)
    ]  # fmt: skip
    times = sorted(tuple(map(float, each.communicate()[0].split())) for each in looking)
    spans = [span for each in times for span in zip(each[::2], each[1::2], strict=True)]
    assert len(spans) == 4 * 25
    spans.sort()
    assert all(one[1] <= after[0] for one, after in pairwise(spans))
    assert list((tmp_path / "temporary").iterdir()) == []


LOOKS = """
import sys, time
from pathlib import Path
from salesdesk.store import strange_journal
strange_journal._PAUSE = 0.001
for _each in range(25):
    with strange_journal._one_looks(Path(sys.argv[1])):
        print(time.monotonic(), end=" ")
        sum(range(20_000))
        print(time.monotonic(), end=" ")
"""
