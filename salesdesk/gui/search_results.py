"""Shows what a search found, in a list that lies under the box over whatever the window shows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from salesdesk.gui.layouts import column, configure
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.elided import elided

if TYPE_CHECKING:
    from salesdesk.gui.search_box import Entry

WIDTH = 760
"""Room for the name of a deal and for whose, of when and how much it is."""
MOST_LINES = 12
DETAIL = Qt.ItemDataRole.UserRole
"""Where a line keeps what it is: the kind of a record, or the keys of a command."""
LINE_HEIGHT = 28
PAD = 8


class SearchResults(QFrame):
    """The list under a box: one line an entry, of which those that do something can be chosen."""

    def __init__(self, theme: Theme, box: QWidget) -> None:
        super().__init__(box)
        self._theme, self._box = theme, box
        self._rows: list[int] = []
        self.list = QListWidget(self)
        self._build_ui()

    def row(self) -> int:
        """Gives the chosen line, -1 for none."""
        return self.list.currentRow()

    def show_entries(self, entries: "Sequence[Entry]", nothing: str) -> None:
        """Shows entries with the first that does something chosen; without any it says that there is nothing."""
        self._rows = [row for row, entry in enumerate(entries) if entry.act is not None]
        self.list.clear()
        # The list makes its items itself: those made here now and then took the program down when they went.
        self.list.addItems([entry.text for entry in entries] or [nothing])
        model = self.list.model()
        for row, entry in enumerate(entries):
            if entry.act is None:
                self.list.item(row).setFlags(Qt.ItemFlag.NoItemFlags)
            model.setData(model.index(row, 0), entry.detail, DETAIL)
            said = f"{entry.text}, {entry.detail}"
            model.setData(model.index(row, 0), said, Qt.ItemDataRole.AccessibleTextRole)
        self.list.setCurrentRow(next(iter(self._rows), -1))
        self._lie_under_the_box()

    def walk(self, by: int) -> None:
        """Chooses the line before or after, round about."""
        if self._rows:
            place = self._rows.index(self.row()) if self.row() in self._rows else -1
            self.list.setCurrentRow(self._rows[(place + by) % len(self._rows)])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Forgets what was found when its box goes out of sight: a screen reader finds a list that is hidden too."""
        if watched is self._box and event.type() is QEvent.Type.Hide:
            self.list.clear()
        return super().eventFilter(watched, event)

    def _build_ui(self) -> None:
        self.hide()
        self._box.installEventFilter(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        configure(self, "popup")
        configure(self.list, name="search_results", says=_("Search results"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(SearchLine(self._theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column(self.list, on=self).setContentsMargins(4, 4, 4, 4)

    def _lie_under_the_box(self) -> None:
        box, window, px = self._box, self._box.window(), self._theme.px
        height = px(LINE_HEIGHT) * min(MOST_LINES, max(1, self.list.count())) + px(16)
        # The list lies over whatever the window shows; it is no window of its own, so it cannot stay behind.
        self.setParent(window)
        width = min(max(box.width(), px(WIDTH)), window.width() - 2 * px(12))
        place = box.mapTo(window, QPoint(box.width() - width, box.height() + 4))
        self.setFixedSize(width, height)
        self.move(max(px(12), place.x()), place.y())
        self.show()
        self.raise_()


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
