"""Messages float at the foot, one at a time, move nothing, take no focus and leave when they are untrue."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.banner import BannerArea
from tests.gui.conftest import OpenWindow

Page = tuple[QWidget, QLineEdit, BannerArea]


@pytest.fixture
def page(qtbot: QtBot, context: object) -> Page:
    """A page that scrolls, with a place for messages above a field."""
    outer, content, field = QWidget(), QWidget(), QLineEdit()
    theme: Theme = context.theme  # type: ignore[attr-defined]
    area = BannerArea(theme)
    column = QVBoxLayout(content)
    for part in (area, field):
        column.addWidget(part)
    column.addStretch()
    content.setMinimumHeight(2000)
    scroll = QScrollArea()
    scroll.setWidget(content)
    scroll.setWidgetResizable(True)
    QVBoxLayout(outer).addWidget(scroll)
    qtbot.addWidget(outer)
    outer.resize(500, 400)
    outer.show()
    outer.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return outer, field, area


def trashed(opened: OpenWindow, at: int = 0) -> str:
    """Puts a note of somebody into the Trash as a page would, and gives the step's name."""
    services = opened.furniture.opening.services
    assert services is not None
    changes = services.records.trash("note", [services.records.rows("note")[at].id])
    opened.furniture.context.messages.say_done(changes)
    return changes.step


def test_that_a_message_floats_at_the_foot_in_sight_and_moves_nothing(page: Page) -> None:
    outer, field, area = page
    QApplication.processEvents()
    before = field.mapTo(outer, QPoint(0, 0))
    banner = area.show_message("That is no date, so nothing was changed.", tone="error")
    QApplication.processEvents()
    assert field.mapTo(outer, QPoint(0, 0)) == before
    assert banner.isVisible()
    assert outer.height() - 20 < banner.geometry().bottom() + 1 <= outer.height()
    assert field.hasFocus()


def test_that_escape_in_the_field_takes_the_message_away_and_leaves_the_focus(
    page: Page, qtbot: QtBot
) -> None:
    _, field, area = page
    area.show_message("That is no date, so nothing was changed.")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert area.messages == []
    assert field.hasFocus()


def test_that_a_message_grows_with_long_words_and_stays_inside(page: Page) -> None:
    outer, _, area = page
    banner = area.show_message("A long sentence that says what happened and what was kept. " * 4)
    QApplication.processEvents()
    assert outer.rect().contains(banner.geometry())
    assert banner.height() > 3 * banner.fontMetrics().height()


def test_that_undo_of_a_message_takes_the_step_back_and_says_so_once(
    opened: OpenWindow, qtbot: QtBot
) -> None:
    messages, step = opened.furniture.context.messages, trashed(opened)
    services = opened.furniture.opening.services
    assert services is not None
    assert services.undoing.undo_name == step
    undo = opened.window.shell.findChild(QPushButton, "banner_action")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert services.undoing.redo_name == step
    assert messages.words == f"Undone: {step}"


def test_that_a_message_leaves_when_another_change_makes_its_undo_untrue(opened: OpenWindow) -> None:
    first = trashed(opened)
    assert first in opened.furniture.context.messages.words
    services = opened.furniture.opening.services
    assert services is not None
    note = services.records.rows("note")[0].id
    opened.furniture.context.bus.publish(services.records.edit("note", note, "text", "Another thing."))
    assert opened.furniture.context.messages.words == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_2, Qt.Key.Key_L])
def test_that_a_message_leaves_with_its_page_and_under_the_lock(
    opened: OpenWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    trashed(opened)
    qtbot.keyClick(opened.window, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.furniture.context.messages.words == "")


def test_that_a_message_leaves_with_the_person_it_was_said_beside(opened: OpenWindow) -> None:
    trashed(opened)
    opened.window.shell.roster.step(1)
    assert opened.furniture.context.messages.words == ""


def test_that_one_message_stands_in_a_window_whoever_says_it(page: Page, context: object) -> None:
    outer, _, area = page
    area.show_message("first")
    other = BannerArea(context.theme, outer)  # type: ignore[attr-defined]
    other.show_message("second")
    assert (area.messages, other.messages) == ([], ["second"])


def test_that_f5_without_a_person_says_so_until_somebody_is_chosen(opened: OpenWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(opened.window, Qt.Key.Key_F5)
    assert "Choose somebody on the left first" in opened.furniture.context.messages.words
    opened.window.shell.roster.step(1)
    assert opened.furniture.context.messages.words == ""


def test_that_a_message_leaves_with_its_desk(opened: OpenWindow) -> None:
    trashed(opened)
    opened.furniture.opening.close()
    assert opened.furniture.context.messages.words == ""
