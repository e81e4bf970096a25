"""Keeps the journal within bounds: beyond a size the oldest steps are dropped, and it is noted up to when."""

from itertools import accumulate
from typing import Final

from sqlcipher3 import dbapi2

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of changes that the journal holds at most, but for what is never dropped."""
KEPT_STEPS: Final = 200
"""So many of the newest steps are never dropped, however large."""
EVERY: Final = 50
"""After so many steps it is looked whether the journal is too large; after a large one, such as an import, at once."""
_A_LINE: Final = 60
"""What a line takes beside its fields, with its place in the indexes."""
_IMPORT = "SELECT max(step_id) FROM change_log WHERE kind = 'import_batch' AND op = 'I'"
_SIZES = f"""
SELECT step_id, sum({_A_LINE} + coalesce(octet_length(fields), 0) + coalesce(octet_length(run), 0)) AS bytes
FROM change_log GROUP BY step_id ORDER BY step_id DESC
"""


def bound_log(connection: dbapi2.Connection, step: int) -> None:
    """Drops the oldest steps where the journal is too large; looks seldom, and right after a large step.

    The newest steps stay, and the last import with all that came after it as long as that is within twice the size:
    what is dropped is always the oldest part, since undo must not pass over a gap.
    """
    if step % EVERY and not _is_large(connection, step):
        return
    sizes = [(row["step_id"], row["bytes"]) for row in connection.execute(_SIZES).fetchall()]
    last_import = connection.execute(_IMPORT).fetchone()[0] or 0
    whole = accumulate(size for _step, size in sizes)
    for place, ((number, _size), so_far) in enumerate(zip(sizes, whole, strict=True)):
        kept = place < KEPT_STEPS or so_far <= (2 * LARGEST if number >= last_import > 0 else LARGEST)
        if not kept:
            let_go_up_to(connection, number)
            return


def _is_large(connection: dbapi2.Connection, step: int) -> bool:
    lines = "SELECT 1 FROM change_log WHERE step_id = ?"
    sql = f"SELECT EXISTS ({lines} LIMIT 1 OFFSET {EVERY}) OR EXISTS ({lines} AND last_id IS NOT NULL)"
    return bool(connection.execute(sql, (step, step)).fetchone()[0])


def let_go_up_to(connection: dbapi2.Connection, newest: int) -> None:
    """Forgets a step and all before it."""
    connection.execute("UPDATE recorder SET let_go_at = (SELECT max(at) FROM step WHERE id <= ?)", (newest,))
    connection.execute("DELETE FROM change_log WHERE step_id <= ?", (newest,))
    connection.execute("DELETE FROM step WHERE id <= ?", (newest,))
