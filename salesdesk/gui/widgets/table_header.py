"""The head of a table: its first column stays while the table scrolls sideways, and it knows what was dragged."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader

if TYPE_CHECKING:
    from salesdesk.gui.widgets.steady_table import SteadyTable


class TableHeader(QHeaderView):
    """`section_dragged` says that a person, and not the program, has given a column its width."""

    section_dragged = Signal(int)

    def __init__(self, table: "SteadyTable") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._pressed, self._moving = False, False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.sectionResized.connect(self._on_section_resized)
        self.sectionHandleDoubleClicked.connect(self.section_dragged)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the heads, and that of the names over what has scrolled below it."""
        super().paintEvent(event)
        width = self._names_width()
        if width:
            painter = QPainter(self.viewport())
            self.paintSection(painter, QRect(0, 0, width, self.height()), self._table().names_column)
            painter.end()

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:
        """Leaves out a head with figures of which only a part would be in sight."""
        super().initStyleOptionForIndex(option, logicalIndex)
        if any(sign.isdigit() for sign in option.text) and self._table().cuts(logicalIndex):
            option.text = ""

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Paints a head, with its "?" where the column can be explained."""
        super().paintSection(painter, rect, logicalIndex)
        self._table().head_help.paint_sign(painter, rect, logicalIndex)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Notes that a hand is on the head; over the names it means the names, on a "?" it asks for no sorting."""
        asked = self._asked_at(event)
        if asked >= 0:
            self._table().head_help.turn(asked)
            return
        self._table().head_help.hide()
        self._pressed = True
        super().mousePressEvent(self._meant(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follows the hand; what is given another width meanwhile, such as for a new scroll bar, was not dragged."""
        self._moving = self._pressed
        super().mouseMoveEvent(event if self._pressed else self._meant(event))
        self._moving = False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Notes that the hand has left the head."""
        if not self._pressed:
            return
        super().mouseReleaseEvent(self._meant(event))
        self._pressed = False

    def _on_section_resized(self, section: int) -> None:
        if self._moving:
            self.section_dragged.emit(section)

    def _asked_at(self, event: QMouseEvent) -> int:
        """Gives the column whose "?" is pressed, or -1."""
        meant, table = self._meant(event).position().toPoint(), self._table()
        column = self.logicalIndexAt(meant)
        if (
            column < 0
            or event.button() is not Qt.MouseButton.LeftButton
            or not table.head_help.words_for(column)
        ):
            return -1
        stays = column == table.names_column and self._names_width() > 0
        start = 0 if stays else self.sectionViewportPosition(column)
        width = self._names_width() if stays else self.sectionSize(column)
        head = QRect(start, 0, width, self.height())
        at = event.position().toPoint()
        return column if table.head_help.sign_spot(head, column).adjusted(-2, -4, 2, 4).contains(at) else -1

    def _table(self) -> "SteadyTable":
        return cast("SteadyTable", self.parentWidget())

    def _names_width(self) -> int:
        return self._table().names_width

    def _meant(self, event: QMouseEvent) -> QMouseEvent:
        """Gives the event as it would be at the place the names have scrolled away to."""
        if not 0 <= event.position().x() < self._names_width():
            return event
        there = event.position() - QPointF(self.offset(), 0)
        return QMouseEvent(
            event.type(), there, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
        )
