"""Writes many records of one kind at once: the journal takes them as runs, the search index as one statement.

The triggers that do both row by row are told to stand back meanwhile by `recorder.in_bulk`. All of it happens in
the transaction of the caller, whose step the runs belong to.
"""

import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, pairwise
from typing import Any, Final

from sqlcipher3 import dbapi2

from salesdesk.env.following import tick
from salesdesk.model import models
from salesdesk.store.endless import EACH
from salesdesk.store.runs import in_runs, packed
from salesdesk.store.triggers import index_statements, log_of, watched_by_search

_OF_IDS = "id IN (SELECT value FROM json_each(?))"
PIECE: Final = 2000
"""So many records are indexed at once where all of them are, which takes no longer than somebody who cancels waits."""
_EVERY: Final = (
    "SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM {kind}) WHERE place % ? = 0"
)
_LEAST, _LARGEST = -(2**63), 2**63 - 1


def next_id(connection: dbapi2.Connection, kind: str) -> int:
    """Gives the number that the next new record of a kind has."""
    return connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {kind}").fetchone()[0]


def insert_rows(
    connection: dbapi2.Connection, kind: str, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Stores new records, each a row of stored values, of which the first is the id; ids ascend."""
    holders = ", ".join("?" * len(names))
    with _in_bulk(connection):
        written: list[int] = []

        def _noted() -> Generator[Sequence[Any]]:
            for row in rows:
                written.append(row[0])
                yield row

        connection.executemany(f"INSERT INTO {kind} ({', '.join(names)}) VALUES ({holders})", _noted())
        for first, last in _stretches(written):
            if not _goes_on(connection, kind, first, last):
                _log(connection, kind, first, last, "I", None)
            _add_to_search(connection, kind, "id BETWEEN ? AND ?", (first, last))


@contextmanager
def inserting(connection: dbapi2.Connection, kind: str) -> Generator[None]:
    """Takes new records of a kind, stored by one statement that leaves their numbers to SQLite, as one run."""
    first = next_id(connection, kind)
    with _in_bulk(connection):
        yield
        last = next_id(connection, kind) - 1
        if last >= first:
            _log(connection, kind, first, last, "I", None)
            _add_to_search(connection, kind, "id BETWEEN ? AND ?", (first, last))


def update_rows(
    connection: dbapi2.Connection, kind: str, names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Changes records: each row is an id and the stored values of the named fields."""
    by_id = {row[0]: row for row in rows}
    statement = f"UPDATE {kind} SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?"
    searched = bool(watched_by_search(kind) & set(names))
    with inserting(connection, log_of(kind)):  # by the triggers that track some of the fields
        for piece in in_runs(iter(sorted(by_id))):
            chosen = (json.dumps(piece),)
            before = _whole_rows(connection, kind, piece)
            connection.executemany(statement, [(*by_id[number][1:], number) for number in piece])
            _log_changes(connection, kind, before, _whole_rows(connection, kind, piece))
            if searched:
                _take_from_search(connection, kind, chosen)
                _add_to_search(connection, kind, _OF_IDS, chosen)


def search_anew(connection: dbapi2.Connection, kind: str, name: str, ids: Sequence[int]) -> None:
    """Finds records by what a field holds now, where its change was not watched."""
    if name in watched_by_search(kind):
        chosen = (json.dumps(ids),)
        _take_from_search(connection, kind, chosen)
        _add_to_search(connection, kind, _OF_IDS, chosen)


def fill_search(connection: dbapi2.Connection) -> None:
    """Fills the search index anew from what is stored, piece by piece, so that it can be followed and ended."""
    connection.execute("DELETE FROM search_index")
    pieces = [piece for kind in models() for piece in _pieces_of(connection, kind)]
    done, total = 0, sum(rows for _sql, _edges, rows in pieces)
    for sql, edges, rows in pieces:
        tick(done, total)
        connection.execute(sql, edges)
        done += rows


def _pieces_of(connection: dbapi2.Connection, kind: str) -> Iterator[tuple[str, tuple[int, int], int]]:
    """Gives the statements that index a kind, each with the ids it is for, after the first, and how many they are."""
    for add, _remove in index_statements(kind):
        count = connection.execute(f"SELECT {EACH} FROM {kind}").fetchone()[0]
        ends = connection.execute(_EVERY.format(kind=kind), (PIECE,)).fetchall()
        edges = (_LEAST, *(end for (end,) in ends), _LARGEST)
        for number, piece in enumerate(pairwise(edges)):
            yield f"{add} AND id > ? AND id <= ?", piece, min(PIECE, count - number * PIECE)


def delete_rows(connection: dbapi2.Connection, kind: str, ids: Iterable[int]) -> None:
    """Removes those of the records that are there."""
    with _in_bulk(connection):
        for piece in in_runs(iter(sorted(ids))):
            rows = _whole_rows(connection, kind, piece)
            if not rows:
                continue
            gone = [row["id"] for row in rows]
            fields = {name: [row[name] for row in rows] for name in rows[0].keys() if name != "id"}  # noqa: SIM118 - a row of SQLite
            _log(connection, kind, gone[0], gone[-1], "D", packed(gone, fields))
            chosen = (json.dumps(gone),)
            _take_from_search(connection, kind, chosen)
            connection.execute(f"DELETE FROM {kind} WHERE {_OF_IDS}", chosen)


@contextmanager
def _in_bulk(connection: dbapi2.Connection) -> Generator[None]:
    connection.execute("UPDATE recorder SET in_bulk = 1")
    yield
    connection.execute("UPDATE recorder SET in_bulk = 0")


def _stretches(ids: Sequence[int]) -> list[tuple[int, int]]:
    """Gives the first and last of each stretch of ids without a gap."""
    breaks = [place for place in range(1, len(ids)) if ids[place] != ids[place - 1] + 1]
    starts = chain([0], breaks) if ids else ()
    return [(ids[start], ids[end - 1]) for start, end in zip(starts, [*breaks, len(ids)], strict=False)]


def _whole_rows(connection: dbapi2.Connection, kind: str, ids: Sequence[int]) -> list[dbapi2.Row]:
    sql = f"SELECT * FROM {kind} WHERE {_OF_IDS} ORDER BY id"
    return connection.execute(sql, (json.dumps(ids),)).fetchall()


def _log_changes(
    connection: dbapi2.Connection, kind: str, before: Sequence[dbapi2.Row], after: Sequence[dbapi2.Row]
) -> None:
    changed = [(old, new) for old, new in zip(before, after, strict=True) if tuple(old) != tuple(new)]
    if not changed:
        return
    fields = {
        name: pairs
        for name in before[0].keys()  # noqa: SIM118 - a row of SQLite
        if any(pairs := [[old[name], new[name]] if old[name] != new[name] else None for old, new in changed])
    }
    ids = [old["id"] for old, _new in changed]
    _log(connection, kind, ids[0], ids[-1], "U", packed(ids, fields))


def _log(connection: dbapi2.Connection, kind: str, first: int, last: int, op: str, run: bytes | None) -> None:
    connection.execute(
        "INSERT INTO change_log (step_id, kind, record_id, last_id, op, run) "
        "SELECT step_id, ?, ?, ?, ?, ? FROM recorder WHERE step_id IS NOT NULL",
        (kind, first, last, op, run),
    )


def _goes_on(connection: dbapi2.Connection, kind: str, first: int, last: int) -> bool:
    """Lets the newest line stand for further new records, where it is about those just before them."""
    sql = (
        "UPDATE change_log SET last_id = ? WHERE id = (SELECT max(id) FROM change_log) AND kind = ? AND op = 'I' "
        "AND run IS NULL AND last_id = ? AND step_id = (SELECT step_id FROM recorder)"
    )
    return connection.execute(sql, (last, kind, first - 1)).rowcount > 0


def _add_to_search(connection: dbapi2.Connection, kind: str, where: str, values: Sequence[Any]) -> None:
    for add, _remove in index_statements(kind):
        connection.execute(f"{add} AND {where}", values)


def _take_from_search(connection: dbapi2.Connection, kind: str, chosen: tuple[str]) -> None:
    for _add, remove in index_statements(kind):
        connection.execute(remove, chosen)
