"""Makes labels whose words go on in the next line."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QLayout

from salesdesk.gui.theme import set_role


class WrappedLabel(QLabel):
    """Words that wrap wherever the room ends; Qt's own label asks for a line of its liking first."""

    def minimumSizeHint(self) -> QSize:
        """Asks for a few letters' width and one line."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 6 if self.text() else 0, metrics.lineSpacing())


def wrapping_label(words: str = "", role: str = "", tone: str = "") -> QLabel:
    """Makes a label that wraps, in a role of the style sheet such as "small"."""
    label = QLabel(words)
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
