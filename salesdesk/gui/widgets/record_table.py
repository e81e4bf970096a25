"""A table of records that is worked in like a spreadsheet and stays as it was left."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from salesdesk.env.errors import UserError
from salesdesk.env.formulas import from_tab_separated, tab_separated
from salesdesk.frozen import frozen
from salesdesk.gui.models.record_table_model import RecordTableModel, usual_beside
from salesdesk.gui.state import StateKeeper
from salesdesk.gui.widgets.field_delegate import ROW_HEIGHT, FieldDelegate
from salesdesk.gui.widgets.field_editors import EditorTools
from salesdesk.gui.widgets.keyed_form import ENTER
from salesdesk.gui.widgets.steady_table import SteadyTable
from salesdesk.gui.widgets.table_columns import TableColumns
from salesdesk.gui.widgets.typed_cells import TypedCells
from salesdesk.model.fields import Field
from salesdesk.services.field_words import TableRow, doubt, out_of_bounds, value_of, words_of


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


MANY_PASTED = 3


class RecordTable(SteadyTable):
    """Shows a `RecordTableModel`; `key` is the name its widths, order and hidden columns are kept under.

    `cells_pasted` carries a list of (record id, field name, value), to be one step of undo;
    `table_pasted` carries what was pasted where it has names of columns and `tables_of` says what its rows can be;
    `edit_refused` is a sentence about what was typed and not understood.
    """

    tables_of: str = ""
    cell_edited = Signal(int, str, object)
    cells_pasted = Signal(object)
    table_pasted = Signal(str)
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
        if not text.strip() or not self._records.editable:
            return
        if self.tables_of and _is_table(text, self.tables_of):
            self.table_pasted.emit(text)
            return
        if not at.isValid():
            return
        pasted = read_pasted(self._records, text, at, self.shown_columns(), self._tools.clock.today())
        if pasted.edits:
            self.cells_pasted.emit(list(pasted.edits))
        problems = [
            *dict.fromkeys(pasted.problems),
            *left_out_words(self._records, pasted, self._tools.clock.today()),
        ]
        more = len(problems) - MANY_PASTED
        told = [
            *problems[:MANY_PASTED],
            *([n_("And 1 more.", "And {number:,} more.", more)] if more > 0 else []),
        ]
        if told:
            self.edit_refused.emit("\n".join(told))

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


def _is_table(text: str, kind: str) -> bool:
    from salesdesk.exchange.proposal import names_columns  # no cell that is typed waits for it

    return names_columns(text, kind)


@frozen
class Pasted:
    """What a pasted range means: edits as (record id, field name, value), and what was not understood.

    `passed` are the words that fell on sums right of all that can be typed, as (record id, field name, words).
    """

    edits: tuple[tuple[int, str, Any], ...]
    problems: tuple[str, ...]
    left_over: int = 0
    beyond: int = 0
    passed: tuple[tuple[int, str, str], ...] = ()


def copied_text(model: RecordTableModel, indexes: Sequence[QModelIndex]) -> str:
    """Writes the cells in the smallest rectangle's order, a tab between columns, a line for each row."""
    cells = {(index.row(), index.column()): index for index in indexes}
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    return tab_separated([_words(model, cells.get((r, c))) for c in columns] for r in rows)


def read_pasted(
    model: RecordTableModel, text: str, at: QModelIndex, columns: Sequence[int], today: date
) -> Pasted:
    """Reads pasted lines into the cells from `at` on, rightwards over `columns` and downwards.

    Cells that cannot be edited are passed over; `left_over` counts the lines below the last row, `beyond` the words
    right of the last column.
    """
    lines = from_tab_separated(text)
    edits: list[tuple[int, str, Any]] = []
    passed: list[tuple[int, str, str]] = []
    problems: list[str] = []
    places = list(columns)[list(columns).index(at.column()) :]
    typable = max((n + 1 for n, each in enumerate(places) if model.can_edit(model.columns[each])), default=0)
    fitting = lines[: model.rowCount() - at.row()]
    for offset, cells in enumerate(fitting):
        row = model.row_at(at.row() + offset)
        for column, typed in zip(places, cells, strict=False):
            field = model.columns[column]
            if not model.can_edit(field):
                if column not in places[:typable]:
                    passed.append((row.id, field.name, typed))
                continue
            try:
                edits.append((row.id, field.name, _value_pasted(model, row, field, typed, today)))
            except UserError as problem:
                who = _words(model, model.index(at.row() + offset, columns[0]))
                problems.append(_("{row}, {column}: {problem}", row=who, column=field.label, problem=problem))
    beyond = sum(bool(typed.strip()) for cells in fitting for typed in cells[len(places) :])
    return Pasted(tuple(edits), tuple(problems), len(lines) - len(fitting), beyond, tuple(passed))


def left_out_words(model: RecordTableModel, pasted: Pasted, today: date) -> list[str]:
    """Says what of a pasted range went nowhere; to be asked when the rest is stored and the sums are anew."""
    said: list[str] = []
    if lines := pasted.left_over:
        said.append(
            n_(
                "{number} pasted lines had no row to go to and were left out.",
                "{number} pasted lines had no row to go to and were left out.",
                lines,
            )
        )
    if cells := pasted.beyond + sum(not _stands_there(model, *each, today) for each in pasted.passed):
        said.append(
            n_(
                "1 pasted cell had no column to go to and was left out.",
                "{number} pasted cells had no column to go to and were left out.",
                cells,
            )
        )
    return said


def _stands_there(model: RecordTableModel, record_id: int, name: str, typed: str, today: date) -> bool:
    """Tells whether pasted words say nothing, or what the cell shows anyhow, such as a name or a sum."""
    place = model.place_of(record_id)
    if not typed.strip() or place < 0:
        return not typed.strip()
    column = next(at for at, field in enumerate(model.columns) if field.name == name)
    field = model.columns[column]
    shown, value = _words(model, model.index(place, column)), model.row_at(place).values.get(name)
    try:
        return typed.strip() == shown or value_of(field, typed, model.formats, today) == value
    except UserError:
        return False


def _value_pasted(model: RecordTableModel, row: TableRow, field: Field, typed: str, today: date) -> Any:
    """Reads one pasted cell; raises UserError where it is not understood, out of bounds or beyond all beside it."""
    value = value_of(field, typed, model.formats, today, model.options(field.name))
    wrong = out_of_bounds(field, value) if field.numeric else ""
    if told := wrong or doubt(field, value, usual_beside(model, row, field.name), model.formats):
        raise UserError(told)
    return value


def _words(model: RecordTableModel, index: QModelIndex | None) -> str:
    if index is None:
        return ""
    field, row = model.columns[index.column()], model.row_at(index.row())
    return words_of(field, row.values.get(field.name), model.formats, row.texts.get(field.name) or "")
