"""A table of records that is worked in like a spreadsheet and stays as it was left."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.state import StateKeeper
from salesdesk.gui.widgets.field_delegate import ROW_HEIGHT, FieldDelegate
from salesdesk.gui.widgets.field_editors import EditorTools
from salesdesk.gui.widgets.keyed_form import ENTER
from salesdesk.gui.widgets.pasted_cells import Pasted, copied_text, read_pasted, told_words
from salesdesk.gui.widgets.steady_table import SteadyTable
from salesdesk.gui.widgets.table_columns import TableColumns
from salesdesk.gui.widgets.typed_cells import TypedCells
from salesdesk.services.field_words import TableRow


class KeptPlace(QObject):
    """Goes back to the record and the column that were current, and leaves under the pointer what was there."""

    def __init__(self, table: QTableView, model: RecordTableModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._place: tuple[int, int] | None = None
        self._top: tuple[int, int] | None = None
        self.going_back = False
        model.modelAboutToBeReset.connect(self._on_model_about_to_be_reset)
        model.modelReset.connect(self._on_model_reset)

    def _on_model_about_to_be_reset(self) -> None:
        current = self._table.currentIndex()
        if current.isValid():
            self._place = (self._model.row_at(current.row()).id, current.column())
        top = self._table.rowAt(0)
        scrolled = self._table.verticalScrollBar().value() > 0 and top >= 0
        offset = self._table.rowViewportPosition(top)
        self._top = (self._model.row_at(top).id, offset) if scrolled else None

    def _on_model_reset(self) -> None:
        follows = self._table.hasAutoScroll()
        row = self._model.place_of(self._top[0]) if self._top is not None else -1
        self._table.setAutoScroll(follows and row < 0)
        self.going_back = True
        self._choose_again()
        self.going_back = False
        self._table.setAutoScroll(follows)
        if self._top is not None and row >= 0:
            bar = self._table.verticalScrollBar()
            # Fresh rows are laid out later than this; an unlaid table does not scroll.
            self._table.doItemsLayout()
            bar.setValue(bar.value() + self._table.rowViewportPosition(row) - self._top[1])

    def _choose_again(self) -> None:
        if self._place is None or self._place[1] >= self._model.columnCount():
            return
        row = self._model.place_of(self._place[0])
        if row >= 0:
            self._table.setCurrentIndex(self._model.index(row, self._place[1]))


class RecordTable(SteadyTable):
    """Shows a `RecordTableModel`; `key` is the name its widths, order and hidden columns are kept under.

    `cells_pasted` carries a list of (record id, field name, value), to be one step of undo;
    `edit_refused` is a sentence about what was typed and not understood.
    """

    cell_edited = Signal(int, str, object)
    cells_pasted = Signal(object)
    trash_requested = Signal(object)
    row_opened = Signal(int)
    row_selected = Signal(int)
    edit_refused = Signal(str)
    edit_settled = Signal()

    def __init__(
        self, model: RecordTableModel, tools: EditorTools, keeper: StateKeeper, key: str, name: str,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(tools.theme, parent)
        self._records, self._tools = model, tools
        self._stored = True
        model.editable &= not tools.only_read
        self._delegate = FieldDelegate(tools, self)
        self.typed = self._delegate.typed = TypedCells(self, model, tools.typed)
        self._columns = TableColumns(self, model, tools.theme, keeper, key)
        self.setObjectName(f"table_{key}")
        self.setAccessibleName(name)
        self._build_ui()
        self._connect()

    @property
    def columns(self) -> TableColumns:
        """Gives what keeps the widths, the order and the hidden columns."""
        return self._columns

    def set_rows(self, rows: Iterable[TableRow], measured: Sequence[TableRow] = ()) -> None:
        """Shows these records and keeps the place, the selection and the order; `measured` as the model knows it."""
        first = self._records.rowCount() == 0
        self._records.set_rows(rows, measured)
        if first:
            self._columns.fit()
        self.viewport().update()

    def selected_ids(self) -> list[int]:
        """Gives the records of the selected rows, from top to bottom."""
        return [self._records.row_at(row).id for row in selected_rows(self)]

    def select_record(self, record_id: int, column: int = 0) -> bool:
        """Goes to a record; tells whether it is shown here."""
        row = self._records.place_of(record_id)
        if row >= 0:
            self.setCurrentIndex(self._records.index(row, column))
        return row >= 0

    def has_unsettled_edit(self) -> bool:
        """Tells whether a cell is being edited."""
        return self.state() is QAbstractItemView.State.EditingState

    def copy(self) -> None:
        """Puts the selected cells on the clipboard, to be pasted into a spreadsheet."""
        shown = [index for index in self.selectedIndexes() if not self.isColumnHidden(index.column())]
        QGuiApplication.clipboard().setText(copied_text(self._records, shown))

    def paste(self) -> None:
        """Reads a range from the clipboard into the cells from the current one on."""
        text, at = QGuiApplication.clipboard().text(), self.currentIndex()
        if not text.strip() or not self._records.editable or not at.isValid():
            return
        today = self._tools.clock.today()
        pasted = self.settled(read_pasted(self._records, text, at, self.shown_columns(), today))
        self._stored = True
        if pasted.edits:
            self.cells_pasted.emit(list(pasted.edits))
        if self._stored and (told := told_words(self._records, pasted, today)):
            self.edit_refused.emit(told)

    def settled(self, pasted: Pasted) -> Pasted:
        """Gives what of a pasted range is stored; for tables in which one cell does not stand without another."""
        return pasted

    def not_stored(self) -> None:
        """Notes that nothing of a pasted range could be stored; who stores it has said why."""
        self._stored = False

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Closes a cell's editor and lets waiting refreshes go on."""
        super().closeEditor(editor, hint)
        if not self.has_unsettled_edit():
            self.edit_settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Understands copy, paste, Delete and Enter."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_Delete and self.selectedIndexes() and not self._tools.only_read:
            self.trash_requested.emit(self.selected_ids())
        elif event.key() in ENTER and self.currentIndex().isValid():
            self._enter(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Makes sure that the keyboard stands on a cell; a press chooses its own, and nothing moves under it."""
        # Before Qt's own way, which would go there without selecting anything.
        pressed = event.reason() is Qt.FocusReason.MouseFocusReason
        if (
            not pressed
            and not self.currentIndex().isValid()
            and self._records.rowCount()
            and self.shown_columns()
        ):
            self.setCurrentIndex(self._records.index(0, self.shown_columns()[0]))
        super().focusInEvent(event)

    def _build_ui(self) -> None:
        self.setModel(self._records)
        self._kept_place = KeptPlace(self, self._records)
        self.setItemDelegate(self._delegate)
        self.header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.header.setAccessibleName(_("Columns of {accessibleName}", accessibleName=self.accessibleName()))
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(self._records.editable)
        triggers = QAbstractItemView.EditTrigger
        if self._records.editable:
            self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        else:
            self.setEditTriggers(triggers.NoEditTriggers)
            self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._on_self_dressed()

    def _connect(self) -> None:
        self._records.cell_edited.connect(self.cell_edited)
        self._delegate.edit_refused.connect(self.edit_refused)
        self._delegate.enter_pressed.connect(self._on_delegate_enter_pressed)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        self.dressed.connect(self._on_self_dressed)

    def _on_delegate_enter_pressed(self) -> None:
        below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
        if below.isValid():
            self.setCurrentIndex(below)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if not index.flags() & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable):
            self.row_opened.emit(self._records.row_at(index.row()).id)

    def _on_current_row_changed(self, current: QModelIndex) -> None:
        # Going back to the line that was current is no choice of anybody's.
        if current.isValid() and not self._kept_place.going_back:
            self.row_selected.emit(self._records.row_at(current.row()).id)

    def _on_self_dressed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._tools.theme.px(ROW_HEIGHT))
        self.viewport().update()

    def _enter(self, open_row: bool) -> None:
        current = self.currentIndex()
        if current.flags() & Qt.ItemFlag.ItemIsEditable and not open_row:
            self.edit(current)
        else:
            self.row_opened.emit(self._records.row_at(current.row()).id)


def selected_rows(table: QTableView) -> list[int]:
    """Gives the rows of a table in which anything is selected, from top to bottom."""
    chosen = table.selectionModel().selection()
    ranges = map(chosen.at, range(chosen.count()))
    return sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})
