"""Shows a record as it is read: its words, a sentence about them, and a few buttons; its fields stay folded."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme, set_role
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.model.kinds import Act
from salesdesk.services.record_sentence import RecordWords

EDIT, ENOUGH = _("Edit…"), _("Close the fields")


class RecordReading(QWidget):
    """The head of a panel; `act_requested` names the act of a button, `unfolded` asks for the fields or not."""

    act_requested = Signal(str)
    unfolded = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words, self._sentence = QLabel(), QLabel()
        self._buttons: dict[str, QPushButton] = {}
        self.edit_button = QPushButton(EDIT)
        self._build_ui()
        self.edit_button.clicked.connect(self._on_edit_clicked)

    def show_reading(self, reading: RecordWords, *, with_words: bool = True) -> None:
        """Shows what a record says."""
        self._words.setText(reading.words)
        self._words.setVisible(bool(reading.words) and with_words)
        self._sentence.setText(reading.sentence)
        self._sentence.setVisible(bool(reading.sentence))

    def show_acts(self, acts: Sequence[Act]) -> None:
        """Shows the buttons of these acts, in their order, before the one that unfolds the fields."""
        for act in acts:
            if act.id not in self._buttons:
                self._add_button(act)
        offered = {act.id for act in acts}
        for act_id, button in self._buttons.items():
            button.setVisible(act_id in offered)

    def fold(self, *, unfolded: bool = False) -> None:
        """Folds the fields away, or unfolds them."""
        self.edit_button.setText(ENOUGH if unfolded else EDIT)
        self.unfolded.emit(unfolded)

    def take_focus(self) -> None:
        """Puts the keyboard on the button that unfolds the fields."""
        self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_ui(self) -> None:
        set_role(self, "clear")
        self._words.setObjectName("reading_words")
        self._sentence.setObjectName("reading_sentence")
        self.edit_button.setObjectName("record_edit")
        set_role(self._sentence, "muted")
        layout, self._flow = QVBoxLayout(self), keep(self._theme, FlowLayout(), spacing=6)
        layout.setContentsMargins(0, 0, 0, 0)
        for label in (self._words, self._sentence):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
        layout.addLayout(self._flow)
        self._flow.addWidget(self.edit_button)

    def _add_button(self, act: Act) -> None:
        button = QPushButton(act.words)
        button.setObjectName(f"record_{act.id}")
        # What the button does may take its record away, so it first finishes its own click.
        button.clicked.connect(partial(self._soon, act.id))
        self._flow.removeWidget(self.edit_button)
        for each in (button, self.edit_button):
            self._flow.addWidget(each)
        self.setTabOrder(button, self.edit_button)
        self._buttons[act.id] = button

    def _soon(self, act: str, _checked: bool = False) -> None:
        QTimer.singleShot(0, self, lambda: self.act_requested.emit(act))

    def _on_edit_clicked(self) -> None:
        self.fold(unfolded=self.edit_button.text() == EDIT)
