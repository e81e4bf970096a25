"""A table whose first column stays while it scrolls sideways, and that says what belongs in it while it is empty."""

from PySide6.QtCore import (
    SIGNAL,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from salesdesk.gui.theme import Theme, embolden
from salesdesk.gui.widgets.head_help import HeadHelp
from salesdesk.gui.widgets.table_header import TableHeader

TAB_STEPS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
CURSOR_STEPS = {QAbstractItemView.CursorAction.MoveNext: 1, QAbstractItemView.CursorAction.MovePrevious: -1}
EDITOR_STEPS = {
    QAbstractItemDelegate.EndEditHint.EditNextItem: 1,
    QAbstractItemDelegate.EndEditHint.EditPreviousItem: -1,
}


class TabTable(QTableView):
    """Never goes round from the last cell to the first: one key leaves."""

    def shown_columns(self) -> list[int]:
        """Gives the columns that are shown, from left to right."""
        header = self.horizontalHeader()
        logical = [header.logicalIndex(place) for place in range(header.count())]
        return [column for column in logical if not header.isSectionHidden(column)]

    def cell_after(self, step: int) -> QModelIndex | None:
        """Gives the cell that Tab (1) or Shift+Tab (-1) goes to, None at either end of the table."""
        columns, current = self.shown_columns(), self.currentIndex()
        if not current.isValid() or current.column() not in columns:
            return None
        place = current.row() * len(columns) + columns.index(current.column()) + step
        row, column = divmod(place, len(columns))
        inside = 0 <= row < self.model().rowCount()
        return self.model().index(row, columns[column]) if inside else None

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Closes a cell's editor; Tab out of the cell at the end leaves the table."""
        step = EDITOR_STEPS.get(hint)
        leaves = step is not None and self.cell_after(step) is None
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint if leaves else hint)
        if leaves:
            self._leave(forward=step == 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves Tab at either end to Qt, which asks by this very event before it moves the focus on."""
        if event.key() in TAB_STEPS and self.cell_after(TAB_STEPS[Qt.Key(event.key())]) is None:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Goes to the next or previous cell, and stays at either end."""
        step = CURSOR_STEPS.get(action)
        if step is None:
            return super().moveCursor(action, modifiers)
        return self.cell_after(step) or self.currentIndex()

    def _leave(self, *, forward: bool) -> None:
        walks = self.tabKeyNavigation()
        self.setTabKeyNavigation(False)
        self.focusNextPrevChild(forward)
        self.setTabKeyNavigation(walks)


Index = QModelIndex | QPersistentModelIndex
MOST_ROOM = 0.4
"""The part of the width that the names may take while they stand over other columns."""


class SteadyTable(TabTable):
    """The ground of every table; names are painted over what scrolled below them and answer to clicks there.

    `dressed` says that it is in sight in another look, so that what depends on the look is measured anew.
    """

    room_changed = Signal()
    dressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._undressed, self._empty_words = theme, False, ""
        self.header = TableHeader(self)
        self.setHorizontalHeader(self.header)
        self.head_help = HeadHelp(theme, self)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        embolden(self.header)
        theme.theme_changed.connect(self._on_theme_changed)
        self._answer_widths_before_painting()

    def set_empty_words(self, sentence: str) -> None:
        """Says what belongs here, shown while there are no rows."""
        self._empty_words = sentence
        self.setAccessibleDescription(sentence)

    @property
    def names_column(self) -> int:
        """Gives the column that stays: the first one that is shown, or -1."""
        return next(iter(self.shown_columns()), -1)

    @property
    def names_width(self) -> int:
        """Gives the width in which the names stand over other columns, or 0 while the table is not scrolled."""
        offset = self.header.offset()
        if offset <= 0 or self.names_column < 0:
            return 0
        return max(self._names_limit(), self.header.sectionSize(self.names_column) - offset)

    def cuts(self, column: int) -> bool:
        """Tells whether figures stand only partly in sight; cut off they would read as others, so they are left out."""
        left, right = self.names_width, self.viewport().width()
        start, width = self.columnViewportPosition(column), self.columnWidth(column)
        cut = start < left < start + width or start < right < start + width
        if not cut or width > right - left or column == self.names_column:
            return False
        side = self.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        return bool(int(side or 0) & int(Qt.AlignmentFlag.AlignRight))

    def indexAt(self, position: QPoint) -> QModelIndex:
        """Finds the cell in sight at a place."""
        found = super().indexAt(position)
        if found.isValid() and 0 <= position.x() < self.names_width:
            return found.siblingAtColumn(self.names_column)
        return found

    def visualRect(self, index: Index) -> QRect:
        """Gives the place of a cell, which for a name is where it stays."""
        rect = super().visualRect(index)
        if self.names_width and index.column() == self.names_column:
            return QRect(0, rect.top(), self.names_width, rect.height())
        return rect

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Brings a cell into sight: beside the names, which need no scrolling sideways."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() == self.names_column:
            bar.setValue(before)
        elif self.names_width:
            hidden = self._names_limit() - self.columnViewportPosition(index.column())
            bar.setValue(bar.value() - max(0, hidden))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scrolls, and lets the names stay."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()
            self.header.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells that there is more or less room for the columns."""
        super().resizeEvent(event)
        self.viewport().update()
        self.header.viewport().update()
        self.room_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Tells of the new look when it is dressed in it; out of sight that is only when it is shown again."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._undressed:
            self._on_theme_changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the rows and the names that stay, or the sentence of an empty table."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.model().rowCount() == 0 and self._empty_words:
            painter.setPen(self._theme.colour("muted"))
            pad = self._theme.px(24)
            room = self.viewport().rect().adjusted(pad, 0, -pad, 0)
            words = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(words), self._empty_words)
        elif self.names_width:
            self._paint_names(painter, event.rect())
        painter.end()

    def _answer_widths_before_painting(self) -> None:
        """Lays out at once what Qt would lay out after the next painting, and so paint every new table twice."""
        for header in (self.header, self.verticalHeader()):
            QObject.disconnect(header, SIGNAL("sectionResized(int,int,int)"), self, None)  # pyright: ignore[reportCallIssue, reportArgumentType]
            header.sectionResized.connect(self._on_section_resized, Qt.ConnectionType.QueuedConnection)

    def _on_section_resized(self) -> None:
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        self.viewport().update()

    def _on_theme_changed(self) -> None:
        self._undressed = not self.isVisible()
        if not self._undressed:
            self.dressed.emit()

    def _names_limit(self) -> int:
        most = round(self.viewport().width() * MOST_ROOM)
        return min(self.header.sectionSize(self.names_column), most)

    def _paint_names(self, painter: QPainter, dirty: QRect) -> None:
        column, width = self.names_column, self.names_width
        area = QRect(0, 0, width, self.viewport().height())
        painter.setClipRect(area.intersected(dirty))
        painter.fillRect(area, self._theme.colour("card"))
        first, last = self.rowAt(max(0, dirty.top())), self.rowAt(dirty.bottom())
        last = last if last >= 0 else self.model().rowCount() - 1
        for row in range(max(0, first), last + 1):
            index = self.model().index(row, column)
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            option.rect = self.visualRect(index)
            if self.selectionModel().isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if self.hasFocus() and index == self.currentIndex():
                option.state |= QStyle.StateFlag.State_HasFocus
            self.itemDelegateForIndex(index).paint(painter, option, index)
        painter.setPen(self._theme.colour("border"))
        painter.drawLine(width - 1, 0, width - 1, area.bottom())
