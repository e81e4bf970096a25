"""Moves records to the Trash and back; what belongs to a record goes and comes with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from salesdesk.model import fields_of, model_of, models
from salesdesk.services.changes import Changes
from salesdesk.store.desk_file import DeskFile

KEPT_DAYS = 90


@dataclass(frozen=True)
class Trashed:
    """One thing in the Trash: what it is, what it is called, since when, and how much went with it."""

    kind: str
    record_id: int
    label: str
    title: str
    deleted_at: datetime
    companions: int


class TrashService:
    """Shows the Trash and brings things back."""

    def __init__(self, desk: DeskFile) -> None:
        self._desk = desk

    def contents(self) -> list[Trashed]:
        """Gives what was deleted by hand, newest first; what merely went with it is counted, not listed."""
        with self._desk.read() as session:
            gone = {(kind, number): at for kind, number, at in _gone(session)}
            found = [
                _trashed(session, kind, number, at, gone)
                for (kind, number), at in gone.items()
                if not _owner_went_too(session, kind, number, at, gone)
            ]
        return sorted(found, key=lambda item: item.deleted_at, reverse=True)

    def restore(self, kind: str, record_id: int) -> Changes:
        """Brings one record back with everything that went with it."""
        model = model_of(kind)
        with self._desk.change(f"Restore {model.label.lower()}") as work:
            statement = select(model).where(model.id == record_id).execution_options(include_trash=True)
            at = work.session.scalars(statement).one().deleted_at
            for of_kind, ids in _family(work.session, kind, [record_id], at).items():
                _stamp(work.session, of_kind, ids, None)
        return work.changes


def move_to_trash(desk: DeskFile, kind: str, ids: Sequence[int]) -> Changes:
    """Moves records of one kind, with what belongs to them, to the Trash in one step."""
    model = model_of(kind)
    name = f"Delete {model.label.lower()}" if len(ids) == 1 else f"Delete {len(ids)} {model.plural.lower()}"
    with desk.change(name) as work:
        at = desk.now()
        for of_kind, numbers in _family(work.session, kind, ids, None).items():
            _stamp(work.session, of_kind, numbers, at)
    return work.changes


def _family(session: Session, kind: str, ids: Sequence[int], at: datetime | None) -> dict[str, set[int]]:
    """Gives the records, by kind, that stand or fall with these: those that share their deletion stamp."""
    family: dict[str, set[int]] = {kind: set(ids)}
    waiting = [(kind, list(ids))]
    while waiting:
        owner, numbers = waiting.pop()
        for of_kind, column in _owned_by(owner):
            model = model_of(of_kind)
            statement = select(model.id).where(getattr(model, column).in_(numbers), model.deleted_at.is_(at))
            if at is not None:
                statement = select(model.id).where(getattr(model, column).in_(numbers), model.deleted_at == at)
            found = set(session.scalars(statement.execution_options(include_trash=True)))
            fresh = found - family.setdefault(of_kind, set())
            family[of_kind] |= fresh
            if fresh:
                waiting.append((of_kind, sorted(fresh)))
    return {of_kind: numbers for of_kind, numbers in family.items() if numbers}


def _owned_by(kind: str) -> list[tuple[str, str]]:
    return [(k, f.name) for k in models() for f in fields_of(k) if f.owner and f.refers_to == kind]


def _stamp(session: Session, kind: str, ids: Iterable[int], at: datetime | None) -> None:
    model = model_of(kind)
    session.execute(
        update(model).where(model.id.in_(list(ids))).values(deleted_at=at),
        execution_options={"synchronize_session": False},
    )


def _gone(session: Session) -> list[tuple[str, int, datetime]]:
    found: list[tuple[str, int, datetime]] = []
    for kind, model in models().items():
        statement = select(model.id, model.deleted_at).where(model.deleted_at.is_not(None))
        rows = session.execute(statement.execution_options(include_trash=True))
        found += [(kind, number, at) for number, at in rows if at is not None]
    return found


def _owner_went_too(
    session: Session, kind: str, number: int, at: datetime, gone: dict[tuple[str, int], datetime]
) -> bool:
    model = model_of(kind)
    for owner in (f for f in fields_of(kind) if f.owner):
        statement = select(getattr(model, owner.name)).where(model.id == number)
        owner_id = session.scalar(statement.execution_options(include_trash=True))
        if gone.get((owner.refers_to, owner_id or 0)) == at:
            return True
    return False


def _trashed(
    session: Session, kind: str, number: int, at: datetime, gone: dict[tuple[str, int], datetime]
) -> Trashed:
    model = model_of(kind)
    statement = select(getattr(model, model.title_field)).where(model.id == number)
    title = session.scalar(statement.execution_options(include_trash=True))
    companions = sum(len(ids) for ids in _family(session, kind, [number], at).values()) - 1
    return Trashed(kind, number, model.label, str(title or ""), at, companions)
