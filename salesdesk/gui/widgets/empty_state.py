"""Says in one sentence what belongs in an empty list and offers the first step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from salesdesk.gui.layouts import column, configure
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.single_press import once_a_double_click


class EmptyState(QWidget):
    """One sentence and one button, in the middle of where the list would be."""

    first_step_requested = Signal()

    def __init__(
        self, theme: Theme, sentence: str, first_step: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sentence = PlainLabel(sentence)
        self._button = QPushButton(first_step)
        self._build_ui()
        self._button.clicked.connect(self.first_step_requested)

    @property
    def sentence(self) -> str:
        """Gives the sentence."""
        return self._sentence.text()

    @property
    def first_step(self) -> QPushButton | None:
        """Gives the button of the first step, None where none is offered."""
        # It stands for no other widget by a focus proxy: Tab would be caught at one that is hidden, or go round.
        return None if self._button.isHidden() else self._button

    def say(self, sentence: str, first_step: str = "") -> None:
        """Changes the sentence and the first step; without a first step there is no button."""
        self._sentence.setText(sentence)
        self._button.setText(first_step)
        self._button.setVisible(bool(first_step))
        self.setAccessibleName(sentence)

    def _build_ui(self) -> None:
        configure(self._sentence, "muted")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        configure(self._button, name="first_step", writes=True)
        once_a_double_click(self._button)
        lines = column(None, self._sentence, (self._button, 0, Qt.AlignmentFlag.AlignHCenter), None, on=self)
        keep(self._theme, lines, margins=(24, 16, 24, 16), spacing=12)
        self.say(self._sentence.text(), self._button.text())
