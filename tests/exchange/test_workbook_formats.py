"""What only the format of a number tells, its currency, is read from workbooks."""

from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from salesdesk.exchange.import_file import ImportPreview, preview_import, read_source
from salesdesk.exchange.workbook_formats import currency_shown
from salesdesk.services.importing.service import ImportService


@pytest.mark.parametrize(
    ("code", "currency"),
    [
        ("[$€-407] #,##0.00", "€"),
        ("#,##0.00 [$€-1]", "€"),
        ("[$CHF-807] #,##0.00;[Red]-[$CHF-807] #,##0.00", "CHF"),
        ('#,##0.00 "EUR"', "EUR"),
        ('_-"£"* #,##0.00_-', "£"),
        ('0.0,"k€"', "€"),
        ("#,##0.00\\ €", "€"),
        ('#,##0 "zł"', "zł"),
        ("[$-409]d-mmm-yy", ""),
        ('0.0 "pcs"', ""),
        ("#,##0.00_);[Red](#,##0.00)", ""),
        ("General", ""),
    ],
)
def test_that_the_format_of_a_number_names_its_currency(code: str, currency: str) -> None:
    assert currency_shown(code) == currency


def _previewed(path: Path) -> ImportPreview:
    return preview_import(ImportService(None), read_source(path, "deals"))


def test_that_amounts_are_in_the_currency_that_a_workbook_shows(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("Deals")
    sheet.append(["Deal ID", "Stage", "Amount"])
    for number, (amount, shown) in enumerate(
        ((1000.5, "[$€-2] #,##0.00"), (500, "[$$-409]#,##0.00"), (70.1234, '#,##0.00 "CHF"'), (8, "0.00")), 1
    ):
        sheet.append([number, "Won", amount])
        sheet.cell(number + 1, 3).number_format = shown
    book.save(tmp_path / "deals.xlsx")
    assert _previewed(tmp_path / "deals.xlsx").plan.totals.won_amount == {
        "EUR": Decimal("1000.5"), "USD": Decimal(508), "CHF": Decimal("70.1234"),
    }  # fmt: skip


_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
    '<table:table table:name="Deals">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def _line(*cells: str, times: int = 1) -> str:
    made = "".join(
        cell if cell.startswith("<") else
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )  # fmt: skip
    return f'<table:table-row table:number-rows-repeated="{times}">{made}</table:table-row>'


def test_that_amounts_of_an_open_document_are_in_its_currency(tmp_path: Path) -> None:
    money = (
        '<table:table-cell office:value-type="currency" office:currency="{of}" office:value="{value}">'
        "<text:p>-</text:p></table:table-cell>"
    )
    rows = _line("Deal", "Stage", "Amount") + "".join(
        _line(f"Deal {value}", "Won", money.format(of=of, value=value), times=times)
        for of, value, times in (("EUR", 40.5, 1), ("CHF", 7, 1), ("EUR", 2, 1))
    )
    path = tmp_path / "deals.ods"
    with ZipFile(path, "w") as pack:
        pack.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        pack.writestr("content.xml", _ODS.format(rows=rows))
        pack.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    assert _previewed(path).plan.totals.won_amount == {"EUR": Decimal("42.5"), "CHF": Decimal(7)}
