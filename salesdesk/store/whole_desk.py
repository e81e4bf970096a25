"""Writes a new desk beside its place and puts it there when it is whole, so that quitting leaves no empty one."""

from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from salesdesk.env.clock import Clock
from salesdesk.store.desk_file import DeskFile, refuse_taken

_BESIDE = ("", "-wal", "-shm", "-journal")


@contextmanager
def taking_place(path: Path) -> Generator[Path]:
    """Gives a place beside a file to write in; only when that went well what is there takes the name.

    What an earlier attempt left, that was ended in the middle, is cleared away. Raises UserError where a file
    of the name is there, also when it came in the meantime.
    """
    refuse_taken(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    _clear(beside)
    try:
        yield beside
        refuse_taken(path)
        beside.rename(path)
    finally:
        _clear(beside)


@contextmanager
def written_whole(path: Path, clock: Clock | None = None) -> Generator[DeskFile]:
    """Gives a new desk to be filled; only when that went well it takes its name, and closed, as `taking_place` says."""
    with taking_place(path) as beside, closing(DeskFile.create(beside, clock)) as desk:
        yield desk


def _clear(beside: Path) -> None:
    for ending in _BESIDE:
        with suppress(OSError):
            beside.with_name(beside.name + ending).unlink(missing_ok=True)
