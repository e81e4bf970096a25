"""Backups and restores while others do the same, write to the desk, or leave no room: nothing is lost, all is told."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.store import backup as backing_up
from salesdesk.store.backup import back_up, backups_of
from salesdesk.store.connection import connect_as_found
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine, open_untouched
from salesdesk.store.identity import identity_in
from salesdesk.store.restore import restore_over
from tests.store.test_trouble import add, names

HOLDS = """
import sys
from pathlib import Path
from salesdesk.store.desk_file import DeskFile
desk = DeskFile.open(Path(sys.argv[1]))
desk.rows("SELECT count(*) FROM salesperson")
print("open", flush=True)
sys.stdin.readline()
desk.close()
"""


@contextmanager
def open_elsewhere(path: Path) -> Iterator[None]:
    """Lets another program have a desk open."""
    command = [sys.executable, "-c", HOLDS, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        try:
            yield
        finally:
            other.communicate("\n")


def test_that_backups_of_two_desks_of_one_name_at_one_moment_are_both_whole(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second begins when the first is written but has not taken its name yet."""
    paths = [tmp_path / place / "team.salesdesk" for place in ("first", "second")]
    for path in paths:
        DeskFile.create(path, clock).close()
    folder, verify, made = tmp_path / "backups", backing_up._verify, list[Path]()

    def copy(path: Path) -> None:
        with closing(open_untouched(path)) as read:
            made.append(back_up(read, path, folder, clock.now(), ""))

    def verified(beside: Path, identity: str) -> None:
        verify(beside, identity)
        if threading.current_thread() is threading.main_thread():
            other = threading.Thread(target=copy, args=(paths[1],))
            other.start()
            other.join()

    monkeypatch.setattr(backing_up, "_verify", verified)
    copy(paths[0])
    assert len(set(made)) == 2
    assert {identity_in(each) for each in made} == {identity_in(path) for path in paths}
    assert all(examine(each).sound for each in made)
    assert [each.path for each in backups_of(paths[0], folder)] == [made[1]]
    assert not list(folder.glob(".*.part"))


@pytest.mark.skipif(os.name == "nt", reason="a folder can always be written to there")
def test_that_a_sound_desk_is_not_put_aside_as_damaged_where_it_cannot_be_backed_up(
    desk: DeskFile, tmp_path: Path, clock: FixedClock
) -> None:
    add(desk, "Ada")
    backup = desk.back_up(tmp_path / "backups")
    add(desk, "Ben")
    desk.close()
    folder = tmp_path / "no folder"
    folder.write_text("in the place of the backups")
    before = desk.path.read_bytes()
    with pytest.raises(UserError, match="could not be written"):
        restore_over(backup, desk.path, folder, clock.now())
    assert desk.path.read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if "damaged" in path.name or path.suffix == ".part"]


def test_that_nothing_is_restored_over_a_desk_that_another_program_has_open(
    desk: DeskFile, tmp_path: Path, clock: FixedClock
) -> None:
    add(desk, "Ada")
    backup = desk.back_up(tmp_path / "backups")
    add(desk, "Ben")
    desk.close()
    with open_elsewhere(desk.path):
        with pytest.raises(UserError, match="Another program has “team"):
            restore_over(backup, desk.path, tmp_path / "backups", clock.now())
        with closing(connect_as_found(desk.path)) as read:
            assert read.execute("SELECT count(*) FROM salesperson").fetchone()[0] == 2
    restore_over(backup, desk.path, tmp_path / "backups", clock.now())
    with closing(DeskFile.open(desk.path)) as again:
        assert names(again) == ["Ada"]
