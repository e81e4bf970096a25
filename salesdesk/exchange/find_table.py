"""Finds the table in the rows of a file: its header, its columns, and which rows are data."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from operator import is_

from salesdesk.env.formulas import GUARD, unguarded
from salesdesk.exchange.header_rows import find_header, set_upright
from salesdesk.exchange.outline import outline_of
from salesdesk.exchange.row_widths import mend_widths
from salesdesk.exchange.table import (
    Cell,
    FileRows,
    NoData,
    Row,
    SkippedRow,
    Table,
    different,
    is_empty,
    nameless_header,
    normalised,
    text_of,
)
from salesdesk.exchange.table_body import part_rows

ROW, WHY = _("Row in the file"), _("Why it was left out")
"""The last columns of a file of rejected rows, which say nothing of a record once it is mended and read again."""
_REASONS = frozenset({WHY, "Why it was left out"})
_BESIDE = frozenset({ROW, "Row in the file"}) | _REASONS


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
    notes = list(notes)
    if upright := set_upright(rows, known_names):
        rows, faults = upright, {}
        notes.append(_("The names stand below one another, so each column is read as a row of its number."))
    found = find_header(rows, known_names)
    if found is None:
        return None
    header = found.place
    above = tuple(text_of(cell) for row in rows[: found.first] for cell in row if not is_empty(cell))
    faults = dict(faults or {})
    if delimiter:
        widths = mend_widths(rows, header, found.cells, delimiter)
        rows, faults = widths.rows, widths.faults | faults
        notes += _notes_on_widths(widths.mended)
    if outline := outline_of(rows[header + 1 :]):
        rows = [*rows[: header + 1], *outline.rows]
        notes.append(_note_on_outline(found.cells[: outline.depth], outline.groups))
    kept = _kept_columns(found.cells, rows[header + 1 :])
    names = tuple(_cells([found.cells], column)[0] for column in kept)
    headers = _unique_headers(names, kept)
    below = rows[header + 1 :]
    columns = [_cells(below, column) for column in kept]
    whole = FileRows(
        range(header + 2, header + 2 + len(below)), columns,
        {number - header - 2: fault for number, fault in faults.items() if number > header + 1},
        _reasons(found.cells, below),
    )  # fmt: skip
    body = list(whole)
    data, skipped = part_rows(body, names)
    if any(row.why is NoData.NAMED_HEADER for row in skipped):
        headers, above, skipped = _named_beside(headers, above, skipped, known_names)
    # Most files hold nothing but data: then the columns stay as they are.
    taken = whole if all(map(is_, data, body)) and len(data) == len(body) else data
    return Table(headers, header + 1, taken, tuple(skipped), found.known, tuple(notes), above=above)


def _named_beside(
    headers: tuple[str, ...], above: tuple[str, ...], skipped: list[SkippedRow], known_names: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...], list[SkippedRow]]:
    """Takes the name beside the first names of columns for a heading too, as those beside the repeated ones are.

    Where it is the name of a column, whom the first rows are of stands nowhere, and the others are mere headings.
    """
    if normalised(headers[0]) not in known_names:
        return (nameless_header(0), *headers[1:]), (*above, headers[0]), skipped
    plain = [replace(row, why=NoData.HEADING) if row.why is NoData.NAMED_HEADER else row for row in skipped]
    return headers, above, plain


def _note_on_outline(names: Sequence[Cell], groups: int) -> str:
    return n_(
        "1 row names a group under {columns} and has no record of its own: what it names goes to the rows below it, "
        "and its numbers, which are subtotals, are left out.",
        "{number:,} rows name groups under {columns} and have no record of their own: what they name goes to the rows "
        "below them, and their numbers, which are subtotals, are left out.",
        groups, columns=", ".join(f"“{text_of(name)}”" for name in names),
    )  # fmt: skip


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


def _cells(rows: Sequence[Row], column: int) -> Sequence[Cell]:
    """Gives the cells of a column, without the guard that keeps a text from becoming a formula."""
    cells = [row[column] if column < len(row) else None for row in rows]
    guarded = {
        cell: unguarded(cell) for cell in different(cells) if isinstance(cell, str) and cell.startswith(GUARD)
    }
    return (
        [guarded.get(cell, cell) if isinstance(cell, str) else cell for cell in cells] if guarded else cells
    )


def _kept_columns(names: Row, body: Sequence[Row]) -> list[int]:
    """Gives the columns that have a name or hold anything; the rest is the exporting program's doing, or our own."""
    beside = {i for i, cell in enumerate(names) if cell in _BESIDE}
    named = {i for i, cell in enumerate(names) if not is_empty(cell)}
    holding: set[int] = set()
    for row in body:
        if len(row) > len(named):
            holding.update(i for i, cell in enumerate(row) if i not in named and not is_empty(cell))
    return sorted((named | holding) - beside)


def _reasons(names: Row, below: Sequence[Row]) -> Sequence[str] | None:
    """Gives why an earlier import left each row out; None for a file that is not one of rejected rows."""
    column = next((i for i, cell in enumerate(names) if cell in _REASONS), None)
    return None if column is None else [text_of(cell) for cell in _cells(below, column)]


def _unique_headers(cells: Sequence[Cell], columns: Sequence[int]) -> tuple[str, ...]:
    names: list[str] = []
    for cell, column in zip(cells, columns, strict=True):
        name = text_of(cell) or nameless_header(column)
        repeats = sum(other == name or other.startswith(f"{name} (") for other in names)
        names.append(f"{name} ({repeats + 1})" if name in names else name)
    return tuple(names)
