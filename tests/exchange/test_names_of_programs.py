"""Columns are known by the names that CRMs give them, also where parts of a name are joined by dots or slashes."""

import pytest

from salesdesk.exchange.mapping import map_columns
from salesdesk.exchange.table import Cell, FileRow, Table

CELLS = {
    "external_id": ("D1", "D2"), "name": ("Pump deal", "Valve deal"), "account_id": ("Nordfeld", "Kvist"),
    "salesperson_id": ("Ada Lind", "Bo Ek"), "stage_id": ("Won", "Lost"), "amount": ("100", "50"),
    "started_on": ("2025-01-03", "2025-02-01"), "closed_on": ("2025-03-03", "2025-04-01"), None: ("Cy Dahl", "Di Fenn"),
}  # fmt: skip
"""What stands under a column of each field; the last of one that goes nowhere."""


def mapped(*names: tuple[str, str | None]) -> dict[str, str | None]:
    rows = zip(*(CELLS[field] for _name, field in names), strict=True)
    cells: list[tuple[Cell, ...]] = list(rows)
    headers = tuple(name for name, _field in names)
    table = Table(headers, 1, tuple(FileRow(2 + at, row) for at, row in enumerate(cells)), ())
    found = map_columns(table, "deals").columns
    return {header: found.get(index) for index, header in enumerate(headers)}


@pytest.mark.parametrize("started", ["Add time", "Erf.datum", "Erfassungsdatum", "Date création", "Créé le"])
def test_that_the_day_a_deal_was_entered_is_its_start(started: str) -> None:
    names = (
        ("ID", "external_id"),
        (started, "started_on"),
        ("Owner", "salesperson_id"),
        ("Stage", "stage_id"),
    )
    assert mapped(*names, ("Close date", "closed_on")) == dict((*names, ("Close date", "closed_on")))


@pytest.mark.parametrize(
    "names",
    [
        {"VkBeleg": "external_id", "Verantw.": "salesperson_id", "Auftragswert": "amount"},
        {"Potential Id": "external_id", "Potential Name": "name", "Potential Owner": "salesperson_id"},
        {"title": "name", "org name": "account_id", "person name": None, "owner name": "salesperson_id"},
        {
            "id": "external_id", "title": "name", "org_id.name": "account_id", "owner_id.name": "salesperson_id",
            "person_id.name": None, "stage_id.name": "stage_id", "value": "amount", "won_time": "closed_on",
        },
        {
            "Id": "external_id", "Name": "name", "Account.Name": "account_id", "Owner.Name": "salesperson_id",
            "Account.Owner.Name": None, "StageName": "stage_id", "CloseDate": "closed_on", "CreatedDate": "started_on",
        },
        {
            "Opportunity.Id": "external_id", "Opportunity.Name": "name", "Opportunity.Account.Name": "account_id",
            "Opportunity.Owner.Name": "salesperson_id", "Opportunity.StageName": "stage_id",
        },
        {
            "Deal_Name": "name", "Account_Name.name": "account_id", "Owner.name": "salesperson_id", "Stage": "stage_id",
            "Contact_Name.name": None,
        },
        {
            "id": "external_id", "properties.dealname": "name", "properties.amount": "amount",
            "properties.dealstage": "stage_id", "properties.closedate": "closed_on",
            "properties.createdate": "started_on", "properties.hubspot_owner_id": "salesperson_id",
        },
        {
            "id": "external_id", "partner_id/name": "account_id", "user_id/name": "salesperson_id",
            "stage_id/name": "stage_id", "create_date": "started_on",
        },
    ],
)  # fmt: skip
def test_that_the_names_of_crms_are_known_plain_and_joined(names: dict[str, str | None]) -> None:
    assert mapped(*names.items()) == names
