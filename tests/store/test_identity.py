"""Every desk has a number of its own, which its copies keep and no other desk has."""

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.services.backups import BackupsService
from salesdesk.services.records import RecordsService
from salesdesk.store import backup
from salesdesk.store.backup import backups_of, is_of_another, newest_backup
from salesdesk.store.backup_notes import NOTES
from salesdesk.store.connection import connect_as_found
from salesdesk.store.desk_file import DeskFile, keep_copy
from salesdesk.store.identity import identity_in


def test_that_a_desk_keeps_its_identity_in_copies_and_backups_and_shares_it_with_no_other(
    tmp_path: Path,
) -> None:
    first = DeskFile.create(tmp_path / "first.salesdesk")
    second = DeskFile.create(tmp_path / "second.salesdesk")
    copied = first.back_up(tmp_path / "backups")
    assert len(first.identity) == 8
    assert identity_in(copied) == first.identity != second.identity
    known = first.identity
    for desk in (first, second):
        desk.close()
    moved = shutil.copyfile(tmp_path / "first.salesdesk", tmp_path / "moved.salesdesk")
    assert identity_in(moved) == known


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets few backups stay, so that a week thins out what else takes a quarter."""
    for name in ("KEEP_NEWEST", "KEEP_DAYS", "KEEP_WEEKS"):
        monkeypatch.setattr(backup, name, 2)


def work_on(path: Path, folder: Path, clock: FixedClock, days: int) -> list[Path]:
    """Changes something in a desk on so many days and backs it up as the window does; gives its own backups."""
    with closing(DeskFile.open(path, clock, folder)) as desk:
        for day in range(days):
            clock.moment += timedelta(days=1)
            RecordsService(desk).add("account", {"name": f"{path.stem} {day}"})
            desk.hold.move_in()
            keep_copy(desk, "")
    return [each.path for each in backups_of(path, folder) if not is_of_another(each, path)]


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("noted", [True, False], ids=["noted", "made before files were noted"])
def test_that_a_copy_that_goes_its_own_way_and_its_desk_thin_away_none_of_one_anothers_backups(
    tmp_path: Path, clock: FixedClock, noted: bool
) -> None:
    folder, first = tmp_path / "backups", tmp_path / "Team.salesdesk"
    DeskFile.create(first, clock).close()
    common = work_on(first, folder, clock, 2)
    if not noted:
        (folder / NOTES).unlink()
    copy = Path(shutil.copy2(first, tmp_path / "Team (copy).salesdesk"))
    of_copy = work_on(copy, folder, clock, 2)
    assert len(of_copy) == 2
    kept = work_on(first, folder, clock, 9)
    assert len(kept) < 8
    assert set(common) & set(kept), "the first of its month"
    assert all(path.exists() for path in of_copy)
    assert len(work_on(copy, folder, clock, 9)) < 8
    assert all(path.exists() for path in kept)


def test_that_a_copy_gets_a_backup_of_its_own_when_it_is_first_kept(
    tmp_path: Path, clock: FixedClock
) -> None:
    folder, first = tmp_path / "backups", tmp_path / "Team.salesdesk"
    DeskFile.create(first, clock).close()
    work_on(first, folder, clock, 1)
    copy = Path(shutil.copy2(first, tmp_path / "copy.salesdesk"))
    with closing(DeskFile.open(copy, clock, folder)) as desk:
        assert newest_backup(copy, folder, identity=desk.identity) is None
        keep_copy(desk, "")
        assert newest_backup(copy, folder, identity=desk.identity) == clock.moment


@pytest.mark.usefixtures("few")
def test_that_a_renamed_desk_goes_on_in_its_own_row_of_backups(tmp_path: Path, clock: FixedClock) -> None:
    folder, first = tmp_path / "backups", tmp_path / "Team.salesdesk"
    DeskFile.create(first, clock).close()
    made = work_on(first, folder, clock, 3)
    renamed = first.rename(tmp_path / "North.salesdesk")
    assert not [each for each in backups_of(renamed, folder) if is_of_another(each, renamed)]
    assert len(work_on(renamed, folder, clock, 9)) < 8
    assert not all(path.exists() for path in made), "they are thinned out like its own"


@pytest.mark.parametrize("left", ["nothing", "an empty folder"])
def test_that_a_backup_of_a_copy_on_a_disk_that_is_not_plugged_in_is_not_taken_for_the_desks_own(
    tmp_path: Path, clock: FixedClock, left: str
) -> None:
    folder, first, stick = tmp_path / "backups", tmp_path / "Team.salesdesk", tmp_path / "stick"
    DeskFile.create(first, clock).close()
    (mine,) = work_on(first, folder, clock, 1)
    stick.mkdir()
    copy = Path(shutil.copy2(first, stick / "Team.salesdesk"))
    work_on(copy, folder, clock, 1)
    stick.rename(tmp_path / "pulled out")
    if left == "an empty folder":
        stick.mkdir()
    listed = BackupsService(first, folder, clock).backups()
    assert [(each.file, each.own) for each in listed] == [(str(copy), False), (str(first), True)]
    offered = BackupsService(first, folder, clock).newest_whole()
    assert offered is not None
    assert offered.path == mine


def test_that_a_desk_moved_to_another_folder_goes_on_in_its_own_row_of_backups(
    tmp_path: Path, clock: FixedClock
) -> None:
    folder, first = tmp_path / "backups", tmp_path / "Team.salesdesk"
    DeskFile.create(first, clock).close()
    made = work_on(first, folder, clock, 2)
    (tmp_path / "north").mkdir()
    moved = first.rename(tmp_path / "north" / "Team.salesdesk")
    assert {each.path for each in backups_of(moved, folder) if not is_of_another(each, moved)} == {*made}


def test_that_the_list_tells_of_which_file_each_backup_is(tmp_path: Path, clock: FixedClock) -> None:
    folder, first = tmp_path / "backups", tmp_path / "Team.salesdesk"
    DeskFile.create(first, clock).close()
    work_on(first, folder, clock, 1)
    copy = Path(shutil.copy2(first, tmp_path / "copy.salesdesk"))
    work_on(copy, folder, clock, 1)
    listed = BackupsService(first, folder, clock).backups()
    assert [(each.file, each.own) for each in listed] == [(str(copy), False), (str(first), True)]
    offered = BackupsService(first, folder, clock).newest_whole()
    assert offered is not None
    assert offered.file == str(first), (
        "what was done in the copy is not put in the place of the desk by itself"
    )
    (folder / NOTES).write_text('["half a', encoding="utf-8")
    assert [each.file for each in BackupsService(first, folder, clock).backups()] == [copy.name, first.name]


def test_that_a_desk_from_before_identities_gets_one_when_it_is_opened(desk_path: Path) -> None:
    with closing(connect_as_found(desk_path)) as connection:
        connection.execute("PRAGMA user_version = 0")
    assert identity_in(desk_path) == ""
    desk = DeskFile.open(desk_path)
    known = desk.identity
    desk.close()
    assert known
    assert identity_in(desk_path) == known


def test_that_a_copy_another_program_made_is_not_taken_for_one_written_over(
    desk_path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.salesdesk"
    with closing(connect_as_found(desk_path)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    desk = DeskFile.open(copy)
    assert desk.rows("SELECT count(*) AS number FROM step")
    assert desk.hold.loss is None
    RecordsService(desk).add("account", {"name": "Pumps"})
    desk.close()
