"""Files that are not what their name says: pages and XML saved as workbooks, packed, locked and boundless ones."""

import gzip
import os
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import preview_import, read_source
from salesdesk.services.importing.service import ImportService

DEALS = "Deal ID,Owner,Stage,Close date,Amount\n1,Mia Orr,Won,2024-05-01,10\n2,Jo Fox,Lost,2024-05-02,20\n"
CELLS = [line.split(",") for line in DEALS.splitlines()]


def won(path: Path) -> tuple[int, int, dict[str, object]]:
    totals = preview_import(ImportService(None), read_source(path, "deals")).plan.totals
    return totals.won, totals.lost, dict(totals.won_amount)


RIGHT = (1, 1, {"USD": 10})


def _page(cells: list[list[str]], tag: str = "td") -> str:
    rows = "".join(f"<tr>{''.join(f'<{tag}>{c}' for c in row)}" for row in cells)
    return f"<table border=1><caption>Closed</caption>{rows}</table>"


@pytest.mark.parametrize(
    "page",
    [
        f"<html><head><style>td {{ color: red }}</style></head><body>{_page(CELLS)}</body></html>",
        f"<table><tr><td>Menu</td><td>Help</td></tr></table>{_page(CELLS, 'th')}",
        f"<!DOCTYPE html><table><tr><td>{_page(CELLS)}</td></tr></table>",
        '<?xml version="1.0"?><!-- made by a tool --><html>'
        + _page(CELLS).replace("Orr", "&Ouml;rr&nbsp;")
        + "</html>",
    ],
)
def test_that_a_page_saved_as_a_workbook_is_read(tmp_path: Path, page: str) -> None:
    (path := tmp_path / "report.xls").write_text(page, encoding="utf-8")
    assert won(path) == RIGHT


def test_that_cells_of_a_page_reach_over_rows_and_columns(tmp_path: Path) -> None:
    page = (
        "<table><tr><th colspan=3>Closed deals</th></tr><tr><th>Owner<th>Deal ID<th>Stage<th>Notes</tr>"
        "<tr><td rowspan=2>Mia Orr<td>1<td>Won<td>one<br>two</tr><tr><td>2<td>Lost<td></tr></table>"
    )
    (path := tmp_path / "report.xls").write_text(page)
    rows = [row.cells for row in read_source(path, "deals").table.rows]
    assert rows == [("Mia Orr", "1", "Won", "one\ntwo"), ("Mia Orr", "2", "Lost", "")]


def test_that_the_encoding_a_page_names_is_believed(tmp_path: Path) -> None:
    page = (
        '<html><meta charset="windows-1254"><body>' + _page(CELLS).replace("Mia Orr", "Işıl Şen") + "</html>"
    )
    (path := tmp_path / "report.xls").write_bytes(page.encode("cp1254"))
    assert read_source(path, "deals").table.rows[0].cells[1] == "Işıl Şen"


def _office_xml(cells: list[list[str]]) -> str:
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in cells[:-1]
    )
    last = (
        '<Row ss:Index="6"><Cell><Data ss:Type="Number">2</Data></Cell><Cell ss:Index="3">'
        '<Data ss:Type="String">Lost</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2024-05-02T00:00:00.000</Data></Cell></Row>'
    )
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="Empty"/><Worksheet ss:Name="Closed"><Table>{rows}{last}</Table></Worksheet></Workbook>'
    )


def test_that_a_workbook_in_xml_is_read(tmp_path: Path) -> None:
    (path := tmp_path / "report.xls").write_text(_office_xml(CELLS))
    assert won(path) == RIGHT
    source = read_source(path, "deals")
    assert source.sheet == "Closed"
    assert source.table.rows[1].number == 6


def test_that_cells_of_xml_reach_down_and_its_hidden_sheets_stand_back(tmp_path: Path) -> None:
    cells = [
        ["Owner", "Deal ID", "Stage", "Close date", "Amount"],
        ["Mia Orr", "1", "Won", "2024-05-01", "10"],
    ]
    text = _office_xml([*cells, []]).replace(
        '<Cell><Data ss:Type="String">Mia', '<Cell ss:MergeDown="5"><Data>Mia'
    )
    hidden = (
        '<Worksheet ss:Name="Old"><Table>'
        + text.split("<Table>")[1].split("<Row ss:Index")[0] * 3
        + "</Table>"
        '<o:WorksheetOptions xmlns:o="urn:schemas-microsoft-com:office:excel"><o:Visible>SheetHidden</o:Visible>'
        "</o:WorksheetOptions></Worksheet>"
    )
    path = tmp_path / "report.xls"
    path.write_text(text.replace("<Worksheet", hidden + "<Worksheet", 1).replace(' ss:Index="6"', ""))
    source = read_source(path, "deals")
    assert source.sheet == "Closed"
    assert [row.cells[:3] for row in source.table.rows] == [("Mia Orr", "1", "Won"), ("Mia Orr", 2.0, "Lost")]


def test_that_xml_that_would_swell_is_refused(tmp_path: Path) -> None:
    text = _office_xml(CELLS).replace("?><Workbook", '?><!DOCTYPE x [<!ENTITY a "b">]><Workbook')
    (path := tmp_path / "report.xls").write_text(text)
    with pytest.raises(UserError, match="not a workbook"):
        read_source(path, "deals")


def test_that_a_packed_file_with_one_table_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(path := tmp_path / "export.zip", "w") as pack:
        pack.writestr("deals.csv", DEALS)
        pack.writestr("__MACOSX/._deals.csv", "x")
        pack.writestr("readme.pdf", "x")
    assert won(path) == RIGHT
    (path := tmp_path / "deals.csv.gz").write_bytes(gzip.compress(DEALS.encode()))
    assert won(path) == RIGHT


def test_that_a_packed_file_with_several_tables_says_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(path := tmp_path / "export.zip", "w") as pack:
        pack.writestr("a.csv", DEALS)
        pack.writestr("b.csv", DEALS)
    with pytest.raises(UserError, match=r"packed file with “a.csv”, “b.csv”"):
        read_source(path, "deals")


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900) + "EncryptedPackage".encode("utf-16-le") + bytes(900),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
        + b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12) + b"\x2f\x00\x36\x00" + bytes(900),
    ],
)  # fmt: skip
def test_that_a_locked_workbook_is_called_locked(tmp_path: Path, data: bytes) -> None:
    (path := tmp_path / "deals.xlsx").write_bytes(data)
    with pytest.raises(UserError, match="locked by a password"):
        read_source(path, "deals")


def test_that_a_cell_in_the_last_corner_takes_no_memory(tmp_path: Path) -> None:
    book = Workbook()
    for row in CELLS:
        book.active.append(row)
    book.active["XFD1048576"] = "x"
    book.save(path := tmp_path / "deals.xlsx")
    with pytest.raises(UserError, match="more memory than an import may"):
        read_source(path, "deals")


def test_that_what_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack, pack.open("deals.csv", "w") as file:
        for _ in range(410):
            file.write(b"a,b\n" * 250_000)
    with pytest.raises(UserError, match="more memory than an import may"):
        read_source(path, "deals")


def test_that_rows_without_end_are_refused_before_they_are_held(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv.gz"
    line = ",".join(("D-1", "x" * 20)).encode() + b"\n"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(30):
            file.write(line * 50_000)
    tracemalloc.start()
    with pytest.raises(UserError, match="more memory than an import may"):
        read_source(path, "deals")
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert held < 12_000_000, f"{held:,} bytes for {30 * 50_000 * len(line):,}"


def test_that_a_packed_file_of_several_parts_is_read_whole(tmp_path: Path) -> None:
    half = DEALS.index("\n") + 1
    path = tmp_path / "deals.csv.gz"
    path.write_bytes(gzip.compress(DEALS[:half].encode()) + gzip.compress(DEALS[half:].encode()))
    assert won(path) == RIGHT


def test_that_a_packed_file_that_was_cut_is_called_damaged(tmp_path: Path) -> None:
    (path := tmp_path / "deals.csv.gz").write_bytes(gzip.compress(DEALS.encode())[:-12])
    with pytest.raises(UserError, match="is damaged"):
        read_source(path, "deals")


def test_that_a_hundred_thousand_columns_are_refused(tmp_path: Path) -> None:
    (path := tmp_path / "deals.csv").write_text(",".join(f"Deal {i}" for i in range(100_000)) + "\n")
    with pytest.raises(UserError, match="more memory than an import may"):
        read_source(path, "deals")


def test_that_pipes_and_devices_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "pipe.csv")
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(UserError, match="is no file"):
            read_source(path, "deals")
