"""Lays widgets out in lines like words in a text, so that nothing is cut when room is short."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class ItemsLayout(QLayout):
    """Keeps its items in a list; how high they are follows from the width there is, and a subclass places them."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Adds an item at the end."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Counts the items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Gives an item by its place, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Takes an item out, or gives None."""
        self.invalidate()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Says that the height follows from the width."""
        return True

    def expandingDirections(self) -> Qt.Orientation:
        """Asks for no more room than it needs."""
        return Qt.Orientation(0)


class FlowLayout(ItemsLayout):
    """Places its widgets from left to right and goes on in the next line where the room ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stretched: QWidget | None = None
        self._heights = dict[int, int]()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(6)

    def stretch(self, widget: QWidget) -> None:
        """Gives a widget what room its line has left."""
        self._stretched = widget

    def heightForWidth(self, width: int) -> int:
        """Gives the height the lines take at a width."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forgets how high the lines are, because something in them has changed."""
        self._heights.clear()
        super().invalidate()

    def sizeHint(self) -> QSize:
        """Gives the size of one line with everything in it."""
        width = sum(i.sizeHint().width() + self.spacing() for i in self._items) - self.spacing()
        height = max((i.sizeHint().height() for i in self._items), default=0)
        return QSize(max(width, 0), height)

    def minimumSize(self) -> QSize:
        """Gives the size of the largest single widget."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        """Puts every widget in its place."""
        super().setGeometry(rect)
        needed, around = self._arrange(rect, place=True), self.parentWidget()
        # A page that is short of height takes it from what asks for least; its tables scroll, these lines do not.
        if around is not None and around.layout() is self and around.minimumHeight() != needed:
            around.setMinimumHeight(needed)

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        """Gives the height needed; what is lower than its line stands in the middle of it."""
        gap, y = self.spacing(), rect.y()
        for line in self._lines(rect.width(), gap):
            height = max(item.sizeHint().height() for item in line)
            x, left = rect.x(), rect.width() - sum(item.sizeHint().width() + gap for item in line) + gap
            for item in line if place else ():
                size = item.sizeHint()
                if left > 0 and self._stretched is not None and item.widget() is self._stretched:
                    size += QSize(left, 0)
                top = y + (height - size.height()) // 2
                item.setGeometry(QRect(QPoint(x, top), QSize(min(size.width(), rect.width()), size.height())))
                x += size.width() + gap
            y += height + gap
        return max(0, y - gap - rect.y())

    def _lines(self, width: int, gap: int) -> list[list[QLayoutItem]]:
        """Shares the widgets out among lines."""
        lines: list[list[QLayoutItem]] = []
        taken = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if not lines or taken + gap + wide > width:
                lines.append([])
                taken = -gap
            lines[-1].append(item)
            taken += gap + wide
        return lines
