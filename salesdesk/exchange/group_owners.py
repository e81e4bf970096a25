"""Tells names that stand for a team, a total, everybody or nobody from those of people, whom no file is to invent."""

from collections.abc import Collection
from dataclasses import replace
from functools import cache
from typing import Final

from salesdesk.exchange.table import normalised
from salesdesk.services.importing.records import KnownDesk
from salesdesk.services.importing.values import IncomingRow
from salesdesk.services.importing.words import words_for

_NAMED: Final = {
    "people": "name",
    "deals": "salesperson_id",
    "quotas": "salesperson_id",
    "numbers": "salesperson_id",
}
"""The field of each kind that names a person."""
_SHOWN: Final = 4


def is_group(name: str) -> bool:
    """Tells whether a name is one for a team, a total, everybody or nobody, as “Alle” and “Unassigned”."""
    plain = normalised(name)
    return plain in _nobody() or plain in _words() or (bool(plain) and _words().issuperset(plain.split()))


@cache
def _words() -> frozenset[str]:
    return frozenset(
        normalised(word) for of in ("total", "group", "everybody") for word in words_for("row", of)
    )


@cache
def _nobody() -> frozenset[str]:
    return frozenset(map(normalised, words_for("row", "blank")))


def without_groups(
    kind: str, rows: list[IncomingRow], known: KnownDesk
) -> tuple[list[IncomingRow], tuple[str, ...]]:
    """Gives rows of which none is for a group: deals of one are nobody's, which is said, and other rows are rejected.

    One who is on the desk under such a name is a person.
    """
    field = _NAMED.get(kind, "")
    people = {normalised(str(each["name"])) for each in known.of("salesperson").values()}
    names = {str(row.values[field]) for row in rows if field in row.values}
    groups = {name for name in names if is_group(name) and normalised(name) not in people}
    if not groups:
        return rows, ()
    taken = [place for place, row in enumerate(rows) if row.values.get(field) in groups]
    found = list(rows)
    for place in taken:
        found[place] = _of_nobody(rows[place], field) if kind == "deals" else _rejected(rows[place], field)
    return found, (_note(groups, len(taken)),) if kind == "deals" else ()


def _of_nobody(row: IncomingRow, field: str) -> IncomingRow:
    return replace(row, values={name: value for name, value in row.values.items() if name != field})


def _rejected(row: IncomingRow, field: str) -> IncomingRow:
    why = _("“{name}” is a team, a total or nobody, and no person.", name=row.values[field])
    return replace(row, errors=(*row.errors, why))


def _note(groups: Collection[str], number: int) -> str:
    return n_(
        "1 deal is nobody’s, as its owner is a team, a total or nobody: {names}.",
        "{number:,} deals are nobody’s, as their owner is a team, a total or nobody: {names}.",
        number, names=", ".join(f"“{name}”" for name in sorted(groups)[:_SHOWN]),
    )  # fmt: skip
