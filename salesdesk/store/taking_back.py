"""Takes back one step although later ones stand: what they have changed since stays as it is, and is told."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import groupby, islice
from typing import Any

from sqlcipher3 import dbapi2

from salesdesk.env.following import ticked
from salesdesk.frozen import frozen
from salesdesk.model import fields_of, models
from salesdesk.model.fields import Field
from salesdesk.store import bulk
from salesdesk.store.journal import ChangeLine, lines_of, turn_back
from salesdesk.store.runs import RECORDS_IN_A_RUN, in_runs
from salesdesk.store.taken_before import NOTHING, Numbers, Record, beneath, taken_back_before
from salesdesk.store.triggers import COMMON_LOG, follows, is_log, only_tells

STAMP = "changed_at"
TECHNICAL = (STAMP, "batch_id")
"""Fields that every later change moves and nobody has to be told of."""
_STEP = (
    "SELECT s.id FROM change_log l JOIN step s ON s.id = l.step_id "
    "WHERE l.kind = ? AND l.record_id = ? AND l.op = 'I' AND s.state = 'done'"
)
_LEFT = "left"
"""Counts the records that another step added, which was taken back before, and that go with this one."""
_OF_IDS = "id IN (SELECT value FROM json_each(?))"
_SNAPSHOT = "deal_snapshot"
_NEXT = "SELECT min(id) FROM import_batch WHERE id > ? AND kind = 'deals' AND taken_back_at IS NULL"
_FORWARD = (
    f"SELECT id FROM {_SNAPSHOT} WHERE batch_id = ? "
    f"AND opportunity_id NOT IN (SELECT opportunity_id FROM {_SNAPSHOT} WHERE batch_id = ?)"
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
    """What taking a step back does: what it turns round, and what stays as it is.

    `kept` has changed since; `needed` counts, by kind, what the step added and something that stays refers to.
    `going` are the added records that go, by kind. The lines that are turned round may be very many, so they are only
    `counted`, by what they did and to which kind, and `lines` reads them from the log while they are.
    """

    kept: tuple[KeptChange, ...]
    needed: Mapping[str, int]
    going: Mapping[str, Set[int]]
    counted: Mapping[tuple[str, str], int]
    lines: Callable[[], Iterator[ChangeLine]]

    @property
    def kinds(self) -> frozenset[str]:
        """Gives the kinds of which anything goes back."""
        return frozenset(kind for (_op, kind), count in self.counted.items() if count)

    def count(self, op: str, kind: str) -> int:
        """Counts the records of a kind that were added (`I`), changed (`U`) or removed (`D`) and are as before then."""
        return self.counted.get((op, kind), 0)

    def left_before(self) -> Mapping[str, int]:
        """Counts, by kind, what goes too because the step that added it was taken back before."""
        return {kind: count for (op, kind), count in sorted(self.counted.items()) if op == _LEFT}


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
    for kind, field in _references():
        if only_tells(kind) and (gone := taking.going.get(field.refers_to)):
            telling = [number for number, _to in _referring(connection, kind, field, gone)]
            if follows(kind, field):
                bulk.delete_rows(connection, kind, telling)
            else:
                bulk.update_rows(connection, kind, [field.name], [(number, None) for number in telling])
    turn_back(connection, ticked(taking.lines(), 0, sum(taking.counted.values())))
    connection.execute("UPDATE recorder SET replaying = 0")


def forget_snapshot(connection: dbapi2.Connection, batch_id: int) -> None:
    """Lets the snapshot of an import go; what it told that holds in the next one too is told there from then on."""
    after = connection.execute(_NEXT, (batch_id,)).fetchone()[0]
    if after is not None:
        moved = connection.execute(_FORWARD, (batch_id, after)).fetchall()
        bulk.update_rows(connection, _SNAPSHOT, ["batch_id"], [(row["id"], after) for row in moved])
    gone = connection.execute(f"SELECT id FROM {_SNAPSHOT} WHERE batch_id = ?", (batch_id,)).fetchall()
    bulk.delete_rows(connection, _SNAPSHOT, (row["id"] for row in gone))


class _Foreseen:
    """Compares what a step did with what stands now; made anew for each step.

    Of a step that did very much only the numbers of its records are held, and what of it stays as it is.
    """

    def __init__(self, connection: dbapi2.Connection, step: int, apart: frozenset[str]) -> None:
        self._connection, self._step, self._apart = connection, step, apart
        self._added: Numbers = defaultdict(set)
        self._changed: Numbers = defaultdict(set)
        self._more_than_once: Numbers = defaultdict(set)
        self._under = NOTHING
        self._through: dict[tuple[str, int, str], int] = {}
        self._pointed: dict[tuple[str, int, str], tuple[Any, Any]] = {}
        self._since: dict[Record, dict[str, Any]] = {}
        self._going: Numbers = {}
        self._staying: set[str] = set()
        self._kept: dict[Record, dict[str, tuple[Any, Any]]] = {}
        self._needed: Counter[str] = Counter()
        self._counted: Counter[tuple[str, str]] = Counter()

    def whole(self) -> TakingBack:
        """Gives all of it."""
        self._survey()
        if taken := taken_back_before(self._connection, self._step):
            self._under = beneath(self._connection, self._step, taken, self._touched())
        self._since = _changed_since(self._connection, self._step, self._added)
        self._going = self._free()
        self._staying = {kind for kind, ids in self._added.items() if ids - self._going[kind]}
        for kind, ids in self._going.items():
            mine = len(ids & self._added.get(kind, set()))
            self._counted.update({("I", kind): mine, (_LEFT, kind): len(ids) - mine})
        self._counted.update(("U", line.kind) for line in self._updates())
        self._counted.update(("D", line.kind) for line in self._removed())
        kept = tuple(KeptChange(*record, fields) for record, fields in self._kept.items())
        return TakingBack(kept, dict(self._needed), self._going, self._counted, self._lines)

    def _of(self, op: str = "", *, newest_first: bool = False) -> Iterator[ChangeLine]:
        """Reads the lines of the step, or those by which it did one thing."""
        found = lines_of(self._connection, self._step, op=op, newest_first=newest_first)
        return (line for line in found if line.kind not in self._apart)

    def _lines(self) -> Iterator[ChangeLine]:
        """Gives the lines to be turned round, in that order; what is before one in it may be gone when it is read."""
        yield from self._logged()
        yield from self._updates()
        added = self._of("I", newest_first=True)
        yield from (line for line in added if line.record_id in self._going.get(line.kind, ()))
        for kind, ids in self._under.added.items():
            yield from (ChangeLine(kind, number, "I", {}) for number in sorted(ids & self._going[kind]))
        yield from self._removed()

    def _survey(self) -> None:
        """Notes which records the step added and changed, and what those it changed referred to before and after."""
        for line in ticked(self._of()):
            if is_log(line.kind):
                continue
            if line.op == "I":
                self._added[line.kind].add(line.record_id)
            elif line.op == "U":
                mine = self._changed[line.kind]
                (self._more_than_once[line.kind] if line.record_id in mine else mine).add(line.record_id)
                for name in line.fields.keys() & _pointing(line.kind).keys():
                    (old, new), where = line.fields[name], (line.kind, line.record_id, name)
                    self._pointed[where] = (self._pointed.get(where, (old,))[0], new)

    def _touched(self) -> Numbers:
        """Gives what the step changed, and all that this and what it added refer to now."""
        found: Numbers = defaultdict(set, {kind: set(ids) for kind, ids in self._changed.items()})
        for kind, field in _references():
            sql = f"SELECT DISTINCT {field.name} FROM {kind} WHERE {_OF_IDS}"
            for piece in in_runs(iter(sorted(self._changed.get(kind, set()) | self._added.get(kind, set())))):
                rows = self._connection.execute(sql, (json.dumps(piece),))
                found[field.refers_to].update(row[0] for row in rows if row[0] is not None)
        return found

    def _free(self) -> Numbers:
        """Gives the added records that nobody has changed since and that nothing which stays refers to."""
        going = {kind: self._there(kind, ids) for kind, ids in self._added.items()}
        for kind, ids in self._under.added.items():
            going[kind] = going.get(kind, set()) | self._there(kind, ids)
        since = {**self._under.since, **self._since}
        for kind, number in sorted(since.keys()):
            if number not in going.get(kind, ()):
                continue
            now = self._now(kind, [number])[number]
            written = since[kind, number]
            changed = {
                name: (value, now[name])
                for name, value in written.items()
                if name not in TECHNICAL and now[name] != value
            }
            if changed:
                going[kind].discard(number)
                if number in self._added[kind]:
                    self._kept[kind, number] = changed
        while held := self._held(going):
            for kind, ids in held.items():
                going[kind] -= ids
                self._needed[kind] += len(ids & self._added.get(kind, set()))
        return going

    def _held(self, going: Numbers) -> Numbers:
        """Gives the records to go that something else refers to which stays, and would go on doing so."""
        held: Numbers = {}
        for kind, field in _references():
            wanted = going.get(field.refers_to)
            if not wanted or only_tells(kind):
                continue
            mine = going.get(kind, ())
            for number, to in _referring(self._connection, kind, field, wanted):
                if number not in mine and not self._is_let_go(kind, number, field.name, to):
                    held.setdefault(field.refers_to, set()).add(to)
        return held

    def _is_let_go(self, kind: str, number: int, field: str, to: int) -> bool:
        """Tells whether a reference is the step's own and goes back to what it was."""
        pair = self._pointed.get((kind, number, field))
        if pair is None or pair[1] != to:
            return False
        return self._is_there(kind, field, self._under.under(kind, number, field, pair[0])[0])

    def _updates(self) -> Iterator[ChangeLine]:
        """Gives what the step changed and nobody has changed since, as lines to be turned round."""
        for kind, some in self._merged():
            now = self._now(kind, [number for number, _pairs in some])
            for number, pairs in some:
                if number not in now or number in self._added[kind] or number in self._going.get(kind, ()):
                    continue
                back: dict[str, Any] = {}
                for name, (first, new) in pairs.items():
                    old, through = self._under.under(kind, number, name, first)
                    if through:
                        self._through[kind, number, name] = through
                    if now[number][name] == new and self._is_there(kind, name, old, self._going):
                        back[name] = [old, new]
                    elif now[number][name] != old and name not in TECHNICAL:
                        self._kept.setdefault((kind, number), {})[name] = (new, now[number][name])
                if set(back) - {STAMP}:
                    yield ChangeLine(kind, number, "U", back)

    def _merged(self) -> Iterator[tuple[str, Sequence[tuple[int, Mapping[str, Any]]]]]:
        """Gives each changed field of each record as it was before the step and after it, some records at a time."""
        often: dict[Record, dict[str, tuple[Any, Any]]] = {}
        for kind, lines in groupby(ticked(self._of("U")), key=lambda line: line.kind):
            while piece := list(islice(lines, RECORDS_IN_A_RUN)):
                some: list[tuple[int, Mapping[str, Any]]] = []
                for line in piece:
                    if line.record_id not in self._more_than_once[kind]:
                        some.append((line.record_id, line.fields))
                        continue
                    pairs = often.setdefault((kind, line.record_id), {})
                    pairs |= {
                        name: (pairs.get(name, (old,))[0], new) for name, (old, new) in line.fields.items()
                    }
                yield kind, some
        yield from ((kind, [(number, pairs)]) for (kind, number), pairs in often.items())

    def _is_there(self, kind: str, field: str, number: Any, going: Numbers | None = None) -> bool:
        """Tells whether a field can go back to a value: what it referred to must still be there."""
        to = _pointing(kind).get(field)
        if to is None or number is None:
            return True
        return number not in (going or {}).get(to, ()) and bool(self._there(to, [number]))

    def _removed(self) -> Iterator[ChangeLine]:
        """Gives what the step removed; of a kind of which something stays that came in its place nothing comes back."""
        return (line for line in self._of("D", newest_first=True) if line.kind not in self._staying)

    def _logged(self) -> Iterator[ChangeLine]:
        """Gives the lines of the log of tracked fields that are about a value that goes back."""
        for step in (self._step, *(self._under.steps if self._through else ())):
            logged = (line for line in lines_of(self._connection, step, op="I") if is_log(line.kind))
            for kind, lines in groupby(logged, key=lambda line: line.kind):
                while piece := list(islice(lines, RECORDS_IN_A_RUN)):
                    now = self._now(kind, [line.record_id for line in piece])
                    yield from (
                        line
                        for line in piece
                        if line.record_id in now and self._goes_back(step, kind, now[line.record_id])
                    )

    def _goes_back(self, step: int, log: str, row: dbapi2.Row) -> bool:
        kind = log.removesuffix("_change")
        record: Record = (row["kind"], row["record_id"]) if log == COMMON_LOG else (kind, row[f"{kind}_id"])
        if row["field"] in self._kept.get(record, {}):
            return False
        return step == self._step or self._through.get((record[0], record[1], row["field"]), step + 1) <= step

    def _there(self, kind: str, ids: Iterable[int]) -> set[int]:
        """Gives those of some records that are there."""
        sql = f"SELECT id FROM {kind} WHERE {_OF_IDS}"
        pieces = in_runs(iter(sorted(ids)))
        return {row["id"] for piece in pieces for row in self._connection.execute(sql, (json.dumps(piece),))}

    def _now(self, kind: str, ids: Sequence[int]) -> dict[int, dbapi2.Row]:
        """Reads how some records stand now."""
        rows = self._connection.execute(f"SELECT * FROM {kind} WHERE {_OF_IDS}", (json.dumps(ids),))
        return {row["id"]: row for row in rows}


def _changed_since(connection: dbapi2.Connection, step: int, wanted: Numbers) -> dict[Record, dict[str, Any]]:
    """Gives, of these records, each field that later steps changed, with the value that stood there before."""
    found: dict[Record, dict[str, Any]] = {}
    for (later,) in connection.execute(_LATER, (step,)).fetchall():
        for line in ticked(lines_of(connection, later, op="U")):
            if line.record_id in wanted.get(line.kind, ()):
                first = found.setdefault((line.kind, line.record_id), {})
                for name, (old, _new) in line.fields.items():
                    first.setdefault(name, old)
    return found


def _referring(
    connection: dbapi2.Connection, kind: str, field: Field, wanted: Set[int]
) -> Iterator[tuple[int, int]]:
    """Gives the records of a kind that refer to one of those wanted, each with the one it refers to."""
    # Between the least and the greatest: so many numbers would take longer to hand over than the rows to pass by.
    sql = f"SELECT id, {field.name} FROM {kind} WHERE {field.name} BETWEEN ? AND ?"
    for number, to in connection.execute(sql, (min(wanted), max(wanted))):
        if to in wanted:
            yield number, to


@cache
def _pointing(kind: str) -> Mapping[str, str]:
    """Gives, by field, the kind that it refers to."""
    return {field.name: field.refers_to for field in fields_of(kind) if field.refers_to}


def _references() -> Iterator[tuple[str, Field]]:
    return ((kind, field) for kind in models() for field in fields_of(kind) if field.refers_to)
