"""The desk file: opening and creating it, and the one door through which everything is read and written."""

import logging
import threading
from collections.abc import Callable, Collection, Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from salesdesk.env.clock import Clock, SystemClock
from salesdesk.env.errors import DeskFileError, UserError
from salesdesk.env.owner_only import kept_to_owner
from salesdesk.env.paths import real_file
from salesdesk.store import journal
from salesdesk.store.backup import back_up, is_newer
from salesdesk.store.connection import (
    APPLICATION_ID,
    Parameters,
    Row,
    all_beside,
    connect,
    may_write,
    waiting_beside,
)
from salesdesk.store.examine import is_unharmed
from salesdesk.store.hold import Hold
from salesdesk.store.identity import give_identity, identity_of
from salesdesk.store.in_place import refuse_taken
from salesdesk.store.journal import Changes, HistoryLine, Step
from salesdesk.store.kept import Kept
from salesdesk.store.keys import new_key
from salesdesk.store.left_words import LeftDrafts
from salesdesk.store.log_proof import write_first_page
from salesdesk.store.lost_file import letting_go
from salesdesk.store.put_right import FirstLook, settle
from salesdesk.store.ready import ready, refuse_unreadable
from salesdesk.store.schema import checked_revision, head, migrate
from salesdesk.store.seal import FOR_ALL, begins_plain, private_seal
from salesdesk.store.strange_journal import clear_place
from salesdesk.store.trouble import told, trouble_of
from salesdesk.store.update import bring_up_to_date, is_old

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

log = logging.getLogger(__name__)
_HELD = {
    "undo": _(
        "“{step}” cannot be undone yet: a form that was begun since would lose its words. "
        "Add what stands in it, or empty it, then undo."
    ),
    "redo": _(
        "“{step}” cannot be done again yet: a form that was begun since would lose its words. "
        "Add what stands in it, or empty it, then do it again."
    ),
}
PASSING_KB = 2048


@dataclass
class Work:
    """One change in progress: the session to write with and, once committed, what it changed."""

    session: "Session"
    changes: Changes


class DeskFile:
    """An open desk: one SQLite file with its journal of steps; `backed_up` is when a copy of it was last verified."""

    def __init__(self, path: Path, clock: Clock, backups: Path | None = None) -> None:
        self.path, self.backups = path, backups
        self.backed_up: datetime | None = None
        self.set_aside: Path | None = None
        self.left_words: LeftDrafts | None = None
        self.put_right: tuple[str, ...] = ()
        self.kept = Kept(self.rows)
        self.hold = Hold(path, backups)
        self._clock = clock
        self._local = threading.local()
        self._connections: dict[threading.Thread, dbapi2.Connection] = {}
        self._engine: Engine | None = None
        self._lock = threading.Lock()
        self._engine_lock = threading.Lock()
        self._closed = False

    @classmethod
    def create(cls, path: Path, clock: Clock | None = None, passphrase: str = "") -> "DeskFile":
        """Creates an empty desk, private where there is a passphrase; refuses to write over a file that is there."""
        path = real_file(path)
        refuse_taken(path)
        from salesdesk.model.team import TeamSettings

        path.parent.mkdir(parents=True, exist_ok=True)
        clear_place(path)
        seal = private_seal(new_key(passphrase)) if passphrase else FOR_ALL
        with closing(connect(path, create=True, seal=seal)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            give_identity(connection)
            migrate(connection)
        desk = cls(path, clock or SystemClock())
        with desk.change(_("New desk"), undoable=False) as work:
            work.session.add(TeamSettings())
        return desk

    @classmethod
    def open(
        cls, path: Path, clock: Clock | None = None, backups: Path | None = None, *, at_once: bool = False
    ) -> "DeskFile":
        """Opens a desk; an older one is backed up, verified, migrated and sealed, any other file refused.

        Raises OldDeskError where that is to be done `at_once`, since that of an older one may take long, as it may of
        one that another program changed.
        """
        path, clock = real_file(path), clock or SystemClock()
        aside = ready(path, backups)
        found = FirstLook()
        # Before SQLite makes anything beside it, with the rights of the file; what is refused is left untouched.
        with kept_to_owner(all_beside(path)):
            old = checked_revision(path, look=found) < head() or begins_plain(path)
        if not may_write(path):
            refuse_unreadable(path, old=old)
            return cls(path, clock, backups)
        if old and at_once:
            raise is_old(path, aside)
        if old:
            bring_up_to_date(path, backups or path.parent / "backups", clock.now())
        with told(path):
            # What a killed program left beside the file is moved into it by the second look.
            looked = found.settled and not (old or waiting_beside(path))
            mended = () if looked else settle(path, aside, at_once=at_once)
        desk = cls(path, clock, backups)
        desk.set_aside, desk.put_right = aside, mended
        return desk

    @property
    def identity(self) -> str:
        """Gives the number by which this desk, its copies and its backups are known; empty for none."""
        return identity_of(self._connection())

    def close(self, go_on_in: Path | None = None) -> None:
        """Writes everything into the one file and lets go of it; from then on nothing is read or written.

        Waits for whoever writes. A desk whose file was lost may `go_on_in` another one, into which what it holds was
        saved.
        """
        with self.hold.still():
            if self._closed:
                return
            with self.between_files(go_on_in):
                pass
        if go_on_in is not None:
            # Who has read once can read on, and so save what is here, when this file is lost too.
            self.rows("SELECT count(*) FROM sqlite_master")

    @contextmanager
    def between_files(self, go_on_in: Path | None) -> Generator[None]:
        """Lets go of the file, surrounds the moment in which another is put in some place, and goes on in that, if any.

        Where none is put in the place of the file itself, it goes on in that.
        """
        hold = self.hold
        with hold.still(), self._lock, self._engine_lock, hold.shut(goes_on=go_on_in is not None):
            if self._closed:
                raise _closed_error(self.path)
            try:
                engine, self._engine, self._local = self._engine, None, threading.local()
                _let_go(self.path, hold, engine, self._connections)
                self.kept.forget()
                yield
                self._closed = go_on_in is None
            finally:
                if go_on_in is not None:
                    self.path, self.hold = go_on_in, hold.moved_to(go_on_in)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Reads by plain SQL, without loading SQLAlchemy; values come as they are stored."""
        try:
            return self._connection().execute(sql, parameters).fetchall()
        except dbapi2.Error as error:
            raise (trouble_of(error, self.path) or error) from error

    @contextmanager
    def read(self) -> "Generator[Session]":
        """Gives a session for reading; records in the Trash are left out."""
        from salesdesk.store.sessions import open_session

        with told(self.path), open_session(self._bound_engine()) as session:
            yield session

    @contextmanager
    def change(self, name: str, *, together: str = "", undoable: bool = True) -> Generator[Work]:
        """Makes one named change: one transaction and one step of undo; an error leaves nothing behind.

        `together` joins it to the last step of the same key. `undoable=False` is for
        filling a new desk and for what is no doing of the user, such as a draft or where a talk stands.
        """
        from salesdesk.store.sessions import driver_connection, open_session

        self._bound_engine()  # A desk that is closed says so before its file is looked at.
        with self.hold.writing(self._connection), open_session(self._bound_engine(), writing=True) as session:
            work = Work(session, Changes(name, frozenset()))
            driver = driver_connection(session)
            self.hold.look_again()
            since, before = journal.last_line(driver), driver.total_changes
            step = journal.begin_step(driver, name, self.now(), together) if undoable else 0
            yield work
            session.flush()
            if undoable:
                work.changes = journal.end_step(driver, step, since)
            if driver.total_changes != before:
                write_first_page(driver)
            self.hold.look_before_commit()
            session.commit()

    def undo(self, within: Collection[int] | None = None) -> Changes | None:
        """Takes back the last step, or the newest of `within` that nothing later builds on; None when there is none."""
        self.kept.forget()
        return _turn(self.hold, self._connection, self.now(), "undo", within)

    def redo(self, within: Collection[int] | None = None) -> Changes | None:
        """Does the step last undone again, or the first of `within` that waits for no other; None if there is none."""
        self.kept.forget()
        return _turn(self.hold, self._connection, self.now(), "redo", within)

    def undo_name(self) -> str:
        """Names the step that undo would take back, empty where there is none."""
        found = journal.next_step(self._connection(), "undo")
        return found.name if found else ""

    def redo_name(self) -> str:
        """Names the step that redo would do again, empty where there is none."""
        found = journal.next_step(self._connection(), "redo")
        return found.name if found else ""

    def history(self, kind: str, record_id: int) -> list[HistoryLine]:
        """Gives what happened to one record, newest first."""
        return journal.history_of(self._connection(), kind, record_id)

    @contextmanager
    def passing(self) -> Generator[dbapi2.Connection]:
        """Gives a connection to read through the whole file once: it keeps few of its pages, and goes at the end."""
        if self._closed:
            raise _closed_error(self.path)
        with closing(self.hold.connect()) as connection:
            connection.execute(f"PRAGMA cache_size = -{PASSING_KB}")
            yield connection

    def back_up(self, folder: Path, why: str = "") -> Path:
        """Writes a verified copy of the desk into a folder and gives its path."""
        if self.hold.waits:  # else the file would seem newer than its copy once they are moved into it
            self.hold.move_in()
        with self.passing() as connection:
            copy = back_up(connection, self.path, folder, at := self.now(), why)
        self.backed_up = at
        return copy

    def is_sound(self) -> bool:
        """Tells whether every page is proved and SQLite finds no fault; quick enough for every start, on any thread."""
        try:
            with self.passing() as connection:
                return is_unharmed(connection, self.path)
        except dbapi2.DatabaseError:
            return False

    def now(self) -> datetime:
        """Gives the local time by the desk's clock."""
        return self._clock.now()

    def _connection(self) -> dbapi2.Connection:
        """Gives the connection of this thread; those of threads that have ended are closed on the way."""
        connection: dbapi2.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            if self._closed:
                raise _closed_error(self.path)
            hold = self.hold
            try:
                connection = hold.connect()
            except DeskFileError:
                if hold is self.hold:
                    raise
                return self._connection()  # another file took the place meanwhile
            with self._lock:
                late = self._closed or hold is not self.hold
                if not late:
                    for thread in [t for t in self._connections if not t.is_alive()]:
                        self._connections.pop(thread).close()
                    self._local.connection = self._connections[threading.current_thread()] = connection
            if late:  # the file was let go of meanwhile
                connection.close()
                return self._connection()
        return connection

    def _bound_engine(self) -> "Engine":
        with self._engine_lock:
            if self._closed:
                raise _closed_error(self.path)
            if self._engine is None:
                from salesdesk.store.sessions import make_engine

                self._engine = make_engine(self.hold)
            return self._engine


def keep_copy(desk: DeskFile, why: str) -> None:
    """Writes a copy to where the backups of a desk are, where anything changed since the newest one."""
    if desk.backups is not None and is_newer(desk.path, desk.backups, desk.identity):
        desk.back_up(desk.backups, why)


def _turn(
    hold: Hold,
    connected: Callable[[], dbapi2.Connection],
    now: datetime,
    way: str,
    within: Collection[int] | None,
) -> Changes | None:
    with hold.writing(connected):
        connection = connected()
        if within is None:
            step = journal.next_step(connection, way)
            try:
                return _replay(connection, step, now, hold) if step is not None else None
            except dbapi2.IntegrityError as error:
                raise UserError(_HELD[way].format(step=step.name if step else "")) from error
        for step in journal.chosen(connection, way, within):
            # What refers to a record that would go, or that is not there, holds its step where it is.
            with suppress(dbapi2.IntegrityError):
                return _replay(connection, step, now, hold)
    return None


def _replay(connection: dbapi2.Connection, step: Step, at: datetime, hold: Hold) -> Changes:
    connection.execute("BEGIN IMMEDIATE")
    try:
        changes = journal.replay(connection, step, at)
        write_first_page(connection)
        hold.look_before_commit()
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return changes


def _let_go(
    path: Path, hold: Hold, engine: "Engine | None", connections: dict[threading.Thread, dbapi2.Connection]
) -> None:
    """Writes everything into the file and closes all that is open of it."""
    # The last connection moves everything into the file, unless another program has it open too.
    with letting_go(path, hold.loss, hold.beside):
        if engine is not None:
            engine.dispose()
        hold.close()
        _close_all(connections)
    hold.closed()


def _close_all(connections: dict[threading.Thread, dbapi2.Connection]) -> None:
    """Closes the connections of this thread and of ended ones; that of any other closes itself, with its last use.

    SQLite takes the program down where a connection is closed while another thread executes on it.
    """
    for thread in list(connections):
        connection = connections.pop(thread)
        if thread is threading.current_thread() or not thread.is_alive():
            connection.close()


def _closed_error(path: Path) -> RuntimeError:
    """Says that whoever comes too late must not open the file anew behind the back of what closed it."""
    return RuntimeError(f"“{path.name}” is closed")
