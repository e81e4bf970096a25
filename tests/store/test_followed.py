"""Whoever follows work on a whole desk hears how far it is, and can end it at every step with nothing left."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from salesdesk.env import following
from salesdesk.env.following import followed
from salesdesk.store import connection, salvage
from salesdesk.store.archive import write_archive
from salesdesk.store.backup import back_up
from salesdesk.store.examine import open_to_attach, open_untouched
from salesdesk.store.plain_copy import export_plain
from salesdesk.store.restore import restore, restore_over

NOW = datetime(2026, 11, 11, 9, 0)
STEPS = 8
"""So many at least does even a small desk take."""
COUNTED = ("zip", "salvage")
"""What counts rows or tables; the others look how large the file grows, and of a small desk all is written at last."""
Work = Callable[[Path, Path], object]


class _EndedError(Exception):
    pass


def zipped(desk: Path, folder: Path) -> None:
    """Writes all of a desk into a zip."""
    with closing(open_untouched(desk)) as reading:
        write_archive(reading, folder / "all.zip", NOW)


def plain(desk: Path, folder: Path) -> None:
    """Writes all of a desk as plain SQLite."""
    with closing(open_to_attach(desk)) as reading:
        export_plain(reading, folder / "all.sqlite")


def copied(desk: Path, folder: Path) -> None:
    """Makes a backup."""
    with closing(open_untouched(desk)) as reading:
        back_up(reading, desk, folder, NOW, "")


WORKS: dict[str, Work] = {
    "zip": zipped,
    "plain SQLite": plain,
    "backup": copied,
    "restore": lambda desk, folder: restore(desk, folder / "new.salesdesk"),
    "salvage": lambda desk, folder: salvage.salvage(desk, folder / "new.salesdesk"),
    "put back": lambda desk, folder: restore_over(folder / "old.salesdesk", desk, folder, NOW),
    "restore of a zip": lambda _desk, folder: restore(folder / "old.zip", folder / "new.salesdesk"),
}


def left(*folders: Path) -> dict[Path, bytes]:
    """Gives every file with what is in it; what SQLite shares between programs lives as long as they do."""
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in found if not path.name.endswith(("-shm", "-wal"))}


@pytest.fixture
def folder(sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an older desk to restore, in which work tells every little step."""
    made = tmp_path / "out"
    made.mkdir()
    restore(sample_path, made / "old.salesdesk")
    zipped(sample_path, made)
    (made / "all.zip").rename(made / "old.zip")
    monkeypatch.setattr(connection, "_TICK_EVERY", 2000)
    monkeypatch.setattr(following, "EVERY", 20)
    return made


@pytest.mark.parametrize("name", WORKS)
def test_that_work_on_a_whole_desk_ended_at_any_step_leaves_everything_as_it_was(
    sample_path: Path, folder: Path, name: str
) -> None:
    before, heard, last = left(sample_path.parent, folder), list[tuple[int, int]](), 1

    def follow(done: int, total: int) -> None:
        heard.append((done, total))
        if len(heard) == last:
            raise _EndedError

    with followed(follow):
        while True:
            heard.clear()
            try:
                WORKS[name](sample_path, folder)
            except _EndedError:
                assert left(sample_path.parent, folder) == before, f"ended at step {last}"
                last *= 2
            else:
                break
    assert len(heard) > STEPS
    known = [done / total for done, total in heard if total]
    assert name not in COUNTED or known[-1] > known[0] >= 0
    assert left(sample_path.parent, folder) != before
