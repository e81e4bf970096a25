"""Values that cannot be are set right in their place: as one step, with a backup before, and never by a guess."""

from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import ImpossibleError, UserError
from salesdesk.env.locale import Formats
from salesdesk.services.desk_place import refuse_impossible_in
from salesdesk.services.mending import MendingService
from salesdesk.store import backup
from salesdesk.store.connection import connect
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine
from salesdesk.store.mending import are_in
from salesdesk.store.salvage import salvage
from tests.store.test_strange_desks import CANNOT_BE, change, said_by


def stored(path: Path, sql: str) -> object:
    """Reads one value as it is stored."""
    with closing(connect(path)) as connection:
        return connection.execute(sql).fetchone()[0]


@pytest.mark.parametrize("statement", [said[1] for said in CANNOT_BE.values()], ids=[*CANNOT_BE])
def test_that_every_value_that_cannot_be_is_set_right_with_a_backup_before(
    statement: str, sample_path: Path, clock: FixedClock, tmp_path: Path
) -> None:
    change(sample_path, f"UPDATE opportunity SET {statement}")
    with closing(DeskFile.open(sample_path, clock, tmp_path / "backups")) as desk:
        service = MendingService(desk, Formats())
        before = desk.undo_name()
        assert service.wrong()
        if not service.settable():
            assert "outcome" in statement, "only what is needed and nobody's guess waits for a word"
            assert not service.set_all_right().kinds
            return
        changes = service.set_all_right()
        left = service.wrong()
        assert "opportunity" in changes.kinds
        assert all(not each.settable for each in left)
        assert list((tmp_path / "backups").glob("*.salesdesk")), "what undo cannot hold is in the backup"
        if any(each.undoable for each in left) or desk.undo_name() == before:
            return
        desk.undo()
        assert service.wrong(), "undo brings back what was stored"
        desk.redo()
    assert left or not examine(sample_path, inside=True).values


def test_that_a_number_out_of_bounds_takes_the_nearest_that_can_be(
    sample_path: Path, clock: FixedClock
) -> None:
    change(sample_path, "UPDATE quota SET amount = -50000 WHERE id = 1")
    with closing(DeskFile.open(sample_path, clock)) as desk:
        service = MendingService(desk, Formats())
        (wrong,) = service.wrong()
        assert (wrong.stored, wrong.instead, wrong.undoable) == ("-50000", 0, True)
        assert service.stored_words_of(wrong) == Formats().money(Decimal(-5))
        with pytest.raises(UserError, match="below zero"):
            service.store([service.understood(wrong, "-7")])
        service.store([service.understood(wrong, "1,250")])
        assert desk.rows("SELECT amount FROM quota WHERE id = 1")[0]["amount"] == 12_500_000
        desk.undo()
        assert desk.rows("SELECT amount FROM quota WHERE id = 1")[0]["amount"] == -50000


def test_that_the_check_sets_right_what_it_found(
    sample_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    change(sample_path, "UPDATE opportunity SET amount = 'abc', currency = x'00ff' WHERE id < 4")
    code, words = said_by(capsys, "check", "--mend", "--desk", str(sample_path))
    assert code == 0, words
    assert "6 values were set right" in words
    assert said_by(capsys, "check", "--desk", str(sample_path))[0] == 0
    assert stored(sample_path, "SELECT amount FROM opportunity WHERE id = 1") is None
    code, words = said_by(capsys, "check", "--mend", "--desk", str(sample_path))
    assert code == 0
    assert "0 values" in words


def test_that_what_undo_cannot_hold_offers_no_undo_of_the_step_before(
    sample_path: Path, clock: FixedClock, tmp_path: Path
) -> None:
    change(sample_path, "UPDATE opportunity SET currency = x'00ff' WHERE id = 5")
    with closing(DeskFile.open(sample_path, clock, tmp_path / "backups")) as desk:
        changes = MendingService(desk, Formats()).set_all_right()
        assert changes.kinds == {"opportunity"}
        assert not changes.undoable


def test_that_a_value_set_right_meanwhile_is_not_written_over(sample_path: Path, clock: FixedClock) -> None:
    change(sample_path, "UPDATE quota SET amount = -50000 WHERE id = 1")
    with closing(DeskFile.open(sample_path, clock)) as desk:
        service = MendingService(desk, Formats())
        (wrong,) = service.wrong()
        with desk.change("Edit quota") as work:
            work.session.execute(text("UPDATE quota SET amount = 432100 WHERE id = 1"))
        service.store([service.understood(wrong, "0")])
        assert desk.rows("SELECT amount FROM quota WHERE id = 1")[0]["amount"] == 432_100


def test_that_a_reference_is_set_right_by_the_name_of_what_it_should_lead_to(
    sample_path: Path, clock: FixedClock
) -> None:
    change(sample_path, "UPDATE quota SET salesperson_id = 'abc' WHERE id = 2")
    with closing(DeskFile.open(sample_path, clock)) as desk:
        service = MendingService(desk, Formats())
        (wrong,) = service.wrong()
        assert not wrong.settable
        person = desk.rows("SELECT id, name FROM salesperson ORDER BY id LIMIT 1")[0]
        with pytest.raises(UserError):
            service.store([service.understood(wrong, "Nobody of that name")])
        service.store([service.understood(wrong, person["name"])])
        assert desk.rows("SELECT salesperson_id FROM quota WHERE id = 2")[0]["salesperson_id"] == person["id"]
        assert not service.wrong()


def test_that_the_check_says_of_what_it_could_not_set_right_who_can(
    sample_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    change(sample_path, "UPDATE quota SET starts_on = 'x' WHERE id = 2")
    code, words = said_by(capsys, "check", "--mend", "--desk", str(sample_path))
    assert code == 1
    assert "open the desk and choose “Set them right…”" in words
    assert "--mend" not in words


MEANT = {
    "words as bytes": ("opportunity", "name", "name = CAST(name AS BLOB)"),
    "a choice by its words": ("opportunity", "outcome", "outcome = 'Won' WHERE outcome = 'won'"),
    "a fraction of the least unit": (
        "opportunity",
        "amount",
        "amount = amount + 0.25 WHERE amount IS NOT NULL",
    ),
    "a day with a time": ("opportunity", "closed_on", "closed_on = closed_on || ' 00:00:00'"),
    "a moment with a T": ("note", "written_at", "written_at = replace(written_at, ' ', 'T')"),
}


@pytest.mark.parametrize(("kind", "name", "statement"), MEANT.values(), ids=[*MEANT])
def test_that_what_was_plainly_meant_is_stored_and_nothing_emptied(
    kind: str, name: str, statement: str, sample_path: Path, clock: FixedClock
) -> None:
    sql = f"SELECT group_concat({name}, ';') FROM (SELECT {name} FROM {kind} ORDER BY id)"
    before = stored(sample_path, sql)
    change(sample_path, f"UPDATE {kind} SET {statement}")
    with closing(DeskFile.open(sample_path, clock)) as desk:
        service = MendingService(desk, Formats())
        assert service.wrong()
        service.set_all_right()
        assert not service.wrong()
    assert stored(sample_path, sql) == before


@pytest.mark.long
@pytest.mark.parametrize(
    ("kind", "name", "statement"),
    [*MEANT.values(), *(("opportunity", said[1].split(" =")[0], said[1]) for said in CANNOT_BE.values())],
    ids=[*MEANT, *CANNOT_BE],
)
def test_that_a_salvage_puts_in_the_place_of_a_value_what_mending_does(
    kind: str, name: str, statement: str, sample_path: Path, clock: FixedClock, tmp_path: Path
) -> None:
    sql = f"SELECT group_concat(quote({name}), ';') FROM (SELECT {name} FROM {kind} ORDER BY id)"
    change(sample_path, f"UPDATE {kind} SET {statement}")
    salvage(sample_path, saved := tmp_path / "saved.salesdesk")
    with closing(DeskFile.open(sample_path, clock)) as desk:
        service = MendingService(desk, Formats())
        service.set_all_right()
        # What waits for somebody's word in the window is as in a new record where nobody can be asked.
        service.store([service.understood(each, "Open") for each in service.wrong()])
    if name in ("created_at", "changed_at"):
        assert not examine(saved, inside=True).tampered
        return
    assert stored(saved, sql) == stored(sample_path, sql)


OF_NOBODY = {
    "a note of a person who is not there": ("note", "salesperson_id", None),
    "a deal of an account that is gone": ("opportunity", "account_id", None),
    "a quota of nobody": ("quota", "salesperson_id", "Ada"),
}


@pytest.mark.parametrize(("kind", "name", "needs"), OF_NOBODY.values(), ids=[*OF_NOBODY])
def test_that_what_refers_to_nobody_is_told_by_the_start_and_set_right(
    kind: str, name: str, needs: str | None, sample_path: Path, clock: FixedClock, tmp_path: Path
) -> None:
    number = stored(sample_path, f"SELECT min(id) FROM {kind} WHERE {name} IS NOT NULL")
    change(sample_path, f"UPDATE {kind} SET {name} = 4711 WHERE id = {number}")
    with closing(DeskFile.open(sample_path, clock, tmp_path / "backups")) as desk:
        with pytest.raises(ImpossibleError, match="4711"):
            refuse_impossible_in(sample_path)
        service = MendingService(desk, Formats())
        (wrong,) = service.wrong()
        assert wrong.settable == (needs is None)
        if needs is None:
            service.set_all_right()
        else:
            person = desk.rows("SELECT id, name FROM salesperson ORDER BY id LIMIT 1")[0]
            service.store([service.understood(wrong, person["name"])])
        assert not service.wrong()
    found = examine(sample_path, inside=True)
    assert found.foreign_keys == found.tampered == found.problems == ()
    assert stored(sample_path, f"SELECT {name} FROM {kind} WHERE id = {number}") != 4711


def test_that_the_check_mends_what_refers_to_nobody(
    sample_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    change(sample_path, "UPDATE note SET salesperson_id = 4711 WHERE id IN (1, 2)")
    code, words = said_by(capsys, "check", "--desk", str(sample_path))
    assert code == 1
    assert "--mend" in words
    code, words = said_by(capsys, "check", "--mend", "--desk", str(sample_path))
    assert code == 0, words
    assert "2 values were set right" in words
    assert said_by(capsys, "check", "--desk", str(sample_path))[0] == 0


@pytest.mark.parametrize(
    ("kind", "name", "written", "nearest"),
    [
        ("quota", "starts_on", "2026-02-30", "2026-02-28"),
        ("opportunity", "closed_on", "2024-02-31", "2024-02-29"),
        ("note", "written_at", "2026-04-31 10:15:00", "2026-04-30 10:15:00"),
    ],
)
def test_that_a_day_that_its_month_has_not_is_the_last_one_of_it(
    kind: str, name: str, written: str, nearest: str, sample_path: Path, clock: FixedClock
) -> None:
    change(sample_path, f"UPDATE {kind} SET {name} = '{written}' WHERE id = 2")
    with closing(DeskFile.open(sample_path, clock)) as desk:
        MendingService(desk, Formats()).set_all_right()
        assert str(desk.rows(f"SELECT {name} FROM {kind} WHERE id = 2")[0][name]).startswith(nearest)


def test_that_an_outcome_is_never_guessed(sample_path: Path, clock: FixedClock) -> None:
    change(sample_path, "UPDATE opportunity SET outcome = 'perhaps' WHERE id = 3")
    with closing(DeskFile.open(sample_path, clock)) as desk:
        service = MendingService(desk, Formats())
        (wrong,) = service.wrong()
        assert not wrong.settable
        service.store([service.understood(wrong, "Lost")])
        assert desk.rows("SELECT outcome FROM opportunity WHERE id = 3")[0]["outcome"] == "lost"


def test_that_one_backup_before_the_first_is_enough_and_holds_what_each_was(
    sample_path: Path, clock: FixedClock, tmp_path: Path
) -> None:
    change(sample_path, "UPDATE opportunity SET currency = x'00ff' || CAST(id AS BLOB) WHERE id < 30")
    with closing(DeskFile.open(sample_path, clock, tmp_path / "backups")) as desk:
        service = MendingService(desk, Formats())
        wrong = service.wrong()
        for each in wrong:
            service.store([service.understood(each, "EUR")])
        (copy,) = (tmp_path / "backups").glob("*before-mending*")
        assert are_in(copy, wrong)
        assert not service.wrong()
        change(sample_path, "UPDATE opportunity SET currency = x'00fe' WHERE id = 5")
        (later,) = service.wrong()
        service.store([service.understood(later, "EUR")])
        copies = list((tmp_path / "backups").glob("*before-mending*"))
        assert len(copies) == 2, "what was not in the first is in another"
        assert any(are_in(each, [later]) for each in copies)


def test_that_the_backup_is_made_anew_where_it_was_deleted(
    sample_path: Path, clock: FixedClock, tmp_path: Path
) -> None:
    change(sample_path, "UPDATE opportunity SET currency = x'00ff' WHERE id < 3")
    with closing(DeskFile.open(sample_path, clock, tmp_path / "backups")) as desk:
        service = MendingService(desk, Formats())
        first, second = service.wrong()
        service.store([service.understood(first, "EUR")])
        next((tmp_path / "backups").glob("*before-mending*")).unlink()
        service.store([service.understood(second, "EUR")])
        assert are_in(next((tmp_path / "backups").glob("*before-mending*")), [second])


def test_that_the_backup_is_not_thinned_away_by_later_ones(
    sample_path: Path, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "KEEP_NEWEST", newest := 3)
    change(sample_path, "UPDATE opportunity SET currency = x'00ff' WHERE id = 5")
    with closing(DeskFile.open(sample_path, clock, tmp_path / "backups")) as desk:
        desk.back_up(tmp_path / "backups")  # so that it is not the first of its month
        service = MendingService(desk, Formats())
        (wrong,) = service.wrong()
        service.set_all_right()
        for _number in range(newest + 3):
            desk.back_up(tmp_path / "backups")
        (copy,) = (tmp_path / "backups").glob("*before-mending*")
        assert are_in(copy, [wrong])
