"""Shows the history of one record: when what was changed, from what to what, in words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.side.side_window import TableWindow
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.changes import Changes
from salesdesk.services.field_words import TableRow
from salesdesk.services.history import HistoryEntry, HistoryService

COLUMNS = (
    Field(name="at", label=_("When"), type=FieldType.DATETIME),
    Field(name="step", label=_("What was done"), type=FieldType.TEXT),
    Field(name="field", label=_("Field"), type=FieldType.TEXT),
    Field(name="before", label=_("Before"), type=FieldType.TEXT),
    Field(name="after", label=_("After"), type=FieldType.TEXT),
)
EMPTY = _(
    "Nothing has changed since this was added. Every later change is listed here, with what stood there before."
)


class HistoryWindow(TableWindow):
    """What happened to one record, newest first; the change in full stands below."""

    def __init__(self, service: HistoryService, context: GuiContext, parent: QWidget) -> None:
        super().__init__(context, "history", _("History"), (940, 560), COLUMNS, EMPTY, parent)
        self._service = service
        self._full = configure(QPlainTextEdit(), name="history_full", says=_("The chosen change in full"))
        self._record: tuple[str, int] | None = None
        self._build_ui()
        self._connect()

    def show_record(self, kind: str, record_id: int) -> None:
        """Turns to a record."""
        self._record = (kind, record_id)
        self.refresh()

    def refresh(self) -> None:
        """Reads the history anew."""
        if self._record is None:
            return
        history = self._service.of(*self._record)
        self.set_title(f"{history.label}: {history.title}")
        count = len(history.entries)
        self.say(
            n_("{number} change, the newest first.", "{number} changes, the newest first.", count)
            if count
            else ""
        )
        # Counted from the oldest, so that a row keeps its number when newer ones come in above it.
        self._table.set_rows(self._row(count - place, entry) for place, entry in enumerate(history.entries))
        self._show_filled(count > 0, self._full)
        if count and not self._table.currentIndex().isValid():
            self._table.setCurrentIndex(self._model.index(0, 0))

    def _row(self, number: int, entry: HistoryEntry) -> TableRow:
        before, after = entry.words(self._context.formats)
        label = entry.field.label if entry.field else entry.event
        values = {"at": entry.at, "step": entry.step, "field": label, "before": before, "after": after}
        return TableRow(number, values)

    def _build_ui(self) -> None:
        self._full.setReadOnly(True)
        self._full.setTabChangesFocus(True)
        fill(self.body, (self._table, 3), (self._full, 1), (self._empty, 1))
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _connect(self) -> None:
        self._table.row_selected.connect(self._on_table_row_selected)
        self._context.bus.changed.connect(self._on_bus_changed)

    def _on_bus_changed(self, changes: Changes) -> None:
        if self._record is not None and self._record[0] in changes.kinds:
            self.refresh()

    def _on_table_row_selected(self, number: int) -> None:
        values = self._model.row_at(self._model.place_of(number)).values
        changed = _(
            "{field}\n\nBefore: {before}\nAfter: {after}",
            field=values["field"],
            before=values["before"],
            after=values["after"],
        )
        self._full.setPlainText(changed if values["before"] else str(values["field"]))
