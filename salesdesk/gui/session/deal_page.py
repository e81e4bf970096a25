"""One deal, not the pipeline: what the buyer has done, and does next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from salesdesk.env.locale import Formats
from salesdesk.gui.layouts import MIDDLE, configure, row
from salesdesk.gui.measures import keep
from salesdesk.gui.session.parts import RowList, holds_keyboard, labelled, words_label
from salesdesk.gui.session.step_page import StepPage
from salesdesk.gui.theme import Theme, set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.combo_box import ComboBox
from salesdesk.gui.widgets.date_edit import DateEdit
from salesdesk.gui.widgets.draft_keeper import DraftKeeper, KeptLine
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.services.sessions.values import Deal, DealGate, SessionState


class GateRow(QFrame):
    """A tick, what the buyer does, and the proof beside it."""

    def __init__(
        self, theme: Theme, formats: Formats, draft: DraftKeeper, deal: Callable[[], int],
        on_changed: Callable[[int, bool, str], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self._formats = formats
        self._on_changed = on_changed
        self._gate_id, self._deal = 0, deal
        self._tick = CheckBox(theme)
        self._name = words_label()
        self._proof = QLineEdit()
        self._day = PlainLabel()
        self._build_ui()
        self.kept = KeptLine(self._proof, draft, lambda text: on_changed(self._gate_id, True, text))
        self._tick.clicked.connect(self._on_tick_clicked)

    def show_item(self, gate: DealGate) -> None:
        """Shows a gate of the deal that is talked about."""
        self._gate_id = gate.id
        passed = gate.passed_on is not None
        self._name.setText(gate.name)
        self._tick.setChecked(passed)
        self._tick.setObjectName(f"gate_{gate.id}")
        self._tick.setAccessibleName(f"{gate.stage}: {gate.name}")
        self._proof.setAccessibleName(_("How do we know? {name}", name=gate.name))
        self.kept.show_text(f"proof of {gate.id} in {self._deal()}", gate.evidence)
        self._proof.setEnabled(passed)
        self._proof.setToolTip(gate.evidence)
        self._proof.setPlaceholderText(_("How do we know?") if passed else "")
        asked = _("not yet") if gate.due else ""
        self._day.setText(self._formats.short_day(gate.passed_on) if passed else asked)

    def _build_ui(self) -> None:
        set_role(self._day, "small")
        set_role(self._proof, "quiet")
        self._day.setFixedWidth(self.fontMetrics().averageCharWidth() * 9)
        self._day.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row((self._tick, 0, MIDDLE), (self._name, 5), (self._proof, 4), self._day, on=self, gap=8)

    def _on_tick_clicked(self, passed: bool) -> None:
        keyboard_here = holds_keyboard(self)
        self._on_changed(self._gate_id, passed, self._proof.text())
        if passed and keyboard_here:
            self._proof.setFocus()


NO_DEALS = _("There is no open deal on the desk. Which first conversation could become one?")


class DealPage(StepPage):
    """The chosen deal with its gates and the buyer's next step."""

    key = "deal"
    lead = _("One deal is enough. You choose which.")
    question = _("What did you learn from this deal?")
    note_lines = 3

    def build(self) -> None:
        """Lays out the choice, the gates and the next step."""
        context = self.context
        self._opportunity_id = 0
        self._choice = configure(
            ComboBox(context.theme), name="choose_deal", says=_("The deal to talk about")
        )
        self._facts = words_label("", "muted")
        self._gates_card = Card(context.theme, _("What the buyer has done"))
        self._gates: RowList[DealGate] = RowList(
            self._make_gate, spacing=2, empty=_("No gates are set up for these stages.")
        )
        self._next = configure(QLineEdit(), name="next_step")
        self._next.setPlaceholderText(_("Such as: sends us the drawing of the line"))
        self._on = DateEdit(context.theme, context.formats, context.clock)
        keep(context.theme, self._on, most_width=190)
        self._gates_card.body.addWidget(self._gates)
        self._step = QWidget()
        does = labelled(_("What will the buyer do next?"), self._next)
        row((does, 1), labelled(_("On which day?"), self._on), on=self._step)
        for part in (self._choice, self._facts, self._gates_card, self._step):
            self.body.addWidget(part)
        self._choice.activated.connect(self._on_choice_activated)
        self._kept = KeptLine(self._next, self.talk.draft, lambda _text: self._keep_next_step())
        self._on.date_edited.connect(self._keep_next_step)
        self._on.problem_told.connect(self._on_day_problem_told)

    def show_state(self, state: SessionState) -> None:
        """Shows the chosen deal, or the choice alone."""
        self._show_choices(state)
        deal = state.deal
        for part in (self._gates_card, self._step):
            part.setVisible(deal is not None)
        if deal is None:
            self._facts.setText("" if state.deal_choices else NO_DEALS)
            self._facts.setVisible(not state.deal_choices)
            return
        self._show_deal(deal)

    def start(self) -> None:
        """Puts the cursor on the choice, or on the question once a deal is chosen."""
        if self._step.isVisible():
            super().start()
        else:
            self._choice.setFocus()

    def _on_day_problem_told(self, problem: str) -> None:
        if problem:
            self.talk.refused.emit(problem)

    def settle(self) -> None:
        """Hands over what is typed now, the lines of the deal included."""
        super().settle()
        for gate in self._gates.rows:
            gate.kept.settle()  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
        self._kept.settle()

    def _show_choices(self, state: SessionState) -> None:
        chosen = state.deal.id if state.deal else None
        self._choice.blockSignals(True)
        self._choice.clear()
        self._choice.addItem(_("Choose a deal"), None)
        formats, today = self.context.formats, self.context.clock.today()
        for deal in state.deal_choices:
            self._choice.addItem(deal.words(formats, today), deal.id)
        if state.deal and self._choice.findData(chosen) < 0:
            self._choice.addItem(state.deal.name, chosen)
        self._choice.setCurrentIndex(max(0, self._choice.findData(chosen)))
        self._choice.blockSignals(False)
        self._choice.setVisible(self._choice.count() > 1)

    def _show_deal(self, deal: Deal) -> None:
        formats = self.context.formats
        if deal.id != self._opportunity_id:
            self._on.set_day(None)
        self._opportunity_id = deal.id
        stage = (
            n_("{stage} for {number} day", "{stage} for {number} days", deal.stage_days, stage=deal.stage)
            if deal.stage_days is not None
            else deal.stage
        )
        expected = (
            _("expected {expected_on}", expected_on=formats.short_day(deal.expected_on))
            if deal.expected_on
            else ""
        )
        money = formats.money(deal.amount, deal.currency) if deal.amount is not None else ""
        self._facts.setText(" · ".join(part for part in (deal.account, stage, money, expected) if part))
        self._facts.show()
        self._gates_card.set_title(
            _("What the buyer has done"), _("{passed} of {count}", passed=deal.passed, count=len(deal.gates))
        )
        self._gates.show_items(deal.gates)
        self._kept.show_text(f"next step of {deal.id}", deal.next_step)
        self._on.show_stored(deal.next_step_on)

    def _make_gate(self, gate: DealGate) -> QWidget:
        theme, formats = self.context.theme, self.context.formats
        return GateRow(theme, formats, self.talk.draft, lambda: self._opportunity_id, self._on_gate_changed)

    def _on_gate_changed(self, gate_id: int, passed: bool, evidence: str) -> None:
        deal = self._opportunity_id
        self.talk.do(lambda service, _number: service.pass_gate(deal, gate_id, evidence, passed))

    def _on_choice_activated(self, place: int) -> None:
        deal = self._choice.itemData(place)
        if deal is not None:
            self.talk.do(lambda service, number: service.choose(number, deal=deal))

    def _keep_next_step(self) -> None:
        deal, words, day = self._opportunity_id, self._next.text(), self._on.day()
        self.talk.do(lambda service, _number: service.set_next_step(deal, words, day))
