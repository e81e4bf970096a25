"""Draws how strong a passphrase is, as four parts of which some are filled; the words beside it say the same."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.gui.theme import Theme

PARTS: Final = 4
HEIGHT: Final = 6
GAP: Final = 4
TONES: Final = ("late", "late", "soon_mark", "accent", "accent")


class StrengthBar(QWidget):
    """Four parts: a level of 0 fills none of them, as no passphrase does."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._level = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.updateGeometry)

    def show_level(self, level: int | None) -> None:
        """Fills as many parts as the level says."""
        self._level = level or 0
        self.update()

    def sizeHint(self) -> QSize:
        """Asks for a thin line."""
        return QSize(self._theme.px(200), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the parts."""
        painter, px = QPainter(self), self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - px(GAP) * (PARTS - 1)) / PARTS
        for part in range(PARTS):
            filled = part < self._level
            painter.setBrush(self._theme.colour(TONES[self._level] if filled else "border"))
            box = QRectF(part * (width + px(GAP)), 0, width, px(HEIGHT))
            painter.drawRoundedRect(box, px(HEIGHT) / 2, px(HEIGHT) / 2)
