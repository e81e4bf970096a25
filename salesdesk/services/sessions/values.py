"""Holds what a one-on-one shows, as plain frozen values without Qt and without the store."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal

from salesdesk.frozen import frozen
from salesdesk.model.fields import Audience
from salesdesk.practice.checklist import Line
from salesdesk.practice.holes import Hole
from salesdesk.practice.ratio import Estimate
from salesdesk.practice.trend import RatioPoint
from salesdesk.services.deal_words import DealStanding
from salesdesk.services.metrics.values import CompetencyChoice
from salesdesk.services.plans.values import PaceTable

RATINGS = {
    1: _("I am finding my way"),
    2: _("It works with help"),
    3: _("It works most of the time"),
    4: _("It works without thinking"),
    5: _("I could teach it"),
}
"""The five answers of a self-rating, in words, because a bare number means nothing to two people."""


@frozen
class SessionPerson:
    """The salesperson at the table; `facts` are (label, words) of all that the desk holds and this reader may see."""

    id: int
    name: str
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def first_name(self) -> str:
        """Gives the name to be spoken to by."""
        return self.name.split()[0] if self.name.split() else self.name


@frozen
class TalkStep:
    """One step of the agenda, with a few words on what is in it."""

    key: str
    title: str
    subtitle: str


@frozen
class Timer:
    """How long the session has run up to a moment, and how long it is meant to take.

    Of one that `stood_open` the time in which nobody was there is left out.
    """

    elapsed_seconds: int
    planned_minutes: int
    stood_open: bool = False


@frozen
class Win:
    """A deal won since the last session; the amount may be unknown."""

    id: int
    name: str
    account: str
    amount: Decimal | None
    currency: str
    closed_on: date


@frozen
class Point:
    """Something to talk about; discussed points stay in sight until the session ends."""

    id: int
    text: str
    raised_by: str
    step: str
    times_carried: int
    discussed: bool
    private: bool


@frozen
class Agreed:
    """An assignment, agreed last time or now; a proposed one lacks the person's own words."""

    id: int
    what: str
    kind: str
    state: str
    axis: str = ""
    basis: str = ""
    basis_text: str = ""
    done_in: str = ""
    own_words: str = ""
    due_on: date | None = None
    evidence: str = ""
    times_carried: int = 0
    assigned_on: date | None = None

    @property
    def proposed(self) -> bool:
        """Tells whether a development assignment still waits for the person's own words."""
        return self.kind == "development" and not self.own_words


@frozen
class CompetencyRecord:
    """What the numbers say of one competency: now, with its range, and how it came there, oldest first."""

    now: Estimate
    trend: tuple[RatioPoint, ...]


@frozen
class OwnAnswer:
    """What the person said before the record was shown; the number is a share from 0 to 1."""

    number: float | None = None
    rating: int | None = None


@frozen
class CompetencyState(CompetencyChoice):
    """One competency in the session; the record is not there before it is revealed."""

    own: OwnAnswer
    revealed: bool
    record: CompetencyRecord | None
    manager_rating: int | None = None

    @property
    def difference(self) -> float | None:
        """Gives the own number minus the record, in shares; None until both are known."""
        share = self.record.now.share if self.record else None
        return None if share is None or self.own.number is None else self.own.number - share


@frozen
class DealGate:
    """Something the buyer does; `due` says that the deal's stage asks for it already."""

    id: int
    name: str
    stage: str
    passed_on: date | None
    evidence: str
    due: bool


@frozen
class Deal:
    """The one deal that is talked about."""

    id: int
    name: str
    account: str
    stage: str
    amount: Decimal | None
    currency: str
    stage_days: int | None
    expected_on: date | None
    next_step: str
    next_step_on: date | None
    gates: tuple[DealGate, ...]

    @property
    def passed(self) -> int:
        """Counts the gates that are behind it."""
        return sum(gate.passed_on is not None for gate in self.gates)


@frozen
class NextMeeting:
    """The next date: as booked, else a suggestion."""

    starts_at: datetime
    kind: str
    booked: bool


@frozen
class Wrap:
    """How the session ended or is about to end."""

    answer: str = ""
    comment: str = ""
    seen_on: date | None = None


@frozen
class ManagerSide:
    """What only the manager sees; the salesperson's state has none."""

    holes: tuple[Hole, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict[str, str])
    ways: Mapping[str, str] = field(default_factory=dict[str, str])
    checklist_seconds: int = 0
    checklist_alert: str = ""


@frozen
class SessionState:
    """Everything one side of the screen shows of a one-on-one."""

    id: int
    audience: Audience
    person: SessionPerson
    kind: str
    kind_label: str
    day: date
    state: str
    step: str
    steps: tuple[TalkStep, ...]
    timer: Timer
    last_on: date | None
    wins: tuple[Win, ...]
    lines: tuple[Line, ...]
    points: tuple[Point, ...]
    agreed: tuple[Agreed, ...]
    this_time: tuple[Agreed, ...]
    competencies: tuple[CompetencyState, ...]
    skill_id: int | None
    strengths: tuple[str, ...]
    deal: Deal | None
    deal_choices: tuple[DealStanding, ...]
    plan: PaceTable
    next: NextMeeting
    notes: Mapping[str, str]
    balance: str
    wrap: Wrap
    manager: ManagerSide | None = None

    @property
    def running(self) -> bool:
        """Tells whether the session is going on."""
        return self.state == "running"

    def step_title(self, key: str) -> str:
        """Gives the title of a step."""
        return next(step.title for step in self.steps if step.key == key)
