"""Writes the numbers of the week in one step of undo."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesdesk.model.competencies import CompetencyNumber
from salesdesk.practice.periods import week_start
from salesdesk.services.changes import Changes
from salesdesk.services.numbers.values import Entry, Place
from salesdesk.store.desk_file import DeskFile


def write_numbers(desk: DeskFile, name: str, entries: Sequence[Entry], befores: Mapping[int, int]) -> Changes:
    """Enters counts; `befores` name, for a competency, the one that ends in what it starts from."""
    with desk.change(name) as work:
        for person, competency, day, trials, successes in entries:
            week = week_start(day)
            stored = _stored(work.session, (person, competency, week))
            if stored:
                _correct(desk, stored, trials, successes)
            else:
                before = befores.get(competency, 0) if trials is None else 0
                out_of = _became(work.session, (person, before, week)) if before else trials or 0
                _add(work.session, (person, competency, week), out_of, successes or 0)
            work.session.flush()
    return work.changes


def remove_numbers(desk: DeskFile, name: str, places: Iterable[Place]) -> Changes:
    """Moves pairs of counts to the Trash."""
    with desk.change(name) as work:
        for place in places:
            for number in _stored(work.session, place):
                number.deleted_at = desk.now()
    return work.changes


def _add(session: Session, place: Place, trials: int, successes: int) -> None:
    person, competency, week = place
    session.add(
        CompetencyNumber(
            salesperson_id=person, competency_id=competency, week_start=week, trials=trials,
            successes=successes, entered_by="manager",
        )
    )  # fmt: skip


def _correct(
    desk: DeskFile, stored: Sequence[CompetencyNumber], trials: int | None, successes: int | None
) -> None:
    """Lets the first of the stored numbers hold the week: what is typed is always the whole of it."""
    first, *rest = stored
    first.trials = sum(each.trials for each in stored) if trials is None else trials
    first.successes = sum(each.successes for each in stored) if successes is None else successes
    first.entered_by = "manager"
    for each in rest:
        each.deleted_at = desk.now()


def _became(session: Session, place: Place) -> int:
    return sum(number.successes for number in _stored(session, place))


def _stored(session: Session, place: Place) -> list[CompetencyNumber]:
    person, competency, week = place
    statement = select(CompetencyNumber).where(
        CompetencyNumber.salesperson_id == person,
        CompetencyNumber.competency_id == competency,
        CompetencyNumber.week_start >= week,
        CompetencyNumber.week_start < week + timedelta(days=7),
    )
    return list(session.scalars(statement.order_by(CompetencyNumber.id)))
