"""Finds which column of a file holds which field: by its header, by what is in it, or as remembered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.exchange.column_names import SURE, affixes, is_number_sign, known_as, name_score
from salesdesk.exchange.column_profile import ColumnProfile, profile
from salesdesk.exchange.currencies import is_code, names_currency
from salesdesk.exchange.odd_periods import first_odd_period
from salesdesk.exchange.table import Table, different, normalised, text_of
from salesdesk.exchange.targets import Target, target_named, targets_for
from salesdesk.frozen import frozen
from salesdesk.model.fields import DATE_TYPES, FieldType
from salesdesk.services.importing.deal_rules import FLAGS
from salesdesk.services.importing.names import activity_of, spelling_key
from salesdesk.services.importing.outcome_words import closed_words
from salesdesk.services.importing.values import NUMBER_SUFFIX
from salesdesk.services.importing.words import words_for

SINCE_WHEN = frozenset({"is_archived", "is_deleted"})
"""Flags under which programs also write the day, or the record another one went into; any word but a no is a yes."""
_MOST = 0.6
_NEARLY_ALL = 0.9
_LEAST_CURRENCIES = 0.5


def fits(target: Target, seen: ColumnProfile) -> bool:
    """Tells whether a column's values can be what the target holds; an empty column fits anything."""
    if seen.empty:
        return True
    kind = target.field.type
    if target.name == "currency":
        return _says_currencies(seen)
    if kind in DATE_TYPES:
        return seen.dates >= _MOST or seen.serials >= _MOST
    if target.field.numeric:
        return seen.numbers >= _MOST and seen.dates < _MOST
    if kind is FieldType.CHOICE:
        return _fits_choice(target, seen)
    if kind is FieldType.BOOLEAN:
        return _fits_flag(target, seen)
    if kind is FieldType.REFERENCE:
        return target.by_number or (seen.numbers < _MOST and seen.dates < _MOST)
    if target.name == "external_id":
        return seen.dates < _MOST
    if target.name == "name" and seen.numbers >= _MOST:
        return False
    return kind is FieldType.LONG_TEXT or seen.dates < _MOST


def _says_currencies(seen: ColumnProfile) -> bool:
    """Tells whether most values are currencies: a program's own numbers of them, as “1” and “-99”, are none."""
    return sum(map(names_currency, seen.values)) >= _LEAST_CURRENCIES * len(seen.values)


def _fits_flag(target: Target, seen: ColumnProfile) -> bool:
    if target.name == "is_active":
        return _says_active(seen)
    return target.name in SINCE_WHEN or says_yes_or_no(seen)


def _says_active(seen: ColumnProfile) -> bool:
    return all(activity_of(value) is not None for value in seen.values)


def says_yes_or_no(seen: ColumnProfile) -> bool:
    """Tells whether a column holds flags."""
    return seen.flags >= _NEARLY_ALL


def _fits_choice(target: Target, seen: ColumnProfile) -> bool:
    if target.name == "outcome":
        return seen.outcomes >= _NEARLY_ALL
    known = {normalised(words) for choice in target.field.choices for words in (choice.value, choice.label)}
    return all(normalised(value) in known for value in seen.values)


_LEAST_OUTCOMES = 0.1
_DEAL_SIGNS = frozenset({
    "external_id", "name", "stage_id", "outcome", "is_won", "is_lost", "is_closed", "closed_on", "started_on",
})  # fmt: skip


@frozen
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
    if kind == "deals":
        found = _with_closing(found)
        found = _with_currency(table, profiles, _with_outcome(table, profiles, found))
        found = _without_unit_price(table, profiles, _with_owner(table, profiles, found))
    found = _without_numbers_of_rows(table, kind, found)
    return ColumnMapping(dict(sorted(found.items())))


_LEAST_DISTINCT: Final = 0.2
_NAMESAKES: Final = 1.5
"""So many numbers a name can be of people of one name; in a list of activities there are hardly any such."""


def _without_numbers_of_rows(table: Table, kind: str, found: Mapping[int, str]) -> dict[int, str]:
    """Leaves out numbers that are not those of the people or accounts beside them but each row's: “Activity ID”."""
    kept = dict(found)
    for index, name in found.items():
        if name == "external_id" and _numbers_something_else(table, index, kind):
            del kept[index]
            continue
        named = next((i for i, other in found.items() if other + NUMBER_SUFFIX == name), None)
        known = target_named(kind, name).names
        names = {n: place for n, place in known.items() if n not in affixes("number")}
        if named is None or name_score(table.headers[index], name, names, kind) >= SURE:
            continue
        numbers, bearers = different(table.column(index)), different(table.column(named))
        if len(numbers) > len(bearers) * (1 if kind == "numbers" else _NAMESAKES):
            del kept[index]
    return kept


def _numbers_something_else(table: Table, index: int, kind: str) -> bool:
    """Tells whether numbers only count the rows under a bare sign, or are those of items of which some are the same.

    A deal may stand on many rows, but a list of people, products or accounts names each on one or few.
    """
    header, cells = table.headers[index], [text_of(cell) for cell in table.column(index)]
    if kind != "deals" and len({*cells}) < _LEAST_DISTINCT * len(cells):
        return True
    if is_number_sign(header):
        return cells == [str(place) for place in range(1, len(cells) + 1)]
    items = {f"{name} id" for name in known_as("product", "name")}
    return normalised(header) in items and len({*cells}) < len(cells)


def check_mapping(
    mapping: ColumnMapping, table: Table, kind: str, file_name: str, columns: Sequence[str] = ()
) -> None:
    """Raises UserError where the mapped columns are not enough to import this kind of record.

    `columns` are the names that stand in the file, where the table has others.
    """
    mapped = {name.removesuffix(NUMBER_SUFFIX) for name in mapping.columns.values()}
    if kind == "deals":
        enough = len(mapped) > 1 and bool(mapped & _DEAL_SIGNS)
        missing = _("the deals’ number, stage or dates")
    else:
        needed = [t for t in targets_for(kind) if _needed(t) and not t.by_number]
        lacking = [t for t in needed if t.name not in mapped]
        if kind == "people" and "external_id" in mapped:
            lacking = [t for t in lacking if t.name != "name"]
        enough, missing = not lacking, _listed([_MEANT.get(t.name) or f"“{t.field.label}”" for t in lacking])
    if enough:
        return
    if kind == "quotas" and "starts_on" not in mapped and (fault := first_odd_period(table)):
        raise UserError(
            _("The quotas in “{file_name}” are for no periods that can be read, so nothing was imported: {fault}",
              file_name=file_name, fault=fault)
        )  # fmt: skip
    names = columns or table.headers
    shown = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    raise UserError(
        _("“{file_name}” has no column for {missing}, so nothing was imported as {kind}; its columns are: {shown}.",
          file_name=file_name, missing=missing, kind=kind, shown=shown)
    )  # fmt: skip


_MEANT: Final = {
    "salesperson_id": _("the salesperson"), "starts_on": _("the period (a month or a quarter)"),
    "week_start": _("the week or the day"), "competency_id": _("what is counted"),
    "trials": _("how many there were"), "successes": _("how many of them succeeded"),
}  # fmt: skip
"""What a file lacks, in words of its own where the label of the field would look like the name of a column."""


def _listed(words: Sequence[str]) -> str:
    *most, last = words or [""]
    return _("{listed} and {last}", listed=", ".join(most), last=last) if most else last


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
            score = name_score(
                header, target.name, target.names, kind, money=target.field.type is FieldType.MONEY
            )
            if not score:
                continue
            fitting = _fitting(target, targets, profiles[index])
            if fitting is not None:
                found.append((score - 30 * profiles[index].empty, index, fitting))
    return sorted(found, key=lambda item: (-item[0], item[1]))


def _fitting(target: Target, targets: Mapping[str, Target], seen: ColumnProfile) -> Target | None:
    """Gives the target if the values fit it; a salesperson column full of numbers means their numbers."""
    if target.name in _DAY_OF and seen.dates >= _MOST:
        return targets[_DAY_OF[target.name]]
    if target.by_number and seen.names >= _MOST:
        return targets[target.name.removesuffix(NUMBER_SUFFIX)]
    if fits(target, seen):
        return target
    if target.field.type is FieldType.REFERENCE and seen.numbers >= _LEAST_OUTCOMES:
        return targets.get(target.name + NUMBER_SUFFIX)
    return None


_DAY_OF = {"is_won": "won_on", "is_closed": "closed_on", "is_lost": "lost_on"}
"""Under the name of a flag, as “Closed”, some programs write the day."""


def _with_closing(found: Mapping[int, str]) -> dict[int, str]:
    """Takes the day of a win for that of closing where no other column is: “Won Date” without “Close Date”."""
    closing = "closed_on" in found.values()
    return {index: "closed_on" if name == "won_on" and not closing else name for index, name in found.items()}


def _with_outcome(
    table: Table, profiles: Sequence[ColumnProfile], found: Mapping[int, str]
) -> dict[int, str]:
    """Lets the column decide that speaks of won and lost: under a name for outcomes, else under an unknown one."""
    place = next((index for index, name in found.items() if name == "outcome"), None)
    decided = [i for i, name in found.items() if name in ("stage_id", "outcome") and profiles[i].decided]
    kept = {i: name for i, name in found.items() if name != "outcome" or i in decided or not decided}
    if place is not None and place not in kept and _says_active(profiles[place]):
        kept[place] = "is_active"
    if "outcome" not in kept.values():
        names = target_named("deals", "outcome").names
        spare = [i for i, seen in enumerate(profiles) if i not in kept and i != place and seen.decided]
        named = [i for i in spare if name_score(table.headers[i], "outcome", names, "deals")]
        if named and "stage_id" in kept.values():
            return kept | {max(named, key=lambda i: profiles[i].outcomes): "outcome"}
    if decided or FLAGS & set(kept.values()):
        return kept
    return kept | (_outcome_by_values(table, profiles, kept) or _forecast(table, profiles, kept))


def _forecast(table: Table, profiles: Sequence[ColumnProfile], found: Mapping[int, str]) -> dict[int, str]:
    """Takes the category of a forecast for the stage where nothing else says what became of the deals.

    Beside stages it counts where something in it is closed.
    """
    index = next(
        (i for i, header in enumerate(table.headers) if i not in found and is_forecast(header)), None
    )
    if index is None or profiles[index].empty:
        return {}
    closed = not closed_words().isdisjoint(map(spelling_key, profiles[index].values))
    staged = {"stage_id", "outcome"} & set(found.values())
    if staged and not closed:
        return {}
    return {index: "outcome" if "stage_id" in staged else "stage_id"}


def is_forecast(header: str) -> bool:
    """Tells whether a column is called as that of the categories of a forecast: Pipeline, Commit, Closed, Omitted."""
    return normalised(header) in map(normalised, words_for("forecast", "column"))


def _with_currency(
    table: Table, profiles: Sequence[ColumnProfile], found: Mapping[int, str]
) -> dict[int, str]:
    """Finds a column of currencies under a name that only begins as such do, else of several codes under any name.

    One code alone, as ALL, may be a word.
    """
    if "currency" in found.values():
        return {**found}
    free = [i for i in range(len(profiles)) if i not in found]
    words = {name for name in known_as("opportunity", "currency") if " " not in name}
    named = [i for i in free if not words.isdisjoint(normalised(table.headers[i]).split())]
    known = [i for i in named if profiles[i].values and all(map(names_currency, profiles[i].values))]
    codes = known or [i for i in free if are_codes(profiles[i].values)]
    several = len(codes) != 1 or (not known and len(profiles[codes[0]].values) == 1)
    return {**found} if several else {**found, codes[0]: "currency"}


def _with_owner(table: Table, profiles: Sequence[ColumnProfile], found: Mapping[int, str]) -> dict[int, str]:
    """Takes people under a name that does not say which, as “Person”, for the owners where there are no others.

    A contact of a customer, which such a column may also name, hardly ever has several deals.
    """
    if any(name.startswith("salesperson_id") for name in found.values()):
        return {**found}
    people = {normalised(word) for word in words_for("person", "people")}
    for index, seen in enumerate(profiles):
        named = index not in found and normalised(table.headers[index]) in people
        if named and seen.names >= _MOST and seen.distinct < 1:
            return {**found, index: "salesperson_id"}
    return {**found}


def _without_unit_price(
    table: Table, profiles: Sequence[ColumnProfile], found: Mapping[int, str]
) -> dict[int, str]:
    """Takes a price for no amount where a quantity stands beside it: it may be that of one piece, which is asked."""
    prices, quantities = known_as("product", "list_price"), affixes("quantity")
    several = any(
        seen.numbers >= _MOST
        and seen.values != frozenset({"1"})
        and not quantities.isdisjoint(normalised(header).split())
        for header, seen in zip(table.headers, profiles, strict=True)
    )
    return {
        index: name for index, name in found.items()
        if not (several and name == "amount"
                and name_score(table.headers[index], "list_price", prices, "products", money=True) >= SURE)
    }  # fmt: skip


def are_codes(values: Collection[str]) -> bool:
    """Tells whether there are values and all of them can be codes of currencies."""
    return bool(values) and all(map(is_code, values))


_MANY = 20
"""More different words than that are no stages."""


def _outcome_by_values(
    table: Table, profiles: Sequence[ColumnProfile], found: Mapping[int, str]
) -> dict[int, str]:
    """Finds a column of stages: few different words, some of which mean won or lost; most under an unknown name."""
    names = target_named("deals", "outcome").names
    likely = [
        (seen.outcomes, -index)
        for index, seen in enumerate(profiles)
        if index not in found
        and seen.decided >= _LEAST_OUTCOMES
        and seen.numbers == 0
        and len(seen.values) <= _MANY
        and (seen.distinct < 0.5 or seen.outcomes >= _NEARLY_ALL
             or name_score(table.headers[index], "outcome", names, "deals") >= SURE)
    ]  # fmt: skip
    if not likely:
        return {}
    index = -max(likely)[1]
    staged = "stage_id" in found.values() or profiles[index].values <= {"won", "lost", "open"}
    return {index: "outcome" if staged else "stage_id"}
