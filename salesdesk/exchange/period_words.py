"""Reads periods as people write them: Jan-24, Q1/24, 1Q24, FY24 Q1, H2 2024, 2024, in many languages."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, partial
from typing import Final

from salesdesk.env.folding import folded
from salesdesk.exchange.parse_dates import month_number
from salesdesk.exchange.period_spans import days_of, span
from salesdesk.exchange.table import Cell, normalised, text_of
from salesdesk.model.words import PERIODS
from salesdesk.practice.periods import MONTHS_IN, Period, PeriodKind, add_months, period_of
from salesdesk.services.importing.names import parted_by_nothing
from salesdesk.services.importing.words import words_for

_SEP: Final = r"[\s\-/.,'_]*"
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}
_COUNT: Final = r"\d{1,2}|iv|i{1,3}|[一二三四上下]"
_ORDINAL: Final = (
    r"\.?(?:st|nd|rd|th|re|er|e|eme|ieme|nde|de|ro|ra|do|da|to|ta|o|a|°|ste|-?[а-я]{1,3}|-?(?:szy|sze|gi|gie|ci|ty|te)"
    r"|['.]?(?:inci|nci|uncu|ncu))?"
)
"""What stands behind a number that counts parts of a year: “1st”, “3ème”, “2.º”, “2-е”, “3'üncü”."""
_NTH: Final = ("first", "second", "third", "fourth")


@cache
def _any_of(concept: str) -> str:
    """Gives a pattern of all words for a part of a year, a year or a fiscal one, the longest first."""
    words = {folded(word) for word in words_for("period", concept)}
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _year_pattern() -> str:
    return (
        rf"(?P<fiscal>{_any_of('fiscal')})?(?:{_any_of('year')})?{_SEP}(?P<year>(?:19|20)\d{{2}}|\d{{2}})"
        r"(?:[-/](?P<ends>(?:20)?\d{2}))?(?:(?P<fiscal_behind>年度)|\s?г\.?|年)?"
    )


@cache
def _unit(kind: PeriodKind) -> str:
    """Gives a pattern of a part of a year with its number; “KW 1” is a week, “1 kw.” a Polish quarter."""
    words = _any_of(kind)
    weeks = {folded(word) for word in words_for("period", "week") if len(word) > 1}
    before = words if kind == "half" else "|".join(each for each in words.split("|") if each not in weeks)
    nth = rf"(?P<n2>{_COUNT}){_ORDINAL}|(?P<nth>{'|'.join(map(_any_of, _NTH))})"
    return rf"(?:第?(?:{before}){_SEP}(?P<n>{_COUNT})|第?(?:{nth})\s?-?(?:{words}))"


@cache
def _dated(kind: PeriodKind) -> tuple[re.Pattern[str], re.Pattern[str]]:
    unit, year = _unit(kind), _year_pattern()
    of = "|".join(re.escape(folded(word)) for word in words_for("affix", "of"))
    fiscal = rf"(?P<fiscal_before>(?:{_any_of('fiscal')})\s|f(?=[^\W\d_]\d))?"
    return re.compile(rf"{fiscal}{unit}(?:\s(?:{of})\s|{_SEP}){year}"), re.compile(rf"{year}{_SEP}{unit}")


_UNITS: Final[tuple[PeriodKind, ...]] = ("quarter", "half", "month")
_NAMED: Final = re.compile(r"([^\W\d_]{3,12})\.?[\s\-/.'_]*(fy\s?)?((?:19|20)\d{2}|\d{2})")
_YEAR_NAMED: Final = re.compile(r"((?:19|20)\d{2})[\s\-/.'_]*([^\W\d_]{3,12})\.?")
_NUMBERED: Final = re.compile(r"((?:19|20)\d{2})(?:[-/._]|\.\s)?(\d{1,2})|(\d{1,2})[-/._]((?:19|20)\d{2})")
_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of('whole')}|{_any_of('yearly')})\b")


def parse_period(cell: Cell, fiscal_start: int = 1) -> Period:
    """Reads a month, quarter, half or year; raises ValueError for anything else, a day among it.

    Quarters, halves and years marked as fiscal lie in the fiscal year that ends in the year they name; others
    are those of the calendar.
    """
    if isinstance(cell, date | datetime | bool) or cell is None:
        raise ValueError("not a period")
    text = _BRACKETS.sub(r" \1 ", _plain(cell)).strip()
    return span(text, partial(_one, fiscal_start=fiscal_start), fiscal_start) or _one(text, fiscal_start)


def days_told(cell: Cell) -> int | None:
    """Gives how many days lie between two ends that a cell names, below one where they are turned; else None."""
    ends = days_of(_BRACKETS.sub(r" \1 ", _plain(cell)).strip(), partial(_one, fiscal_start=1))
    return (ends[1] - ends[0]).days + 1 if ends else None


def _one(text: str, fiscal_start: int) -> Period:
    """Reads a period that folded words name by itself, not by its ends."""
    for kind in _UNITS:
        for pattern in _dated(kind):
            if found := pattern.fullmatch(text):
                return _numbered(kind, _count(found), found, fiscal_start)
    return _month(text, fiscal_start) or _year(text, fiscal_start)


def parse_part(cell: Cell, kind: PeriodKind | None = None) -> tuple[PeriodKind, int]:
    """Reads which part of a year a cell names, as Q1, March or, where the kind is known, 3; raises ValueError."""
    text = _plain(cell)
    for each in _UNITS:
        if found := re.fullmatch(_unit(each), text):
            return _checked(each, _count(found))
    if number := month_number(text.rstrip(".")):
        return "month", number
    if kind and text.isdigit():
        return _checked(kind, int(text))
    raise ValueError("no part of a year")


def part_of_year(kind: PeriodKind, number: int, year: int, fiscal_start: int = 1) -> Period:
    """Gives a part of a year by its number, such as the second half of 2024."""
    if kind == "month":
        return period_of(date(year, number, 1), kind)
    first = date(year - (fiscal_start > 1), fiscal_start, 1)
    return period_of(add_months(first, (number - 1) * MONTHS_IN[kind]), kind, fiscal_start)


def part_of(year: Period, kind: PeriodKind, number: int) -> Period:
    """Gives a part of a year by its number, such as the second half, or the March, of a fiscal year."""
    if kind == "month":
        return period_of(add_months(year.start, (number - year.start.month) % 12), kind)
    return period_of(add_months(year.start, (number - 1) * MONTHS_IN[kind]), kind, year.start.month)


def is_fiscal(header: str) -> bool:
    """Tells whether the name of a column says that its years or quarters are fiscal ones."""
    words = f" {folded(normalised(header))} "
    return any(f" {folded(word)} " in words for word in words_for("period", "fiscal"))


def part_named(header: str) -> PeriodKind | None:
    """Gives the part of a year that the name of a column says its numbers count."""
    plain = folded(normalised(header))
    for word in words_for("period", "fiscal"):
        plain = plain.removeprefix(folded(word) + " ")
    return next((k for k in _UNITS if any(plain == folded(word) for word in words_for("period", k))), None)


_LENGTHS: Final[dict[PeriodKind, str]] = {
    "month": "monthly", "quarter": "quarterly", "half": "half_yearly", "year": "yearly",
}  # fmt: skip


def length_named(cell: Cell) -> PeriodKind | None:
    """Gives the kind of period that a cell names and nothing else, as “Monthly” or “Quarter”."""
    return _lengths().get(normalised(text_of(cell)))


@cache
def _lengths() -> Mapping[str, PeriodKind]:
    found: dict[str, PeriodKind] = {}
    for kind, often in _LENGTHS.items():
        units = (word for word in words_for("period", kind) if len(word) > 2)
        words = (*units, *words_for("period", often), kind, PERIODS[kind])
        found |= {normalised(word): kind for word in words}
    return found


def length_in(header: str) -> PeriodKind | None:
    """Gives the length that a part of a name tells, as in “Annual quota”, “Quota per month” and „Jahresziel“."""
    plain = normalised(header)
    for word, kind in _lengths().items():
        begins = len(word) > _SHORT_UNIT and any(part.startswith(word) for part in plain.split())
        if begins or f" {word} " in f" {plain} " or (parted_by_nothing(word) and word in plain):
            return kind
    return None


_SHORT_UNIT: Final = 3


def stands_between(word: str) -> bool:
    """Tells whether a word stands between a quota and its period: “quota for Q1”, «план на январь»."""
    return folded(word) in {folded(each) for each in words_for("period", "for")}


def is_so_far(cell: Cell) -> bool:
    """Tells whether a cell names the year so far, which is no whole period: “YTD”, “2025 year to date”."""
    words = re.sub(r"[\d'.()/_-]+", " ", _plain(cell)).split()
    return " ".join(words) in {folded(word) for word in words_for("period", "so_far")}


def year_in(cell: Cell) -> int:
    """Reads a year of four digits, also one marked as fiscal; raises ValueError."""
    return (
        parse_period(cell).end.year if re.fullmatch(r"\D*(19|20)\d{2}(年度?)?", _plain(cell)) else _no_year()
    )


def _no_year() -> int:
    raise ValueError("not a year")


def _plain(cell: Cell) -> str:
    text = folded(unicodedata.normalize("NFKC", text_of(cell)))
    text = re.sub(
        r"(?<=[上下])期", "半期", text
    )  # “上期” is the first half of a year, “第1期” may be any period
    return re.sub(r"[’‘´`‐‑–]", lambda sign: "-" if sign[0] in "‐‑–" else "'", text)


def _count(found: "re.Match[str]") -> int:
    """Gives which part of a year some words name: by a figure, or as “second” does."""
    if nth := found["nth"]:
        return next(place for place, concept in enumerate(_NTH, 1) if re.fullmatch(_any_of(concept), nth))
    words = found["n"] or found["n2"]
    return _ROMAN.get(words) or int(words)


def _checked(kind: PeriodKind, number: int) -> tuple[PeriodKind, int]:
    if not 1 <= number <= 12 // MONTHS_IN[kind]:
        raise ValueError("no part of a year")
    return kind, number


def _numbered(kind: PeriodKind, number: int, found: "re.Match[str]", fiscal_start: int) -> Period:
    _checked(kind, number)
    return part_of_year(kind, number, _told_year(found), fiscal_start if _is_fiscal(found) else 1)


def _is_fiscal(found: "re.Match[str]") -> bool:
    return any(found.groupdict().get(name) for name in ("fiscal", "fiscal_behind", "fiscal_before"))


def _told_year(found: "re.Match[str]") -> int:
    """Gives the year in which a fiscal year ends where both are named, as 2023/24."""
    year, ends = _four_digits(found["year"]), found["ends"]
    if ends is None:
        return year
    if _four_digits(ends) != year + 1:
        raise ValueError("not a year")
    return year + 1


def _four_digits(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _month(text: str, fiscal_start: int) -> Period | None:
    if found := _NUMBERED.fullmatch(text):
        year, number = int(found[1] or found[4]), int(found[2] or found[3])
        return period_of(date(year, number, 1), "month") if 1 <= number <= 12 else None
    named, after = _NAMED.fullmatch(text), _YEAR_NAMED.fullmatch(text)
    name, year = (named[1], named[3]) if named else (after[2], after[1]) if after else ("", "")
    number = month_number(name) if name else None
    if number and named and named[2]:
        return part_of(part_of_year("year", 1, _four_digits(year), fiscal_start), "month", number)
    return period_of(date(_four_digits(year), number, 1), "month") if number else None


def _year(text: str, fiscal_start: int) -> Period:
    whole = _whole().sub(" ", text).strip()
    found = re.fullmatch(_year_pattern(), text) or re.fullmatch(_year_pattern(), whole)
    if not found or (len(found["year"]) == 2 and not found["fiscal"]):
        raise ValueError("not a period")
    fiscal = _is_fiscal(found) or bool(found["ends"])
    if found["ends"] and fiscal_start == 1:
        raise ValueError("no year of this desk, whose years are those of the calendar")
    return part_of_year("year", 1, _told_year(found), fiscal_start if fiscal else 1)
