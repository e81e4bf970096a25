"""Shows the chosen line of the log: what it says, what can be done with it, its fields, and what changed when."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.gui.context import GuiContext
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.field_editors import EditorTools
from salesdesk.gui.widgets.record_form import RecordForm
from salesdesk.gui.widgets.record_page import tell_edit
from salesdesk.gui.widgets.record_reading import RecordReading
from salesdesk.model.fields import Field, FieldType
from salesdesk.model.kinds import kind_of
from salesdesk.services.changes import Changes
from salesdesk.services.coaching import CoachingService
from salesdesk.services.deal_words import deal_options
from salesdesk.services.history import HistoryEntry
from salesdesk.services.record_acts import offered_acts
from salesdesk.services.record_sentence import made_words, reading_of, shown_fields
from salesdesk.services.short_words import shortened

if TYPE_CHECKING:
    from salesdesk.services.records import RecordRow, RecordsService

MOST_LINES: Final = 30
LONGEST_VALUE: Final = 60


class RecordPanel(Card):
    """One record at a time, read first; its fields unfold, and edits save themselves."""

    act_requested = Signal(str, str, int)
    undo_requested = Signal()
    edit_refused = Signal(str)
    edit_settled = Signal()
    closed = Signal()

    def __init__(self, context: GuiContext, coaching: CoachingService, records: "RecordsService") -> None:
        super().__init__(context.theme)
        self._context, self._coaching, self._records = context, coaching, records
        self._tools = EditorTools(context.theme, context.formats, context.clock)
        self._record: tuple[str, int] | None = None
        self._made_step = ""
        self._shown: list[str] = []
        self._form: RecordForm | None = None
        self._reading, self._scroll = RecordReading(context.theme), QScrollArea()
        self._made_words, self._undo, self._made_line = QLabel(), QPushButton("Undo"), QWidget()
        self._fill_panel()

    @property
    def record(self) -> tuple[str, int] | None:
        """Gives kind and id of the record shown."""
        return self._record

    def show_record(self, kind: str, record_id: int) -> None:
        """Shows a record; what was typed into the one before is handed over first."""
        if (kind, record_id) == self._record:
            self.refresh()
            return
        self.settle()
        self._record, self._made_step = (kind, record_id), ""
        self._make_form(self._records.one(kind, record_id))
        self.set_title(kind_of(kind).label, "")
        self._reading.fold()
        self.refresh()
        self.show()

    def show_made(self, changes: Changes) -> None:
        """Shows what was just made, with a line that says so and takes it back."""
        kind, number = next(made for made in changes.created if kind_of(made[0]).made)
        self.show_record(kind, number)
        self._made_step = changes.step
        self.refresh()
        self._undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Reads the record again; one that is gone closes the panel."""
        if self._record is None or self._form is None:
            return
        kind, record_id = self._record
        found = self._records.rows(kind, ids=[record_id])
        if not found:
            self.close_panel()
            return
        row = found[0]
        if self._fields_of(row) != self._shown and not self.has_unsettled_edit():
            self._make_form(row)
        self._form.show_row(row)
        person = row.texts.get("salesperson_id", "")
        label = kind_of(kind).label
        self.set_title(f"{label}: {person}" if person else label)
        self._reading.show_reading(reading_of(row, self._context.formats, self._context.clock.today()))
        self._reading.show_acts(offered_acts(kind, row.values))
        self._show_made(row)
        self._show_history(kind, record_id)

    def has_unsettled_edit(self) -> bool:
        """Tells whether something typed has not been handed over yet."""
        return self._form is not None and self._form.has_unsettled_edit()

    def settle(self) -> None:
        """Hands over what was typed."""
        if self._form is not None and self._form.has_unsettled_edit():
            self._form.settle()

    def close_panel(self) -> None:
        """Closes the panel."""
        self.settle()
        self._record = None
        self.hide()
        self.closed.emit()

    def _fill_panel(self) -> None:
        self.setObjectName("record_panel")
        set_role(self._made_line, "banner", "info")
        self._made_words.setObjectName("made_words")
        self._made_words.setWordWrap(True)
        self._undo.setObjectName("made_undo")
        set_role(self._undo, "link")
        line = QHBoxLayout(self._made_line)
        line.addWidget(self._made_words, 1)
        line.addWidget(self._undo)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.add_action("Close", self.close_panel).setObjectName("record_panel_close")
        for part in (self._made_line, self._reading):
            self.body.addWidget(part)
        self.body.addWidget(self._scroll, 1)
        self.body.addStretch()
        self._undo.clicked.connect(self.undo_requested)
        self._reading.act_requested.connect(self._on_reading_act_requested)
        self._reading.unfolded.connect(self._on_reading_unfolded)
        self.hide()

    def _make_form(self, row: "RecordRow") -> None:
        fields = shown_fields(self._records.fields(row.kind), row.values)
        self._shown = [field.name for field in fields]
        self._form = RecordForm(fields, self._tools, self._options(fields, row))
        self._form.field_edited.connect(self._on_form_field_edited)
        self._form.edit_settled.connect(self.edit_settled)
        self._scroll.setWidget(self._page_of(self._form))
        self._form.follow(self._reading.edit_button)

    def _fields_of(self, row: "RecordRow") -> list[str]:
        return [field.name for field in shown_fields(self._records.fields(row.kind), row.values)]

    def _page_of(self, form: RecordForm) -> QWidget:
        page = QWidget()
        set_role(page, "clear")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, self._context.theme.px(6), 0)
        heading = QLabel("What changed, and when")
        set_role(heading, "muted")
        self._history = QLabel()
        self._history.setObjectName("record_history")
        self._history.setWordWrap(True)
        self._history.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self._history, "small")
        layout.addWidget(form)
        layout.addSpacing(self._context.theme.px(8))
        layout.addWidget(heading)
        layout.addWidget(self._history)
        layout.addStretch()
        return page

    def _show_made(self, row: "RecordRow") -> None:
        self._made_line.setVisible(bool(self._made_step))
        if self._made_step:
            self._made_words.setText(made_words(row, self._context.formats))
            self._undo.setVisible(self._made_step == self._coaching.last_step())

    def _on_reading_act_requested(self, act: str) -> None:
        if self._record is not None:
            self.act_requested.emit(act, *self._record)

    def _on_reading_unfolded(self, unfolded: bool) -> None:
        self._scroll.setVisible(unfolded)
        if unfolded and self._form is not None and self._record is not None:
            self._form.take_focus(kind_of(self._record[0]).title)

    def _show_history(self, kind: str, record_id: int) -> None:
        entries = self._coaching.history(kind, record_id, self._context.formats).entries[:MOST_LINES]
        lines = [_history_line(entry, self._context.formats) for entry in entries]
        self._history.setText("\n".join(lines) or "Nothing has changed since it was first stored.")

    def _options(self, fields: list[Field], row: "RecordRow") -> dict[str, list[tuple[int, str]]]:
        references = (f for f in fields if f.type is FieldType.REFERENCE)
        return {
            f.name: self._deals(row) if f.refers_to == "opportunity" else self._records.options(f.refers_to)
            for f in references
        }

    def _deals(self, row: "RecordRow") -> list[tuple[int, str]]:
        person, noted = row.values.get("salesperson_id"), row.values.get("opportunity_id")
        today = self._context.clock.today()
        return deal_options(self._records, person, noted, self._context.formats, today)

    def _on_form_field_edited(self, name: str, value: object) -> None:
        if self._record is None or self._form is None:
            return
        kind, record_id = self._record
        try:
            with self._form.taking(name):
                changes = self._records.edit(
                    kind, record_id, name, value, together=f"{kind} {record_id} {name}"
                )
        except UserError as problem:
            self.edit_refused.emit(str(problem))
            return
        tell_edit(self._context, kind, name, changes, self)
        self._show_history(kind, record_id)


def _history_line(entry: HistoryEntry, formats: Formats) -> str:
    what = entry.event
    if entry.field is not None:
        before, after = (shortened(words, LONGEST_VALUE) for words in entry.words(formats))
        what = f"{entry.field.label}: {before} → {after}"
    return f"{formats.moment(entry.at)}  {what}"
