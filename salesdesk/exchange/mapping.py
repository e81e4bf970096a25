"""Finds out which column of a file holds which field, by names and by values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from salesdesk.env.errors import UserError
from salesdesk.exchange.column_profile import ColumnProfile, fits, profile
from salesdesk.exchange.headers import normalised
from salesdesk.exchange.table import Table
from salesdesk.exchange.targets import Target, targets_for
from salesdesk.model.fields import FieldType
from salesdesk.services.importing.values import NUMBER_SUFFIX

_PREFIXES = {
    "deals": ("deal ", "opportunity "),
    "products": ("product ",),
    "accounts": ("account ", "company "),
    "people": ("user ", "person ", "employee "),
    "quotas": ("quota ",),
}
_NEARLY_THE_SAME = 90
_LEAST_OUTCOMES = 0.1
_DEAL_SIGNS = frozenset({"external_id", "name", "stage_id", "outcome", "closed_on", "started_on"})


@dataclass(frozen=True)
class ColumnMapping:
    """Which target each column holds, by the column's index; a column that is left out is not imported.

    `remembered` is the name of the mapping it was taken from, empty where it was found out.
    """

    columns: Mapping[int, str] = field(default_factory=dict[int, str])
    remembered: str = ""

    def column_of(self, target: str) -> int | None:
        """Gives the index of the column that holds a target."""
        return next((index for index, name in self.columns.items() if name == target), None)

    def by_header(self, headers: Sequence[str]) -> dict[str, str]:
        """Gives the mapping by the columns' names, as it is remembered."""
        return {headers[index]: name for index, name in self.columns.items()}


def map_columns(table: Table, kind: str) -> ColumnMapping:
    """Finds the column of each field: the best fitting name whose values are of the field's type."""
    profiles = [profile(table.column(index)) for index in range(len(table.headers))]
    found: dict[int, str] = {}
    for _, index, target in _candidates(table, kind, profiles):
        if index not in found and target.name not in found.values():
            found[index] = target.name
    if kind == "deals" and not {"stage_id", "outcome"} & set(found.values()):
        found |= _stage_by_values(profiles, found)
    return ColumnMapping(dict(sorted(found.items())))


def mapping_from_headers(table: Table, columns: Mapping[str, str], remembered: str) -> ColumnMapping:
    """Applies a remembered mapping to the columns of this file, wherever they stand."""
    wanted = {normalised(header): target for header, target in columns.items()}
    found = {i: wanted[normalised(h)] for i, h in enumerate(table.headers) if normalised(h) in wanted}
    return ColumnMapping(found, remembered)


def check_mapping(mapping: ColumnMapping, table: Table, kind: str, file_name: str) -> None:
    """Raises UserError where the mapped columns are not enough to import this kind of record."""
    mapped = {name.removesuffix(NUMBER_SUFFIX) for name in mapping.columns.values()}
    if kind == "deals":
        enough = len(mapped) > 1 and bool(mapped & _DEAL_SIGNS)
        missing = "the deals’ number, stage or dates"
    else:
        needed = [t for t in targets_for(kind) if _needed(t) and not t.by_number]
        lacking = [t.field.label for t in needed if t.name not in mapped]
        if kind == "people" and "external_id" in mapped:
            lacking = [label for label in lacking if label != "Name"]
        enough, missing = not lacking, " and ".join(f"“{label}”" for label in lacking)
    if not enough:
        shown = ", ".join(table.headers[:12]) + (" …" if len(table.headers) > 12 else "")
        raise UserError(
            f"“{file_name}” has no column for {missing}, so nothing was imported as {kind}; its columns are: {shown}."
        )


def _needed(target: Target) -> bool:
    return target.field.required and target.field.type not in (FieldType.CHOICE, FieldType.BOOLEAN)


def _candidates(
    table: Table, kind: str, profiles: Sequence[ColumnProfile]
) -> list[tuple[float, int, Target]]:
    """Gives every column and target that could belong together, the most likely first."""
    found: list[tuple[float, int, Target]] = []
    targets = {target.name: target for target in targets_for(kind)}
    for index, header in enumerate(table.headers):
        for target in targets.values():
            score = _name_score(normalised(header), target, _PREFIXES[kind])
            if not score:
                continue
            fitting = _fitting(target, targets, profiles[index])
            if fitting is not None:
                found.append((score - 30 * profiles[index].empty, index, fitting))
    return sorted(found, key=lambda item: (-item[0], item[1]))


def _fitting(target: Target, targets: Mapping[str, Target], seen: ColumnProfile) -> Target | None:
    """Gives the target if the values fit it; a salesperson column full of numbers means their numbers."""
    if fits(target, seen):
        return target
    if target.field.type is FieldType.REFERENCE and seen.numbers >= _LEAST_OUTCOMES:
        return targets.get(target.name + NUMBER_SUFFIX)
    return None


def _name_score(header: str, target: Target, prefixes: Sequence[str]) -> float:
    """Scores a column's name from 0 to 100: the same name, the same but for a prefix, nearly the same."""
    shortened = next((header.removeprefix(prefix) for prefix in prefixes if header.startswith(prefix)), "")
    for base, name in ((100, header), (90, shortened)):
        if name in target.names:
            return base - 0.5 * target.names.index(name)
    if len(header) < 5:
        return 0
    nearest = max((fuzz.ratio(header, name) for name in target.names), default=0)
    return nearest / 2 if nearest >= _NEARLY_THE_SAME else 0


def _stage_by_values(profiles: Sequence[ColumnProfile], found: Mapping[int, str]) -> dict[int, str]:
    """Finds a column of stages under an unknown name: few different words, some of which mean won or lost."""
    for index, seen in enumerate(profiles):
        few = len(seen.values) <= 20 and seen.distinct < 0.5
        if index not in found and few and seen.outcomes >= _LEAST_OUTCOMES and seen.numbers == 0:
            return {index: "stage_id"}
    return {}
