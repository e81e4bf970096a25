"""The forms of an assignment being written in the talk, with advice beside each field that was touched."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from salesdesk.env.errors import UserError
from salesdesk.gui.context import GuiContext
from salesdesk.gui.measures import keep
from salesdesk.gui.session.parts import labelled, row_of, takes_only, words_label
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.combo_box import ComboBox
from salesdesk.gui.widgets.date_edit import DateEdit
from salesdesk.model.coaching import AXES, BASES
from salesdesk.practice.assignment_library import DIAGNOSIS_QUESTIONS, IDEAS, SALES_TEMPLATES, Idea
from salesdesk.practice.assignments import Advice, AssignmentDraft
from salesdesk.services.sessions.values import SessionState


@dataclass(frozen=True)
class Start:
    """What the form may start from: the answer to what would help most."""

    axis: str = ""


class AssignmentForm(QWidget):
    """What every assignment needs; a subclass adds its own fields in `build()`.

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
        self._touched: set[str] = set()
        self._named: dict[str, QWidget] = {}
        self._advice: dict[str, QLabel] = {}
        self._build_ui()

    def build(self) -> None:
        """Adds the fields of this kind between what and when."""

    def draft(self) -> AssignmentDraft:
        """Gives the draft as it stands."""
        return AssignmentDraft(
            what=self.what.text(), assigned_on=self.context.clock.today(), due_on=self.due_day()
        )

    def written(self) -> dict[str, Any]:
        """Gives what stands in the form, to be kept until it is agreed."""
        day = self.due_day()
        return {"what": self.what.text(), "due_on": day.isoformat() if day else ""}

    def show_written(self, written: Mapping[str, Any]) -> None:
        """Shows what was kept; a field that was not kept stays as it begins."""
        self.what.setText(written.get("what") or self.what.text())
        if written.get("due_on"):
            self.due.set_day(date.fromisoformat(written["due_on"]))

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
        if missing in self._named:
            self._named[missing].setFocus()

    def due_day(self) -> date | None:
        """Gives the day as it is typed; none where it cannot be read, so that no other day takes its place."""
        try:
            return self.due.read()
        except UserError:
            return None

    def begin_typing(self) -> None:
        """Puts the cursor where the writing goes on."""
        (self.after_what() if self.what.text().strip() else self.what).setFocus()

    def after_what(self) -> QWidget:
        """Gives the field that comes after what is said to be done."""
        return self.due

    def add(self, words: str, field: QWidget, name: str) -> None:
        """Adds a labelled field with room for advice under it."""
        field.setObjectName(f"draft_{name}")
        self._named[name] = field
        self.fields.addLayout(labelled(words, field))
        self.note_for(name)
        if isinstance(field, QLineEdit):
            field.textEdited.connect(lambda: self.touch(name))

    def note_for(self, name: str, field: QWidget | None = None) -> None:
        """Makes room for the advice on a field, which waits for the keys where something is missing."""
        if field is not None:
            self._named[name] = field
        label = words_label("", "advice")
        label.hide()
        self._advice[name] = label
        self.fields.addWidget(label)

    def touch(self, name: str) -> None:
        """Notes that a field was touched; what is written may also point at a nudge."""
        self._touched |= {name, "nudge"} if name == "what" else {name}
        self.draft_edited.emit()

    def take(self, words: str) -> None:
        """Takes words to start from."""
        self.what.setText(words)
        if words.strip():
            self.touch("what")

    def _build_ui(self) -> None:
        set_role(self, "column")
        keep(self.context.theme, self.fields, margins=(0, 0, 8, 0), spacing=8)
        self.add(_("What will be done?"), self.what, "what")
        self.build()
        keep(self.context.theme, self.due, most_width=220)
        self.due.set_day(self.context.clock.today() + timedelta(days=self.days))
        self.add(_("By when?"), self.due, "due_on")
        self.due.date_edited.connect(lambda: self.touch("due_on"))
        self.note_for("kind")
        self.fields.addStretch()


class SalesForm(AssignmentForm):
    """Work the person knows how to do: three patterns to start from, and perhaps the deal it is for."""

    def build(self) -> None:
        """Adds the patterns and the deal."""
        for template in SALES_TEMPLATES:
            button = QPushButton(template.label)
            set_role(button, "link")
            button.setAccessibleName(_("Start from: {label}", label=template.label))
            button.clicked.connect(self._starter(template.what))
            self.fields.addWidget(button)
        self.note_for("nudge")
        self.note_for("knows_how")
        deal = self.state.deal
        self._for_deal = CheckBox(self.context.theme, _("For this deal"))
        self._for_deal.setObjectName("draft_for_deal")
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

    def _starter(self, words: str) -> Callable[[], None]:
        return lambda: self._start_from(words)

    def _start_from(self, words: str) -> None:
        self.take(words)
        self.what.setFocus()

    def draft(self) -> AssignmentDraft:
        """Gives the draft as it stands."""
        return AssignmentDraft(
            what=self.what.text(),
            knows_how=True,
            assigned_on=self.context.clock.today(),
            due_on=self.due_day(),
        )

    @property
    def opportunity_id(self) -> int | None:
        """Gives the deal it is for, where that is ticked."""
        deal = self.state.deal
        return deal.id if deal is not None and self._for_deal.isChecked() else None


OWN_WORDS = _("Your own words stay. Empty the field to start from an idea.")


class DevelopmentForm(AssignmentForm):
    """Something to learn in one small step, inside work that is done anyway."""

    days = 14
    knows_how = False

    def __init__(self, context: GuiContext, state: SessionState, start: Start) -> None:
        self._ideas, self._basis_text, self._competency = (ComboBox(context.theme) for _ in range(3))
        self._done_in, self._own_words, self._minutes = QLineEdit(), QLineEdit(), QLineEdit()
        super().__init__(context, state, start)

    def build(self) -> None:
        """Adds the fields of learning."""
        self._axes, self._bases = QButtonGroup(self), QButtonGroup(self)
        self._fill_choices()
        self.fields.addWidget(self._ideas)
        self.fields.addWidget(words_label(_("What should grow?"), "small"))
        self.fields.addLayout(_choices(self._axes, AXES, DIAGNOSIS_QUESTIONS, "axis"))
        self.note_for("axis", self._axes.buttons()[0])
        self.fields.addWidget(words_label(_("From a strength or a gap?"), "small"))
        self.fields.addLayout(_choices(self._bases, BASES, {}, "basis"))
        self.note_for("basis", self._bases.buttons()[0])
        self.add(_("Which one?"), self._basis_text, "basis_text")
        self.add(_("When will you do it, in work you do anyway?"), self._done_in, "done_in")
        self._done_in.setPlaceholderText(_("Such as: the next three first meetings"))
        self.add(_("How do you put it in your own words?"), self._own_words, "own_words")
        row = row_of(stretch=False)
        row.addLayout(labelled(_("Which number should it move?"), self._competency), 3)
        row.addLayout(labelled(_("Minutes a week"), self._minutes), 2)
        self.fields.addLayout(row)
        self.note_for("minutes_a_week")
        self._begin()
        self._connect()

    def draft(self) -> AssignmentDraft:
        """Gives the draft as it stands."""
        minutes = self._minutes.text().strip()
        return AssignmentDraft(
            what=self.what.text(), knows_how=False, axis=_checked(self._axes), basis=_checked(self._bases),
            basis_text=self._basis_text.currentText(), done_in=self._done_in.text(),
            own_words=self._own_words.text(), minutes_a_week=int(minutes) if minutes.isdigit() else None,
            assigned_on=self.context.clock.today(), due_on=self.due_day(),
            competency_id=self._competency.currentData(),
        )  # fmt: skip

    def written(self) -> dict[str, Any]:
        """Gives what stands in the form, to be kept until it is agreed."""
        return super().written() | {
            "axis": _checked(self._axes), "basis": _checked(self._bases),
            "basis_text": self._basis_text.currentText(), "done_in": self._done_in.text(),
            "own_words": self._own_words.text(), "minutes": self._minutes.text(),
            "competency": self._competency.currentData(),
        }  # fmt: skip

    def show_written(self, written: Mapping[str, Any]) -> None:
        """Shows what was kept; a field that was not kept stays as it begins."""
        super().show_written(written)
        _check(self._axes, written.get("axis") or "")
        _check(self._bases, written.get("basis") or "")
        self._basis_text.setCurrentText(written.get("basis_text", ""))
        self._done_in.setText(written.get("done_in", ""))
        self._own_words.setText(written.get("own_words", ""))
        self._minutes.setText(written.get("minutes", ""))
        if "competency" in written:
            self._competency.setCurrentIndex(max(0, self._competency.findData(written["competency"])))

    def after_what(self) -> QWidget:
        """Gives the first of the buttons that say what should grow."""
        return self._axes.checkedButton() or self._axes.buttons()[0]

    def _fill_choices(self) -> None:
        self._ideas.addItem(_("Need an idea?"), None)
        for idea in IDEAS:
            self._ideas.addItem(f"{idea.gap}: {idea.what}", idea)
        self._ideas.setObjectName("draft_ideas")
        self._ideas.setAccessibleName(_("Ideas to start from"))
        self._basis_text.setEditable(True)
        self._offer_for("")
        self._competency.setObjectName("draft_competency")
        self._competency.addItem(_("None in particular"), None)
        for competency in self.state.competencies:
            self._competency.addItem(competency.name, competency.id)
        self._minutes.setObjectName("draft_minutes")
        takes_only(self._minutes, r"\d{0,3}")
        for combo in (self._ideas, self._competency, self._basis_text):
            combo.setMinimumContentsLength(10)

    def _begin(self) -> None:
        self._competency.setCurrentIndex(max(0, self._competency.findData(self.state.skill_id)))
        if self.begins_with.axis:
            _check(self._axes, self.begins_with.axis)

    def _connect(self) -> None:
        self._minutes.textEdited.connect(lambda: self.touch("minutes_a_week"))
        self._basis_text.editTextChanged.connect(lambda: self.touch("basis_text"))
        self._basis_text.activated.connect(self._on_strength_activated)
        self._competency.activated.connect(lambda: self.touch("competency"))
        self._axes.buttonClicked.connect(lambda: self.touch("axis"))
        self._bases.buttonClicked.connect(self._on_basis_chosen)
        self._ideas.activated.connect(self._on_idea_activated)

    def _offer_for(self, basis: str) -> None:
        """Offers the numbers that could grow where a gap is meant, else the strengths; what is typed stays."""
        typed = self._basis_text.currentText()
        gaps = [competency.name for competency in self.state.competencies]
        self._basis_text.clear()
        self._basis_text.addItems(["", *(gaps if basis == "gap" else self.state.strengths)])
        self._basis_text.setEditText(typed)

    def _on_basis_chosen(self) -> None:
        self._offer_for(_checked(self._bases) or "")
        self.touch("basis")

    def _on_strength_activated(self, place: int) -> None:
        if place and _checked(self._bases) is None:
            _check(self._bases, "strength")

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
        _check(self._axes, idea.axis)
        self.take(idea.what)
        self.what.setFocus()


def _choices(group: QButtonGroup, words: dict[str, str], hints: dict[str, str], name: str) -> QGridLayout:
    """Lays out buttons of which one is chosen, two in a row."""
    grid = QGridLayout()
    grid.setSpacing(6)
    for place, (value, label) in enumerate(words.items()):
        button = QPushButton(label)
        button.setCheckable(True)
        button.setProperty("value", value)
        button.setObjectName(f"draft_{name}_{value}")
        button.setToolTip(hints.get(value, ""))
        button.setAccessibleDescription(hints.get(value, ""))
        set_role(button, "choice")
        group.addButton(button)
        grid.addWidget(button, place // 2, place % 2)
    return grid


def _checked(group: QButtonGroup) -> str | None:
    button = group.checkedButton()
    return str(button.property("value")) if button is not None else None


def _check(group: QButtonGroup, value: str) -> None:
    for button in group.buttons():
        if button.property("value") == value:
            button.setChecked(True)
