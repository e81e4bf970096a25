"""Holds that of a person who is erased no word stays in any byte of the file, and that nothing of others is lost."""

import threading
from contextlib import closing
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from unittest.mock import Mock

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model import fields_of, kind_of, models
from salesdesk.model.coaching import Note, OneOnOne, Postponement
from salesdesk.model.competencies import Competency, CompetencyNumber
from salesdesk.model.deals import Opportunity, Stage
from salesdesk.model.fields import FieldType
from salesdesk.model.plans import Quota
from salesdesk.model.team import Salesperson
from salesdesk.services.coaching.service import CoachingService
from salesdesk.services.erasing import LEFT, ErasingService
from salesdesk.services.history import HistoryService
from salesdesk.services.privacy import Privacy
from salesdesk.services.records import RecordsService
from salesdesk.services.trash import TrashService
from salesdesk.store.bulk import delete_rows, insert_rows, update_rows
from salesdesk.store.connection import connect_as_found, patience
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.left_words import LeftDrafts, drafts_in
from salesdesk.store.room import give_room_back
from salesdesk.store.search import find
from salesdesk.store.sessions import driver_connection
from tests.model.one_of_each import add_one_of_each, word
from tests.private import WORDS as WORDS_OF_KEY
from tests.private import quick_keys
from tests.store.raw_bytes import raw_bytes_beside

SECRET, BENS = "xylophonist", "trombonist"
NAME, NOW = "Ada Brandt", datetime(2026, 11, 10, 9)
WORDS = {FieldType.TEXT, FieldType.LONG_TEXT}
__all__ = ["quick_keys"]


@pytest.fixture
def team(desk: DeskFile) -> DeskFile:
    """A desk with Ada and Ben; Ada has a deal that was Ben's, a quota, and numbers of a week."""
    with desk.change("Prepare") as work:
        work.session.add_all([Salesperson(name=NAME, email="ada@firm.example"), Salesperson(name="Ben Dahl")])
        work.session.add_all(
            [Stage(name="Meeting", position=1), Competency(name="Asking", of_what="tries", into_what="wins")]
        )
        work.session.flush()
        work.session.add(Opportunity(name="Pump", salesperson_id=2, stage_id=1, amount=Decimal(5)))
        work.session.add(
            Quota(salesperson_id=1, starts_on=date(2026, 10, 1), period="quarter", amount=Decimal(9))
        )
        work.session.add(
            CompetencyNumber(
                salesperson_id=1, competency_id=1, week_start=date(2026, 11, 2), trials=4, successes=1
            )
        )
    RecordsService(desk).edit("opportunity", 1, "salesperson_id", 1)
    return desk


def erase(desk: DeskFile, person_id: int = 1, **ways: bool) -> None:
    """Erases Ada."""
    service = ErasingService(desk)
    service.erase(service.what_goes(person_id), **ways)


def write_all_sorts_of_things(desk: DeskFile, clock: FixedClock) -> None:
    """Writes about Ada what is edited, thrown away, undone, put off and moved to the Trash, and one note about Ben."""
    coaching, records = CoachingService(desk, clock), RecordsService(desk)
    coaching.drafts.keep("note", 1, {"text": f"{SECRET} begun"})
    coaching.drafts.throw_away("strength", 1, {"name": f"{SECRET} thrown away"})
    number = coaching.add_note(1, f"{SECRET} is looking for another job").new_id("note")
    records.edit("note", number, "text", f"{SECRET} has found another job " * 200)
    records.trash("note", [number])
    records.edit("salesperson", 1, "private_summary", f"{SECRET}, I doubt")
    records.edit("salesperson", 1, "name", f"{SECRET} Brandt")
    records.edit("salesperson", 1, "name", NAME)
    with desk.change(f"Start one-on-one with {NAME}") as work:
        meeting = OneOnOne(salesperson_id=1, starts_at=datetime(2026, 11, 10, 9), excuse=SECRET)
        work.session.add(meeting)
        work.session.flush()
        work.session.add(
            Note(
                one_on_one_id=meeting.id, text=f"{SECRET} said nothing", visibility="private", written_at=NOW
            )
        )
    coaching.add_note(2, f"{BENS} works well")
    coaching.add_note(1, f"{SECRET} undone")
    desk.undo()


@pytest.mark.parametrize("keep_figures", [True, False])
def test_that_no_word_about_an_erased_person_stays_in_any_byte(
    team: DeskFile, clock: FixedClock, keep_figures: bool
) -> None:
    write_all_sorts_of_things(team, clock)
    assert SECRET.encode() in raw_bytes_beside(team.path)
    erase(team, keep_figures=keep_figures)
    for when in ("open", "closed"):
        left = raw_bytes_beside(team.path).lower()
        assert [w for w in (SECRET, NAME.lower(), "ada@firm") if w.encode() in left] == [], when
        assert BENS.encode() in left
        team.close()


@pytest.mark.usefixtures("quick_keys")
def test_that_no_word_stays_in_any_byte_of_a_desk_with_a_passphrase(
    team: DeskFile, clock: FixedClock
) -> None:
    Privacy(team).set(WORDS_OF_KEY)
    key = team.hold.seal.key
    write_all_sorts_of_things(team, clock)
    assert SECRET.encode() in raw_bytes_beside(team.path, key)
    assert SECRET.encode() not in raw_bytes_beside(team.path)
    erase(team)
    for when in ("open", "closed"):
        left = raw_bytes_beside(team.path, key).lower()
        assert [w for w in (SECRET, NAME.lower(), "ada@firm") if w.encode() in left] == [], when
        assert BENS.encode() in left
        team.close()


@pytest.mark.parametrize("keep_figures", [True, False])
def test_that_every_field_of_every_kind_about_a_person_goes(desk: DeskFile, keep_figures: bool) -> None:
    with desk.change("One of each") as work:
        ids = add_one_of_each(work.session)
        work.session.get_one(Postponement, ids["postponement"]).nudge = f"reviews:{ids['salesperson']}"
    erase(desk, ids["salesperson"], keep_figures=keep_figures)
    left = raw_bytes_beside(desk.path)
    about = {kind for kind in models() if is_about_people(kind)} | {"salesperson", "postponement"}
    assert about >= {"note", "one_on_one", "strength", "assignment", "problem", "draft", "name_in_files"}
    tokens = [
        word(kind, f) for kind in about for f in fields_of(kind) if f.type in WORDS and f.name != "nudge"
    ]
    assert [token for token in tokens if token.encode() in left] == []
    rest = [
        word(kind, f)
        for kind in ("opportunity", "account", "stage")
        for f in fields_of(kind)
        if f.type in WORDS
    ]
    assert [token for token in rest if token.encode() not in left] == []


def is_about_people(kind: str) -> bool:
    """Tells whether a kind belongs to a person by its declaration, or to what belongs to one."""
    owners = {
        field.refers_to for field in fields_of(kind) if field.owner or field.name == kind_of(kind).tells_of
    }
    return bool(owners & {"salesperson", "one_on_one"}) and not kind_of(kind).figures


def test_that_figures_stay_with_the_team_as_somebody_who_left(team: DeskFile, clock: FixedClock) -> None:
    erase(team)
    (row,) = team.rows("SELECT * FROM salesperson WHERE id = 1")
    assert (row["name"], row["status"], row["email"], row["level"]) == (LEFT, "archived", None, "2")
    assert [r["salesperson_id"] for r in team.rows("SELECT salesperson_id FROM opportunity")] == [1]
    assert team.rows("SELECT 1 FROM quota") != []
    assert team.rows("SELECT 1 FROM competency_number") != []
    (entry, *_rest) = HistoryService(team).of("opportunity", 1).entries
    assert NAME not in str(entry)
    erase(team, 2)
    assert {r["name"] for r in team.rows("SELECT name FROM salesperson")} == {LEFT, f"{LEFT} 2"}


def test_that_without_figures_nothing_but_the_deals_stays_and_those_without_anybody(team: DeskFile) -> None:
    erase(team, keep_figures=False)
    assert [r["name"] for r in team.rows("SELECT name FROM salesperson")] == ["Ben Dahl"]
    assert [r["salesperson_id"] for r in team.rows("SELECT salesperson_id FROM opportunity")] == [None]
    assert team.rows("SELECT 1 FROM quota UNION ALL SELECT 1 FROM competency_number") == []


@pytest.mark.parametrize("keep_figures", [True, False])
def test_that_undo_and_redo_bring_nothing_back_and_the_search_finds_nothing(
    team: DeskFile, clock: FixedClock, keep_figures: bool
) -> None:
    write_all_sorts_of_things(team, clock)
    erase(team, keep_figures=keep_figures)
    assert find(team, SECRET) == []
    assert find(team, "Brandt") == []
    assert team.redo() is None
    while team.undo():
        assert SECRET.encode() not in raw_bytes_beside(team.path)
    while team.redo():
        pass
    assert TrashService(team).contents() == []
    left = raw_bytes_beside(team.path)
    assert SECRET.encode() not in left
    assert NAME.encode() not in left
    assert team.is_sound()
    assert team.rows("PRAGMA foreign_key_check") == []


def test_that_what_many_rows_at_once_wrote_goes_too(team: DeskFile) -> None:
    names = ("id", "salesperson_id", "name", "times_seen", "named_by_self", "created_at", "changed_at")
    with team.change("Import") as work:
        rows = [
            (1, 1, SECRET, 1, 0, "2026-11-11", "2026-11-11"),
            (2, 2, BENS, 1, 0, "2026-11-11", "2026-11-11"),
        ]
        insert_rows(driver_connection(work.session), "strength", names, rows)
    with team.change("Import again") as work:
        update_rows(
            driver_connection(work.session), "strength", ("evidence",), [(1, f"{SECRET}ical"), (2, "heard")]
        )
    with team.change("Take out") as work:
        delete_rows(driver_connection(work.session), "strength", [1, 2])
    erase(team, keep_figures=False)
    assert SECRET.encode() not in raw_bytes_beside(team.path)
    assert team.rows("SELECT 1 FROM strength") == []
    team.undo()
    assert [(row["id"], row["evidence"]) for row in team.rows("SELECT * FROM strength")] == [(2, "heard")]
    team.undo()
    assert [(row["id"], row["evidence"]) for row in team.rows("SELECT * FROM strength")] == [(2, None)]
    team.undo()
    assert team.rows("SELECT 1 FROM strength") == []


def test_that_the_name_in_words_about_others_is_blanked_or_listed(team: DeskFile, clock: FixedClock) -> None:
    coaching = CoachingService(team, clock)
    certain = coaching.add_note(2, "Helps ADA  Brandt with offers").new_id("note")
    perhaps = coaching.add_note(2, "Ask Ada about it").new_id("note")
    coaching.add_note(2, "Went to Adana")
    what = ErasingService(team).what_goes(1)
    assert {(t.record_id, t.certain) for t in what.texts} == {(certain, True), (perhaps, False)}
    ErasingService(team).erase(what)
    texts = {row["id"]: row["text"] for row in team.rows("SELECT id, text FROM note")}
    assert (texts[certain], texts[perhaps]) == ("Helps … with offers", "Ask Ada about it")
    assert b"ADA  Brandt" not in raw_bytes_beside(team.path)


def test_that_a_name_somebody_else_has_too_is_blanked_nowhere(team: DeskFile, clock: FixedClock) -> None:
    with team.change("Namesake") as work:
        work.session.add(Salesperson(name=f"{NAME} junior"))
    CoachingService(team, clock).add_note(2, f"Helps {NAME}")
    what = ErasingService(team).what_goes(1)
    assert what.shared
    ErasingService(team).erase(what)
    assert [r["text"] for r in team.rows("SELECT text FROM note")] == [f"Helps {NAME}"]
    assert f"{NAME} junior" in [r["name"] for r in team.rows("SELECT name FROM salesperson")]


def test_that_what_was_typed_and_not_taken_by_the_desk_goes_too(team: DeskFile, tmp_path: Path) -> None:
    left = team.left_words = LeftDrafts(tmp_path / "left", team.identity, team.path)
    left.leave("note", 1, {"text": SECRET})
    left.leave("note", 2, {"text": f"not like {NAME}"})
    left.leave("note", None, {"text": BENS})
    erase(team)
    assert [each[2] for each in drafts_in(left.place)] == [{"text": BENS}]


def test_that_backups_are_told_with_the_day_on_which_they_go_and_removed_only_when_wanted(
    desk_path: Path, clock: FixedClock, tmp_path: Path
) -> None:
    desk = DeskFile.open(desk_path, clock, tmp_path / "backups")
    desk.back_up(tmp_path / "backups")
    with desk.change("Ada") as work:
        work.session.add(Salesperson(name=NAME))
    clock.moment += timedelta(days=1)
    first = desk.back_up(tmp_path / "backups")
    what = ErasingService(desk).what_goes(1)
    assert [(b.path, b.readable, b.own) for b in what.backups] == [(first, True, True)]
    assert what.backups[0].until == date(2026, 12, 2), "after 20 newer ones"
    ErasingService(desk).erase(what)
    assert len(list((tmp_path / "backups").glob("*.salesdesk"))) == 2, "no backup is made of them"
    assert ErasingService(desk).remove_backups(what.backups) == 1
    assert not first.exists()
    kept = list((tmp_path / "backups").glob("*.salesdesk"))
    assert [path for path in kept if NAME.encode() in raw_bytes_beside(path)] == []
    desk.close()


def test_that_nothing_is_begun_where_the_disk_has_no_room(
    team: DeskFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salesdesk.services.erasing.room_to_write_anew", Mock(return_value=False))
    with pytest.raises(UserError, match="Nothing was changed"):
        erase(team)
    assert NAME in [row["name"] for row in team.rows("SELECT name FROM salesperson")]


def test_that_what_another_program_keeps_from_being_written_anew_is_told_and_tried_again(
    team: DeskFile, clock: FixedClock
) -> None:
    CoachingService(team, clock).add_note(1, SECRET)
    service = ErasingService(team)
    what = service.what_goes(1)
    with patience(50), closing(connect_as_found(team.path)) as other:
        team.hold.hurried = threading.current_thread()  # waits for others as shortly as the window does
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM note").fetchone()
        with pytest.raises(UserError, match=r"is erased from the records.*Back up now"):
            service.erase(what)
    assert team.rows("SELECT 1 FROM note") == []
    give_room_back(team.hold)
    assert SECRET.encode() not in raw_bytes_beside(team.path)


def test_that_somebody_is_erased_from_a_private_desk_which_stays_private(
    tmp_path: Path, clock: FixedClock
) -> None:
    desk = DeskFile.create(tmp_path / "private.salesdesk", clock, "correct horse battery staple")
    with desk.change("Ada") as work:
        work.session.add(Salesperson(name=NAME))
    erase(desk, keep_figures=False)
    assert desk.rows("SELECT 1 FROM salesperson") == []
    assert desk.hold.seal.private
    assert desk.is_sound()
    desk.close()
    reopened = DeskFile.open(tmp_path / "private.salesdesk", clock)
    assert reopened.rows("SELECT 1 FROM salesperson") == []
    reopened.close()
