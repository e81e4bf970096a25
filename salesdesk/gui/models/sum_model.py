"""A record table whose last row is the sum of the others, in bold and not to be edited."""

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from salesdesk.gui.models.record_table_model import ID_ROLE, RecordTableModel
from salesdesk.gui.theme import strengthen

Index = QModelIndex | QPersistentModelIndex
TEAM_ROW: Final = -1
"""The id of the row that is the team's sum."""


class SumModel(RecordTableModel):
    """Knows which cells are sums."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Writes sums in bold."""
        if role == Qt.ItemDataRole.FontRole and index.isValid():
            font = QFont()
            if self.is_sum(index):
                strengthen(font)
            return font
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Lets nobody type into a sum."""
        flags = super().flags(index)
        return flags & ~Qt.ItemFlag.ItemIsEditable if index.isValid() and self.is_sum(index) else flags

    def is_sum(self, index: Index) -> bool:
        """Tells whether a cell is in the row of sums."""
        return super().data(index, ID_ROLE) == TEAM_ROW
