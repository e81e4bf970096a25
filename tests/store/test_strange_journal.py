"""A backup that is copied over a desk whose program was killed is not spoilt by what that one left beside it."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model.coaching import Note
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine
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


def killed(path: Path) -> Path:
    """Has a program write to a desk and be killed; gives the journal it left."""
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    journal = path.with_name(f"{path.name}-wal")
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


def test_that_the_journal_of_a_desk_that_is_open_elsewhere_is_left_alone(
    desk_path: Path, clock: FixedClock
) -> None:
    journal = killed(desk_path)
    shutil.copyfile(journal, desk_path.with_name("kept"))
    desk_path.write_bytes(desk_path.read_bytes()[: -8192 * 3] + os.urandom(8192 * 3))
    (desk_path.parent / f".{desk_path.name}.lock").write_text("1\nsalesdesk\nhere\n", encoding="utf-8")
    assert set_strange_journal_aside(desk_path) is None
    assert journal.exists()
