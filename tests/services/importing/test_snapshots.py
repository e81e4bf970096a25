"""Each import of deals keeps how they stood, from which is read what moved since the one before."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.practice.moves import Way
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.snapshots import moved_between, snapshots, standings
from salesdesk.services.importing.values import IncomingRow
from salesdesk.services.records import RecordsService
from salesdesk.services.trash import KEPT_DAYS, TrashService
from salesdesk.store.desk_file import DeskFile

MAPPED = frozenset(
    {"external_id", "name", "stage_id", "amount", "closed_on", "expected_on", "salesperson_id"}
)
OPEN: dict[str, Any] = {"stage_id": "Proposal", "amount": Decimal(100), "salesperson_id": "Ada Byron"}


def import_deals(desk: DeskFile, *deals: dict[str, Any], as_of: date | None = None) -> int:
    """Imports deals, numbered where they are not, and gives the number of the import."""
    service = ImportService(desk)
    rows = [
        IncomingRow(n, {"external_id": f"A{n}", "name": f"Deal {n}"} | deal)
        for n, deal in enumerate(deals, 2)
    ]
    service.apply(service.plan("deals", MAPPED, rows), f"deals-{as_of}.csv", as_of=as_of)
    return desk.rows("SELECT max(id) FROM import_batch")[0][0]


def lines(desk: DeskFile, batch: int) -> int:
    return desk.rows("SELECT count(*) FROM deal_snapshot WHERE batch_id = ?", (batch,))[0][0]


def ways(desk: DeskFile, earlier: int, later: int) -> list[tuple[str, Way]]:
    names = {row["id"]: row["name"] for row in desk.rows("SELECT id, name FROM opportunity")}
    return [(names[move.deal], move.way) for move in moved_between(desk, earlier, later)]


WON = {"stage_id": "Won", "closed_on": date(2026, 10, 1)}


def test_that_only_what_differs_from_the_snapshot_before_is_written(desk: DeskFile) -> None:
    first = import_deals(desk, OPEN, OPEN, WON)
    second = import_deals(desk, OPEN, OPEN | {"amount": Decimal(80)}, WON)
    third = import_deals(desk, OPEN, OPEN | {"amount": Decimal(80)}, WON)
    assert [lines(desk, batch) for batch in (first, second, third)] == [2, 1, 0]
    assert ways(desk, first, second) == [("Deal 3", Way.AMOUNT_DOWN)]
    assert ways(desk, second, third) == []
    assert [each.batch_id for each in snapshots(desk)] == [first, second, third]
    assert standings(desk, third) == standings(desk, second)


def test_that_what_was_won_lost_and_given_to_another_is_told(desk: DeskFile) -> None:
    first = import_deals(desk, OPEN, OPEN, OPEN)
    lost = OPEN | {"stage_id": "Lost", "closed_on": date(2026, 11, 1)}
    second = import_deals(desk, OPEN | WON, lost, OPEN | {"salesperson_id": "Bo Diaz"}, OPEN)
    told = ways(desk, first, second)
    assert {("Deal 2", Way.WON), ("Deal 3", Way.LOST), ("Deal 4", Way.OWNER), ("Deal 5", Way.NEW)} <= set(
        told
    )


def test_that_deals_closed_long_ago_are_not_in_it_but_those_closed_since_the_last_are(desk: DeskFile) -> None:
    first = import_deals(desk, OPEN, as_of=date(2026, 10, 1))
    long_ago, since = WON | {"closed_on": date(2026, 9, 1)}, WON | {"closed_on": date(2026, 10, 7)}
    second = import_deals(desk, OPEN, long_ago, since, as_of=date(2026, 10, 8))
    assert lines(desk, second) == 1
    assert ways(desk, first, second) == [("Deal 4", Way.NEW), ("Deal 4", Way.WON)]
    assert [each.day for each in snapshots(desk)] == [date(2026, 10, 1), date(2026, 10, 8)]


def test_that_a_deal_open_before_the_first_import_is_in_it_although_the_import_closes_it(
    desk: DeskFile,
) -> None:
    RecordsService(desk).add("opportunity", {"name": "By hand", "external_id": "A2"})
    first = import_deals(desk, WON)
    assert [standing.outcome for standing in standings(desk, first).values()] == ["won"]


def test_that_changes_by_hand_between_two_imports_are_moves_too(desk: DeskFile) -> None:
    first = import_deals(desk, OPEN, OPEN)
    RecordsService(desk).edit("opportunity", 1, "expected_on", date(2026, 12, 1))
    RecordsService(desk).trash("opportunity", [2])
    second = import_deals(desk, OPEN)
    assert ways(desk, first, second) == [("Deal 2", Way.PULLED), ("Deal 3", Way.GONE)]
    TrashService(desk).restore("opportunity", 2)
    third = import_deals(desk, OPEN)
    assert ways(desk, second, third) == [("Deal 3", Way.NEW)]
    assert ways(desk, first, third) == [("Deal 2", Way.PULLED)]


def test_that_undo_of_an_import_takes_its_snapshot_along(desk: DeskFile) -> None:
    import_deals(desk, OPEN)
    before = desk.rows("SELECT * FROM deal_snapshot")
    import_deals(desk, OPEN | {"amount": Decimal(5)})
    desk.undo()
    assert [tuple(row) for row in desk.rows("SELECT * FROM deal_snapshot")] == [tuple(row) for row in before]


@pytest.mark.parametrize("kind", ["opportunity", "salesperson"])
def test_that_what_left_the_trash_for_good_is_in_no_snapshot(
    desk: DeskFile, clock: FixedClock, kind: str
) -> None:
    batch = import_deals(desk, OPEN, OPEN | {"salesperson_id": "Bo Diaz"})
    RecordsService(desk).trash(kind, [1])
    clock.moment += timedelta(days=KEPT_DAYS + 1)
    TrashService(desk).empty_old()
    assert desk.rows(f"SELECT 1 FROM {kind} WHERE id = 1") == []
    owners = {standing.owner for standing in standings(desk, batch).values()}
    assert len(standings(desk, batch)) == (1 if kind == "opportunity" else 2)
    assert 1 not in owners or kind == "opportunity"
    assert desk.rows("PRAGMA foreign_key_check") == []
