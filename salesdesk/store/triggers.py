"""Writes the triggers that keep the undo log, the search index and the log of deal changes.

All of them are made from the field declarations, so that a new field is covered by its declaration alone.
Undo follows the technique in SQLite's own documentation, with old and new values as JSON instead of SQL text,
so that the same lines are also the history that a person can read. The tables themselves (`step`, `change_log`,
`recorder`, `search_index`) are made by the first migration.
"""

from collections.abc import Iterator

from salesdesk.model import fields_of, kind_of, models
from salesdesk.model.base import FieldChange, Record
from salesdesk.model.fields import Field, FieldType

_RECORDING = "(SELECT step_id FROM recorder) IS NOT NULL"
_ROW_BY_ROW = "(SELECT in_bulk FROM recorder) = 0"
"""What is written in bulk is logged and indexed by `store/bulk.py`."""
_LOGGING = f"{_RECORDING} AND {_ROW_BY_ROW}"
_NOT_REPLAYING = "(SELECT replaying FROM recorder) = 0"
COMMON_LOG = FieldChange.__tablename__
"""Where the tracked fields of a kind are logged that has no log of its own."""
_KINDS_PER_FILE = 4096
"""How many kinds the number of a line in the search index leaves room for."""


def trigger_statements() -> Iterator[str]:
    """Gives the SQL of every trigger the present model needs."""
    if len(models()) > _KINDS_PER_FILE:
        raise ValueError("the search index has no room for so many kinds")
    for number, (kind, model) in enumerate(models().items()):
        yield from _journal_triggers(kind, model)
        yield from _search_triggers(kind, number)
        yield from _tracking_triggers(kind)
        yield from _keeping_triggers(kind)
        yield from _single_triggers(kind)


def index_statements(kind: str) -> Iterator[tuple[str, str]]:
    """Gives the SQL that adds the records of a kind to the search index, and that which takes away a JSON list of ids.

    Nothing for a kind that is not searched.
    """
    if rows := indexed_rows(kind):
        columns = "rowid, shared, private, kind, record_id, person_id"
        chosen = f"SELECT value * {_KINDS_PER_FILE} + {_number_of(kind)} FROM json_each(?)"
        yield (
            f"INSERT INTO search_index ({columns}) {rows}",
            f"DELETE FROM search_index WHERE rowid IN ({chosen})",
        )


def indexed_rows(kind: str) -> str:
    """Gives the SQL of all lines that belong in the search index for a kind; empty for one that is not searched."""
    if not _searchable(kind):
        return ""
    row = f"{kind}.id * {_KINDS_PER_FILE} + {_number_of(kind)}"
    return f"SELECT {row}, {_index_values(kind, kind)} FROM {kind} WHERE deleted_at IS NULL"


def _number_of(kind: str) -> int:
    return list(models()).index(kind)


def watched_by_search(kind: str) -> frozenset[str]:
    """Gives the fields with which the place of a record in the search index changes; none where it has none."""
    fields = fields_of(kind)
    if not any(field.searchable for field in fields):
        return frozenset()
    private = (kind_of(kind).private_when or ())[:1]
    named = {field.name for field in fields if field.searchable or field.name == "salesperson_id"}
    return frozenset(named | {"deleted_at", *private})


def log_of(kind: str) -> str:
    """Gives the table in which the tracked fields of a kind are logged."""
    return f"{kind}_change" if f"{kind}_change" in models() else COMMON_LOG


def is_log(kind: str) -> bool:
    """Tells whether a kind is the log of tracked fields, of one kind or of all others."""
    return kind == COMMON_LOG or (kind.endswith("_change") and kind.removesuffix("_change") in models())


def only_tells(kind: str) -> bool:
    """Tells whether a kind only tells of others, as a log or a snapshot does, and keeps nothing by referring to it."""
    return is_log(kind) or kind_of(kind).only_tells


def follows(kind: str, field: Field) -> bool:
    """Tells whether a record goes with the one this field refers to and never keeps it, as a line of a log does."""
    return only_tells(kind) and field.required


def _columns(model: type[Record]) -> list[str]:
    return [column.name for column in model.__table__.columns]


def _journal_triggers(kind: str, model: type[Record]) -> Iterator[str]:
    line = "INSERT INTO change_log (step_id, kind, record_id, op, fields)"
    step = "(SELECT step_id FROM recorder)"
    columns = [c for c in _columns(model) if c != "id"]
    changed = " UNION ALL ".join(
        f"SELECT '{c}' AS name, json_array(OLD.{c}, NEW.{c}) AS pair WHERE OLD.{c} IS NOT NEW.{c}"
        for c in columns
    )
    whole_row = ", ".join(f"'{c}', OLD.{c}" for c in columns)
    yield (
        f"CREATE TRIGGER journal_insert_{kind} AFTER INSERT ON {kind} WHEN {_LOGGING} BEGIN "
        f"{line} VALUES ({step}, '{kind}', NEW.id, 'I', NULL); END"
    )
    yield (
        f"CREATE TRIGGER journal_update_{kind} AFTER UPDATE ON {kind} WHEN {_LOGGING} BEGIN "
        f"{line} SELECT {step}, '{kind}', OLD.id, 'U', json_group_object(name, json(pair)) FROM ({changed}) "
        f"HAVING count(*) > 0; END"
    )
    yield (
        f"CREATE TRIGGER journal_delete_{kind} AFTER DELETE ON {kind} WHEN {_LOGGING} BEGIN "
        f"{line} VALUES ({step}, '{kind}', OLD.id, 'D', json_object({whole_row})); END"
    )


def _searchable(kind: str) -> list[Field]:
    return [field for field in fields_of(kind) if field.searchable]


def _text_of(fields: list[Field], row: str) -> str:
    return " || ' ' || ".join(f"coalesce({row}.{f.name}, '')" for f in fields) or "''"


def _index_values(kind: str, row: str) -> str:
    fields, is_private = _searchable(kind), kind_of(kind).private_sql(row)
    shared = _text_of([f for f in fields if f.shared], row)
    private = _text_of([f for f in fields if not f.shared], row)
    if is_private != "0":
        private = f"CASE WHEN {is_private} THEN {shared} || ' ' || {private} ELSE {private} END"
        shared = f"CASE WHEN {is_private} THEN '' ELSE {shared} END"
    names = {field.name for field in fields_of(kind)}
    person = "id" if kind == "salesperson" else "salesperson_id" if "salesperson_id" in names else None
    return f"{shared}, {private}, '{kind}', {row}.id, {f'{row}.{person}' if person else 'NULL'}"


def _search_triggers(kind: str, number: int) -> Iterator[str]:
    watched = watched_by_search(kind)
    if not watched:
        return
    insert = (
        f"INSERT INTO search_index (rowid, shared, private, kind, record_id, person_id) "
        f"SELECT NEW.id * {_KINDS_PER_FILE} + {number}, {_index_values(kind, 'NEW')} WHERE NEW.deleted_at IS NULL"
    )
    remove = f"DELETE FROM search_index WHERE rowid = OLD.id * {_KINDS_PER_FILE} + {number}"
    columns, when = ", ".join(sorted(watched)), f"ON {kind} WHEN {_ROW_BY_ROW} BEGIN"
    yield f"CREATE TRIGGER search_insert_{kind} AFTER INSERT {when} {insert}; END"
    yield f"CREATE TRIGGER search_update_{kind} AFTER UPDATE OF {columns} {when} {remove}; {insert}; END"
    yield f"CREATE TRIGGER search_delete_{kind} AFTER DELETE {when} {remove}; END"


def _shown(field: Field, row: str) -> str:
    if field.type is FieldType.REFERENCE:
        title = kind_of(field.refers_to).title
        return f"(SELECT {title} FROM {field.refers_to} WHERE id = {row}.{field.name})"
    return f"{row}.{field.name}"


def _number(field: Field, row: str) -> str:
    return f"{row}.{field.name}" if field.type is FieldType.REFERENCE else "NULL"


def _tracking_triggers(kind: str) -> Iterator[str]:
    """Gives the append-only log of the tracked fields: that named after the kind, else the one of all kinds."""
    log = log_of(kind)
    own = log != COMMON_LOG
    named = {f"{kind}_id": "NEW.id"} if own else {"kind": f"'{kind}'", "record_id": "NEW.id"}
    if own and any(field.name == "batch_id" for field in fields_of(log)):
        named |= {"batch_id": "CASE WHEN NEW.batch_id IS NOT OLD.batch_id THEN NEW.batch_id END"}
    for field in (field for field in fields_of(kind) if field.tracked):
        line = named | {
            "field": f"'{field.name}'", "before": _shown(field, "OLD"), "after": _shown(field, "NEW"),
            "before_id": _number(field, "OLD"), "after_id": _number(field, "NEW"),
            "noted_at": "at", "created_at": "at", "changed_at": "at",
        }  # fmt: skip
        yield (
            f"CREATE TRIGGER track_{kind}_{field.name} AFTER UPDATE OF {field.name} ON {kind} "
            f"WHEN OLD.{field.name} IS NOT NEW.{field.name} AND {_NOT_REPLAYING} AND {_RECORDING} BEGIN "
            f"INSERT INTO {log} ({', '.join(line)}) SELECT {', '.join(line.values())} FROM recorder; END"
        )


def _keeping_triggers(kind: str) -> Iterator[str]:
    """Lets a log of tracked fields only grow."""
    if is_log(kind):
        guard = f"WHEN {_NOT_REPLAYING} BEGIN SELECT raise(ABORT, 'the log of changes is append-only'); END"
        yield f"CREATE TRIGGER keep_{kind}_update BEFORE UPDATE ON {kind} {guard}"
        yield f"CREATE TRIGGER keep_{kind}_delete BEFORE DELETE ON {kind} {guard}"


def _single_triggers(kind: str) -> Iterator[str]:
    """Lets no step bring about a second record of the same values, such as undo where another was begun since."""
    if single := kind_of(kind).single:
        same = " AND ".join(f"{name} IS NEW.{name}" for name in single)
        yield (
            f"CREATE TRIGGER single_{kind} BEFORE INSERT ON {kind} "
            f"WHEN {_RECORDING} AND EXISTS (SELECT 1 FROM {kind} WHERE {same}) "
            f"BEGIN SELECT raise(ABORT, 'there is one already'); END"
        )
