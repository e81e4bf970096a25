"""A desk of an earlier SalesDesk is brought up to date beside the window, which lives on, and may be cancelled."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.env.errors import UserError
from salesdesk.env.following import tick
from salesdesk.gui.desk_lock import DeskLock
from salesdesk.gui.sight import Sight
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.store import update
from salesdesk.store.connection import Connection
from salesdesk.store.seal import begins_sealed
from tests.gui.conftest import OpenWindow
from tests.store.test_followed import left
from tests.store.test_update import plain_older

AS_IT_WAS = "Cancelled. “old.salesdesk” is as it was."
Start = Callable[..., OpenWindow]


@dataclass
class Gate:
    """Holds the update in its midst until it is let through or cancelled; knows on which threads it went."""

    opens: threading.Event = field(default_factory=threading.Event)
    reached: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """The gate, which is open after the test."""
    held, migrate = Gate(), update.migrate

    def through(connection: Connection) -> None:
        held.threads.append(threading.current_thread())
        held.reached.set()
        while not held.opens.wait(0.01):
            tick()
        migrate(connection)

    monkeypatch.setattr(update, "migrate", through)
    yield held
    held.opens.set()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A desk of the first release, alone in its folder."""
    path = tmp_path / "desks" / "old.salesdesk"
    path.parent.mkdir()
    plain_older(path)
    return path


def begun(start: Start, old: Path, gate: Gate, qtbot: QtBot) -> OpenWindow:
    """Starts the program on an old desk; it is in the midst of the update."""
    window = start(old)
    qtbot.waitUntil(gate.reached.is_set, timeout=20_000)
    return window


def button(window: OpenWindow, name: str) -> QPushButton:
    """Finds a button that is shown."""
    found = [each for each in window.window.findChildren(QPushButton, name) if not each.isHidden()]
    return found[-1]


def held(folder: Path) -> dict[Path, bytes]:
    """Gives every file of a folder without the lock of the window."""
    return {path: content for path, content in left(folder).items() if not path.name.endswith(".lock")}


def said_on(window: OpenWindow) -> list[str]:
    """Gives all that stands in the window."""
    return [each.text() for each in window.window.findChildren(QLabel)]


def opened_in(window: OpenWindow, qtbot: QtBot) -> Path:
    """Waits until a desk is open; gives its file."""
    opening = window.furniture.opening
    qtbot.waitUntil(lambda: opening.services is not None, timeout=20_000)
    assert opening.services is not None
    return opening.services.path


def test_that_an_old_desk_is_brought_up_to_date_beside_the_window(
    start: Start, old: Path, gate: Gate, qtbot: QtBot
) -> None:
    window = begun(start, old, gate, qtbot)
    assert window.window.sight is Sight.START
    words = window.window.status.findChild(QLabel, "work_words")
    assert isinstance(words, QLabel)
    assert words.text() == "Bringing the desk up to date…"
    assert button(window, "work_cancel").isEnabled()
    gate.opens.set()
    assert opened_in(window, qtbot) == old
    assert window.window.at_desk
    assert begins_sealed(old)
    assert threading.main_thread() not in gate.threads
    assert window.settings.current.last_desk == str(old)


@pytest.mark.parametrize("by_link", [False, True])
def test_that_a_window_has_the_file_that_was_brought_up_to_date(
    start: Start, old: Path, tmp_path: Path, qtbot: QtBot, *, by_link: bool
) -> None:
    window = start(old)
    opened_in(window, qtbot)
    name = old
    if by_link:
        (name := tmp_path / "elsewhere.salesdesk").hardlink_to(old)
    second, mine = DeskLock(name), window.furniture.opening.lock
    with pytest.raises(UserError, match="is open in another window"):
        second.take(name.name)
    second.call()
    assert mine is not None
    assert mine.called() is not None
    window.furniture.opening.close()
    second.take(name.name)
    second.unlock()


def test_that_one_which_somebody_took_right_after_the_update_is_left_alone(
    start: Start, old: Path, gate: Gate, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = begun(start, old, gate, qtbot)

    def refuse(_lock: DeskLock, _name: str) -> None:
        raise UserError("Somebody has it.")

    monkeypatch.setattr(DeskLock, "follow", refuse)
    gate.opens.set()
    qtbot.waitUntil(lambda: "Somebody has it." in said_on(window), timeout=20_000)
    assert window.furniture.opening.services is None
    DeskLock(old).take(old.name)


def test_that_cancel_leaves_it_byte_for_byte_and_it_can_be_tried_again(
    start: Start, old: Path, gate: Gate, qtbot: QtBot
) -> None:
    before = held(old.parent)
    window = begun(start, old, gate, qtbot)
    button(window, "work_cancel").click()
    qtbot.waitUntil(lambda: window.window.file_bar.words == AS_IT_WAS, timeout=20_000)
    assert held(old.parent) == before
    assert window.furniture.opening.services is None
    assert window.window.sight is Sight.START
    gate.opens.set()
    button(window, "rescue_again").click()
    assert opened_in(window, qtbot) == old
    assert AS_IT_WAS not in window.window.file_bar.words


def test_that_cancel_goes_back_to_the_desk_that_was_open(
    start: Start, old: Path, sample_path: Path, gate: Gate, qtbot: QtBot
) -> None:
    window = start(sample_path)
    window.furniture.opening.open(old)
    qtbot.waitUntil(gate.reached.is_set, timeout=20_000)
    assert window.furniture.opening.services is None
    button(window, "work_cancel").click()
    assert opened_in(window, qtbot) == sample_path
    assert window.window.file_bar.words == AS_IT_WAS
    button(window, "rescue_leave").click()
    assert window.window.file_bar.words == ""


def test_that_another_desk_is_refused_meanwhile(
    start: Start, old: Path, sample_path: Path, gate: Gate, qtbot: QtBot
) -> None:
    window = begun(start, old, gate, qtbot)
    opening = window.furniture.opening
    for ask in (
        lambda: opening.open(sample_path),
        lambda: opening.open(old),
        opening.open_sample,
        opening.ask_for_new,
    ):
        window.window.welcome.findChildren(BannerArea)[0].clear()
        ask()
        assert any(
            "“old.salesdesk” is being brought up to date or put right just now." in each
            for each in said_on(window)
        )
        assert opening.services is None
    gate.opens.set()
    assert opened_in(window, qtbot) == old


def test_that_quitting_meanwhile_cancels_it(start: Start, old: Path, gate: Gate, qtbot: QtBot) -> None:
    before = left(old.parent)
    window = begun(start, old, gate, qtbot)
    window.window.close()
    assert left(old.parent) == before  # the lock too
    assert not any(job.running for job in window.furniture.background.jobs)


def test_that_one_that_ends_in_the_moment_of_quitting_is_closed(
    start: Start, old: Path, gate: Gate, qtbot: QtBot
) -> None:
    window = begun(start, old, gate, qtbot)
    (job,) = (each for each in window.furniture.background.jobs if each.name == "update")
    gate.opens.set()
    job.wait()
    window.window.close()
    qtbot.waitUntil(lambda: not window.furniture.background.jobs, timeout=20_000)
    assert window.furniture.opening.services is None
    assert [path.name for path in old.parent.iterdir()] == [old.name]


def test_that_a_failure_is_a_sentence_and_leaves_it_as_it_was(
    start: Start, old: Path, sample_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr(update, "back_up", no_room)
    before = held(old.parent)
    window = start(sample_path)
    window.furniture.opening.open(old)
    assert opened_in(window, qtbot) == sample_path
    told = "The disk is full. “old.salesdesk” is not updated without a backup, so nothing was changed."
    assert any(told in each for each in said_on(window))
    assert held(old.parent) == before
