"""What a file leaves open is asked on the page of columns, and the answer is taken."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel

from salesdesk.gui.importing.mapping_table import MappingTable

NUMBERED = "Deal ID,Deal Stage,Owner,Close date\nA-1,8812,Ida,2026-03-02\nA-2,8813,Ida,2026-03-03\n"


def test_that_which_deals_are_won_is_asked_with_two_rows(drive: Any, tmp_path: Path) -> None:
    path = tmp_path / "numbered.csv"
    path.write_text(NUMBERED, encoding="utf-8")
    drive.open(path).preview()
    assert drive.page == "import_found", "without an answer there is no preview"
    assert "Which column says whether a deal is won? Perhaps “Deal Stage”." in drive.said()
    assert "Row 2: Deal Stage: 8812" in drive.said()
    assert QApplication.focusWidget() is drive.button("answer_0")
    drive.click("answer_1").preview()
    assert "every row with a date counts as a closed sale" in drive.said()
    drive.click("import_next")
    assert drive.page == "import_done", drive.said()
    assert drive.deals() == {"A-1": ("won", "2026-03-02"), "A-2": ("won", "2026-03-03")}


def test_that_what_is_not_lost_and_past_its_close_date_is_asked_with_two_rows(
    drive: Any, tmp_path: Path
) -> None:
    path = tmp_path / "lost.csv"
    lines = ("A-1,Mast,2024-03-02,ja", "A-2,Sail,2024-03-03,nein", "A-3,Rope,2024-03-04,nein")
    path.write_text("\n".join(("Deal ID,Deal,Close date,Verloren ja/nein", *lines)), encoding="utf-8")
    drive.open(path).preview()
    assert drive.page == "import_found", "without an answer there is no preview"
    assert "2 that are not are past their close date: are they won?" in drive.said()
    assert "Row 3: Sail, 2024-03-03\nRow 4: Rope, 2024-03-04" in drive.said()
    drive.click("answer_0").preview().click("import_next")
    assert {number: outcome for number, (outcome, _day) in drive.deals().items()} == {
        "A-1": "lost", "A-2": "won", "A-3": "won",
    }  # fmt: skip


def test_that_choosing_the_column_by_hand_answers_too(drive: Any, tmp_path: Path) -> None:
    path = tmp_path / "numbered.csv"
    path.write_text(NUMBERED, encoding="utf-8")
    drive.open(path).preview()
    drive.choose("Deal Stage", "Stage")
    drive.preview()
    assert "Is a deal won, lost or open of which each of these is said?" in drive.said()
    drive.click("answer_0_0")
    drive.click("import_next")
    assert drive.page == "import_found", "each word wants an answer"
    drive.click("answer_1_1").preview()
    drive.click("import_next")
    assert drive.page == "import_done", drive.said()
    assert drive.deals() == {"A-1": ("won", "2026-03-02"), "A-2": ("lost", "2026-03-03")}


def test_that_the_answer_shows_where_the_column_goes_and_another_takes_it_back(
    drive: Any, tmp_path: Path
) -> None:
    path = tmp_path / "numbered.csv"
    path.write_text(NUMBERED, encoding="utf-8")
    drive.open(path).preview()
    table = drive.wizard.findChild(MappingTable)
    assert table.field_of("Deal Stage").value() == ""
    drive.click("answer_0")
    assert table.field_of("Deal Stage").value() == "stage_id"
    drive.click("answer_1")
    assert table.field_of("Deal Stage").value() == ""


def test_that_going_on_without_an_answer_says_what_can_be_chosen(drive: Any, tmp_path: Path) -> None:
    path = tmp_path / "numbered.csv"
    path.write_text(NUMBERED, encoding="utf-8")
    drive.open(path).preview()
    assert "Nothing is chosen yet." in drive.said()
    drive.click("import_next")
    assert "Choose one of these first: “Deal Stage”" in drive.said()
    drive.click("answer_1")
    assert "Choose one of these" not in drive.said()


def test_that_a_column_of_days_chosen_as_outcome_says_below_it_why_it_cannot_be_and_is_refused(
    drive: Any, tmp_path: Path
) -> None:
    path = tmp_path / "numbered.csv"
    path.write_text(NUMBERED, encoding="utf-8")
    drive.open(path).choose("Close date", "Stage")
    why = "Under “Close date” stand days, which cannot say whether a deal is won"
    note = drive.wizard.findChild(QLabel, "import_note_3")
    assert note.isVisible()
    assert note.text().startswith(why)
    drive.preview()
    assert drive.page == "import_found"
    assert drive.said().count(why) == 2, "below the column and in a message"
    drive.choose("Close date", "Closed")
    assert not note.isVisible()


def test_that_two_columns_for_one_field_are_told_below_the_column_before_anything_else_is_done(
    drive: Any, tmp_path: Path
) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Deal ID,Stage,Net,Amount\nA-1,Won,80,100\nA-2,Lost,90,100\n", encoding="utf-8")
    drive.open(path).choose("Net", "Amount")
    note = drive.wizard.findChild(QLabel, "import_note_2")
    assert note.isVisible()
    assert note.text() == "“Amount” now comes from “Net”, so “Amount” is left out."
    drive.preview()
    assert "“Amount” comes from “Net”, so “Amount” is not read." in drive.said()


SWAPPED = "Deal ID,Deal Stage,Owner,Created date,Close date\n" + "".join(
    f"A-{place},Won,Ida,2026-01-0{place},2026-03-0{place}\n" for place in (1, 2, 3)
)


def test_that_swapped_days_are_asked_about_and_told_at_the_end(drive: Any, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(SWAPPED, encoding="utf-8")
    drive.open(path)
    drive.choose("Created date", "Closed").choose("Close date", "Started").preview()
    doubt = "3 of 3 deals with both days closed before they started; perhaps two columns are swapped."
    assert doubt in drive.said()
    prompts = drive.opened.furniture.prompts
    prompts.preset(False)
    drive.click("import_next")
    assert f"{doubt} Are they meant?" in prompts.asked[-1]
    assert not drive.deals()
    prompts.preset(True)
    drive.click("import_next")
    assert drive.page == "import_done"
    assert doubt in drive.said()


def test_that_a_column_another_took_the_field_of_is_told_when_the_next_click_leads_to_the_preview(
    drive: Any, tmp_path: Path
) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(SWAPPED, encoding="utf-8")
    drive.open(path).choose("Created date", "Closed").preview()
    assert drive.page == "import_preview"
    assert "“Closed” comes from “Created date”, so “Close date” is not read." in drive.said()


def test_that_deals_that_would_be_there_twice_without_their_number_are_asked_about(
    drive: Any, tmp_path: Path
) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(SWAPPED, encoding="utf-8")
    drive.open(path).preview().click("import_next")
    drive.open(path).choose("Deal ID", "Leave out").preview()
    doubt = "by it 3 of 3 new deals are on the desk already: they would be there twice."
    assert doubt in drive.said()
    assert "not in this file" not in drive.said()
    prompts = drive.opened.furniture.prompts
    prompts.preset(False)
    drive.click("import_next")
    assert f"{doubt} Are they meant?" in prompts.asked[-1]
    assert drive.page == "import_preview"
