"""Holds that the journal stays within bounds, what is never let go, and that a history says where it is cut."""

import time
from collections.abc import Generator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from salesdesk.env.clock import FixedClock
from salesdesk.model.deals import Account, ImportBatch
from salesdesk.services.history import HistoryService
from salesdesk.services.records import RecordsService
from salesdesk.store import log_bound
from salesdesk.store.desk_file import DeskFile

WORDS = "x" * 1000


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that a test can reach."""
    monkeypatch.setattr(log_bound, "LARGEST", 20_000)
    monkeypatch.setattr(log_bound, "KEPT_STEPS", 5)
    monkeypatch.setattr(log_bound, "EVERY", 1)


def edit(desk: DeskFile, clock: FixedClock, times: int) -> None:
    """Makes so many steps of a thousand letters each."""
    for number in range(times):
        clock.moment += timedelta(days=1)
        RecordsService(desk).edit("account", 1, "sector", f"{number}{WORDS}")


def size(desk: DeskFile) -> int:
    """Gives the bytes of changes in the journal."""
    return desk.rows("SELECT sum(octet_length(fields)) AS bytes FROM change_log")[0]["bytes"]


def import_something(desk: DeskFile) -> None:
    """Leaves in the journal what an import does."""
    with desk.change("Import deals") as work:
        work.session.add(ImportBatch(file_name="x.csv", kind="deals", applied_at=desk.now(),
                                     rows=1, new=1, changed=0, same=0, rejected=0))  # fmt: skip


def test_that_the_journal_does_not_grow_beyond_its_bound(desk: DeskFile, clock: FixedClock) -> None:
    RecordsService(desk).add("account", {"name": "Pumps"})
    edit(desk, clock, 60)
    assert size(desk) <= log_bound.LARGEST
    steps = desk.rows("SELECT count(*) AS steps, min(id) AS first, max(id) AS last FROM step")[0]
    assert steps["last"] - steps["first"] + 1 == steps["steps"] >= log_bound.KEPT_STEPS
    while desk.undo():
        pass
    assert RecordsService(desk).one("account", 1).values["sector"].startswith(f"{60 - steps['steps'] - 1}x")


def test_that_the_newest_steps_stay_however_large(
    desk: DeskFile, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_bound, "LARGEST", 10)
    RecordsService(desk).add("account", {"name": "Pumps"})
    edit(desk, clock, 9)
    assert len(desk.rows("SELECT 1 FROM step")) == log_bound.KEPT_STEPS


@pytest.mark.parametrize(("later", "stays"), [(15, True), (30, False)])
def test_that_the_last_import_stays_up_to_twice_the_bound(
    desk: DeskFile, clock: FixedClock, later: int, *, stays: bool
) -> None:
    RecordsService(desk).add("account", {"name": "Pumps"})
    import_something(desk)
    edit(desk, clock, later)
    assert bool(desk.rows("SELECT 1 FROM change_log WHERE kind = 'import_batch'")) == stays


def test_that_a_history_says_that_older_entries_were_dropped(desk: DeskFile, clock: FixedClock) -> None:
    RecordsService(desk).add("account", {"name": "Pumps"})
    edit(desk, clock, 60)
    RecordsService(desk).add("account", {"name": "Dams"})
    *_others, last = HistoryService(desk).of("account", 1).entries
    assert (last.step, last.event) == ("Older entries were dropped", "Dropped")
    assert [entry.event for entry in HistoryService(desk).of("account", 2).entries] == ["Added"]


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Generator[None]:
    """Puts the laptop into a zone of the world."""
    with monkeypatch.context() as there:
        there.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system has one zone for all programs")
@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"], indirect=True)
@pytest.mark.usefixtures("zone")
def test_that_it_says_so_in_every_zone_of_the_world(desk: DeskFile, clock: FixedClock) -> None:
    RecordsService(desk).add("account", {"name": "Pumps"})
    clock.moment = datetime.now()
    for number in range(60):
        clock.moment += timedelta(minutes=1)
        RecordsService(desk).edit("account", 1, "sector", f"{number}{WORDS}")
    assert HistoryService(desk).of("account", 1).entries[-1].event == "Dropped"
    clock.moment += timedelta(minutes=1)
    RecordsService(desk).add("account", {"name": "Dams"})
    RecordsService(desk).edit("account", 2, "sector", "energy")
    assert [entry.event for entry in HistoryService(desk).of("account", 2).entries] == ["Changed", "Added"]


def test_that_a_large_step_is_looked_at_at_once(desk: DeskFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_bound, "EVERY", 50)
    monkeypatch.setattr(log_bound, "KEPT_STEPS", 1)
    with desk.change("Add") as work:
        work.session.add_all([Account(name=f"{each}{WORDS}") for each in range(60)])
    for number in range(3):
        with desk.change(f"Many {number}") as work:
            for account in work.session.scalars(select(Account)):
                account.name = f"{number}{account.name}"
    assert [row["name"] for row in desk.rows("SELECT name FROM step")] == ["Many 2"]
