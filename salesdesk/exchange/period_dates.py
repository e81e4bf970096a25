"""Takes a month, a quarter or a week in place of a deal’s day for its first day, and reads years of other calendars."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from salesdesk.exchange.column_names import name_score
from salesdesk.exchange.mapping import target_named
from salesdesk.exchange.parse_dates import looks_like_date
from salesdesk.exchange.period_words import parse_period
from salesdesk.exchange.readable_columns import told_by
from salesdesk.exchange.table import Cell, Table, by_value, different, text_of
from salesdesk.exchange.week_words import parse_week

_DAYS: Final = ("closed_on", "expected_on", "started_on", "won_on", "lost_on")
_BUDDHIST: Final = 543
_BUDDHIST_YEAR: Final = re.compile(r"(?<!\d)2[45]\d{2}(?!\d)")
"""1857 to 2056; a slip of a digit of our own years is none of these."""
_MINGUO: Final = 1911
_MINGUO_DAY: Final = re.compile(
    r"(?:民國|民国)?\s*(1\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
)
_ERAS: Final = {"r": 2018, "h": 1988, "s": 1925}
_ERA_DAY: Final = re.compile(r"([rhs])\.?\s?(\d{1,2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.IGNORECASE)
_TWO_DIGITS: Final = re.compile(r"[^\W\d_]{3,}\.?[\s/.'_-]*(\d{2})")
_PLAIN: Final = re.compile(r"\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
"""The beginning of a day in digits, of which a long file has very many different ones."""
_ISO: Final = re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)")
_LONGEST_WORDS: Final = 40
_LONGEST: Final = timedelta(days=100)
"""A half year or a year is too long for any day of it to stand for the whole."""
_BEFORE, _AFTER = 15, 5
"""So many years before and after today two digits behind a month can be; others are days of no year."""


def with_days(table: Table, today: date, fiscal_start: int = 1) -> Table:
    """Gives the table of deals with days of our calendar in place of periods and of days of other calendars."""
    columns: dict[int, list[Cell]] = {}
    notes: list[str] = []
    for index in _columns_of_days(table):
        cells = list(table.column(index))
        if all(not isinstance(cell, str) or not cell or _ISO.match(cell) for cell in different(cells)):
            continue
        found = list(by_value(lambda cell: told_by(_in_our_years, cell), cells))
        if any(found):
            notes.append(_note_on_years(table.headers[index], cells, found))
            cells = [ours or cell for ours, cell in zip(found, cells, strict=True)]
        if _may_be_years(cells, today):
            days = list(by_value(lambda cell: _first_day(cell, fiscal_start), cells))
            if any(days):
                notes.append(_note_on_periods(table.headers[index], cells, days))
                cells = [day or cell for day, cell in zip(days, cells, strict=True)]
        columns[index] = cells
    if not notes:
        return table
    rows = table.by_column.with_columns(columns)
    return replace(table, rows=rows, assumed=(*table.assumed, *notes))


def _columns_of_days(table: Table) -> list[int]:
    """Gives the columns whose names are the likeliest for one of the days of a deal."""
    best: set[int] = set()
    for target in (target_named("deals", name) for name in _DAYS):
        scores = [name_score(header, target.name, target.names, "deals") for header in table.headers]
        best |= {i for i, score in enumerate(scores) if score and score == max(scores)}
    return sorted(best)


def _in_our_years(cell: Cell) -> str | None:
    """Gives a day of Thailand, Japan or Taiwan with the year as we count it, None for any other cell.

    Raises ValueError for a day that no month has.
    """
    if not isinstance(cell, str):
        return None
    plain = cell.strip()
    if found := _ERA_DAY.fullmatch(plain):
        return date(_ERAS[found[1].lower()] + int(found[2]), int(found[3]), int(found[4])).isoformat()
    if found := _MINGUO_DAY.fullmatch(plain):
        return date(_MINGUO + int(found[1]), int(found[2]), int(found[3])).isoformat()
    ours = _BUDDHIST_YEAR.sub(lambda year: str(int(year[0]) - _BUDDHIST), plain, count=1)
    return ours if ours != plain and looks_like_date(ours) else None


def _may_be_years(cells: Sequence[Cell], today: date) -> bool:
    """Tells whether two digits behind the names of months are years: days without a year run from 1 to 31."""
    texts = map(text_of, different(cells))
    years = {2000 + int(found[1]) for text in texts if (found := _TWO_DIGITS.fullmatch(text))}
    return all(-_BEFORE <= year - today.year <= _AFTER for year in years)


def _first_day(cell: Cell, fiscal_start: int) -> date | None:
    """Gives the first day of a month, quarter or week; None for whatever else a cell says."""
    if not isinstance(cell, str) or _PLAIN.match(cell) or len(cell) > _LONGEST_WORDS:
        return None
    period = told_by(lambda text: parse_period(text, fiscal_start), cell)
    if period:
        return period.start if period.end - period.start < _LONGEST else None
    return told_by(lambda text: parse_week(text_of(text)), cell)


def _note_on_years(header: str, cells: Sequence[Cell], ours: Sequence[str | None]) -> str:
    example, day = next((text_of(cell), day) for cell, day in zip(cells, ours, strict=True) if day)
    return _(
        "Years under “{header}” are counted otherwise than ours: “{example}” is taken as {day}.",
        header=header, example=example, day=day,
    )  # fmt: skip


def _note_on_periods(header: str, cells: Sequence[Cell], days: Sequence[date | None]) -> str:
    example, day = next(
        (text_of(cell), day.isoformat()) for cell, day in zip(cells, days, strict=True) if day
    )
    return n_(
        "“{example}” under “{header}” is no day; it is taken as its first day, {day}.",
        "{number:,} rows have no day under “{header}” but a month, a quarter or a week, as “{example}”; each is taken "
        "as its first day, here {day}.",
        sum(day is not None for day in days), example=example, header=header, day=day,
    )  # fmt: skip
