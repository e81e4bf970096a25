"""Keeps what is being typed into the cells of a table, and opens a cell with it again after the program was ended."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QTimer
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QTableView, QWidget

from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.widgets.draft_keeper import DraftKeeper

NAME, CELL, PUT_BACK = "typed_as", "cell", "put_back"
"""Properties of the editor of a cell: the name of its draft, its record and field, and whether it holds words nobody
has touched since."""


class TypedCells(QObject):
    """The drafts of one table, each under the table, what that is `about`, the record and the column.

    Words that were put back are stored when somebody says so with Enter or Tab, or types on: they may be half a
    number. Left alone they wait for the next time the table is shown, and Escape drops them.
    """

    def __init__(self, table: QTableView, model: RecordTableModel, drafts: DraftKeeper) -> None:
        super().__init__(table)
        self._table, self._model, self._drafts = table, model, drafts
        self._due, self._wanted = False, ""
        self.about = ""
        if model.editable:
            table.installEventFilter(self)
            model.modelReset.connect(self._soon)
            drafts.dropped.connect(self._on_drafts_dropped)
            drafts.wanted.connect(self._on_drafts_wanted)

    def follow(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Keeps from now on what is typed into the editor of a cell."""
        if isinstance(editor, QLineEdit):
            name = self._name_of(index.row(), index.column())
            editor.setProperty(NAME, name)
            record, field = self._model.row_at(index.row()), self._model.columns[index.column()]
            editor.setProperty(CELL, (record.id, field.name))
            row = self._model.index(index.row(), 0).data() or ""
            where = _(
                "{table}: {row}, {column}",
                table=self._table.accessibleName(), row=row, column=field.label,
            )  # fmt: skip
            editor.textEdited.connect(partial(self._on_edited, editor, name, {"where": where, "row": row}))

    def let_go(self, editor: QObject) -> None:
        """Forgets what was typed into an editor that is closed, once it is stored; what waits to be looked at stays."""
        name = editor.property(NAME)
        if name and not editor.property(PUT_BACK):
            record_id, field = editor.property(CELL)
            self._model.waiting.when_stored(record_id, field, partial(self._drafts.forget, name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Puts back what was being typed once the table is shown."""
        if event.type() is QEvent.Type.Show:
            self._due = True
            self._soon()
        return super().eventFilter(watched, event)

    def _soon(self) -> None:
        # The rows, the place and the keyboard come first, each in its own turn.
        if self._due:
            QTimer.singleShot(0, self, self._put_back)

    def _put_back(self) -> None:
        """Opens the first cell of which words wait, where it is shown here."""
        table, begun = self._table, self._drafts.begun
        if (
            not self._due
            or not begun
            or not table.isVisible()
            or table.state() is QAbstractItemView.State.EditingState
        ):
            return
        waits = {
            name: (row, column)
            for row in range(self._model.rowCount())
            for column in range(self._model.columnCount())
            if (name := self._name_of(row, column)) in begun
        }
        if waits:
            name = self._wanted if self._wanted in waits else next(iter(waits))
            self._due, self._wanted = False, ""
            self._open(self._model.index(*waits[name]), begun[name]["words"])

    def _open(self, index: QModelIndex, words: str) -> None:
        self._table.setCurrentIndex(index)
        self._table.edit(index)
        editor = self._table.indexWidget(index)
        if isinstance(editor, QLineEdit):
            editor.setText(words)
            editor.setCursorPosition(len(words))
            editor.setProperty(PUT_BACK, True)

    def _name_of(self, row: int, column: int) -> str:
        field = self._model.columns[column]
        record = self._model.row_at(row).id
        return " / ".join((self._table.objectName(), self.about, str(record), field.name, field.label))

    def _on_edited(self, editor: QLineEdit, name: str, where: Mapping[str, str], words: str) -> None:
        editor.setProperty(PUT_BACK, False)
        self._drafts.keep(name, {"words": words, **where})

    def _on_drafts_wanted(self, name: str) -> None:
        """Opens the cell to which somebody is led; another one that words were put back into gives way."""
        self._wanted = name
        if name.startswith(f"{self._table.objectName()} / "):
            editor = self._table.indexWidget(self._table.currentIndex())
            if isinstance(editor, QLineEdit) and editor.property(PUT_BACK):
                self._table.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
            self._due = True
            self._table.setFocus()
            self._soon()

    def _on_drafts_dropped(self, names: Sequence[str]) -> None:
        editor = self._table.indexWidget(self._table.currentIndex())
        if isinstance(editor, QLineEdit) and editor.property(PUT_BACK) and editor.property(NAME) in names:
            self._table.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
