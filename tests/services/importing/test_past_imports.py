"""An import is taken back at any time: what was changed since stays, is told before, and undo brings all of it back."""

import tracemalloc
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.services.importing.past import PastImportsService, Standing, TakeBack
from salesdesk.services.importing.service import ImportService, SavedMapping
from salesdesk.services.importing.snapshots import snapshots, standings
from salesdesk.services.importing.values import IncomingRow
from salesdesk.services.records import RecordsService
from salesdesk.services.trash import KEPT_DAYS, TrashService
from salesdesk.store.desk_file import DeskFile
from tests.store.test_undo import Tables, contents

MAPPED = frozenset(
    {"external_id", "name", "stage_id", "amount", "closed_on", "expected_on", "salesperson_id", "account_id"}
)
OPEN: dict[str, Any] = {"stage_id": "Proposal", "amount": Decimal(100), "salesperson_id": "Ada Byron"}
MANY = 2_000
WON: dict[str, Any] = OPEN | {"stage_id": "Won", "closed_on": date(2026, 10, 1)}


def import_deals(desk: DeskFile, file: str, deals: dict[str, dict[str, Any]]) -> int:
    """Imports deals by their numbers, and gives the number of the import."""
    service = ImportService(desk)
    rows = [
        IncomingRow(n, {"external_id": number, "name": f"Deal {number}"} | values)
        for n, (number, values) in enumerate(deals.items(), 2)
    ]
    service.apply(service.plan("deals", MAPPED, rows), file)
    return desk.rows("SELECT max(id) FROM import_batch")[0][0]


def amounts(desk: DeskFile) -> dict[str, int]:
    rows = desk.rows("SELECT external_id, amount / 10000 AS amount FROM opportunity WHERE deleted_at IS NULL")
    return {row["external_id"]: row["amount"] for row in rows}


def without_batches(tables: Tables) -> Tables:
    """Leaves out what tells that there was an import."""
    hidden = [row for row in tables["search_index"] if "'import_batch'" not in row]
    return tables | {"import_batch": [], "search_index": hidden}


def take_back(desk: DeskFile, batch: int) -> TakeBack:
    """Takes an import back after it was told, which must be the same."""
    service = PastImportsService(desk)
    foreseen = service.foresee(batch)
    _changes, told = service.take_back(batch)
    assert told == foreseen
    assert desk.rows("PRAGMA foreign_key_check") == []
    return told


def test_that_an_import_nobody_built_on_leaves_nothing_but_its_line_in_the_list(desk: DeskFile) -> None:
    import_deals(desk, "first.csv", {"A": OPEN, "B": OPEN})
    before = without_batches(contents(desk))
    second = import_deals(
        desk, "second.csv", {"A": WON | {"amount": Decimal(7)}, "C": WON | {"account_id": "Dam"}}
    )
    told = take_back(desk, second)
    assert without_batches(contents(desk)) == before
    assert told.kept == ()
    assert "1 deal" in told.words
    assert [(each.file_name, each.standing) for each in PastImportsService(desk).imports()] == [
        ("second.csv", Standing.TAKEN_BACK),
        ("first.csv", Standing.STANDS),
    ]


def test_that_what_was_changed_since_stays_and_is_told_with_both_values(desk: DeskFile) -> None:
    import_deals(desk, "first.csv", {"A": OPEN, "B": OPEN})
    second = import_deals(
        desk,
        "second.csv",
        {"A": OPEN | {"amount": Decimal(200)}, "B": OPEN | {"amount": Decimal(300)}, "C": OPEN},
    )
    records = RecordsService(desk)
    records.edit("opportunity", 1, "amount", Decimal(250))
    records.edit("opportunity", 3, "next_step", "Sends the contract")
    told = take_back(desk, second)
    assert amounts(desk) == {"A": 250, "B": 100, "C": 100}
    assert [
        (each.record, each.field, each.imported.strip("$"), each.now.strip("$")) for each in told.kept
    ] == [
        ("Deal: Deal C", "Next step of the buyer", "empty", "Sends the contract"),
        ("Deal: Deal A", "Amount", "200", "250"),
    ]
    assert "2 records that were changed since" in told.words


def test_that_a_change_there_and_back_is_none(desk: DeskFile) -> None:
    first = import_deals(desk, "first.csv", {"A": OPEN})
    records = RecordsService(desk)
    records.edit("opportunity", 1, "amount", Decimal(1))
    records.edit("opportunity", 1, "amount", Decimal(100))
    assert take_back(desk, first).kept == ()
    assert amounts(desk) == {}
    assert desk.rows("SELECT 1 FROM opportunity_change") == []


def test_that_what_something_else_refers_to_stays(desk: DeskFile) -> None:
    first = import_deals(desk, "first.csv", {"A": OPEN | {"account_id": "Dam"}, "B": OPEN})
    records = RecordsService(desk)
    records.add("opportunity", {"name": "By hand", "account_id": 1})
    records.add("note", {"salesperson_id": 1, "text": "Good week", "written_at": desk.now()})
    told = take_back(desk, first)
    assert amounts(desk) == {None: None}
    assert [row["name"] for row in desk.rows("SELECT name FROM account")] == ["Dam"]
    assert [row["name"] for row in desk.rows("SELECT name FROM salesperson")] == ["Ada Byron"]
    assert "1 account" in told.words
    assert "1 salesperson" in told.words


def test_that_the_log_of_deals_forgets_what_is_taken_back_and_keeps_what_stays(desk: DeskFile) -> None:
    import_deals(desk, "first.csv", {"A": OPEN, "B": OPEN})
    second = import_deals(desk, "second.csv", {"A": WON, "B": OPEN | {"amount": Decimal(5)}})
    RecordsService(desk).edit("opportunity", 2, "amount", Decimal(6))
    take_back(desk, second)
    logged = desk.rows("SELECT opportunity_id, field FROM opportunity_change ORDER BY id")
    assert [tuple(row) for row in logged] == [(2, "amount"), (2, "amount")]


def test_that_later_snapshots_stand_as_they_were(desk: DeskFile) -> None:
    first = import_deals(desk, "first.csv", {"A": OPEN, "B": OPEN})
    second = import_deals(
        desk, "second.csv", {"A": OPEN | {"amount": Decimal(5)}, "B": OPEN | {"amount": Decimal(6)}}
    )
    third = import_deals(
        desk, "third.csv", {"A": OPEN | {"amount": Decimal(5)}, "B": OPEN | {"amount": Decimal(7)}}
    )
    then = standings(desk, third)
    take_back(desk, second)
    assert [each.batch_id for each in snapshots(desk)] == [first, third]
    assert standings(desk, third) == then


def test_that_undo_brings_the_import_back_byte_by_byte_and_it_can_be_taken_back_again(desk: DeskFile) -> None:
    import_deals(desk, "first.csv", {"A": OPEN, "B": OPEN})
    second = import_deals(desk, "second.csv", {"A": WON, "C": OPEN})
    RecordsService(desk).edit("opportunity", 2, "amount", Decimal(6))
    before = contents(desk)
    take_back(desk, second)
    assert desk.undo_name() == "Take back the import of second.csv"
    after = contents(desk)
    desk.undo()
    assert contents(desk) == before
    desk.redo()
    assert contents(desk) == after
    desk.undo()
    take_back(desk, second)


def test_that_a_second_time_is_refused_in_a_sentence(desk: DeskFile) -> None:
    first = import_deals(desk, "first.csv", {"A": OPEN})
    take_back(desk, first)
    with pytest.raises(UserError, match=r"“first.csv” was taken back on .* already; nothing was changed"):
        PastImportsService(desk).take_back(first)
    with pytest.raises(UserError, match="There is no import 9"):
        PastImportsService(desk).foresee(9)


def test_that_an_import_the_log_let_go_sends_its_own_deals_to_the_trash(
    desk: DeskFile, clock: FixedClock
) -> None:
    RecordsService(desk).add("opportunity", {"name": "By hand", "external_id": "H"})
    first = import_deals(desk, "first.csv", {"A": OPEN, "H": OPEN})
    second = import_deals(desk, "second.csv", {"A": OPEN | {"amount": Decimal(9)}, "C": OPEN, "D": OPEN})
    _let_go_of_the_log(desk)
    told = take_back(desk, second)
    assert "older than what undo keeps" in told.words
    assert "2 deals it added go to the Trash" in told.words
    assert set(amounts(desk)) == {"A", "H"}
    with pytest.raises(UserError, match="no deal it added is left"):
        PastImportsService(desk).take_back(first)
    desk.undo()
    assert set(amounts(desk)) == {"A", "H", "C", "D"}


def test_that_of_such_an_import_what_a_later_file_has_stays(desk: DeskFile) -> None:
    first = import_deals(desk, "first.csv", {"P": OPEN, "Q": OPEN})
    import_deals(desk, "later.csv", {"P": OPEN})
    _let_go_of_the_log(desk)
    told = take_back(desk, first)
    assert (
        "The 1 deal it added goes to the Trash. Kept as files imported later have it: 1 deal." in told.words
    )
    assert set(amounts(desk)) == {"P"}


def test_that_an_old_taking_back_is_not_undone_by_half(desk: DeskFile, clock: FixedClock) -> None:
    import_deals(desk, "first.csv", {"A": OPEN, "B": OPEN})
    second = import_deals(
        desk, "second.csv", {"A": WON, "C": OPEN | {"account_id": "Dam", "salesperson_id": "Bo Diaz"}}
    )
    take_back(desk, second)
    before = contents(desk)
    clock.moment += timedelta(days=KEPT_DAYS + 1)
    TrashService(desk).empty_old()
    assert contents(desk) == before
    assert "Bo Diaz" not in str([tuple(row) for row in desk.rows("SELECT fields FROM change_log")])
    assert desk.undo_name() == "Import 2 deals from second.csv"
    while desk.undo():
        assert desk.rows("PRAGMA foreign_key_check") == []
    assert amounts(desk) == {}
    while desk.redo():
        assert desk.rows("PRAGMA foreign_key_check") == []
    assert set(amounts(desk)) == {"A", "B"}


def test_that_a_large_import_is_taken_back_in_little_memory_and_few_lines_of_the_log(desk: DeskFile) -> None:
    import_deals(desk, "first.csv", {str(n): OPEN for n in range(MANY)})
    large = import_deals(
        desk, "large.csv", {str(n): OPEN | {"amount": Decimal(n + 1)} for n in range(MANY // 2, MANY * 2)}
    )
    before = contents(desk)
    tracemalloc.start()
    PastImportsService(desk).foresee(large)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak / (MANY * 1.5) < 800  # a record alone takes more, as it is read
    take_back(desk, large)
    lines = desk.rows("SELECT count(*) FROM change_log WHERE step_id = (SELECT max(id) FROM step)")[0][0]
    assert lines < MANY / 50
    desk.undo()
    assert contents(desk) == before


def _let_go_of_the_log(desk: DeskFile) -> None:
    with desk.change("Tidy", undoable=False) as work:
        connection = work.session.connection()
        for table in ("change_log", "step"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        # Nothing a test does takes as long as the second that parts one import from the next.
        connection.exec_driver_sql(
            "UPDATE opportunity SET created_at = '2026-01-01' WHERE external_id IN ('A', 'H')"
        )


VALUES = st.fixed_dictionaries(
    {"amount": st.integers(1, 3).map(Decimal), "stage_id": st.sampled_from(["Meeting", "Proposal"])},
    optional={
        "account_id": st.sampled_from(["Dam", "Pump"]),
        "salesperson_id": st.sampled_from(["Ada", "Bo"]),
    },
)
FILES = st.dictionaries(st.sampled_from("ABCD"), VALUES, min_size=1)
EDIT = st.tuples(st.integers(1, 4), st.integers(1, 3).map(Decimal))


@settings(max_examples=25)
@given(
    doings=st.lists(
        FILES | EDIT | st.sampled_from(["trash", "note", "undo", "take back"]), min_size=1, max_size=7
    ),
    chosen=st.integers(0, 5),
)
def test_that_whatever_was_done_since_only_what_the_import_wrote_goes_back(
    tmp_path_factory: pytest.TempPathFactory, desk_template: Path, doings: list[Any], chosen: int
) -> None:
    path = tmp_path_factory.mktemp("past") / "any.salesdesk"
    path.write_bytes(desk_template.read_bytes())
    desk = DeskFile.open(path)
    import_deals(desk, "begin.csv", {"A": OPEN, "B": OPEN})
    for number, doing in enumerate(doings):
        _act(desk, doing, number)
    past = [each for each in PastImportsService(desk).imports() if each.standing is Standing.STANDS]
    if past:
        before = contents(desk)
        told = take_back(desk, past[chosen % len(past)].id)
        for each in told.kept:
            assert each.now or "Trash" in each.field
        after = contents(desk)
        desk.undo()
        assert contents(desk) == before
        desk.redo()
        assert contents(desk) == after
    desk.close()


def _act(desk: DeskFile, doing: Any, number: int) -> None:
    records, deals = (
        RecordsService(desk),
        [row[0] for row in desk.rows("SELECT id FROM opportunity ORDER BY id")],
    )
    if isinstance(doing, dict):
        import_deals(desk, f"{number}.csv", doing)
    elif doing == "undo":
        desk.undo()
    elif doing == "take back":
        imports = [each.id for each in PastImportsService(desk).imports() if each.can_be_taken_back]
        for batch in imports[number:][:1]:
            take_back(desk, batch)
    elif doing == "trash" and deals:
        records.trash("opportunity", deals[-1:])
    elif doing == "note" and (people := desk.rows("SELECT id FROM salesperson WHERE deleted_at IS NULL")):
        records.add("note", {"salesperson_id": people[-1]["id"], "text": "Seen", "written_at": desk.now()})
    elif isinstance(doing, tuple):
        shown = desk.rows("SELECT id FROM opportunity WHERE deleted_at IS NULL")
        if doing[0] <= len(shown):
            records.edit("opportunity", shown[doing[0] - 1]["id"], "amount", doing[1])


def test_that_remembered_columns_are_told_in_words_a_manager_says(desk: DeskFile) -> None:
    service = ImportService(desk)
    plan = service.plan("deals", MAPPED, [IncomingRow(2, {"external_id": "A", "name": "Deal"} | OPEN)])
    service.apply(plan, "a.csv", mapping=SavedMapping("Weekly", "deals", ("A",), {"A": "name"}))
    told = PastImportsService(desk).foresee(desk.rows("SELECT max(id) FROM import_batch")[0][0])
    assert "1 list of remembered columns" in told.words
    assert "mapping" not in told.words
