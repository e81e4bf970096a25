"""Measures how the manager works: balance of assignments, strengths, coaching, promises kept."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from salesdesk.frozen import frozen
from salesdesk.practice.periods import week_start
from salesdesk.practice.rounding import percent_words

DEVELOPMENT_FLOOR = 0.30
DAYS_WITHOUT_DEVELOPMENT = 30
COACHING_WAYS = frozenset({"ask", "show", "develop"})


@frozen
class Share:
    """A plain part of a whole with its n; the share is None when there is nothing to share."""

    count: int
    of: int

    @property
    def share(self) -> float | None:
        """Gives count / of, 0 to 1."""
        return self.count / self.of if self.of else None

    @property
    def words(self) -> str:
        """Says the share, such as "40%, 4 of 10"."""
        return self.beside(1.0)

    def beside(self, floor: float) -> str:
        """Says the share beside what it is held against, and on its side of it."""
        if not self.of:
            return _("none yet")
        return _(
            "{share}, {count} of {of}",
            share=percent_words(self.count / self.of, floor),
            count=self.count,
            of=self.of,
        )

    def below(self, floor: float) -> bool:
        """Tells whether there is a share and it lies under a floor (0 to 1)."""
        return self.share is not None and self.share < floor


@frozen
class AssignmentMix:
    """Development assignments out of development and sales assignments; comparisons are not counted."""

    development: int
    sales: int
    nudges: int = 0

    @property
    def share(self) -> Share:
        """Gives the development share with its n."""
        return Share(self.development, self.development + self.sales)


class Span(NamedTuple):
    """The days a development assignment was active; no end means it still is."""

    start: date
    end: date | None = None


def assignment_mix(assignments: Iterable[tuple[str, bool]]) -> AssignmentMix:
    """Counts assignments given as (kind, nudge), kind being "development" or "sales"."""
    given = list(assignments)
    return AssignmentMix(
        development=sum(kind == "development" for kind, _ in given),
        sales=sum(kind == "sales" and not nudge for kind, nudge in given),
        nudges=sum(kind == "sales" and nudge for kind, nudge in given),
    )


def strength_balance(signs: Iterable[str]) -> Share:
    """Gives the share of notes that build on a strength among those that name a strength or a gap."""
    given = list(signs)
    strengths = sum(sign == "strength" for sign in given)
    return Share(strengths, strengths + sum(sign == "gap" for sign in given))


def kept_on_time(assignments: Iterable[tuple[date | None, date | None]], today: date) -> Share:
    """Gives the share done on or before the due date, from (due, done) of assignments that fell due by today.

    One that was done early counts as soon as it is done; one without a due date does not count.
    """
    kept = late = 0
    for due, done in assignments:
        if due is None or (done is None and due >= today):
            continue
        if done is not None and done <= due:
            kept += 1
        else:
            late += 1
    return Share(kept, kept + late)


def coaching_share(ways: Iterable[str | None]) -> Share:
    """Gives the share of session lines that asked, showed or practised, among those with a way noted."""
    given = [way for way in ways if way]
    return Share(sum(way in COACHING_WAYS for way in given), len(given))


def development_streak(spans: Iterable[Span], today: date) -> int:
    """Counts the weeks in a row, up to this one, that had an active development assignment.

    This week does not break the streak before it is over: without one yet, the count ends with last week.
    """
    given = sorted((end or date.max, start) for start, end in spans if start <= today)
    this_week = monday = week_start(today)
    began, weeks = date.max, 0
    while True:
        # Of what had not ended by then, one that began by then was active in that week.
        while given and given[-1][0] >= monday:
            began = min(began, given.pop()[1])
        if began <= monday + timedelta(days=6):
            weeks += 1
        elif monday != this_week:
            return weeks
        monday -= timedelta(days=7)


def days_without_development(spans: Iterable[Span], today: date) -> int | None:
    """Counts the days since a development assignment was active: 0 with one open, None if there was none."""
    given = [span for span in spans if span.start <= today]
    if not given:
        return None
    if any(span.end is None or span.end >= today for span in given):
        return 0
    return (today - max(span.end for span in given if span.end is not None)).days


def development_alert(
    mix: AssignmentMix,
    idle_days: int | None,
    floor: float = DEVELOPMENT_FLOOR,
    idle_limit: int = DAYS_WITHOUT_DEVELOPMENT,
) -> str | None:
    """Says in one sentence that development is thin or missing; None when there is nothing to say."""
    if idle_days is None:
        return _("There has been no development assignment yet.")
    if idle_days > idle_limit:
        return n_(
            "No development assignment for {number} day.",
            "No development assignment for {number} days.",
            idle_days,
        )
    if mix.share.below(floor):
        return _(
            "Development is {share} assignments; the aim is {floor} or more.",
            share=mix.share.beside(floor),
            floor=percent_words(floor),
        )
    return None
