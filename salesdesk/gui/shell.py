"""Lays out the desk: the bar above, who on the left, what in the tabs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from salesdesk.gui.desk_finder import DeskFinder
from salesdesk.gui.icons import Icons
from salesdesk.gui.lazy_tabs import LazyTabs
from salesdesk.gui.roster import RosterView
from salesdesk.gui.scene import Scene
from salesdesk.gui.search_box import SearchBox
from salesdesk.gui.sight import Sight
from salesdesk.gui.tab_specs import TabMaker
from salesdesk.gui.theme import Theme, embolden, set_role
from salesdesk.gui.widgets.banner import BannerArea

if TYPE_CHECKING:
    from salesdesk.gui.context import GuiContext
    from salesdesk.services.bundle import Services
    from salesdesk.services.changes import Changes

NEW = ("new_person", "new_note", "new_assignment", "bring_up", "new_strength", "plan_one_on_one")
ROSTER_KINDS = frozenset({
    "salesperson", "assignment", "one_on_one", "opportunity", "quota", "agenda_point", "strength",
    "postponement", "team_settings", "threshold",
})  # fmt: skip


class Shell(Scene):
    """The desk as the manager sees it; it can be painted before a file is open."""

    person_chosen = Signal(object)

    def __init__(self, theme: Theme, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._theme, self._actions = theme, actions
        self._services: Services | None = None
        self._maker = TabMaker()
        self.tabs = LazyTabs(self._maker.specs())
        self.roster = RosterView(theme)
        self._finder = DeskFinder()
        self.search = SearchBox(theme, self._finder, dict(actions))
        self.messages = BannerArea(theme, self)
        self._bar = QFrame()
        self._bar_layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._bar)
        self._acts, self._finds = QHBoxLayout(), QHBoxLayout()
        self._build_ui()
        self._connect()

    @property
    def sight(self) -> Sight:
        """Tells that the desk is in sight."""
        return Sight.DESK

    @property
    def maker(self) -> TabMaker:
        """Gives what builds the tabs and passes on their wishes."""
        return self._maker

    @property
    def person_id(self) -> int | None:
        """Gives the chosen person, None for the whole team."""
        return self.roster.person_id

    def show_desk(self, services: "Services", context: "GuiContext") -> None:
        """Fills the window with an open desk, from its first tab."""
        self._services = services
        self._finder.supply(services, context)
        self._maker.supply(services, context)
        self.roster.show_roster(services.roster.roster())
        self.tabs.open("desk")

    def clear_desk(self) -> None:
        """Lets go of every page, because the file is being closed."""
        self._services = None
        self._finder.supply(None, None)
        self.tabs.clear_pages()

    def mark_stale(self, changes: "Changes") -> None:
        """Brings roster and pages up to date with a change."""
        if self._services is not None and changes.kinds & ROSTER_KINDS:
            self.roster.show_roster(self._services.roster.roster())
        self.tabs.mark_stale(changes)

    def refresh(self) -> None:
        """Reads everything anew."""
        if self._services is not None:
            self.roster.show_roster(self._services.roster.roster())
            self.tabs.invalidate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds the bar where it has become too narrow."""
        super().resizeEvent(event)
        self._fold_bar()

    def _build_ui(self) -> None:
        set_role(self, "window")
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.roster)
        body.addWidget(self.tabs, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addLayout(body, 1)
        self._build_bar()

    def _build_bar(self) -> None:
        set_role(self._bar, "bar")
        start = self._button("start_one_on_one", "Start one-on-one")
        set_role(start, "primary")
        embolden(start)
        for button in (
            start, self._new_button(), self._button("import", "Import…"),
            self._button("print_sheet", "Print review sheet"), self._undo_button(),
        ):  # fmt: skip
            self._acts.addWidget(button)
        self._acts.addStretch(1)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._finds.addWidget(self.search, 1)
        self._finds.addWidget(self._button("lock", "Lock"), 0)
        self._bar_layout.addLayout(self._acts, 1)
        self._bar_layout.addLayout(self._finds)
        self._on_theme_changed()

    def _button(self, command_id: str, words: str) -> QPushButton:
        button, action = QPushButton(words), self._actions[command_id]
        button.setObjectName(f"bar_{command_id}")
        button.setToolTip(action.toolTip())
        button.setEnabled(action.isEnabled())
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _new_button(self) -> QToolButton:
        button, menu = QToolButton(), QMenu(self)
        set_role(button, "button")
        for command_id in NEW:
            menu.addAction(self._actions[command_id])
        button.setObjectName("bar_new")
        button.setText("New ▾")
        button.setAccessibleName("New")
        button.setToolTip("Make something new")
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _undo_button(self) -> QToolButton:
        button, action = QToolButton(), self._actions["undo"]
        set_role(button, "button")
        button.setObjectName("bar_undo")
        button.setIcon(Icons(self._theme).icon("undo", "text"))
        button.setAccessibleName("Undo")
        button.clicked.connect(action.trigger)
        action.changed.connect(lambda: button.setToolTip(action.text()))
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _connect(self) -> None:
        self.roster.person_chosen.connect(self._on_roster_person_chosen)
        self._theme.theme_changed.connect(self._on_theme_changed)
        self._maker.person_chosen.connect(self.roster.choose)

    def _on_roster_person_chosen(self, person_id: int | None) -> None:
        self.tabs.show_person(person_id)
        self.person_chosen.emit(person_id)

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        self._bar_layout.setContentsMargins(px(12), px(7), px(12), px(7))
        for layout in (self._bar_layout, self._acts, self._finds):
            layout.setSpacing(px(8))
        self.search.setMinimumWidth(px(360))
        self._fold_bar()

    def _fold_bar(self) -> None:
        """Puts search and lock beneath the buttons where both do not fit side by side, such as at 200 %."""
        wanted = self._acts.sizeHint().width() + self._finds.minimumSize().width() + self._theme.px(40)
        beside, beneath = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._bar_layout.setDirection(beside if wanted <= self.width() else beneath)
