"""Reads the sheets of a workbook: XLSX, XLSB, XLS and ODS."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from salesdesk.env.errors import UserError
from salesdesk.exchange.table import Row


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name and its rows from the very first, so that row numbers are the file's own."""

    name: str
    rows: list[Row]


def read_sheets(data: bytes, name: str, wanted: str | None = None) -> Iterator[Sheet]:
    """Gives the sheets that people see, then the hidden ones; or only the one with the wanted name.

    Raises UserError where the file is no workbook, needs a password or lacks the wanted sheet.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise UserError(
            _("“{name}” is locked by a password, so nothing was imported; save it without one.", name=name)
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UserError(
            _(
                "“{name}” is not a workbook that can be read, so nothing was imported; export it as CSV or XLSX.",
                name=name,
            )
        ) from error
    hidden = {m.name for m in workbook.sheets_metadata if m.visible is not SheetVisibleEnum.Visible}
    for sheet_name in _wanted_names(workbook.sheet_names, hidden, wanted, name):
        try:
            sheet = workbook.get_sheet_by_name(sheet_name)
        except CalamineError:
            continue
        rows: list[Row] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        fill_merged(rows, sheet.merged_cell_ranges or [])
        yield Sheet(sheet_name, rows)


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
        listed = ", ".join(f"“{sheet}”" for sheet in names)
        raise UserError(
            _(
                "“{file_name}” has no sheet “{wanted}”, so nothing was imported; it has {listed}.",
                file_name=file_name,
                wanted=wanted,
                listed=listed,
            )
        )
    return found
