"""The table of people: Enter or a double click on a name opens the person, on a figure its rows."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from salesdesk.gui.models.record_table_model import FIELD_ROLE, ID_ROLE
from salesdesk.gui.team.team_columns import BEHIND
from salesdesk.gui.widgets.record_table import ENTER, RecordTable


class PeopleTable(RecordTable):
    """Edits in place like every table; F2 or simply typing changes a name."""

    figure_opened = Signal(int, str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens a person or a figure with Enter."""
        if event.key() in ENTER and self._opened(self.currentIndex()):
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens a person or a figure by double click."""
        left = event.button() is Qt.MouseButton.LeftButton
        if not (left and self._opened(self.indexAt(event.position().toPoint()))):
            super().mouseDoubleClickEvent(event)

    def _opened(self, index: QModelIndex) -> bool:
        """Opens what a cell stands for; tells whether it stands for anything."""
        name, number = index.data(FIELD_ROLE), index.data(ID_ROLE)
        if name == "name":
            self.row_opened.emit(number)
        elif name in BEHIND:
            self.figure_opened.emit(number, BEHIND[name])
        return name == "name" or name in BEHIND
