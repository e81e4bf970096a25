"""The curtain: a calm screen with the date and nothing else, drawn by one key."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.env.locale import Formats
from salesdesk.gui.session.parts import words_label
from salesdesk.gui.theme import set_role

MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class Curtain(QWidget):
    """Hides everything; any key or click lifts it, always to the safe side."""

    lifted = Signal()

    def __init__(self, formats: Formats, today: date) -> None:
        super().__init__()
        set_role(self, "window")
        self.setObjectName("curtain")
        self.setAccessibleName("The curtain is drawn")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        day = words_label(formats.day(today), "calm")
        day.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.addWidget(day)

    def showEvent(self, event: QShowEvent) -> None:
        """Takes the keys, so that nothing behind it hears them."""
        super().showEvent(event)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lifts with any key but a bare modifier."""
        if event.key() not in MODIFIERS:
            self.lifted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Lifts with a click."""
        self.lifted.emit()
