"""Writes a new desk beside its place and puts it there when it is whole, so that quitting leaves no empty one."""

import os
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from salesdesk.env.clock import Clock
from salesdesk.env.errors import DeskFileError, UserError
from salesdesk.env.whole_file import part_of
from salesdesk.store.connection import connect_as_found, waiting_beside
from salesdesk.store.desk_file import DeskFile, refuse_taken
from salesdesk.store.examine import examine
from salesdesk.store.trouble import trouble_of, unwritten

_BESIDE = ("", "-wal", "-shm", "-journal")


@contextmanager
def taking_place(path: Path, unsound: UserError | None = None) -> Generator[Path]:
    """Gives a place beside a file to write in; only when that is found whole on the disk it takes the name.

    What an earlier attempt left, that was ended in the middle, is cleared away. Raises UserError where the disk does
    not take it, where a file of the name is there, also when it came in the meantime, and `unsound` where what was
    written makes no sense.
    """
    refuse_taken(path)
    beside = part_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _clear(beside)
        yield beside
        if not _is_whole_on_disk(beside):
            raise unsound or unwritten(path)
        refuse_taken(path)
        beside.rename(path)
    except Exception as error:
        if isinstance(error, OSError | DeskFileError) or trouble_of(error, path) is not None:
            raise unwritten(path) from error
        raise
    finally:
        _clear(beside)


@contextmanager
def written_whole(path: Path, clock: Clock | None = None) -> Generator[DeskFile]:
    """Gives a new desk to be filled; only when that went well it takes its name, and closed, as `taking_place` says."""
    with taking_place(path) as beside, closing(DeskFile.create(beside, clock)) as desk:
        yield desk


def _is_whole_on_disk(beside: Path) -> bool:
    """Moves what waits beside a closed desk into it, which SQLite tries at the close and says nothing of."""
    with closing(connect_as_found(beside)) as connection:
        busy, _waiting, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy or waiting_beside(beside):
        raise OSError(beside)
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    with suppress(UserError):
        return examine(beside).sound
    return False


def _clear(beside: Path) -> None:
    for ending in _BESIDE:
        with suppress(OSError):
            beside.with_name(beside.name + ending).unlink(missing_ok=True)
