"""Holds that every change is one step which undo takes back exactly and redo does again exactly."""

import shutil
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from salesdesk.env.clock import FixedClock
from salesdesk.model import fields_of, model_of, models
from salesdesk.model.coaching import Assignment, Note
from salesdesk.model.deals import Account, Opportunity, Stage
from salesdesk.model.scale import LARGEST
from salesdesk.model.team import Salesperson
from salesdesk.services.records import RecordsService
from salesdesk.services.trash import TrashService
from salesdesk.store.bulk import delete_rows, insert_rows, next_id, update_rows
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.sessions import driver_connection
from salesdesk.store.stored_columns import first_values
from tests.model.one_of_each import add_one_of_each

Tables = dict[str, list[tuple[Any, ...]]]
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
MONEY = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
NUMBERS = st.floats(min_value=-LARGEST, max_value=LARGEST)
DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))


def contents(desk: DeskFile) -> Tables:
    """Gives every stored value with its type, and the whole search index."""
    tables = {
        kind: [tuple(map(repr, row)) for row in desk.rows(f"SELECT * FROM {kind} ORDER BY id")]
        for kind in models()
    }
    index = desk.rows("SELECT rowid, * FROM search_index ORDER BY rowid")
    return tables | {"search_index": [tuple(map(repr, row)) for row in index]}


class AnyChanges(RuleBasedStateMachine):
    """Changes a desk in every way the program has, with undo, redo and restarts in between."""

    template: Path
    folder: Path

    @initialize()
    def open(self) -> None:
        """Starts with an empty desk."""
        self.path = shutil.copyfile(self.template, self.folder / "any.salesdesk")
        self.clock = FixedClock(datetime(2026, 11, 11, 9, 0))
        self.desk = DeskFile.open(self.path, self.clock)
        self.states = [contents(self.desk)]
        self.place = 0

    @rule(name=WORDS, level=st.sampled_from(["1", "5"]), joined=st.none() | DAYS)
    def add_a_person(self, name: str, level: str, joined: date | None) -> None:
        with self.desk.change("Add salesperson") as work:
            person = Salesperson(name=name, level=level, joined_on=joined)
            work.session.add(person)
            work.session.flush()
            work.session.add(Note(salesperson_id=person.id, text=name, written_at=self.desk.now()))
        self._did(work.changes.kinds)

    @rule(name=WORDS, amount=st.none() | MONEY, probability=st.none() | NUMBERS, count=st.integers(0, 4))
    def import_deals(self, name: str, amount: Decimal | None, probability: float | None, count: int) -> None:
        with self.desk.change("Import deals") as work:
            work.session.add(Stage(name=name))
            work.session.flush()
            stage = work.session.scalar(select(Stage.id).order_by(Stage.id.desc()))
            row = {"name": name, "amount": amount, "probability": probability, "stage_id": stage}
            for number in range(count):
                work.session.execute(insert(Opportunity), [row | {"external_id": f"{number}"}] * 2)
        self._did(work.changes.kinds)

    @rule(revenue=NUMBERS, name=WORDS)
    def add_an_account(self, revenue: float, name: str) -> None:
        changes = RecordsService(self.desk).add("account", {"name": name + "!", "revenue": revenue})
        self._did(changes.kinds)

    @rule(amount=st.none() | MONEY, outcome=st.sampled_from(["open", "won"]), closed=st.none() | DAYS)
    def update_all_deals(self, amount: Decimal | None, outcome: str, closed: date | None) -> None:
        with self.desk.change("Close deals") as work:
            values = {"amount": amount, "outcome": outcome, "closed_on": closed}
            work.session.execute(
                update(Opportunity).values(values), execution_options={"include_trash": True}
            )
        self._did(work.changes.kinds)

    @rule(names=st.lists(WORDS, max_size=3), revenue=st.none() | NUMBERS)
    def add_accounts_in_bulk(self, names: list[str], revenue: float | None) -> None:
        with self.desk.change("Import accounts") as work:
            driver = driver_connection(work.session)
            fresh = {"revenue": revenue, **first_values("account", ("revenue",))}
            rows = [(next_id(driver, "account") + at, name, *fresh.values()) for at, name in enumerate(names)]
            insert_rows(driver, "account", ["id", "name", *fresh], rows)
        self._did(work.changes.kinds)

    @rule(name=st.none() | WORDS, amount=st.integers(0, 10**9), kind=st.sampled_from([1, 2]))
    def change_deals_in_bulk(self, name: str | None, amount: int, kind: int) -> None:
        ids = [row["id"] for row in self.desk.rows("SELECT id FROM opportunity WHERE id % ? = 0", (kind,))]
        with self.desk.change("Import deals again") as work:
            names, values = (["amount"], [amount]) if name is None else (["amount", "name"], [amount, name])
            update_rows(
                driver_connection(work.session), "opportunity", names, [(number, *values) for number in ids]
            )
        self._did(work.changes.kinds)

    @rule()
    def delete_accounts_in_bulk(self) -> None:
        with self.desk.change("Clear accounts at once") as work:
            delete_rows(driver_connection(work.session), "account", range(1, 9))
        self._did(work.changes.kinds)

    @rule(text=WORDS)
    def edit_the_last_note(self, text: str) -> None:
        with self.desk.change("Edit note") as work:
            note = work.session.scalar(select(Note).order_by(Note.id.desc()))
            if note:
                note.text = text
        self._did(work.changes.kinds)

    @rule()
    def delete_accounts_for_good(self) -> None:
        with self.desk.change("Clear accounts") as work:
            work.session.execute(delete(Account))
        self._did(work.changes.kinds)

    @rule(number=st.integers(1, 3))
    def trash_a_person(self, number: int) -> None:
        self._did(RecordsService(self.desk).trash("salesperson", [number]).kinds)

    @precondition(lambda self: hasattr(self, "desk") and bool(TrashService(self.desk).contents()))
    @rule()
    def restore_the_newest(self) -> None:
        trash = TrashService(self.desk)
        item = trash.contents()[0]
        self._did(trash.restore(item.kind, item.record_id).kinds)

    @rule()
    def undo(self) -> None:
        assert (self.desk.undo() is None) == (self.place == 0)
        self.place = max(0, self.place - 1)

    @rule()
    def redo(self) -> None:
        assert (self.desk.redo() is None) == (self.place == len(self.states) - 1)
        self.place = min(len(self.states) - 1, self.place + 1)

    @rule()
    def start_again(self) -> None:
        self.desk.close()
        self.desk = DeskFile.open(self.path, self.clock)

    @invariant()
    def everything_is_as_it_was(self) -> None:
        if hasattr(self, "desk"):
            assert contents(self.desk) == self.states[self.place]

    def teardown(self) -> None:
        """Undoes all and redoes all, across a restart."""
        if not hasattr(self, "desk"):
            return
        while self.desk.undo():
            pass
        assert contents(self.desk) == self.states[0]
        self.start_again()
        while self.desk.redo():
            pass
        assert contents(self.desk) == self.states[-1]
        self.desk.close()

    def _did(self, kinds: frozenset[str]) -> None:
        if kinds:
            self.states[self.place + 1 :] = [contents(self.desk)]
            self.place += 1


def test_that_any_changes_can_be_undone_and_redone_exactly(desk_template: Path, tmp_path: Path) -> None:
    AnyChanges.template, AnyChanges.folder = desk_template, tmp_path
    run_state_machine_as_test(AnyChanges, settings=settings(max_examples=16, stateful_step_count=18))


def test_that_a_record_of_every_kind_with_every_field_comes_back_exactly(desk: DeskFile) -> None:
    empty = contents(desk)
    with desk.change("Add everything") as work:
        add_one_of_each(work.session)
    full = contents(desk)
    desk.undo()
    assert contents(desk) == empty
    desk.redo()
    assert contents(desk) == full


GUARDED = {"opportunity_change", "field_change"}


@pytest.mark.parametrize("kind", sorted(models().keys() - GUARDED))
def test_that_each_field_of_each_kind_is_covered_by_undo(kind: str, desk: DeskFile) -> None:
    with desk.change("Add everything") as work:
        add_one_of_each(work.session)
    before = contents(desk)
    for field in fields_of(kind):
        other = "id + 1" if field.refers_to else "0" if field.required else "NULL"
        with desk.change(f"Empty {field.name}") as work:
            if field.refers_to:
                _add_a_second(work.session, field.refers_to)
            newest = f"id = (SELECT max(id) FROM {kind})"
            statement = f"UPDATE {kind} SET {field.name} = {other} WHERE {newest}"
            work.session.connection().exec_driver_sql(statement)
        assert contents(desk)[kind] != before[kind]
        desk.undo()
        assert contents(desk) == before


def test_that_steps_are_named_for_undo_and_redo(desk: DeskFile) -> None:
    records = RecordsService(desk)
    records.add("salesperson", {"name": "Ada"})
    records.edit("salesperson", 1, "region", "North")
    assert (desk.undo_name(), desk.redo_name()) == ("Change region of “Ada”", "")
    undone = desk.undo()
    assert undone
    assert (undone.step, undone.kinds) == ("Change region of “Ada”", {"salesperson"})
    assert (desk.undo_name(), desk.redo_name()) == ("Add salesperson “Ada”", "Change region of “Ada”")


def test_that_there_is_nothing_to_undo_or_redo_in_a_new_desk(desk: DeskFile) -> None:
    assert (desk.undo(), desk.redo(), desk.undo_name(), desk.redo_name()) == (None, None, "", "")


def test_that_a_new_change_ends_redo(desk: DeskFile) -> None:
    records = RecordsService(desk)
    records.add("salesperson", {"name": "Ada"})
    desk.undo()
    records.add("salesperson", {"name": "Ben"})
    assert desk.redo() is None
    assert [row.values["name"] for row in records.rows("salesperson")] == ["Ben"]


def test_that_a_change_of_nothing_is_no_step_and_keeps_redo(desk: DeskFile) -> None:
    records = RecordsService(desk)
    records.add("salesperson", {"name": "Ada"})
    records.edit("salesperson", 1, "region", "North")
    desk.undo()
    changes = records.edit("salesperson", 1, "name", "Ada")
    assert not changes.kinds
    assert desk.undo_name() == "Add salesperson “Ada”"
    assert desk.redo_name() == "Change region of “Ada”"


def test_that_an_error_inside_a_change_leaves_nothing_and_no_step(desk: DeskFile) -> None:
    before = contents(desk)

    def add_half() -> None:
        with desk.change("Add half a team") as work:
            work.session.add(Salesperson(name="Ada"))
            work.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_half()
    assert contents(desk) == before
    assert desk.undo_name() == ""
    RecordsService(desk).add("salesperson", {"name": "Ben"})
    assert desk.undo_name() == "Add salesperson “Ben”"


def test_that_a_run_of_keystrokes_is_one_step(desk: DeskFile, clock: FixedClock) -> None:
    records = RecordsService(desk)
    records.add("salesperson", {"name": "Ada"})
    for typed in ("N", "No", "North"):
        records.edit("salesperson", 1, "region", typed, together="region 1")
        clock.moment += timedelta(seconds=20)
    records.edit("salesperson", 1, "role", "Farmer", together="role 1")
    desk.undo()
    assert records.one("salesperson", 1).values["region"] == "North"
    desk.undo()
    assert records.one("salesperson", 1).values["region"] is None
    desk.redo()
    assert records.one("salesperson", 1).values["region"] == "North"


@pytest.mark.parametrize(("seconds", "kept"), [(600, None), (601, "N")])
def test_that_keystrokes_after_a_long_pause_are_a_step_of_their_own(
    seconds: int, kept: str | None, desk: DeskFile, clock: FixedClock
) -> None:
    records = RecordsService(desk)
    records.add("salesperson", {"name": "Ada"})
    records.edit("salesperson", 1, "region", "N", together="region 1")
    clock.moment += timedelta(seconds=seconds)
    records.edit("salesperson", 1, "region", "North", together="region 1")
    desk.undo()
    assert records.one("salesperson", 1).values["region"] == kept


def test_that_typing_on_after_an_undo_does_not_join_what_was_before(desk: DeskFile) -> None:
    records = RecordsService(desk)
    records.add("salesperson", {"name": "Ada"})
    records.edit("salesperson", 1, "region", "North", together="region 1")
    desk.undo()
    desk.redo()
    records.edit("salesperson", 1, "region", "South", together="region 1")
    desk.undo()
    assert records.one("salesperson", 1).values["region"] == "North"


def test_that_a_change_says_what_it_touched_and_created(desk: DeskFile) -> None:
    with desk.change("Add Ada") as work:
        person = Salesperson(name="Ada")
        work.session.add(person)
        work.session.flush()
        work.session.add(Assignment(salesperson_id=person.id, what="Call", assigned_on=date(2026, 11, 1)))
    assert work.changes.kinds == {"salesperson", "assignment"}
    assert work.changes.new_id("salesperson") == 1
    assert work.changes.new_id("assignment") == 1


def test_that_filling_a_new_desk_is_not_recorded(desk: DeskFile) -> None:
    with desk.change("Fill", undoable=False) as work:
        work.session.add(Opportunity(name="Pump"))
        work.session.flush()
        work.session.execute(update(Opportunity).values(amount=Decimal(5)))
    tables = ("step", "change_log", "opportunity_change")
    assert [desk.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables] == [0, 0, 0]


def _add_a_second(session: Session, kind: str) -> None:
    """Adds the same record again under the next number."""
    columns = [column.name for column in model_of(kind).__table__.columns if column.name != "id"]
    names = ", ".join(columns)
    session.connection().exec_driver_sql(
        f"INSERT INTO {kind} ({names}) SELECT {names} FROM {kind} WHERE id = 1"
    )
