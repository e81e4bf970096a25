"""Keeps the rhythm of one-on-ones: which day suits the next one."""

from collections.abc import Collection
from datetime import date, timedelta

from salesdesk.practice.periods import SATURDAY

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
