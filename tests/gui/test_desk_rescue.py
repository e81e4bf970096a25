"""A desk that is damaged is no dead end: its newest good backup, the list of all, and a salvage are offered."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.cli import run as cli
from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import DamagedFileError
from salesdesk.env.paths import paths_in
from salesdesk.gui.desk_rescue import FOOT, STRANGE
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.services.coaching.drafts import TypedWords
from salesdesk.store.connection import connect
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.seal import PAGE
from salesdesk.store.trouble import damaged
from tests.gui.conftest import open_desk
from tests.store.test_strange_journal import killed

RECORDS = 120
Start = Callable[..., Any]


def spoil(path: Path, page: int = RECORDS) -> None:
    """Writes noughts over a part of a page, of one that holds records where none is named."""
    with path.open("r+b") as file:
        file.seek(page * PAGE + 100)
        file.write(b"\0" * 700)


@pytest.fixture
def desk(sample_path: Path, tmp_path: Path, clock: FixedClock) -> Path:
    """A desk with a backup, and a newer one that is damaged itself."""
    folder = paths_in(tmp_path / "home").backups
    opened = DeskFile.open(sample_path, clock)
    good = opened.back_up(folder)
    opened.close()
    newer = good.with_name(good.name.replace(good.stem, f"{sample_path.stem}-20991231-120000"))
    shutil.copyfile(good, newer)
    spoil(newer)
    return sample_path


def offer(window: Any, name: str) -> QPushButton | None:
    """Gives a button of the bar, None where it is not offered."""
    found = [each for each in window.window.file_bar.findChildren(QPushButton, name) if not each.isHidden()]
    return found[-1] if found else None


def press(window: Any, qtbot: QtBot, name: str) -> None:
    """Presses a button of the bar as soon as it is there."""
    qtbot.waitUntil(lambda: offer(window, name) is not None, timeout=20_000)
    button = offer(window, name)
    assert button is not None
    button.click()


def opens(window: Any, qtbot: QtBot) -> Path:
    """Waits until a desk is open and gives its place."""
    opening = window.furniture.opening
    qtbot.waitUntil(lambda: opening.services is not None and window.window.at_desk, timeout=20_000)
    return opening.services.path


@pytest.mark.parametrize("page", [0, 1])
def test_that_the_newest_good_backup_of_a_damaged_desk_is_one_click_away(
    start: Start, desk: Path, qtbot: QtBot, page: int
) -> None:
    spoil(desk, page)
    spoilt = desk.read_bytes()
    window = start(desk)
    assert "damaged" in window.window.file_bar.words
    window.furniture.context.prompts.preset(True)
    press(window, qtbot, "rescue_newest")
    assert opens(window, qtbot) == desk
    assert window.window.file_bar.words == ""
    assert "(damaged" in window.furniture.messages.words
    (aside,) = desk.parent.glob("*(damaged*.salesdesk")
    assert aside.read_bytes() == spoilt


@pytest.mark.skipif(os.name == "nt", reason="a killed program cannot be made here")
def test_that_a_desk_that_is_not_there_is_not_called_damaged_and_what_waits_for_it_is_kept(
    start: Start, desk: Path, qtbot: QtBot
) -> None:
    killed(desk)
    desk.rename(desk.with_name("renamed.salesdesk"))
    waits = desk.with_name(f"{desk.name}-wal").read_bytes()
    window = start(desk)
    qtbot.waitUntil(lambda: offer(window, "rescue_newest") is not None, timeout=20_000)
    assert window.window.file_bar.words.startswith(f"“{desk.name}” is not there any more.")
    assert not desk.exists(), "to look for it makes none"
    press(window, qtbot, "rescue_newest")
    box = window.window.findChild(QMessageBox, "confirm")
    assert box.informativeText() == "What you did since then is not in it."
    next(each for each in box.buttons() if each.text() == "Restore it").click()
    assert opens(window, qtbot) == desk
    assert desk.with_name(f"{desk.name}-wal.strange1").read_bytes() == waits


def test_that_its_backups_are_listed_though_it_is_not_open(start: Start, desk: Path, qtbot: QtBot) -> None:
    spoil(desk, 1)
    window = start(desk)
    press(window, qtbot, "rescue_list")
    shown = window.furniture.sides.window_of("backups")
    assert shown is not None
    assert desk.stem in shown.windowTitle()
    press(window, qtbot, "rescue_leave")
    assert window.window.file_bar.words == ""


def test_that_what_can_be_read_is_salvaged_into_a_new_desk_that_opens(
    start: Start, desk: Path, qtbot: QtBot
) -> None:
    spoil(desk)
    window = start(desk)
    window.furniture.opening.check_and_back_up()
    new = desk.with_name("saved.salesdesk")
    window.furniture.context.prompts.preset(new)
    press(window, qtbot, "rescue_salvage")
    qtbot.waitUntil(
        lambda: (
            window.furniture.opening.services is not None and window.furniture.opening.services.path == new
        ),
        timeout=20_000,
    )
    assert "could be read" in window.furniture.messages.words


def test_that_a_desk_found_damaged_by_the_check_of_the_start_is_told_with_ways_on(
    start: Start, desk: Path, qtbot: QtBot
) -> None:
    spoil(desk)
    window = start(desk)
    assert opens(window, qtbot) == desk
    window.furniture.opening.check_and_back_up()
    qtbot.waitUntil(lambda: offer(window, "rescue_newest") is not None, timeout=20_000)
    assert desk.name not in window.window.file_bar.words
    window.furniture.context.prompts.preset(True)
    press(window, qtbot, "rescue_newest")
    qtbot.waitUntil(lambda: window.window.file_bar.words == "", timeout=20_000)
    assert opens(window, qtbot) == desk
    assert window.furniture.opening.services.desk.is_sound()


@pytest.mark.parametrize("in_hand", [False, True], ids=["a page", "an edit"])
def test_that_damage_met_in_the_midst_of_work_offers_the_ways_on_at_once(
    start: Start, desk: Path, qtbot: QtBot, in_hand: bool
) -> None:
    with closing(connect(desk)) as connection:
        root = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'name_in_files'"
        ).fetchone()[0]
    spoil(desk, root - 1)
    window = start(desk)
    opening, errors = window.furniture.opening, window.furniture.errors
    with pytest.raises(DamagedFileError) as met:
        opening.services.desk.rows("SELECT * FROM name_in_files")
    for _again in range(2):
        errors._on_met(met.value, in_hand)
        qtbot.waitUntil(lambda: offer(window, "rescue_newest") is not None, timeout=20_000)
        assert "damaged" in window.window.file_bar.words
    press(window, qtbot, "rescue_leave")
    errors._on_met(met.value, in_hand)
    assert window.window.file_bar.words == ""


def test_that_damage_of_another_file_says_nothing_of_the_open_desk(start: Start, desk: Path) -> None:
    window = start(desk)
    window.furniture.errors.show(damaged(desk.with_name("other.salesdesk")))
    assert window.window.file_bar.words == ""


def test_that_a_file_that_is_no_desk_and_has_no_backups_offers_nothing(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "letter.salesdesk"
    path.write_text("Dear all")
    window = start(path)
    assert window.window.file_bar.words == ""


@pytest.mark.skipif(os.name == "nt", reason="a killed program cannot be made here")
def test_that_a_strange_journal_that_was_set_aside_is_told_until_it_is_read(
    start: Start, desk: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    good = min(paths_in(tmp_path / "home").backups.glob("*.salesdesk"))
    killed(desk)
    shutil.copyfile(good, desk)
    window = start(desk)
    assert window.window.file_bar.words == STRANGE
    press(window, qtbot, "rescue_leave")
    assert window.window.file_bar.words == ""
    assert list(desk.parent.glob("*.strange1"))


@pytest.mark.skipif(os.name == "nt", reason="a killed program cannot be made here")
def test_that_a_strange_journal_that_a_command_had_set_aside_is_told_once(
    start: Start, desk: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    good = min(paths_in(tmp_path / "home").backups.glob("*.salesdesk"))
    killed(desk)
    shutil.copyfile(good, desk)
    assert cli.run(["metrics", "--desk", str(desk)]) == 0
    window = start(desk)
    assert window.window.file_bar.words == STRANGE
    press(window, qtbot, "rescue_leave")
    window.furniture.opening.close()
    again = start(desk)
    assert again.window.at_desk
    assert again.window.file_bar.words == ""


def test_that_damage_is_told_once_and_the_foot_does_not_say_saved(
    start: Start, desk: Path, qtbot: QtBot
) -> None:
    spoil(desk)
    window = start(desk)
    bench = window.furniture
    bench.opening.check_and_back_up()
    qtbot.waitUntil(lambda: offer(window, "rescue_newest") is not None, timeout=20_000)
    assert bench.messages.words == "", "the bar says it already, with ways on"
    foot = window.window.status.findChild(QWidget, "status_left")
    assert foot.words.startswith("This desk is damaged")
    press(window, qtbot, "rescue_leave")
    bench.file_watch.note_saved()
    assert foot.words.startswith("This desk is damaged"), "nothing has become whole by looking away"
    bench.errors.show(damaged(desk))
    assert "damaged" in bench.messages.words, "without the bar a refusal is told where it was met"


def test_that_the_foot_says_saved_again_once_the_desk_is_found_whole(
    start: Start, sample_path: Path, desk_path: Path, qtbot: QtBot
) -> None:
    window = start(sample_path)
    opening, foot = window.furniture.opening, window.window.status.findChild(QWidget, "status_left")
    opening.worry = FOOT
    opening.show_status()
    assert foot.words.startswith(FOOT)
    opening.check_and_back_up()
    qtbot.waitUntil(lambda: foot.words.startswith("Saved"), timeout=20_000)
    opening.worry = FOOT
    open_desk(window.furniture, desk_path)
    assert foot.words.startswith("Saved"), "it is another desk"


def test_that_a_damaged_desk_that_is_not_opened_is_told_once(start: Start, desk: Path, qtbot: QtBot) -> None:
    spoil(desk, 1)
    window = start(desk)
    qtbot.waitUntil(lambda: offer(window, "rescue_newest") is not None, timeout=20_000)
    assert not [words for area in window.window.findChildren(BannerArea) for words in area.messages]


def test_that_a_restore_says_what_came_back_and_then_what_waits_each_with_its_own_buttons(
    start: Start, sample_path: Path, tmp_path: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    folder = paths_in(tmp_path / "home").backups
    opened = DeskFile.open(sample_path, clock)
    TypedWords(opened).keep({"line": {"words": "half a line", "where": "a line"}})
    opened.back_up(folder)
    opened.close()
    spoil(sample_path)
    window = start(sample_path)
    window.furniture.load_the_rest()
    window.furniture.context.prompts.preset(True)
    press(window, qtbot, "rescue_newest")
    qtbot.waitUntil(lambda: "This is the backup of" in window.furniture.messages.words, timeout=20_000)
    qtbot.waitUntil(lambda: not window.furniture.background.jobs, timeout=20_000)
    qtbot.wait(200)
    messages = window.furniture.messages
    assert "(damaged" in messages.words
    assert "half a line" not in messages.words
    (button,) = [b for b in window.window.findChildren(QPushButton, "banner_action") if b.isVisible()]
    assert button.text() == "Understood"
    button.click()
    qtbot.waitUntil(lambda: "half a line" in messages.words)
    assert "(damaged" not in messages.words
    (button,) = [b for b in window.window.findChildren(QPushButton, "banner_action") if b.isVisible()]
    assert button.text() == "Drop it"
