"""Holds that many records written at once are journalled as few lines, and read, undone and let go like single ones."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.services.records import RecordsService
from salesdesk.store import bulk
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.journal import Changes, lines_of
from salesdesk.store.purge import purge
from salesdesk.store.runs import RECORDS_IN_A_RUN, unpacked
from salesdesk.store.search import find
from salesdesk.store.sessions import driver_connection
from salesdesk.store.stored_columns import first_values

MANY = RECORDS_IN_A_RUN + 20


def add_accounts(desk: DeskFile, names: Sequence[str]) -> Changes:
    """Stores accounts at once, from the number 1 on."""
    fresh = first_values("account", ())
    rows = [(number, name, *fresh.values()) for number, name in enumerate(names, 1)]
    with desk.change("Import accounts") as work:
        bulk.insert_rows(driver_connection(work.session), "account", ["id", "name", *fresh], rows)
    return work.changes


def change_accounts(desk: DeskFile, field: str, values: dict[int, Any]) -> Changes:
    """Changes one field of accounts at once."""
    with desk.change("Import accounts again") as work:
        bulk.update_rows(driver_connection(work.session), "account", [field], list(values.items()))
    return work.changes


def lines(desk: DeskFile, step: int) -> list[tuple[int, str, dict[str, Any]]]:
    """Gives the lines of a step: record, what was done, its fields."""
    with desk.passing() as connection:
        return [(line.record_id, line.op, dict(line.fields)) for line in lines_of(connection, step)]


def stored(desk: DeskFile) -> list[tuple[str, int]]:
    """Gives how many lines the log has of each kind of change, as it stores them."""
    return [
        (row[0], row[1]) for row in desk.rows("SELECT op, count(*) FROM change_log GROUP BY op ORDER BY op")
    ]


def test_that_many_new_records_are_one_line_and_many_changed_ones_few(desk: DeskFile) -> None:
    added = add_accounts(desk, [f"Pumps {number}" for number in range(MANY)])
    changed = change_accounts(desk, "sector", {number: f"s{number}" for number in range(1, MANY + 1)})
    assert stored(desk) == [("I", 1), ("U", 2)]
    assert added.created[:2] == (("account", 1), ("account", 2))
    assert [line[:2] for line in lines(desk, added.step_id)] == [(n, "I") for n in range(1, MANY + 1)]
    assert lines(desk, changed.step_id)[-1] == (MANY, "U", {"sector": [None, f"s{MANY}"]})


def test_that_the_history_of_one_record_tells_of_it_alone(desk: DeskFile) -> None:
    add_accounts(desk, [f"Pumps {number}" for number in range(MANY)])
    change_accounts(desk, "sector", {number: f"s{number}" for number in range(1, MANY, 2)})
    told = [(line.step, line.op, dict(line.fields)) for line in desk.history("account", MANY - 1)]
    assert told == [
        ("Import accounts again", "U", {"sector": (None, f"s{MANY - 1}")}), ("Import accounts", "I", {}),
    ]  # fmt: skip
    assert [line.op for line in desk.history("account", MANY)] == ["I"]


def test_that_a_change_of_nothing_at_once_is_no_step(desk: DeskFile) -> None:
    add_accounts(desk, ["Pumps"])
    assert not change_accounts(desk, "name", {1: "Pumps"}).kinds
    assert desk.undo_name() == "Import accounts"


def test_that_search_finds_what_was_written_at_once(desk: DeskFile) -> None:
    add_accounts(desk, ["Pumps", "Dams"])
    change_accounts(desk, "name", {2: "Weirs"})
    assert [len(find(desk, words)) for words in ("pumps", "dams", "weirs")] == [1, 0, 1]
    desk.undo()
    assert [len(find(desk, words)) for words in ("pumps", "dams", "weirs")] == [1, 1, 0]


@pytest.mark.parametrize(("edited", "free"), [(2, True), (3, False)])
def test_that_a_step_within_others_waits_only_for_a_run_about_its_own_record(
    desk: DeskFile, edited: int, *, free: bool
) -> None:
    add_accounts(desk, ["Pumps", "Dams", "Weirs"])
    step = RecordsService(desk).edit("account", edited, "sector", "a").step_id
    change_accounts(desk, "location", {1: "x", 3: "y"})
    assert (desk.undo(within=[step]) is not None) == free


def test_that_an_import_waits_for_what_was_done_later_to_one_of_its_records(desk: DeskFile) -> None:
    step = add_accounts(desk, ["Pumps", "Dams", "Weirs"]).step_id
    RecordsService(desk).edit("account", 2, "sector", "a")
    assert desk.undo(within=[step]) is None


def test_that_what_leaves_the_trash_for_good_leaves_the_runs(desk: DeskFile, clock: FixedClock) -> None:
    add_accounts(desk, ["Pumps", "Secretive", "Weirs"])
    change_accounts(desk, "location", {1: "North", 2: "Hideaway", 3: "South"})
    RecordsService(desk).trash("account", [2])
    clock.moment += timedelta(days=200)
    with desk.change("Empty", undoable=False) as work:
        purge(driver_connection(work.session), clock.moment - timedelta(days=90))
    assert [line[:2] for line in lines(desk, 1)] == [(1, "I"), (3, "I")]
    assert [line[0] for line in lines(desk, 2)] == [1, 3]
    with desk.passing() as connection:
        runs = connection.execute("SELECT run FROM change_log WHERE run IS NOT NULL").fetchall()
    assert "Hideaway" not in str([unpacked(row[0]) for row in runs])
    assert desk.undo()
    assert desk.undo()
    assert desk.rows("SELECT id FROM account") == []
    desk.redo()
    assert [row["id"] for row in desk.rows("SELECT id FROM account")] == [1, 3]
