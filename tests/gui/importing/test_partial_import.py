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
    assert drive.pills() == ["2 new", "0 changed", "0 the same", "1 rejected"]
    assert "Bo Berg" not in drive.said(), "nobody is new for a row that is left out"
    drive.click("pill_rejected")
    assert drive.table()[0][-1] == "You left it out."
    drive.click("take_in")
    assert drive.pills()[0] == "3 new"
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
    drive.click("leave_out").click("pill_rejected")
    assert [row[-1] for row in drive.table()] == ["You left it out."]


def test_that_all_that_is_changed_can_be_left_out(drive: Any, deals: Callable[..., Path]) -> None:
    drive.open(deals(*ROWS)).preview().click("import_next")
    later = (
        ROWS[0].replace("1200", "900"),
        ROWS[1].replace("800", "700"),
        "A-4,Bo Berg,Aker,Beta,Won,2026-01-01,2026-02-02,5",
    )
    drive.open(deals(*later, name="later.csv")).preview().click("pill_changed").click("leave_out_all")
    assert drive.pills() == ["1 new", "0 changed", "0 the same", "2 rejected"]
    drive.click("import_next")
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
