"""The window: one frame for the welcome page, the desk, the one-on-one and the locked screen."""

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from salesdesk.env.clock import Clock
from salesdesk.env.locale import Formats
from salesdesk.env.settings import SettingsFile
from salesdesk.env.table_states import TableStates
from salesdesk.gui.background import Background
from salesdesk.gui.changes import ChangeBus
from salesdesk.gui.context import GuiContext
from salesdesk.gui.cover import Cover
from salesdesk.gui.errors import ErrorReporter
from salesdesk.gui.prompts import Prompts
from salesdesk.gui.shell import Shell
from salesdesk.gui.shortcuts import fill_menus, make_actions
from salesdesk.gui.status import StatusLine
from salesdesk.gui.theme import Theme
from salesdesk.gui.welcome import Welcome

if TYPE_CHECKING:
    from salesdesk.services.bundle import Services

NAME = "SalesDesk"
FIRST_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """The frame; it shows one state at a time and knows nothing of data."""

    painted = Signal()
    closing = Signal()

    def __init__(self, theme: Theme, settings: SettingsFile, states: TableStates, clock: Clock) -> None:
        super().__init__()
        self.prompts = Prompts(self)
        self.errors = ErrorReporter(self, self.prompts)
        self.context = GuiContext(
            ChangeBus(), self.prompts, Formats(), theme, Background(self.errors.show, self), states, clock
        )
        self.actions_by_id: dict[str, QAction] = make_actions(self)
        self.status = StatusLine(clock)
        self.shell = Shell(self.context, self.actions_by_id)
        self._settings = settings
        self._stack, self._welcome, self._cover = QStackedWidget(), Welcome(theme), Cover(theme)
        self._state: tuple[QWidget, str] | None = None
        self._build_ui()

    @property
    def welcome(self) -> Welcome:
        """Gives the page of the first start."""
        return self._welcome

    @property
    def cover(self) -> Cover:
        """Gives the locked screen."""
        return self._cover

    def last_desk(self) -> str:
        """Gives the desk that was open last, empty where there was none."""
        return self._settings.current.last_desk

    def show_welcome(self) -> None:
        """Shows the choice of the first start."""
        self.status.clear_desk()
        self._show(self._welcome, NAME)

    def show_shell(self, services: "Services") -> None:
        """Shows the open desk."""
        self._show(self.shell, f"{services.desk.path.stem} — {NAME}")

    def show_session(self, view: QWidget) -> None:
        """Gives the whole window to a one-on-one; menus and status would tell of others."""
        self._stack.addWidget(view)
        self._show(view, NAME)
        self._set_frame_visible(False)

    def end_session(self, view: QWidget, services: "Services") -> None:
        """Takes the window back from a one-on-one."""
        self._stack.removeWidget(view)
        view.deleteLater()
        self.show_shell(services)

    def lock(self) -> None:
        """Covers the window; the title says nothing."""
        if self._stack.currentWidget() is not self._cover:
            self._state = (self._stack.currentWidget(), self.windowTitle())
            self._show(self._cover, NAME)
            self._set_frame_visible(False)

    def unlock(self) -> None:
        """Shows again what was there before the lock."""
        if self._state is not None:
            widget, title = self._state
            self._state = None
            self._show(widget, title)
            self._set_frame_visible(widget in (self.shell, self._welcome))

    @property
    def in_session(self) -> bool:
        """Tells whether a one-on-one has the window."""
        return self._stack.currentWidget() not in (self.shell, self._welcome, self._cover)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tells once that the window has been painted; everything slow waits for it."""
        super().paintEvent(event)
        if not self.property("painted"):
            self.setProperty("painted", True)
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers where the window was and lets go of the desk."""
        geometry = b64encode(self.saveGeometry().data()).decode("ascii")
        self._settings.change(window_geometry=geometry)
        self.closing.emit()
        super().closeEvent(event)

    def _build_ui(self) -> None:
        self.setObjectName("main_window")
        self.setWindowTitle(NAME)
        for widget in (self.shell, self._welcome, self._cover):
            self._stack.addWidget(widget)
        self.setCentralWidget(self._stack)
        self.setStatusBar(self.status)
        fill_menus(self.menuBar(), self.actions_by_id)
        self.addActions(list(self.actions_by_id.values()))
        self.setMinimumSize(900, 600)
        self.resize(*FIRST_SIZE)
        stored = self._settings.current.window_geometry
        if stored:
            self.restoreGeometry(b64decode(stored))

    def _show(self, widget: QWidget, title: str) -> None:
        self._stack.setCurrentWidget(widget)
        self.setWindowTitle(title)
        self._set_frame_visible(True)

    def _set_frame_visible(self, visible: bool) -> None:
        self.menuBar().setVisible(visible)
        self.status.setVisible(visible)
