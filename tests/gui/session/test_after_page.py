"""The page after a talk: its box has a name, and the private words of the talk are there."""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from salesdesk.gui.sight import Sight
from tests.gui.session.test_every_way_back import finish
from tests.gui.talk import bring, part, press, start_talk


def test_that_the_private_words_of_the_talk_stand_after_it_and_the_box_has_a_label(
    opened: Any, qtbot: QtBot
) -> None:
    view = start_talk(opened, qtbot)
    bring(opened, qtbot, Sight.OWN)
    qtbot.keyClicks(QApplication.focusWidget(), "Seemed tired")
    press(opened, qtbot, Qt.Key.Key_F8)
    assert view.sight is Sight.SHARED
    finish(opened, qtbot)
    press(opened, qtbot, Qt.Key.Key_F8)
    page = part(opened, "after_page")
    assert "Seemed tired" in part(opened, "after_said").text()
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Private note, seen by nobody else" in shown


def test_that_a_talk_left_open_for_hours_is_told_after_it(opened: Any, qtbot: QtBot) -> None:
    start_talk(opened, qtbot)
    opened.furniture.context.clock.moment += timedelta(hours=7)
    finish(opened, qtbot)
    press(opened, qtbot, Qt.Key.Key_F8)
    assert part(opened, "after_said").text() == (
        "The talk was left open: it is kept with 30 minutes, up to its last word or step, at least as long as planned. "
        "The coaching log changes that."
    )
