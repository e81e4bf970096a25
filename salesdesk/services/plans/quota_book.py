"""Reads everybody's quotas and answers what a person is to sell in any period; plain SQL, no SQLAlchemy."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from salesdesk.model.scale import MONEY_SCALE
from salesdesk.practice.periods import Period, PeriodKind
from salesdesk.practice.quotas import QuotaSpan, amounts_by_month, first_days, measured, quota_in, quota_spans
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
        self._first_days = {person: first_days(own) for person, own in spans.items()}

    def spans(self, person_id: int) -> list[QuotaSpan]:
        """Gives a person's stored quotas, oldest first."""
        return self._spans.get(person_id, [])

    def people(self) -> Iterable[int]:
        """Gives the ids of everybody who ever had a quota."""
        return self._spans.keys()

    def quota(self, person_id: int, period: Period) -> Decimal | None:
        """Gives a person's quota in a period, whatever periods it was stored for; None without any."""
        return quota_in(self._by_month.get(person_id, {}), period)

    def days(self, person_id: int, period: Period) -> Period | None:
        """Gives a period with the days a person is measured over; None where no quota says anything of them.

        A quarter that starts on 31 May is held against what was won from 31 May to 30 Aug.
        """
        own = self._first_days.get(person_id, {})
        told = not own.keys().isdisjoint((period.start, period.end + timedelta(days=1)))
        return measured(own, period) if told or self.quota(person_id, period) is not None else None

    def common_days(self, people: Iterable[int], period: Period) -> Period:
        """Gives a period with the days that the quotas of most of some people say; its own where as many differ."""
        told = Counter(days for person in people if (days := self.days(person, period)) is not None)
        most = [days for days, count in told.items() if count == max(told.values())]
        return most[0] if len(most) == 1 else period

    def total(self, people: Iterable[int], period: Period) -> Decimal | None:
        """Gives the sum of some people's quotas in a period; None where nobody has one."""
        return summed(self.quota(person_id, period) for person_id in people)


def read_quotas(desk: DeskFile) -> QuotaBook:
    """Gives the quotas of a desk, read once until something is written."""
    return desk.kept.get("quotas", lambda: _read_quotas(desk))


def _read_quotas(desk: DeskFile) -> QuotaBook:
    stored: defaultdict[int, list[tuple[int, date, PeriodKind, Decimal]]] = defaultdict(list)
    for row in desk.rows(_QUOTAS):
        amount = Decimal(row["amount"]) / MONEY_SCALE
        start = date.fromisoformat(row["starts_on"])
        stored[row["salesperson_id"]].append((row["id"], start, row["period"], amount))
    return QuotaBook({person: quota_spans(own) for person, own in stored.items()})


@dataclass(frozen=True)
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
