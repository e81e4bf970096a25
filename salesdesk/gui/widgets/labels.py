"""Makes labels that show words as they are, and labels whose words go on in the next line."""

import re
from typing import Final, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QWidget

from salesdesk.gui.theme import set_role


class PlainLabel(QLabel):
    """Words as they are: Qt would read what somebody typed, such as “A <b> C”, as marked up.

    Who marks words up himself calls `marked`, and escapes what he did not write. A very long word, such as the name
    of a file, may go on in the next line anywhere; else no window could be narrower than it.
    """

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_breakable(words), parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, words: str) -> None:
        """Shows other words."""
        super().setText(_breakable(words))

    def text(self) -> str:
        """Gives the words as they were given."""
        return super().text().replace(_MAY_BREAK, "")


_MOST_SHOWN: Final = 5_000
"""So many letters a label shows at most; names of millions, as a stranger may write, take Qt minutes."""
_MAY_BREAK: Final = "\u200b"
_LONG: Final = re.compile(r"[\w.,:/\\@+=~#%-]{24}(?=[\w.-])", re.ASCII)
"""Of what marks words up there is nothing in it."""


def _breakable(words: str) -> str:
    words = words if len(words) <= _MOST_SHOWN else f"{words[:_MOST_SHOWN]}…"
    return _LONG.sub(rf"\g<0>{_MAY_BREAK}", words)


L = TypeVar("L", bound=QLabel)


def marked(label: L) -> L:
    """Lets a label read its words as marked up."""
    label.setTextFormat(Qt.TextFormat.RichText)
    return label


class WrappedLabel(PlainLabel):
    """Words that wrap wherever the room ends; Qt's own label asks for a line of its liking first."""

    def minimumSizeHint(self) -> QSize:
        """Asks for a few letters' width and one line."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 6 if self.text() else 0, metrics.lineSpacing())


def wrapping_label(words: str = "", role: str = "", tone: str = "") -> QLabel:
    """Makes a label that wraps, in a role of the style sheet such as "small"."""
    label = PlainLabel(words)
    label.setWordWrap(True)
    set_role(label, role, tone)
    return label


def clear_layout(layout: QLayout) -> None:
    """Takes everything out of a layout, out of sight at once."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
