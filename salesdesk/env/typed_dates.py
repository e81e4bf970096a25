"""Reads dates as people type them: "fri", "26 nov", "+2w", "tomorrow", "11/26"."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.env.short_words import brief

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
NAMED_DAYS: Final = {"today": 0, "now": 0, "tomorrow": 1, "tom": 1, "yesterday": -1}
# Compiled when something is first typed; no start waits for them.
STEP = r"(?:in )?([+-]?)\s*(\d{1,4})\s*(d|w|m|q|y|days?|weeks?|months?|quarters?|years?)( ago)?"
WEEKDAY = r"(next |last |this )?([a-z]{2,9})"
DAY_MONTH = r"(\d{1,2})(?:st|nd|rd|th)?\.? ?(?:of )?([a-z]{3,9})\.?,? ?(\d{2}|\d{4})?"
MONTH_DAY = r"([a-z]{3,9})\.? ?(\d{1,2})(?:st|nd|rd|th)?,? ?(\d{4})?"
TWO_NUMBERS = r"(\d{1,2})[./-](\d{1,2})\.?"
UNRELATED_DAYS: Final = (datetime(2000, 1, 1), datetime(2001, 2, 2))
FIRST_YEAR: Final = 1900
YEARS_AHEAD: Final = 10
LOOK_BACK = timedelta(days=183)
LOOK_AHEAD = timedelta(days=274)


def parse_typed_date(text: str, today: date, order: str = "mdy") -> date | None:
    """Reads a typed date; nothing typed is None.

    `order` is the locale's habit for bare numbers: "mdy", "dmy" or "ymd". A day without a year lies
    between half a year back and nine months ahead, where that is possible. Raises UserError where no date can be read.
    """
    typed = " ".join(text.lower().replace("−", "-").split())
    if not typed:
        return None
    for read in (_named, _stepped, _weekday, _with_month_name, partial(_two_numbers, order=order)):
        try:
            found = read(typed, today)
        except (ValueError, OverflowError):
            found = None
        if found is not None:
            return found
    return _in_full(text, order)


def plausible(day: date | None, today: date, years_ahead: int = YEARS_AHEAD) -> date | None:
    """Gives a typed day back; raises UserError for one before 1900 or too many years ahead, a slip of the finger."""
    if day is not None and day.year < FIRST_YEAR:
        raise UserError(
            _(
                "{day} is too long ago. Type a year from {year} on.",
                day=f"{day.day} {day:%B} {day.year}",
                year=FIRST_YEAR,
            )
        )
    if day is not None and day.year > today.year and day > add_months(today, 12 * years_ahead):
        ahead = n_("a year", "{number} years", years_ahead)
        raise UserError(
            _(
                "{day} is more than {ahead} ahead. Is the year right?",
                day=f"{day.day} {day:%B} {day.year}",
                ahead=ahead,
            )
        )
    return day


def add_months(day: date, months: int) -> date:
    """Moves a date by whole months; the 31st becomes the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _named(typed: str, today: date) -> date | None:
    if typed in NAMED_DAYS:
        return today + timedelta(days=NAMED_DAYS[typed])
    if typed in ("eow", "end of week"):
        return today + timedelta(days=(4 - today.weekday()) % 7)
    if typed in ("eom", "end of month"):
        return today.replace(day=monthrange(today.year, today.month)[1])
    if typed in ("next week", "next month", "next year"):
        return _moved(today, 1, typed.removeprefix("next ")[0])
    return None


def _stepped(typed: str, today: date) -> date | None:
    match = re.fullmatch(STEP, typed)
    if match is None:
        return None
    sign, count, unit, ago = match.groups()
    return _moved(today, int(count) * (-1 if sign == "-" or ago else 1), unit[0])


def _moved(day: date, count: int, unit: str) -> date:
    if unit in "dw":
        return day + timedelta(days=count * (7 if unit == "w" else 1))
    return add_months(day, count * {"m": 1, "q": 3, "y": 12}[unit])


def _weekday(typed: str, today: date) -> date | None:
    match = re.fullmatch(WEEKDAY, typed)
    index = _index_of(match.group(2), WEEKDAYS, shortest=2) if match else None
    if match is None or index is None:
        return None
    ahead = (index - today.weekday() - 1) % 7 + 1
    if match.group(1) == "last ":
        return today + timedelta(days=ahead - 7 if ahead < 7 else -7)
    if match.group(1) == "next ":
        return today + timedelta(days=7 - today.weekday() + index)
    return today + timedelta(days=ahead)


def _with_month_name(typed: str, today: date) -> date | None:
    if match := re.fullmatch(DAY_MONTH, typed):
        day, name, year = match.groups()
    elif match := re.fullmatch(MONTH_DAY, typed):
        name, day, year = match.groups()
    else:
        return None
    month = _index_of(name, MONTHS, shortest=3)
    return None if month is None else _placed(int(day), month + 1, year, today)


def _two_numbers(typed: str, today: date, order: str) -> date | None:
    match = re.fullmatch(TWO_NUMBERS, typed)
    if match is None:
        return None
    first, second = int(match.group(1)), int(match.group(2))
    day_first = "." in typed or order == "dmy"
    day, month = (first, second) if day_first else (second, first)
    if month > 12 and not day_first:
        day, month = month, day
    return _placed(day, month, None, today)


def _placed(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    return _nearest(lambda y: date(y, month, day), today)


def _nearest(in_year: Callable[[int], date], today: date) -> date:
    found = in_year(today.year)
    if found < today - LOOK_BACK:
        return in_year(today.year + 1)
    if found > today + LOOK_AHEAD:
        return in_year(today.year - 1)
    return found


def _index_of(typed: str, names: tuple[str, ...], shortest: int) -> int | None:
    if len(typed) < shortest:
        return None
    return next((index for index, name in enumerate(names) if name.startswith(typed)), None)


def _in_full(text: str, order: str) -> date:
    from dateutil import parser

    iso = re.match(r"\s*\d{4}\D", text) is not None
    day_first, year_first = not iso and (order == "dmy" or "." in text), iso or order == "ymd"
    try:
        # Read upon two different days, a text gives the same date only if it names day, month and year.
        first, second = (
            parser.parse(text, default=start, dayfirst=day_first, yearfirst=year_first).date()
            for start in UNRELATED_DAYS
        )
        if first == second:
            return first
    except (ValueError, OverflowError):
        pass
    raise UserError(_("“{text}” is not a date I can read. Try “fri”, “26 nov” or “+2w”.", text=brief(text)))


TYPED: Final = r"(\d{1,2}):?(\d{2})?"


def parse_typed_time(text: str) -> time:
    """Reads a typed time of day; raises UserError where none can be read."""
    match = re.fullmatch(TYPED, text.strip().lower().replace(".", ":").replace("h", ":"))
    try:
        if match is not None:
            return time(int(match[1]), int(match[2] or 0))
    except ValueError:
        pass
    raise UserError(_("“{text}” is not a time of day. Try “9:30” or “14:15”.", text=brief(text)))
