"""Holds the plain tables: rows read by index, cells of the text twin of a chart, and a row of sums below."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from salesdesk.charts.table import Table
from salesdesk.env.formulas import tab_separated
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.plain_tips import plain_tip
from salesdesk.gui.theme import strengthen
from salesdesk.practice.ratio import NO_DECIDED, NO_TRIES

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class PlainTableModel(QAbstractTableModel):
    """Headers and rows of words, to be read and copied; the first column stands left, figures right."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headers: tuple[str, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()

    def show_table(self, table: Table) -> None:
        """Shows another table."""
        self.beginResetModel()
        self._headers, self._rows = table
        self.endResetModel()

    def text(self) -> str:
        """Gives everything as the clipboard holds it, headers first."""
        return tab_separated((self._headers, *self._rows))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Counts the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Counts the columns."""
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Answers the words of a cell and its side."""
        if not index.isValid():
            return None
        words = self._rows[index.row()][index.column()]
        if role == Role.DisplayRole:
            return words
        if role == Role.ToolTipRole and not index.column():
            return plain_tip(words)
        if role == Role.AccessibleTextRole:
            return f"{self._headers[index.column()]}: {words}"
        return self._side(index.column()) if role == Role.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Answers the words of a column's head and its side."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._headers):
            return None
        if role == Role.DisplayRole:
            return self._headers[section]
        return self._side(section) if role == Role.TextAlignmentRole else None

    def _side(self, column: int) -> int:
        figures = column > 0 and all(_is_figure(row[column]) for row in self._rows)
        side = Qt.AlignmentFlag.AlignRight if figures else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


def _is_figure(words: str) -> bool:
    return words in ("", "–", NO_TRIES, NO_DECIDED) or (
        any(sign.isdigit() for sign in words) and not words[0].isalpha()
    )


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
        return self.row_at(index.row()).id == TEAM_ROW
