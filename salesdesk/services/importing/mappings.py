"""Remembers which column of somebody's export holds which field, and finds that again by the header."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesdesk.model.deals import ImportMapping
from salesdesk.store.desk_file import DeskFile


@dataclass(frozen=True)
class SavedMapping:
    """A remembered mapping: the headers it was made for, and the field each column holds.

    The name of a file is no part of it: next month's export is called differently.
    """

    name: str
    kind: str
    headers: tuple[str, ...]
    columns: Mapping[str, str]
    date_order: str | None = None


def saved_mappings(desk: DeskFile, kind: str) -> list[SavedMapping]:
    """Gives the mappings remembered for a kind of file, the one used last first."""
    with desk.read() as session:
        found = session.scalars(
            select(ImportMapping).where(ImportMapping.kind == kind).order_by(ImportMapping.changed_at.desc())
        ).all()
    return [_plain(record) for record in found]


def fitting_mapping(mappings: Iterable[SavedMapping], headers: Sequence[str]) -> SavedMapping | None:
    """Gives the mapping that was made for exactly these columns, in whatever order they stand."""
    wanted = sorted(headers)
    return next((saved for saved in mappings if sorted(saved.headers) == wanted), None)


def write_mapping(session: Session, saved: SavedMapping) -> None:
    """Writes a mapping, in place of the one of the same name and kind."""
    statement = select(ImportMapping).where(
        ImportMapping.name == saved.name, ImportMapping.kind == saved.kind
    )
    record = session.scalars(statement).first()
    if record is None:
        record = ImportMapping(name=saved.name, kind=saved.kind)
        session.add(record)
    record.headers = json.dumps(saved.headers, ensure_ascii=False)
    record.columns = json.dumps(dict(saved.columns), ensure_ascii=False)
    record.date_order = saved.date_order


def _plain(record: ImportMapping) -> SavedMapping:
    headers: list[str] = json.loads(record.headers)
    columns: dict[str, Any] = json.loads(record.columns)
    return SavedMapping(record.name, record.kind, tuple(headers), columns, record.date_order)
