"""The import service writes all of a plan or nothing, in one step, and tells how far it is."""

from datetime import date
from decimal import Decimal

import pytest

from salesdesk.model.deals import Opportunity
from salesdesk.services.importing.import_plan import ImportPlan
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import ImportCancelledError, IncomingRow, Verdict
from salesdesk.store.desk_file import DeskFile

MAPPED = frozenset({"external_id", "stage_id", "closed_on"})


def rows(count: int) -> list[IncomingRow]:
    values = {"stage_id": "Won", "closed_on": date(2024, 1, 31)}
    return [IncomingRow(i + 2, {"external_id": str(i), **values}) for i in range(count)]


def planned(service: ImportService, count: int) -> ImportPlan:
    return service.plan("deals", MAPPED, rows(count))


def test_that_progress_ends_at_the_whole(desk: DeskFile) -> None:
    service, heard = ImportService(desk), list[tuple[int, int]]()
    plan = service.plan("deals", MAPPED, rows(2500), progress=lambda done, total: heard.append((done, total)))
    assert heard[0] == (0, 2500)
    assert heard[-1] == (2500, 2500)
    heard.clear()
    service.apply(plan, "x.csv", progress=lambda done, total: heard.append((done, total)))
    assert heard == [(0, 2500), (1000, 2500), (2000, 2500), (2500, 2500)]


def test_that_a_cancelled_preview_stops(desk: DeskFile) -> None:
    with pytest.raises(ImportCancelledError):
        ImportService(desk).plan("deals", MAPPED, rows(5), cancelled=lambda: True)


def test_that_a_cancelled_import_leaves_nothing_half_done(desk: DeskFile) -> None:
    service = ImportService(desk)
    answers = iter([False, True])
    with pytest.raises(ImportCancelledError, match="nothing was changed"):
        service.apply(planned(service, 2500), "x.csv", cancelled=lambda: next(answers))
    for kind in ("opportunity", "stage", "import_batch"):
        assert desk.rows(f"SELECT count(*) FROM {kind}")[0][0] == 0
    assert desk.undo_name() == ""


def test_that_the_batch_tells_what_an_import_did(desk: DeskFile) -> None:
    service = ImportService(desk)
    plan = service.plan("deals", MAPPED, [*rows(2), IncomingRow(9, {}, ("No.",)), rows(1)[0]])
    changes = service.apply(plan, "x.csv", as_of=date(2024, 1, 31))
    row = desk.rows("SELECT file_name, kind, as_of, rows, new, changed, same, rejected FROM import_batch")[0]
    assert tuple(row) == ("x.csv", "deals", "2024-01-31", 4, 2, 0, 0, 2)
    assert changes.step == "Import 2 deals from x.csv"
    assert {"opportunity", "stage", "import_batch"} <= changes.kinds
    assert desk.rows("SELECT count(*) FROM opportunity WHERE batch_id = 1")[0][0] == 2


def test_that_new_deals_stand_in_the_order_of_the_file(desk: DeskFile) -> None:
    service = ImportService(desk)
    mixed = [
        IncomingRow(
            i, {"external_id": str(i)} | ({"stage_id": "Won", "closed_on": date(2024, 1, 1)} if i % 2 else {})
        )
        for i in range(20)
    ]
    service.apply(service.plan("deals", MAPPED, mixed), "x.csv")
    found = [row["external_id"] for row in desk.rows("SELECT external_id FROM opportunity ORDER BY id")]
    assert found == [str(i) for i in range(20)]


def test_that_an_unknown_status_is_rejected_and_a_missing_one_keeps_what_is_stored(desk: DeskFile) -> None:
    service = ImportService(desk)
    service.apply(planned(service, 1), "x.csv")
    mapped = frozenset({"external_id", "outcome"})
    plan = service.plan(
        "deals",
        mapped,
        [IncomingRow(2, {"external_id": "0"}), IncomingRow(3, {"external_id": "7", "outcome": "Foo"})],
    )
    assert [row.verdict for row in plan.rows] == [Verdict.SAME, Verdict.REJECTED]
    assert plan.rows[1].why == "“Foo” is neither open nor won nor lost."
    assert plan.totals.won == 1


def test_that_two_people_of_the_same_name_are_not_guessed_at(desk: DeskFile) -> None:
    service = ImportService(desk)
    people = [IncomingRow(i, {"name": "Ada Lind", "external_id": str(i)}) for i in (2, 3)]
    service.apply(service.plan("people", frozenset({"name", "external_id"}), people), "people.csv")
    mapped = frozenset({"external_id", "salesperson_id"})
    plan = service.plan("deals", mapped, [IncomingRow(2, {"external_id": "1", "salesperson_id": "Ada Lind"})])
    assert "several people called “Ada Lind”" in plan.rows[0].why


def test_that_without_a_desk_everything_is_new() -> None:
    plan = planned(ImportService(None), 3)
    assert plan.count(Verdict.NEW) == 3


def test_that_an_older_file_says_first_that_decided_deals_would_be_open_again(desk: DeskFile) -> None:
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all(
            [
                Opportunity(external_id="0", name="A", outcome="won", closed_on=date(2026, 3, 1)),
                Opportunity(external_id="1", name="B", outcome="lost", closed_on=date(2026, 3, 1)),
                Opportunity(external_id="2", name="C", outcome="open"),
            ]
        )
    older = [
        IncomingRow(n + 2, {"external_id": str(n), "outcome": "Open", "amount": Decimal(5)}) for n in range(3)
    ]
    plan = ImportService(desk).plan("deals", frozenset({"external_id", "outcome", "amount"}), older)
    assert plan.notes[0].startswith("2 decided deals would be open again. Is this an older file?")
    newer = [IncomingRow(2, {"external_id": "2", "outcome": "Won", "amount": Decimal(5)})]
    plan = ImportService(desk).plan("deals", frozenset({"external_id", "outcome", "amount"}), newer)
    assert not any("open again" in note for note in plan.notes)


def test_that_the_step_is_named_by_what_it_writes(desk: DeskFile) -> None:
    service = ImportService(desk)
    service.apply(planned(service, 3), "x.csv")
    again = rows(3)
    again[1] = IncomingRow(3, again[1].values | {"closed_on": date(2024, 2, 2)})
    service.apply(service.plan("deals", MAPPED, again), "x.csv")
    assert desk.undo_name() == "Import 1 deal from x.csv"
