"""Lets what is seen do its slow work one after another, so that a click in between is answered at once."""

from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget
from shiboken6 import Shiboken


class Waiting(Protocol):
    """A widget that has something slow to do."""

    def visibleRegion(self) -> QRegion:
        """Gives the part of the widget that is in sight."""
        ...

    def take_turn(self) -> None:
        """Does one piece of slow work."""
        ...


class Turns(QObject):
    """The queue of one window; whoever went out of sight meanwhile is dropped and asks again when next painted."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._waiting: list[Waiting] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._on_soon_timeout)

    @property
    def waiting(self) -> int:
        """Counts those who still wait."""
        return len(self._waiting)

    def ask(self, who: Waiting, after: int = 0) -> None:
        """Queues a widget once; `after` milliseconds, counted anew each time, where what it needs is not there yet."""
        if who not in self._waiting:
            self._waiting.append(who)
        self._soon.start(after)

    def _on_soon_timeout(self) -> None:
        while self._waiting:
            who = self._waiting.pop(0)
            if Shiboken.isValid(who) and not who.visibleRegion().isEmpty():
                if self._waiting:
                    self._soon.start(0)
                who.take_turn()
                return


def turns_of(widget: QWidget) -> Turns:
    """Gives the queue of the window a widget stands in."""
    window = widget.window()
    found = window.findChild(Turns, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if found is not None else Turns(window)
