"""A log of steps that a stranger wrote is data: it turns nothing round but records, or is refused in a sentence."""

import json
import string
import zlib
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model import models
from salesdesk.model.coaching import Note
from salesdesk.services.trash import TrashService
from salesdesk.store.connection import connect
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.inner_check import log_faults
from salesdesk.store.runs import packed

NOT_RECORDS = ("alembic_version", "recorder", "search_index_config")
BOMB = zlib.compress(b'{"ids":[' + b" " * (200 << 20) + b"]}")
STRANGE: dict[str, tuple[Any, ...]] = {
    "a table of the journal": ("step", 1, None, "I", None, None),
    "the version": ("alembic_version", 1, None, "I", None, None),
    "a statement for a kind": ("note; DROP TABLE note", 1, None, "I", None, None),
    "a condition for a kind": ("note WHERE 1 OR 1=", 1, None, "I", None, None),
    "a statement for a field": ("note", 1, None, "U", '{"text = 1, way": ["a", "b"]}', None),
    "another number for a record": ("note", 1, None, "U", '{"id": [2, 1]}', None),
    "no pair": ("note", 1, None, "U", '{"text": "a"}', None),
    "a list for a value": ("note", 1, None, "U", '{"text": [["a"], "b"]}', None),
    "no words": ("note", 1, None, "U", '{"text": ["\\ud800", "b"]}', None),
    "no number": ("note", 1, None, "U", '{"text": [9999999999999999999999, 1]}', None),
    "deep JSON": ("note", 1, None, "U", "[" * 100_000, None),
    "no JSON": ("note", 1, None, "U", "{", None),
    "no kind of act": ("note", 1, None, "X", None, None),
    "more records than there are numbers": ("note", 1, 2**62, "I", None, None),
    "backwards": ("note", 5, 1, "I", None, None),
    "a number of letters": ("note", "1 OR 1", None, "I", None, None),
    "a bomb": ("note", 1, 5, "U", None, BOMB),
    "a run of a statement": ("note", 1, 1, "U", None, packed([1], {"text = 1, way": [["a", "b"]]})),
    "a run of other numbers": ("note", 1, 1, "D", None, packed([7], {"text": ["a"]})),
    "a run without a value": ("note", 1, 2, "U", None, packed([1, 2], {"text": [["a", "b"]]})),
    "a run of nothing": ("note", 1, 2, "U", None, b"nothing"),
}
LINE = (
    "INSERT INTO change_log (step_id, kind, record_id, last_id, op, fields, run) VALUES (?, ?, ?, ?, ?, ?, ?)"
)


def write_log(
    path: Path, lines: list[tuple[Any, ...]], *, state: str = "done", at: str = "2026-11-11 09:00"
) -> None:
    """Writes a newest step into the log of a desk, as no command does."""
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("DELETE FROM step WHERE name = 'Hostile'")
        step = connection.execute(
            "INSERT INTO step (name, together, at, state) VALUES ('Hostile', '', ?, ?)", (at, state)
        ).lastrowid
        connection.executemany(LINE, [(step, *line) for line in lines])


def held(path: Path, *, records: bool) -> dict[str, list[tuple[Any, ...]]]:
    """Gives all that is in a desk, of the tables of records or of all others."""
    with closing(connect(path)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        wanted = [each for each in tables if each in models()] if records else NOT_RECORDS
        found = {
            each: [tuple(row) for row in connection.execute(f'SELECT * FROM "{each}"')] for each in wanted
        }
        parts = connection.execute("SELECT * FROM sqlite_schema").fetchall()
        return {**found, "parts": [tuple(row) for row in parts]}


@pytest.mark.parametrize("line", STRANGE.values(), ids=[*STRANGE])
def test_that_a_strange_line_is_told_by_the_check_and_refused_by_undo_with_nothing_changed(
    line: tuple[Any, ...], desk_path: Path, clock: FixedClock
) -> None:
    write_log(desk_path, [line])
    before = held(desk_path, records=True), held(desk_path, records=False)
    with closing(connect(desk_path)) as connection:
        assert [each for each in log_faults(connection) if "“Hostile”, cannot be undone" in each]
    with closing(DeskFile.open(desk_path, clock)) as desk:
        with pytest.raises(UserError, match="another program wrote into its log"):
            desk.undo()
        assert desk.history("note", 1) == []
        with desk.change("Write a note") as work:
            work.session.add(Note(text="marmalade", written_at=desk.now()))
        desk.undo()
    assert (held(desk_path, records=True), held(desk_path, records=False)) == before


def test_that_emptying_the_trash_lets_go_of_what_another_program_wrote_into_the_log(
    sample_path: Path, clock: FixedClock
) -> None:
    """A kind that is a statement would mark every note as one to be removed for good."""
    kind = "x', 1 WHERE 0 UNION SELECT 'note', id FROM note --"
    write_log(sample_path, [(kind, 1, None, "D", "{}", None), ("note", 1, None, "U", "[" * 9999, None)],
              at="2020-01-01 09:00")  # fmt: skip
    with closing(DeskFile.open(sample_path, clock)) as desk:
        notes = desk.rows("SELECT count(*) FROM note")[0][0]
        TrashService(desk).empty_old(clock.now() - timedelta(days=1))
        assert desk.rows("SELECT count(*) FROM note")[0][0] == notes
        assert not desk.rows("SELECT 1 FROM change_log WHERE kind NOT IN (SELECT name FROM sqlite_schema)")


def _values() -> st.SearchStrategy[Any]:
    plain = st.none() | st.integers() | st.floats() | st.text(max_size=9) | st.booleans()
    return st.recursive(plain, lambda each: st.lists(each, max_size=3), max_leaves=4)


def _names(known: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(known) | st.text(string.printable, max_size=20)


@st.composite
def _line(draw: st.DrawFn) -> tuple[Any, ...]:
    kinds = [*models(), "step", "change_log", "recorder", "sqlite_schema", "note --", 'x" OR 1']
    names = ["id", "text", "name", "salesperson_id", "deleted_at", "visibility", "changed_at"]
    kind, op = draw(_names(kinds)), draw(st.sampled_from(["I", "U", "D", "", "u"]))
    fields = draw(st.dictionaries(_names(names), _values() | st.lists(_values(), min_size=2, max_size=2)))
    number = draw(st.integers(-3, 60) | st.integers() | st.text(max_size=4))
    number = max(min(number, 2**63 - 1), -(2**63)) if isinstance(number, int) else number
    if draw(st.booleans()):
        return kind, number, None, op, json.dumps(fields), None
    ids = draw(st.lists(st.integers(1, 60), max_size=5))
    run = packed(ids, {name: [value] * len(ids) for name, value in fields.items()})
    return kind, number, draw(st.integers(1, 60)), op, None, draw(st.sampled_from([run, None, b"x"]))


@pytest.fixture(scope="module")
def hostile(sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk into whose log anything is written, and which is the same again after each undo."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.salesdesk"
    path.write_bytes(sample_template.read_bytes())
    return path


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(lines=st.lists(_line(), min_size=1, max_size=4), state=st.sampled_from(["done", "undone"]))
def test_that_no_log_whatever_changes_anything_but_records(
    lines: list[tuple[Any, ...]], state: str, hostile: Path
) -> None:
    write_log(hostile, lines, state=state)
    before = held(hostile, records=False)
    with closing(DeskFile.open(hostile, FixedClock(datetime(2026, 11, 11, 9)))) as desk:
        for turn in (desk.undo, desk.redo):
            with suppress(UserError):
                turn()
        assert desk.rows("PRAGMA foreign_key_check") == []
    assert held(hostile, records=False) == before
