"""Garbage is collected on the window's thread alone: what belongs to Qt must not go on another one."""

import gc
import threading
import weakref

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.gui import background
from salesdesk.gui.background import MOST_AT_ONCE, TIDY_MS, Job
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


def test_that_the_values_of_a_large_file_are_gone_through_only_once_they_have_gone(
    opened: OpenWindow, qtbot: QtBot
) -> None:
    went: list[bool] = []
    held: list[object] = [[number] for number in range(MOST_AT_ONCE + 50_000)]
    held.append(Knot())
    weakref.finalize(held[-1], lambda: went.append(True))
    qtbot.waitUntil(lambda: gc.get_freeze_count() > MOST_AT_ONCE, timeout=20_000)
    held.clear()
    qtbot.waitUntil(lambda: bool(went), timeout=20_000)


def test_that_nothing_set_aside_is_gone_through_while_work_that_holds_it_goes_on(
    opened: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "ASIDE_FOR", 1)
    done = threading.Event()

    def work(_job: Job) -> int:
        held = [[number] for number in range(MOST_AT_ONCE + 50_000)]
        done.wait(30)
        return len(held)

    opened.furniture.background.run("large file", work)
    try:
        qtbot.waitUntil(lambda: gc.get_freeze_count() > MOST_AT_ONCE, timeout=20_000)
        qtbot.wait(3 * TIDY_MS)
        assert gc.get_freeze_count() > MOST_AT_ONCE
    finally:
        done.set()
    set_aside = gc.get_freeze_count()
    qtbot.waitUntil(lambda: gc.get_freeze_count() < set_aside - MOST_AT_ONCE, timeout=20_000)


def test_that_what_is_loaded_for_good_is_gone_through_by_no_later_collection(
    opened: OpenWindow, qtbot: QtBot
) -> None:
    before = gc.get_freeze_count()
    opened.furniture.load_the_rest()
    qtbot.waitUntil(lambda: gc.get_freeze_count() > before, timeout=20_000)
