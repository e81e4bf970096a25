"""Keeps the place of the keyboard in a table while its rows are replaced or filtered."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

from salesdesk.gui.models.record_table_model import RecordTableModel


class KeptPlace(QObject):
    """Goes back to the record and the column that were current, as soon as that record is shown again."""

    def __init__(self, table: QTableView, model: RecordTableModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._place: tuple[int, int] | None = None
        model.modelAboutToBeReset.connect(self._on_model_about_to_be_reset)
        model.modelReset.connect(self._on_model_reset)

    def _on_model_about_to_be_reset(self) -> None:
        current = self._table.currentIndex()
        if current.isValid():
            self._place = (self._model.row_at(current.row()).id, current.column())

    def _on_model_reset(self) -> None:
        if self._place is None or self._place[1] >= self._model.columnCount():
            return
        row = self._model.place_of(self._place[0])
        if row >= 0:
            self._table.setCurrentIndex(self._model.index(row, self._place[1]))
