"""Finds the table in the rows of a file: its header, its columns, and which rows are data."""

from collections.abc import Collection, Mapping, Sequence
from statistics import median

from salesdesk.env.formulas import GUARD, unguarded
from salesdesk.exchange.row_widths import mend_widths
from salesdesk.exchange.table import (
    Cell,
    FileRow,
    Row,
    Table,
    filled_cells,
    is_empty,
    normalised,
    text_of,
)
from salesdesk.exchange.table_body import part_rows

_HEADER_SEARCH = 40
ROW, WHY = _("Row in the file"), _("Why it was left out")
"""The last columns of a file of rejected rows, which say nothing of a record once it is mended and read again."""
_BESIDE = frozenset({ROW, WHY, "Row in the file", "Why it was left out"})


def find_table(
    rows: list[Row],
    known_names: Collection[str],
    *,
    delimiter: str | None = None,
    faults: Mapping[int, str] | None = None,
    notes: Sequence[str] = (),
) -> Table | None:
    """Gives the table in a sheet, or None where there is no header row.

    `known_names` are normalised names of columns that are wanted; they tell a header from a title or a group.
    Rows of text, which have a `delimiter`, may be cut in too many cells; `faults` and `notes` say what is known
    already of rows that cannot be taken, and of others.
    """
    header = _header_index(rows, known_names)
    if header is None:
        return None
    notes = list(notes)
    faults = dict(faults or {})
    if delimiter:
        widths = mend_widths(rows, header, delimiter)
        rows, faults = widths.rows, widths.faults | faults
        notes += _notes_on_widths(widths.mended)
    kept = _kept_columns(rows, header)
    headers = _unique_headers([_cell(rows[header], column) for column in kept], kept)
    body = [
        FileRow(i + 1, tuple(_cell(rows[i], c) for c in kept), faults.get(i + 1, ""))
        for i in range(header + 1, len(rows))
    ]
    data, skipped = part_rows(body, tuple(_cell(rows[header], c) for c in kept))
    known = _known(rows[header], known_names)
    return Table(headers, header + 1, tuple(data), tuple(skipped), known, tuple(notes))


def _notes_on_widths(mended: list[int]) -> list[str]:
    if not mended:
        return []
    return [
        n_(
            "In row {first} a number was cut at its comma and put together again.",
            "In {number:,} rows, such as row {first}, a number was cut at its comma and put together again.",
            len(mended),
            first=mended[0],
        )
    ]


def _cell(row: Row, column: int) -> Cell:
    cell = row[column] if column < len(row) else None
    return unguarded(cell) if isinstance(cell, str) and cell.startswith(GUARD) else cell


def _known(row: Row, known_names: Collection[str]) -> int:
    return sum(normalised(cell) in known_names for cell in row if isinstance(cell, str))


def _header_index(rows: list[Row], known_names: Collection[str]) -> int | None:
    """Finds the row with the most recognised names, else the first row of words as wide as what follows."""
    candidates = [i for i, row in enumerate(rows[:_HEADER_SEARCH]) if _could_be_header(row)]
    known = {i: _known(rows[i], known_names) for i in candidates}
    best = max(known, key=lambda i: (known[i], -i), default=None)
    if best is not None and known[best] >= 1 and filled_cells(rows[best]) >= _typical_width(rows, best) / 2:
        return best
    wide = (i for i in candidates if filled_cells(rows[i]) >= max(2, 0.7 * _typical_width(rows, i)))
    return next(wide, None)


def _could_be_header(row: Row) -> bool:
    filled = [cell for cell in row if not is_empty(cell)]
    words = [cell for cell in filled if isinstance(cell, str) and any(sign.isalpha() for sign in cell)]
    return bool(filled) and len(words) >= 0.8 * len(filled) and len(set(words)) >= 0.6 * len(words)


def _typical_width(rows: list[Row], header: int) -> float:
    below = [filled_cells(row) for row in rows[header + 1 : header + 60] if filled_cells(row)]
    return median(below) if below else 1


def _kept_columns(rows: list[Row], header: int) -> list[int]:
    """Gives the columns that have a name or hold anything; the rest is the exporting program's doing, or our own."""
    beside = {i for i, cell in enumerate(rows[header]) if cell in _BESIDE}
    named = {i for i, cell in enumerate(rows[header]) if not is_empty(cell)}
    holding: set[int] = set()
    for row in rows[header + 1 :]:
        if len(row) > len(named):
            holding.update(i for i, cell in enumerate(row) if i not in named and not is_empty(cell))
    return sorted((named | holding) - beside)


def _unique_headers(cells: list[Cell], columns: list[int]) -> tuple[str, ...]:
    names: list[str] = []
    for cell, column in zip(cells, columns, strict=True):
        name = text_of(cell) or _("Column {column}", column=column + 1)
        repeats = sum(other == name or other.startswith(f"{name} (") for other in names)
        names.append(f"{name} ({repeats + 1})" if name in names else name)
    return tuple(names)
