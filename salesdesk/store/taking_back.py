"""Takes back one step although later ones stand: what they have changed since stays as it is, and is told."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlcipher3 import dbapi2

from salesdesk.env.following import ticked
from salesdesk.frozen import frozen
from salesdesk.model import fields_of, models
from salesdesk.store.journal import ChangeLine, lines_of, turn_back
from salesdesk.store.triggers import COMMON_LOG, follows, is_log, only_tells

Record = tuple[str, int]
STAMP = "changed_at"
TECHNICAL = (STAMP, "batch_id")
"""Fields that every later change moves and nobody has to be told of."""
_STEP = (
    "SELECT s.id FROM change_log l JOIN step s ON s.id = l.step_id "
    "WHERE l.kind = ? AND l.record_id = ? AND l.op = 'I' AND s.state = 'done'"
)
_NEXT = "SELECT min(id) FROM import_batch WHERE id > ? AND kind = 'deals' AND taken_back_at IS NULL"
_FORWARD = (
    "UPDATE deal_snapshot SET batch_id = ? WHERE batch_id = ? "
    "AND opportunity_id NOT IN (SELECT opportunity_id FROM deal_snapshot WHERE batch_id = ?)"
)
_LATER = "SELECT id FROM step WHERE id > ? AND state = 'done' ORDER BY id"


@frozen
class KeptChange:
    """A record that has changed since: each such field with what the step wrote and what stands there now."""

    kind: str
    record_id: int
    fields: Mapping[str, tuple[Any, Any]]


@frozen
class TakingBack:
    """What taking a step back does: its lines that are turned round, and what stays as it is.

    `kept` has changed since; `needed` counts, by kind, what the step added and something that stays refers to.
    """

    lines: tuple[ChangeLine, ...]
    kept: tuple[KeptChange, ...]
    needed: Mapping[str, int]

    def count(self, op: str, kind: str = "") -> int:
        """Counts the records that were added (`I`) or changed (`U`) and are as before then, of one kind or of all."""
        return sum(line.op == op and kind in ("", line.kind) and not is_log(line.kind) for line in self.lines)


def step_that_added(connection: dbapi2.Connection, kind: str, record_id: int) -> int | None:
    """Gives the step that added a record; None where the log has let it go, or never had it."""
    row = connection.execute(_STEP, (kind, record_id)).fetchone()
    return row["id"] if row else None


def foresee(connection: dbapi2.Connection, step: int, apart: Iterable[str] = ()) -> TakingBack:
    """Says what taking a step back would do; kinds set `apart` are left to the caller."""
    return _Foreseen(connection, step, frozenset(apart)).whole()


def carry_out(connection: dbapi2.Connection, taking: TakingBack) -> None:
    """Turns the lines round, within a change of its own: that is what undo then takes back."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    connection.execute("UPDATE recorder SET replaying = 1")
    added: defaultdict[str, list[int]] = defaultdict(list)
    for line in taking.lines:
        if line.op == "I":
            added[line.kind].append(line.record_id)
    for kind, field in _references():
        if only_tells(kind) and field.refers_to in added:
            way = "DELETE FROM {}" if follows(kind, field) else f"UPDATE {{}} SET {field.name} = NULL"
            gone = f"WHERE {field.name} IN (SELECT value FROM json_each(?))"
            connection.execute(f"{way.format(kind)} {gone}", (json.dumps(added[field.refers_to]),))
    turn_back(connection, ticked(taking.lines, 0, len(taking.lines)))
    connection.execute("UPDATE recorder SET replaying = 0")


def forget_snapshot(connection: dbapi2.Connection, batch_id: int) -> None:
    """Lets the snapshot of an import go; what it told that holds in the next one too is told there from then on."""
    after = connection.execute(_NEXT, (batch_id,)).fetchone()[0]
    if after is not None:
        connection.execute(_FORWARD, (after, batch_id, after))
    connection.execute("DELETE FROM deal_snapshot WHERE batch_id = ?", (batch_id,))


class _Foreseen:
    """Compares what a step did with what stands now; made anew for each step."""

    def __init__(self, connection: dbapi2.Connection, step: int, apart: frozenset[str]) -> None:
        self._connection = connection
        self._lines = [line for line in ticked(lines_of(connection, step)) if line.kind not in apart]
        self._changed = _merged(self._lines)
        self._since = _changed_since(connection, step, {(line.kind, line.record_id) for line in self._lines})
        self._now = self._read()
        self._added = {
            (line.kind, line.record_id) for line in self._lines if line.op == "I" and not is_log(line.kind)
        }
        self._kept: dict[Record, dict[str, tuple[Any, Any]]] = {}
        self._needed: Counter[str] = Counter()

    def whole(self) -> TakingBack:
        """Gives all of it."""
        going = self._going()
        updates = list(self._updates(going))
        staying = {kind for kind, _unused in self._added - going}
        removed = [line for line in self._lines if line.op == "D" and line.kind not in staying]
        logged = [line for line in self._lines if is_log(line.kind) and self._logs_nothing_kept(line)]
        added = [line for line in self._lines if (line.kind, line.record_id) in going and line.op == "I"]
        kept = tuple(KeptChange(*record, fields) for record, fields in self._kept.items())
        return TakingBack((*logged, *updates, *reversed(added), *reversed(removed)), kept, dict(self._needed))

    def _going(self) -> set[Record]:
        """Gives the added records that nobody has changed since and that nothing which stays refers to."""
        going = {record for record in self._added if record in self._now}
        for kind, number in sorted(going):
            now = self._now[kind, number]
            changed = {
                name: (written, now[name])
                for name, written in self._since.get((kind, number), {}).items()
                if name not in TECHNICAL and now[name] != written
            }
            if changed:
                self._kept[kind, number] = changed
                going.discard((kind, number))
        held = self._held(going)
        while held:
            going -= held
            self._needed.update(kind for kind, _unused in held)
            held = self._held(going)
        return going

    def _held(self, going: set[Record]) -> set[Record]:
        """Gives the records to go that something else refers to which stays, and would go on doing so."""
        by_kind: defaultdict[str, set[int]] = defaultdict(set)
        for kind, number in going:
            by_kind[kind].add(number)
        held: set[Record] = set()
        for kind, field in _references():
            wanted = by_kind.get(field.refers_to)
            if not wanted or only_tells(kind):
                continue
            rows = self._connection.execute(
                f"SELECT id, {field.name} FROM {kind} WHERE {field.name} IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(wanted)),),
            )
            held |= {
                (field.refers_to, to)
                for number, to in rows
                if (kind, number) not in going and not self._is_let_go(kind, number, field.name, to)
            }
        return held

    def _is_let_go(self, kind: str, number: int, field: str, to: int) -> bool:
        """Tells whether a reference is the step's own and goes back to what it was."""
        pair = self._changed.get((kind, number), {}).get(field)
        return pair is not None and pair[1] == to and self._is_there(kind, field, pair[0])

    def _updates(self, going: set[Record]) -> Iterator[ChangeLine]:
        """Gives what the step changed and nobody has changed since, as lines to be turned round."""
        for (kind, number), pairs in ticked(self._changed.items()):
            now = self._now.get((kind, number))
            if now is None or (kind, number) in self._added:
                continue
            back: dict[str, Any] = {}
            for name, (old, new) in pairs.items():
                if now[name] == new and self._is_there(kind, name, old, going):
                    back[name] = [old, new]
                elif now[name] != old and name not in TECHNICAL:
                    self._kept.setdefault((kind, number), {})[name] = (new, now[name])
            if set(back) - {STAMP}:
                yield ChangeLine(kind, number, "U", back)

    def _is_there(self, kind: str, field: str, number: Any, going: Iterable[Record] = ()) -> bool:
        """Tells whether a field can go back to a value: what it referred to must still be there."""
        to = next((f.refers_to for f in fields_of(kind) if f.name == field and f.refers_to), "")
        if not to or number is None:
            return True
        found = self._connection.execute(f"SELECT 1 FROM {to} WHERE id = ?", (number,)).fetchone()
        return found is not None and (to, number) not in going

    def _logs_nothing_kept(self, line: ChangeLine) -> bool:
        """Tells whether a line of the log of tracked fields is about a value that goes back."""
        row = self._now.get((line.kind, line.record_id))
        if row is None:
            return False
        if line.kind == COMMON_LOG:
            record = (row["kind"], row["record_id"])
        else:
            kind = line.kind.removesuffix("_change")
            record = (kind, row[f"{kind}_id"])
        return row["field"] not in self._kept.get(record, {})

    def _read(self) -> dict[Record, dict[str, Any]]:
        """Reads how the records of the step stand now."""
        numbers: defaultdict[str, list[int]] = defaultdict(list)
        for line in self._lines:
            numbers[line.kind].append(line.record_id)
        return {
            (kind, row["id"]): dict(zip(row.keys(), row, strict=True))
            for kind, ids in numbers.items()
            for row in self._connection.execute(
                f"SELECT * FROM {kind} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
            )
        }


def _merged(lines: Iterable[ChangeLine]) -> dict[Record, dict[str, tuple[Any, Any]]]:
    """Gives each changed field of each record as it was before the step and after it."""
    found: dict[Record, dict[str, tuple[Any, Any]]] = {}
    for line in lines:
        if line.op == "U":
            pairs = found.setdefault((line.kind, line.record_id), {})
            pairs |= {name: (pairs.get(name, (old,))[0], new) for name, (old, new) in line.fields.items()}
    return found


def _changed_since(
    connection: dbapi2.Connection, step: int, wanted: set[Record]
) -> dict[Record, dict[str, Any]]:
    """Gives, of these records, each field that later steps changed, with the value that stood there before."""
    found: dict[Record, dict[str, Any]] = {}
    for (later,) in connection.execute(_LATER, (step,)).fetchall():
        for line in ticked(lines_of(connection, later)):
            record = (line.kind, line.record_id)
            if line.op == "U" and record in wanted:
                first = found.setdefault(record, {})
                for name, (old, _new) in line.fields.items():
                    first.setdefault(name, old)
    return found


def _references() -> Iterator[tuple[str, Any]]:
    return ((kind, field) for kind in models() for field in fields_of(kind) if field.refers_to)
