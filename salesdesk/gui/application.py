"""Starts the window: painted first, usable next, everything slow after that."""

import gc
import logging
import os
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from salesdesk.env.clock import Clock
from salesdesk.env.paths import Paths
from salesdesk.env.settings import SettingsFile
from salesdesk.env.table_states import TableStates
from salesdesk.gui.commands import WindowCommands
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.flows import Flows
from salesdesk.gui.main_window import NAME, MainWindow
from salesdesk.gui.theme import Theme

log = logging.getLogger(__name__)
LAUNCHED = "SALESDESK_LAUNCHED"


@dataclass(frozen=True)
class StartOptions:
    """What the command line asked of the window."""

    desk: Path | None = None
    demo: bool = False
    report_start: bool = False


class Application:
    """The running program: one Qt application with one window."""

    def __init__(self, paths: Paths, settings: SettingsFile, clock: Clock, options: StartOptions) -> None:
        self._options = options
        self._marks: dict[str, int] = {}
        self.qt = QApplication.instance() or QApplication([NAME])
        assert isinstance(self.qt, QApplication)
        self.qt.setApplicationName(NAME)
        theme = Theme(self.qt, settings.current.theme, settings.current.zoom)
        self.window = MainWindow(theme, settings, TableStates(paths.tables_file), clock)
        self.opening = DeskOpening(self.window, paths, settings)
        self.commands = WindowCommands(self.window, self.opening, settings)
        self.flows = Flows(self.window, self.opening)

    def run(self) -> int:
        """Shows the window and stays until it is closed; gives the exit code."""
        # Collecting garbage while everything is being made costs a fifth of the start.
        gc.disable()
        self.window.errors.install()
        self.window.painted.connect(self._on_window_painted)
        self.window.shell.maker.desk_shown.connect(self._on_desk_shown)
        self.window.closing.connect(self.opening.close)
        if not self._opens_a_desk():
            self.window.show_welcome()
        self.window.show()
        return self.qt.exec()

    def _opens_a_desk(self) -> bool:
        return bool(self._options.desk or self._options.demo or self.window.last_desk())

    def _on_window_painted(self) -> None:
        self._mark("painted")
        if self._options.demo:
            self.opening.open_sample()
        else:
            self.opening.first(self._options.desk)
        if self.opening.services is None:
            self._settle()

    def _on_desk_shown(self) -> None:
        if "usable" not in self._marks:
            self._mark("usable")
            QTimer.singleShot(0, self.window, self._settle)

    def _settle(self) -> None:
        """Ends the start: memory is tidied again, and what the first click needs is loaded beside the window."""
        gc.freeze()
        gc.enable()
        if self._options.report_start:
            print(" ".join(f"{name} {ms}" for name, ms in self._marks.items()), flush=True)
            self.window.close()
            return
        threading.Thread(target=_load_the_rest, name="load the rest", daemon=True).start()
        self.opening.check_and_back_up()

    def _mark(self, name: str) -> None:
        launched = int(os.environ.get(LAUNCHED, "0"))
        self._marks[name] = (time.time_ns() - launched) // 1_000_000 if launched else 0


def _load_the_rest() -> None:
    """Imports what the next click will need; a failure shows up where it is used."""
    try:
        import salesdesk.model.registry
        import salesdesk.services.records
        import salesdesk.store.sessions  # noqa: F401
    except ImportError:
        log.exception("could not load ahead")
    log.debug("loaded ahead: %s modules", len(sys.modules))
