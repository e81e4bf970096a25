"""A walk through the commands of every service in any order: undo and redo return to the same bytes of content."""

import re
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model import fields_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.bundle import Services
from salesdesk.services.coaching.drafts import Drafts, drop
from salesdesk.services.importing.past import PastImportsService
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import IncomingRow
from salesdesk.services.lists.service import ListsService
from salesdesk.services.team_settings_edit import TeamSettingsService
from salesdesk.store.desk_file import DeskFile
from tests.store.test_undo import contents

KINDS = (
    "salesperson", "strength", "account", "product", "stage", "gate", "competency", "opportunity", "quota",
    "one_on_one", "agenda_point", "note", "assignment", "problem", "competency_number", "own_rating", "gate_pass",
)  # fmt: skip
HELD = "cannot be (undone|done again) yet"


class Walker:
    """Somebody who does anything at all with a desk, as a row of chances has it."""

    def __init__(self, services: Services, clock: FixedClock, chances: Random) -> None:
        self.services, self.desk, self.clock, self.chances = services, services.desk, clock, chances
        self.drafts = Drafts(self.desk)

    def live(self, kind: str) -> list[int]:
        return [row[0] for row in self.desk.rows(f"SELECT id FROM {kind} WHERE deleted_at IS NULL")]

    def one_of(self, kind: str) -> int | None:
        return self.chances.choice(self.live(kind) or [None])

    def value(self, field: Field) -> Any:
        number = self.chances.randint(1, 5)
        return {
            FieldType.REFERENCE: self.one_of(field.refers_to) if field.refers_to else None,
            FieldType.CHOICE: self.chances.choice([choice.value for choice in field.choices] or [None]),
            FieldType.DATE: date(2026, number, 3), FieldType.DATETIME: datetime(2026, number, 3, 9),
            FieldType.MONEY: Decimal(number), FieldType.NUMBER: number / 5, FieldType.PERCENT: number / 5,
            FieldType.INTEGER: number, FieldType.BOOLEAN: number > 2,
        }.get(field.type, f"word {number}")  # fmt: skip

    def add(self) -> None:
        kind = self.chances.choice(KINDS)
        wanted = [field for field in fields_of(kind) if field.required or self.chances.random() < 0.5]
        values = {field.name: self.value(field) for field in wanted}
        if all(values[field.name] is not None for field in wanted if field.required):
            self.services.records.add(kind, values)

    def edit(self) -> None:
        kind = self.chances.choice(KINDS)
        if record := self.one_of(kind):
            field = self.chances.choice(fields_of(kind))
            together = self.chances.choice(["", "typing"])
            self.services.records.edit(kind, record, field.name, self.value(field), together=together)

    def trash(self) -> None:
        kind = self.chances.choice(KINDS)
        if record := self.one_of(kind):
            self.services.records.trash(kind, [record])

    def restore(self) -> None:
        if found := self.services.trash.contents():
            item = self.chances.choice(found)
            self.services.trash.restore(item.kind, item.record_id)

    def wait(self) -> None:
        self.clock.moment += timedelta(days=self.chances.choice([1, 40, 95]))
        self.services.trash.empty_old()

    def enter_numbers(self) -> None:
        person, competency = self.one_of("salesperson"), self.one_of("competency")
        if person and competency:
            monday = date(2026, 1, 5) + timedelta(days=7 * self.chances.randint(0, 2))
            tries = self.chances.randint(1, 9)
            if self.chances.random() < 0.3:
                self.services.numbers.clear_numbers([(person, competency, monday)])
            else:
                self.services.numbers.set_numbers([(person, competency, monday, tries, tries // 2)])

    def take_the_usual(self) -> None:
        lists = ListsService(self.desk, self.clock)
        lists.add_usual(self.chances.choice(["stage", "competency"]))

    def move(self) -> None:
        kind = self.chances.choice(["stage", "competency"])
        if record := self.one_of(kind):
            ListsService(self.desk, self.clock).move(kind, record, self.chances.choice([-1, 1]))

    def talk(self) -> None:
        sessions, person, skill = (
            self.services.sessions,
            self.one_of("salesperson"),
            self.one_of("competency"),
        )
        running = sessions.running()
        if running is None:
            if person:
                sessions.prepare(person)
            return
        acts: list[Callable[[], Any]] = [
            lambda: sessions.write_note(running, "wins", self.chances.choice("xyz")),
            lambda: sessions.add_point(running, "Prices"),
            lambda: sessions.go_to(running, "deal"),
            lambda: sessions.leave(running),
            lambda: sessions.finish(running, "agree"),
        ]
        if skill:
            acts += [
                lambda: sessions.rate(running, skill, number=self.chances.random()),
                lambda: sessions.reveal(running, skill),
                lambda: sessions.choose(running, skill=skill),
            ]
        self.chances.choice(acts)()

    def import_deals(self) -> None:
        service = ImportService(self.desk)
        mapped = frozenset({"external_id", "name", "stage_id", "salesperson_id", "amount"})
        pick = self.chances.choice
        rows = [
            IncomingRow(number, {
                "external_id": pick("ABCDE"), "name": "Pump", "amount": Decimal(pick("123")),
                "stage_id": pick(["Meeting", "Won"]), "salesperson_id": pick(["Ada", "Bo"]),
            })
            for number in range(2, 5)
        ]  # fmt: skip
        service.apply(service.plan("deals", mapped, rows), "deals.csv")

    def take_back(self) -> None:
        service = PastImportsService(self.desk)
        if found := [each for each in service.imports() if each.can_be_taken_back]:
            service.take_back(self.chances.choice(found).id)

    def set_a_quota(self) -> None:
        if person := self.one_of("salesperson"):
            plans = self.services.plans
            period = self.chances.choice(
                plans.periods(plans.year_today(), self.chances.choice(["quarter", "month"]))
            )
            plans.set_quota(person, period, self.chances.choice([None, Decimal(9)]))

    def set_up(self) -> None:
        TeamSettingsService(self.desk).edit("team_name", self.chances.choice(["North", "South"]))

    def begin_a_form(self) -> None:
        form, person = self.chances.choice(["note", "point"]), self.one_of("salesperson")
        act = self.chances.choice([self.drafts.keep, self.drafts.throw_away])
        act(form, person, {"text": self.chances.choice("abc")})

    def add_what_was_begun(self) -> None:
        if person := self.one_of("salesperson"):
            self.services.coaching.add_note(person, "Said so")

    def empty_every_form(self) -> None:
        """Does what the sentence asks for that refuses an undo; a form in the Trash is emptied with its person's.

        Drafts come and go outside of undo: one that were left in the Trash would be there after a redo, and gone
        after the next, once an undo that brought it back had to be made room for.
        """
        for form, person in self.desk.rows("SELECT form, salesperson_id FROM draft"):
            with self.desk.change("Empty a form", undoable=False) as work:
                drop(work.session, form, person)

    def turn(self, way: str, **within: Any) -> bool:
        """Undoes or redoes; what a form holds up goes on once that is empty."""
        act = self.desk.undo if way == "undo" else self.desk.redo
        try:
            return act(**within) is not None
        except UserError as refused:
            held = str(refused)
        assert re.search(HELD, held)
        self.empty_every_form()
        return act(**within) is not None

    def undo(self) -> None:
        self.turn("undo")

    def redo(self) -> None:
        self.turn("redo")

    def turn_a_few(self) -> None:
        steps = [row[0] for row in self.desk.rows("SELECT id FROM step")]
        chosen = self.chances.sample(steps, min(len(steps), 3))
        self.turn(self.chances.choice(["undo", "redo"]), within=chosen)

    def go_back_and_forth(self) -> None:
        """Undoes all and redoes all, twice: both ends are the same each time."""
        self.empty_every_form()
        ends: dict[str, list[Any]] = {"redo": [], "undo": []}
        for way in ("redo", "undo", "redo", "undo", "redo"):
            while self.turn(way):
                pass
            ends[way].append(contents(self.desk))
        assert ends["undo"][0] == ends["undo"][1]
        assert ends["redo"][0] == ends["redo"][1] == ends["redo"][2]


COMMANDS = [
    *[Walker.add, Walker.edit, Walker.trash, Walker.restore, Walker.enter_numbers, Walker.talk, Walker.undo] * 2,
    Walker.wait, Walker.take_the_usual, Walker.move, Walker.import_deals, Walker.take_back, Walker.set_a_quota,
    Walker.set_up, Walker.begin_a_form, Walker.add_what_was_begun, Walker.redo, Walker.turn_a_few, Walker.talk,
]  # fmt: skip


@settings(max_examples=12, phases=[Phase.generate])
@given(
    doings=st.lists(st.sampled_from(COMMANDS), min_size=30, max_size=60),
    chances=st.integers(0, 2**32).map(Random),
)
def test_that_after_any_commands_undo_and_redo_return_to_the_same_bytes(
    desk_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    doings: list[Callable[[Walker], None]],
    chances: Random,
) -> None:
    path = shutil.copyfile(desk_template, tmp_path_factory.mktemp("walk") / "any.salesdesk")
    clock = FixedClock(datetime(2026, 11, 11, 9, 0))
    with closing(Services(DeskFile.open(path, clock), clock)) as services:
        walker = Walker(services, clock, chances)
        for do in doings:
            with suppress(UserError):
                do(walker)
            assert services.desk.rows("PRAGMA foreign_key_check") == []
        walker.go_back_and_forth()
