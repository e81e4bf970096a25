"""The import wizard as a manager drives it: a real window, a real desk, real files."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.services.team_settings_edit import TeamSettingsService

HEADER = "Deal ID,Owner,Account,Product,Stage,Created date,Close date,Amount"
ROWS = (
    "A-1,Ida Lind,Nordfeld,Alpha,Won,2026-01-05,2026-03-14,1200",
    "A-2,Ida Lind,Kvist,Alpha,Lost,2026-01-06,2026-03-15,800",
    "A-3,Bo Berg,Kvist,Beta,Proposal,2026-02-01,2026-12-01,",
)


def test_that_three_pages_lead_from_a_file_to_the_desk_and_back(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.open(deals(*ROWS))
    assert drive.page == "import_found"
    assert "3 rows in 8 columns" in drive.said()
    assert "UTF-8, comma-separated" in drive.said()
    assert drive.combo("import_kind").currentText() == "Deals"
    assert drive.combo("Owner").currentText() == "Salesperson"
    drive.preview()
    assert drive.page == "import_preview"
    assert drive.pills() == ["3 new", "0 changed", "0 the same", "0 rejected"]
    assert "won 1 ($1,200), lost 1, open 1" in drive.said()
    assert "2 salespeople" in drive.said(), "who will be created is said before"
    assert drive.deals() == {}, "nothing is written before the last button"
    assert drive.button("import_next").text() == "Import 3 deals"
    drive.click("import_next")
    assert drive.page == "import_done"
    assert drive.deals() == {
        "A-1": ("won", "2026-03-14"), "A-2": ("lost", "2026-03-15"), "A-3": ("open", None),
    }  # fmt: skip
    assert drive.button("import_undo").text() == "Undo: Import 3 deals from deals.csv"
    assert "Ida Lind" in [e.name for e in drive.services.roster.roster().people]
    drive.click("import_undo")
    assert drive.deals() == {}
    assert "as it was before" in drive.said()
    assert not drive.button("import_undo").isVisible()


def test_that_the_way_back_changes_the_columns_and_the_preview_follows(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.open(deals(*ROWS)).preview()
    assert any("Nordfeld" in cell for row in drive.table() for cell in row)
    drive.columns().choose("Account", "Leave out").preview()
    assert not any("Nordfeld" in cell for row in drive.table() for cell in row)


def test_that_a_field_comes_from_one_column_only(drive: Any, deals: Callable[..., Path]) -> None:
    drive.open(deals(*ROWS)).choose("Product", "Account")
    drive.combo("Stage").setFocus()
    assert drive.combo("Account").currentText() == "Leave out"
    assert drive.combo("Deal ID").currentText() == "Deal number", "what the arrow keys pass by is left alone"
    assert "“Account” now comes from “Product”, so “Account” is left out." in drive.said()


def test_that_a_column_has_its_field_again_once_the_other_goes_elsewhere(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.open(deals(*ROWS)).choose("Product", "Account")
    drive.combo("Stage").setFocus()
    drive.preview().columns().choose("Product", "Product")
    drive.combo("Stage").setFocus()
    assert drive.combo("Account").currentText() == "Account"
    assert "“Account” comes from “Account” again." in drive.said()


def test_that_a_later_export_shows_each_changed_field_and_each_rejected_row(
    drive: Any, deals: Callable[..., Path], tmp_path: Path
) -> None:
    drive.open(deals(*ROWS)).preview().click("import_next")
    later = deals(
        ROWS[0], ROWS[1].replace("Lost", "Won"), ROWS[2].replace("Bo Berg", "Ida Lind"),
        "A-9,Ida Lind,Nordfeld,Alpha,Won,2026-01-05,2026-02-30,5", "A-8,Ida Lind,Nordfeld,Alpha,Won,2026-01-05,,7",
        name="later.csv",
    )  # fmt: skip
    drive.open(later)
    drive.preview()
    assert drive.pills() == ["1 new", "2 changed", "1 the same", "1 rejected"]
    assert drive.button("import_next").text() == "Import 1 deal and change 2"
    drive.click("pill_changed")
    assert [row[0:1] + row[2:] for row in drive.table()] == [
        ["3", "Stage", "Lost", "Won"], ["3", "Outcome", "Lost", "Won"], ["4", "Salesperson", "Bo Berg", "Ida Lind"],
    ]  # fmt: skip
    drive.click("pill_rejected")
    assert drive.table() == [["5", "A-9", "“2026-02-30” under “Close date” is not a date."]]
    target = tmp_path / "mend.csv"
    drive.opened.furniture.prompts.preset(target)
    drive.click("export_rejected")
    assert "1 rejected row is in “mend.csv”" in drive.said()
    assert "A-9" in target.read_text("utf-8-sig")


def test_that_the_same_file_again_has_nothing_to_import(drive: Any, deals: Callable[..., Path]) -> None:
    path = deals(*ROWS)
    drive.open(path).preview().click("import_next")
    drive.open(path).preview()
    assert drive.pills() == ["0 new", "0 changed", "3 the same", "0 rejected"]
    assert drive.button("import_next").text() == "Nothing to import"
    assert not drive.button("import_next").isEnabled()


def test_that_unclear_dates_are_asked_about_in_place(drive: Any, deals: Callable[..., Path]) -> None:
    rows = [row.replace("2026-01-05", "04/04/2026").replace("2026-03-14", "03/04/2026") for row in ROWS[:1]]
    drive.open(deals(*rows))
    assert "Dates such as 03/04/2026 under “Close date” can be read in two ways" in drive.said()
    assert drive.button("date_order_dmy").text() == "3 Apr 2026, day first"
    assert drive.button("date_order_mdy").text() == "4 Mar 2026, month first"
    assert "Nothing is chosen yet." in drive.said()
    drive.preview()
    assert drive.page == "import_found", "without an answer there is no preview"
    assert QApplication.focusWidget() is drive.button("date_order_dmy")
    assert "Choose one of these first: “3 Apr 2026, day first”, “4 Mar 2026, month first”." in drive.said()
    drive.click("date_order_dmy").preview().click("import_next")
    assert drive.deals() == {"A-1": ("won", "2026-04-03")}


def test_that_the_wrong_date_order_shows_in_the_preview_and_can_be_set_right(
    drive: Any, deals: Callable[..., Path]
) -> None:
    rows = [f"A-{i},Ida,Nordfeld,Alpha,Won,0{i}/04/2026,0{i}/05/2026,5" for i in (1, 2, 3)]
    drive.open(deals(*rows)).click("date_order_mdy").preview()
    assert "Dates are read month first." in drive.said()
    assert any("May" not in cell and "Mar 2026" in cell for row in drive.table() for cell in row)
    drive.columns().click("date_order_dmy").preview()
    assert "Dates are read day first." in drive.said()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"", "“empty.csv” is empty"),
        ("report.csv", b"%PDF-1.7 and so on", "“report.csv” is a PDF, not a table"),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n0000", "is a picture, not a table"),
        ("noise.csv", bytes(range(256)) * 20, "not a table"),
        ("header.csv", HEADER.encode(), "has column names but no rows"),
        ("broken.xlsx", b"PK\x03\x04 nothing here", "is not a workbook that can be read"),
    ],
)
def test_that_a_wrong_file_is_refused_in_one_sentence_and_the_wizard_stays(
    drive: Any, tmp_path: Path, deals: Callable[..., Path], name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    drive.open(path)
    assert sentence in drive.said()
    assert "nothing was imported" in drive.said()
    assert drive.wizard.isVisible()
    assert not drive.button("import_next").isVisible()
    drive.opened.furniture.prompts.preset(deals(*ROWS))
    drive.click("first_step")
    assert drive.page == "import_found"


def test_that_columns_which_are_not_enough_are_told_in_place(drive: Any, deals: Callable[..., Path]) -> None:
    drive.open(deals("red,5", header="Colour,Size")).preview()
    assert drive.page == "import_found"
    assert "has no column for" in drive.said()


def test_that_what_the_rows_are_can_be_changed(drive: Any, deals: Callable[..., Path]) -> None:
    drive.open(deals("Ida Lind,North", "Bo Berg,South", header="Name,Region"))
    assert drive.combo("import_kind").currentText() == "Salespeople"
    drive.choose("import_kind", "Accounts")
    assert drive.combo("Name").findText("Sector") >= 0, "the fields are those of an account"
    drive.choose("import_kind", "Salespeople").preview()
    assert drive.button("import_next").text() == "Import 2 salespeople"


def test_that_a_sheet_of_a_workbook_can_be_chosen(drive: Any, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, rows in (("North", ROWS), ("South", ROWS[:1])):
        sheet = book.create_sheet(title)
        for line in (HEADER, *rows):
            sheet.append(line.split(","))
    del book["Sheet"]
    book.save(tmp_path / "book.xlsx")
    drive.open(tmp_path / "book.xlsx")
    assert "3 rows" in drive.said()
    assert "sheet “North”" in drive.said()
    drive.choose("import_sheet", "South (1 row)")
    assert "1 row" in drive.said()
    assert "sheet “South”" in drive.said()
    drive.preview()
    assert "Only the sheet" not in drive.said(), "who names a sheet wants no other"


def test_that_other_sheets_with_the_same_columns_are_told_and_all_can_be_read(
    drive: Any, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for title, rows in (("North", ROWS[:2]), ("South", ROWS[2:])):
        sheet = book.create_sheet(title)
        for line in (HEADER, *rows):
            sheet.append(line.split(","))
    del book["Sheet"]
    book.save(tmp_path / "book.xlsx")
    drive.open(tmp_path / "book.xlsx")
    drive.choose("import_kind", "Accounts").choose("import_kind", "Deals")
    drive.preview()
    assert "“South” (1 row)" in drive.said(), "to choose the kind is not to name the sheet"
    drive.columns().choose("import_sheet", "All with these columns")
    assert "all sheets with these columns" in drive.said()
    drive.choose("import_kind", "Quotas").choose("import_kind", "Deals")
    drive.choose("import_sheet", "All with these columns").preview()
    assert "Only the sheet" not in drive.said()
    assert drive.button("import_next").text() == "Import 3 deals"


def test_that_columns_are_remembered_by_name(drive: Any, deals: Callable[..., Path]) -> None:
    odd = "Who,Whose,How,Till"
    drive.open(deals("Ida Lind,Nordfeld,Won,2026-03-14", header=odd))
    drive.choose("import_kind", "Deals").choose("Who", "Salesperson").choose("Whose", "Account")
    drive.choose("How", "Stage").choose("Till", "Closed")
    drive.write("remember_as", "Friday list")
    drive.preview().click("import_next")
    assert "remembered as “Friday list”" in drive.said()
    drive.open(deals("Bo Berg,Kvist,Lost,2026-03-21", header=odd, name="next.csv"))
    assert drive.combo("import_mapping").currentText() == "remembered: Friday list"
    assert drive.combo("Whose").currentText() == "Account"
    drive.preview()
    assert "read as remembered under “Friday list”" in drive.said()
    drive.columns().choose("import_mapping", "found in the file")
    assert drive.combo("Whose").currentText() == "Leave out"


def test_that_escape_closes_with_nothing_written(
    drive: Any, deals: Callable[..., Path], qtbot: QtBot
) -> None:
    drive.open(deals(*ROWS)).preview()
    before = drive.services.undoing.undo_name
    qtbot.keyClick(drive.wizard, Qt.Key.Key_Escape)
    assert drive.wizard is None
    assert drive.deals() == {}
    assert drive.services.undoing.undo_name == before


def test_that_enter_imports_from_the_preview_where_nothing_else_has_an_enter_of_its_own(
    drive: Any, deals: Callable[..., Path], qtbot: QtBot
) -> None:
    drive.open(deals(*ROWS)).preview()
    drive.button("pill_same").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert drive.button("pill_same").isChecked(), "another chip is chosen first"
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(drive.button("pill_same"), held)
    assert drive.settle().page == "import_preview", "a key that is held writes nothing"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert drive.settle().page == "import_done"
    assert len(drive.deals()) == 3


def test_that_no_two_columns_show_one_field_and_what_is_passed_by_has_it_again(
    drive: Any, deals: Callable[..., Path], qtbot: QtBot
) -> None:
    drive.open(deals(*ROWS)).choose("Product", "Account")
    assert drive.combo("Account").currentText() == "Leave out", "while the keyboard is still there"
    qtbot.keyClick(drive.combo("Product"), Qt.Key.Key_Down)
    assert drive.combo("Account").currentText() == "Account"
    assert "comes from “Account” again" not in drive.said()


def test_that_ctrl_enter_goes_on_from_every_page(
    drive: Any, deals: Callable[..., Path], qtbot: QtBot
) -> None:
    drive.open(deals(*ROWS))
    pages: list[str] = []
    for _ in range(3):
        pages.append(drive.page)
        qtbot.keyClick(drive.wizard.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        drive.settle()
    assert pages == ["import_found", "import_team", "import_preview"]
    assert drive.page == "import_done"
    assert len(drive.deals()) == 3


def test_that_the_button_to_go_on_tells_its_key(drive: Any, deals: Callable[..., Path]) -> None:
    drive.open(deals(*ROWS))
    assert "Ctrl+Enter" in drive.button("import_next").toolTip()


def test_that_all_of_it_goes_by_keyboard(drive: Any, deals: Callable[..., Path], qtbot: QtBot) -> None:
    drive.open(deals(*ROWS))
    for _ in range(3):
        steps = 0
        while QApplication.focusWidget() is not drive.button("import_next") and steps < 60:
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            steps += 1
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        drive.settle()
    assert drive.page == "import_done"
    assert len(drive.deals()) == 3
    assert drive.wizard.focusWidget() is drive.button("import_show")


def test_that_cancel_in_the_middle_of_writing_leaves_nothing(
    drive: Any, deals: Callable[..., Path], qtbot: QtBot
) -> None:
    many = [f"A-{i},Ida Lind,Nordfeld,Alpha,Won,2026-01-05,2026-03-14,{i}" for i in range(6000)]
    drive.open(deals(*many)).preview()
    before = drive.services.undoing.undo_name
    drive.wizard._run.progressed.connect(
        lambda done, total, words: done and drive.button("import_cancel").click()
    )
    qtbot.mouseClick(drive.button("import_next"), Qt.MouseButton.LeftButton)
    assert drive.page == "import_work"
    assert drive.button("import_cancel").isVisible()
    drive.settle()
    assert drive.page == "import_preview"
    assert "was stopped, and nothing was changed" in drive.said()
    assert drive.deals() == {}
    assert drive.services.undoing.undo_name == before
    assert not drive.services.desk.rows("SELECT id FROM account WHERE name = 'Nordfeld'")
    drive.wizard._run.progressed.disconnect()
    drive.click("import_next")
    assert len(drive.deals()) == 6000, "afterwards it can still be imported"


def test_that_escape_in_the_middle_of_writing_stops_it_and_closes(
    drive: Any, deals: Callable[..., Path], qtbot: QtBot
) -> None:
    many = [f"A-{i},Ida Lind,Nordfeld,Alpha,Won,2026-01-05,2026-03-14,{i}" for i in range(6000)]
    drive.open(deals(*many)).preview()
    qtbot.mouseClick(drive.button("import_next"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(drive.wizard, Qt.Key.Key_Escape)
    drive.settle()
    assert drive.wizard is None
    assert drive.deals() == {}


def test_that_undo_elsewhere_is_seen_by_the_wizard(drive: Any, deals: Callable[..., Path]) -> None:
    drive.open(deals(*ROWS)).preview().click("import_next")
    drive.opened.window.actions_by_id["undo"].trigger()
    drive.settle()
    assert "as it was before" in drive.said()
    drive.opened.window.actions_by_id["redo"].trigger()
    assert drive.button("import_undo").isVisible()


def test_that_a_change_of_the_desk_makes_the_preview_anew(drive: Any, deals: Callable[..., Path]) -> None:
    path = deals(*ROWS)
    drive.open(path).preview().click("import_next")
    drive.open(path).preview()
    assert drive.pills()[2] == "3 the same"
    drive.opened.window.actions_by_id["undo"].trigger()
    drive.settle()
    assert drive.page == "import_team", "with the people gone, they are asked about again"
    drive.click("import_next")
    assert drive.pills()[0] == "3 new"


def test_that_the_done_page_leads_to_what_was_imported(drive: Any, deals: Callable[..., Path]) -> None:
    drive.open(deals("Ida Lind,North", header="Name,Region")).preview().click("import_next")
    assert drive.button("import_show").text() == "Show the team"
    drive.click("import_show")
    assert drive.wizard is None
    assert drive.opened.window.shell.tabs.current_key() == "team"


def test_that_the_lock_hides_the_wizard_and_the_way_back_shows_it(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.open(deals(*ROWS))
    drive.opened.window.lock()
    assert not drive.wizard.isVisible()
    drive.opened.window.actions_by_id["import"].trigger()
    assert drive.opened.furniture.prompts.asked.count("Choose the file from your CRM") == 1
    drive.opened.window.unlock()
    assert drive.wizard.isVisible()
    furniture = drive.opened.furniture
    furniture.sessions.start(furniture.opening.services.roster.roster().people[0].person_id)
    assert drive.wizard.windowHandle() is None, "a screen reader would find it where it is only hidden"
    furniture.sessions.end()
    assert drive.wizard.isVisible()


def test_that_closing_the_desk_closes_the_wizard(drive: Any, deals: Callable[..., Path]) -> None:
    drive.open(deals(*ROWS))
    drive.opened.furniture.opening.close()
    assert drive.wizard is None


def drop(window: QMainWindow, *paths: Path) -> bool:
    """Drops files onto a window; tells whether it took them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    held = (
        QPoint(300, 300),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    for event in (QDragEnterEvent(*held), dropped := QDropEvent(*held)):
        QApplication.sendEvent(window, event)
    return dropped.isAccepted()


def test_that_a_file_dropped_onto_the_window_opens_the_wizard(drive: Any, deals: Callable[..., Path]) -> None:
    assert drop(drive.opened.window, deals(*ROWS))
    drive.settle()
    assert drive.page == "import_found"
    assert "one at a time" not in drive.said()


def test_that_of_files_dropped_at_once_the_first_is_opened_and_the_others_are_told_to_come_after_it(
    drive: Any, deals: Callable[..., Path]
) -> None:
    first = deals(*ROWS)
    other = shutil.copyfile(first, first.with_name("other.csv"))
    picture = shutil.copyfile(first, first.with_name("picture.png"))
    assert drop(drive.opened.window, picture, first, other)
    drive.settle()
    assert drive.page == "import_found"
    assert f"one at a time, and this is “{first.name}”" in drive.said()
    assert not drop(drive.opened.window, picture, picture), "nothing of that can be imported"


@pytest.mark.parametrize("zoom", [100, 200])
def test_that_nothing_is_cut_and_everything_has_a_name(
    drive: Any, deals: Callable[..., Path], zoom: int
) -> None:
    drive.opened.furniture.context.theme.set_zoom(zoom)
    drive.open(deals(*ROWS))
    for step in range(3):
        drive.wizard.resize(1240, 660)
        drive.settle()
        assert (drive.wizard.width(), drive.wizard.height()) == (1240, 660)
        page = drive.wizard.findChild(QStackedWidget).currentWidget()
        assert isinstance(page, QScrollArea)
        assert page.widget().width() <= page.viewport().width(), "it never scrolls sideways"
        for control in (*drive.wizard.findChildren(QPushButton), *drive.wizard.findChildren(QComboBox)):
            if control.isVisible():
                assert control.accessibleName() or control.property("text"), control.objectName()
        if step < 2:
            drive.preview()


def test_that_dates_far_off_are_shown_and_asked_about(drive: Any, deals: Callable[..., Path]) -> None:
    drive.open(deals("A-1,Zoë Łoś,Nordfeld,Alpha,Won,1926-01-05,2126-03-14,1200")).preview()
    assert "2 dates lie far off" in drive.said()
    prompts = drive.opened.furniture.prompts
    prompts.preset(False)
    drive.click("import_next")
    assert "Are they meant?" in prompts.asked[-1]
    assert not drive.deals()
    prompts.preset(True)
    drive.click("import_next")
    assert list(drive.deals()) == ["A-1"]


def test_that_leaving_is_called_cancel_until_something_is_written(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.open(deals("A-1,Zoë Łoś,Nordfeld,Alpha,Won,2026-01-05,2026-03-14,1200"))
    foot = drive.button("import_wizard_close")
    assert (drive.page, foot.text()) == ("import_found", "Cancel")
    drive.preview()
    assert (drive.page, foot.text()) == ("import_preview", "Cancel")
    drive.click("import_next")
    assert (drive.page, foot.text()) == ("import_done", "Close")


def test_that_a_file_that_is_read_has_one_button_to_stop_it_and_the_keyboard_is_on_it(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.flow.open(deals(*ROWS))
    assert drive.page == "import_work"
    assert not drive.button("import_wizard_close").isVisible()
    assert drive.wizard.focusWidget() is drive.button("import_cancel")
    drive.settle()
    assert drive.button("import_wizard_close").isVisible()


def test_that_the_file_box_opens_again_where_a_file_was_chosen_before_a_restart(
    drive: Any, deals: Callable[..., Path], start: Any
) -> None:
    path = deals(*ROWS)
    drive.open(path)
    # Else the second start would find its desk open, and call the first window to the front.
    drive.opened.furniture.opening.close()
    assert start().furniture.prompts.folder == str(path.parent)


def test_that_the_foot_names_the_backup_an_import_makes_by_itself(
    drive: Any, deals: Callable[..., Path], clock: FixedClock
) -> None:
    foot = drive.opened.window.findChild(QWidget, "status_left")
    drive.opened.furniture.opening.check_and_back_up(by_hand=True)
    drive.settle()
    assert f"Backup today {clock.now():%H:%M}" in foot.words
    clock.moment += timedelta(minutes=3)
    TeamSettingsService(drive.services.desk).edit("team_name", "Northern field")
    drive.open(deals(*ROWS)).preview().click("import_next")
    assert drive.page == "import_done"
    assert f"Backup today {clock.now():%H:%M}" in foot.words


def test_that_the_head_says_what_stands_below_it_after_undo_and_redo(
    drive: Any, deals: Callable[..., Path]
) -> None:
    drive.open(deals(*ROWS)).preview().click("import_next")
    title = drive.wizard.findChild(QLabel, "import_wizard_title")
    assert title.text() == "Imported deals.csv"
    assert "It is all on the desk, as one step that can be undone." in drive.said()
    drive.click("import_undo")
    assert title.text() == "Import of deals.csv, taken back"
    assert "It is all on the desk" not in drive.said()
    drive.opened.furniture.replay.run("redo")
    drive.settle()
    assert title.text() == "Imported deals.csv"
    assert "It is all on the desk" in drive.said()


def test_that_the_keyboard_is_back_at_the_button_once_the_rejected_rows_are_saved(
    drive: Any, deals: Callable[..., Path], tmp_path: Path, qtbot: QtBot
) -> None:
    drive.open(deals(*ROWS, ROWS[0].replace("2026-03-14", "2026-02-30"))).preview()
    drive.wizard.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is drive.wizard)
    button = drive.button("export_rejected")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    [dialog] = drive.wizard.findChildren(QFileDialog)
    dialog.selectFile(str(tmp_path / "mend.csv"))
    dialog.accept()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is drive.wizard)
    assert "1 rejected row is in “mend.csv”" in drive.said()
    assert QApplication.focusWidget() is button


def test_that_what_was_chosen_is_there_again_when_the_same_file_is_opened_again(
    drive: Any, deals: Callable[..., Path]
) -> None:
    path, prompts = deals(*ROWS), drive.opened.furniture.prompts
    drive.open(path).choose("Product", "Leave out")
    drive.write("remember_as", "Weekly")
    prompts.preset(True)
    drive.wizard.reject()
    assert "waits until you open the same file again" in prompts.asked[-1]
    assert drive.wizard is None
    drive.open(deals(*ROWS, name="other.csv"))
    assert drive.combo("Product").currentText() == "Product", "another file begins anew"
    drive.wizard.reject()
    drive.open(path)
    assert "What you had chosen for this file is here again." in drive.said()
    assert drive.combo("Product").currentText() == "Leave out"
    assert drive.wizard.findChild(QLineEdit, "remember_as").text() == "Weekly"
    drive.preview().click("import_next")
    drive.open(path)
    assert "is here again" not in drive.said(), "what was imported does not wait"
