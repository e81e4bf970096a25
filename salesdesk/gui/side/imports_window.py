"""Lists the imports of the desk and takes one back, after saying what that changes and what stays."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget
from shiboken6 import isValid

from salesdesk.env.errors import UserError
from salesdesk.gui.background import Job
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.side.side_window import TableWindow
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.widgets.work_line import STOPPING
from salesdesk.model.fields import Field, FieldType
from salesdesk.model.words import IMPORT_KINDS
from salesdesk.services.changes import Changes
from salesdesk.services.field_words import TableRow
from salesdesk.services.importing.past import PastImport, PastImportsService, Standing, TakeBack

COLUMNS = (
    Field(name="file", label=_("File"), type=FieldType.TEXT),
    Field(name="at", label=_("Imported"), type=FieldType.DATETIME),
    Field(name="standing", label=_("State"), type=FieldType.TEXT),
    Field(name="kind", label=_("Of"), type=FieldType.TEXT),
    Field(name="new", label=_("New"), type=FieldType.NUMBER),
    Field(name="changed", label=_("Changed"), type=FieldType.NUMBER),
    Field(name="rows", label=_("Rows"), type=FieldType.NUMBER),
    Field(name="rejected", label=_("Rejected"), type=FieldType.NUMBER),
)
KEPT = (
    Field(name="record", label=_("Record"), type=FieldType.TEXT),
    Field(name="field", label=_("Field"), type=FieldType.TEXT),
    Field(name="imported", label=_("The import wrote"), type=FieldType.TEXT),
    Field(name="now", label=_("Stays"), type=FieldType.TEXT),
)
WORDS = _("An import can be taken back as long as its steps are kept. What was changed since stays as it is.")
EMPTY = _("No imports yet. Import a file from your CRM with Ctrl+I; it is listed here and can be taken back.")
GONE = _("This import was taken back.")
TOO_OLD = _("What this import changed is older than what undo keeps, so it stays.")
READING = _("Looking at what has been changed since…")
TAKING = _("Taking the import back…")
CANCELLED = _("Cancelled. The desk is as it was.")


Found = TypeVar("Found")


class ImportsWindow(TableWindow):
    """The imports of the open desk; asked to take one back it first shows what stays."""

    _asked: PastImport | None = None
    _job: Job | None = None

    def __init__(self, service: PastImportsService, context: GuiContext, parent: QWidget) -> None:
        super().__init__(context, "imports", _("Import history"), (980, 560), COLUMNS, EMPTY, parent)
        self._service = service
        self._told = PlainLabel()
        self._kept = RecordTable(
            RecordTableModel(KEPT, context.formats, parent=self), context.tools, context.state,
            "imports_kept", _("What stays as it is"),
        )  # fmt: skip
        self._ask = self.add_button(_("Take back…"), "imports_ask", "primary", writes=True)
        self._take = self.add_button(_("Take it back"), "imports_take", "primary", writes=True)
        self._keep = self.add_button(_("Back to the list"), "imports_keep")
        self._stop = self.add_button(_("Cancel"), "imports_cancel")
        self._found: dict[int, PastImport] = {}
        self._build_ui()
        self._connect()

    def refresh(self) -> None:
        """Reads the imports anew; the list keeps its place."""
        self._found = {each.id: each for each in self._service.imports()}
        self._table.set_rows(_row(each) for each in self._found.values())
        if self._table.isVisible():
            self._table.columns.fit()  # “Taken back” is longer than “Stands”
        self._show_list()

    def _build_ui(self) -> None:
        configure(self._told, name="imports_told", wraps=True)
        self._told.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        fill(self.body, (self._table, 1), (self._empty, 1), self._told, (self._kept, 1))
        self.refresh()

    def _connect(self) -> None:
        self._table.row_opened.connect(self._on_table_row_opened)
        self._table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self._model.modelReset.connect(self._on_selection_changed)
        self._ask.clicked.connect(self._on_ask_clicked)
        self._take.clicked.connect(self._on_take_clicked)
        self._keep.clicked.connect(self._show_list)
        self._stop.clicked.connect(self._on_stop_clicked)
        self._context.bus.changed.connect(self._on_bus_changed)

    def _show_list(self) -> None:
        """Shows the imports; the keyboard comes back to them from a question."""
        asked, self._asked = self._asked, None
        self.set_title(_("Import history"))
        self._show_filled(bool(self._found))
        self.say("")
        for part in (self._told, self._kept, self._take, self._keep, self._stop):
            part.hide()
        self._ask.setVisible(bool(self._found))
        self._on_selection_changed()
        if asked is not None:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_question(self, asked: PastImport, told: TakeBack) -> None:
        """Shows what taking an import back would do, in place of the list."""
        self._asked = asked
        self.set_title(_("Take back the import of {file}", file=asked.file_name))
        self.say(_("Nothing has been changed yet. This is what would be:"))
        self._told.setText("\n".join(told.sentences))
        self._kept.set_rows(
            TableRow(number, {"record": e.record, "field": e.field, "imported": e.imported, "now": e.now})
            for number, e in enumerate(told.kept)
        )
        self._kept.setVisible(bool(told.kept))
        for part in (self._table, self._empty, self._ask):
            part.hide()
        for shown in (self._told, self._take, self._keep):
            shown.show()
        self._set_busy(False)
        self._take.setFocus()

    def _run(self, words: str, work: Callable[[], Found], then: Callable[[Found], None]) -> None:
        """Does what may take a while beside the window, and goes on here."""
        self.banners.clear()
        self.say(words)
        self._set_busy(True)
        self._job = self._context.background.run(
            "imports", lambda _job: work(), done=then, words=words,
            failed=self.while_here(self._on_failed, self._context.background.tell),
            cancelled=self.while_here(self._on_cancelled, lambda: self._context.messages.say(CANCELLED)),
        )  # fmt: skip

    def _set_busy(self, busy: bool) -> None:
        for button in (self._ask, self._take, self._keep):
            button.setEnabled(not busy)
        self._stop.setVisible(busy)

    def _chosen(self) -> PastImport | None:
        chosen = self._table.selected_ids()
        return self._found.get(chosen[0]) if len(chosen) == 1 else None

    def _on_ask_clicked(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._run(
                READING,
                lambda: self._service.foresee(chosen.id),
                self.while_here(partial(self._show_question, chosen)),
            )

    def _on_take_clicked(self) -> None:
        asked = self._asked
        if asked is not None:
            bus, messages = self._context.bus, self._context.messages
            words = _("The import of “{file}” was taken back. Ctrl+Z brings it back.", file=asked.file_name)
            say = self.while_here(self.banners.show_message, messages.say)

            def _taken_back(found: tuple[Changes, TakeBack]) -> None:
                bus.publish(found[0])
                say(f"{words} {found[1].held}".strip())

            self._run(TAKING, lambda: self._service.take_back(asked.id), _taken_back)

    def _on_stop_clicked(self) -> None:
        if self._job is not None and isValid(self._job):
            self._job.cancel()
            self.say(STOPPING)

    def _on_cancelled(self) -> None:
        self._show_list()
        self.banners.show_message(CANCELLED)

    def _on_failed(self, problem: BaseException) -> None:
        self._show_list()
        if not isinstance(problem, UserError):
            raise problem
        self.banners.show_message(str(problem), tone="error")

    def _on_table_row_opened(self, _number: int) -> None:
        """Asks about an import as the button does, which is off where nothing can be taken back."""
        self._ask.click()

    def _on_selection_changed(self) -> None:
        """Offers what can be done with the chosen import, or says why nothing can."""
        chosen = self._chosen()
        self._ask.setEnabled(chosen is not None and chosen.can_be_taken_back)
        if chosen is not None and not chosen.can_be_taken_back:
            self.say(GONE if chosen.standing is Standing.TAKEN_BACK else TOO_OLD)
        elif self._found:
            self.say(WORDS)

    def _on_bus_changed(self, changes: Changes) -> None:
        """Reads the list anew; what was said of an import may no longer be so."""
        self.refresh()


def _row(past: PastImport) -> TableRow:
    values = {
        "file": past.file_name, "at": past.applied_at, "kind": IMPORT_KINDS[past.kind], "rows": past.rows,
        "new": past.new, "changed": past.changed, "rejected": past.rejected, "standing": past.standing_words,
    }  # fmt: skip
    return TableRow(past.id, values)
