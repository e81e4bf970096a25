"""Tells whether the cells of a column can be read in some way, which a few slips do not change."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from salesdesk.exchange.parse_dates import looks_like_date
from salesdesk.exchange.parse_numbers import looks_like_number
from salesdesk.exchange.table import Cell, Table, says_nothing

T = TypeVar("T")
MOST: Final = 0.8
"""So large a share of a column's cells tells what it holds."""
_TOGETHER: Final = 0.6
"""So many cells of columns that belong together are numbers; it is what a column of quotas needs at least."""
_SHORT: Final = 3
"""In a column of so few cells one word is a slip of a cell, whatever its share."""
_ROUNDING: Final = 1e-9


def filled_of(table: Table, index: int) -> list[Cell]:
    """Gives the cells of a column that say anything."""
    return [cell for cell in table.column(index) if not says_nothing(cell)]


def numeric(table: Table, index: int) -> bool:
    """Tells whether nearly all of a column's filled cells are numbers."""
    return _are_mostly(looks_like_number, filled_of(table, index))


def are_days(table: Table, index: int) -> bool:
    """Tells whether nearly all of a column's filled cells are days."""
    return _are_mostly(looks_like_date, filled_of(table, index))


def reads(table: Table, index: int, read: Callable[[Cell], object]) -> bool:
    """Tells whether something can read nearly all of a column's filled cells."""
    return _are_mostly(lambda cell: told_by(read, cell) is not None, filled_of(table, index))


def told_by(read: Callable[[Cell], T], cell: Cell) -> T | None:
    """Gives what a cell says, None where it cannot be read."""
    try:
        return read(cell)
    except (ValueError, OverflowError):
        return None


def numbers_among(table: Table, columns: Sequence[int]) -> list[int]:
    """Gives the columns of numbers; of some that are numbers together, each that has one, words in it or not."""
    cells = [looks_like_number(cell) for i in columns for cell in filled_of(table, i)]
    together = sum(cells) >= _TOGETHER * len(cells)
    return [
        i for i in columns
        if numeric(table, i) or (together and any(looks_like_number(cell) for cell in filled_of(table, i)))
    ]  # fmt: skip


def _are_mostly(tells: Callable[[Cell], bool], filled: Sequence[Cell]) -> bool:
    """Tells whether a question is answered with yes for most cells; each different one is asked about once.

    It ends as soon as too many are not: a column of notes tells within a few rows that it holds no periods.
    """
    slips = (1 - MOST) * len(filled) + _ROUNDING
    slips = max(slips, 1) if len(filled) >= _SHORT else slips
    for (_kind, cell), count in Counter((type(cell), cell) for cell in filled).items():
        slips -= 0 if tells(cell) else count
        if slips < 0:
            return False
    return bool(filled)
