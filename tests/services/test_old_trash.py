"""Holds that what lay in the Trash for 90 days leaves it with every word, and that nothing else is lost with it."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model import models
from salesdesk.model.coaching import AgendaPoint, Assignment, OneOnOne
from salesdesk.model.deals import Opportunity, Stage
from salesdesk.model.team import Salesperson, Strength
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.history import HistoryService
from salesdesk.services.records import RecordsService
from salesdesk.services.trash import BORNE_OUT, TrashService
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.search import find
from tests.model.one_of_each import add_one_of_each

NOW = datetime(2026, 11, 11, 9, 0)
SECRET = "xylophonist"
LATER = timedelta(days=91)
LOGS = {"field_change", "opportunity_change"}
KEPT = {"team_settings", "emptying"} | LOGS


@pytest.fixture
def team(desk: DeskFile, clock: FixedClock) -> DeskFile:
    """A desk with Ada and Ben; Ada has a deal in the second stage."""
    with desk.change("Prepare", undoable=False) as work:
        work.session.add_all([Salesperson(name="Ada Brandt"), Salesperson(name="Ben")])
        work.session.add_all([Stage(name="Meeting", position=1), Stage(name="Proposal", position=2)])
        work.session.flush()
        work.session.add(Opportunity(name="Pump", salesperson_id=1, stage_id=2, amount=Decimal(5)))
    return desk


def everything_written(desk: DeskFile) -> bytes:
    """Gives all bytes of the closed file."""
    desk.close()
    return b"".join(path.read_bytes() for path in sorted(desk.path.parent.glob(f"{desk.path.name}*")))


def secret_note(desk: DeskFile, clock: FixedClock) -> int:
    """Writes a private note about Ada through the form of the log, edits and deletes it."""
    coaching = CoachingService(desk, clock)
    coaching.drafts.keep("note", 1, {"text": f"{SECRET} begun"})
    number = coaching.add_note(1, f"{SECRET} is looking for another job").new_id("note")
    records = RecordsService(desk)
    records.edit("note", number, "text", f"{SECRET} has found another job " * 200)
    records.edit("note", number, "visibility", "shared")
    records.trash("note", [number])
    return number


def test_that_no_word_of_an_old_deleted_note_stays_anywhere_in_the_file(
    team: DeskFile, clock: FixedClock
) -> None:
    secret_note(team, clock)
    clock.moment += LATER
    changes = TrashService(team).empty_old()
    assert changes.step == "1 thing left the Trash after 90 days"
    assert "note" in changes.kinds
    assert TrashService(team).contents() == []
    assert SECRET.encode() not in everything_written(team)


def test_that_what_is_younger_stays_and_comes_back(team: DeskFile, clock: FixedClock) -> None:
    number = secret_note(team, clock)
    clock.moment += timedelta(days=89)
    assert not TrashService(team).empty_old().kinds
    assert TrashService(team).emptied() == []
    TrashService(team).restore("note", number)
    assert [hit.record_id for hit in find(team, SECRET)] == [number]
    clock.moment += LATER
    assert not TrashService(team).empty_old().kinds
    assert [hit.record_id for hit in find(team, SECRET)] == [number]


def test_that_nothing_is_begun_where_nothing_is_old(
    team: DeskFile, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret_note(team, clock)
    monkeypatch.delattr(DeskFile, "change")
    monkeypatch.delattr(TrashService, "contents")
    assert not TrashService(team).empty_old().kinds


def test_that_emptying_is_told_and_is_no_step_of_undo(team: DeskFile, clock: FixedClock) -> None:
    secret_note(team, clock)
    RecordsService(team).edit("salesperson", 2, "region", "North")
    clock.moment += LATER
    TrashService(team).empty_old()
    assert TrashService(team).emptied() == [(clock.moment, 1)]
    assert team.undo_name() == "Change region of “Ben”"
    assert not TrashService(team).empty_old().kinds
    assert len(TrashService(team).emptied()) == 1


def test_that_a_person_goes_with_name_and_belongings_and_deals_stay_without_owner(
    team: DeskFile, clock: FixedClock
) -> None:
    records = RecordsService(team)
    with team.change("Start one-on-one with Ada Brandt") as work:
        work.session.add(OneOnOne(salesperson_id=1, starts_at=NOW))
        work.session.add(Strength(salesperson_id=1, name="Listening"))
        work.session.add(AgendaPoint(salesperson_id=2, text="Ben's point"))
    with team.change("Not now: No review for long (Ada Brandt)") as work:
        work.session.add(Assignment(salesperson_id=2, what="Call", assigned_on=date(2026, 11, 1)))
    records.edit("opportunity", 1, "salesperson_id", 2)
    records.edit("opportunity", 1, "salesperson_id", 1)
    records.edit("salesperson", 1, "region", "North")
    records.trash("salesperson", [1])
    clock.moment += LATER
    assert TrashService(team).empty_old().step == "1 thing left the Trash after 90 days"
    assert [row["name"] for row in team.rows("SELECT name FROM salesperson")] == ["Ben"]
    assert records.one("opportunity", 1).values["salesperson_id"] is None
    assert team.rows("SELECT 1 FROM strength UNION ALL SELECT 1 FROM one_on_one") == []
    assert team.rows("SELECT count(*) AS n FROM agenda_point")[0]["n"] == 1
    steps = [row["name"] for row in team.rows("SELECT name FROM step ORDER BY id")]
    assert "Not now: No review for long (…)" in steps
    history = HistoryService(team).of("opportunity", 1)
    assert [entry.before_text + entry.after_text for entry in history.entries if "Ada" in str(entry)] == []
    while team.undo():
        pass
    while team.redo():
        pass
    assert b"Ada Brandt" not in everything_written(team)


def test_that_a_deleted_stage_stays_since_the_log_of_deals_is_counted_by_it(
    team: DeskFile, clock: FixedClock
) -> None:
    records = RecordsService(team)
    records.edit("opportunity", 1, "stage_id", 1)
    records.trash("stage", [2])
    before = [tuple(row) for row in team.rows("SELECT * FROM opportunity_change")]
    clock.moment += LATER
    TrashService(team).empty_old()
    assert [row["id"] for row in team.rows("SELECT id FROM stage ORDER BY id")] == [1, 2]
    assert [tuple(row) for row in team.rows("SELECT * FROM opportunity_change")] == before


def test_that_a_deal_goes_with_its_log(team: DeskFile, clock: FixedClock) -> None:
    RecordsService(team).edit("opportunity", 1, "stage_id", 1)
    RecordsService(team).trash("opportunity", [1])
    clock.moment += LATER
    TrashService(team).empty_old()
    assert team.rows("SELECT 1 FROM opportunity UNION ALL SELECT 1 FROM opportunity_change") == []


@pytest.mark.parametrize(
    "kind", sorted(models().keys() - {"team_settings", "emptying", "field_change", "opportunity_change"})
)
def test_that_a_record_of_any_kind_can_go_and_undo_and_redo_still_work(
    kind: str, desk: DeskFile, clock: FixedClock
) -> None:
    with desk.change("Add everything") as work:
        ids = add_one_of_each(work.session)
    with desk.change("Rename everything") as work:
        for each in models().keys() - LOGS:
            work.session.connection().exec_driver_sql(f"UPDATE {each} SET changed_at = '2026-11-12'")
    RecordsService(desk).trash(kind, [ids[kind]])
    clock.moment += LATER
    TrashService(desk).empty_old()
    assert desk.rows("PRAGMA foreign_key_check") == []
    assert [item for item in TrashService(desk).contents() if item.kind != "stage"] == []
    kept = {each: len(desk.rows(f"SELECT 1 FROM {each}")) for each in models()}
    while desk.undo():
        pass
    while desk.redo():
        pass
    assert {each: len(desk.rows(f"SELECT 1 FROM {each}")) for each in models()} == kept
    assert desk.rows("PRAGMA foreign_key_check") == []
    assert desk.is_sound()


def test_that_nothing_goes_on_a_clock_that_jumped(team: DeskFile, clock: FixedClock) -> None:
    secret_note(team, clock)
    right = clock.moment
    clock.moment = right + timedelta(days=3650)
    assert not TrashService(team).tend().kinds
    RecordsService(team).edit("salesperson", 2, "region", "North")
    assert not TrashService(team).tend().kinds, "what was done today bears nothing out"
    clock.moment = right + timedelta(days=89)
    assert not TrashService(team).tend().kinds, "nor does what a wrong clock stamped"
    assert len(TrashService(team).contents()) == 1


def worked(desk: DeskFile, clock: FixedClock, days: int) -> None:
    """Changes something on each of so many days in a row, and comes back on the day after."""
    for number in range(days):
        RecordsService(desk).edit("salesperson", 2, "region", f"North {number}")
        clock.moment += timedelta(days=1)


def test_that_some_days_of_work_with_the_clock_ahead_empty_no_trash(
    team: DeskFile, clock: FixedClock
) -> None:
    secret_note(team, clock)
    right = clock.moment
    clock.moment = right + timedelta(days=3650)
    for _number in range(BORNE_OUT - 1):
        worked(team, clock, 1)
        assert not TrashService(team).tend().kinds
    clock.moment = right + timedelta(days=1)
    assert not TrashService(team).tend().kinds
    assert len(TrashService(team).contents()) == 1


def test_that_after_a_long_leave_old_things_go_some_days_later(team: DeskFile, clock: FixedClock) -> None:
    secret_note(team, clock)
    clock.moment += LATER
    assert not TrashService(team).tend().kinds
    worked(team, clock, BORNE_OUT - 1)
    assert not TrashService(team).tend().kinds
    worked(team, clock, 1)
    assert TrashService(team).tend().step == "1 thing left the Trash after 90 days"
    assert TrashService(team).contents() == []


def test_that_in_seldom_work_old_things_go_in_time(team: DeskFile, clock: FixedClock) -> None:
    secret_note(team, clock)
    for day in (30, 60, 90):
        clock.moment = NOW + timedelta(days=day)
        RecordsService(team).edit("salesperson", 2, "region", f"North {day}")
    clock.moment = NOW + LATER
    assert TrashService(team).tend().step == "1 thing left the Trash after 90 days"


def test_that_in_daily_work_old_things_go_in_time(team: DeskFile, clock: FixedClock) -> None:
    secret_note(team, clock)
    clock.moment += timedelta(days=65)
    worked(team, clock, BORNE_OUT)
    clock.moment += timedelta(days=26)
    assert TrashService(team).tend().step == "1 thing left the Trash after 90 days"
