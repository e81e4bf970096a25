"""A desk on read-only media opens to be read: what would change it is off, and a copy can be worked with."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from salesdesk.env.errors import DeskFileError, UserError
from salesdesk.store.desk_file import DeskFile
from tests.gui.conftest import OpenWindow, until_shown
from tests.store.test_trouble import add


def test_that_a_desk_that_may_only_be_read_is_read_and_nothing_is_left_beside_it(medium: Path) -> None:
    before = {path.name: path.read_bytes() for path in medium.parent.iterdir() if path.is_file()}
    desk = DeskFile.open(medium)
    assert desk.rows("SELECT count(*) FROM salesperson")[0][0] > 0
    with pytest.raises(DeskFileError, match="may only be read"):
        add(desk, "Nobody")
    assert {path.name: path.read_bytes() for path in medium.parent.iterdir() if path.is_file()} == before
    desk.close()


def test_that_one_with_changes_beside_it_is_not_read_without_them(medium: Path) -> None:
    medium.with_name(f"{medium.name}-wal").write_bytes(b"x")
    with pytest.raises(UserError, match="Copy it, with all files of its name"):
        DeskFile.open(medium)


def test_that_the_window_says_so_and_works_on_a_copy(medium: Path, start: Callable[..., OpenWindow]) -> None:
    opened = start(medium)
    assert "may only be read" in opened.window.file_bar.words
    actions = opened.window.actions_by_id
    assert not [
        name for name in ("import", "new_note", "start_one_on_one", "undo") if actions[name].isEnabled()
    ]
    assert all(actions[name].isEnabled() for name in ("export", "go_team", "find"))
    button = opened.window.file_bar.findChild(QPushButton, "file_copy")
    assert isinstance(button, QPushButton)
    button.click()
    until_shown(opened.furniture)
    services = opened.furniture.opening.services
    assert services is not None
    assert services.path.parent != medium.parent
    assert opened.window.file_bar.words == ""
    assert actions["import"].isEnabled()
