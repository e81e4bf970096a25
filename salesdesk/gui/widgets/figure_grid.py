"""A grid of figures with people beside them: what is pasted with names goes to these, not to the rows it falls on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from salesdesk.env.errors import UserError
from salesdesk.gui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from salesdesk.exchange.pasted_tables import PastedFrame


class FigureGrid(RecordTable):
    """A record table whose rows are people, or weeks of one, and whose other columns are figures.

    `table_pasted` carries what was pasted where names stand in it, as a table to be imported; `holds` says what the
    rows of such a table are.
    """

    holds = ""
    table_pasted = Signal(str)

    def paste(self) -> None:
        """Hands over what was copied with names, says why it cannot be, or takes it for figures alone."""
        if not self._records.editable:
            return
        from salesdesk.exchange.pasted_tables import pasted_table  # no cell that is typed waits for it

        try:
            table = pasted_table(QGuiApplication.clipboard().text(), self.frame())
        except UserError as problem:
            self.edit_refused.emit(str(problem))
            return
        if table is None:
            super().paste()
        else:
            self.table_pasted.emit(table)

    def frame(self) -> "PastedFrame":
        """Gives what figures pasted beside names are; nobody can tell where the rows are no people."""
        from salesdesk.exchange.pasted_tables import PastedFrame  # no cell that is typed waits for it

        return PastedFrame(self.holds, tuple(field.label for field in self._records.columns))

    def figures_from(self) -> int:
        """Gives the column from which figures pasted beside names go: the current one, or the first beside names."""
        return max(self.currentIndex().column(), 1)
