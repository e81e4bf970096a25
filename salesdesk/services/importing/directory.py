"""Finds the record that a file names by its number or its name, and keeps those that are still to be created."""

from collections.abc import Mapping
from typing import Any

from salesdesk.model import fields_of, kind_of
from salesdesk.services.importing.spelling import spelling_key
from salesdesk.services.importing.values import Pending, Stored

Reference = int | Pending


class AmbiguousNameError(Exception):
    """Says that several records bear the name a row gives."""


class Directory:
    """The records of one kind that rows refer to: those on the desk and those the import will create.

    One in the Trash is recognised, stays there and is not created again; `met` are the stored ones that were named.
    """

    def __init__(self, kind: str, stored: Mapping[int, Stored], trash: Mapping[int, Stored]) -> None:
        self.kind = kind
        self.creates: list[dict[str, Any]] = []
        self.completes: dict[int, dict[str, Any]] = {}
        self.met: set[int] = set()
        self._stored, self._trash = stored, trash
        self._by_number: dict[str, Reference] = {}
        self._by_name: dict[str, list[Reference]] = {}
        self._numbered = any(declared.name == "external_id" for declared in fields_of(kind))
        self._fill()

    def find(self, name: str | None, number: str | None = None) -> Reference:
        """Gives the record of this number or name, creating it where there is none.

        A number counts before a name. Raises AmbiguousNameError where the name alone does not tell.
        """
        found = self._by_number.get(number) if number else None
        if found is None and name:
            found = self._named(name, number)
        if found is None:
            return self._create(name or number or "", number)
        if isinstance(found, int):
            self.met.add(found)
        if found not in self._trash:
            self._complete(found, name, number)
        return found

    @property
    def met_in_trash(self) -> int:
        """Counts the records in the Trash that the file names."""
        return len(self.met & self._trash.keys())

    def title(self, reference: Reference | None) -> str | None:
        """Gives the name of a record, one still to be created too."""
        if reference is None:
            return None
        if isinstance(reference, Pending):
            return self.creates[reference.index]["name"]
        stored = self._stored.get(reference)
        return stored[kind_of(self.kind).title] if stored else "(in the Trash)"

    def value(self, reference: Reference, field: str) -> Any:
        """Gives one value of a record, one still to be created too; None where it is in the Trash."""
        if isinstance(reference, Pending):
            return self.creates[reference.index].get(field)
        return (self._stored.get(reference) or self._trash.get(reference, {})).get(field)

    def _fill(self) -> None:
        for record_id, stored in self._stored.items():
            self._by_name.setdefault(spelling_key(stored[kind_of(self.kind).title]), []).append(record_id)
            if self._numbered and stored["external_id"]:
                self._by_number[stored["external_id"]] = record_id
        for record_id, trashed in self._trash.items():
            if trashed["name"] and not self._by_name.get(spelling_key(trashed["name"])):
                self._by_name[spelling_key(trashed["name"])] = [record_id]
            if trashed["external_id"]:
                self._by_number.setdefault(trashed["external_id"], record_id)

    def _named(self, name: str, number: str | None) -> Reference | None:
        """Finds by name; where the row has a number too, only a record that has none yet."""
        bearers = self._by_name.get(spelling_key(name), [])
        if number:
            bearers = [bearer for bearer in bearers if not self.value(bearer, "external_id")]
        if len(bearers) > 1:
            raise AmbiguousNameError(name)
        return bearers[0] if bearers else None

    def _create(self, name: str, number: str | None) -> Pending:
        pending = Pending(self.kind, len(self.creates))
        self.creates.append({"name": name} | ({"external_id": number} if number else {}))
        self._by_name.setdefault(spelling_key(name), []).append(pending)
        if number:
            self._by_number[number] = pending
        return pending

    def _complete(self, found: Reference, name: str | None, number: str | None) -> None:
        """Gives a salesperson known by one of number and name the other, when a row has both."""
        if not (self._numbered and name and number):
            return
        lacking: dict[str, str] = {}
        if not self.value(found, "external_id"):
            lacking["external_id"] = number
            self._by_number[number] = found
        if self.value(found, "name") == number:
            lacking["name"] = name
        if not lacking:
            return
        if isinstance(found, Pending):
            self.creates[found.index].update(lacking)
        else:
            self.completes[found] = lacking
