"""Reads weeks as people write them: KW 5/2026, 2026-W05, Week 44, W/C 2 Nov, week ending 06/11/2026, or just a day."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from typing import Final, Literal

from salesdesk.env.folding import folded
from salesdesk.exchange.parse_dates import DateOrder, looks_like_date, parse_date
from salesdesk.exchange.period_words import parse_period
from salesdesk.practice.periods import week_start
from salesdesk.services.importing.words import words_for

_ORDERS: Final[tuple[DateOrder, ...]] = ("dmy", "mdy")
_WEEK: Final = 7
_SUNDAY: Final = 6
_HALF_A_YEAR: Final = timedelta(days=180)
_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_DASHES: Final = r"\s*[–—～]\s*|\s+-\s+|(?<=\.)-\s*|(?<=\d)-(?=\d{1,2}\.?\s+[^\W\d])"


def parse_week(text: str) -> date:
    """Reads a calendar week as its Monday, as “KW 5/2026”, “2026-W05” or “week 5, 2026”; raises ValueError."""
    for pattern in _patterns():
        if found := pattern.fullmatch(folded(text)):
            return date.fromisocalendar(int(found["year"]), int(found["n"] or found["m"]), 1)
    raise ValueError("not a week")


def week_in(text: str, year: str, today: date) -> date | None:
    """Gives the Monday of the one week that a title or the name of a file tells, None where it tells none or several.

    A week without a year is that of `year`, else the last one that is not in the future.
    """
    plain = folded(text).replace("_", " ")
    found = {
        (int(each["n"] or each["m"]), each["before"] or each["behind"] or year)
        for each in _weeks_inside().finditer(plain)
    }
    if len(found) == 1:
        return _last_of(*found.pop(), today)
    besides = [(c, words) for c in ("week_of", "week_ending") if (words := _beside(plain, c)) is not None]
    days = {_day_in(words, order, bare=False) for _concept, words in besides for order in _ORDERS}
    day = days.pop() if len(days) == 1 else None
    return _monday_of(plain, day) if day else None


def _last_of(week: int, year: str, today: date) -> date | None:
    years = [int(year)] if year else [today.year + 1, today.year, today.year - 1]
    for each in years:
        with suppress(ValueError):  # not every year has a week 53
            monday = date.fromisocalendar(each, week, 1)
            if year or monday <= today:
                return monday
    return None


def weeks_named(headers: Sequence[str], year: str = "") -> Mapping[int, date]:
    """Gives the Mondays of the columns that are headed by a week, or by a day of one; `year` is of those without one.

    Of two orders of day and month it is the one in which the columns are nearest together: weeks follow each other.
    """
    found = [_in_turn(headers, year, order) for order in _ORDERS]
    runs = [days for days in found if len(days) > 1 and _is_a_run([*days.values()])]
    if not runs:
        return {}
    most = max(map(len, runs))
    days = min(
        (run for run in runs if len(run) == most), key=lambda run: max(run.values()) - min(run.values())
    )
    return {index: _monday_of(headers[index], day) for index, day in days.items()}


def heads_last_days(header: str) -> bool:
    """Tells whether a column is called after the last days of weeks, as “Week ending”."""
    return folded(header).strip(" :.") in _words("week_ending")


def _in_turn(headers: Sequence[str], year: str, order: DateOrder) -> dict[int, date]:
    """Reads each heading; those without a year that would lie before the others are of the next one."""
    found: dict[int, date] = {}
    before, number = date.max, int(year or 0)
    for index, header in enumerate(headers):
        day = _day_named(header, number, order)
        if day and number and found and before - day > _HALF_A_YEAR and _day_named(header, 0, order) is None:
            number += 1
            day = _day_named(header, number, order)
        if day:
            found[index] = before = day
    return found


def _is_a_run(days: Sequence[date]) -> bool:
    """Tells whether days are those of weeks, or follow each other within one; firsts of months are neither."""
    gaps = [(later - earlier).days for earlier, later in zip(sorted(days), sorted(days)[1:], strict=False)]
    return any(day.day > 1 for day in days) and (
        all(gap and gap % _WEEK == 0 for gap in gaps) or all(0 < gap < _WEEK for gap in gaps)
    )


def _monday_of(header: str, day: date) -> date:
    """Gives the Monday of a week; one that is said to start on a Sunday is the week of the day after."""
    starts = _beside(header, "week_of") is not None
    return week_start(day + timedelta(days=1) if starts and day.weekday() == _SUNDAY else day)


def _day_named(header: str, year: int, order: DateOrder) -> date | None:
    """Gives the day that a heading names, the Monday of a calendar week; None where it names neither."""
    for text in _readings(header):
        for whole in (text, *(_with_year(text, year) if year else ())):
            try:
                return parse_week(whole)
            except ValueError:
                if day := _day_in(whole, order, bare=text == header):
                    return day
    return None


def _day_in(text: str, order: DateOrder, *, bare: bool) -> date | None:
    try:
        if bare and parse_period(text):
            return None  # a month or a quarter holds many weeks
    except ValueError:
        pass
    try:
        return parse_date(text, order) if looks_like_date(text) else None
    except (ValueError, OverflowError):
        return None


def _readings(header: str) -> Iterator[str]:
    """Gives the last day of a span of days, a heading whole, and one without words or brackets beside it."""
    texts = [text for c in ("week_of", "week_ending", "week") if (text := _beside(header, c)) is not None]
    if found := _BRACKETS.search(header):
        texts += [header[: found.start()], found[1]]
    for text in (header, *texts):
        if len(span := _span().split(folded(text))) == 2:
            yield span[-1]  # “2-8 Nov 2026”: the last day has the month and the year
    yield header
    yield from texts


def _with_year(text: str, year: int) -> Iterator[str]:
    """Writes a year to a day or a week without one: “2 Nov”, “2/11”, “02.11.”, 11月2日."""
    plain = text.strip()
    if re.fullmatch(r"\d{1,2}([./-])\d{1,2}\1?", plain):
        sign = next(sign for sign in plain if not sign.isdigit())
        yield f"{plain.removesuffix(sign)}{sign}{year}"
    elif plain.endswith("日"):
        yield f"{year}年{plain}"
    elif not re.search(r"(?:19|20)\d{2}", plain):
        yield f"{plain} {year}"


def _beside(header: str, concept: Literal["week", "week_of", "week_ending"]) -> str | None:
    """Gives what stands beside a word for a week, None where no such word does."""
    text = folded(header)
    for word in _words(concept):
        if text.startswith(word) and not text[len(word) : len(word) + 1].isalpha():
            return text[len(word) :].strip(" :.,-")
        if text.endswith(word) and not text[: -len(word)][-1:].isalpha():
            return text[: -len(word)].strip(" :,-(")
    return None


@cache
def _span() -> re.Pattern[str]:
    """Gives what stands between the first and the last day of a week."""
    until = "|".join(rf"\s+{re.escape(folded(word))}\s+" for word in words_for("period", "until"))
    return re.compile(f"{_DASHES}|{until}")


@cache
def _words(concept: str) -> tuple[str, ...]:
    return tuple(sorted({folded(word) for word in words_for("period", concept)}, key=len, reverse=True))


@cache
def _weeks_inside() -> re.Pattern[str]:
    """Gives a week with or without its year inside other words; “KW 40-46” is none."""
    words, letter = "|".join(map(re.escape, _words("week"))), r"[^\W_\u3040-\u9fff]"
    week = rf"(?:第?(?:{words})\.?[\s-]*(?P<n>\d{{1,2}})|第?(?P<m>\d{{1,2}})\.?\s*(?:{words}))(?!{letter})"
    year = r"(?P<{}>20\d{{2}})年?(?!\d)"
    before, behind = rf"(?:{year.format('before')}[\s/,.-]*)?", rf"(?:[\s/,.-]*{year.format('behind')})?"
    return re.compile(rf"(?<!{letter}){before}{week}{behind}(?!\s*[-–—+&/]\s*\d)")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = "|".join(map(re.escape, _words("week")))
    week, year = (
        rf"(?:第?(?:{words})\.?[\s-]*(?P<n>\d{{1,2}})|第?(?P<m>\d{{1,2}})\.?\s*(?:{words}))",
        r"(?P<year>20\d{2})年?",
    )
    return re.compile(rf"{week}[\s/,.-]*{year}"), re.compile(rf"{year}[\s/,.-]*{week}")
