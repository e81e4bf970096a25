"""Every desk has a number of its own, which its copies keep and no other desk has."""

import shutil
from contextlib import closing
from pathlib import Path

from salesdesk.services.records import RecordsService
from salesdesk.store.connection import connect_as_found
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.identity import identity_in


def test_that_a_desk_keeps_its_identity_in_copies_and_backups_and_shares_it_with_no_other(
    tmp_path: Path,
) -> None:
    first = DeskFile.create(tmp_path / "first.salesdesk")
    second = DeskFile.create(tmp_path / "second.salesdesk")
    backup = first.back_up(tmp_path / "backups")
    assert len(first.identity) == 8
    assert identity_in(backup) == first.identity != second.identity
    known = first.identity
    for desk in (first, second):
        desk.close()
    moved = shutil.copyfile(tmp_path / "first.salesdesk", tmp_path / "moved.salesdesk")
    assert identity_in(moved) == known


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
