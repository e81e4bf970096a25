"""Reads what everybody won in a period, each over the days of their own quota, and holds it against the quota."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from salesdesk.frozen import frozen
from salesdesk.practice.attainment import Attainment, attainment
from salesdesk.practice.periods import Period
from salesdesk.services.plans.deal_sums import NOBODY, DealSum, DealSums, won_in
from salesdesk.services.plans.quota_book import QuotaBook, TeamBook, read_team_book
from salesdesk.store.desk_file import DeskFile


@frozen
class Standings:
    """What was won in a period; `common` are the days that most quotas of the team have, or the one person.

    A deal won on a day still to come counts from that day on.
    """

    desk: DeskFile
    currency: str
    period: Period
    today: date
    book: QuotaBook
    team: tuple[int, ...]
    common: Period
    won: DealSums

    def days(self, person_id: int) -> Period:
        """Gives the days a person is measured over: those of the own quota, else those of the team's."""
        return days_of(self.book, self.period, self.team, person_id)

    def sold(self, person_id: int) -> DealSum:
        """Gives what a person won."""
        days = self.days(person_id)
        if days == self.common:
            return self.won.of(person_id)
        return _won(self.desk, self.currency, days, self.today, person_id).of(person_id)

    def quota(self, person_id: int) -> Decimal | None:
        """Gives the quota of a person."""
        return self.book.quota(person_id, self.period)

    def attainment(self, person_id: int) -> Attainment:
        """Holds a person against the own quota."""
        sold, days = self.sold(person_id), self.days(person_id)
        return self._held(sold, self.quota(person_id), days, self.book.with_quota([person_id], days))

    def attainment_of(self, sold: DealSum, quota: Decimal | None, people: Iterable[int]) -> Attainment:
        """Holds what some people sold against the sum of their quotas, over the days they share."""
        return self._held(sold, quota, self.common, self.book.with_quota(people, self.common))

    def _held(self, sold: DealSum, quota: Decimal | None, days: Period, paced: Period) -> Attainment:
        return attainment(sold.amount, quota, paced.start, paced.end, self.today, days.end)


def standings(
    desk: DeskFile, currency: str, period: Period, today: date,
    person_id: int | None = None, known: TeamBook | None = None,
) -> Standings:  # fmt: skip
    """Reads what was won in a period of whole months, by everybody or by one person."""
    known = known or read_team_book(desk)
    common = days_of(known.quotas, period, known.team, person_id)
    won = _won(desk, currency, common, today, person_id)
    return Standings(desk, currency, period, today, known.quotas, known.team, common, won)


def days_of(book: QuotaBook, period: Period, team: Collection[int], person_id: int | None) -> Period:
    """Gives the days a period is measured over: those of a person's own quota, else those of the team's."""
    own = None if person_id is None else book.days(person_id, period)
    return own or book.common_days(team, period)


def won_condition(
    book: QuotaBook, period: Period, team: Collection[int], person_id: int | None, today: date
) -> str:
    """Gives the SQL condition for the deals `o` behind what one person, or the team, won in a period."""
    by_days: defaultdict[Period, list[int]] = defaultdict(list)
    for number in team if person_id is None else (person_id,):
        by_days[days_of(book, period, team, number)].append(number)
    parts = [_of(people, days, today) for days, people in by_days.items()]
    return f"o.outcome = 'won' AND ({' OR '.join(parts) or '0'})"


def _of(people: Iterable[int], days: Period, today: date) -> str:
    own = ", ".join(map(str, people))
    whose = "o.salesperson_id IS NULL" if own == str(NOBODY) else f"o.salesperson_id IN ({own})"
    return f"({whose} AND o.closed_on BETWEEN '{days.start}' AND '{min(days.end, today)}')"


def _won(desk: DeskFile, currency: str, days: Period, today: date, person_id: int | None) -> DealSums:
    return won_in(desk, currency, days.start, min(days.end, today), person_id)
