"""Covers the window: the screen lock, which shows no name, no file and nothing of the team."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from salesdesk.gui.theme import Theme, embolden, set_role

HONEST = "This hides the screen. It is not a password: the file itself is as safe as this laptop's own lock makes it."


class Cover(QWidget):
    """The locked screen."""

    lifted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._button = QPushButton("Show the desk again")
        self._build_ui()
        self._button.clicked.connect(self.lifted)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_ui(self) -> None:
        self.setObjectName("cover")
        set_role(self, "page")
        title, words = QLabel("SalesDesk is locked"), QLabel(HONEST)
        embolden(title)
        set_role(title, "title")
        set_role(words, "muted")
        set_role(self._button, "primary")
        self._button.setObjectName("unlock")
        words.setWordWrap(True)
        for label in (title, words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layout = QVBoxLayout(self)
        self._layout.addStretch()
        self._layout.addWidget(title)
        self._layout.addWidget(words)
        self._layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._layout.addStretch()
        self._theme.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._layout.setContentsMargins(px(40), 0, px(40), 0)
        self._layout.setSpacing(px(12))
