"""The sheets of a workbook in the wizard: those not read are told where one is chosen, and rows name theirs."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication, QLabel

from salesdesk.gui.widgets.record_table import RecordTable
from tests.gui.importing.conftest import HEADER

NORTH = ("D1,Ida Lind,Nordfeld,Press,Won,2026-01-05,2026-03-14,1200",)
SOUTH = (
    "D2,Bo Ek,Kvist,Press,Lost,2026-01-05,2026-03-15,50",
    "D3,Bo Ek,Kvist,Press,Won,2026-01-05,2026-03-16,x",
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    book, path = openpyxl.Workbook(), tmp_path / "book.xlsx"
    for title, rows in (("North", (HEADER, *NORTH)), ("South", (HEADER, *SOUTH)), ("Hints", ("a,b", "c,d"))):
        sheet = book.create_sheet(title)
        for line in rows:
            sheet.append(line.split(","))
    del book["Sheet"]
    book.save(path)
    return path


def sheets(drive: Any) -> list[str]:
    combo = drive.combo("import_sheet")
    return [combo.itemText(place) for place in range(combo.count())]


def test_that_the_first_page_tells_which_sheets_are_not_read_and_how_many_rows_each_has(
    drive: Any, book: Path
) -> None:
    drive.open(book)
    assert drive.page == "import_found"
    unread = drive.wizard.findChild(QLabel, "import_unread")
    assert unread.isVisible()
    assert "Only the sheet “South” is read" in unread.text()
    assert "“North” (1 row)" in unread.text()
    counted = ["All with these columns", "North (1 row)", "South (2 rows)", "Hints (1 row)"]
    assert sheets(drive) == counted
    drive.choose("import_sheet", "North (1 row)")
    assert not unread.isVisible()
    assert sheets(drive) == counted, "what was counted stays counted when one sheet is named"


def test_that_rows_of_several_sheets_are_listed_with_their_sheet_and_its_own_number(
    drive: Any, book: Path
) -> None:
    drive.open(book).choose("import_sheet", "All with these columns").preview()
    drive.click("pill_rejected")
    table = next(each for each in drive.wizard.findChildren(RecordTable) if each.isVisible())
    model = table.model()
    heads = [model.headerData(column, table.horizontalHeader().orientation()) for column in range(2)]
    cells = [model.index(0, column).data() for column in range(2)]
    assert heads == ["Sheet", "Row"]
    assert cells == ["South", "3"]


def test_that_the_keyboard_stays_on_the_choice_of_the_sheet_while_it_is_read(drive: Any, book: Path) -> None:
    drive.open(book)
    drive.wizard.activateWindow()
    drive.qtbot.waitUntil(drive.wizard.isActiveWindow)
    drive.choose("import_sheet", "All with these columns")
    drive.wizard._show(drive.wizard._work)  # as where it takes longer than nobody notices
    drive.wizard._show(drive.wizard._found)
    assert QApplication.focusWidget() is drive.combo("import_sheet")
