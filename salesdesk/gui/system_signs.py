"""Hears that the system goes to sleep or that its screen is locked: by D-Bus on Linux, by messages on Windows."""

import os
import sys
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QWidget

LOGIN: Final = "org.freedesktop.login1"
SAVERS: Final = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
"""Who tells on the bus of the session that the screen was locked; each desktop has one or two of them."""
POWER, SUSPENDS = 0x0218, 0x0004
SESSION, LOCKED_SESSION, THIS_SESSION = 0x02B1, 0x0007, 0


def tells_of_lock() -> bool:
    """Tells whether this system says when it sleeps or locks its screen; macOS is untried."""
    return sys.platform == "win32" or (sys.platform.startswith("linux") and _bus_is_local("SESSION"))


class SystemSigns(QObject):
    """Passes on what the system says; where it says nothing nothing comes, and no error."""

    sleep_came = Signal()
    screen_locked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._messages: WindowsMessages | None = None

    def listen(self) -> None:
        """Begins to listen; called once the window is usable."""
        if sys.platform == "win32":
            self._messages = WindowsMessages(self)
            self._messages.install(int(self._window.winId()))
        elif sys.platform.startswith("linux"):
            self._listen_on_buses()

    def stop(self) -> None:
        """Lets go of what Windows was asked for."""
        if self._messages is not None:
            self._messages.uninstall(int(self._window.winId()))

    def _listen_on_buses(self) -> None:
        # By the local socket of the bus: QtDBus brings no network code.
        from PySide6.QtDBus import QDBusConnection

        if _bus_is_local("SYSTEM"):
            system = QDBusConnection.systemBus()
            system.connect(LOGIN, "", f"{LOGIN}.Manager", "PrepareForSleep", self, _slot("on_sleep(bool)"))
            system.connect(LOGIN, _own_session(), f"{LOGIN}.Session", "Lock", self, _slot("on_lock()"))
        if _bus_is_local("SESSION"):
            session = QDBusConnection.sessionBus()
            for saver in SAVERS:
                session.connect("", "", saver, "ActiveChanged", self, _slot("on_active(bool)"))

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:
        """Is told by login1 that the computer is about to sleep, or that it has woken."""
        if begins:
            self.sleep_came.emit()

    @Slot()
    def on_lock(self) -> None:
        """Is told by login1 that the session is to be locked."""
        self.screen_locked.emit()

    @Slot(bool)
    def on_active(self, locked: bool) -> None:
        """Is told by the desktop that its screen was locked, or opened again."""
        if locked:
            self.screen_locked.emit()


class WindowsMessages(QAbstractNativeEventFilter):
    """Reads two of the messages that Windows sends to a window: that it suspends, and that the session was locked."""

    def __init__(self, signs: SystemSigns) -> None:
        super().__init__()
        self._signs = signs

    def install(self, handle: int) -> None:
        """Asks Windows to tell of the session too, and begins to read."""
        import ctypes

        ctypes.windll.wtsapi32.WTSRegisterSessionNotification(  # type: ignore[attr-defined]
            ctypes.c_void_p(handle), THIS_SESSION
        )
        application = QCoreApplication.instance()
        assert application is not None
        application.installNativeEventFilter(self)

    def uninstall(self, handle: int) -> None:
        """Ends what `install` began."""
        import ctypes

        application = QCoreApplication.instance()
        if application is not None:
            application.removeNativeEventFilter(self)
        ctypes.windll.wtsapi32.WTSUnRegisterSessionNotification(  # type: ignore[attr-defined]
            ctypes.c_void_p(handle)
        )

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> Any:
        """Looks at each message and takes none away."""
        from ctypes import wintypes

        told = wintypes.MSG.from_address(int(message))
        if told.message == POWER and told.wParam == SUSPENDS:
            self._signs.on_sleep(True)
        elif told.message == SESSION and told.wParam == LOCKED_SESSION:
            self._signs.on_lock()
        return False, 0


def _bus_is_local(which: str) -> bool:
    """Tells whether a bus is reached by a socket of this computer: another one would be a network's."""
    own = Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / "bus"
    there = which == "SYSTEM" or own.is_socket()
    usual = "unix:" if there else ""  # where libdbus looks by itself
    address = os.environ.get(f"DBUS_{which}_BUS_ADDRESS", usual)
    return bool(address) and all(part.startswith("unix:") for part in address.split(";") if part)


def _slot(name: str) -> Any:
    """Gives a slot as QtDBus takes it: a string, though its types say bytes, which it refuses."""
    return SLOT(name)


def _own_session() -> str:
    """Gives where login1 keeps this session; empty, and so every session of ours, where it does not say."""
    number = os.environ.get("XDG_SESSION_ID", "")
    # As login1 writes numbers into paths: a first digit is escaped.
    return f"/org/freedesktop/login1/session/{_escaped(number)}" if number else ""


def _escaped(words: str) -> str:
    return "".join(
        each if each.isascii() and (each.isalpha() or (each.isdigit() and place)) else f"_{ord(each):02x}"
        for place, each in enumerate(words)
    )
