"""The table of the numbers of the week, in which Tab goes from count to count."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHeaderView

from salesdesk.gui.context import GuiContext
from salesdesk.gui.metrics.week_model import WeekModel
from salesdesk.gui.widgets.field_delegate import ROW_HEIGHT
from salesdesk.gui.widgets.field_editors import EditorTools
from salesdesk.gui.widgets.record_table import RecordTable

NARROWEST = 92


class WeekTable(RecordTable):
    """A record table that passes over what cannot be typed into, so that no key is pressed in vain."""

    def __init__(self, model: WeekModel, context: GuiContext) -> None:
        tools = EditorTools(context.theme, context.formats, context.clock)
        super().__init__(model, tools, context.state, "week_numbers", "Numbers of the week")
        self._context = context
        # The sums stay at the bottom, so this table keeps its order.
        self.setSortingEnabled(False)
        context.theme.theme_changed.connect(self.fit)

    def fit(self) -> None:
        """Takes the height of its rows, and spreads the columns over the width."""
        px, header = self._context.theme.px, self.horizontalHeader()
        # Equal widths, but wide enough for every head; in a small window the table scrolls instead.
        # A head never asks for less than the least width that was set before.
        header.setMinimumSectionSize(1)
        heads = [header.sectionSizeHint(column) for column in range(1, header.count())]
        figures = self.columns.width_of_figures(range(1, header.count()))
        header.setMinimumSectionSize(max([px(NARROWEST), *heads, figures]))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        if header.count():
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        rows = px(ROW_HEIGHT) * self.model().rowCount()
        self.setFixedHeight(header.sizeHint().height() + rows + px(14))

    def begin_at(self, row: int) -> None:
        """Puts the keyboard on the first count of a row."""
        if self.model().columnCount() > 1:
            self.setCurrentIndex(self.model().index(row, 1))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def cell_after(self, step: int) -> QModelIndex | None:
        """Gives the next or previous count; what cannot be typed into is passed over."""
        cells, current = self._cells(), self.currentIndex()
        width = self.model().columnCount()
        at = current.row() * width + current.column() if current.isValid() else -1
        rest = cells[at + 1 :] if step > 0 else cells[: max(at, 0)][::-1]
        return next((index for index in rest if index.flags() & Qt.ItemFlag.ItemIsEditable), None)

    def _cells(self) -> list[QModelIndex]:
        model = self.model()
        return [
            model.index(row, column)
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        ]
