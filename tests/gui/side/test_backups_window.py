"""The backups of a desk as a manager meets them: listed, looked into, put in the place of the desk."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.gui.side.backups_window import DAMAGED, ONLY_DAMAGED, WHOLE
from salesdesk.gui.side_windows import SideWindows
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.store.seal import PAGE

NOTE = "Written after the backup"


@pytest.fixture
def backup(opened: Any, qtbot: QtBot) -> Path:
    """A backup of the desk, to which a note is added afterwards."""
    opening, background = opened.furniture.opening, opened.furniture.background
    qtbot.waitUntil(lambda: not background.jobs)
    made = opening.services.desk.back_up(opening.backups)
    opening.services.records.add("note", {"text": NOTE, "written_at": opening.services.clock.now()})
    return made


def notes(opened: Any) -> int:
    """Counts the notes that were written after the backup."""
    desk = opened.furniture.opening.services.desk
    return desk.rows("SELECT count(*) FROM note WHERE text = ?", (NOTE,))[0][0]


def listed(opened: Any, side: SideWindows, qtbot: QtBot) -> Any:
    """Opens the list and waits until each of the backups was read."""
    opened.window.actions_by_id["backups"].trigger()
    shown = side.window_of("backups")
    qtbot.waitUntil(lambda: all(state in {WHOLE, DAMAGED} for *_unused, state, _file in texts(shown)))
    return shown


def table(shown: Any) -> RecordTable:
    """Gives the list."""
    return next(each for each in shown.findChildren(RecordTable) if not each.isHidden())


def texts(shown: Any) -> list[list[str]]:
    """Gives what the table that is shown says, row by row."""
    model = table(shown).model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose(shown: Any, row: int) -> None:
    """Chooses a backup."""
    table(shown).setCurrentIndex(table(shown).model().index(row, 0))


def button(shown: Any, name: str) -> QPushButton:
    """Gives a button of the window."""
    found = shown.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def said(shown: Any) -> str:
    """Gives all the words in the window."""
    return " ".join(label.text() for label in shown.findChildren(QLabel) if label.isVisible())


def test_that_the_backups_are_listed_with_what_they_are_and_looked_into(
    opened: Any, side: SideWindows, backup: Path, qtbot: QtBot
) -> None:
    before = backup.read_bytes()
    shown = listed(opened, side, qtbot)
    found = texts(shown)
    assert len(found) == len(list(backup.parent.glob("*.salesdesk")))
    assert {row[3] for row in found} == {WHOLE}
    assert {row[4] for row in found} == {str(opened.furniture.opening.services.path)}
    assert found[0][1] == "Regular"
    choose(shown, 0)
    qtbot.mouseClick(button(shown, "backups_look"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "salespeople" in said(shown))
    people = opened.furniture.opening.services.desk.rows(
        "SELECT count(*) FROM salesperson WHERE deleted_at IS NULL"
    )[0][0]
    assert f"{people} salespeople" in said(shown)
    assert "deals" in said(shown)
    qtbot.mouseClick(button(shown, "backups_back"), Qt.MouseButton.LeftButton)
    assert texts(shown) == found
    assert backup.read_bytes() == before


def test_that_a_backup_takes_the_place_of_the_desk_which_is_kept_as_a_backup_itself(
    opened: Any, side: SideWindows, backup: Path, qtbot: QtBot
) -> None:
    path, background = opened.furniture.opening.services.path, opened.furniture.background
    assert notes(opened) == 1
    shown = listed(opened, side, qtbot)
    choose(shown, next(row for row, words in enumerate(texts(shown)) if words[1] == "Regular"))
    opened.furniture.context.prompts.preset(True)
    qtbot.mouseClick(button(shown, "backups_restore"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened.furniture.opening.services is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not background.jobs)
    assert opened.furniture.opening.services.path == path
    assert notes(opened) == 0
    assert opened.window.at_desk
    assert "This is the backup of" in opened.furniture.messages.words
    assert side.window_of("backups") is None
    shown = listed(opened, side, qtbot)
    before = next(row for row, words in enumerate(texts(shown)) if words[1] == "Before a backup was restored")
    choose(shown, before)
    opened.furniture.context.prompts.preset(True)
    qtbot.mouseClick(button(shown, "backups_restore"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened.furniture.opening.services is not None, timeout=20_000)
    assert notes(opened) == 1


def test_that_the_present_desk_stays_where_the_question_is_answered_so(
    opened: Any, side: SideWindows, backup: Path, qtbot: QtBot
) -> None:
    shown = listed(opened, side, qtbot)
    choose(shown, 0)
    opened.furniture.context.prompts.preset(False)
    qtbot.mouseClick(button(shown, "backups_restore"), Qt.MouseButton.LeftButton)
    assert notes(opened) == 1
    assert shown.isVisible()


def test_that_a_damaged_backup_is_told_and_cannot_be_restored(
    opened: Any, side: SideWindows, backup: Path, qtbot: QtBot
) -> None:
    for each in backup.parent.glob("*.salesdesk"):
        with each.open("r+b") as file:
            file.seek(120 * PAGE)
            file.write(b"\0" * 512)
    shown = listed(opened, side, qtbot)
    choose(shown, 0)
    assert {row[3] for row in texts(shown)} == {DAMAGED}
    assert ONLY_DAMAGED in said(shown)
    assert not button(shown, "backups_restore").isEnabled()
