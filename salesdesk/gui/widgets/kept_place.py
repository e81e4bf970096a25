"""Keeps the place of the keyboard and of the eye in a table while its rows are replaced or filtered."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

from salesdesk.gui.models.record_table_model import RecordTableModel


class KeptPlace(QObject):
    """Goes back to the record and the column that were current, and leaves under the pointer what was there."""

    def __init__(self, table: QTableView, model: RecordTableModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._place: tuple[int, int] | None = None
        self._top: tuple[int, int] | None = None
        self.going_back = False
        model.modelAboutToBeReset.connect(self._on_model_about_to_be_reset)
        model.modelReset.connect(self._on_model_reset)

    def _on_model_about_to_be_reset(self) -> None:
        current = self._table.currentIndex()
        if current.isValid():
            self._place = (self._model.row_at(current.row()).id, current.column())
        top = self._table.rowAt(0)
        scrolled = self._table.verticalScrollBar().value() > 0 and top >= 0
        offset = self._table.rowViewportPosition(top)
        self._top = (self._model.row_at(top).id, offset) if scrolled else None

    def _on_model_reset(self) -> None:
        follows = self._table.hasAutoScroll()
        row = self._model.place_of(self._top[0]) if self._top is not None else -1
        self._table.setAutoScroll(follows and row < 0)
        self.going_back = True
        self._choose_again()
        self.going_back = False
        self._table.setAutoScroll(follows)
        if self._top is not None and row >= 0:
            bar = self._table.verticalScrollBar()
            # Fresh rows are laid out later than this; an unlaid table does not scroll.
            self._table.doItemsLayout()
            bar.setValue(bar.value() + self._table.rowViewportPosition(row) - self._top[1])

    def _choose_again(self) -> None:
        if self._place is None or self._place[1] >= self._model.columnCount():
            return
        row = self._model.place_of(self._place[0])
        if row >= 0:
            self._table.setCurrentIndex(self._model.index(row, self._place[1]))
