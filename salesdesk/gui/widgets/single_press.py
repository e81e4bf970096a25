"""Lets a double click on a button that makes something make one thing, not two."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QAbstractButton

PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})


class SinglePress(QObject):
    """Swallows the second press of a double click.

    That is done where it comes into the window: the button would get the keyboard before it hears of it, and take it
    away from what the first press has made. By the system's own time it counts, as the making may take its while.
    """

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self._button, self._pressed = button, 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the second press away from the button."""
        if event.type() not in PRESSES or not isinstance(event, QMouseEvent):
            return False
        if watched is self._button:
            self._pressed = event.timestamp()
            if handle := self._button.window().windowHandle():
                handle.installEventFilter(self)
            return event.type() is QEvent.Type.MouseButtonDblClick
        place = self._button.mapFromGlobal(event.globalPosition().toPoint())
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
        second = event.timestamp() - self._pressed <= interval and self._button.rect().contains(place)
        if not second:
            watched.removeEventFilter(self)
        return second


def once_a_double_click(button: QAbstractButton) -> None:
    """Lets a button take a double click for one click."""
    button.installEventFilter(SinglePress(button))
