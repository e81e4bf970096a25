"""Leads through an import: asks for the file and opens the wizard on it."""

from PySide6.QtCore import QObject

from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.main_window import MainWindow


class ImportFlow(QObject):
    """Opens the import wizard."""

    def __init__(self, window: MainWindow, context: GuiContext, opening: DeskOpening) -> None:
        super().__init__(window)
        self._window, self._context, self._opening = window, context, opening

    def ask(self) -> None:
        """Asks for a file and opens the wizard."""
