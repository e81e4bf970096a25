"""A usual talk by keyboard alone: at most sixty keys beyond what is said."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from salesdesk.gui.session.keys import SessionKeys
from salesdesk.model.fields import Audience
from salesdesk.services.sessions.service import SessionService

MOST_KEYS = 60
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


class Hands:
    """Presses keys as a person does, and counts those that are no text."""

    def __init__(self, qtbot: QtBot, window: Any) -> None:
        self._qtbot, self._window, self.keys = qtbot, window, 0

    def press(self, *keys: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.keys += 1
            self._qtbot.keyClick(QApplication.focusWidget() or self._window, key, how)

    def write(self, text: str) -> None:
        self._qtbot.keyClicks(QApplication.focusWidget(), text)

    def until(self, name: str, key: Qt.Key = Key.Key_Tab) -> None:
        """Presses a key until a control has the focus."""
        for _ in range(25):
            focused = QApplication.focusWidget()
            if focused is not None and focused.objectName().startswith(name):
                return
            self.press(key)
        raise AssertionError(f"{name} is not reached")


def test_that_a_usual_talk_takes_at_most_sixty_keys(opened: Any, qtbot: QtBot) -> None:
    window, hands = opened.window, Hands(qtbot, opened.window)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    services = opened.furniture.opening.services
    window.shell.roster.choose(
        services.desk.rows("SELECT min(id) FROM salesperson WHERE status = 'active'")[0][0]
    )
    hands.keys += 1  # F5
    window.actions_by_id["start_one_on_one"].trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    meeting = opened.furniture.sessions.view.one_on_one_id
    hands.write("The dairy signed, because I asked what else they compare")
    _next(hands)
    hands.write("Two of three done; the third waits for the buyer")
    _next(hands)
    _numbers(hands, services, meeting)
    _next(hands)
    _deal(hands)
    _assign(hands, "Send the smaller first order", knows_how=True)
    _next(hands)
    _assign(hands, "Open with the client's own metric", knows_how=False)
    _next(hands)
    hands.write("Two old customers could buy again")
    _next(hands)
    hands.until("agree")
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Return, how=CTRL | SHIFT)
    state = SessionService(services.desk, opened.furniture.context.clock).state(meeting, Audience.MANAGER)
    assert (state.state, state.wrap.answer) == ("held", "agree")
    assert [item.kind for item in state.this_time] == ["sales", "development"]
    assert all(item.own.number is not None for item in state.competencies)
    assert state.next.booked
    assert state.deal is not None
    assert hands.keys <= MOST_KEYS, hands.keys


def _next(hands: Hands) -> None:
    hands.press(Key.Key_PageDown, how=CTRL)


def _numbers(hands: Hands, services: Any, meeting: int) -> None:
    """Says each number and compares it; then what both see in them."""
    for _ in services.sessions.state(meeting, Audience.SALESPERSON).competencies:
        hands.write("45")
        hands.press(Key.Key_Return)
    hands.write("Meetings go on more often than I thought")


def _deal(hands: Hands) -> None:
    if isinstance(QApplication.focusWidget(), QComboBox):
        hands.press(Key.Key_Down)
        hands.until("note_deal")
    hands.write("They compare us with doing nothing")


def _assign(hands: Hands, what: str, *, knows_how: bool) -> None:
    hands.press(Key.Key_Return, how=CTRL)
    hands.write(what)
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Y if knows_how else Key.Key_N)
    if not knows_how:
        hands.press(Key.Key_Space)
        hands.until("draft_basis")
        hands.press(Key.Key_Space)
        hands.until("draft_basis_text")
        hands.write("Asks calm questions")
        hands.until("draft_done_in")
        hands.write("The next three first meetings")
        hands.until("draft_own_words")
        hands.write("I talk about us first")
    hands.press(Key.Key_Return)


def test_that_the_keys_of_a_talk_hear_nothing_of_what_happens_elsewhere(
    opened: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened.window
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    heard: list[QObject] = []
    focused: list[QObject | None] = []
    asked = SessionKeys.eventFilter

    def note(keys: SessionKeys, watched: QObject, event: QEvent) -> bool:
        heard.append(watched)
        return asked(keys, watched, event)

    # Before the filters are made: they are asked by the way they had then.
    monkeypatch.setattr(SessionKeys, "eventFilter", note)
    opened.furniture.sessions.start(1)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    view = opened.furniture.sessions.view
    heard.clear()
    focused.append(QApplication.focusWidget())
    QApplication.instance().focusChanged.connect(lambda _before, now: focused.append(now))
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_PageDown, CTRL)
        qtbot.wait(20)
    assert set(heard) <= {*focused, view, window}
