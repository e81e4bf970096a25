"""Quotas of one person and period that differ, or are in several currencies, are never taken in silence."""

from datetime import date
from decimal import Decimal
from typing import Any

from salesdesk.services.importing.import_plan import ImportPlan
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import IncomingRow, Verdict
from salesdesk.store.desk_file import DeskFile


def planned(service: ImportService, *quotas: dict[str, Any]) -> ImportPlan:
    first = {"salesperson_id": "Mia Orr", "starts_on": date(2026, 1, 1), "period": "month"}
    rows = [IncomingRow(place, {**first, **values}) for place, values in enumerate(quotas, 2)]
    return service.plan("quotas", frozenset({"salesperson_id", "starts_on", "period", "amount"}), rows)


def why(plan: ImportPlan) -> dict[int, str]:
    return {row.number: row.why for row in plan.of(Verdict.REJECTED)}


def test_that_of_several_quotas_of_one_person_and_period_none_counts_and_each_says_why(
    desk: DeskFile,
) -> None:
    actual, quota = {"amount": Decimal(50)}, {"amount": Decimal(100)}
    found = planned(ImportService(desk), actual, quota, {**quota, "salesperson_id": "Bo Reed"})
    assert why(found) == {
        2: "Row 3 has another quota for the same person and period: keep the rows of one measure, or their sum.",
        3: "Row 2 has another quota for the same person and period: keep the rows of one measure, or their sum.",
    }
    assert [row.values["amount"] for row in found.of(Verdict.NEW)] == [Decimal(100)]


def test_that_a_quota_that_stands_twice_is_taken_once(desk: DeskFile) -> None:
    found = planned(ImportService(desk), {"amount": Decimal(50)}, {"amount": Decimal(50)})
    assert why(found) == {3: "It repeats row 2 of the file."}


def test_that_quotas_in_several_currencies_count_in_that_of_the_desk_alone(desk: DeskFile) -> None:
    euros = {"amount": Decimal(50), "amount.currency": "EUR", "starts_on": date(2026, 2, 1)}
    dollars = {"amount": Decimal(60), "amount.currency": "USD"}
    found = planned(ImportService(desk), euros, dollars)
    assert why(found) == {2: "It is in EUR, and quotas count in USD, the currency of the desk."}
    assert not any("settings" in note for note in found.notes)
    alone = planned(ImportService(desk), euros)
    assert why(alone) == {}
    assert [doubt.option for doubt in alone.doubts] == ["--other-currency"]
    assert alone.doubtful[0].startswith("All quotas are in EUR, but this desk counts in USD")
    assert not planned(ImportService(None), euros).doubts
    assert planned(ImportService(None), euros).currencies == {"EUR"}


def test_that_list_prices_in_another_currency_are_doubted_too(desk: DeskFile) -> None:
    euros = {"name": "Pump", "list_price": Decimal(50), "list_price.currency": "EUR"}
    dollars = {"name": "Valve", "list_price": Decimal(60), "currency": "USD"}
    mapped, service = frozenset({"name", "list_price"}), ImportService(desk)
    alone = service.plan("products", mapped, [IncomingRow(2, euros)])
    assert alone.doubtful[0].startswith("All list prices are in EUR, but this desk counts in USD")
    both = service.plan("products", mapped, [IncomingRow(2, euros), IncomingRow(3, dollars)])
    assert why(both) == {2: "It is in EUR, and list prices count in USD, the currency of the desk."}
