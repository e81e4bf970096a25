"""After an import of quotas the plans are shown at a year that has some of them, or it is said why none is seen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

HEADER = "Salesperson,Year,Quota"


@pytest.fixture
def shown(drive: Any, deals: Callable[..., Path], qtbot: QtBot) -> Callable[..., str]:
    """Imports quotas, presses the button that shows them, and gives the year in front with the words below it."""

    def imported(*rows: str, click: str = "") -> str:
        drive.open(deals(*rows, header=HEADER, name="quotas.csv")).click("import_next")
        if click:
            drive.click(click)
        if drive.page == "import_team":
            drive.click("import_next")
        drive.click("import_next")
        assert drive.page == "import_done"
        drive.said_then = drive.said()
        drive.click("import_show")
        page = drive.opened.window.shell.tabs.currentWidget()
        years = page.findChild(QComboBox, "fiscal_year")
        qtbot.waitUntil(years.isVisible)
        words = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
        return "\n".join((years.currentText(), *words))

    return imported


def member(drive: Any) -> str:
    return drive.services.desk.rows("SELECT name FROM salesperson WHERE status = 'active' LIMIT 1")[0]["name"]


def test_that_past_quotas_alone_are_shown_in_the_newest_of_their_years(
    drive: Any, shown: Callable[..., str]
) -> None:
    name = member(drive)
    words = shown(f"{name},2022,1200000", f"{name},2023,1300000")
    assert words.startswith("2023")
    assert "No quotas for" not in words
    assert "is in your team" not in drive.said_then


def test_that_the_years_of_people_outside_the_team_do_not_count_before_its_own(
    drive: Any, shown: Callable[..., str]
) -> None:
    words = shown(
        f"{member(drive)},2022,1200000", "Zora Nyberg,2024,100", "Ilse Tamm,2024,5", click="team_none"
    )
    assert words.startswith("2022")


def test_that_it_is_said_where_nobody_with_a_quota_is_in_the_team(
    drive: Any, shown: Callable[..., str]
) -> None:
    words = shown("Zora Nyberg,2023,100", "Ilse Tamm,2024,100", click="team_none")
    assert words.startswith("2024")
    assert "Nobody with a quota in this file is in your team" in drive.said_then
