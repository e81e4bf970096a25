"""The reference files import without hand-work and give the figures that are known for them."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from salesdesk.exchange.import_file import ImportPreview, apply_import, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict
from salesdesk.store.desk_file import DeskFile

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
EXPECTED: dict[str, dict[str, Any]] = (
    json.loads((DATA / "EXPECTED.json").read_text("utf-8")) if (DATA / "EXPECTED.json").is_file() else {}
)

pytestmark = pytest.mark.skipif(not EXPECTED, reason="the reference files are not beside this project")


def imported(desk: DeskFile, kind: str, name: str) -> ImportPreview:
    service = ImportService(desk)
    return apply_import(service, preview_import(service, read_source(DATA / name, kind)))[0]


def path_of(name: str) -> str:
    return name if "/" in name else f"exports/{name}"


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_that_an_export_gives_the_known_figures(name: str, desk: DeskFile) -> None:
    expected = EXPECTED[name]
    preview = imported(desk, "deals", path_of(name))
    totals = preview.plan.totals
    assert (preview.source.encoding or "") == expected.get("encoding", "")
    assert preview.source.delimiter == expected.get("delimiter")
    assert not preview.plan.of(Verdict.REJECTED)
    assert (len(preview.plan.rows), totals.won, totals.lost, totals.open) == tuple(
        expected[key] for key in ("rows", "won", "lost", "open")
    )
    won = {currency: float(amount) for currency, amount in totals.won_amount.items()}
    assert won == {
        currency: value
        for currency in won
        if (value := expected.get(f"won_revenue_{currency}", expected.get("won_revenue"))) is not None
    }
    assert len(won) == (2 if "won_revenue_EUR" in expected else 1)
    assert _stored_figures(desk) == pytest.approx(
        (expected["win_rate"], expected["mean_cycle_days"]), abs=1e-3
    )


def _stored_figures(desk: DeskFile) -> tuple[float, float]:
    row = desk.rows(
        "SELECT avg(outcome = 'won') FILTER (WHERE outcome != 'open'),"
        " avg(julianday(closed_on) - julianday(started_on)) FILTER (WHERE outcome = 'won') FROM opportunity"
    )[0]
    return row[0], row[1]


def test_that_the_managers_workbook_is_read_from_its_sheet_and_header_row() -> None:
    expected = EXPECTED["04_manager_report.xlsx"]
    source = read_source(DATA / "exports" / "04_manager_report.xlsx", "deals")
    assert (source.sheet, source.table.header_row) == (expected["sheet"], expected["header_row"])
    totals = [row for row in source.table.skipped if row.why == "a total"]
    assert len(totals) == expected["subtotal_rows"] + 1


def test_that_the_crm_imports_in_any_order_with_products_accounts_and_people(desk: DeskFile) -> None:
    imported(desk, "deals", "crm/sales_pipeline.csv")
    for kind, name in (("products", "products"), ("accounts", "accounts"), ("people", "sales_teams")):
        imported(desk, kind, f"crm/{name}.csv")
    counts = [
        desk.rows(f"SELECT count(*) FROM {kind}")[0][0]
        for kind in ("opportunity", "product", "account", "salesperson")
    ]
    assert counts == [8800, 7, 85, 35]
    unpriced = desk.rows("SELECT count(*) FROM product WHERE list_price IS NULL")[0][0]
    assert unpriced == 0


def test_that_a_later_export_shows_what_moved(desk: DeskFile) -> None:
    imported(desk, "deals", "exports/06a_export_2017-09-30.csv")
    later = imported(desk, "deals", "crm/sales_pipeline.csv").plan
    assert (later.count(Verdict.NEW), later.count(Verdict.CHANGED), later.count(Verdict.SAME)) == (
        1665,
        935,
        6200,
    )
    again = preview_import(ImportService(desk), read_source(DATA / "crm/sales_pipeline.csv", "deals")).plan
    assert again.count(Verdict.SAME) == 8800
    desk.undo()
    assert desk.rows("SELECT count(*) FROM opportunity")[0][0] == 7135


def test_that_orders_quotas_and_people_agree_to_the_cent(desk: DeskFile) -> None:
    orders = imported(desk, "deals", "quotas/reseller_orders.csv")
    quotas = imported(desk, "quotas", "quotas/quota_history.csv")
    people = imported(desk, "people", "quotas/reps.csv")
    assert orders.plan.totals.won == 3806
    assert quotas.plan.count(Verdict.NEW) == 163
    assert people.plan.count(Verdict.CHANGED) == len(people.plan.rows) == 17
    sold = {
        row[0]: row[1]
        for row in desk.rows(
            "SELECT p.external_id, sum(o.amount) / 10000.0 FROM opportunity o JOIN salesperson p"
            " ON p.id = o.salesperson_id WHERE o.closed_on >= '2013-05-01' GROUP BY 1"
        )
    }
    with (DATA / "quotas/reps.csv").open(encoding="utf-8", newline="") as file:
        for rep in csv.DictReader(file):
            assert sold[rep["BusinessEntityID"]] == pytest.approx(float(rep["SalesYTD"]), abs=0.005)
