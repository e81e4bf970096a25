"""What is done once a day beside the window is begun once, and only when the desk can be used."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.env.clock import FixedClock
from salesdesk.env.paths import paths_in
from salesdesk.env.settings import SettingsFile
from salesdesk.gui.application import Application, StartOptions
from salesdesk.gui.background import Job


@pytest.fixture
def application(qtbot: QtBot, tmp_path: Path, clock: FixedClock, sample_path: Path) -> Iterator[Application]:
    """The program as it starts on a desk of yesterday, not yet shown."""
    paths = paths_in(tmp_path / "home")
    paths.make()
    settings = SettingsFile(paths.settings_file)
    made = Application(paths, settings, clock, StartOptions(sample_path))
    qtbot.addWidget(made.window)
    yield made
    assert made.workbench is not None
    made.workbench.background.finish()
    made.workbench.opening.close()


def test_that_the_days_backup_is_begun_once_and_after_the_desk_is_shown(
    application: Application, qtbot: QtBot
) -> None:
    begun: list[tuple[str, bool]] = []
    shown: list[bool] = []
    application.window.shell.desk_shown.connect(lambda: shown.append(True))
    application.window.shell.desk_shown.connect(application._on_desk_shown)

    def note(job: Job) -> None:
        begun.append((job.name, bool(shown)))

    furnish = application.furnish

    def listen() -> object:
        workbench = furnish()
        workbench.background.job_started.connect(note)
        return workbench

    application.furnish = listen  # type: ignore[method-assign, assignment]
    application.show_window()
    qtbot.waitUntil(lambda: any(name == "backup" for name, _ in begun), timeout=30_000)
    qtbot.waitUntil(lambda: not application.workbench.background.jobs, timeout=30_000)  # type: ignore[union-attr]
    names = [name for name, _ in begun]
    assert names.count("backup") == 1
    assert names.count("old things in the Trash") == 1
    assert all(after for _, after in begun)


def test_that_a_second_backup_waits_until_the_first_is_written(
    application: Application, qtbot: QtBot
) -> None:
    application.show_window()
    qtbot.waitUntil(
        lambda: application.workbench is not None and application.workbench.opening.services is not None,
        timeout=30_000,
    )
    assert application.workbench is not None
    background, opening = application.workbench.background, application.workbench.opening
    qtbot.waitUntil(lambda: not background.jobs, timeout=30_000)
    opening.check_and_back_up(by_hand=True)
    opening.check_and_back_up(by_hand=True)
    assert [job.name for job in background.jobs].count("backup") == 1
    qtbot.waitUntil(lambda: not background.jobs, timeout=30_000)
