"""Two steps of the talk: what the numbers say, and which skill to build."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton

from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.session.competency_card import CompetencyCard
from salesdesk.gui.session.parts import columns_of, holds_keyboard, labelled, words_label
from salesdesk.gui.session.step_page import StepPage
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.combo_box import ComboBox
from salesdesk.model.coaching import AXES
from salesdesk.practice.assignment_library import DIAGNOSIS_QUESTIONS
from salesdesk.practice.explain import explain
from salesdesk.services.sessions.values import SessionState

NONE_YET = _("No numbers are chosen yet. Which of your ratios would you like to get better at?")


class NumbersPage(StepPage):
    """Up to a handful of ratios, each asked before it is shown."""

    key = "numbers"
    lead = _("You bring these; we read them together. What do you think your number is?")
    question = _("What do you see in them?")

    def build(self) -> None:
        """Makes room for the cards."""
        self._cards: dict[int, CompetencyCard] = {}
        self._grid = columns_of(self.context.theme)
        self._none = words_label(NONE_YET, "muted")
        fill(self.body, self._grid)
        self.body.addWidget(self._none)

    def show_state(self, state: SessionState) -> None:
        """Shows a card for each competency; cards stay, so that typing and focus do."""
        wanted = {competency.id: competency for competency in state.competencies}
        for number in [n for n in self._cards if n not in wanted]:
            card = self._cards.pop(number)
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        for number, competency in wanted.items():
            if number not in self._cards:
                self._cards[number] = self._make_card()
                self._grid.addWidget(self._cards[number])
                self._cards[number].show()
            self._cards[number].show_item(competency)
        self._none.setVisible(not wanted)

    def start(self) -> None:
        """Puts the cursor on the first number that is still asked for, else on the question."""
        self._go_on(list(self._cards.values()))

    def _make_card(self) -> CompetencyCard:
        card = CompetencyCard(self.context, self.talk.draft)
        card.explain(explain("ratio_at_the_table").text)
        card.given.connect(self._on_card_given)
        card.reveal_requested.connect(self._on_card_reveal_requested)
        card.refused.connect(self.talk.refused)
        return card

    def _on_card_given(self, competency_id: int, number: float | None, rating: int | None) -> None:
        self.talk.do(
            lambda service, meeting: service.rate(meeting, competency_id, number=number, rating=rating)
        )

    def _on_card_reveal_requested(self, competency_id: int) -> None:
        card = self._cards[competency_id]
        keyboard_here = holds_keyboard(card)
        self.talk.do(lambda service, meeting: service.reveal(meeting, competency_id))
        if keyboard_here:
            cards = list(self._cards.values())
            self._go_on(cards[cards.index(card) + 1 :] + cards)

    def _go_on(self, cards: Sequence[CompetencyCard]) -> None:
        """Puts the cursor on the first of these numbers that is still asked for, else on the question."""
        asking = next((card for card in cards if card.asks), None)
        if asking is not None:
            asking.start()
        else:
            super().start()


class SkillPage(StepPage):
    """Chooses the skill and asks what is missing; each answer opens one small step."""

    key = "skill"
    lead = _("One small step, inside work you do anyway.")
    question = _("How would you put it in your own words?")
    note_lines = 4
    step_wanted = Signal(str)

    def build(self) -> None:
        """Lays out the choice and the four questions."""
        self._choice = configure(ComboBox(self.context.theme), name="choose_skill")
        self._strengths = words_label("", "muted")
        card = Card(self.context.theme, _("What would help most?"), _("each opens one small step"))
        grid = QGridLayout()
        keep(self.context.theme, grid, across=14)
        grid.setColumnStretch(1, 1)
        for place, (axis, question) in enumerate(DIAGNOSIS_QUESTIONS.items()):
            button = configure(QPushButton(AXES[axis]), "choice", name=f"axis_{axis}", about=question)
            button.clicked.connect(partial(self._ask_for_step, axis))
            grid.addWidget(button, place, 0)
            grid.addWidget(words_label(question, "muted"), place, 1)
        fill(card.body, grid)
        fill(self.body, labelled(_("Which skill?"), self._choice))
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

    def _ask_for_step(self, axis: str, _checked: bool = False) -> None:
        self.step_wanted.emit(axis)

    def _on_choice_activated(self, place: int) -> None:
        skill = self._choice.itemData(place)
        if skill is not None:
            self.talk.do(lambda service, number: service.choose(number, skill=skill))
