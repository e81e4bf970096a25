"""Your numbers: the salesperson says them first, then both read the record together."""

from salesdesk.gui.session.competency_card import CompetencyCard
from salesdesk.gui.session.parts import columns_of, holds_keyboard, words_label
from salesdesk.gui.session.step_page import StepPage
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
        self.body.addLayout(self._grid)
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
        asking = next((card for card in self._cards.values() if card.asks), None)
        if asking is not None:
            asking.start()
        else:
            super().start()

    def _make_card(self) -> CompetencyCard:
        card = CompetencyCard(self.context)
        card.explain(explain("shrunk_ratio").text)
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
            self._go_on_after(card)

    def _go_on_after(self, card: CompetencyCard) -> None:
        """Puts the cursor on the next number that is still asked for, else on the question."""
        cards = list(self._cards.values())
        following = cards[cards.index(card) + 1 :] + cards
        asking = next((each for each in following if each.asks), None)
        if asking is not None:
            asking.start()
        else:
            super().start()
