"""Tests long work beside the window: progress, result, failure and cancelling."""

import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from salesdesk.gui.background import Background, Job


@pytest.fixture
def errors() -> list[BaseException]:
    """What went wrong and had no place of its own."""
    return []


@pytest.fixture
def background(qapp: object, errors: list[BaseException]) -> Iterator[Background]:
    """A place for long work."""
    made = Background(errors.append)
    yield made
    assert made.finish()
    made.deleteLater()


def test_that_the_result_and_the_progress_arrive_on_the_thread_of_the_window(
    qtbot: QtBot, background: Background
) -> None:
    window, seen = QThread.currentThread(), []

    def work(job: Job) -> str:
        assert QThread.currentThread() is not window
        job.report(1, 2, "half")
        job.report(2, 2)
        return "42 rows"

    def told(*what: Any) -> None:
        seen.append((QThread.currentThread() is window, *what))

    with qtbot.waitSignal(background.job_ended):
        background.run("read", work, done=told, progress=told)
    assert seen == [(True, 1, 2, "half"), (True, 2, 2, ""), (True, "42 rows")]
    assert background.jobs == ()


def test_that_cancelling_stops_the_work_at_its_next_report(qtbot: QtBot, background: Background) -> None:
    started, told = threading.Event(), []

    def work(job: Job) -> None:
        while True:
            job.report(0, 0)
            started.set()

    with qtbot.waitSignal(background.job_ended):
        job = background.run("endless", work, done=told.append, cancelled=lambda: told.append("cancelled"))
        started.wait(5)
        job.cancel()
    assert told == ["cancelled"]


def test_that_a_failure_goes_to_its_own_place_or_to_that_of_all_errors(
    qtbot: QtBot, background: Background, errors: list[BaseException]
) -> None:
    def work(job: Job) -> None:
        raise ValueError("no such column")

    own: list[BaseException] = []
    with qtbot.waitSignal(background.job_ended):
        background.run("one", work, failed=own.append)
    with qtbot.waitSignal(background.job_ended):
        background.run("two", work)
    assert [str(e) for e in own + errors] == ["no such column", "no such column"]


def test_that_work_lets_the_window_on_more_often_than_usual(qtbot: QtBot, background: Background) -> None:
    usual, during = sys.getswitchinterval(), list[float]()
    with qtbot.waitSignal(background.job_ended):
        background.run("count", lambda _job: during.append(sys.getswitchinterval()))
    assert during[0] <= usual / 4
    assert sys.getswitchinterval() == usual
