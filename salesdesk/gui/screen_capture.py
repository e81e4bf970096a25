"""Asks the system, where it can do so, to leave our windows out of pictures and recordings of the screen."""

import logging
import sys
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QWindow

from salesdesk.env.settings import SettingsFile

log = logging.getLogger(__name__)
SETTING: Final = "hidden_from_capture"
SHOWN: Final = 0x00
BLACK: Final = 0x01
"""What Windows before 10 version 2004 can do: the window is there, and black."""
LEFT_OUT: Final = 0x11


def can_hide_from_capture() -> bool:
    """Tells whether the system has that: Windows does; X11 and Wayland do not, and macOS is untried."""
    return sys.platform == "win32"


class HiddenFromCapture(QObject):
    """Keeps every window of the program out of pictures of the screen for as long as that is chosen.

    It is best effort: the system leaves windows out of what other programs ask it for, and of nothing else.
    """

    def __init__(self, parent: QObject, settings: SettingsFile) -> None:
        super().__init__(parent)
        self._settings = settings
        self._asked = False
        application = QGuiApplication.instance()
        if can_hide_from_capture() and isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_focus_window_changed)

    def take_setting(self, name: str = SETTING) -> None:
        """Does what the setting says, now and for windows that come."""
        if name == SETTING and can_hide_from_capture():
            for window in QGuiApplication.topLevelWindows():
                self._on_focus_window_changed(window)

    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        wanted = self._settings.current.hidden_from_capture
        if window is None or not (wanted or self._asked):
            return
        self._asked = True
        if not _affinity(int(window.winId()), LEFT_OUT if wanted else SHOWN) and wanted:
            _affinity(int(window.winId()), BLACK)


def _affinity(handle: int, how: int) -> bool:
    """Tells Windows how a window may be captured, and gives whether it took that."""
    import ctypes

    windll = getattr(ctypes, "windll", None)
    if windll is None or windll.user32.SetWindowDisplayAffinity(ctypes.c_void_p(handle), how):
        return windll is not None
    log.info("the system did not take display affinity %#x", how)
    return False
