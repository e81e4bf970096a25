"""Writes the plan of an import: many records at once, column by column."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from salesdesk.model import fields_of, model_of
from salesdesk.services.importing.values import (
    CHUNK,
    KINDS,
    Cancelled,
    ImportCancelledError,
    ImportPlan,
    Pending,
    PlannedRow,
    Progress,
    Verdict,
)
from salesdesk.store.bulk import insert_rows, next_id, update_rows
from salesdesk.store.connection import Connection
from salesdesk.store.sessions import driver_connection
from salesdesk.store.stored_columns import as_stored, changing_values, first_values

Ids = Mapping[str, Sequence[int]]
Values = Sequence[Mapping[str, Any]]


def write_plan(
    session: Session, plan: ImportPlan, batch_id: int, progress: Progress, cancelled: Cancelled
) -> None:
    """Inserts and updates the records of a plan; after an ImportCancelledError nothing may be committed."""
    kind, connection = KINDS[plan.kind], driver_connection(session)
    ids = {of: _insert(connection, of, records, {}) for of, records in plan.creates.items()}
    for referred, updates in plan.updates.items():
        for record_id, values in updates.items():
            session.execute(update(model_of(referred)), [{"id": record_id, **values}])
    batch = {"batch_id": batch_id} if any(f.name == "batch_id" for f in fields_of(kind)) else {}
    new, changed = plan.of(Verdict.NEW), plan.of(Verdict.CHANGED)
    names = frozenset(name for row in new for name in row.values)
    total, done = len(new) + len(changed), 0
    for rows in (*_pieces(new), *_updates(changed)):
        progress(done, total)
        if cancelled():
            raise ImportCancelledError
        if rows[0].record_id is None:
            _insert(connection, kind, [row.values for row in rows], ids, names, batch)
        else:
            _update(connection, kind, rows, ids, batch)
        done += len(rows)
    for removed, numbers in plan.removes.items():
        model = model_of(removed)
        session.execute(delete(model).where(model.id.in_(numbers)))
    progress(total, total)


def _updates(rows: Sequence[PlannedRow]) -> Iterator[Sequence[PlannedRow]]:
    """Gives the changed rows in pieces that change the same fields."""
    for _names, run in groupby(sorted(rows, key=_names_in), key=_names_in):
        yield from _pieces(list(run))


def _names_in(row: PlannedRow) -> tuple[str, ...]:
    return tuple(sorted(row.values))


def _pieces(rows: Sequence[PlannedRow]) -> Iterator[Sequence[PlannedRow]]:
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


def _insert(
    connection: Connection, kind: str, records: Values, ids: Ids,
    names: frozenset[str] = frozenset(), alike: Mapping[str, Any] | None = None,
) -> range:  # fmt: skip
    """Stores new records and gives their ids; `names` are fields that others have, `alike` is the same in all."""
    named = sorted(names | {name for values in records for name in values})
    first = next_id(connection, kind)
    numbers = range(first, first + len(records))
    begin = first_values(kind, ())
    same = {name: value for name, value in begin.items() if name not in named} | dict(alike or {})
    required = {declared.name for declared in fields_of(kind) if declared.required}
    columns = [
        _column(kind, name, records, ids, begin.get(name) if name in required else None) for name in named
    ]
    constant = [[value] * len(records) for value in same.values()]
    insert_rows(connection, kind, ["id", *named, *same], zip(numbers, *columns, *constant, strict=True))
    return numbers


def _update(
    connection: Connection, kind: str, rows: Sequence[PlannedRow], ids: Ids, alike: Mapping[str, Any]
) -> None:
    records = [row.values for row in rows]
    names, same = list(_names_in(rows[0])), changing_values(kind) | dict(alike)
    columns = [_column(kind, name, records, ids, None) for name in names]
    constant = [[value] * len(rows) for value in same.values()]
    numbers = [row.record_id for row in rows]
    update_rows(connection, kind, [*names, *same], list(zip(numbers, *columns, *constant, strict=True)))


def _column(kind: str, name: str, records: Values, ids: Ids, otherwise: Any) -> list[Any]:
    """Gives one field of the records as it is stored; what an import creates by its number."""
    values = [record.get(name) for record in records]
    if Pending in set(map(type, values)):
        return [ids[v.kind][v.index] if isinstance(v, Pending) else v for v in values]
    stored = as_stored(kind, name, values)
    return stored if otherwise is None else [otherwise if value is None else value for value in stored]
