"""Finds the row of column names in a sheet, or the two of which they are made, and sets a column of them upright."""

from collections.abc import Collection, Sequence
from statistics import median

from salesdesk.exchange.parse_dates import looks_like_date
from salesdesk.exchange.parse_numbers import looks_like_number
from salesdesk.exchange.table import Cell, Row, filled_cells, is_empty, normalised, says_nothing, text_of
from salesdesk.exchange.two_header_rows import (
    ASIDE,
    is_day,
    is_of_money,
    is_unit,
    is_word,
    names_in_two,
    periods_among,
)
from salesdesk.exchange.week_words import weeks_named
from salesdesk.frozen import frozen

_SEARCHED = 40


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
    place = _likeliest(rows, candidates, known, known_names)
    if place is None:
        return None
    for upper, lower in ((place, place + 1), (place - 1, place)):
        there = upper >= 0 and lower < len(rows)
        if there and (cells := names_in_two(rows[upper], rows[lower], known_names)):
            header = Header(lower, cells, upper, max(known.get(place, 0), known_in(cells, known_names)))
            return _with_units(header, rows)
    return _with_units(Header(place, rows[place], place, known[place]), rows)


def _with_units(header: Header, rows: Sequence[Row]) -> Header:
    """Takes a row of units or formats below the names for what it is; a currency in it becomes part of a name."""
    below = rows[header.place + 1] if header.place + 1 < len(rows) else []
    units = {
        column: ASIDE.sub("", text_of(cell)) for column, cell in enumerate(below) if not says_nothing(cell)
    }
    aside = any(text_of(below[column]) != unit for column, unit in units.items())
    alone = len(units) < 2 and not any(column and is_of_money(unit) for column, unit in units.items())
    if not all(map(is_unit, units.values())) or (not aside and alone):
        return header
    cells: Row = [
        f"{text_of(cell)} ({units[i]})" if is_of_money(units.get(i, "")) else cell
        for i, cell in enumerate(header.cells)
    ]
    return Header(header.place + 1, cells, header.first, header.known)


def known_in(row: Sequence[Cell], known_names: Collection[str]) -> int:
    """Counts the recognised names in a row."""
    return sum(normalised(cell) in known_names for cell in row if isinstance(cell, str))


def _likeliest(
    rows: Sequence[Row], candidates: Sequence[int], known: dict[int, int], known_names: Collection[str]
) -> int | None:
    best = max(known, key=lambda i: (known[i], -i), default=None)
    if best is not None and known[best] >= 1:
        wide = filled_cells(rows[best]) >= _typical_width(rows, best) / 2
        if wide or (best + 1 < len(rows) and names_in_two(rows[best], rows[best + 1], known_names)):
            return best
    wide = (i for i in candidates if _names_given(rows, i) >= max(2, 0.7 * _typical_width(rows, i)))
    return next(wide, None)


def _names_given(rows: Sequence[Row], at: int) -> int:
    """Counts the names in a row, with the corner above names of people or periods, which is often left empty."""
    row, below = rows[at], rows[at + 1 : at + 2]
    corner = any(len(row) > 1 and is_empty(row[0]) and is_word(next(iter(each), None)) for each in below)
    return filled_cells(row) + corner


def _could_be_header(row: Row, known: int) -> bool:
    """Tells whether a row holds names; days too where they are most, or head weeks beside a known one."""
    filled = [cell for cell in row if not is_empty(cell)]
    words = [cell for cell in filled if is_word(cell)]
    days = [cell for cell in filled if is_day(cell)]
    heading = len(days) > len(words) or (known and len(weeks_named(list(map(text_of, days)))) == len(days))
    labels = [*words, *periods_among(filled), *(days if heading else ())]
    return bool(words) and len(labels) >= 0.8 * len(filled) and len(set(labels)) >= 0.6 * len(labels)


def _typical_width(rows: Sequence[Row], header: int) -> float:
    below = [filled_cells(row) for row in rows[header + 1 : header + 60] if filled_cells(row)]
    return median(below) if below else 1


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
