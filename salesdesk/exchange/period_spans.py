"""Reads periods told by their two ends: “1 Jan 2025 - 31 Mar 2025”, “2025-01 to 2025-03”, “Q1-Q2 2025”."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import product
from typing import Final

from salesdesk.env.folding import folded
from salesdesk.exchange.parse_dates import DateOrder, month_number, parse_date
from salesdesk.practice.periods import MONTHS_IN, Period, period_of
from salesdesk.services.importing.names import parted_by_nothing
from salesdesk.services.importing.words import words_for

_ORDERS: Final[tuple[DateOrder, ...]] = ("dmy", "mdy")
_END_DAY: Final = re.compile(r"(?:19|20)\d{2}(?!\d)|\d[-/.]\s?\d{1,2}[-/.]\s?\d")
"""What a day has at least to be an end: a year, or three numbers."""
_FROM: Final = re.compile(r"([^\W\d_]{1,5})\s")
_LONGEST: Final = 60


def span(text: str, read: Callable[[str], Period], fiscal_start: int) -> Period | None:
    """Gives the period that has the two ends a text names; None where it names none, or more than one.

    `read` reads a period in words that are folded, and raises ValueError for others. Days whose order is not known
    are those of a period in one order alone.
    """
    if len(text) > _LONGEST or not any(sign.isdigit() for sign in text):
        return None
    ends = list(_parted(text))
    found = {_of_ends(*each, read, order, fiscal_start) for order in _ORDERS for each in ends} - {None}
    return found.pop() if len(found) == 1 else None


def days_of(text: str, read: Callable[[str], Period]) -> tuple[date, date] | None:
    """Gives the first and the last day between two ends that a text names, be they of a period or not."""
    if len(text) > _LONGEST or not any(sign.isdigit() for sign in text):
        return None
    for first, last in _parted(text):
        for order in _ORDERS:
            begins = [end for words in _completed(first, last) if (end := _end(words, read, order))]
            finishes = [end for words in _completed(last, first) if (end := _end(words, read, order))]
            if begins and finishes and begins[0][0] == finishes[0][0]:
                return begins[0][1], finishes[0][2]
    return None


@cache
def _until() -> tuple[str, str]:
    """Gives patterns of the words for “until” of languages that part words by nothing, and of the others."""
    words = sorted({folded(word) for word in words_for("period", "until")}, key=len, reverse=True)
    glued = [re.escape(word) for word in words if parted_by_nothing(word)]
    return "|".join(glued), "|".join(re.escape(word) for word in words if not parted_by_nothing(word))


@cache
def _between() -> re.Pattern[str]:
    glued, spaced = _until()
    return re.compile(rf"\s*(?:[-/~+]|{glued})\s*|\s(?:{spaced}|[^\W\d_]{{1,5}}(?:\s[^\W\d_]{{1,5}})?)\s")


def _parted(text: str) -> Iterator[tuple[str, str]]:
    """Gives what stands before and behind each sign or word that may part the ends.

    Where one stands several times it is the middle one, so that “01-03-2025” stays a day, as “1/3-2025” is one.
    """
    text = re.sub(rf"(?:{_until()[0]})$", "", text)
    by_words: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    for found in _between().finditer(text):
        by_words[found[0]].append(found)
    for alike in by_words.values():
        middle = alike[len(alike) // 2]
        first, last = text[: middle.start()], text[middle.end() :]
        is_day = (middle[0] == "/" and first.isdigit()) or month_number(middle[0].strip()) is not None
        if len(alike) % 2 and first and last and not is_day:
            yield first, last


def _of_ends(
    first: str, last: str, read: Callable[[str], Period], order: DateOrder, fiscal_start: int
) -> Period | None:
    """Gives the period from the first day of one end to the last of another of the same kind."""
    begins = [end for words in _completed(first, last) if (end := _end(words, read, order))]
    finishes = (end for words in _completed(last, first) if begins and (end := _end(words, read, order)))
    for begin, finish in product(begins, finishes):
        if begin[0] == finish[0] and begin[1] < finish[1]:
            return _spanning(begin[1], finish[2], fiscal_start)
    return None


def _completed(words: str, other: str) -> Iterator[str]:
    """Gives one end as it stands, without “from” before it, and with the year or the sign behind a month of another."""
    yield words
    if (begin := _FROM.match(words)) and month_number(begin[1]) is None:
        yield words[begin.end() :]
    if year := _year_of().search(other):
        yield from (f"{words} {year[0]}", f"{year[0]} {words}", f"{words}/{year[0]}")
    if words[-1].isdigit() and parted_by_nothing(other[-1]):
        yield words + other[-1]


@cache
def _year_of() -> re.Pattern[str]:
    fiscal = "|".join(sorted((re.escape(folded(w)) for w in words_for("period", "fiscal")), reverse=True))
    return re.compile(rf"(?:(?:{fiscal})\s?)?(?:(?<!\d)(?:19|20)\d{{2}}(?!\d)年?|'?(?<!\d)\d{{2}}$)")


def _end(words: str, read: Callable[[str], Period], order: DateOrder) -> tuple[str, date, date] | None:
    """Gives the kind, the first and the last day of an end."""
    try:
        period = read(words)
    except ValueError:
        pass
    else:
        return period.kind, period.start, period.end
    if not _END_DAY.search(words):
        return None
    try:
        day = parse_date(words, order)
    except (ValueError, OverflowError):
        return None
    return "day", day, day


def _spanning(start: date, end: date, fiscal_start: int) -> Period | None:
    """Gives the month, quarter, half or year, of the calendar or a fiscal one, that has these ends."""
    for kind in MONTHS_IN:
        for begin in (1, fiscal_start):
            period = period_of(start, kind, begin)
            if (period.start, period.end) == (start, end):
                return period
    return None
