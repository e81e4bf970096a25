"""Reads the Coaching log and writes what is added from it; each method that writes is one step of undo."""

from dataclasses import replace
from datetime import date, datetime

from salesdesk.env.clock import Clock
from salesdesk.env.errors import UserError
from salesdesk.practice.assignments import Advice, AssignmentDraft, Limits, Load, advise, is_rivalry
from salesdesk.services.changes import Changes
from salesdesk.services.coaching.balance import Balance, balance_of
from salesdesk.services.coaching.log import read_log
from salesdesk.services.coaching.points import open_points
from salesdesk.services.coaching.values import Log, LogFilter, NewAssignment, OpenPoint
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile


class CoachingService:
    """Everything said and agreed with the team, outside a running session."""

    def __init__(self, desk: DeskFile, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock

    def log(self, wanted: LogFilter) -> Log:
        """Gives the sessions, notes and assignments that pass a filter, newest first."""
        return read_log(self._desk, wanted, self._clock.today())

    def balance(self, person_id: int | None = None) -> Balance:
        """Gives the balance of development to sales assignments, the manager's own first."""
        return balance_of(self._desk, self._clock.today(), person_id)

    def open_points(self, person_id: int | None = None) -> list[OpenPoint]:
        """Gives what is still to be talked about."""
        return open_points(self._desk, person_id)

    def people(self) -> list[tuple[int, str]]:
        """Gives id and name of everybody in the team, by name."""
        rows = self._desk.rows(
            "SELECT id, name FROM salesperson WHERE status = 'active' AND deleted_at IS NULL ORDER BY name"
        )
        return [(row["id"], row["name"]) for row in rows]

    def add_note(
        self, person_id: int | None, text: str, *, shared: bool = False, sign: str = "neutral"
    ) -> Changes:
        """Writes a note, private to the manager unless it is shared."""
        from salesdesk.model.coaching import Note

        words = _needed(text, "An empty note was not kept; write a few words first.")
        with self._desk.change(f"Add note “{_short(words)}”") as work:
            work.session.add(
                Note(
                    salesperson_id=person_id, text=words, sign=sign, written_at=self._clock.now(),
                    visibility="shared" if shared else "private",
                )
            )  # fmt: skip
        return work.changes

    def bring_up(self, person_id: int, text: str, *, private: bool = False) -> Changes:
        """Puts a point on the agenda of the next one-on-one with somebody; it stays until it is discussed."""
        from salesdesk.model.coaching import AgendaPoint

        words = _needed(text, "An empty point was not kept; write what to bring up.")
        with self._desk.change(f"Bring up “{_short(words)}”") as work:
            visibility = "private" if private else "shared"
            work.session.add(AgendaPoint(salesperson_id=person_id, text=words, visibility=visibility))
        return work.changes

    def plan_meeting(self, person_id: int, kind: str, starts_at: datetime) -> Changes:
        """Plans a meeting."""
        from salesdesk.model.coaching import MEETING_KINDS, OneOnOne

        minutes = int(team_settings(self._desk)["session_minutes"])
        with self._desk.change(f"Plan {MEETING_KINDS[kind].lower()}") as work:
            work.session.add(
                OneOnOne(salesperson_id=person_id, kind=kind, starts_at=starts_at, minutes=minutes)
            )
        return work.changes

    def advice(self, person_id: int, draft: AssignmentDraft) -> list[Advice]:
        """Says what an assignment still needs and what to think about, required things first."""
        return advise(draft, self._load(person_id), self._limits())

    def add_assignment(self, new: NewAssignment) -> Changes:
        """Agrees on an assignment; raises UserError where something required is missing."""
        from salesdesk.model.coaching import Assignment

        draft = self._dated(new.draft)
        missing = [each.sentence for each in self.advice(new.person_id, draft) if each.severity == "required"]
        if missing:
            raise UserError(f"Nothing was added yet. {missing[0]}")
        with self._desk.change(f"Assign “{_short(draft.what)}”") as work:
            work.session.add(
                Assignment(
                    salesperson_id=new.person_id, one_on_one_id=new.one_on_one_id,
                    opportunity_id=new.opportunity_id, what=draft.what.strip(), kind=draft.settled_kind,
                    nudge=draft.settled_kind == "sales" and (draft.nudge or is_rivalry(draft.what)),
                    axis=draft.axis, basis=draft.basis,
                    basis_text=draft.basis_text.strip() or None, done_in=draft.done_in.strip() or None,
                    own_words=draft.own_words.strip() or None, competency_id=draft.competency_id,
                    minutes_a_week=draft.minutes_a_week, assigned_on=draft.assigned_on, due_on=draft.due_on,
                )
            )  # fmt: skip
        return work.changes

    def finish_assignment(self, assignment_id: int, evidence: str = "", on: date | None = None) -> Changes:
        """Marks an assignment done, with what shows it."""
        day = on or self._clock.today()
        return self._set_assignment(
            assignment_id, "Done", state="done", done_on=day, evidence=evidence.strip() or None
        )

    def reopen_assignment(self, assignment_id: int) -> Changes:
        """Opens an assignment again; what was written as evidence stays."""
        return self._set_assignment(assignment_id, "Reopen", state="open", done_on=None)

    def drop_assignment(self, assignment_id: int) -> Changes:
        """Lets an assignment go without it being done."""
        return self._set_assignment(assignment_id, "Drop", state="dropped", done_on=None)

    def discuss_point(self, point_id: int) -> Changes:
        """Takes a point off the list: it has been talked about."""
        from salesdesk.model.coaching import AgendaPoint

        with self._desk.change("Point discussed") as work:
            point = work.session.get(AgendaPoint, point_id)
            if point is None:
                raise UserError("This point is no longer there; nothing was changed.")
            point.discussed_on = self._clock.today()
        return work.changes

    def _set_assignment(self, assignment_id: int, verb: str, **values: object) -> Changes:
        from salesdesk.model.coaching import Assignment

        what = self._desk.rows("SELECT what FROM assignment WHERE id = ?", (assignment_id,))
        with self._desk.change(f"{verb}: “{_short(what[0]['what'] if what else '')}”") as work:
            assignment = work.session.get(Assignment, assignment_id)
            if assignment is None:
                raise UserError("This assignment is no longer there; nothing was changed.")
            for name, value in values.items():
                setattr(assignment, name, value)
        return work.changes

    def _dated(self, draft: AssignmentDraft) -> AssignmentDraft:
        return draft if draft.assigned_on else replace(draft, assigned_on=self._clock.today())

    def _load(self, person_id: int) -> Load:
        rows = self._desk.rows(
            "SELECT kind, count(*) AS n FROM assignment WHERE deleted_at IS NULL AND state = 'open' "
            "AND salesperson_id = ? GROUP BY kind",
            (person_id,),
        )
        return Load(**{row["kind"]: row["n"] for row in rows})

    def _limits(self) -> Limits:
        chosen = team_settings(self._desk)
        return Limits(
            chosen["development_minutes"], chosen["development_weeks"],
            chosen["open_development_limit"], chosen["open_sales_limit"],
        )  # fmt: skip


def _needed(text: str, sentence: str) -> str:
    """Gives the text without spaces around it; raises UserError with the sentence where nothing is left."""
    if not text.strip():
        raise UserError(sentence)
    return text.strip()


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
