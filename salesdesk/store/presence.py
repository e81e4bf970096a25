"""Watches whether the file of an open desk is still the one that was opened, and written by nobody but SQLite."""

from enum import Enum
from pathlib import Path

from sqlcipher3 import dbapi2

from salesdesk.store.connection import connect


class Loss(Enum):
    """What became of the file of an open desk."""

    GONE = "gone"
    EXCHANGED = "exchanged"
    OVERWRITTEN = "overwritten"


class Presence:
    """Knows the file by its place on the disk, its size and its time.

    SQLite writes into the file itself only at a checkpoint, and connections make none on their own (see
    `connection`). So a new time is a checkpoint of this program, which says so with `note`; one of another program
    that used SQLite, whose commits every connection hears of; or somebody wrote over the file.
    """

    def __init__(self, path: Path, sealed: bool) -> None:
        self._path, self._sealed = path, sealed
        self._listener: dbapi2.Connection | None = None
        self._heard = 0
        self._known: tuple[int, int, int, int] | None = None
        self._known = self._seen()
        self._loss: Loss | None = None

    @property
    def loss(self) -> Loss | None:
        """Gives what was found by `look`; it never ends, because what is here went its own way since."""
        return self._loss

    def look(self, *, idle: bool) -> Loss | None:
        """Looks whether the file is still there; while another thread writes into it (`idle` is False) only that."""
        if self._loss is None:
            seen = self._seen()
            if seen is None:
                self._loss = Loss.GONE
            elif self._known is not None and seen[:2] != self._known[:2]:
                self._loss = Loss.EXCHANGED
            elif idle:
                self._compare(seen)
        return self._loss

    def note(self) -> None:
        """Takes the file as it stands for what it should be, right after this program wrote."""
        self._heard = self._version()
        self._known = self._seen()

    def close(self) -> None:
        """Stops listening."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _seen(self) -> tuple[int, int, int, int] | None:
        """Gives the place of the file, its size and its time; None where it is gone."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        except OSError:
            return self._known  # a disk that does not answer for a while is no loss
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns

    def _compare(self, seen: tuple[int, int, int, int]) -> None:
        before, self._heard = self._heard, self._version()
        # Before the first look SQLite may have turned the file, such as a backup, into one with a log beside it.
        if seen != self._known and before == self._heard:
            self._loss = Loss.OVERWRITTEN
        self._known = seen if before else self._seen()

    def _version(self) -> int:
        """Gives a number that every commit changes, of this program and of others."""
        if self._listener is None:
            self._listener = connect(self._path, sealed=self._sealed)
        return self._listener.execute("PRAGMA data_version").fetchone()[0]
