"""Holds that a run of keystrokes is one line a record and field in the journal, and that undo stays exact with it."""

from datetime import timedelta
from itertools import zip_longest

from hypothesis import given
from hypothesis import strategies as st

from salesdesk.env.clock import FixedClock
from salesdesk.services.records import RecordsService
from salesdesk.services.sessions.service import SessionService
from salesdesk.store.desk_file import DeskFile

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
NUMBERS = st.none() | st.floats(min_value=-1e14, max_value=1e14)
EDITS = st.lists(
    st.tuples(st.just("name"), WORDS.map(lambda words: f"{words}!"))
    | st.tuples(st.just("sector"), WORDS)
    | st.tuples(st.just("revenue"), NUMBERS),
    min_size=1, max_size=8,
)  # fmt: skip
PAUSES = 200
LONG = 4096


def rows(desk: DeskFile) -> list[tuple[str, ...]]:
    """Gives every account, and what the index holds of it."""
    found = desk.rows("SELECT * FROM account ORDER BY id")
    index = desk.rows("SELECT rowid, * FROM search_index ORDER BY rowid")
    return [tuple(map(repr, row)) for row in (*found, *index)]


def test_that_a_long_note_typed_with_many_pauses_is_logged_once(desk: DeskFile, clock: FixedClock) -> None:
    RecordsService(desk).add("salesperson", {"name": "Ada"})
    talks = SessionService(desk, clock)
    talk = talks.prepare(1)
    text = "x" * LONG
    for typed in range(PAUSES):
        clock.moment += timedelta(seconds=1)
        talks.write_note(talk, "wins", text[: (typed + 1) * LONG // PAUSES])
    ((step,),) = desk.rows("SELECT max(id) FROM step")
    lines = desk.rows("SELECT kind, op, fields FROM change_log WHERE step_id = ?", (step,))
    assert [(line["kind"], line["op"]) for line in lines] == [("note", "I"), ("note", "U")]
    assert sum(len(line["fields"] or "") for line in lines) < 2 * LONG
    desk.undo()
    assert desk.rows("SELECT text FROM note") == []
    desk.redo()
    assert desk.rows("SELECT text FROM note")[0]["text"] == text


def test_that_the_history_of_a_run_tells_the_first_and_the_last_value(desk: DeskFile) -> None:
    records = RecordsService(desk)
    records.add("account", {"name": "Pumps", "sector": "a"})
    for words in ("ab", "abc", "abcd"):
        records.edit("account", 1, "sector", words, together="typing")
    typed, _added = desk.history("account", 1)
    assert typed.fields == {"sector": ("a", "abcd")}


@given(edits=EDITS, others=EDITS)
def test_that_undo_and_redo_of_a_run_are_exact(
    edits: list[tuple[str, object]], others: list[tuple[str, object]], desk: DeskFile
) -> None:
    records = RecordsService(desk)
    one, two = (records.add("account", {"name": name}).new_id("account") for name in ("Pumps", "Valves"))
    before = rows(desk)
    records.edit("account", one, "location", "Basel", together="run")
    for edit, other in zip_longest(edits, others):
        for number, made in ((one, edit), (two, other)):
            if made is not None:
                records.edit("account", number, *made, together="run")
    after = rows(desk)
    ((step,),) = desk.rows("SELECT max(id) FROM step")
    lines = desk.rows("SELECT record_id FROM change_log WHERE step_id = ?", (step,))
    assert len(lines) == len({line["record_id"] for line in lines})
    desk.undo()
    assert rows(desk) == before
    desk.redo()
    assert rows(desk) == after


@given(edits=EDITS)
def test_that_a_record_made_in_the_run_goes_and_comes_back(
    edits: list[tuple[str, object]], desk: DeskFile
) -> None:
    before = rows(desk)
    records = RecordsService(desk)
    number = records.add(
        "account", {"name": "Pumps"}, together=f"run {desk.rows('SELECT max(id) FROM step')}"
    ).new_id("account")
    key = desk.rows("SELECT together FROM step ORDER BY id DESC LIMIT 1")[0]["together"]
    for name, value in edits:
        records.edit("account", number, name, value, together=key)
    after = rows(desk)
    desk.undo()
    assert rows(desk) == before
    desk.redo()
    assert rows(desk) == after
