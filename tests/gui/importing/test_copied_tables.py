"""A table that was copied with its names is imported like a file; days are shown as days on the page of columns."""

import errno
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from salesdesk.env.errors import UserError
from salesdesk.exchange.table import FileRow, Table
from salesdesk.gui.importing.mapping_table import first_values
from salesdesk.gui.widgets.elided import ElidedLabel

NUMBERS = "Rep\tWeek of\tCompetency\tOut of\tBecame\nMia Orr\t2024-09-02\tOpening\t5\t2\n"


def test_that_what_was_copied_is_imported_and_taken_back_as_one_step(drive, tmp_path: Path) -> None:
    QGuiApplication.clipboard().setText(NUMBERS)
    drive.opened.window.actions_by_id["import_copied"].trigger()
    drive.settle()
    assert drive.page == "import_found"
    folder = Path(drive.flow._copied.name)
    assert folder.exists()
    drive.preview().click("import_next")
    desk = drive.services.desk
    imported = (
        "SELECT trials, successes FROM competency_number WHERE entered_by = 'import' AND deleted_at IS NULL"
    )
    assert [tuple(row) for row in desk.rows(imported)] == [(5, 2)]
    assert desk.undo_name() == "Import 1 weekly number from the copied table"
    drive.wizard.close()
    assert not folder.exists()
    desk.undo()
    assert not desk.rows(imported)


@pytest.mark.parametrize("copied", ["hello world", "", "Dear all,\n\nsee below.\nBye", "Deal\tAmount"])
def test_that_what_is_no_table_is_told_as_something_copied_and_opens_no_wizard(drive, copied: str) -> None:
    QGuiApplication.clipboard().setText(copied)
    with pytest.raises(UserError, match=r"What was copied is not a table.*Nothing was imported"):
        drive.flow.ask_clipboard()
    assert drive.wizard is None


def test_that_a_copied_table_of_quotas_asks_for_its_year_in_place(drive) -> None:
    drive.flow.open_copied("Rep\tQ1\tQ2\nMia Orr\t500\t600\n", "quotas")
    drive.settle().click("import_next")
    assert drive.page == "import_found"
    assert any("“Q1” to “Q2”" in label.text() for label in drive.wizard.findChildren(QLabel))


def test_that_a_copied_table_is_called_so_wherever_it_is_told(drive) -> None:
    drive.flow.open_copied("Rep\tQ1\tQ2\nMia Orr\t500\t600\n", "quotas")
    drive.settle().click("import_next")
    assert ".tsv" not in drive.said() + drive.wizard.windowTitle()
    assert "the copied table" in drive.said()


@pytest.mark.parametrize(
    ("head", "first"),
    [("Q1\tQ2", "2026-01-01"), ("Q1 2026\tQ2 2026", "2026-01-01"), ("Jan\tFeb", "2026-01-01")],
)
def test_that_quotas_pasted_into_the_grid_of_a_year_are_of_that_year_where_they_name_none_or_it(
    drive, head: str, first: str
) -> None:
    drive.flow.open_copied(f"Rep\t{head}\nMia Orr\t500\t600\n", "quotas", "2026")
    drive.settle().preview()
    assert drive.page == "import_preview", drive.said()
    assert ("is that of the quotas into which it was pasted" in drive.said()) == ("2026" not in head)
    drive.click("import_next")
    assert drive.page == "import_done", "nothing is asked"
    assert first in starts(drive)


@pytest.mark.parametrize(
    "text",
    ["Rep\tQ1 2027\tQ2 2027\nMia Orr\t500\t600\n", "Quotas 2027\t\t\nRep\tQ1\tQ2\nMia Orr\t500\t600\n"],
)
def test_that_quotas_of_another_year_than_the_grid_are_asked_about_before_they_are_written(
    drive, text: str
) -> None:
    before = starts(drive)
    drive.flow.open_copied(text, "quotas", "2026")
    drive.settle().preview()
    words = "The quotas that were copied are of 2027, and they were pasted into 2026."
    assert drive.said().count(words) == 1
    drive.opened.furniture.prompts.preset(False)
    drive.click("import_next")
    assert words in drive.opened.furniture.prompts.asked[-1]
    assert starts(drive) == before
    drive.opened.furniture.prompts.preset(True)
    drive.click("import_next")
    assert starts(drive) >= {"2027-01-01", "2027-04-01"}


def starts(drive) -> set[str]:
    return {
        row[0] for row in drive.services.desk.rows("SELECT starts_on FROM quota WHERE deleted_at IS NULL")
    }


def test_that_days_a_spreadsheet_keeps_as_numbers_are_shown_as_days(drive, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Deal ID", "Owner", "Stage", "Close date"],
        [1, "Mia Orr", "Won", 45325],
        [2, "Jo Fox", "Lost", 45326],
    ):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "deals.xlsx")
    drive.open(tmp_path / "deals.xlsx")
    days = "2024-02-03  ·  2024-02-04"
    assert days in drive.combo("Close date").accessibleDescription()
    assert days in {label.words for label in drive.wizard.findChildren(ElidedLabel)}


def test_that_a_number_is_shown_as_a_day_only_where_it_is_read_as_one() -> None:
    table = Table(("When",), 1, (FileRow(2, (45325,)), FileRow(3, (date(2024, 2, 4),))), ())
    assert first_values(table, 0) == "45325  ·  2024-02-04"
    assert first_values(table, 0, as_days=True) == "2024-02-03  ·  2024-02-04"


def test_that_a_full_disk_is_a_sentence_and_leaves_an_open_import_as_it_is(
    drive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive.flow.open_copied(NUMBERS)
    drive.settle()
    drive.choose("Became", "Leave out")
    before, temporary = drive.wizard, tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))

    def full(*_arguments: object, **_more: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(Path, "write_text", full)
        with pytest.raises(UserError, match=r"No space left on device.*nothing was"):
            drive.flow.open_copied(NUMBERS)
    assert drive.wizard is before
    assert drive.wizard.isVisible()
    assert drive.combo("Became").currentText() == "Leave out"
    assert not list(temporary.iterdir()), "nothing half-written is left"
