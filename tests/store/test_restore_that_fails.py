"""A restore that fails at its very last step leaves the desk as it was, with what a killed program left beside it."""

import errno
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine
from salesdesk.store.restore import restore_over
from tests.store.test_strange_journal import killed, notes

NOW = datetime(2026, 11, 28, 9, 0)
pytestmark = pytest.mark.skipif(os.name == "nt", reason="a killed program cannot be made here")


@pytest.fixture
def backup(desk_path: Path, tmp_path: Path, clock: FixedClock) -> Path:
    """A backup of before the program was killed."""
    with closing(DeskFile.open(desk_path, clock)) as desk:
        return desk.back_up(tmp_path / "backups")


@pytest.fixture
def full(desk_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk that does not let another file take the name of the desk, and takes all else."""
    rename = Path.replace

    def replace(path: Path, target: Path) -> Path:
        if target == desk_path and path.name.endswith(".part"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        yield


@pytest.mark.usefixtures("full")
def test_that_a_restore_that_fails_at_its_last_step_takes_nothing_from_a_killed_desk(
    desk_path: Path, backup: Path, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = killed(desk_path)
    before = desk_path.read_bytes(), log.read_bytes()
    with pytest.raises(UserError, match=r"the disk is full.* is as it was"):
        restore_over(backup, desk_path, tmp_path / "backups", NOW)
    assert (desk_path.read_bytes(), log.read_bytes()) == before
    monkeypatch.undo()
    assert notes(desk_path, clock) == 240


@pytest.mark.usefixtures("full")
def test_that_it_leaves_a_damaged_desk_with_its_log_under_its_name(
    desk_path: Path, backup: Path, tmp_path: Path
) -> None:
    log = killed(desk_path)
    with desk_path.open("r+b") as file:
        file.truncate(20_000)
    before = desk_path.read_bytes(), log.read_bytes()
    with pytest.raises(UserError, match="is as it was"):
        restore_over(backup, desk_path, tmp_path / "backups", NOW)
    assert (desk_path.read_bytes(), log.read_bytes()) == before
    assert not [*desk_path.parent.glob("*damaged*")]


def test_that_a_damaged_desk_that_cannot_be_put_back_is_kept_and_named(
    desk_path: Path, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk_path.open("r+b") as file:
        file.truncate(20_000)
    before, rename = desk_path.read_bytes(), Path.replace

    def replace(path: Path, target: Path) -> Path:
        if target == desk_path:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(UserError, match=r"kept beside it as “.*damaged.*”"):
        restore_over(backup, desk_path, tmp_path / "backups", NOW)
    (kept,) = desk_path.parent.glob("*(damaged*.salesdesk")
    assert kept.read_bytes() == before


def test_that_what_cannot_be_cleared_away_afterwards_spoils_nothing(
    desk_path: Path, backup: Path, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, remove = killed(desk_path), Path.unlink

    def unlink(path: Path, *, missing_ok: bool = False) -> None:
        if path == log:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        remove(path, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", unlink)
        kept = restore_over(backup, desk_path, tmp_path / "backups", NOW)
    assert kept is not None
    assert notes(desk_path, clock) == 0
    assert notes(kept, clock) == 240
    assert examine(desk_path).sound
