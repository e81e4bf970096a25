"""Asks the system, where it can do so, to leave our windows out of pictures and recordings of the screen."""

import logging
import sys
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject
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
        self._application: QCoreApplication | None = None

    def take_setting(self, name: str = SETTING) -> None:
        """Does what the setting says, now and for windows that come."""
        wanted = self._settings.current.hidden_from_capture
        if name != SETTING or not can_hide_from_capture() or wanted == (self._application is not None):
            return
        for window in QGuiApplication.topLevelWindows():
            _keep_out(window, wanted=wanted)
        application = QGuiApplication.instance()
        if wanted and application is not None:
            application.installEventFilter(self)
        elif self._application is not None:
            self._application.removeEventFilter(self)
        self._application = application if wanted else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes each window that comes out, also a menu, a list or a tip, which never have the keyboard."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWindow):
            _keep_out(watched, wanted=True)
        return False


def _keep_out(window: QWindow, *, wanted: bool) -> None:
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
