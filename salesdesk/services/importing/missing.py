"""Finds the deals an earlier import brought that a newer export no longer has: told, and left as they are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from salesdesk.services.importing.names import number_key
from salesdesk.services.importing.records import Directory, KnownDesk
from salesdesk.services.importing.values import IncomingRow, MissingDeal


def missing_deals(
    known: KnownDesk, taken: Collection[int], accepted: Sequence[Mapping[str, Any]], rows: Iterable[IncomingRow],
    people: Directory,
) -> tuple[MissingDeal, ...]:  # fmt: skip
    """Gives the imported deals that the file should have and has not, by their place on the desk.

    A file that knows none of them is another one, one of rejected rows is a part. It need not have the deals of
    people it does not name, nor won, lost or open ones where it has none of these at all, nor decided ones outside
    the days it spans.
    """
    rows = list(rows)
    if not taken or any(row.why_before is not None for row in rows):
        return ()
    owners = {values.get("salesperson_id") for values in accepted}
    outcomes = {values["outcome"] for values in accepted}
    days = sorted(values["closed_on"] for values in accepted if values.get("closed_on"))
    numbers = {number_key(row.values["external_id"]) for row in rows if row.values.get("external_id")}

    def _should_be_there(deal: Mapping[str, Any]) -> bool:
        closed = deal["closed_on"]
        return (
            deal["batch_id"] is not None
            and deal["salesperson_id"] in owners
            and deal["outcome"] in outcomes
            and (closed is None or bool(days and days[0] <= closed <= days[-1]))
            and not (deal["external_id"] and number_key(deal["external_id"]) in numbers)
        )

    return tuple(
        _missing(record_id, deal, people)
        for record_id, deal in known.of("opportunity").items()
        if record_id not in taken and _should_be_there(deal)
    )


def _missing(record_id: int, deal: Mapping[str, Any], people: Directory) -> MissingDeal:
    owner = people.title(deal["salesperson_id"]) or ""
    return MissingDeal(record_id, deal["external_id"] or "", deal["name"], owner, deal["outcome"])


def note_on_missing(missing: Sequence[MissingDeal]) -> str:
    """Says how many deals the file no longer has; empty where it has all."""
    if not missing:
        return ""
    return n_(
        "1 deal of an earlier import is not in this file; it stays as it is.",
        "{number:,} deals of earlier imports are not in this file; they stay as they are.",
        len(missing),
    )
