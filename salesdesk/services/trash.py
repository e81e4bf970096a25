"""Moves records to the Trash and back; what belongs to a record goes and comes with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from salesdesk.env.errors import UserError
from salesdesk.frozen import frozen
from salesdesk.model import fields_of, kind_of, model_of, models
from salesdesk.services.changes import Changes
from salesdesk.store.desk_file import DeskFile

KEPT_DAYS = 90
TRUSTED_DAYS, BORNE_OUT = 30, 5
"""So far beyond a day of work the clock is believed where something would be lost for good, else after work on so many
days more."""
_DAYS = "SELECT DISTINCT date(at) AS day FROM step WHERE at < ? ORDER BY day DESC LIMIT ?"
_Key = tuple[str, int]


@frozen
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
            rows = {kind: _gone(session, kind) for kind in models()}
        stamps = {(kind, row.id): row.deleted_at for kind, found in rows.items() for row in found}
        belongings: dict[_Key, list[_Key]] = defaultdict(list)
        by_hand: list[tuple[str, Any]] = []
        for kind, found in rows.items():
            owner_columns = _owners_of(kind)
            for row in found:
                owners = [(owner_kind, getattr(row, column)) for column, owner_kind in owner_columns]
                went_too = [owner for owner in owners if stamps.get(owner) == row.deleted_at]
                for owner in went_too:
                    belongings[owner].append((kind, row.id))
                if not went_too:
                    by_hand.append((kind, row))
        found = [_trashed(kind, row, belongings) for kind, row in by_hand]
        return sorted(found, key=lambda item: item.deleted_at, reverse=True)

    def restore(self, kind: str, record_id: int) -> Changes:
        """Brings one record back with everything that went with it.

        Raises UserError where it is not in the Trash, or where what it belongs to is still there.
        """
        model = model_of(kind)
        with self._desk.change(_("Restore {label}", label=kind_of(kind).label.lower())) as work:
            statement = select(model).where(model.id == record_id).execution_options(include_trash=True)
            record = work.session.scalar(statement)
            if record is None or record.deleted_at is None:
                raise UserError(
                    _(
                        "This {label} is not in the Trash; nothing was changed.",
                        label=kind_of(kind).label.lower(),
                    )
                )
            _check_owners(work.session, kind, record)
            for of_kind, ids in _family(work.session, kind, [record_id], record.deleted_at).items():
                _stamp(work.session, of_kind, ids, None)
        return work.changes

    def tend(self) -> Changes:
        """Lets go of what is old, as `empty_old`, as far as work on earlier days bears out what the clock says.

        After a clock that jumped nothing goes, and after a long leave it goes some days of work later.
        """
        now = self._desk.now()
        rows = self._desk.rows(_DAYS, (now.date().isoformat(), BORNE_OUT))
        if not rows:
            return Changes("", frozenset())
        return self.empty_old(_borne_out(now, [datetime.fromisoformat(row["day"]) for row in rows]))

    def empty_old(self, on: datetime | None = None) -> Changes:
        """Lets go for good of what has been in the Trash for long, with every word of it; no step of undo.

        It counts from `on`, else from now. Its name tells how many things those were; it touched nothing where there
        were none.
        """
        from salesdesk.model.base import Emptying
        from salesdesk.store.purge import holds_old, purge
        from salesdesk.store.sessions import driver_connection

        now = self._desk.now()
        before = (on or now) - timedelta(days=KEPT_DAYS)
        with self._desk.passing() as connection:
            if not holds_old(connection, before):
                return Changes("", frozenset())
        by_hand = {(item.kind, item.record_id) for item in self.contents()}
        with self._desk.change(_("Empty the Trash"), undoable=False) as work:
            gone = purge(driver_connection(work.session), before)
            things = len(by_hand & gone) or len(gone)
            if things:
                name = n_(
                    "{number} thing left the Trash after {days} days",
                    "{number} things left the Trash after {days} days",
                    things,
                    days=KEPT_DAYS,
                )
                work.session.add(Emptying(emptied_at=now, things=things))
                work.changes = Changes(name, frozenset({"emptying"} | {kind for kind, _unused in gone}))
        return work.changes

    def emptied(self) -> list[tuple[datetime, int]]:
        """Gives when things left the Trash for good, and how many, the newest first."""
        rows = self._desk.rows("SELECT emptied_at, things FROM emptying ORDER BY id DESC")
        return [(datetime.fromisoformat(row["emptied_at"]), row["things"]) for row in rows]


def move_to_trash(desk: DeskFile, kind: str, ids: Sequence[int]) -> Changes:
    """Moves records of one kind, with what belongs to them, to the Trash in one step."""
    many = f"{len(ids)} " if len(ids) != 1 else ""
    name = _("Delete {many}{what}", many=many, what=kind_of(kind).called(len(ids)))
    with desk.change(name) as work:
        trash_within(work.session, desk.now(), kind, ids)
    return work.changes


def trash_within(session: Session, now: datetime, kind: str, ids: Sequence[int]) -> None:
    """Moves records of one kind, with what belongs to them, to the Trash as part of a step."""
    at = _fresh_moment(session, now)
    for of_kind, numbers in _family(session, kind, ids, None).items():
        _stamp(session, of_kind, numbers, at)


def _fresh_moment(session: Session, now: datetime) -> datetime:
    """Gives a moment at which nothing was deleted before, since what has the same stamp comes back together."""
    stamps = (
        session.scalar(
            select(model.deleted_at)
            .where(model.deleted_at >= now)
            .order_by(model.deleted_at.desc())
            .limit(1)
            .execution_options(include_trash=True)
        )
        for model in models().values()
    )
    latest = max((stamp for stamp in stamps if stamp is not None), default=None)
    return now if latest is None else latest + timedelta(microseconds=1)


def _family(session: Session, kind: str, ids: Iterable[int], at: datetime | None) -> dict[str, set[int]]:
    """Gives the records, by kind, that stand or fall with these and share their deletion stamp, None for living."""
    model = model_of(kind)
    first = select(model.id).where(model.id.in_(list(ids)), model.deleted_at.is_not_distinct_from(at))
    family = {kind: set(session.scalars(first.execution_options(include_trash=True)))}
    waiting = [(kind, sorted(family[kind]))]
    while waiting:
        owner, numbers = waiting.pop()
        for of_kind, column in _owned_by(owner):
            owned = model_of(of_kind)
            statement = select(owned.id).where(
                getattr(owned, column).in_(numbers), owned.deleted_at.is_not_distinct_from(at)
            )
            found = set(session.scalars(statement.execution_options(include_trash=True)))
            fresh = found - family.setdefault(of_kind, set())
            family[of_kind] |= fresh
            if fresh:
                waiting.append((of_kind, sorted(fresh)))
    return {of_kind: numbers for of_kind, numbers in family.items() if numbers}


def _borne_out(now: datetime, days: Iterable[datetime]) -> datetime:
    """Gives up to when the clock is believed, by the newest days of work: to the oldest leap among them."""
    believed, later = now, now
    for day in days:
        trusted = day + timedelta(days=TRUSTED_DAYS)
        if trusted < later:
            believed = trusted
        later = day
    return believed


def _owned_by(kind: str) -> list[tuple[str, str]]:
    return [(k, f.name) for k in models() for f in fields_of(k) if f.owner and f.refers_to == kind]


def _owners_of(kind: str) -> list[tuple[str, str]]:
    return [(field.name, field.refers_to) for field in fields_of(kind) if field.owner]


def _stamp(session: Session, kind: str, ids: Iterable[int], at: datetime | None) -> None:
    model = model_of(kind)
    session.execute(
        update(model).where(model.id.in_(list(ids))).values(deleted_at=at),
        execution_options={"synchronize_session": False},
    )


def _check_owners(session: Session, kind: str, record: Any) -> None:
    """Refuses to bring back what would belong to something that stays in the Trash."""
    for column, owner_kind in _owners_of(kind):
        owner_id = getattr(record, column)
        if owner_id is not None and session.get(model_of(owner_kind), owner_id) is None:
            owner = kind_of(owner_kind).label.lower()
            raise UserError(
                _("The {owner} this belongs to is in the Trash too; restore the {owner} first.", owner=owner)
            )


def _gone(session: Session, kind: str) -> list[Any]:
    """Gives id, stamp, title and owners of everything of a kind that is in the Trash."""
    model = model_of(kind)
    columns = [getattr(model, column) for column, _ in _owners_of(kind)]
    title = getattr(model, kind_of(kind).title).label("title")
    statement = select(model.id, model.deleted_at, title, *columns).where(model.deleted_at.is_not(None))
    return list(session.execute(statement.execution_options(include_trash=True)))


def _trashed(kind: str, row: Any, belongings: Mapping[_Key, Sequence[_Key]]) -> Trashed:
    """Describes one thing; its companions are all that went with it, directly or through one another."""
    family, waiting = {(kind, row.id)}, [(kind, row.id)]
    while waiting:
        fresh = set(belongings.get(waiting.pop(), ())) - family
        family |= fresh
        waiting += fresh
    return Trashed(kind, row.id, kind_of(kind).label, str(row.title or ""), row.deleted_at, len(family) - 1)
