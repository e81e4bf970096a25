"""A form made from declared fields, which hands over every edit by itself and has no Save button."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from salesdesk.env.errors import UserError
from salesdesk.env.short_words import shortened
from salesdesk.gui.handing_over import HandingOver
from salesdesk.gui.measures import keep
from salesdesk.gui.widgets.draft_keeper import DraftKeeper
from salesdesk.gui.widgets.field_cell import FieldCell
from salesdesk.gui.widgets.field_editors import (
    AnyField,
    EditorTools,
    NoteField,
    make_field_editor,
)
from salesdesk.gui.widgets.keyed_form import KeyedForm
from salesdesk.model import kind_of
from salesdesk.model.fields import Field
from salesdesk.services.field_words import TableRow

PAUSE_MS, LIMIT_MS, LONGEST = 700, 1000, 60
Options = Mapping[str, Sequence[tuple[int, str]]]


class RecordForm(KeyedForm, HandingOver):
    """The fields of one record, one under the other.

    An edit is emitted as `field_edited` when its field is left, or after a short pause in typing, at the latest a
    second after it was begun; one that could not be stored is emitted again. What cannot be understood stays in its
    field, which says what would be; nothing is emitted for it.
    """

    ends_in = (QLineEdit, QComboBox)
    field_edited = Signal(str, object)
    edit_settled = Signal()

    def __init__(self, fields: Sequence[Field], tools: EditorTools, options: Options | None = None) -> None:
        super().__init__()
        self._fields = {field.name: field for field in fields}
        self._tools, self._options = tools, options or {}
        self._editors: dict[str, AnyField] = {}
        self._cells: dict[str, FieldCell] = {}
        self._stored: dict[str, Any] = {}
        self._before: Any = None
        self._touched, self._left = set[str](), dict[tuple[int, str], Any]()
        self.row_id, self.kind, self._by_key = 0, "", False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._limit = QTimer(self, singleShot=True, interval=LIMIT_MS)
        self._build_ui()
        self._connect()

    def show_row(self, row: TableRow) -> None:
        """Shows a record; a field somebody is typing in keeps what is typed.

        Words that could not be stored stay those of the record before (`row_id`), and are handed over when they can be.
        """
        if row.id != self.row_id and not self.taken:
            for name in self._touched:
                editor = self._editors[name]
                self._left[self.row_id, name] = editor.value()
                if isinstance(editor, NoteField):
                    editor.settle()
            self._touched.clear()
        self.row_id, self.kind = row.id, row.kind
        self.show_values(row.values)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Shows stored values by field name."""
        for name in self._fields:
            if name in self._touched:
                continue
            self._stored[name] = values.get(name)
            if name in self._editors:
                self._editors[name].show_value(values.get(name))
                self._mark(name, None)
            if (begun := self._tools.typed.get(draft_of(self, name))) is not None:
                self._show_again(name, begun["words"])

    @contextmanager
    def taking(self, name: str) -> Generator[None]:
        """Surrounds what is done with an edit: where that refuses the value, what is stored is shown again."""
        try:
            yield
        except UserError:
            self._stored[name] = self._before
            self._touched.discard(name)
            self.show_values(self._stored)
            raise

    def editor(self, name: str) -> AnyField:
        """Gives the field of a name, such as to put the focus there; made now where it was not needed before."""
        return self._editors.get(name) or self._make_editor(name)

    def take_focus(self, name: str = "") -> None:
        """Puts the keyboard into a field, such as the words of a note, else into the first."""
        editor = self._editors.get(name) or next(iter(self._editors.values()))
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, widget: QWidget) -> None:
        """Lets Tab lead from a widget of the same window through the fields, in their order."""
        for before, after in pairwise((widget, *self._editors.values())):
            QWidget.setTabOrder(before, after)

    def has_unsettled_edit(self) -> bool:
        """Tells whether something typed has not been handed over yet."""
        return bool(self._touched)

    def settle(self) -> None:
        """Hands over what was typed, field by field, as far as it can be understood."""
        self._pause.stop()
        self._limit.stop()
        stored = [self._settle_one(name) for name in self._fields if name in self._touched]
        self.taken = all(stored) and not self._left
        self.edit_settled.emit()

    def try_again(self) -> None:
        """Hands over once more what could not be stored."""
        here, left = self.row_id, dict(self._left)
        self._left.clear()
        for (self.row_id, name), value in left.items():
            with self._handed():
                self.field_edited.emit(name, value)
            if not self.taken:
                self._left[self.row_id, name] = value
            else:
                self._tools.typed.forget(draft_of(self, name))
        self.row_id = here
        self.settle()

    def end_by_key(self) -> None:
        """Hands over what was typed, and says at once what of it is not understood."""
        self._by_key = True
        self.settle()
        self._by_key = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hands over when a field is left."""
        if event.type() is QEvent.Type.FocusOut and self._touched:
            QTimer.singleShot(0, self, self.settle)
        return super().eventFilter(watched, event)

    def _build_ui(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        for place, name in enumerate(self._fields):
            self._make_editor(name)
            grid.addLayout(self._cells[name], place, 0)  # while it is empty, see layouts.forget_items
            self._cells[name].lay_out(self._tools.theme)
        grid.setRowStretch(len(self._editors), 1)
        keep(self._tools.theme, grid, down=10)

    def _make_editor(self, name: str) -> AnyField:
        field = self._fields[name]
        editor = make_field_editor(field, self._tools, self._options.get(name, ()))
        editor.installEventFilter(self)
        editor.value_edited.connect(lambda: self._on_value_edited(name))
        self._editors[name], self._cells[name] = editor, FieldCell(field, editor)
        return editor

    def _connect(self) -> None:
        self._pause.timeout.connect(self.settle)
        self._limit.timeout.connect(self.settle)

    def _on_value_edited(self, name: str) -> None:
        self._touched.add(name)
        self._pause.start()
        if not self._limit.isActive():
            self._limit.start()

    def _settle_one(self, name: str) -> bool:
        """Hands over one field, and tells whether nothing of it waits to be stored."""
        editor, field = self._editors[name], self._fields[name]
        try:
            value = editor.value()
            if value is None and field.required:
                raise UserError(_("“{label}” cannot be empty. The old value was kept.", label=field.label))
        except UserError as problem:
            self._mark(name, problem)
            self._keep(name)
            # Left alone, the words wait in the field; they hold nothing back.
            if not editor.hasFocus():
                self._touched.discard(name)
            return True
        self._touched.discard(name)
        self._mark(name, None)
        self._before = self._stored.get(name)
        if value != self._before:
            self._stored[name] = value
            with self._handed():
                self.field_edited.emit(name, value)
            if not self.taken:
                self._stored[name] = self._before
                self._touched.add(name)
                self._keep(name)
                return False
        self._tools.typed.forget(draft_of(self, name))
        return True

    def _keep(self, name: str) -> None:
        """Keeps the words of a field as a draft, until they are stored."""
        title = self._stored.get(kind_of(self.kind).title) if self.kind else None
        _keep_words(self, self._tools.typed, self._editors[name], self._fields[name], title)
        self._tools.typed.write()  # the form has waited for the typing to rest already

    def _show_again(self, name: str, words: str) -> None:
        """Shows what was being typed, and what is not understood of it."""
        editor = self.editor(name)
        if isinstance(editor, NoteField):
            editor.go_on(words)
        elif isinstance(editor, QLineEdit):
            editor.setText(words)
            try:
                if editor.value() != self._stored[name]:
                    self._touched.add(name)
            except UserError as problem:
                self._mark(name, problem)

    def _mark(self, name: str, problem: UserError | None) -> None:
        self._cells[name].mark(problem, at_once=self._by_key)


def draft_of(form: RecordForm, name: str) -> str:
    """Gives the name under which what is typed in a field, and no value yet, is kept."""
    return " / ".join(("field", form.kind, str(form.row_id), name))


def _keep_words(form: RecordForm, drafts: DraftKeeper, editor: AnyField, field: Field, title: object) -> None:
    """Keeps what was typed and is no value yet, so that it is there again after the program was killed.

    Without a number the form is about the one record of its kind, such as the settings, and its window leads there.
    """
    if form.kind and isinstance(editor, QLineEdit | NoteField):
        label, record = kind_of(form.kind).label, shortened(str(title or ""), LONGEST) or form.row_id
        where = _("{label}: {record}, {field}", label=label, record=record, field=field.label)
        draft: dict[str, object] = {"words": editor.text(), "where": f"{label}: {field.label}"}
        if form.row_id:
            draft |= {"where": where, "record": (form.kind, form.row_id)}
        drafts.keep(draft_of(form, field.name), draft if editor.text().strip() else None)
