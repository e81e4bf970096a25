"""Takes what goes for good out of the lines of the journal that stand for many records at once."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from sqlcipher3 import dbapi2

from salesdesk.frozen import frozen
from salesdesk.model.fields import Field
from salesdesk.store.runs import packed, records_in

References = Sequence[tuple[str, Field]]
LostRun = tuple[str, frozenset[int], int]
"""Kind, ids and the last line of the journal about records that are none any more and of which one line told."""


@frozen
class Leaving:
    """What goes: ids by kind, and the runs of records that were deleted long ago, each up to its line.

    What is `hidden` stays, and what refers to it, but nothing is to tell of it any more.
    """

    ids: Mapping[str, Set[int]]
    lost: Sequence[LostRun] = ()
    hidden: Mapping[str, Set[int]] = field(default_factory=dict[str, Set[int]])

    @classmethod
    def of(
        cls, connection: dbapi2.Connection, lost_runs: Sequence[LostRun], hidden: Mapping[str, Set[int]]
    ) -> "Leaving":
        """Reads what is marked to go, beside the records that were lost in runs."""
        ids: defaultdict[str, set[int]] = defaultdict(set)
        for kind, number in connection.execute("SELECT kind, id FROM purged").fetchall():
            ids[kind].add(number)
        return cls(ids, lost_runs, hidden)

    def of_line(self, kind: str, line: int) -> set[int]:
        """Gives the ids of a kind that one line of the journal may not name any more."""
        found = {*self.ids.get(kind, ()), *self.hidden.get(kind, ())}
        return found.union(*(ids for of, ids, until in self.lost if of == kind and line <= until))


@dataclass
class Taken:
    """The steps from whose runs something was taken, and the words that were in it."""

    steps: set[int] = field(default_factory=set[int])
    words: list[str] = field(default_factory=list[str])


def clear_runs(connection: dbapi2.Connection, leaving: Leaving, references: References) -> Taken:
    """Packs anew each run that is about something that goes, or points to it, without that."""
    taken = Taken()
    for kind, ids, until in leaving.lost:
        chosen = (kind, until, json.dumps(sorted(ids)))
        one_of = "record_id IN (SELECT value FROM json_each(?))"
        mine = f"FROM change_log WHERE kind = ? AND id <= ? AND last_id IS NULL AND {one_of}"
        for step, fields in connection.execute(f"SELECT step_id, fields {mine}", chosen).fetchall():
            taken.steps.add(step)
            taken.words += _texts(json.loads(fields or "{}").values())
        connection.execute(f"DELETE {mine}", chosen)
    for (line,) in connection.execute("SELECT id FROM change_log WHERE last_id IS NOT NULL").fetchall():
        row = connection.execute("SELECT * FROM change_log WHERE id = ?", (line,)).fetchone()
        _clear(connection, row, leaving, [f for of, f in references if of == row["kind"]], taken)
    return taken


def _clear(
    connection: dbapi2.Connection,
    row: dbapi2.Row,
    leaving: Leaving,
    references: Sequence[Field],
    taken: Taken,
) -> None:
    going = leaving.of_line(row["kind"], row["id"])
    records = list(records_in(row["op"], row["record_id"], row["last_id"], row["run"]))
    kept: dict[int, dict[str, Any]] = {}
    for number, fields in records:
        if number in going:
            taken.words += _texts(fields.values())
        elif _stays(row["op"], fields, references, leaving):
            kept[number] = fields
    if len(kept) < len(records):
        taken.steps.add(row["step_id"])
    if not kept:
        connection.execute("DELETE FROM change_log WHERE id = ?", (row["id"],))
    elif row["run"] is not None or len(kept) < len(records):
        names = dict.fromkeys(name for fields in kept.values() for name in fields)
        run = packed([*kept], {name: [fields.get(name) for fields in kept.values()] for name in names})
        connection.execute(
            "UPDATE change_log SET record_id = ?, last_id = ?, run = ? WHERE id = ?",
            (min(kept), max(kept), run, row["id"]),
        )


def _stays(op: str, fields: dict[str, Any], references: Sequence[Field], leaving: Leaving) -> bool:
    """Takes out of the fields what points to something that goes; tells whether anything worth keeping is left."""
    for each in references:
        gone, value = leaving.ids.get(each.refers_to, set[int]()), fields.get(each.name)
        if op == "U" and value is not None and gone & set(value):
            # What is not there any more counts as nothing: undo must still let go of what took its place.
            fields[each.name] = [None if side in gone else side for side in value]
            if fields[each.name] == [None, None]:
                del fields[each.name]
        elif op == "D" and value in gone:
            if each.required:
                return False
            fields[each.name] = None
    return op != "U" or bool(fields.keys() - {"changed_at"})


def _texts(values: Iterable[Any]) -> list[str]:
    found: list[Any] = []
    for value in values:
        found += value if isinstance(value, list) else [value]
    return [each for each in found if isinstance(each, str)]
