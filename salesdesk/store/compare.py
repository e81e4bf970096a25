"""Compares what an open desk holds with another file: the one that lies in its place now, or a copy."""

import re
from collections.abc import Callable, Generator, Iterable
from contextlib import closing, contextmanager
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlcipher3 import dbapi2

from salesdesk.env.errors import DeskFileError, UserError
from salesdesk.env.following import ticked
from salesdesk.frozen import frozen
from salesdesk.store.connection import Connection, Row, connect_as_found
from salesdesk.store.examine import examine
from salesdesk.store.lost_file import copy_of_open
from salesdesk.store.structure import refuse_strange

_MADE = (
    """SELECT name, sql, type = 'table' AND rootpage > 0 AS is_table FROM sqlite_schema ORDER BY type, name"""
)
_NO_CONTENT = re.compile("search_index|sqlite_|recorder$").match
"""What SQLite and the journal note for themselves, and what is made of the content."""
_RECORDS = "SELECT id, changed_at FROM {kind} WHERE deleted_at IS NULL"


@frozen
class Differing:
    """How many records of a kind are only here, only in the other file, and in both but not the same."""

    kind: str
    here: int
    there: int
    both: int


def differences(rows: Callable[[str], list[Row]], there: Path, kinds: Iterable[str]) -> list[Differing]:
    """Gives the kinds that differ between what `rows` reads and another file, perhaps the open one written over.

    The file is read as a copy: what still stands beside it belongs to the desk that is open. Raises UserError where it
    is no desk.
    """
    try:
        with _copied(there) as copy:
            return _differences(rows, copy, kinds)
    except (OSError, dbapi2.Error) as error:
        raise UserError(_("“{name}” cannot be read, so it was not compared.", name=there.name)) from error


def holds_all(rows: Callable[[str], list[Row]], there: Path) -> bool:
    """Tells whether another file is sound and has every row that `rows` reads, perhaps with more of them."""
    try:
        with _copied(there) as copy:
            return examine(copy).sound and _has_all(rows, copy)
    except (OSError, UserError, DeskFileError, dbapi2.Error):
        return False


def is_copy(copy: Path, desk: Connection) -> bool:
    """Tells whether a file holds the very rows of a desk, in tables that are made alike."""
    try:
        with closing(connect_as_found(copy)) as other:
            made = _rows_of(desk, _MADE)
            return made == _rows_of(other, _MADE) and all(
                _same_rows(desk, other, each["name"]) for each in made if each["is_table"]
            )
    except (OSError, DeskFileError, dbapi2.Error):
        return False


@contextmanager
def _copied(there: Path) -> Generator[Path]:
    """Gives a copy of a file beside which something may stand that belongs to the desk that is open."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / there.name
        copy_of_open(there, copy)
        yield copy


def _same_rows(desk: Connection, other: Connection, table: str) -> bool:
    sql = f'SELECT * FROM "{table}"'
    return all(mine == theirs for mine, theirs in zip_longest(ticked(desk.execute(sql)), other.execute(sql)))


def _differences(rows: Callable[[str], list[Row]], copy: Path, kinds: Iterable[str]) -> list[Differing]:
    found: list[Differing] = []
    with closing(connect_as_found(copy)) as other:
        refuse_strange(other, copy)
        for kind in kinds:
            sql = _RECORDS.format(kind=kind)
            mine, theirs = _stamps(rows(sql)), _stamps(_rows_of(other, sql))
            changed = sum(theirs[number] != mine[number] for number in mine.keys() & theirs.keys())
            counts = (len(mine.keys() - theirs.keys()), len(theirs.keys() - mine.keys()), changed)
            if any(counts):
                found.append(Differing(kind, *counts))
    return found


def _has_all(rows: Callable[[str], list[Row]], copy: Path) -> bool:
    """Looks for the rows of each table, which both files have in one order."""
    with closing(connect_as_found(copy)) as other:
        for name in [
            each["name"] for each in rows(_MADE) if each["is_table"] and not _NO_CONTENT(each["name"])
        ]:
            theirs = iter(other.execute(f'SELECT * FROM "{name}"'))
            if not all(mine in theirs for mine in rows(f'SELECT * FROM "{name}"')):
                return False
    return True


def _rows_of(connection: dbapi2.Connection, sql: str) -> list[Row]:
    return connection.execute(sql).fetchall()


def _stamps(rows: Iterable[Row]) -> dict[int, Any]:
    return {row["id"]: row["changed_at"] for row in rows}
