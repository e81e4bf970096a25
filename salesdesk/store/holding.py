"""Tells what the files of other imports hold that stand, and whose changes are nobody's hand."""

from collections.abc import Iterable, Mapping

from sqlcipher3 import dbapi2

from salesdesk.frozen import frozen
from salesdesk.store.told import ToldByFiles, bits_of, unpacked_told

# Both the steps of the imports and those that took them back.
_TAKEN = (
    "SELECT s.id, max(l.op = 'I') AS imports FROM import_batch b "
    "JOIN change_log l ON l.kind = 'import_batch' AND l.record_id = b.id JOIN step s ON s.id = l.step_id "
    "WHERE b.taken_back_at IS NOT NULL AND s.state = 'done' GROUP BY s.id"
)
_FILES = """
SELECT b.id, b.told, (SELECT l.step_id FROM change_log l JOIN step s ON s.id = l.step_id
  WHERE l.kind = 'import_batch' AND l.record_id = b.id AND l.op = 'I' AND s.state = 'done') AS step
FROM import_batch b WHERE b.taken_back_at IS NULL OR b.id = ? ORDER BY b.id
"""


@frozen
class Holding:
    """What the files of imports had: of the one that is asked about, and of those that stand, made before or after it.

    `by_step` has the files of those that stand by the steps that wrote them; `taken` are the steps of imports taken
    back and those that did it, which are `reverting` too; `silent` are imports that stand of a time when it was not
    kept what a file had.
    """

    own: ToldByFiles
    before: ToldByFiles
    after: ToldByFiles
    by_step: Mapping[int, ToldByFiles]
    taken: frozenset[int]
    reverting: frozenset[int]
    silent: frozenset[int]

    def has(self, kind: str, number: int) -> bool:
        """Tells whether the file of another import that stands had a record."""
        return self.after.has(kind, number) or self.before.has(kind, number)

    def is_by_hand(self, step: int) -> bool:
        """Tells whether a step is none of an import, or of one of which is not known what its file had."""
        return step not in self.taken and step not in self.by_step


def holding_of(connection: dbapi2.Connection, batch_id: int) -> Holding:
    """Reads what the file of an import had, and those of the others that stand."""
    own, before, after = ToldByFiles(), ToldByFiles(), ToldByFiles()
    by_step, silent = dict[int, ToldByFiles](), set[int]()
    for row in connection.execute(_FILES, (batch_id,)):
        told = unpacked_told(row["told"])
        if row["id"] == batch_id:
            own = told or own
        elif told is None:
            silent.add(row["id"])
        else:
            (before if row["id"] < batch_id else after).add_all(told)
            if row["step"] is not None:
                by_step[row["step"]] = told
    taken = {row["id"]: row["imports"] for row in connection.execute(_TAKEN)}
    reverting = frozenset(step for step, imports in taken.items() if not imports)
    return Holding(own, before, after, by_step, frozenset(taken), reverting, frozenset(silent))


def forget_told(connection: dbapi2.Connection, gone: Mapping[str, Iterable[int]]) -> None:
    """Lets no file have had what is gone for good: its numbers may be given again."""
    bits = {kind: bits_of(ids) for kind, ids in gone.items()}
    for row in connection.execute("SELECT id, told FROM import_batch WHERE told IS NOT NULL").fetchall():
        told = unpacked_told(row["told"])
        if told and sum(told.forget(kind, ids) for kind, ids in bits.items()):
            connection.execute("UPDATE import_batch SET told = ? WHERE id = ?", (told.packed(), row["id"]))
