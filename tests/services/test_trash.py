"""Holds that deleting goes to the Trash with all that belongs to it, and comes back whole."""

import ast
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import salesdesk
from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.model import fields_of, models
from salesdesk.model.coaching import Assignment, Note, OneOnOne
from salesdesk.model.deals import Opportunity
from salesdesk.model.team import Salesperson, Strength
from salesdesk.services.records import RecordsService
from salesdesk.services.trash import Trashed, TrashService
from salesdesk.store.desk_file import DeskFile
from tests.model.one_of_each import add_one_of_each

NOW = datetime(2026, 11, 11, 9, 0)
NOBODYS = {
    "coaching/drafts.py",  # a form begun is no record yet
    "importing/write_plan.py",  # stages a desk is made with, never used or changed, whose place those of the CRM take
}
"""Where something goes that nobody has kept; either is a step, so undo brings it back."""


@pytest.fixture
def team(desk: DeskFile) -> DeskFile:
    """A desk with Ada, who has two notes, a strength, a one-on-one with a note, and a deal; and Ben with a note."""
    with desk.change("Prepare", undoable=False) as work:
        work.session.add_all([Salesperson(name="Ada"), Salesperson(name="Ben")])
        work.session.flush()
        work.session.add(OneOnOne(salesperson_id=1, starts_at=NOW))
        work.session.flush()
        notes = [(1, None, "first"), (1, None, "second"), (None, 1, "in the one-on-one"), (2, None, "Ben's")]
        work.session.add_all(
            Note(salesperson_id=person, one_on_one_id=meeting, text=text, written_at=NOW)
            for person, meeting, text in notes
        )
        work.session.add(Strength(salesperson_id=1, name="Listening"))
        work.session.add(Opportunity(name="Pump", salesperson_id=1))
    return desk


def living(desk: DeskFile) -> dict[str, int]:
    """Counts what is not in the Trash, by kind."""
    counts = {k: desk.rows(f"SELECT count(*) FROM {k} WHERE deleted_at IS NULL")[0][0] for k in models()}
    return {kind: count for kind, count in counts.items() if count and kind != "team_settings"}


ALL = {"salesperson": 2, "note": 4, "one_on_one": 1, "strength": 1, "opportunity": 1}


def test_that_what_belongs_to_a_person_goes_along_and_deals_stay(team: DeskFile) -> None:
    changes = RecordsService(team).trash("salesperson", [1])
    assert living(team) == {"salesperson": 1, "note": 1, "opportunity": 1}
    assert changes.kinds == {"salesperson", "note", "one_on_one", "strength"}
    assert team.undo_name() == "Delete salesperson"


def test_that_every_owned_kind_goes_and_comes_with_its_person(desk: DeskFile) -> None:
    with desk.change("Prepare", undoable=False) as work:
        ids = add_one_of_each(work.session)
    before = living(desk)
    RecordsService(desk).trash("salesperson", [ids["salesperson"]])
    owned = {
        kind for kind in models() if any(f.owner and f.refers_to == "salesperson" for f in fields_of(kind))
    }
    assert before.keys() - living(desk).keys() == owned | {"salesperson"}
    TrashService(desk).restore("salesperson", ids["salesperson"])
    assert living(desk) == before


def test_that_the_trash_lists_what_was_deleted_by_hand_with_what_went_along(team: DeskFile) -> None:
    RecordsService(team).trash("salesperson", [1])
    assert TrashService(team).contents() == [Trashed("salesperson", 1, "Salesperson", "Ada", NOW, 5)]


def test_that_the_trash_lists_the_newest_first(team: DeskFile, clock: FixedClock) -> None:
    RecordsService(team).trash("note", [4])
    clock.moment = NOW + timedelta(days=1)
    RecordsService(team).trash("opportunity", [1])
    assert [(item.kind, item.title) for item in TrashService(team).contents()] == [
        ("opportunity", "Pump"), ("note", "Ben's"),
    ]  # fmt: skip


def test_that_restoring_brings_back_all_that_went_along(team: DeskFile) -> None:
    RecordsService(team).trash("salesperson", [1])
    TrashService(team).restore("salesperson", 1)
    assert living(team) == ALL
    assert TrashService(team).contents() == []


@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=3)])
def test_that_restoring_leaves_in_the_trash_what_was_deleted_before(
    later: timedelta, team: DeskFile, clock: FixedClock
) -> None:
    RecordsService(team).trash("note", [1])
    clock.moment = NOW + later
    RecordsService(team).trash("salesperson", [1])
    TrashService(team).restore("salesperson", 1)
    assert living(team) == ALL | {"note": 3}
    assert [(item.kind, item.title) for item in TrashService(team).contents()] == [("note", "first")]


def test_that_something_is_not_restored_into_what_is_still_in_the_trash(team: DeskFile) -> None:
    RecordsService(team).trash("note", [1])
    RecordsService(team).trash("salesperson", [1])
    with pytest.raises(UserError, match="restore the salesperson first"):
        TrashService(team).restore("note", 1)
    TrashService(team).restore("salesperson", 1)
    TrashService(team).restore("note", 1)
    assert living(team) == ALL


@pytest.mark.parametrize("number", [2, 99])
def test_that_what_is_not_in_the_trash_cannot_be_restored(number: int, team: DeskFile) -> None:
    with pytest.raises(UserError, match="not in the Trash"):
        TrashService(team).restore("salesperson", number)
    assert team.undo_name() == ""


def test_that_deleting_and_restoring_are_undone_and_redone(team: DeskFile) -> None:
    RecordsService(team).trash("salesperson", [1, 2])
    assert team.undo_name() == "Delete 2 salespeople"
    team.undo()
    assert living(team) == ALL
    team.redo()
    assert living(team) == {"opportunity": 1}
    TrashService(team).restore("salesperson", 2)
    assert living(team) == {"opportunity": 1, "salesperson": 1, "note": 1}
    team.undo()
    assert living(team) == {"opportunity": 1}


def test_that_deleting_twice_keeps_the_first_moment(team: DeskFile, clock: FixedClock) -> None:
    RecordsService(team).trash("note", [1])
    clock.moment = NOW + timedelta(days=1)
    changes = RecordsService(team).trash("note", [1])
    assert not changes.kinds
    assert TrashService(team).contents()[0].deleted_at == NOW


def test_that_thousands_are_deleted_in_one_step(team: DeskFile) -> None:
    with team.change("Prepare", undoable=False) as work:
        work.session.add_all(
            Assignment(salesperson_id=2, what=f"Call {n}", assigned_on=date(2026, 1, 1)) for n in range(3000)
        )
    RecordsService(team).trash("assignment", list(range(1, 3001)))
    assert "assignment" not in living(team)
    assert len(TrashService(team).contents()) == 3000
    team.undo()
    assert living(team)["assignment"] == 3000


def test_that_no_service_deletes_anything_for_good() -> None:
    services = Path(salesdesk.__file__).parent / "services"
    found = [
        f"{path.name}:{node.lineno}"
        for path in sorted(services.rglob("*.py"))
        if path.relative_to(services).as_posix() not in NOBODYS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if _deletes(node)
    ]
    assert not found


def _deletes(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return "DELETE FROM" in node.value
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        return name == "delete"
    return False
