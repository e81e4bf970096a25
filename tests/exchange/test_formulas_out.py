"""Whatever leaves the program as cells is no formula to a spreadsheet, by whichever way it leaves."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from salesdesk.env.formulas import harmless, tab_separated, unguarded
from salesdesk.exchange.export_rows import export_desk, export_rows, write_rejected_rows
from salesdesk.exchange.import_file import preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile

ACTIVE = [
    "=1+1",
    "-1-2",
    "+1-2",
    "+49-30-1",
    "-1/2",
    "--1",
    "+-1",
    "-1*2",
    "@SUM(1)",
    "+A1",
    "-2+3",
    "＝1",
    "=cmd|' /C x'!A0",
]
QUIET = ["-5 %", "+49 30 123", "+49 (30) 123-45", "-1.200,50 €", "-$300", "Mast", "a=b", "-", ""]

Outlet = Callable[[DeskFile, list[str], Path], list[str]]


def _exported(desk: DeskFile, texts: list[str], folder: Path) -> list[str]:
    records = RecordsService(desk)
    for text in texts:
        records.add("opportunity", {"name": text or "nothing"})
    export_rows(records, "opportunity", folder / "deals.csv")
    rows = csv.DictReader((folder / "deals.csv").read_text(encoding="utf-8-sig").splitlines())
    return [row["Deal"] for row in rows]


def _zipped(desk: DeskFile, texts: list[str], folder: Path) -> list[str]:
    records = RecordsService(desk)
    for text in texts:
        records.add("opportunity", {"name": text or "nothing"})
    export_desk(desk, folder / "all.zip")
    with ZipFile(folder / "all.zip") as archive:
        text = archive.read("csv/opportunity.csv").decode("utf-8-sig")
    return [row["name"] for row in csv.DictReader(io.StringIO(text))]


def _rejected(_desk: DeskFile, texts: list[str], folder: Path) -> list[str]:
    with (folder / "in.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Deal", "=cmd", "Close date"])
        writer.writerows([text, text, "no day"] for text in texts)
        writer.writerows(["fine", "fine", f"2025-02-{day:02d}"] for day in range(1, 28))
    write_rejected_rows(
        preview_import(ImportService(None), read_source(folder / "in.csv", "deals")), folder / "out.csv"
    )
    header, *rows = csv.reader((folder / "out.csv").read_text(encoding="utf-8-sig").splitlines())
    assert header[1] == "'=cmd"
    return [row[0] for row in rows]


def _copied(_desk: DeskFile, texts: list[str], _folder: Path) -> list[str]:
    return tab_separated([text] for text in texts).split("\n")


@pytest.mark.parametrize("outlet", [_exported, _zipped, _rejected, _copied])
def test_that_no_way_out_lets_a_formula_pass_or_changes_anything_else(
    desk: DeskFile, tmp_path: Path, outlet: Outlet
) -> None:
    assert outlet(desk, ACTIVE, tmp_path)[: len(ACTIVE)] == [f"'{text}" for text in ACTIVE]
    assert {"-5 %", "+49 30 123", "-$300"} <= set(outlet(desk, QUIET, tmp_path))


@given(st.text("=+-@ 019.,%()/*^&A'€\t\r", max_size=9))
@example("-1-2")
@example("+49 30 123")
def test_that_what_stays_as_it_is_holds_no_sum_and_all_comes_back(text: str) -> None:
    told = harmless(text)
    assert unguarded(told) == text or told == text
    if told == text and text.strip()[:1] in ("=", "@", "+", "-"):
        rest = text.strip()[1:]
        assert text.strip()[0] in "+-"
        assert not set(rest) & set("=@*^&A")
        assert not any(sign in "+-/" and before.isdigit() and after.isdigit() and " " not in rest.strip()
                       for before, sign, after in zip(rest, rest[1:], rest[2:], strict=False))  # fmt: skip
