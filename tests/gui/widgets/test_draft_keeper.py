"""What is typed and cannot be kept just now, such as on a full disk, is kept as soon as that can be done."""

from collections.abc import Mapping
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.env.errors import DeskFileError
from salesdesk.gui.widgets.draft_keeper import DraftKeeper


class Disk:
    """A place to keep drafts that may be full."""

    def __init__(self) -> None:
        self.kept: Mapping[str, Any] = {"old": "words"}
        self.full, self.writes = False, 0

    def read(self) -> Mapping[str, Any]:
        """Gives what is kept."""
        return self.kept

    def keep(self, written: Mapping[str, Any]) -> None:
        """Keeps, where there is room."""
        if self.full:
            raise DeskFileError("The disk is full.", "the disk is full")
        self.kept, self.writes = dict(written), self.writes + 1


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def keeper(disk: Disk, qapp: QApplication) -> DraftKeeper:
    made = DraftKeeper()
    made.turn_to(disk.read, disk.keep)
    return made


def test_that_words_a_full_disk_does_not_take_are_kept_later(
    keeper: DraftKeeper, disk: Disk, qtbot: QtBot
) -> None:
    keeper.keep("line", "half a")
    disk.full = True
    with qtbot.capture_exceptions() as met:
        keeper.write()
    assert [kind for kind, _error, _trace in met] == [DeskFileError], "who meets all errors hears of it"
    assert not keeper.taken
    assert keeper.get("line") == "half a"
    disk.full = False
    keeper.try_again()
    assert keeper.taken
    assert disk.kept == {"old": "words", "line": "half a"}


def test_that_what_became_something_within_the_pause_costs_no_writing(
    keeper: DraftKeeper, disk: Disk
) -> None:
    keeper.keep("line", "whole")
    keeper.forget("line")
    assert not keeper.waits
    assert disk.writes == 0


def test_that_nothing_is_written_after_the_end(keeper: DraftKeeper, disk: Disk) -> None:
    keeper.keep("line", "half")
    keeper.stop()
    keeper.write()
    keeper.keep("line", "half a line")
    assert disk.writes == 0
    assert not keeper.waits
