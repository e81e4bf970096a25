"""Compares what an open desk holds with the file that lies in its place now."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlcipher3 import dbapi2

from salesdesk.env.errors import UserError
from salesdesk.frozen import frozen
from salesdesk.store.connection import Row, connect_as_found
from salesdesk.store.lost_file import copy_of_open

_RECORDS = "SELECT id, changed_at FROM {kind} WHERE deleted_at IS NULL"


@frozen
class Differing:
    """How many records of a kind are only here, only in the other file, and in both but not the same."""

    kind: str
    here: int
    there: int
    both: int


def differences(
    rows: Callable[[str], list[Row]], there: Path, kinds: Iterable[str], until_closed: ExitStack
) -> list[Differing]:
    """Gives the kinds that differ between what `rows` reads and another file, perhaps the open one written over.

    The file is read as a copy: what still stands beside it belongs to the desk that is open, `until_closed`. Raises
    UserError where it is no desk.
    """
    try:
        with TemporaryDirectory() as folder:
            copy = Path(folder) / there.name
            copy_of_open(there, copy, until_closed)
            return _differences(rows, copy, kinds)
    except (OSError, dbapi2.Error) as error:
        raise UserError(_("“{name}” cannot be read, so it was not compared.", name=there.name)) from error


def _differences(rows: Callable[[str], list[Row]], copy: Path, kinds: Iterable[str]) -> list[Differing]:
    found: list[Differing] = []
    with closing(connect_as_found(copy)) as other:
        for kind in kinds:
            sql = _RECORDS.format(kind=kind)
            mine, theirs = _stamps(rows(sql)), _stamps(_rows_of(other, sql))
            changed = sum(theirs[number] != mine[number] for number in mine.keys() & theirs.keys())
            counts = (len(mine.keys() - theirs.keys()), len(theirs.keys() - mine.keys()), changed)
            if any(counts):
                found.append(Differing(kind, *counts))
    return found


def _rows_of(connection: dbapi2.Connection, sql: str) -> list[Row]:
    return connection.execute(sql).fetchall()


def _stamps(rows: Iterable[Row]) -> dict[int, Any]:
    return {row["id"]: row["changed_at"] for row in rows}
