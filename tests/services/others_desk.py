"""People of every sort who are not in the team, with large deals and numbers, for tests of what the team is."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from salesdesk.model.coaching import Assignment
from salesdesk.model.competencies import CompetencyNumber
from salesdesk.model.deals import Opportunity
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson
from salesdesk.store.desk_file import DeskFile

OTHERS = ("archived", "outside", "candidate", "trashed", "nobody")


def add_others(desk: DeskFile, today: date) -> None:
    """Adds somebody of every sort beside the team, and deals of nobody."""
    with desk.change("Add others", undoable=False) as work:
        for place, sort in enumerate(OTHERS):
            _add_other(work.session, sort, place, today)


def _add_other(session: Any, sort: str, place: int, today: date) -> None:
    person = None
    if sort != "nobody":
        person = Salesperson(name=f"Other {sort}", status="active" if sort == "trashed" else sort)
        session.add(person)
        session.flush()
        monday = today - timedelta(days=today.weekday() + 7)
        session.add_all([
            CompetencyNumber(salesperson_id=person.id, competency_id=1, week_start=monday, trials=500, successes=499),
            Quota(salesperson_id=person.id, starts_on=today.replace(day=1), period="month", amount=Decimal(900_000)),
            Assignment(salesperson_id=person.id, what="Call", kind="development", assigned_on=today),
        ])  # fmt: skip
    for number in range(40):
        session.add(Opportunity(
            name=f"{sort} {number}", salesperson_id=person.id if person else None, amount=Decimal(77_777),
            outcome=("won", "lost", "open", "won")[number % 4], started_on=today - timedelta(days=200 + place),
            closed_on=None if number % 4 == 2 else today - timedelta(days=1),
        ))  # fmt: skip
    if sort == "trashed" and person is not None:
        session.flush()
        person.deleted_at = datetime(2026, 11, 11, 8)
