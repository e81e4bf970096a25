"""Prepares the Desk: what is due, this week, and four figures; plain SQL, because it is the first screen."""

from datetime import date, datetime, timedelta

from salesdesk.env.clock import Clock
from salesdesk.frozen import frozen
from salesdesk.practice.mix import AssignmentMix, Share
from salesdesk.practice.nudges import Nudge
from salesdesk.practice.periods import week_start
from salesdesk.services.assignments import recent_mix
from salesdesk.services.attention import QuietTime, begun_on, nudges, quiet_time
from salesdesk.services.changes import Changes
from salesdesk.services.first_week import PUT_AWAY, Tick, first_week
from salesdesk.services.plans.values import PaceTable
from salesdesk.services.practices.counting import FigureValue, newcomer_figures
from salesdesk.services.practices.reviews import reviews_on_time
from salesdesk.services.quarter import quarter_pace
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile

POSTPONED_DAYS = 14


@frozen
class WeekLine:
    """One line of this week: when, what, with whom; `at` has a time only for meetings."""

    kind: str
    record_id: int
    person_id: int
    person: str
    what: str
    at: datetime
    timed: bool
    state: str


@frozen
class DeskView:
    """Everything the Desk shows for one person or the whole team."""

    today: date
    currency: str
    pace: PaceTable
    reviews_on_time: Share
    mix: AssignmentMix
    development_floor: float
    needs: tuple[Nudge, ...]
    week: tuple[WeekLine, ...]
    first_week: tuple[Tick, ...]
    quiet: QuietTime
    newcomer: tuple[FigureValue, ...]
    has_people: bool
    has_deals: bool


class DeskService:
    """Reads the Desk and takes its answers."""

    def __init__(self, desk: DeskFile, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock

    def view(self, person_id: int | None = None) -> DeskView:
        """Gives the Desk as of today, for one person or the whole team."""
        today, settings = self._clock.today(), team_settings(self._desk)
        pace = quarter_pace(self._desk, today, person_id)
        begun = begun_on(self._desk)
        found = nudges(self._desk, today)
        needs = [nudge for nudge in found if person_id in (None, nudge.person_id)]
        return DeskView(
            today=today, currency=settings["currency"], pace=pace,
            reviews_on_time=reviews_on_time(self._desk, today, settings["review_days"], person_id),
            mix=recent_mix(self._desk, person_id, today), development_floor=settings["development_share_floor"],
            needs=tuple(needs), week=tuple(self._week(today, person_id)),
            has_people=self._any("salesperson"), has_deals=self._any("opportunity"),
            first_week=first_week(self._desk, pace.period, begun, today) if person_id is None else (),
            quiet=quiet_time(begun, today), newcomer=newcomer_figures(self._desk, person_id, settings, today),
        )  # fmt: skip

    def postpone(self, nudge: Nudge, reason: str) -> Changes:
        """Keeps one nudge quiet for two weeks, with the reason given."""
        until = self._clock.today() + timedelta(days=POSTPONED_DAYS)
        return self._keep_quiet(
            _("Not now: {sentence} ({person})", sentence=nudge.sentence, person=nudge.person),
            nudge.key,
            reason,
            until,
        )

    def put_first_week_away(self) -> Changes:
        """Puts the five ticks of a new desk away for good; undo brings them back."""
        return self._keep_quiet(_("Put the first week away"), PUT_AWAY, "", date.max)

    def _keep_quiet(self, step: str, nudge: str, reason: str, until: date) -> Changes:
        from salesdesk.model.coaching import Postponement

        with self._desk.change(step) as work:
            work.session.add(Postponement(nudge=nudge, reason=reason or None, until=until))
        return work.changes

    def _week(self, today: date, person_id: int | None) -> list[WeekLine]:
        monday = week_start(today)
        values = {
            "from": monday.isoformat(),
            "to": (monday + timedelta(days=7)).isoformat(),
            "person": person_id,
        }
        found = self._desk.rows(_WEEK, values)
        return [
            WeekLine(
                kind=row["kind"], record_id=row["id"], person_id=row["person_id"], person=row["person"],
                what=row["what"], at=datetime.fromisoformat(row["at"]), timed=row["kind"] == "one_on_one",
                state=row["state"],
            )
            for row in found
        ]  # fmt: skip

    def _any(self, kind: str) -> bool:
        return bool(self._desk.rows(f"SELECT 1 FROM {kind} WHERE deleted_at IS NULL LIMIT 1"))


# The plus keeps SQLite from choosing the index on deleted_at, which nearly every row matches; so does who comes first
# of the assignments, which are found by person.
_WEEK = """
SELECT 'one_on_one' AS kind, o.id, p.id AS person_id, p.name AS person, o.kind AS what, o.starts_at AS at, o.state
FROM one_on_one o JOIN salesperson p ON p.id = o.salesperson_id
WHERE o.starts_at >= :from AND o.starts_at < :to AND +o.deleted_at IS NULL
  AND p.deleted_at IS NULL AND (:person IS NULL AND p.status IN ('active', 'candidate') OR p.id = :person)
UNION ALL
SELECT 'assignment', a.id, p.id, p.name, a.what, a.due_on, a.state
FROM salesperson p CROSS JOIN assignment a ON a.salesperson_id = p.id
WHERE a.due_on >= :from AND a.due_on < :to AND a.state = 'open' AND +a.deleted_at IS NULL
  AND p.deleted_at IS NULL AND (:person IS NULL AND p.status IN ('active', 'candidate') OR p.id = :person)
ORDER BY at
"""
