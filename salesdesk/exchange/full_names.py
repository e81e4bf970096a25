"""Puts first and last names that stand in two columns together, as “Vorname” and “Nachname”."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Final

from salesdesk.exchange.column_names import affixes, known_as
from salesdesk.exchange.mapping import target_named
from salesdesk.exchange.table import Cell, FileRow, Table, normalised, text_of
from salesdesk.services.importing.names import parted_by_nothing
from salesdesk.services.importing.words import words_for

_PERSON = {
    "people": "name",
    "deals": "salesperson_id",
    "quotas": "salesperson_id",
    "numbers": "salesperson_id",
}
"""Which field of each kind names a person."""


def with_full_names(table: Table, kind: str) -> Table:
    """Gives the table with one column for the person whose first and last name stand in two; others as they are."""
    if kind not in _PERSON:
        return table
    columns = partial(_columns_of, table)
    for whose, first, last in _pairs(table, kind):
        order = (first, *columns("between", whose), last, *columns("second_last", whose))
        if parted_by_nothing(table.headers[first]):
            order = (last, first)
        kept = [i for i in range(len(table.headers)) if i not in order]
        header = whose or target_named(kind, _PERSON[kind]).label
        rows = tuple(
            replace(row, cells=(*(row.cells[i] for i in kept), _full_name(row, order))) for row in table.rows
        )
        return replace(table, headers=(*(table.headers[i] for i in kept), header), rows=rows)
    return table


def _pairs(table: Table, kind: str) -> Iterator[tuple[str, int, int]]:
    """Gives whose names, if the columns say so, stand in which two columns."""
    firsts = {whose: i for i, header in enumerate(table.headers) for whose in _whose(header, "first")}
    lasts = {whose: i for i, header in enumerate(table.headers) for whose in _whose(header, "last")}
    if kind == "people" and "" in firsts and "" not in lasts:
        # Beside a first name, a column that is only called “Name” holds the last one.
        bare = (i for i, header in enumerate(table.headers) if normalised(header) in affixes("name"))
        lasts |= dict.fromkeys([""], next(bare, firsts[""]))
    if kind == "people" and "" in lasts and "" not in firsts:
        # Beside a last name it holds the first one, where it does not hold the last one too.
        bare = (i for i, header in enumerate(table.headers) if normalised(header) in affixes("name"))
        firsts |= dict.fromkeys([""], next((i for i in bare if not _holds(table, i, lasts[""])), lasts[""]))
    owners = known_as("opportunity", "salesperson_id")
    for whose in firsts.keys() & lasts.keys():
        if firsts[whose] != lasts[whose] and (whose in owners if whose else kind != "deals"):
            yield whose, firsts[whose], lasts[whose]


def _columns_of(table: Table, concept: str, whose: str) -> list[int]:
    """Gives the columns that hold a part of the names of some people."""
    return [i for i, header in enumerate(table.headers) if whose in _whose(header, concept)]


def _holds(table: Table, whole: int, part: int) -> bool:
    """Tells whether a column says what another does, and more."""
    told = [
        (text_of(row.cells[whole]).split(), text_of(row.cells[part]).split()) for row in table.rows[:_SAMPLE]
    ]
    return any(set(last) <= set(name) for name, last in told if last)


_SAMPLE: Final = 50


def _whose(header: str, concept: str) -> Iterator[str]:
    """Gives the words beside those for a first or a last name, as “owner” in “Owner First Name”; empty for none."""
    plain = normalised(header)
    for word in _words(concept):
        if plain == word:
            yield ""
        elif plain.endswith(" " + word):
            yield plain.removesuffix(word).strip()


@cache
def _words(concept: str) -> frozenset[str]:
    return frozenset(normalised(word) for word in words_for("person", concept))


def _full_name(row: FileRow, order: Sequence[int]) -> Cell:
    return " ".join(filter(None, (text_of(row.cells[i]) for i in order))) or None
