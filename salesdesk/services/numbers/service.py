"""Reads and takes the numbers of the week; the figures of competencies come from them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesdesk.env.clock import Clock
from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.env.short_words import quoted
from salesdesk.model.competencies import CompetencyNumber
from salesdesk.practice.comparison import Tally, total
from salesdesk.practice.periods import week_start
from salesdesk.services.changes import Changes
from salesdesk.services.metrics.competencies import competencies_in_use
from salesdesk.services.numbers.values import MOST, Entry, NumbersGrid, NumbersLine, Place
from salesdesk.services.people import name_of, team_and_beside
from salesdesk.store.desk_file import DeskFile

WEEKS: Final = 8
"""How many weeks of one person are seen together."""
NOBODY: Final = _("nobody")


class NumbersService:
    """The weekly counts of the team; the manager may enter them for everybody."""

    def __init__(self, desk: DeskFile, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock

    def this_week(self) -> date:
        """Gives the Monday of the running week."""
        return week_start(self._clock.today())

    def grid(self, week: date, person_id: int | None = None) -> NumbersGrid:
        """Gives the team's counts in the week that holds a day, or one person's last weeks up to it.

        Who left, or is not in yet, has a line beside the total in a week with numbers of theirs.
        """
        monday, measured = week_start(week), competencies_in_use(self._desk)
        first = monday - timedelta(weeks=WEEKS - 1) if person_id is not None else monday
        counts = self._counts(first, monday, person_id)
        if person_id is None:
            entered = {person for person, _, _ in counts}
            people = [each for each in team_and_beside(self._desk) if each[2] or each[0] in entered]
            wanted = [(number, name, monday, in_team) for number, name, in_team in people]
        else:
            weeks, name = (
                [first + timedelta(weeks=back) for back in range(WEEKS)],
                name_of(self._desk, person_id, NOBODY),
            )
            wanted = [(person_id, name, each, True) for each in weeks]
        lines = tuple(
            NumbersLine(
                person, name, each, tuple(counts.get((person, m.id, each)) for m in measured), in_total
            )
            for person, name, each, in_total in wanted
        )
        counted = [line for line in lines if line.in_total]
        sums = tuple(_summed(line.cells[place] for line in counted) for place in range(len(measured)))
        return NumbersGrid(monday, measured, lines, sums)

    def set_numbers(self, entries: Sequence[Entry]) -> Changes:
        """Enters counts in one step; None leaves a count as it stands, or at zero where there was none.

        Where something became of a competency, but nobody said out of how many, it is out of what the one
        before ended in, if that is called the same: so no number has to be typed twice.
        """
        places = [
            (person, competency, week_start(week)) for person, competency, week, _unused, _unused in entries
        ]
        self._check(entries)
        befores = self._befores()
        with self._desk.change(self._step(True, places)) as work:
            for person, competency, day, trials, successes in entries:
                week = week_start(day)
                stored = _stored(work.session, (person, competency, week))
                if stored:
                    _correct(self._desk, stored, trials, successes)
                else:
                    before = befores.get(competency, 0) if trials is None else 0
                    out_of = _became(work.session, (person, before, week)) if before else trials or 0
                    _add(work.session, (person, competency, week), out_of, successes or 0)
                work.session.flush()
        return work.changes

    def clear_numbers(self, places: Sequence[Place]) -> Changes:
        """Takes pairs of counts away in one step, as if they had never been entered."""
        mondays = [(person, competency, week_start(week)) for person, competency, week in places]
        with self._desk.change(self._step(False, mondays)) as work:
            for place in mondays:
                for number in _stored(work.session, place):
                    number.deleted_at = self._desk.now()
        return work.changes

    def _check(self, entries: Iterable[Entry]) -> None:
        for _unused, _unused, week, trials, successes in entries:
            typed = [count for count in (trials, successes) if count is not None]
            if any(count < 0 for count in typed):
                raise UserError(_("A count cannot be below zero, so nothing was changed."))
            if any(count > MOST for count in typed):
                raise UserError(
                    _("No week has more than {most:,} of anything, so nothing was changed.", most=MOST)
                )
            if week_start(week) > self.this_week():
                raise UserError(
                    _("This week has not begun yet, so nothing was changed. Choose an earlier one.")
                )

    def _step(self, entered: bool, places: Sequence[Place]) -> str:
        people, weeks = {place[0] for place in places}, {place[2] for place in places}
        words = _("Enter numbers") if entered else _("Clear numbers")
        if len(weeks) == 1:
            words = _("{words} of the week of {day}", words=words, day=Formats().short_day(next(iter(weeks))))
        if len(people) == 1:
            words = _(
                "{words} of {name}",
                words=words,
                name=quoted(name_of(self._desk, next(iter(people)), NOBODY)),
            )
        return words

    def _befores(self) -> dict[int, int]:
        """Gives, for a competency, the one that ends in what it starts from."""
        measured = competencies_in_use(self._desk)
        ends = {each.into_what.casefold(): each.id for each in reversed(measured)}
        found = {each.id: ends.get(each.of_what.casefold()) for each in measured}
        return {number: before for number, before in found.items() if before not in (None, number)}

    def _counts(self, first: date, last: date, person_id: int | None) -> Mapping[Place, Tally]:
        end = (last + timedelta(days=7)).isoformat()
        rows = self._desk.rows(_COUNTS, {"first": first.isoformat(), "end": end, "person": person_id})
        found: dict[Place, Tally] = {}
        for row in rows:
            place = (row["person"], row["competency"], week_start(date.fromisoformat(row["week"])))
            found[place] = found.get(place, Tally()) + Tally(row["successes"], row["trials"])
        return found


def _summed(cells: Iterable[Tally | None]) -> Tally | None:
    entered = [cell for cell in cells if cell is not None]
    return total(entered) if entered else None


_COUNTS = """
SELECT salesperson_id AS person, competency_id AS competency, week_start AS week, trials, successes
FROM competency_number
WHERE week_start >= :first AND week_start < :end AND deleted_at IS NULL
  AND (:person IS NULL OR salesperson_id = :person)
"""


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
