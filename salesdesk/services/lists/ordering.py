"""Moves records within an order of their own, such as stages; gates keep to their stage."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from salesdesk.env.errors import UserError
from salesdesk.model import kind_of, model_of
from salesdesk.services.changes import Changes
from salesdesk.services.lists.finding import owner_of
from salesdesk.services.short_words import quoted
from salesdesk.store.desk_file import DeskFile

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def move(desk: DeskFile, kind: str, record_id: int, by: int) -> Changes:
    """Swaps a record with the one above (-1) or below (1) it in one step; at the end of its row nothing moves."""
    model = model_of(kind)
    with desk.read() as session:
        record: Any = session.get(model, record_id)
    if record is None or record.deleted_at is not None:
        raise UserError(f"This {kind_of(kind).label.lower()} is no longer there; nothing was moved.")
    title = quoted(str(getattr(record, kind_of(kind).title)))
    with desk.change(f"Move {kind_of(kind).label.lower()} {title} {'up' if by < 0 else 'down'}") as work:
        row = siblings(work.session, kind, record)
        at = next(place for place, each in enumerate(row) if each.id == record_id)
        if 0 <= at + by < len(row):
            row[at], row[at + by] = row[at + by], row[at]
            _renumber(row)
    return work.changes


def make_room(session: "Session", kind: str, like: Any) -> int:
    """Gives the position at which a new record comes to stand: at the end, a stage before won and lost."""
    row = siblings(session, kind, like)
    open_ones = [each for each in row if getattr(each, "outcome", "open") == "open"]
    _renumber([*open_ones, None, *(each for each in row if each not in open_ones)])
    return len(open_ones) + 1


def siblings(session: "Session", kind: str, record: Any) -> list[Any]:
    """Gives the records that stand in one order with a record, in that order."""
    model: Any = model_of(kind)
    statement = select(model).order_by(model.position, model.id)
    owner = owner_of(kind)
    if owner is not None:
        statement = statement.where(getattr(model, owner.name) == getattr(record, owner.name))
    return list(session.scalars(statement))


def _renumber(row: list[Any]) -> None:
    """Numbers records from 1, or lets them take one another's numbers where those differ already."""
    present = [each for each in row if each is not None]
    numbers = sorted({each.position for each in present})
    if len(present) < len(row) or len(numbers) < len(present):
        numbers = list(range(1, len(row) + 1))
    for each, number in zip(row, numbers, strict=True):
        if each is not None and each.position != number:
            each.position = number
