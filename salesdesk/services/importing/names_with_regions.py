"""Reads the name of a person without the region or team that a file writes behind it, as in “Lind, Ada (North)”."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from salesdesk.services.importing.likeness import given_first
from salesdesk.services.importing.names import spelling_key, without_mark
from salesdesk.services.importing.records import KnownDesk
from salesdesk.services.importing.values import RECORD_OF, IncomingRow

_BRACKETED: Final = re.compile(r"([^()\[\]@\d]+?)\s*[(\[]\s*([^()\[\]@\d]+?)\s*[)\]]")
_PARTED: Final = re.compile(r"([^()\[\]@\d]+?)\s+[-–—|/]\s+([^()\[\]@\d–—|/]+)")
_MOST_WORDS: Final = 3
_SHOWN: Final = 3


def without_regions(
    kind: str, rows: Sequence[IncomingRow], known: KnownDesk, meant: Collection[str] = ()
) -> tuple[Sequence[IncomingRow], tuple[str, ...]]:
    """Gives the rows with the bare names of people, and what was read without what stood behind it.

    Names stay whole of which two differ by nothing else, those that the desk has so, and those whose keys are `meant`.
    What stands behind a dash is left out where some of it does so after the names of several people.
    """
    column = "name" if RECORD_OF[kind] == "salesperson" else "salesperson_id"
    names = {name for row in rows if isinstance(name := row.values.get(column), str)}
    kept, dashed = {*meant, *_on_desk(known)}, _have_dashes(names)
    found = {
        name: told
        for name in names
        if spelling_key(name) not in kept and (told := _parted(name, dashed=dashed))
    }
    bare = _of_one_each(found, names)
    if not bare:
        return rows, ()
    shown = ", ".join(f"“{name}” → “{told}”" for name, told in sorted(bare.items())[:_SHOWN])
    note = _("Read without what stands behind the name: {names}.", names=shown)
    replaced = [
        replace(row, values={**row.values, column: bare[name]}) if name in bare else row
        for row, name in zip(rows, (row.values.get(column) for row in rows), strict=True)
    ]
    return replaced, (note,)


def _on_desk(known: KnownDesk) -> set[str]:
    """Gives the keys of all names the desk knows people by."""
    people = known.of("salesperson").values()
    told = [each[1] for each in (*known.told_same, *known.told_apart) if each[0] == "salesperson"]
    return {spelling_key(name) for name in (*(each["name"] for each in people), *told)}


def _parted(name: str, *, dashed: bool) -> tuple[str, str] | None:
    """Parts “Lind, Ada (North)” into a person's name and the rest; None where no surname with a comma begins it."""
    plain = without_mark(name)
    found = _BRACKETED.fullmatch(given_first(plain)) or (_PARTED.fullmatch(plain) if dashed else None)
    if found is None or len(found[2].split()) > _MOST_WORDS:
        return None
    whole = given_first(found[1])
    return (whole + name[len(plain) :], found[2]) if "," in plain and len(whole.split()) > 1 else None


def _have_dashes(names: Collection[str]) -> bool:
    """Tells whether the same stands behind a dash after the names of several people."""
    asides = Counter(told[2] for name in names if (told := _PARTED.fullmatch(without_mark(name))))
    return any(times > 1 for times in asides.values())


def _of_one_each(found: Mapping[str, tuple[str, str]], names: Collection[str]) -> dict[str, str]:
    """Gives the bare names that stand in the file with one thing behind them only, and not by themselves."""
    behind: defaultdict[str, set[str]] = defaultdict(set)
    for bare, aside in found.values():
        behind[_key(bare)].add(spelling_key(aside))
    alone = {_key(name) for name in names if name not in found}
    return {
        name: bare
        for name, (bare, _aside) in found.items()
        if len(behind[_key(bare)]) == 1 and _key(bare) not in alone
    }


def _key(name: str) -> str:
    return spelling_key(given_first(without_mark(name)))
