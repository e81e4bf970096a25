"""The curtain: a calm screen with the date and nothing else, drawn by one key."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from salesdesk.env.locale import Formats
from salesdesk.gui.session.parts import words_label
from salesdesk.gui.theme import set_role


class Curtain(QWidget):
    """Hides everything; Esc, F9 or a click lifts it to the safe side, and only its button or F8 to the manager's own.

    Every other key does nothing: whoever types a private word too early would else type it on the shared side.
    """

    lifted = Signal()
    own_side_wanted = Signal()

    def __init__(self, formats: Formats, today: date) -> None:
        super().__init__()
        self._day = words_label(formats.day(today), "calm")
        self._own_side = QPushButton("Turn the laptop to yourself, then F8 opens your own side")
        self._build_ui()
        self._own_side.clicked.connect(self.own_side_wanted)

    @property
    def offers_own_side(self) -> bool:
        """Tells whether the own side was asked for already, so that it opens with the next press."""
        return self._own_side.isVisibleTo(self)

    def offer_own_side(self, *, offered: bool) -> None:
        """Says how the own side opens, where that is what the curtain was drawn for."""
        self._own_side.setVisible(offered)

    def showEvent(self, event: QShowEvent) -> None:
        """Takes the keys, so that nothing behind it hears them."""
        super().showEvent(event)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lifts with Esc and swallows every other key."""
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.lifted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Lifts with a click."""
        self.lifted.emit()

    def _build_ui(self) -> None:
        set_role(self, "window")
        self.setObjectName("curtain")
        self.setAccessibleName("The curtain is drawn")
        self.setAccessibleDescription("Esc, F9 or a click lifts it")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._day.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._own_side.setObjectName("open_own_side")
        self._own_side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(self._own_side, "link")
        layout = QVBoxLayout(self)
        layout.addWidget(self._day)
        layout.addWidget(self._own_side, 0, Qt.AlignmentFlag.AlignHCenter)
        self.offer_own_side(offered=False)
