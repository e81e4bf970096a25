"""Small workbooks that claim to be huge are refused before the library makes room for them."""

import struct
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange import unpack
from salesdesk.exchange.read_workbook import read_sheets
from salesdesk.exchange.unpack import unpacked
from tests.exchange.binary_books import new_workbook

SHEET = "xl/worksheets/sheet1.xml"
END = bytes([146, 1, 0])
"""The record that ends the cells of a sheet of an XLSB."""


def spliced(kind: int, body: bytes) -> bytes:
    """Gives a short record of an XLSB."""
    return bytes([kind, len(body)]) + body


def workbook_with(cells: str) -> bytes:
    """Gives a workbook whose one sheet holds the given XML of rows."""
    made, data = BytesIO(), BytesIO()
    openpyxl.Workbook().save(made)
    with ZipFile(made) as source, ZipFile(data, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == SHEET:
                namespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
                text = f"<worksheet {namespace}><sheetData>{cells}</sheetData></worksheet>".encode()
            target.writestr(name, text)
    return data.getvalue()


LARGE = workbook_with("<row>" + "<c><v>1</v></c>" * 1000 + "</row>")


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="ZZZ900000"><v>1</v></c></row>',
        '<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="1"><c r="a1"><v>1</v></c></row><row r="1048576"><c r = "xfd1048576"><v>1</v></c></row>',
    ],
)
def test_that_a_cell_far_away_is_refused(cells: str) -> None:
    with pytest.raises(UserError, match="more memory than an import may"):
        unpacked(workbook_with(cells), "far.xlsx")


def test_that_a_cell_far_away_in_an_xlsb_is_refused() -> None:
    made, data = new_workbook([["Deal", "Amount"], ["One", 5.0]], ["General", "General"]), BytesIO()
    far = spliced(0, struct.pack("<I", 1_000_000) + bytes(13)) + spliced(
        5, struct.pack("<IId", 16_000, 0, 1.0)
    )
    with ZipFile(BytesIO(made)) as source, ZipFile(data, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.replace(END, far + END) if "sheet1" in name else part)
    with pytest.raises(UserError, match="more memory than an import may"):
        unpacked(data.getvalue(), "far.xlsb")
    assert unpacked(made, "near.xlsb") == made


def test_that_very_many_cells_that_do_not_say_where_they_stand_are_not_read_to_their_end(monkeypatch) -> None:
    monkeypatch.setattr(unpack, "MOST_CELLS", 400_000)
    rows = f"<row>{'<c><v>1</v></c>' * 1000}</row>" * 500
    with pytest.raises(UserError, match="more memory than an import may"):
        unpacked(workbook_with(rows), "many.xlsx")


def test_that_a_sheet_larger_than_may_be_read_is_not_looked_through(monkeypatch) -> None:
    monkeypatch.setattr(unpack, "LARGEST_BYTES", 1000)
    monkeypatch.setattr(ZipFile, "open", lambda *_: pytest.fail("it was opened"))
    with pytest.raises(UserError, match="more memory than an import may"):
        unpacked(LARGE, "large.xlsx")


def test_that_a_long_narrow_sheet_is_read() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="90000"><c r="B90000"><v>2</v></c></row>'
    (sheet,) = read_sheets(unpacked(workbook_with(cells), "long.xlsx"), "long.xlsx")
    assert len(sheet.rows) == 90_000
