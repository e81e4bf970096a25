"""Reads months that only their neighbours tell: a run of 1/24, 2/24, 3/24, and spans such as Jan–Mar."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from salesdesk.env.folding import folded
from salesdesk.exchange.parse_dates import looks_like_serial, month_number, parse_date
from salesdesk.exchange.period_words import parse_part, parse_period
from salesdesk.exchange.table import Cell, text_of
from salesdesk.practice.periods import MONTHS_IN, Period, add_months, period_of

_SHORT: Final = re.compile(r"'?(\d{1,2})\s?[-/.'’_]\s?'?(\d{2})")
_WHOLE: Final = re.compile(r"(?:19|20)\d{2}(?:[-/._]?\d{1,2})?|\d{1,2}[-/._](?:19|20)\d{2}")
_SERIAL: Final = re.compile(r"\d{5}(?:\.0+)?")
_SPAN: Final = re.compile(r"([^\W\d_]{3,12})\.?\s*(?:[-–—/]|\s[^\W\d_]{1,5}\s)\s*([^\W\d_]{3,12})\.?")
_YEAR: Final = 12
_LONGEST = 4


def months_of_a_run(headings: Sequence[Cell]) -> Mapping[int, Period]:
    """Gives the months of headings in digits that follow one another, by their places; nothing where they do not.

    Read so are 1/24 and 24-01, the serial numbers of first days, and 1 to 12.
    """
    for read in (_month_first, _year_first, _serial):
        found = {i: day for i, cell in enumerate(headings) if (day := read(text_of(cell)))}
        days = [*found.values()]
        follow = all(add_months(day, 1) == after for day, after in pairwise(days))
        if len(found) > 1 and follow:
            return {i: period_of(day, "month") for i, day in found.items()}
    return {}


def numbers_of_months(headings: Sequence[Cell]) -> Mapping[int, int]:
    """Gives the numbers 1 to 12 where headings are these in their order, by their places."""
    texts = {i: text for i, cell in enumerate(headings) if (text := text_of(cell)).isdecimal()}
    if len(texts) != _YEAR or any(len(text) > _LONGEST for text in texts.values()):
        return {}
    found = {i: int(text) for i, text in texts.items()}
    return found if [*found.values()] == list(range(1, _YEAR + 1)) else {}


def is_period_in_digits(cell: Cell) -> bool:
    """Tells whether a cell is a year, or a month of one in digits, as 2024, 2024-01 and 01/2024."""
    text = text_of(cell)
    if not _WHOLE.fullmatch(text):
        return False
    try:
        return bool(parse_period(text))
    except ValueError:
        return False


def is_span(text: str) -> bool:
    """Tells whether words are two months and what lies between them, as Jan–Mar."""
    return _spanned(text) is not None


def agrees(words: str, span: str) -> bool:
    """Tells whether a span of months is the part of a year, or the period, that some words name."""
    first, count = _spanned(span) or (0, 0)
    try:
        period = parse_period(words)
    except ValueError:
        try:
            kind, number = parse_part(words)
        except ValueError:
            return False
        return (first, count) == ((number - 1) * MONTHS_IN[kind] + 1, MONTHS_IN[kind])
    return (first, count) == (period.start.month, MONTHS_IN[period.kind])


def _spanned(text: str) -> tuple[int, int] | None:
    """Gives the first month of a span and how many it has."""
    found = _SPAN.fullmatch(folded(text))
    first, last = (month_number(found[1]), month_number(found[2])) if found else (None, None)
    return (first, (last - first) % _YEAR + 1) if first and last else None


def _month_first(text: str) -> date | None:
    found = _SHORT.fullmatch(text)
    return _first_of(int(found[2]), int(found[1])) if found else None


def _year_first(text: str) -> date | None:
    found = _SHORT.fullmatch(text)
    return _first_of(int(found[1]), int(found[2])) if found else None


def _first_of(year: int, month: int) -> date | None:
    return date(2000 + year, month, 1) if 1 <= month <= _YEAR else None


def _serial(text: str) -> date | None:
    if not _SERIAL.fullmatch(text) or not looks_like_serial(text):
        return None
    day = parse_date(float(text), None)
    return day if day.day == 1 else None
