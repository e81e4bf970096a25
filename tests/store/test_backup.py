"""Holds that backups are whole, checked, named by their moment and thinned out."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model.team import Salesperson
from salesdesk.services.backups import BackupsService
from salesdesk.store import backup as backing_up
from salesdesk.store.backup import (
    BORNE_OUT,
    KEEP_DAYS,
    KEEP_NEWEST,
    KEEP_WEEKS,
    Backup,
    backups_of,
    kept_of,
    newest_backup,
)
from salesdesk.store.backup_notes import NOTES
from salesdesk.store.desk_file import DeskFile, keep_copy
from salesdesk.store.examine import open_untouched
from salesdesk.store.seal import PAGE

NOW = datetime(2026, 11, 11, 9, 0)


def test_that_a_backup_is_a_whole_desk_with_its_undo(
    desk: DeskFile, tmp_path: Path, clock: FixedClock
) -> None:
    with desk.change("Add Ada") as work:
        work.session.add(Salesperson(name="Ada"))
    path = desk.back_up(tmp_path / "backups")
    assert path.name == "team-20261111-090000.salesdesk"
    assert [p.name for p in path.parent.glob("*.salesdesk")] == [path.name]
    copy = DeskFile.open(path, clock)
    assert copy.is_sound()
    assert copy.undo_name() == "Add Ada"
    assert copy.rows("SELECT name FROM salesperson")[0]["name"] == "Ada"
    copy.close()


def test_that_a_backup_that_cannot_be_written_is_said_in_one_sentence(desk: DeskFile, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file where the folder would be", encoding="utf-8")
    with pytest.raises(UserError, match="could not be written"):
        desk.back_up(tmp_path / "backups")


def test_that_the_newest_backup_is_the_one_made_last(
    desk: DeskFile, tmp_path: Path, clock: FixedClock
) -> None:
    assert newest_backup(desk.path, tmp_path / "backups") is None
    for hours in (0, 5, 2):
        clock.moment = NOW + timedelta(hours=hours)
        desk.back_up(tmp_path / "backups")
        assert newest_backup(desk.path, tmp_path / "backups") == clock.moment


def test_that_after_the_clock_goes_back_the_later_work_is_what_a_restore_offers(
    desk_path: Path, tmp_path: Path, clock: FixedClock
) -> None:
    """A flight west, then a clock that was a decade ahead: what was made last stays first, in whatever folder."""
    folder, moved = tmp_path / "backups", tmp_path / "moved"
    desk = DeskFile.open(desk_path, clock, folder)
    moments = [NOW + timedelta(hours=hours) for hours in (0, 0, -9, 87_600, -8)]
    for number, clock.moment in enumerate(moments):
        with desk.change("Add somebody") as work:
            work.session.add(Salesperson(name=f"Number {number}"))
        desk.back_up(folder)
    desk.close()
    shutil.copytree(folder, moved, copy_function=shutil.copyfile)
    service = BackupsService(desk_path, moved, clock)
    assert [backup.at for backup in service.backups()] == moments[::-1]
    offered = service.newest_whole()
    assert offered is not None
    service.restore(offered)
    kept = service.backups()[0]
    assert kept.why == "Before a backup was restored"
    with closing(open_untouched(desk_path)) as read:
        assert read.execute("SELECT max(name) FROM salesperson").fetchone()[0] == "Number 4"


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


def dated(*moments: datetime) -> list[Backup]:
    return [Backup(Path(f"team-{moment:%Y%m%d-%H%M%S}.salesdesk"), moment, "", moment) for moment in moments]


def test_that_the_newest_and_one_a_day_a_week_and_a_month_stay() -> None:
    made = dated(*(NOW - timedelta(hours=6 * number) for number in range(4 * 400)))
    kept = sorted(backup.moment for backup in kept_of(made, NOW))
    assert kept[-KEEP_NEWEST:] == [backup.moment for backup in made[:KEEP_NEWEST]][::-1]
    in_two_weeks = {m.date() for m in kept if m > NOW - timedelta(days=KEEP_DAYS)}
    assert len(in_two_weeks) == KEEP_DAYS + 1
    weeks = {m.isocalendar()[:2] for m in kept if m > NOW - timedelta(weeks=KEEP_WEEKS)}
    assert len(weeks) == KEEP_WEEKS + 1
    months = [m for m in kept if m < NOW - timedelta(weeks=KEEP_WEEKS)]
    assert [(m.year, m.month) for m in months] == sorted({(m.year, m.month) for m in months})
    assert len(months) == 12
    assert len(kept) < 60


def test_that_thinning_day_by_day_comes_to_the_same(tmp_path: Path) -> None:
    standing: set[Backup] = set()
    for number in range(4 * 200):
        now = NOW + timedelta(hours=6 * number)
        standing = kept_of([*standing, *dated(now)], now)
    assert len(standing) < 60
    assert {backup.moment.month for backup in standing} >= {11, 12, 1, 2, 3, 4, 5}


def test_that_old_backups_are_thinned_out_and_other_files_left_alone(desk: DeskFile, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first = desk.back_up(folder)
    older = [NOW - timedelta(days=days) for days in range(1, 100)]
    for moment in older:
        shutil.copyfile(first, folder / f"team-{moment:%Y%m%d-%H%M%S}.salesdesk")
    (folder / "team-2025-20250101-090000.salesdesk").touch()
    (folder / "team-20250101-090000.salesdesk").write_bytes(first.read_bytes()[:9000])
    desk.back_up(folder, "before-import")
    names = {path.stem for path in folder.glob("team-2026*")}
    assert {f"team-{moment:%Y%m%d-%H%M%S}" for moment in older[: KEEP_NEWEST - 2]} <= names
    assert {"team-20261111-090000", "team-20261111-090000-before-import"} <= names
    assert len(names) < 35
    assert (folder / "team-2025-20250101-090000.salesdesk").exists()
    assert (folder / "team-20250101-090000.salesdesk").exists(), "half a file is not one of the desk's copies"


def test_that_two_desks_of_one_name_neither_count_nor_thin_one_anothers_backups(
    desk: DeskFile, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backing_up, "KEEP_NEWEST", 3)
    other = DeskFile.create(tmp_path / "elsewhere" / "team.salesdesk", clock)
    folder = tmp_path / "backups"
    mine, theirs = desk.back_up(folder), other.back_up(folder)
    assert theirs.name == "team-20261111-090000-2.salesdesk"
    for days in range(1, 60, 3):
        clock.moment = NOW + timedelta(days=days)
        desk.back_up(folder)
    assert theirs.exists()
    assert mine.exists(), "the first of its month"
    assert mine in [backup.path for backup in backups_of(desk.path, folder)]
    assert [backup.path for backup in backups_of(other.path, folder)] == [theirs]
    assert newest_backup(other.path, folder) == NOW
    other.close()


def test_that_a_renamed_desk_still_knows_its_backups(
    desk: DeskFile, tmp_path: Path, clock: FixedClock
) -> None:
    copy = desk.back_up(tmp_path / "backups")
    desk.close()
    renamed = desk.path.rename(tmp_path / "North.salesdesk")
    assert [backup.path for backup in backups_of(renamed, tmp_path / "backups")] == [copy]


def test_that_a_backup_of_a_wrong_clock_neither_counts_as_newest_nor_costs_others(
    desk: DeskFile, tmp_path: Path, clock: FixedClock
) -> None:
    folder = tmp_path / "backups"
    clock.moment = datetime(2036, 1, 1)
    ahead = desk.back_up(folder)
    clock.moment = NOW
    assert newest_backup(desk.path, folder, NOW) is None
    made = [desk.back_up(folder) for _ in range(3)]
    assert newest_backup(desk.path, folder, NOW) == NOW
    clock.moment = datetime(1999, 1, 1)
    behind = desk.back_up(folder)
    assert all(path.exists() for path in (ahead, behind, *made))


def test_that_a_day_with_a_wrong_clock_costs_none_of_the_backups_of_before(
    desk: DeskFile, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copies on fourteen days, then as many as stay of one day of work with the clock ahead, then the right one."""
    newest = 6
    monkeypatch.setattr(backing_up, "KEEP_NEWEST", newest)
    folder = tmp_path / "backups"
    for number in range(18):
        clock.moment = NOW + timedelta(days=min(number, 13), hours=number % 4)
        desk.back_up(folder)
    good = set(folder.glob("*.salesdesk"))
    assert len({path.name[5:13] for path in good}) == 14
    right = clock.moment
    for number in range(newest):
        clock.moment = datetime(2036, 1, 1, 8) + timedelta(minutes=30 * number)
        desk.back_up(folder)
    assert good <= set(folder.iterdir())
    clock.moment = right + timedelta(hours=1)
    desk.back_up(folder)
    assert len(good - set(folder.iterdir())) <= 1, "one copy more thins out one, as on any day"


@pytest.mark.parametrize("days", [8, 30, 3650])
def test_that_one_working_day_ahead_thins_nothing(days: int) -> None:
    standing = kept_of(dated(*(NOW - timedelta(hours=6 * number) for number in range(400))), NOW)
    ahead = [NOW + timedelta(days=days, minutes=30 * number) for number in range(2 * KEEP_NEWEST)]
    found = standing
    for now in ahead:
        found = kept_of([*found, *dated(now)], now)
    assert standing <= found
    assert standing <= kept_of([*found], NOW)


def test_that_copies_made_with_the_clock_behind_are_thinned_like_others_once_it_is_right() -> None:
    behind = [
        replace(backup, order=NOW + timedelta(seconds=number))
        for number, backup in enumerate(
            dated(*(datetime(1999, 1, 1) + timedelta(hours=n) for n in range(KEEP_NEWEST)))
        )
    ]
    right = dated(*(NOW - timedelta(days=days) for days in range(14)))
    assert kept_of([*right, *behind], NOW) == {*right, *behind}


def worked(day: date, hours: range, zone: ZoneInfo) -> Iterator[datetime]:
    """Gives what the clock on the wall shows every half hour of work, by the time that passes and not by the clock."""
    begun = datetime(day.year, day.month, day.day, hours.start, tzinfo=zone).astimezone(UTC)
    for half in range(len(hours) * 2):
        yield (begun + timedelta(minutes=30 * half)).astimezone(zone).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("first", "days"),
    [
        (date(2026, 10, 20), 12),  # the hour from two to three is there twice on the 25th
        (date(2027, 3, 24), 12),  # and not at all on the 28th
        (date(2028, 2, 20), 40),  # with a 29th
        (date(2026, 12, 20), 20),  # a week of two years
    ],
    ids=["summer ends", "summer begins", "29 February", "the year ends"],
)
@pytest.mark.parametrize("ahead", [None, datetime(2031, 2, 28, 23)], ids=["right", "one of the future"])
def test_that_the_last_one_made_is_the_newest_and_every_day_keeps_one_whatever_the_calendar_does(
    first: date, days: int, ahead: datetime | None
) -> None:
    zone, standing = ZoneInfo("Europe/Berlin"), list[Backup]()
    if ahead is not None:
        standing = [Backup(Path("ahead.salesdesk"), ahead, "", ahead)]
    for day in (first + timedelta(days=number) for number in range(days)):
        for number, moment in enumerate(worked(day, range(23, 24) if day.weekday() < 5 else range(6), zone)):
            order = backing_up._order_after(standing, moment) or moment
            made = Backup(Path(f"{day}-{number}.salesdesk"), moment, "", order)
            standing = [each for each in [*standing, made] if each in kept_of([*standing, made], moment)]
            assert max(standing, key=backing_up._as_made) == made
    kept = {each.moment.date() for each in standing if each.moment != ahead}
    last = max(kept)
    assert {last - timedelta(days=back) for back in range(min(days, KEEP_DAYS))} <= kept
    assert min(each.moment for each in standing if each.moment != ahead).date() == first
    assert ahead is None or ahead in {each.moment for each in standing}
    assert len(standing) < 2 * KEEP_NEWEST + KEEP_DAYS + KEEP_WEEKS


def test_that_a_leap_of_the_clock_is_believed_after_some_days_of_work() -> None:
    """After a long leave no more stay than of daily work, and a desk used once a month keeps no more."""
    before = dated(*(NOW - timedelta(hours=6 * number) for number in range(80)))
    since = [NOW + timedelta(days=200 + day, hours=hour) for day in range(BORNE_OUT) for hour in range(8)]
    assert set(before) - kept_of([*before, *dated(*since[:-8])], since[-9]) == set(before) - kept_of(
        before, NOW
    )
    assert len(kept_of([*before, *dated(*since)], since[-1]) & set(before)) <= 3
    monthly = dated(*(NOW - timedelta(days=31 * (n // 9), minutes=n) for n in range(9 * 60)))
    assert len(kept_of(monthly, NOW)) < 60 + KEEP_WEEKS + 9 * BORNE_OUT


def test_that_a_damaged_desk_gives_no_backup_and_says_so(desk_path: Path, tmp_path: Path) -> None:
    desk = DeskFile.open(desk_path)
    (page,) = desk.rows("SELECT rootpage FROM sqlite_master WHERE name = 'note'")[0]
    desk.close()
    content = bytearray(desk_path.read_bytes())
    content[(page - 1) * PAGE + 99] ^= 1
    desk_path.write_bytes(content)
    desk = DeskFile.open(desk_path)
    with pytest.raises(UserError, match="is damaged, so no backup"):
        desk.back_up(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
    desk.close()


def test_that_a_copy_that_cannot_be_read_back_is_thrown_away_and_that_is_said(
    desk: DeskFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify = backing_up._verify

    def flipped(copy: Path, identity: str) -> None:
        content = bytearray(copy.read_bytes())
        content[-PAGE + 99] ^= 1
        copy.write_bytes(content)
        verify(copy, identity)

    def of_another(copy: Path, _identity: str) -> None:
        verify(copy, "another")

    for fault in (flipped, of_another):
        monkeypatch.setattr(backing_up, "_verify", fault)
        with pytest.raises(UserError, match="could not be read back, so it was thrown away"):
            desk.back_up(tmp_path / "backups")
        assert list((tmp_path / "backups").iterdir()) == []


def test_that_what_a_killed_program_left_is_cleared_away_after_a_while(
    desk: DeskFile, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for name, age in ((".team-1.part", 7200), (".team-2.part", 0)):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (time.time() - age,) * 2)
    made = desk.back_up(folder)
    assert sorted(path.name for path in folder.iterdir()) == [NOTES, ".team-2.part", made.name]


def test_that_a_copy_is_kept_where_something_changed_since_the_newest_one(
    desk_path: Path, tmp_path: Path, clock: FixedClock
) -> None:
    folder = tmp_path / "backups"
    desk = DeskFile.open(desk_path, clock, folder)
    keep_copy(desk, "before-import")
    keep_copy(desk, "before-import")
    assert [backup.why for backup in backups_of(desk_path, folder)] == ["before-import"]
    with desk.change("Add Ada") as work:
        work.session.add(Salesperson(name="Ada"))
    keep_copy(desk, "before-take-back")
    assert [backup.why for backup in backups_of(desk_path, folder)] == ["before-take-back", "before-import"]
    desk.close()


@pytest.mark.parametrize("year", [1999, 2036])
def test_that_a_copy_of_a_wrong_clock_stops_no_later_one(
    year: int, desk_path: Path, tmp_path: Path, clock: FixedClock
) -> None:
    folder, wrong = tmp_path / "backups", datetime(year, 1, 1)
    desk = DeskFile.open(desk_path, clock, folder)
    keep_copy(desk, "")
    (first,) = folder.glob("*.salesdesk")
    os.utime(first, (wrong.timestamp(),) * 2)
    first.rename(folder / f"team-{wrong:%Y%m%d}-090000.salesdesk")
    for name in ("Ada", "Ben"):
        with desk.change(f"Add {name}") as work:
            work.session.add(Salesperson(name=name))
        keep_copy(desk, name.lower())
    keep_copy(desk, "nothing-new")
    assert sorted(backup.why for backup in backups_of(desk_path, folder)) == ["", "ada", "ben"]
    desk.close()


@pytest.mark.parametrize("year", [1999, 2036])
def test_that_work_under_a_wrong_clock_is_copied_too(
    year: int, desk_path: Path, tmp_path: Path, clock: FixedClock
) -> None:
    folder, wrong = tmp_path / "backups", datetime(year, 1, 1).timestamp()
    desk = DeskFile.open(desk_path, clock, folder)
    keep_copy(desk, "right")
    with desk.change("Add Ada") as work:
        work.session.add(Salesperson(name="Ada"))
    os.utime(desk_path.with_name(f"{desk_path.name}-wal"), (wrong,) * 2)
    keep_copy(desk, "wrong")
    keep_copy(desk, "nothing-new")
    with desk.change("Add Ben") as work:
        work.session.add(Salesperson(name="Ben"))
    keep_copy(desk, "right-again")
    made = sorted(backup.why for backup in backups_of(desk_path, folder))
    assert made == ["right", "right-again", "wrong"]
    desk.close()


def test_that_a_folder_with_coarse_times_gets_no_copy_of_what_it_has(
    desk_path: Path, tmp_path: Path, clock: FixedClock
) -> None:
    folder = tmp_path / "backups"
    desk = DeskFile.open(desk_path, clock, folder)
    keep_copy(desk, "first")
    (copy,) = folder.glob("*.salesdesk")
    os.utime(copy, ns=(copy.stat().st_mtime_ns // 2_000_000_000 * 2_000_000_000,) * 2)
    keep_copy(desk, "again")
    assert [backup.why for backup in backups_of(desk_path, folder)] == ["first"]
    desk.close()


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


@pytest.mark.skipif(os.name == "nt", reason="a disk cannot be made full here")
def test_that_a_backup_for_which_there_is_no_room_leaves_nothing_in_its_folder(
    sample_path: Path, tmp_path: Path
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", NO_ROOM, str(sample_path), str(tmp_path / "copies")],
        capture_output=True, text=True, check=False, env=os.environ,
    )  # fmt: skip
    assert "could not be written" in ran.stderr, ran.stderr
    assert list((tmp_path / "copies").iterdir()) == []


NO_ROOM = """
import resource, sys
from datetime import datetime
from pathlib import Path
from salesdesk.store.backup import back_up
from salesdesk.store.desk_file import DeskFile
desk = DeskFile.open(Path(sys.argv[1]))
with desk.passing() as connection:
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
    back_up(connection, desk.path, Path(sys.argv[2]), datetime(2026, 3, 2), "")
"""
