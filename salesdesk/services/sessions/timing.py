"""Keeps the time of a session over pauses and restarts, ends it, and suggests when the next one is."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesdesk.env.clock import Clock
from salesdesk.env.errors import UserError
from salesdesk.model.coaching import AgendaPoint, OneOnOne
from salesdesk.model.words import REVIEW_KINDS
from salesdesk.practice.periods import next_session_on
from salesdesk.services.sessions.values import NextMeeting
from salesdesk.store.desk_file import DeskFile

QUARTER_HOUR = 15


def elapsed_seconds(started_at: datetime | None, minutes: int | None, now: datetime) -> int:
    """Gives how long a session has run; stored minutes mean that it is over or paused."""
    if minutes is not None:
        return minutes * 60
    # Both are local times, between which summer time may begin or end.
    return max(0, round((now.astimezone() - started_at.astimezone()).total_seconds())) if started_at else 0


def resumed_start(
    started_at: datetime | None, minutes: int | None, last_trace: datetime | None, now: datetime
) -> datetime:
    """Gives the start from which a resumed session counts on, leaving out the time it stood still.

    After a pause that is the minutes kept then; after a crash on an earlier day the time up to the last note.
    """
    if started_at is None:
        return now
    if minutes is not None:
        return (now.astimezone() - timedelta(minutes=minutes)).astimezone().replace(tzinfo=None)
    if started_at.date() == now.date():
        return started_at
    return now - max(timedelta(0), (last_trace or started_at) - started_at)


def next_meeting(
    desk: DeskFile, person_id: int, one_on_one_id: int, starts_at: datetime, today: date, formal_days: int
) -> NextMeeting:
    """Gives the next date as booked, else a suggestion by the person's management level."""
    planned = desk.rows(_PLANNED, (person_id, one_on_one_id, f"{today} 24:00"))
    if planned:
        row = planned[0]
        return NextMeeting(datetime.fromisoformat(row["starts_at"]), row["kind"], True)
    person = desk.rows("SELECT level, joined_on FROM salesperson WHERE id = ?", (person_id,))[0]
    day = next_session_on(max(starts_at.date(), today), today, person["level"])
    formal = desk.rows(_LAST_FORMAL, (person_id,))[0][0] or person["joined_on"]
    overdue = formal is not None and (day - date.fromisoformat(formal[:10])).days > formal_days
    kind = "quarterly_review" if overdue else "one_on_one"
    return NextMeeting(datetime.combine(day, _rounded(starts_at)), kind, False)


def last_session(
    desk: DeskFile, person_id: int, one_on_one_id: int, before: datetime
) -> tuple[int, date] | None:
    """Gives id and day of the last session held with a person before this one."""
    found = desk.rows(_LAST, (person_id, one_on_one_id, before.isoformat(" ")))
    return (found[0]["id"], date.fromisoformat(found[0]["starts_at"][:10])) if found else None


def _rounded(moment: datetime) -> time:
    """Gives the time of day down to the quarter of an hour, as people book."""
    return time(moment.hour, moment.minute // QUARTER_HOUR * QUARTER_HOUR)


_PLANNED = f"""
SELECT starts_at, kind FROM one_on_one WHERE salesperson_id = ? AND id != ? AND state IN ('planned', 'running', 'held')
AND kind IN {REVIEW_KINDS}
AND starts_at > ? AND deleted_at IS NULL ORDER BY starts_at LIMIT 1
"""
_LAST_FORMAL = """
SELECT max(starts_at) FROM one_on_one WHERE salesperson_id = ? AND kind = 'quarterly_review'
AND state IN ('held', 'running') AND deleted_at IS NULL
"""
_LAST = f"""
SELECT id, starts_at FROM one_on_one WHERE salesperson_id = ? AND id != ? AND state = 'held' AND starts_at <= ?
AND kind IN {REVIEW_KINDS} AND deleted_at IS NULL
ORDER BY starts_at DESC LIMIT 1
"""


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


def finish(
    session: Session, meeting: OneOnOne, upcoming: NextMeeting, clock: Clock, answer: str | None, comment: str, *,
    seen: bool,
) -> None:  # fmt: skip
    """Marks a session as held; a disagreement needs its comment, and signing means seen, not agreed."""
    if meeting.state != "running":
        raise UserError(_("This one-on-one is not running, so there was nothing to finish."))
    if answer == "disagree" and not comment.strip():
        raise UserError(_("Write down what is seen differently; a disagreement is kept with its comment."))
    now = clock.now()
    meeting.minutes = max(1, round(elapsed_seconds(meeting.started_at, meeting.minutes, now) / 60))
    meeting.state, meeting.finished_at = "held", now
    meeting.answer, meeting.answer_comment = answer, comment.strip() or None
    meeting.seen_on = now.date() if seen else None
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
