"""Leads a window on the sample team from screen to screen, without a person and on a fixed day."""

import logging
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from salesdesk.env.clock import FixedClock
from salesdesk.env.paths import paths_in
from salesdesk.env.settings import SettingsFile
from salesdesk.frozen import frozen
from salesdesk.gui.application import Application, StartOptions
from salesdesk.gui.turns import turns_of
from salesdesk.gui.workbench import Workbench

DAY = datetime(2026, 11, 11, 9, 0)


@frozen
class Look:
    """One way to look at a screen: its name, the size of the window, the colours and the zoom."""

    name: str
    size: QSize
    scheme: str = "light"
    zoom: int = 100


class Tour:
    """A window on the sample team, led from screen to screen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        paths = paths_in(folder)
        paths.make()
        settings = SettingsFile(paths.settings_file)
        self.application = Application(paths, settings, FixedClock(DAY), StartOptions())
        self.window = self.application.window
        self.workbench: Workbench = self.application.furnish()
        self.failures: list[str] = []
        self._ear = _Ear(self.failures)
        logging.getLogger("salesdesk").addHandler(self._ear)

    def open_sample(self) -> None:
        """Invents the sample team and opens it."""
        sys.excepthook = lambda kind, error, trace: self.failures.append(f"{kind.__name__}: {error}")
        self.window.show()
        self.workbench.opening.open_sample()
        # Inventing a team takes more than a minute where the processor is busy or another system's is imitated.
        self.settle(until=lambda: self.workbench.opening.services is not None, seconds=600.0)

    def settle(self, until: Callable[[], bool] | None = None, seconds: float = 60.0) -> None:
        """Lets the window do what it still has to do."""
        end = time.monotonic() + seconds
        calm = 0
        while time.monotonic() < end and calm < 5:
            self.application.qt.processEvents()
            busy = bool(self.workbench.background.jobs) or (until is not None and not until())
            busy |= any(turns_of(window).waiting for window in QApplication.topLevelWidgets())
            calm = 0 if busy else calm + 1
            time.sleep(0.005)

    def person_named(self, place: int) -> int:
        """Gives the id of the salesperson at a place of the roster."""
        services = self.workbench.opening.services
        assert services is not None
        return services.roster.roster().people[place].person_id

    def choose(self, look: Look) -> None:
        """Looks at everything in another size, colour or zoom."""
        self.workbench.context.theme.set_scheme(look.scheme)
        self.workbench.context.theme.set_zoom(look.zoom)
        self.window.resize(look.size)

    def close(self) -> None:
        """Closes window and desk."""
        logging.getLogger("salesdesk").removeHandler(self._ear)
        self.workbench.opening.close()
        self.window.close()


class _Ear(logging.Handler):
    """Hears of the errors that are met beside the window or in place of a hook, and so would pass unseen."""

    def __init__(self, failures: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._failures = failures

    def emit(self, record: logging.LogRecord) -> None:
        """Notes an error."""
        error = record.exc_info[1] if record.exc_info else None
        self._failures.append(f"{type(error).__name__}: {error}" if error else record.getMessage())
