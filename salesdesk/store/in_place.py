"""Writes a desk beside its place and puts it there when it is found whole, so that quitting leaves no empty one."""

import os
import sys
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from pathlib import Path

from salesdesk.env.errors import DamagedFileError, DeskFileError, PassphraseNeededError, UserError
from salesdesk.env.following import stretch
from salesdesk.env.whole_file import making, on_disk, place_beside, put_in_place, unwritten
from salesdesk.store.connection import all_beside, connect_as_found, waiting_beside
from salesdesk.store.examine import examine
from salesdesk.store.marks import mark_of
from salesdesk.store.strange_journal import clear_place
from salesdesk.store.trouble import told


def refuse_taken(path: Path) -> None:
    """Raises UserError where a file of this name is there."""
    if path.exists():
        raise UserError(
            _("“{name}” is already there, so nothing was written; choose another name.", name=path.name)
        )


@contextmanager
def taking_place(
    path: Path, *, unsound: Exception | None = None,
    make_way: Callable[[], AbstractContextManager[object]] | None = None, way: int = 0,
) -> Generator[Path]:  # fmt: skip
    """Gives a place beside a file to write a desk in; only when that is found whole on the disk it takes the name.

    `make_way` surrounds that for what is there, and takes `way` percent of the time; where the name cannot be taken it
    puts all back. Without it nothing may be there, also nothing that came in the meantime. What an earlier attempt
    left, that was ended in the middle, is cleared away. Raises UserError where the disk does not take it or another
    program is at it, and `unsound` where what was written, or that of which it is a copy, makes no sense.
    """
    written, whole = (100 - way) * 3 // 5, 100 - way
    with making(path):
        if make_way is None:
            refuse_taken(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _clear(path)
            with ExitStack() as until_placed, put_in_place(path, place_beside(path)) as beside, told(path):
                with stretch(0, written):
                    yield beside
                with stretch(written, whole):
                    if not _is_whole_on_disk(beside):
                        raise unsound or unwritten(path)
                with stretch(whole, 100):
                    if make_way is None:
                        refuse_taken(path)
                    else:
                        until_placed.enter_context(make_way())
                    clear_place(path)
        except PassphraseNeededError:
            raise
        except (OSError, DeskFileError) as trouble:
            is_damage = isinstance(trouble, DamagedFileError)
            raise (unsound if is_damage and unsound else unwritten(path, trouble)) from trouble
        finally:
            _clear(path)


def _is_whole_on_disk(beside: Path) -> bool:
    """Moves what waits beside a closed desk into it, which SQLite tries at the close and says nothing of."""
    with closing(connect_as_found(beside)) as connection:
        busy, _waiting, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy or waiting_beside(beside):
        raise refusal_of(beside)
    on_disk(beside)
    with suppress(UserError):
        return examine(beside).sound
    return False


def refusal_of(beside: Path) -> OSError:
    """Gives what the disk says to a few bytes more, for SQLite does not say why it took no more."""
    try:
        file = os.open(beside, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0))
        try:
            if sys.platform == "win32":
                os.lseek(file, 0, os.SEEK_END)
                os.write(file, bytes(1024))
            else:
                os.pwrite(file, bytes(1024), os.fstat(file).st_size)
            os.fsync(file)
        finally:
            os.close(file)
    except OSError as error:
        return error
    return OSError(beside)


def _clear(path: Path) -> None:
    for each in (*all_beside(place_beside(path)), mark_of(place_beside(path))):
        with suppress(OSError):
            each.unlink(missing_ok=True)
