"""A number of a workbook that is infinite or none at all is told as any cell that cannot be read."""

from pathlib import Path

import pytest

from salesdesk.exchange.import_file import preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.store.desk_file import DeskFile
from tests.exchange.test_hostile_workbooks import workbook_with

DEALS = ("Deal Name", "Owner", "Amount", "Close Date", "Stage")
GOOD = ("Crane", "Ann Berg", "100", "2026-03-01", "Closed Won")


def workbook(folder: Path, rows: list[tuple[str, ...]], name: str = "deals.xlsx") -> Path:
    """Writes a workbook in which what begins with “=” is a bare number, all else a text."""

    def cell(value: str) -> str:
        if value.startswith("="):
            return f"<c><v>{value[1:]}</v></c>"
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    cells = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    (path := folder / name).write_bytes(workbook_with(cells))
    return path


@pytest.mark.parametrize("number", ["=1e999", "=-1e999", "=NaN", "=inf"])
@pytest.mark.parametrize("column", ["Amount", "Close Date"])
def test_that_a_number_that_is_none_spoils_at_most_its_own_row(
    tmp_path: Path, desk: DeskFile, number: str, column: str
) -> None:
    bad = list(GOOD)
    bad[DEALS.index(column)] = number
    path = workbook(tmp_path, [DEALS, GOOD, (*GOOD[:1], "Bo Lund", *GOOD[2:]), tuple(bad)])
    preview = preview_import(ImportService(desk), read_source(path, "deals"))
    assert len(preview.plan.rows) == 3


def test_that_an_infinite_amount_is_told_as_no_number_and_one_that_is_none_as_empty(tmp_path: Path) -> None:
    path = workbook(tmp_path, [DEALS, GOOD, ("Dam", "Bo Lund", "=1e999", "=NaN", "Closed Won")])
    last = read_source(path, "deals").table.rows[-1]
    assert last.cells[2:4] == ("inf", "nan")


@pytest.mark.parametrize(
    ("kind", "head", "row"),
    [
        ("people", ("Name", "Email", "Hired"), ("Ann Berg", "a@b.example", "=1e999")),
        ("quotas", ("Salesperson", "Period", "Quota"), ("Ann Berg", "2026-01", "=1e999")),
        ("quotas", ("Salesperson", "Jan 2026", "Feb 2026"), ("Ann Berg", "=1e999", "=NaN")),
        ("numbers", ("Salesperson", "Week", "Calls"), ("Ann Berg", "2026-W10", "=1e999")),
        ("numbers", ("Date", "Salesperson", "Activity"), ("=1e999", "Ann Berg", "Call")),
    ],
)
def test_that_every_kind_of_file_can_be_read_with_such_numbers(
    tmp_path: Path, kind: str, head: tuple[str, ...], row: tuple[str, ...]
) -> None:
    good = tuple("2026-03-01" if name in ("Hired", "Date") else "7" if value.startswith("=") else value
                 for name, value in zip(head, row, strict=True))  # fmt: skip
    assert read_source(workbook(tmp_path, [head, good, row]), kind).table.rows[-1].cells.count("inf") == 1
