"""Shows one record beside a page: read first, with its fields folded into a form that saves by itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.widgets.field_editors import EditorTools
from salesdesk.gui.widgets.record_form import RecordForm
from salesdesk.gui.widgets.record_reading import RecordReading
from salesdesk.model import field_of, kind_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.model.kinds import DELETE
from salesdesk.services.changes import Changes
from salesdesk.services.deal_words import deal_options
from salesdesk.services.field_words import TableRow
from salesdesk.services.record_sentence import reading_of, shown_fields

if TYPE_CHECKING:
    from salesdesk.services.records import RecordsService

MANY: Final = frozenset({"one_on_one", "note", "assignment"})
"""Kinds of which there are too many to choose from in a list."""
TITLE: Final = 80


class RecordPage(QWidget):
    """One record at a time."""

    edit_settled = Signal()

    def __init__(self, context: GuiContext, records: "RecordsService") -> None:
        super().__init__()
        self._context, self._records = context, records
        self._tools = EditorTools(context.theme, context.formats, context.clock)
        self._record: tuple[str, int] | None = None
        self._form: RecordForm | None = None
        self._reading, self._fields = RecordReading(context.theme), QScrollArea()
        self._build_ui()
        self._reading.unfolded.connect(self._on_reading_unfolded)
        self._reading.act_requested.connect(self._on_reading_act_requested)

    def show_record(self, kind: str, record_id: int) -> str:
        """Shows a record and gives what it is called."""
        self._record = (kind, record_id)
        row = self._records.one(kind, record_id)
        fields = shown_fields(self._records.fields(kind), row.values)
        self._form = RecordForm(fields, self._tools, self._options(fields, row))
        self._form.field_edited.connect(self._on_form_field_edited)
        self._form.edit_settled.connect(self.edit_settled)
        self._fields.setWidget(self._form)
        self._form.setAutoFillBackground(False)
        self._reading.fold()
        self._reading.show_acts([act for act in kind_of(kind).acts if act is DELETE])
        self._show_row(row)
        return _title_of(row)

    def take_focus(self) -> None:
        """Puts the keyboard on the button that unfolds the fields, and lets Tab lead from it through them."""
        if self._form is not None:
            self._form.follow(self._reading.edit_button)
        self._reading.take_focus()

    def refresh(self) -> bool:
        """Reads the record again; tells whether it is still there."""
        if self._record is None:
            return True
        rows = self._records.rows(self._record[0], ids=[self._record[1]])
        for row in rows:
            self._show_row(row)
        return bool(rows)

    def has_unsettled_edit(self) -> bool:
        """Tells whether something typed has not been handed over yet."""
        return self._form is not None and self._form.has_unsettled_edit()

    def leave(self) -> None:
        """Hands over what was typed and lets go of the record."""
        if self._form is not None:
            self._form.settle()
        self._record = None

    def _build_ui(self) -> None:
        self._fields.setWidgetResizable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._reading)
        layout.addWidget(self._fields, 1)
        layout.addStretch()

    def _show_row(self, row: TableRow) -> None:
        assert self._form is not None
        self._form.show_row(row)
        reading = reading_of(row, self._context.formats, self._context.clock.today())
        # The heading says the words already, but for long ones.
        self._reading.show_reading(reading, with_words=len(reading.words) > TITLE)

    def _on_reading_unfolded(self, unfolded: bool) -> None:
        self._fields.setVisible(unfolded)
        if unfolded and self._form is not None and self._record is not None:
            self._form.take_focus(kind_of(self._record[0]).title)

    def _on_reading_act_requested(self, _act: str) -> None:
        if self._record is not None:
            kind, number = self._record
            self._context.messages.say_done(self._records.trash(kind, [number]))

    def _on_form_field_edited(self, name: str, value: object) -> None:
        if self._record is not None and self._form is not None:
            kind, number = self._record
            with self._form.taking(name):
                changes = self._records.edit(kind, number, name, value, together=f"{kind} {number} {name}")
            tell_edit(self._context, kind, name, changes, self)

    def _options(self, fields: Sequence[Field], row: TableRow) -> dict[str, list[tuple[int, str]]]:
        """Gives what references can point to; of what there is far too much, only what they point to now."""
        found: dict[str, list[tuple[int, str]]] = {}
        for field in (f for f in fields if f.type is FieldType.REFERENCE):
            number, words = row.values.get(field.name), row.texts.get(field.name) or ""
            if field.refers_to == "opportunity":
                person, formats = row.values.get("salesperson_id"), self._context.formats
                found[field.name] = deal_options(
                    self._records, person, number, formats, self._context.clock.today()
                )
            elif field.refers_to in MANY:
                found[field.name] = [(number, self._worded(words))] if number else []
            else:
                found[field.name] = self._records.options(field.refers_to)
        return found

    def _worded(self, title: str) -> str:
        """Writes a title that is a moment the way moments are written."""
        try:
            return self._context.formats.moment(datetime.fromisoformat(title))
        except ValueError:
            return title


def tell_edit(context: GuiContext, kind: str, name: str, changes: Changes, editor: object = None) -> None:
    """Passes an edit of a field on; that a record now belongs to somebody else is said, with Undo.

    A text of several lines is handed over while it is typed, so the change names the editor.
    """
    field = field_of(kind, name)
    if field.owner:
        context.messages.say_done(changes)
    else:
        context.bus.publish(changes.by(editor) if field.type is FieldType.LONG_TEXT else changes)


def _title_of(row: TableRow) -> str:
    title = row.values.get(kind_of(row.kind).title)
    words = " ".join(title.split()) if isinstance(title, str) else ""
    return words[:TITLE] or kind_of(row.kind).label
