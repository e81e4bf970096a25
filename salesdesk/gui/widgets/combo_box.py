"""A list of choices that opens whole, shows its arrow, and is not changed by scrolling past it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from salesdesk.gui.theme import Theme

OPENS_WITH_ALT_DOWN = "opens_with_alt_down"
"""The property by which such a box is known."""


def opens_box(watched: QObject, event: QEvent) -> bool:
    """Tells whether a key is Alt+Down in a box that it opens."""
    return (
        isinstance(event, QKeyEvent)
        and bool(watched.property(OPENS_WITH_ALT_DOWN))
        and event.key() == Qt.Key.Key_Down
        and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
    )


def claim_box_key(watched: QObject, event: QEvent) -> bool:
    """Takes Alt+Down for the box before a shortcut of the window gets it; tells whether it did."""
    claimed = event.type() is QEvent.Type.ShortcutOverride and opens_box(watched, event)
    if claimed:
        event.accept()
    return claimed


FEWEST = 4


class ComboBox(QComboBox):
    """The one box of choices of the program, on the manager's side and on the shared one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty(OPENS_WITH_ALT_DOWN, True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # and not by the wheel, as Qt would have it

        # The plain delegate takes the soft colour of the style sheet; Qt's own for boxes does not.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def showPopup(self) -> None:
        """Opens with every entry in sight, as far as the window has room, and every word of it."""
        view, window = self.view(), self.window()
        row = max(1, view.sizeHintForRow(0))
        self.setMaxVisibleItems(max(FEWEST, min(self.count(), window.height() // row - 1)))
        widest = view.sizeHintForColumn(0) + self._theme.px(28)
        view.setMinimumWidth(min(widest, max(self.width(), window.width() - self._theme.px(16))))
        super().showPopup()
        self._bring_into(QRect(window.mapToGlobal(QPoint(0, 0)), window.size()), row)

    def event(self, event: QEvent) -> bool:
        """Keeps Alt+Down for opening, before the window's own use of it."""
        return claim_box_key(self, event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens with Alt+Down."""
        if opens_box(self, event):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the page: scrolling past a field must not change it."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the field and its arrow."""
        super().paintEvent(event)
        px = self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("muted"), max(1.4, px(15) / 10)))
        middle = QPoint(self.width() - px(14), self.rect().center().y() + px(1))
        arm = px(4)
        corners = ((-arm, -arm // 2), (0, arm // 2), (arm, -arm // 2))
        painter.drawPolyline([middle + QPoint(x, y) for x, y in corners])
        painter.end()

    def _bring_into(self, frame: QRect, row: int) -> None:
        """Moves the open list into the window, and gives it the height of all it should show."""
        view, popup = self.view(), self.view().window()
        around = popup.height() - view.viewport().height()
        height = min(frame.height(), min(self.count(), self.maxVisibleItems()) * row + around)
        place = popup.geometry()
        width = max(place.width(), view.minimumWidth())
        left = max(frame.left(), min(place.left(), frame.right() + 1 - width))
        top = max(frame.top(), min(place.top(), frame.bottom() + 1 - height))
        above = place.top() < self.mapToGlobal(QPoint(0, 0)).y()
        if above:
            top = max(frame.top(), place.bottom() + 1 - height)
        popup.setGeometry(left, top, width, height)
        view.scrollTo(view.currentIndex())
