"""Ends with an ellipsis what is too long for its place: a text, a label and a link that keep the whole in a tooltip."""

import re
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from salesdesk.gui.plain_tips import plain_tip
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.labels import PlainLabel

# No-break spaces part thousands and stand before units: they belong to the figure.
FIGURE: Final = re.compile(r"[^ \t\n]*\d[^ \t\n]*(?: %)?")
_WIDEST: Final = 1_000
"""Letters of one line, of which no screen has room for more."""
LOOSE: Final = " ,;:·–("


def elided(metrics: QFontMetrics, words: str, width: int) -> str:
    """Gives as many of the words as there is room for; a figure that does not fit goes as a whole."""
    words = words[:_WIDEST]  # Qt takes a second for thousands of letters
    if metrics.horizontalAdvance(words) <= width:
        return words
    kept = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, width)).removesuffix("…")
    for figure in FIGURE.finditer(words):
        if figure.start() < len(kept) < figure.end():
            kept = words[: figure.start()]
    return f"{kept.rstrip(LOOSE)}…"


class ElidedLabel(PlainLabel):
    """A label that never asks for more room than it is given; everything is in its tool tip."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
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
        self.setToolTip(plain_tip(self._words) if shown != self._words else "")


ROOM_BESIDE = 14
"""What the padding and the focus ring of a link take, in pixels at 100 % zoom."""


class ElidedLink(QPushButton):
    """A link of one line, as wide as its place allows."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        set_role(self, "link")
        self.setToolTip(plain_tip(words))
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
