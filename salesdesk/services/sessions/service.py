"""Holds a one-on-one: each public method is one action of the two people at the table."""

from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesdesk.env.clock import Clock
from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.env.short_words import quoted
from salesdesk.model.coaching import MINUTES_OF_A_DAY, STEPS, AgendaPoint, Assignment, Note, OneOnOne
from salesdesk.model.competencies import OwnRating
from salesdesk.model.deals import GatePass, Opportunity
from salesdesk.model.fields import Audience
from salesdesk.model.words import REVIEW_KINDS
from salesdesk.practice.assignments import Advice, AssignmentDraft
from salesdesk.services.assignments import advice_on, agree_on
from salesdesk.services.changes import Changes
from salesdesk.services.people import name_of
from salesdesk.services.records import found_record
from salesdesk.services.sessions import commitments, timing
from salesdesk.services.sessions.reading import SessionReader
from salesdesk.services.sessions.talk_drafts import TalkDrafts
from salesdesk.services.sessions.timing import TalkClock, elapsed_seconds, last_trace, resumed_start
from salesdesk.services.sessions.values import SessionState
from salesdesk.services.undoing import UndoService
from salesdesk.store.desk_file import DeskFile, Row

CHECKLIST_STEP = "agreed"
"""The step that shows the seven lines: the time spent there is the time on the checklist."""


class SessionService:
    """Prepares, holds, resumes and finishes one-on-ones."""

    def __init__(self, desk: DeskFile, clock: Clock, formats: Formats | None = None) -> None:
        self._desk = desk
        self._clock = clock
        self._talk_clock = TalkClock(desk, clock)
        self._entered = self._talk_clock.entered
        self._reader = SessionReader(desk, clock, formats, self._talk_clock)
        self.undoing, self.drafts = UndoService(desk), TalkDrafts(desk)

    def prepare(
        self, person_id: int | None = None, kind: str | None = None, *, one_on_one_id: int | None = None
    ) -> int:
        """Starts the one-on-one of today with a person, as planned or new, or a planned one by its id.

        One that is running is resumed. Gives its id; raises UserError where it is over already.
        """
        if one_on_one_id is not None:
            found = self._desk.rows(_BY_ID, (one_on_one_id,))
        else:
            found = _of_today(self._desk, person_id or 0, kind or "", self._clock.today())
        now = self._clock.now()
        if found and found[0]["state"] == "running":
            _resume(self._desk, found[0]["id"], now)
            self._talk_clock.begin(found[0]["id"])
            return found[0]["id"]
        person_id = found[0]["salesperson_id"] if found else person_id
        name = name_of(self._desk, person_id)
        with self._desk.change(_("Start one-on-one with {name}", name=name)) as work:
            if found:
                meeting = found_record(work.session, OneOnOne, found[0]["id"])
                meeting.kind = kind or meeting.kind
            else:
                meeting = OneOnOne(salesperson_id=person_id, kind=kind or "one_on_one", starts_at=now)
                work.session.add(meeting)
            timing.check_not_over(meeting)
            if meeting.starts_at.date() != now.date():
                meeting.starts_at = now
            meeting.state, meeting.started_at, meeting.step = "running", now, next(iter(STEPS))
            work.session.flush()
            meeting_id = meeting.id
        self._talk_clock.begin(meeting_id)
        return meeting_id

    def running(self) -> int | None:
        """Gives the session that was going on when the program ended; None where there is none."""
        rows = self._desk.rows(_RUNNING)
        return rows[0]["id"] if rows else None

    def state(self, one_on_one_id: int, audience: Audience) -> SessionState:
        """Gives what this side of the screen shows; nothing private is in it for the salesperson."""
        return self._reader.read(one_on_one_id, audience)

    def go_to(self, one_on_one_id: int, step: str) -> Changes:
        """Turns to a step of the agenda; where a session stands is kept but is no step of undo."""
        now = self._clock.now()
        entered = self._entered.get(one_on_one_id, now)
        until = self._talk_clock.leave_out_silence(one_on_one_id)
        with self._desk.change(_("Go to step"), undoable=False) as work:
            meeting = found_record(work.session, OneOnOne, one_on_one_id)
            if meeting.step == CHECKLIST_STEP and step != CHECKLIST_STEP:
                spent = until - entered
                meeting.checklist_seconds += max(0, round(spent.total_seconds()))
            if meeting.step != step:
                self._entered[one_on_one_id] = now
            meeting.step = step
        return work.changes

    def leave(self, one_on_one_id: int) -> Changes:
        """Stops the clock and leaves the session running, to be resumed later."""
        self._talk_clock.leave_out_silence(one_on_one_id)
        with self._desk.change(_("Leave one-on-one"), undoable=False) as work:
            meeting = found_record(work.session, OneOnOne, one_on_one_id)
            if meeting.state == "running":
                seconds = elapsed_seconds(meeting.started_at, meeting.minutes, self._clock.now())
                meeting.minutes = min(seconds // 60, MINUTES_OF_A_DAY)
        return work.changes

    def write_note(
        self,
        one_on_one_id: int,
        step: str,
        text: str | None,
        visibility: str = "shared",
        *,
        way: str | None = None,
    ) -> Changes:
        """Keeps what is typed on a step, or with `way` how it was led, or empty; a run is one step of undo."""
        together = f"note:{one_on_one_id}:{step}:{visibility}:{'' if way is None else 'way'}"
        private = visibility == "private"
        self._talk_clock.leave_out_silence(one_on_one_id)
        name = _("Write private note on “{step}”") if private else _("Write note on “{step}”")
        name = name if way is None else _("Mark how “{step}” was led")
        with self._desk.change(name.format(step=STEPS[step]), together=together) as work:
            meeting = found_record(work.session, OneOnOne, one_on_one_id)
            note = _note(work.session, one_on_one_id, step, visibility)
            if note is None and (text or way):
                note = Note(
                    salesperson_id=meeting.salesperson_id, one_on_one_id=one_on_one_id, step=step,
                    visibility=visibility, written_at=self._clock.now(),
                )  # fmt: skip
                work.session.add(note)
            if note is not None and text is not None and note.text != text:
                note.text, note.written_at = text, self._clock.now()
            if note is not None and way is not None:
                note.way = way or None
        return work.changes

    def add_point(
        self, one_on_one_id: int, text: str, visibility: str = "shared", raised_by: str = "manager"
    ) -> Changes:
        """Adds something to talk about."""
        if not text.strip():
            raise UserError(_("Say in a few words what to talk about; nothing was added."))
        with self._desk.change(_("Add point")) as work:
            meeting = found_record(work.session, OneOnOne, one_on_one_id)
            work.session.add(AgendaPoint(
                salesperson_id=meeting.salesperson_id, text=text.strip(), visibility=visibility,
                raised_by=raised_by, step=meeting.step,
            ))  # fmt: skip
        return work.changes

    def answer_point(self, one_on_one_id: int, point_id: int, discussed: bool = True) -> Changes:
        """Ticks a point off as discussed here, or takes the tick back."""
        with self._desk.change(_("Discuss point") if discussed else _("Reopen point")) as work:
            point = found_record(work.session, AgendaPoint, point_id)
            point.discussed_on = self._clock.today() if discussed else None
            point.one_on_one_id = one_on_one_id if discussed else None
        return work.changes

    def settle_assignment(
        self, assignment_id: int, outcome: str, evidence: str = "", due_on: date | None = None
    ) -> Changes:
        """Marks an assignment done, dropped, open again, or carried over to another day."""
        what = _text(self._desk, "SELECT what FROM assignment WHERE id = ?", assignment_id)
        with self._desk.change(f"{commitments.OUTCOMES[outcome]} {quoted(what)}") as work:
            assignment = found_record(work.session, Assignment, assignment_id)
            commitments.settle(assignment, outcome, evidence, self._clock.today(), due_on)
        return work.changes

    def advice(self, one_on_one_id: int, draft: AssignmentDraft) -> list[Advice]:
        """Gives what an assignment still needs while it is written, and what to think about."""
        return advice_on(self._desk, _person_of(self._desk, one_on_one_id), draft)

    def agree_assignment(
        self, one_on_one_id: int, draft: AssignmentDraft, opportunity_id: int | None = None
    ) -> Changes:
        """Agrees on an assignment of the kind the fork leads to; refuses one that lacks what it needs."""
        return agree_on(
            self._desk, _person_of(self._desk, one_on_one_id), draft, self._clock.today(),
            one_on_one_id=one_on_one_id, opportunity_id=opportunity_id,
        )  # fmt: skip

    def put_in_own_words(self, assignment_id: int, words: str) -> Changes:
        """Keeps how the person says the gap; with it a proposed development assignment is agreed."""
        with self._desk.change(_("Put the gap in own words")) as work:
            found_record(work.session, Assignment, assignment_id).own_words = words.strip() or None
        return work.changes

    def rate(
        self, one_on_one_id: int, competency_id: int, *, number: float | None = None,
        rating: int | None = None, manager_rating: int | None = None,
    ) -> Changes:  # fmt: skip
        """Keeps the own number (a share), the own rating or the manager's rating (1 to 5) of a competency."""
        self._talk_clock.leave_out_silence(one_on_one_id)
        with self._desk.change(
            _("Give own number"), together=f"rate:{one_on_one_id}:{competency_id}"
        ) as work:
            own = _rating(work.session, one_on_one_id, competency_id, self._clock.now())
            if own.revealed_at is not None and (number is not None or rating is not None):
                raise UserError(
                    _("The record is on the screen already, so the own number was kept as it was said.")
                )
            own.own_number = number if number is not None else own.own_number
            own.own_rating = rating if rating is not None else own.own_rating
            own.manager_rating = manager_rating if manager_rating is not None else own.manager_rating
        return work.changes

    def reveal(self, one_on_one_id: int, competency_id: int) -> Changes:
        """Shows the record of one competency beside what the person said, or said not to know."""
        self._talk_clock.leave_out_silence(one_on_one_id)
        with self._desk.change(_("Compare with the data")) as work:
            own = _rating(work.session, one_on_one_id, competency_id, self._clock.now())
            own.revealed_at = own.revealed_at or self._clock.now()
        return work.changes

    def choose(self, one_on_one_id: int, *, deal: int | None = None, skill: int | None = None) -> Changes:
        """Chooses the one deal, or the one skill, that is talked about."""
        with self._desk.change(
            _("Choose the deal to talk about") if deal else _("Choose the skill to build")
        ) as work:
            meeting = found_record(work.session, OneOnOne, one_on_one_id)
            meeting.opportunity_id = deal or meeting.opportunity_id
            meeting.competency_id = skill or meeting.competency_id
        return work.changes

    def pass_gate(
        self, opportunity_id: int, gate_id: int, evidence: str = "", passed: bool = True
    ) -> Changes:
        """Notes that the buyer has done what a gate asks for, with what proves it, or takes that back."""
        name = _text(self._desk, "SELECT name FROM gate WHERE id = ?", gate_id)
        step = _("Pass gate {name}") if passed else _("Reopen gate {name}")
        with self._desk.change(step.format(name=quoted(name))) as work:
            statement = select(GatePass).where(
                GatePass.opportunity_id == opportunity_id, GatePass.gate_id == gate_id
            )
            found = work.session.scalars(statement).all()
            for old in found if not passed else ():
                old.deleted_at = self._clock.now()
            if passed:
                kept = found[0] if found else GatePass(opportunity_id=opportunity_id, gate_id=gate_id)
                kept.passed_on, kept.evidence = (
                    kept.passed_on or self._clock.today(),
                    evidence.strip() or kept.evidence,
                )
                work.session.add(kept)
        return work.changes

    def set_next_step(self, opportunity_id: int, next_step: str, on: date | None) -> Changes:
        """Keeps what the buyer does next, and when."""
        with self._desk.change(_("Set the buyer's next step"), together=f"step:{opportunity_id}") as work:
            deal = found_record(work.session, Opportunity, opportunity_id)
            deal.next_step, deal.next_step_on = next_step.strip() or None, on
        return work.changes

    def book_next(self, one_on_one_id: int, day: date, at: time, kind: str = "one_on_one") -> Changes:
        """Books the next meeting with the person, or moves the one that is booked."""
        with self._desk.change(_("Book the next one-on-one")) as work:
            meeting = found_record(work.session, OneOnOne, one_on_one_id)
            timing.book(work.session, meeting, datetime.combine(day, at), kind, self._clock.today())
        return work.changes

    def finish(
        self, one_on_one_id: int, answer: str | None, comment: str = "", seen: bool = False
    ) -> Changes:
        """Ends the session: carries over what was not discussed, books the next date and keeps the answer."""
        self._talk_clock.leave_out_silence(one_on_one_id)
        state = self.state(one_on_one_id, Audience.MANAGER)
        with self._desk.change(_("Finish one-on-one with {name}", name=state.person.name)) as work:
            meeting = found_record(work.session, OneOnOne, one_on_one_id)
            timing.finish(work.session, meeting, state.next, self._clock, answer, comment, seen=seen)
            self.drafts.finish(work.session, one_on_one_id, meeting.salesperson_id)
        self._entered.pop(one_on_one_id, None)
        return work.changes


def _person_of(desk: DeskFile, one_on_one_id: int) -> int:
    with desk.read() as session:
        return found_record(session, OneOnOne, one_on_one_id).salesperson_id


def _of_today(desk: DeskFile, person_id: int, kind: str, today: date) -> list[Row]:
    """Finds the running session with a person, else the one planned for today."""
    running = desk.rows(_RUNNING_WITH, (person_id,))
    return running or desk.rows(_PLANNED_TODAY, (person_id, today.isoformat(), f"{today} 24:00", kind))


def _resume(desk: DeskFile, one_on_one_id: int, now: datetime) -> None:
    """Lets the clock of a running session go on from where it stood."""
    trace = last_trace(desk, one_on_one_id)
    with desk.change(_("Resume one-on-one"), undoable=False) as work:
        meeting = found_record(work.session, OneOnOne, one_on_one_id)
        planned = meeting.planned_minutes or 0
        meeting.started_at = resumed_start(meeting.started_at, meeting.minutes, trace, now, planned)
        meeting.minutes = None


def _note(session: Session, one_on_one_id: int, step: str, visibility: str) -> Note | None:
    statement = select(Note).where(
        Note.one_on_one_id == one_on_one_id, Note.step == step, Note.visibility == visibility
    )
    return session.scalars(statement).first()


def _rating(session: Session, one_on_one_id: int, competency_id: int, now: datetime) -> OwnRating:
    statement = select(OwnRating).where(
        OwnRating.one_on_one_id == one_on_one_id, OwnRating.competency_id == competency_id
    )
    own = session.scalars(statement).first()
    if own is None:
        meeting = found_record(session, OneOnOne, one_on_one_id)
        own = OwnRating(
            salesperson_id=meeting.salesperson_id, one_on_one_id=one_on_one_id, competency_id=competency_id,
            given_at=now,
        )  # fmt: skip
        session.add(own)
    return own


def _text(desk: DeskFile, sql: str, record_id: int) -> str:
    rows = desk.rows(sql, (record_id,))
    return str(rows[0][0]) if rows else ""


_RUNNING = """
SELECT id FROM one_on_one WHERE state = 'running' AND deleted_at IS NULL ORDER BY started_at DESC LIMIT 1
"""
_BY_ID = "SELECT id, state, salesperson_id FROM one_on_one WHERE id = ? AND deleted_at IS NULL"
_RUNNING_WITH = """
SELECT id, state, salesperson_id FROM one_on_one WHERE state = 'running' AND salesperson_id = ? AND deleted_at IS NULL
ORDER BY started_at DESC LIMIT 1
"""
_PLANNED_TODAY = f"""
SELECT id, state, salesperson_id FROM one_on_one WHERE salesperson_id = ? AND state = 'planned'
AND starts_at BETWEEN ? AND ?
AND (kind IN {REVIEW_KINDS} OR kind = ?) AND deleted_at IS NULL
ORDER BY starts_at LIMIT 1
"""
