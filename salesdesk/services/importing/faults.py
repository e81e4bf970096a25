"""Says all that is wrong with a row that cannot be imported, so that whoever mends it mends it once."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from salesdesk.frozen import frozen
from salesdesk.model.fields import Field
from salesdesk.services.importing import deal_rules
from salesdesk.services.importing.names import without_mark
from salesdesk.services.importing.records import Directory
from salesdesk.services.importing.values import NUMBER_SUFFIX, IncomingRow


@frozen
class RowFaults:
    """What rows of one kind of file must have: `mapped` are the fields with a column, `needed` the required ones.

    `references` are the fields that name other records, which are looked up in `directories` by their kind.
    """

    kind: str
    mapped: frozenset[str]
    needed: Sequence[Field]
    references: Sequence[Field]
    directories: Mapping[str, Directory]

    def of(self, row: IncomingRow) -> list[str]:
        """Gives a sentence for each fault of a row."""
        lacking = [
            _("It has nothing under “{label}”.", label=declared.label)
            for declared in self.needed
            if not {declared.name, declared.name + NUMBER_SUFFIX} & (row.values.keys() | row.unread)
        ]
        return [
            *row.errors, *lacking, *self._unknown_outcome(row.values), *self._shared_names(row.values),
        ]  # fmt: skip

    def _shared_names(self, values: Mapping[str, Any]) -> list[str]:
        """Says which names of a row several records bear, so that only a number tells them apart."""
        found: list[str] = []
        for declared in self.references:
            name, number = values.get(declared.name), values.get(declared.name + NUMBER_SUFFIX)
            plain = plain_name(name, declared)
            if plain and self.directories[declared.refers_to].shares(plain, number):
                found.append(_("There are several people called “{name}”; give their number.", name=plain))
        return found

    def _unknown_outcome(self, values: Mapping[str, Any]) -> Collection[str]:
        if self.kind != "deals":
            return ()
        try:
            deal_rules.told_outcome(dict(values), self.mapped)
        except ValueError as error:
            return (str(error),)
        return ()


def plain_name(name: str | None, declared: Field) -> str | None:
    """Gives the name a row refers by, of a person without the mark of one who has left."""
    return without_mark(name) if name and declared.refers_to == "salesperson" else name
