"""Offers a gate for each open stage that came with an import: one click takes them, another takes them back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from salesdesk.gui.context import GuiContext
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.labels import wrapping_label
from salesdesk.services.changes import Changes
from salesdesk.services.importing.gates import ProposedGate
from salesdesk.services.importing.service import ImportService
from salesdesk.services.undoing import UndoService

OFFERED, TAKEN = "What has the buyer done at each stage?", "The gates are taken; Lists changes them."
WORDS = (
    "A gate is what the buyer has done before a deal belongs in a stage. "
    "Take those that fit, or write your own in Lists."
)


class GatesCard(Card):
    """Ticks with the proposed gates; it is there only while a desk has none."""

    def __init__(self, context: GuiContext, service: ImportService, undoing: UndoService) -> None:
        super().__init__(context.theme, OFFERED)
        self._context, self._service, self._undoing = context, service, undoing
        self._step = ""
        self._boxes: list[tuple[ProposedGate, CheckBox]] = []
        self._hint = wrapping_label(WORDS, "muted")
        self._take, self._undo = QPushButton("Take these gates"), QPushButton("Undo")
        self._build_gates()
        self._connect_gates()

    def offer(self) -> None:
        """Offers what the stages of the desk lack; out of sight where they lack nothing."""
        gates = self._service.proposed_gates()
        self._step = ""
        for _, box in self._boxes:
            box.hide()
            box.deleteLater()
        self._boxes = [(gate, self._box(gate)) for gate in gates]
        for place, (_, box) in enumerate(self._boxes, start=1):
            self.body.insertWidget(place, box)
        self._say_offered()

    def _build_gates(self) -> None:
        self.setObjectName("gates_card")
        for name, button in {"take_gates": self._take, "undo_gates": self._undo}.items():
            button.setObjectName(name)
            button.setAutoDefault(False)
        set_role(self._undo, "link")
        self.body.addWidget(self._hint)
        for button in (self._take, self._undo):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def _connect_gates(self) -> None:
        self._take.clicked.connect(self._on_take_clicked)
        self._undo.clicked.connect(self._on_undo_clicked)
        self._context.bus.changed.connect(self._on_bus_changed)

    def _box(self, gate: ProposedGate) -> CheckBox:
        box = CheckBox(self._context.theme, f"{gate.stage}: {gate.words}")
        box.setObjectName("proposed_gate")
        box.setChecked(True)
        return box

    def _on_take_clicked(self) -> None:
        chosen = [gate for gate, box in self._boxes if box.isChecked()]
        if chosen:
            changes = self._service.take_gates(chosen)
            self._step = changes.step
            self._context.bus.publish(changes)

    def _on_undo_clicked(self) -> None:
        changes = self._undoing.undo() if self._undoing.undo_name == self._step else None
        if changes is not None:
            self._context.bus.publish(changes)

    def _on_bus_changed(self, _changes: Changes) -> None:
        """Keeps the truth, whoever has taken the gates back."""
        if self._step and self._undoing.undo_name == self._step:
            self.set_title(TAKEN)
            self._show_parts(offered=False)
        elif self._boxes:
            self._say_offered()

    def _say_offered(self) -> None:
        self.set_title(OFFERED)
        self._show_parts(offered=True)
        self.setVisible(bool(self._boxes) and bool(self._service.proposed_gates()))

    def _show_parts(self, *, offered: bool) -> None:
        for part in (self._hint, self._take, *(box for _, box in self._boxes)):
            part.setVisible(offered)
        self._undo.setVisible(not offered)
