"""Holds an open desk: who writes, how long anybody waits for that, and whether the file is still there."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from salesdesk.store.connection import connect, connect_to_read, may_write
from salesdesk.store.presence import Loss, Presence
from salesdesk.store.seal import begins_plain
from salesdesk.store.trouble import busy, lost, read_only, told

HURRIED_MS: Final = 80
"""So long may the thread of the window wait for others; what could not be written then is tried again by itself."""
PATIENT_MS: Final = 5000
MOST_BESIDE: Final = 4 << 20
"""So many bytes of changes may wait beside the file before they are moved into it."""


class Hold:
    """One writer at a time within this program, each only while the file is the one that was opened."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._sealed = not begins_plain(path)
        self._presence = Presence(path, self._sealed)
        self.hurried: threading.Thread | None = None
        self.read_only = not may_write(path)

    @property
    def patience_ms(self) -> int:
        """Gives how long this thread waits for another writer: the one of the window hardly, any other long."""
        return HURRIED_MS if threading.current_thread() is self.hurried else PATIENT_MS

    @property
    def loss(self) -> Loss | None:
        """Looks, at the cost of one question to the disk, and tells what became of the file; None where it is well."""
        if self.read_only:
            return None
        idle = self._lock.acquire(blocking=False)
        try:
            return self._presence.look(idle=idle)
        finally:
            if idle:
                self._lock.release()

    @contextmanager
    def writing(self, connection: Callable[[], dbapi2.Connection]) -> Generator[None]:
        """Lets one thread write; raises DeskFileError where another writes too long or the file is lost.

        Where much waits beside the file afterwards, it is moved into it through the `connection` of this thread.
        """
        if self.read_only:
            raise read_only(self._path.name)
        hurried = threading.current_thread() is self.hurried
        if not self._lock.acquire(timeout=HURRIED_MS / 1000 if hurried else -1):
            raise busy(self._path.name)
        try:
            with told(self._path):
                found = self._presence.look(idle=True)
                if found is not None:
                    raise lost(found, self._path.name)
                yield
                if self._waiting() > MOST_BESIDE:
                    connection().execute("PRAGMA wal_checkpoint(PASSIVE)")
                self._presence.note()
        finally:
            self._lock.release()

    def connect(self) -> dbapi2.Connection:
        """Opens a connection for this thread; raises DeskFileError where another file lies in its place.

        Together with what still stands beside the lost one, that file would be read wrong, and even written.
        """
        if self.read_only:
            return connect_to_read(self._path, sealed=self._sealed)
        found = self.loss
        if found is not None:
            raise lost(found, self._path.name)
        return connect(self._path, patience_ms=self.patience_ms, sealed=self._sealed)

    def moved_to(self, path: Path) -> "Hold":
        """Gives the hold of the file in which the desk goes on."""
        other = Hold(path)
        other.hurried = self.hurried
        return other

    def close(self) -> None:
        """Stops watching."""
        self._presence.close()

    def _waiting(self) -> int:
        try:
            return self._path.with_name(f"{self._path.name}-wal").stat().st_size
        except OSError:
            return 0
