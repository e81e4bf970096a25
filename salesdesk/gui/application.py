"""Starts the window: painted first, usable next, everything slow after that."""

import gc
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from salesdesk.env.clock import Clock
from salesdesk.env.paths import Paths
from salesdesk.env.settings import SettingsFile
from salesdesk.frozen import frozen
from salesdesk.gui.background import Tidying
from salesdesk.gui.handed_over import HandedOver, Program
from salesdesk.gui.main_window import NAME, MainWindow
from salesdesk.gui.theme import STYLE, Theme

if TYPE_CHECKING:
    from salesdesk.gui.workbench import Workbench

NAMES: Final = ("SIGTERM", "SIGHUP", "SIGINT")


class QuitSignals(QObject):
    """Waits for the signals that end a program, on systems that have them.

    Python hears of a signal only between two of its own instructions, of which a window at rest runs none;
    so the system writes a byte to a pipe that Qt listens to.
    """

    def __init__(self, close: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._close = close
        self._before: dict[int, Any] = {}
        self._pipe: tuple[int, int] | None = None

    def install(self) -> None:
        """Begins to listen."""
        if os.name != "posix":
            return
        self._pipe = os.pipe()
        for end in self._pipe:
            os.set_blocking(end, False)
        self._notifier = QSocketNotifier(self._pipe[0], QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_notifier_activated)
        signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
        for name in NAMES:
            number = getattr(signal, name)
            self._before[number] = signal.signal(number, lambda _number, _frame: None)

    def uninstall(self) -> None:
        """Gives the signals back to whom they belonged."""
        if self._pipe is None:
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        for end in self._pipe:
            os.close(end)
        self._pipe = None

    def _on_notifier_activated(self) -> None:
        if self._pipe is not None and set(os.read(self._pipe[0], 64)) & set(self._before):
            self._close()


LAUNCHED = "SALESDESK_LAUNCHED"


@frozen
class StartOptions:
    """What the command line asked of the window."""

    desk: Path | None = None
    demo: bool = False
    report_start: bool = False
    debug: bool = False
    record: tuple[str, int] | None = None


class Application:
    """The running program: one Qt application with one window."""

    def __init__(self, paths: Paths, settings: SettingsFile, clock: Clock, options: StartOptions) -> None:
        self._paths, self._settings, self._clock, self._options = paths, settings, clock, options
        self._marks: dict[str, int] = {}
        self.qt = QApplication.instance() or Program([NAME, *STYLE])
        assert isinstance(self.qt, QApplication)
        self.qt.setApplicationName(NAME)
        # By this a Linux desktop finds name and icon of the window in salesdesk.desktop.
        self.qt.setDesktopFileName("salesdesk")
        self.theme = Theme(self.qt, settings.current.theme, settings.current.zoom)
        self.window = MainWindow(self.theme, settings.current.window_geometry)
        self.workbench: Workbench | None = None
        self.handed_over = HandedOver(self.window)
        if isinstance(self.qt, Program):
            self.qt.handed.connect(self.handed_over.take)

    def run(self) -> int:
        """Shows the window and stays until it is closed and nothing works beside it; gives the exit code."""
        self.window.shell.desk_shown.connect(self._on_desk_shown)
        self.show_window()
        signals = QuitSignals(self._on_quit_signal, self.window)
        signals.install()
        code = self.qt.exec()
        signals.uninstall()
        if self.workbench is not None:
            self.workbench.background.finish()
        return code

    def show_window(self) -> None:
        """Shows the window; where a talk was on the screen its cover is the first that is painted."""
        self.window.painted.connect(self._on_window_painted)
        if self._settings.current.talk_on_screen:
            self._cover_talk()
        self.window.show()

    def furnish(self) -> "Workbench":
        """Adds what works behind the window: commands, errors, opening of desks."""
        from salesdesk.gui.widgets.focus_ring import RingBearer
        from salesdesk.gui.workbench import Workbench

        Tidying(self.window).start()
        RingBearer(self.theme, self.window)
        self.workbench = Workbench(self.window, self.theme, self._paths, self._settings, self._clock)
        return self.workbench

    def _cover_talk(self) -> None:
        """Covers the window where the desk says that a talk was on the screen; SQLite is loaded to ask it."""
        from salesdesk.gui.cover import waiting_words
        from salesdesk.services.talk_on_screen import talk_in_file

        found = self._options.desk or self._settings.current.last_desk
        waiting = talk_in_file(
            self._paths.sample_desk if self._options.demo else Path(found) if found else None
        )
        if waiting is not None:
            # Nothing is open yet that a choice could lead to: the opening covers again, with its choices.
            self.window.cover_with(waiting_words(running=waiting.running), lambda _choice: None)

    def _on_window_painted(self) -> None:
        self._mark("painted")
        from salesdesk.env.log import start_log

        start_log(self._paths.logs, debug=self._options.debug)
        workbench = self.furnish()
        workbench.errors.install()
        workbench.second_start.record = self._options.record
        opening = workbench.opening
        if self._options.demo:
            opening.open_sample()
        else:
            opening.first(self._options.desk)
        self.handed_over.lead_to(workbench)
        if not self._options.demo and not self.window.at_desk:
            self._settle()

    def _on_desk_shown(self) -> None:
        if "usable" not in self._marks:
            self._mark("usable")
            if self.workbench is not None:
                self.workbench.second_start.land()
            QTimer.singleShot(0, self.window, self._settle)

    def _settle(self) -> None:
        """Ends the start: what stands by now stays, and what the first click needs is loaded beside the window."""
        gc.freeze()
        if self._options.report_start:
            print(" ".join(f"{name} {ms}" for name, ms in self._marks.items()), flush=True)
            self.window.close()
        elif self.workbench is not None:
            self.workbench.load_the_rest()

    def _on_quit_signal(self) -> None:
        """Ends without a question, which the system that asks for it would not wait for."""
        if self.workbench is None:
            self.window.close()
        else:
            self.workbench.imports.leave()
            self.workbench.file_watch.close()

    def _mark(self, name: str) -> None:
        launched = int(os.environ.get(LAUNCHED, "0"))
        self._marks[name] = (time.time_ns() - launched) // 1_000_000 if launched else 0
