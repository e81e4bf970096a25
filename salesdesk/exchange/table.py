"""Finds the table in the rows of a file: its cells, its headers, and the rows that are no data."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from statistics import median

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


_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])")
_NO_LETTER = re.compile(r"[\W_]+")


@cache
def normalised(header: str) -> str:
    """Gives a column's name in small letters without accents, its words parted by one space."""
    words = _NO_LETTER.sub(" ", _CAMEL.sub(" ", header))
    plain = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


_HEADER_SEARCH = 40
_TOTAL = re.compile(
    r"^(sub|grand|zwischen|gesamt)?[\s-]*(totals?|summen?|ergebnis|totaux|totale?s?)\s*:?\s*(\(.*\))?$"
    r"|^(sub[\s-]?totals?|grand[\s-]totals?|totals?\s+(for|of)|zwischensumme|gesamtsumme|gesamtergebnis|sous-total)\b"
    r"|\s(totals?|ergebnis)$|^(sum|gesamt|count|average|somme|suma|anzahl|mittelwert)\s*:?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FileRow:
    """One row of data: its number in the file, counted from 1, and one cell for each column."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class SkippedRow:
    """A row below the header that is no data: its number, why it was left out, and what it says."""

    number: int
    why: str
    text: str


@dataclass(frozen=True)
class Table:
    """The columns and rows of a file; `header_row` counts from 1. `known` says how many columns were recognised.

    The header row's number, the rows and the skipped rows together are all the rows of the file.
    """

    headers: tuple[str, ...]
    header_row: int
    rows: tuple[FileRow, ...]
    skipped: tuple[SkippedRow, ...]
    known: int = 0

    def column(self, index: int) -> list[Cell]:
        """Gives the cells of one column from top to bottom."""
        return [row.cells[index] for row in self.rows]


def find_table(rows: list[Row], known_names: Collection[str]) -> Table | None:
    """Gives the table in a sheet, or None where there is no header row.

    `known_names` are normalised names of columns that are wanted; they tell a header from a title or a group.
    """
    header = _header_index(rows, known_names)
    if header is None:
        return None
    kept = _kept_columns(rows, header)
    headers = _unique_headers([_cell(rows[header], column) for column in kept], kept)
    body = [FileRow(i + 1, tuple(_cell(rows[i], c) for c in kept)) for i in range(header + 1, len(rows))]
    data, skipped = _parted(body)
    return Table(headers, header + 1, tuple(data), tuple(skipped), _known(rows[header], known_names))


def _cell(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else None


def _filled(cells: Row | tuple[Cell, ...]) -> int:
    return sum(not is_empty(cell) for cell in cells)


def _known(row: Row, known_names: Collection[str]) -> int:
    return sum(normalised(cell) in known_names for cell in row if isinstance(cell, str))


def _header_index(rows: list[Row], known_names: Collection[str]) -> int | None:
    """Finds the row with the most recognised names, else the first row of words as wide as what follows."""
    candidates = [i for i, row in enumerate(rows[:_HEADER_SEARCH]) if _could_be_header(row)]
    known = {i: _known(rows[i], known_names) for i in candidates}
    best = max(known, key=lambda i: (known[i], -i), default=None)
    if best is not None and known[best] >= 1 and _filled(rows[best]) >= _typical_width(rows, best) / 2:
        return best
    wide = (i for i in candidates if _filled(rows[i]) >= max(2, 0.7 * _typical_width(rows, i)))
    return next(wide, None)


def _could_be_header(row: Row) -> bool:
    filled = [cell for cell in row if not is_empty(cell)]
    words = [cell for cell in filled if isinstance(cell, str) and any(sign.isalpha() for sign in cell)]
    return bool(filled) and len(words) >= 0.8 * len(filled) and len(set(words)) >= 0.6 * len(words)


def _typical_width(rows: list[Row], header: int) -> float:
    below = [_filled(row) for row in rows[header + 1 : header + 60] if _filled(row)]
    return median(below) if below else 1


def _kept_columns(rows: list[Row], header: int) -> list[int]:
    """Gives the columns that have a name or hold anything; the rest is the exporting program's doing."""
    named = {i for i, cell in enumerate(rows[header]) if not is_empty(cell)}
    holding: set[int] = set()
    for row in rows[header + 1 :]:
        if len(row) > len(named):
            holding.update(i for i, cell in enumerate(row) if i not in named and not is_empty(cell))
    return sorted(named | holding)


def _unique_headers(cells: list[Cell], columns: list[int]) -> tuple[str, ...]:
    names: list[str] = []
    for cell, column in zip(cells, columns, strict=True):
        name = text_of(cell) or _("Column {column}", column=column + 1)
        repeats = sum(other == name or other.startswith(f"{name} (") for other in names)
        names.append(f"{name} ({repeats + 1})" if name in names else name)
    return tuple(names)


def _parted(body: list[FileRow]) -> tuple[list[FileRow], list[SkippedRow]]:
    widths = [_filled(row.cells) for row in body]
    usual = _usual_width(widths)
    footer = _footer_start(widths, usual)
    data: list[FileRow] = []
    skipped: list[SkippedRow] = []
    for place, (row, width) in enumerate(zip(body, widths, strict=True)):
        why = _why_no_data(row, width, usual)
        if not why and place >= footer:
            why = _("a footer")
        if why:
            skipped.append(SkippedRow(row.number, why, text_of(_first(row.cells))[:120]))
        else:
            data.append(row)
    return data, skipped


def _usual_width(widths: list[int]) -> int:
    """Gives the width that three rows in four stay within: totals are narrow, and may be half of a short table."""
    filled = sorted(width for width in widths if width)
    return filled[len(filled) * 3 // 4] if filled else 0


def _footer_start(widths: list[int], usual: int) -> int:
    """Gives the place of the first empty row after which only narrow rows follow, else the end."""
    last_wide = max((i for i, width in enumerate(widths) if width * 2 >= usual), default=-1)
    return next((i for i in range(last_wide + 1, len(widths)) if widths[i] == 0), len(widths))


def _why_no_data(row: FileRow, width: int, usual: int) -> str:
    if width == 0:
        return _("empty")
    first = _first(row.cells)
    if isinstance(first, str) and width <= max(1, usual * 0.7) and _is_total(row, first):
        return _("a total")
    if width == 1 and usual >= 3:
        return _("a heading or a footnote")
    return ""


def _is_total(row: FileRow, first: str) -> bool:
    others = [cell for cell in row.cells if not is_empty(cell)][1:]
    return bool(_TOTAL.search(first.strip())) and not any(_is_word(cell) for cell in others)


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and not any(sign.isdigit() for sign in cell)


def _first(cells: tuple[Cell, ...]) -> Cell:
    return next((cell for cell in cells if not is_empty(cell)), None)
