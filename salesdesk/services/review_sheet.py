"""Gathers what stands on the printed sheet of a one-on-one; nothing private can be in it."""

from datetime import date

from salesdesk.env.clock import Clock
from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.env.short_words import name_for_file
from salesdesk.frozen import frozen
from salesdesk.model.fields import Audience
from salesdesk.model.words import REVIEW_KINDS
from salesdesk.services.sessions.reading import SessionReader
from salesdesk.services.sessions.values import SessionState
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile


@frozen
class ReviewSheet:
    """One sheet: the session as the salesperson may see it, and whose team it is."""

    team: str
    manager: str
    currency: str
    session: SessionState
    printed_on: date

    @property
    def talked_about(self) -> tuple[tuple[str, str], ...]:
        """Gives (title of the step, shared note) for each step with a note, in the order of the agenda."""
        notes = self.session.notes
        return tuple(
            (step.title, notes[step.key].strip())
            for step in self.session.steps
            if notes.get(step.key, "").strip()
        )

    @property
    def later(self) -> bool:
        """Tells whether it is printed on a later day than the talk: goals and the one deal are then of that day."""
        return self.session.state == "held" and self.session.day < self.printed_on

    @property
    def discussed(self) -> tuple[str, ...]:
        """Gives the points that were ticked off."""
        return tuple(point.text for point in self.session.points if point.discussed)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Gives the points that still wait."""
        return tuple(point.text for point in self.session.points if not point.discussed)


class ReviewSheetService:
    """Reads sheets by session or by person; it reads as the salesperson would."""

    def __init__(self, desk: DeskFile, clock: Clock, formats: Formats | None = None) -> None:
        self._desk = desk
        self._clock = clock
        self._reader = SessionReader(desk, clock, formats)

    def sheet(self, one_on_one_id: int) -> ReviewSheet:
        """Gives the sheet of one session; raises UserError where it is gone."""
        settings = team_settings(self._desk)
        return ReviewSheet(
            team=settings["team_name"], manager=settings["manager_name"] or "", currency=settings["currency"],
            session=self._reader.read(one_on_one_id, Audience.SALESPERSON), printed_on=self._clock.today(),
        )  # fmt: skip

    def file_name(self, one_on_one_id: int | None, person_id: int | None, *, pen: bool = False) -> str:
        """Proposes a name for the file of a sheet: whose it is and of which day, "Anna Ott 2026-11-11"."""
        number = one_on_one_id if one_on_one_id is not None else self.session_of(person_id or 0, upcoming=pen)
        rows = self._desk.rows(
            "SELECT p.name, date(o.starts_at) AS day FROM one_on_one o "
            "JOIN salesperson p ON p.id = o.salesperson_id WHERE o.id = ?",
            (number,),
        )
        usual = _("Review sheet")
        return f"{name_for_file(rows[0]['name'], usual)} {rows[0]['day']}" if rows else usual

    def session_of(self, person_id: int, *, upcoming: bool = False) -> int:
        """Finds the session a sheet is wanted of: the last one held, or with `upcoming` the one to prepare for.

        Where there is none of that sort the other is given; raises UserError where there is neither.
        """
        wanted = (_NEXT, _LAST) if upcoming else (_LAST, _NEXT)
        for sql in wanted:
            rows = self._desk.rows(sql, (person_id,))
            if rows:
                return int(rows[0]["id"])
        raise UserError(
            _("There is no one-on-one with this person yet, so there is no sheet; plan or start one first.")
        )


_LAST = f"""
SELECT id FROM one_on_one WHERE salesperson_id = ? AND kind IN {REVIEW_KINDS} AND state = 'held' AND deleted_at IS NULL
ORDER BY starts_at DESC LIMIT 1
"""
_NEXT = f"""
SELECT id FROM one_on_one WHERE salesperson_id = ? AND kind IN {REVIEW_KINDS} AND state IN ('running', 'planned')
AND deleted_at IS NULL ORDER BY state = 'planned', starts_at LIMIT 1
"""
