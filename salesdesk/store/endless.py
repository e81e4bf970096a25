"""Ends what reads a desk without end: in a stranger's file a few pages may lead in circles, to rows without number.

SQLite follows the pages of a table as they lead; that several lead to the same one its check alone finds, which takes
as long as the file is large. So that is asked only where a connection has taken far more steps than the file explains,
and a sound desk is never refused.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from salesdesk.store.keys import PAGE

EVERY: Final = 1_000_000
"""So many steps of SQLite's own machine apart they are counted; of what takes fewer nothing is heard."""
LEAST: Final = 20_000_000
OF_A_PAGE: Final = 5_000
"""So many steps each page of a file explains, and any file so many: a few seconds, and a few million rows."""
EACH: Final = "count(1)"
"""Counts rows step by step; `count(*)` SQLite does in one, which nothing can end."""
_INTERRUPTED: Final = 9
_whole: set[tuple[int, int, str]] = set()
"""The files that were found whole since the program runs."""


class Steps:
    """Counts the steps of one connection to a file, and ends them where there are too many and it `is_whole` not."""

    def __init__(self, path: Path, is_whole: Callable[[], bool]) -> None:
        self._path, self._is_whole = path, is_whole
        self._taken, self._proved, self._endless = 0, False, False

    def take(self) -> bool:
        """Is called by SQLite after so many more; tells whether it is to end what it does."""
        self._taken += EVERY
        many = not self._endless and self._taken > LEAST and self._taken > OF_A_PAGE * self._pages()
        return self._endless or (many and self.look())

    def prove(self) -> None:
        """Is called where the file was just found whole by this connection itself."""
        self._proved = True

    def look(self) -> bool:
        """Looks the file over, where it was not yet, and tells the same."""
        if not self._proved and not self._endless:
            self._proved = _of(self._path) in _whole or self._is_whole()
            self._endless = not self._proved
            if self._proved:
                note_whole(self._path)
        return self._endless

    def _pages(self) -> int:
        with suppress(OSError):
            return self._path.stat().st_size // PAGE
        return 0


def note_whole(path: Path) -> None:
    """Notes that a file was found whole from end to end, and can have nothing without end."""
    _whole.add(_of(path))


def _of(path: Path) -> tuple[int, int, str]:
    with suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino, str(path)
    return 0, 0, str(path)


class CountedConnection(dbapi2.Connection):
    """A connection to a file that knows how many steps it has taken."""

    steps: Steps | None = None

    def count(self, steps: Steps | None) -> None:
        """Counts the steps, from now on or again."""
        self.steps = steps
        if steps is not None:
            self.set_progress_handler(steps.take, EVERY)


def is_endless(error: BaseException) -> bool:
    """Tells whether an error of the driver is that it was ended because of that."""
    return (getattr(error, "sqlite_errorcode", 0) or 0) == _INTERRUPTED
