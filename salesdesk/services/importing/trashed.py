"""Recognises rows about records that somebody has put into the Trash, so that they do not come back."""

from collections.abc import Mapping
from typing import Any

from salesdesk.model import kind_of
from salesdesk.services.importing.known import KnownDesk
from salesdesk.services.importing.spelling import spelling_key


class Trashed:
    """The records of one kind in the Trash, by their numbers and, where a name is who they are, by their names."""

    def __init__(self, known: KnownDesk, kind: str) -> None:
        trash, stored = known.trashed(kind).values(), known.of(kind).values()
        self._numbers = {each["external_id"] for each in trash if each["external_id"]}
        self._by_name = ("name",) in kind_of(kind).identity
        live = {spelling_key(each["name"]) for each in stored} if self._by_name else set[str]()
        names = {spelling_key(each["name"]): each["external_id"] for each in trash if self._by_name}
        self._names = {name: number for name, number in names.items() if name not in live}

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Tells whether a row is about one of them: the number decides, else the name."""
        number, name = values.get("external_id"), values.get("name")
        if number in self._numbers:
            return True
        if not (self._by_name and isinstance(name, str)) or spelling_key(name) not in self._names:
            return False
        return not number or not self._names[spelling_key(name)]
