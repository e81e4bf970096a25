"""Opens plain connections to a desk file; everything SalesDesk does to SQLite starts here."""

import errno
import os
import shutil
import stat
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from salesdesk.env.errors import PassphraseNeededError
from salesdesk.env.folding import by_name, folded
from salesdesk.env.following import ended_at_a_step, tick
from salesdesk.env.held_files import opened
from salesdesk.store.endless import EVERY, CountedConnection, Steps
from salesdesk.store.log_frames import holds_a_change
from salesdesk.store.runs import run_holds
from salesdesk.store.seal import Seal, begins_plain, begins_sealed, prepare, seal_of

APPLICATION_ID = 0x5344534B
"""Marks a SQLite file as a SalesDesk desk ("SDSK")."""

BESIDE: Final = ("-wal", "-shm")
"""What SQLite keeps beside an open file, by the end of its name."""

ROOM_BESIDE: Final = 64 << 10
"""So many bytes a disk must have at least to write to a desk: half of them is the index that SQLite keeps beside."""

WITHOUT_LOCKS: Final = "win32-none" if os.name == "nt" else "unix-none"
"""SQLite's own way to a file that takes no locks, which every build of it for the system has."""

NAMED: Final = "CAST(? AS TEXT)"
"""Stands in a statement for a file, whose name is given by `name_of`."""

Row = dbapi2.Row
Connection = dbapi2.Connection
Parameters = Mapping[str, Any] | Sequence[Any]

_APPLICATION_ID_AT = 68  # bytes from the start of every plain SQLite file
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -65536",
    "PRAGMA secure_delete = ON",
    # The file itself is written to only where its keeper (`hold`) says so, who so knows of all other writing.
    "PRAGMA wal_autocheckpoint = 0",
    # What a large change left of the log beside it goes with the first change after it was moved into the file.
    f"PRAGMA journal_size_limit = {1 << 20}",
)


_TICK_EVERY: Final = 5_000
"""So many steps of SQLite's own machine apart, or pages of a check, some of which take a tenth of a millisecond each,
a long statement tells how far it is."""
_COPY: Final = 2
"""A copy of a file that is so many times as large is none of a whole one."""
_patience_ms: ContextVar[int] = ContextVar("patience", default=5000)


@contextmanager
def patience(milliseconds: int) -> Generator[None]:
    """Lets every connection that is made inside wait so long for other programs, where nothing else is said."""
    token = _patience_ms.set(milliseconds)
    try:
        yield
    finally:
        _patience_ms.reset(token)


def connect(
    path: Path, *, create: bool = False, patience_ms: int | None = None, seal: Seal | None = None,
    journal: str = "WAL",
) -> dbapi2.Connection:  # fmt: skip
    """Opens a connection in which every transaction is begun by name; the file must exist unless `create`.

    Without a kind of `journal` it is left as the file has it.

    How the file is kept, its `seal`, is looked up, unless it is said: reading a file that this program has open lets go
    of the locks that keep other programs from taking its log away.
    """
    connection = connect_as_found(path, mode="rwc" if create else "rw", seal=seal)
    try:
        if patience_ms is not None:
            connection.execute(f"PRAGMA busy_timeout = {patience_ms}")
        for pragma in (*_PRAGMAS, *([f"PRAGMA journal_mode = {journal}"] if journal else [])):
            connection.execute(pragma)
    except dbapi2.Error:
        connection.close()
        raise
    return connection


@contextmanager
def ticking(connection: dbapi2.Connection, grows: Path | None = None, steps: int = 0) -> Generator[None]:
    """Lets long statements be followed: by how large the file is that one writes, or by the `steps` a page takes.

    Not for a change within a transaction: SQLite would take back all of it.
    """
    ended: list[BaseException] = []
    asked, size = count(1), _size(connection) if grows is not None or steps else (0, 0)
    total = size[0] * (size[1] if grows is not None else steps)
    counted = connection.steps if isinstance(connection, CountedConnection) else None

    def _tick() -> bool:
        taken = next(asked) * _TICK_EVERY
        done = _length(grows) if grows is not None else taken
        try:
            tick(done, total)
        except BaseException as end:
            ended.append(end)
        if counted is None or ended:
            return bool(ended)
        grew = grows is not None and done > _COPY * total + ROOM_BESIDE
        return counted.look() if grew else taken % EVERY == 0 and counted.take()

    connection.set_progress_handler(_tick, _TICK_EVERY)
    try:
        with ended_at_a_step():
            yield
    except Exception:
        if not ended:
            raise
    finally:
        connection.set_progress_handler(None, 0)
        if isinstance(connection, CountedConnection):
            connection.count(connection.steps)
    # Also where what SQLite said of the end was taken for damage.
    if ended:
        raise ended[0]


def may_write(path: Path) -> bool:
    """Tells whether a desk can be written to, which takes its folder too; on read-only media neither can.

    On a full disk it cannot either: SQLite needs room beside a file, also to read it as one that may change.
    """
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) and has_room(path)


def has_room(path: Path) -> bool:
    """Tells whether the disk has room for what SQLite keeps beside an open desk, or has that already."""
    try:
        return not is_full(path) or path.with_name(f"{path.name}-shm").stat().st_size >= ROOM_BESIDE // 2
    except FileNotFoundError:
        return False
    except OSError:
        return True


def is_full(path: Path) -> bool:
    """Tells whether the disk has next to no room; raises OSError where it does not answer."""
    return shutil.disk_usage(path.parent).free < ROOM_BESIDE


def connect_to_read(path: Path, *, seal: Seal | None = None) -> dbapi2.Connection:
    """Opens a connection to a file that nobody can write to, where SQLite can have no log beside it either.

    That it is `immutable` keeps it from being written to; opened only to read, SQLite would write no copy of it either.
    """
    return connect_as_found(path, mode="rw&immutable=1", seal=seal)


def connect_as_found(path: Path, *, mode: str = "rw", seal: Seal | None = None) -> dbapi2.Connection:
    """Opens a connection that leaves the file as it is, to look before anything is decided."""
    if (found := leading_elsewhere(path)) is not None:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(found))
    seal = seal_of(path) if seal is None else seal
    connection = dbapi2.connect(
        _address(path, f"mode={mode}"), uri=True, isolation_level=None, check_same_thread=False,
        factory=CountedConnection,
    )  # fmt: skip
    prepare(connection, seal)
    connection.execute(f"PRAGMA busy_timeout = {_patience_ms.get()}")
    connection.count(Steps(path, partial(_is_whole, _address(path, f"mode={mode}"), seal)))
    return _equipped(connection)


def connect_untouched(path: Path, *, alone: bool = False, in_use: bool = True) -> dbapi2.Connection:
    """Opens a connection that moves nothing into the file of what a killed program left beside it.

    `alone` reads the file without that, such as where it belongs to another one. Where nobody else has it `in_use`,
    nothing beside the file is made or touched either; a log without a whole change SQLite would remove.
    """
    in_use = in_use and has_room(path)
    waits = waiting_beside(path) and (in_use or holds_a_change(log_beside(path)))
    if alone or not (waits or (in_use and may_write(path))):
        return connect_to_read(path)
    if not waits:
        return connect_as_found(path)
    if in_use:
        return connect_as_found(path, mode="ro")
    # With no locks SQLite keeps what it finds in the log in memory alone, and writes no `-shm` for others.
    connection = connect_as_found(path, mode=f"ro&vfs={WITHOUT_LOCKS}")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return connection


def leading_elsewhere(path: Path) -> Path | None:
    """Gives what stands beside a desk where SQLite keeps its own, and is a link or no file: it would write there."""
    for each in all_beside(path)[1:]:
        with suppress(OSError):
            if not stat.S_ISREG(each.lstat().st_mode):
                return each
    return None


def all_beside(path: Path) -> list[Path]:
    """Gives a file and whatever SQLite may keep beside it."""
    return [path.with_name(path.name + ending) for ending in ("", *BESIDE, "-journal")]


def log_beside(path: Path) -> Path:
    """Gives the journal beside a file, in which changes wait to be moved into it."""
    return path.with_name(f"{path.name}-wal")


def old_of(path: Path) -> Path:
    """Gives where the file lies that a desk was before it got another passphrase, until it is written over."""
    return path.with_name(f".{path.name}.was")


def connect_to_nothing() -> dbapi2.Connection:
    """Opens a connection to an empty desk in memory, which goes when it is closed."""
    return _equipped(dbapi2.connect(":memory:", isolation_level=None))


def waiting_beside(path: Path) -> bool:
    """Tells whether changes wait in the journal beside a file."""
    try:
        return log_beside(path).stat().st_size > 0
    except OSError:
        return False


def looks_like_a_desk(path: Path) -> bool:
    """Tells by its first page whether a file is a desk; SQLite itself would begin to write into some others."""
    if not path.is_file():
        return False  # what another program writes through, such as a pipe, may have no end
    if begins_sealed(path):
        return True
    if not begins_plain(path):
        # One of the first bytes of a desk may be flipped; they prove nothing, so the rest of it may be well.
        return stamp_in(path, "application_id") == APPLICATION_ID
    with opened(path) as file:
        head = file.read(_APPLICATION_ID_AT + 4)
    return head[_APPLICATION_ID_AT:] == APPLICATION_ID.to_bytes(4, "big")


def stamp_in(path: Path, name: str) -> int:
    """Reads a number from the first page of a file that may be no desk, as `stamps_in` does."""
    return stamps_in(path, name)[0]


def stamps_in(path: Path, *names: str) -> tuple[int, ...]:
    """Reads numbers from the first page of a file that may be no desk, and touches nothing; 0 where there are none.

    Nor are there any of a locked desk. Raises OSError where the file cannot be read.
    """
    with (
        suppress(dbapi2.Error, PassphraseNeededError),
        closing(connect_as_found(path, mode="ro&immutable=1")) as connection,
    ):
        return tuple(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names)
    return (0,) * len(names)


def name_of(path: Path) -> bytes:
    """Gives the name of a file as a statement takes it by `NAMED`; one that no code page knows is no text."""
    return os.fsencode(path)


def file_uri(uri: str) -> str:
    """Gives the address of a file as SQLite reads it: that of a share in a network may not begin with its host."""
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def _size(connection: dbapi2.Connection) -> tuple[int, int]:
    """Gives how many pages a desk has, of how many bytes; SQLCipher says the size of a page in words."""
    pages, page = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages), int(page)


def _length(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _is_whole(address: str, seal: Seal) -> bool:
    """Looks over all pages of a file by a connection of its own; what cannot be read just now is not said to be bad."""
    try:
        with closing(dbapi2.connect(address, uri=True, isolation_level=None)) as other:
            prepare(other, seal)
            return _equipped(other).execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    except dbapi2.OperationalError:
        return True
    except dbapi2.Error:
        return False


def _equipped(connection: dbapi2.Connection) -> dbapi2.Connection:
    # What stands in the list of parts of a file may be a stranger's, and page by page so may the file.
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.row_factory = dbapi2.Row
    connection.create_collation("names", by_name)
    connection.create_function("folded", 1, folded, deterministic=True)
    connection.create_function("run_holds", 2, run_holds, deterministic=True)
    return connection


def _address(path: Path, how: str) -> str:
    return f"{file_uri(path.absolute().as_uri())}?{how}"
