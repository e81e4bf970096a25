"""Sets values that cannot be right in their place: emptied, the nearest that can be, or what somebody says."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from itertools import chain, islice
from math import isfinite
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from salesdesk.frozen import frozen
from salesdesk.model.fields import Field, FieldType
from salesdesk.model.scale import MONEY_SCALE
from salesdesk.store.bulk import search_anew
from salesdesk.store.connection import connect_to_read
from salesdesk.store.impossible import impossible_values, right_sql

MOST: Final = 500
"""So many are shown one by one; all of them can be set right at once."""
_NEEDED: Final = {FieldType.TEXT: "?", FieldType.LONG_TEXT: "?"}
"""What stands where words are needed and none can be read."""


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


def _all_of(connection: dbapi2.Connection) -> Generator[WrongValue]:
    for found in impossible_values(connection):
        kind, field = found.kind, found.field
        # As bytes: the driver cannot read words that are none.
        sql = (
            f"SELECT id, typeof({field.name}), CAST({field.name} AS BLOB), {_as_number(field)} FROM {kind} "
            f"WHERE NOT ({right_sql(field)}) ORDER BY id"
        )
        for number, sort, raw, figure in connection.execute(sql).fetchall():
            words, readable = _read(raw)
            meant = _meant(kind, field, words, figure)
            instead = _instead(kind, field, figure) if meant is None else meant
            yield WrongValue(
                kind, field, number, words, instead,
                settable=instead is not None or not field.required,
                undoable=readable and sort != "blob" and field.type is not FieldType.REFERENCE
                and isfinite(figure or 0),
                raw=raw,
            )  # fmt: skip


def _unreadable(connection: dbapi2.Connection) -> Generator[WrongValue]:
    """Gives words that are none; what can be read of them stands instead."""
    from salesdesk.model import fields_of, models

    for kind in models():
        for field in (each for each in fields_of(kind) if each.type in _NEEDED):
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


def _meant(kind: str, field: Field, words: str, figure: float | None) -> Any:
    """Gives what another program plainly meant, as it is stored: "Won" for won, a day with a time; None if unclear."""
    from salesdesk.store.stored_columns import as_stored

    said = words.strip()
    with suppress(ValueError):  # what is no number, day or moment
        match field.type:
            case FieldType.CHOICE:
                same = [c.value for c in field.choices if said.casefold() in (c.value, c.label.casefold())]
                return same[0] if same else None
            case FieldType.BOOLEAN:
                return {"true": 1, "false": 0}.get(said.casefold())
            case FieldType.DATE:
                return as_stored(kind, field.name, [datetime.fromisoformat(said).date()])[0]
            case FieldType.DATETIME if (moment := datetime.fromisoformat(said)).tzinfo is None:
                return as_stored(kind, field.name, [moment])[0]
            case FieldType.MONEY | FieldType.INTEGER if figure is not None and isfinite(figure):
                return _within(field, round(figure))
            case _:
                return None
    return None


def _within(field: Field, number: float) -> float:
    """Gives the nearest stored number that the field may hold."""
    scale = MONEY_SCALE if field.type is FieldType.MONEY else 1
    low = number if field.low is None else max(number, field.low * scale)
    return low if field.high is None else min(low, field.high * scale)


def _instead(kind: str, field: Field, figure: float | None) -> Any:
    """Gives the nearest stored value that can be for a number out of bounds, else nothing, or what a new record has.

    A choice that is needed is never guessed: it may be the outcome of a deal.
    """
    from salesdesk.store.stored_columns import first_values

    if figure is not None and isfinite(figure) and field.type is not FieldType.CHOICE:
        nearest = _within(field, figure)
        if nearest != figure:
            return nearest
    if not field.required or field.type is FieldType.CHOICE:
        return None
    first = first_values(kind, ()).get(field.name)
    return first if first is not None else _NEEDED.get(field.type, field.low)


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
    except (OSError, dbapi2.Error):
        return False


def _is_in(connection: dbapi2.Connection, wrong: WrongValue) -> bool:
    sql = f"SELECT 1 FROM {wrong.kind} WHERE id = ? AND CAST({wrong.field.name} AS BLOB) = ?"
    return connection.execute(sql, (wrong.record_id, wrong.raw)).fetchone() is not None


def settable(values: Sequence[WrongValue]) -> list[tuple[WrongValue, Any]]:
    """Pairs the values that need nobody's word with what stands instead."""
    return [(each, each.instead) for each in values if each.settable]
