"""A desk opens in one window, under whatever name it is asked for, and a second start brings that one forward."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QSysInfo
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.env.errors import UserError
from salesdesk.gui import second_start
from salesdesk.gui.desk_lock import DeskLock, ElsewhereError
from salesdesk.gui.errors import area_in_sight
from salesdesk.model.kinds import link_to
from tests.gui.conftest import OpenWindow, until_shown

Start = Callable[..., OpenWindow]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def linked(how: str, path: Path) -> Path:
    """Gives another name for a file."""
    (path.parent / "links").mkdir()
    link = path.parent / "links" / "Other name.salesdesk"
    make = link.symlink_to if how == "symbolic" else link.hardlink_to
    make(path)
    return link


@pytest.mark.parametrize("how", ["symbolic", "hard"])
def test_that_a_link_opens_no_second_window(
    how: str, opened: OpenWindow, sample_path: Path, start: Start
) -> None:
    second = start(linked(how, sample_path))
    assert second.furniture.opening.services is None
    assert "is open in another window" in " ".join(area_in_sight(second.window).messages)


@pytest.mark.parametrize("how", ["symbolic", "hard"])
def test_that_a_link_to_the_open_desk_shows_what_is_open(
    how: str, opened: OpenWindow, sample_path: Path
) -> None:
    services = opened.furniture.opening.services
    opened.furniture.opening.open(linked(how, sample_path))
    assert opened.furniture.opening.services is services


def test_that_a_second_start_gives_way_to_the_window_that_comes_forward(
    opened: OpenWindow, sample_path: Path, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_start, "ANSWER_MS", 300)
    opened.window.showMinimized()
    raised: list[bool] = []
    monkeypatch.setattr(opened.window, "raise_", lambda: raised.append(True))
    second = start(sample_path)
    opened.furniture.second_start.come_forward()
    assert not opened.window.isMinimized()
    assert raised, "nothing but the call itself tells it where no window manager keeps an order of windows"
    qtbot.waitUntil(lambda: not second.window.isVisible())


def test_that_a_second_start_goes_once_what_it_loads_is_there(
    opened: OpenWindow, sample_path: Path, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_start, "ANSWER_MS", 100)
    second = start(sample_path)
    busy = Event()
    second.furniture.background.run("slow", lambda _job: busy.wait(20))
    opened.furniture.second_start.come_forward()
    qtbot.wait(400)
    assert second.window.isVisible()
    busy.set()
    qtbot.waitUntil(lambda: not second.window.isVisible())


def test_that_a_second_start_stays_where_nobody_comes_forward(
    sample_path: Path, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_start, "ANSWER_MS", 100)
    elsewhere = DeskLock(sample_path)
    elsewhere.take(sample_path.name)
    second = start(sample_path)
    qtbot.wait(300)
    assert second.window.isVisible()
    assert elsewhere.called() is None, "a call nobody heard is taken back"
    elsewhere.unlock()


def test_that_a_start_while_the_other_window_is_just_being_ended_opens_the_desk(
    sample_path: Path, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_start, "ANSWER_MS", 300)
    elsewhere = DeskLock(sample_path)
    elsewhere.take(sample_path.name)
    second = start(sample_path)
    assert second.furniture.opening.services is None
    elsewhere.unlock()
    qtbot.waitUntil(lambda: second.furniture.opening.services is not None, timeout=20_000)
    assert second.window.at_desk


WITHOUT_A_WINDOW = """
import sys
from salesdesk.app import main
from salesdesk.gui import application
class Window:
    def __init__(self, *_all): print("a window")
    def run(self): return 3
application.Application = Window
sys.exit(main(sys.argv[1:]))
"""


def second_program(*words: object) -> subprocess.Popen[str]:
    """Starts the program a second time, which says so where it would show a window."""
    command = [sys.executable, "-c", WITHOUT_A_WINDOW, *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("named", [True, False], ids=["named", "the last one"])
def test_that_a_second_start_hands_over_before_it_shows_a_window(
    opened: OpenWindow, sample_path: Path, tmp_path: Path, qtbot: QtBot, named: bool
) -> None:
    opened.window.showMinimized()
    words = ["--data-dir", tmp_path / "home"]
    second = second_program(*([sample_path] if named else []), *words)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
    said, _unused = second.communicate()
    assert (second.returncode, said) == (0, "")
    assert not opened.window.isMinimized()


def test_that_the_link_of_a_sheet_is_shown_in_the_window_that_has_the_desk(
    opened: OpenWindow, sample_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    shell, services = opened.window.shell, opened.furniture.opening.services
    found = services.records.rows("assignment", limit=1)[0]
    for link, landed in (
        (link_to("assignment", found.id), lambda: shell.here().record == ("assignment", found.id)),
        (link_to("assignment", 999_999), lambda: "not in this desk" in "".join(shell.messages.messages)),
    ):
        opened.window.showMinimized()
        second = second_program(link, "--data-dir", tmp_path / "home")
        qtbot.waitUntil(lambda second=second: second.poll() is not None, timeout=60_000)
        said, _unused = second.communicate()
        assert (second.returncode, said) == (0, "")
        qtbot.waitUntil(landed)
        assert not opened.window.isMinimized()
    assert shell.here().person_id == found.values["salesperson_id"]


def test_that_a_link_waits_until_the_manager_is_at_the_desk_again(
    opened: OpenWindow, sample_path: Path, qtbot: QtBot
) -> None:
    shell, services = opened.window.shell, opened.furniture.opening.services
    found = services.records.rows("assignment", limit=1)[0]
    opened.window.lock()
    DeskLock(sample_path).call(link_to("assignment", found.id))
    opened.furniture.second_start.come_forward()
    assert shell.here().record is None
    opened.window.unlock()
    qtbot.waitUntil(lambda: shell.here().record == ("assignment", found.id))


def test_that_a_second_start_shows_its_window_where_nobody_comes_forward_or_nobody_has_the_desk(
    sample_path: Path, tmp_path: Path
) -> None:
    words = (sample_path, "--data-dir", tmp_path / "other")
    assert second_program(*words).communicate()[0] == "a window\n"
    elsewhere = DeskLock(sample_path)
    elsewhere.take(sample_path.name)
    assert second_program(*words).communicate()[0] == "a window\n"
    assert elsewhere.called() is None, "a call nobody heard is taken back"
    elsewhere.unlock()
    assert not lock_beside(sample_path).exists()


def lock_beside(path: Path) -> Path:
    """Gives the lock that lies beside a desk."""
    return path.with_name(f".{path.name}.lock")


@pytest.mark.parametrize("lies", [b"", b"\0" * 300, b"words\nand more", b"\xff\xfe\x00", None])
def test_that_a_lock_that_cannot_be_read_keeps_nobody_out(
    lies: bytes | None, start: Start, sample_path: Path
) -> None:
    if lies is None:
        lock_beside(sample_path).mkdir()
    else:
        lock_beside(sample_path).write_bytes(lies)
    opened = start(sample_path)
    assert opened.furniture.opening.services is not None
    with pytest.raises(UserError, match="is open in another window"):
        DeskLock(sample_path).take(sample_path.name)


def test_that_a_lock_that_another_start_is_writing_is_not_taken_away(sample_path: Path) -> None:
    other = DeskLock(sample_path)
    other.take(sample_path.name)
    lock_beside(sample_path).write_bytes(b"")
    with pytest.raises(UserError, match="is open in another window"):
        DeskLock(sample_path).take(sample_path.name)
    assert lock_beside(sample_path).exists()
    other.unlock()


def test_that_a_desk_of_another_computer_is_named_and_opened_all_the_same(
    start: Start, sample_path: Path
) -> None:
    lock_beside(sample_path).write_text("4242\nsalesdesk\nOLD-LAPTOP\n")
    os.utime(lock_beside(sample_path), (1_700_000_000, 1_700_000_000))
    opened = start(sample_path)
    bar = opened.window.file_bar
    assert opened.furniture.opening.services is None
    assert "“OLD-LAPTOP”" in bar.words
    assert "Nov 2023" in bar.words
    button = bar.findChild(QPushButton, "rescue_all_the_same")
    assert isinstance(button, QPushButton)
    button.click()
    until_shown(opened.furniture)
    assert opened.furniture.opening.services is not None
    assert bar.words == ""
    assert "OLD-LAPTOP" not in lock_beside(sample_path).read_text()


def test_that_a_computer_is_known_by_its_number_and_not_by_its_name(sample_path: Path) -> None:
    me, mine = QSysInfo.machineHostName(), bytes(QSysInfo.machineUniqueId().data()).decode()
    if not mine:
        pytest.skip("this system has no number")
    lock_beside(sample_path).write_text(f"{os.getpid()}\nsalesdesk\n{me}\nanother\n")
    with pytest.raises(ElsewhereError):
        DeskLock(sample_path).take(sample_path.name)
    program = Path(sys.executable).resolve().name
    lock_beside(sample_path).write_text(f"{os.getpid()}\n{program}\nold-name\n{mine}\n")
    with pytest.raises(UserError, match="is open in another window"):
        DeskLock(sample_path).take(sample_path.name)
