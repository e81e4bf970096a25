"""Lists the deals of earlier imports that the file just imported no longer has; a double click opens one."""

from collections.abc import Sequence

from salesdesk.gui.context import GuiContext
from salesdesk.gui.importing.table_opener import TableOpener
from salesdesk.gui.layouts import configure
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.labels import wrapping_label
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.wishes import OpenRecord
from salesdesk.model import field_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.field_words import TableRow
from salesdesk.services.importing.missing import note_on_missing
from salesdesk.services.importing.values import MissingDeal

KIND = "opportunity"
WORDS = _(
    "What is not in the file was perhaps deleted or closed in the CRM. A double click opens it. "
    "A file with only a part of the deals misses the others too."
)


class MissingCard(Card):
    """A count, and on a click the deals; it is out of sight where none is missing."""

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.theme, "")
        self._context = context
        owner = Field(name="salesperson", label=field_of(KIND, "salesperson_id").label, type=FieldType.TEXT)
        columns = (field_of(KIND, "external_id"), field_of(KIND, "name"), owner, field_of(KIND, "outcome"))
        model = RecordTableModel(columns, context.formats, parent=self)
        self._table = RecordTable(model, context.tools, context.state, "import_missing", _("Not in the file"))
        self._opener = TableOpener(context, self._table, "show_missing")
        self._build_missing()
        self._table.row_opened.connect(self._on_table_row_opened)

    def show_missing(self, missing: Sequence[MissingDeal]) -> None:
        """Says how many there are, with the list still shut."""
        self.setVisible(bool(missing))
        self.set_title(note_on_missing(missing))
        self._table.set_rows(
            TableRow(each.record_id, {
                "external_id": each.number, "name": each.name, "salesperson": each.salesperson, "outcome": each.outcome,
            })
            for each in missing
        )  # fmt: skip
        self._opener.shut()

    def _build_missing(self) -> None:
        configure(self, name="missing_card")
        for part in (wrapping_label(WORDS, "muted"), self._opener, self._table):
            self.body.addWidget(part)
        self.hide()

    def _on_table_row_opened(self, record_id: int) -> None:
        self._context.wishes.make(OpenRecord(KIND, record_id))
