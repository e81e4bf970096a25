"""Turns off, while a desk may only be read, whatever says of itself that it writes to it."""

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

WRITES: Final = "writes"
"""The property of a button or a line that changes the desk."""
LOOKS: Final = "looks"
"""The property of a field that takes words or a choice and changes nothing, such as a search."""


class OnlyRead(QObject):
    """Keeps what writes turned off, also where it is made or turned on later; the bar of the file says why."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._on = window, False

    def turn(self, *, on: bool) -> None:
        """Begins, or ends; what was turned off goes with its desk."""
        if on != self._on:
            self._on = on
            (self._window.installEventFilter if on else self._window.removeEventFilter)(self)

    def watch(self, window: QWidget) -> None:
        """Looks after a window beside too."""
        if self._on:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turns off what writes in a window, each time before anything in it is painted."""
        if event.type() is QEvent.Type.UpdateRequest:
            for each in (*watched.findChildren(QAbstractButton), *watched.findChildren(QLineEdit)):
                if each.property(WRITES):
                    each.setEnabled(False)
        return False
