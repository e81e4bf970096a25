"""What is in sight at once: the first frame of a start in a talk, and the curtain that was drawn for its own sake."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.env.paths import paths_in
from salesdesk.env.settings import SettingsFile
from salesdesk.gui.application import Application, StartOptions
from salesdesk.gui.sight import Sight
from salesdesk.gui.widgets.chart_view import ChartView
from tests.gui.talk import bring, part, press, start_talk


class Frames(QObject):
    """Notes what the window showed whenever it was painted, from the very first time on."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window = window
        self.sights: list[Sight] = []
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched is self._window:
            self.sights.append(self._window.sight)
        return False


@pytest.mark.parametrize("named", [True, False])
def test_that_the_first_frame_of_a_start_in_a_talk_is_its_cover(
    opened: Any, qtbot: QtBot, tmp_path: Path, clock: FixedClock, sample_path: Path, named: bool
) -> None:
    start_talk(opened, qtbot)
    opened.furniture.opening.close()
    paths = paths_in(tmp_path / "home")
    settings = SettingsFile(paths.settings_file)
    settings.load()
    again = Application(paths, settings, clock, StartOptions(sample_path if named else None))
    qtbot.addWidget(again.window)
    frames = Frames(again.window)
    again.show_window()
    try:
        qtbot.waitUntil(lambda: again.workbench is not None and again.workbench.opening.services is not None)
        qtbot.waitUntil(lambda: bool(frames.sights))
        assert set(frames.sights) == {Sight.COVERED}
        press(again, qtbot, Qt.Key.Key_F8)
        assert again.window.sight is Sight.SHARED
    finally:
        again.workbench.background.finish()
        again.workbench.opening.close()


def test_that_the_first_frame_without_a_talk_is_the_desk(
    opened: Any, qtbot: QtBot, tmp_path: Path, clock: FixedClock
) -> None:
    opened.furniture.opening.close()
    paths = paths_in(tmp_path / "home")
    settings = SettingsFile(paths.settings_file)
    settings.load()
    again = Application(paths, settings, clock, StartOptions())
    qtbot.addWidget(again.window)
    frames = Frames(again.window)
    again.show_window()
    qtbot.waitUntil(lambda: again.workbench is not None and again.workbench.opening.services is not None)
    qtbot.waitUntil(lambda: bool(frames.sights))
    again.workbench.background.finish()
    again.workbench.opening.close()
    assert Sight.COVERED not in frames.sights


def test_that_the_next_start_looks_for_a_talk_only_where_one_was_left_on_the_screen(
    opened: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    def looked_for() -> bool:
        return SettingsFile(paths_in(tmp_path / "home").settings_file).load().talk_on_screen

    assert not looked_for()
    start_talk(opened, qtbot)
    assert looked_for()
    opened.furniture.sessions.end()
    assert not looked_for()


@pytest.mark.parametrize("before", [Sight.SHARED, Sight.OWN])
def test_that_a_curtain_drawn_for_its_own_sake_opens_the_own_side_at_the_second_press(
    opened: Any, qtbot: QtBot, before: Sight
) -> None:
    view = start_talk(opened, qtbot)
    if before is not Sight.SHARED:
        bring(opened, qtbot, before)
    press(opened, qtbot, Qt.Key.Key_F9)
    assert opened.window.sight is Sight.CURTAIN
    assert not part(opened, "open_own_side").isVisible()
    press(opened, qtbot, Qt.Key.Key_F8)
    assert opened.window.sight is Sight.CURTAIN
    assert part(opened, "open_own_side").isVisible()
    press(opened, qtbot, Qt.Key.Key_F8)
    assert view.sides.own is not None


def test_that_no_chart_of_the_side_both_read_offers_to_save_a_picture(
    opened: Any, qtbot: QtBot, start: Callable[..., Any]
) -> None:
    view = start_talk(opened, qtbot)
    offered: list[str] = []
    for step in ("wins", "agreed", "numbers", "deal", "skill", "plan", "book"):
        view._go_to(step)
        for menu in view.findChildren(QMenu):
            menu.aboutToShow.emit()
            offered += [action.text() for action in menu.actions()]
    assert view.findChildren(ChartView)
    assert "Copy the numbers" in offered
    assert not [words for words in offered if "…" in words], "what asks for a file shows other people's files"
