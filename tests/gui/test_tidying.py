"""Garbage is collected on the window's thread alone: what belongs to Qt must not go on another one."""

import threading
import weakref

from pytestqt.qtbot import QtBot

from salesdesk.gui.background import Job
from tests.gui.conftest import OpenWindow


class Knot:
    """Something that only the collector can let go of."""

    def __init__(self) -> None:
        self.itself = self


def test_that_work_beside_the_window_collects_no_garbage(opened: OpenWindow, qtbot: QtBot) -> None:
    went: list[threading.Thread] = []
    weakref.finalize(Knot(), lambda: went.append(threading.current_thread()))

    def work(_job: Job) -> int:
        return len([Knot() for _ in range(200_000)])

    opened.furniture.background.run("knots", work)
    qtbot.waitUntil(lambda: bool(went), timeout=20_000)
    assert went == [threading.main_thread()]
