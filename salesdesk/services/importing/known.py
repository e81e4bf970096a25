"""Loads what the desk already holds and what lies in its Trash, as plain values that an import is compared with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesdesk.model import fields_of, kind_of, model_of
from salesdesk.model.fields import FieldType
from salesdesk.services.importing.names import spelling_key
from salesdesk.services.importing.stages import first_stages
from salesdesk.services.importing.values import KINDS, Stored
from salesdesk.store.desk_file import DeskFile

DEFAULT_CURRENCY = "USD"
COMES_BACK = frozenset({"stage"})
"""Kinds that a file brings back although one of the same name is in the Trash: a deal needs a stage to be seen in."""


@dataclass(frozen=True)
class KnownDesk:
    """The records of the imported kind and of every kind it refers to, by id, and those in the Trash.

    `first_stages` are the stages a desk is made with, as long as nobody has used or changed them. An empty one
    stands for a desk that is not there yet.
    """

    records: Mapping[str, Mapping[int, Stored]] = field(default_factory=dict[str, Mapping[int, Stored]])
    trash: Mapping[str, Mapping[int, Stored]] = field(default_factory=dict[str, Mapping[int, Stored]])
    first_stages: frozenset[int] = frozenset()
    currency: str = DEFAULT_CURRENCY
    today: date | None = None

    def of(self, kind: str) -> Mapping[int, Stored]:
        """Gives the records of a kind by their id."""
        return self.records.get(kind, {})

    def trashed(self, kind: str) -> Mapping[int, Stored]:
        """Gives name and number of the records of a kind in the Trash, by id."""
        return self.trash.get(kind, {})


def load_known(desk: DeskFile, kind: str) -> KnownDesk:
    """Reads what importing deals, products, accounts, people or quotas is compared with."""
    record_kind = KINDS[kind]
    referred = {f.refers_to for f in fields_of(record_kind) if f.type is FieldType.REFERENCE and f.importable}
    with desk.read() as session:
        records = {of: dict(_read(session, of)) for of in (record_kind, *sorted(referred))}
        settings = model_of("team_settings")
        currency = session.scalar(select(getattr(settings, "currency")))  # noqa: B009 - found by its kind
    trash = {of: _trashed(desk, of) for of in records if of not in COMES_BACK}
    first = first_stages(desk) if "stage" in records else frozenset[int]()
    return KnownDesk(records, trash, first, currency or DEFAULT_CURRENCY, desk.now().date())


def _read(session: Session, kind: str) -> Iterator[tuple[int, Stored]]:
    model = model_of(kind)
    names = [declared.name for declared in fields_of(kind)]
    statement = select(model.id, *(getattr(model, name) for name in names)).order_by(model.id)
    for number, *values in session.execute(statement):
        yield number, dict(zip(names, values, strict=True))


def _trashed(desk: DeskFile, kind: str) -> dict[int, Stored]:
    """Reads by what the records in the Trash are recognised."""
    numbered = any(declared.name == "external_id" for declared in fields_of(kind))
    title, number = kind_of(kind).title, "external_id" if numbered else "NULL"
    rows = desk.rows(
        f"SELECT id, {title} AS name, {number} AS external_id FROM {kind} WHERE deleted_at IS NOT NULL"
    )
    return {row["id"]: {"name": row["name"], "external_id": row["external_id"]} for row in rows}


class TrashMatcher:
    """The records of one kind in the Trash, by their numbers and, where a name is who they are, by their names."""

    def __init__(self, known: KnownDesk, kind: str) -> None:
        trash, stored = known.trashed(kind).values(), known.of(kind).values()
        self._numbers = {each["external_id"] for each in trash if each["external_id"]}
        self._by_name = ("name",) in kind_of(kind).identity
        live = {spelling_key(each["name"]) for each in stored} if self._by_name else set[str]()
        names = {spelling_key(each["name"]): each["external_id"] for each in trash if self._by_name}
        self._names = {name: number for name, number in names.items() if name not in live}

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Tells whether a row is about one of them: the number decides, else the name."""
        number, name = values.get("external_id"), values.get("name")
        if number in self._numbers:
            return True
        if not (self._by_name and isinstance(name, str)) or spelling_key(name) not in self._names:
            return False
        return not number or not self._names[spelling_key(name)]
