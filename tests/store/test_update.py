"""An older desk is brought up to date whole or not at all, and may be ended on the way by whoever follows that."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.env import following
from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import DamagedError, OldDeskError
from salesdesk.env.following import Cancelled, followed, stretch, tick
from salesdesk.store import connection, schema, update
from salesdesk.store.connection import connect, connect_as_found
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.plain_copy import seal_in_place
from salesdesk.store.schema import revision_of
from salesdesk.store.seal import begins_plain, begins_sealed
from tests.store.test_followed import left
from tests.store.test_seal import FROZEN

STEPS = 12
"""So many at least does even a small desk take."""


def plain_older(path: Path) -> None:
    """Makes a desk as the first release wrote them."""
    shutil.copyfile(FROZEN[0], path)


def plain_with_a_log(path: Path) -> None:
    """Makes a plain desk of the newest schema, which keeps a log while it is open."""
    shutil.copyfile(FROZEN[-1], path)
    connect(path).close()


def sealed_older(path: Path) -> None:
    """Makes one that is sealed, of the first schema."""
    plain_older(path)
    assert seal_in_place(path)


def sealed_with_a_log(path: Path) -> None:
    """Makes the same with a log while it is open."""
    sealed_older(path)
    connect(path).close()


OLD = [plain_older, plain_with_a_log, sealed_older, sealed_with_a_log]


@pytest.fixture(params=OLD, ids=lambda make: make.__name__)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A desk that has to be brought up to date, alone in its folder."""
    path = tmp_path / "desks" / "old.salesdesk"
    path.parent.mkdir()
    request.param(path)
    return path


@pytest.fixture
def in_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work tells every little step."""
    monkeypatch.setattr(connection, "_TICK_EVERY", 2000)
    monkeypatch.setattr(following, "EVERY", 20)


@pytest.mark.usefixtures("in_small_steps")
def test_that_an_update_ended_at_any_step_leaves_the_desk_byte_for_byte(
    old: Path, tmp_path: Path, clock: FixedClock
) -> None:
    before, heard, last = left(old.parent), list[tuple[int, int]](), 1

    def follow(done: int, total: int) -> None:
        heard.append((done, total))
        if len(heard) == last:
            raise Cancelled

    with followed(follow):
        while True:
            heard.clear()
            try:
                desk = DeskFile.open(old, clock, tmp_path / "backups")
            except Cancelled:
                assert left(old.parent) == before, f"ended at step {last}"
                last *= 2
            else:
                break
    assert last > STEPS
    assert desk.rows("SELECT name FROM salesperson")
    desk.close()
    assert begins_sealed(old)
    assert [path.name for path in old.parent.iterdir()] == [old.name]
    # Each further attempt goes on with the copy of the first.
    assert [path.name for path in (tmp_path / "backups").glob("*.salesdesk")] == [
        "old-20261111-090000-before-update.salesdesk"
    ]


@pytest.mark.usefixtures("in_small_steps")
def test_that_an_update_says_how_far_it_is_and_never_goes_back(
    old: Path, tmp_path: Path, clock: FixedClock
) -> None:
    far: list[float] = []
    with followed(lambda done, total: far.append(done / total if total else -1)):
        DeskFile.open(old, clock, tmp_path / "backups").close()
    assert far == sorted(far)
    assert far[0] == 0
    assert far[-1] > 0.8
    assert len({round(each, 1) for each in far}) >= 4


def test_that_one_which_is_to_be_opened_at_once_is_told_and_not_touched(old: Path, clock: FixedClock) -> None:
    before = left(old.parent)
    with pytest.raises(OldDeskError, match="brought up to date first"):
        DeskFile.open(old, clock, at_once=True)
    assert left(old.parent) == before


def test_that_a_present_desk_is_opened_at_once(desk_path: Path, clock: FixedClock) -> None:
    DeskFile.open(desk_path, clock, at_once=True).close()


def test_that_a_plain_older_desk_somebody_else_has_open_is_updated_where_it_lies(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = tmp_path / "old.salesdesk"
    plain_older(path)
    with closing(connect(path)) as other:
        other.execute("SELECT count(*) FROM salesperson").fetchone()
        DeskFile.open(path, clock, tmp_path / "backups").close()
        assert revision_of(other) == schema.head()
    assert begins_plain(path)


@pytest.mark.parametrize("make", [plain_older, sealed_older])
def test_that_an_update_that_fails_leaves_the_desk_byte_for_byte(
    make: Callable[[Path], None], tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_connection: object) -> None:
        raise ValueError("a column that is not there")

    path = tmp_path / "desks" / "old.salesdesk"
    path.parent.mkdir()
    make(path)
    before = left(path.parent)
    monkeypatch.setattr(update, "migrate", fails)
    with pytest.raises(DamagedError, match="a column that is not there"):
        DeskFile.open(path, clock, tmp_path / "backups")
    assert left(path.parent) == before


def test_that_what_waits_beside_a_plain_desk_comes_along(tmp_path: Path, clock: FixedClock) -> None:
    path, other = tmp_path / "old.salesdesk", tmp_path / "other.salesdesk"
    plain_with_a_log(other)
    with closing(connect(other)) as killed:
        killed.execute("UPDATE salesperson SET name = 'Ada'")
        for each in tmp_path.glob("other.salesdesk*"):
            shutil.copyfile(each, path.with_name(each.name.replace("other", "old")))
    with closing(DeskFile.open(path, clock, tmp_path / "backups")) as desk:
        assert [row["name"] for row in desk.rows("SELECT name FROM salesperson")] == ["Ada"]
    assert begins_sealed(path)
    with closing(connect_as_found(path)) as reading:
        assert reading.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_that_a_stretch_of_work_counts_as_a_part_of_the_whole() -> None:
    heard: list[int] = []
    with followed(lambda done, total: heard.append(done * 100 // total)):
        with stretch(0, 40), stretch(50, 100):
            tick(1, 2)
            tick()
        with stretch(40, 100):
            tick(1, 3)
    assert heard == [0, 20, 30, 30, 40, 60]


def stamped(path: Path, person: str) -> bytes:
    """Makes an old desk with a person of its own and a time that any other may have too; gives what is in it."""
    path.parent.mkdir()
    plain_older(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE salesperson SET name = ? WHERE id = 1", (person,))
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path.read_bytes()


def test_that_one_of_the_name_and_time_of_another_is_backed_up_itself(
    tmp_path: Path, clock: FixedClock
) -> None:
    folder, names = tmp_path / "backups", ["Ada Berg", "Bo Lind"]
    for number, name in enumerate(names):
        path = tmp_path / f"{number}" / "team.salesdesk"
        before = stamped(path, name)
        DeskFile.open(path, clock, folder).close()
        # Once more from what it was: the copy of the first time is found, and not made again.
        path.write_bytes(before)
        os.utime(path, (1_700_000_000, 1_700_000_000))
        DeskFile.open(path, clock, folder).close()
    kept: list[str] = []
    for copy in sorted(folder.glob("*.salesdesk")):
        with closing(connect_as_found(copy)) as connection:
            kept.append(connection.execute("SELECT name FROM salesperson WHERE id = 1").fetchone()[0])
    assert sorted(kept) == names
