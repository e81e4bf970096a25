"""Build a skill: one of them, found by four questions, grown by one small step."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton

from salesdesk.gui.measures import keep
from salesdesk.gui.session.parts import labelled, words_label
from salesdesk.gui.session.step_page import StepPage
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.combo_box import ComboBox
from salesdesk.model.coaching import AXES
from salesdesk.practice.assignment_library import DIAGNOSIS_QUESTIONS
from salesdesk.services.sessions.values import SessionState


class SkillPage(StepPage):
    """Chooses the skill and asks what is missing; each answer opens one small step."""

    key = "skill"
    lead = _("One small step, inside work you do anyway.")
    question = _("How would you put it in your own words?")
    note_lines = 4
    step_wanted = Signal(str)

    def build(self) -> None:
        """Lays out the choice and the four questions."""
        self._choice = ComboBox(self.context.theme)
        self._choice.setObjectName("choose_skill")
        self._strengths = words_label("", "muted")
        card = Card(self.context.theme, _("What would help most?"), _("each opens one small step"))
        grid = QGridLayout()
        keep(self.context.theme, grid, across=14)
        grid.setColumnStretch(1, 1)
        for place, (axis, question) in enumerate(DIAGNOSIS_QUESTIONS.items()):
            button = QPushButton(AXES[axis])
            set_role(button, "choice")
            button.setObjectName(f"axis_{axis}")
            button.setAccessibleDescription(question)
            button.clicked.connect(self._opener(axis))
            grid.addWidget(button, place, 0)
            grid.addWidget(words_label(question, "muted"), place, 1)
        card.body.addLayout(grid)
        self.body.addLayout(labelled(_("Which skill?"), self._choice))
        self.body.addWidget(card)
        self.body.addWidget(self._strengths)
        self._choice.activated.connect(self._on_choice_activated)

    def show_state(self, state: SessionState) -> None:
        """Shows the chosen skill and the strengths to build on."""
        self._choice.blockSignals(True)
        self._choice.clear()
        self._choice.addItem(_("Choose one"), None)
        for competency in state.competencies:
            self._choice.addItem(competency.name, competency.id)
        self._choice.setCurrentIndex(max(0, self._choice.findData(state.skill_id)))
        self._choice.blockSignals(False)
        self._strengths.setText(
            _("To build on: {strengths}", strengths=" · ".join(state.strengths)) if state.strengths else ""
        )

    def _opener(self, axis: str) -> Callable[[], None]:
        return lambda: self.step_wanted.emit(axis)

    def _on_choice_activated(self, place: int) -> None:
        skill = self._choice.itemData(place)
        if skill is not None:
            self.talk.do(lambda service, number: service.choose(number, skill=skill))
