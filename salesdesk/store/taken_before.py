"""Looks beneath a step for what steps taken back before it had written there, which nobody is to get back."""

from collections import defaultdict
from collections.abc import Mapping, Set
from typing import Any

from sqlcipher3 import dbapi2

from salesdesk.env.following import ticked
from salesdesk.frozen import frozen
from salesdesk.store.journal import ChangeLine, lines_of

Record = tuple[str, int]
Numbers = dict[str, set[int]]
"""The numbers of records, by kind."""
# Both the steps of the imports and those that took them back.
_TAKEN = (
    "SELECT DISTINCT s.id FROM import_batch b JOIN change_log l ON l.kind = 'import_batch' AND l.record_id = b.id "
    "JOIN step s ON s.id = l.step_id WHERE b.taken_back_at IS NOT NULL AND s.state = 'done'"
)
_FROM = "SELECT id FROM step WHERE id >= ? AND state = 'done' ORDER BY id"


@frozen
class Beneath:
    """What steps taken back have left beneath another: their numbers, and of the records asked for what is theirs.

    `before` holds, by field, what stood there before the first of them, what the last of them wrote, and the first;
    `added` are the records that one of them added, and `since` what stands in these by any of them, where later steps
    have written.
    """

    steps: tuple[int, ...]
    before: Mapping[Record, Mapping[str, tuple[Any, Any, int]]]
    added: Mapping[str, Set[int]]
    since: Mapping[Record, Mapping[str, Any]]

    def under(self, kind: str, number: int, name: str, value: Any) -> tuple[Any, int | None]:
        """Gives what stood before a value, and the step that took its place; the value itself where it is nobody's."""
        found = self.before.get((kind, number), {}).get(name)
        return (found[0], found[2]) if found and found[1] == value else (value, None)


NOTHING = Beneath((), {}, {}, {})


def taken_back_before(connection: dbapi2.Connection, step: int) -> frozenset[int]:
    """Gives the steps that were taken back and those that did it, where any of them is before a step."""
    taken = frozenset(row["id"] for row in connection.execute(_TAKEN))
    return taken if min(taken, default=step) < step else frozenset()


def beneath(
    connection: dbapi2.Connection, step: int, taken: frozenset[int], wanted: Mapping[str, Set[int]]
) -> Beneath:
    """Gives what steps taken back have left beneath a step, of some records."""
    found = _Layers(step, taken | {step})
    for (each,) in connection.execute(_FROM, (min(taken),)).fetchall():
        for line in ticked(lines_of(connection, each)):
            if line.record_id in wanted.get(line.kind, ()):
                found.lay(each, line)
    return Beneath(
        tuple(sorted(each for each in taken if each < step)), found.before, found.added, found.since
    )


class _Layers:
    """Lays the lines of steps one upon the other, the oldest first; made anew for each step that is asked about."""

    def __init__(self, step: int, ours: Set[int]) -> None:
        self._step, self._ours = step, ours
        self.before: dict[Record, dict[str, tuple[Any, Any, int]]] = {}
        self.added: Numbers = defaultdict(set)
        self.since: dict[Record, dict[str, Any]] = {}

    def lay(self, step: int, line: ChangeLine) -> None:
        """Takes in a further line."""
        record, numbers = (line.kind, line.record_id), self.added[line.kind]
        if line.op != "U":  # A number may be given again; what was of the record before is of another.
            self.before.pop(record, None)
            self.since.pop(record, None)
            numbers.discard(line.record_id)
            if line.op == "I" and step in self._ours and step < self._step:
                numbers.add(line.record_id)
            return
        if step < self._step:
            self._lay_before(step, record, line.fields)
        if line.record_id in numbers:
            self._lay_since(step, record, line.fields)

    def _lay_before(self, step: int, record: Record, fields: Mapping[str, tuple[Any, Any]]) -> None:
        """Goes on from what one of these steps wrote; what another wrote between them is what stood there before."""
        mine = self.before.setdefault(record, {})
        for name, (old, new) in fields.items():
            last = mine.pop(name, None)
            if step in self._ours:
                mine[name] = (last[0], new, last[2]) if last and last[1] == old else (old, new, step)

    def _lay_since(self, step: int, record: Record, fields: Mapping[str, tuple[Any, Any]]) -> None:
        """Keeps what stands there by these steps, until another writes over it."""
        mine = self.since.setdefault(record, {})
        for name, (old, new) in fields.items():
            if mine.setdefault(name, old) == old and step in self._ours:
                mine[name] = new
