"""Holds that every page of a desk is proved: what is flipped, zeroed or cut is told or does no harm."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model.coaching import Note
from salesdesk.store import plain_copy
from salesdesk.store.connection import connect_as_found
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine
from salesdesk.store.identity import identity_in
from salesdesk.store.plain_copy import copy_desk, export_plain, seal_in_place
from salesdesk.store.seal import PAGE, PLAIN, SALT, begins_plain, begins_sealed
from tests.model.one_of_each import add_one_of_each

FROZEN = sorted((Path(__file__).parents[1] / "house" / "frozen").glob("schema_*.sqlite"))
FLIPS, ZEROED, CUTS = 200, 40, 20
Content = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with one record of every kind and a long note, closed."""
    path = tmp_path_factory.mktemp("whole") / "team.salesdesk"
    desk = DeskFile.create(path)
    with desk.change("Add one of each") as work:
        add_one_of_each(work.session)
    with desk.change("Add note") as work:
        work.session.add(Note(text="Long words. " * 4000, written_at=desk.now()))
    desk.close()
    return path


def content_of(path: Path) -> Content:
    """Reads every row of every table, and the schema."""
    with closing(connect_as_found(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        rows = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables}
        rows["sqlite_master"] = connection.execute(
            "SELECT name, sql FROM sqlite_master ORDER BY name"
        ).fetchall()
        return {name: [tuple(row) for row in found] for name, found in rows.items()}


def told_or_harmless(path: Path, right: Content) -> str:
    """Reads all of a damaged desk: gives `told`, `harmless` or what it said wrongly."""
    try:
        found = content_of(path)
    except dbapi2.DatabaseError:
        return "told"
    if found == right:
        return "harmless"
    # Bytes of zeros pass SQLCipher when read, not when the file is checked, as it is at every start.
    return "told by the check" if examine(path).problems else "wrong"


def damaged(whole: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Gives the desk again and again, each time damaged elsewhere."""
    dice, size = random.Random(7), whole.stat().st_size
    path = folder / "hurt.salesdesk"
    for place in [0, 3, 15, 16, 100, *(dice.randrange(size) for _ in range(FLIPS))]:
        content = bytearray(whole.read_bytes())
        content[place] ^= 1 << dice.randrange(8)
        path.write_bytes(content)
        yield f"flip at {place}", path
    for page in dice.sample(range(size // PAGE), ZEROED):
        content = bytearray(whole.read_bytes())
        content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
        path.write_bytes(content)
        yield f"page {page} of zeros", path
    for length in (dice.randrange(size) for _ in range(CUTS)):
        path.write_bytes(whole.read_bytes()[:length])
        yield f"cut at {length}", path


def test_that_no_flipped_bit_zeroed_page_or_cut_gives_a_silently_wrong_answer(
    whole: Path, tmp_path: Path
) -> None:
    right = content_of(whole)
    came = {what: told_or_harmless(path, right) for what, path in damaged(whole, tmp_path)}
    assert {what for what, how in came.items() if how == "wrong"} == set()
    assert sum(how.startswith("told") for how in came.values()) > len(came) / 2, "the rest are in indexes"


def test_that_the_first_bytes_of_a_desk_may_be_flipped(whole: Path, tmp_path: Path) -> None:
    content = bytearray(whole.read_bytes())
    content[3] ^= 4
    path = tmp_path / "team.salesdesk"
    path.write_bytes(content)
    DeskFile.open(path).close()
    assert examine(path).sound


def test_that_a_damaged_desk_is_refused_or_found_unsound_by_the_check(whole: Path, tmp_path: Path) -> None:
    unproved = [f"flip at {place}" for place in range(len(SALT))]
    for what, path in damaged(whole, tmp_path):
        try:
            sound = examine(path).sound
        except UserError:
            sound = False
        assert sound == (what in unproved), what


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda path: path.stem)
def test_that_a_plain_desk_is_backed_up_and_sealed_when_it_is_opened(
    frozen: Path, tmp_path: Path, clock: FixedClock
) -> None:
    path = shutil.copyfile(frozen, tmp_path / "old.salesdesk")
    assert begins_plain(path)
    DeskFile.open(path, clock, tmp_path / "backups").close()
    assert begins_sealed(path)
    assert identity_in(path)
    assert examine(path).sound
    assert [p.name for p in (tmp_path / "backups").glob("*.salesdesk")] == [
        "old-20261111-090000-before-update.salesdesk"
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["backups", "old.salesdesk"]


def test_that_sealing_and_copying_out_again_keeps_every_row(whole: Path, tmp_path: Path) -> None:
    plain, right = tmp_path / "plain.salesdesk", content_of(whole)
    with closing(connect_as_found(whole)) as desk:
        copy_desk(desk, plain, PLAIN)
    with closing(sqlite3.connect(plain)) as any_program:
        assert any_program.execute("SELECT count(*) FROM note").fetchone()[0] == len(right["note"])
    assert content_of(plain) == right
    assert seal_in_place(plain)
    assert plain.read_bytes().startswith(SALT)
    assert content_of(plain) == right
    assert identity_in(plain) == identity_in(whole)


def test_that_a_plain_desk_somebody_else_has_open_stays_plain_and_works(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = shutil.copyfile(FROZEN[-1], tmp_path / "old.salesdesk")
    with closing(connect_as_found(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("SELECT count(*) FROM salesperson").fetchone()
        desk = DeskFile.open(path, clock, tmp_path / "backups")
        assert desk.rows("SELECT name FROM salesperson")
        desk.close()
        other.execute("UPDATE salesperson SET name = 'Ada'")
    assert begins_plain(path)
    DeskFile.open(path, clock, tmp_path / "backups").close()
    assert begins_sealed(path)


def test_that_a_plain_desk_without_room_for_the_copy_stays_plain(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise dbapi2.OperationalError("database or disk is full")

    monkeypatch.setattr(plain_copy, "copy_desk", no_room)
    path = shutil.copyfile(FROZEN[-1], tmp_path / "old.salesdesk")
    desk = DeskFile.open(path, clock, tmp_path / "backups")
    assert desk.rows("SELECT name FROM salesperson")
    desk.close()
    assert begins_plain(path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["backups", "old.salesdesk"]


def test_that_a_copy_that_lacks_a_row_is_thrown_away(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def short(path: Path) -> dbapi2.Connection:
        connection = connect_as_found(path)
        connection.execute("DELETE FROM note WHERE rowid = (SELECT max(rowid) FROM note)")
        return connection

    with closing(connect_as_found(whole)) as desk:
        monkeypatch.setattr(plain_copy, "connect_as_found", short)
        with pytest.raises(UserError, match="The copy of the desk is not whole"):
            export_plain(desk, tmp_path / "plain.sqlite")
    assert list(tmp_path.iterdir()) == []
