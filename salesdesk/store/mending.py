"""Sets values that cannot be right in their place: emptied, the nearest that can be, or what somebody says."""

from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing, contextmanager
from itertools import chain, islice
from math import isfinite
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from salesdesk.env.errors import DeskFileError
from salesdesk.frozen import frozen
from salesdesk.model.fields import Field, FieldType
from salesdesk.store.bulk import search_anew
from salesdesk.store.connection import connect_to_read
from salesdesk.store.impossible import LONGEST_WORDS, impossible_values, right_sql
from salesdesk.store.instead import at_last, instead_of

MOST: Final = 500
"""So many are shown one by one; all of them can be set right at once."""
_WORDS: Final = (FieldType.TEXT, FieldType.LONG_TEXT)


@frozen
class WrongValue:
    """A value that cannot be, as it is stored, what would stand `instead`, and whether undo can bring it back.

    One that is needed and has no nearest value, such as a reference, is not `settable` without being told one. By its
    `raw` bytes it is known again.
    """

    kind: str
    field: Field
    record_id: int
    stored: Any
    instead: Any
    settable: bool
    undoable: bool
    raw: bytes


def wrong_values(connection: dbapi2.Connection, most: int | None = MOST) -> list[WrongValue]:
    """Gives the values that cannot be, kind by kind."""
    return list(islice(chain(_all_of(connection), _unreadable(connection)), most))


def set_right(connection: dbapi2.Connection, values: Iterable[tuple[WrongValue, Any]]) -> None:
    """Stores a value in place of each, in the transaction of the caller; undo knows nothing of what it cannot keep.

    One that was set right since it was found stays as it is.
    """
    for wrong, instead in values:
        name = wrong.field.name
        sql = f"UPDATE {wrong.kind} SET {name} = ? WHERE id = ? AND CAST({name} AS BLOB) = ?"
        with _untracked(connection, in_bulk=not wrong.undoable):
            stored = connection.execute(sql, (instead, wrong.record_id, wrong.raw)).rowcount
        if stored and not wrong.undoable:
            search_anew(connection, wrong.kind, wrong.field.name, [wrong.record_id])


def set_right_unasked(connection: dbapi2.Connection, kinds: Iterable[str] = ()) -> Counter[str]:
    """Stores in place of every value that cannot be what stands instead, in the transaction of the caller.

    Nobody is asked, as where a desk is salvaged, so one that is needed and has no nearest value is as in a new record.
    Gives how many they were, by kind.
    """
    counts: Counter[str] = Counter()
    for wrong in [*_all_of(connection, kinds)]:
        instead = wrong.instead if wrong.settable else at_last(wrong.kind, wrong.field)
        connection.execute(
            f"UPDATE {wrong.kind} SET {wrong.field.name} = ? WHERE id = ?", (instead, wrong.record_id)
        )
        counts[wrong.kind] += 1
    return counts


def _all_of(connection: dbapi2.Connection, kinds: Iterable[str] = ()) -> Generator[WrongValue]:
    for found in impossible_values(connection, kinds):
        kind, field = found.kind, found.field
        # As bytes: the driver cannot read words that are none.
        sql = (
            f"SELECT id, typeof({field.name}), CAST({field.name} AS BLOB), {_as_number(field)} FROM {kind} "
            f"WHERE NOT ({right_sql(field)}) ORDER BY id"
        )
        for number, sort, raw, figure in connection.execute(sql).fetchall():
            words, readable = _read(raw)
            instead = instead_of(kind, field, words, figure)
            yield WrongValue(
                kind, field, number, words, instead,
                settable=instead is not None or not field.required,
                undoable=readable and sort != "blob" and field.type is not FieldType.REFERENCE
                and isfinite(figure or 0) and len(raw) <= 4 * LONGEST_WORDS,
                raw=raw,
            )  # fmt: skip


def _unreadable(connection: dbapi2.Connection) -> Generator[WrongValue]:
    """Gives words that are none; what can be read of them stands instead."""
    from salesdesk.model import fields_of, models

    for kind in models():
        for field in (each for each in fields_of(kind) if each.type in _WORDS):
            sql = f"SELECT id, CAST({field.name} AS BLOB) FROM {kind} WHERE typeof({field.name}) = 'text'"
            for number, raw in connection.execute(sql):
                words, readable = _read(raw)
                if not readable:
                    yield WrongValue(
                        kind, field, number, words, words, settable=True, undoable=False, raw=raw
                    )


def _as_number(field: Field) -> str:
    return f"CASE WHEN typeof({field.name}) IN ('integer', 'real') THEN {field.name} END"


def _read(raw: bytes) -> tuple[str, bool]:
    try:
        return raw.decode(), True
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace"), False


@contextmanager
def _untracked(connection: dbapi2.Connection, *, in_bulk: bool) -> Generator[None]:
    """Lets the log of changes stand back, which would keep what cannot be; `in_bulk` that of steps, as for bytes."""
    connection.execute("UPDATE recorder SET replaying = 1, in_bulk = ?", (in_bulk,))
    yield
    connection.execute("UPDATE recorder SET replaying = 0, in_bulk = 0")


def are_in(copy: Path, values: Iterable[WrongValue]) -> bool:
    """Tells whether a copy of the desk holds every one of these values, byte for byte."""
    try:
        with closing(connect_to_read(copy)) as connection:
            return all(_is_in(connection, each) for each in values)
    except (OSError, DeskFileError, dbapi2.Error):
        return False


def _is_in(connection: dbapi2.Connection, wrong: WrongValue) -> bool:
    sql = f"SELECT 1 FROM {wrong.kind} WHERE id = ? AND CAST({wrong.field.name} AS BLOB) = ?"
    return connection.execute(sql, (wrong.record_id, wrong.raw)).fetchone() is not None


def settable(values: Sequence[WrongValue]) -> list[tuple[WrongValue, Any]]:
    """Pairs the values that need nobody's word with what stands instead."""
    return [(each, each.instead) for each in values if each.settable]
