"""The ground of the small forms that open inside the Coaching log: fields that are kept, one verb button, Esc."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, ClassVar, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from salesdesk.env.errors import UserError
from salesdesk.gui.context import GuiContext
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.keyed_form import KeyedForm
from salesdesk.gui.widgets.note_edit import NoteEdit
from salesdesk.services.changes import Changes

Parts = Mapping[str, QWidget]


def written_in(parts: Parts) -> dict[str, Any]:
    """Gives what stands in the fields, by name."""
    return {name: _value(field) for name, field in parts.items()}


def show_written(parts: Parts, written: Mapping[str, Any]) -> None:
    """Shows what stood in the fields; a name that is not there leaves its field as it is."""
    for name, field in parts.items():
        if name in written:
            _show(field, written[name])


def edits_of(field: QWidget) -> Any:
    """Gives the signal that tells of an edit in a field."""
    match field:
        case NoteEdit() | QLineEdit():
            return field.textChanged
        case ChoiceField():
            return field.value_edited
        case QAbstractButton():
            return field.toggled
        case _:
            raise TypeError(f"a draft cannot keep a {type(field).__name__}")


def _value(field: QWidget) -> Any:
    match field:
        case NoteEdit():
            return field.toPlainText()
        case QLineEdit():
            return field.text()
        case ChoiceField():
            return field.value()
        case QAbstractButton():
            return field.isChecked()
        case _:
            raise TypeError(f"a draft cannot keep a {type(field).__name__}")


def _show(field: QWidget, value: Any) -> None:
    match field:
        case NoteEdit():
            field.setPlainText(value)
        case QLineEdit():
            field.setText(value)
        case ChoiceField():
            field.show_value(value)
        case QAbstractButton():
            field.setChecked(value)
        case _:
            raise TypeError(f"a draft cannot keep a {type(field).__name__}")


What = Literal["note", "assignment", "point", "meeting"]


class ComposeForm(KeyedForm):
    """A form that adds one record; a refusal stands under the fields.

    Enter in a field of one line adds, and so does Ctrl+Enter anywhere; Esc leaves and Cancel empties.
    """

    kind: ClassVar[What]
    heading: ClassVar[str] = ""
    verb: ClassVar[str] = ""

    adding = Signal()
    added = Signal(object)
    left = Signal()
    emptied = Signal()
    edited = Signal()
    person_turned = Signal()

    def __init__(self, context: GuiContext) -> None:
        super().__init__()
        self.theme = context.theme
        self.person = ChoiceField([], context.theme, required=True)
        self._problem, self._add, self._leave = QLabel(), QPushButton(self.verb), QPushButton(_("Cancel"))
        self._layout, self._fields = QVBoxLayout(self), QVBoxLayout()
        self._may_be_nobody = False
        self._blank: dict[str, Any] = {}
        self._build_ui()
        self._add.clicked.connect(self.submit)
        self._leave.clicked.connect(self.emptied)
        self.person.activated.connect(self.person_turned)

    def first_field(self) -> QWidget:
        """Gives the field to start in; a form with further fields names its own."""
        return self.person

    def parts(self) -> Parts:
        """Gives the fields whose content is a draft until it is added, in the order of the screen."""
        return {}

    @property
    def blank(self) -> bool:
        """Tells whether nothing was typed yet."""
        return self.written() == self._blank

    def written(self) -> dict[str, Any]:
        """Gives what stands in the form."""
        return written_in(self.parts())

    def show_draft(self, written: Mapping[str, Any], preset: str = "") -> None:
        """Shows what was begun; where nothing was, the form is empty but for the kind that is wanted."""
        self.clear()
        if preset:
            self.choose_kind(preset)
        self._blank = self.written()
        self.say("")
        show_written(self.parts(), written)
        if preset and written:
            self.choose_kind(preset)

    def add(self) -> Changes:
        """Adds the record; raises UserError where something is missing. A bare form adds nothing."""
        return Changes("", frozenset())

    def choose_kind(self, kind: str) -> None:
        """Begins with a certain kind of record; a bare form has only one."""

    def clear(self) -> None:
        """Empties the form for the next record; a bare form has nothing to empty."""

    def show_people(self, people: list[tuple[int, str]], chosen: int | None) -> None:
        """Offers the people of the team and chooses one; with nobody chosen the first stands there."""
        self.person.clear()
        if self._may_be_nobody:
            self.person.addItem(_("Nobody in particular"), None)
        for person_id, name in people:
            self.person.addItem(name, person_id)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)))

    def person_id(self) -> int | None:
        """Gives the person chosen, or None for nobody in particular."""
        return self.person.currentData()

    def needed_person_id(self) -> int:
        """Gives the person chosen; raises UserError where the team has nobody yet."""
        chosen = self.person.currentData()
        if chosen is None:
            raise UserError(_("Nobody is in the team yet, so nothing was added. Add a salesperson first."))
        return int(chosen)

    def add_field(
        self, label: str, field: QWidget, *, may_be_nobody: bool = False, buddy: QWidget | None = None
    ) -> QLabel:
        """Puts a field with its words into the form and gives the words."""
        self._may_be_nobody = self._may_be_nobody or may_be_nobody
        words = QLabel(label)
        set_role(words, "small")
        words.setBuddy(buddy or field)
        if label and not field.accessibleName():
            field.setAccessibleName(label)
        self._fields.addWidget(words)
        # Shown without a parent it would open as a window of its own for a moment, and take the keyboard.
        words.setVisible(bool(label))
        self._fields.addWidget(field)
        return words

    def submit(self) -> None:
        """Adds the record, or says under the fields what is missing."""
        self.adding.emit()
        try:
            changes = self.add()
        except UserError as problem:
            self.say(str(problem))
            return
        self.say("")
        self.added.emit(changes)

    def say(self, sentence: str) -> None:
        """Shows a sentence under the fields, or none."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def end_by_key(self) -> None:
        """Adds the record."""
        self.submit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves with Esc; Enter and Ctrl+Enter add."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def ready(self) -> None:
        """Ends the building: empties the fields and listens to them."""
        self.clear()
        self._blank = self.written()
        for field in self.parts().values():
            edits_of(field).connect(self.edited)

    def showEvent(self, event: QShowEvent) -> None:
        """Lets Tab lead from field to field and then to the buttons, whatever window the form was put into."""
        super().showEvent(event)
        for before, after in pairwise((self.person, *self.parts().values(), self._add, self._leave)):
            QWidget.setTabOrder(before, after)

    def _build_ui(self) -> None:
        set_role(self, "clear")
        self.person.setAccessibleName(_("Salesperson"))
        self.person.setObjectName("compose_person")
        self._problem.setWordWrap(True)
        self._problem.setObjectName("compose_problem")
        set_role(self._problem, "muted", "soon")
        set_role(self._add, "primary")
        self._add.setObjectName("compose_add")
        self._leave.setObjectName("compose_leave")
        self._add.setToolTip(_("{verb} (Ctrl+Enter)", verb=self.verb))
        buttons = QHBoxLayout()
        buttons.addWidget(self._add)
        buttons.addWidget(self._leave)
        buttons.addStretch()
        keep(self.theme, self._fields, spacing=4)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(self._fields)
        self._layout.addWidget(self._problem)
        self._layout.addLayout(buttons)
        self._layout.addStretch()
        self.say("")
