"""Says what taking one step back would do although later ones stand: what it turns round, and what stays as it is."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, groupby, islice
from typing import Any

from sqlcipher3 import dbapi2

from salesdesk.env.following import ticked
from salesdesk.frozen import frozen
from salesdesk.model import fields_of
from salesdesk.store.as_it_stands import now, pointing, references, referred, referring, there
from salesdesk.store.holding import Holding, holding_of
from salesdesk.store.journal import lines_of
from salesdesk.store.log_lines import ChangeLine
from salesdesk.store.runs import RECORDS_IN_A_RUN, in_runs
from salesdesk.store.stored_columns import first_values
from salesdesk.store.taken_before import (
    NOTHING,
    STAMP,
    TECHNICAL,
    HandChanges,
    Numbers,
    Record,
    beneath,
)
from salesdesk.store.told import OF_A_ROW, ToldByFiles, bits_of, without
from salesdesk.store.triggers import COMMON_LOG, is_log, only_tells

_LEFT = "left"
"""Counts the records that another step added, which was taken back before, and that go with this one."""
_LATER = "SELECT id FROM step WHERE id > ? AND state = 'done' ORDER BY id"
Pairs = Mapping[str, tuple[Any, Any]]


@frozen
class KeptChange:
    """A record that has changed since: each such field with what the step wrote and what stands there now."""

    kind: str
    record_id: int
    fields: Pairs


@frozen
class TakingBack:
    """What taking a step back does: what it turns round, and what stays as it is.

    `kept` has changed since; `needed` counts, by kind, what the step added and something that stays refers to, and
    `held` what it added or changed and the file of a later import has too. `silent` are imports that stand of which it
    is not known what their files had. `going` are the added records that go, by kind. The lines that are turned round
    may be very many, so they are only `counted`, by what they did and to which kind, and `lines` reads them from the
    log while they are.
    """

    kept: tuple[KeptChange, ...]
    needed: Mapping[str, int]
    held: Mapping[str, int]
    silent: Set[int]
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


def foresee(connection: dbapi2.Connection, step: int, batch_id: int, apart: Iterable[str] = ()) -> TakingBack:
    """Says what taking back the step of an import would do; kinds set `apart` are left to the caller."""
    return _Foreseen(connection, step, holding_of(connection, batch_id), frozenset(apart)).whole()


class _Foreseen:
    """Compares what a step did with what stands now; made anew for each step.

    Of a step that did very much only the numbers of its records are held, and what of it stays as it is.
    """

    def __init__(
        self, connection: dbapi2.Connection, step: int, holding: Holding, apart: frozenset[str]
    ) -> None:
        self._connection, self._step, self._holding, self._apart = connection, step, holding, apart
        self._added, self._changed, self._more_than_once, self._told = (
            defaultdict[str, set[int]](set) for _each in range(4)
        )
        self._under = NOTHING
        self._through: dict[tuple[str, int, str], int] = {}
        self._pointed: dict[tuple[str, int, str], tuple[Any, Any]] = {}
        self._going, self._emptied = Numbers(), ToldByFiles()
        self._staying: set[str] = set()
        self._kept: dict[Record, dict[str, tuple[Any, Any]]] = {}
        self._needed: Counter[str] = Counter()
        self._counted: Counter[tuple[str, str]] = Counter()

    def whole(self) -> TakingBack:
        """Gives all of it."""
        self._survey()
        if min(self._holding.taken, default=self._step) < self._step:
            self._under = beneath(self._connection, self._step, self._holding, self._touched())
        self._going = self._free()
        self._staying = {kind for kind, ids in self._added.items() if ids - self._going[kind]}
        for kind, ids in self._going.items():
            mine = len(ids & self._added.get(kind, set()))
            self._counted.update({("I", kind): mine, (_LEFT, kind): len(ids) - mine})
        self._counted.update(("U", line.kind) for line in self._updates())
        mine = self._added
        self._counted.update(
            ("U", line.kind) for line in self._resets() if line.record_id not in mine[line.kind]
        )
        self._counted.update(("D", line.kind) for line in self._removed())
        kept = tuple(KeptChange(*record, fields) for record, fields in self._kept.items())
        held = {kind: len(ids) for kind, ids in self._told.items() if ids}
        return TakingBack(
            kept, dict(self._needed), held, self._holding.silent, self._going, self._counted, self._lines
        )

    def _of(self, op: str = "", *, newest_first: bool = False) -> Iterator[ChangeLine]:
        """Reads the lines of the step, or those by which it did one thing."""
        found = lines_of(self._connection, self._step, op=op, newest_first=newest_first)
        return (line for line in found if line.kind not in self._apart)

    def _lines(self) -> Iterator[ChangeLine]:
        """Gives the lines to be turned round, in that order; what is before one in it may be gone when it is read."""
        yield from self._logged()
        yield from self._updates()
        yield from self._resets()
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
                for name in line.fields.keys() & pointing(line.kind).keys():
                    (old, new), where = line.fields[name], (line.kind, line.record_id, name)
                    self._pointed[where] = (self._pointed.get(where, (old,))[0], new)

    def _touched(self) -> Numbers:
        """Gives what the step changed, what its file had, and all that this and what it added refer to now."""
        found: Numbers = defaultdict(set, {kind: set(ids) for kind, ids in self._changed.items()})
        for kind in self._holding.own.kinds():
            found[kind] |= set(self._holding.own.ids(kind))
        mine = {
            kind: found.get(kind, set()) | self._added.get(kind, set()) for kind in {*found, *self._added}
        }
        for kind, field in references():
            found[field.refers_to].update(referred(self._connection, kind, field, mine.get(kind, ())))
        return {kind: ids for kind, ids in found.items() if kind not in self._apart}

    def _free(self) -> Numbers:
        """Gives the added records that no hand has changed since, no other file had, and nothing that stays needs."""
        going = {kind: there(self._connection, kind, ids) for kind, ids in self._added.items()}
        for kind, ids in self._under.added.items():
            going[kind] = going.get(kind, set()) | there(self._connection, kind, ids)
        by_hand = self._changed_since(going) | self._under.by_hand
        for kind, ids in going.items():
            free = ids - {number for of, number in by_hand if of == kind}
            held = {number for number in free if self._holding.has(kind, number)}
            going[kind] = free - held
            mine = held & self._added.get(kind, set())
            self._told[kind] |= {number for number in mine if (kind, number) not in self._kept}
            self._empty(kind, held)
        while needed := self._needed_of(going):
            for kind, ids in needed.items():
                going[kind] -= ids
                self._needed[kind] += len(ids & self._added.get(kind, set()))
        return going

    def _changed_since(self, going: Numbers) -> frozenset[Record]:
        """Gives the records of the step that anybody has changed since, and keeps which values now differ."""
        hands, first = HandChanges(self._holding), dict[Record, dict[str, Any]]()
        for (later,) in self._connection.execute(_LATER, (self._step,)).fetchall():
            for line in ticked(lines_of(self._connection, later, op="U")):
                if line.record_id in self._added.get(line.kind, ()):
                    hands.lay(later, line)
                    mine = first.setdefault((line.kind, line.record_id), {})
                    for name, (old, _new) in line.fields.items():
                        mine.setdefault(name, old)
        by_hand = hands.records()
        for (kind, number), written in sorted(first.items()):
            stays = (kind, number) in by_hand or self._holding.has(kind, number)
            if stays and number in going.get(kind, ()):
                row = now(self._connection, kind, [number])[number]
                differs = {n: (v, row[n]) for n, v in written.items() if n not in TECHNICAL and row[n] != v}
                self._kept |= {(kind, number): differs} if differs else {}
        return by_hand

    def _needed_of(self, going: Numbers) -> Numbers:
        """Gives the records to go that something else refers to which stays, and would go on doing so."""
        needed: Numbers = {}
        for kind, field in references():
            wanted = going.get(field.refers_to)
            if not wanted or only_tells(kind):
                continue
            mine = going.get(kind, ())
            for number, to in referring(self._connection, kind, field, wanted):
                if number not in mine and not self._is_let_go(kind, number, field.name, to):
                    needed.setdefault(field.refers_to, set()).add(to)
        return needed

    def _is_let_go(self, kind: str, number: int, field: str, to: int) -> bool:
        """Tells whether a reference is the step's own and goes back to what it was."""
        if self._holding.after.tells(kind, number, field):
            return False
        if self._emptied.tells(kind, number, field):
            return True
        told = (to, to) if self._holding.own.tells(kind, number, field) else None
        pair = self._pointed.get((kind, number, field), told)
        if pair is None or pair[1] != to:
            return False
        old = self._under.under(kind, number, field, pair[0])[0]
        return old != to and self._is_there(kind, field, old)

    def _empty(self, kind: str, held: Set[int]) -> None:
        """Notes, of added records that stay because a file has a row of them, what no file that stands has told."""
        files = (self._holding.before, self._holding.after)
        rows = bits_of(number for number in held if any(file.tells(kind, number, OF_A_ROW) for file in files))
        begin = first_values(kind, ()) if rows else {}
        for field in fields_of(kind) if rows else ():
            if field.importable and (field.name in begin or not field.required):
                silent = rows
                for file in files:
                    silent = without(silent, file.bits(kind, field.name))
                self._emptied.add(kind, silent, [field.name])

    def _resets(self) -> Iterator[ChangeLine]:
        """Gives what such records had in these fields, as lines to be turned round."""
        for kind in self._emptied.kinds():
            begin, names = first_values(kind, ()), [field.name for field in fields_of(kind)]
            for piece in in_runs(self._emptied.ids(kind)):
                for number, row in now(self._connection, kind, piece).items():
                    mine = [name for name in names if self._emptied.tells(kind, number, name)]
                    back = {
                        name: [begin.get(name), row[name]] for name in mine if row[name] != begin.get(name)
                    }
                    for name, (_first, value) in back.items():
                        if through := self._under.under(kind, number, name, value)[1]:
                            self._through[kind, number, name] = through
                    if back:
                        yield ChangeLine(kind, number, "U", back)

    def _updates(self) -> Iterator[ChangeLine]:
        """Gives what the step changed or told and nobody has changed since, as lines to be turned round."""
        for kind, some in self._merged():
            rows = now(self._connection, kind, [number for number, _pairs in some])
            for number, pairs in some:
                if number not in rows or number in self._added[kind] or number in self._going.get(kind, ()):
                    continue
                told = {name: (rows[number][name],) * 2 for name in self._only_told(kind, number)}
                back = self._back(kind, number, {**told, **pairs}, rows[number])
                if set(back) - {STAMP}:
                    yield ChangeLine(kind, number, "U", back)

    def _back(
        self, kind: str, number: int, pairs: Mapping[str, Sequence[Any]], row: dbapi2.Row
    ) -> dict[str, Any]:
        """Gives what goes back in one record; what has changed since, or a later file told too, does not."""
        back: dict[str, Any] = {}
        after = self._holding.after
        for name, (first, new) in pairs.items():
            old, through = self._under.under(kind, number, name, first)
            if old == new or self._emptied.tells(kind, number, name):
                continue
            if row[name] == new and after.tells(kind, number, "" if name in TECHNICAL else name):
                self._told[kind] |= {number} if name not in TECHNICAL else set()
            elif row[name] == new and self._is_there(kind, name, old, self._going):
                back[name] = [old, new]
                if through:
                    self._through[kind, number, name] = through
            elif row[name] != old and name not in TECHNICAL:
                self._kept.setdefault((kind, number), {})[name] = (new, row[name])
        return back

    def _only_told(self, kind: str, number: int) -> Iterator[str]:
        """Gives the fields in which the file told only what an import had written that was taken back before."""
        mine = self._under.before.get((kind, number), ())
        return (name for name in mine if self._holding.own.tells(kind, number, name))

    def _merged(self) -> Iterator[tuple[str, Sequence[tuple[int, Pairs]]]]:
        """Gives each changed field of each record as it was before the step and after it, some records at a time.

        Records that the file only told the same of come too, with none, where an import was taken back before.
        """
        often: dict[Record, dict[str, tuple[Any, Any]]] = {}
        for kind, lines in groupby(ticked(self._of("U")), key=lambda line: line.kind):
            while piece := list(islice(lines, RECORDS_IN_A_RUN)):
                some: list[tuple[int, Pairs]] = []
                for line in piece:
                    if line.record_id not in self._more_than_once[kind]:
                        some.append((line.record_id, line.fields))
                        continue
                    pairs = often.setdefault((kind, line.record_id), {})
                    pairs |= {
                        name: (pairs.get(name, (old,))[0], new) for name, (old, new) in line.fields.items()
                    }
                yield kind, some
        same = (record for record in self._under.before if record[1] not in self._changed.get(record[0], ()))
        told = ((record, dict[str, Any]()) for record in same if any(self._only_told(*record)))
        yield from ((kind, [(number, pairs)]) for (kind, number), pairs in chain(often.items(), told))

    def _is_there(self, kind: str, field: str, number: Any, going: Numbers | None = None) -> bool:
        """Tells whether a field can go back to a value: what it referred to must still be there."""
        to = pointing(kind).get(field)
        if to is None or number is None:
            return True
        return number not in (going or {}).get(to, ()) and bool(there(self._connection, to, [number]))

    def _removed(self) -> Iterator[ChangeLine]:
        """Gives what the step removed; of a kind of which something stays that came in its place nothing comes back.

        Where what goes is of imports taken back before, what they had removed and did not bring back then comes too.
        """
        yield from (line for line in self._of("D", newest_first=True) if line.kind not in self._staying)
        under = {kind: ids & self._going[kind] for kind, ids in self._under.added.items()}
        whole = {
            kind for kind, ids in under.items() if ids and ids == self._under.added[kind]
        } - self._staying
        for step in (step for step in self._under.steps if whole and step not in self._holding.reverting):
            for line in lines_of(self._connection, step, op="D", newest_first=True):
                if line.kind in whole and not there(self._connection, line.kind, [line.record_id]):
                    yield line

    def _logged(self) -> Iterator[ChangeLine]:
        """Gives the lines of the log of tracked fields that are about a value that goes back."""
        for step in (self._step, *(self._under.steps if self._through else ())):
            logged = (line for line in lines_of(self._connection, step, op="I") if is_log(line.kind))
            for kind, lines in groupby(logged, key=lambda line: line.kind):
                while piece := list(islice(lines, RECORDS_IN_A_RUN)):
                    rows = now(self._connection, kind, [line.record_id for line in piece])
                    yield from (
                        line
                        for line in piece
                        if line.record_id in rows and self._goes_back(step, kind, rows[line.record_id])
                    )

    def _goes_back(self, step: int, log: str, row: dbapi2.Row) -> bool:
        kind = log.removesuffix("_change")
        record: Record = (row["kind"], row["record_id"]) if log == COMMON_LOG else (kind, row[f"{kind}_id"])
        if row["field"] in self._kept.get(record, {}) or self._holding.after.tells(*record, row["field"]):
            return False
        return step == self._step or self._through.get((record[0], record[1], row["field"]), step + 1) <= step
