"""What only the format of a number tells, its currency, is read from workbooks."""

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import ImportPreview, preview_import, read_source
from salesdesk.exchange.workbook_formats import currency_shown
from salesdesk.services.importing.service import ImportService
from tests.exchange.binary_books import new_workbook, old_workbook, older_workbook


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


HEAD = ("Deal ID", "Stage", "Closed", "Amount")
ROWS = (HEAD, (1.0, "Won", 43_911.0, 1000.5), (2.0, "Won", 43_912.0, 500.0), (3.0, "Won", 43_913.0, 9.0))
FORMATS = ("[$€-407] #,##0.00", '"US$"#,##0', "[$CHF] #,##0")
SHOWN = {"EUR": Decimal("1000.5"), "USD": Decimal(500), "CHF": Decimal(9)}


@pytest.mark.parametrize("made", [old_workbook, older_workbook, new_workbook])
def test_that_amounts_of_a_binary_workbook_are_in_the_currency_it_shows(
    tmp_path: Path, made: Callable[..., bytes]
) -> None:
    (path := tmp_path / "deals.xls").write_bytes(made(ROWS, FORMATS))
    assert _previewed(path).plan.totals.won_amount == SHOWN


def _in_xml(days: str = "") -> bytes:
    codes = ("Euro Currency", *(code.replace('"', "&quot;") for code in FORMATS[1:]))
    styles = "".join(
        f'<Style ss:ID="s{number}"><NumberFormat ss:Format="{code}"/></Style>'
        for number, code in enumerate(codes, 1)
    )
    rows = "".join(
        f'<Row ss:StyleID="s{number}">{"".join(_xml_cell(cell, column) for column, cell in enumerate(cells))}</Row>'
        for number, cells in enumerate(ROWS)
    )
    return (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">{days}<Styles>{styles}</Styles>'
        f'<Worksheet ss:Name="Deals"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def _xml_cell(cell: str | float, column: int) -> str:
    kind, style = "String" if isinstance(cell, str) else "Number", ' ss:StyleID="plain"' * (column < 3)
    return f'<Cell{style}><Data ss:Type="{kind}">{cell}</Data></Cell>'


def test_that_amounts_of_a_workbook_in_xml_are_in_the_currency_it_shows(tmp_path: Path) -> None:
    (path := tmp_path / "deals.xls").write_bytes(_in_xml())
    assert _previewed(path).plan.totals.won_amount == SHOWN


def test_that_a_format_of_an_open_document_tells_the_currency_in_words(tmp_path: Path) -> None:
    styles = (
        '<office:automatic-styles xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><number:number-style style:name="N1">'
        '<number:text>US$</number:text><number:number number:decimal-places="0"/></number:number-style>'
        '<number:number-style style:name="N2"><number:number/><number:text> CHF</number:text></number:number-style>'
        '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
        '<style:style style:name="ce2" style:family="table-cell" style:data-style-name="N2"/></office:automatic-styles>'
    )
    column = '<table:table-column table:number-columns-repeated="3" table:default-cell-style-name="ce2"/>'
    money = '<table:table-cell office:value-type="float" office:value="{value}"{style}><text:p/></table:table-cell>'
    rows = column + _line("Deal", "Stage", "Amount")
    for value, style in ((40.5, ' table:style-name="ce1"'), (7, "")):
        rows += _line(f"Deal {value}", "Won", money.format(value=value, style=style))
    path = tmp_path / "deals.ods"
    with ZipFile(path, "w") as pack:
        pack.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        pack.writestr(
            "content.xml", _ODS.format(rows=rows).replace("<office:body>", styles + "<office:body>")
        )
        pack.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    assert _previewed(path).plan.totals.won_amount == {"USD": Decimal("40.5"), "CHF": Decimal(7)}


def _of_excel() -> bytes:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in ROWS:
        book.worksheets[0].append(row)
    book.save(found := BytesIO())
    return found.getvalue()


@pytest.mark.parametrize(
    "made",
    [
        lambda: old_workbook(ROWS, FORMATS, from_1904=True),
        lambda: older_workbook(ROWS, FORMATS, from_1904=True), lambda: new_workbook(ROWS, FORMATS, from_1904=True),
        lambda: _in_xml('<ExcelWorkbook xmlns="urn:schemas-microsoft-com:office:excel"><Date1904/></ExcelWorkbook>'),
        _of_excel,
    ],
)  # fmt: skip
def test_that_bare_days_count_from_1904_where_a_workbook_says_so(
    tmp_path: Path, made: Callable[[], bytes]
) -> None:
    (path := tmp_path / "deals.xls").write_bytes(made())
    days = [row.values["closed_on"].isoformat() for row in _previewed(path).plan.rows]
    assert days == ["2024-03-22", "2024-03-23", "2024-03-24"]


def test_that_bare_days_count_from_1900_where_it_says_nothing(tmp_path: Path) -> None:
    (path := tmp_path / "deals.xls").write_bytes(old_workbook(ROWS, FORMATS))
    assert _previewed(path).plan.rows[0].values["closed_on"].isoformat() == "2020-03-21"


@pytest.mark.parametrize("cut", [700, 1100, 2500])
def test_that_an_old_workbook_cut_off_ends_in_a_sentence_or_in_what_can_be_read(
    tmp_path: Path, cut: int
) -> None:
    (path := tmp_path / "deals.xls").write_bytes(old_workbook(ROWS, FORMATS)[:cut])
    with suppress(UserError):
        _previewed(path)
