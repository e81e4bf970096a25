"""Erasing a person, and handing out what is held, as a manager meets it."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.gui.person_out import NOBODY
from salesdesk.gui.side_windows import SideWindows
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.services.erasing import LEFT


def services(opened: Any) -> Any:
    return opened.furniture.opening.services


def first_person(opened: Any) -> Any:
    return services(opened).records.rows("salesperson", where={"status": "active"}, limit=1)[0]


def shown_for(opened: Any, side: SideWindows, qtbot: QtBot, person_id: int) -> Any:
    """Chooses a person, opens the window about them and waits until it has looked."""
    opened.window.shell.roster.choose(person_id)
    opened.window.actions_by_id["erase_person"].trigger()
    window: Any = side.window_of("erase")
    qtbot.waitUntil(lambda: window.findChild(QPushButton, "erase_now").isEnabled())
    qtbot.waitUntil(lambda: window.findChild(QPushButton, "erase_now").isVisible())
    return window


def words(window: Any) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_that_a_person_is_erased_after_a_question_and_is_nowhere_in_the_window(
    opened: Any, side: SideWindows, qtbot: QtBot
) -> None:
    person = first_person(opened)
    window = shown_for(opened, side, qtbot, person.id)
    name = person.values["name"]
    assert f"with {name}:" in words(window)
    assert "one-on-ones" in words(window)
    opened.furniture.prompts.preset(False)
    qtbot.mouseClick(window.findChild(QPushButton, "erase_now"), Qt.MouseButton.LeftButton)
    assert services(opened).records.one("salesperson", person.id).values["name"] == name
    opened.furniture.prompts.preset(True)
    qtbot.mouseClick(window.findChild(QPushButton, "erase_now"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: f"{name} was erased" in words(window), timeout=20_000)
    assert services(opened).records.one("salesperson", person.id).values["name"] == LEFT
    assert opened.window.shell.roster.person_id is None
    assert name not in words(opened.window.shell)
    assert not window.findChild(QPushButton, "erase_now").isVisible()
    assert name not in services(opened).desk.undo_name()


def test_that_somebody_in_the_trash_is_erased_from_there_with_all_figures(
    opened: Any, side: SideWindows, qtbot: QtBot
) -> None:
    person = first_person(opened)
    opened.furniture.context.bus.publish(services(opened).records.trash("salesperson", [person.id]))
    opened.window.actions_by_id["trash"].trigger()
    trash: Any = side.window_of("trash")
    trash.findChild(RecordTable).selectRow(0)
    qtbot.mouseClick(trash.findChild(QPushButton, "trash_erase"), Qt.MouseButton.LeftButton)
    window: Any = side.window_of("erase")
    qtbot.waitUntil(lambda: window.findChild(QPushButton, "erase_now").isVisible())
    window.findChild(QCheckBox, "erase_figures").setChecked(False)
    assert "the deals stay, without anybody" in words(window)
    opened.furniture.prompts.preset(True)
    qtbot.mouseClick(window.findChild(QPushButton, "erase_now"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "was erased" in words(window), timeout=20_000)
    assert services(opened).desk.rows("SELECT 1 FROM salesperson WHERE id = ?", (person.id,)) == []
    assert services(opened).trash.contents() == []


def test_that_what_is_held_is_written_and_nobody_is_asked_for_first(
    opened: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    opened.window.shell.roster.choose(None)
    opened.window.actions_by_id["hand_out"].trigger()
    assert NOBODY in words(opened.window)
    person = first_person(opened)
    opened.window.shell.roster.choose(person.id)
    opened.furniture.prompts.preset(tmp_path / "held.zip")
    opened.window.actions_by_id["hand_out"].trigger()
    qtbot.waitUntil(lambda: "private ones too" in words(opened.window), timeout=20_000)
    assert (tmp_path / "held.zip").stat().st_size > 10_000


def test_that_what_is_held_tells_of_this_desk_and_can_be_copied(
    opened: Any, side: SideWindows, qtbot: QtBot
) -> None:
    opened.window.actions_by_id["held"].trigger()
    window: Any = side.window_of("held")
    assert "Notes: " in window.text()
    assert str(services(opened).desk.path) in words(window).replace("\u200b", "")
    qtbot.mouseClick(window.findChild(QPushButton, "held_copy"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == window.text()
