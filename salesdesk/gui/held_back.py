"""Keeps from the screen and the clipboard what others must not see while they look."""

from collections.abc import Callable
from typing import Final, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.sight import MANAGER, Sight


class HeldBack(QObject):
    """Does things that only the manager may see at once, or when the manager looks again.

    Questions, file dialogs and reports that stand open when the window is turned are put away with their answer
    open, and come back; behind the lock so do all windows, each where and as it was.
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
        locked = self._window.sight is Sight.LOCKED
        open_now = [each for each in self._window.findChildren(QDialog) if each.isVisible()]
        # The one that was in front comes last, and so to the front again.
        for dialog in sorted(open_now, key=lambda each: each.isActiveWindow()):
            if locked or dialog.isModal():
                self._waiting.append(_put_away(dialog))


def put_out_of_reach(dialog: QDialog) -> None:
    """Hides a window, and lets go of the one that the system has for it, until it is shown again.

    Where it is only hidden, screen readers and lists of windows still find its title, and all that stands in it.
    """
    dialog.hide()
    dialog.destroy()


def _put_away(dialog: QDialog) -> Callable[[], object]:
    """Hides a window, and gives what shows it again at its place with the keyboard where it was."""
    keys = cast("QWidget | None", dialog.focusWidget())  # none is there without any field
    # Else Qt puts a window that nobody has moved yet into the middle again.
    dialog.move(dialog.pos())
    put_out_of_reach(dialog)

    def _bring_back() -> None:
        if not isValid(dialog):
            return
        if dialog.isModal():
            dialog.open()
        else:
            dialog.show()
            dialog.activateWindow()
        if keys is not None and isValid(keys):
            keys.setFocus(Qt.FocusReason.OtherFocusReason)

    return _bring_back


KNOWS_ITS_OWNER: Final = ("xcb", "wayland", "windows", "cocoa")
"""Platforms that tell whether this program put something on the clipboard."""


class ClipboardGuard(QObject):
    """Empties the clipboard before others look, of what was copied in this program where only the manager looks.

    What was copied in other programs is left alone, and so is what was copied on the side both read.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._clipboard = QGuiApplication.clipboard()
        self._private: set[QClipboard.Mode] = set()
        self._clipboard.changed.connect(self._on_clipboard_changed)
        window.turned.connect(self._on_window_turned)

    def _on_clipboard_changed(self, mode: QClipboard.Mode) -> None:
        if self._is_ours(mode) and self._window.sight & MANAGER:
            self._private.add(mode)
        else:
            self._private.discard(mode)

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        if QGuiApplication.platformName() not in KNOWS_ITS_OWNER:
            return QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        return {
            QClipboard.Mode.Clipboard: self._clipboard.ownsClipboard,
            QClipboard.Mode.Selection: self._clipboard.ownsSelection,
            QClipboard.Mode.FindBuffer: self._clipboard.ownsFindBuffer,
        }[mode]()

    def _on_window_turned(self) -> None:
        if not self._window.sight & MANAGER:
            for mode in tuple(self._private):
                self._clipboard.clear(mode)
            self._private.clear()
