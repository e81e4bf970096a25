"""Writes an assignment: first what, then the fork "does the person already know how to do this?"."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from salesdesk.env.errors import UserError
from salesdesk.gui.coaching.compose_form import ComposeForm, Parts
from salesdesk.gui.context import GuiContext
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.date_edit import DateEdit
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.model.fields import Field
from salesdesk.practice.assignments import THE_QUESTION, AssignmentDraft
from salesdesk.services.changes import Changes
from salesdesk.services.coaching.service import CoachingService

DUE_DAYS: Final = 14
MOST_ADVICE: Final = 3
LED_TO: Final = {
    None: "",
    True: _("Yes: a sales assignment."),
    False: _("Not yet: a development assignment, a small step of learning."),
}


class ComposeAssignment(ComposeForm):
    """An assignment while it is written; the answer to the fork shows the fields its kind needs."""

    kind = "assignment"
    heading = _("New assignment")
    verb = _("Assign")

    def __init__(self, context: GuiContext, coaching: CoachingService, axes: Field, bases: Field) -> None:
        super().__init__(context)
        self._context, self._coaching = context, coaching
        self._what, self._basis_text, self._done_in, self._own_words = (QLineEdit() for _unused in range(4))
        self._yes, self._no = QPushButton(_("Yes")), QPushButton(_("Not yet"))
        self._group = QButtonGroup(self)
        self._axis = ChoiceField([(c.value, c.label) for c in axes.choices], context.theme, required=False)
        self._basis = ChoiceField([(c.value, c.label) for c in bases.choices], context.theme, required=False)
        self._due = DateEdit(context.theme, context.formats, context.clock, _("Due"))
        self._led_to, self._advice, self._development = QLabel(), QLabel(), QWidget()
        self._build_form()
        self._connect_form()
        self.ready()

    def first_field(self) -> QWidget:
        """Gives the field to start in."""
        return self._what

    def parts(self) -> Parts:
        """Gives the fields of the draft."""
        return {
            "what": self._what, "yes": self._yes, "no": self._no, "axis": self._axis, "basis": self._basis,
            "basis_text": self._basis_text, "done_in": self._done_in, "own_words": self._own_words,
            "due": self._due,
        }  # fmt: skip

    def show_draft(self, written: Mapping[str, Any], preset: str = "") -> None:
        """Shows what was begun, with the fields its answer asks for."""
        super().show_draft(written, preset)
        self._on_draft_edited()

    def draft(self) -> AssignmentDraft:
        """Gives the assignment as far as it is written."""
        knows_how = True if self._yes.isChecked() else False if self._no.isChecked() else None
        plain = AssignmentDraft(
            what=self._what.text(),
            knows_how=knows_how,
            due_on=self._due.read(),
            assigned_on=self._context.clock.today(),
        )
        if knows_how is not False:
            return plain
        return replace(
            plain, axis=self._axis.value(), basis=self._basis.value(), basis_text=self._basis_text.text(),
            done_in=self._done_in.text(), own_words=self._own_words.text(),
        )  # fmt: skip

    def add(self) -> Changes:
        """Agrees on the assignment."""
        return self._coaching.add_assignment(self.needed_person_id(), self.draft())

    def choose_kind(self, kind: str) -> None:
        """Answers the fork beforehand where only one answer leads to what is wanted."""
        (self._no if kind == "development" else self._yes).setChecked(True)
        self._on_draft_edited()

    def clear(self) -> None:
        """Empties the form; the fork is asked anew for every assignment."""
        for field in (self._what, self._basis_text, self._done_in, self._own_words):
            field.clear()
        self._group.setExclusive(False)
        for answer in (self._yes, self._no):
            answer.setChecked(False)
        self._group.setExclusive(True)
        self._axis.setCurrentIndex(0)
        self._basis.setCurrentIndex(0)
        self._due.set_day(self._context.clock.today() + timedelta(days=DUE_DAYS))
        self._on_draft_edited()

    def _build_form(self) -> None:
        self._what.setObjectName("compose_assignment_what")
        self._yes.setObjectName("compose_knows_how")
        self._no.setObjectName("compose_does_not_know_how")
        self.add_field(_("With"), self.person)
        self.add_field(_("What will be done"), self._what)
        self.add_field(THE_QUESTION, self._built_fork(), buddy=self._yes)
        self.add_field("", self._led_to)
        self.add_field("", self._built_development())
        self.add_field(_("Due"), self._due)
        self.add_field("", self._advice)
        set_role(self._led_to, "small")
        set_role(self._advice, "small", "soon")
        for words in (self._led_to, self._advice):
            words.setWordWrap(True)

    def _built_fork(self) -> QWidget:
        fork = QWidget()
        line = QHBoxLayout(fork)
        line.setContentsMargins(0, 0, 0, 0)
        for answer in (self._yes, self._no):
            answer.setCheckable(True)
            answer.setAccessibleDescription(THE_QUESTION)
            set_role(answer, "pill")
            self._group.addButton(answer)
            line.addWidget(answer)
        line.addStretch()
        return fork

    def _built_development(self) -> QWidget:
        layout = QVBoxLayout(self._development)
        layout.setContentsMargins(0, 0, 0, 0)
        keep(self.theme, layout, spacing=4)
        self._done_in.setPlaceholderText(_("Such as: the next three first meetings"))
        for label, field, name in (
            (_("What should grow?"), self._axis, "compose_axis"),
            (_("From a strength or a gap?"), self._basis, "compose_basis"),
            (_("Which one?"), self._basis_text, "compose_basis_text"),
            (_("When, in work they do anyway?"), self._done_in, "compose_done_in"),
            (_("The gap in the person's own words"), self._own_words, "compose_own_words"),
        ):
            words = QLabel(label)
            set_role(words, "small")
            words.setBuddy(field)
            field.setObjectName(name)
            field.setAccessibleName(label)
            layout.addWidget(words)
            layout.addWidget(field)
        return self._development

    def _connect_form(self) -> None:
        for field in (self._what, self._basis_text, self._done_in, self._own_words):
            field.textEdited.connect(self._on_draft_edited)
        for chooser in (self._axis, self._basis):
            chooser.value_edited.connect(self._on_draft_edited)
        self._group.buttonClicked.connect(self._on_draft_edited)
        self._due.date_edited.connect(self._on_draft_edited)
        self.person.activated.connect(self._on_draft_edited)

    def _on_draft_edited(self) -> None:
        try:
            draft = self.draft()
        except UserError:
            # The day is still being typed; its field says so itself when it is left.
            return
        self._development.setVisible(draft.knows_how is False)
        self._led_to.setText(LED_TO[draft.knows_how])
        self._led_to.setVisible(draft.knows_how is not None)
        self._show_advice(draft)

    def _show_advice(self, draft: AssignmentDraft) -> None:
        """Thinks aloud only about what is written; what is missing is said when it is to be added."""
        person = self.person_id()
        if person is None or not draft.what.strip() or draft.knows_how is None:
            self._advice.setVisible(False)
            return
        found = [a.sentence for a in self._coaching.advice(person, draft) if a.severity == "warning"]
        self._advice.setText("\n".join(found[:MOST_ADVICE]))
        self._advice.setVisible(bool(found))
