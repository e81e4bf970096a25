"""Opens desks that earlier versions wrote, and holds that all of them is still there."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.model.fields import Audience
from salesdesk.services.records import RecordsService
from salesdesk.services.trash import TrashService
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine
from salesdesk.store.schema import head
from salesdesk.store.search import find

FROZEN = sorted((Path(__file__).parents[1] / "house" / "frozen").glob("schema_*.sqlite"))
RELEASED = ("0001",)
"""The schemas that releases had; those between them need no desk, since nobody has one."""


@pytest.fixture(params=FROZEN, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock) -> Iterator[DeskFile]:
    """A desk of an earlier version, opened by this one."""
    path = shutil.copyfile(request.param, tmp_path / "old.salesdesk")
    desk = DeskFile.open(path, clock, tmp_path / "backups")
    yield desk
    desk.close()


def test_that_there_are_the_frozen_desks_of_every_release_and_of_the_newest_schema() -> None:
    assert {path.stem.removeprefix("schema_") for path in FROZEN} == {*RELEASED, head()}


def test_that_an_old_desk_still_holds_its_records_exactly(old: DeskFile) -> None:
    records = RecordsService(old)
    (deal,) = records.rows("opportunity")
    assert deal.values["amount"] == Decimal("99.99")
    assert deal.values["probability"] == 1 / 3
    assert deal.texts["salesperson_id"] == "offensalespersonname"
    assert records.one("salesperson", 1).values["private_summary"] == "geheimsalespersonprivatesummary"
    assert "private_summary" not in records.one("salesperson", 1, Audience.SALESPERSON).values


def test_that_an_old_desk_can_still_be_undone_redone_and_restored(old: DeskFile) -> None:
    assert [item.title for item in TrashService(old).contents()] == ["offenstrengthname"]
    assert (old.undo_name(), old.redo_name()) == ("Delete strength", "Change name of “offensalespersonname”")
    old.redo()
    assert [row["name"] for row in old.rows("SELECT name FROM salesperson")] == ["Ada"]
    while old.undo():
        pass
    assert old.rows("SELECT * FROM salesperson") == []
    while old.redo():
        pass
    assert RecordsService(old).one("opportunity", 1).values["amount"] == Decimal("99.99")


def test_that_the_history_of_an_old_desk_is_still_told(old: DeskFile) -> None:
    changed, added = old.history("opportunity", 1)
    assert changed.fields == {"amount": (12_345_678, 999_900)}
    assert added.step == "Add one of each"
    assert [row["after"] for row in old.rows("SELECT after FROM opportunity_change WHERE field = 'amount'")]


def test_that_an_old_desk_is_searched(old: DeskFile) -> None:
    assert [hit.kind for hit in find(old, "offensalespersonname")] == ["salesperson"]
    assert find(old, "geheimsalesperson")
    assert find(old, "geheimsalesperson", Audience.SALESPERSON, 1) == []


def test_that_an_old_desk_has_the_triggers_of_a_new_one(old: DeskFile, desk: DeskFile) -> None:
    """Fails where a declaration that makes triggers, such as searchable, changed without a migration."""
    triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    assert [tuple(row) for row in old.rows(triggers)] == [tuple(row) for row in desk.rows(triggers)]


def test_that_the_check_finds_search_and_steps_of_an_old_desk_well(old: DeskFile) -> None:
    old.close()
    assert examine(old.path, inside=True).faults == ()
