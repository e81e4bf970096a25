"""Furnishes the painted window with what works behind it: errors, questions, commands, the open desk."""

import logging
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from salesdesk.env.clock import Clock
from salesdesk.env.locale import Formats
from salesdesk.env.paths import Paths
from salesdesk.env.settings import SettingsFile
from salesdesk.env.table_states import TableStates
from salesdesk.gui.background import Background
from salesdesk.gui.changes import ChangeBus
from salesdesk.gui.clipboard import ClipboardGuard
from salesdesk.gui.commands import WindowCommands
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.errors import ErrorReporter
from salesdesk.gui.flows import Flows
from salesdesk.gui.held_back import HeldBack
from salesdesk.gui.import_flow import ImportFlow
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.messages import Messages
from salesdesk.gui.prompts import Prompts
from salesdesk.gui.recent_desks import RecentDesks
from salesdesk.gui.session_flow import SessionFlow
from salesdesk.gui.side_commands import SideCommands
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.chart_picture import CANVAS

if TYPE_CHECKING:
    pass

log = logging.getLogger(__name__)
AHEAD = (
    "salesdesk.model.registry",
    "salesdesk.services.records",
    "salesdesk.store.sessions",
    "salesdesk.gui.team.team_tab",
    "salesdesk.gui.coaching.coaching_tab",
    "salesdesk.gui.plans.plans_tab",
    "salesdesk.gui.metrics.metrics_tab",
    "salesdesk.gui.session.session_view",
)
"""What the next click will need, and what the start must not wait for; charts take as much memory as all of it."""


class Furniture(QObject):
    """Makes the parts behind the window once and joins them."""

    def __init__(
        self, window: MainWindow, theme: Theme, paths: Paths, settings: SettingsFile, clock: Clock
    ) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self.held_back = HeldBack(window)
        self.prompts = Prompts(window, self.held_back.open)
        self.errors = ErrorReporter(window, self.prompts, self.held_back.when_free)
        self.background = Background(self.errors.show, window)
        bus, tools = ChangeBus(), (theme, self.background, TableStates(paths.tables_file), clock)
        self.messages = Messages(window.shell.messages, bus)
        self.context = GuiContext(bus, self.prompts, Formats(), *tools, self.messages)
        self.opening = DeskOpening(window, self.context, self.errors, paths, settings)
        self._build_flows()
        self._connect()

    def load_the_rest(self) -> None:
        """Imports, beside the window, what the next click will need, and sees to the day's backup."""
        self.background.run("load the rest", lambda _: _load(*AHEAD))
        self.opening.check_and_back_up()
        self.opening.opened.connect(self._on_opening_opened)

    def _build_flows(self) -> None:
        self.clipboard = ClipboardGuard(self._window)
        around = (self._window, self.context, self.opening)
        self.commands = WindowCommands(*around, self._settings)
        self.sessions = SessionFlow(*around)
        self.imports = ImportFlow(*around)
        self.flows = Flows(*around, self.sessions, self.imports)
        self.sides = SideCommands(*around, self._settings, self.errors)
        self.recent = RecentDesks(*around, self._settings)

    def _connect(self) -> None:
        self._window.closing.connect(self._on_window_closing)
        self._window.shell.tabs.page_built.connect(self._on_tabs_page_built)
        self.opening.closed.connect(self.messages.clear)
        self.messages.undo_requested.connect(self.commands.undo)
        for turned in (self._window.shell.tabs.currentChanged, self._window.shell.roster.person_chosen):
            turned.connect(self.messages.clear)

    def _on_opening_opened(self, _services: object) -> None:
        self.opening.check_and_back_up()

    def _on_tabs_page_built(self, key: str) -> None:
        """Loads what draws charts with the first page that has any."""
        if key != "desk" and CANVAS not in sys.modules:
            self.background.run("load the charts", lambda _: _load(CANVAS))

    def _on_window_closing(self, geometry: str) -> None:
        self._settings.change(window_geometry=geometry)
        self.opening.close()


def _load(*names: str) -> None:
    for name in names:
        import_module(name)
    log.debug("loaded beside the window: %s", ", ".join(names))
