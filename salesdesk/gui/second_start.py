"""Leads a second start on a desk that is open already to the window that has it."""

from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_lock import DeskLock
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.main_window import MainWindow

LISTEN_MS: Final = 700
ANSWER_MS: Final = 2500
"""So long after a call the window that has the desk is given to come forward."""


class SecondStart(QObject):
    """Listens for calls to the desk that is open here, and calls the window in which another one is open."""

    def __init__(self, window: MainWindow, context: GuiContext, opening: DeskOpening) -> None:
        super().__init__(window)
        self._window, self._context, self._opening = window, context, opening
        self._called: DeskLock | None = None
        self._listen, self._answer = QTimer(self, interval=LISTEN_MS), QTimer(self, singleShot=True)
        opening.found_open.connect(self._on_opening_found_open)
        opening.opened.connect(self._listen.start)
        opening.closed.connect(self._listen.stop)
        self._listen.timeout.connect(self.come_forward)
        self._answer.timeout.connect(self._on_answer_timeout)
        window.closing.connect(self._answer.stop)

    def come_forward(self) -> None:
        """Brings this window to the front where a second start was told that the desk is open here."""
        if self._opening.lock is not None and self._opening.lock.called():
            self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
            self._window.raise_()
            self._window.activateWindow()

    def _on_opening_found_open(self, lock: DeskLock) -> None:
        lock.call()
        self._called = lock
        self._answer.start(ANSWER_MS)

    def _on_answer_timeout(self) -> None:
        """Leaves the screen to the window that came forward, where nothing else was done in this one meanwhile."""
        if self._called is None or self._opening.services is not None or not self._called.answered():
            return
        if self._context.background.jobs:
            # What is loaded beside this window is waited for.
            self._answer.start(ANSWER_MS)
        else:
            self._window.close()
