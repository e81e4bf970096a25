"""Paints one line of what a search found: its words at the left, what it is at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.elided import elided

DETAIL = Qt.ItemDataRole.UserRole
"""Where a line keeps what it is: the kind of a record, or the keys of a command."""
LINE_HEIGHT = 28
PAD = 8


class SearchLine(QStyledItemDelegate):
    """Words give way to what they are, so that the right edge stays straight and readable."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Gives every line the same height."""
        return QSize(0, self._theme.px(LINE_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paints the ground of a line, what it is, and as many of its words as there is room for."""
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        pad = self._theme.px(PAD)
        room = option.rect.adjusted(pad, 0, -pad, 0)
        painter.save()
        taken = self._paint_detail(painter, room, str(index.data(DETAIL) or ""))
        font = self._theme.font()
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        room.setRight(room.right() - taken)
        shown = elided(painter.fontMetrics(), words, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()

    def _paint_detail(self, painter: QPainter, room: QRect, detail: str) -> int:
        """Paints what the line is and gives the width that this took, in pixels."""
        if not detail:
            return 0
        painter.setFont(self._theme.font(12))
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), detail)
        return painter.fontMetrics().horizontalAdvance(detail) + self._theme.px(2 * PAD)
