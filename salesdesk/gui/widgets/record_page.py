"""Shows one record: what it says, what can be done with it, its fields that save themselves, and what changed when."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.env.short_words import shortened
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import column, configure, fill, scrolling
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.record_acts import RecordActs
from salesdesk.gui.widgets.record_form import RecordForm
from salesdesk.model import field_of, kind_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.model.kinds import Act
from salesdesk.services.changes import Changes
from salesdesk.services.deal_words import deal_options
from salesdesk.services.field_words import TableRow, words_of
from salesdesk.services.history import HistoryEntry
from salesdesk.services.record_sentence import RecordWords, made_words, reading_of, shown_fields
from salesdesk.services.records import RecordsService, offered_acts

MANY: Final = frozenset({"one_on_one", "note", "assignment"})
"""Kinds of which there are too many to choose from in a list."""
TITLE: Final = 80
MOST_LINES: Final = 30
LONGEST_VALUE: Final = 60


class RecordPage(QWidget):
    """One record at a time, read first; its fields unfold, and edits save themselves."""

    edit_settled = Signal()

    def __init__(self, context: GuiContext, records: RecordsService) -> None:
        super().__init__()
        self._context, self._records = context, records
        self._tools = context.tools
        self._acts = RecordActs(records, context, self._refuse)
        self.record: tuple[str, int] | None = None
        self._made_step = ""
        self._form: RecordForm | None = None
        self._shown: list[Field] = []
        self._reading, self._fields = RecordReading(context.theme), QScrollArea()
        self._made_words, self._undo, self._made_line = PlainLabel(), QPushButton(_("Undo")), QWidget()
        self._build_ui()
        self._connect()

    def show_record(self, kind: str, record_id: int, made_in: str = "") -> str:
        """Shows a record, perhaps just made in a step that can be taken back, and gives what it is called.

        What was typed into the one before is handed over first.
        """
        if (kind, record_id) != self.record:
            self.settle()
            row = self._records.one(kind, record_id)
            if self._form is not None and not self._form.taken:
                # Its words could not be stored: the fields wait out of sight until they are.
                aside = self._fields.takeWidget()
                aside.setParent(self)
                aside.hide()
            self.record, self._form = (kind, record_id), None
            self._reading.fold()
        else:
            row = self._records.one(kind, record_id)
        self._made_step = made_in
        self._show_row(row)
        return _heading_of(row)

    def take_focus(self) -> None:
        """Puts the keyboard on the button that unfolds the fields."""
        self._reading.take_focus()

    def take_undo(self) -> None:
        """Puts the keyboard on the button that takes back what was just made."""
        self._undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> str:
        """Reads the record again and gives what it is called; nothing where it is gone."""
        if self.record is None:
            return ""
        rows = self._records.rows(self.record[0], ids=[self.record[1]])
        for row in rows:
            self._show_row(row)
        return _heading_of(rows[0]) if rows else ""

    def has_unsettled_edit(self) -> bool:
        """Tells whether something typed has not been handed over yet."""
        return self._form is not None and self._form.has_unsettled_edit()

    def settle(self) -> None:
        """Hands over what was typed."""
        if self._form is not None and self._form.has_unsettled_edit():
            self._form.settle()

    def leave(self) -> None:
        """Hands over what was typed and lets go of the record."""
        self.settle()
        self.record = None

    def _build_ui(self) -> None:
        configure(self._made_words, name="made_words", wraps=True)
        configure(self._undo, "link", name="made_undo", writes=True)
        # The line keeps the margins of its own that a layout has.
        fill(QHBoxLayout(configure(self._made_line, "banner", "info")), (self._made_words, 1), self._undo)
        column(self._made_line, self._reading, (scrolling(self._fields), 1), None, on=self)

    def _connect(self) -> None:
        self._undo.clicked.connect(self._context.messages.undo_requested)
        self._reading.unfolded.connect(self._on_reading_unfolded)
        self._reading.act_requested.connect(self._on_reading_act_requested)

    def _show_row(self, row: TableRow) -> None:
        fields = shown_fields(self._records.fields(row.kind), row.values)
        if self._form is None or (fields != self._shown and not self.has_unsettled_edit()):
            self._form = self._made_form(fields, row)
        self._form.show_row(row)
        reading = reading_of(row, self._context.formats, self._context.clock.today())
        # The heading may say the words already.
        self._reading.show_reading(reading, with_words=_heading_of(row) != reading.words)
        self._reading.show_acts(offered_acts(row.kind, row.values))
        self._made_line.setVisible(bool(self._made_step))
        if self._made_step:
            self._made_words.setText(made_words(row, self._context.formats))
            self._undo.setVisible(self._made_step == self._records.last_step())
        self._show_history(row.kind, row.id)

    def _made_form(self, fields: list[Field], row: TableRow) -> RecordForm:
        """Makes the form of these fields, with what changed beneath it."""
        self._shown = fields
        form = RecordForm(fields, self._tools, self._options(fields, row))
        form.field_edited.connect(partial(self._on_form_field_edited, form, row.kind, row.id))
        form.edit_settled.connect(self.edit_settled)
        page, self._history = QWidget(), PlainLabel()
        heading = keep(self._context.theme, PlainLabel(_("What changed, and when")), margins=(0, 8, 0, 0))
        configure(self._history, "small", name="record_history", wraps=True)
        self._history.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = keep(self._context.theme, QVBoxLayout(configure(page, "clear")), margins=(0, 0, 6, 0))
        fill(layout, form, configure(heading, "muted"), self._history, None)
        self._fields.setWidget(page)
        if not self._fields.isHidden():
            form.follow(self._reading.edit_button)
        return form

    def _show_history(self, kind: str, record_id: int) -> None:
        if self._fields.isHidden():
            return
        formats = self._context.formats
        entries = self._records.history(kind, record_id, formats).entries[:MOST_LINES]
        lines = [_history_line(entry, formats) for entry in entries]
        self._history.setText("\n".join(lines) or _("Nothing has changed since it was first stored."))

    def _on_reading_unfolded(self, unfolded: bool) -> None:
        self._fields.setVisible(unfolded)
        if unfolded and self._form is not None and self.record is not None:
            self._form.follow(self._reading.edit_button)
            self._form.take_focus(kind_of(self.record[0]).title)
            self._show_history(*self.record)

    def _on_reading_act_requested(self, act: str) -> None:
        if self.record is not None:
            self._acts.carry_out(act, *self.record)

    def _on_form_field_edited(
        self, form: RecordForm, kind: str, number: int, name: str, value: object
    ) -> None:
        try:
            with form.taking(name):
                changes = self._records.edit(kind, number, name, value, together=f"{kind} {number} {name}")
        except UserError as problem:
            self._refuse(str(problem))
        else:
            self._tell_edit(field_of(kind, name), changes)
            if form is self._form:
                self._show_history(kind, number)

    def _tell_edit(self, field: Field, changes: Changes) -> None:
        """Passes an edit of a field on; that a record now belongs to somebody else is said, with Undo."""
        if field.owner:
            self._context.messages.say_done(changes)
        else:
            # A text of several lines is handed over while it is typed, so the change names the editor.
            typed = field.type is FieldType.LONG_TEXT
            self._context.bus.publish(changes.by(self) if typed else changes)

    def _refuse(self, sentence: str) -> None:
        self._context.messages.say(sentence, tone="error")

    def _options(self, fields: Sequence[Field], row: TableRow) -> dict[str, list[tuple[int, str]]]:
        """Gives what references can point to; of what there is far too much, only what they point to now."""
        found: dict[str, list[tuple[int, str]]] = {}
        for field in (f for f in fields if f.type is FieldType.REFERENCE):
            number, formats = row.values.get(field.name), self._context.formats
            words = words_of(field, number, formats, row.texts.get(field.name) or "")
            if field.refers_to == "opportunity":
                person = row.values.get("salesperson_id")
                found[field.name] = deal_options(
                    self._records, person, number, formats, self._context.clock.today()
                )
            elif field.refers_to in MANY:
                found[field.name] = [(number, words)] if number else []
            else:
                found[field.name] = self._records.options(field.refers_to)
        return found


def _heading_of(row: TableRow) -> str:
    """Gives what a record is called: what is told of somebody by kind and person, all else by its own name."""
    kind, person = kind_of(row.kind), row.texts.get("salesperson_id")
    if kind.made:
        return f"{kind.label}: {person}" if person else kind.label
    title = row.values.get(kind.title)
    words = " ".join(title.split()) if isinstance(title, str) else ""
    return words[:TITLE] or kind.label


def _history_line(entry: HistoryEntry, formats: Formats) -> str:
    what = entry.event
    if entry.field is not None:
        before, after = (shortened(words, LONGEST_VALUE) for words in entry.words(formats))
        what = f"{entry.field.label}: {before} → {after}"
    return f"{formats.moment(entry.at)}  {what}"


EDIT, ENOUGH = _("Edit…"), _("Close the fields")


class RecordReading(QWidget):
    """The head of a panel; `act_requested` names the act of a button, `unfolded` asks for the fields or not."""

    act_requested = Signal(str)
    unfolded = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words, self._sentence = PlainLabel(), PlainLabel()
        self._buttons: dict[str, QPushButton] = {}
        self.edit_button = QPushButton(EDIT)
        self._build_ui()
        self.edit_button.clicked.connect(self._on_edit_clicked)

    def show_reading(self, reading: RecordWords, *, with_words: bool = True) -> None:
        """Shows what a record says."""
        self._words.setText(reading.words)
        self._words.setVisible(bool(reading.words) and with_words)
        self._sentence.setText(reading.sentence)
        self._sentence.setVisible(bool(reading.sentence))

    def show_acts(self, acts: Sequence[Act]) -> None:
        """Shows the buttons of these acts, in their order, before the one that unfolds the fields."""
        for act in acts:
            if act.id not in self._buttons:
                self._add_button(act)
        offered = {act.id for act in acts}
        for act_id, button in self._buttons.items():
            button.setVisible(act_id in offered)

    def fold(self, *, unfolded: bool = False) -> None:
        """Folds the fields away, or unfolds them."""
        self.edit_button.setText(ENOUGH if unfolded else EDIT)
        self.unfolded.emit(unfolded)

    def take_focus(self) -> None:
        """Puts the keyboard on the button that unfolds the fields."""
        self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_ui(self) -> None:
        configure(self, "clear")
        configure(self._words, name="reading_words", wraps=True)
        configure(self._sentence, "muted", name="reading_sentence", wraps=True)
        for label in (self._words, self._sentence):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._flow = fill(
            keep(self._theme, FlowLayout(), spacing=6), configure(self.edit_button, name="record_edit")
        )
        column(self._words, self._sentence, self._flow, on=self)

    def _add_button(self, act: Act) -> None:
        button = configure(QPushButton(act.words), name=f"record_{act.id}", writes=True)
        # What the button does may take its record away, so it first finishes its own click.
        button.clicked.connect(partial(self._soon, act.id))
        self._flow.removeWidget(self.edit_button)
        for each in (button, self.edit_button):
            self._flow.addWidget(each)
        self.setTabOrder(button, self.edit_button)
        self._buttons[act.id] = button

    def _soon(self, act: str, _checked: bool = False) -> None:
        QTimer.singleShot(0, self, lambda: self.act_requested.emit(act))

    def _on_edit_clicked(self) -> None:
        self.fold(unfolded=self.edit_button.text() == EDIT)
