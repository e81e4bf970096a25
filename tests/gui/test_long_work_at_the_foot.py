"""Long work on a whole desk shows at the foot how far it is, and *Cancel* there leaves the desk as it was."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.env.paths import paths_in
from salesdesk.gui import background
from salesdesk.gui.background import Job
from salesdesk.store import connection
from tests.gui.test_desk_rescue import opens
from tests.store.test_archive_and_salvage import kept


def cancels(opened: Any) -> list[str]:
    """Presses Cancel as soon as long work begins; gives what of it was cancelled."""
    done: list[str] = []

    def press(job: Job) -> None:
        if job.words:
            job.cancelled.connect(lambda: done.append(job.name))
            opened.window.status.findChildren(QPushButton, "work_cancel")[-1].click()

    opened.furniture.background.job_started.connect(press)
    return done


def idle(opened: Any, qtbot: QtBot) -> None:
    """Waits until nothing runs beside the window."""
    qtbot.waitUntil(lambda: not opened.furniture.background.jobs, timeout=20_000)


def names(*folders: Path) -> list[Path]:
    """Gives every file in some folders; those beside an open desk come and go with it."""
    beside = ("-shm", "-wal", ".mark", ".lock")
    return sorted(path for folder in folders for path in folder.iterdir() if not path.name.endswith(beside))


@pytest.mark.parametrize(("command", "name"), [("export_all", "all.zip"), ("export_plain", "all.sqlite")])
def test_that_an_export_that_is_cancelled_leaves_no_file(
    opened: Any, tmp_path: Path, qtbot: QtBot, command: str, name: str
) -> None:
    idle(opened, qtbot)
    cancelled, before = cancels(opened), names(tmp_path)
    opened.furniture.context.prompts.preset(tmp_path / name)
    opened.window.actions_by_id[command].trigger()
    idle(opened, qtbot)
    assert cancelled == ["whole export"]
    assert names(tmp_path) == before
    assert opened.furniture.messages.words == f"Cancelled. “{name}” was not written."
    qtbot.waitUntil(lambda: not opened.window.status.findChildren(QPushButton, "work_cancel"))


@pytest.mark.parametrize("way", ["restore", "salvage"])
def test_that_a_way_out_that_is_cancelled_goes_back_to_the_desk_as_it_was(
    opened: Any, sample_path: Path, tmp_path: Path, qtbot: QtBot, way: str
) -> None:
    folder = paths_in(tmp_path / "home").backups
    opened.furniture.opening.services.desk.back_up(folder)
    idle(opened, qtbot)
    cancelled, rescue = cancels(opened), opened.furniture.rescue
    before, held = names(sample_path.parent, folder), kept(sample_path)
    service = rescue.service()
    if way == "restore":
        opened.furniture.context.prompts.preset(True)
        rescue.restore(service, service.backups()[0])
    else:
        opened.furniture.context.prompts.preset(sample_path.with_name("saved.salesdesk"))
        rescue.ask_to_salvage()
    qtbot.waitUntil(lambda: cancelled == [way], timeout=20_000)
    assert opens(opened, qtbot) == sample_path
    assert opened.furniture.messages.words == "Cancelled. The desk is as it was."
    opened.furniture.opening.close()
    assert names(sample_path.parent, folder) == before
    assert kept(sample_path) == held


def test_that_the_foot_shows_how_far_it_is(
    opened: Any, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle(opened, qtbot)
    monkeypatch.setattr(background, "SAY_EVERY", 0)
    monkeypatch.setattr(connection, "_TICK_EVERY", 500)
    seen: list[tuple[int, int]] = []

    def note(done: int, total: int, _words: str) -> None:
        seen.append((done, total))

    def watch(job: Job) -> None:
        (bar,) = opened.window.status.findChildren(QProgressBar, "work_bar")
        assert (bar.minimum(), bar.maximum()) == (0, 0)
        job.progressed.connect(note)

    opened.furniture.background.job_started.connect(watch)
    opened.furniture.context.prompts.preset(tmp_path / "all.zip")
    opened.window.actions_by_id["export_all"].trigger()
    idle(opened, qtbot)
    steps = [value for value, most in seen if most == 100]
    assert len(set(steps)) > 3
    assert steps == sorted(steps)
