"""Shows one thing that waits for the manager, with one action and "not now, because …"."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from salesdesk.gui.theme import Theme, embolden, set_role
from salesdesk.gui.widgets.chip import Chip


class Nudge(QFrame):
    """One line of what needs attention: how urgent, whom, why, and what to do about it."""

    action_requested = Signal()
    postponed = Signal()

    def __init__(self, theme: Theme, *, who: str, words: str, action: str, late: bool = False,
                 can_wait: bool = True, parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = theme
        self._who, self._words = QLabel(who), QLabel(words)
        self._chip = Chip("late", "late") if late else Chip("soon", "soon")
        self._action = QPushButton(action)
        self._wait = QPushButton("Not now, because…")
        if not can_wait:
            self._wait.hide()
        self._build_ui()
        self._connect()
        self._on_theme_changed()

    def _build_ui(self) -> None:
        self.setAccessibleName(f"{self._chip.text()}: {self._who.text()}. {self._words.text()}")
        embolden(self._who)
        set_role(self._words, "muted")
        self._words.setWordWrap(True)
        self._who.setWordWrap(True)
        for button, name in ((self._action, "nudge_action"), (self._wait, "nudge_postpone")):
            button.setObjectName(name)
            button.setAccessibleName(f"{button.text().removesuffix('…')}: {self._who.text()}")
        set_role(self._action, "link")
        set_role(self._wait, "quiet")
        embolden(self._action)
        self._grid = QGridLayout(self)
        self._grid.addWidget(self._chip, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self._who, 0, 1)
        self._grid.addWidget(self._words, 1, 1)
        self._grid.addWidget(self._action, 0, 2, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(self._wait, 1, 2, Qt.AlignmentFlag.AlignRight)
        self._grid.setColumnStretch(1, 1)

    def _connect(self) -> None:
        self._theme.theme_changed.connect(self._on_theme_changed)
        self._action.clicked.connect(self.action_requested)
        self._wait.clicked.connect(self.postponed)

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._grid.setContentsMargins(px(4), px(6), px(4), px(6))
        self._grid.setHorizontalSpacing(px(14))
        self._grid.setVerticalSpacing(px(1))
        self._grid.setColumnMinimumWidth(0, px(52))
