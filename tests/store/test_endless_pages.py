"""A desk whose pages lead in circles, to rows without end, is ended in a sentence; a sound one is never refused."""

import sqlite3
import struct
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import DamagedFileError
from salesdesk.model.coaching import Note
from salesdesk.store import endless
from salesdesk.store.connection import connect_as_found, connect_to_read, ticking
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.salvage import salvage
from salesdesk.store.trouble import told

PAGE: Final = 8192
INNER: Final = 5
FAN, DEPTH = 300, 12
EVERY_NOTE: Final = "SELECT count(id) FROM note WHERE text <> ''"


@pytest.fixture(autouse=True)
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets few steps be many."""
    monkeypatch.setattr(endless, "EVERY", 1_000)
    monkeypatch.setattr(endless, "LEAST", 20_000)
    monkeypatch.setattr(endless, "OF_A_PAGE", 1)
    monkeypatch.setattr(endless, "_whole", set[tuple[int, int, str]]())


@pytest.fixture
def circling(desk_path: Path, tmp_path: Path, clock: FixedClock) -> Path:
    """A plain desk in which each inner page of the notes leads many times to the one below."""
    path = tmp_path / "plain.salesdesk"
    with closing(DeskFile.open(desk_path, clock)) as written, written.change("Write a note") as work:
        work.session.add(Note(text="short", written_at=written.now()))
    with closing(connect_as_found(desk_path)) as desk:
        desk.execute(f"ATTACH '{path}' AS plain KEY ''")
        desk.execute(f"PRAGMA plain.page_size = {PAGE}")
        desk.execute("SELECT sqlcipher_export('plain')")
    with closing(sqlite3.connect(path)) as plain:
        (root,) = plain.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'note'").fetchone()
    pages = bytearray(path.read_bytes())
    last = len(pages) // PAGE
    at = (root - 1) * PAGE
    pages += pages[at : at + PAGE]
    for below in range(last + 1, last + DEPTH):
        pages += leading_to(below)
    pages[at : at + PAGE] = leading_to(last + DEPTH)
    pages[28:32] = (len(pages) // PAGE).to_bytes(4, "big")
    path.write_bytes(pages)
    return path


def leading_to(child: int) -> bytes:
    """Gives an inner page of a table that leads many times to the same page."""
    cells = [child.to_bytes(4, "big") + varint(key) for key in range(1, FAN + 1)]
    ends = [PAGE - sum(map(len, cells[: key + 1])) for key in range(FAN)]
    front = struct.pack(f">B2xHHxI{FAN}H", INNER, FAN, ends[-1], child, *ends)
    return front + bytes(ends[-1] - len(front)) + b"".join(reversed(cells))


def varint(number: int) -> bytes:
    return bytes([number]) if number < 128 else bytes([0x80 | number >> 7, number & 0x7F])


def test_that_rows_without_end_are_ended_as_damage(circling: Path, tmp_path: Path) -> None:
    for connect in (connect_as_found, connect_to_read):
        with closing(connect(circling)) as connection:
            for _again in range(2):
                with pytest.raises(DamagedFileError), told(circling), ticking(connection):
                    connection.execute(EVERY_NOTE).fetchone()
            with pytest.raises(DamagedFileError), told(circling):
                connection.execute(EVERY_NOTE).fetchone()
    saved = salvage(circling, tmp_path / "saved.salesdesk")
    assert "note" in saved.torn
    assert saved.read["team_settings"]


def test_that_a_sound_desk_takes_as_many_steps_as_it_needs(
    sample_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = "SELECT count(*) FROM opportunity a JOIN opportunity b ON a.id + b.id > 0 WHERE a.id < 50"
    looks = list[Path]()
    monkeypatch.setattr(endless, "note_whole", looks.append)
    with closing(DeskFile.open(sample_path, clock)) as desk:
        assert desk.rows(many)[0][0] > 1_000
        assert desk.rows(many)[0][0] > 1_000
    assert looks == [sample_path], "it is looked over once"
