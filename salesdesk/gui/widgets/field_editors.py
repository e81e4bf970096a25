"""Makes the right field for every kind of value, for forms and for cells of tables alike."""

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.env.clock import Clock
from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.env.typed_dates import YEARS_AHEAD
from salesdesk.frozen import frozen
from salesdesk.gui.theme import Theme, repolish
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.combo_box import ComboBox
from salesdesk.gui.widgets.date_edit import DateEdit
from salesdesk.gui.widgets.draft_keeper import DraftKeeper
from salesdesk.gui.widgets.keyed_form import ENTER
from salesdesk.gui.widgets.note_edit import NoteEdit
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.field_words import doubt, value_of, words_of


@frozen
class EditorTools:
    """What fields are made with: the look, the locale, today's date, where drafts are kept, whether that may be."""

    theme: Theme
    formats: Formats
    clock: Clock
    typed: DraftKeeper = field(default_factory=DraftKeeper)
    only_read: bool = False


class LineField(QLineEdit):
    """One line: a text, a number, an amount or a moment."""

    value_edited = Signal()

    def __init__(self, field: Field, tools: EditorTools) -> None:
        super().__init__()
        self._field, self._tools = field, tools
        self._stored: Any = None
        self._asked, self._sure = "", False
        self.usual: Callable[[], Sequence[Any]] = lambda: (self._stored,)
        if field.numeric:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(self.value_edited)

    def value(self) -> Any:
        """Reads the value; what was not touched is the stored value to the last digit."""
        if self.text() == self._written():
            return self._stored
        value = value_of(self._field, self.text(), self._tools.formats, self._tools.clock.today())
        asked = doubt(self._field, value, self.usual(), self._tools.formats)
        if asked and not self._sure:
            self._asked = self.text()
            raise UserError(asked)
        return value

    def confirm(self) -> None:
        """Takes Enter as the answer that what was asked about is meant."""
        self._sure = bool(self._asked) and self.text() == self._asked

    def show_value(self, value: Any) -> None:
        """Shows a stored value; where somebody types it just now, their words and the caret stay as they are."""
        self._stored, self._asked, self._sure = value, "", False
        if not (self.hasFocus() and self._says_stored()):
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lets Enter answer what was asked, and end the typing."""
        if event.key() in ENTER:
            self.confirm()
        super().keyPressEvent(event)
        if event.key() in ENTER:
            self.setModified(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Writes what was typed and is stored as such values are written."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason and self._says_stored():
            self._show()

    def _show(self) -> None:
        self.setText(self._written())
        self.setCursorPosition(0)

    def _says_stored(self) -> bool:
        """Tells whether the stored value stands here, as it is written or as somebody types it."""
        if self.text() == self._written():
            return True
        try:
            return self.isModified() and self.value() == self._stored
        except UserError:
            return False

    def _written(self) -> str:
        return words_of(self._field, self._stored, self._tools.formats)


class ChoiceField(ComboBox):
    """One value out of a list; a field that may be empty offers "–" first."""

    value_edited = Signal()

    def __init__(self, options: Sequence[tuple[Any, str]], theme: Theme, *, required: bool) -> None:
        super().__init__(theme)
        if not required:
            self.addItem("–", None)
        for value, label in options:
            self.addItem(label, value)
        self.activated.connect(self.value_edited)

    def value(self) -> Any:
        """Gives the chosen value."""
        return self.currentData()

    def show_value(self, value: Any) -> None:
        """Shows a stored value; one that is no longer in the list is added to it."""
        index = self.findData(value)
        if index < 0 and value is not None:
            self.addItem(str(value), value)
            index = self.count() - 1
        self.setCurrentIndex(index)


class FlagField(CheckBox):
    """A yes or no."""

    value_edited = Signal()

    def __init__(self, label: str, theme: Theme) -> None:
        super().__init__(theme, label)
        self.clicked.connect(self.value_edited)

    def value(self) -> bool:
        """Gives whether it is ticked."""
        return self.isChecked()

    def show_value(self, value: Any) -> None:
        """Shows a stored value."""
        self.setChecked(bool(value))


class DateField(DateEdit):
    """A date that may be typed or picked."""

    value_edited = Signal()

    def __init__(self, tools: EditorTools, years_ahead: int = YEARS_AHEAD) -> None:
        super().__init__(tools.theme, tools.formats, tools.clock)
        self.years_ahead = years_ahead
        self.textEdited.connect(self.value_edited)
        self.date_edited.connect(self.value_edited)

    def value(self) -> Any:
        """Reads the date; raises UserError where none can be read."""
        return self.read()

    def show_value(self, value: Any) -> None:
        """Shows a stored date; where somebody types it just now, their words and the caret stay as they are."""
        self.take_day(value)


class NoteField(NoteEdit):
    """Several lines."""

    value_edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.textChanged.connect(lambda: self.value_edited.emit() if self.has_unsettled_edit() else None)

    def value(self) -> str | None:
        """Gives the text, or None where there is none."""
        return self.text() or None

    def show_value(self, value: Any) -> None:
        """Shows a stored text."""
        self.show_text(str(value or ""))


AnyField = LineField | ChoiceField | FlagField | DateField | NoteField


def make_field_editor(field: Field, tools: EditorTools, options: Sequence[tuple[int, str]] = ()) -> AnyField:
    """Makes the field for a declared field, named and explained for screen readers."""
    editor = _editor_of(field, tools, options)
    editor.setObjectName(f"field_{field.name}")
    editor.setAccessibleName(
        _("{label}, in {unit}", label=field.label, unit=field.unit) if field.unit else field.label
    )
    if field.help:
        editor.setToolTip(field.help)
        editor.setAccessibleDescription(field.help)
    editor.setEnabled(field.editable and not tools.only_read)
    return editor


def mark_problem(editor: QWidget, problem: UserError | None, help_text: str = "") -> None:
    """Shows in the field itself that it was not understood, or that it is now."""
    words = str(problem) if problem else help_text
    if bool(editor.property("invalid")) != bool(problem) or problem:
        editor.setProperty("invalid", bool(problem))
        editor.setToolTip(words)
        editor.setAccessibleDescription(words)
        repolish(editor)


def _editor_of(field: Field, tools: EditorTools, options: Sequence[tuple[int, str]]) -> AnyField:
    match field.type:
        case FieldType.CHOICE:
            choices = [(choice.value, choice.label) for choice in field.choices]
            return ChoiceField(choices, tools.theme, required=field.required)
        case FieldType.REFERENCE:
            return ChoiceField(options, tools.theme, required=field.required)
        case FieldType.BOOLEAN:
            return FlagField(field.label, tools.theme)
        case FieldType.DATE:
            return DateField(tools, field.years_ahead)
        case FieldType.LONG_TEXT:
            return NoteField(field.label)
        case _:
            return LineField(field, tools)
