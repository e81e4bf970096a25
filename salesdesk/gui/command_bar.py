"""Holds, above everything, the buttons a manager presses most, and the search."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton

from salesdesk.gui.icons import Icons
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.plain_tips import plain_tip
from salesdesk.gui.search_box import SearchBox
from salesdesk.gui.tabs import new_commands
from salesdesk.gui.theme import Theme

SEARCH_WIDTH: Final = 360


class CommandBar(QFrame):
    """Buttons at the left, search and lock at the right; where both have no room they stand in two lines."""

    def __init__(self, theme: Theme, actions: Mapping[str, QAction], search: SearchBox) -> None:
        super().__init__()
        self._theme, self._actions, self._search = theme, actions, search
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._acts, self._finds = QHBoxLayout(), QHBoxLayout()
        self._build_ui()
        theme.theme_changed.connect(self._fold)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds the bar where it has become too narrow."""
        super().resizeEvent(event)
        self._fold()

    def _build_ui(self) -> None:
        configure(self, "bar")
        fill(
            self._acts, configure(self._button("start_one_on_one", _("Start one-on-one")), "primary", bold=True),
            self._new_button(), self._button("import", _("Import…")),
            self._button("print_sheet", _("Print review sheet")), self._undo_button(), (None, 1),
        )  # fmt: skip
        self._search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        fill(self._finds, (self._search, 1), self._lock_button())
        fill(self._line, (self._acts, 1), self._finds)
        keep(self._theme, self._line, margins=(12, 7, 12, 7))
        for layout in (self._line, self._acts, self._finds):
            keep(self._theme, layout, spacing=8)
        keep(self._theme, self._search, least_width=SEARCH_WIDTH)
        self._fold()

    def _button(self, command_id: str, words: str) -> QPushButton:
        action = self._actions[command_id]
        button = configure(QPushButton(words), name=f"bar_{command_id}", tip=action.toolTip())
        button.setEnabled(action.isEnabled())
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _lock_button(self) -> QPushButton:
        """Says what the command does on this desk: lock, or only hide."""
        action = self._actions["lock"]
        button = self._button("lock", action.text())
        action.changed.connect(lambda: configure(button, tip=action.toolTip()).setText(action.text()))
        return button

    def _new_button(self) -> QToolButton:
        button = configure(
            QToolButton(), "button", name="bar_new", says=_("New"), tip=_("Make something new")
        )
        menu = QMenu(self)
        for each in new_commands():
            menu.addAction(self._actions[each.id])
        button.setText(_("New ▾"))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _undo_button(self) -> QToolButton:
        action = self._actions["undo"]
        button = configure(QToolButton(), "button", name="bar_undo", says=_("Undo"))
        button.setIcon(Icons(self._theme).icon("undo", "text"))
        button.clicked.connect(action.trigger)
        action.changed.connect(lambda: button.setToolTip(plain_tip(action.text())))
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _fold(self) -> None:
        """Puts search and lock beneath the buttons where both do not fit side by side, such as at 200 %."""
        wanted = self._acts.sizeHint().width() + self._finds.minimumSize().width() + self._theme.px(40)
        beside, beneath = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(beside if wanted <= self.width() else beneath)
