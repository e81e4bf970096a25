"""The one form for a new record: what it asks for is declared, the fields are made as their kind declares them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from salesdesk.env.errors import UserError
from salesdesk.frozen import frozen
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import column, configure, fill, row
from salesdesk.gui.measures import keep
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.date_edit import DateEdit
from salesdesk.gui.widgets.field_editors import ChoiceField, make_field_editor
from salesdesk.gui.widgets.form_parts import ChoiceButtons, Offered, edits_of, show_written, written_in
from salesdesk.gui.widgets.keyed_form import KeyedForm
from salesdesk.gui.widgets.labels import PlainLabel, wrapping_label
from salesdesk.model import field_of
from salesdesk.model.fields import Field
from salesdesk.services.changes import Changes
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.records import RecordsService

What = Literal["note", "assignment", "point", "meeting", "strength"]
BESIDE_WIDTH = 90


@frozen
class Asked:
    """A field a form asks for: one of its kind by name, else the `field` given, or a choice among `buttons`.

    `label` and `hint` are its words where those of the kind would not do; it stands `beside` the one before it, and
    only while `when` says so.
    """

    name: str
    label: str = ""
    hint: str = ""
    field: Field | None = None
    buttons: tuple[Offered, ...] = ()
    beside: bool = False
    when: "Callable[[ComposeForm], bool] | None" = None


@frozen
class Said:
    """A sentence in a form that follows what is written."""

    words: "Callable[[ComposeForm], str]"
    name: str
    tone: str = ""


@frozen(kw_only=True)
class NewRecord:
    """A form for a new record: its words, whom it is about, what it asks and says, and what adds the record.

    `begins` gives the first values, `preset` those of a kind of meeting or assignment that is wanted.
    """

    what: What
    kind: str
    heading: str
    verb: str
    whom: str
    lines: tuple[Asked | Said, ...]
    add: "Callable[[ComposeForm], Changes]"
    first: str
    may_be_nobody: bool = False
    begins: "Callable[[ComposeForm], Mapping[str, Any]]" = lambda _form: {}
    preset: Callable[[str], Mapping[str, Any]] = lambda _kind: {}


class ComposeForm(KeyedForm):
    """A form that adds one record; a refusal stands under the fields.

    Enter in a field of one line adds, and so does Ctrl+Enter anywhere; Esc leaves and Cancel empties. What stands
    in the fields is a draft until it is added.
    """

    adding = Signal()
    added = Signal(object)
    left = Signal()
    emptied = Signal()
    edited = Signal()
    person_turned = Signal()

    def __init__(
        self, context: GuiContext, coaching: CoachingService, records: RecordsService, declared: NewRecord
    ) -> None:
        super().__init__()
        self.context, self.coaching, self.records, self.declared = context, coaching, records, declared
        self.person = ChoiceField([], context.theme, required=True)
        self._problem, self._fields = wrapping_label("", "muted", "soon"), QVBoxLayout()
        self._add, self._leave = QPushButton(declared.verb), QPushButton(_("Cancel"))
        self._parts: dict[str, QWidget] = {}
        self._following: list[Callable[[], object]] = []
        self._blank: dict[str, Any] = {}
        self._filling = False
        self._build_ui()
        self._connect()
        self.show_draft({})

    @property
    def blank(self) -> bool:
        """Tells whether nothing was typed yet."""
        return self.written() == self._blank

    def written(self) -> dict[str, Any]:
        """Gives what stands in the form."""
        return written_in(self._parts)

    def show_draft(self, written: Mapping[str, Any], preset: str = "") -> None:
        """Shows what was begun; where nothing was, the form is empty but for the kind that is wanted."""
        wanted: Mapping[str, Any] = self.declared.preset(preset) if preset else {}
        self._filling = True
        show_written(self._parts, dict.fromkeys(self._parts))
        _show(self._parts, {**self.declared.begins(self), **wanted})
        self._blank = self.written()
        _show(self._parts, {**written, **wanted})
        self._filling = False
        self.say("")
        self._follow()

    def value(self, name: str) -> Any:
        """Gives what is written in a field; raises UserError where it is no day yet."""
        field = self._parts[name]
        return field.read() if isinstance(field, DateEdit) else written_in({name: field})[name]

    def start(self) -> None:
        """Puts the keyboard into the field in which the writing begins, after what stands there already."""
        first = self._parts[self.declared.first]
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, QLineEdit):
            first.end(False)
        elif isinstance(first, QPlainTextEdit):
            first.moveCursor(QTextCursor.MoveOperation.End)

    def show_people(self, people: list[tuple[int, str]], chosen: int | None) -> None:
        """Offers the people of the team and chooses one, of the whole team the first.

        Whom the form is not for, such as the manager's own work, leaves it at nobody: who it is then has to be said.
        """
        self.person.clear()
        if self.declared.may_be_nobody:
            self.person.addItem(_("Nobody in particular"), None)
        for person_id, name in people:
            self.person.addItem(name, person_id)
        place = self.person.findData(chosen)
        nobody = chosen is not None and not self.declared.may_be_nobody
        self.person.setCurrentIndex(place if nobody else max(0, place))

    def person_id(self) -> int | None:
        """Gives the person chosen, or None for nobody in particular."""
        return self.person.currentData()

    def needed_person_id(self) -> int:
        """Gives the person chosen; raises UserError where nobody is, or the team has nobody yet."""
        chosen = self.person.currentData()
        if chosen is None and self.person.count():
            raise UserError(_("Nothing was added yet. Choose first whom it is for."))
        if chosen is None:
            raise UserError(_("Nobody is in the team yet, so nothing was added. Add a salesperson first."))
        return int(chosen)

    def end_by_key(self) -> None:
        """Adds the record, or says under the fields what is missing."""
        self.adding.emit()
        try:
            changes = self.declared.add(self)
        except UserError as problem:
            self.say(str(problem))
            return
        self.say("")
        self.added.emit(changes)

    def say(self, sentence: str) -> None:
        """Shows a sentence under the fields, or none."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves with Esc; Enter and Ctrl+Enter add."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Lets Tab lead from field to field and then to the buttons, whatever window the form was put into."""
        super().showEvent(event)
        parts = (each.buttons if isinstance(each, ChoiceButtons) else [each] for each in self._parts.values())
        walk = (self.person, *(each for part in parts for each in part), self._add, self._leave)
        for before, after in pairwise(walk):
            QWidget.setTabOrder(before, after)

    def _build_ui(self) -> None:
        declared, theme = self.declared, self.context.theme
        configure(self, "clear")
        configure(self.person, name="compose_person", says=_("Salesperson")).setPlaceholderText(
            _("Choose one")
        )
        tip = _("{verb} (Ctrl+Enter)", verb=declared.verb)
        configure(self._add, "primary", name="compose_add", tip=tip, writes=True)
        self._problem.setObjectName("compose_problem")
        self._leave.setObjectName("compose_leave")
        self._fields.addWidget(_small(declared.whom, self.person))
        self._fields.addWidget(self.person)
        for line in declared.lines:
            if isinstance(line, Said):
                self._add_said(line)
            else:
                self._add_field(line)
        keep(theme, self._fields, spacing=4)
        column(self._fields, self._problem, row(self._add, self._leave, None), None, on=self)

    def _add_field(self, asked: Asked) -> None:
        part = self._parts[asked.name] = self._editor(asked)
        part.setObjectName(f"compose_{self.declared.what}_{asked.name}")
        if asked.beside:
            line = self._fields.takeAt(self._fields.count() - 1)
            keep(self.context.theme, part, most_width=BESIDE_WIDTH)
            fill(self._fields, row((line.widget(), 1), part) if line is not None else row(part))
            return
        label = "" if isinstance(part, CheckBox) else asked.label or part.accessibleName()
        buddy = part.buttons[0] if isinstance(part, ChoiceButtons) else part
        shown = [_small(label, buddy), part] if label else [part]
        for each in shown:
            self._fields.addWidget(each)
        if (when := asked.when) is not None:
            self._following.append(lambda: [each.setVisible(when(self)) for each in shown])

    def _add_said(self, said: Said) -> None:
        label = configure(
            wrapping_label("", "small", said.tone), name=f"compose_{self.declared.what}_{said.name}"
        )
        self._fields.addWidget(label)

        def follow() -> None:
            """Says what is so now."""
            words = said.words(self)
            label.setText(words)
            label.setVisible(bool(words))

        self._following.append(follow)

    def _editor(self, asked: Asked) -> QWidget:
        if asked.buttons:
            return ChoiceButtons(asked.buttons, "pill")
        field = asked.field or field_of(self.declared.kind, asked.name)
        part = make_field_editor(
            replace(field, label=asked.label) if asked.label else field, self.context.tools
        )
        if asked.hint and isinstance(part, QLineEdit | QPlainTextEdit):
            part.setPlaceholderText(asked.hint)
        return part

    def _connect(self) -> None:
        self._add.clicked.connect(self.end_by_key)
        self._leave.clicked.connect(self.emptied)
        self.person.activated.connect(self.person_turned)
        self.person.activated.connect(self._follow)
        for part in self._parts.values():
            edits_of(part).connect(self._on_part_edited)
            if isinstance(part, DateEdit):
                part.problem_told.connect(self.say)

    def _on_part_edited(self) -> None:
        if not self._filling:
            self._follow()
            self.edited.emit()

    def _follow(self) -> None:
        """Lets what is shown and said follow what is written; a day still being typed says so when it is left."""
        try:
            for follow in self._following:
                follow()
        except UserError:
            return


def _show(parts: Mapping[str, QWidget], values: Mapping[str, Any]) -> None:
    """Shows values by name; a day stands there as a day, or as it was typed."""
    days = {name: value for name, value in values.items() if isinstance(value, date)}
    show_written(parts, {name: value for name, value in values.items() if name not in days})
    for name, day in days.items():
        part = parts[name]
        assert isinstance(part, DateEdit), "a day stands in a field for days"
        part.set_day(day)


def _small(words: str, buddy: QWidget) -> QLabel:
    label = configure(PlainLabel(words), "small")
    label.setBuddy(buddy)
    return label
