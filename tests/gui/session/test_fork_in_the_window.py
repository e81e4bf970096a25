"""The fork as it stands in the real window, beside the step."""

from typing import Any

from PySide6.QtWidgets import QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from salesdesk.gui.session.assignment_form import SalesForm
from salesdesk.gui.session.fork_panel import ForkPanel


def test_that_a_long_name_of_a_deal_does_not_push_the_form_out_of_the_fork(opened: Any, qtbot: QtBot) -> None:
    services = opened.furniture.opening.services
    person, deal = services.desk.rows(
        "SELECT salesperson_id, min(id) FROM opportunity WHERE outcome = 'open' AND deleted_at IS NULL "
        "AND salesperson_id IN (SELECT id FROM salesperson WHERE status = 'active') GROUP BY salesperson_id"
    )[0]
    services.records.edit("opportunity", deal, "name", "Elk Hollow Cheese: " + "sealing the cheese line " * 4)
    opened.furniture.sessions.start(person)
    view = opened.furniture.sessions.view
    services.sessions.choose(view.one_on_one_id, deal=deal)
    view.reload()
    qtbot.waitExposed(opened.window)
    view.findChild(QPushButton, "add_assignment").click()
    view.findChild(QPushButton, "knows_how").click()
    form = view.findChild(SalesForm)
    room = view.findChild(ForkPanel).findChild(QScrollArea).viewport().width()
    qtbot.waitUntil(lambda: form.width() > 0)
    assert form.minimumSizeHint().width() <= room
