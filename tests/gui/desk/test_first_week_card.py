"""A new desk shows five ticks instead of nudges; each is set where it stands, or leads there."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from salesdesk.env.clock import FixedClock
from salesdesk.model.team import Salesperson
from salesdesk.services.new_desk import make_desk
from salesdesk.store.desk_file import DeskFile
from tests.gui.conftest import OpenWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def new(start, tmp_path: Path, clock: FixedClock, qtbot: QtBot) -> OpenWindow:
    """The window on a desk of today with nine people nothing is known about."""
    path = tmp_path / "New.salesdesk"
    make_desk(path, clock)
    desk = DeskFile.open(path, clock, tmp_path / "backups")
    with desk.change("Prepare", undoable=False) as work:
        work.session.add_all(Salesperson(name=f"Person {number}") for number in range(9))
    with desk.change("Date them", undoable=False) as work:
        work.session.execute(update(Salesperson).values(created_at=datetime(2026, 11, 11, 8)))
    desk.close()
    opened = start(path)
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    qtbot.waitUntil(lambda: first(opened) is not None and first(opened).isVisible())
    return opened


def first(opened: OpenWindow) -> QWidget:
    """Gives the card of the first week."""
    return opened.window.findChild(QWidget, "first_week_card")


def tick(opened: OpenWindow, number: int, qtbot: QtBot) -> QPushButton:
    """Gives what sets a tick, when the card has been filled anew."""

    def shown() -> list[QPushButton]:
        found = first(opened).findChildren(QPushButton, f"tick_{number}")
        return [button for button in found if button.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    return shown()[0]


def test_that_nine_new_people_bring_ticks_and_no_nudges(new: OpenWindow) -> None:
    assert new.window.findChildren(QPushButton, "nudge_action") == []
    offered = [
        b.accessibleName() for b in first(new).findChildren(QPushButton) if b.objectName()[:5] == "tick_"
    ]
    assert offered == [
        "Write them down: Quotas", "Look at them: Stages and gates",
        "Plan Person 0's: First talks planned", "Import…: Import remembered",
    ]  # fmt: skip


def test_that_first_talks_are_planned_in_place_one_after_another(new: OpenWindow, qtbot: QtBot) -> None:
    for number in range(2):
        button = tick(new, 3, qtbot)
        assert button.text() == f"Plan Person {number}'s"
        qtbot.mouseClick(button, LEFT)
        assert new.window.shell.tabs.current_key() == "desk"
        add = new.window.findChild(QPushButton, "compose_add")
        qtbot.keyClick(add, Qt.Key.Key_Space)
    assert tick(new, 3, qtbot).text() == "Plan Person 2's"


def test_that_quotas_lead_to_their_page_and_gates_to_their_list(new: OpenWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(first(new).findChild(QPushButton, "tick_2"), LEFT)
    lists = new.furniture.sides.window_of("lists")
    assert lists is not None
    lists.close()
    qtbot.mouseClick(first(new).findChild(QPushButton, "tick_1"), LEFT)
    assert new.window.shell.tabs.current_key() == "plans"


def test_that_not_now_puts_the_first_week_away_and_undo_brings_it_back(new: OpenWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(first(new).findChild(QPushButton, "first_week_put_away"), LEFT)
    assert not first(new).isVisible()
    assert new.furniture.context.messages.words
    qtbot.mouseClick(new.window.shell.findChild(QPushButton, "banner_action"), LEFT)
    assert first(new).isVisible()
