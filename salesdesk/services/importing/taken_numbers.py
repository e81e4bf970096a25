"""Asks whose the numbers of a file are where deals on the desk have them that have nothing else in common with it.

Two programs count from the same number; what was imported from the one is none of the other's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from salesdesk.services.importing.archived import told_of
from salesdesk.services.importing.names import number_key, spelling_key
from salesdesk.services.importing.records import KnownDesk
from salesdesk.services.importing.values import ImportQuestion, IncomingRow, OpenQuestionError, Stored

NUMBERS: Final = "numbers"
"""The key of the question whether deals of a file are those on the desk that have their numbers."""
AS_SAME, AS_OTHERS = "same", "others"
_SHOWN: Final = 2
_MOST: Final = 0.5
"""Where more of the numbers than that belong to other deals, they hardly are of the same program."""


def with_numbers_settled(
    rows: Sequence[IncomingRow], known: KnownDesk, answer: str | None
) -> tuple[Sequence[IncomingRow], tuple[str, ...]]:
    """Gives rows of deals, without their numbers where those are of another program; with what was assumed.

    A later export may have another name of a deal, another account or another start, but hardly all of them. Raises
    OpenQuestionError where that is so of most and nobody has said what it means.
    """
    pairs = list(_pairs(rows, known))
    strange = [(row, stored) for row, stored in pairs if _has_nothing_in_common(row.values, stored, known)]
    if len(strange) <= _MOST * len(pairs) or answer == AS_SAME:
        return rows, ()
    if answer != AS_OTHERS:
        raise OpenQuestionError(_question(strange, len(pairs)))
    bare = [replace(row, values={k: v for k, v in row.values.items() if k != "external_id"}) for row in rows]
    return bare, (_("The numbers of the file are those of another program and are left out."),)


def _pairs(rows: Sequence[IncomingRow], known: KnownDesk) -> Iterator[tuple[IncomingRow, Stored]]:
    """Gives the rows whose numbers are on the desk, each with the deal that has it."""
    there = {number_key(n): each for each in known.of("opportunity").values() if (n := each["external_id"])}
    for row in rows if there else ():
        number = row.values.get("external_id")
        if not row.errors and number and (stored := there.get(number_key(number))) is not None:
            yield row, stored


def _has_nothing_in_common(values: Mapping[str, Any], stored: Stored, known: KnownDesk) -> bool:
    """Tells whether at least two things of a deal can be compared, and none is the same."""
    compared = [
        spelling_key(str(values[name]))
        == spelling_key(_name_of(stored[name], kind, known) if kind else stored[name])
        for name, kind in (("name", ""), ("account_id", "account"), ("salesperson_id", "salesperson"))
        if values.get(name) and stored[name]
    ]
    if values.get("started_on") and stored["started_on"]:
        compared.append(values["started_on"] == stored["started_on"])
    return len(compared) > 1 and not any(compared)


def _name_of(record_id: int, kind: str, known: KnownDesk) -> str:
    return str(known.of(kind).get(record_id, {}).get("name", ""))


def _question(strange: Sequence[tuple[IncomingRow, Stored]], numbers: int) -> ImportQuestion:
    sentence = n_(
        "1 deal of the file has the number of a deal on the desk and nothing else in common with it. Is it the same "
        "deal?",
        "{strange:,} of {number:,} deals of the file whose numbers are on the desk have nothing else in common with "
        "the deals there. Are they the same deals?",
        numbers, strange=len(strange),
    )  # fmt: skip
    examples = (
        _("Row {number}: {told}; on the desk “{name}” has the number {external}",
          number=row.number, told=told_of(row.values), name=stored["name"], external=stored["external_id"])
        for row, stored in strange[:_SHOWN]
    )  # fmt: skip
    answers = {
        AS_SAME: _("the same deals, to be changed"), AS_OTHERS: _("other deals, of another program"),
    }  # fmt: skip
    return ImportQuestion(NUMBERS, sentence, "--numbers", answers, tuple(examples))
