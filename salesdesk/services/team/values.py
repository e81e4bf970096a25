"""What the Team tab shows, as plain values."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salesdesk.frozen import frozen
from salesdesk.model.fields import Field
from salesdesk.practice.attainment import Attainment
from salesdesk.practice.cycle import Cycle
from salesdesk.practice.mix import AssignmentMix
from salesdesk.practice.periods import Period
from salesdesk.practice.ratio import Estimate
from salesdesk.services.plans.values import PaceTable


@frozen
class TeamFigures:
    """The computed columns of one person in the table of the team."""

    person_id: int
    last_one_on_one: datetime | None
    next_one_on_one: datetime | None
    attainment: Attainment
    win_rate: Estimate
    open_development: int
    open_sales: int


@frozen
class PersonPage:
    """The head of a person's page; `caution` is the precondition that fails, in one sentence."""

    person_id: int
    name: str
    role: str
    region: str
    joined_on: date | None
    status: str
    level: str
    level_label: str
    period: Period
    quota: Decimal | None
    last_one_on_one: datetime | None
    next_one_on_one: datetime | None
    mix: AssignmentMix
    mix_alert: str | None
    development_floor: float
    caution: str | None

    @property
    def self_starter(self) -> bool:
        """Tells whether results and a monthly review are all that is asked of this person."""
        return self.level == "5"


@frozen
class Results:
    """The results of one person, which stand first; money in the currency of the desk."""

    pace: PaceTable
    ratio_days: int
    win_rate: Estimate
    average_sale: Decimal | None
    average_of: int
    cycle: Cycle


@frozen
class LaneItem:
    """One development assignment on the board."""

    assignment_id: int
    what: str
    state: str
    due_on: date | None
    done_on: date | None
    late: bool


@frozen
class Lane:
    """The development assignments of one axis; `question` helps to find out whether it is what is missing."""

    axis: str
    label: str
    question: str
    open: tuple[LaneItem, ...]
    done: tuple[LaneItem, ...]


@frozen
class DevelopmentBoard:
    """Knowledge, skill, commitment and capacity side by side, and how steady the work on them is."""

    lanes: tuple[Lane, ...]
    streak_weeks: int
    idle_days: int | None

    @property
    def empty(self) -> bool:
        """Tells whether there was never a development assignment."""
        return not any(lane.open or lane.done for lane in self.lanes)


@frozen
class Move:
    """A declared field of a record with its value before and after, as they are stored in Python."""

    field: Field
    before: Any
    after: Any


@frozen
class TimelineLine:
    """One thing that happened, or is planned; `group` is what the filter goes by.

    `kind` and `record_id` name the record that the line opens. A deal brings its amount, a change its move.
    """

    at: datetime
    group: str
    title: str
    detail: str
    kind: str
    record_id: int
    private: bool = False
    amount: Decimal | None = None
    currency: str | None = None
    move: Move | None = None


@frozen
class Timeline:
    """The newest things that happened to one person; `more` says that there are older ones."""

    lines: tuple[TimelineLine, ...]
    more: bool
