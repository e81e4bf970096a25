"""Parts the name of a person from the number or the address that stands beside it in one cell."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from salesdesk.services.importing.names import number_key, spelling_key
from salesdesk.services.importing.records import KnownDesk
from salesdesk.services.importing.values import NUMBER_SUFFIX, RECORD_OF, IncomingRow

_PERSON: Final = "salesperson_id"
_NUMBER: Final = r"(?P<number>[A-Za-z]{0,3}-?\d{1,12})"
_NUMBERED: Final = (
    re.compile(rf"{_NUMBER}\s*[-–—:|/.]?\s+(?P<name>[^\W\d_].*)"),
    re.compile(rf"(?P<name>[^\W\d_][^\d]*?)\s*[(\[#|]\s*{_NUMBER}\s*[)\]]?"),
)
_MOST_NUMBERED: Final = 0.6


_MENTIONED: Final = re.compile(r"@\s*[^\W\d_]")
_ADDRESS: Final = r"(?P<address>[^\s@<>()\[\];,]+@[^\s@<>()\[\];,]+)"
_LINK: Final = re.compile(rf"<?\s*mailto:{_ADDRESS}\s*>?", re.IGNORECASE)
_GAP: Final = r"(?:\s*[,;|/-]\s*|\s+|(?=[<(\[]))"
_ADDRESSED: Final = (
    re.compile(rf"(?P<name>[^\W\d_][^@<>()\[\]]*?){_GAP}[<(\[]?\s*(?:mailto:)?{_ADDRESS}\s*[>)\]]?"),
    re.compile(rf"<?{_ADDRESS}>?{_GAP}[(\[]?(?P<name>[^\W\d_][^@<>()\[\]]*?)[)\]]?"),
)


def parted_names(kind: str, rows: Sequence[IncomingRow], known: KnownDesk) -> Sequence[IncomingRow]:
    """Gives the rows with the names of people alone where an address, a number or an “@” stands beside them."""
    if RECORD_OF[kind] == "salesperson":
        return _unmentioned(rows, "name")
    return _with_numbers(_with_addresses(_unmentioned(rows, _PERSON), known))


def _unmentioned(rows: Sequence[IncomingRow], field: str) -> Sequence[IncomingRow]:
    """Gives the rows without the “@” before the name of somebody who is mentioned, as boards write “@Ada Lind”."""
    names = {row.values.get(field) for row in rows}
    bare = {name: name[1:].lstrip() for name in names if isinstance(name, str) and _MENTIONED.match(name)}
    if not bare:
        return rows
    told = (row.values.get(field) for row in rows)
    return [
        replace(row, values={**row.values, field: bare[name]}) if name in bare else row
        for row, name in zip(rows, told, strict=True)
    ]


def _with_addresses(rows: Sequence[IncomingRow], known: KnownDesk) -> Sequence[IncomingRow]:
    """Gives the rows with the address of whoever the desk knows by it, else the name, where a cell has both."""
    names = {row.values[_PERSON] for row in rows if "@" in str(row.values.get(_PERSON, ""))}
    found = {name: match for name in names for form in _ADDRESSED if (match := form.fullmatch(name))}
    linked = {name: match["address"] for name in names if (match := _LINK.fullmatch(name))}
    if not (found or linked):
        return rows
    there = {spelling_key(each["email"]) for each in known.of("salesperson").values() if each.get("email")}
    parted = linked | {
        name: match["address"] if spelling_key(match["address"]) in there else match["name"]
        for name, match in found.items()
    }
    told = (row.values.get(_PERSON) for row in rows)
    return [
        replace(row, values={**row.values, _PERSON: parted[name]}) if name in parted else row
        for row, name in zip(rows, told, strict=True)
    ]


def _with_numbers(rows: Sequence[IncomingRow]) -> Sequence[IncomingRow]:
    """Gives the rows with number and name apart where most people of the file have both in one cell.

    A number behind the name that counts the rows of each, or that two of them share, is no person's and left out.
    """
    column = _PERSON
    names = {row.values[column] for row in rows if isinstance(row.values.get(column), str)}
    if any(column + NUMBER_SUFFIX in row.values for row in rows):
        return rows
    found = {name: match for name in names for form in _NUMBERED if (match := form.fullmatch(name))}
    if not found or len(found) < _MOST_NUMBERED * len(names):
        return rows
    counted = _are_counts(found, Counter(row.values.get(column) for row in rows))
    parted = {
        name: {column: match["name"]} | ({} if counted else {column + NUMBER_SUFFIX: match["number"]})
        for name, match in found.items()
    }
    return [replace(row, values={**row.values, **parted.get(row.values.get(column), {})}) for row in rows]


def _are_counts(found: Mapping[str, re.Match[str]], times: Mapping[Any, int]) -> bool:
    """Tells whether the numbers beside names, as in “Ada Lind (2)”, are how many rows each has."""
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for match in found.values():
        bearers[number_key(match["number"])].add(spelling_key(match["name"]))
    each_its_own = all(len(names) == 1 for names in bearers.values())
    return not each_its_own or all(match["number"] == str(times[name]) for name, match in found.items())
