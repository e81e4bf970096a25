"""Lets what lay in the Trash for long go for good, with every word of it in logs, journal, search and step names."""

import json
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from sqlcipher3 import dbapi2

from salesdesk.model import fields_of, kind_of, models
from salesdesk.model.fields import Field
from salesdesk.store.holding import forget_told
from salesdesk.store.log_bound import let_go_up_to
from salesdesk.store.log_lines import newest_strange_step
from salesdesk.store.purge_runs import Leaving, LostRun, clear_runs
from salesdesk.store.runs import unpacked
from salesdesk.store.triggers import COMMON_LOG, follows, log_of

_IS_PURGED = "EXISTS (SELECT 1 FROM purged p WHERE p.kind = {kind} AND p.id = {id})"
_MY_LINES = f"FROM change_log WHERE {_IS_PURGED.format(kind='change_log.kind', id='change_log.record_id')}"
_DELETED = (
    "FROM change_log l JOIN step s ON s.id = l.step_id WHERE l.op = 'D' AND s.state = 'done' AND s.at < ?"
)
_LOST = f"SELECT l.kind, l.record_id, max(l.id) {_DELETED} AND l.last_id IS NULL GROUP BY l.kind, l.record_id"
"""What was deleted for good before that day, such as a draft, with the last line about it."""
_LOST_RUNS = f"SELECT l.kind, l.run, l.id {_DELETED} AND l.last_id IS NOT NULL"
_LOST_LINES = "FROM change_log WHERE kind = ? AND record_id = ? AND id <= ? AND last_id IS NULL"
_OLD_TAKINGS_BACK = (
    f"DELETE FROM step WHERE id IN (SELECT l.step_id {_DELETED}) AND EXISTS "
    "(SELECT 1 FROM change_log b WHERE b.step_id = step.id AND b.kind = 'import_batch' AND b.op = 'U')"
)
"""An import that was taken back would come back without what was deleted for good then, so it stays taken back."""
_TOLD_LATER = """
INSERT INTO change_log (step_id, kind, record_id, op)
SELECT b.step_id, 'deal_snapshot', t.id, 'I' FROM deal_snapshot t
JOIN change_log b ON b.kind = 'import_batch' AND b.op = 'I' AND b.record_id = t.batch_id
WHERE NOT EXISTS (SELECT 1 FROM change_log l WHERE l.step_id = b.step_id AND l.kind = 'deal_snapshot' AND l.op = 'I'
  AND t.id BETWEEN l.record_id AND coalesce(l.last_id, l.record_id) AND (l.run IS NULL OR run_holds(l.run, t.id)))
"""
"""What the snapshot of such an import told is told by a later one: it goes and comes with that from then on."""
_QUOTED = re.compile("“([^”]*)”")
Lost = tuple[Any, ...]
"""Kind, id and the last line of the journal about something that is no record any more."""


def holds_old(connection: dbapi2.Connection, before: datetime) -> bool:
    """Tells whether anything was deleted before a moment, which on most days nothing was."""
    stamp = before.isoformat(" ")
    asked = " UNION ALL ".join(f"SELECT 1 FROM {kind} WHERE deleted_at < :before" for kind in _mortal())
    found = connection.execute(f"SELECT EXISTS ({asked})", {"before": stamp}).fetchone()[0]
    return bool(found) or connection.execute(f"SELECT 1 {_DELETED} LIMIT 1", (stamp,)).fetchone() is not None


def purge(connection: dbapi2.Connection, before: datetime) -> set[tuple[str, int]]:
    """Removes what was deleted before a moment, in the caller's transaction, and gives kind and id of what went.

    What something kept cannot be without stays, and so does what figures are still counted by.
    """
    stamp = before.isoformat(" ")
    begin_choice(connection)
    _choose(connection, stamp)
    lost = [tuple(row) for row in connection.execute(_LOST, (stamp,)).fetchall()]
    lost_runs = [
        (row[0], frozenset(unpacked(row[1])[0]), row[2])
        for row in connection.execute(_LOST_RUNS, (stamp,)).fetchall()
    ]
    gone = chosen(connection)
    if gone or lost or lost_runs:
        with clearing(connection):
            if connection.execute(_OLD_TAKINGS_BACK, (stamp,)).rowcount:
                connection.execute(_TOLD_LATER)
            clear_away(connection, lost, lost_runs)
    return gone


def begin_choice(connection: dbapi2.Connection) -> None:
    """Makes the empty list of what is to go, into which kind and id of each is written."""
    # What follows goes by the log. Of one that another program wrote into, what it wrote goes, with all before it.
    if (strange := newest_strange_step(connection)) is not None:
        let_go_up_to(connection, strange)
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS purged (kind TEXT, id INTEGER, PRIMARY KEY (kind, id))"
    )
    connection.execute("DELETE FROM purged")


def chosen(connection: dbapi2.Connection) -> set[tuple[str, int]]:
    """Gives kind and id of what is to go."""
    return {(row[0], row[1]) for row in connection.execute("SELECT kind, id FROM purged").fetchall()}


@contextmanager
def clearing(connection: dbapi2.Connection) -> Generator[None]:
    """Lets logs and references stand back while something goes, in the caller's transaction."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    connection.execute("UPDATE recorder SET replaying = 1")
    yield
    connection.execute("UPDATE recorder SET replaying = 0")
    connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")


def clear_away(
    connection: dbapi2.Connection, lost: Sequence[Lost], lost_runs: Sequence[LostRun],
    names: Iterable[str] = (), hidden: Mapping[str, Set[int]] | None = None,
) -> None:  # fmt: skip
    """Removes what is chosen with every word of it, while `clearing`.

    `lost` is what the journal alone holds any more, each up to its line; `names` are other names of people who go.
    What is `hidden` stays, but the journal tells of it no more.
    """
    _mark_lost(connection, lost, lost_runs)
    words, people = _words(connection, lost), sorted({*_names(connection), *names}, key=len, reverse=True)
    _clear_logs(connection)
    connection.execute("DELETE FROM step WHERE state = 'undone'")
    left = clear_runs(connection, Leaving.of(connection, lost_runs, hidden or {}), references())
    touched = _clear_hidden(connection, hidden or {}) | _clear_journal(connection, lost) | left.steps
    _clear_steps(connection, touched, sorted({*words, *map(_one_line, left.words)}), people)
    forget_told(connection, _purged_ids(connection))
    _clear_rows(connection)


def _mortal() -> list[str]:
    return [kind for kind in models() if not kind_of(kind).lasting]


def _choose(connection: dbapi2.Connection, stamp: str) -> None:
    """Marks what goes; what a record that stays needs is taken out again, until nothing changes any more."""
    for kind in _mortal():
        connection.execute(
            f"INSERT INTO purged SELECT '{kind}', id FROM {kind} WHERE deleted_at < ?", (stamp,)
        )
    needs = [(kind, field) for kind, field in references() if field.required and not follows(kind, field)]
    freed = 1
    while freed:
        freed = sum(
            connection.execute(
                f"DELETE FROM purged WHERE kind = '{field.refers_to}' AND id IN "
                f"(SELECT {field.name} FROM {kind} WHERE NOT {_is_purged(kind, f'{kind}.id')})"
            ).rowcount
            for kind, field in needs
        )


def _mark_lost(connection: dbapi2.Connection, lost: Sequence[Lost], lost_runs: Sequence[LostRun]) -> None:
    """Marks what was deleted for good as well, unless its number means another record by now."""
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for kind, number, _line in lost:
        numbers[kind].add(number)
    for kind, ids, _line in lost_runs:
        numbers[kind] |= ids
    for kind, ids in numbers.items():
        connection.execute(
            f"INSERT OR IGNORE INTO purged SELECT '{kind}', value FROM json_each(?) "
            f"WHERE value NOT IN (SELECT id FROM {kind})",
            (json.dumps(sorted(ids)),),
        )


def _purged_ids(connection: dbapi2.Connection) -> dict[str, list[int]]:
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for kind, number in connection.execute("SELECT kind, id FROM purged").fetchall():
        ids[kind].append(number)
    return ids


def _clear_logs(connection: dbapi2.Connection) -> None:
    """Marks the lines that tell of what goes, in logs and snapshots, and blanks its name in other lines of the logs."""
    mine = _IS_PURGED.format(kind=f"{COMMON_LOG}.kind", id=f"{COMMON_LOG}.record_id")
    marked = "INSERT OR IGNORE INTO purged SELECT '{log}', id FROM {log} WHERE {mine}"
    connection.execute(marked.format(log=COMMON_LOG, mine=mine))
    for kind, field in references():
        if follows(kind, field):
            mine = _is_purged(field.refers_to, f"{kind}.{field.name}")
            connection.execute(marked.format(log=kind, mine=mine))
        for side in ("before", "after") if field.tracked else ():
            of_kind = f"AND kind = '{kind}'" if log_of(kind) == COMMON_LOG else ""
            connection.execute(
                f"UPDATE {log_of(kind)} SET {side} = NULL WHERE field = '{field.name}' {of_kind} "
                f"AND {_is_purged(field.refers_to, f'{side}_id')}"
            )


def _clear_journal(connection: dbapi2.Connection, lost: Sequence[Lost]) -> set[int]:
    """Takes the lines about what goes, or is gone, out of the journal, and what points to it out of other lines.

    Gives the steps that had such lines.
    """
    touched = {row[0] for row in connection.execute(f"SELECT DISTINCT step_id {_MY_LINES}").fetchall()}
    connection.execute(f"DELETE {_MY_LINES}")
    for line in lost:
        touched |= {row[0] for row in connection.execute(f"SELECT step_id {_LOST_LINES}", line).fetchall()}
        connection.execute(f"DELETE {_LOST_LINES}", line)
    gone = {row[0] for row in connection.execute("SELECT DISTINCT kind FROM purged").fetchall()}
    for kind, field in ((kind, field) for kind, field in references() if field.refers_to in gone):
        at, updated = f"'$.{field.name}'", f"kind = '{kind}' AND op = 'U'"
        if field.required:
            _let_go_up_to(connection, f"{updated} AND {_was_purged(field)}")
        for side in ("[0]", "[1]"):
            side_at = f"'$.{field.name}{side}'"
            pointed = _is_purged(field.refers_to, f"json_extract(fields, {side_at})")
            emptied = f"json_set(fields, {side_at}, NULL)"
            connection.execute(f"UPDATE change_log SET fields = {emptied} WHERE {updated} AND {pointed}")
        nothing = f"json_extract(fields, {at}) = '[null,null]'"
        connection.execute(
            f"UPDATE change_log SET fields = json_remove(fields, {at}) WHERE {updated} AND {nothing}"
        )
        pointed = _is_purged(field.refers_to, f"json_extract(fields, {at})")
        emptied = f"UPDATE change_log SET fields = json_set(fields, {at}, NULL)"
        way = "DELETE FROM change_log" if field.required else emptied
        connection.execute(f"{way} WHERE kind = '{kind}' AND op = 'D' AND {pointed}")
    connection.execute("DELETE FROM change_log WHERE op = 'U' AND json_remove(fields, '$.changed_at') = '{}'")
    return touched


def _clear_hidden(connection: dbapi2.Connection, hidden: Mapping[str, Set[int]]) -> set[int]:
    """Takes the lines about what is hidden out of the journal, and gives the steps that had such lines."""
    touched: set[int] = set()
    for kind, number in ((kind, number) for kind, ids in hidden.items() for number in ids):
        mine = "FROM change_log WHERE kind = ? AND record_id = ? AND last_id IS NULL"
        touched |= {row[0] for row in connection.execute(f"SELECT step_id {mine}", (kind, number)).fetchall()}
        connection.execute(f"DELETE {mine}", (kind, number))
    return touched


def _was_purged(field: Field) -> str:
    """Tells, in SQL, of a line of the journal whether the field referred to what goes before it was changed."""
    return _is_purged(field.refers_to, f"json_extract(fields, '$.{field.name}[0]')")


def _let_go_up_to(connection: dbapi2.Connection, lines: str) -> None:
    """Lets go of the steps up to the last that no longer can be undone: its record cannot be without what goes.

    Else an earlier one would take away what the record refers to instead.
    """
    last = connection.execute(f"SELECT max(step_id) FROM change_log WHERE {lines}").fetchone()[0]
    if last is not None:
        connection.execute("DELETE FROM step WHERE id <= ?", (last,))


def _clear_steps(
    connection: dbapi2.Connection, touched: set[int], words: list[str], people: list[str]
) -> None:
    """Forgets the steps that have no line any more, and blanks the words of what went in the names of the others."""
    empty = "NOT EXISTS (SELECT 1 FROM change_log WHERE step_id = step.id)"
    connection.executemany(f"DELETE FROM step WHERE id = ? AND {empty}", [(step,) for step in touched])
    called = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in people)) if people else None

    def blanked(quote: re.Match[str]) -> str:
        """Gives a quote as it stays: the words of what goes are left out."""
        said = quote[1].removesuffix("…")
        at = bisect_left(words, said)
        return "“…”" if at < len(words) and words[at].startswith(said) else quote[0]

    for step, name in connection.execute("SELECT id, name FROM step").fetchall():
        kept = _QUOTED.sub(blanked, name) if step in touched else name
        kept = called.sub("…", kept) if called else kept
        if kept != name:
            connection.execute("UPDATE step SET name = ? WHERE id = ?", (kept, step))


def _clear_rows(connection: dbapi2.Connection) -> None:
    """Deletes the records themselves; what may be without them lets go of them first."""
    for kind, field in references():
        if not field.required:
            mine = _is_purged(field.refers_to, f"{kind}.{field.name}")
            connection.execute(f"UPDATE {kind} SET {field.name} = NULL WHERE {mine}")
    for kind in models():
        connection.execute(f"DELETE FROM {kind} WHERE {_is_purged(kind, f'{kind}.id')}")


def _words(connection: dbapi2.Connection, lost: Sequence[Lost]) -> list[str]:
    """Gives every text that what goes holds or once held, sorted, each on one line as step names have it."""
    found = [value for kind in models() for row in _purged_rows(connection, kind) for value in row]
    lines = connection.execute(f"SELECT fields {_MY_LINES}").fetchall()
    for line in lost:
        lines += connection.execute(f"SELECT fields {_LOST_LINES}", line).fetchall()
    for (fields,) in lines:
        for value in json.loads(fields or "{}").values():
            found += value if isinstance(value, list) else [value]
    return sorted({_one_line(value) for value in found if isinstance(value, str)})


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _names(connection: dbapi2.Connection) -> list[str]:
    """Gives the names of the people who go; a step may name somebody without touching a record of theirs."""
    mine = _is_purged("salesperson", "salesperson.id")
    rows = connection.execute(f"SELECT name FROM salesperson WHERE {mine}").fetchall()
    return sorted((row[0] for row in rows if row[0].strip()), key=len, reverse=True)


def _purged_rows(connection: dbapi2.Connection, kind: str) -> Iterator[dbapi2.Row]:
    yield from connection.execute(f"SELECT * FROM {kind} WHERE {_is_purged(kind, f'{kind}.id')}").fetchall()


def _is_purged(kind: str, number: str) -> str:
    """Tells, in SQL, whether the record of a kind with this number goes."""
    return _IS_PURGED.format(kind=f"'{kind}'", id=number)


@cache
def references() -> tuple[tuple[str, Field], ...]:
    """Gives every field that refers to a record, with its kind."""
    return tuple((kind, field) for kind in models() for field in fields_of(kind) if field.refers_to)
