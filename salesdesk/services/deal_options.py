"""Offers the deals that a box lets somebody choose from, told apart by stage, amount and age."""

from datetime import date
from typing import Any

from salesdesk.env.locale import Formats
from salesdesk.services.deal_words import standing_of
from salesdesk.services.records import RecordsService


def deal_options(
    records: RecordsService, person_id: int | None, noted: Any, formats: Formats, today: date
) -> list[tuple[int, str]]:
    """Gives a person's open deals and the one that is noted; all deals would be too many to choose from."""
    found = records.rows(
        "opportunity", where={"salesperson_id": person_id, "outcome": "open"}, order_by=("name",)
    ) if person_id is not None else []  # fmt: skip
    if noted is not None and noted not in {deal.id for deal in found}:
        found = [*records.rows("opportunity", ids=[noted]), *found]
    return [(deal.id, standing_of(deal).words(formats, today)) for deal in found]
