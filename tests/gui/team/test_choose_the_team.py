"""Where an import left everybody outside the team, the Desk and the Team page lead to choosing among them."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.gui.widgets.figure_table import FigureTable
from salesdesk.gui.wishes import DoCommand
from salesdesk.model.team import Salesperson


def leave_outside(opened: Any) -> Any:
    """Puts everybody outside, as an import does in which nobody was ticked."""
    services = opened.furniture.opening.services
    with services.desk.change("Leave outside") as work:
        for person in work.session.query(Salesperson):
            person.status = "outside"
    opened.furniture.context.bus.publish(work.changes)
    return services


def test_that_the_team_page_offers_those_who_are_outside(opened: Any, qtbot: QtBot) -> None:
    services = leave_outside(opened)
    opened.window.shell.tabs.open("team")
    page = opened.window.shell.tabs.page("team")
    button = page.findChild(QPushButton, "first_step")
    outside = len(services.records.rows("salesperson", where={"status": ("outside",)}))
    assert button.text() == f"Choose your team from {outside} people"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.findChild(FigureTable).isVisible()
    assert page.findChild(QPushButton, "let_in").isVisible()


def test_that_the_act_of_the_first_week_shows_those_who_are_outside(opened: Any) -> None:
    leave_outside(opened)
    opened.furniture.context.wishes.make(DoCommand("people_outside"))
    assert opened.window.shell.tabs.page("team").findChild(QPushButton, "let_in").isVisible()
