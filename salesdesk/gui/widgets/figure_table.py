"""A record table with computed columns: Enter or a double click on a figure opens the rows behind it."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from salesdesk.gui.models.record_table_model import FIELD_ROLE, ID_ROLE, RecordTableModel
from salesdesk.gui.state import StateKeeper
from salesdesk.gui.widgets.field_editors import EditorTools
from salesdesk.gui.widgets.keyed_form import ENTER
from salesdesk.gui.widgets.record_table import RecordTable


class FigureTable(RecordTable):
    """Columns named in `behind` emit `figure_opened` with the key noted there; `opens` emits `row_opened`.

    All other cells are edited as in every table; a cell of the column `opens` is edited with F2 or by typing.
    """

    figure_opened = Signal(int, str)

    def __init__(
        self, model: RecordTableModel, tools: EditorTools, keeper: StateKeeper, key: str, name: str, *,
        behind: Mapping[str, str], opens: str = "name", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(model, tools, keeper, key, name, parent)
        self._behind, self._opens = behind, opens

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens a row or a figure with Enter."""
        if event.key() in ENTER and self._opened(self.currentIndex()):
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens a row or a figure by double click."""
        left = event.button() is Qt.MouseButton.LeftButton
        if not (left and self._opened(self.indexAt(event.position().toPoint()))):
            super().mouseDoubleClickEvent(event)

    def _opened(self, index: QModelIndex) -> bool:
        """Opens what a cell stands for; tells whether it stands for anything."""
        name, number = index.data(FIELD_ROLE), index.data(ID_ROLE)
        if name == self._opens:
            self.row_opened.emit(number)
        elif name in self._behind:
            self.figure_opened.emit(number, self._behind[name])
        return name == self._opens or name in self._behind
