"""Reads the Coaching log and writes what is added from it; each method that writes is one step of undo."""

from datetime import date, datetime, time, timedelta
from typing import Final

from salesdesk.env.clock import Clock
from salesdesk.env.errors import UserError
from salesdesk.model.coaching import AUTHORS
from salesdesk.practice.assignments import Advice, AssignmentDraft
from salesdesk.services.assignments import advice_on, agree_on
from salesdesk.services.changes import Changes
from salesdesk.services.coaching.balance import AssignmentBalance, balance_of
from salesdesk.services.coaching.drafts import Drafts, drop
from salesdesk.services.coaching.log import count_log, read_log
from salesdesk.services.coaching.values import Log, LogFilter, OpenPoint
from salesdesk.services.people import active_people
from salesdesk.services.team_settings import team_settings
from salesdesk.services.titles import step_words
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.search import Search

FIRST_TIME: Final = time(10, 0)
HALF_HOURS: Final = 14
"""From ten to five."""
_BUSY: Final = """
SELECT p.name FROM one_on_one o JOIN salesperson p ON p.id = o.salesperson_id
WHERE o.deleted_at IS NULL AND o.state IN ('planned', 'running') AND o.salesperson_id IS NOT :person
AND datetime(o.starts_at) <= datetime(:at)
AND datetime(o.starts_at, '+' || coalesce(o.planned_minutes, :usual) || ' minutes') > datetime(:at)
ORDER BY o.starts_at LIMIT 1
"""


class CoachingService:
    """Everything said and agreed with the team, outside a running session."""

    def __init__(self, desk: DeskFile, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock
        self._search = Search(desk)
        self.drafts = Drafts(desk)

    def log(self, wanted: LogFilter) -> Log:
        """Gives the sessions, notes and assignments that pass a filter, newest first."""
        return read_log(self._desk, self._search, wanted, self._clock.today())

    def count(self, wanted: LogFilter) -> int:
        """Counts all that pass a filter; of a long log that takes its time."""
        return count_log(self._desk, self._search, wanted)

    def balance(self, person_id: int | None = None) -> AssignmentBalance:
        """Gives the balance of development to sales assignments, the manager's own first."""
        return balance_of(self._desk, self._clock.today(), person_id)

    def open_points(self, person_id: int | None = None) -> list[OpenPoint]:
        """Gives what is still to be talked about, what was carried over most first."""
        rows = self._desk.rows(
            "SELECT g.id, g.salesperson_id, p.name, g.text, g.raised_by, g.times_carried, g.visibility, "
            "g.created_at "
            "FROM agenda_point g JOIN salesperson p ON p.id = g.salesperson_id "
            "WHERE g.discussed_on IS NULL AND g.deleted_at IS NULL "
            "AND p.deleted_at IS NULL AND p.status IN ('active', 'candidate') "
            "AND (:person IS NULL OR g.salesperson_id = :person) "
            "ORDER BY g.times_carried DESC, g.created_at, g.id",
            {"person": person_id},
        )
        return [
            OpenPoint(
                row["id"], row["salesperson_id"], row["name"], row["text"], AUTHORS[row["raised_by"]],
                row["times_carried"], row["visibility"] == "private", date.fromisoformat(row["created_at"][:10]),
            )
            for row in rows
        ]  # fmt: skip

    def people(self) -> list[tuple[int, str]]:
        """Gives id and name of everybody in the team, by name."""
        return active_people(self._desk)

    def add_note(
        self, person_id: int | None, text: str, *, shared: bool = False, sign: str = "neutral"
    ) -> Changes:
        """Writes a note, private to the manager unless it is shared."""
        from salesdesk.model.coaching import Note

        words = _needed(text, _("An empty note was not kept; write a few words first."))
        with self._desk.change(
            _("Add {step_words}", step_words=step_words(self._desk, "note", words, person_id))
        ) as work:
            drop(work.session, "note", person_id)
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

        words = _needed(text, _("An empty point was not kept; write what to bring up."))
        with self._desk.change(
            _("Add {step_words}", step_words=step_words(self._desk, "agenda_point", words, person_id))
        ) as work:
            drop(work.session, "point", person_id)
            visibility = "private" if private else "shared"
            work.session.add(AgendaPoint(salesperson_id=person_id, text=words, visibility=visibility))
        return work.changes

    def busy_at(self, starts_at: datetime, person_id: int | None = None) -> str:
        """Says with whom a meeting is planned at that time, other than with this person; empty where nothing is."""
        minutes = team_settings(self._desk)["session_minutes"]
        rows = self._desk.rows(_BUSY, {"at": starts_at.isoformat(" "), "person": person_id, "usual": minutes})
        return str(rows[0]["name"]) if rows else ""

    def free_time(self, day: date, person_id: int | None = None) -> time:
        """Gives the first half hour of a day from ten on in which no meeting is planned."""
        for half_hours in range(HALF_HOURS):
            at = datetime.combine(day, FIRST_TIME) + timedelta(minutes=30 * half_hours)
            if not self.busy_at(at, person_id):
                return at.time()
        return FIRST_TIME

    def plan_meeting(self, person_id: int, kind: str, starts_at: datetime) -> Changes:
        """Plans a meeting."""
        from salesdesk.model.coaching import MEETING_KINDS, OneOnOne

        minutes = team_settings(self._desk)["session_minutes"]
        with self._desk.change(_("Plan {what}", what=MEETING_KINDS[kind].lower())) as work:
            drop(work.session, "meeting", person_id)
            work.session.add(
                OneOnOne(salesperson_id=person_id, kind=kind, starts_at=starts_at, planned_minutes=minutes)
            )
        return work.changes

    def advice(self, person_id: int, draft: AssignmentDraft) -> list[Advice]:
        """Says what an assignment still needs and what to think about, required things first."""
        return advice_on(self._desk, person_id, draft)

    def add_assignment(self, person_id: int, draft: AssignmentDraft) -> Changes:
        """Agrees on an assignment; raises UserError where something required is missing."""
        return agree_on(self._desk, person_id, draft, self._clock.today())


def _needed(text: str, sentence: str) -> str:
    """Gives the text without spaces around it; raises UserError with the sentence where nothing is left."""
    if not text.strip():
        raise UserError(sentence)
    return text.strip()
