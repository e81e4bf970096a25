"""Reads how records stand now, and which refer to which."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache

from sqlcipher3 import dbapi2

from salesdesk.model import fields_of, models
from salesdesk.model.fields import Field
from salesdesk.store.runs import in_runs

OF_IDS = "id IN (SELECT value FROM json_each(?))"


def there(connection: dbapi2.Connection, kind: str, ids: Iterable[int]) -> set[int]:
    """Gives those of some records that are there."""
    sql = f"SELECT id FROM {kind} WHERE {OF_IDS}"
    pieces = in_runs(iter(sorted(ids)))
    return {row["id"] for piece in pieces for row in connection.execute(sql, (json.dumps(piece),))}


def now(connection: dbapi2.Connection, kind: str, ids: Sequence[int]) -> dict[int, dbapi2.Row]:
    """Reads how some records stand now."""
    rows = connection.execute(f"SELECT * FROM {kind} WHERE {OF_IDS}", (json.dumps(ids),))
    return {row["id"]: row for row in rows}


def referring(
    connection: dbapi2.Connection, kind: str, field: Field, wanted: Set[int]
) -> Iterator[tuple[int, int]]:
    """Gives the records of a kind that refer to one of those wanted, each with the one it refers to."""
    # Between the least and the greatest: so many numbers would take longer to hand over than the rows to pass by.
    sql = f"SELECT id, {field.name} FROM {kind} WHERE {field.name} BETWEEN ? AND ?"
    for number, to in connection.execute(sql, (min(wanted), max(wanted))):
        if to in wanted:
            yield number, to


def referred(connection: dbapi2.Connection, kind: str, field: Field, ids: Iterable[int]) -> Iterator[int]:
    """Gives what some records of a kind refer to by a field."""
    sql = f"SELECT DISTINCT {field.name} FROM {kind} WHERE {OF_IDS} AND {field.name} IS NOT NULL"
    for piece in in_runs(iter(sorted(ids))):
        yield from (row[0] for row in connection.execute(sql, (json.dumps(piece),)))


@cache
def pointing(kind: str) -> Mapping[str, str]:
    """Gives, by field, the kind that it refers to."""
    return {field.name: field.refers_to for field in fields_of(kind) if field.refers_to}


def references() -> Iterator[tuple[str, Field]]:
    """Gives every field that refers to a record, with its kind."""
    return ((kind, field) for kind in models() for field in fields_of(kind) if field.refers_to)
