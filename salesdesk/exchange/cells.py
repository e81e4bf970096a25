"""Names the plain values that a file's cells can hold, and tells when a cell says nothing."""

import re
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = list[Cell]
"""One row of a file, as wide as it was written."""

_NOTHING = frozenset({"", "-", "–", "—", "n/a", "#n/a", "na", "null", "#null!", "(blank)", "#ref!", "(leer)"})
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
    return isinstance(cell, str) and cell.strip().casefold() in _NOTHING


def is_empty(cell: Cell) -> bool:
    """Tells whether a cell holds nothing at all."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
