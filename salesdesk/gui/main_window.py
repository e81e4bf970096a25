"""The window: one frame for the welcome page, the desk, the one-on-one, and the lock in front of them."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QStatusBar,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid

from salesdesk.env.locale import Formats
from salesdesk.gui.commands.command import fill_menus, make_actions
from salesdesk.gui.commands.table import COMMANDS
from salesdesk.gui.layouts import column, scroll_to
from salesdesk.gui.scene import Scene, TalkUndo
from salesdesk.gui.shell import Shell
from salesdesk.gui.sight import MANAGER, Sight
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.elided import ElidedLabel
from salesdesk.gui.widgets.file_bar import FileBar
from salesdesk.gui.widgets.keyed_form import press_focused
from salesdesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from salesdesk.gui.background import Job
    from salesdesk.gui.cover import Cover, CoverWords
    from salesdesk.gui.lock_page import LockPage
    from salesdesk.gui.welcome import Welcome

NAME = "SalesDesk"
FIRST_PART = 0.75
"""The part of the screen a first window takes, where the screen is a large one."""
SMALLEST_SCREEN, USUAL, FRAME = QSize(1280, 720), QSize(1280, 800), QSize(16, 48)
LEAST = QSize(900, 600)
"""The least room in which all of the desk is to be seen; on a lower screen it is scrolled."""
FRAMED = Sight.START | Sight.DESK | Sight.BUSY
"""What stands between menus and status line."""


class MainWindow(QMainWindow):
    """The frame; it shows one state at a time and knows nothing of data.

    It is made before anything is known of a desk, so that it is painted at once. What is out of sight
    leaves the stack, so that a screen reader finds nothing of it either. `turned` tells that `sight` changed.
    """

    painted = Signal()
    choice_made = Signal(str)
    closing = Signal(str)
    turned = Signal()

    def __init__(self, theme: Theme, geometry: str = "") -> None:
        super().__init__()
        self.actions_by_id: dict[str, QAction] = make_actions(self, COMMANDS)
        self.status = StatusLine()
        self.shell = Shell(theme, self.actions_by_id)
        self._theme = theme
        self.file_bar = FileBar(theme)
        self._stack = QStackedWidget()
        self._shown: Scene = self.shell
        self._behind: tuple[Scene, str] | None = None
        self._keys_were: QWidget | None = None
        self._build_ui(geometry)

    @cached_property
    def welcome(self) -> "Welcome":
        """The page of the first start, made when it is needed."""
        from salesdesk.gui.welcome import Welcome

        welcome = Welcome(self._theme)
        welcome.choice_made.connect(self.choice_made)
        return welcome

    @cached_property
    def cover(self) -> "Cover":
        """The one cover in front of every way back, made when it is needed."""
        from salesdesk.gui.cover import Cover

        return Cover(self._theme)

    @cached_property
    def lock_page(self) -> "LockPage":
        """The page in front of everything, made when it is needed."""
        from salesdesk.gui.lock_page import LockPage

        page = LockPage(self._theme)
        page.unlock_wanted.connect(self.actions_by_id["unlock"].trigger)
        return page

    @property
    def sight(self) -> Sight:
        """Tells what is in sight."""
        return self._shown.sight

    @property
    def at_desk(self) -> bool:
        """Tells whether the desk is in sight, and not the lock, a one-on-one or the welcome page."""
        return self.sight is Sight.DESK

    @property
    def stage(self) -> QStackedWidget:
        """Gives what every scene stands on, so that one can be built in its place."""
        return self._stack

    @property
    def talk_undo(self) -> TalkUndo | None:
        """Gives the undo of the one-on-one that is in sight, None where there is none."""
        return self._shown.undo

    def show_welcome(self) -> None:
        """Shows the choice of the first start."""
        self.status.clear_desk()
        self._show(self.welcome, NAME)

    def show_shell(self, desk_name: str = "") -> None:
        """Shows the desk."""
        self._show(self.shell, f"{desk_name} — {NAME}" if desk_name else NAME)

    def show_scene(self, view: Scene) -> None:
        """Gives the window to a scene of its own; beside a one-on-one menus and status would tell of others."""
        view.turned.connect(self._on_view_turned)
        self._show(view, NAME)

    def cover_with(self, words: "CoverWords", then: Callable[[str], object]) -> None:
        """Covers the window until the manager lifts the cover; `then` gets the key of what was chosen."""
        self.cover.say(words, then)
        self._show(self.cover, NAME)

    def lock(self) -> None:
        """Puts a page in place of everything; the title says nothing, and what comes meanwhile waits behind it."""
        if self._behind is None:
            self._keys_were = self.focusWidget()
            self._behind = (self._shown, self.windowTitle())
            self._show(self.lock_page, NAME)

    def unlock(self) -> None:
        """Shows again what was there before the lock; the manager's own page after a talk asks to be turned first."""
        from salesdesk.gui.cover import THANKS

        if self._behind is None:
            return
        (scene, title), self._behind = self._behind, None
        if not isValid(scene):
            scene, title = self.shell, NAME
        if scene.sight is Sight.OWN:
            self.cover_with(THANKS, lambda _choice: self._show(scene, title))
            return
        self._show(scene, title)
        before, self._keys_were = self._keys_were, None
        if before is not None and isValid(before) and scene.sight is Sight.DESK and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tells once that the window has been painted; everything slow waits for it."""
        super().paintEvent(event)
        if not self.property("painted"):
            self.setProperty("painted", True)
            QTimer.singleShot(0, self, self.painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lets Enter press the button that the keyboard stands on."""
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tells where the window was, so that it opens there again."""
        self.closing.emit(b64encode(self.saveGeometry().data()).decode("ascii"))
        super().closeEvent(event)

    def _build_ui(self, geometry: str) -> None:
        self.setObjectName("main_window")
        self.setWindowTitle(NAME)
        self._stack.addWidget(self.shell)
        content = Middle()
        column(self.file_bar, (self._stack, 1), on=content, gap=0)
        self.setCentralWidget(content)
        take_room(self, content, geometry)
        self.setStatusBar(self.status)
        fill_menus(self.menuBar(), COMMANDS, self.actions_by_id)
        self.addActions(list(self.actions_by_id.values()))

    def _show(self, scene: Scene, title: str) -> None:
        """Brings a scene to the window, or behind the lock."""
        if self._behind is not None and scene.sight is not Sight.LOCKED:
            self._behind = (scene, title)
            if scene.parentWidget() is None:
                scene.setParent(self._stack)  # which goes with the window, though it has never been shown
            return
        if self._stack.indexOf(scene) < 0:
            self._stack.addWidget(scene)
        self._shown = scene
        self._stack.setCurrentWidget(scene)
        for other in [self._stack.widget(place) for place in range(self._stack.count())]:
            if other is not None and other is not scene:
                self._stack.removeWidget(other)
        framed = bool(scene.sight & FRAMED)
        self.setWindowTitle(title)
        self.menuBar().setVisible(framed)
        self.status.setVisible(framed)
        self._on_view_turned()

    def _on_view_turned(self) -> None:
        """Takes away what floats above the window before others look at it, then tells what is in sight."""
        if not self.sight & MANAGER:
            QToolTip.hideText()
            while (popup := QApplication.activePopupWidget()) is not None and popup.close():
                pass
        self.file_bar.turn_to(self.sight)
        self.turned.emit()


def first_size(available: QSize) -> QSize:
    """Gives the size of a first window: it fits a screen of 1280 x 720 with its frame, and uses a large one."""
    wanted = (available * FIRST_PART).expandedTo(USUAL)
    return wanted.boundedTo(available - FRAME).expandedTo(SMALLEST_SCREEN - FRAME)


def take_room(window: QMainWindow, content: QWidget, geometry: str) -> None:
    """Takes the size it had last or a first one, as far as the screen has it: 1280 x 720 at 200 % are 640 x 360."""
    screen = window.screen().availableSize()
    room = screen - FRAME
    low = room.height() < LEAST.height()
    window.setMinimumSize(LEAST.boundedTo(room) if low else LEAST)
    window.resize(first_size(screen))
    if geometry:
        window.restoreGeometry(b64decode(geometry))
    if low:
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.setMinimumSize(LEAST - FRAME * 2)
        area.setWidgetResizable(True)
        area.setWidget(content)
        window.setCentralWidget(area)
        window.resize(window.size().boundedTo(room))


class Middle(QWidget):
    """What stands between menus and status line."""

    def focusNextPrevChild(self, next: bool) -> bool:
        """Scrolls what the Tab key comes to into sight, where Qt does so only within one area."""
        went = super().focusNextPrevChild(next)
        scroll_to(self.window().focusWidget())
        return went


class StatusLine(QStatusBar):
    """One quiet line."""

    def __init__(self) -> None:
        super().__init__()
        self._left = ElidedLabel()
        self._right = PlainLabel()
        self._build_ui()

    def show_desk(
        self,
        path: Path,
        backup: datetime | None,
        today: date,
        said: str = _("Saved"),
        *,
        private: bool = False,
    ) -> None:
        """Shows the state of an open desk; a `private` one has a passphrase."""
        kept = _("Encrypted") if private else _("Not encrypted")
        parts = (said, _backup_words(backup, today), kept, str(path))
        self._left.say("  ·  ".join(parts))
        self._right.setText(
            _("{day}  ·  week {week}", day=Formats().day(today), week=today.isocalendar().week)
        )

    def show_work(self, job: "Job") -> None:
        """Shows how far long work is, where it has words of its own, for as long as it takes."""
        if job.words:
            from salesdesk.gui.widgets.work_line import WorkLine

            self.insertPermanentWidget(1, WorkLine(job))

    def clear_desk(self) -> None:
        """Shows nothing, because no desk is open or the screen is locked."""
        self.clearMessage()
        self._left.say("")
        self._right.setText("")

    def _build_ui(self) -> None:
        self.setObjectName("status")
        self.setSizeGripEnabled(False)
        self._left.setObjectName("status_left")
        self.setContentsMargins(8, 0, 8, 0)
        self.addWidget(self._left, 1)
        self.addPermanentWidget(self._right)


def _backup_words(backup: datetime | None, today: date) -> str:
    if backup is None:
        return _("No backup yet")
    days = (today - backup.date()).days
    named = (_("today"), _("yesterday"))
    when = named[days] if 0 <= days < len(named) else n_("{number} day ago", "{number} days ago", days)
    return (
        _("Backup {when} {backup:%H:%M}", when=when, backup=backup)
        if days < 2
        else _("Backup {when}", when=when)
    )
