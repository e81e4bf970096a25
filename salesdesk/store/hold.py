"""Holds an open desk: who writes, how long anybody waits for that, and whether the file is still there."""

import logging
import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from salesdesk.env.errors import DeskFileError
from salesdesk.store.connection import connect, connect_to_read, has_room, log_beside, may_write
from salesdesk.store.log_mark import LogMark
from salesdesk.store.own_locks import OwnLocks
from salesdesk.store.presence import Loss, Place, Presence
from salesdesk.store.seal import seal_of
from salesdesk.store.trouble import busy, full, let_go, lost, read_only, told

log = logging.getLogger(__name__)
HURRIED_MS: Final = 80
"""So long may the thread of the window wait for others; what could not be written then is tried again by itself."""
PATIENT_MS: Final = 5000
MOST_BESIDE: Final = 4 << 20
"""So many bytes of changes may wait beside the file before they are moved into it."""
REST_S: Final = 3
LONGEST_S: Final = 30
"""Changes are moved into the file when nothing was changed for so long, and at the latest after so long."""


class Due:
    """Knows since when changes wait to be moved into the file, and when the last one came."""

    def __init__(self) -> None:
        self.first: float | None = None
        self._last = 0.0

    @property
    def now(self) -> bool:
        """Tells whether it is time."""
        at = time.monotonic()
        return self.first is not None and (at - self._last >= REST_S or at - self.first >= LONGEST_S)

    def changed(self) -> None:
        """Notes a change."""
        self._last = time.monotonic()
        self.first = self.first or self._last

    def tried(self, *, whole: bool) -> None:
        """Notes that they were moved; where not the `whole` of them, it is tried again later."""
        self._last = time.monotonic()
        self.first = None if whole else self._last


class Hold:
    """One writer at a time within this program, each only while the file is the one that was opened.

    Once it `is_over` the desk goes on in another file. It is to be written `anew` where something was erased and that
    could not be done yet.
    """

    def __init__(self, path: Path, notes: Path | None = None) -> None:
        self.path, self._notes = path, notes
        self._lock, self._door = threading.RLock(), threading.Lock()
        self.seal = seal_of(path)
        self._mark, self._locks = LogMark(path, notes), OwnLocks(path)
        self._presence = Presence(path, self.seal, self._mark.announces)
        self._due = Due()
        self._moving = self.is_over = self.wanted = self.anew = False
        self.hurried: threading.Thread | None = None
        self.full = not has_room(path)
        self.read_only = not may_write(path)
        if not self.read_only:
            self._locks.hold()

    @property
    def patience_ms(self) -> int:
        """Gives how long this thread waits for another writer: the one of the window hardly, any other long."""
        return HURRIED_MS if threading.current_thread() is self.hurried else PATIENT_MS

    @property
    def beside(self) -> dict[str, Place]:
        """Gives the places of what SQLite keeps beside the file for this program."""
        return self._presence.beside

    @property
    def loss(self) -> Loss | None:
        """Looks, at the cost of one question to the disk, and tells what became of the file; None where it is well."""
        if self.read_only:
            return None
        idle = self._lock.acquire(blocking=False)
        try:
            found = self._presence.look(idle=idle and not self.is_over)
            if found is None and idle and not self.is_over:
                self._locks.take_anew(self._presence.beside)
            return found
        finally:
            if idle:
                self._lock.release()

    @contextmanager
    def writing(self, connection: Callable[[], dbapi2.Connection]) -> Generator[None]:
        """Lets one thread write; raises DeskFileError where another writes too long or the file is lost.

        Where much waits beside the file afterwards, it is moved into it through the `connection` of this thread. What
        goes wrong then is not the error of the change, which is stored; except for the thread of the window, which
        watches by itself, that the file was lost meanwhile is raised all the same.
        """
        if self.read_only:
            raise full(self.path) if self.full else read_only(self.path.name)
        hurried = threading.current_thread() is self.hurried
        # What moves the log into the file is this program's own and done at once, unlike an import.
        wait_ms = PATIENT_MS if self._moving else HURRIED_MS
        self.wanted = self.wanted or hurried
        got = self._lock.acquire(timeout=wait_ms / 1000 if hurried else -1)
        self.wanted = self.wanted and not hurried
        if not got:
            raise busy(self.path.name)
        try:
            if self.is_over:
                raise let_go(self.path.name)
            with told(self.path):
                self.look_again()
                yield
            self._look_after_change(connection)
        finally:
            self._lock.release()

    def look_again(self) -> None:
        """Looks once more when the right to write is there, for which this thread may have waited long.

        Raises DeskFileError where the file is lost. What others wrote until now is theirs, and from here on only
        this thread writes.
        """
        found = self._presence.look(idle=True)
        if found is not None:
            raise lost(found, self.path.name)

    def look_before_commit(self) -> None:
        """Raises DeskFileError where the file was lost during a change, such as a long import, of which nothing stays.

        What the window itself changes stays: it watches the file and offers to save what is here.
        """
        if threading.current_thread() is not self.hurried:
            self.look_again()

    @contextmanager
    def still(self) -> Generator[None]:
        """Lets nobody write meanwhile, after waiting for whoever does."""
        with self._lock:
            yield

    @property
    def is_due(self) -> bool:
        """Tells whether it is time to move changes into the file, because the work rests or goes on for long."""
        return self._due.now and self._presence.loss is None

    @property
    def waits(self) -> bool:
        """Tells whether changes wait beside the file."""
        return self._due.first is not None and self._presence.loss is None

    def move_in(self) -> None:
        """Moves what waits beside the file into it, on a thread that may take its time.

        Where that fails it waits on beside the file, and is tried again.
        """
        with self._lock:
            self._moving = True
            try:
                with closing(self.connect()) as connection:
                    self._move_in(connection)
            except (dbapi2.Error, DeskFileError):
                log.warning("what waits beside the desk could not be moved into it", exc_info=True)
            finally:
                self._moving = False

    def empty_log(self) -> bool:
        """Moves what waits beside the file into it and leaves nothing of that beside; False where others read it."""
        with self._lock, closing(self.connect()) as connection:
            return self._move_in(connection, "TRUNCATE")

    def connect(self) -> dbapi2.Connection:
        """Opens a connection for this thread; raises DeskFileError where another file lies in its place.

        Together with what still stands beside the lost one, that file would be read wrong, and even written.
        """
        if self.read_only:
            return connect_to_read(self.path, seal=self.seal)
        with self._door:
            if self.is_over:
                raise let_go(self.path.name)
            found = self.loss
            if found is not None:
                raise lost(found, self.path.name)
            return connect(self.path, patience_ms=self.patience_ms, seal=self.seal)

    @contextmanager
    def shut(self, *, goes_on: bool) -> Generator[None]:
        """Lets nobody open the file meanwhile; where the desk `goes_on` in another one, who waits for it hears so."""
        with self._door:
            self.is_over = self.is_over or goes_on
            yield

    def moved_to(self, path: Path) -> "Hold":
        """Gives the hold of the file in which the desk goes on; whoever still waits for this one hears so."""
        self.is_over = True
        other = Hold(path, self._notes)
        other.hurried = self.hurried
        return other

    def close(self) -> None:
        """Stops watching."""
        self._presence.close()

    def closed(self) -> None:
        """Is called when the last connection is closed, which moved everything into the file."""
        self._locks.close()
        self._mark.close(lost=self._presence.loss is not None)

    def _look_after_change(self, connection: Callable[[], dbapi2.Connection]) -> None:
        try:
            found = self._presence.look_after_change()
            if found is None and self._presence.known is not None:
                self._mark.follow(self._presence.known)
                self._due.changed()
                if self._waiting() > MOST_BESIDE:
                    self._move_in(connection())
        except (dbapi2.Error, DeskFileError):
            log.warning("a change is stored, but could not be looked after", exc_info=True)
            return
        if found is not None and threading.current_thread() is not self.hurried:
            raise lost(found, self.path.name)

    def _move_in(self, connection: dbapi2.Connection, way: str = "PASSIVE") -> bool:
        whole = False
        try:
            busy_then, waiting, moved = connection.execute(f"PRAGMA wal_checkpoint({way})").fetchone()
            whole = waiting == moved and not busy_then
        finally:
            self._due.tried(whole=whole)
            self._presence.note()
            if self._presence.loss is None and self._presence.known is not None:
                self._mark.all_moved(self._presence.known, whole=whole)
        return whole

    def _waiting(self) -> int:
        try:
            return log_beside(self.path).stat().st_size
        except OSError:
            return 0
