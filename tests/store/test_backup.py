"""Holds that backups are whole, checked, named by their moment and thinned out."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model.team import Salesperson
from salesdesk.store.backup import KEEP_NEWEST, newest_backup
from salesdesk.store.desk_file import DeskFile

NOW = datetime(2026, 11, 11, 9, 0)


def test_that_a_backup_is_a_whole_desk_with_its_undo(
    desk: DeskFile, tmp_path: Path, clock: FixedClock
) -> None:
    with desk.change("Add Ada") as work:
        work.session.add(Salesperson(name="Ada"))
    path = desk.back_up(tmp_path / "backups")
    assert path.name == "team-20261111-090000.salesdesk"
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    copy = DeskFile.open(path, clock)
    assert copy.is_sound()
    assert copy.undo_name() == "Add Ada"
    assert copy.rows("SELECT name FROM salesperson")[0]["name"] == "Ada"
    copy.close()


def test_that_a_backup_that_cannot_be_written_is_said_in_one_sentence(desk: DeskFile, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file where the folder would be", encoding="utf-8")
    with pytest.raises(UserError, match="could not be written"):
        desk.back_up(tmp_path / "backups")


def test_that_the_newest_backup_is_known_by_its_name(
    desk: DeskFile, tmp_path: Path, clock: FixedClock
) -> None:
    assert newest_backup(desk.path, tmp_path / "backups") is None
    for hours in (0, 5, 2):
        clock.moment = NOW + timedelta(hours=hours)
        desk.back_up(tmp_path / "backups")
    assert newest_backup(desk.path, tmp_path / "backups") == NOW + timedelta(hours=5)


@pytest.mark.parametrize(
    "name",
    [
        "team-2025-20261112-090000",
        "team-20261101-090000-20261112-090000",
        "team-20269999-090000",
        "team-old",
        "teams",
    ],
)
def test_that_backups_of_other_desks_are_not_taken_for_ones_own(
    name: str, desk: DeskFile, tmp_path: Path
) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / f"{name}.salesdesk").touch()
    assert newest_backup(desk.path, tmp_path / "backups") is None


def test_that_a_desk_with_brackets_in_its_name_finds_its_backups(tmp_path: Path, clock: FixedClock) -> None:
    desk = DeskFile.create(tmp_path / "Team [North] 100%.salesdesk", clock)
    desk.back_up(tmp_path / "backups")
    assert newest_backup(desk.path, tmp_path / "backups") == NOW
    desk.close()


def test_that_old_backups_are_thinned_out_to_the_first_of_each_month(desk: DeskFile, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    older = [NOW - timedelta(days=days) for days in range(1, 100)]
    for moment in older:
        (folder / f"team-{moment:%Y%m%d-%H%M%S}.salesdesk").touch()
    (folder / "team-2025-20250101-090000.salesdesk").touch()
    desk.back_up(folder)
    kept = sorted(p.stem for p in folder.glob("team-2026*"))
    newest = sorted([NOW, *older])[-KEEP_NEWEST:]
    firsts = [datetime(2026, 8, 4, 9), datetime(2026, 9, 1, 9), datetime(2026, 10, 1, 9)]
    assert kept == [f"team-{moment:%Y%m%d-%H%M%S}" for moment in [*firsts, *newest]]
    assert (folder / "team-2025-20250101-090000.salesdesk").exists()


def test_that_a_backup_is_made_while_somebody_writes(
    desk: DeskFile, tmp_path: Path, clock: FixedClock
) -> None:
    with desk.change("Add Ada") as work:
        work.session.add(Salesperson(name="Ada"))
        work.session.flush()
        path = desk.back_up(tmp_path / "backups")
    copy = DeskFile.open(path, clock)
    assert copy.rows("SELECT name FROM salesperson") == []
    copy.close()
