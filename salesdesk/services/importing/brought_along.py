"""Brings along what came under a name that was left open, once somebody says whose name it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from salesdesk.frozen import frozen
from salesdesk.model import fields_of, kind_of, models
from salesdesk.model.fields import FieldType
from salesdesk.practice.periods import period_end
from salesdesk.services.importing.records import KnownDesk
from salesdesk.services.importing.values import RECORD_OF, Joined, NamePair, Stored
from salesdesk.services.trash import trash_within

_TELLS_APART = ("external_id", "email")
"""What a record is found by beside its name, so that it goes along with the name."""
Updates = Mapping[str, Mapping[int, Mapping[str, Any]]]


@frozen
class BroughtAlong:
    """The desk as it is once names are joined, what is written for it, which were joined, and that in sentences."""

    known: KnownDesk
    updates: Updates
    joined: tuple[Joined, ...] = ()
    words: tuple[str, ...] = ()


def brought_along(known: KnownDesk, pairs: Iterable[NamePair]) -> BroughtAlong:
    """Gives what goes to whom a name on the desk was said to be another spelling of: deals, quotas, weekly numbers.

    What the other has already, as a quota of the same time, stays where it is and is told.
    """
    found = BroughtAlong(known, {})
    for pair in pairs:
        if pair.same and pair.record_id and pair.stranger_id:
            found = _with(found, pair, pair.stranger_id, pair.record_id)
    return found


def with_updates(updates: Updates, more: Updates) -> dict[str, dict[int, Mapping[str, Any]]]:
    """Gives what is written into referred records by both, the first ones first."""
    found: defaultdict[str, dict[int, Mapping[str, Any]]] = defaultdict(dict)
    for each in (updates, more):
        for kind, records in each.items():
            for record_id, values in records.items():
                found[kind][record_id] = {**found[kind].get(record_id, {}), **values}
    return dict(found)


def put_strangers_away(session: Session, now: datetime, joined: Iterable[Joined]) -> None:
    """Moves those whose name was another's to the Trash, as far as nothing on the desk is theirs any more."""
    for each in joined:
        if each.goes:
            trash_within(session, now, each.kind, [each.stranger_id])


def _with(found: BroughtAlong, pair: NamePair, stranger: int, other: int) -> BroughtAlong:
    """Joins one more name to the one it was said to be."""
    records, theirs = dict(found.known.records), found.known.of(pair.kind)
    updates, moved, kept = dict[str, dict[int, Mapping[str, Any]]](), Counter[str](), Counter[str]()
    for kind, column in _columns_to(pair.kind):
        stored = found.known.all_of(kind)
        imported = kind in RECORD_OF.values() or kind_of(kind).only_tells
        going = dict(_going(kind, column, stored, stranger, other)) if imported else {}
        moved[kind] += len(going)
        kept[kind] += sum(each[column] == stranger for each in stored.values()) - len(going)
        updates[kind] = {record_id: {column: other} for record_id in going}
        records |= {kind: {**stored, **going}} if kind in records else {}
    updates[pair.kind] = found_by = _found_by(theirs, stranger, other)
    records[pair.kind] = {**theirs, **{each: {**theirs[each], **new} for each, new in found_by.items()}}
    goes = not +kept
    return BroughtAlong(
        replace(found.known, records=records),
        with_updates(found.updates, {kind: each for kind, each in updates.items() if each}),
        (*found.joined, Joined(pair.kind, stranger, other, goes)),
        (
            *found.words,
            *_sentences(theirs[stranger]["name"], theirs[other]["name"], +moved, +kept, goes=goes),
        ),
    )


def _columns_to(kind: str) -> Iterator[tuple[str, str]]:
    """Gives every kind of record that refers to a kind, with the field that does."""
    for of in models():
        for declared in fields_of(of):
            if declared.type is FieldType.REFERENCE and declared.refers_to == kind and of != "name_in_files":
                yield of, declared.name


def _going(
    kind: str, column: str, stored: Mapping[int, Stored], stranger: int, other: int
) -> Iterator[tuple[int, Stored]]:
    """Gives the records of one as those of the other, but for what the other has already."""
    taken = [each for each in stored.values() if each[column] == other]
    for record_id, each in stored.items():
        if each[column] == stranger:
            mine = {**each, column: other}
            if not any(_is_one_with(kind, mine, there) for there in taken):
                yield record_id, mine


def _is_one_with(kind: str, one: Stored, other: Stored) -> bool:
    """Tells whether two records cannot stand beside one another: by what they are known by, or at the same time."""
    if kind == "quota":
        return one["starts_on"] <= _end(other) and other["starts_on"] <= _end(one)
    return any(
        all(one[name] is not None and one[name] == other[name] for name in identity)
        for identity in kind_of(kind).identity
    )


def _end(quota: Stored) -> date:
    return period_end(quota["starts_on"], quota["period"])


def _found_by(records: Mapping[int, Stored], stranger: int, other: int) -> dict[int, Mapping[str, Any]]:
    """Gives a number and an address to the other one where only the stranger has them."""
    mine, theirs = records[stranger], records[other]
    going = {name: mine[name] for name in _TELLS_APART if mine.get(name) and not theirs.get(name)}
    return {stranger: dict.fromkeys(going), other: going} if going else {}


def _sentences(
    own: str, other: str, moved: Mapping[str, int], kept: Mapping[str, int], *, goes: bool
) -> Iterator[str]:
    """Says what goes along, what does not, and what becomes of the name."""
    moved = {kind: count for kind, count in moved.items() if kind in RECORD_OF.values()}
    if moved:
        yield _("“{name}” is “{other}”: {things} that came under that name before go along.",
                name=own, other=other, things=_counted(moved))  # fmt: skip
    if goes:
        yield _("Nothing is left under “{name}”, which goes to the Trash.", name=own)
    if twice := {kind: count for kind, count in kept.items() if kind in RECORD_OF.values()}:
        yield _("“{other}” has others for the same time, so these stay with “{name}” and do not count for “{other}”: "
                "{things}.", name=own, other=other, things=_counted(twice))  # fmt: skip


def _counted(counts: Mapping[str, int]) -> str:
    return _(" and ").join(f"{count:,} {kind_of(kind).called(count)}" for kind, count in counts.items())
