"""Folds and unfolds the sessions of the log, by key or by a click on their sign."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from salesdesk.gui.coaching.log_rows import LogModel, LogRow
from salesdesk.gui.state import StateKeeper
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.services.coaching.values import LogEntry

SIGN_COLUMN: Final = 2
SIGN_WIDTH: Final = 30
MOST_KEPT: Final = 200
"""How many sessions are remembered as unfolded: the last ones."""


class LogFolds(QObject):
    """Knows which sessions are unfolded; it stays so while the page turns to others, and across restarts."""

    fold_changed = Signal()

    def __init__(
        self, table: RecordTable, model: LogModel, theme: Theme, keeper: StateKeeper, key: str
    ) -> None:
        super().__init__(table)
        self._table, self._model, self._theme = table, model, theme
        self._keeper, self._key = keeper, key
        self._unfolded = dict.fromkeys(keeper.state_of(key).unfolded)
        for watched in (table, table.viewport()):
            watched.installEventFilter(self)

    @property
    def grouped(self) -> bool:
        """Tells whether the order of the table lets what was written in a session stand in its line."""
        return self._table.horizontalHeader().sortIndicatorSection() <= 0

    def turn(self, row: LogRow) -> None:
        """Unfolds a session, or folds it again."""
        if not row.holds:
            return
        name = _name(row.entry)
        if name in self._unfolded:
            del self._unfolded[name]
        else:
            self._unfolded[name] = None
        state = self._keeper.state_of(self._key)
        self._keeper.remember(self._key, replace(state, unfolded=tuple(self._unfolded)[-MOST_KEPT:]))
        self.fold_changed.emit()

    def is_unfolded(self, entry: LogEntry) -> bool:
        """Tells whether a session stands open."""
        return _name(entry) in self._unfolded

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Unfolds with Right, folds with Left; from a line within, Left goes to its session."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._take(event.key()):
            return True
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonRelease:
            # The table first finishes the click; turning gives it other rows.
            where = event.position().toPoint()
            QTimer.singleShot(0, self, lambda: self._click(where))
        return super().eventFilter(watched, event)

    def _take(self, key: int) -> bool:
        at = self._table.currentIndex()
        if not at.isValid() or self._table.has_unsettled_edit():
            return False
        row = self._model.line_at(at.row())
        open_now = self.is_unfolded(row.entry)
        if (key == Qt.Key.Key_Right and row.holds and not open_now) or (
            key == Qt.Key.Key_Left and row.holds and open_now
        ):
            self.turn(row)
            return True
        if key == Qt.Key.Key_Left and row.inside:
            self._table.setCurrentIndex(self._session_above(at))
            return True
        return False

    def _session_above(self, at: QModelIndex) -> QModelIndex:
        while self._model.line_at(at.row()).inside:
            at = at.siblingAtRow(at.row() - 1)
        return at

    def _click(self, where: QPoint) -> None:
        at = self._table.indexAt(where)
        from_left = where.x() - self._table.visualRect(at).left()
        if at.isValid() and at.column() == SIGN_COLUMN and from_left <= self._theme.px(SIGN_WIDTH):
            self.turn(self._model.line_at(at.row()))


def _name(session: LogEntry) -> str:
    """Names a session by its number and its time, lest one of another desk stand open for it."""
    return f"{session.record_id} {session.at.isoformat()}"
