"""A tick box in the theme's own colours and at its zoom."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from salesdesk.gui.theme import Theme

BOX = 16
LEAST_WRAPPED = 160


class CheckBox(QCheckBox):
    """A tick box with its words beside it, on several lines where it `wraps`."""

    def __init__(
        self, theme: Theme, words: str = "", parent: QWidget | None = None, *, wraps: bool = False
    ) -> None:
        super().__init__(words, parent)
        self._theme, self._wraps = theme, wraps
        self.setAccessibleName(words)
        if wraps:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Asks for room for the box, the words and the focus frame."""
        px, metrics = self._theme.px, self.fontMetrics()
        width = px(BOX) + px(16) + metrics.horizontalAdvance(self.text())
        return QSize(width, max(metrics.height(), px(BOX)) + px(8))

    def minimumSizeHint(self) -> QSize:
        """Asks for room for everything, so that no words are cut."""
        hint, px = self.sizeHint(), self._theme.px
        return QSize(min(hint.width(), px(LEAST_WRAPPED)), hint.height()) if self._wraps else hint

    def hasHeightForWidth(self) -> bool:
        """Tells whether narrower means higher."""
        return self._wraps

    def heightForWidth(self, width: int) -> int:
        """Asks for as many lines as the words need."""
        px, one = self._theme.px, self.sizeHint().height()
        room = QRect(0, 0, max(1, width - px(BOX) - px(16)), 0)
        lines = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text())
        return max(one, lines.height() + px(8))

    def hitButton(self, pos: object) -> bool:
        """Takes a click anywhere, on the words too."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the box, the words and, where the keyboard is, a frame."""
        px = self._theme.px
        painter = QPainter(self)
        box = QRect(px(4), (self.height() - px(BOX)) // 2, px(BOX), px(BOX))
        paint_tick_box(painter, box, self.isChecked(), self._theme, enabled=self.isEnabled())
        painter.setPen(self._theme.colour("text" if self.isEnabled() else "muted"))
        words = self.rect().adjusted(box.right() + px(8), 0, 0, 0)
        how = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        wraps = int(Qt.TextFlag.TextWordWrap) if self._wraps else 0
        painter.drawText(words, int(how) | wraps, self.text())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(4), px(4))
        painter.end()


def paint_tick_box(
    painter: QPainter, box: QRect, ticked: bool, theme: Theme, *, enabled: bool = True
) -> None:
    """Paints a box, ticked or not, for delegates of tables as well."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = "accent" if ticked and enabled else "field"
    painter.setPen(QPen(theme.colour("accent" if ticked and enabled else "muted"), 1.2))
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(QRectF(box).adjusted(0.6, 0.6, -0.6, -0.6), theme.px(3), theme.px(3))
    if ticked:
        side, left, top = box.width() / 16, float(box.left()), float(box.top())
        painter.setPen(QPen(theme.colour("on_accent" if enabled else "muted"), 1.8 * side))
        points = [QPointF(left + x * side, top + y * side) for x, y in ((4, 8.5), (7, 11.2), (12, 5))]
        painter.drawPolyline(points)
    painter.restore()
