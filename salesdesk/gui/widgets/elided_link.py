"""A link that is cut with an ellipsis where there is no room; its whole text is heard and hovered."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.elided import elided

ROOM_BESIDE = 14
"""What the padding and the focus ring of a link take, in pixels at 100 % zoom."""


class ElidedLink(QPushButton):
    """A link of one line, as wide as its place allows."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        set_role(self, "link")
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """Gives the whole text."""
        return self._words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cuts the text to the new width."""
        super().resizeEvent(event)
        room = max(0, self.width() - ROOM_BESIDE)
        self.setText(elided(self.fontMetrics(), self._words, room))

    def sizeHint(self) -> QSize:
        """Gives the height of one line, however long the text."""
        return QSize(40, max(super().sizeHint().height(), self.fontMetrics().height() + 8))
