"""Takes what macOS hands to the program: a desk that was double clicked, or the link of a printed sheet.

The other systems name it among the arguments of a new start. macOS sends an event to the one that runs, even when it
has started it for that.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.sight import AT_START
from salesdesk.model.kinds import linked_record

if TYPE_CHECKING:
    from salesdesk.gui.workbench import Workbench


class Program(QApplication):
    """The one Qt application; `handed` names what the system asks it to open.

    It hears of its own events only: a filter would be asked about each event of every widget.
    """

    handed = Signal(str)

    def event(self, event: QEvent) -> bool:
        """Passes on what the system wants to be opened."""
        if isinstance(event, QFileOpenEvent):
            self.handed.emit(event.file() or event.url().toString())
            return True
        return super().event(event)


class HandedOver(QObject):
    """Opens what was handed over as soon as the screen is at the desk or at the start, so in no talk and no lock."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[str] = []
        self._workbench: Workbench | None = None

    def take(self, named: str) -> None:
        """Takes a path or a link, and opens it now or later."""
        self._waiting.append(named)
        self._land()

    def lead_to(self, workbench: "Workbench") -> None:
        """Gets to know what opens desks and links, once the window is painted."""
        self._workbench = workbench
        self._window.turned.connect(self._land)
        self._land()

    def _land(self) -> None:
        if self._workbench is None or not self._waiting or not self._window.sight & AT_START:
            return
        named, self._waiting = self._waiting[-1], []
        record = linked_record(named)
        if record is None:
            self._workbench.opening.open(Path(named))
        else:
            self._workbench.second_start.record = record
            self._workbench.second_start.land()
