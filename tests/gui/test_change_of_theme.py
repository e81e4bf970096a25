"""A change of colours or zoom: whom it reaches, and how often each widget is dressed for it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.context import GuiContext
from tests.gui.conftest import open_desk

DEPTH = 12
MOST_TIMES = 3


class Counted(QObject):
    """Counts how often a widget is told that its style changed."""

    times = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Counts."""
        self.times += event.type() is QEvent.Type.StyleChange
        return False


def test_that_pages_of_a_desk_that_was_left_do_not_hear_of_the_theme(
    opened: Any, sample_path: Path, qtbot: QtBot
) -> None:
    shell, theme = opened.window.shell, opened.furniture.context.theme
    for person in (None, 1):
        shell.roster.choose(person)
        for key in shell.tabs.keys:
            shell.tabs.open(key)
            QApplication.processEvents()
    open_desk(opened.furniture, shutil.copyfile(sample_path, sample_path.with_name("Other.salesdesk")))
    qtbot.waitUntil(lambda: "Other" in opened.window.windowTitle())
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as met:
        theme.set_scheme("dark")
        theme.set_zoom(120)
    assert not met


def test_that_a_widget_is_dressed_a_few_times_however_deep_it_lies(qtbot: QtBot, context: GuiContext) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    inner = window
    for _ in range(DEPTH):
        frame = QFrame()
        QVBoxLayout(inner).addWidget(frame)
        inner = frame
    deepest = QLabel("Whole team", inner)
    window.show()
    counted = Counted()
    deepest.installEventFilter(counted)
    context.theme.set_scheme("dark")
    assert 1 <= counted.times <= MOST_TIMES
    assert deepest.mapTo(window, QPoint(0, 0)).x() >= 0
    assert deepest.palette().color(deepest.foregroundRole()) == context.theme.colour("text")


def test_that_what_looks_the_same_is_not_dressed_again(qtbot: QtBot, context: GuiContext) -> None:
    label = QLabel("Whole team")
    qtbot.addWidget(label)
    label.show()
    counted = Counted()
    label.installEventFilter(counted)
    context.theme.set_scheme("light")
    assert not counted.times


@pytest.mark.parametrize("zoom", [100, 200])
def test_that_the_row_of_tabs_is_whole_in_every_look(opened: Any, zoom: int) -> None:
    shell, theme = opened.window.shell, opened.furniture.context.theme
    opened.window.resize(1280, 720)
    for tab, looks in {"team": ("dark", "light"), "desk": ("dark", "light")}.items():
        theme.set_zoom(zoom)
        shell.open_page(tab)
        for look in looks:
            _let_settle(opened)
            theme.set_scheme(look)
            _let_settle(opened)
            bar = shell.tabs.tabBar()
            assert bar.height() == bar.sizeHint().height(), (tab, look)


def _let_settle(opened: Any) -> None:
    turns = 0
    while turns < 6 or opened.furniture.background.jobs:
        QApplication.processEvents()
        turns += 1
