"""Ends a one-on-one: the answer, the next date, and what carries over to the person."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesdesk.env.clock import Clock
from salesdesk.env.errors import UserError
from salesdesk.model.coaching import AgendaPoint, OneOnOne
from salesdesk.model.words import REVIEW_KINDS
from salesdesk.services.sessions.timing import elapsed_seconds
from salesdesk.services.sessions.values import NextMeeting


@dataclass(frozen=True)
class Ending:
    """What the salesperson says at the end; signing means seen, not agreed."""

    answer: str | None = None
    comment: str = ""
    seen: bool = False


def check_not_over(meeting: OneOnOne) -> None:
    """Raises UserError for a one-on-one that was held or excused, which cannot be started again."""
    if meeting.state in ("held", "excused"):
        raise UserError(_("This one-on-one is over; it stands in the coaching log. Start a new one instead."))


def book(session: Session, meeting: OneOnOne, starts_at: datetime, kind: str, today: date) -> None:
    """Plans the next meeting with the person, or moves the one that is planned."""
    if starts_at.date() <= today:
        raise UserError(
            _("The next date lies in the past or today, so nothing was booked; choose a later day.")
        )
    statement = (
        select(OneOnOne)
        .where(
            OneOnOne.salesperson_id == meeting.salesperson_id, OneOnOne.id != meeting.id,
            OneOnOne.state == "planned", OneOnOne.kind.in_(REVIEW_KINDS),
            OneOnOne.starts_at > datetime.combine(today, time.max),
        )
        .order_by(OneOnOne.starts_at)
    )  # fmt: skip
    planned = session.scalars(statement).first()
    if planned is None:
        planned = OneOnOne(salesperson_id=meeting.salesperson_id, state="planned", starts_at=starts_at)
        session.add(planned)
    planned.starts_at, planned.kind = starts_at, kind


def finish(session: Session, meeting: OneOnOne, upcoming: NextMeeting, ending: Ending, clock: Clock) -> None:
    """Marks a session as held; a disagreement needs its comment."""
    if meeting.state != "running":
        raise UserError(_("This one-on-one is not running, so there was nothing to finish."))
    if ending.answer == "disagree" and not ending.comment.strip():
        raise UserError(_("Write down what is seen differently; a disagreement is kept with its comment."))
    now = clock.now()
    meeting.minutes = max(1, round(elapsed_seconds(meeting.started_at, meeting.minutes, now) / 60))
    meeting.state, meeting.finished_at = "held", now
    meeting.answer, meeting.answer_comment = ending.answer, ending.comment.strip() or None
    meeting.seen_on = now.date() if ending.seen else None
    _carry_over(session, meeting.salesperson_id)
    if not upcoming.booked:
        book(session, meeting, upcoming.starts_at, upcoming.kind, now.date())


def _carry_over(session: Session, person_id: int) -> None:
    """Carries what was not discussed over to the person, not to a date, so that no postponement loses it."""
    statement = select(AgendaPoint).where(
        AgendaPoint.salesperson_id == person_id, AgendaPoint.discussed_on.is_(None)
    )
    for point in session.scalars(statement):
        point.times_carried += 1
