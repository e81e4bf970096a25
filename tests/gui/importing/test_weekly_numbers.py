"""Weekly numbers are previewed row by row as what they are, and what nothing counts is named."""

from pathlib import Path
from typing import Any

import pytest

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
