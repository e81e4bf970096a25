"""Heads the Coaching log: whose it is, and what can be written into it."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from salesdesk.gui.coaching.compose_form import What
from salesdesk.gui.theme import Theme, embolden, set_role
from salesdesk.gui.widgets.flow_layout import FlowLayout

NEW: Final[tuple[tuple[What, str, str], ...]] = (
    ("note", "Note…", "Write a note"),
    ("assignment", "Assign…", "Agree on an assignment"),
    ("point", "Put on the agenda…", "Put a point on the agenda of the next one-on-one"),
    ("meeting", "Plan…", "Plan a meeting"),
)


class LogHeading(QWidget):
    """The title, the person, and a button for every form."""

    form_requested = Signal(str)

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._title, self._subject = QLabel(title), QLabel()
        self._buttons = {what: QPushButton(words) for what, words, _ in NEW}
        self._build_ui()

    def show_subject(self, words: str) -> None:
        """Says whose log it is."""
        self._subject.setText(words)

    def take_focus(self) -> None:
        """Puts the keyboard on the first of the buttons."""
        self._buttons["note"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_ui(self) -> None:
        set_role(self, "page")
        embolden(self._title)
        set_role(self._title, "title")
        set_role(self._subject, "muted")
        flow = FlowLayout(self, spacing=self._theme.px(10))
        for part in (self._title, self._subject):
            flow.addWidget(part)
        for what, _, name in NEW:
            button = self._buttons[what]
            button.setObjectName(f"new_{what}")
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(partial(self._ask, what))
            flow.addWidget(button)

    def _ask(self, what: What, _checked: bool = False) -> None:
        self.form_requested.emit(what)
