"""Erases a person: every record about them, deleted ones too, with every word of it in logs, journal and search."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from typing import Any, Final, cast

from sqlcipher3 import dbapi2

from salesdesk.frozen import frozen
from salesdesk.model import fields_of, kind_of, model_of, models
from salesdesk.model.fields import Field, FieldType
from salesdesk.store.naming import blank_names, names_of, naming
from salesdesk.store.purge import begin_choice, chosen, clear_away, clearing, references
from salesdesk.store.purge_runs import LostRun
from salesdesk.store.runs import records_in
from salesdesk.store.triggers import COMMON_LOG, is_log

PERSON: Final = "salesperson"
_DELETED: Final = "SELECT * FROM change_log WHERE op = 'D' ORDER BY id"
_Key = tuple[str, int]


@frozen
class ErasedPerson:
    """What went: kind and id of each record, and in how many other places a name was blanked."""

    gone: frozenset[_Key]
    blanked: int


def erase(
    connection: dbapi2.Connection, person_id: int, *, called: str = "", blank: bool = True
) -> ErasedPerson:
    """Erases a person in the caller's transaction, which is no step of undo.

    Where they are to be `called` something else, that is all that stays of them, with the figures the team is counted
    by. With `blank`, their names are blanked in the words about others too.
    """
    choose_about(connection, person_id, figures_stay=bool(called))
    lost, lost_runs = _lost_about(connection, {(PERSON, person_id)}, figures_stay=bool(called))
    names, gone = names_of(connection, person_id), frozenset(chosen(connection))
    with clearing(connection):
        _drop_typed(connection, gone | {(PERSON, person_id)}, names)
        if called:
            _choose_log(connection, person_id)
            _hide(connection, person_id, called)
        clear_away(connection, lost, lost_runs, names, {PERSON: {person_id}} if called else None)
        blanked = blank_names(connection, naming(names), called) if blank else 0
    return ErasedPerson(gone, blanked)


def choose_about(connection: dbapi2.Connection, person_id: int, *, figures_stay: bool) -> None:
    """Chooses all that is about a person, in the Trash or not; without the person where the figures stay."""
    begin_choice(connection)
    connection.execute("INSERT INTO purged VALUES (?, ?)", (PERSON, person_id))
    ways = [
        (kind, name, owner) for kind in models() for name, owner in _ties(kind, figures_stay=figures_stay)
    ]
    before = 0
    while before != (now := connection.execute("SELECT count(*) FROM purged").fetchone()[0]):
        before = now
        for kind, name, owner in ways:
            connection.execute(
                f"INSERT OR IGNORE INTO purged SELECT '{kind}', id FROM {kind} WHERE {name} IN "
                f"(SELECT id FROM purged WHERE kind = '{owner}')"
            )
    # What was put off about a person names them by number.
    connection.execute(
        "INSERT OR IGNORE INTO purged SELECT 'postponement', id FROM postponement WHERE nudge GLOB ?",
        (f"*:{person_id}",),
    )
    if figures_stay:
        connection.execute("DELETE FROM purged WHERE kind = ? AND id = ?", (PERSON, person_id))


def held_about(connection: dbapi2.Connection, person_id: int) -> dict[str, list[int]]:
    """Gives the ids of all records about a person by kind, in the Trash or not, with deals and what tells of them."""
    choose_about(connection, person_id, figures_stay=False)
    for whose in (PERSON, "opportunity"):
        for kind, field in references():
            if field.refers_to == whose and (whose == PERSON or field.owner or is_log(kind)):
                connection.execute(
                    f"INSERT OR IGNORE INTO purged SELECT '{kind}', id FROM {kind} WHERE {field.name} IN "
                    f"(SELECT id FROM purged WHERE kind = '{whose}')"
                )
    connection.execute(
        f"INSERT OR IGNORE INTO purged SELECT '{COMMON_LOG}', id FROM {COMMON_LOG} l WHERE EXISTS "
        "(SELECT 1 FROM purged p WHERE p.kind = l.kind AND p.id = l.record_id)"
    )
    found: defaultdict[str, list[int]] = defaultdict(list)
    for kind, number in sorted(chosen(connection)):
        found[kind].append(number)
    return found


def _ties(kind: str, *, figures_stay: bool) -> Iterator[tuple[str, str]]:
    """Gives the fields by which a record of a kind is about another one, with the kind of that."""
    declared = kind_of(kind)
    if figures_stay and declared.figures:
        return
    for field in fields_of(kind):
        if field.refers_to and (field.owner or field.name == declared.tells_of):
            yield field.name, field.refers_to


def _lost_about(
    connection: dbapi2.Connection, about: Set[_Key], *, figures_stay: bool
) -> tuple[list[tuple[str, int, int]], list[LostRun]]:
    """Finds what was about them and stands in the journal alone, such as a draft that was thrown away."""
    ties = {kind: list(_ties(kind, figures_stay=figures_stay)) for kind in models()}
    dead = [
        (row["kind"], number, row["id"], row["last_id"] is not None, fields)
        for row in connection.execute(_DELETED).fetchall()
        for number, fields in _records(row)
        if ties.get(row["kind"]) or row["kind"] == "postponement"
    ]
    numbers = {f":{number}" for kind, number in about if kind == PERSON}
    going, before = {*about, *chosen(connection)}, -1
    found: dict[tuple[_Key, int], bool] = {}
    while before != len(found):
        before = len(found)
        for kind, number, line, in_run, fields in dead:
            tied = any((owner, fields.get(name)) in going for name, owner in ties.get(kind, ()))
            if tied or (kind == "postponement" and str(fields.get("nudge", "")).endswith(tuple(numbers))):
                found[((kind, number), line)] = in_run
        # A number that means another record by now is that of nothing that went.
        going |= {key for key, _line in found if not _is_there(connection, *key)}
    singles = [(*key, line) for (key, line), in_run in found.items() if not in_run]
    runs: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for (key, line), in_run in found.items():
        if in_run:
            runs[key[0], line].add(key[1])
    return singles, [(kind, frozenset(ids), line) for (kind, line), ids in runs.items()]


def _records(row: dbapi2.Row) -> Iterable[tuple[int, dict[str, Any]]]:
    if row["last_id"] is None:
        return [(row["record_id"], json.loads(row["fields"] or "{}"))]
    return records_in(row["op"], row["record_id"], row["last_id"], row["run"])


def _is_there(connection: dbapi2.Connection, kind: str, number: int) -> bool:
    return connection.execute(f"SELECT 1 FROM {kind} WHERE id = ?", (number,)).fetchone() is not None


def _choose_log(connection: dbapi2.Connection, person_id: int) -> None:
    """Chooses the lines of the log about the person, which else go with the record they are about."""
    connection.execute(
        f"INSERT OR IGNORE INTO purged SELECT '{COMMON_LOG}', id FROM {COMMON_LOG} WHERE kind = ? AND record_id = ?",
        (PERSON, person_id),
    )


def _hide(connection: dbapi2.Connection, person_id: int, called: str) -> None:
    """Leaves nothing of a person but that there was somebody, who left."""
    values = {field.name: _nothing(field) for field in fields_of(PERSON)}
    (was,) = connection.execute("SELECT status FROM salesperson WHERE id = ?", (person_id,)).fetchone()
    values |= {"name": called, "status": was if was == "outside" else "archived", "deleted_at": None}
    assigned = ", ".join(f"{name} = ?" for name in values)
    connection.execute(f"UPDATE {PERSON} SET {assigned} WHERE id = ?", (*values.values(), person_id))


def _nothing(field: Field) -> Any:
    """Gives what stands in a field of a person of whom nothing is known."""
    if not field.required:
        return False if field.type is FieldType.BOOLEAN else None
    default = model_of(PERSON).__table__.columns[field.name].default
    return getattr(default, "arg", "")


def _drop_typed(connection: dbapi2.Connection, gone: Set[_Key], names: Iterable[str]) -> None:
    """Drops from what waits to be stored, in lines and cells, that which is about what goes."""
    for row in connection.execute("SELECT id, written FROM draft WHERE salesperson_id IS NULL").fetchall():
        written = _values(row["written"])
        kept = {name: each for name, each in written.items() if not _is_about(each, gone, set(names))}
        if len(kept) < len(written):
            text = json.dumps(kept, ensure_ascii=False)
            connection.execute("UPDATE draft SET written = ? WHERE id = ?", (text, row["id"]))


def _values(written: str) -> dict[str, Any]:
    with suppress(ValueError, RecursionError):
        found: Any = json.loads(written)
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
    return {}


def _is_about(typed: Any, gone: Set[_Key], names: set[str]) -> bool:
    if not isinstance(typed, dict):
        return False
    values = cast("dict[str, Any]", typed)
    return tuple(values.get("record") or ()) in gone or values.get("row") in names
