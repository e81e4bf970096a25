"""Desks that were open before are one click away; one that is gone says so and can be taken off the list."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.services.new_desk import make_desk
from tests.gui.conftest import open_desk, until_shown

Start = Callable[..., Any]


def recent(widget: Any) -> list[tuple[str, bool]]:
    found = [b for b in widget.findChildren(QPushButton, "open_recent") if not b.isHidden()]
    return [(button.text(), button.isEnabled()) for button in found]


def click(widget: Any, qtbot: QtBot, name: str, words: str = "") -> None:
    found = widget.findChildren(QPushButton, name)
    button = next(b for b in found if not b.isHidden() and words in b.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def made(tmp_path: Path, clock: Any, *names: str) -> list[Path]:
    paths = [tmp_path / f"{name}.salesdesk" for name in names]
    for path in paths:
        make_desk(path, clock)
    return paths


def test_that_the_welcome_page_lists_desks_opened_lately_and_forgets_those_that_are_gone(
    start: Start, tmp_path: Path, clock: Any, qtbot: QtBot
) -> None:
    first = start()
    paths = made(tmp_path, clock, "North", "South")
    for path in paths:
        open_desk(first.furniture, path)
        qtbot.waitUntil(lambda: bool(first.window.shell.tabs.page("desk").isVisible()))
    first.window.close()
    paths[1].unlink()
    second = start()
    qtbot.waitUntil(lambda: recent(second.window.welcome) == [("South", False), ("North", True)])
    words = [label.text() for label in second.window.welcome.findChildren(QLabel)]
    assert any(text.startswith("No longer there") for text in words)
    click(second.window.welcome, qtbot, "forget_recent")
    qtbot.waitUntil(lambda: recent(second.window.welcome) == [("North", True)])
    assert second.settings.current.recent_desks == (str(paths[0]),)
    click(second.window.welcome, qtbot, "open_recent", "North")
    until_shown(second.furniture)
    assert second.furniture.opening.services.path == paths[0]


def test_that_the_file_menu_and_the_search_lead_to_them(
    opened: Any, tmp_path: Path, clock: Any, qtbot: QtBot, sample_path: Path
) -> None:
    (north,) = made(tmp_path, clock, "North")
    open_desk(opened.furniture, north)
    opened.window.actions_by_id["open_recent"].trigger()
    asked = opened.window.findChild(QDialog, "recent_window")
    assert [name for name, _ in recent(asked)] == ["North", sample_path.stem]
    assert asked.focusWidget().text() == "North"
    qtbot.keyClick(asked.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(asked.focusWidget(), Qt.Key.Key_Space)
    until_shown(opened.furniture)
    assert opened.furniture.opening.services.path == sample_path


def test_that_there_is_a_way_back_to_the_sample_team(
    start: Start, tmp_path: Path, clock: Any, qtbot: QtBot
) -> None:
    opened = start(*made(tmp_path, clock, "North"))
    opened.window.actions_by_id["open_sample"].trigger()
    qtbot.waitUntil(lambda: "Sample team" in opened.window.windowTitle(), timeout=20_000)
    assert len(opened.furniture.opening.services.roster.roster().people) == 9


def test_that_a_second_click_on_the_sample_team_starts_nothing_new(start: Any, qtbot: QtBot) -> None:
    fresh = start()
    opening, background = fresh.furniture.opening, fresh.furniture.background
    opening.open_sample()
    opening.open_sample()
    assert [job.name for job in background.jobs].count("sample team") == 1
    qtbot.waitUntil(lambda: opening.services is not None, timeout=60_000)
    assert opening.services.desk.rows("SELECT count(*) FROM salesperson")[0][0] > 0
