"""Writes the plan of an import: many records at once, column by column."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from salesdesk.model import fields_of, model_of
from salesdesk.services.importing.import_plan import ImportPlan, PlannedRows, RowsAt
from salesdesk.services.importing.values import (
    CHUNK,
    RECORD_OF,
    Cancelled,
    ImportCancelledError,
    Pending,
    Progress,
    Verdict,
)
from salesdesk.store.bulk import insert_rows, next_id, update_rows
from salesdesk.store.connection import Connection
from salesdesk.store.sessions import driver_connection
from salesdesk.store.stored_columns import as_stored, changing_values, first_values

Ids = Mapping[str, Sequence[int]]
Columns = Mapping[str, Sequence[Any]]


def write_plan(
    session: Session, plan: ImportPlan, batch_id: int, progress: Progress, cancelled: Cancelled
) -> None:
    """Inserts and updates the records of a plan; after an ImportCancelledError nothing may be committed."""
    kind, connection = RECORD_OF[plan.kind], driver_connection(session)
    ids = {of: _created(connection, of, records) for of, records in plan.creates.items()}
    for referred, updates in plan.updates.items():
        for record_id, values in updates.items():
            session.execute(update(model_of(referred)), [{"id": record_id, **values}])
    batch = {"batch_id": batch_id} if any(f.name == "batch_id" for f in fields_of(kind)) else {}
    new, changed = plan.of(Verdict.NEW), plan.of(Verdict.CHANGED)
    names = sorted(new.fields())
    total, done = len(new) + len(changed), 0
    for rows in (*_pieces(new.places), *_updates(changed)):
        progress(done, total)
        if cancelled():
            raise ImportCancelledError
        if done < len(new):
            columns = {name: plan.rows.column(name, rows) for name in names}
            _insert(connection, kind, len(rows), columns, ids, batch)
        else:
            _update(connection, kind, plan.rows, rows, ids, batch)
        done += len(rows)
    for removed, numbers in plan.removes.items():
        model = model_of(removed)
        session.execute(delete(model).where(model.id.in_(numbers)))
    progress(total, total)


def _updates(changed: RowsAt) -> Iterator[Sequence[int]]:
    """Gives the places of the changed rows in pieces that change the same fields."""
    for _names, places in sorted(changed.rows.by_fields(changed.places).items()):
        yield from _pieces(places)


def _pieces(places: Sequence[int]) -> Iterator[Sequence[int]]:
    return (places[start : start + CHUNK] for start in range(0, len(places), CHUNK))


def _created(connection: Connection, kind: str, records: Sequence[Mapping[str, Any]]) -> range:
    """Stores the records that come with the file and gives their ids."""
    names = sorted({name for values in records for name in values})
    columns = {name: [values.get(name) for values in records] for name in names}
    return _insert(connection, kind, len(records), columns, {}, {})


def _insert(
    connection: Connection, kind: str, count: int, columns: Columns, ids: Ids, alike: Mapping[str, Any]
) -> range:
    """Stores new records and gives their ids; `alike` is the same in all."""
    first = next_id(connection, kind)
    numbers = range(first, first + count)
    begin = first_values(kind, ())
    same = {name: value for name, value in begin.items() if name not in columns} | dict(alike)
    required = {declared.name for declared in fields_of(kind) if declared.required}
    stored = [
        _stored(kind, name, values, ids, begin.get(name) if name in required else None)
        for name, values in columns.items()
    ]
    constant = [[value] * count for value in same.values()]
    insert_rows(connection, kind, ["id", *columns, *same], zip(numbers, *stored, *constant, strict=True))
    return numbers


def _update(
    connection: Connection, kind: str, rows: PlannedRows, places: Sequence[int], ids: Ids,
    alike: Mapping[str, Any],
) -> None:  # fmt: skip
    """Changes records; all of the rows change the same fields."""
    names, same = sorted(rows[places[0]].values), changing_values(kind) | dict(alike)
    columns = [_stored(kind, name, rows.column(name, places), ids, None) for name in names]
    constant = [[value] * len(places) for value in same.values()]
    numbers = rows.record_ids(places)
    update_rows(connection, kind, [*names, *same], list(zip(numbers, *columns, *constant, strict=True)))


def _stored(kind: str, name: str, values: Sequence[Any], ids: Ids, otherwise: Any) -> Sequence[Any]:
    """Gives one field of the records as it is stored; what an import creates by its number."""
    if Pending in set(map(type, values)):
        return [ids[v.kind][v.index] if isinstance(v, Pending) else v for v in values]
    stored = as_stored(kind, name, values)
    return stored if otherwise is None else [otherwise if value is None else value for value in stored]
