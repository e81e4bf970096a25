"""Keeps the named steps of what was done, undoes and redoes them, and tells the history of a record."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from sqlcipher3 import dbapi2

from salesdesk.frozen import frozen
from salesdesk.store.log_bound import bound_log
from salesdesk.store.log_lines import LINE, ChangeLine, StrangeLineError, lines_in
from salesdesk.store.runs import RECORDS_IN_A_RUN

TOGETHER_SECONDS = 600
"""Keystrokes on the same thing within this time are one step of undo."""
_CREATED = 50
_MANY = 50
"""So many lines that are alike are turned back at once instead of row by row."""
_CHOSEN = """
SELECT s.id, s.name FROM step s WHERE s.state = :state AND s.id IN (SELECT value FROM json_each(:within))
AND NOT EXISTS (SELECT 1 FROM change_log mine
  JOIN change_log other ON other.kind = mine.kind AND other.record_id = mine.record_id
  JOIN step o ON o.id = other.step_id
  WHERE mine.step_id = s.id AND o.state = s.state AND o.id {passed} s.id)
AND NOT EXISTS (SELECT 1 FROM change_log mine
  JOIN change_log other ON other.kind = mine.kind AND other.last_id >= mine.record_id
  AND other.record_id <= coalesce(mine.last_id, mine.record_id)
  JOIN step o ON o.id = other.step_id
  WHERE mine.step_id = s.id AND o.state = s.state AND o.id {passed} s.id
  AND (mine.last_id IS NOT NULL OR other.run IS NULL OR run_holds(other.run, mine.record_id)))
AND NOT EXISTS (SELECT 1 FROM change_log mine
  JOIN change_log other ON other.kind = mine.kind AND other.record_id BETWEEN mine.record_id AND mine.last_id
  JOIN step o ON o.id = other.step_id
  WHERE mine.step_id = s.id AND mine.last_id IS NOT NULL AND o.state = s.state AND o.id {passed} s.id
  AND (mine.run IS NULL OR run_holds(mine.run, other.record_id)))
ORDER BY s.id {order}
"""
_LINES = f"SELECT {LINE} FROM change_log"
_PIECE = 50
"""So many rows of the log are read at once, each of which may stand for a run of records."""
_NO_LINE = 2**63 - 1
_HISTORY = """
SELECT l.id, at, name, kind, record_id, last_id, op, fields, run FROM change_log l JOIN step ON step.id = step_id
WHERE kind = :kind AND record_id = :id AND last_id IS NULL AND state = 'done'
UNION ALL
SELECT l.id, at, name, kind, record_id, last_id, op, fields, run FROM change_log l JOIN step ON step.id = step_id
WHERE kind = :kind AND last_id >= :id AND record_id <= :id AND state = 'done'
ORDER BY l.id DESC
"""
_RECORDS = "CAST(total(coalesce(last_id - record_id + 1, 1)) AS INTEGER)"
_SIZE = f"SELECT {_RECORDS} AS size FROM change_log WHERE step_id = (SELECT {{step}})"
SIZE_OF_NEXT = {
    "undo": _SIZE.format(step="max(id) FROM step WHERE state = 'done'"),
    "redo": _SIZE.format(step="min(id) FROM step WHERE state = 'undone'"),
}
"""Counts, in SQL, the changed records of the step that undo or redo would turn round next."""


@frozen
class Changes:
    """What one step touched: its name, the kinds of record, the records it created (when few), and its number.

    `origin` is the part of a view in which it was typed, where that matters to the view: it shows the change already.
    One that is not `undoable` left no step behind.
    """

    step: str
    kinds: frozenset[str]
    created: tuple[tuple[str, int], ...] = ()
    step_id: int = field(default=0, compare=False)
    origin: object = field(default=None, compare=False)
    undoable: bool = field(default=True, compare=False)

    def by(self, origin: object) -> "Changes":
        """Gives the same change with who made it."""
        return replace(self, origin=origin)

    def new_id(self, kind: str) -> int:
        """Gives the id of the first record of a kind that the step created."""
        return next(number for of_kind, number in self.created if of_kind == kind)


@frozen
class Step:
    """One named step of what was done."""

    id: int
    name: str


@frozen
class HistoryLine:
    """One line of a record's history: when, in which step, and each field's value before and after."""

    at: datetime
    step: str
    op: str
    fields: Mapping[str, tuple[Any, Any]]


def begin_step(connection: dbapi2.Connection, name: str, at: datetime, together: str) -> int:
    """Starts recording into a new step, or goes on with the last one where it belongs together."""
    last = connection.execute(
        "SELECT id, at, together FROM step WHERE state = 'done' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if together and last and last["together"] == together and _is_recent(last["at"], at):
        step = int(last["id"])
        connection.execute("UPDATE step SET at = ? WHERE id = ?", (at.isoformat(" "), step))
    else:
        sql = "INSERT INTO step (name, together, at) VALUES (?, ?, ?)"
        step = int(connection.execute(sql, (name, together, at.isoformat(" "))).lastrowid or 0)
    connection.execute("UPDATE recorder SET step_id = ?, at = ?", (step, at.isoformat(" ")))
    return step


def _is_recent(before: Any, at: datetime) -> bool:
    with suppress(ValueError, TypeError):  # another program may have written no moment
        return 0 <= (at - datetime.fromisoformat(before)).total_seconds() <= TOGETHER_SECONDS
    return False


def end_step(connection: dbapi2.Connection, step: int, since: int) -> Changes:
    """Stops recording; a step that changed nothing is forgotten, any other ends what could be redone."""
    connection.execute("UPDATE recorder SET step_id = NULL, at = NULL")
    name = connection.execute("SELECT name FROM step WHERE id = ?", (step,)).fetchone()["name"]
    changes = _changes_of(connection, step, name, since)
    if changes.kinds:
        _merge(connection, step, since)
        connection.execute("DELETE FROM step WHERE state = 'undone'")
        bound_log(connection, step)
    else:
        unused = "NOT EXISTS (SELECT 1 FROM change_log WHERE step_id = step.id)"
        connection.execute(f"DELETE FROM step WHERE id = ? AND {unused}", (step,))
    return changes


def last_line(connection: dbapi2.Connection) -> int:
    """Gives the number of the newest line of the log."""
    return connection.execute("SELECT coalesce(max(id), 0) FROM change_log").fetchone()[0]


def lines_of(
    connection: dbapi2.Connection, step: int, *, op: str = "", newest_first: bool = False
) -> Iterator[ChangeLine]:
    """Gives what a step did, or only what it did by one `op`, one line a record and change, however it is logged.

    The log is read and unpacked piece by piece, so that a large step takes little memory; what is written to other
    steps meanwhile does not matter. Raises StrangeLineError where another program wrote into it.
    """
    beyond, order, last = ("<", "DESC", _NO_LINE) if newest_first else (">", "ASC", 0)
    sql = f"{_LINES} WHERE step_id = ? AND id {beyond} ? AND ? IN ('', op) ORDER BY id {order} LIMIT {_PIECE}"
    while rows := connection.execute(sql, (step, last, op)).fetchall():
        for row in rows:
            yield from lines_in(row, newest_first=newest_first)
        last = rows[-1]["id"]


def next_step(connection: dbapi2.Connection, way: str) -> Step | None:
    """Gives the step that undo would take back, or redo do again."""
    which = "state = 'done' ORDER BY id DESC" if way == "undo" else "state = 'undone' ORDER BY id"
    row = connection.execute(f"SELECT id, name FROM step WHERE {which} LIMIT 1").fetchone()
    return Step(row["id"], row["name"]) if row else None


def chosen(connection: dbapi2.Connection, way: str, within: Collection[int]) -> list[Step]:
    """Gives those of some steps that can be turned round past others, the first to try first.

    Undo begins with the newest and takes none whose records a later step that stands has touched; redo begins
    with the oldest and takes none whose records wait for an earlier step. So of each record the steps that stand
    always come before those undone, and the rest of the journal is as true afterwards as it was before.
    """
    state, passed, order = ("done", ">", "DESC") if way == "undo" else ("undone", "<", "ASC")
    sql = _CHOSEN.format(passed=passed, order=order)
    rows = connection.execute(sql, {"state": state, "within": json.dumps(sorted(within))}).fetchall()
    return [Step(row["id"], row["name"]) for row in rows]


def replay(connection: dbapi2.Connection, step: Step, at: datetime) -> Changes:
    """Turns a step round: undoes it when it stands, does it again when it was undone.

    The triggers log the way back while it happens; that log replaces the step's own.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    sql = "INSERT INTO step (name, at) VALUES ('', ?)"
    stamp = at.isoformat(" ")
    way_back = connection.execute(sql, (stamp,)).lastrowid
    connection.execute("UPDATE recorder SET step_id = ?, at = ?, replaying = 1", (way_back, stamp))
    turn_back(connection, lines_of(connection, step.id, newest_first=True))
    connection.execute("UPDATE recorder SET step_id = NULL, at = NULL, replaying = 0")
    connection.execute("DELETE FROM change_log WHERE step_id = ?", (step.id,))
    connection.execute("UPDATE change_log SET step_id = ? WHERE step_id = ?", (step.id, way_back))
    connection.execute("DELETE FROM step WHERE id = ?", (way_back,))
    connection.execute(
        "UPDATE step SET together = '', state = CASE state WHEN 'done' THEN 'undone' ELSE 'done' END WHERE id = ?",
        (step.id,),
    )
    return _changes_of(connection, step.id, step.name, 0)


def turn_back(connection: dbapi2.Connection, lines: Iterable[ChangeLine]) -> None:
    """Does the opposite of some lines, one after the other; what is recorded meanwhile is the step of the caller.

    Lines that are alike are turned together, so that imports undo fast.
    """
    for (kind, op, names), alike in groupby(lines, key=lambda line: (line.kind, line.op, tuple(line.fields))):
        while some := list(islice(alike, RECORDS_IN_A_RUN)):
            if len(some) < _MANY:
                connection.executemany(_opposite(kind, op, names), [_before(line) for line in some])
            else:
                _turn_back_at_once(connection, kind, op, names, some)


def history_of(connection: dbapi2.Connection, kind: str, record_id: int) -> list[HistoryLine]:
    """Gives what happened to one record, newest first."""
    rows = connection.execute(_HISTORY, {"kind": kind, "id": record_id}).fetchall()
    found = list[HistoryLine]()
    for row in rows:
        with suppress(StrangeLineError, ValueError, TypeError):  # what another program wrote is no history
            at = datetime.fromisoformat(row["at"])
            mine = (line for line in lines_in(row) if line.record_id == record_id)
            found += [HistoryLine(at, row["name"], line.op, _pairs(line)) for line in mine]
    return found


def _merge(connection: dbapi2.Connection, step: int, since: int) -> None:
    """Leaves one line a record for a run of keystrokes: each field as it was before the first and after the last."""
    mine = "FROM change_log WHERE last_id IS NULL AND step_id = ?"
    if connection.execute(f"SELECT 1 {mine} AND id <= ? LIMIT 1", (step, since)).fetchone() is None:
        return
    runs: dict[tuple[str, int], tuple[int, dict[str, list[Any]]]] = {}
    rows = connection.execute(f"SELECT {LINE} {mine} ORDER BY id", (step,)).fetchall()
    try:
        lines = [(row["id"], line) for row in rows for line in lines_in(row)]
    except StrangeLineError:
        return  # it is told when the step is to be undone
    for number, line in lines:
        record = (line.kind, line.record_id)
        if line.op != "U":
            runs.pop(record, None)
            continue
        first, merged = runs.setdefault(record, (number, {}))
        for field_name, (old, new) in line.fields.items():
            merged[field_name] = [merged.get(field_name, [old])[0], new]
        if first != number:
            kept = json.dumps(merged, ensure_ascii=False)
            connection.execute("UPDATE change_log SET fields = ? WHERE id = ?", (kept, first))
            connection.execute("DELETE FROM change_log WHERE id = ?", (number,))


def _pairs(line: ChangeLine) -> dict[str, tuple[Any, Any]]:
    if line.op != "U":
        return {}
    return {n: (old, new) for n, (old, new) in line.fields.items() if n != "changed_at"}


def _changes_of(connection: dbapi2.Connection, step: int, name: str, since: int) -> Changes:
    where, values = "FROM change_log WHERE step_id = ? AND id > ?", (step, since)
    kinds = connection.execute(f"SELECT DISTINCT kind {where}", values).fetchall()
    created = connection.execute(
        f"SELECT kind, record_id, last_id {where} AND op = 'I' ORDER BY id LIMIT {_CREATED}", values
    ).fetchall()
    numbers = (
        (row["kind"], number)
        for row in created
        for number in range(row["record_id"], (row["last_id"] or row["record_id"]) + 1)
    )
    return Changes(
        step=name,
        kinds=frozenset(row["kind"] for row in kinds),
        created=tuple(islice(numbers, _CREATED)),
        step_id=step,
    )


def _opposite(kind: str, op: str, names: Sequence[str]) -> str:
    """Gives the statement that takes a line back, to be filled in by the values before it and its record."""
    if op == "I":
        return f"DELETE FROM {kind} WHERE id = ?"
    if op == "D":
        return (
            f"INSERT INTO {kind} ({', '.join([*names, 'id'])}) VALUES ({', '.join('?' * (len(names) + 1))})"
        )
    return f"UPDATE {kind} SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?"


def _before(line: ChangeLine) -> list[Any]:
    """Gives the values before a line, and which record it is about."""
    values = line.fields.values()
    return [*(pair[0] for pair in values), line.record_id] if line.op == "U" else [*values, line.record_id]


def _turn_back_at_once(
    connection: dbapi2.Connection, kind: str, op: str, names: Sequence[str], lines: list[ChangeLine]
) -> None:
    from salesdesk.store import bulk

    if op == "I":
        bulk.delete_rows(connection, kind, (line.record_id for line in lines))
        return
    # Where a record comes twice, the older line is later, and what was before it counts.
    by_id = {number: [number, *values] for *values, number in map(_before, lines)}
    rows = [by_id[number] for number in sorted(by_id)]
    if op == "D":
        bulk.insert_rows(connection, kind, ["id", *names], rows)
    else:
        bulk.update_rows(connection, kind, names, rows)
