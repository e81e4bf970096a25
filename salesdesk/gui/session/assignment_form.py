"""The forms of an assignment being written in the talk, with advice beside each field that was touched."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from salesdesk.env.errors import UserError
from salesdesk.env.short_words import brief
from salesdesk.frozen import frozen
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill, link, row
from salesdesk.gui.measures import keep
from salesdesk.gui.session.parts import labelled, words_label
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.combo_box import ComboBox
from salesdesk.gui.widgets.date_edit import DateEdit
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.form_parts import ChoiceButtons, Offered, show_written, written_in
from salesdesk.model.words import AXES, BASES
from salesdesk.practice.assignment_library import DIAGNOSIS_QUESTIONS, IDEAS, SALES_TEMPLATES, Idea
from salesdesk.practice.assignments import Advice, AssignmentDraft
from salesdesk.services.sessions.values import SessionState


@frozen
class Start:
    """What the form may start from: the answer to what would help most."""

    axis: str = ""


class AssignmentForm(QWidget):
    """What every assignment needs; a subclass adds its own fields in `build()`, named as the draft names them.

    It knows which fields were touched, so that advice comes beside them and not before them.
    """

    draft_edited = Signal()
    days: ClassVar[int] = 7
    knows_how: ClassVar[bool] = True

    def __init__(self, context: GuiContext, state: SessionState, start: Start) -> None:
        super().__init__()
        self.context, self.state, self.begins_with = context, state, start
        self.what = QLineEdit()
        self.due = DateEdit(context.theme, context.formats, context.clock)
        self.fields = QVBoxLayout(self)
        self.named: dict[str, Any] = {}
        self._touched: set[str] = set()
        self._advice: dict[str, QLabel] = {}
        self._build_ui()

    def build(self) -> None:
        """Adds the fields of this kind between what and when."""

    def draft(self) -> AssignmentDraft:
        """Gives the draft as it stands."""
        values = written_in(self.named) | {
            name: read_or_why(read)[0] for name, read in self.readers().items()
        }
        return AssignmentDraft(knows_how=self.knows_how, assigned_on=self.context.clock.today(), **values)

    def readers(self) -> dict[str, Callable[[], Any]]:
        """Gives how the fields are read whose words may be refused; each raises UserError."""
        return {"due_on": self.due.read}

    def refusals(self) -> list[Advice]:
        """Gives what was typed and cannot be read: it stays, and holds the draft back."""
        found = {name: read_or_why(read)[1] for name, read in self.readers().items()}
        return [Advice(name, "required", why) for name, why in found.items() if why]

    def written(self) -> dict[str, Any]:
        """Gives what stands in the form, to be kept until it is agreed."""
        day = self.due_day()
        return written_in(self.named) | {"due_on": day.isoformat() if day else ""}

    def show_written(self, written: Mapping[str, Any]) -> None:
        """Shows what was kept; a field that was not kept stays as it begins."""
        kept = {name: value for name, value in written.items() if value != ""}
        if "due_on" in kept:
            self.due.set_day(date.fromisoformat(kept.pop("due_on")))
        show_written(self.named, kept)

    @property
    def opportunity_id(self) -> int | None:
        """Gives the deal it is for, where there is one."""
        return None

    def show_advice(self, advice: list[Advice], *, everything: bool = False) -> None:
        """Shows one sentence beside each field that was touched, or beside all; then the first waits for the keys."""
        for field, label in self._advice.items():
            said = next((a for a in advice if a.field == field), None)
            wanted = said is not None and (everything or field in self._touched or field == "kind")
            label.setText(said.sentence if said and wanted else "")
            label.setVisible(wanted)
            set_role(label, "advice", "soon" if wanted and said and said.severity == "required" else "")
        missing = next((a.field for a in advice if everything and a.severity == "required"), "")
        if missing in self.named:
            self.named[missing].setFocus()

    def due_day(self) -> date | None:
        """Gives the day as it is typed; none where it cannot be read, so that no other day takes its place."""
        return read_or_why(self.due.read)[0]

    def begin_typing(self) -> None:
        """Puts the cursor where the writing goes on."""
        (self.after_what() if self.what.text().strip() else self.what).setFocus()

    def after_what(self) -> QWidget:
        """Gives the field that comes after what is said to be done."""
        return self.due

    def add(self, words: str, field: QWidget, name: str, beside: QVBoxLayout | None = None) -> None:
        """Adds a labelled field with room for advice under it, perhaps with another beside it."""
        self.named[name] = configure(field, name=f"draft_{name}")
        above = labelled(words, field)
        fill(self.fields, row((beside, 3), (above, 2), gap=8) if beside is not None else above)
        self.note_for(name)
        for edited in ("textEdited", "date_edited", "editTextChanged", "value_edited"):
            if hasattr(field, edited):
                getattr(field, edited).connect(partial(self._on_field_edited, name))

    def note_for(self, name: str) -> None:
        """Makes room for the advice on a field."""
        self._advice[name] = words_label("", "advice")
        self._advice[name].hide()
        self.fields.addWidget(self._advice[name])

    def touch(self, name: str) -> None:
        """Notes that a field was touched; what is written may also point at a nudge."""
        self._touched |= {name, "nudge"} if name == "what" else {name}
        self.draft_edited.emit()

    def take(self, words: str) -> None:
        """Takes words to start from."""
        self.what.setText(words)
        if words.strip():
            self.touch("what")

    def _on_field_edited(self, name: str, *_value: object) -> None:
        self.touch(name)

    def _build_ui(self) -> None:
        set_role(self, "column")
        keep(self.context.theme, self.fields, margins=(0, 0, 8, 0), spacing=8)
        self.add(_("What will be done?"), self.what, "what")
        self.build()
        keep(self.context.theme, self.due, most_width=220)
        self.due.set_day(self.context.clock.today() + timedelta(days=self.days))
        self.add(_("By when?"), self.due, "due_on")
        self.due.problem_told.connect(partial(self._on_field_edited, "due_on"))
        self.note_for("kind")
        self.fields.addStretch()


class SalesForm(AssignmentForm):
    """Work the person knows how to do: three patterns to start from, and perhaps the deal it is for."""

    def build(self) -> None:
        """Adds the patterns and the deal."""
        for template in SALES_TEMPLATES:
            says = _("Start from: {label}", label=template.label)
            self.fields.addWidget(link(template.label, partial(self._start_from, template.what), says=says))
        self.note_for("nudge")
        self.note_for("knows_how")
        deal = self.state.deal
        self._for_deal = configure(CheckBox(self.context.theme, _("For this deal")), name="draft_for_deal")
        self._for_deal.setChecked(deal is not None and self.state.step == "deal")
        self._for_deal.setVisible(deal is not None)
        self._for_deal.clicked.connect(lambda: self.touch("for_deal"))
        self.fields.addWidget(self._for_deal)
        if deal is not None:
            self._for_deal.setAccessibleName(_("For {name}", name=deal.name))
            # A check box cannot wrap its words; a long name would push the form out of the panel.
            self.fields.addWidget(words_label(deal.name, "small"))

    def written(self) -> dict[str, Any]:
        """Gives what stands in the form, with the deal it is for."""
        return super().written() | {"deal": self.opportunity_id}

    def show_written(self, written: Mapping[str, Any]) -> None:
        """Shows what was kept; another deal that is talked about now is not taken for it."""
        super().show_written(written)
        deal = self.state.deal
        if "deal" in written and deal is not None:
            self._for_deal.setChecked(written["deal"] == deal.id)

    @property
    def opportunity_id(self) -> int | None:
        """Gives the deal it is for, where that is ticked."""
        deal = self.state.deal
        return deal.id if deal is not None and self._for_deal.isChecked() else None

    def _start_from(self, words: str) -> None:
        self.take(words)
        self.what.setFocus()


MOST_DIGITS = 4
OWN_WORDS = _("Your own words stay. Empty the field to start from an idea.")


class DevelopmentForm(AssignmentForm):
    """Something to learn in one small step, inside work that is done anyway."""

    days = 14
    knows_how = False

    def __init__(self, context: GuiContext, state: SessionState, start: Start) -> None:
        theme = context.theme
        self._ideas, self._basis_text = ComboBox(theme), ComboBox(theme)
        self._competency = ChoiceField([(c.id, c.name) for c in state.competencies], theme, required=False)
        self._axis = ChoiceButtons(_offered("axis", AXES, DIAGNOSIS_QUESTIONS), columns=2)
        self._basis = ChoiceButtons(_offered("basis", BASES, {}), columns=2)
        self._done_in, self._own_words, self._minutes = QLineEdit(), QLineEdit(), QLineEdit()
        super().__init__(context, state, start)

    def build(self) -> None:
        """Adds the fields of learning."""
        self._fill_choices()
        self.fields.addWidget(self._ideas)
        self.add(_("What should grow?"), self._axis, "axis")
        self.add(_("From a strength or a gap?"), self._basis, "basis")
        self.add(_("Which one?"), self._basis_text, "basis_text")
        self.add(_("When will you do it, in work you do anyway?"), self._done_in, "done_in")
        self.add(_("How do you put it in your own words?"), self._own_words, "own_words")
        number = labelled(_("Which number should it move?"), self._competency)
        self.add(_("Minutes a week"), self._minutes, "minutes_a_week", number)
        self.named["competency_id"] = self._competency
        if self.begins_with.axis:
            self._axis.show_value(self.begins_with.axis)
        self._basis_text.activated.connect(self._on_strength_activated)
        self._competency.value_edited.connect(lambda: self.touch("competency"))
        self._basis.value_edited.connect(lambda: self._offer_for(self._basis.value()))
        self._ideas.activated.connect(self._on_idea_activated)

    def readers(self) -> dict[str, Callable[[], Any]]:
        """Gives how days and minutes are read."""
        return super().readers() | {"minutes_a_week": lambda: minutes_in(self._minutes.text())}

    def after_what(self) -> QWidget:
        """Gives the first of the buttons that say what should grow."""
        return self._axis.current

    def _fill_choices(self) -> None:
        self._ideas.addItem(_("Need an idea?"), None)
        for idea in IDEAS:
            self._ideas.addItem(f"{idea.gap}: {idea.what}", idea)
        configure(self._ideas, name="draft_ideas", says=_("Ideas to start from"))
        self._basis_text.setEditable(True)
        self._offer_for(None)
        self._competency.setItemText(0, _("None in particular"))
        self._competency.setCurrentIndex(max(0, self._competency.findData(self.state.skill_id)))
        self._done_in.setPlaceholderText(_("Such as: the next three first meetings"))
        for combo in (self._ideas, self._competency, self._basis_text):
            combo.setMinimumContentsLength(10)

    def _offer_for(self, basis: str | None) -> None:
        """Offers the numbers that could grow where a gap is meant, else the strengths; what is typed stays."""
        typed = self._basis_text.currentText()
        gaps = [competency.name for competency in self.state.competencies]
        self._basis_text.clear()
        self._basis_text.addItems(["", *(gaps if basis == "gap" else self.state.strengths)])
        self._basis_text.setEditText(typed)

    def _on_strength_activated(self, place: int) -> None:
        if place and self._basis.value() is None:
            self._basis.show_value("strength")

    def _on_idea_activated(self, place: int) -> None:
        """Fills in what an idea proposes; words of one's own stay, whatever is looked at in the list."""
        idea: Idea | None = self._ideas.itemData(place)
        if idea is None:
            return
        if self.what.text().strip() not in ("", *(each.what for each in IDEAS)):
            self._ideas.setCurrentIndex(0)
            self.context.messages.say(OWN_WORDS)
            return
        self._done_in.setText(idea.done_in)
        self._minutes.setText(str(idea.minutes_a_week))
        self.due.set_day(self.context.clock.today() + timedelta(weeks=idea.weeks))
        self._axis.show_value(idea.axis)
        self.take(idea.what)
        self.what.setFocus()


def read_or_why(read: Callable[[], Any]) -> tuple[Any, str]:
    """Gives what was typed, or nothing and why it cannot be read."""
    try:
        return read(), ""
    except UserError as problem:
        return None, str(problem)


def minutes_in(typed: str) -> int | None:
    """Reads minutes a week, none where nothing is typed; raises UserError."""
    words = typed.strip()
    if not words:
        return None
    if not (words.isdecimal() and len(words) <= MOST_DIGITS):
        raise UserError(
            _("“{typed}” is no number of minutes a week. Type digits, such as 15.", typed=brief(typed))
        )
    return int(words)


def _offered(name: str, words: Mapping[str, str], hints: Mapping[str, str]) -> list[Offered]:
    """Gives the choices of a field with what explains them."""
    return [(value, label, f"draft_{name}_{value}", hints.get(value, "")) for value, label in words.items()]
