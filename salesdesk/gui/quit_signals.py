"""Lets a signal of the system close the window as a person does, so that nothing typed is lost."""

import os
import signal
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QSocketNotifier

NAMES: Final = ("SIGTERM", "SIGHUP", "SIGINT")


class QuitSignals(QObject):
    """Waits for the signals that end a program, on systems that have them.

    Python hears of a signal only between two of its own instructions, of which a window at rest runs none;
    so the system writes a byte to a pipe that Qt listens to.
    """

    def __init__(self, close: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._close = close
        self._before: dict[int, Any] = {}
        self._pipe: tuple[int, int] | None = None

    def install(self) -> None:
        """Begins to listen."""
        if os.name != "posix":
            return
        self._pipe = os.pipe()
        for end in self._pipe:
            os.set_blocking(end, False)
        self._notifier = QSocketNotifier(self._pipe[0], QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_notifier_activated)
        signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
        for name in NAMES:
            number = getattr(signal, name)
            self._before[number] = signal.signal(number, lambda _number, _frame: None)

    def uninstall(self) -> None:
        """Gives the signals back to whom they belonged."""
        if self._pipe is None:
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        for end in self._pipe:
            os.close(end)
        self._pipe = None

    def _on_notifier_activated(self) -> None:
        if self._pipe is not None and set(os.read(self._pipe[0], 64)) & set(self._before):
            self._close()
