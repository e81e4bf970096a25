"""What an import says before it is made is what the pages say after it."""

from datetime import date
from decimal import Decimal
from typing import Any

from salesdesk.model.deals import Product
from salesdesk.services.importing.import_plan import ImportPlan
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import IncomingRow
from salesdesk.store.desk_file import DeskFile


def notes(service: ImportService, *deals: dict[str, Any]) -> list[str]:
    rows = [
        IncomingRow(place, {"name": f"Deal {place}", "stage_id": "Talks", **values})
        for place, values in enumerate(deals, 2)
    ]
    mapped = frozenset({"name", "stage_id", "product_id", "amount", "currency"})
    return [
        note for note in service.plan("deals", mapped, rows).notes if "Deals without a number" not in note
    ]


def test_that_only_deals_whose_product_has_a_list_price_are_said_to_be_counted_at_it(desk: DeskFile) -> None:
    with desk.change("Fill", undoable=False) as work:
        work.session.add_all([Product(name="Crane", list_price=Decimal(5000)), Product(name="Pump")])
    found = notes(
        ImportService(desk), {"product_id": "Crane"}, {"product_id": "Pump"}, {"product_id": "New one"}, {},
        {"product_id": "Pump", "amount": Decimal(7)},
    )  # fmt: skip
    assert found[0] == "Open deals without a value: 1. They are counted at list price."
    assert found[1] == "3 open deals have no value yet: import the price list."
    alone = notes(ImportService(None), {"product_id": "Pump"})
    assert alone[0] == "1 open deal has no value yet: import the price list."


def test_that_a_file_in_another_currency_alone_is_said_to_add_up_to_nothing(desk: DeskFile) -> None:
    def said(service: ImportService, *currencies: str) -> str:
        deals = ({"amount": Decimal(5), "currency": currency} for currency in currencies)
        return " ".join(note for note in notes(service, *deals) if "amounts" in note)

    one = said(ImportService(desk), "eur", "EUR")
    assert one == "All amounts are in EUR, but this desk counts in USD: choose its currency in the settings."
    assert said(ImportService(desk), "USD", "usd") == ""
    assert said(ImportService(None), "EUR") == "", "a desk that is not there yet counts in it"
    both = said(ImportService(desk), "EUR", "USD")
    assert both == "There are amounts in EUR and USD; they are shown apart, never added."


def test_that_won_deals_without_an_amount_are_said_before_they_are_imported(desk: DeskFile) -> None:
    won = {"outcome": "won", "closed_on": date(2026, 3, 4)}
    found = " ".join(notes(ImportService(desk), won, {**won, "amount": Decimal(7)}))
    assert "Won deals without an amount: 1. They add nothing to what was won" in found
    assert "Won deals without" not in " ".join(notes(ImportService(desk), {**won, "amount": Decimal(7)}))


def test_that_what_the_desk_knows_of_a_deal_and_the_file_does_not_say_is_not_said_to_be_missing(
    desk: DeskFile,
) -> None:
    service = ImportService(desk)
    known: dict[str, Any] = {
        "external_id": "N1", "name": "Mast", "outcome": "won", "salesperson_id": "Mia Orr", "amount": Decimal(70),
        "closed_on": date(2026, 3, 4), "started_on": date(2026, 1, 5),
    }  # fmt: skip
    service.apply(service.plan("deals", frozenset(known), [IncomingRow(2, known)]), "first.csv")

    def said(*deals: dict[str, Any]) -> str:
        rows = [IncomingRow(place, values) for place, values in enumerate(deals, 2)]
        mapped = frozenset({"external_id", "amount", "closed_on", "outcome"})
        return " ".join(service.plan("deals", mapped, rows).notes)

    assert "Deals without a salesperson" not in said({"external_id": "N1", "amount": Decimal(80)})
    assert "without a close date" not in said({"external_id": "N1", "amount": Decimal(80)})
    assert "Won deals without an amount" not in said({"external_id": "N1", "outcome": "won"})
    early = said({"external_id": "N1", "closed_on": date(2025, 12, 1)})
    assert "Deals that closed before they started: 1." in early
    new = said({"external_id": "N1"}, {"external_id": "N2", "outcome": "won"})
    assert "Deals without a salesperson: 1." in new
    assert "Closed deals without a close date: 1." in new


def test_that_won_amounts_below_zero_are_told_with_their_number_and_sum(desk: DeskFile) -> None:
    won = {"outcome": "won", "closed_on": date(2026, 3, 4)}
    service = ImportService(desk)
    [one] = [n for n in notes(service, {**won, "amount": Decimal(-5)}) if "below zero" in n]
    assert one.startswith("1 won deal has an amount below zero, -5.00 USD.")
    credits_ = ({**won, "amount": Decimal(-5)}, {**won, "amount": Decimal("-1200.5"), "currency": "EUR"})
    [several] = [n for n in notes(service, *credits_, {**won, "amount": Decimal(9)}) if "below zero" in n]
    assert several.startswith("2 won deals have amounts below zero, together -1,200.50 EUR and -5.00 USD.")
    lost = {"outcome": "lost", "closed_on": date(2026, 3, 4), "amount": Decimal(-5)}
    assert not any("below zero" in note for note in notes(service, lost))


def test_that_many_deals_that_closed_before_they_started_are_doubted_and_a_few_only_told(
    desk: DeskFile,
) -> None:
    service = ImportService(desk)
    mapped = frozenset({"external_id", "name", "outcome", "closed_on", "started_on"})
    early, late = date(2026, 1, 5), date(2026, 3, 4)

    def plan(swapped: int, whole: int) -> ImportPlan:
        days = [(late, early)] * swapped + [(early, late)] * (whole - swapped)
        rows = [
            IncomingRow(place, {"external_id": f"N{place}", "name": f"Mast {place}", "outcome": "won",
                                "started_on": started, "closed_on": closed})
            for place, (started, closed) in enumerate(days, 2)
        ]  # fmt: skip
        return service.plan("deals", mapped, rows)

    assert plan(2, 20).doubts == plan(1, 1).doubts == ()
    assert "Deals that closed before they started: 2." in " ".join(plan(2, 20).notes)
    found = plan(3, 20)
    assert found.doubtful == (
        "3 of 20 deals with both days closed before they started; perhaps two columns are swapped.",
    )
    assert "closed before they started" not in " ".join(found.notes), "what is asked is not told beside"
    service.apply(found, "first.csv")
    assert plan(3, 20).doubts == (), "what the desk has already is not written again"
