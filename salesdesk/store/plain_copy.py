"""Copies a desk between its two forms: sealed, as SalesDesk keeps it, and plain, as any SQLite program reads it."""

import errno
import logging
import math
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import closing, nullcontext
from pathlib import Path

from sqlcipher3 import dbapi2

from salesdesk.env.errors import DamagedError, DeskFileError, UserError
from salesdesk.env.following import stretch
from salesdesk.env.whole_file import making, put_in_place, unwritten
from salesdesk.store.connection import (
    APPLICATION_ID,
    NAMED,
    all_beside,
    connect_as_found,
    has_room,
    name_of,
    ticking,
    waiting_beside,
)
from salesdesk.store.endless import EACH
from salesdesk.store.examine import is_unharmed
from salesdesk.store.in_place import refusal_of, taking_place
from salesdesk.store.seal import FOR_ALL, PLAIN, Seal, begins_plain
from salesdesk.store.trouble import damaged, full

log = logging.getLogger(__name__)


def seal_in_place(path: Path, then: Callable[[Path], object] | None = None) -> bool:
    """Turns a plain desk of an earlier SalesDesk into a sealed one; tells whether that could be done.

    The sealed copy is written beside, compared, given to `then`, and only then takes the place; until then not a byte
    of the desk is changed. Where that cannot be, because another program has the desk open or there is no room, it
    stays plain and works as before. Raises DamagedError where `then` finds that it makes no sense.
    """
    place = path.resolve()
    try:
        with making(place), put_in_place(place) as beside:
            with closing(connect_as_found(place)) as plain:
                take_alone(plain)
                with stretch(0, 90 if then is None else 40):
                    copy_desk(plain, beside, FOR_ALL)
                if then is not None:
                    with stretch(40, 100):
                        then(beside)
            if waiting_beside(place):  # which would be read as that of the new file
                raise OSError(place)
    except DamagedError:
        raise
    except (OSError, dbapi2.Error, UserError, DeskFileError) as problem:
        log.warning("a plain desk stays plain: %s", type(problem))
        return False
    return not begins_plain(place)


def take_alone(desk: dbapi2.Connection) -> None:
    """Takes a desk as long as its new connection is open, and changes nothing in it.

    Refused while anybody else has the desk open; what they write later would be lost with the old file.
    """
    desk.execute("PRAGMA busy_timeout = 0")
    desk.execute("PRAGMA locking_mode = EXCLUSIVE")
    desk.execute("BEGIN EXCLUSIVE")
    desk.execute("COMMIT")


def export_plain(source: dbapi2.Connection, target: Path) -> None:
    """Writes everything a desk holds into a plain SQLite file, which takes its name when it is whole."""
    if (
        not target.parent.is_dir()
    ):  # of a new desk the folder is made, of an export it would be a slip of the hand
        raise unwritten(target, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))
    # As bytes: the name of a file need be no words.
    name = source.execute("SELECT CAST(file AS BLOB) FROM pragma_database_list WHERE seq = 0").fetchone()[0]
    path = Path(os.fsdecode(name))
    harmed = damaged(path)
    with taking_place(target, unsound=harmed, make_way=nullcontext) as beside:
        try:
            copy_desk(source, beside, PLAIN)
        except (
            dbapi2.Error
        ) as error:  # SQLCipher's own function says of everything that the statement is wrong
            refused = full(beside) if _lacks_room(source, beside) else refusal_of(beside)
            raise (refused if is_unharmed(source, path) else harmed) from error


def _lacks_room(source: dbapi2.Connection, beside: Path) -> bool:
    """Tells whether a disk has no room for the whole of a copy, of which what did not go in was taken back by now."""
    written = beside.stat().st_size if beside.exists() else 0
    size = math.prod(
        int(source.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size")
    )
    return not has_room(beside) or shutil.disk_usage(beside.parent).free + written < size


def copy_desk(source: dbapi2.Connection, target: Path, seal: Seal) -> None:
    """Copies everything a desk holds into a new file that is kept as `seal` says, and compares the two."""
    for each in all_beside(target):
        each.unlink(missing_ok=True)
    identity = source.execute("PRAGMA user_version").fetchone()[0]
    source.execute(f'ATTACH {NAMED} AS copy KEY "{seal.words}"', (name_of(target),))
    try:
        source.execute("BEGIN")  # one moment of the desk, whatever is written meanwhile
        with stretch(0, 80), ticking(source, target):
            source.execute("SELECT sqlcipher_export('copy')")
        with stretch(80, 100), ticking(source):
            sizes = _sizes(source)
        source.execute("COMMIT")
        for name, value in (("user_version", identity), ("application_id", APPLICATION_ID)):
            source.execute(f"PRAGMA copy.{name} = {value}")
    finally:
        if source.in_transaction:
            source.execute("ROLLBACK")
        source.execute("DETACH copy")
    with closing(connect_as_found(target)) as copy, ticking(copy):
        whole = sizes == _sizes(copy)
    if not whole:
        raise UserError(
            _("The copy of the desk is not whole, so it was thrown away and nothing was changed.")
        )


def _sizes(connection: dbapi2.Connection) -> Mapping[str, int]:
    """Counts the rows of every table."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: connection.execute(f'SELECT {EACH} FROM "{name}"').fetchone()[0]
        for (name,) in tables
        if not name.startswith("sqlite_")
    }
