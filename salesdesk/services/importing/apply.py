"""Writes a plan to the desk: all of it in one step of undo, or none of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import delete, insert, update
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

Ids = Mapping[str, Sequence[int]]


def write_plan(
    session: Session, plan: ImportPlan, batch_id: int, progress: Progress, cancelled: Cancelled
) -> None:
    """Inserts and updates the records of a plan; after an ImportCancelledError nothing may be committed."""
    kind = KINDS[plan.kind]
    ids = _create_referred(session, plan)
    for referred, updates in plan.updates.items():
        for record_id, values in updates.items():
            session.execute(update(model_of(referred)), [{"id": record_id, **values}])
    batch = {"batch_id": batch_id} if any(f.name == "batch_id" for f in fields_of(kind)) else {}
    new, changed = plan.of(Verdict.NEW), plan.of(Verdict.CHANGED)
    total, done = len(new) + len(changed), 0
    for rows in (*_inserts(kind, new), *_updates(changed)):
        progress(done, total)
        if cancelled():
            raise ImportCancelledError
        model = model_of(kind)
        values = [_written(row, ids) | batch for row in rows]
        session.execute(insert(model) if rows[0].record_id is None else update(model), values)
        done += len(rows)
    for removed, numbers in plan.removes.items():
        model = model_of(removed)
        session.execute(delete(model).where(model.id.in_(numbers)))
    progress(total, total)


def _create_referred(session: Session, plan: ImportPlan) -> Ids:
    """Creates the people, accounts, products and stages the rows refer to; gives their ids in the plan's order."""
    found: dict[str, list[int]] = {}
    for kind, records in plan.creates.items():
        model = model_of(kind)
        created = [model(**values) for values in records]
        session.add_all(created)
        session.flush()
        found[kind] = [record.id for record in created]
    return found


def _inserts(kind: str, rows: Sequence[PlannedRow]) -> Iterator[Sequence[PlannedRow]]:
    """Gives the new rows in the order of the file, all with the same columns, so that runs are long."""
    optional = {declared.name for declared in fields_of(kind) if not declared.required}
    columns = dict.fromkeys(sorted({name for row in rows for name in row.values} & optional))
    return _runs([replace(row, values=columns | dict(row.values)) for row in rows])


def _updates(rows: Sequence[PlannedRow]) -> Iterator[Sequence[PlannedRow]]:
    """Gives the changed rows sorted by which columns they change."""
    return _runs(sorted(rows, key=_columns))


def _runs(rows: Sequence[PlannedRow]) -> Iterator[Sequence[PlannedRow]]:
    """Cuts rows into pieces with the same columns, so that each piece is one statement."""
    for _, run in groupby(rows, key=_columns):
        same = list(run)
        yield from (same[start : start + CHUNK] for start in range(0, len(same), CHUNK))


def _columns(row: PlannedRow) -> tuple[str, ...]:
    return tuple(sorted(row.values))


def _written(row: PlannedRow, ids: Ids) -> dict[str, Any]:
    values = {
        name: ids[value.kind][value.index] if isinstance(value, Pending) else value
        for name, value in row.values.items()
    }
    return values if row.record_id is None else {"id": row.record_id, **values}
