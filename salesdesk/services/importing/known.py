"""Loads what the desk already holds, as plain values that an import is compared with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesdesk.model import fields_of, model_of
from salesdesk.model.fields import FieldType
from salesdesk.services.importing.values import KINDS
from salesdesk.store.desk_file import DeskFile

DEFAULT_CURRENCY = "USD"
Stored = Mapping[str, Any]


@dataclass(frozen=True)
class KnownDesk:
    """The records of the imported kind and of every kind it refers to, by id; `trashed` by their number.

    An empty one stands for a desk that is not there yet.
    """

    records: Mapping[str, Mapping[int, Stored]] = field(default_factory=dict[str, Mapping[int, Stored]])
    trashed: frozenset[str] = frozenset()
    currency: str = DEFAULT_CURRENCY

    def of(self, kind: str) -> Mapping[int, Stored]:
        """Gives the records of a kind by their id."""
        return self.records.get(kind, {})


def load_known(desk: DeskFile, kind: str) -> KnownDesk:
    """Reads what importing deals, products, accounts, people or quotas is compared with."""
    record_kind = KINDS[kind]
    referred = {f.refers_to for f in fields_of(record_kind) if f.type is FieldType.REFERENCE and f.importable}
    with desk.read() as session:
        records = {of: dict(_read(session, of)) for of in (record_kind, *sorted(referred))}
        settings = model_of("team_settings")
        currency = session.scalar(select(getattr(settings, "currency")))  # noqa: B009 - found by its kind
    return KnownDesk(records, _trashed_numbers(desk, record_kind), currency or DEFAULT_CURRENCY)


def _read(session: Session, kind: str) -> Iterator[tuple[int, Stored]]:
    model = model_of(kind)
    names = [declared.name for declared in fields_of(kind)]
    statement = select(model.id, *(getattr(model, name) for name in names)).order_by(model.id)
    for number, *values in session.execute(statement):
        yield number, dict(zip(names, values, strict=True))


def _trashed_numbers(desk: DeskFile, kind: str) -> frozenset[str]:
    if "external_id" not in {declared.name for declared in fields_of(kind)}:
        return frozenset()
    rows = desk.rows(
        f"SELECT external_id FROM {kind} WHERE deleted_at IS NOT NULL AND external_id IS NOT NULL"
    )
    return frozenset(row["external_id"] for row in rows)
