"""Before anybody chooses, a file is told by its columns, and rejected rows come back to be mended."""

import csv
from pathlib import Path

import openpyxl
import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.export_rows import write_rejected_rows
from salesdesk.exchange.find_table import ROW, WHY
from salesdesk.exchange.import_file import ImportChoices, apply_import, preview_import, read_source
from salesdesk.exchange.proposal import Proposal, propose, telling_date
from salesdesk.services.importing.service import ImportService
from salesdesk.store.connection import all_beside
from salesdesk.store.desk_file import DeskFile
from tests.store.test_presence import locks_on

DEALS = "Deal ID,Owner,Stage,Close date,Amount\n1,Ada,Won,2024-02-01,10.50\n2,Bo,Lost,2024-02-02,x\n"


def proposed(folder: Path, text: str, desk: DeskFile | None = None, **wanted: str) -> Proposal:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return propose(ImportService(desk), path, **wanted)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("deals", DEALS),
        ("people", "Name,Role,Region\nAda Lind,Seller,North\n"),
        ("accounts", "Account,Industry,Employees\nNordfeld,Trade,50\n"),
        ("products", "Product,Family,Price\nAlpha,A,50\n"),
        ("quotas", "Salesperson,Starts on,Quota\nAda,2024-01-01,5000\nAda,2024-04-01,5000\n"),
        ("quotas", "Salesperson,Start,Quota\nAda,2024-01-01,5000\nBo,2024-01-01,5000\n"),
        ("quotas", "Salesperson,Q1,Q2,Q3,Q4\nAda,10,20,30,40\nBo,10,20,30,40\n"),
        ("quotas", "Rep,Jan 2024,Feb 2024\nAda,10,20\nBo,10,20\n"),
        ("people", "Name,Start,Role\nAda Lind,2024-01-01,Seller\n"),
    ],
)
def test_that_the_columns_tell_what_the_rows_are(tmp_path: Path, kind: str, text: str) -> None:
    assert proposed(tmp_path, text).source.kind == kind


def test_that_a_wish_for_another_kind_is_followed(tmp_path: Path) -> None:
    found = proposed(tmp_path, "Account,Stage,Owner\nNordfeld,Won,Ada\n", kind="accounts")
    assert (found.source.kind, found.mapping.columns[0]) == ("accounts", "name")


def test_that_dates_which_can_be_read_in_two_ways_come_with_a_telling_example(tmp_path: Path) -> None:
    rows = "1,Ada,Won,4/4/2024,5\n2,Ada,Won,3/4/2024,5\n"
    found = proposed(tmp_path, DEALS.splitlines()[0] + "\n" + rows)
    assert found.unclear
    assert telling_date(found.source, found.mapping.columns) == ("Close date", "3/4/2024")
    found = proposed(tmp_path, DEALS)
    assert not found.unclear
    assert telling_date(found.source, found.mapping.columns) == ("", "")


def test_that_remembered_columns_tell_the_kind_and_the_mapping(tmp_path: Path, desk: DeskFile) -> None:
    service, text = ImportService(desk), "Who,What,Till\nAda,Won,2024-02-01\n"
    source = proposed(tmp_path, text, desk, kind="deals").source
    choices = ImportChoices("Weekly", columns={0: "salesperson_id", 1: "stage_id", 2: "closed_on"})
    apply_import(service, preview_import(service, source, choices))
    found = proposed(tmp_path, text, desk)
    assert (found.source.kind, found.mapping.remembered) == ("deals", "Weekly")
    assert dict(found.mapping.columns) == choices.columns
    assert [saved.name for saved in found.saved] == ["Weekly"]


def test_that_a_workbook_names_its_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Read me"  # type: ignore[union-attr]
    sheet = book.create_sheet("Deals")
    for line in DEALS.splitlines():
        sheet.append(line.split(","))
    book.save(tmp_path / "book.xlsx")
    found = propose(ImportService(None), tmp_path / "book.xlsx")
    assert (found.source.sheet, found.sheets) == ("Deals", ("Read me", "Deals"))


def test_that_rejected_rows_are_written_as_they_were_with_their_reason(tmp_path: Path) -> None:
    text = DEALS + "3,Bo,Lost,2024-02-03,7\n"
    preview = preview_import(ImportService(None), proposed(tmp_path, text).source)
    target = tmp_path / "rejected.csv"
    assert write_rejected_rows(preview, target) == 1
    with target.open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file)
    assert header == [*DEALS.splitlines()[0].split(","), ROW, WHY]
    assert row == ["2", "Bo", "Lost", "2024-02-02", "x", "3", "“x” under “Amount” is not a number."]


def test_that_rejected_rows_which_cannot_be_written_are_told_in_a_sentence(tmp_path: Path) -> None:
    preview = preview_import(ImportService(None), proposed(tmp_path, DEALS).source)
    with pytest.raises(UserError, match="could not be written"):
        write_rejected_rows(preview, tmp_path / "no such folder" / "rejected.csv")


def test_that_the_apostrophe_before_a_formula_is_taken_away_again_when_the_mended_file_is_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "deals.csv"
    text = "Deal ID,Deal name,Stage,Amount\n1,=1+1,Won,lots\n2,'t Hart,Won,5\n3,Winch,Won,6\n4,Rope,Won,7\n"
    path.write_text(text, encoding="utf-8")
    preview = preview_import(ImportService(None), read_source(path, "deals"))
    target = tmp_path / "rejected.csv"
    write_rejected_rows(preview, target)
    assert "'=1+1" in target.read_text("utf-8-sig")
    target.write_text(target.read_text("utf-8-sig").replace("lots", "7"), encoding="utf-8")
    again = read_source(target, "deals").table
    assert again.rows[0].cells[1] == "=1+1"
    assert read_source(path, "deals").table.rows[1].cells[1] == "'t Hart"


def test_that_the_open_desk_is_refused_as_a_table_before_it_is_read(desk: DeskFile, tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.hardlink_to(desk.path)
    desk.identity  # noqa: B018 - a connection must be there to have locks
    own = [path for path in all_beside(desk.path) if path.exists()]
    before = [locks_on(path) for path in own]
    assert any(before)
    for path in (*own, link):
        with pytest.raises(UserError, match="is the desk that is open here"):
            propose(ImportService(desk), path)
    assert [locks_on(path) for path in own] == before


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rep,Measure,Q1 2025,Q2 2025\nMia Orr,Quota,10,20\nMia Orr,Actual,9,8\n", "quotas"),
        (
            "Deal,Activity type,Owner,Stage,Amount\nMast,Call,Mia Orr,Won,10\nKeel,Mail,Mia Orr,Lost,5\n",
            "deals",
        ),
        ("Deal,Owner,Stage,Annual target,Close date\nMast,Mia Orr,Won,10,2025-03-04\n", "deals"),
    ],
)
def test_that_what_one_kind_refuses_is_proposed_as_another(tmp_path: Path, text: str, kind: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(text)
    assert propose(ImportService(None), path).source.kind == kind
