"""Leads through what takes several steps: a one-on-one, an import, a print, and where a click on the Desk goes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.main_window import MainWindow

if TYPE_CHECKING:
    from salesdesk.services.bundle import Services

TAB_OF_FIGURE = {"won": "plans", "coverage": "metrics", "reviews": "coaching", "mix": "coaching"}


class Flows(QObject):
    """Joins states of the window that do not know each other."""

    def __init__(self, window: MainWindow, context: GuiContext, opening: DeskOpening) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._opening = opening
        self._connect()

    def _connect(self) -> None:
        maker = self._window.shell.maker
        self._window.choice_made.connect(self._on_window_choice_made)
        maker.rows_requested.connect(lambda key: self._window.shell.tabs.open(TAB_OF_FIGURE[key]))

    def _on_window_choice_made(self, choice: str) -> None:
        {
            "sample": self._opening.open_sample,
            "new": self._opening.ask_for_new,
            "open": self._opening.ask_to_open,
        }[choice]()
