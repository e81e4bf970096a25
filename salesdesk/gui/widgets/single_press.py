"""Lets a double click on a button that makes something make one thing, not two."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton


class SinglePress(QObject):
    """Swallows the second press of a double click."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the second press away from the button."""
        return event.type() is QEvent.Type.MouseButtonDblClick or super().eventFilter(watched, event)


def once_a_double_click(button: QAbstractButton) -> None:
    """Lets a button take a double click for one click."""
    button.installEventFilter(SinglePress(button))
