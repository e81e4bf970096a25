"""What came under a name that was left open goes to whose name it is, once that is said, and back by undo."""

from datetime import date
from decimal import Decimal
from typing import Any

from salesdesk.services.importing.import_plan import ImportPlan
from salesdesk.services.importing.names import spelling_key
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.team import with_team
from salesdesk.services.importing.values import IncomingRow, Verdict
from salesdesk.store.desk_file import DeskFile

COLUMNS = {
    "deals": frozenset({"external_id", "name", "salesperson_id", "account_id", "outcome"}),
    "quotas": frozenset({"salesperson_id", "starts_on", "period", "amount"}),
}
SAME = {(spelling_key("Bob Tarn"), spelling_key("Robert Tarn")): True}


def quota(who: str, month: int, amount: int) -> dict[str, Any]:
    return {
        "salesperson_id": who,
        "starts_on": date(2026, month, 1),
        "period": "quarter",
        "amount": Decimal(amount),
    }


def deal(who: str, number: str, **more: Any) -> dict[str, Any]:
    return {"external_id": number, "name": number, "salesperson_id": who, "outcome": "open", **more}


def brought(
    desk: DeskFile, kind: str, *rows: dict[str, Any], same: Any = None, team: bool = False
) -> ImportPlan:
    service = ImportService(desk)
    plan = service.plan(
        kind, COLUMNS[kind], [IncomingRow(n, row) for n, row in enumerate(rows, 2)], names=same or {}
    )
    plan = plan if team else with_team(plan, ())
    service.apply(plan, "x.csv")
    return plan


def left_open(desk: DeskFile) -> None:
    """Robert of the team has a quota of his own, and Bob, who was left open, two and a deal."""
    brought(desk, "quotas", quota("Robert Tarn", 7, 70), team=True)
    brought(desk, "quotas", quota("Bob Tarn", 1, 10), quota("Bob Tarn", 4, 40))
    brought(desk, "deals", deal("Bob Tarn", "N1", **{"salesperson_id.external_id": "77"}))


def whose(desk: DeskFile) -> list[tuple[str, Any]]:
    rows = desk.rows(
        "SELECT p.name, q.starts_on AS what FROM quota q JOIN salesperson p ON p.id = q.salesperson_id "
        "UNION ALL SELECT p.name, d.external_id FROM opportunity d JOIN salesperson p ON p.id = d.salesperson_id"
    )
    return sorted((row["name"], row["what"]) for row in rows)


def amounts(desk: DeskFile) -> list[Decimal]:
    return [each["amount"] for each in ImportService(desk).known("quotas").of("quota").values()]


def people(desk: DeskFile) -> list[tuple[str, str | None]]:
    rows = desk.rows("SELECT name, external_id FROM salesperson WHERE deleted_at IS NULL ORDER BY id")
    return [(row["name"], row["external_id"]) for row in rows]


def test_that_what_came_under_a_name_goes_to_whose_it_is_and_comes_back_by_undo(desk: DeskFile) -> None:
    left_open(desk)
    before = whose(desk), people(desk)
    plan = brought(desk, "quotas", quota("Bob Tarn", 4, 44), quota("Bob Tarn", 10, 100), same=SAME)
    assert [row.verdict for row in plan.rows] == [Verdict.CHANGED, Verdict.NEW]
    assert {name for name, _what in whose(desk)} == {"Robert Tarn"}
    assert len(whose(desk)) == 5
    assert sorted(amounts(desk)) == [10, 44, 70, 100]
    assert people(desk) == [("Robert Tarn", "77")]
    assert plan.told_after == (
        "The same name, as you said: “Bob Tarn” = “Robert Tarn”.",
        "“Bob Tarn” is “Robert Tarn”: 1 deal and 2 quotas that came under that name before go along.",
        "Nothing is left under “Bob Tarn”, which goes to the Trash.",
    )
    assert set(plan.told_after) <= set(plan.notes)
    desk.undo()
    assert (whose(desk), people(desk)) == before


def test_that_who_was_joined_is_known_ever_after(desk: DeskFile) -> None:
    left_open(desk)
    brought(desk, "quotas", quota("Bob Tarn", 10, 100), same=SAME)
    plan = brought(desk, "deals", deal("Bob Tarn", "N1"), deal("Tarn, Bob", "N2"))
    assert (plan.pairs, [row.verdict for row in plan.rows]) == ((), [Verdict.SAME, Verdict.NEW])
    assert ("Robert Tarn", "N2") in whose(desk)


def test_that_two_versions_of_one_quota_are_told_and_neither_is_lost(desk: DeskFile) -> None:
    left_open(desk)
    brought(desk, "quotas", quota("Bob Tarn", 7, 77))
    plan = brought(desk, "deals", deal("Bob Tarn", "N2"), same=SAME)
    assert plan.told_after[-1] == (
        "“Robert Tarn” has others for the same time, so these stay with “Bob Tarn” and do not count for "
        "“Robert Tarn”: 1 quota."
    )
    assert [what for name, what in whose(desk) if name == "Bob Tarn"] == ["2026-07-01"]
    assert [name for name, _number in people(desk)] == ["Robert Tarn", "Bob Tarn"]


def test_that_deals_of_an_account_left_open_go_to_the_one_it_is(desk: DeskFile) -> None:
    for number, account in (("N1", "Nordfeld Marine"), ("N2", "Nordfeld Marin")):
        brought(desk, "deals", deal("Ada Lind", number, account_id=account))
    same = {(spelling_key("Nordfeld Marin"), spelling_key("Nordfeld Marine")): True}
    brought(desk, "deals", deal("Ada Lind", "N3", account_id="Nordfeld Marin"), same=same)
    rows = desk.rows("SELECT DISTINCT a.name FROM opportunity d JOIN account a ON a.id = d.account_id")
    assert [row["name"] for row in rows] == ["Nordfeld Marine"]
