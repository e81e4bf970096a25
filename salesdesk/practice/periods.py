"""Cuts the calendar into months, quarters, halves and fiscal years that start in any month."""

from calendar import monthrange
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Literal

from salesdesk.frozen import frozen

PeriodKind = Literal["month", "quarter", "half", "year"]
MONTHS_IN: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
SATURDAY = 5
_DAYS_OF_EVERY_MONTH = 28
_MONTH_NAMES = (
    _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
    _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
)  # fmt: skip


@frozen(order=True)
class DayRange:
    """A run of days, both ends included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Gives how many days it has."""
        return (self.end - self.start).days + 1

    def holds(self, day: date | None) -> bool:
        """Tells whether a day lies in it."""
        return day is not None and self.start <= day <= self.end


@frozen(order=True)
class Period(DayRange):
    """A run of days with a name, such as "Q4 2026"."""

    kind: PeriodKind
    label: str


def period_of(day: date, kind: PeriodKind, fiscal_start: int = 1) -> Period:
    """Gives the period of a kind that holds a day, in a fiscal year that starts in month 1 to 12.

    A fiscal year is named after the calendar year it ends in and then written FY; a month keeps its calendar
    name. Raises ValueError for a month that does not exist.
    """
    if not 1 <= fiscal_start <= 12:
        raise ValueError("A fiscal year starts in a month from 1 to 12.")
    length = MONTHS_IN[kind]
    months_in = (day.month - fiscal_start) % 12
    start = add_months(date(day.year, day.month, 1), -(months_in % length))
    end = add_months(start, length) - timedelta(days=1)
    return Period(start, end, kind, _label(start, kind, months_in // length + 1, fiscal_start))


def quarter_of(day: date, fiscal_start: int = 1) -> Period:
    """Gives the quarter that holds a day, such as "Q4 2026"."""
    return period_of(day, "quarter", fiscal_start)


def year_of(day: date, fiscal_start: int = 1) -> Period:
    """Gives the fiscal year that holds a day, such as "2026" or "FY 2027"."""
    return period_of(day, "year", fiscal_start)


def next_period(period: Period, fiscal_start: int = 1) -> Period:
    """Gives the period of the same kind that follows."""
    return period_of(period.end + timedelta(days=1), period.kind, fiscal_start)


def previous_period(period: Period, fiscal_start: int = 1) -> Period:
    """Gives the period of the same kind that came before."""
    return period_of(period.start - timedelta(days=1), period.kind, fiscal_start)


def periods_between(first: date, last: date, kind: PeriodKind, fiscal_start: int = 1) -> list[Period]:
    """Lists the periods of a kind from the one holding `first` to the one holding `last`, oldest first."""
    return list(_walk(first, last, kind, fiscal_start))


def period_end(start: date, kind: PeriodKind) -> date:
    """Gives the last day of a period that starts on any day, such as 14 Feb for a month from 15 Jan."""
    return add_months(start, MONTHS_IN[kind]) - timedelta(days=1)


def quota_end(start: date, kind: PeriodKind, next_start: date | None = None) -> date:
    """Gives the last day of a quota: the day before the person's next quota, else start plus its length.

    A next quota bounds this one only when it starts within one and a half lengths; after a longer pause the
    quota ends by its own length. `next_start` is the next start of the same person.
    """
    end = period_end(start, kind)
    if next_start is None or next_start <= start:
        return end
    latest = end + (end - start) / 2
    return next_start - timedelta(days=1) if next_start <= latest else end


def week_start(day: date) -> date:
    """Gives the Monday of the ISO week that holds a day."""
    return day - timedelta(days=day.weekday())


def working_days(first: date, last: date) -> int:
    """Counts Mondays to Fridays from `first` to `last`, both included; 0 when last lies before first."""
    days = (last - first).days + 1
    if days <= 0:
        return 0
    weeks, rest = divmod(days, 7)
    return 5 * weeks + sum((first.weekday() + step) % 7 < SATURDAY for step in range(rest))


def add_months(day: date, months: int) -> date:
    """Moves a day by whole months, back to the last day of the month where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    # Every month has 28 days, and most of what is moved is the first of one.
    there = day.day if day.day <= _DAYS_OF_EVERY_MONTH else min(day.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, there)


def _walk(first: date, last: date, kind: PeriodKind, fiscal_start: int) -> Iterator[Period]:
    """Steps through the periods."""
    period = period_of(first, kind, fiscal_start)
    while period.start <= last:
        yield period
        period = next_period(period, fiscal_start)


def _label(start: date, kind: PeriodKind, number: int, fiscal_start: int) -> str:
    """Names a period in plain English."""
    if kind == "month":
        return f"{_MONTH_NAMES[start.month - 1]} {start.year}"
    year = str(start.year) if fiscal_start == 1 else _("FY {year}", year=_fiscal_year(start, fiscal_start))
    words = {"quarter": _("Q{number} {year}"), "half": _("H{number} {year}"), "year": "{year}"}[kind]
    return words.format(number=number, year=year)


def _fiscal_year(day: date, fiscal_start: int) -> int:
    """Gives the calendar year in which the fiscal year of a day ends."""
    return day.year + (1 if day.month >= fiscal_start > 1 else 0)


DAYS_BETWEEN_BY_LEVEL = {"1": 7, "2": 7, "3": 14, "4": 21, "5": 28}


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
