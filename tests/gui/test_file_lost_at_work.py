"""The buttons of the bar let go of a lost file only when nothing beside the window works on the desk any more."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.gui.background import Job
from tests.gui.conftest import OpenWindow, until_shown
from tests.gui.test_file_watch import WORDS, facts, newer, press, stored, type_summary, window
from tests.store.test_presence import exchange, take_away

__all__ = ["newer", "window"]
SLOW = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 100000) SELECT count(*) FROM n"
MANY = 100_000
Work = Callable[[Job, threading.Event], object]


def begin(window: OpenWindow, work: Work) -> list[str]:
    """Begins work beside the window as an import does; gives what is told of its end."""
    told: list[str] = []
    begun = threading.Event()

    window.furniture.background.run(
        "import", lambda job: work(job, begun), done=lambda _unused: told.append("done"),
        failed=lambda problem: told.append(str(problem)), cancelled=lambda: told.append("cancelled"),
    )  # fmt: skip
    assert begun.wait(10)
    return told


def reading(window: OpenWindow) -> Work:
    """Reads on and on, as comparing a file with the desk does."""
    desk = window.furniture.opening.services.desk

    def work(job: Job, begun: threading.Event) -> None:
        for number in range(MANY):
            job.report(number, MANY)
            desk.rows(SLOW)
            begun.set()

    return work


def writing(window: OpenWindow) -> Work:
    """Changes the desk on and on in one step, as an import does."""
    desk = window.furniture.opening.services.desk

    def work(job: Job, begun: threading.Event) -> None:
        from salesdesk.model.team import Salesperson

        with desk.change("Import") as work:
            for number in range(MANY):
                job.report(number, MANY)
                work.session.get(Salesperson, 2).role = f"Imported {number}"
                work.session.flush()
                begun.set()

    return work


KINDS_OF_WORK = pytest.mark.parametrize("kind", [reading, writing])


@KINDS_OF_WORK
def test_that_a_desk_is_put_back_when_the_work_beside_the_window_has_ended(
    kind: Callable[[OpenWindow], Work], window: OpenWindow, qtbot: QtBot
) -> None:
    path, watch = window.furniture.opening.services.path, window.furniture.file_watch
    type_summary(facts(window))
    told = begin(window, kind(window))
    take_away(path, path)
    watch.look()
    press(window, "file_put_back")
    assert not window.window.file_bar.findChild(QPushButton, "file_put_back").isEnabled()
    assert window.furniture.context.messages.words == "What is still being done ends first…"
    qtbot.waitUntil(path.exists, timeout=10000)
    assert told == ["cancelled"], "nothing may be told as done that is not in the desk which goes on"
    assert window.window.file_bar.words == ""
    assert stored(path, "private_summary") == WORDS
    assert not stored(path, "role", 2).startswith("Imported")
    type_summary(facts(window), "Afterwards")
    assert stored(path, "private_summary") == "Afterwards"


@KINDS_OF_WORK
@pytest.mark.parametrize("button", ["file_keep", "file_take"])
def test_that_the_work_goes_on_in_another_file_when_that_beside_the_window_has_ended(
    kind: Callable[[OpenWindow], Work], button: str, window: OpenWindow, newer: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    path, watch = window.furniture.opening.services.path, window.furniture.file_watch
    type_summary(facts(window))
    told = begin(window, kind(window))
    exchange(path, newer)
    watch.look()
    press(window, button)
    kept = path.with_name("Sample team (kept 11 Nov 09.00).salesdesk")
    qtbot.waitUntil(lambda: kept.exists() and watch.waiting == [], timeout=10000)
    until_shown(window.furniture)
    assert told == ["cancelled"]
    assert stored(kept, "private_summary") == WORDS
    assert not stored(kept, "role", 2).startswith("Imported")
    assert stored(path, "role", 2) == "Changed elsewhere"
    assert window.furniture.opening.services.path == (kept if button == "file_keep" else path)


def test_that_work_which_stores_into_a_lost_file_is_told_as_not_done(
    window: OpenWindow, qtbot: QtBot
) -> None:
    path, desk = window.furniture.opening.services.path, window.furniture.opening.services.desk
    type_summary(facts(window))
    let_on = threading.Event()

    def work(_job: Job, begun: threading.Event) -> None:
        from salesdesk.model.team import Salesperson

        with desk.change("Import") as work:
            work.session.get(Salesperson, 2).role = "Imported"
            work.session.flush()
            begun.set()
            let_on.wait(10)

    told = begin(window, work)
    take_away(path, path)
    let_on.set()
    qtbot.waitUntil(lambda: bool(told), timeout=10000)
    assert told[0].startswith("Nothing is written")
    window.furniture.file_watch.look()
    press(window, "file_put_back")
    assert stored(path, "private_summary") == WORDS
    assert stored(path, "role", 2) != "Imported"


@KINDS_OF_WORK
def test_that_closing_ends_the_work_before_what_is_here_is_kept(
    kind: Callable[[OpenWindow], Work], window: OpenWindow
) -> None:
    path = window.furniture.opening.services.path
    type_summary(facts(window))
    begin(window, kind(window))
    take_away(path, path)
    window.furniture.file_watch.look()
    window.furniture.opening.close()
    assert stored(path, "private_summary") == WORDS
    assert not stored(path, "role", 2).startswith("Imported")
