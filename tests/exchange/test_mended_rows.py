"""A file of rejected rows is a part of an export: mended and read again it puts nothing back and misses nothing."""

from pathlib import Path

import pytest

from salesdesk.exchange.export_rows import write_rejected_rows
from salesdesk.exchange.import_file import ImportPreview, apply_import, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict
from salesdesk.store.desk_file import DeskFile

HEADER = "Deal ID,Deal name,Owner,Account,Stage,Close date,Amount"
SOUND = (
    "3,Hose,Ida,Nord,Open,2024-05-01,7\n4,Nut,Ida,Nord,Open,2024-05-01,8\n5,Nail,Ida,Nord,Open,2024-05-01,9"
)
REASONS = {
    "an older version": (
        "1,Pump,Ida,Nord,Open,2024-05-01,600\n1,Pump,Ida,Nord,Open,2024-05-01,700\n2,Valve,Ida,Nord,Won,soon,5"
    ),
    "an older version that cannot be read": (
        "1,Pump,Ida,Nord,Open,31/31/2024,600\n1,Pump,Ida,Nord,Open,2024-05-01,700\n2,Valve,Ida,Nord,Won,soon,5"
    ),
}
QUOTAS = "Salesperson,Quarter,Quota\nIda,Q1 2026,700\nIda,Q1 2026,700\nBo,Q1 2026,much\nBo,Q2 2026,4\nUlf,Q1 2026,3\n"


def imported(path: Path, desk: DeskFile, kind: str = "deals") -> ImportPreview:
    service = ImportService(desk)
    return apply_import(service, preview_import(service, read_source(path, kind)))[0]


def mended(preview: ImportPreview, folder: Path, **words: str) -> Path:
    """Writes the rejected rows of an import, with some words changed, and gives the path of the file."""
    path = folder / "mended.csv"
    write_rejected_rows(preview, path)
    text = path.read_text("utf-8-sig")
    for old, new in words.items():
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


def amounts(desk: DeskFile) -> dict[str, float]:
    rows = desk.rows("SELECT name, amount FROM opportunity ORDER BY id")
    return {row["name"]: row["amount"] / 10_000 for row in rows}


@pytest.mark.parametrize("rows", REASONS.values(), ids=REASONS)
def test_that_an_older_version_never_comes_back_with_the_mended_rows(
    rows: str, tmp_path: Path, desk: DeskFile
) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(f"{HEADER}\n{rows}\n{SOUND}\n", encoding="utf-8")
    first = imported(path, desk)
    again = imported(mended(first, tmp_path, soon="2024-03-01", **{"31/31/2024": "2024-02-01"}), desk)
    assert amounts(desk) == {"Pump": 700, "Hose": 7, "Nut": 8, "Nail": 9, "Valve": 5}
    assert [row.verdict for row in again.plan.rows] == [Verdict.REJECTED, Verdict.NEW]
    assert "The desk has the row that counts in its place" in again.plan.rows[0].why
    third = imported(mended(again, tmp_path), desk)
    assert [row.verdict for row in third.plan.rows] == [Verdict.REJECTED], "its own reason is known again"


def test_that_an_older_version_whose_reason_was_emptied_is_taken(tmp_path: Path, desk: DeskFile) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(f"{HEADER}\n{REASONS['an older version']}\n{SOUND}\n", encoding="utf-8")
    first = imported(path, desk)
    imported(mended(first, tmp_path, **{"Row 3 is a later version of it.": ""}), desk)
    assert amounts(desk)["Pump"] == 600


def test_that_an_older_version_with_a_mended_number_is_a_deal_of_its_own(
    tmp_path: Path, desk: DeskFile
) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(f"{HEADER}\n{REASONS['an older version']}\n{SOUND}\n", encoding="utf-8")
    first = imported(path, desk)
    again = imported(mended(first, tmp_path, **{"1,Pump": "17,Pump two", "soon": "2024-03-01"}), desk)
    assert [row.verdict for row in again.plan.rows] == [Verdict.NEW, Verdict.NEW]


def test_that_a_repeated_quota_never_comes_back_with_the_mended_rows(tmp_path: Path, desk: DeskFile) -> None:
    path = tmp_path / "quotas.csv"
    path.write_text(QUOTAS, encoding="utf-8")
    first = imported(path, desk, "quotas")
    again = imported(mended(first, tmp_path, much="5"), desk, "quotas")
    found = desk.rows("SELECT amount FROM quota ORDER BY amount DESC")
    assert [row["amount"] / 10_000 for row in found] == [700, 5, 4, 3]
    assert [row.verdict for row in again.plan.rows] == [Verdict.SAME, Verdict.NEW]


def test_that_a_file_of_rejected_rows_misses_no_deals(tmp_path: Path, desk: DeskFile) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(
        f"{HEADER}\n1,Pump,Ida,Nord,Open,,6\n{SOUND}\n2,Valve,Ida,Nord,Open,,x\n", encoding="utf-8"
    )
    first = imported(path, desk)
    again = mended(first, tmp_path, **{"Open,,x": "Open,,5"})
    again.write_text(again.read_text("utf-8") + "3,Hose,Ida,Nord,Open,2024-05-01,7,4,\n", encoding="utf-8")
    preview = imported(again, desk)
    assert preview.plan.missing == ()
    assert not any("earlier imports" in note or "earlier import" in note for note in preview.notes)
