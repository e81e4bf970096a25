"""Says in one sentence what belongs in an empty list and offers the first step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme, set_role
from salesdesk.gui.widgets.single_press import once_a_double_click


class EmptyState(QWidget):
    """One sentence and one button, in the middle of where the list would be."""

    first_step_requested = Signal()

    def __init__(
        self, theme: Theme, sentence: str, first_step: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sentence = QLabel(sentence)
        self._button = QPushButton(first_step)
        self._build_ui()
        self._button.clicked.connect(self.first_step_requested)
        keep(self._theme, self._column, margins=(24, 16, 24, 16), spacing=12)

    @property
    def sentence(self) -> str:
        """Gives the sentence."""
        return self._sentence.text()

    def say(self, sentence: str, first_step: str = "") -> None:
        """Changes the sentence and the first step; without a first step there is no button."""
        self._sentence.setText(sentence)
        self._button.setText(first_step)
        self._button.setVisible(bool(first_step))
        self.setAccessibleName(sentence)

    def _build_ui(self) -> None:
        set_role(self._sentence, "muted")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button.setObjectName("first_step")
        once_a_double_click(self._button)
        self.setFocusProxy(self._button)
        self._column = QVBoxLayout(self)
        self._column.addStretch()
        self._column.addWidget(self._sentence)
        self._column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.say(self._sentence.text(), self._button.text())
        self._column.addStretch()
