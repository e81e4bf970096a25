"""Shows the records of one kind as a table that is worked in like a spreadsheet: add, edit, paste, move, delete."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from salesdesk.env.errors import UserError
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import column, configure
from salesdesk.gui.measures import keep
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.page import Page
from salesdesk.gui.widgets.empty_state import EmptyState
from salesdesk.gui.widgets.list_bar import ListBar, count_words, made_words, trashed_words
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.model import kind_of
from salesdesk.model.fields import FieldType
from salesdesk.services.changes import Changes
from salesdesk.services.lists.service import Listed, ListsService

PAUSE_MS: Final = 150
"""How long typing in the filter may go on before the desk is asked."""


class ListPage(Page):
    """The list of one kind; `told` is a sentence about what happened, with its tone."""

    told = Signal(str, str)
    change_made = Signal(object)
    made = Signal(str)

    def __init__(self, kind: str, service: ListsService, context: GuiContext) -> None:
        super().__init__()
        self._kind, self._service, self._context = kind, service, context
        self._plural = kind_of(kind).plural
        self._bar = ListBar(context.theme, kind, movable=service.has_order(kind))
        self._model = RecordTableModel(service.columns(kind), context.formats, editable=True, parent=self)
        self.table = RecordTable(self._model, context.tools, context.state, f"list_{kind}", self._plural)
        self._empty = EmptyState(context.theme, kind_of(kind).empty_words, kind_of(kind).usual)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._build_ui()
        self._connect()

    def refresh(self) -> None:
        """Reads the list anew; the table keeps its place."""
        for name, options in self._service.options(self._kind).items():
            self._model.set_options(name, options)
        self._show(self._service.listed(self._kind, self._bar.words(), self.person_id))

    def mark_stale(self, changes: Changes) -> None:
        """Notes a change of the kind shown, or of one it refers to."""
        references = {field.refers_to for field in self._model.columns if field.type is FieldType.REFERENCE}
        if changes.kinds & {self._kind, *references}:
            self.invalidate()

    def add(self) -> None:
        """Adds a record and opens its title for typing."""
        current = self.table.currentIndex()
        beside = self._model.row_at(current.row()).id if current.isValid() else None
        changes = self._try(lambda: self._service.add(self._kind, beside, self.person_id))
        if changes is None:
            return
        self._bar.clear()
        self.refresh()
        self.made.emit(made_words(self._kind))
        self._edit_title(changes.new_id(self._kind))

    def take_focus(self) -> None:
        """Puts the keyboard into the list, or on its first step where it is empty."""
        filled = self.table.isVisibleTo(self)
        (self.table if filled else self._empty.first_step or self._bar.add_button).setFocus()

    def take_filter(self) -> None:
        """Puts the keyboard into the filter."""
        self._bar.take_focus()

    def _build_ui(self) -> None:
        configure(self, "clear", name=f"list_page_{self._kind}", says=self._plural)
        if self._service.has_order(self._kind):
            self.table.setSortingEnabled(False)
        lines = column(self._bar, (self.table, 1), (self._empty, 1), on=self)
        keep(self._context.theme, lines, spacing=8)

    def _connect(self) -> None:
        self.guard(self.table, self.table.edit_settled)
        self._bar.add_requested.connect(self.add)
        self._bar.delete_requested.connect(self._on_bar_delete_requested)
        self._bar.move_requested.connect(self._move)
        self._bar.words_typed.connect(self._pause.start)
        self._pause.timeout.connect(self.invalidate)
        self._empty.first_step_requested.connect(self._on_empty_first_step_requested)
        self.table.cell_edited.connect(self._on_table_cell_edited)
        self.table.cells_pasted.connect(self._edit)
        self.table.trash_requested.connect(self._trash)
        self.table.edit_refused.connect(self._on_table_edit_refused)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self._model.modelReset.connect(self._on_selection_changed)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self.table, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda by=by: self._move(by))

    def _on_bar_delete_requested(self) -> None:
        self._trash(self.table.selected_ids())

    def _on_empty_first_step_requested(self) -> None:
        if kind_of(self._kind).usual:
            self._try(lambda: self._service.add_usual(self._kind))
            self.take_focus()

    def _on_table_cell_edited(self, record_id: int, name: str, value: Any) -> None:
        self._edit([(record_id, name, value)])

    def _on_table_edit_refused(self, sentence: str) -> None:
        self.told.emit(sentence, "soon")

    def _on_selection_changed(self) -> None:
        self._bar.show_chosen(len(self.table.selected_ids()))

    def _show(self, listed: Listed) -> None:
        self.table.set_rows(listed.rows)
        self.table.setVisible(listed.whole > 0)
        self._empty.setVisible(listed.whole == 0)
        self.table.set_empty_words(
            _(
                "None of the {plural} has these words. Try fewer, or shorter ones.",
                plural=self._plural.lower(),
            )
        )
        self._bar.show_count(count_words(self._kind, len(listed.rows), listed.matching, listed.whole))
        self._on_selection_changed()

    def _edit(self, edits: Sequence[tuple[int, str, Any]]) -> None:
        if self._try(lambda: self._service.edit_many(self._kind, edits)) is None:
            self.table.not_stored()
            # The table shows what was wished for; it goes back to what is stored.
            QTimer.singleShot(0, self, self.invalidate)

    def _trash(self, ids: Sequence[int]) -> None:
        if ids:
            words = trashed_words(
                self._kind, self._titles(ids), self._service.still_referring(self._kind, ids)
            )
            if self._try(lambda: self._service.trash(self._kind, ids)) is not None:
                self.told.emit(words, "info")

    def _move(self, by: int) -> None:
        current = self.table.currentIndex()
        if current.isValid() and self._service.has_order(self._kind):
            number = self._model.row_at(current.row()).id
            self._try(lambda: self._service.move(self._kind, number, by))

    def _edit_title(self, record_id: int) -> None:
        title = kind_of(self._kind).title
        column = next(at for at, field in enumerate(self._model.columns) if field.name == title)
        if self.table.select_record(record_id, column):
            self.table.scrollTo(self.table.currentIndex())
            self.table.setFocus()
            self.table.edit(self.table.currentIndex())

    def _titles(self, ids: Sequence[int]) -> list[str]:
        title = kind_of(self._kind).title
        rows = [self._model.row_at(self._model.place_of(number)) for number in ids]
        return [str(row.values.get(title) or "") for row in rows]

    def _try(self, act: Callable[[], Changes]) -> Changes | None:
        """Does something and passes on what it changed; a refusal is told, and None is given."""
        try:
            changes = act()
        except UserError as problem:
            self.told.emit(str(problem), "soon")
            return None
        self.change_made.emit(changes)
        return changes
