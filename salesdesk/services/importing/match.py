"""Finds the stored record that a row of a file is about, by the identities its model declares."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from salesdesk.model import field_of, kind_of
from salesdesk.model.fields import FieldType
from salesdesk.services.importing.spelling import spelling_key
from salesdesk.services.importing.values import KINDS, Stored

Key = tuple[Any, ...]

_DESCRIBED = ("name", "account_id", "salesperson_id", "started_on")


@dataclass(frozen=True)
class Match:
    """What a row was recognised by: the stored record, or None for a new one, or the earlier row it repeats."""

    record_id: int | None = None
    repeats: int | None = None


class Matcher:
    """Recognises the rows of one file; it remembers the rows it has seen, to find those that repeat one.

    Deals without a number are recognised by description; several may share one, and the first of them in the
    file is the first of them on the desk.
    """

    def __init__(self, kind: str, stored: Mapping[int, Stored]) -> None:
        self._kind = KINDS[kind]
        self._stored = stored
        self._identities = [*kind_of(self._kind).identity, *([_DESCRIBED] if kind == "deals" else [])]
        self._index = [self._indexed(identity) for identity in self._identities]
        self._seen: dict[tuple[int, Key], int] = {}
        self._taken: set[int] = set()

    def match(self, row: int, values: Mapping[str, Any]) -> Match:
        """Recognises one row; the first identity whose values are all there decides whether it repeats another."""
        first = True
        for level, identity in enumerate(self._identities):
            key = self._key(identity, values)
            if key is None:
                continue
            if first and identity != _DESCRIBED:
                if (level, key) in self._seen:
                    return Match(repeats=self._seen[level, key])
                self._seen[level, key] = row
            first = False
            found = self._free(level, key, values)
            if found is not None:
                self._taken.add(found)
                return Match(found)
        return Match()

    def _free(self, level: int, key: Key, values: Mapping[str, Any]) -> int | None:
        """Gives the first record of this key that no row had yet and whose better identity does not differ."""
        for record_id in self._index[level].get(key, []):
            if record_id in self._taken:
                continue
            stored = self._stored[record_id]
            better = self._identities[:level]
            if not any(self._key(i, values) and self._key(i, stored) for i in better):
                return record_id
        return None

    def _indexed(self, identity: tuple[str, ...]) -> dict[Key, list[int]]:
        found: defaultdict[Key, list[int]] = defaultdict(list)
        for record_id, stored in self._stored.items():
            key = self._key(identity, stored)
            if key is not None:
                found[key].append(record_id)
        return dict(found)

    def _key(self, identity: tuple[str, ...], values: Mapping[str, Any]) -> Key | None:
        parts = [values.get(name) for name in identity]
        if any(part is None or part == "" for part in parts):
            return None
        return tuple(
            spelling_key(part)
            if name != "external_id" and field_of(self._kind, name).type is FieldType.TEXT
            else part
            for name, part in zip(identity, parts, strict=True)
        )
