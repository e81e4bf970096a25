"""Draws one person's count as a bar of parts, with the words and the number beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from salesdesk.gui.theme import Theme, set_role

TOKENS: Final = ("accent_mid", "accent", "soon_mark", "late")
"""The colours of the parts, from what is well to what is not; words say the same."""
NAME_WIDTH, BAR_WIDTH, BAR_HEIGHT, LINE_HEIGHT = 110, 60, 10, 28
NAME_SHARE: Final = 0.42


@dataclass(frozen=True)
class BarPart:
    """One part of a bar: what it counts, and how many."""

    words: str
    count: int


class PersonBar(QWidget):
    """A name that opens the rows, the bar, and the sum."""

    rows_requested = Signal()

    def __init__(self, theme: Theme, name: str, parts: Sequence[BarPart], most: int) -> None:
        super().__init__()
        self._name, self._least = QPushButton(name), theme.px(NAME_WIDTH)
        self._sum = QLabel(str(sum(part.count for part in parts)))
        self._bar = _Bar(theme, parts, most)
        self._said = ", ".join(f"{part.words} {part.count}" for part in parts)
        self._build_ui(theme)
        self._name.clicked.connect(self.rows_requested)

    def _build_ui(self, theme: Theme) -> None:
        set_role(self._name, "link")
        self._name.setStyleSheet("text-align: left;")
        self._name.setAccessibleName(f"{self._name.text()}: {self._said}")
        self._name.setToolTip(self._name.text())
        self._bar.setToolTip(self._said)
        self._bar.setAccessibleName(self._said)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._name)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._sum)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the name its part of the width; a longer one is shortened, and the tooltip says all of it."""
        super().resizeEvent(event)
        width = max(self._least, round(self.width() * NAME_SHARE))
        metrics = self._name.fontMetrics()
        edges = self._name.sizeHint().width() - metrics.horizontalAdvance(self._name.text())
        self._name.setFixedWidth(width)
        self._name.setText(
            metrics.elidedText(self._name.toolTip(), Qt.TextElideMode.ElideRight, width - edges)
        )


class _Bar(QWidget):
    """The bar alone."""

    def __init__(self, theme: Theme, parts: Sequence[BarPart], most: int) -> None:
        super().__init__()
        self._theme, self._parts, self._most = theme, tuple(parts), most
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Gives a size that fits into a line of text."""
        return QSize(self._theme.px(BAR_WIDTH), self._theme.px(LINE_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the parts one behind the other."""
        painter, height = QPainter(self), self._theme.px(BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        left, top = 0.0, (self.height() - height) / 2
        for part, token in zip(self._parts, TOKENS, strict=False):
            width = part.count / self._most * self.width() if self._most else 0.0
            painter.setBrush(self._theme.colour(token))
            painter.drawRect(QRectF(left, top, width, height))
            left += width
        painter.end()
