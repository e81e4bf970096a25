"""Knows the working days of the invented vendor: weeks, quarters and seasons."""

from datetime import date, datetime, time, timedelta

DAY = timedelta(days=1)
WEEK = timedelta(days=7)

SEASON = (0.95, 1.00, 1.15, 1.05, 1.00, 0.95, 0.80, 0.80, 1.15, 1.20, 1.15, 0.70)
"""How many deals are started in each month, against the mean of the year."""


def add_months(day: date, months: int) -> date:
    """Moves a date by whole months; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"{day} cannot be moved by {months} months")


def quarter_start(day: date) -> date:
    """Gives the first day of the calendar quarter a day lies in."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def quarter_end(day: date) -> date:
    """Gives the last day of the calendar quarter a day lies in."""
    return add_months(quarter_start(day), 3) - DAY


def week_start(day: date) -> date:
    """Gives the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def working_day(day: date) -> date:
    """Gives the day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def next_working_day(day: date) -> date:
    """Gives the day itself, or the Monday after a weekend."""
    return day if day.weekday() < 5 else day + timedelta(days=7 - day.weekday())


def is_quiet(day: date) -> bool:
    """Tells whether hardly anybody is at work: the days from Christmas to New Year."""
    return (day.month == 12 and day.day >= 23) or (day.month == 1 and day.day == 1)


def start_weight(day: date) -> float:
    """Tells how likely a deal is started on a day, against an ordinary working day."""
    if day.weekday() >= 5:
        return 0.0
    return 0.15 if is_quiet(day) else SEASON[day.month - 1]


def at_hour(day: date, hour: int, minute: int = 0) -> datetime:
    """Joins a date and a time of day."""
    return datetime.combine(day, time(hour, minute))
