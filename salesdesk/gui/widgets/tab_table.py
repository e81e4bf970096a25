"""A table view in which Tab walks the cells and, at either end of them, goes on to the next control."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

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
