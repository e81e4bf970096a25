"""A workbook with a sheet a month or a region: one is read and the others are told, or all of them are read."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from salesdesk.cli.import_command import as_json, summary
from salesdesk.env.errors import UserError
from salesdesk.exchange.export_rows import rejected_rows_beside
from salesdesk.exchange.file_tables import ALL_SHEETS
from salesdesk.exchange.import_file import Source, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.versions import is_left_for_another

HEAD = ("Opp ID", "Owner", "Account", "Stage", "Amount", "Close date")
JAN = (
    ("D1", "Ada Lind", "Nordfeld", "Won", 100, "2025-01-08"),
    ("D2", "Bo Ek", "Kvist", "Lost", 50, "2025-01-09"),
)
FEB = (("D3", "Ada Lind", "Tarn", "Won", 70, "2025-02-08"),)
QUOTAS = ("Salesperson", "Q1 2025", "Q2 2025")


def book_of(folder: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], *hidden: str) -> Path:
    book, path = Workbook(), folder / "book.xlsx"
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    del book["Sheet"]
    book.save(path)
    return path


def told(source: Source) -> str:
    return " ".join(source.table.left_out)


def test_that_sheets_with_the_same_columns_that_are_not_read_are_told_with_their_rows(tmp_path: Path) -> None:
    path = book_of(
        tmp_path, {"Jan": (HEAD, *JAN), "Feb": (HEAD, *FEB), "Notes": (("Remember", "this"), ("a", "b"))}
    )
    source = read_source(path, "deals")
    assert source.sheet == "Jan"
    assert "Only the sheet “Jan” is read" in told(source)
    assert "“Feb” (1 row)" in told(source)
    assert "--sheet all" in told(source)
    assert "Notes" not in told(source)
    assert any("“Feb” (1 row)" in note for note in preview_import(ImportService(None), source).notes)


def test_that_a_column_more_makes_no_other_sheet(tmp_path: Path) -> None:
    lost = ("D9", "Ada Lind", "Tarn", "Lost", 7, "2025-02-08", "Price")
    path = book_of(tmp_path, {"Won": (HEAD, *JAN), "Lost": ((*HEAD, "Lost reason"), lost)})
    source = read_source(path, "deals")
    assert source.sheet == "Lost"
    assert "“Won” (2 rows)" in told(source)


def test_that_neither_hidden_sheets_are_told_nor_any_where_one_is_named(tmp_path: Path) -> None:
    path = book_of(tmp_path, {"Jan": (HEAD, *JAN), "Feb": (HEAD, *FEB), "Old": (HEAD, *FEB)}, "Old")
    assert "Old" not in told(read_source(path, "deals"))
    assert told(read_source(path, "deals", "Feb")) == ""


def test_that_all_sheets_with_these_columns_are_read_as_one(tmp_path: Path) -> None:
    turned = [tuple(reversed(row)) for row in (HEAD, *FEB)]
    path = book_of(
        tmp_path, {"Jan": (HEAD, *JAN), "Feb": [("Deals of February",), *turned], "Old": (HEAD, *FEB)}, "Old"
    )
    source = read_source(path, "deals", ALL_SHEETS)
    plan = preview_import(ImportService(None), source).plan
    assert [row.values["external_id"] for row in plan.rows] == ["D1", "D2", "D3"]
    assert (plan.totals.won, plan.totals.lost) == (2, 1)
    assert plan.totals.won_amount == {"USD": 170}
    assert [row.number for row in source.table.rows] == [2, 3, 6]
    assert "“Jan” (2 rows), “Feb” (1 row)" in " ".join(source.table.notes)
    assert told(source) == ""


def test_that_a_cell_of_a_further_sheet_that_cannot_be_read_is_told_by_its_row(tmp_path: Path) -> None:
    bad = ("D3", "Ada Lind", "Tarn", "Won", "x", "2025-02-08")
    plan = preview_import(
        ImportService(None),
        read_source(book_of(tmp_path, {"Jan": (HEAD, *JAN), "Feb": (HEAD, bad)}), "deals", "All"),
    ).plan
    assert [(str(row.number), row.why) for row in plan.left_out] == [
        ("2 (sheet “Feb”)", "“x” under “Amount” is not a number.")
    ]


def test_that_a_sentence_about_rows_of_several_sheets_names_their_sheets_and_their_own_numbers(
    tmp_path: Path,
) -> None:
    path = book_of(tmp_path, {"North": (HEAD, *JAN), "South": [("Deals",), HEAD, *FEB, *FEB]})
    preview = preview_import(ImportService(None), read_source(path, "deals", ALL_SHEETS))
    rejected = as_json(preview)["rejected"]
    assert [(each["sheet"], each["row"]) for each in rejected] == [("South", 4)]
    assert rejected[0]["why"] == "It repeats row 3 (sheet “South”) of the file."
    assert "Row 4 (sheet “South”) is left out" in summary(preview)
    with rejected_rows_beside(tmp_path / "rejected.csv") as write:
        write(preview)
    assert "4 (sheet “South”)" in (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig")


def test_that_the_rejected_rows_of_several_sheets_are_known_again_as_left_for_another(tmp_path: Path) -> None:
    assert is_left_for_another("It repeats row 3 (sheet “South”) of the file.")


def test_that_one_sheet_alone_is_told_by_its_numbers_as_ever(tmp_path: Path) -> None:
    path = book_of(tmp_path, {"Jan": (HEAD, *JAN, *JAN[:1])})
    preview = preview_import(ImportService(None), read_source(path, "deals"))
    assert as_json(preview)["rejected"] == [{"row": 4, "why": "It repeats row 2 of the file."}]


def test_that_a_sheet_called_all_is_that_sheet(tmp_path: Path) -> None:
    path = book_of(tmp_path, {"Jan": (HEAD, *JAN), "All": (HEAD, *FEB)})
    assert [row.cells[0] for row in read_source(path, "deals", "all").table.rows] == ["D3"]


def test_that_all_sheets_are_refused_where_no_other_is_alike(tmp_path: Path) -> None:
    path = book_of(tmp_path, {"Jan": (HEAD, *JAN), "Notes": (("Remember", "this"), ("a", "b"))})
    with pytest.raises(UserError, match=r"No other sheet of “book\.xlsx” has the columns of “Jan”"):
        read_source(path, "deals", ALL_SHEETS)


def test_that_sheets_of_quotas_are_told_and_read_one_by_one_as_their_name_may_tell_the_year(
    tmp_path: Path,
) -> None:
    later = tuple(head.replace("2025", "2026") for head in QUOTAS)
    path = book_of(tmp_path, {"2025": (QUOTAS, ("Ada Lind", 1, 2)), "2026": (later, ("Ada Lind", 3, 4))})
    source = read_source(path, "quotas")
    assert source.sheet == "2025"
    assert "“2026” (1 row)" in told(source)
    assert "Import each by itself" in told(source)
    with pytest.raises(UserError, match="not read together"):
        read_source(path, "quotas", ALL_SHEETS)
