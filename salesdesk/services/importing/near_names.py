"""Finds who and what a file names in another spelling than the desk, or than the file itself elsewhere."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesdesk.frozen import frozen
from salesdesk.model import fields_of, model_of
from salesdesk.model.fields import FieldType
from salesdesk.services.importing.joined_names import parted_names
from salesdesk.services.importing.likeness import (
    Likeness,
    account_keys,
    called_by_one_name,
    given_first,
    like_accounts,
    like_people,
    person_keys,
    same_account,
    same_person,
)
from salesdesk.services.importing.names import number_key, spelling_key, without_mark
from salesdesk.services.importing.names_with_regions import without_regions
from salesdesk.services.importing.records import KnownDesk
from salesdesk.services.importing.team import MEMBER, OUTSIDE
from salesdesk.services.importing.told_names import ToldNames
from salesdesk.services.importing.values import (
    NUMBER_SUFFIX,
    RECORD_OF,
    IncomingRow,
    NameAnswers,
    NamePair,
    Stored,
)

_MOST_ASKED: Final = 60
_SHOWN: Final = 3
_MOST_SHARING: Final = 100
"""A word that more names share says nothing about two of them, and comparing them all would take for ever."""
_LIKE: Mapping[str, tuple[Callable[[str, str], Likeness | None], Callable[[str], Iterable[str]]]] = {
    "salesperson": (like_people, person_keys),
    "account": (like_accounts, account_keys),
}
_SAME: Mapping[str, Callable[[str, str], bool]] = {"salesperson": same_person, "account": same_account}


@frozen
class SettledNames:
    """The rows with each name as the desk knows it, the pairs somebody should judge, and what was taken for sure.

    `unheard` are the keys of names that somebody has said something about and nobody has.
    """

    rows: Sequence[IncomingRow]
    pairs: tuple[NamePair, ...] = ()
    assumed: tuple[str, ...] = ()
    unheard: frozenset[str] = frozenset()

    @property
    def told(self) -> tuple[str, ...]:
        """Says which names are taken for the same because somebody has said so just now; empty where none is."""
        same = [(pair.name, pair.other) for pair in self.pairs if pair.same]
        return (_("The same name, as you said: {names}.", names=_shown(same, " = ")),) if same else ()


def settled_names(
    kind: str, rows: Sequence[IncomingRow], known: KnownDesk, answers: NameAnswers
) -> SettledNames:
    """Gives the rows in which whoever the desk knows by another spelling is named as there.

    What is sure is told; what is only perhaps the same stays apart until somebody has said that it is.
    """
    unheard = frozenset(name for pair in answers for name in pair)
    bare, told = without_regions(kind, parted_names(kind, rows, known), known, unheard)
    found = SettledNames(bare, assumed=told, unheard=unheard)
    for of, column in _columns(kind):
        names = _NamesOfKind(of, column, found.rows, known, answers)
        names.resolve()
        found = SettledNames(
            names.rows(),
            (*found.pairs, *names.pairs()),
            (*found.assumed, *names.assumed()),
            found.unheard - names.heard() if found.unheard else found.unheard,
        )
    return found


def _columns(kind: str) -> Iterator[tuple[str, str]]:
    """Gives the kinds of record whose names are compared, with the field that names them."""
    own = RECORD_OF[kind]
    if own in _LIKE:
        yield own, "name"
    for declared in fields_of(own):
        if declared.type is FieldType.REFERENCE and declared.importable and declared.refers_to in _LIKE:
            yield declared.refers_to, declared.name


@dataclass
class _Named:
    """A name as the file spells it: on how many rows, and with which numbers."""

    name: str
    count: int = 0
    numbers: set[str] = field(default_factory=set[str])


def _named(rows: Sequence[IncomingRow], column: str) -> list[_Named]:
    """Gives the different names of a file."""
    counts: Counter[tuple[str, str | None]] = Counter()
    number_field = "external_id" if column == "name" else column + NUMBER_SUFFIX
    for row in rows:
        name = row.values.get(column)
        if isinstance(name, str) and name:
            counts[name, row.values.get(number_field)] += 1
    found: dict[str, _Named] = {}
    for (name, number), count in counts.items():
        named = found.setdefault(name, _Named(name))
        named.count += count
        if number:
            named.numbers.add(number_key(number))
    return list(found.values())


class _NamesOfKind:
    """The names of one kind in one file, each resolved once."""

    def __init__(
        self, kind: str, column: str, rows: Sequence[IncomingRow], known: KnownDesk, answers: NameAnswers
    ) -> None:
        self._kind, self._column, self._rows, self._known = kind, column, rows, known
        self._answers = answers
        self._like, self._keys = _LIKE[kind]
        self._found: dict[str, str] = {}
        self._pairs: list[NamePair] = []
        self._sure, self._turned = list[tuple[str, str]](), list[tuple[str, str]]()
        self._numbers: dict[str, set[str]] = {}
        self._ids: dict[str, int] = {}
        self._blocks: defaultdict[str, list[str]] = defaultdict(list)
        self._open: Mapping[str, str] = {}
        self._doubted: dict[str, tuple[int, str | None]] = {}
        self._same, self._apart = _told_names(kind, known)

    def resolve(self) -> None:
        """Decides on every name that the desk does not bear, and on those that may have been left open before."""
        there, self._open = self._there(), self._left_open()
        people = self._kind == "salesperson"
        # One name may be that of anybody who is called so: it comes when all of them are known.
        in_file = sorted(
            _named(self._rows, self._column),
            key=lambda each: (people and " " not in each.name.strip(), -each.count),
        )
        unknown = [named for named in in_file if spelling_key(named.name) not in there]
        doubted = [named for named in in_file if spelling_key(named.name) in self._open]
        if not (unknown or doubted):
            return
        for name, record_id, number in self._stored():
            self._ids[spelling_key(name)] = record_id
            self._enter(name, {number_key(number)} if number else set())
        for named in unknown:
            self._settle(named)
        for named in doubted:
            other = self._remembered(named.name) or self._other_than(
                self._open[spelling_key(named.name)], named
            )
            if other is not None:
                self._found[named.name] = other

    def rows(self) -> Sequence[IncomingRow]:
        """Gives the rows, with the names that were found put in place."""
        if not self._found:
            return self._rows
        return [self._replaced(row) for row in self._rows]

    def pairs(self) -> tuple[NamePair, ...]:
        """Gives the pairs to judge, those on most rows first."""
        return tuple(sorted(self._pairs, key=lambda pair: -pair.count)[:_MOST_ASKED])

    def heard(self) -> frozenset[str]:
        """Gives the keys of all names in the file, however they are turned, on the desk, and said to be of records."""
        spelled = {each.name for each in _named(self._rows, self._column)} | {
            *self._found.values(),
            *self._numbers,
        }
        told = (
            each[1] for each in (*self._known.told_same, *self._known.told_apart) if each[0] == self._kind
        )
        known = {each["name"] for each in self._known.of(self._kind).values()}
        names = {*spelled, *map(without_mark, spelled), *told, *known}
        return frozenset(map(spelling_key, names)) | self._there()

    def assumed(self) -> Iterator[str]:
        """Says what was taken for the same without being asked, and what was not."""
        if self._sure:
            yield _("Taken for the same name: {names}.", names=_shown(self._sure, " = "))
        if self._turned:
            yield _("Read with the given name first: {names}.", names=_shown(self._turned, " → "))
        apart = [(pair.name, pair.other) for pair in self._pairs if pair.same is None]
        if apart:
            yield _("Perhaps the same, but kept apart: {names}.", names=_shown(apart, _(" and ")))

    def _replaced(self, row: IncomingRow) -> IncomingRow:
        name = row.values.get(self._column)
        found = self._found.get(name) if isinstance(name, str) else None
        return row if found is None else replace(row, values={**row.values, self._column: found})

    def _there(self) -> set[str]:
        """Gives the spellings that find a record by themselves; of the Trash none that was said to be another's."""
        gone = (each["name"] for each in self._known.trashed(self._kind).values() if each["name"])
        there = {spelling_key(name) for name in gone if not self._same.records_of(name)}
        return there | {
            spelling_key(words)
            for each in self._known.of(self._kind).values()
            for words in (each["name"], each.get("email"))
            if words
        }

    def _left_open(self) -> dict[str, str]:
        """Gives by their spelling the names on the desk that may be another's that was left open when they came.

        Of people it is those outside the team, of accounts any; one that several records bear tells nothing.
        """
        records = self._known.of(self._kind)
        return {
            spelling_key(words): name
            for name, record_id, _number in self._stored()
            if records[record_id].get("status", OUTSIDE) == OUTSIDE
            for words in (records[record_id].get("email"), name)
            if words
        }

    def _stored(self) -> Iterator[tuple[str, int, str | None]]:
        """Gives the names on the desk that only one record bears."""
        records = self._known.of(self._kind)
        shared = Counter(spelling_key(each["name"]) for each in records.values())
        for record_id, each in records.items():
            if shared[spelling_key(each["name"])] == 1:
                yield each["name"], record_id, each.get("external_id")

    def _enter(self, name: str, numbers: set[str]) -> None:
        """Makes a name one that others may be found to be."""
        self._numbers[name] = numbers
        for key in set(self._keys(name)):
            self._blocks[key].append(name)

    def _settle(self, named: _Named) -> None:
        plain = without_mark(named.name) if self._kind == "salesperson" else named.name
        turned = given_first(plain) if self._kind == "salesperson" else plain
        found = self._remembered(named.name) or self._near(plain, named)
        if found is not None and (own := self._open.get(spelling_key(found))):
            found = self._other_than(own, named) or found
        if found is None:
            if turned != plain:
                self._turned.append((plain, turned))
                self._found[named.name] = turned + named.name[len(plain) :]
            self._enter(turned, named.numbers)
        elif spelling_key(found) != spelling_key(plain) or plain != named.name:
            # The mark of somebody who has left stays with the name until their place is settled.
            self._found[named.name] = found + named.name[len(plain) :]

    def _other_than(self, own: str, named: _Named) -> str | None:
        """Asks once whether a name on the desk is another one there, unless that was answered; gives that one."""
        if own in self._doubted:
            place, found = self._doubted[own]
            for pair in self._pairs[place : place + 1]:
                self._pairs[place] = replace(pair, count=pair.count + named.count)
            return found
        numbered = replace(named, numbers=named.numbers | self._numbers[own])
        records = self._known.of(self._kind)
        mine = self._ids[spelling_key(named.name)] = self._ids[spelling_key(own)]
        stored = ((each, self._ids.get(spelling_key(each))) for each in self._sharing(own))
        others = [each for each, theirs in stored if theirs and _was_left_open_for(records, mine, theirs)]
        others = [each for each in others if self._may_be(numbered, each)]
        asked = len(self._pairs)
        found = self._remembered(own) or self._asked(named, own, others, mine)
        self._doubted[own] = asked, found
        return found

    def _remembered(self, name: str) -> str | None:
        """Gives the name of the record that somebody has said a name stands for, however that was written."""
        people = self._kind == "salesperson"
        told = self._same.records_of(without_mark(name) if people else name)
        stored = [self._known.of(self._kind).get(n) or self._known.trashed(self._kind).get(n) for n in told]
        return stored[0]["name"] if len(stored) == 1 and stored[0] else None

    def _near(self, name: str, named: _Named) -> str | None:
        """Gives what a name is the same as; notes the pair where that is only likely."""
        close = [other for other in self._sharing(name) if self._may_be(named, other)]
        sure = [other for other in close if self._like(name, other) is Likeness.SURE]
        sure = [other for other in sure if self._told(named.name, other) is not False]
        if len(sure) == 1:
            if spelling_key(sure[0]) != spelling_key(name):
                self._sure.append((name, sure[0]))
            return sure[0]
        return self._asked(named, name, close)

    def _sharing(self, name: str) -> Iterable[str]:
        """Gives the names that share a word with one."""
        sharing = (self._blocks.get(key, ()) for key in set(self._keys(name)))
        return dict.fromkeys(other for some in sharing if len(some) <= _MOST_SHARING for other in some)

    def _asked(
        self, named: _Named, name: str, others: Sequence[str], stranger: int | None = None
    ) -> str | None:
        """Notes the first likely pair that was not told apart; gives the other name where it was said to be one."""
        perhaps = [other for other in others if self._like(name, other)]
        if not perhaps and self._kind == "salesperson":
            perhaps = _called_so(name, others, self._known.of(self._kind), self._ids)
        for other in sorted(perhaps, key=lambda each: spelling_key(each) not in self._ids):
            told = self._told(named.name, other)
            if told is False and self._is_remembered(named.name, other):
                continue
            self._pairs.append(
                NamePair(
                    self._kind,
                    named.name,
                    other,
                    named.count,
                    self._ids.get(spelling_key(other)),
                    told,
                    stranger,
                )
            )
            return other if told else None
        return None

    def _may_be(self, named: _Named, other: str) -> bool:
        """Tells whether the numbers of two names leave open that they are one."""
        theirs = self._numbers[other]
        return not (named.numbers and theirs) or bool(named.numbers & theirs)

    def _told(self, name: str, other: str) -> bool | None:
        told = self._answers.get((spelling_key(name), spelling_key(other)))
        if told is None:
            told = self._answers.get((spelling_key(other), spelling_key(name)))
        return False if told is None and self._is_remembered(name, other) else told

    def _is_remembered(self, name: str, other: str) -> bool:
        """Tells whether somebody has said in an earlier import that two names are not the same."""
        both = name, other
        return any(
            self._ids.get(spelling_key(two)) in self._apart.records_of(one) for one, two in (both, both[::-1])
        )


def _called_so(
    name: str, others: Sequence[str], records: Mapping[int, Stored], ids: Mapping[str, int]
) -> list[str]:
    """Gives the one person of the team, else at all, of whose name another is a part alone; empty where several are."""
    called = [other for other in others if called_by_one_name(name, other)]
    own = [
        other for other in called if records.get(ids.get(spelling_key(other), 0), {}).get("status") == MEMBER
    ]
    return own if len(own) == 1 else called if len(called) == 1 else []


def _told_names(kind: str, known: KnownDesk) -> tuple[ToldNames, ToldNames]:
    """Gives the names of a kind that were said to be those of records, and those that are another's."""
    same = ((name, record_id) for (of, name), record_id in known.told_same.items() if of == kind)
    apart = ((name, record_id) for of, name, record_id in known.told_apart if of == kind)
    keys = _LIKE[kind][1]
    return ToldNames(same, _SAME[kind], keys), ToldNames(apart, _SAME[kind], keys)


def _was_left_open_for(records: Mapping[int, Stored], mine: int, theirs: int) -> bool:
    """Tells whether a record may be one that was there when it came: of the team, or an account that came before."""
    status = records[theirs].get("status")
    return theirs < mine if status is None else status == MEMBER


def _shown(pairs: Iterable[tuple[str, str]], sign: str) -> str:
    all_of = [f"“{one}”{sign}“{other}”" for one, other in pairs]
    rest = len(all_of) - _SHOWN
    more = [n_("{number:,} more", "{number:,} more", rest)] if rest > 0 else []
    return ", ".join([*all_of[:_SHOWN], *more])


def remember_names(session: Session, pairs: Iterable[NamePair]) -> None:
    """Keeps what was answered about names, so that the next import does not ask again."""
    for pair in pairs:
        if pair.same is None:
            continue
        record_id = pair.record_id or _record_called(session, pair)
        if record_id is not None:
            judged = {"name": pair.name, "same": pair.same, f"{pair.kind}_id": record_id}
            session.add(model_of("name_in_files")(**judged))


def _record_called(session: Session, pair: NamePair) -> int | None:
    """Gives the record that came with the file itself."""
    model: Any = model_of(pair.kind)
    found = session.scalars(select(model.id).where(model.name == pair.other)).all()
    return found[0] if len(found) == 1 else None
