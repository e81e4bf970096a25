"""Asks whether rows without a number that say the same of a deal are one, as a row for each product makes them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from salesdesk.services.importing.archived import told_of
from salesdesk.services.importing.names import spelling_key
from salesdesk.services.importing.values import ImportQuestion, IncomingRow, OpenQuestionError

ALIKE: Final = "alike_rows"
"""The key of the question whether rows that say the same of a deal are one."""
AS_ONE, AS_SEVERAL = "one", "several"
_SAME: Final = (
    "name", "account_id", "salesperson_id", "stage_id", "outcome", "amount", "currency", "amount.currency",
    "closed_on", "expected_on", "started_on", "is_won", "is_lost", "is_closed",
)  # fmt: skip
"""What a deal is; its products and contacts are not."""
_SHOWN: Final = 2


def with_alike_settled(rows: Sequence[IncomingRow], answer: str | None) -> Sequence[IncomingRow]:
    """Gives rows of deals without numbers, of which those that repeat another one are rejected where they are one.

    Raises OpenQuestionError where there are such rows and nobody has said what they are.
    """
    if any("external_id" in row.values for row in rows):
        return rows
    first: dict[tuple[str, ...], int] = {}
    repeats = {
        place: other
        for place, row in enumerate(rows)
        if not row.errors and row.values.get("name")
        and (other := first.setdefault(_key(row.values), place)) != place
    }  # fmt: skip
    if not repeats or answer == AS_SEVERAL:
        return rows
    if answer != AS_ONE:
        raise OpenQuestionError(_question([rows[p] for p in next(iter(repeats.items()))[::-1]], len(repeats)))
    found = list(rows)
    for place, other in repeats.items():
        why = _("It repeats row {row} of the file.", row=rows[other].number)
        found[place] = replace(rows[place], errors=(why,))
    return found


def _key(values: dict[str, Any]) -> tuple[str, ...]:
    return tuple(spelling_key(str(values.get(name, ""))) for name in _SAME)


def _question(pair: Sequence[IncomingRow], number: int) -> ImportQuestion:
    sentence = n_(
        "1 row says of a deal the same as another one, and no numbers tell them apart. Are they one deal?",
        "{number:,} rows say of a deal the same as another one, and no numbers tell them apart. Are they one deal?",
        number,
    )  # fmt: skip
    examples = tuple(_("Row {number}: {told}", number=row.number, told=told_of(row.values)) for row in pair)
    answers = {AS_ONE: _("one deal, on several rows"), AS_SEVERAL: _("several deals that are alike")}
    return ImportQuestion(ALIKE, sentence, "--alike-rows", answers, examples)
