"""Holds the cells of a file and the table that was found in it: its columns, its rows, and what is no data."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from typing import TypeVar

from salesdesk.services.importing.words import words_for

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = list[Cell]
"""One row of a file, as wide as it was written."""

_NOTHING = frozenset({
    "", "-", "–", "—", "n/a", "#n/a", "na", "null", "#null!", "(blank)", "#ref!", "(leer)",
    "\\n", "(null)", "<null>", "[null]", "nan", "nat", "#nv", "#n/v", "#value!", "#wert!", "#div/0!", "#name?",
})  # fmt: skip
T = TypeVar("T")
_SPACES = re.compile(r"\s+")


def text_of(cell: Cell) -> str:
    """Gives a cell as one line of text; a whole number written with a point loses its “.0”."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _SPACES.sub(" ", str(cell)).strip()


def says_nothing(cell: Cell) -> bool:
    """Tells whether a cell is empty or holds one of the usual stand-ins for empty."""
    if cell is None:
        return True
    return isinstance(cell, str) and cell.strip().casefold() in _nothing()


@cache
def _nothing() -> frozenset[str]:
    return _NOTHING | frozenset(word.casefold() for word in words_for("row", "nothing"))


_AT_ONCE = 10_000
"""So many cells are taken by one call into Python's own code, during which no other thread, as the window's, runs."""


def different(cells: Sequence[Cell]) -> set[Cell]:
    """Gives the cells of a column, each once."""
    found: set[Cell] = set()
    for start in range(0, len(cells), _AT_ONCE):
        found.update(cells[start : start + _AT_ONCE])
    return found


def by_value(ask: Callable[[Cell], T], cells: Sequence[Cell]) -> Iterator[T]:
    """Gives what a question answers for each cell; it is asked once for each different one."""
    each = different(cells)
    if not each.isdisjoint((True, False)):  # to a set they are 1 and 0
        return map(ask, cells)
    return map({cell: ask(cell) for cell in each}.__getitem__, cells)


def filled_cells(cells: Row | tuple[Cell, ...]) -> int:
    """Counts the cells that hold anything."""
    return sum(not is_empty(cell) for cell in cells)


def is_empty(cell: Cell) -> bool:
    """Tells whether a cell holds nothing at all."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])")
_NO_LETTER = re.compile(r"[\W_]+")


@cache
def normalised(header: str) -> str:
    """Gives a column's name in small letters without accents, its words parted by one space."""
    words = _NO_LETTER.sub(" ", _CAMEL.sub(" ", header))
    plain = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of data: its number in the file, counted from 1, and one cell for each column.

    A row with a `fault` cannot be taken as it is written; the fault says why. `why_before` is why an earlier import
    left it out, None where the file is not one of rejected rows.
    """

    number: int
    cells: tuple[Cell, ...]
    fault: str = ""
    why_before: str | None = None


@dataclass(frozen=True)
class SkippedRow:
    """A row below the header that is no data: its number, why it was left out, and what it says."""

    number: int
    why: str
    text: str


@dataclass(frozen=True)
class Table:
    """The columns and rows of a file; `header_row` counts from 1. `known` says how many columns were recognised.

    The header row's number, the rows and the skipped rows together are all the rows from there on; `above` are the
    words that stand over the header. `notes` say what had to be mended, `assumed` what was taken for granted.
    """

    headers: tuple[str, ...]
    header_row: int
    rows: tuple[FileRow, ...]
    skipped: tuple[SkippedRow, ...]
    known: int = 0
    notes: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    above: tuple[str, ...] = ()

    def column(self, index: int) -> Sequence[Cell]:
        """Gives the cells of one column from top to bottom."""
        return self._columns[index] if self.rows else ()

    @cached_property
    def _columns(self) -> list[list[Cell]]:
        return [[row.cells[index] for row in self.rows] for index in range(len(self.rows[0].cells))]
