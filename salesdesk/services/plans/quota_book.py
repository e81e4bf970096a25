"""Reads everybody's quotas and answers what a person is to sell in any period; plain SQL, no SQLAlchemy."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from salesdesk.frozen import frozen
from salesdesk.model.scale import MONEY_SCALE
from salesdesk.practice.periods import Period, PeriodKind, add_months
from salesdesk.practice.quotas import (
    QuotaSpan,
    amounts_by_month,
    first_days,
    measured,
    months_in,
    nearest_month,
    own_months,
    quota_in,
    quota_spans,
)
from salesdesk.services.people import active_people
from salesdesk.store.desk_file import DeskFile

_QUOTAS = """
SELECT q.id, q.salesperson_id, q.starts_on, q.period, q.amount FROM quota q
JOIN salesperson p ON p.id = q.salesperson_id AND p.deleted_at IS NULL
WHERE q.deleted_at IS NULL
"""


class QuotaBook:
    """All stored quotas, by person."""

    def __init__(self, spans: dict[int, list[QuotaSpan]]) -> None:
        self._spans = spans
        self._by_month = {person: amounts_by_month(own) for person, own in spans.items()}
        self._months: dict[tuple[int, Period], Period] = {}
        self._first_days = {person: first_days(own) for person, own in spans.items()}

    def spans(self, person_id: int) -> list[QuotaSpan]:
        """Gives a person's stored quotas, oldest first."""
        return self._spans.get(person_id, [])

    def people(self) -> Iterable[int]:
        """Gives the ids of everybody who ever had a quota."""
        return self._spans.keys()

    def quota(self, person_id: int, period: Period) -> Decimal | None:
        """Gives a person's quota in a period, whatever periods it was stored for; None without any."""
        return quota_in(self._by_month.get(person_id, {}), self.months(person_id, period))

    def months(self, person_id: int, period: Period) -> Period:
        """Gives the months that a person's quotas mean by a period: those of the nearest where they lie beside it."""
        place = person_id, period
        if place not in self._months:
            self._months[place] = own_months(self.spans(person_id), period)
        return self._months[place]

    def days(self, person_id: int, period: Period) -> Period | None:
        """Gives a period with the days a person is measured over; None where no quota says anything of them.

        A quarter that starts on 31 May is held against what was won from 31 May to 30 Aug, be the fiscal quarter
        that from June or that from July.
        """
        own, months = self._first_days.get(person_id, {}), self.months(person_id, period)
        told = not own.keys().isdisjoint((months.start, _after(months.end)))
        return measured(own, months) if told or self.quota(person_id, period) is not None else None

    def with_quota(self, people: Iterable[int], days: Period) -> Period:
        """Gives, of the days a period is measured over, those from the first to the last with anybody's quota."""
        found = [own for person in people if (own := self._with_quota(person, days)) is not None]
        if not found:
            return days
        start, end = min(each.start for each in found), max(each.end for each in found)
        return replace(days, start=max(days.start, start), end=min(days.end, end))

    def _with_quota(self, person_id: int, days: Period) -> Period | None:
        by_month = self._by_month.get(person_id, {})
        whole = replace(days, start=nearest_month(days.start), end=_before(nearest_month(_after(days.end))))
        months = [month for month in months_in(whole) if month in by_month]
        if not months:
            return None
        covered = replace(days, start=months[0], end=_before(add_months(months[-1], 1)))
        return measured(self._first_days[person_id], covered)

    def common_days(self, people: Iterable[int], period: Period) -> Period:
        """Gives a period with the days that the quotas of most of some people say; its own where as many differ."""
        told = Counter(days for person in people if (days := self.days(person, period)) is not None)
        most = [days for days, count in told.items() if count == max(told.values())]
        return most[0] if len(most) == 1 else period

    def total(self, people: Iterable[int], period: Period) -> Decimal | None:
        """Gives the sum of some people's quotas in a period; None where nobody has one."""
        return summed(self.quota(person_id, period) for person_id in people)


def read_quotas(desk: DeskFile) -> QuotaBook:
    """Gives the quotas of a desk, read once until something is written, and made once until a quota is."""
    return desk.kept.get("quotas", lambda: _book(tuple(map(tuple, desk.rows(_QUOTAS)))))


@lru_cache(maxsize=1)
def _book(rows: tuple[tuple[int, int, str, PeriodKind, int], ...]) -> QuotaBook:
    stored: defaultdict[int, list[tuple[int, date, PeriodKind, Decimal]]] = defaultdict(list)
    for quota_id, person_id, starts_on, kind, amount in rows:
        start = date.fromisoformat(starts_on)
        stored[person_id].append((quota_id, start, kind, Decimal(amount) / MONEY_SCALE))
    return QuotaBook({person: quota_spans(own) for person, own in stored.items()})


@frozen
class TeamBook:
    """Everybody's quotas and who is in the team now, read once for all that a screen asks of them."""

    quotas: QuotaBook
    team: tuple[int, ...]


def read_team_book(desk: DeskFile) -> TeamBook:
    """Reads the quotas of a desk and who is in its team."""
    return TeamBook(read_quotas(desk), tuple(number for number, _ in active_people(desk)))


def summed(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Adds up the amounts that are there; None where none is."""
    present = [amount for amount in amounts if amount is not None]
    return sum(present, Decimal(0)) if present else None


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _before(day: date) -> date:
    return day - timedelta(days=1)
