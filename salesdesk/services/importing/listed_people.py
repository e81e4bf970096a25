"""Asks whether “Bo Ek, Ada Lind” under the owners are two people, or one whose surname stands first."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from salesdesk.env.folding import folded
from salesdesk.services.importing.archived import told_of
from salesdesk.services.importing.likeness import particles
from salesdesk.services.importing.names import spelling_key
from salesdesk.services.importing.records import KnownDesk
from salesdesk.services.importing.values import ImportQuestion, IncomingRow, OpenQuestionError

PEOPLE: Final = "people_listed"
"""The key of the question whether names parted by a comma are several people."""
ONE_PERSON, SEVERAL_PEOPLE = "one", "several"
_OWNER: Final = "salesperson_id"
_FULL_NAME: Final = re.compile(r"[^\W\d_][\w.’'-]*(?:\s+[^\W\d_][\w.’'-]*)+")
_FEWEST: Final = 2
_SHOWN: Final = 2


def with_listed_settled(
    rows: Sequence[IncomingRow], known: KnownDesk, answer: str | None, header: str
) -> tuple[Sequence[IncomingRow], tuple[str, ...]]:
    """Gives rows of deals of which each has one owner, the first of those who are listed, with what was taken so.

    `header` is the name of the column of the owners. Raises OpenQuestionError where it may be one name, and nobody has
    said so.
    """
    names = {name for row in rows if isinstance(name := row.values.get(_OWNER), str) and "," in name}
    listed = {name: parts for name in sorted(names) if (parts := _parts(name))}
    if not listed:
        return rows, ()
    people = known.of("salesperson").values()
    there = {spelling_key(each["name"]) for each in people}
    several = {name for name, parts in listed.items() if _are_several(parts, there)}
    if len(several) < len(listed) and not _surname_first(names - listed.keys()):
        if answer not in (ONE_PERSON, SEVERAL_PEOPLE):
            raise OpenQuestionError(_question(rows, sorted(listed.keys() - several), header))
        several = {*listed} if answer == SEVERAL_PEOPLE else several
    if not several:
        return rows, ()
    found = [
        replace(row, values={**row.values, _OWNER: listed[name][0]}) if name in several else row
        for row, name in zip(rows, (row.values.get(_OWNER) for row in rows), strict=True)
    ]
    return found, (_note(rows, several, listed, header),)


def _parts(name: str) -> Sequence[str]:
    """Gives the full names that stand in one, each of two words or more; empty where it is none of several.

    “Van den Berg, Anna Maria” begins with a surname.
    """
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if len(parts) < _FEWEST or not all(map(_FULL_NAME.fullmatch, parts)):
        return []
    return [] if folded(parts[0]).split()[0] in particles() else parts


def _are_several(parts: Sequence[str], there: Collection[str]) -> bool:
    """Tells whether names are surely those of several people: three of them, or one whom the desk knows."""
    return len(parts) > _FEWEST or any(spelling_key(part) in there for part in parts)


def _surname_first(others: Collection[str]) -> bool:
    """Tells whether the file writes surnames first, as “Lind, Ada” beside “García López, Ana María” shows."""
    return any(len(name.split(",")) == _FEWEST and name.split(",")[1].strip() for name in others)


def _question(rows: Sequence[IncomingRow], names: Sequence[str], header: str) -> ImportQuestion:
    sentence = _("Is “{name}” under “{header}” one person, or several?", name=names[0], header=header)
    shown = [row for row in rows if row.values.get(_OWNER) in names][:_SHOWN]
    examples = tuple(_("Row {number}: {told}", number=row.number, told=told_of(row.values)) for row in shown)
    answers = {
        ONE_PERSON: _("one person, the surname first"), SEVERAL_PEOPLE: _("several; the deal goes to the first"),
    }  # fmt: skip
    return ImportQuestion(PEOPLE, sentence, "--people-listed", answers, examples)


def _note(
    rows: Sequence[IncomingRow], several: Collection[str], listed: Mapping[str, Sequence[str]], header: str
) -> str:
    name = min(several)
    return n_(
        "“{name}” under “{header}” are several people; the deal goes to the first, {first}.",
        "{number:,} deals have several people under “{header}”, as “{name}”; each goes to the first, here {first}.",
        sum(row.values.get(_OWNER) in several for row in rows), name=name, first=listed[name][0], header=header,
    )  # fmt: skip
