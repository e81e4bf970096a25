"""A real window on a real desk, for tests that act as a person would."""

import gc
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.env.paths import paths_in
from salesdesk.env.settings import SettingsFile
from salesdesk.gui.application import Application, StartOptions
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.tour import DAY, Tour
from salesdesk.gui.workbench import Workbench
from salesdesk.services.sample import write_sample

WHOLE_EVERY = 50
_TESTS = count(1)


@pytest.fixture(autouse=True)
def collected_between_tests() -> Iterator[None]:
    """Collects garbage between tests alone, as the program does between events: in the midst of Qt it may hang."""
    gc.disable()
    yield
    # What a window had set aside, which is gone with its test.
    gc.unfreeze()
    gc.collect(1 if next(_TESTS) % WHOLE_EVERY else 2)


@dataclass
class OpenWindow:
    """The window of one start of the program, with what works behind it."""

    window: MainWindow
    furniture: Workbench
    settings: SettingsFile


def open_desk(furniture: Workbench, path: Path) -> None:
    """Opens another desk, and waits until it stands in the window or was given up."""
    furniture.opening.open(path)
    until_shown(furniture)


def until_shown(furniture: Workbench) -> None:
    """Lets a desk that is on its way come to the window."""
    while furniture.opening.coming.waiting:
        QApplication.processEvents()


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[Callable[..., OpenWindow]]:
    """Starts the program as often as a test wants, always with the same folders."""
    started: list[OpenWindow] = []

    def begin(desk: Path | None = None) -> OpenWindow:
        paths = paths_in(tmp_path / "home")
        paths.make()
        settings = SettingsFile(paths.settings_file)
        settings.load()
        application = Application(paths, settings, clock, StartOptions(desk))
        furniture = application.furnish()
        qtbot.addWidget(application.window)
        application.window.show()
        furniture.opening.first(desk)
        found = OpenWindow(application.window, furniture, settings)
        started.append(found)
        return found

    yield begin
    for each in started:
        each.furniture.background.finish()
        each.furniture.opening.close()


@pytest.fixture
def opened(start: Callable[..., OpenWindow], sample_path: Path) -> OpenWindow:
    """The window on a desk with a small sample team."""
    return start(sample_path)


@pytest.fixture
def shell(opened: Any, qtbot: QtBot) -> Any:
    """The desk, with the keyboard in the window."""
    opened.window.activateWindow()
    qtbot.waitExposed(opened.window)
    return opened.window.shell


@pytest.fixture
def medium(sample_path: Path, nothing_writable: Callable[[Path], None]) -> Path:
    """A folder on which nothing can be written."""
    nothing_writable(sample_path.parent)
    return sample_path


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole sample team of the day on which it is toured, made once; tours copy it."""
    path = tmp_path_factory.mktemp("invented") / "Sample team.salesdesk"
    write_sample(path, DAY.date())
    return path


@pytest.fixture
def tour(qtbot: QtBot, tmp_path: Path, invented: Path) -> Iterator[Tour]:
    """The window of the sample team, to be walked through."""
    hook = sys.excepthook
    made = Tour(tmp_path)
    shutil.copyfile(invented, paths_in(tmp_path).sample_desk)
    qtbot.addWidget(made.window)
    made.open_sample()
    sys.excepthook = hook
    yield made
    made.close()
