"""The form of an assignment being written: few fields for work, more for learning, advice beside each."""

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from salesdesk.gui.context import GuiContext
from salesdesk.gui.session.parts import labelled, row_of, words_label
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.date_edit import DateEdit
from salesdesk.model.coaching import AXES, BASES
from salesdesk.practice.assignment_library import DIAGNOSIS_QUESTIONS, IDEAS, SALES_TEMPLATES, Idea
from salesdesk.practice.assignments import Advice, AssignmentDraft
from salesdesk.services.sessions.values import SessionState

SALES_DAYS, DEVELOPMENT_DAYS = 7, 14


@dataclass(frozen=True)
class Start:
    """What the form may start from: a gap that was found, or an axis that was chosen."""

    gap: str = ""
    axis: str = ""


class AssignmentForm(QWidget):
    """Collects a draft; says which field was touched so that advice comes beside it, not before it."""

    draft_edited = Signal()

    def __init__(self, context: GuiContext, state: SessionState, *, knows_how: bool, start: Start) -> None:
        super().__init__()
        self._context, self._state = context, state
        self._knows_how = knows_how
        self._touched: set[str] = set()
        self._advice: dict[str, QLabel] = {}
        self._layout = QVBoxLayout(self)
        self._what, self._basis_text = QLineEdit(), QComboBox()
        self._done_in, self._own_words, self._minutes = QLineEdit(), QLineEdit(), QLineEdit()
        self._axes, self._bases = QButtonGroup(self), QButtonGroup(self)
        self._competency, self._ideas = QComboBox(), QComboBox()
        self._due = DateEdit(context.theme, context.formats, context.clock)
        self._for_deal = CheckBox(context.theme)
        self._build_ui()
        self._begin(start)
        self._connect()

    def draft(self) -> AssignmentDraft:
        """Gives the draft as it stands."""
        minutes = self._minutes.text().strip()
        return AssignmentDraft(
            what=self._what.text(), knows_how=self._knows_how, axis=_checked(self._axes), basis=_checked(self._bases),
            basis_text=self._basis_text.currentText(), done_in=self._done_in.text(), own_words=self._own_words.text(),
            minutes_a_week=int(minutes) if minutes.isdigit() else None, assigned_on=self._context.clock.today(),
            due_on=self._due.day(), competency_id=self._competency.currentData(),
        )  # fmt: skip

    @property
    def opportunity_id(self) -> int | None:
        """Gives the deal it is for, where that is ticked."""
        deal = self._state.deal
        return deal.id if deal is not None and self._knows_how and self._for_deal.isChecked() else None

    def show_advice(self, advice: list[Advice], *, everything: bool = False) -> None:
        """Shows one sentence beside each field that was touched, or beside all."""
        for field, label in self._advice.items():
            said = next((a for a in advice if a.field == field), None)
            wanted = said is not None and (everything or field in self._touched or field == "kind")
            label.setText(said.sentence if said and wanted else "")
            label.setVisible(wanted)
            set_role(label, "advice", "soon" if wanted and said and said.severity == "required" else "")

    def begin_typing(self) -> None:
        """Puts the cursor where the writing starts."""
        self._what.setFocus()

    def _build_ui(self) -> None:
        px = self._context.theme.px
        set_role(self, "column")
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(px(8))
        self._add("What will be done?", self._what, "what")
        if self._knows_how:
            self._build_sales()
        else:
            self._build_development()
        self._due.setMaximumWidth(px(220))
        self._add("By when?", self._due, "due_on")
        self._note_for("kind")
        for name, part in {
            "what": self._what, "done_in": self._done_in, "own_words": self._own_words, "minutes": self._minutes,
            "due": self._due, "basis_text": self._basis_text, "competency": self._competency, "ideas": self._ideas,
            "for_deal": self._for_deal,
        }.items():  # fmt: skip
            part.setObjectName(f"draft_{name}")

    def _build_sales(self) -> None:
        for template in SALES_TEMPLATES:
            button = QPushButton(template.label)
            set_role(button, "link")
            button.clicked.connect(lambda _checked, words=template.what: self._take(words))
            self._layout.addWidget(button)
        self._note_for("nudge")
        self._note_for("knows_how")
        deal = self._state.deal
        self._for_deal.setVisible(deal is not None)
        self._for_deal.setText(f"For {deal.name}" if deal else "")
        self._layout.addWidget(self._for_deal)

    def _build_development(self) -> None:
        self._ideas.addItem("Need an idea?", None)
        for idea in IDEAS:
            self._ideas.addItem(f"{idea.gap}: {idea.what}", idea)
        self._ideas.setAccessibleName("Ideas to start from")
        for combo in (self._ideas, self._competency, self._basis_text):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(10)
        self._layout.addWidget(self._ideas)
        self._layout.addWidget(words_label("What does it build?", "small"))
        self._layout.addLayout(_choices(self._axes, AXES, DIAGNOSIS_QUESTIONS, "axis"))
        self._note_for("axis")
        self._layout.addLayout(_choices(self._bases, BASES, {}, "basis"))
        self._note_for("basis")
        self._basis_text.setEditable(True)
        self._basis_text.addItems(["", *self._state.strengths])
        self._add("Which strength, or which gap?", self._basis_text, "basis_text")
        self._add("In which activity that exists already?", self._done_in, "done_in")
        self._done_in.setPlaceholderText("Such as: the next three first meetings")
        self._add(
            f"How does {self._state.person.first_name} put it in own words?", self._own_words, "own_words"
        )
        self._competency.addItem("None in particular", None)
        for competency in self._state.competencies:
            self._competency.addItem(competency.name, competency.id)
        row = row_of(stretch=False)
        row.addLayout(labelled("Which number should it move?", self._competency), 3)
        row.addLayout(labelled("Minutes a week", self._minutes), 2)
        self._layout.addLayout(row)
        self._note_for("minutes_a_week")

    def _begin(self, start: Start) -> None:
        today = self._context.clock.today()
        self._due.set_day(today + timedelta(days=SALES_DAYS if self._knows_how else DEVELOPMENT_DAYS))
        self._competency.setCurrentIndex(max(0, self._competency.findData(self._state.skill_id)))
        self._for_deal.setChecked(self._state.step == "deal")
        if start.gap:
            self._basis_text.setEditText(start.gap)
            _check(self._bases, "gap")
        if start.axis:
            _check(self._axes, start.axis)

    def _add(self, words: str, field: QWidget, name: str) -> None:
        self._layout.addLayout(labelled(words, field))
        self._note_for(name)

    def _note_for(self, name: str) -> None:
        label = words_label("", "advice")
        label.hide()
        self._advice[name] = label
        self._layout.addWidget(label)

    def _connect(self) -> None:
        for name, line in {
            "what": self._what, "done_in": self._done_in, "own_words": self._own_words,
            "minutes_a_week": self._minutes, "basis_text": self._basis_text.lineEdit() or QLineEdit(),
        }.items():  # fmt: skip
            line.textEdited.connect(lambda _text, field=name: self._touch(field))
        self._due.date_edited.connect(lambda _day: self._touch("due_on"))
        self._axes.buttonClicked.connect(lambda _button: self._touch("axis"))
        self._bases.buttonClicked.connect(lambda _button: self._touch("basis"))
        self._basis_text.activated.connect(self._on_strength_activated)
        self._competency.activated.connect(lambda _place: self.draft_edited.emit())
        self._ideas.activated.connect(self._on_idea_activated)

    def _touch(self, field: str) -> None:
        # Text about learning hints at more than its own field: hours at capacity, a rival at a nudge.
        self._touched |= {field, "nudge"} if field == "what" else {field}
        self.draft_edited.emit()

    def _take(self, words: str) -> None:
        self._what.setText(words)
        self._what.setFocus()
        self._touch("what")

    def _on_strength_activated(self, place: int) -> None:
        if place and _checked(self._bases) is None:
            _check(self._bases, "strength")
        self._touch("basis_text")

    def _on_idea_activated(self, place: int) -> None:
        idea: Idea | None = self._ideas.itemData(place)
        if idea is not None:
            self._done_in.setText(idea.done_in)
            self._minutes.setText(str(idea.minutes_a_week))
            self._due.set_day(self._context.clock.today() + timedelta(weeks=idea.weeks))
            _check(self._axes, idea.axis)
            self._take(idea.what)


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
