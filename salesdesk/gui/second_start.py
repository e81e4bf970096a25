"""Leads a second start on a desk that is open already, or the link of a sheet, to the window that has the desk."""

from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

from salesdesk.env.errors import UserError
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_lock import DeskLock
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.wishes import OpenRecord
from salesdesk.model.kinds import link_to, linked_record

LISTEN_MS: Final = 700
ANSWER_MS: Final = 2500
"""So long after a call the window that has the desk is given to come forward."""

TRIES: Final = 4
"""So often is looked whether a window that did not come forward was just being ended and has let its desk go."""


class SecondStart(QObject):
    """Listens for calls to the desk that is open here, and calls the window in which another one is open.

    `record` is what the link of a printed sheet leads to, from the start on or called for by another one; it is shown
    as soon as the manager is at the desk.
    """

    def __init__(self, window: MainWindow, context: GuiContext, opening: DeskOpening) -> None:
        super().__init__(window)
        self._window, self._context, self._opening = window, context, opening
        self._called: DeskLock | None = None
        self._tries = 0
        self.record: tuple[str, int] | None = None
        self._listen, self._answer = QTimer(self, interval=LISTEN_MS), QTimer(self, singleShot=True)
        opening.found_open.connect(self._on_opening_found_open)
        opening.opened.connect(self._listen.start)
        opening.closed.connect(self._listen.stop)
        self._listen.timeout.connect(self.come_forward)
        self._answer.timeout.connect(self._on_answer_timeout)
        window.closing.connect(self._answer.stop)
        # What is shown now first stands: a desk is opened by then, and a talk is closed.
        window.turned.connect(lambda: QTimer.singleShot(0, self, self.land))

    def come_forward(self) -> None:
        """Brings this window to the front where a second start was told that the desk is open here."""
        link = self._opening.lock.called() if self._opening.lock is not None else None
        if link is None:
            return
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.raise_()
        self._window.activateWindow()
        self.record = linked_record(link) or self.record
        self.land()

    def land(self) -> None:
        """Shows the record that a link leads to, unless the screen is turned."""
        services, record = self._opening.services, self.record
        if services is None or record is None or not self._window.at_desk:
            return
        self.record = None
        if services.records.rows(record[0], ids=[record[1]]):
            self._context.wishes.make(OpenRecord(*record))
        else:
            self._context.messages.say(
                _("What the link leads to is not in this desk. Was it printed from another one?")
            )

    def _on_opening_found_open(self, lock: DeskLock) -> None:
        lock.call(link_to(*self.record) if self.record else "")
        self._called, self._tries = lock, TRIES
        self._answer.start(ANSWER_MS)

    def _on_answer_timeout(self) -> None:
        """Leaves the screen to the window that came forward, where nothing else was done in this one meanwhile.

        Where none came because it was just being ended, the desk is opened here once it is free.
        """
        if self._called is None or self._opening.services is not None or self._opening.coming.waiting:
            return
        # A call that nobody heard is taken back, and so asked about once.
        if self._tries < TRIES or not self._called.answered():
            self._open_once_free(self._called)
        elif self._context.background.jobs:
            # What is loaded beside this window is waited for.
            self._answer.start(ANSWER_MS)
        else:
            self._window.close()

    def _open_once_free(self, lock: DeskLock) -> None:
        self._tries -= 1
        if self._tries < 0:
            return
        try:
            lock.take(lock.path.name)
        except UserError:
            self._answer.start(ANSWER_MS)
        else:
            lock.unlock()
            self._opening.open(lock.path)
