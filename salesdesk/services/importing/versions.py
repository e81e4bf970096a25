"""Settles which row counts where several of a file bear one number: versions of one deal, or different deals."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from salesdesk.model import fields_of, kind_of
from salesdesk.services.importing.deal_rules import FLAGS, SPEAKING, told_outcome
from salesdesk.services.importing.names import number_key, spelling_key
from salesdesk.services.importing.values import NUMBER_SUFFIX, RECORD_OF, IncomingRow

_CHANGED, _NUMBER = "modified_on", "external_id"
_TELLING = ("name", "account_id", "started_on")
_CURRENCIES: Final = frozenset({"currency", "amount.currency"})
_FIELD_OF: Final = {
    **dict.fromkeys(FLAGS, "outcome"),
    "won_on": "closed_on",
    "lost_on": "closed_on",
    "amount.currency": "currency",
}
"""The fields of a deal that are filled from what is no field itself."""
_OF_THE_END: Final = frozenset({"closed_on", "won_on", "lost_on", "lost_reason", "probability", *SPEAKING})
"""What says what became of a deal, and when and why."""
_SHOWN = 4
_ROW: Final = "0"
OUTDATED: Final = _(
    "The desk has the row that counts in its place; to import this one all the same, empty the cell that says why."
)
"""Why a row is rejected that an earlier import left out for another one, and that would change what this one wrote."""
_LEFT_FOR_ANOTHER: Final = re.compile(
    "|".join(
        re.escape(words).replace(_ROW, ".+?")
        for words in (
            "Row 0 is a later version of it.", _("Row {row} is a later version of it.", row=_ROW),
            "It is a line of the deal of row 0, which has the sum.",
            _("It is a line of the deal of row {row}, which has the sum.", row=_ROW),
            "It repeats row 0 of the file.", _("It repeats row {row} of the file.", row=_ROW), OUTDATED,
        )
    )
)  # fmt: skip


def is_left_for_another(why: str) -> bool:
    """Tells from the reason a row was left out for whether another row counts in its place."""
    return bool(_LEFT_FOR_ANOTHER.search(why))


def settled_versions(
    kind: str, rows: Sequence[IncomingRow], mapped: frozenset[str]
) -> tuple[Sequence[IncomingRow], tuple[str, ...]]:
    """Gives the rows in which one version of each deal counts, and what to tell of the others.

    The version changed last counts, the last row where nothing says so, and what it leaves empty is taken from the
    earlier ones; what cannot be read, or says nothing, takes no part.
    Rows that agree in nothing are different deals under a number that is none; it is taken from them.
    """
    if kind != "deals":
        return rows, ()
    found, notes, filled = list(rows), list[str](), 0
    versions: list[list[int]] = []
    for places in sharing(rows):
        saying = [place for place in places if _said(rows[place]) and _is_known(rows[place], mapped)]
        same = [rows[place] for place in saying]
        if len(same) > 1 and _are_different(same):
            notes.append(_note_on_number(same))
            for place in saying:
                found[place] = _without_number(rows[place])
        elif same and any(_said(rows[place]) != _said(same[0]) for place in places):
            versions.append(saying)
            newest = max(saying, key=lambda place: _age(rows, place))
            others = [p for p in places if p != newest and (p in saying or not _said(rows[p]))]
            for place, row in _superseded(others, newest, rows):
                found[place] = row
            found[newest] = _completed(sorted(saying, key=lambda place: _age(rows, place)), rows, mapped)
            filled += _said(found[newest]) != _said(rows[newest])
    for place, row in _outdated(rows):
        found[place] = row
    notes += _notes_on_versions(kind, [[rows[place] for place in places] for places in versions])
    return found, (*notes, *_note_on_filled(filled))


def sharing(rows: Sequence[IncomingRow]) -> list[list[int]]:
    """Gives the places of rows that share a number, number by number."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if not row.errors and row.values.get(_NUMBER):
            found[number_key(row.values[_NUMBER])].append(place)
    return [places for places in found.values() if len(places) > 1]


def _are_different(rows: Sequence[IncomingRow]) -> bool:
    """Tells whether no two rows agree in what names a deal, and each says something of it."""
    told = [{name: _plain(row.values[name]) for name in _TELLING if name in row.values} for row in rows]
    shared = all(
        len({each.get(name) for each in told if name in each}) == len(rows) for name in ("name", "account_id")
    )
    return shared and all(len(each) >= 2 for each in told)


def _plain(value: Any) -> Any:
    return spelling_key(value) if isinstance(value, str) else value


def _said(row: IncomingRow) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row.values.items() if name not in (_CHANGED, _NUMBER)}


def _superseded(
    places: Sequence[int], newest: int, rows: Sequence[IncomingRow]
) -> Iterable[tuple[int, IncomingRow]]:
    """Gives the rows in whose place the newest one counts, rejected."""
    number = rows[newest].number
    for place in places:
        nothing_else = _said(rows[place]) in ({}, _said(rows[newest]))
        why = (
            _("It repeats row {row} of the file.", row=number)
            if nothing_else
            else _("Row {row} is a later version of it.", row=number)
        )
        yield place, replace(rows[place], errors=(why,))


def _completed(by_age: Sequence[int], rows: Sequence[IncomingRow], mapped: frozenset[str]) -> IncomingRow:
    """Gives the last of the rows with what it leaves empty out of the others, as if they came one after the other."""
    newest, values = rows[by_age[-1]], rows[by_age[-1]].values
    for place in reversed(by_age[:-1]):
        values = _filled(values, rows[place].values, mapped)
    return replace(newest, values=values)


def _filled(later: dict[str, Any], earlier: dict[str, Any], mapped: frozenset[str]) -> dict[str, Any]:
    """Fills what is empty; an amount comes with its currency, a reference as a whole, an end with what it was."""
    told = {name.removesuffix(NUMBER_SUFFIX) for name in later}
    left = {name for name in earlier if name.removesuffix(NUMBER_SUFFIX) not in told}
    if "amount" in left and _CURRENCIES & earlier.keys():
        later = {name: value for name, value in later.items() if name not in _CURRENCIES}
        left |= _CURRENCIES & earlier.keys()
    elif _CURRENCIES & later.keys():
        left -= _CURRENCIES
    if _OF_THE_END & later.keys():
        left -= SPEAKING
        if _outcome(later, mapped) != _outcome(earlier, mapped):
            left -= _OF_THE_END
    return {**later, **{name: earlier[name] for name in earlier if name in left}}


def _outcome(values: dict[str, Any], mapped: frozenset[str]) -> str | None:
    return told_outcome(dict(values), mapped)


def _is_known(row: IncomingRow, mapped: frozenset[str]) -> bool:
    """Tells whether the words of a row on its outcome are known; one that is left out for them is no version."""
    try:
        _outcome(row.values, mapped)
    except ValueError:
        return False
    return True


def _outdated(rows: Sequence[IncomingRow]) -> Iterable[tuple[int, IncomingRow]]:
    """Gives the rows that cannot be read and of which a later version can, saying so: mended they would go back."""
    broken = [place for place, row in enumerate(rows) if row.errors and row.values.get(_NUMBER)]
    numbers = {number_key(rows[place].values[_NUMBER]) for place in broken}
    whole = [
        place for place, row in enumerate(rows) if numbers and not row.errors and row.values.get(_NUMBER)
    ]
    newest: dict[str, int] = {}
    for place in sorted(whole, key=lambda place: _age(rows, place)):
        newest[number_key(rows[place].values[_NUMBER])] = place
    for place in broken:
        later = newest.get(number_key(rows[place].values[_NUMBER]), place)
        if _age(rows, later) > _age(rows, place) and not _are_different([rows[place], rows[later]]):
            why = _("Row {row} is a later version of it.", row=rows[later].number)
            yield place, replace(rows[place], errors=(*rows[place].errors, why))


def _age(rows: Sequence[IncomingRow], place: int) -> tuple[datetime, int]:
    return rows[place].values.get(_CHANGED, datetime.min), place


def _without_number(row: IncomingRow) -> IncomingRow:
    return replace(row, values={name: value for name, value in row.values.items() if name != _NUMBER})


def _note_on_number(rows: Sequence[IncomingRow]) -> str:
    return _(
        "{number:,} rows share the number “{shared}” although they are about different deals, so it is left out "
        "and they are told apart by their names.",
        number=len(rows),
        shared=rows[0].values[_NUMBER],
    )


def _notes_on_versions(kind: str, versions: Sequence[Sequence[IncomingRow]]) -> list[str]:
    found = [(rows, differing) for rows in versions if (differing := _differing(rows))]
    if not found:
        return []
    under = {name for _rows, differing in found for name in differing}
    labels = [f"“{field.label}”" for field in fields_of(RECORD_OF[kind]) if field.name in under][:_SHOWN]
    dated = all(_CHANGED in row.values for rows, _differing in found for row in rows)
    return [
        n_(
            "1 {deals} stands in the file in several versions, which differ under {fields}; {counting}.",
            "{number:,} {deals} stand in the file in several versions, which differ under {fields}; {counting}.",
            len(found),
            deals=kind_of(RECORD_OF[kind]).called(len(found)),
            fields=_(" and ").join(filter(None, [", ".join(labels[:-1]), *labels[-1:]])),
            counting=_("the one changed last counts")
            if dated
            else _("no column says when they were changed, so the last row counts"),
        )
    ]


def _differing(rows: Sequence[IncomingRow]) -> set[str]:
    """Gives the fields of which rows of one deal say different things; an empty cell says nothing."""
    said = [_said(row) for row in rows]
    names = {name for each in said for name in each}
    differing = {name for name in names if len({each[name] for each in said if name in each}) > 1}
    return {_FIELD_OF.get(name, name.partition(".")[0]) for name in differing}


def _note_on_filled(filled: int) -> list[str]:
    words = n_(
        "1 deal stands on several rows, and the one that counts has empty cells: what another one says stands there.",
        "{number:,} deals stand on several rows, and the ones that count have empty cells: what another one says "
        "stands there.",
        filled,
    )
    return [words] if filled else []
