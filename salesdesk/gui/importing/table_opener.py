"""A link above a list that is shut until somebody asks for it."""

from PySide6.QtWidgets import QPushButton

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure
from salesdesk.gui.measures import keep
from salesdesk.gui.widgets.record_table import RecordTable

TABLE_HEIGHT = 200


class TableOpener(QPushButton):
    """Opens the table on a click and goes out of sight, until the table is shut again."""

    def __init__(self, context: GuiContext, table: RecordTable, name: str) -> None:
        super().__init__(_("Show them"))
        self._table = table
        configure(self, "link", name=name, by_enter=False)
        keep(context.theme, table, least_height=TABLE_HEIGHT)
        self.clicked.connect(self._on_clicked)

    def shut(self) -> None:
        """Shuts the table again."""
        self._table.hide()
        self.show()

    def _on_clicked(self) -> None:
        self._table.show()
        self.hide()
        self._table.columns.fit()
