"""Holds what a record's history tells, and the append-only log of what moved in a deal."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DatabaseError

from salesdesk.env.clock import FixedClock
from salesdesk.model import field_of, fields_of
from salesdesk.model.deals import Account, ImportBatch, Opportunity, OpportunityChange, Stage
from salesdesk.model.team import Salesperson
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.journal import lines_of

MORNING = datetime(2026, 11, 11, 9, 0)


@pytest.fixture
def deal(desk: DeskFile) -> int:
    """A deal of Ada's in the first stage."""
    with desk.change("Prepare", undoable=False) as work:
        work.session.add_all([Salesperson(name="Ada"), Salesperson(name="Ben")])
        work.session.add_all([Stage(name="Meeting", position=1), Stage(name="Proposal", position=2)])
        work.session.flush()
        work.session.add(Opportunity(name="Pump", salesperson_id=1, stage_id=1, amount=Decimal("0.10")))
    return 1


def logged(desk: DeskFile) -> list[tuple[str, str | None, str | None]]:
    """Gives the lines of the log of deal changes, oldest first."""
    rows = desk.rows("SELECT field, before, after FROM opportunity_change ORDER BY id")
    return [(row["field"], row["before"], row["after"]) for row in rows]


def test_that_history_tells_what_changed_and_when_newest_first(desk: DeskFile, clock: FixedClock) -> None:
    records = RecordsService(desk)
    records.add("salesperson", {"name": "Ada"})
    clock.moment += timedelta(hours=1)
    records.edit_many("salesperson", [(1, "region", "North"), (1, "outside_profile", True)])
    edited, added = desk.history("salesperson", 1)
    assert (added.at, added.op, added.step) == (MORNING, "I", "Add salesperson “Ada”")
    assert (edited.at, edited.op) == (MORNING + timedelta(hours=1), "U")
    assert edited.fields == {"region": (None, "North"), "outside_profile": (0, 1)}


def test_that_history_is_of_one_record_alone(desk: DeskFile) -> None:
    records = RecordsService(desk)
    records.add("salesperson", {"name": "Ada"})
    records.add("salesperson", {"name": "Ben"})
    records.add("account", {"name": "Pumps Ltd"})
    assert [line.step for line in desk.history("salesperson", 2)] == ["Add salesperson “Ben”"]


def test_that_history_covers_statements_over_many_records(desk: DeskFile) -> None:
    with desk.change("Import deals") as work:
        work.session.execute(insert(Opportunity), [{"name": f"Deal {n}"} for n in range(3)])
    with desk.change("Raise") as work:
        work.session.execute(update(Opportunity).values(amount=Decimal(2)))
    for number in (1, 2, 3):
        raised, imported = desk.history("opportunity", number)
        assert raised.fields == {"amount": (None, 20_000)}
        assert imported.step == "Import deals"


def test_that_what_was_undone_is_no_history(desk: DeskFile) -> None:
    records = RecordsService(desk)
    records.add("salesperson", {"name": "Ada"})
    records.edit("salesperson", 1, "region", "North")
    desk.undo()
    assert [line.op for line in desk.history("salesperson", 1)] == ["I"]
    desk.redo()
    assert [line.op for line in desk.history("salesperson", 1)] == ["U", "I"]


def test_that_history_survives_a_restart(desk: DeskFile, clock: FixedClock) -> None:
    RecordsService(desk).add("salesperson", {"name": "Ada"})
    desk.close()
    again = DeskFile.open(desk.path, clock)
    assert [line.op for line in again.history("salesperson", 1)] == ["I"]
    again.close()


def test_that_each_tracked_field_of_a_deal_is_logged_in_words(desk: DeskFile, deal: int) -> None:
    values = {
        "salesperson_id": 2,
        "stage_id": 2,
        "amount": Decimal(25),
        "outcome": "won",
        "closed_on": date(2026, 11, 2),
    }
    with desk.change("Import deals") as work:
        work.session.execute(update(Opportunity).values(values))
    assert sorted(logged(desk)) == [
        ("amount", "1000", "250000"),
        ("closed_on", None, "2026-11-02"),
        ("outcome", "open", "won"),
        ("salesperson_id", "Ada", "Ben"),
        ("stage_id", "Meeting", "Proposal"),
    ]
    with desk.read() as session:
        assert set(session.scalars(select(OpportunityChange.noted_at))) == {MORNING}


def test_that_every_tracked_field_has_its_line(desk: DeskFile, deal: int) -> None:
    tracked = [field for field in fields_of("opportunity") if field.tracked]
    assert len(tracked) >= 5
    for field in tracked:
        with desk.change("Change") as work:
            work.session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            statement = f"UPDATE opportunity SET {field.name} = CASE {field.name} WHEN 2 THEN 1 ELSE 2 END"
            work.session.connection().exec_driver_sql(statement)
        assert logged(desk)[-1][0] == field.name


def test_that_an_untracked_field_and_an_equal_value_are_not_logged(desk: DeskFile, deal: int) -> None:
    assert not field_of("opportunity", "next_step").tracked
    with desk.change("Change") as work:
        work.session.execute(update(Opportunity).values(next_step="Calls back", outcome="open"))
    assert logged(desk) == []


def test_that_a_logged_change_names_the_import_that_made_it_and_no_other(desk: DeskFile, deal: int) -> None:
    with desk.change("Import deals") as work:
        work.session.add(ImportBatch(file_name="deals.csv"))
        work.session.flush()
        work.session.execute(update(Opportunity).values(amount=Decimal(7), batch_id=1))
    RecordsService(desk).edit("opportunity", deal, "amount", Decimal(8))
    rows = desk.rows("SELECT batch_id FROM opportunity_change ORDER BY id")
    assert [row["batch_id"] for row in rows] == [1, None]


def test_that_undo_takes_the_lines_out_again_and_redo_brings_back_the_same(desk: DeskFile, deal: int) -> None:
    RecordsService(desk).edit("opportunity", deal, "stage_id", 2)
    lines = [tuple(row) for row in desk.rows("SELECT * FROM opportunity_change")]
    assert lines
    desk.undo()
    assert logged(desk) == []
    desk.redo()
    assert [tuple(row) for row in desk.rows("SELECT * FROM opportunity_change")] == lines


@pytest.mark.parametrize("undoable", [True, False])
@pytest.mark.parametrize(
    "statement",
    [
        delete(OpportunityChange),
        update(OpportunityChange).values(before="x"),
        update(OpportunityChange).values(deleted_at=MORNING),
        update(OpportunityChange).values(opportunity_id=1, batch_id=None),
    ],
)
def test_that_the_log_of_deal_changes_can_only_grow(
    statement: object, undoable: bool, desk: DeskFile, deal: int
) -> None:
    RecordsService(desk).edit("opportunity", deal, "stage_id", 2)
    before = logged(desk)
    with pytest.raises(DatabaseError, match="append-only"), desk.change("Tidy", undoable=undoable) as work:
        work.session.execute(statement)
    assert logged(desk) == before


def test_that_the_lines_of_a_step_say_what_it_did_to_each_record(desk: DeskFile) -> None:
    with desk.change("Fill") as work:
        work.session.execute(insert(Account), [{"name": "Pumps", "sector": "a"}, {"name": "Dams"}])
    with desk.change("Tidy") as work:
        work.session.execute(update(Account).where(Account.id == 1).values(sector="b"))
        work.session.execute(delete(Account).where(Account.id == 2))
    with desk.passing() as connection:
        filled = list(lines_of(connection, 1))
        tidied = list(lines_of(connection, 2, newest_first=True))
    assert [(line.kind, line.record_id, line.op) for line in filled] == [
        ("account", 1, "I"),
        ("account", 2, "I"),
    ]
    assert [(line.record_id, line.op) for line in tidied] == [(2, "D"), (1, "U")]
    assert tidied[0].fields["name"] == "Dams"
    assert tidied[1].fields["sector"] == ["a", "b"]
