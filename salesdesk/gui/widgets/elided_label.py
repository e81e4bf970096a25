"""Shows one line of words that ends in an ellipsis where the room ends."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from salesdesk.gui.widgets.elided import elided


class ElidedLabel(QLabel):
    """A label that never asks for more room than it is given; everything is in its tool tip."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(words)
        self.setText(words)

    def say(self, words: str) -> None:
        """Changes the words."""
        self._words = words
        self.setAccessibleName(words)
        self._cut()

    @property
    def words(self) -> str:
        """Gives all of the words."""
        return self._words

    def sizeHint(self) -> QSize:
        """Asks for one line; its width is the layout's affair."""
        return QSize(0, self.fontMetrics().height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cuts the words anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        shown = elided(self.fontMetrics(), self._words, self.width())
        self.setText(shown)
        self.setToolTip(self._words if shown != self._words else "")
