"""Looks beneath a step for what steps taken back before had written there, which nobody is to get back."""

from collections import defaultdict
from collections.abc import Mapping, Set
from typing import Any

from sqlcipher3 import dbapi2

from salesdesk.env.following import ticked
from salesdesk.frozen import frozen
from salesdesk.store.holding import Holding
from salesdesk.store.journal import lines_of
from salesdesk.store.log_lines import ChangeLine
from salesdesk.store.told import ToldByFiles

Record = tuple[str, int]
Numbers = dict[str, set[int]]
"""The numbers of records, by kind."""
STAMP = "changed_at"
TECHNICAL = (STAMP, "batch_id")
"""Fields that every later change moves and nobody has to be told of."""
_FROM = "SELECT id FROM step WHERE id >= ? AND state = 'done' ORDER BY id"


class HandChanges:
    """Notes, of each field of some records, what stood there before the first hand changed it and after the last."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        self._pairs: dict[Record, dict[str, tuple[Any, Any]]] = {}

    def lay(self, step: int, line: ChangeLine) -> None:
        """Takes in what a step changed; the later ones come later."""
        if not self._holding.is_by_hand(step):
            return
        mine = self._pairs.setdefault((line.kind, line.record_id), {})
        for name, (old, new) in line.fields.items():
            if name not in TECHNICAL:
                mine[name] = (mine.get(name, (old,))[0], new)

    def forget(self, record: Record) -> None:
        """Lets go of what was noted of a record."""
        self._pairs.pop(record, None)

    def records(self) -> frozenset[Record]:
        """Gives the records in which anything is not as it was before; there and back is no change."""
        changed = (record for record, pairs in self._pairs.items() if any(a != b for a, b in pairs.values()))
        return frozenset(changed)


@frozen
class Beneath:
    """What steps taken back have left beneath another: their numbers, and of the records asked for what is theirs.

    `before` holds, by field, what stood there before the first of them, what the last of them wrote, and the first;
    `added` are the records that one of them added, and `by_hand` those of these that anybody else has changed.
    """

    steps: tuple[int, ...]
    before: Mapping[Record, Mapping[str, tuple[Any, Any, int]]]
    added: Mapping[str, Set[int]]
    by_hand: frozenset[Record]

    def under(self, kind: str, number: int, name: str, value: Any) -> tuple[Any, int | None]:
        """Gives what stood before a value, and the step that took its place; the value itself where it is nobody's."""
        found = self.before.get((kind, number), {}).get(name)
        return (found[0], found[2]) if found and found[1] == value else (value, None)


NOTHING = Beneath((), {}, {}, frozenset())


def beneath(
    connection: dbapi2.Connection, step: int, holding: Holding, wanted: Mapping[str, Set[int]]
) -> Beneath:
    """Gives what steps taken back have left beneath a step, of some records."""
    found = _Layers(step, holding)
    for (each,) in connection.execute(_FROM, (min(holding.taken),)).fetchall():
        for line in ticked(lines_of(connection, each)):
            if line.record_id in wanted.get(line.kind, ()):
                found.lay(each, line)
        if each < step and (told := holding.by_step.get(each)):
            found.hold(told)
    return Beneath(
        tuple(sorted(each for each in holding.taken if each < step)),
        found.before,
        found.added,
        found.by_hand(),
    )


class _Layers:
    """Lays the lines of steps one upon the other, the oldest first; made anew for each step that is asked about."""

    def __init__(self, step: int, holding: Holding) -> None:
        self._step, self._ours, self._hands = step, holding.taken | {step}, HandChanges(holding)
        self._reverting = holding.reverting
        self.before: dict[Record, dict[str, tuple[Any, Any, int]]] = {}
        self.added: Numbers = defaultdict(set)

    def by_hand(self) -> frozenset[Record]:
        """Gives the records that somebody has changed."""
        return self._hands.records()

    def lay(self, step: int, line: ChangeLine) -> None:
        """Takes in a further line."""
        record, numbers = (line.kind, line.record_id), self.added[line.kind]
        if line.op != "U":  # A number may be given again; what was of the record before is of another.
            self.before.pop(record, None)
            self._hands.forget(record)
            numbers.discard(line.record_id)
            if line.op == "I" and step in self._ours and step < self._step:
                numbers.add(line.record_id)
            return
        if step < self._step:
            self._lay_before(step, record, line.fields)
        if line.record_id in numbers and step != self._step:
            self._hands.lay(step, line)

    def hold(self, told: ToldByFiles) -> None:
        """Takes in what a file that stands told: it is that file's from then on, though it was there before."""
        for (kind, number), mine in self.before.items():
            if told.has(kind, number):
                for name in [name for name in mine if told.tells(kind, number, name)]:
                    del mine[name]

    def _lay_before(self, step: int, record: Record, fields: Mapping[str, tuple[Any, Any]]) -> None:
        """Goes on from what one of these steps wrote; what another wrote between them is what stood there before."""
        mine = self.before.setdefault(record, {})
        for name, (old, new) in fields.items():
            last = mine.pop(name, None)
            if step in self._ours and (last or step not in self._reverting):  # else it only emptied a field
                mine[name] = (last[0], new, last[2]) if last and last[1] == old else (old, new, step)
