"""Counts what a file leaves empty although the desk has it: it stays as it is, and is told."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from salesdesk.model import fields_of, kind_of
from salesdesk.services.importing.values import NUMBER_SUFFIX, RECORD_OF, Stored

_EXPECTED, _CLOSED = "expected_on", "closed_on"
_OF_A_STATE: Final = {_EXPECTED: True, _CLOSED: False}
"""The days that only open deals have, or only those that are decided; a column of close dates holds both."""
_WITH: Final = {"currency": "amount"}
"""What is empty only because something else is."""


class EmptiedFields:
    """Counts the fields with a column in the file that are empty in a row and filled on the desk."""

    def __init__(self, kind: str, mapped: frozenset[str]) -> None:
        self._kind = kind
        named = {name.removesuffix(NUMBER_SUFFIX) for name in mapped}
        named |= {_EXPECTED} if _CLOSED in named else set()
        self._names = [
            (each.name, each.name + NUMBER_SUFFIX)
            for each in fields_of(RECORD_OF[kind])
            if each.name in named
        ]
        self._counts = Counter[str]()

    def count(self, said: Mapping[str, Any], values: Mapping[str, Any], stored: Stored) -> None:
        """Looks at what a row says of a stored record; `values` are what it comes to."""
        is_open = values.get("outcome") == "open"
        for name, number in self._names:
            if name in said or number in said or name in values or stored[name] in (None, ""):
                continue
            if _OF_A_STATE.get(name, is_open) == is_open and (name not in _WITH or _WITH[name] in said):
                self._counts[name] += 1

    def notes(self) -> Iterator[str]:
        """Says of each field in how many records it is empty in the file, and stays."""
        kind = RECORD_OF[self._kind]
        for declared in fields_of(kind):
            if count := self._counts[declared.name]:
                yield n_(
                    "In 1 {records} “{field}” is empty in the file and stays as it is on the desk.",
                    "In {number:,} {records} “{field}” is empty in the file and stays as it is on the desk.",
                    count, records=kind_of(kind).called(count), field=declared.label,
                )  # fmt: skip
