"""The check looks at the search index and the log of steps too, and says what does not fit."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.cli import run as cli
from salesdesk.env.clock import FixedClock
from salesdesk.model.coaching import Note
from salesdesk.store.connection import connect
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine


@pytest.fixture
def path(desk: DeskFile) -> Path:
    """A desk in which notes were written, changed and deleted."""
    with desk.change("Write notes") as work:
        work.session.add_all([Note(text=f"quiet {number}", written_at=desk.now()) for number in range(3)])
    with desk.change("Change a note") as work:
        work.session.get(Note, 1).text = "loud"
    with desk.change("Delete a note for good") as work:
        work.session.delete(work.session.get(Note, 2))
    desk.close()
    return desk.path


def faults(path: Path) -> tuple[str, ...]:
    """Checks a desk, whose file itself must be sound."""
    found = examine(path, inside=True)
    assert found.sound
    return found.search + found.log


def write(path: Path, sql: str) -> None:
    """Changes a desk as no command does."""
    with closing(connect(path)) as connection:
        connection.execute(sql)


def test_that_nothing_is_found_in_a_desk_in_use(path: Path, sample_path: Path, clock: FixedClock) -> None:
    assert not faults(path)
    with closing(DeskFile.open(path, clock)) as desk:
        desk.undo()
        desk.undo()
    assert not faults(path)
    assert not faults(sample_path)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE note SET text = 'unheard' WHERE id = 1", "1 of 2 notes"),
        ("DELETE FROM search_index WHERE kind = 'note'", "2 of 2 notes"),
        (
            "INSERT INTO search_index (rowid, shared, private, kind, record_id) VALUES (1, '', '', 'note', 9)",
            "1 of 2 notes",
        ),
    ],
)
def test_that_a_search_index_that_does_not_fit_is_told(path: Path, sql: str, said: str) -> None:
    with closing(connect(path)) as connection:
        connection.execute("UPDATE recorder SET in_bulk = 1")
        connection.execute(sql)
        connection.execute("UPDATE recorder SET in_bulk = 0")
    (fault,) = faults(path)
    assert said in fault


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE change_log SET kind = 'wish' WHERE step_id = 2", "“wish”, which is not there"),
        ("UPDATE change_log SET fields = '{\"colour\": [1, 2]}' WHERE op = 'U'", "colour"),
        ("UPDATE change_log SET fields = '{\"text\": [\"quiet' WHERE op = 'U'", "cannot be read"),
        ("UPDATE change_log SET fields = '{\"text\": [\"quiet\"]}' WHERE op = 'U'", "before or after"),
        ("UPDATE change_log SET fields = '{\"text\": \"quiet\"}' WHERE op = 'D'", "lacks a field"),
        ("UPDATE change_log SET last_id = record_id, run = x'789c03' WHERE op = 'U'", "cannot be read"),
    ],
)
def test_that_a_step_that_could_not_be_turned_round_is_told(path: Path, sql: str, said: str) -> None:
    write(path, sql)
    (fault,) = faults(path)
    assert said in fault
    assert "step " in fault


def test_that_the_command_says_what_it_found(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", "--desk", str(path)]) == 0
    assert capsys.readouterr().out.count("sound") == 8
    write(path, "UPDATE change_log SET kind = 'wish' WHERE op = 'U'")
    assert cli.run(["check", "--desk", str(path), "--json"]) == 1
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert not found["sound"]
    assert not found["integrity_check"]
    assert len(found["undo_log"]) == 1
    assert found["search"] == []
    assert "Every record can be read" in told.err


def test_that_the_desk_stays_as_it_was(path: Path) -> None:
    before = path.read_bytes()
    examine(path, inside=True)
    assert path.read_bytes() == before
