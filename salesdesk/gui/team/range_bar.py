"""Draws a ratio with its range and its goal on a line from 0 to 100%."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.gui.theme import Theme
from salesdesk.practice.ratio import Estimate
from salesdesk.practice.rounding import percent_words

WIDTH, HEIGHT = 90, 22


class RangeBar(QWidget):
    """A band for the likely range, a line for the own one, a dot for the plain ratio, a stroke for the goal."""

    def __init__(
        self, theme: Theme, estimate: Estimate, goal: float | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._estimate, self._goal = theme, estimate, goal
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = estimate.words if goal is None else f"{estimate.words}; goal {percent_words(goal)}"
        self.setToolTip(words)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        """Gives a size that fits into a line of text."""
        return QSize(self._theme.px(WIDTH), self._theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Gives the narrowest bar that can still be read."""
        return QSize(self._theme.px(WIDTH * 0.6), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints line, band, goal and dot."""
        px, colour = self._theme.px, self._theme.colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, dot = self.height() / 2, px(4)
        painter.setPen(QPen(colour("border"), px(2)))
        painter.drawLine(self._at(0), round(middle), self._at(1), round(middle))
        found = self._estimate
        if found.low is not None and found.high is not None:
            painter.setPen(QPen(colour("accent_mid"), px(2)))
            painter.drawLine(self._at(found.low), round(middle), self._at(found.high), round(middle))
        if found.likely is not None:
            low, high = (self._at(end) for end in found.likely)
            band = QRectF(low, middle - px(5), high - low, px(10))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_mid"))
            painter.drawRoundedRect(band, px(5), px(5))
        if self._goal is not None:
            painter.setPen(QPen(colour("text"), px(2)))
            painter.drawLine(
                self._at(self._goal), round(middle - px(9)), self._at(self._goal), round(middle + px(9))
            )
        if found.share is not None:
            painter.setPen(QPen(colour("card"), px(1)))
            painter.setBrush(colour("accent_text"))
            painter.drawEllipse(QRectF(self._at(found.share) - dot, middle - dot, 2 * dot, 2 * dot))
        painter.end()

    def _at(self, share: float) -> int:
        edge = self._theme.px(5)
        return round(edge + min(1.0, max(0.0, share)) * (self.width() - 2 * edge))
