"""Writes a new desk beside its place and puts it there when it is whole, so that quitting leaves no empty one."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from salesdesk.env.clock import Clock
from salesdesk.store.desk_file import DeskFile, refuse_taken

_BESIDE = ("", "-wal", "-shm", "-journal")


@contextmanager
def written_whole(path: Path, clock: Clock | None = None) -> Generator[DeskFile]:
    """Gives a new desk to be filled; only when that went well it takes its name, and closed.

    What an earlier attempt left, that was ended in the middle, is cleared away. Raises UserError where a file
    of the name is there, also when it came in the meantime.
    """
    refuse_taken(path)
    beside = path.with_name(f".{path.name}.part")
    _clear(beside)
    desk = DeskFile.create(beside, clock)
    try:
        try:
            yield desk
        finally:
            desk.close()
        refuse_taken(path)
        beside.rename(path)
    finally:
        _clear(beside)


def _clear(beside: Path) -> None:
    for ending in _BESIDE:
        with suppress(OSError):
            beside.with_name(beside.name + ending).unlink(missing_ok=True)
