"""Takes back one step although later ones stand: what they have changed since stays as it is, and is told."""

from sqlcipher3 import dbapi2

from salesdesk.env.following import ticked
from salesdesk.store import bulk
from salesdesk.store.as_it_stands import references, referring
from salesdesk.store.foreseen import TakingBack
from salesdesk.store.journal import turn_back
from salesdesk.store.triggers import follows, only_tells

_STEP = (
    "SELECT s.id FROM change_log l JOIN step s ON s.id = l.step_id "
    "WHERE l.kind = ? AND l.record_id = ? AND l.op = 'I' AND s.state = 'done'"
)
_SNAPSHOT = "deal_snapshot"
_NEXT = "SELECT min(id) FROM import_batch WHERE id > ? AND kind = 'deals' AND taken_back_at IS NULL"
_FORWARD = (
    f"SELECT id FROM {_SNAPSHOT} WHERE batch_id = ? "
    f"AND opportunity_id NOT IN (SELECT opportunity_id FROM {_SNAPSHOT} WHERE batch_id = ?)"
)


def step_that_added(connection: dbapi2.Connection, kind: str, record_id: int) -> int | None:
    """Gives the step that added a record; None where the log has let it go, or never had it."""
    row = connection.execute(_STEP, (kind, record_id)).fetchone()
    return row["id"] if row else None


def carry_out(connection: dbapi2.Connection, taking: TakingBack) -> None:
    """Turns the lines round, within a change of its own: that is what undo then takes back."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    connection.execute("UPDATE recorder SET replaying = 1")
    for kind, field in references():
        if only_tells(kind) and (gone := taking.going.get(field.refers_to)):
            telling = [number for number, _to in referring(connection, kind, field, gone)]
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
