"""Reads quotas of any length month by month, adds them up for other periods and splits totals to the cent.

Amounts are `Decimal` in one currency. A month is named by its first day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

from salesdesk.frozen import frozen
from salesdesk.practice.periods import MONTHS_IN, Period, PeriodKind, add_months, quota_end

CENT = Decimal("0.01")
_MONEY = Decimal("0.0001")
_MIDDLE_OF_MONTH = 15


@frozen
class QuotaSpan:
    """One stored quota of one person with the months it is for, oldest first, and its own first and last day."""

    quota_id: int
    kind: PeriodKind
    amount: Decimal
    months: tuple[date, ...]
    start: date
    end: date

    def is_for(self, period: Period) -> bool:
        """Tells whether it is the quota of exactly this period."""
        return self.months == tuple(months_in(period))

    def lies_in(self, period: Period) -> bool:
        """Tells whether all its months belong to a period."""
        return period.start <= self.months[0] and self.months[-1] <= period.end


def quota_spans(stored: Iterable[tuple[int, date, PeriodKind, Decimal]]) -> list[QuotaSpan]:
    """Gives the months of one person's quotas, stored as (id, start, kind, amount), oldest first.

    A quota ends where `quota_end` says, among quotas of its kind. Starts and ends count to the nearest first of
    a month, since some systems date a quarter from the last day of the month before.
    """
    ordered = sorted(stored, key=lambda quota: (quota[1], quota[0]))
    spans: list[QuotaSpan] = []
    for place, (quota_id, start, kind, amount) in enumerate(ordered):
        next_start = next((s for _, s, k, _ in ordered[place + 1 :] if k == kind and s > start), None)
        end = quota_end(start, kind, next_start)
        first, after = nearest_month(start), nearest_month(end + timedelta(days=1))
        months = _months(first, max(after, add_months(first, 1)))
        spans.append(QuotaSpan(quota_id, kind, amount, months, start, end))
    return spans


def amounts_by_month(spans: Iterable[QuotaSpan]) -> dict[date, Decimal]:
    """Spreads quotas evenly over their months; where several cover a month, the shortest one counts."""
    found: dict[date, Decimal] = {}
    for span in sorted(spans, key=lambda span: (-MONTHS_IN[span.kind], span.quota_id)):
        for month in span.months:
            found[month] = span.amount / len(span.months)
    return found


def quota_in(by_month: dict[date, Decimal], period: Period) -> Decimal | None:
    """Adds up the monthly amounts of a period; None where no month of it has a quota."""
    amounts = [by_month[month] for month in months_in(period) if month in by_month]
    return sum(amounts, Decimal(0)).quantize(_MONEY) if amounts else None


def own_months(spans: Iterable[QuotaSpan], period: Period) -> Period:
    """Gives the months that somebody's quotas mean by a period, as their quarters may lie beside the fiscal ones.

    Each end of the period moves to the nearest end of a quota that is no longer than the period, at most half the
    quota's length away and the earlier of two as near; so one period still begins where the one before ends.
    """
    after = period.end + timedelta(days=1)
    edges = {
        edge: MONTHS_IN[span.kind]
        for span in sorted(spans, key=lambda span: MONTHS_IN[span.kind])
        if MONTHS_IN[span.kind] <= MONTHS_IN[period.kind]
        for edge in (span.months[0], add_months(span.months[-1], 1))
    }
    start, after = (_nearest_edge(edges, day) for day in (period.start, after))
    return replace(period, start=start, end=after - timedelta(days=1))


def _nearest_edge(edges: Mapping[date, int], day: date) -> date:
    """Finds the nearest end of a quota, given with the length of its quota, within half of that length."""
    far = ((_months_apart(day, edge), edge, length) for edge, length in edges.items())
    near = [(abs(apart), edge) for apart, edge, length in far if -length <= 2 * apart < length]
    return min(near, default=(0, day))[1]


def _months_apart(day: date, other: date) -> int:
    return (other.year - day.year) * 12 + other.month - day.month


def first_days(spans: Iterable[QuotaSpan]) -> dict[date, date]:
    """Gives, by month, the day on which a month begins where a quota starts or ends beside the first of a month.

    A quarter from 31 May to 30 Aug begins its June on 31 May, and September begins on 31 Aug; so each day belongs
    to one month only. Where several quotas say it, the shortest counts.
    """
    found: dict[date, date] = {}
    ordered = sorted(spans, key=lambda span: (-MONTHS_IN[span.kind], span.start, span.quota_id))
    for kind_length in sorted({MONTHS_IN[span.kind] for span in ordered}, reverse=True):
        own = [span for span in ordered if MONTHS_IN[span.kind] == kind_length]
        found |= {add_months(span.months[-1], 1): span.end + timedelta(days=1) for span in own}
        found |= {span.months[0]: span.start for span in own}
    return found


def measured(first: Mapping[date, date], period: Period) -> Period:
    """Gives a period of whole months with the days it is measured over, which `first_days` says."""
    after = period.end + timedelta(days=1)
    start, end = first.get(period.start, period.start), first.get(after, after) - timedelta(days=1)
    return replace(period, start=start, end=end)


def split(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Splits an amount like the weights, to the cent and without losing one; evenly where all weights are zero.

    Raises ValueError for no weights or a negative one. The cents left over go to the largest remainders.
    """
    if not weights or min(weights) < 0:
        raise ValueError("An amount is split by one or more weights of zero or above.")
    whole = sum(weights, Decimal(0))
    shares = [total * (w / whole if whole else Decimal(1) / len(weights)) for w in weights]
    parts = [share.quantize(CENT, ROUND_FLOOR) for share in shares]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - shares[i], i))
    left = total - sum(parts, Decimal(0))
    for place in range(int(left / CENT)):
        parts[order[place % len(order)]] += CENT
    parts[order[0]] += total - sum(parts, Decimal(0))
    return parts


def months_in(period: Period) -> list[date]:
    """Lists the first days of the months of a period."""
    return list(_months(period.start, period.end + timedelta(days=1)))


def nearest_month(day: date) -> date:
    """Gives the first of a month that lies nearest to a day: 31 May is counted as June."""
    first = day.replace(day=1)
    return first if day.day <= _MIDDLE_OF_MONTH else add_months(first, 1)


def _months(first: date, after: date) -> tuple[date, ...]:
    """Lists months, by their first days, from `first` up to, and without, `after`."""
    start, end = (day.year * 12 + day.month - 1 for day in (first, after))
    return tuple(date(month // 12, month % 12 + 1, 1) for month in range(start, end))
