"""Finds the deals an earlier import brought that a newer export no longer has: told, and left as they are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from salesdesk.model import kind_of
from salesdesk.services.importing.import_plan import ImportPlan
from salesdesk.services.importing.names import number_key
from salesdesk.services.importing.records import Directory, KnownDesk
from salesdesk.services.importing.values import RECORD_OF, Doubt, IncomingRow, MissingDeal, Verdict


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


def with_doubles(plan: ImportPlan, known: KnownDesk, column: str, numbers: Mapping[int, str]) -> ImportPlan:
    """Doubts a plan that would write records anew which are on the desk by the numbers in a column that is not read.

    `numbers` says what stands there, by row. What the file has by that number is not missing in it.
    """
    kind = RECORD_OF[plan.kind]
    there = {number_key(number) for each in known.of(kind).values() if (number := each.get("external_id"))}
    new = plan.of(Verdict.NEW).numbers()
    doubles = sum(number_key(numbers.get(row, "")) in there for row in new)
    if not doubles:
        return plan
    words = n_(
        "“{column}” is not read as a number, but by it {number:,} of {new:,} new {records} is on the desk already: "
        "it would be there twice.",
        "“{column}” is not read as a number, but by it {number:,} of {new:,} new {records} are on the desk already: "
        "they would be there twice.",
        doubles, column=column, new=len(new), records=kind_of(kind).called(len(new)),
    )  # fmt: skip
    in_file = set(map(number_key, numbers.values()))
    missing = tuple(each for each in plan.missing if number_key(each.number) not in in_file)
    told, true = note_on_missing(plan.missing), note_on_missing(missing)
    notes = tuple(filter(None, (true if note == told else note for note in plan.notes)))
    doubt = Doubt(words, "--doubles")
    return replace(plan, missing=missing, notes=notes, hardly_meant=(*plan.hardly_meant, doubt))
