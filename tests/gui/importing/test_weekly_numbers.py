"""Weekly numbers are previewed row by row as what they are, and a refused file stays on its question with a way on."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.model.competencies import Competency

HEADER = "Rep,Week,Calls,Conversations,Meetings,Proposals"
USUAL = (("Opening", "conversations", "meetings"), ("Proposing", "meetings", "proposals"))


@pytest.fixture
def usual(drive: Any) -> Any:
    """Lets the desk count two competencies more, of which the second starts where the first ends."""
    with drive.services.desk.change("Competencies") as work:
        for place, (name, of_what, into_what) in enumerate(USUAL, 7):
            work.session.add(Competency(name=name, of_what=of_what, into_what=into_what, position=place))
    return drive


@pytest.fixture
def opened_file(usual: Any, tmp_path: Path) -> Any:
    def open_file(*lines: str) -> Any:
        path = tmp_path / "numbers.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return usual.open(path)

    return open_file


def test_that_every_row_of_the_preview_shows_its_own_competency(opened_file: Any) -> None:
    drive = opened_file(HEADER, "Mia Orr,2026-W45,40,12,6,3", "Bo Ek,2026-W45,50,9,2,1").preview()
    rows = drive.table()
    assert [next(name for name, *_ in USUAL if name in row) for row in rows] == [
        name for name, *_ in USUAL
    ] * 2
    assert all(any(name in row[1] for name, *_ in USUAL if name in row[2:]) for row in rows)


def test_that_what_no_competency_counts_is_named_before_and_after(opened_file: Any) -> None:
    drive = opened_file(HEADER, "Mia Orr,2026-W45,40,12,6,3").preview()
    words = "No competency counts “Calls” here, so this is left out."
    assert words in drive.said()
    drive.click("import_next")
    assert drive.page == "import_done"
    assert words in drive.said()


REFUSED = ("Rep,Week,Calls,Demos", "Mia Orr,2026-W45,40,3", "Bo Ek,2026-W45,55,2")


def test_that_a_file_nothing_counts_stays_what_it_is_with_the_keyboard_in_the_wizard(
    opened_file: Any, qtbot: QtBot
) -> None:
    drive = opened_file(*REFUSED)
    assert drive.page == "import_found"
    assert drive.combo("import_kind").currentText() == "Weekly numbers"
    assert "among the columns “Calls”, “Demos”" in drive.said()
    drive.click("import_next")
    assert drive.page == "import_found"
    assert drive.combo("import_kind").currentText() == "Weekly numbers"
    assert "among the columns “Calls”, “Demos”" in drive.said()
    focused = drive.wizard.focusWidget()
    assert isinstance(focused, QComboBox), "Enter would have left the import"


def test_that_the_way_to_the_competencies_is_offered_and_the_file_read_anew_when_they_change(
    opened_file: Any, qtbot: QtBot
) -> None:
    drive = opened_file(*REFUSED)
    offer = next(b for b in drive.wizard.findChildren(QPushButton) if b.text() == "Show the competencies")
    wished: list[Any] = []
    drive.opened.furniture.context.wishes.made.connect(wished.append)
    offer.click()
    assert [getattr(wish, "kind", "") for wish in wished] == ["competency"]
    with drive.services.desk.change("Competencies") as work:
        work.session.add(Competency(name="Call to demo", of_what="Calls", into_what="Demos", position=9))
    drive.opened.furniture.context.bus.publish(work.changes)
    drive.settle().preview()
    assert drive.page == "import_preview"
    assert drive.pills()[0] == "2 new"


def shown_week(drive: Any, qtbot: QtBot) -> str:
    """Presses the button that shows the numbers, and gives what the card of the week says."""
    drive.click("import_show")
    page = drive.opened.window.shell.tabs.currentWidget()
    qtbot.waitUntil(lambda: page.findChild(QWidget, "week_card") is not None)
    card = page.findChild(QWidget, "week_card")
    qtbot.waitUntil(card.isVisible)
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def team(drive: Any) -> list[str]:
    rows = drive.services.desk.rows(
        "SELECT name FROM salesperson WHERE status = 'active' ORDER BY id LIMIT 2"
    )
    return [row["name"] for row in rows]


def test_that_past_weeks_are_shown_in_the_newest_of_them(opened_file: Any, usual: Any, qtbot: QtBot) -> None:
    one, other = team(usual)
    lines = (f"{one},2025-W10,40,12,6,3", f"{one},2025-W12,50,9,2,1", f"{other},2025-W11,5,4,2,1")
    drive = opened_file(HEADER, *lines).preview().click("import_next")
    assert "week of 17 Mar 2025 · 1 of" in shown_week(drive, qtbot)


def test_that_a_week_that_was_changed_is_shown_too(opened_file: Any, usual: Any, qtbot: QtBot) -> None:
    name, _other = team(usual)
    opened_file(HEADER, f"{name},2025-W12,50,9,2,1").preview().click("import_next").click("import_show")
    drive = opened_file(HEADER, f"{name},2025-W12,50,8,2,1").preview().click("import_next")
    assert "week of 17 Mar 2025" in shown_week(drive, qtbot)
