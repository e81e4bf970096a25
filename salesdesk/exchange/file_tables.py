"""Finds the table in a file: that of its text, of its best sheet, or of all its sheets with the same columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.exchange.find_table import find_table
from salesdesk.exchange.group_headings import with_headings
from salesdesk.exchange.nameless import heads_nothing, nameless_table
from salesdesk.exchange.read_file import Sniffed, check_size, decoded, sheet_names, sheets_of
from salesdesk.exchange.read_text import read_rows
from salesdesk.exchange.read_workbook import Sheet
from salesdesk.exchange.table import FileRow, SkippedRow, Table, normalised
from salesdesk.exchange.targets import known_names
from salesdesk.frozen import frozen
from salesdesk.services.importing.row_numbers import RowNumber

ALL_SHEETS: Final = "*"
"""Stands for the name of a sheet where all with the same columns are meant; no sheet of a workbook can be called so."""
ALL_WORD: Final = "all"
"""What is written for it in the command, where a star would be taken for the names of files."""
JOINED: Final = ("deals", "products", "accounts", "people")
"""What several sheets are read of as one; that of a quota or a week may be told by the name of its sheet alone."""
_ALIKE: Final = 0.75
_NO_DIGITS: Final = str.maketrans("", "", "0123456789")


@frozen
class _Found:
    """A sheet with its table; `begins` is how many rows stand in the sheets before it."""

    sheet: Sheet
    table: Table
    begins: int = 0

    @property
    def score(self) -> tuple[int, bool, int]:
        """Tells how good it is: by its known columns, then whether people see it, then by its length."""
        return (self.table.known, not self.sheet.hidden, len(self.table.rows))

    def numbered(self, row: int) -> RowNumber:
        """Gives the number of one of its rows among those of all sheets."""
        return RowNumber.of(row, self.sheet.name, self.begins)


@frozen
class SheetTable:
    """A table with the name of its sheet, or `ALL_SHEETS`, and how many rows each sheet has that was looked at."""

    sheet: str | None = None
    table: Table | None = None
    rows: Mapping[str, int] = field(default_factory=dict[str, int])


def text_table(sniffed: Sniffed, name: str, kind: str) -> Table | None:
    """Finds the table in separated text; rows that a mark or a cut has spoilt are rejected, mended ones told."""
    delimiter = sniffed.cut_at
    text = decoded(sniffed)
    check_size(text, delimiter, name)
    found = read_rows(text, delimiter, name)
    table = find_table(
        found.rows, known_names(kind), delimiter=delimiter, faults=found.faults, notes=found.notes
    )
    if table is None or heads_nothing(table):
        table = nameless_table(found.rows, delimiter, found.faults, found.notes) or table
    return table and with_headings(table, kind)


def sheet_table(sniffed: Sniffed, name: str, kind: str, wanted: str | None) -> SheetTable:
    """Gives the best sheet with its table, or the wanted one; of `ALL_SHEETS` the joined table.

    The best has the most known columns, is of these one that people see, and the longest. Others that people see
    with the same columns are told where nobody has named a sheet.
    """
    every = _are_all_meant(sniffed, name, wanted)
    found = list(_tables(sniffed, name, kind, None if every else wanted))
    if not found:
        return SheetTable()
    best = max(found, key=lambda each: each.score)
    alike = [each for each in found if each is best or _is_alike(each, best, kind)]
    rows = {each.sheet.name: len(each.table.rows) for each in found}
    if every:
        return SheetTable(ALL_SHEETS, _joined(_checked(alike, best, name, kind), kind), rows)
    table = with_headings(best.table, kind)
    if wanted is None and len(alike) > 1:
        others = [each for each in alike if each is not best]
        table = replace(table, left_out=(*table.left_out, _unread(best, others, kind)))
    return SheetTable(best.sheet.name, table, rows)


def _are_all_meant(sniffed: Sniffed, name: str, wanted: str | None) -> bool:
    """Tells whether all sheets are wanted, by their sign or by the word, unless one of them is called so."""
    if wanted is None or wanted.strip().casefold() != ALL_WORD:
        return wanted == ALL_SHEETS
    return ALL_WORD not in map(str.casefold, sheet_names(sniffed, name))


def _tables(sniffed: Sniffed, name: str, kind: str, wanted: str | None) -> list[_Found]:
    found, begins = list[_Found](), 0
    for sheet in sheets_of(sniffed, name, wanted):
        table = find_table(sheet.rows, known_names(kind))
        if table is None or heads_nothing(table):
            table = nameless_table(sheet.rows) or table
        if table is not None:
            bare = Sheet(sheet.name, [], sheet.from_1904, sheet.hidden)
            found.append(_Found(bare, replace(table, from_1904=sheet.from_1904), begins))
        begins += len(sheet.rows)
    return found


def _is_alike(other: _Found, best: _Found, kind: str) -> bool:
    """Tells whether a sheet that people see has rows under the columns of the best one, but for a few.

    Among quotas and weekly numbers those of another year or week are the same.
    """
    if other.sheet.hidden or not (other.table.rows and other.table.named and best.table.named):
        return False
    mine, theirs = _names(best.table, kind), _names(other.table, kind)
    return len(mine & theirs) >= max(2, _ALIKE * len(mine | theirs))


def _names(table: Table, kind: str) -> frozenset[str]:
    names = map(normalised, table.headers)
    return frozenset(names if kind in JOINED else (name.translate(_NO_DIGITS) for name in names))


def _unread(best: _Found, others: Sequence[_Found], kind: str) -> str:
    """Says which sheets are not read, and how they are."""
    told = _with_rows(others)
    if kind in JOINED:
        return _(
            "Only the sheet “{sheet}” is read. These have the same columns and are left out: {told}. "
            "All of them are read by “All with these columns” under Sheet, in the command by --sheet all.",
            sheet=best.sheet.name, told=told,
        )  # fmt: skip
    return _(
        "Only the sheet “{sheet}” is read. These have the same columns and are left out: {told}. "
        "Import each by itself: choose it under Sheet, in the command by --sheet.",
        sheet=best.sheet.name, told=told,
    )  # fmt: skip


def _with_rows(found: Iterable[_Found]) -> str:
    return ", ".join(
        n_("“{sheet}” ({number:,} row)", "“{sheet}” ({number:,} rows)", len(each.table.rows), sheet=each.sheet.name)
        for each in found
    )  # fmt: skip


def _checked(alike: Sequence[_Found], best: _Found, name: str, kind: str) -> Sequence[_Found]:
    """Gives the sheets to be joined; raises UserError where these cannot be, or are none."""
    if kind not in JOINED:
        raise UserError(
            _("The name of a sheet may tell the year or the week of its rows, so those of “{name}” are not read "
              "together and nothing was imported; name one sheet.", name=name)
        )  # fmt: skip
    if len(alike) < 2:
        raise UserError(
            _("No other sheet of “{name}” has the columns of “{sheet}”, so nothing was imported; name one sheet.",
              name=name, sheet=best.sheet.name)
        )  # fmt: skip
    return alike


def _joined(found: Sequence[_Found], kind: str) -> Table:
    """Gives the tables of several sheets as one; the number of a row names its sheet."""
    tables = [with_headings(each.table, kind) for each in found]
    headers = tuple(dict.fromkeys(header for table in tables for header in _known_as(table, tables[0])))
    rows, skipped = list[FileRow](), list[SkippedRow]()
    for each, table in zip(found, tables, strict=True):
        places = _places(headers, _known_as(table, tables[0]))
        for row in table.rows:
            cells = tuple(None if place is None else row.cells[place] for place in places)
            rows.append(FileRow(each.numbered(row.number), cells, row.fault, row.why_before))
        skipped += (replace(row, number=each.numbered(row.number)) for row in table.skipped)
    notes = tuple(dict.fromkeys(note for table in tables for note in table.notes))
    return replace(
        tables[0], headers=headers, rows=tuple(rows), skipped=tuple(skipped), notes=(*notes, _note(found))
    )


def _known_as(table: Table, first: Table) -> list[str]:
    """Gives the names of the columns of a table, written as in the first one."""
    written = {normalised(header): header for header in reversed(first.headers)}
    found = {header: written.get(normalised(header), header) for header in table.headers}
    return [
        header if header in first.headers or found[header] in table.headers else found[header]
        for header in table.headers
    ]


def _places(headers: Sequence[str], own: Sequence[str]) -> list[int | None]:
    return [own.index(header) if header in own else None for header in headers]


def _note(found: Sequence[_Found]) -> str:
    return _("The rows of several sheets are read as one: {sheets}.", sheets=_with_rows(found))
