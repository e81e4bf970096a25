"""Leads back to desks that were open before: from the welcome page, the File menu and the search, to the sample too."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from salesdesk.env.settings import SettingsFile
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.sight import AT_START, Sight
from salesdesk.gui.widgets.recent_list import RecentList


class RecentDesks(QObject):
    """Fills the lists of desks and does what is clicked in them."""

    def __init__(
        self, window: MainWindow, context: GuiContext, opening: DeskOpening, settings: SettingsFile
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._opening, self._settings = window, context, opening, settings
        self._joined: set[RecentList] = set()
        window.turned.connect(self._on_window_turned)

    def show_window(self) -> None:
        """Offers the desks opened lately, to be opened again or, where they are gone, forgotten."""
        from salesdesk.gui.side.recent_window import RecentWindow

        shown = RecentWindow(self._context.theme, self._window)
        self._fill(shown.desks)
        shown.desks.open_requested.connect(shown.accept)
        shown.show()

    def _fill(self, desks: RecentList) -> None:
        desks.show_desks(self._settings.current.recent_desks)
        if desks not in self._joined:
            self._joined.add(desks)
            desks.destroyed.connect(lambda: self._joined.discard(desks))
            desks.open_requested.connect(self._on_open_requested)
            desks.forget_requested.connect(partial(self._on_forget_requested, desks))

    def _on_open_requested(self, name: str) -> None:
        self._opening.open(Path(name))

    def _on_forget_requested(self, desks: RecentList, name: str) -> None:
        self._settings.save(self._settings.current.without_desk(Path(name)))
        self._fill(desks)

    def _on_window_turned(self) -> None:
        """Shows the desks on the welcome page, and puts the window with them away before other eyes."""
        if not self._window.sight & (AT_START | Sight.LOCKED):
            for name in ("recent_window", "new_desk_window"):
                shown = self._window.findChild(QDialog, name)
                if shown is not None:
                    shown.reject()
        if self._window.sight is Sight.START:
            from salesdesk.gui.welcome import Welcome

            shown = self._window.stage.currentWidget()
            if isinstance(shown, Welcome):
                self._fill(shown.desks)
