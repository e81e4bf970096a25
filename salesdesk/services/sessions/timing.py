"""Keeps the time of a session over pauses and restarts, ends it, and suggests when the next one is."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesdesk.env.clock import Clock
from salesdesk.env.errors import UserError
from salesdesk.model.coaching import MINUTES_OF_A_DAY, AgendaPoint, OneOnOne
from salesdesk.model.words import REVIEW_KINDS
from salesdesk.practice.periods import next_session_on
from salesdesk.services.sessions.values import NextMeeting
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile

QUARTER_HOUR = 15
LONGEST_SILENCE = timedelta(hours=3)
"""After so long without a word or a step nobody sits at the table any more: the talk was left open."""


class TalkClock:
    """Counts how long a running session has taken: up to now, but of one that was left open up to its last trace.

    `entered` says when the step at which a session stands was turned to in this run of the program, `stood_open` which
    sessions were found left open.
    """

    def __init__(self, desk: DeskFile, clock: Clock) -> None:
        self._desk, self._clock = desk, clock
        self.entered: dict[int, datetime] = {}
        self._touched: dict[int, datetime] = {}
        self.stood_open: set[int] = set()

    def until(self, one_on_one_id: int, started_at: datetime | None, planned_minutes: int) -> datetime:
        """Gives up to when a running session counts."""
        traces = filter(None, (last_trace(self._desk, one_on_one_id), self.entered.get(one_on_one_id)))
        return counted_until(started_at, max(traces, default=None), planned_minutes, self._clock.now())

    def begin(self, one_on_one_id: int) -> None:
        """Notes that a session is begun, or gone on with, just now."""
        self.entered[one_on_one_id] = self._touched[one_on_one_id] = self._clock.now()

    def leave_out_silence(self, one_on_one_id: int) -> datetime:
        """Lets the clock of a session that was left open go on from where it counts; gives up to when it counted.

        Is called before anything leaves a new trace, which would hide how long nobody was there.
        """
        now = self._clock.now()
        before, self._touched[one_on_one_id] = self._touched.get(one_on_one_id), now
        if before is not None and now - before <= LONGEST_SILENCE:
            return now
        found = self._desk.rows(_RUNNING, (one_on_one_id,))
        if not found:
            return now
        started_at = datetime.fromisoformat(found[0]["started_at"])
        planned = found[0]["planned_minutes"] or team_settings(self._desk)["session_minutes"]
        until = self.until(one_on_one_id, started_at, planned)
        if until < now:
            with self._desk.change(_("Resume one-on-one"), undoable=False) as work:
                meeting = work.session.get_one(OneOnOne, one_on_one_id)
                meeting.started_at = _start_before(now, elapsed_seconds(started_at, None, until))
            self.stood_open.add(one_on_one_id)
            self.entered[one_on_one_id] = now
        return until


def elapsed_seconds(started_at: datetime | None, minutes: int | None, now: datetime) -> int:
    """Gives how long a session has run; stored minutes mean that it is over or paused."""
    if minutes is not None:
        return minutes * 60
    # Both are local times, between which summer time may begin or end.
    return max(0, round((now.astimezone() - started_at.astimezone()).total_seconds())) if started_at else 0


def counted_until(
    started_at: datetime | None, last_trace: datetime | None, planned_minutes: int, now: datetime
) -> datetime:
    """Gives up to when a running session counts: now, but one that was left open up to its last word or step.

    That is never less than it was meant to take, nor more than a day.
    """
    if started_at is None:
        return now
    last = max(last_trace or started_at, started_at)
    if now - last > LONGEST_SILENCE:
        now = min(now, max(last, started_at + timedelta(minutes=planned_minutes)))
    return min(now, started_at + timedelta(minutes=MINUTES_OF_A_DAY))


def last_trace(desk: DeskFile, one_on_one_id: int) -> datetime | None:
    """Gives when something was last typed or said in a session; None where nothing was."""
    found = desk.rows(_LAST_TRACE, (one_on_one_id,) * 3)[0][0]
    return datetime.fromisoformat(found) if found else None


def _start_before(now: datetime, seconds: int) -> datetime:
    return (now.astimezone() - timedelta(seconds=seconds)).astimezone().replace(tzinfo=None)


def resumed_start(
    started_at: datetime | None, minutes: int | None, last_trace: datetime | None, now: datetime,
    planned_minutes: int = 0,
) -> datetime:  # fmt: skip
    """Gives the start from which a resumed session counts on, leaving out the time it stood still.

    After a pause that is the minutes kept then; after a crash on an earlier day the time up to the last note.
    """
    if started_at is None:
        return now
    if minutes is not None:
        return _start_before(now, minutes * 60)
    if started_at.date() != now.date():
        return now - max(timedelta(0), min(last_trace or started_at, now) - started_at)
    until = counted_until(started_at, last_trace, planned_minutes, now)
    return started_at if until == now else _start_before(now, elapsed_seconds(started_at, None, until))


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
_LAST_TRACE = """
SELECT max(moment) FROM (
SELECT max(written_at) AS moment FROM note WHERE one_on_one_id = ? UNION ALL
SELECT max(given_at) FROM own_rating WHERE one_on_one_id = ? UNION ALL
SELECT max(revealed_at) FROM own_rating WHERE one_on_one_id = ?)
"""
_RUNNING = """
SELECT started_at, planned_minutes FROM one_on_one WHERE id = ? AND state = 'running' AND minutes IS NULL
AND started_at IS NOT NULL
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
    minutes = round(elapsed_seconds(meeting.started_at, meeting.minutes, now) / 60)
    meeting.minutes = min(max(1, minutes), MINUTES_OF_A_DAY)
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
