"""Explains a column of a table: opened by a click on the "?" of its head, or by a key; it wraps and moves nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QVBoxLayout

from salesdesk.gui.icons import Icons
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme, set_role
from salesdesk.gui.widgets.labels import WrappedLabel

if TYPE_CHECKING:
    from salesdesk.gui.widgets.steady_table import SteadyTable

SIGN, GAP, PADDING = 12, 4, 8
WIDTH = 320


class HeadHelp(QFrame):
    """What a column holds, floating over the rows of its table until Esc, a click elsewhere or scrolling."""

    def __init__(self, theme: Theme, table: "SteadyTable") -> None:
        super().__init__(table)
        self._theme, self._table = theme, table
        self._column = -1
        self._words = WrappedLabel()
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._words)
        self._words.setWordWrap(True)
        self._words.setObjectName("head_help")
        set_role(self, "card")
        self.hide()
        for watched in (table, table.viewport()):
            watched.installEventFilter(self)
        table.horizontalScrollBar().valueChanged.connect(self.hide)
        table.verticalScrollBar().valueChanged.connect(self.hide)

    def words_for(self, column: int) -> str:
        """Gives what explains a column, or nothing."""
        role = Qt.ItemDataRole.ToolTipRole
        return str(self._table.model().headerData(column, Qt.Orientation.Horizontal, role) or "")

    def turn(self, column: int) -> None:
        """Explains a column; asked for again it closes."""
        words, again = self.words_for(column), self.isVisible() and column == self._column
        self._column = column
        self.setVisible(bool(words) and not again)
        if self.isVisible():
            self._words.setText(f"{self._label(column)}: {words.removesuffix('.')}.")
            self._place()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._table, self._words.text()))

    def sign_spot(self, head: QRect, column: int) -> QRect:
        """Gives the place of the "?" in a head: beside its words, at the side that they leave free."""
        px, header = self._theme.px, self._table.header
        words = header.fontMetrics().horizontalAdvance(self._label(column))
        sorted_here = header.isSortIndicatorShown() and header.sortIndicatorSection() == column
        arrow = px(SIGN) if sorted_here else 0
        if self._stands_right(column):
            left = max(head.left() + 1, head.right() - px(PADDING + SIGN + GAP) - words - arrow)
        else:
            left = min(head.left() + px(PADDING + GAP) + words, head.right() - px(SIGN) - arrow)
        return QRect(left, head.center().y() - px(SIGN) // 2, px(SIGN), px(SIGN))

    def paint_sign(self, painter: QPainter, head: QRect, column: int) -> None:
        """Paints the "?" of a head that can be explained, in a quiet colour."""
        if self.words_for(column):
            spot = self.sign_spot(head, column)
            Icons(self._theme).icon("help").paint(painter, spot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Opens with Shift+F1 for the column the keyboard stands in; closes with Esc and by a click."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and watched is self._table:
            asked = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
            if event.key() == Qt.Key.Key_F1 and asked:
                self.turn(self._table.currentIndex().column())
                return True
            if event.key() == Qt.Key.Key_Escape and self.isVisible():
                self.hide()
                return True
        elif isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonPress:
            self.hide()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Closes by a click."""
        self.hide()

    def _label(self, column: int) -> str:
        return str(self._table.model().headerData(column, Qt.Orientation.Horizontal) or "")

    def _stands_right(self, column: int) -> bool:
        role = Qt.ItemDataRole.TextAlignmentRole
        side = self._table.model().headerData(column, Qt.Orientation.Horizontal, role)
        return bool(int(side or 0) & int(Qt.AlignmentFlag.AlignRight))

    def _place(self) -> None:
        """Stands beneath the head, within the table, in as many lines as it takes."""
        px, header = self._theme.px, self._table.header
        keep(self._theme, self._layout, margins=(12, 8, 12, 8))
        width = min(px(WIDTH), self._table.width() - px(16))
        height = self._layout.totalHeightForWidth(width) + px(4)
        left = header.sectionViewportPosition(self._column)
        inside = max(px(8), min(left, self._table.width() - width - px(8)))
        self.setGeometry(inside, header.height() + px(2), width, height)
        self.raise_()
