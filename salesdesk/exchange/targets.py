"""Says what a column of a file can hold, and how such columns are called: made from the fields of each kind."""

from collections.abc import Mapping
from functools import cache

from salesdesk.exchange.column_names import known_as
from salesdesk.exchange.table import normalised
from salesdesk.frozen import frozen
from salesdesk.model import fields_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.importing.values import NUMBER_SUFFIX, RECORD_OF


@frozen
class Target:
    """Something a column can hold: a field, or the number of the record a field refers to.

    `names` are the normalised names that columns of this content have, with how usual each is: 0 is the most.
    """

    name: str
    label: str
    field: Field
    names: Mapping[str, int]

    @property
    def by_number(self) -> bool:
        """Tells whether the column names the referred record by its number."""
        return self.name.endswith(NUMBER_SUFFIX)


@cache
def targets_for(kind: str) -> tuple[Target, ...]:
    """Gives what a file of deals, products, accounts, people or quotas can hold, in the order of declaration."""
    found: list[Target] = []
    for declared in fields_of(RECORD_OF[kind]):
        if declared.importable:
            found += _targets_of(RECORD_OF[kind], declared)
    return (*found, *_more_targets(kind))


def _more_targets(kind: str) -> list[Target]:
    """Gives the columns of a kind that are no fields."""
    if kind == "people":
        label = _("Still there: yes or no")
        field = Field(label=label, type=FieldType.BOOLEAN, name="is_active")
        return [Target(field.name, label, field, known_as("salesperson", field.name))]
    if kind in ("quotas", "products"):
        label = _("Currency")
        field = Field(label=label, type=FieldType.TEXT, name="currency")
        return [Target(field.name, label, field, known_as("opportunity", field.name))]
    return _flag_targets() if kind == "deals" else []


def _flag_targets() -> list[Target]:
    """Gives the columns that say what became of a deal, whether it is put away, and when it was changed last."""
    labels = {
        "is_won": (_("Won: yes or no"), FieldType.BOOLEAN),
        "is_lost": (_("Lost: yes or no"), FieldType.BOOLEAN),
        "is_closed": (_("Closed: yes or no"), FieldType.BOOLEAN),
        "won_on": (_("Won on"), FieldType.DATE),
        "lost_on": (_("Lost on"), FieldType.DATE),
        "modified_on": (_("Last changed"), FieldType.DATETIME),
        "is_archived": (_("Archived: yes or no"), FieldType.BOOLEAN),
        "is_deleted": (_("Deleted or merged: yes or no"), FieldType.BOOLEAN),
        "is_active": (_("Still active: yes or no"), FieldType.BOOLEAN),
    }
    return [
        Target(name, label, Field(label=label, type=of, name=name), known_as("opportunity", name))
        for name, (label, of) in labels.items()
    ]


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


def _targets_of(kind: str, field: Field) -> list[Target]:
    own = {normalised(name): place for place, name in enumerate((field.label, *field.aliases))}
    names = dict(known_as(kind, field.name)) | own
    if field.type is not FieldType.REFERENCE or not _has_number(field.refers_to):
        return [Target(field.name, field.label, field, names)]
    numbers = known_as(field.refers_to, NUMBER_SUFFIX[1:])
    return [
        Target(field.name, field.label, field, names),
        Target(field.name + NUMBER_SUFFIX, _("{label}: number", label=field.label), field, numbers),
    ]


def _has_number(kind: str) -> bool:
    return any(field.name == NUMBER_SUFFIX[1:] for field in fields_of(kind))
