"""Brings another desk to the window in several turns, so that everything in between is answered."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout

from salesdesk.env.locale import Formats, known_locale
from salesdesk.frozen import frozen
from salesdesk.gui.desk_lock import DeskLock
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.scene import Scene
from salesdesk.gui.sight import Sight
from salesdesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from salesdesk.services.bundle import Services

OPENING: Final = _("Opening the desk…")


@frozen
class ReadDesk:
    """A desk that was opened, with what the frame of the window says of it."""

    path: Path
    lock: DeskLock
    services: "Services"
    newest: datetime | None
    formats: Formats

    def let_go(self) -> None:
        """Closes it again, as it is not to be shown."""
        self.services.close()
        self.lock.unlock()


def read_desk(path: Path, lock: DeskLock, opens: "Callable[[], Services]", backups: Path) -> ReadDesk:
    """Opens a desk and reads what the frame needs; one that cannot be read is let go of again."""
    services = opens()
    try:
        return ReadDesk(path, lock, services, services.newest_backup(backups), _formats_for(services))
    except BaseException:
        services.close()
        raise


Step = Callable[[ReadDesk], object]
"""What is done with the desk in one turn."""


class BusyPage(Scene):
    """Stands between two desks: nothing of either is there, and no command does anything."""

    def __init__(self) -> None:
        super().__init__()
        configure(self, "page", name="busy_page", says=OPENING)
        words = configure(PlainLabel(OPENING), "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        fill(QVBoxLayout(self), words)

    @property
    def sight(self) -> Sight:
        """Tells that no desk is in sight, and none is about to be chosen."""
        return Sight.BUSY


class ComingDesk(QObject):
    """Knows the desk that was read and does not stand in the window yet, of which there is one at most.

    In one turn it is read, and the one before is closed; in the next is read what its first screen says, and then it
    is put in and shown, each in a turn of its own. All that while no command does anything.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._read: ReadDesk | None = None
        self._steps: list[Step] = []
        self._afterwards: list[Callable[[], object]] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._on_soon_timeout)

    @property
    def waiting(self) -> bool:
        """Tells whether a desk is on its way."""
        return self._read is not None

    def bring(self, read: ReadDesk, *steps: Step) -> None:
        """Covers what was there, and takes one step a turn with the desk."""
        self._read, self._steps = read, [_read_ahead, *steps]
        self._window.show_scene(BusyPage())
        self._soon.start()

    def when_shown(self, act: Callable[[], object]) -> None:
        """Does something once the desk stands there, and not where it is given up; at once where none is on its way."""
        if self.waiting:
            self._afterwards.append(act)
        else:
            act()

    def stop(self) -> ReadDesk | None:
        """Gives up bringing a desk, such as before the window closes, and gives it, None where none was on its way."""
        read, self._read = self._read, None
        self._afterwards.clear()
        self._end()
        return read

    def _on_soon_timeout(self) -> None:
        if self._read is None:
            return
        step = self._steps.pop(0)
        if self._steps:
            self._soon.start()
            step(self._read)
            return
        read, self._read = self._read, None
        self._end()
        step(read)
        afterwards, self._afterwards = self._afterwards, []
        for act in afterwards:
            act()

    def _end(self) -> None:
        for page in self._window.findChildren(BusyPage):
            page.deleteLater()


def _read_ahead(read: ReadDesk) -> None:
    """Reads what the first screen says, which is kept; what cannot be read is told when it is to be shown."""
    with suppress(Exception):
        read.services.roster.roster()


def _formats_for(services: "Services") -> Formats:
    """Writes numbers and dates as the system does, money in the currency of the desk."""
    return Formats(known_locale(QLocale.system().name()), services.currency())
