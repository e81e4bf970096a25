"""Finds the row of column names in a sheet, or the two of which they are made, and sets a column of them upright."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from statistics import median

from salesdesk.exchange.column_names import affixes
from salesdesk.exchange.column_units import unit_of
from salesdesk.exchange.month_runs import is_period_in_digits, months_of_a_run, numbers_of_months
from salesdesk.exchange.parse_dates import looks_like_date
from salesdesk.exchange.parse_numbers import looks_like_number
from salesdesk.exchange.period_words import parse_part
from salesdesk.exchange.readable_columns import told_by
from salesdesk.exchange.table import Cell, Row, filled_cells, is_empty, normalised, says_nothing, text_of
from salesdesk.exchange.week_words import weeks_named
from salesdesk.frozen import frozen

_SEARCHED = 40
_SIGNS = frozenset({"%", "#", "№"})
_LONGEST_UNIT = 20
_CODE = re.compile(r"[A-Z]{3}|[€$£¥₽₺円元]|zł|Kč|kr")
"""A currency, as it stands below the name of a column of amounts."""
_FORMAT = re.compile(r"(?:[ymdhstjag]{1,4}[-/. :]?){2,6}", re.IGNORECASE)
"""How a date is written, as yyyy-mm-dd or TT.MM.JJJJ."""
_TYPES = frozenset({
    "text", "string", "number", "date", "datetime", "integer", "int", "decimal", "currency", "boolean", "float",
    "picklist", "id", "lookup", "zahl", "datum", "texte", "nombre", "texto", "fecha", "número", "testo", "numero",
})  # fmt: skip
_ASIDE = re.compile(r"^\s*[(\[]\s*|\s*[)\]]\s*$")
_DAY = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:[T ]00:00(?::00)?)?")


@frozen
class Header:
    """The names of the columns, with the place of the row below which the data begin, and how many are known."""

    place: int
    cells: Row
    first: int
    known: int


def find_header(rows: Sequence[Row], known_names: Collection[str]) -> Header | None:
    """Finds the row with the most recognised names, else the first row of words as wide as what follows.

    A row of groups above it, or one of measures below it, becomes part of the names.
    """
    names = [known_in(row, known_names) for row in rows[:_SEARCHED]]
    candidates = [i for i, row in enumerate(rows[:_SEARCHED]) if _could_be_header(row, names[i])]
    known = {i: names[i] for i in candidates}
    place = _likeliest(rows, candidates, known)
    if place is None:
        return None
    for upper, lower in ((place, place + 1), (place - 1, place)):
        if upper >= 0 and lower < len(rows) and _heads(rows[upper], rows[lower]):
            cells = list(_joined(rows[upper], rows[lower]))
            header = Header(lower, cells, upper, max(known.get(place, 0), known_in(cells, known_names)))
            return _with_units(header, rows)
    return _with_units(Header(place, rows[place], place, known[place]), rows)


def _with_units(header: Header, rows: Sequence[Row]) -> Header:
    """Takes a row of units or formats below the names for what it is; a currency in it becomes part of a name."""
    below = rows[header.place + 1] if header.place + 1 < len(rows) else []
    units = {
        column: _ASIDE.sub("", text_of(cell)) for column, cell in enumerate(below) if not says_nothing(cell)
    }
    aside = any(text_of(below[column]) != unit for column, unit in units.items())
    alone = len(units) < 2 and not any(column and _is_of_money(unit) for column, unit in units.items())
    if not all(map(_is_unit, units.values())) or (not aside and alone):
        return header
    cells: Row = [
        f"{text_of(cell)} ({units[i]})" if _is_of_money(units.get(i, "")) else cell
        for i, cell in enumerate(header.cells)
    ]
    return Header(header.place + 1, cells, header.first, header.known)


def _is_of_money(words: str) -> bool:
    """Tells whether words below a name are a currency, or thousands and the like of one."""
    return bool(_CODE.fullmatch(words)) or (len(words) <= _LONGEST_UNIT and unit_of(words) is not None)


def _is_unit(words: str) -> bool:
    plain = normalised(words)
    return bool(_is_of_money(words) or _FORMAT.fullmatch(words)) or plain in _TYPES or words in _SIGNS


def known_in(row: Sequence[Cell], known_names: Collection[str]) -> int:
    """Counts the recognised names in a row."""
    return sum(normalised(cell) in known_names for cell in row if isinstance(cell, str))


def _likeliest(rows: Sequence[Row], candidates: Sequence[int], known: dict[int, int]) -> int | None:
    best = max(known, key=lambda i: (known[i], -i), default=None)
    if best is not None and known[best] >= 1:
        wide = filled_cells(rows[best]) >= _typical_width(rows, best) / 2
        if wide or (best + 1 < len(rows) and _heads(rows[best], rows[best + 1])):
            return best
    wide = (i for i in candidates if _names_given(rows, i) >= max(2, 0.7 * _typical_width(rows, i)))
    return next(wide, None)


def _names_given(rows: Sequence[Row], at: int) -> int:
    """Counts the names in a row, with the corner above names of people or periods, which is often left empty."""
    row, below = rows[at], rows[at + 1 : at + 2]
    corner = any(len(row) > 1 and is_empty(row[0]) and _is_word(next(iter(each), None)) for each in below)
    return filled_cells(row) + corner


def _could_be_header(row: Row, known: int) -> bool:
    """Tells whether a row holds names; days too where they are most, or head weeks beside a known one."""
    filled = [cell for cell in row if not is_empty(cell)]
    words = [cell for cell in filled if _is_word(cell)]
    days = [cell for cell in filled if _is_day(cell)]
    heading = len(days) > len(words) or (known and len(weeks_named(list(map(text_of, days)))) == len(days))
    labels = [*words, *_periods_among(filled), *(days if heading else ())]
    return bool(words) and len(labels) >= 0.8 * len(filled) and len(set(labels)) >= 0.6 * len(labels)


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and (any(sign.isalpha() for sign in cell) or cell.strip() in _SIGNS)


def _periods_among(cells: Sequence[Cell]) -> list[Cell]:
    """Gives the cells that head columns of periods though they are digits: years, months of years, runs of months."""
    run = {**months_of_a_run(cells), **numbers_of_months(cells)}
    return [cell for i, cell in enumerate(cells) if i in run or is_period_in_digits(cell)]


def _is_day(cell: Cell) -> bool:
    """Tells whether a cell can head the column of the period that a day begins or ends."""
    return isinstance(cell, date) or bool(_DAY.fullmatch(text_of(cell)))


def _typical_width(rows: Sequence[Row], header: int) -> float:
    below = [filled_cells(row) for row in rows[header + 1 : header + 60] if filled_cells(row)]
    return median(below) if below else 1


def _heads(upper: Row, lower: Row) -> bool:
    """Tells whether a row names groups of the columns that the row below it names.

    Both hold names only; the upper one leaves cells empty, or repeats its names, over the columns of a group,
    and stands beside columns that need no group, or heads two groups and more.
    """
    labels = [cell for cell in (*upper, *lower) if not is_empty(cell)]
    periods = _periods_among([cell for cell in lower if not is_empty(cell)])
    if not all(
        _is_word(cell) or is_period_in_digits(cell) or _is_day(cell) or cell in periods for cell in labels
    ) or not any(map(_is_word, lower)):
        return False
    wide = sum(width > 1 for width in _spans(upper, lower))
    beside = is_empty(_at(upper, 0)) != is_empty(_at(lower, 0))
    return filled_cells(upper) > 1 and wide >= 1 and (beside or wide > 1)


def _spans(upper: Row, lower: Row) -> Iterator[int]:
    """Gives over how many named columns each group stretches."""
    groups = [group for group in _groups(upper, lower) if group]
    for place, group in enumerate(groups):
        if not place or group != groups[place - 1]:
            yield sum(other == group for other in groups[place:])


def _groups(upper: Row, lower: Row) -> Iterator[str]:
    """Gives the group that each column below belongs to; empty where it has no name of its own, or no group."""
    group = ""
    for column in range(max(len(upper), len(lower))):
        group = text_of(_at(upper, column)) or group
        yield group if not is_empty(_at(lower, column)) else ""
        if is_empty(_at(lower, column)):
            group = ""


def _joined(upper: Row, lower: Row) -> Iterator[Cell]:
    """Gives the names of the columns, behind that of the group where they alone do not say enough: “Q1”, “Name”.

    A part of a year says enough below another one, as “Q2” does below “1. Halbjahr”.
    """
    names = [normalised(text_of(cell)) for cell in lower]
    general = affixes("name") | affixes("number")
    for column, group in enumerate(_groups(upper, lower)):
        own = text_of(_at(lower, column))
        parts = told_by(parse_part, group) and told_by(parse_part, own)
        needed = (
            (any(map(str.isdigit, group)) and not parts)
            or names.count(normalised(own)) > 1
            or normalised(own) in general
        )
        yield (f"{group} {own}".strip() if needed else own) if own else _at(upper, column)


def _at(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else None


_LONGEST = 80
_LEAST_KNOWN = 3


def set_upright(rows: Sequence[Row], known_names: Collection[str]) -> list[Row] | None:
    """Gives each column as a row, in its place; None where the names do not stand below one another.

    They do where most cells of the first column are known names, more than any row holds beside it, and what stands
    beside one of them measures, as in no list of fields.
    """
    filled = [row for row in rows[: _LONGEST + 1] if filled_cells(row)]
    if not _LEAST_KNOWN <= len(filled) <= _LONGEST or len(rows) > 2 * _LONGEST:
        return None
    first = min(next(i for i, cell in enumerate(row) if not is_empty(cell)) for row in filled)
    names: list[Cell] = [row[first] for row in filled if first < len(row) and not is_empty(row[first])]
    known = known_in(list(dict.fromkeys(names)), known_names)
    beside = [[cell for cell in row[first + 1 :] if not is_empty(cell)] for row in filled]
    most = max(known_in(list(dict.fromkeys(cells)), known_names) for cells in beside)
    if known < max(_LEAST_KNOWN, most + 1, len(names) / 2) or not any(map(_measures, beside)):
        return None
    width = max(map(len, filled))
    return [[row[place] if place < len(row) else None for row in filled] for place in range(width)]


def _measures(cells: Sequence[Cell]) -> bool:
    """Tells whether cells are numbers or days, all of them."""
    return bool(cells) and all(looks_like_number(cell) or looks_like_date(cell) for cell in cells)
