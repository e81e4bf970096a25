"""Asks whether activities that stand nowhere in a file were none, or are only not in it, before they count as 0."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from salesdesk.services.importing.names import spelling_key
from salesdesk.services.importing.records import KnownDesk
from salesdesk.services.importing.values import ImportQuestion, IncomingRow, OpenQuestionError

MISSING: Final = "missing_activities"
"""The key of the question what activities are that no row of a file names."""
WERE_NONE, NOT_THERE = "none", "left-out"
_COUNTS: Final = {"trials": "of_what", "successes": "into_what"}
"""The fields of a competency that name what each count is of."""


def with_missing_settled(
    rows: Sequence[IncomingRow], known: KnownDesk, answer: str | None
) -> tuple[Sequence[IncomingRow], tuple[str, ...]]:
    """Gives rows of weekly numbers, made of activities, in which nothing counts as nought that may only not be there.

    Where meetings are logged and proposals nowhere, they are no tries without a success. Raises OpenQuestionError where
    nobody has said what they are.
    """
    missing = _missing(rows, known)
    if not missing or answer == WERE_NONE:
        return rows, ()
    names = ", ".join(dict.fromkeys(f"“{name}”" for name in missing.values()))
    if answer != NOT_THERE:
        raise OpenQuestionError(_question(names))
    keys = {spelling_key(competency) for competency in missing}
    why = _("One of its two activities is not in the file.")
    found = [
        replace(row, errors=(why,), unwanted=True)
        if not row.errors and spelling_key(str(row.values.get("competency_id", ""))) in keys
        else row
        for row in rows
    ]
    return found, (_("Not counted, because {names} are not in the file: {competencies}.",
                     names=names, competencies=", ".join(f"“{each}”" for each in missing)),)  # fmt: skip


def _missing(rows: Sequence[IncomingRow], known: KnownDesk) -> Mapping[str, str]:
    """Gives the activity of each competency of which no row has any, by the name of the competency."""
    sums: dict[str, Counter[str]] = {}
    for row in rows:
        name = row.values.get("competency_id")
        if name and not row.errors:
            sums.setdefault(name, Counter()).update({c: int(row.values.get(c, 0)) for c in _COUNTS})
    competencies = {spelling_key(each["name"]): each for each in known.of("competency").values()}
    found: dict[str, str] = {}
    for name, counts in sums.items():
        stored = competencies.get(spelling_key(name))
        nought = [field for count, field in _COUNTS.items() if not counts[count]]
        if stored and len(nought) == 1:
            found[name] = stored[nought[0]]
    return found


def _question(names: str) -> ImportQuestion:
    sentence = _(
        "No row of the file is one of {names}. Were there none, or are they not in this file?", names=names
    )
    answers = {
        WERE_NONE: _("there were none; they count as 0"),
        NOT_THERE: _("they are not in this file; what they belong to is not counted"),
    }
    return ImportQuestion(MISSING, sentence, "--missing-activities", answers)
