"""People who are not in the team are listed on the Team page and let in by one press."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.gui.widgets.figure_table import FigureTable
from salesdesk.model.team import Salesperson


def test_that_people_not_in_the_team_are_let_in_and_undo_takes_it_back(opened: Any, qtbot: QtBot) -> None:
    services, window = opened.furniture.opening.services, opened.window
    before = [entry.name for entry in services.roster.roster().people]
    with services.desk.change("Add") as work:
        work.session.add_all([Salesperson(name=name, status="outside") for name in ("Ada Out", "Bo Out")])
    opened.furniture.context.bus.publish(work.changes)
    assert [entry.name for entry in services.roster.roster().people] == before
    window.shell.roster.choose(services.roster.roster().people[0].person_id)
    window.actions_by_id["people_outside"].trigger()
    page = window.shell.tabs.page("team")
    button, table = page.findChild(QPushButton, "let_in"), page.findChild(FigureTable)
    assert button.isVisible()
    assert len(table.selected_ids()) == 1
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(services.roster.roster().people) == len(before) + 1
    assert services.undoing.undo_name == "Let “Ada Out” into the team"
    table.selectAll()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(services.roster.roster().people) == len(before) + 2
    window.actions_by_id["undo"].trigger()
    window.actions_by_id["undo"].trigger()
    assert [entry.name for entry in services.roster.roster().people] == before
