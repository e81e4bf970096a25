"""Makes rows of a competency and its two counts out of columns, and knows what columns of counts are called."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, Literal

from salesdesk.exchange.mapping import target_named
from salesdesk.exchange.parse_numbers import looks_like_number, number_or_fault
from salesdesk.exchange.readable_columns import filled_of
from salesdesk.exchange.table import Cell, FileRow, Table, normalised, says_nothing
from salesdesk.services.importing.words import words_for

Count = Literal["trials", "successes"]
COUNTS: Final[tuple[Count, Count]] = ("trials", "successes")
ENOUGH: Final = 0.6
"""So large a share of cells tells what a column holds; the rows of the others are rejected, each with its reason."""

Places = Mapping[str, Mapping[Count, int]]
"""In which columns the counts of each competency stand."""


@cache
def count_words(count: Count) -> frozenset[str]:
    """Gives what columns of a count are called."""
    return frozenset(normalised(word) for word in words_for("competency_number", count))


def numeric(table: Table, index: int) -> bool:
    """Tells whether most of what stands in a column is numbers."""
    return mostly(filled_of(table, index), looks_like_number)


def mostly(cells: Collection[Cell], reads: Callable[[Cell], object]) -> bool:
    """Tells whether most cells can be read."""
    return bool(cells) and sum(_reads(reads, cell) for cell in cells) >= ENOUGH * len(cells)


def _reads(reads: Callable[[Cell], object], cell: Cell) -> bool:
    try:
        return bool(reads(cell))
    except ValueError:
        return False


def unpivoted(table: Table, places: Places) -> Table:
    """Makes a row of each competency of a row; what is empty on both sides says nothing."""
    taken = {index for counts in places.values() for index in counts.values()}
    kept = [i for i in range(len(table.headers)) if i not in taken]
    rows = [
        _of_competency(table, row, kept, name, [counts[count] for count in COUNTS])
        for row in table.rows
        for name, counts in places.items()
        if not all(says_nothing(row.cells[index]) for index in counts.values())
    ]
    note = _(
        "The numbers of {names} are read from columns of their own.",
        names=", ".join(f"“{n}”" for n in places),
    )
    return with_counts(table, kept, rows, note)


def _of_competency(
    table: Table, row: FileRow, kept: Sequence[int], name: str, columns: Sequence[int]
) -> FileRow:
    """Gives a row of one competency; a cell that is no number is told under the column it stands in."""
    found = counted_row(row, kept, name, [row.cells[index] for index in columns])
    return replace(found, fault=count_faults(table, row, columns))


def count_faults(table: Table, row: FileRow, columns: Sequence[int]) -> str:
    """Says which cells of a row cannot be counts, under their columns, if nothing was wrong with it before."""
    filled = [index for index in columns if not says_nothing(row.cells[index])]
    faults = (number_or_fault(row.cells[index], table.headers[index])[1] for index in filled)
    return row.fault or " ".join(filter(None, faults))


def counted_row(row: FileRow, kept: Sequence[int], name: str, counts: Sequence[Cell]) -> FileRow:
    """Gives a row with the cells that are kept, a competency and its counts; an empty one is 0."""
    filled = (0 if says_nothing(count) else count for count in counts)
    return replace(row, cells=(*(row.cells[i] for i in kept), name, *filled))


def with_counts(table: Table, kept: Sequence[int], rows: Sequence[FileRow], *notes: str) -> Table:
    """Gives a table of rows with a competency and its counts behind the columns that are kept."""
    labels = (target_named("numbers", name).label for name in ("competency_id", *COUNTS))
    headers = (*(table.headers[i] for i in kept), *labels)
    return replace(table, headers=headers, rows=tuple(rows), notes=(*table.notes, *notes))
