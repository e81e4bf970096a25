"""The window: one frame for the welcome page, the desk, the one-on-one and the locked screen."""

from base64 import b64decode, b64encode
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QPushButton, QStackedWidget, QToolButton, QWidget

from salesdesk.gui.shell import Shell
from salesdesk.gui.shortcuts import fill_menus, make_actions
from salesdesk.gui.status import StatusLine
from salesdesk.gui.theme import Theme

if TYPE_CHECKING:
    from salesdesk.gui.cover import Cover
    from salesdesk.gui.welcome import Welcome

_Widget = TypeVar("_Widget", bound=QWidget)
NAME = "SalesDesk"
FIRST_SIZE = (1280, 800)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MainWindow(QMainWindow):
    """The frame; it shows one state at a time and knows nothing of data.

    It is made before anything is known of a desk, so that it is painted at once.
    """

    painted = Signal()
    choice_made = Signal(str)
    closing = Signal(str)
    turned = Signal()

    def __init__(self, theme: Theme, geometry: str = "") -> None:
        super().__init__()
        self.actions_by_id: dict[str, QAction] = make_actions(self)
        self.status = StatusLine()
        self.shell = Shell(theme, self.actions_by_id)
        self._theme = theme
        self._stack = QStackedWidget()
        self._state: tuple[QWidget, str] | None = None
        self._build_ui(geometry)
        self._connect()

    @cached_property
    def welcome(self) -> "Welcome":
        """The page of the first start, made when it is needed."""
        from salesdesk.gui.welcome import Welcome

        welcome = self._added(Welcome(self._theme))
        welcome.choice_made.connect(self.choice_made)
        return welcome

    @cached_property
    def cover(self) -> "Cover":
        """The locked screen, made when it is needed."""
        from salesdesk.gui.cover import Cover

        cover = self._added(Cover(self._theme))
        cover.lifted.connect(self.unlock)
        return cover

    @property
    def at_desk(self) -> bool:
        """Tells whether the desk is in sight, and not the lock, a one-on-one or the welcome page."""
        return self._stack.currentWidget() is self.shell

    @property
    def locked(self) -> bool:
        """Tells whether the window is covered."""
        return "cover" in self.__dict__ and self._stack.currentWidget() is self.cover

    def show_welcome(self) -> None:
        """Shows the choice of the first start."""
        self.status.clear_desk()
        self._show(self.welcome, NAME)

    def show_shell(self, desk_name: str = "") -> None:
        """Shows the desk."""
        self._show(self.shell, f"{desk_name} — {NAME}" if desk_name else NAME)

    def show_session(self, view: QWidget) -> None:
        """Gives the whole window to a one-on-one; menus and status would tell of others."""
        self._stack.addWidget(view)
        self._show(view, NAME)
        self._set_frame_visible(False)

    def end_session(self, view: QWidget, desk_name: str) -> None:
        """Takes the window back from a one-on-one."""
        self._stack.removeWidget(view)
        view.deleteLater()
        self.show_shell(desk_name)

    def lock(self) -> None:
        """Covers the window; the title says nothing."""
        shown = self._stack.currentWidget()
        if shown is not None and shown is not self.cover:
            self._state = (shown, self.windowTitle())
            self._show(self.cover, NAME)
            self._set_frame_visible(False)

    def unlock(self) -> None:
        """Shows again what was there before the lock."""
        if self._state is not None:
            widget, title = self._state
            self._state = None
            self._show(widget, title)
            self._set_frame_visible(widget in (self.shell, self.welcome))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tells once that the window has been painted; everything slow waits for it."""
        super().paintEvent(event)
        if not self.property("painted"):
            self.setProperty("painted", True)
            QTimer.singleShot(0, self, self.painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lets Enter press the button that the keyboard stands on; Qt does so in dialogs only."""
        focused = self.focusWidget()
        if event.key() in ENTER and isinstance(focused, QPushButton | QToolButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tells where the window was, so that it opens there again."""
        self.closing.emit(b64encode(self.saveGeometry().data()).decode("ascii"))
        super().closeEvent(event)

    def _build_ui(self, geometry: str) -> None:
        self.setObjectName("main_window")
        self.setWindowTitle(NAME)
        self._stack.addWidget(self.shell)
        self.setCentralWidget(self._stack)
        self.setStatusBar(self.status)
        fill_menus(self.menuBar(), self.actions_by_id)
        self.addActions(list(self.actions_by_id.values()))
        self.setMinimumSize(900, 600)
        self.resize(*FIRST_SIZE)
        if geometry:
            self.restoreGeometry(b64decode(geometry))

    def _connect(self) -> None:
        self._stack.currentChanged.connect(self.turned)

    def _added(self, widget: _Widget) -> _Widget:
        self._stack.addWidget(widget)
        return widget

    def _show(self, widget: QWidget, title: str) -> None:
        self._stack.setCurrentWidget(widget)
        self.setWindowTitle(title)
        self._set_frame_visible(True)

    def _set_frame_visible(self, visible: bool) -> None:
        self.menuBar().setVisible(visible)
        self.status.setVisible(visible)
