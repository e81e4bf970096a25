"""Every way back from the side both read: one cover, and a deliberate gesture of the manager."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from salesdesk.exchange.sheets import SHEETS
from salesdesk.gui.sight import Sight
from salesdesk.services.talk_on_screen import talk_on_screen
from tests.gui.talk import NO, bring, part, press, spoken, start_talk

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Painted(QObject):
    """Notes what was in sight whenever the window was painted: the frames somebody beside it saw."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window = window
        self.frames: list[str] = []
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched is self._window.shell.roster:
            self.frames.append("roster")
        if event.type() == QEvent.Type.Paint and watched.objectName() in ("own_face", "after_page", "cover"):
            self.frames.append(watched.objectName())
        return False


def finish(opened: Any, qtbot: QtBot) -> None:
    for _ in range(2):
        press(opened, qtbot, Qt.Key.Key_Return, CTRL | SHIFT)
    assert opened.window.sight is Sight.COVERED


def hold_down(opened: Any, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO) -> None:
    """Repeats a key as one that is held down does."""
    focused = QApplication.focusWidget() or opened.window
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        QApplication.sendEvent(focused, QKeyEvent(kind, key, modifiers, "", True))


def test_that_the_first_press_draws_the_curtain_and_the_second_opens_the_own_side(
    opened: Any, qtbot: QtBot
) -> None:
    view = start_talk(opened, qtbot)
    press(opened, qtbot, Qt.Key.Key_F8)
    assert opened.window.sight is Sight.CURTAIN
    hold_down(opened, Qt.Key.Key_F8)
    assert opened.window.sight is Sight.CURTAIN, "a key that is held down is one press"
    press(opened, qtbot, Qt.Key.Key_F8)
    assert opened.window.sight is Sight.OWN
    press(opened, qtbot, Qt.Key.Key_F8)
    assert opened.window.sight is Sight.SHARED
    qtbot.mouseClick(part(opened, "private_notes"), Qt.MouseButton.LeftButton)
    assert opened.window.sight is Sight.CURTAIN
    qtbot.mouseClick(part(opened, "open_own_side"), Qt.MouseButton.LeftButton)
    assert view.sides.own is not None


@pytest.mark.qt_log_ignore("openDocument")
def test_that_finishing_thanks_and_waits_for_the_laptop_to_be_turned_back(
    opened: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    view = start_talk(opened, qtbot)
    number = view.one_on_one_id
    press(opened, qtbot, Qt.Key.Key_P, CTRL)
    assert not opened.window.findChildren(QFileDialog)
    painted = Painted(opened.window)
    finish(opened, qtbot)
    qtbot.waitUntil(lambda: "cover" in painted.frames)
    assert "Thank you. Turn the laptop back." in opened.window.cover.accessibleName()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_F5):
        press(opened, qtbot, key)
    hold_down(opened, Qt.Key.Key_F8)
    assert opened.window.sight is Sight.COVERED
    assert painted.frames.count("roster") == 0
    press(opened, qtbot, Qt.Key.Key_F8)
    assert opened.window.sight is Sight.OWN
    assert part(opened, "after_note").hasFocus()
    qtbot.keyClicks(part(opened, "after_note"), "Quitte")
    opened.furniture.context.prompts.preset(tmp_path / "sheet.pdf")
    qtbot.mouseClick(part(opened, "after_print"), Qt.MouseButton.LeftButton)
    assert (tmp_path / "sheet.pdf").is_file()
    qtbot.mouseClick(part(opened, "after_done"), Qt.MouseButton.LeftButton)
    assert opened.window.sight is Sight.DESK
    services = opened.furniture.opening.services
    kept = services.desk.rows(
        "SELECT text, visibility FROM note WHERE one_on_one_id = ? AND step = 'book'", (number,)
    )
    assert ("Quitte", "private") in [tuple(row) for row in kept]
    assert talk_on_screen(services.desk) is None


def test_that_leaving_covers_the_desk_until_the_manager_lifts_the_cover(opened: Any, qtbot: QtBot) -> None:
    start_talk(opened, qtbot)
    painted = Painted(opened.window)
    press(opened, qtbot, Qt.Key.Key_W, CTRL)
    qtbot.waitUntil(lambda: "cover" in painted.frames)
    assert opened.window.sight is Sight.COVERED
    assert painted.frames.count("roster") == 0
    press(opened, qtbot, Qt.Key.Key_Return)
    assert opened.window.sight is Sight.COVERED
    qtbot.mouseClick(part(opened, "cover_back"), Qt.MouseButton.LeftButton)
    assert opened.window.sight is Sight.DESK
    assert opened.furniture.sessions.view is None


@pytest.mark.parametrize("sight", [Sight.SHARED, Sight.OWN, Sight.CURTAIN])
def test_that_unlocking_in_a_talk_leads_to_the_curtain(opened: Any, qtbot: QtBot, sight: Sight) -> None:
    view = start_talk(opened, qtbot)
    if sight is not Sight.SHARED:
        bring(opened, qtbot, sight)
    press(opened, qtbot, Qt.Key.Key_L, CTRL)
    assert opened.window.sight is Sight.LOCKED
    qtbot.mouseClick(part(opened, "unlock"), Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F9):
        press(opened, qtbot, key)
    qtbot.mouseClick(part(opened, "curtain"), Qt.MouseButton.LeftButton)
    assert opened.window.sight is Sight.CURTAIN, "it is the manager who has unlocked it"
    assert "lifts" not in spoken(opened.window)
    press(opened, qtbot, Qt.Key.Key_F8)
    assert view.sides.own is not None
    press(opened, qtbot, Qt.Key.Key_F9)
    press(opened, qtbot, Qt.Key.Key_Escape)
    assert opened.window.sight is Sight.SHARED


def test_that_a_start_after_a_crash_opens_on_the_cover_of_that_talk(
    opened: Any, start: Callable[..., Any], qtbot: QtBot, sample_path: Path
) -> None:
    view = start_talk(opened, qtbot)
    number = view.one_on_one_id
    _crash(opened)
    again = start(sample_path)
    painted = Painted(again.window)
    qtbot.waitUntil(lambda: "cover" in painted.frames)
    assert again.window.sight is Sight.COVERED
    assert "still open" in again.window.cover.accessibleName()
    again.window.activateWindow()
    press(again, qtbot, Qt.Key.Key_Return)
    press(again, qtbot, Qt.Key.Key_F5)
    assert again.window.sight is Sight.COVERED
    assert painted.frames.count("roster") == 0
    press(again, qtbot, Qt.Key.Key_F8)
    assert again.window.sight is Sight.SHARED, "whoever sits there, nothing of the manager's stands open"
    assert again.furniture.sessions.view.one_on_one_id == number
    qtbot.waitUntil(lambda: part(again, "note_wins").hasFocus())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert again.window.sight is Sight.SHARED, "a blank is typed, it does not leave"


def test_that_the_talk_on_the_cover_can_wait(
    opened: Any, start: Callable[..., Any], qtbot: QtBot, sample_path: Path
) -> None:
    number = start_talk(opened, qtbot).one_on_one_id
    _crash(opened)
    again = start(sample_path)
    qtbot.mouseClick(part(again, "cover_later"), Qt.MouseButton.LeftButton)
    assert again.window.sight is Sight.COVERED, "one press by whoever sits there opens nothing"
    qtbot.mouseClick(part(again, "cover_back"), Qt.MouseButton.LeftButton)
    assert again.window.sight is Sight.DESK
    services = again.furniture.opening.services
    assert services.sessions.running() == number
    again.furniture.opening.close()
    third = start(sample_path)
    assert third.window.sight is Sight.DESK


def test_that_a_crash_behind_the_thanks_opens_on_the_thanks(
    opened: Any, start: Callable[..., Any], qtbot: QtBot, sample_path: Path
) -> None:
    start_talk(opened, qtbot)
    finish(opened, qtbot)
    _crash(opened)
    again = start(sample_path)
    assert again.window.sight is Sight.COVERED
    qtbot.mouseClick(part(again, "cover_on"), Qt.MouseButton.LeftButton)
    assert part(again, "after_note").isVisible()


def _crash(opened: Any) -> None:
    """Lets go of the file as a program that is killed does: nothing is settled and nobody is told."""
    opening = opened.furniture.opening
    opened.furniture.background.finish()
    opened.window.hide()
    opening.services.desk.close()
    opening.lock.unlock()
    opening._services = None


@pytest.mark.qt_log_ignore("openDocument")
def test_that_every_declared_sheet_is_printed_from_the_menu(opened: Any, tmp_path: Path) -> None:
    window, prompts = opened.window, opened.furniture.context.prompts
    window.shell.roster.choose(opened.furniture.opening.services.roster.roster().people[0].person_id)
    for sheet in SHEETS.values():
        path = tmp_path / f"{sheet.name}.pdf"
        prompts.preset(path)
        window.actions_by_id[sheet.command].trigger()
        assert path.read_bytes().startswith(b"%PDF")
        assert str(path) in opened.furniture.context.messages.words
