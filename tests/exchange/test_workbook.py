"""Workbooks are read as a person sees them: merged groups, hidden columns, serial dates, the sheet with the table."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import preview_import, read_source
from salesdesk.exchange.read_workbook import fill_merged
from salesdesk.services.importing.service import ImportService


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A manager's report: a cover sheet, titles, grouped headers, merged managers, subtotals, a hidden number."""
    book = Workbook()
    book.active.title = "Cover"
    book.active["B2"] = "Review pack"
    sheet = book.create_sheet("Closed")
    sheet.append(["Closed deals of the quarter"])
    sheet.append(["Who", None, None, "What", None, "When"])
    sheet.append(["Manager", "Sales\nagent", "Opp ID", "Stage", "Value", "Closed", "Engaged"])
    sheet.append(["Mona Ruiz", "Ada Lind", "D1", "Won", 100, 45355, date(2024, 1, 4)])
    sheet.append([None, "Bo Ek", "D2", "Lost", 0, 45356, date(2024, 1, 5)])
    sheet.append(["Subtotal Mona Ruiz", None, None, None, 100])
    sheet.append(["Al Berg", "Cy Dahl", "D3", "Won", "1,250.50", 45357, date(2024, 1, 6)])
    sheet.append(["Grand total", None, None, None, 1350.5])
    sheet.append([])
    sheet.append(["* without tax"])
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("A4:A5")
    sheet.column_dimensions["C"].hidden = True
    path = tmp_path / "report.xlsx"
    book.save(path)
    return path


def test_that_a_managers_report_gives_its_deals_and_nothing_else(report: Path) -> None:
    source = read_source(report, "deals")
    preview = preview_import(ImportService(None), source)
    values = [row.values for row in preview.plan.rows]
    assert (source.sheet, source.encoding, source.delimiter) == ("Closed", None, None)
    assert source.table.header_row == 3
    assert len(source.table.skipped) == 4
    assert [v["external_id"] for v in values] == ["D1", "D2", "D3"]
    assert values[0]["closed_on"] == date(2024, 3, 4)
    assert values[0]["started_on"] == date(2024, 1, 4)
    assert float(values[2]["amount"]) == 1250.5
    assert preview.plan.totals.won == 2


def test_that_a_merged_group_stands_in_each_of_its_rows(report: Path) -> None:
    table = read_source(report, "deals").table
    assert table.column(0) == ["Mona Ruiz", "Mona Ruiz", "Al Berg"]


def test_that_titles_merged_across_columns_are_not_repeated() -> None:
    rows = [["Title", None], ["a", "b"]]
    fill_merged(rows, [((0, 0), (0, 1))])
    assert rows == [["Title", None], ["a", "b"]]


def test_that_a_sheet_can_be_chosen_and_a_missing_one_is_named(report: Path) -> None:
    assert read_source(report, "deals", "closed").sheet == "Closed"
    with pytest.raises(UserError, match=r"has no sheet “May”.*“Cover”, “Closed”"):
        read_source(report, "deals", "May")
    with pytest.raises(UserError, match="No row of column names"):
        read_source(report, "deals", "Cover")


def test_that_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pack.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(200))
    with pytest.raises(UserError, match="not a workbook that can be read"):
        read_source(path, "deals")


def test_that_a_text_file_has_no_sheets(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Deal ID,Stage\n1,Won\n")
    with pytest.raises(UserError, match="has no sheets"):
        read_source(path, "deals", "Closed")
