"""Reads the sheets of a workbook: XLSX, XLSB, XLS and ODS."""

import io
import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager

from salesdesk.env.errors import UserError
from salesdesk.exchange.binary_workbooks import check_old
from salesdesk.exchange.compound_file import OLE, BrokenContainerError
from salesdesk.exchange.table import Row, one_of_each
from salesdesk.exchange.unpack import damaged, locked, too_large
from salesdesk.exchange.workbook_formats import days_from_1904, with_currencies
from salesdesk.frozen import frozen

MOST_COLUMNS = 5_000
_PANIC = "PanicException"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FILEPASS = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}\x2f\x00", re.DOTALL)
"""The beginning of an old workbook that is locked: its first record, then the one that says so."""


@frozen
class Sheet:
    """One sheet: its name, its rows from the very first, so that row numbers are the file's own, and who sees it.

    `from_1904` says that numbers of days count from 1904.
    """

    name: str
    rows: list[Row]
    from_1904: bool = False
    hidden: bool = False


def read_sheets(data: bytes, name: str, wanted: str | None = None) -> Iterator[Sheet]:
    """Gives the sheets that people see, then the hidden ones; or only the one with the wanted name.

    Raises UserError where the file is no workbook, needs a password or lacks the wanted sheet.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    if data.startswith(OLE) and (_ENCRYPTED in data or _FILEPASS.search(data)):
        raise UserError(locked(name))
    if data.startswith(OLE):
        try:
            check_old(data)
        except BrokenContainerError as error:
            raise UserError(damaged(name)) from error
    with _broken_is_said(name):
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    hidden = {m.name for m in workbook.sheets_metadata if m.visible is not SheetVisibleEnum.Visible}
    from_1904 = days_from_1904(data)
    for sheet_name in _wanted_names(workbook.sheet_names, hidden, wanted, name):
        with _broken_is_said(name):
            try:
                sheet = workbook.get_sheet_by_name(sheet_name)
            except CalamineError:
                continue
        if sheet.total_width > MOST_COLUMNS:
            raise UserError(too_large(name))
        rows = list(map(one_of_each(), sheet.to_python(skip_empty_area=False)))
        with_currencies(data, sheet_name, rows)
        fill_merged(rows, sheet.merged_cell_ranges or [])
        yield Sheet(sheet_name, rows, from_1904, sheet_name in hidden)


@contextmanager
def _broken_is_said(name: str) -> Generator[None]:
    """Says in a sentence that a workbook cannot be read, however the library that reads it ends."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError as error:
        raise UserError(locked(name)) from error
    except BaseException as error:
        # Where bytes are missing, the library may end in a panic, which is no Exception.
        if not isinstance(error, CalamineError | OSError | ValueError) and type(error).__name__ != _PANIC:
            raise
        words = _("“{name}” is not a workbook that can be read, so nothing was imported; export it as CSV or XLSX.",
                  name=name)  # fmt: skip
        raise UserError(words) from error


def names_of(data: bytes) -> tuple[str, ...]:
    """Gives the names of all sheets, in the order of the workbook."""
    from python_calamine import CalamineWorkbook

    return tuple(CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names)


def fill_merged(rows: list[Row], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Writes the value of a cell merged over several rows of one column into each of them.

    Cells merged across columns are titles and stay as they are: a repeated title would look like a header.
    """
    for (top, left), (bottom, right) in merged:
        if left != right or top == bottom or top >= len(rows):
            continue
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]


def _wanted_names(names: list[str], hidden: set[str], wanted: str | None, file_name: str) -> list[str]:
    if wanted is None:
        return sorted(names, key=lambda sheet: sheet in hidden)
    found = [sheet for sheet in names if sheet.casefold() == wanted.strip().casefold()]
    if not found:
        raise UserError(_no_such_sheet(names, wanted, file_name))
    return found


def chosen(sheets: Iterable[Sheet], wanted: str | None, file_name: str) -> Iterator[Sheet]:
    """Gives all sheets, or only the one with the wanted name; raises UserError where there is none."""
    found = list(sheets)
    names = [sheet.name for sheet in found]
    wanted_names = _wanted_names(names, set(), wanted, file_name)
    yield from (sheet for sheet in found if sheet.name in wanted_names)


def _no_such_sheet(names: list[str], wanted: str, file_name: str) -> str:
    listed = ", ".join(f"“{sheet}”" for sheet in names)
    return _(
        "“{file_name}” has no sheet “{wanted}”, so nothing was imported; it has {listed}.",
        file_name=file_name,
        wanted=wanted,
        listed=listed,
    )
