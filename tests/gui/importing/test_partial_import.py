"""Rows are left out on the preview, one or all of a sort, and taken in; deals a file lacks are listed at the end."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.wishes import OpenRecord

ROWS = (
    "A-1,Ida Lind,Nordfeld,Alpha,Won,2026-01-05,2026-03-14,1200",
    "A-2,Ida Lind,Kvist,Alpha,Lost,2026-01-06,2026-03-15,800",
    "A-3,Bo Berg,Aker,Beta,Proposal,2026-02-01,2026-12-01,",
)


def select(drive: Any, row: int) -> None:
    shown = next(table for table in drive.wizard.findChildren(RecordTable) if table.isVisible())
    shown.selectRow(row)


def test_that_a_row_is_left_out_and_taken_in_again(drive: Any, deals: Callable[..., Path]) -> None:
    drive.open(deals(*ROWS)).preview()
    select(drive, 2)
    assert drive.button("leave_out").text() == "Leave out the row selected"
    drive.click("leave_out")
    assert drive.pills() == ["2 new", "0 changed", "0 the same", "0 rejected"]
    assert drive.button("pill_unwanted").text() == "1 left out"
    assert "Without the rows that are not imported: won 1 ($1,200), lost 1, open 0." in drive.said()
    assert "Bo Berg" not in drive.said(), "nobody is new for a row that is left out"
    drive.click("pill_unwanted")
    assert [row[0] for row in drive.table()] == ["4"]
    drive.click("take_in")
    assert drive.pills()[0] == "3 new"
    assert "In the file: won 1 ($1,200), lost 1, open 1." in drive.said()
    assert not drive.button("pill_waiting").isVisible(), "no row waits for another one"


def test_that_good_rows_that_wait_for_a_rejected_one_are_counted_apart(
    drive: Any, deals: Callable[..., Path]
) -> None:
    lines = [
        ROWS[0],
        ROWS[0].replace("Alpha", "Beta"),
        ROWS[0].replace("Alpha", "Gamma").replace("1200", "5x"),
    ]
    drive.open(deals(*lines, ROWS[1], ROWS[1].replace("Alpha", "Beta").replace("800", "50")))
    drive.click("import_next").click("answer_0").preview()
    assert drive.pills() == ["1 new", "0 changed", "0 the same", "2 rejected"]
    assert drive.button("pill_waiting").text() == "2 waiting"
    drive.click("pill_waiting")
    assert [row[0] for row in drive.table()] == ["2", "3"]
    drive.click("import_next")
    assert "5 deals: 1 new, 2 rejected, 2 waiting" in drive.said()


def test_that_what_was_left_out_is_in_no_file_of_rejected_rows_and_both_are_told_at_the_end(
    drive: Any, deals: Callable[..., Path], tmp_path: Path
) -> None:
    drive.open(deals(*ROWS)).preview().click("import_next")
    open_again = ROWS[0].replace("Won", "Proposal"), ROWS[1].replace("Lost", "Proposal")
    nobodys, bad = (
        "A-7,,Aker,Beta,Won,2026-02-01,2026-03-01,50",
        "A-8,Bo Berg,Aker,Beta,Won,2026-02-01,2026-03-01,x",
    )
    drive.open(deals(*open_again, nobodys, bad, name="older.csv")).preview().click("pill_changed")
    select(drive, 0)
    drive.click("leave_out")
    assert drive.button("pill_changed").isChecked(), "one stays where one was"
    assert not drive.button("leave_out").isVisible(), "no other row is selected in its place"
    drive.click("import_next")
    said = drive.said()
    assert "1 deal that was decided is open again." in said
    assert said.count("Deals without a salesperson: 1.") == 1
    assert "What could be imported is on the desk" in said
    assert "It is all on the desk" not in said
    assert "2 rows of the file are not on the desk" in said
    drive.click("show_left_out")
    assert [row[0] for row in drive.table()] == ["2", "5"]
    target = tmp_path / "rejected.csv"
    drive.opened.furniture.prompts.preset(target)
    drive.click("save_rejected")
    assert "1 rejected row is in “rejected.csv”" in " ".join(drive.wizard.banners.messages)
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert [line[:3] for line in lines[1:]] == ["A-8"]


def test_that_only_tables_that_were_looked_at_are_made_and_all_of_them_follow_the_preview(
    drive: Any, deals: Callable[..., Path]
) -> None:
    page = drive.open(deals(*ROWS)).wizard.findChild(QWidget, "import_preview")
    assert page.findChildren(RecordTable) == []
    drive.preview()
    assert len(page.findChildren(RecordTable)) == 1
    drive.click("pill_rejected").click("pill_new")
    assert len(page.findChildren(RecordTable)) == 2
    select(drive, 2)
    drive.click("leave_out").click("pill_unwanted")
    assert [row[0] for row in drive.table()] == ["4"]


def test_that_all_that_is_changed_can_be_left_out(drive: Any, deals: Callable[..., Path]) -> None:
    drive.open(deals(*ROWS)).preview().click("import_next")
    later = (
        ROWS[0].replace("1200", "900"),
        ROWS[1].replace("800", "700"),
        "A-4,Bo Berg,Aker,Beta,Won,2026-01-01,2026-02-02,5",
    )
    drive.open(deals(*later, name="later.csv")).preview().click("pill_changed").click("leave_out_all")
    assert drive.pills() == ["1 new", "0 changed", "0 the same", "0 rejected"]
    assert drive.button("pill_unwanted").text() == "2 left out"
    drive.click("import_next")
    assert "What could be imported is on the desk, as one step that can be undone." in drive.said()
    assert "2 rows of the file are not on the desk" in drive.said()
    assert not drive.button("save_rejected").isVisible(), "there is nothing to mend in them"
    rows = drive.services.desk.rows(
        "SELECT external_id, amount FROM opportunity WHERE external_id LIKE 'A-%'"
    )
    assert {row["external_id"]: row["amount"] for row in rows} == {
        "A-1": 12_000_000, "A-2": 8_000_000, "A-3": None, "A-4": 50_000,
    }  # fmt: skip


def test_that_deals_an_export_has_no_more_are_listed_and_opened(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.open(deals(*ROWS)).preview().click("import_next")
    assert not drive.button("show_missing").isVisible()
    drive.open(deals(ROWS[0], "A-5,Bo Berg,Kvist,Beta,Proposal,2026-02-01,,", name="later.csv"))
    drive.preview()
    note = "1 deal of an earlier import is not in this file; it stays as it is."
    assert note in drive.said(), "lost ones it need not have"
    drive.click("import_next")
    assert note in drive.said().splitlines(), "the card is headed by the sentence of the preview"
    drive.click("show_missing")
    assert [row[0] for row in drive.table()] == ["A-3"]
    table = next(table for table in drive.wizard.findChildren(RecordTable) if table.isVisible())
    number = drive.services.desk.rows("SELECT id FROM opportunity WHERE external_id = 'A-3'")[0]["id"]
    with drive.qtbot.waitSignal(drive.opened.furniture.context.wishes.made) as wished:
        table.row_opened.emit(number)
    assert wished.args == [OpenRecord("opportunity", number)]
    drive.click("import_undo")
    assert not drive.button("show_missing").isVisible()


def test_that_changed_amounts_are_told_in_the_currency_of_their_deal(
    drive: Any, deals: Callable[..., Path]
) -> None:
    header = "Deal ID,Owner,Account,Product,Stage,Created date,Close date,Amount,Currency"
    row = "{},Bo Berg,Kvist,Beta,Won,2026-01-05,2026-03-14,{},{}"
    first = (row.format("A-1", 1154, "USD"), row.format("A-2", 800, "EUR"), row.format("A-3", 70, "GBP"))
    drive.open(deals(*first, header=header)).preview().click("import_next")
    later = (row.format("A-1", 1054, "USD"), row.format("A-2", 810.5, "EUR"), row.format("A-3", 80, "EUR"))
    drive.open(deals(*later, header=header, name="later.csv")).preview().click("pill_changed")
    assert [line[2:] for line in drive.table()] == [
        ["Amount", "$1,154", "$1,054"], ["Amount", "€800", "€810.50"],
        ["Amount", "£70", "€80"], ["Currency", "GBP", "EUR"],
    ]  # fmt: skip
