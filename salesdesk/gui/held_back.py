"""Holds back what would open over the window while somebody else looks at it."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.sight import MANAGER


class HeldBack(QObject):
    """Does things that only the manager may see at once, or when the manager looks again.

    Questions, file dialogs and reports that stand open when the window is turned or locked are put away with
    their answer open, and come back.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[Callable[[], object]] = []
        window.turned.connect(self._on_window_turned)

    def when_free(self, act: Callable[[], object]) -> None:
        """Does something now, or as soon as the manager alone looks at the screen."""
        if self._window.sight & MANAGER:
            act()
        else:
            self._waiting.append(act)

    def open(self, dialog: QDialog) -> None:
        """Opens a dialog over the window."""
        self.when_free(lambda: dialog.open() if isValid(dialog) else None)

    def _on_window_turned(self) -> None:
        if self._window.sight & MANAGER:
            waiting, self._waiting = self._waiting, []
            for act in waiting:
                act()
            return
        for dialog in self._window.findChildren(QDialog):
            if dialog.isVisible() and dialog.isModal():
                dialog.hide()
                self._waiting.append(lambda dialog=dialog: dialog.open() if isValid(dialog) else None)
