"""A change of colours or zoom touches what is seen; a hidden page is dressed, and measured, when it is shown."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.context import GuiContext
from salesdesk.gui.theme import embolden, set_role
from salesdesk.gui.widgets.record_table import RecordTable
from tests.gui.conftest import OpenWindow


class Heard(QObject):
    """Notes what a widget is told of its look."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.styles = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes."""
        self.styles += event.type() is QEvent.Type.StyleChange
        return False


def page() -> tuple[QWidget, list[QWidget]]:
    """Gives a page with a title, words, a small note and a button."""
    made, parts = QWidget(), [QLabel("Title"), QLabel("Words"), QLabel("Note"), QPushButton("Do it")]
    for part, role in ((parts[0], "title"), (parts[2], "small"), (parts[3], "primary")):
        set_role(part, role)
    embolden(parts[0])
    layout = QVBoxLayout(made)
    for part in parts:
        layout.addWidget(part)
    return made, list(parts)


@pytest.fixture
def pages(qtbot: QtBot, context: GuiContext) -> Iterator[tuple[QStackedWidget, list[QWidget], list[QWidget]]]:
    """Gives two like pages in a stack, both seen once, the first of them in front."""
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    (first, seen), (second, hidden) = page(), page()
    stack.addWidget(first)
    stack.addWidget(second)
    stack.show()
    for place in (1, 0):
        stack.setCurrentIndex(place)
        QApplication.processEvents()
    yield stack, seen, hidden
    context.theme.set_scheme("light")
    context.theme.set_zoom(100)


Pages = tuple[QStackedWidget, list[QWidget], list[QWidget]]


def test_that_a_hidden_page_hears_of_no_new_look_until_it_is_shown(pages: Pages, context: GuiContext) -> None:
    stack, seen, hidden = pages
    heard, waiting = [Heard(part) for part in seen], [Heard(part) for part in hidden]
    context.theme.set_scheme("dark")
    assert all(each.styles for each in heard)
    assert not any(each.styles for each in waiting)
    stack.setCurrentIndex(1)
    assert all(each.styles for each in waiting)


def test_that_a_page_shown_after_changes_looks_like_one_that_was_seen_all_along(
    pages: Pages, context: GuiContext
) -> None:
    stack, seen, hidden = pages
    for scheme, zoom in (("dark", 200), ("contrast", 80), ("dark", 120)):
        context.theme.set_scheme(scheme)
        context.theme.set_zoom(zoom)
        QApplication.processEvents()
    set_role(seen[1], "title", "late")
    set_role(hidden[1], "title", "late")
    stack.setCurrentIndex(1)
    QApplication.processEvents()
    for before, now in zip(seen, hidden, strict=True):
        assert (now.font(), now.sizeHint()) == (before.font(), before.sizeHint())
        assert now.palette().color(now.foregroundRole()) == before.palette().color(before.foregroundRole())


class Turning(QStackedWidget):
    """Turns to its first page whenever it is shown, as a tab does that catches up."""

    def showEvent(self, event: QShowEvent) -> None:
        """Turns."""
        super().showEvent(event)
        self.setCurrentIndex(0)


def test_that_what_a_page_hides_as_it_is_shown_is_dressed_later(qtbot: QtBot, context: GuiContext) -> None:
    around, turning = QStackedWidget(), Turning()
    qtbot.addWidget(around)
    (first, seen), (second, hidden) = page(), page()
    for each in (first, second):
        turning.addWidget(each)
    room = QWidget()
    QVBoxLayout(room).addWidget(turning)
    around.addWidget(room)
    around.addWidget(QWidget())
    around.show()
    turning.setCurrentIndex(1)
    around.setCurrentIndex(1)
    context.theme.set_zoom(150)
    around.setCurrentIndex(0)
    QApplication.processEvents()
    assert seen[0].isVisible()
    turning.setCurrentIndex(1)
    QApplication.processEvents()
    assert [each.font() for each in hidden] == [each.font() for each in seen]
    assert [each.sizeHint() for each in hidden] == [each.sizeHint() for each in seen]
    context.theme.set_zoom(100)


def test_that_a_hidden_table_measures_its_columns_when_it_is_shown(opened: OpenWindow) -> None:
    tabs, theme = opened.window.shell.tabs, opened.furniture.context.theme
    tabs.open("team")
    QApplication.processEvents()
    table = tabs.page("team").findChild(RecordTable, "table_team")
    assert isinstance(table, RecordTable)
    tabs.open("desk")
    told: list[bool] = []
    table.dressed.connect(lambda: told.append(table.isVisible()))
    for zoom in (150, 120):
        theme.set_zoom(zoom)
    assert not told
    tabs.open("team")
    assert told == [True]
    theme.set_zoom(100)
    assert told == [True, True]
