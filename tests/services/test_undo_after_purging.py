"""What left the Trash for good leaves no step behind that undo would stumble over."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.services.changes import Changes
from salesdesk.services.importing.past import PastImportsService
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import IncomingRow
from salesdesk.services.records import RecordsService
from salesdesk.services.trash import KEPT_DAYS, TrashService
from salesdesk.store.desk_file import DeskFile
from tests.store.test_undo import contents


@pytest.fixture
def records(desk: DeskFile) -> RecordsService:
    return RecordsService(desk)


def purge(desk: DeskFile, clock: FixedClock) -> None:
    assert purge_old(desk, clock).kinds


def purge_old(desk: DeskFile, clock: FixedClock) -> Changes:
    clock.moment += timedelta(days=KEPT_DAYS + 1)
    return TrashService(desk).empty_old()


def undo_all(desk: DeskFile) -> list[str]:
    """Undoes and redoes everything, and gives the names of what was undone."""
    done: list[str] = []
    while changes := desk.undo():
        done.append(changes.step)
        assert desk.rows("PRAGMA foreign_key_check") == []
    while desk.redo():
        assert desk.rows("PRAGMA foreign_key_check") == []
    return done


def ratio(name: str) -> dict[str, Any]:
    return {"name": name, "of_what": "tries", "into_what": "successes"}


@pytest.mark.parametrize("kind", ["competency_number", "own_rating"])
def test_that_numbers_and_ratings_outlive_the_competency_they_once_had(
    desk: DeskFile, clock: FixedClock, records: RecordsService, kind: str
) -> None:
    person = records.add("salesperson", {"name": "Ada"}).new_id("salesperson")
    old, new = (records.add("competency", ratio(name)).new_id("competency") for name in ("Calls", "Visits"))
    day = {"week_start": date(2026, 11, 9)} if kind == "competency_number" else {"given_at": desk.now()}
    number = records.add(kind, {"salesperson_id": person, "competency_id": old} | day).new_id(kind)
    records.edit(kind, number, "competency_id", new)
    records.edit("salesperson", person, "region", "North")
    records.trash("competency", [old])
    purge(desk, clock)
    assert [row["name"] for row in desk.rows("SELECT name FROM competency")] == ["Visits"]
    assert undo_all(desk) == ["Change region of “Ada”"]
    assert desk.rows(f"SELECT competency_id FROM {kind}")[0][0] == new


def test_that_a_deal_loses_by_undo_what_took_the_place_of_something_gone(
    desk: DeskFile, clock: FixedClock, records: RecordsService
) -> None:
    old, new = (records.add("account", {"name": name}).new_id("account") for name in ("Dam", "Mill"))
    deal = records.add("opportunity", {"name": "Pump", "account_id": old}).new_id("opportunity")
    records.edit("opportunity", deal, "account_id", new)
    records.trash("account", [old])
    purge(desk, clock)
    desk.undo()
    assert desk.rows("SELECT account_id FROM opportunity")[0][0] is None
    desk.redo()
    assert desk.rows("SELECT account_id FROM opportunity")[0][0] == new
    assert undo_all(desk)[-1] == "Add account “Mill”"


def test_that_imports_are_undone_although_one_between_was_taken_back_long_ago(
    desk: DeskFile, clock: FixedClock
) -> None:
    service, past = ImportService(desk), PastImportsService(desk)

    def import_deals(**amounts: int) -> None:
        mapped = frozenset({"external_id", "name", "stage_id", "salesperson_id", "amount"})
        rows = [
            IncomingRow(number, {
                "external_id": name, "name": name, "amount": Decimal(amount), "stage_id": "Meeting",
                "salesperson_id": "Ada",
            })
            for number, (name, amount) in enumerate(amounts.items(), 2)
        ]  # fmt: skip
        service.apply(service.plan("deals", mapped, rows), "deals.csv")

    import_deals(Pump=1)
    import_deals(Pump=2, Valve=1)
    import_deals(Motor=1)
    past.take_back(past.imports()[1].id)
    purge_old(desk, clock)
    assert desk.rows("SELECT count(*) FROM opportunity")[0][0] == 2
    before = contents(desk)
    assert undo_all(desk)[0] == "Import 1 deal from deals.csv"
    assert contents(desk) == before
