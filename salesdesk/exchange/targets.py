"""Lists what the columns of a file can hold for one kind of record, out of the field declarations."""

from dataclasses import dataclass
from functools import cache

from salesdesk.exchange.headers import normalised
from salesdesk.model import fields_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.importing.values import KINDS, NUMBER_SUFFIX

_NUMBER_WORDS = frozenset({"id", "number", "nr", "no", "nummer"})


@dataclass(frozen=True)
class Target:
    """Something a column can hold: a field, or the number of the record a field refers to.

    `names` are the normalised names that columns of this content have, the best first.
    """

    name: str
    label: str
    field: Field
    names: tuple[str, ...]

    @property
    def by_number(self) -> bool:
        """Tells whether the column names the referred record by its number."""
        return self.name.endswith(NUMBER_SUFFIX)


@cache
def targets_for(kind: str) -> tuple[Target, ...]:
    """Gives what a file of deals, products, accounts, people or quotas can hold, in the order of declaration."""
    found: list[Target] = []
    for field in fields_of(KINDS[kind]):
        if field.importable:
            found += _targets_of(field)
    return tuple(found)


@cache
def known_names(kind: str) -> frozenset[str]:
    """Gives every normalised column name that this kind of file is known to have."""
    return frozenset(name for target in targets_for(kind) for name in target.names)


def target_named(kind: str, name: str) -> Target:
    """Gives one target; raises KeyError where the kind has none of that name."""
    for target in targets_for(kind):
        if target.name == name:
            return target
    raise KeyError(name)


def _targets_of(field: Field) -> list[Target]:
    names = tuple(dict.fromkeys(normalised(name) for name in (field.label, *field.aliases)))
    if field.type is not FieldType.REFERENCE or not _has_number(field.refers_to):
        return [Target(field.name, field.label, field, names)]
    numbers = tuple(name for name in names if name.split()[-1] in _NUMBER_WORDS)
    return [
        Target(field.name, field.label, field, tuple(name for name in names if name not in numbers)),
        Target(field.name + NUMBER_SUFFIX, f"{field.label}: number", field, numbers),
    ]


def _has_number(kind: str) -> bool:
    return any(field.name == NUMBER_SUFFIX[1:] for field in fields_of(kind))
