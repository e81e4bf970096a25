"""A desk on a disk without any room opens to be read, says which disk is full, and is worked in once there is room."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from salesdesk.env.errors import DeskFileError, UserError
from salesdesk.store import connection
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine, open_to_attach, open_untouched
from salesdesk.store.plain_copy import export_plain
from tests.gui.conftest import OpenWindow, until_shown
from tests.store.test_trouble import add


class Disk:
    """A disk whose room a test sets, as the system would tell of it; what SQLite writes is refused by no room alone."""

    def __init__(self, path: Path) -> None:
        self.path, self.free = path, 0

    def usage(self, folder: Path) -> object:
        """Tells how much room there is in a folder."""
        return type("Usage", (), {"free": self.free if folder == self.path.parent else 1 << 40})


@pytest.fixture
def disk(sample_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    """The disk with the desk, to the last byte full."""
    made = Disk(sample_path)
    monkeypatch.setattr(connection.shutil, "disk_usage", made.usage)
    return made


def lying_there(path: Path) -> dict[str, bytes]:
    """Gives every file of a folder."""
    return {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}


def test_that_a_desk_on_a_full_disk_is_read_and_nothing_is_made_beside_it(disk: Disk) -> None:
    before = lying_there(disk.path)
    with closing(DeskFile.open(disk.path)) as desk:
        assert desk.rows("SELECT count(*) FROM salesperson")[0][0] > 0
        with pytest.raises(DeskFileError) as told:
            add(desk, "Nobody")
    assert str(told.value).startswith(f"The disk with {disk.path.parent} is full, so nothing was changed in")
    assert lying_there(disk.path) == before


def test_that_one_on_a_full_disk_is_checked_and_exported_elsewhere(
    disk: Disk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before, elsewhere = lying_there(disk.path), tmp_path_factory.mktemp("elsewhere")
    assert examine(disk.path).sound
    for number, opened in enumerate((open_to_attach, open_untouched)):
        with closing(opened(disk.path)) as read:
            export_plain(read, elsewhere / f"{number}.sqlite")
    assert lying_there(disk.path) == before


def test_that_one_with_changes_beside_it_says_that_the_disk_is_full(disk: Disk) -> None:
    disk.path.with_name(f"{disk.path.name}-wal").write_bytes(b"x")
    with pytest.raises(UserError, match=f"the disk with {disk.path.parent} is full. Nothing was changed"):
        DeskFile.open(disk.path)


def test_that_one_that_is_open_already_is_read_with_what_was_stored_last(disk: Disk) -> None:
    disk.free = 1 << 40
    with closing(DeskFile.open(disk.path)) as desk:
        add(desk, "Stored Last")
        disk.free = 0
        with closing(DeskFile.open(disk.path)) as other:
            assert other.rows("SELECT count(*) FROM salesperson WHERE name = 'Stored Last'")[0][0] == 1


def test_that_the_window_says_which_disk_is_full_and_goes_on_once_there_is_room(
    disk: Disk, start: Callable[..., OpenWindow]
) -> None:
    opened = start(disk.path)
    bar, actions = opened.window.file_bar, opened.window.actions_by_id
    assert f"The disk with {disk.path.parent} is full" in bar.words
    assert "nothing in it was changed" in bar.words
    assert not actions["new_note"].isEnabled()
    try_again(opened)
    assert opened.furniture.messages.words == f"The disk with {disk.path.parent} is still full."
    assert not actions["new_note"].isEnabled()
    disk.free = 1 << 40
    try_again(opened)
    services = opened.furniture.opening.services
    assert services is not None
    assert services.path == disk.path
    assert bar.words == ""
    assert actions["new_note"].isEnabled()
    add(services.desk, "With Room")


def test_that_one_stands_after_it_where_one_stood_before(
    disk: Disk, start: Callable[..., OpenWindow]
) -> None:
    opened = start(disk.path)
    shell, services = opened.window.shell, opened.furniture.opening.services
    assert services is not None
    record = services.desk.rows("SELECT id FROM note WHERE salesperson_id = 2 AND deleted_at IS NULL")[0][0]
    shell.open_record("note", record, 2, "coaching", "log")
    before = shell.here()
    disk.free = 1 << 40
    try_again(opened)
    assert opened.window.file_bar.words == ""
    assert shell.here() == before
    page = shell.tabs.page("coaching")
    assert (shell.person_id, page.opened) == (2, ("note", record))


def try_again(opened: OpenWindow) -> None:
    """Presses the button that stands in the bar now."""
    button = next(
        each for each in opened.window.file_bar.findChildren(QPushButton, "file_room") if each.isVisible()
    )
    button.click()
    until_shown(opened.furniture)
