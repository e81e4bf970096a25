"""What the system says about sleep and its screen, heard on a bus of our own."""

import os
import shutil
import subprocess
import sys

import pytest

LISTENER = """
import os
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication, QWidget
from salesdesk.gui.system_signs import SystemSigns, tells_of_lock
qt = QApplication([])
window = QWidget()
signs, heard = SystemSigns(window), []
signs.sleep_came.connect(lambda: heard.append("sleep"))
signs.screen_locked.connect(lambda: heard.append("screen"))
signs.listen()
bus = QDBusConnection.systemBus()
assert bus.registerService("org.freedesktop.login1")
session, own = "org.freedesktop.login1.Session", "/org/freedesktop/login1/session/_32"
for path, interface, name, said in (
    ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", [True]),
    ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", [False]),
    (own, session, "Lock", []),
    (own + "7", session, "Lock", []),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", [True]),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", [False]),
):
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(said)
    bus.send(message)
while len(heard) < 3:
    qt.processEvents()
qt.processEvents()
print(tells_of_lock(), sorted(heard))
"""


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="there is no bus to try it on")
def test_that_sleep_and_the_locked_screen_are_heard_and_the_session_of_somebody_else_is_not() -> None:
    run = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", LISTENER], capture_output=True, text=True, check=False,
        timeout=60, env=os.environ | {"XDG_SESSION_ID": "2", "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert run.stdout.splitlines()[-1:] == ["True ['screen', 'screen', 'sleep']"], run.stderr


def test_that_a_bus_beyond_this_computer_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from salesdesk.gui.system_signs import tells_of_lock

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "tcp:host=example.org,port=1")
    assert not tells_of_lock()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/user/1000/bus")
    assert tells_of_lock()
