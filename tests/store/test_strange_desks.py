"""A desk that another program changed is put right, told of or refused, and never serves what it was made to say."""

from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from salesdesk.cli import run as cli
from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import DamagedError, HeldError
from salesdesk.env.following import Cancelled, followed
from salesdesk.model import fields_of, models
from salesdesk.model.coaching import Note
from salesdesk.model.fields import FieldType
from salesdesk.model.scale import LARGEST, MONEY_SCALE
from salesdesk.services.team_settings import team_settings
from salesdesk.store import bulk, schema
from salesdesk.store.connection import connect, patience
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine
from salesdesk.store.impossible import impossible_values
from salesdesk.store.mending import set_right_unasked
from salesdesk.store.search import find

ALL_TRIGGERS = "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'"
ROW = "team_name, currency, fiscal_year_start, created_at, changed_at"
PUT_RIGHT = {
    "every trigger gone": ("journal_", ALL_TRIGGERS),
    "one trigger gone": ("journal_insert_note", "DROP TRIGGER journal_insert_note"),
    "a trigger that does nothing": (
        "journal_insert_note",
        "DROP TRIGGER journal_insert_note",
        "CREATE TRIGGER journal_insert_note AFTER INSERT ON note BEGIN SELECT 1; END",
    ),
    "the search gone": ("search_index", "DROP TABLE search_index"),
    "a part of the search gone": ("search_index", "DROP TABLE search_index_docsize"),
    "an index gone": ("ix_note_deleted_at", "DROP INDEX ix_note_deleted_at"),
    "an index that refuses": ("“one_note”", "CREATE UNIQUE INDEX one_note ON note (id)"),
    "recording in bulk": ("switched off", "UPDATE recorder SET in_bulk = 1"),
    "replaying": ("switched off", "UPDATE recorder SET replaying = 1"),
    "no recorder": ("switched off", "DELETE FROM recorder"),
    "no settings": ("settings of the team are missing", "DELETE FROM team_settings"),
    "settings in the Trash": (
        "settings of the team",
        "UPDATE team_settings SET deleted_at = '2026-01-01 00:00:00'",
    ),
    "a year of 77 months": ("cannot be", "UPDATE team_settings SET fiscal_year_start = 77"),
    "a currency of bytes": ("cannot be", "UPDATE team_settings SET currency = x'00ff'"),
}
REFUSED = {
    "a foreign trigger": (
        "“evil” is not",
        "CREATE TRIGGER evil AFTER INSERT ON note BEGIN DELETE FROM quota; END",
    ),
    "a view for a table": (
        "view “note” is not",
        "ALTER TABLE note RENAME TO real_note",
        "CREATE VIEW note AS SELECT * FROM real_note",
    ),
    "a foreign table": ("table “mine” is not SalesDesk's", "CREATE TABLE mine (x)"),
    "a foreign view": ("view “mine” is not SalesDesk's", "CREATE VIEW mine AS SELECT 1"),
    "a further column": ("table “note” is not as", "ALTER TABLE note ADD COLUMN mine TEXT"),
    "a table gone": ("table “own_rating” is missing", "DROP TABLE own_rating"),
    "a column gone": ("table “note” is not as", ALL_TRIGGERS, "ALTER TABLE note DROP COLUMN way"),
}
CANNOT_BE = {
    "an amount of letters": (
        "Deals: 4 with an impossible “Amount”, such as “abc”",
        "amount = 'abc' WHERE id < 5",
    ),
    "no day": ("“Closed”, such as “banana”", "closed_on = 'banana' WHERE id = 5"),
    "the 30th of February": ("“2026-02-30” in number 5", "closed_on = '2026-02-30' WHERE id = 5"),
    "the year nought": ("“0000-01-01”", "closed_on = '0000-01-01' WHERE id = 5"),
    "no outcome": ("“Outcome”, such as “maybe”", "outcome = 'maybe' WHERE id = 5"),
    "bytes for words": ("“Currency”", "currency = x'00ff' WHERE id = 5"),
    "words that are none": ("some words are none", "next_step = CAST(x'ff41' AS TEXT) WHERE id = 5"),
    "more than any number": ("“Inf”", "probability = 9e999 WHERE id = 7"),
    "more than can be typed": (
        "“Amount”, such as “9223372036854775807”",
        "amount = 9223372036854775807 WHERE id = 7",
    ),
    "a stamp that is none": ("“Made”, such as “x”", "created_at = 'x' WHERE id = 1"),
    "a stage that is not there": ("“Stage”, such as “777”", "stage_id = 777 WHERE id = 1"),
    "a stage of letters": ("such as “nowhere”", "stage_id = 'nowhere' WHERE id = 1"),
}
HARMLESS = {
    "settings twice": ("2 times", f"INSERT INTO team_settings ({ROW}) SELECT {ROW} FROM team_settings"),
}


def change(path: Path, *statements: str) -> None:
    """Changes a desk as no command does; a statement may give others."""
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            for row in connection.execute(statement).fetchall():
                connection.execute(row[0])


def said_by(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Gives what a command answers."""
    code = cli.run([*arguments])
    told = capsys.readouterr()
    return code, told.out + told.err


def works(path: Path, clock: FixedClock) -> DeskFile:
    """Opens a desk in which a note is written, found, undone and done again, and nothing else changes."""
    desk = DeskFile.open(path, clock)
    others = {kind: desk.rows(f"SELECT * FROM {kind} ORDER BY id") for kind in models() if kind != "note"}
    with desk.change("Write a note") as work:
        work.session.add(Note(text="marmalade", written_at=desk.now()))
    assert [hit.kind for hit in find(desk, "marmalade")] == ["note"]
    assert desk.undo_name() == "Write a note"
    desk.undo()
    assert not find(desk, "marmalade")
    desk.redo()
    assert find(desk, "marmalade")
    assert {kind: desk.rows(f"SELECT * FROM {kind} ORDER BY id") for kind in others} == others
    return desk


@pytest.mark.parametrize(("said", "statements"), [(s, q) for s, *q in PUT_RIGHT.values()], ids=[*PUT_RIGHT])
def test_that_what_can_be_put_right_is_put_right_at_opening_and_told(
    said: str, statements: list[str], sample_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    change(sample_path, *statements)
    code, words = said_by(capsys, "check", "--desk", str(sample_path))
    assert code == 1
    assert said in words
    with closing(works(sample_path, clock)) as desk:
        assert any(said in each for each in desk.put_right)
        assert len(team_settings(desk)["currency"]) == 3
    with closing(DeskFile.open(sample_path, clock)) as again:
        assert not again.put_right
    assert said_by(capsys, "check", "--desk", str(sample_path))[0] == 0
    assert said_by(capsys, "metrics", "--desk", str(sample_path))[0] == 0


@pytest.mark.parametrize(
    ("statements", "counts"),
    [
        ([], "The first"),
        (["UPDATE team_settings SET deleted_at = '2026-01-01 00:00:00'"], "The first"),
        (["UPDATE team_settings SET deleted_at = '2026-01-01 00:00:00' WHERE id < 9"], "The last"),
    ],
    ids=["both in use", "both in the Trash", "the first in the Trash"],
)
def test_that_of_settings_that_are_there_twice_the_first_in_use_count_and_none_is_lost(
    statements: list[str], counts: str, sample_path: Path, clock: FixedClock
) -> None:
    change(
        sample_path,
        "UPDATE team_settings SET team_name = 'The first'",
        f"INSERT INTO team_settings (id, {ROW}) SELECT 9, 'The last', {ROW[11:]} FROM team_settings",
        *statements,
    )
    for _opening in range(2):
        with closing(DeskFile.open(sample_path, clock)) as desk:
            assert team_settings(desk)["team_name"] == counts
            rows = desk.rows("SELECT team_name, deleted_at FROM team_settings ORDER BY id")
            in_use = [row["team_name"] for row in rows if row["deleted_at"] is None]
            assert in_use == ([counts] if statements else ["The first", "The last"])


@pytest.mark.parametrize(("said", "statements"), [(s, q) for s, *q in REFUSED.values()], ids=[*REFUSED])
def test_that_a_desk_that_cannot_be_relied_upon_is_refused_and_salvaged(
    said: str, statements: list[str], sample_path: Path, clock: FixedClock,
    tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    with closing(connect(sample_path)) as connection:
        notes = connection.execute("SELECT count(*) FROM note").fetchone()[0]
    change(sample_path, *statements)
    before = sample_path.read_bytes()
    for command in (["check"], ["metrics"]):
        code, words = said_by(capsys, *command, "--desk", str(sample_path))
        assert code == 1
        assert said in words
    with pytest.raises(DamagedError, match=r"another program.*salvage"):
        DeskFile.open(sample_path, clock)
    assert sample_path.read_bytes() == before
    new = tmp_path / "new.salesdesk"
    assert said_by(capsys, "salvage", str(sample_path), str(new))[0] == 0
    assert said_by(capsys, "check", "--desk", str(new))[0] == 0
    with closing(works(new, clock)) as desk:
        # A view is not read, not even in the place of a table: it may be without end.
        assert desk.rows("SELECT count(*) FROM note")[0][0] == 1 + (notes if "view “note”" not in said else 0)


@pytest.mark.parametrize("statements", [q for _s, *q in REFUSED.values()], ids=[*REFUSED])
def test_that_such_a_desk_is_refused_while_another_program_writes_too(
    statements: list[str], sample_path: Path, clock: FixedClock
) -> None:
    change(sample_path, *statements)
    with patience(0), closing(connect(sample_path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DamagedError, match="another program"):
            DeskFile.open(sample_path, clock)


@pytest.mark.parametrize("statements", [q for _s, *q in PUT_RIGHT.values()], ids=[*PUT_RIGHT])
def test_that_what_cannot_be_put_right_now_is_not_opened_as_sound(
    statements: list[str], sample_path: Path, clock: FixedClock
) -> None:
    change(sample_path, *statements)
    with patience(0), closing(connect(sample_path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(HeldError, match="Try again"):
            DeskFile.open(sample_path, clock)
        other.execute("ROLLBACK")
        with closing(DeskFile.open(sample_path, clock)) as desk:
            assert desk.put_right


def test_that_a_number_beyond_what_its_field_may_hold_is_told_and_emptied(sample_path: Path) -> None:
    tried: list[str] = []
    change(sample_path, ALL_TRIGGERS)
    with closing(connect(sample_path)) as connection:
        for kind, each in [(k, each) for k in models() for each in fields_of(k) if each.numeric]:
            scale = MONEY_SCALE if each.type is FieldType.MONEY else 1
            for wrong in (
                None if each.low is None else each.low - 1,
                LARGEST + 1 if each.high is None else each.high + 1,
            ):
                first = f"WHERE id = (SELECT min(id) FROM {kind})"
                said = f"UPDATE {kind} SET {each.name} = ? {first}"
                if wrong is None or not connection.execute(said, (wrong * scale,)).rowcount:
                    continue
                tried.append(f"{kind}.{each.name}")
                found = list(impossible_values(connection, [kind]))
                assert [one.field.name for one in found] == [each.name]
                set_right_unasked(connection, [kind])
                assert not list(impossible_values(connection, [kind]))
    assert {"quota.amount", "product.list_price", "one_on_one.minutes", "activity_sample.trials"} & {*tried}
    assert len(tried) > 10


def test_that_a_sound_desk_is_opened_while_another_program_writes(
    sample_path: Path, clock: FixedClock
) -> None:
    with patience(0), closing(connect(sample_path)) as other:
        other.execute("BEGIN IMMEDIATE")
        DeskFile.open(sample_path, clock).close()


@pytest.mark.parametrize(("said", "statement"), CANNOT_BE.values(), ids=[*CANNOT_BE])
def test_that_a_value_that_cannot_be_is_told_and_stops_nothing_but_in_a_sentence(
    said: str, statement: str, sample_path: Path, clock: FixedClock,
    tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    change(sample_path, f"UPDATE opportunity SET {statement}")
    code, words = said_by(capsys, "check", "--desk", str(sample_path))
    assert code == 1
    assert said in words
    for command in (["metrics"], ["report", "review", "--person", "Ines", "--out", str(tmp_path / "r.pdf")]):
        code, words = said_by(capsys, *command, "--desk", str(sample_path))
        assert code == 0 or "cannot be" in words or "There is no" in words, words
    new = tmp_path / "new.salesdesk"
    code, words = said_by(capsys, "salvage", str(sample_path), str(new))
    assert code == 0
    assert "Deals" in words.split("could be read.")[1]
    assert said_by(capsys, "check", "--desk", str(new))[0] == 0
    works(new, clock).close()


@pytest.mark.parametrize(("said", "statement"), HARMLESS.values(), ids=[*HARMLESS])
def test_that_what_does_no_harm_is_only_told_by_the_check(
    said: str, statement: str, sample_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    change(sample_path, statement)
    code, words = said_by(capsys, "check", "--desk", str(sample_path))
    assert code == 1
    assert said in words
    with closing(works(sample_path, clock)) as desk:
        assert not desk.put_right


def test_that_an_older_desk_that_cannot_be_migrated_is_refused_as_it_is(
    tmp_path: Path, clock: FixedClock
) -> None:
    frozen = min((Path(__file__).parents[1] / "house" / "frozen").glob("schema_*.sqlite"))
    old = tmp_path / "old.salesdesk"
    old.write_bytes(frozen.read_bytes())
    change(old, "ALTER TABLE note RENAME TO real_note", "CREATE VIEW note AS SELECT * FROM real_note")
    with pytest.raises(DamagedError, match="another program"):
        DeskFile.open(old, clock, tmp_path / "backups")
    with closing(connect(old)) as connection:
        assert connection.execute("SELECT count(*) FROM real_note").fetchone()[0]


def test_that_the_mark_is_that_of_a_new_desk(desk_path: Path) -> None:
    with closing(connect(desk_path)) as connection:
        assert schema.is_as_made(connection), "run `python -m tests.house.frozen.make_frozen_desk`"


def test_that_a_sound_desk_says_nothing(sample_path: Path, clock: FixedClock) -> None:
    found: Any = examine(sample_path, inside=True)
    assert found.faults == found.tampered == found.problems == ()
    with closing(DeskFile.open(sample_path, clock)) as desk:
        assert desk.put_right == ()


def test_that_the_search_is_made_anew_in_pieces_that_are_told_and_can_be_ended(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PIECE", 7)
    change(sample_path, "DROP TABLE search_index")
    before, told = sample_path.read_bytes(), list[tuple[int, int]]()

    def hear(done: int, total: int) -> None:
        told.append((done, total))
        if done > 60:
            raise Cancelled

    with pytest.raises(Cancelled), followed(hear):
        DeskFile.open(sample_path)
    assert sample_path.read_bytes() == before
    known = [done for done, total in told if total]
    assert known == sorted(known)
    assert all(after - one <= 7 for one, after in pairwise(known)), "no piece is larger than that"
    with closing(DeskFile.open(sample_path)) as desk:
        assert "search_index" in desk.put_right[0]
    assert not examine(sample_path, inside=True).search
