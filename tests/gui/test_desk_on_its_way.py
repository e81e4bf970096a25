"""Between closing one desk and showing another nothing can be done, and everything in between is let go of."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.coming_desk import BusyPage
from salesdesk.gui.desk_lock import DeskLock
from salesdesk.gui.sight import Sight
from tests.gui.conftest import OpenWindow, until_shown
from tests.gui.importing.test_import_wizard import drop

CONTROL, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
KEYS = (
    (Qt.Key.Key_K, CONTROL), (Qt.Key.Key_I, CONTROL), (Qt.Key.Key_Z, CONTROL), (Qt.Key.Key_2, CONTROL),
    (Qt.Key.Key_Down, ALT), (Qt.Key.Key_F5, NONE), (Qt.Key.Key_Return, NONE), (Qt.Key.Key_Escape, NONE),
)  # fmt: skip


@pytest.fixture
def other(desk_template: Path, tmp_path: Path) -> Path:
    """Another desk than the one that is open."""
    return copyfile(desk_template, tmp_path / "Other.salesdesk")


def turns_until_shown(opened: OpenWindow, meanwhile: Callable[[], object]) -> int:
    """Lets a desk come to the window, doing something before each turn; gives how many turns it took."""
    turns = 0
    while opened.furniture.opening.coming.waiting:
        meanwhile()
        QApplication.processEvents()
        turns += 1
    return turns


def test_that_between_two_desks_no_command_no_key_and_no_drop_does_anything(
    opened: OpenWindow, other: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window, bench = opened.window, opened.furniture
    window.activateWindow()
    qtbot.waitExposed(window)
    before = bench.opening.services
    file = tmp_path / "deals.csv"
    file.write_text("Name,Owner,Amount\nOne,Mira,5\n", encoding="utf-8")
    windows = QApplication.topLevelWidgets()

    def try_everything() -> None:
        assert window.sight is Sight.BUSY
        assert bench.opening.services is None
        assert not [each.objectName() for each in window.actions_by_id.values() if each.isEnabled()]
        for action in window.actions_by_id.values():
            action.trigger()
        for key, held in KEYS:
            qtbot.keyClick(window, key, held)
        assert not drop(window, file)
        assert not window.shell.isVisible()

    bench.opening.open(other)
    assert turns_until_shown(opened, try_everything) >= 3, "each piece of the work has its own turn"
    shell, services = window.shell, bench.opening.services
    assert services is not None
    assert services is not before
    assert services.path == other
    assert (window.sight, shell.person_id, shell.tabs.current_key()) == (Sight.DESK, None, "desk")
    assert window.actions_by_id["import"].isEnabled()
    assert bench.imports.wizard is None
    assert bench.sessions.view is None
    assert not services.undoing.undo_name
    assert not [each for each in QApplication.topLevelWidgets() if each not in windows and each.isVisible()]
    qtbot.waitUntil(lambda: window.findChild(BusyPage) is None)


def test_that_nothing_of_the_desk_before_is_left_in_the_window(
    opened: OpenWindow, other: Path, qtbot: QtBot
) -> None:
    before = opened.window.shell.tabs.page("desk")
    gone: list[QWidget] = []
    before.destroyed.connect(lambda: gone.append(before))
    opened.furniture.opening.open(other)
    until_shown(opened.furniture)
    qtbot.waitUntil(lambda: bool(gone))
    assert opened.window.shell.tabs.page("desk").isVisible()


def test_that_a_desk_asked_for_meanwhile_comes_after_the_one_on_its_way(
    opened: OpenWindow, other: Path, sample_path: Path, qtbot: QtBot
) -> None:
    opening = opened.furniture.opening
    opening.open(other)
    opening.open(sample_path)
    qtbot.waitUntil(lambda: opening.services is not None and opening.services.path == sample_path)
    free = DeskLock(other)
    free.take(other.name)
    free.unlock()


@pytest.mark.parametrize("turns", range(4))
def test_that_a_window_closed_meanwhile_lets_go_of_the_desk(
    opened: OpenWindow, other: Path, turns: int
) -> None:
    said: list[str] = []
    opened.furniture.opening.open(other)
    opened.furniture.opening.coming.when_shown(lambda: said.append("shown"))
    for _ in range(turns):
        QApplication.processEvents()
    shown = bool(said)
    opened.window.close()
    QApplication.processEvents()
    assert opened.furniture.opening.services is None
    assert bool(said) is shown, "what waits for a desk that was given up never happens"
    assert not opened.furniture.opening.coming.waiting
    free = DeskLock(other)
    free.take(other.name)
    free.unlock()
    assert [path.name for path in other.parent.glob("Other.salesdesk-*")] == []
