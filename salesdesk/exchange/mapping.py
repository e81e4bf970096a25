"""Finds which column of a file holds which field: by its header, by what is in it, or as remembered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz

from salesdesk.env.errors import UserError
from salesdesk.exchange.parse_dates import looks_like_date, looks_like_serial
from salesdesk.exchange.parse_numbers import looks_like_number
from salesdesk.exchange.table import Cell, Table, normalised, says_nothing, text_of
from salesdesk.model import fields_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.importing.names import outcome_of
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
    for declared in fields_of(KINDS[kind]):
        if declared.importable:
            found += _targets_of(declared)
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
        Target(field.name + NUMBER_SUFFIX, _("{label}: number", label=field.label), field, numbers),
    ]


def _has_number(kind: str) -> bool:
    return any(field.name == NUMBER_SUFFIX[1:] for field in fields_of(kind))


_SAMPLE = 300
_MOST = 0.6
_LEAST_DISTINCT = 0.2
_DATES = frozenset({FieldType.DATE, FieldType.DATETIME})


@dataclass(frozen=True)
class ColumnProfile:
    """Shares, between 0 and 1, of a column's filled cells that are of one sort; all 0 for an empty column."""

    filled: int = 0
    distinct: float = 0.0
    numbers: float = 0.0
    dates: float = 0.0
    serials: float = 0.0
    outcomes: float = 0.0
    values: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """Tells whether the column holds nothing."""
        return self.filled == 0


def profile(cells: Sequence[Cell]) -> ColumnProfile:
    """Describes a column by a sample taken evenly over its length."""
    filled = [cell for cell in cells if not says_nothing(cell)]
    if not filled:
        return ColumnProfile()
    sample = filled[:: max(1, len(filled) // _SAMPLE)]
    return ColumnProfile(
        filled=len(filled),
        distinct=len(set(filled)) / len(filled),
        numbers=_share(looks_like_number(cell) for cell in sample),
        dates=_share(looks_like_date(cell) for cell in sample),
        serials=_share(looks_like_serial(cell) for cell in sample),
        outcomes=_share(outcome_of(text_of(cell)) is not None for cell in sample),
        values=frozenset(text_of(cell) for cell in sample),
    )


def _share(matches: Iterable[bool]) -> float:
    found = list(matches)
    return sum(found) / len(found)


def fits(target: Target, seen: ColumnProfile) -> bool:
    """Tells whether a column's values can be what the target holds; an empty column fits anything."""
    if seen.empty:
        return True
    kind = target.field.type
    if kind in _DATES:
        return seen.dates >= _MOST or seen.serials >= _MOST
    if target.field.numeric:
        return seen.numbers >= _MOST and seen.dates < _MOST
    if kind is FieldType.CHOICE:
        return _fits_choice(target, seen)
    if kind is FieldType.REFERENCE:
        return target.by_number or (seen.numbers < _MOST and seen.dates < _MOST)
    if target.name == "external_id":
        return seen.distinct >= _LEAST_DISTINCT and seen.dates < _MOST
    if target.name == "name" and seen.numbers >= _MOST:
        return False
    return kind is FieldType.LONG_TEXT or seen.dates < _MOST


def _fits_choice(target: Target, seen: ColumnProfile) -> bool:
    if target.name == "outcome":
        return seen.outcomes >= 0.9
    known = {normalised(words) for choice in target.field.choices for words in (choice.value, choice.label)}
    return all(normalised(value) in known for value in seen.values)


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
        missing = _("the deals’ number, stage or dates")
    else:
        needed = [t for t in targets_for(kind) if _needed(t) and not t.by_number]
        lacking = [t for t in needed if t.name not in mapped]
        if kind == "people" and "external_id" in mapped:
            lacking = [t for t in lacking if t.name != "name"]
        enough, missing = not lacking, _(" and ").join(f"“{t.field.label}”" for t in lacking)
    if not enough:
        shown = ", ".join(table.headers[:12]) + (" …" if len(table.headers) > 12 else "")
        raise UserError(
            _(
                "“{file_name}” has no column for {missing}, so nothing was imported as {kind}; its "
                "columns are: {shown}.",
                file_name=file_name,
                missing=missing,
                kind=kind,
                shown=shown,
            )
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
