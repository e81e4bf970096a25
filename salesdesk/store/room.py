"""Gives room back to the disk: SQLite keeps every page a desk ever needed, until the file is written anew.

It is written anew within itself, by `VACUUM`, as one change: whoever reads meanwhile sees what was there, and a kill or
a full disk leaves the desk as it was. Pages that free themselves (`auto_vacuum`) were weighed: each import would be a
tenth slower.
"""

import logging
import shutil
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from salesdesk.env.errors import DeskFileError
from salesdesk.store.hold import Hold
from salesdesk.store.trouble import told

log = logging.getLogger(__name__)
SPARE: Final = 10 << 20
"""So many bytes of a file may be free whatever its size; beyond that, half of it."""
_LOOK_EVERY: Final = 1_000
"""So many steps of SQLite's own machine apart, some microseconds, it is looked whether the window waits."""


def give_room_back(hold: Hold) -> None:
    """Makes the file of an open desk small again where most of it is free, on a thread that may take its time.

    Gives way to a change of the window, and leaves all as it was where the disk has no room or does not answer; then
    it is tried again after the next backup that is due.
    """
    if hold.read_only:
        return
    try:
        if hold.anew:
            write_all_anew(hold)
            return
        with closing(hold.connect()) as connection:
            if _is_worth_it(connection, hold.path):
                _write_anew(connection, hold)
    except (dbapi2.Error, DeskFileError, OSError) as problem:
        log.warning("a desk could not be made smaller: %s", type(problem))


def write_all_anew(hold: Hold) -> bool:
    """Writes every page of an open desk anew, and empties the log beside it, so that no word that was erased stays.

    False where another program reads the log just now. Raises DeskFileError where the disk does not take it.
    """
    hold.anew = True
    with told(hold.path), closing(hold.connect()) as connection, hold.writing(lambda: connection):
        connection.execute("VACUUM")
    hold.anew = not hold.empty_log()
    return not hold.anew


def room_to_write_anew(hold: Hold) -> bool:
    """Tells whether the disk has room for that."""
    return shutil.disk_usage(hold.path.parent).free > 2 * hold.path.stat().st_size


def _is_worth_it(connection: dbapi2.Connection, path: Path) -> bool:
    pages, free, size = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    if free * size <= SPARE or free * 2 <= pages:
        return False
    # What is in use is written beside the file first, and then into it.
    return shutil.disk_usage(path.parent).free > 2 * (pages - free) * size


def _write_anew(connection: dbapi2.Connection, hold: Hold) -> None:
    with hold.writing(lambda: connection):
        connection.set_progress_handler(lambda: hold.wanted, _LOOK_EVERY)
        try:
            connection.execute("VACUUM")
        finally:
            connection.set_progress_handler(None, 0)
    hold.move_in()
