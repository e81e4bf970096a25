"""Keeps the rhythm of reviews: when the next one is due, what kind, and which day suits it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from salesdesk.practice.mix import Share
from salesdesk.practice.periods import SATURDAY, add_months

State = Literal["ok", "soon", "late"]
ReviewKind = Literal["one_on_one", "monthly_review", "quarterly_review"]
DotState = Literal["held", "missed", "due", "ahead"]
REVIEW_DAYS = 35
FORMAL_DAYS = 95
SOON_DAYS = 7
DAYS_BETWEEN_BY_LEVEL = {"1": 7, "2": 7, "3": 14, "4": 21, "5": 28}
MONTHS_TO_FORMAL = 3


@dataclass(frozen=True)
class ReviewDue:
    """When a review must have happened: any kind and the formal one, which comes first, and how it stands."""

    due_on: date
    formal_due_on: date
    kind: ReviewKind
    state: State
    days_late: int
    sentence: str

    @property
    def next_on(self) -> date:
        """Gives the earlier of the two days."""
        return min(self.due_on, self.formal_due_on)


@dataclass(frozen=True)
class ReviewDot:
    """One month of a person's year of reviews; every third is formal."""

    month: date
    formal: bool
    held_on: date | None
    state: DotState


def review_due(
    last_any: date | None,
    last_formal: date | None,
    today: date,
    joined_on: date | None = None,
    review_days: int = REVIEW_DAYS,
    formal_days: int = FORMAL_DAYS,
) -> ReviewDue:
    """Says when the next review is due from the last dates; a formal review counts as any review too.

    Without a review the count starts on the day the person joined; without that day too, a review is due
    today.
    """
    lasts = [day for day in (last_any, last_formal, joined_on) if day is not None]
    due_on = max(lasts) + timedelta(days=review_days) if lasts else today
    formal_from = last_formal or joined_on or last_any
    formal_on = (formal_from or today) + timedelta(days=formal_days)
    kind: ReviewKind = "quarterly_review" if formal_on <= due_on else "monthly_review"
    left = (min(due_on, formal_on) - today).days
    state: State = "late" if left < 0 else "soon" if left <= SOON_DAYS else "ok"
    return ReviewDue(due_on, formal_on, kind, state, max(0, -left), _sentence(kind, left, bool(lasts)))


def next_session_on(
    last: date | None, today: date, level: str = "2", days_off: Collection[date] = ()
) -> date:
    """Suggests the day of the next one-on-one by management level, the same weekday where it can be.

    Levels 1 and 2 meet weekly, 3 every two, 4 every three and 5 every four weeks. The day is after today and
    moves on over weekends and `days_off`.
    """
    step = timedelta(days=DAYS_BETWEEN_BY_LEVEL.get(level, 7))
    day = (last or today) + step
    while day <= today:
        day += timedelta(days=7)
    while day.weekday() >= SATURDAY or day in days_off:
        day += timedelta(days=1)
    return day


def review_dots(year_start: date, held: Iterable[tuple[date, bool]], today: date) -> list[ReviewDot]:
    """Lays out a year of reviews as twelve dots from (day, formal) of those held; each third is formal."""
    given = sorted(held)
    first = year_start.replace(day=1)
    return [_dot(add_months(first, n), (n + 1) % MONTHS_TO_FORMAL == 0, given, today) for n in range(12)]


def on_time_share(dots: Iterable[ReviewDot]) -> Share:
    """Gives the share of months that are over and had their review."""
    over = [dot for dot in dots if dot.state in ("held", "missed")]
    return Share(sum(dot.state == "held" for dot in over), len(over))


def _dot(month: date, formal: bool, held: list[tuple[date, bool]], today: date) -> ReviewDot:
    """Finds the review of one month."""
    after = add_months(month, 1)
    days = [day for day, was_formal in held if month <= day < after and (was_formal or not formal)]
    if days:
        return ReviewDot(month, formal, days[0], "held")
    state: DotState = "missed" if after <= today else "due" if month <= today else "ahead"
    return ReviewDot(month, formal, None, state)


def _sentence(kind: ReviewKind, days_left: int, reviewed: bool) -> str:
    """Says in plain words when which review is due."""
    name = "Quarterly review" if kind == "quarterly_review" else "Monthly review"
    if not reviewed:
        return "No review yet."
    if days_left < 0:
        return f"{name} was due {_days(-days_left)} ago."
    return f"{name} is due today." if days_left == 0 else f"{name} is due in {_days(days_left)}."


def _days(count: int) -> str:
    """Writes a number of days."""
    return "1 day" if count == 1 else f"{count} days"
