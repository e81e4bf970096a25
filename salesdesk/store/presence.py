"""Watches whether the file of an open desk is still the one that was opened, and written by nobody but SQLite."""

import time
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from salesdesk.env.held_files import Place, place_of_file
from salesdesk.store.connection import BESIDE, connect_as_found
from salesdesk.store.seal import Seal

Stand = tuple[int, int, int, int]
"""How a file stands: its disk, its number there, its size and its time."""
GRACE_S: Final = 0.2


class Loss(Enum):
    """What became of the file of an open desk."""

    GONE = "gone"
    EXCHANGED = "exchanged"
    OVERWRITTEN = "overwritten"


class Presence:
    """Knows the file by its place on the disk, its size and its time.

    SQLite writes into the file itself only at a checkpoint, and connections make none on their own (see
    `connection`). So a new time is a checkpoint of this program, which says so with `note`; one of another SalesDesk,
    which `announces` how the file stands since; one of another program that used SQLite, whose commits every
    connection hears of; or somebody wrote over the file.
    """

    def __init__(self, path: Path, seal: Seal, announces: Callable[[Stand], bool]) -> None:
        self._path, self._seal, self._announces = path, seal, announces
        self._listener: dbapi2.Connection | None = None
        self._heard = 0
        self._known: Stand | None = None
        self._known = self._seen()
        self._loss: Loss | None = None
        self.beside: dict[str, Place] = {}

    @property
    def loss(self) -> Loss | None:
        """Gives what was found by `look`; only a file that is gone can come back, because nothing is written since."""
        return self._loss

    def look(self, *, idle: bool) -> Loss | None:
        """Looks whether the file is still there; while another thread writes into it (`idle` is False) only that."""
        seen = self._seen_there()
        if seen is not None and idle:
            self._compare(seen)
        return self._loss

    def look_after_change(self) -> Loss | None:
        """Looks right after a change of this program, which went into the log only: the file stands as it did."""
        seen = self._seen_there()
        if seen is not None:
            if seen != self._known and not self._was_moved_in():
                self._loss = Loss.OVERWRITTEN
            self._heard = self._version()
        return self._loss

    @property
    def known(self) -> Stand | None:
        """Gives how the file should stand."""
        return self._known

    def note(self) -> None:
        """Takes the file as it stands for what it should be, right after this program wrote into the file itself."""
        seen = self._seen_there()
        if seen is not None:
            self._heard = self._version()
            self._known = seen

    def close(self) -> None:
        """Stops listening."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _seen_there(self) -> Stand | None:
        """Gives what `_seen` does, where nothing is lost so far and it is the same file."""
        if self._loss not in {None, Loss.GONE}:
            return None
        seen, known, was_gone = self._seen(), self._known, self._loss is Loss.GONE
        self._loss = None
        if seen is None:
            self._loss = Loss.GONE
        elif known is not None and seen[:2] != known[:2]:
            self._loss = Loss.EXCHANGED
        elif was_gone and (seen != known or places_beside(self._path) != self.beside):
            self._loss = Loss.OVERWRITTEN
        return seen if self._loss is None else None

    def _seen(self) -> Stand | None:
        """Gives the place of the file, its size and its time; None where it is gone."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        except OSError:
            return self._known  # a disk that does not answer for a while is no loss
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns

    def _compare(self, seen: tuple[int, int, int, int]) -> None:
        if self._is_log_taken():
            self._loss = Loss.OVERWRITTEN
            return
        before, self._heard = self._heard, self._version()
        # Before the first look SQLite may have turned the file, such as a backup, into one with a log beside it.
        if not before:
            self._known = self._seen()
        elif seen == self._known:
            return
        elif before != self._heard:
            self._known = seen
        elif not self._was_moved_in():
            self._loss = Loss.OVERWRITTEN

    def _is_log_taken(self) -> bool:
        """Tells whether what SQLite keeps beside the file is not there any more, or another program's.

        Who takes the desk for a closed one, because the locks on it are gone, removes it; what is written then is lost.
        """
        for ending, place in self.beside.items():
            try:
                found = self._path.with_name(self._path.name + ending).stat()
            except FileNotFoundError:
                return True
            except OSError:
                return False  # a disk that does not answer for a while is no loss
            if (found.st_dev, found.st_ino) != place:
                return True
        return False

    def _was_moved_in(self) -> bool:
        """Tells whether another SalesDesk has moved its log into the file, which it announces right afterwards."""
        until = time.monotonic() + GRACE_S
        while True:
            seen = self._seen()
            if seen is not None and self._announces(seen):
                self._known = seen
                return True
            if time.monotonic() > until:
                return False
            time.sleep(GRACE_S / 10)

    def _version(self) -> int:
        """Gives a number that every commit changes, of this program and of others."""
        if self._listener is None:
            self._listener = self._listening()
        version = self._listener.execute("PRAGMA data_version").fetchone()[0]
        if not self.beside:
            # While it listens these stay the same files, so another one of the name is somebody else's.
            self.beside = places_beside(self._path)
        return version

    def _listening(self) -> dbapi2.Connection:
        """Opens a connection that only listens, and so need not know of what the desk is made, which takes its time.

        A file that has its log beside it has opened that by then; another one is turned into such a file, as by any
        connection that writes.
        """
        listener = connect_as_found(self._path, seal=self._seal)
        listener.execute("PRAGMA data_version").fetchone()
        if len(places_beside(self._path)) < len(BESIDE):
            listener.execute("PRAGMA journal_mode = WAL")
        return listener


def places_beside(path: Path) -> dict[str, Place]:
    """Gives the places of what stands beside a desk now, by the end of its name."""
    found = {ending: place_of_file(path.with_name(path.name + ending)) for ending in BESIDE}
    return {ending: place for ending, place in found.items() if place is not None}
