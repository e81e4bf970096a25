"""One gate of a deal: ticked when the buyer has done it, with what proves it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit

from salesdesk.env.locale import Formats
from salesdesk.gui.session.parts import holds_keyboard, row_of, words_label
from salesdesk.gui.session.talk_draft import KeptLine, TalkDraft
from salesdesk.gui.theme import Theme, set_role
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.services.sessions.values import Gate


class GateRow(QFrame):
    """A tick, what the buyer does, and the proof beside it."""

    def __init__(
        self, theme: Theme, formats: Formats, draft: TalkDraft, deal: Callable[[], int],
        on_changed: Callable[[int, bool, str], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self._formats = formats
        self._on_changed = on_changed
        self._gate_id, self._deal = 0, deal
        self._tick = CheckBox(theme)
        self._name = words_label()
        self._proof = QLineEdit()
        self._day = QLabel()
        self._build_ui()
        self.kept = KeptLine(self._proof, draft, lambda text: on_changed(self._gate_id, True, text))
        self._tick.clicked.connect(self._on_tick_clicked)

    def show_item(self, gate: Gate) -> None:
        """Shows a gate of the deal that is talked about."""
        self._gate_id = gate.id
        passed = gate.passed_on is not None
        self._name.setText(gate.name)
        self._tick.setChecked(passed)
        self._tick.setObjectName(f"gate_{gate.id}")
        self._tick.setAccessibleName(f"{gate.stage}: {gate.name}")
        self._proof.setAccessibleName(f"How do we know? {gate.name}")
        self.kept.show_text(f"proof of {gate.id} in {self._deal()}", gate.evidence)
        self._proof.setEnabled(passed)
        self._proof.setToolTip(gate.evidence)
        self._proof.setPlaceholderText("How do we know?" if passed else "")
        asked = "not yet" if gate.due else ""
        self._day.setText(self._formats.short_day(gate.passed_on) if passed else asked)

    def _build_ui(self) -> None:
        set_role(self._day, "small")
        set_role(self._proof, "quiet")
        self._day.setFixedWidth(self.fontMetrics().averageCharWidth() * 9)
        self._day.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = row_of(stretch=False)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._name, 5)
        layout.addWidget(self._proof, 4)
        layout.addWidget(self._day)
        self.setLayout(layout)

    def _on_tick_clicked(self, passed: bool) -> None:
        keyboard_here = holds_keyboard(self)
        self._on_changed(self._gate_id, passed, self._proof.text())
        if passed and keyboard_here:
            self._proof.setFocus()
